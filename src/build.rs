//! Reads the built-in lists when the tool is built, so that a run neither parses YAML for them nor
//! can meet a broken one.
//!
//! Each list under `wordlists/` is loaded by the loader of the tool itself, its phrases are compiled
//! by the engine itself to tell by which words they are found, and all of it is stored in a form that
//! is quickly read back. What is wrong with a list fails the build, at its place in the list.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

#[expect(
    dead_code,
    unreachable_pub,
    clippy::struct_field_names,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod wordlist {
    pub mod ahead;
    pub mod fields;
    pub mod keys;
    pub mod literals;
    pub mod load;
    pub mod model;
    pub mod parse;
    pub mod phrase;
    pub mod place;
    pub mod problem;
    pub mod rarity;
    pub mod ruleset;
    pub mod stack;
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
    mod expression;
    mod fold;
    mod found;
    mod heads;
    mod library;
    mod line;
    mod needs;
    mod opening;
    mod sentence;
    mod table;
    mod words;
}

#[expect(
    dead_code,
    unreachable_pub,
    reason = "the same modules are the library's, where all of them is used and public"
)]
mod position;

use wordlist::ahead;
use wordlist::load::{self, Origin};
use wordlist::problem::Problem;
use wordlist::ruleset::Ruleset;

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
    let mut table = String::from("&[\n");
    for path in lists_in(&folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let shown = path.to_string_lossy();
        let text = fs::read_to_string(&path)?;
        let compiled = compiled(&name, &text)?;
        let digest = compiled.digest;
        fs::write(out.join(format!("{name}.list")), compiled.list)?;
        fs::write(out.join(format!("{name}.phrases")), compiled.phrases)?;
        writeln!(
            table,
            "    BuiltIn {{ name: {name:?}, digest: {digest:?}, yaml: include_str!({shown:?}), \
             list: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.list\")), \
             phrases: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.phrases\")) }},"
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

/// A list as it is stored.
struct Compiled {
    digest: String,
    list: Vec<u8>,
    phrases: Vec<u8>,
}

fn compiled(name: &str, text: &str) -> Result<Compiled, Box<dyn Error>> {
    let path = format!("wordlists/{name}.yaml");
    let loaded = load::load(text, Origin::Path(&path)).map_err(|problems| said(&problems))?;
    if loaded.list.name != name {
        return Err(format!(
            "{path} is called “{}”; a built-in list has its file's name",
            loaded.list.name
        )
        .into());
    }
    let rules = Ruleset::build(&[&loaded], &[]).map_err(|problems| said(&problems))?;
    let found_by = matching::ahead::encoded(rules)?;
    Ok(Compiled {
        list: postcard::to_stdvec(&loaded.list)?,
        phrases: ahead::encoded(&loaded.list, &loaded.file, &found_by)
            .map_err(|problems| said(&problems))?,
        digest: loaded.digest,
    })
}

/// Problems, one a line.
fn said(problems: &[Problem]) -> String {
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    said.join("\n")
}
