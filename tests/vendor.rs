//! Lists that are kept elsewhere: copied with git from a repository on this disk, held to what was
//! copied, and fetched anew. Nothing of the machine's own git settings has a say.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use serde_json::Value;

    const ONE: &str = "version: \"1\"\nforbid:\n  - enables access -> integrates\n  - {id: best, phrases: the best, severity: warning}\n";
    const TWO: &str = "version: \"2\"\nforbid:\n  - enables access -> connects\n  - world class\n";

    fn hermetic(command: &mut Command) -> &mut Command {
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_AUTHOR_NAME", "a"),
            ("GIT_AUTHOR_EMAIL", "a@example.com"),
            ("GIT_COMMITTER_NAME", "a"),
            ("GIT_COMMITTER_EMAIL", "a@example.com"),
            ("NO_COLOR", "1"),
        ] {
            command.env(name, value);
        }
        command
    }

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "init.defaultBranch=main"]).args(arguments);
        let done = hermetic(git.current_dir(folder)).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    /// The brand's repository and one that uses its list.
    struct Two {
        _folder: tempfile::TempDir,
        brand: PathBuf,
        own: PathBuf,
    }

    impl Two {
        /// None where git is not there.
        fn new() -> Option<Self> {
            if Command::new("git").arg("--version").output().is_err() {
                eprintln!("skipped: git is not there");
                return None;
            }
            let folder = tempfile::tempdir().unwrap();
            let (brand, own) = (folder.path().join("brand.git"), folder.path().join("own"));
            fs::create_dir_all(brand.join("lists")).unwrap();
            fs::create_dir(&own).unwrap();
            let two = Self {
                _folder: folder,
                brand,
                own,
            };
            git(&two.brand, &["init", "-q"]);
            two.publish("lists/acme.yaml", ONE);
            git(&two.brand, &["tag", "-a", "v1", "-m", "one"]);
            two.write(
                "copydesk.yaml",
                "# ours\nwordlists:\n  - plain-words   # why\nfail-on: error\n",
            );
            two.write("page.md", "It enables access. The best. World class.\n");
            Some(two)
        }

        fn publish(&self, name: &str, text: &str) -> String {
            fs::write(self.brand.join(name), text).unwrap();
            git(&self.brand, &["add", "-A"]);
            git(&self.brand, &["commit", "-qm", "x"]);
            git(&self.brand, &["rev-parse", "HEAD"])
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.own.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn read(&self, name: &str) -> String {
            fs::read_to_string(self.own.join(name)).unwrap()
        }

        /// The exit code, and standard output and error.
        fn run(&self, arguments: &[&str]) -> (i32, String) {
            self.run_with(arguments, &[])
        }

        fn run_with(&self, arguments: &[&str], set: &[(&str, &str)]) -> (i32, String) {
            let mut copydesk = Command::new(env!("CARGO_BIN_EXE_copydesk"));
            copydesk.args(arguments).current_dir(&self.own);
            let done = hermetic(&mut copydesk)
                .envs(set.iter().copied())
                .output()
                .unwrap();
            let said =
                String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
            (done.status.code().unwrap(), said)
        }

        fn works(&self, arguments: &[&str]) -> String {
            let (code, said) = self.run(arguments);
            assert_eq!(code, 0, "{arguments:?}: {said}");
            said
        }

        fn fails(&self, arguments: &[&str], because: &str) {
            let before = self.all();
            let (code, said) = self.run(arguments);
            assert_eq!(code, 2, "{arguments:?}: {said}");
            let said = said
                .split_whitespace()
                .filter(|word| *word != "│")
                .collect::<Vec<_>>()
                .join(" ");
            assert!(
                said.contains(because),
                "{arguments:?}: {because} is not in: {said}"
            );
            assert_eq!(self.all(), before, "{arguments:?} has written something");
        }

        fn address(&self, rest: &str) -> String {
            format!("git+file://{}{rest}", self.brand.display())
        }

        fn add(&self, rest: &str) -> String {
            self.works(&["wordlist", "add", &self.address(rest)])
        }

        /// Every file, with what it holds.
        fn all(&self) -> Vec<(PathBuf, Vec<u8>)> {
            let mut found = Vec::new();
            let mut folders = vec![self.own.clone()];
            while let Some(folder) = folders.pop() {
                for entry in fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_dir() && !path.is_symlink() {
                        folders.push(path);
                    } else {
                        let bytes = fs::read(&path).unwrap_or_default();
                        found.push((path, bytes));
                    }
                }
            }
            found.sort();
            found
        }
    }

    #[test]
    fn a_list_is_copied_named_and_held_to_what_it_was() {
        let Some(two) = Two::new() else { return };
        let commit = git(&two.brand, &["rev-parse", "v1^{commit}"]);
        two.publish("lists/acme.yaml", TWO);
        let said = two.add("@v1#lists/acme.yaml");
        assert!(said.contains("2 rules, version 1"), "{said}");
        assert_eq!(two.read("wording/vendor/acme.yaml"), ONE);
        assert_eq!(
            two.read("copydesk.yaml"),
            "# ours\nwordlists:\n  - plain-words   # why\n  - wording/vendor/acme.yaml\nfail-on: error\n"
        );
        let lock = two.read("copydesk.lock");
        let digest = copydesk::wordlist::load::digest(ONE.as_bytes());
        let url = format!("file://{}", two.brand.display());
        for part in [
            format!("  acme:\n    from: {url}\n    rev: v1\n"),
            commit,
            format!(
                "    path: lists/acme.yaml\n    copy: wording/vendor/acme.yaml\n    digest: sha256:{digest}\n"
            ),
        ] {
            assert!(lock.contains(&part), "{part} is not in {lock}");
        }
        // Done again, nothing changes.
        let before = two.all();
        two.add("@v1#lists/acme.yaml");
        assert_eq!(two.all(), before);

        // From here on nothing is needed but what is in the repository: neither it nor git is there.
        fs::rename(&two.brand, two.brand.with_extension("gone")).unwrap();
        let check = ["check", ".", "--format", "line"];
        let (code, said) = two.run_with(&check, &[("PATH", "/nowhere")]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("[acme/enables-access]"), "{said}");

        two.write("wording/vendor/acme.yaml", &ONE.replace("the best", "best"));
        for command in [
            &["check", "."][..],
            &["check", "page.md", "--wordlist", "wording/vendor/acme.yaml"],
            &["fix", "."],
            &["explain", "acme/best"],
            &["wordlist", "check"],
            &["wordlist", "show", "wording/vendor/acme.yaml"],
            &["wordlist", "diff", "acme", "plain-words"],
        ] {
            two.fails(
                command,
                "wording/vendor/acme.yaml is not the list that was copied",
            );
        }
        let (_, said) = two.run(&["check", "."]);
        for part in ["[copydesk.lock:10:13]", "copydesk wordlist update acme"] {
            assert!(said.contains(part), "{said}");
        }
        fs::remove_file(two.own.join("wording/vendor/acme.yaml")).unwrap();
        two.fails(&["check", "."], "wording/vendor/acme.yaml is not there");
        two.write("wording/vendor/acme.yaml", &ONE.replace('\n', "\r\n"));
        assert_eq!(
            two.run(&["check", "."]).0,
            1,
            "git ends lines as the machine does"
        );
    }

    #[test]
    fn a_branch_moves_and_a_tag_stays() {
        let Some(two) = Two::new() else { return };
        two.add("#lists/acme.yaml");
        assert!(two.read("copydesk.lock").contains("rev: HEAD"));
        let second = two.publish("lists/acme.yaml", TWO);
        let said = two.works(&["wordlist", "update"]);
        assert!(
            said.contains("1 rule added, 1 rule changed, 1 rule removed"),
            "{said}"
        );
        assert!(two.read("copydesk.lock").contains(&second));
        assert_eq!(two.read("wording/vendor/acme.yaml"), TWO);
        two.works(&["wordlist", "update", "acme", "--to", "v1"]);
        assert_eq!(two.read("wording/vendor/acme.yaml"), ONE);
        let before = two.all();
        let said = two.works(&["wordlist", "update"]);
        assert!(said.contains("as it was"), "{said}");
        assert_eq!(two.all(), before);

        git(&two.brand, &["tag", "-f", "v1"]);
        two.fails(&["wordlist", "update"], "a tag is meant to stay");
        two.works(&["wordlist", "update", "acme", "--to", "v1"]);
        assert_eq!(two.read("wording/vendor/acme.yaml"), TWO);

        // A commit by its name, by a part of it; a branch with a / in its name.
        let first = git(&two.brand, &["rev-list", "--max-parents=0", "HEAD"]);
        git(&two.brand, &["branch", "feature/x", &first]);
        for (rev, text) in [(&*first, ONE), (&second[..9], TWO), ("feature/x", ONE)] {
            two.works(&["wordlist", "update", "acme", "--to", rev]);
            assert_eq!(two.read("wording/vendor/acme.yaml"), text, "{rev}");
        }
        // What was changed by hand is put right.
        two.write("wording/vendor/acme.yaml", "forbid:\n  - x\n");
        two.works(&["wordlist", "update"]);
        assert_eq!(two.read("wording/vendor/acme.yaml"), ONE);
        two.fails(&["wordlist", "update", "acmee"], "copied: acme");
    }

    #[test]
    fn a_difference_is_shown_in_rules_and_in_findings() {
        let Some(two) = Two::new() else { return };
        two.add("@v1#lists/acme.yaml");
        two.publish("lists/acme.yaml", TWO);
        git(&two.brand, &["tag", "v2"]);
        let before = two.all();
        let said = two.works(&["wordlist", "diff", "acme", "acme@v2"]);
        for part in [
            "acme: 1 (",
            "rule added: world-class",
            "rule removed: best",
            "rule changed: enables-access\n  instead     - integrates\n              + connects\n",
            "+ page.md:1:30: error",
            "- page.md:1:20: warning",
            "1 file checked: 1 finding appears, 2 findings vanish.",
        ] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
        let said = two.works(&[
            "wordlist", "diff", "acme", "acme@v2", "page.md", "--format", "json",
        ]);
        let value: Value = serde_json::from_str(&said).unwrap();
        let at = |pointer: &str| value.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(at("/rules/added/0/id"), "world-class");
        assert_eq!(at("/rules/removed/0/id"), "best");
        assert_eq!(at("/rules/changed/0/changes/0/key"), "instead");
        assert_eq!(at("/findings/appear/0/rule"), "acme/world-class");
        assert_eq!(at("/findings/appear/0/span/start"), 29);
        assert_eq!(at("/new/version"), "2");
        assert_eq!(at("/files/checked"), 1);
        // Files, a built-in list, the address of a list; and nothing is written by any of them.
        two.works(&[
            "wordlist",
            "diff",
            &two.address("@v1#lists/acme.yaml"),
            "acme",
        ]);
        two.works(&["wordlist", "diff", "plain-words", "superlatives", "page.md"]);
        let same = two.works(&["wordlist", "diff", "wording/vendor/acme.yaml", "acme"]);
        assert!(same.contains("Both say the same."), "{same}");
        two.fails(
            &["wordlist", "diff", "acme", "acme@v9"],
            "no tag, branch or commit",
        );
        two.fails(&["wordlist", "diff", "acme", "other@v2"], "copied: acme");
        assert_eq!(two.all(), before);
    }

    #[test]
    fn a_file_is_copied_too_and_a_config_is_made() {
        let Some(two) = Two::new() else { return };
        fs::remove_file(two.own.join("copydesk.yaml")).unwrap();
        fs::write(
            two.brand.join("lists/House Rules.yaml"),
            "forbid:\r\n  - x y\r\n",
        )
        .unwrap();
        two.works(&["wordlist", "add", "../brand.git/lists/House Rules.yaml"]);
        assert_eq!(
            two.read("copydesk.yaml"),
            "wordlists:\n  - wording/vendor/house-rules.yaml\n"
        );
        assert_eq!(
            two.read("wording/vendor/house-rules.yaml"),
            "forbid:\n  - x y\n"
        );
        assert!(
            two.read("copydesk.lock")
                .contains("from: \"../brand.git/lists/House Rules.yaml\"")
                || two
                    .read("copydesk.lock")
                    .contains("from: ../brand.git/lists/House Rules.yaml")
        );
        two.works(&["check", "."]);
        fs::write(
            two.brand.join("lists/House Rules.yaml"),
            "forbid:\n  - x z\n",
        )
        .unwrap();
        let said = two.works(&["wordlist", "update"]);
        assert!(said.contains("1 rule added, 1 rule removed"), "{said}");
        assert_eq!(
            two.read("wording/vendor/house-rules.yaml"),
            "forbid:\n  - x z\n"
        );
        two.fails(&["wordlist", "update", "--to", "v1"], "has no revisions");
        two.fails(&["wordlist", "add", "../brand.git"], "it is no file");
        two.fails(&["wordlist", "add", "nowhere.yaml"], "cannot be read");
        // One of two cannot be had: the other is, and the run says so.
        two.add("#lists/acme.yaml");
        two.publish("lists/acme.yaml", TWO);
        fs::remove_file(two.brand.join("lists/House Rules.yaml")).unwrap();
        let (code, said) = two.run(&["wordlist", "update"]);
        assert_eq!(code, 2, "{said}");
        assert_eq!(two.read("wording/vendor/acme.yaml"), TWO);
        two.works(&["check", ".", "--fail-on", "never"]);
    }

    #[test]
    fn nothing_is_written_where_git_or_the_list_fails() {
        let Some(two) = Two::new() else { return };
        let big = "#".repeat(17 << 20);
        for (name, text) in [
            ("lists/broken.yaml", "forbid:\n  - {enable} access\n"),
            ("lists/unknown.yaml", "forbid:\n  - sold by @nobody\n"),
            ("lists/other.yaml", "wordlist: acme\nforbid:\n  - x\n"),
            ("lists/big.yaml", &big),
        ] {
            two.publish(name, text);
        }
        fs::write(
            two.brand.join("lists/latin.yaml"),
            b"forbid:\n  - caf\xe9\n",
        )
        .unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", two.brand.join("lists/link.yaml")).unwrap();
        fs::create_dir(two.brand.join("lists/folder.yaml")).unwrap();
        two.publish("lists/folder.yaml/x", "x");
        let add = |rest: &str, because: &str| {
            two.fails(&["wordlist", "add", &two.address(rest)], because);
        };
        add("#lists/broken.yaml", "this phrase needs quotes");
        add("#lists/unknown.yaml", "nobody");
        add("#lists/big.yaml", "no list is longer than 16 MiB");
        add("#lists/latin.yaml", "not UTF-8");
        add("#lists/folder.yaml", "is no file but a link, a folder");
        add("#lists/none.yaml", "there is no lists/none.yaml");
        add("@v9#lists/acme.yaml", "no tag, branch or commit “v9”");
        add("/none@v1#lists/acme.yaml", "git says");
        #[cfg(unix)]
        add("#lists/link.yaml", "is no file but a link, a folder");
        let address = two.address("#lists/acme.yaml");
        let before = two.all();
        let (code, said) = two.run_with(&["wordlist", "add", &address], &[("PATH", "/nowhere")]);
        assert_eq!(code, 2);
        assert!(said.contains("git is not there"), "{said}");
        assert_eq!(two.all(), before);

        // What is there already is nobody's to write over.
        two.write("wording/vendor/acme.yaml", "forbid:\n  - ours\n");
        add("#lists/acme.yaml", "is there already, and is no copy");
        fs::remove_dir_all(two.own.join("wording")).unwrap();
        #[cfg(unix)]
        {
            let elsewhere = tempfile::tempdir().unwrap();
            fs::create_dir(two.own.join("wording")).unwrap();
            std::os::unix::fs::symlink(elsewhere.path(), two.own.join("wording/vendor")).unwrap();
            add("#lists/acme.yaml", "nothing is written through links here");
            assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
            fs::remove_dir_all(two.own.join("wording")).unwrap();
            let empty = elsewhere.path().join("empty");
            fs::write(&empty, "").unwrap();
            std::os::unix::fs::symlink(&empty, two.own.join("copydesk.lock")).unwrap();
            add("#lists/acme.yaml", "nothing is written through links here");
            assert_eq!(fs::read_to_string(&empty).unwrap(), "");
            fs::remove_file(two.own.join("copydesk.lock")).unwrap();
        }
        two.write(
            "copydesk.yaml",
            "wordlists: &all\n  - plain-words\noverrides:\n  - {files: x, wordlists: *all}\n",
        );
        let (code, said) = two.run(&["wordlist", "add", &address]);
        assert!(
            code == 0 || said.contains("only a person can add to"),
            "{said}"
        );
        two.write("copydesk.yaml", "wordlist: [plain-words]\n");
        add("#lists/acme.yaml", "wordlist");
        two.write("copydesk.yaml", "wordlists: [plain-words]\n");
        two.write("copydesk.lock", "wordlists: {acme: {}}\n");
        add("#lists/acme.yaml", "the lock does not say");
        fs::remove_file(two.own.join("copydesk.lock")).unwrap();
        two.add("#lists/acme.yaml");
        add("#lists/other.yaml", "a list “acme” is here already");
    }

    #[test]
    fn what_a_lock_or_an_address_holds_is_never_run() {
        let Some(two) = Two::new() else { return };
        two.add("@v1#lists/acme.yaml");
        let good = two.read("copydesk.lock");
        let url = format!("file://{}", two.brand.display());
        let touch = two.own.join("touched");
        let touch = touch.display();
        for (part, instead) in [
            (url.clone(), format!("\"ext::sh -c 'touch {touch}' x\"")),
            (url.clone(), format!("\"--upload-pack=touch {touch}\"")),
            (url.clone(), "\"ssh://-oProxyCommand=touch/x\"".to_owned()),
            (
                "rev: v1".to_owned(),
                format!("rev: \"--upload-pack=touch {touch}\""),
            ),
            ("path: lists/".to_owned(), "path: ../lists/".to_owned()),
            ("path: lists/".to_owned(), "path: \":(top)\"".to_owned()),
            ("copy: wording/".to_owned(), "copy: ../wording/".to_owned()),
        ] {
            assert!(good.contains(&part), "{part}");
            two.write("copydesk.lock", &good.replace(&part, &instead));
            two.fails(&["wordlist", "update"], "");
        }
        two.write("copydesk.lock", &good);
        for address in [
            format!("git+ext::sh -c 'touch {touch}'#a.yaml"),
            format!("git+--upload-pack=touch {touch}#a.yaml"),
            format!("git+{url}@--upload-pack=touch#lists/acme.yaml"),
            format!("git+{url}@v1#../../etc/acme.yaml"),
        ] {
            two.fails(&["wordlist", "add", &address], "");
        }
        two.fails(
            &["wordlist", "update", "acme", "--to", "--upload-pack=touch"],
            "",
        );
        two.fails(&["wordlist", "update", "acme", "--to=-x"], "is not a tag");
        two.fails(
            &["wordlist", "diff", "acme", "acme@--upload-pack=x"],
            "is not a tag",
        );
        assert!(!two.own.join("touched").exists());
        // A hook's git settings lead nowhere.
        let git_dir = two.own.join("not-a-repository");
        let (code, said) = two.run_with(
            &["wordlist", "update"],
            &[("GIT_DIR", git_dir.to_str().unwrap())],
        );
        assert_eq!(code, 0, "{said}");
    }
}
