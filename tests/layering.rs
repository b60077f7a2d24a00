//! Holds the modules of `src/` to the one way in which they may know of each other, so that a part
//! can be read, tested and replaced without those that come after it.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Each module and what it may use. Nothing may be used that comes later in the list.
    const MAY_USE: &[(&str, &[&str])] = &[
        ("position", &[]),
        ("uri", &[]),
        ("place", &["position"]),
        ("document", &["place", "position"]),
        ("wordlist", &["position", "document"]),
        ("finding", &["place", "position", "wordlist"]),
        ("config", &["position", "wordlist", "document"]),
        ("compare", &["wordlist"]),
        ("discover", &["document"]),
        ("matching", &["position", "wordlist", "finding", "document"]),
        (
            "judge",
            &["position", "wordlist", "finding", "document", "matching"],
        ),
        // A finding shows what a rewrite would write, so rewrites are made before findings are;
        // files are rewritten after, and checked again.
        (
            "rewrite",
            &[
                "position", "wordlist", "finding", "document", "matching", "judge",
            ],
        ),
        (
            "check",
            &[
                "position", "wordlist", "finding", "document", "matching", "judge", "rewrite",
            ],
        ),
        (
            "audit",
            &[
                "position", "wordlist", "finding", "document", "matching", "judge", "check",
            ],
        ),
        (
            "fix",
            &[
                "place", "position", "wordlist", "finding", "document", "matching", "judge",
                "rewrite", "check",
            ],
        ),
        (
            "report",
            &[
                "uri", "place", "position", "wordlist", "finding", "document", "config",
            ],
        ),
        (
            "annotate",
            &[
                "place", "position", "wordlist", "finding", "document", "report",
            ],
        ),
        ("baseline", &["config", "discover", "judge"]),
        // Knows nothing of what it keeps.
        ("cache", &[]),
        (
            "waivers",
            &[
                "position", "wordlist", "finding", "document", "config", "discover", "judge",
            ],
        ),
        // What holds for a file, for the command line and the language server alike.
        (
            "session",
            &[
                "position", "wordlist", "document", "config", "matching", "judge", "baseline",
                "waivers",
            ],
        ),
        (
            "lsp",
            &[
                "uri", "position", "wordlist", "finding", "document", "config", "discover",
                "matching", "judge", "check", "baseline", "waivers", "session",
            ],
        ),
        (
            "cli",
            &[
                "annotate", "session", "compare", "baseline", "waivers", "lsp", "position",
                "wordlist", "finding", "document", "config", "discover", "matching", "judge",
                "check", "rewrite", "audit", "report", "fix", "cache", "place",
            ],
        ),
    ];

    /// Files that tie modules together and so belong to none.
    const OUTSIDE: &[&str] = &["lib.rs", "main.rs", "build.rs"];

    #[test]
    fn modules_use_only_what_comes_before_them() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut seen = BTreeSet::new();
        let mut wrong = Vec::new();
        for file in rust_files(&src) {
            let inside = file.strip_prefix(&src).unwrap();
            let module = module_of(inside);
            if OUTSIDE.contains(&module.as_str()) {
                continue;
            }
            let Some((name, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
                wrong.push(format!(
                    "{}: module `{module}` is not in the table",
                    inside.display()
                ));
                continue;
            };
            seen.insert(*name);
            let text = fs::read_to_string(&file).unwrap();
            for (number, used) in uses(&text) {
                if used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!(
                        "{}:{number}: `{module}` uses `{used}`",
                        inside.display()
                    ));
                }
            }
        }
        let gone: Vec<_> = MAY_USE
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !seen.contains(name))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(gone.is_empty(), "in the table but not in src: {gone:?}");
    }

    #[test]
    fn the_table_runs_one_way() {
        for (at, (name, allowed)) in MAY_USE.iter().enumerate() {
            for used in *allowed {
                let before = MAY_USE[..at].iter().any(|(earlier, _)| earlier == used);
                assert!(
                    before,
                    "`{name}` may use `{used}`, which does not come before it"
                );
            }
        }
    }

    #[test]
    fn uses_are_seen_however_they_are_written() {
        let text = "use crate::judge::x;\n// crate::fix\nlet a = crate::report::b();\nuse crate::{\n    cli::x,\n    matching,\n};\n#[cfg(test)]\nmod tests { use crate::lsp; }\n";
        let found: Vec<_> = uses(text).into_iter().map(|(_, used)| used).collect();
        assert_eq!(found, ["judge", "report", "cli", "matching"]);
    }

    fn rust_files(folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(rust_files(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
        files.sort();
        files
    }

    /// The module that a file belongs to, or the file's own name if it stands outside.
    fn module_of(inside: &Path) -> String {
        let first = inside.iter().next().unwrap().to_str().unwrap();
        if OUTSIDE.contains(&first) {
            first.to_owned()
        } else {
            first.trim_end_matches(".rs").to_owned()
        }
    }

    /// Modules of the crate that `text` names outside of comments and tests, with the line, 1-based.
    fn uses(text: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let mut in_list = false;
        for (at, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            if code.trim() == "#[cfg(test)]" {
                break;
            }
            if in_list {
                found.extend(name(code.trim_start()).map(|used| (at + 1, used)));
                in_list = !code.contains("};");
                continue;
            }
            for after in code.split("crate::").skip(1) {
                if let Some(list) = after.strip_prefix('{') {
                    let items = list.split(',').map(str::trim);
                    found.extend(items.filter_map(name).map(|used| (at + 1, used)));
                    in_list = !list.contains('}');
                } else {
                    found.extend(name(after).map(|used| (at + 1, used)));
                }
            }
        }
        found
    }

    /// The lower-case name that `code` begins with; types and macros of the crate's root are none.
    fn name(code: &str) -> Option<String> {
        let end = code
            .find(|letter: char| letter != '_' && !letter.is_ascii_lowercase())
            .unwrap_or(code.len());
        (end > 0).then(|| code[..end].to_owned())
    }
}
