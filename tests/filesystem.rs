//! What a case folder cannot hold: links, permissions, names that are not UTF-8, closed pipes, and
//! runs that must agree with each other.

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    fn copydesk(folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        command
    }

    fn run(folder: &Path, arguments: &[&str]) -> Output {
        copydesk(folder, arguments).output().unwrap()
    }

    /// A folder with a config, a list, and a page with one finding in it.
    fn house() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        put("copydesk.yaml", "wordlists: [house.yaml]\n");
        put("house.yaml", "forbid:\n  - enables access\n");
        put("a.md", "It enables access.\n");
        dir
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let dir = house();
        for number in 0..60 {
            let mut page = String::new();
            for line in 0..number {
                let _ = writeln!(page, "Line {line} **enables**\naccess.\n");
            }
            fs::write(dir.path().join(format!("page-{number:02}.md")), page).unwrap();
        }
        fs::write(dir.path().join("page-30.rst"), "x").unwrap();
        for format in ["json", "ndjson", "line", "human", "summary"] {
            let arguments = ["check", ".", "--as-of", "2026-11-23", "--format", format];
            let with = |threads: &str| {
                run(
                    dir.path(),
                    &[&arguments[..], &["--threads", threads]].concat(),
                )
            };
            let one = with("1");
            assert_eq!(one.status.code(), Some(2));
            for threads in ["2", "7"] {
                let many = with(threads);
                assert!(one == many, "{format} with {threads} threads");
            }
        }
    }

    #[test]
    fn a_reader_that_leaves_early_is_no_error() {
        let dir = house();
        fs::write(
            dir.path().join("big.md"),
            "It enables access.\n\n".repeat(20_000),
        )
        .unwrap();
        let mut child = copydesk(dir.path(), &["check", "big.md", "--format", "line"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.status.code().is_some(), "it ended by itself");
    }

    #[test]
    fn colour_is_for_terminals_unless_asked_for() {
        let dir = house();
        let escape = b"\x1b[";
        let coloured = |arguments: &[&str]| {
            let output = run(dir.path(), arguments);
            output.stdout.windows(2).any(|pair| pair == escape)
        };
        assert!(!coloured(&["check", "a.md"]));
        assert!(coloured(&["check", "a.md", "--color", "always"]));
        assert!(!coloured(&[
            "check", "a.md", "--color", "always", "--format", "line"
        ]));
    }

    #[cfg(unix)]
    mod unix {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;

        #[test]
        fn an_unreadable_file_is_unread_and_the_others_are_done() {
            let dir = house();
            let closed = dir.path().join("closed.md");
            fs::write(&closed, "It enables access.\n").unwrap();
            fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
            if fs::read(&closed).is_ok() {
                println!("skipped: this user may read everything");
                return;
            }
            let output = run(dir.path(), &["check", ".", "--format", "line"]);
            let stdout = String::from_utf8_lossy(&output.stdout);
            assert!(
                stdout.contains("closed.md: not read: no permission"),
                "{stdout}"
            );
            assert!(stdout.contains("a.md:1:4:"), "{stdout}");
            assert_eq!(output.status.code(), Some(2));
        }

        #[test]
        fn links_are_followed_only_where_they_are_named() {
            let dir = house();
            symlink("a.md", dir.path().join("link.md")).unwrap();
            symlink(".", dir.path().join("loop")).unwrap();
            symlink("gone.md", dir.path().join("broken.md")).unwrap();
            let walked = run(dir.path(), &["check", ".", "--format", "line"]);
            assert_eq!(String::from_utf8_lossy(&walked.stdout).lines().count(), 1);
            assert_eq!(walked.status.code(), Some(1));
            let named = run(
                dir.path(),
                &["check", "link.md", "broken.md", "--format", "line"],
            );
            let stdout = String::from_utf8_lossy(&named.stdout);
            assert!(stdout.contains("link.md:1:4:"), "{stdout}");
            assert!(
                stdout.contains("broken.md: a link to something that is not there"),
                "{stdout}"
            );
            assert_eq!(named.status.code(), Some(2));
        }

        #[test]
        fn a_name_that_is_not_utf_8_is_checked_and_shown() {
            let dir = house();
            let name = OsStr::from_bytes(b"caf\xe9\x1b[31m.md");
            if fs::write(dir.path().join(name), "It enables access.\n").is_err() {
                println!("skipped: this file system takes no such name");
                return;
            }
            for format in ["line", "human", "json"] {
                let output = run(dir.path(), &["check", ".", "--format", format]);
                let stdout = String::from_utf8(output.stdout).unwrap();
                assert!(stdout.contains("caf\u{fffd}"), "{stdout}");
                assert!(!stdout.contains('\x1b'), "{stdout}");
            }
        }
    }
}
