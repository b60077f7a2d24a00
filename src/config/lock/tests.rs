//! What a lock must be, and what it says of the lists that it names.

use std::fs;

use super::*;

const COPY: &str = "forbid:\n  - enables access\n";

fn entry(name: &str, bytes: &str) -> Entry {
    Entry {
        name: name.to_owned(),
        from: "https://git.example.com/brand/wording.git".to_owned(),
        pin: Some(Pin {
            rev: "1.0".to_owned(),
            commit: "9d1f0c2e7b3a4856a1f0c2e7b3a4856a1f0c2e7b".to_owned(),
            path: format!("lists/{name}.yaml"),
        }),
        copy: format!("{FOLDER}/{name}.yaml"),
        digest: digest(bytes.as_bytes()),
        at: 0..0,
    }
}

fn without_places(lock: Lock) -> Vec<Entry> {
    let entries = lock.entries.into_iter();
    entries.map(|entry| Entry { at: 0..0, ..entry }).collect()
}

#[test]
fn what_is_written_is_read_again() {
    let mut lock = Lock::understand("", Path::new(NAME)).unwrap();
    assert!(
        Lock::understand(&lock.text(), Path::new(NAME))
            .unwrap()
            .entries
            .is_empty()
    );
    for name in ["no", "acme", "123", "acme"] {
        lock.put(entry(name, name));
    }
    let from_file = Entry {
        from: "../a b: c/# list.yaml".to_owned(),
        pin: None,
        ..entry("of-file", "")
    };
    lock.put(from_file);
    let again = Lock::understand(&lock.text(), Path::new(NAME)).unwrap();
    assert_eq!(again.entries.len(), 4);
    assert_eq!(without_places(again), without_places(lock));
}

#[test]
fn a_lock_that_nobody_can_have_written_is_refused() {
    let good = {
        let mut lock = Lock::understand("", Path::new(NAME)).unwrap();
        lock.put(entry("acme", COPY));
        lock.text()
    };
    let hex = digest(COPY.as_bytes());
    for (part, instead) in [
        ("copy: wording/", "copy: ../wording/"),
        ("copy: wording/", "copy: /wording/"),
        ("copy: wording/", "copy: wording/./"),
        ("copy: wording/vendor/", "copy: wording\\vendor/"),
        ("rev: \"1.0\"\n", "\n"),
        ("digest: sha256:", "digest: md5:"),
        (&hex[..], &hex[1..]),
        (&hex[..], "the same"),
        ("    from", "    form"),
        ("wordlists:\n", "<<<<<<< HEAD\nwordlists:\n"),
    ] {
        assert!(good.contains(part), "{part}");
        let text = good.replace(part, instead);
        assert!(Lock::understand(&text, Path::new(NAME)).is_err(), "{text}");
    }
    let twice = good.clone()
        + good[good.find("  acme").unwrap()..]
            .replace("acme:", "other:")
            .as_str();
    assert!(Lock::understand(&twice, Path::new(NAME)).is_err());
}

#[test]
fn a_copy_is_held_to_its_digest_however_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at(FOLDER)).unwrap();
    let copy = at(FOLDER).join("acme.yaml");
    fs::write(&copy, COPY).unwrap();
    let mut lock = Lock::load(&at(NAME)).unwrap();
    lock.put(entry("acme", COPY));
    fs::write(&lock.path, lock.text()).unwrap();
    let said = |path: &Path, bytes: Option<&[u8]>| -> Vec<String> {
        objections(path, bytes)
            .iter()
            .map(|problem| problem.message.clone())
            .collect()
    };
    let nothing: Vec<String> = Vec::new();
    assert_eq!(said(&copy, Some(COPY.as_bytes())), nothing);
    // As git writes it on another system.
    assert_eq!(
        said(&copy, Some(COPY.replace('\n', "\r\n").as_bytes())),
        nothing
    );
    let other = b"forbid:\n  - enables\n".as_slice();
    for way in [copy.clone(), at("wording/../wording/./vendor/acme.yaml")] {
        let said = said(&way, Some(other));
        assert_eq!(
            said,
            ["wording/vendor/acme.yaml is not the list that was copied"]
        );
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&copy, at("link.yaml")).unwrap();
        assert_eq!(said(&at("link.yaml"), Some(other)).len(), 1);
    }
    assert_eq!(said(&at("wording/own.yaml"), Some(other)), nothing);
    fs::remove_file(&copy).unwrap();
    assert_eq!(said(&copy, None), ["wording/vendor/acme.yaml is not there"]);
    // A lock in between that says nothing does not hide the one above.
    fs::write(at("wording/copydesk.lock"), "wordlists: {}\n").unwrap();
    assert_eq!(said(&copy, None).len(), 1);
    fs::write(at(NAME), "wordlists: {acme: {}}\n").unwrap();
    assert!(!said(&copy, Some(COPY.as_bytes())).is_empty());
}
