//! `--since`: runs copydesk on a repository in which lines were added, edited, moved with their file
//! and taken out, staged and not.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    fn git(folder: &Path, arguments: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args([
                "-c",
                "init.defaultBranch=main",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(folder)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "git {arguments:?}: {said}");
    }

    /// The exit code, and standard output and error.
    fn copydesk(folder: &Path, arguments: &str) -> (i32, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(arguments.split(' '))
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let said =
            String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        (done.status.code().unwrap(), said)
    }

    fn has_git() -> bool {
        let there = Command::new("git").arg("--version").output().is_ok();
        if !there {
            eprintln!("skipped: git is not there");
        }
        there
    }

    fn places(folder: &Path, arguments: &str) -> Vec<String> {
        let (_, said) = copydesk(folder, arguments);
        let lines = said.lines();
        let place = |line: &str| line.split(": ").next().unwrap_or("").to_owned();
        lines.map(place).collect()
    }

    /// A repository with findings in it, all of them committed.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("copydesk.yaml", "wordlists: [house.yaml]\n");
        put(
            "house.yaml",
            "forbid:\n  - best\n  - {id: near, phrases: enables access, near: ChatGPT}\n",
        );
        put(
            "a.md",
            "One best.\n\nTwo best.\n\nIt enables access\nto something.\n\nThree best.\n",
        );
        put(
            "old name.md",
            "# The best of old\n\nSame.\n\nSame.\n\nThe best of it.\n",
        );
        put("untouched.md", "The best.\n");
        put(
            "cut.md",
            "It is the\nvery\nbest.\n\nThe best.\n\nGone best.\n",
        );
        git(folder.path(), &["init", "-q"]);
        git(folder.path(), &["add", "-A"]);
        git(folder.path(), &["commit", "-qm", "old"]);
        folder
    }

    #[test]
    fn only_what_has_changed_is_reported() {
        if !has_git() {
            return;
        }
        let folder = repository();
        let root = folder.path();
        let put = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
        put(
            "a.md",
            "One best.\n\nTwo best, edited.\n\nIt enables access\nto ChatGPT.\n\nNew.\n\nThree best.\n",
        );
        git(root, &["add", "a.md"]);
        git(root, &["mv", "old name.md", "näw \"name\".md"]);
        put(
            "näw \"name\".md",
            "# The best of old\n\nSame.\n\nSame.\n\nThe best of it all.\n",
        );
        put("untracked.md", "The best.\n");
        put("cut.md", "It is the\nbest.\n\nThe best.\n");
        let found = places(root, "check . --since HEAD --format line");
        assert_eq!(
            found,
            // The cut runs through no finding: none of “cut.md”'s is new.
            [
                "a.md:3:5",
                "a.md:5:4",
                "näw \"name\".md:7:5",
                "untracked.md:1:5"
            ]
        );
        // From another folder, and of one file.
        fs::create_dir(root.join("sub")).unwrap();
        let found = places(
            &root.join("sub"),
            "check ../a.md --since HEAD --format line",
        );
        assert_eq!(found, ["../a.md:3:5", "../a.md:5:4"]);
        let (code, said) = copydesk(root, "check untouched.md --since HEAD");
        assert_eq!(code, 0);
        assert!(said.contains("1 on lines that have not changed"), "{said}");
    }

    #[test]
    fn what_the_others_wrote_meanwhile_is_not_ours() {
        if !has_git() {
            return;
        }
        let folder = repository();
        let root = folder.path();
        git(root, &["branch", "ours"]);
        fs::write(root.join("untouched.md"), "All is well.\n").unwrap();
        git(root, &["commit", "-qam", "theirs"]);
        git(root, &["checkout", "-q", "ours"]);
        fs::write(root.join("a.md"), "Ours is best.\n").unwrap();
        git(root, &["commit", "-qam", "ours"]);
        let found = places(root, "check . --since main --format line");
        assert_eq!(found, ["a.md:1:9"]);
    }

    #[test]
    fn where_git_cannot_say_nothing_is_called_clean() {
        if !has_git() {
            return;
        }
        let folder = repository();
        let (code, said) = copydesk(folder.path(), "check . --since nowhere");
        assert_eq!(code, 2);
        assert!(said.contains("git knows no revision “nowhere”"), "{said}");
        let (code, said) = copydesk(folder.path(), "check . --since --help");
        assert_eq!(code, 2, "{said}");
        let outside = tempfile::tempdir().unwrap();
        let (code, said) = copydesk(
            outside.path(),
            "check . --wordlist superlatives --since HEAD",
        );
        assert_eq!(code, 2);
        assert!(said.contains("in no repository"), "{said}");
    }
}
