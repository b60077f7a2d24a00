//! The hooks for pre-commit and prek.
//!
//! What `.pre-commit-hooks.yaml` says is always held against what copydesk reads. With
//! `COPYDESK_CLIENTS=1` (as `.ci/run` sets it) the frameworks themselves install the hooks from this
//! working tree and run them on a repository with staged and unstaged edits; they are expected in
//! `target/clients/bin`.

#[cfg(test)]
mod installed;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use copydesk::document::Kind;
    use serde::Deserialize;

    use super::installed::tool;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Hook {
        id: String,
        #[serde(rename = "name")]
        _name: String,
        #[serde(rename = "description")]
        _description: String,
        #[serde(rename = "entry")]
        _entry: String,
        #[serde(rename = "language")]
        _language: String,
        files: String,
        #[serde(default)]
        require_serial: bool,
        #[serde(default = "yes")]
        pass_filenames: bool,
    }

    const fn yes() -> bool {
        true
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn hooks() -> Vec<Hook> {
        let text = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
        // Keys that are not listed above, `types` among them, are refused.
        serde_yaml::from_str(&text).unwrap()
    }

    #[test]
    fn a_hook_sees_every_file_that_is_read_and_no_other() {
        for hook in hooks().iter().filter(|hook| hook.pass_filenames) {
            let files = regex::Regex::new(&hook.files).unwrap();
            for ending in Kind::endings() {
                assert!(files.is_match(&format!("a b/c.{ending}")), "{ending}");
                assert!(
                    files.is_match(&format!("C.{}", ending.to_uppercase())),
                    "{ending}"
                );
            }
            // The wheel is built with the readers of PDF and legacy files, and what cargo builds by
            // itself is not.
            let is_wheel = hook.id.ends_with("-python");
            for ending in ["pdf", "ppt", "pps", "pot", "doc", "dot", "xls", "xlt"] {
                let name = format!("a.{ending}");
                assert_eq!(files.is_match(&name), is_wheel, "{}: {name}", hook.id);
            }
            for other in ["md", "a.mdy", "pdf.key", "a.rs", "copydesk.yaml", "a.docs"] {
                assert!(!files.is_match(other), "{other}");
            }
            // Several processes would each tell the end of the run.
            assert!(hook.require_serial, "{}", hook.id);
        }
    }

    /// The config that the README shows.
    fn readme_config() -> String {
        let text = fs::read_to_string(root().join("README.md")).unwrap();
        let start = text.find("```yaml\nrepos:").unwrap() + "```yaml\n".len();
        let end = start + text[start..].find("```").unwrap();
        text[start..end].to_owned()
    }

    #[test]
    fn the_readme_names_hooks_that_there_are() {
        let config = readme_config();
        let named = config.lines().filter_map(|line| {
            let id = line.trim().strip_prefix("- id: ")?;
            id.split_whitespace().next().map(str::to_owned)
        });
        let named: Vec<_> = named.collect();
        assert_eq!(named.len(), 3);
        let hooks = hooks();
        for id in named {
            assert!(hooks.iter().any(|hook| hook.id == id), "{id}");
        }
    }

    fn command(program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "a")
            .env("GIT_AUTHOR_EMAIL", "a@example.com")
            .env("GIT_COMMITTER_NAME", "a")
            .env("GIT_COMMITTER_EMAIL", "a@example.com")
            .env("NO_COLOR", "1");
        command
    }

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let mut git = command("git", folder);
        git.args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ]);
        let done = git.args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    /// This working tree, uncommitted changes and all, as a repository of hooks.
    fn hook_repository(folder: &Path) -> PathBuf {
        let to = folder.join("hooks");
        let files = git(
            root(),
            &[
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ],
        );
        for file in files.split('\0').filter(|file| !file.is_empty()) {
            let (from, to) = (root().join(file), to.join(file));
            // What was taken out and is not committed yet is still listed.
            if from.is_file() {
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(from, to).unwrap();
            }
        }
        git(&to, &["init", "-q"]);
        git(&to, &["add", "-A"]);
        git(&to, &["commit", "-qm", "hooks"]);
        to
    }

    fn document(text: &str) -> Vec<u8> {
        let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned(),
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned(),
            ),
            (
                "word/document.xml",
                format!("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"),
            ),
        ];
        for (name, text) in parts {
            let options = zip::write::SimpleFileOptions::default();
            package.start_file(name, options).unwrap();
            package.write_all(text.as_bytes()).unwrap();
        }
        package.finish().unwrap().into_inner()
    }

    /// A repository whose staged texts and those in the folder say different things.
    fn copy_repository(folder: &Path) -> PathBuf {
        let at = folder.join("copy");
        fs::create_dir_all(&at).unwrap();
        let put = |name: &str, text: &str| fs::write(at.join(name), text).unwrap();
        put("copydesk.yaml", "wordlists: [house.yaml]\n");
        put("house.yaml", "forbid:\n  - enables access -> integrates\n");
        for name in ["staged wrong.md", "unstaged wrong.md", "untouched.md"] {
            put(name, "All is well.\n");
        }
        git(&at, &["init", "-q"]);
        git(&at, &["add", "-A"]);
        git(&at, &["commit", "-qm", "clean"]);
        put("staged wrong.md", "It enables access.\n");
        put("unstaged wrong.md", "All is better.\n");
        put("main.rs", "// It enables access.\n");
        put(
            "house.yaml",
            "forbid:\n  - enables access -> integrates # better\n",
        );
        fs::write(
            at.join("Brief.DOCX"),
            document("It enables</w:t><w:br/><w:t>access."),
        )
        .unwrap();
        git(&at, &["add", "-A"]);
        put("staged wrong.md", "All is well in the folder.\n");
        put("unstaged wrong.md", "It enables access.\n");
        at
    }

    /// Runs a client; hooks are built with what other builds of this package left.
    fn client_run(program: &Path, folder: &Path, arguments: &[&str]) -> (bool, String) {
        let home = folder.parent().unwrap();
        let done = command(program, folder)
            .args(arguments)
            .env("PRE_COMMIT_HOME", home.join("pre-commit"))
            .env("PREK_HOME", home.join("prek"))
            .env("CARGO_TARGET_DIR", root().join("target/hooks"))
            // What is tested is how the hooks are run, not how fast.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned()
            + &String::from_utf8_lossy(&done.stderr);
        (done.status.success(), said)
    }

    fn reports_what_is_staged(said: &str) {
        for part in ["staged wrong.md:1:4", "Brief.DOCX: ", "“enables access”"] {
            assert!(said.contains(part), "{part} is missing:\n{said}");
        }
        for part in ["unstaged wrong.md:1", "main.rs", "untouched.md:"] {
            assert!(!said.contains(part), "{part} should not be there:\n{said}");
        }
    }

    #[test]
    fn pre_commit_tries_it_on_what_is_staged() {
        let Some(program) = tool("pre-commit") else {
            return;
        };
        let work = tempfile::tempdir().unwrap();
        let hooks = hook_repository(work.path());
        let copy = copy_repository(work.path());
        let hooks = hooks.to_str().unwrap();
        let (passed, said) = client_run(&program, &copy, &["try-repo", hooks, "copydesk"]);
        assert!(!passed, "{said}");
        reports_what_is_staged(&said);
        let folder = fs::read_to_string(copy.join("unstaged wrong.md")).unwrap();
        assert_eq!(
            folder, "It enables access.\n",
            "what was not staged is gone"
        );
    }

    #[test]
    fn both_install_it_with_pip() {
        for name in ["pre-commit", "prek"] {
            let Some(program) = tool(name) else {
                return;
            };
            let work = tempfile::tempdir().unwrap();
            let hooks = hook_repository(work.path());
            let copy = copy_repository(work.path());
            let hooks = hooks.to_str().unwrap();
            let (passed, said) =
                client_run(&program, &copy, &["try-repo", hooks, "copydesk-python"]);
            assert!(!passed, "{name}: {said}");
            reports_what_is_staged(&said);
        }
    }

    #[test]
    fn pre_commit_finds_the_manifest_valid() {
        let Some(program) = tool("pre-commit") else {
            return;
        };
        let manifest = ["validate-manifest", ".pre-commit-hooks.yaml"];
        let done = command(program, root()).args(manifest).output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.success(), "{said}");
    }

    #[test]
    fn prek_runs_the_config_of_the_readme() {
        let Some(program) = tool("prek") else {
            return;
        };
        let work = tempfile::tempdir().unwrap();
        let hooks = hook_repository(work.path());
        let copy = copy_repository(work.path());
        let revision = git(&hooks, &["rev-parse", "HEAD"]);
        let config = readme_config()
            .replace("https://git.example.com/copydesk", hooks.to_str().unwrap())
            .replace("v0.1.0", &revision);
        fs::write(copy.join(".pre-commit-config.yaml"), config).unwrap();
        git(&copy, &["add", ".pre-commit-config.yaml"]);
        let (passed, said) = client_run(&program, &copy, &["run", "copydesk"]);
        assert!(!passed, "{said}");
        reports_what_is_staged(&said);

        git(&copy, &["stash", "-q", "--keep-index"]);
        let (passed, said) = client_run(&program, &copy, &["run"]);
        assert!(!passed, "{said}");
        // One hook wrote a page, one found the document that cannot be rewritten.
        assert_eq!(said.matches("Failed").count(), 2, "{said}");
        assert!(said.contains("Brief.DOCX: "), "{said}");
        let fixed = fs::read_to_string(copy.join("staged wrong.md")).unwrap();
        assert_eq!(fixed, "It integrates.\n", "{said}");
        git(&copy, &["rm", "-qf", "Brief.DOCX"]);
        git(&copy, &["add", "-A"]);
        let (passed, said) = client_run(&program, &copy, &["run"]);
        assert!(passed, "{said}");
    }
}
