//! `copydesk wordlist`: lists themselves, not the copy that they are held against.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Streams;
use super::args::{JudgeFormat, RuleArgs, WordlistCommand};
use super::exit::Exit;
use super::plan::{Rules, today};
use super::scope::Scopes;
use super::suite::{self, Results};
use super::tell::Failure;
use crate::report::visible::visible;
use crate::report::wording;
use crate::wordlist::builtin;
use crate::wordlist::model::Day;

/// Does what `command` says.
pub(super) fn run(command: WordlistCommand, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match command {
        WordlistCommand::List => list(streams),
        WordlistCommand::Judge {
            files,
            format,
            as_of,
        } => judge(&files, format, as_of.unwrap_or_else(today), streams),
        _ => Err(Failure::say("this command is not there yet")),
    }
}

/// Lists the built-in lists.
fn list(streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let width = builtin::ALL.iter().map(|list| list.name.len()).max();
    let width = width.unwrap_or(0);
    for built_in in builtin::ALL {
        let loaded = built_in.load().map_err(|problems| {
            streams.teller.problems(&problems);
            Failure::Silent
        })?;
        let list = loaded.list;
        let version = list
            .version
            .map_or(String::new(), |version| format!(" {version}"));
        writeln!(
            streams.out,
            "{:<width$}  {:>9}  {}{}",
            built_in.name,
            wording::count(list.rules.len(), "rule"),
            visible(list.title.as_deref().unwrap_or("")),
            visible(&version)
        )?;
    }
    Ok(Exit::Clean)
}

/// Holds lists against suites of marked sentences.
fn judge(
    files: &[PathBuf],
    format: JudgeFormat,
    as_of: Day,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut results = Results::default();
    let mut made = BTreeMap::new();
    for file in files {
        let suite = suite::read(file)?;
        let lists: Vec<_> = suite
            .lists
            .iter()
            .map(|list| suite::list_of(file, list))
            .collect();
        if !made.contains_key(&lists) {
            let args = RuleArgs {
                wordlist: lists.clone(),
                as_of: Some(as_of),
                ..RuleArgs::default()
            };
            let rules = Rules::new(args, None)?;
            let mut scopes = Scopes::without_configs(&rules, streams.teller);
            made.insert(lists.clone(), scopes.required(file)?);
        }
        let scope = &made[&lists];
        results.add(file, &suite, &scope.engine, &scope.policy);
    }
    results.write(format, streams.out)?;
    Ok(results.exit())
}
