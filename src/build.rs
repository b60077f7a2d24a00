//! Reads the built-in lists when the tool is built, so that a run neither parses YAML for them nor
//! can meet a broken one.
//!
//! Each list under `wordlists/` is loaded by the loader of the tool itself, its phrases are compiled
//! by the engine itself to tell by which words they are found, and all of it is stored in a form that
//! is quickly read back. What is wrong with a list fails the build, at its place in the list.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fs};

#[expect(
    dead_code,
    unreachable_pub,
    clippy::struct_field_names,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod wordlist {
    pub mod ahead;
    pub mod alike;
    pub mod fields;
    pub mod keys;
    pub mod late;
    pub mod literals;
    pub mod load;
    pub mod model;
    pub mod parse;
    pub mod phrase;
    pub mod place;
    pub mod plain;
    pub mod problem;
    pub mod rarity;
    pub mod ready;
    pub mod ruleset;
    pub mod signs;
    pub mod stack;
    pub mod text;
    pub mod traps;
    pub mod verbs;
    pub mod words;
    pub mod yaml;
}

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod document {
    pub mod map;
    pub use map::OPAQUE;
}

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod finding {
    pub mod rendered;
}

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod matching {
    pub(crate) mod ahead;
    mod anchors;
    mod compile;
    mod cut;
    mod expression;
    mod fold;
    mod found;
    mod gate;
    mod heads;
    mod library;
    mod line;
    mod names;
    mod needs;
    mod neighbours;
    mod opening;
    mod sentence;
    mod table;
    mod uses;
    mod vocabulary;
    mod words;
}

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod position;

use wordlist::load::{self, Loaded, Origin};
use wordlist::problem::Problem;
use wordlist::ready;
use wordlist::ruleset::{Pattern, Ruleset};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say that the error stream is closed.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let folder = root.join("wordlists");
    writeln!(io::stdout(), "cargo::rerun-if-changed=wordlists")?;
    for code in [
        "src/wordlist",
        "src/matching",
        "src/document/map.rs",
        "src/finding/rendered.rs",
    ] {
        writeln!(io::stdout(), "cargo::rerun-if-changed={code}")?;
    }
    writeln!(io::stdout(), "cargo::rerun-if-changed=src/build.rs")?;
    let big_endian = env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|endian| endian == "big");
    let paths = lists_in(&folder)?;
    let mut lists = Vec::new();
    for path in &paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        lists.push(stacked(&name, &fs::read_to_string(path)?)?);
    }
    let shared = shared(lists.iter().map(|(_, set)| &**set));
    let mut table = String::from("&[\n");
    for (path, (loaded, set)) in paths.iter().zip(&lists) {
        let (name, digest, shown) = (&loaded.list.name, &loaded.digest, path.to_string_lossy());
        let list = postcard::to_stdvec(&*loaded.list)?;
        // What cannot be read again must not be stored.
        postcard::from_bytes::<wordlist::model::Wordlist>(&list)?;
        let number = |pattern: &Pattern| shared.get(&key(pattern)?).copied();
        let told = ready::ToldOfList {
            phrases: matching::ahead::told(set, big_endian)?,
            names: matching::ahead::spelt(set)?,
        };
        let ready = ready::encoded(set, &told, number)?;
        fs::write(out.join(format!("{name}.list")), list)?;
        fs::write(out.join(format!("{name}.ready")), ready)?;
        writeln!(
            table,
            "    BuiltIn {{ name: {name:?}, digest: {digest:?}, yaml: include_str!({shown:?}), \
             list: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.list\")), \
             ready: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.ready\")) }},"
        )?;
    }
    table.push_str("]\n");
    fs::write(out.join("built_in_lists.rs"), table)?;
    Ok(())
}

/// The lists of the folder by name; none if it is not there.
fn lists_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut lists = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            lists.push(path);
        }
    }
    lists.sort();
    Ok(lists)
}

/// A list, read and stacked alone.
fn stacked(name: &str, text: &str) -> Result<(Loaded, Arc<Ruleset>), Box<dyn Error>> {
    let path = format!("wordlists/{name}.yaml");
    let built = |origin| {
        let loaded = load::load(text, origin)?;
        let set = Ruleset::build(&[&loaded], &[])?;
        Ok((loaded, Arc::new(set)))
    };
    // What is stored is called as it is when it is a part of the tool; what is wrong, by its file.
    let stacked = built(Origin::BuiltIn(name)).or_else(|_| built(Origin::Path(&path)));
    let (loaded, set) = stacked.map_err(|problems: Vec<Problem>| said(&problems))?;
    if loaded.list.name != name {
        return Err(format!(
            "{path} is called “{}”; a built-in list has its file's name",
            loaded.list.name
        )
        .into());
    }
    Ok((loaded, set))
}

/// The phrases that stand in more than one list, each with a number of its own.
fn shared<'s>(sets: impl Iterator<Item = &'s Ruleset>) -> BTreeMap<(&'s str, bool), u32> {
    let mut lists: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    for set in sets {
        let keys: BTreeSet<_> = set
            .phrases
            .iter()
            .filter_map(|pattern| key(pattern))
            .collect();
        for key in keys {
            *lists.entry(key).or_default() += 1;
        }
    }
    let several = lists.into_iter().filter(|(_, lists)| *lists > 1);
    several
        .zip(0..)
        .map(|((key, _), number)| (key, number))
        .collect()
}

/// What is the same of a phrase in every list; none if it speaks of the names of one.
fn key(pattern: &Pattern) -> Option<(&str, bool)> {
    pattern
        .names
        .is_empty()
        .then_some((&pattern.phrase.written, pattern.exact))
}

/// Problems, one a line.
fn said(problems: &[Problem]) -> String {
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    said.join("\n")
}
