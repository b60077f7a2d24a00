//! A baseline holds for what it names and no more, and only shrinks.

use super::*;

fn seen(files: &[(&str, &[&str])]) -> BTreeMap<String, Found> {
    let found = |prints: &[&str]| {
        let all = prints.iter();
        all.map(|print| ((*print).to_owned(), "a/b".to_owned()))
            .collect()
    };
    files
        .iter()
        .map(|(path, prints)| ((*path).to_owned(), found(prints)))
        .collect()
}

#[test]
fn what_is_written_is_read_again_and_files_that_were_not_looked_at_stay() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["a.md", "b “c”.md"] {
        std::fs::write(at(name), "").unwrap();
    }
    let (a, b, gone) = (at("a.md"), at("b “c”.md"), at("gone.md"));
    let paths = [&a, &b, &gone].map(|path| path.to_str().unwrap());
    let empty = Baseline::empty(&at(NAME));
    let first = empty.after(&seen(&[
        (paths[0], &["1", "2"]),
        (paths[1], &["1"]),
        (paths[2], &["3"]),
    ]));
    assert_eq!(first.len(), 4);
    first.write().unwrap();
    assert_eq!(Baseline::load(&at(NAME)).unwrap(), first);
    let later = first.after(&seen(&[(paths[0], &["2"])]));
    assert_eq!(later.len(), 2, "{}", later.text());
    assert!(later.beyond(&first).is_empty());
    assert_eq!(
        first.beyond(&later),
        [
            ("a.md".to_owned(), "a/b".to_owned(), 1),
            ("gone.md".to_owned(), "a/b".to_owned(), 1)
        ]
    );
}

#[test]
fn what_is_no_baseline_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    assert!(matches!(
        Baseline::load(&path),
        Err(BaselineError::Missing(_))
    ));
    for wrong in [
        "",
        "{}",
        "{\"version\":2,\"findings\":[]}",
        "<<<<<<< HEAD\n",
    ] {
        std::fs::write(&path, wrong).unwrap();
        assert!(
            matches!(Baseline::load(&path), Err(BaselineError::Broken(..))),
            "{wrong}"
        );
    }
}
