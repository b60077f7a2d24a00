//! `copydesk waive`: lets a finding stand, in the file of waivers beside the config.
//!
//! What is written is tried first, with the same judge that will read it: a waiver that would not
//! let its finding through is never written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::WaiveArgs;
use super::exit::Exit;
use super::explain;
use super::jobs::read_named;
use super::plan;
use super::scope::{Scope, Scopes, required};
use super::tell::Failure;
use super::{Streams, git};
use crate::check;
use crate::document::Document;
use crate::document::source::Source;
use crate::finding::{Finding, Kind};
use crate::fix::write;
use crate::report::visible::visible;
use crate::report::wording::iso;
use crate::waivers::{self, Entry, Waivers, WriteError};

/// A finding under another comes to light when that one is waived; so often this is followed.
const ROUNDS: usize = 16;

/// Adds the waiver that `args` ask for.
pub(super) fn run(args: &WaiveArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let Some((path, line)) = explain::place(&args.place) else {
        return Err(Failure::advise(
            &format!("{} is not a line of a file that is there", args.place),
            "name the file and the line: copydesk waive press/note.md:12 …",
        ));
    };
    let rules = plan::rules(args.rules.clone(), None)?;
    if args.until < rules.as_of {
        return Err(Failure::say(format!(
            "--until {} is over already",
            iso(args.until)
        )));
    }
    if args.reason.trim().is_empty() {
        return Err(Failure::say("--reason is empty"));
    }
    let mut scopes = Scopes::new(&rules, streams.teller);
    let scope = required(&mut scopes, &path)?;
    let Some(waivers) = scope.waivers.clone() else {
        return Err(Failure::advise(
            "waivers stand beside the config, and no config holds here",
            "write one with copydesk init",
        ));
    };
    let shown = crate::discover::shown(&path);
    let document = read_named(&path, &scope.options)
        .map_err(|unread| Failure::say(format!("{shown}: not read: {unread}")))?;
    let waiving = Waiving {
        args,
        path,
        line,
        by: by(args)?,
        scope: &scope,
        document: &document,
        waivers,
    };
    let (entries, text) = waiving.entries()?;
    waiving.write(&text)?;
    for entry in entries {
        writeln!(
            streams.out,
            "{}: “{}” may stand in {} until {} ({})",
            visible(&waiving.waivers.file.name),
            visible(&entry.text),
            visible(&entry.path),
            iso(entry.until),
            entry.rule
        )?;
    }
    Ok(Exit::Clean)
}

/// Who clears it: who says so, or whoever commits here.
fn by(args: &WaiveArgs) -> Result<String, Failure> {
    let said = match &args.by {
        Some(by) => by.clone(),
        None => git::output(Path::new("."), &["config", "user.email"])
            .map(|printed| String::from_utf8_lossy(&printed).into_owned())
            .unwrap_or_default(),
    };
    let said = said.trim();
    if said.is_empty() {
        return Err(Failure::advise(
            "nobody is named who clears this",
            "name them: --by legal@example.com",
        ));
    }
    Ok(said.to_owned())
}

struct Waiving<'w> {
    args: &'w WaiveArgs,
    path: PathBuf,
    line: usize,
    by: String,
    scope: &'w Scope,
    document: &'w Document,
    waivers: Arc<Waivers>,
}

