//! The difference between two lists, for people.

use std::io::{self, Write};

use super::Difference;
use crate::compare::{self, Change, Thing};
use crate::report::FileReport;
use crate::report::line::line;
use crate::report::visible::visible;
use crate::report::wording::count;
use crate::wordlist::load::Loaded;

/// How many findings are shown one by one.
const MOST: usize = 50;

/// Prints `difference`.
pub(super) fn write(difference: &Difference<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Difference {
        old,
        new,
        comparison,
        ..
    } = difference;
    let name = visible(&new.list.name);
    writeln!(out, "{name}: {} to {}", state(old), state(new))?;
    if comparison.is_empty() {
        writeln!(out, "\nBoth say the same.")?;
    }
    if !comparison.list.is_empty() {
        writeln!(out, "\nlist")?;
        changes(&comparison.list, out)?;
    }
    for (what, found) in [
        ("rule", &comparison.rules),
        ("name", &comparison.names),
        ("source", &comparison.sources),
        ("verb", &comparison.verbs),
        ("change to", &comparison.overrides),
    ] {
        things(what, found, out)?;
    }
    findings("appear", '+', &difference.appear, out)?;
    findings("vanish", '-', &difference.vanish, out)?;
    let number = |files: &[FileReport]| files.iter().map(|file| file.findings.len()).sum::<usize>();
    let said = |number: usize, one: &str, several: &str| {
        let verb = if number == 1 { one } else { several };
        format!("{} {verb}", count(number, "finding"))
    };
    writeln!(
        out,
        "\n{} checked: {}, {}.",
        count(difference.checked, "file"),
        said(number(&difference.appear), "appears", "appear"),
        said(number(&difference.vanish), "vanishes", "vanish"),
    )?;
    for (path, reason) in &difference.unread {
        writeln!(out, "not read: {}: {}", visible(path), visible(reason))?;
    }
    Ok(())
}

/// `2026-03 (3f9c1e0b)`.
fn state(list: &Loaded) -> String {
    let digest = list.digest.get(..8).unwrap_or(&list.digest);
    match &list.list.version {
        Some(version) => format!("{} ({digest})", visible(version)),
        None => digest.to_owned(),
    }
}

fn things(what: &str, found: &compare::Difference, out: &mut dyn Write) -> io::Result<()> {
    for (things, happened) in [
        (&found.added, "added"),
        (&found.changed, "changed"),
        (&found.removed, "removed"),
    ] {
        for Thing { id, changes: all } in things {
            writeln!(out, "\n{what} {happened}: {}", visible(id))?;
            // What a thing that is gone said is in the old list; its phrases tell which it was.
            let shown: Vec<Change> = match happened {
                "removed" => all
                    .iter()
                    .filter(|change| is_what_it_is(change))
                    .cloned()
                    .collect(),
                _ => all.clone(),
            };
            changes(&shown, out)?;
        }
    }
    Ok(())
}

fn is_what_it_is(change: &Change) -> bool {
    matches!(
        change.key,
        "verdict" | "severity" | "phrases" | "when" | "any" | "exact" | "title"
    )
}

fn changes(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    for Change {
        key,
        removed,
        added,
    } in changes
    {
        match (removed.as_slice(), added.as_slice()) {
            ([was], [is]) if is_single(key) => {
                writeln!(out, "  {key:<11} {}, was {}", visible(is), visible(was))?;
            }
            ([was], []) if is_single(key) => writeln!(out, "  {key:<11} was {}", visible(was))?,
            ([], [is]) if is_single(key) => writeln!(out, "  {key:<11} {}", visible(is))?,
            _ => {
                let added = added.iter().map(|text| ('+', text));
                let removed = removed.iter().map(|text| ('-', text));
                for (at, (sign, text)) in removed.chain(added).enumerate() {
                    let key = if at == 0 { key } else { "" };
                    writeln!(out, "  {key:<11} {sign} {}", visible(text))?;
                }
            }
        }
    }
    Ok(())
}

/// Whether the key has one value, not several.
fn is_single(key: &str) -> bool {
    !matches!(
        key,
        "phrases"
            | "when"
            | "near"
            | "unless"
            | "in"
            | "instead"
            | "audience"
            | "channel"
            | "market"
            | "examples"
            | "any"
            | "exact"
            | "misspelt"
            | "not"
    )
}

fn findings(what: &str, sign: char, files: &[FileReport], out: &mut dyn Write) -> io::Result<()> {
    let all = files
        .iter()
        .flat_map(|file| file.findings.iter().map(move |found| (file, found)));
    let number = all.clone().count();
    if number > 0 {
        writeln!(out, "\nfindings that {what}")?;
    }
    for (file, found) in all.take(MOST) {
        writeln!(out, "{sign} {}", line(&file.path, found))?;
    }
    if let Some(more) = number.checked_sub(MOST).filter(|more| *more > 0) {
        writeln!(out, "  … and {more} more; --format json has them all")?;
    }
    Ok(())
}
