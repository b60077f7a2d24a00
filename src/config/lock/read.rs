//! From the YAML of a lock to its entries, everything that is wrong said at once.

use std::sync::Arc;

use super::{Entry, Pin, SHA256};
use crate::wordlist::fields::{self, Fields};
use crate::wordlist::keys::lock::{LOCK, LOCKED};
use crate::wordlist::load::parts;
use crate::wordlist::model::At;
use crate::wordlist::problem::{File, Problem, Problems};
use crate::wordlist::yaml::{self, Node, Value};

/// What to do about a lock that nobody can have meant.
const ANEW: &str = "take the lock from your history, or have it written: copydesk wordlist add …";

/// Reads the entries of `file`, in the order of their names.
///
/// # Errors
/// All problems of the text.
pub(super) fn read(file: &Arc<File>) -> Result<Vec<Entry>, Vec<Problem>> {
    let root = yaml::read(file).map_err(|problem| vec![problem.help(ANEW)])?;
    let mut problems = Problems::new(file);
    let mut entries: Vec<Entry> = Vec::new();
    // An empty lock holds nothing, and that is no mistake.
    if !matches!(root.value, Value::Null)
        && let Some(mut map) = Fields::read(&root, &LOCK, &mut problems)
    {
        for (name, node) in parts::entries(map.get("wordlists"), "wordlists", &mut problems) {
            let Some(entry) = entry(&name, node, &mut problems) else {
                continue;
            };
            if entries.iter().any(|known| known.copy == entry.copy) {
                let message = format!("{} stands for two lists", entry.copy);
                problems.error(node.at.clone(), message, "the second", ANEW);
            }
            entries.push(entry);
        }
        map.done();
    }
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    if problems.found.iter().any(Problem::is_error) {
        Err(problems.found)
    } else {
        Ok(entries)
    }
}

fn entry(name: &At<String>, node: &Node, problems: &mut Problems) -> Option<Entry> {
    let mut map = Fields::read(node, &LOCKED, problems)?;
    let from = map.text_at("from", problems);
    let rev = map.text("rev", problems);
    let commit = map.text("commit", problems);
    let path = map.text("path", problems);
    let copy = map.text_at("copy", problems);
    let digest = map.text_at("digest", problems);
    for key in ["from", "copy", "digest"] {
        if map.key_at(key).is_none() {
            let message = format!(
                "the lock does not say {key} of {}",
                fields::clip(&name.value)
            );
            problems.error(name.range(), message, format!("{key} is missing"), ANEW);
        }
    }
    map.done();
    let (from, copy, digest) = (from?, copy?, digest?);
    let pin = match (rev, commit, path) {
        (Some(rev), Some(commit), Some(path)) => Some(Pin { rev, commit, path }),
        (None, None, None) => None,
        _ => {
            let message = format!(
                "where {} stands is said by halves",
                fields::clip(&name.value)
            );
            let label = "rev, commit and path go together";
            problems.error(name.range(), message, label, ANEW);
            return None;
        }
    };
    if !is_inside(&copy.value) {
        problems.error(
            copy.range(),
            "a copy lies in the folder of its lock, or deeper",
            "leads elsewhere",
            ANEW,
        );
    }
    let hex = digest.value.strip_prefix(SHA256).filter(|hex| {
        let is_hex = |letter: u8| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter);
        hex.len() == 64 && hex.bytes().all(is_hex)
    });
    let Some(hex) = hex else {
        problems.error(
            digest.range(),
            "this is no digest",
            format!("not {SHA256} and 64 hex digits"),
            ANEW,
        );
        return None;
    };
    Some(Entry {
        name: name.value.clone(),
        from: from.value,
        pin,
        digest: hex.to_owned(),
        at: digest.range(),
        copy: copy.value,
    })
}

/// Whether `path` is written with `/` and leads to no place outside of the folder that it starts from.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(plain)
}