impl Waiving<'_> {
    /// The waivers that let the findings on the line through, and the file with them in it.
    fn entries(&self) -> Result<(Vec<Entry>, String), Failure> {
        let mut entries = Vec::new();
        let mut text = self.waivers.source.text.clone();
        let mut rules: BTreeSet<String> = BTreeSet::new();
        for round in 0..ROUNDS {
            let mut policy = self.scope.policy.clone();
            policy.set_aside.extend(self.held(&text)?);
            let report = check::check(self.document, &self.scope.engine, &policy);
            let findings = report.findings();
            let here = findings.iter().filter(|found| self.is_here(found));
            let here: Vec<&Finding> = match round {
                0 => self.chosen(here.collect())?,
                _ => here.filter(|found| rules.contains(&found.rule)).collect(),
            };
            if here.is_empty() {
                return Ok((entries, text));
            }
            let before = entries.len();
            for found in here {
                rules.insert(found.rule.clone());
                if self.args.rule.is_none() {
                    rules.extend(found.also.iter().cloned());
                }
                let words = report.words_to_waive(found);
                let entry = self.entry(found, words.unwrap_or_else(|| found.text.clone()));
                // The same words twice on a line need one waiver.
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
            if entries.len() == before {
                break;
            }
            text =
                waivers::appended(&self.waivers.source.text, &entries).map_err(
                    |error| match error {
                        WriteError::Problems(problems) => Failure::Problems(problems),
                        other => Failure::say(format!("{}: {other}", self.waivers.file.name)),
                    },
                )?;
        }
        Err(Failure::say("these words cannot be waived as they stand"))
    }

    /// The findings to waive of those on the line: all of one rule.
    fn chosen<'f>(&self, here: Vec<&'f Finding>) -> Result<Vec<&'f Finding>, Failure> {
        let place = &self.args.place;
        let rules: BTreeSet<&str> = here.iter().map(|found| found.rule.as_str()).collect();
        let named = |rule: &str| match &self.args.rule {
            Some(wanted) => {
                rule == wanted || rule.split_once('/').is_some_and(|(_, id)| id == wanted)
            }
            None => true,
        };
        let all: Vec<&str> = rules.iter().copied().collect();
        let chosen: Vec<&str> = all.iter().copied().filter(|rule| named(rule)).collect();
        match chosen.as_slice() {
            [_] => Ok(here
                .into_iter()
                .filter(|found| named(&found.rule))
                .collect()),
            [] if all.is_empty() => Err(Failure::advise(
                &format!("nothing is found at {place}, so there is nothing to waive"),
                "copydesk check shows where findings stand",
            )),
            [] => Err(Failure::advise(
                &format!("no such rule finds anything at {place}"),
                &format!("what is found there: {}", all.join(", ")),
            )),
            several => Err(Failure::advise(
                &format!("several rules find something at {place}"),
                &format!("name one with --rule: {}", several.join(", ")),
            )),
        }
    }

    /// Whether a finding stands on the line, or on the slide or page of that number.
    fn is_here(&self, found: &Finding) -> bool {
        if found.kind == Kind::Directive {
            return false;
        }
        match &found.location {
            Some(location) => location.place.number == Some(self.line),
            None => (found.start.line.get()..=found.end.line.get()).contains(&self.line),
        }
    }

    fn entry(&self, found: &Finding, text: String) -> Entry {
        Entry {
            rule: found.rule.clone(),
            path: self.waivers.path_of(&self.path),
            text,
            reason: self.args.reason.trim().to_owned(),
            by: self.by.clone(),
            ticket: self.args.ticket.clone(),
            until: self.args.until,
        }
    }

    fn held(&self, text: &str) -> Result<Option<Arc<dyn crate::judge::SetsAside>>, Failure> {
        let source = Source::from_text(text.to_owned());
        let waivers = waivers::understand(source, &self.waivers.path).map_err(Failure::Problems)?;
        Ok(waivers.held(&self.path, self.scope.policy.as_of))
    }

    fn write(&self, text: &str) -> Result<(), Failure> {
        let failed = |reason: String| Failure::say(format!("{}: {reason}", self.waivers.file.name));
        let (path, source) = (&self.waivers.path, &self.waivers.source);
        if path.exists() {
            let (old, new) = (source.encode(&source.text), source.encode(text));
            write::replace(path, &old, &new).map_err(|error| failed(error.to_string()))
        } else {
            fs::write(path, text).map_err(|error| failed(crate::discover::in_words(&error)))
        }
    }
}
