//! Runs the cases under `tests/cases/`: each a folder with files, a command and what it is to
//! print. How to add one is said in the README there; the runner is kept free of anything about a
//! single case.

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};

    use rayon::prelude::*;
    use similar::TextDiff;

    /// The files of a case that are not given to the command.
    const OWN: &[&str] = &["cmd", "stdin", "stdout", "stderr", "status", "after"];
    /// Files of every kind that belong to all its cases.
    const SHARED: &str = "shared";
    /// The day of every case that names none.
    const DAY: &str = "2026-11-23";

    struct Outcome {
        stdout: Vec<u8>,
        stderr: Vec<u8>,
        status: i32,
        after: Vec<(PathBuf, Vec<u8>)>,
    }

    #[test]
    fn every_case_does_what_it_says() {
        let bless = std::env::var_os("COPYDESK_BLESS").is_some();
        let wanted = std::env::var("COPYDESK_CASE").unwrap_or_default();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let cases: Vec<PathBuf> = folders(&root)
            .into_iter()
            .flat_map(|kind| folders(&kind))
            .filter(|case| !case.ends_with(SHARED) && case.to_string_lossy().contains(&wanted))
            .collect();
        assert!(!cases.is_empty(), "no case is called {wanted:?}");
        let failures: Vec<String> = cases
            .par_iter()
            .filter_map(|case| {
                let outcome = run(case);
                if bless {
                    write(case, &outcome);
                    return None;
                }
                let wrong = compare(case, &outcome);
                let name = case.strip_prefix(&root).unwrap().display();
                (!wrong.is_empty()).then(|| format!("== {name}\n{wrong}"))
            })
            .collect();
        assert!(
            failures.is_empty(),
            "{} of {} cases failed\n{}",
            failures.len(),
            cases.len(),
            failures.join("\n")
        );
    }

    fn run(case: &Path) -> Outcome {
        let name = case.display();
        let work = tempfile::tempdir().unwrap();
        let shared = case.parent().unwrap().join(SHARED);
        if shared.is_dir() {
            copy(&shared, work.path(), &[]);
        }
        copy(case, work.path(), OWN);
        let line = fs::read_to_string(case.join("cmd"))
            .unwrap_or_else(|error| panic!("{name}: no `cmd`: {error}"));
        let mut arguments = split(line.trim_end_matches('\n'));
        let judges = match arguments.first().map(String::as_str) {
            Some("check" | "fix" | "explain" | "waive") => Some(1),
            Some("baseline") => Some(2),
            _ => None,
        };
        if let Some(at) = judges
            && !arguments.iter().any(|word| word == "--as-of")
        {
            arguments.splice(at..at, ["--as-of".to_owned(), DAY.to_owned()]);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(&arguments)
            .current_dir(work.path())
            .env_clear()
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = fs::read(case.join("stdin")).unwrap_or_default();
        // A command that does not read its input may have closed it by now.
        let _ = child.stdin.take().unwrap().write_all(&input);
        let output = child.wait_with_output().unwrap();
        Outcome {
            stdout: steady(output.stdout),
            stderr: steady(output.stderr),
            status: output.status.code().unwrap_or(-1),
            after: files(&case.join("after"))
                .into_iter()
                .map(|file| {
                    let now = fs::read(work.path().join(&file)).unwrap_or_default();
                    (file, now)
                })
                .collect(),
        }
    }

    /// Takes out what changes from release to release.
    fn steady(bytes: Vec<u8>) -> Vec<u8> {
        match String::from_utf8(bytes) {
            Ok(text) => text
                .replace(
                    concat!("\"version\":\"", env!("CARGO_PKG_VERSION")),
                    "\"version\":\"[VERSION]",
                )
                .replace(
                    concat!("copydesk ", env!("CARGO_PKG_VERSION")),
                    "copydesk [VERSION]",
                )
                .into_bytes(),
            Err(error) => error.into_bytes(),
        }
    }

    fn compare(case: &Path, outcome: &Outcome) -> String {
        let mut wrong = String::new();
        let status = expected_status(case);
        if status != outcome.status {
            let _ = writeln!(wrong, "status: expected {status}, got {}", outcome.status);
        }
        let mut text = |name: &str, got: &[u8]| {
            let expected = fs::read(case.join(name)).unwrap_or_default();
            if expected != got {
                let expected = String::from_utf8_lossy(&expected).into_owned();
                let got = String::from_utf8_lossy(got).into_owned();
                let diff = TextDiff::from_lines(&expected, &got);
                let _ = write!(
                    wrong,
                    "{}",
                    diff.unified_diff()
                        .header(&format!("{name} as expected"), name)
                );
            }
        };
        text("stdout", &outcome.stdout);
        text("stderr", &outcome.stderr);
        for (file, now) in &outcome.after {
            text(&Path::new("after").join(file).to_string_lossy(), now);
        }
        wrong
    }

    fn write(case: &Path, outcome: &Outcome) {
        let put = |name: &str, bytes: &[u8]| {
            let path = case.join(name);
            if bytes.is_empty() {
                let _ = fs::remove_file(path);
            } else {
                fs::write(path, bytes).unwrap();
            }
        };
        put("stdout", &outcome.stdout);
        put("stderr", &outcome.stderr);
        let status = match outcome.status {
            0 => String::new(),
            status => format!("{status}\n"),
        };
        put("status", status.as_bytes());
        for (file, now) in &outcome.after {
            fs::write(case.join("after").join(file), now).unwrap();
        }
    }

    fn expected_status(case: &Path) -> i32 {
        fs::read_to_string(case.join("status")).map_or(0, |text| {
            text.trim()
                .parse()
                .unwrap_or_else(|_| panic!("{}: `status` is no number", case.display()))
        })
    }

    /// Splits a command line at white space; what stands in double quotes stays together.
    fn split(line: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut word: Option<String> = None;
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '"' => {
                    quoted = !quoted;
                    word.get_or_insert_default();
                }
                ' ' if !quoted => words.extend(word.take()),
                _ => word.get_or_insert_default().push(letter),
            }
        }
        words.extend(word);
        words
    }

    fn folders(folder: &Path) -> Vec<PathBuf> {
        let mut found: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .collect();
        found.sort();
        found
    }

    /// Files under `folder`, by their paths in it.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let Ok(entries) = fs::read_dir(folder) else {
            return found;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = PathBuf::from(path.file_name().unwrap());
            if path.is_dir() {
                found.extend(files(&path).into_iter().map(|file| name.join(file)));
            } else {
                found.push(name);
            }
        }
        found.sort();
        found
    }

    fn copy(from: &Path, to: &Path, but: &[&str]) {
        for file in files(from) {
            let first = file.iter().next().unwrap().to_str().unwrap_or_default();
            if but.contains(&first) {
                continue;
            }
            let target = to.join(&file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(from.join(&file), target).unwrap();
        }
    }

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(
            split("explain \"a b\"  c \"\""),
            ["explain", "a b", "c", ""]
        );
    }
}
