//! `copydesk explain`: what a rule asks, or what is decided about a text or a line, and why.

mod decision;
mod phrase;
mod rule;

use std::path::{Path, PathBuf};

use super::Streams;
use super::args::ExplainArgs;
use super::exit::Exit;
use super::jobs;
use super::plan;
use super::scope::{Scope, Scopes, required};
use super::tell::Failure;
use crate::discover;
use crate::document::map::Piece;
use crate::document::source::Source;
use crate::document::{self, Document, Format};
use crate::position::{LineIndex, SourceSpan, TextSpan, one_based};
use crate::report::visible::visible;
use crate::report::wording;
use crate::wordlist::problem::nearest;
use crate::wordlist::ruleset::{RuleId, Ruleset};

/// Explains what `args` names.
pub(super) fn run(args: ExplainArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let rules = plan::rules(args.rules, None)?;
    let mut scopes = Scopes::new(&rules, streams.teller);
    if let Some((path, line)) = place(&args.subject) {
        let scope = required(&mut scopes, &path)?;
        return explain_line(&path, line, &scope, streams);
    }
    // A rule or a text has no file; the config of the working folder holds for it.
    let scope = required(&mut scopes, Path::new("-"))?;
    let set = scope.engine.rules();
    let named = called(&args.subject, set);
    if named.is_empty() {
        if let Some(meant) = misspelt(&args.subject, set) {
            return Err(Failure::advise(
                &format!("no rule is called “{}”", args.subject),
                &format!("did you mean “{meant}”?"),
            ));
        }
        return explain_text(&args.subject, &scope, streams);
    }
    for (number, id) in named.into_iter().enumerate() {
        if number > 0 {
            writeln!(streams.out)?;
        }
        rule::write(id, set, rules.as_of, streams.out)?;
    }
    Ok(Exit::Clean)
}

/// `PATH:LINE`, or `PATH:LINE:COLUMN`, of a file that is there. The line is 1-based.
pub(super) fn place(subject: &str) -> Option<(PathBuf, usize)> {
    let (before, last) = subject.rsplit_once(':')?;
    let last: usize = last.parse().ok()?;
    if let Some((path, line)) = before.rsplit_once(':')
        && let Ok(line) = line.parse()
        && Path::new(path).is_file()
    {
        return Some((path.into(), line));
    }
    Path::new(before).is_file().then(|| (before.into(), last))
}

/// The rules of this id, full or without its list.
fn called(subject: &str, rules: &Ruleset) -> Vec<RuleId> {
    let ids = rules.rules.iter().zip(0..);
    ids.filter(|(rule, _)| {
        rule.id == subject || rule.id.split_once('/').is_some_and(|(_, id)| id == subject)
    })
    .map(|(_, at)| RuleId(at))
    .collect()
}

/// The id that a subject that looks like one may have meant.
fn misspelt<'r>(subject: &str, rules: &'r Ruleset) -> Option<&'r str> {
    if subject.contains(char::is_whitespace) || !subject.contains(['-', '/']) {
        return None;
    }
    let full = rules.rules.iter().map(|rule| rule.id.as_str());
    let short = full.clone().filter_map(|id| Some(id.split_once('/')?.1));
    nearest(subject, full.chain(short))
}

fn explain_text(text: &str, scope: &Scope, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let source = Source::from_text(text.to_owned());
    let document = document::read(Format::Markdown, source, &scope.options);
    let all = TextSpan::new(0, document.text.len());
    if !decision::write(&document, scope, &scope.policy, all, streams.out)? {
        nothing(scope, streams)?;
    }
    Ok(Exit::Clean)
}

fn explain_line(
    path: &Path,
    line: usize,
    scope: &Scope,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let shown = discover::shown(path);
    let document = jobs::read_named(path, &scope.options)
        .map_err(|unread| Failure::say(format!("{shown}: not read: {unread}")))?;
    let index = LineIndex::new(&document.source.text);
    // What stands after the last line end is a line only if something stands there.
    let last = index.line(index.count() - 1, &document.source.text);
    let lines = index.count() - usize::from(last.is_empty());
    let Some(number) = line.checked_sub(1).filter(|at| *at < lines) else {
        let lines = wording::count(lines, "line");
        return Err(Failure::say(format!("{shown} has {lines}")));
    };
    let text = &document.source.text;
    let span = SourceSpan::new(
        index.start_of(number, text),
        index.start_of(number + 1, text),
    );
    let ranges = on_line(&document, span);
    let number = one_based(number);
    if ranges.is_empty() {
        writeln!(
            streams.out,
            "{}:{number}  nothing here is copy: code, addresses, comments, struck-out text and \
             empty lines are not checked",
            visible(&shown)
        )?;
        return Ok(Exit::Clean);
    }
    let words: Vec<_> = ranges
        .iter()
        .map(|range| crate::finding::rendered::rendered(document.words(*range)))
        .collect();
    writeln!(
        streams.out,
        "{}:{number}  “{}”",
        visible(&shown),
        visible(&words.join(" … "))
    )?;
    let mut any = false;
    let policy = scope.policy_for(path);
    for range in ranges {
        any |= decision::write(&document, scope, &policy, range, streams.out)?;
    }
    if !any {
        nothing(scope, streams)?;
    }
    Ok(Exit::Clean)
}

/// The stretches of rendered text that come from `line`, one for each block.
fn on_line(document: &Document, line: SourceSpan) -> Vec<TextSpan> {
    let mut found = Vec::new();
    for block in &document.blocks {
        let parts = document.map.parts(block.text);
        let here: Vec<_> = parts
            .filter(|(span, piece)| piece.source_of(*span).overlaps(&line))
            .map(|(span, piece)| within_piece(span, piece, line))
            .collect();
        if let (Some(first), Some(last)) = (here.first(), here.last()) {
            let span = TextSpan::new(first.start, last.end);
            if !document.words(span).trim().is_empty() {
                found.push(span);
            }
        }
    }
    found
}

/// The part of a piece that comes from `line`: exact where the piece is verbatim, else all of it.
fn within_piece(span: TextSpan, piece: Piece, line: SourceSpan) -> TextSpan {
    if !piece.verbatim {
        return span;
    }
    let source = piece.source_of(span);
    TextSpan::new(
        span.start + line.start.saturating_sub(source.start),
        span.end - source.end.saturating_sub(line.end),
    )
}

fn nothing(scope: &Scope, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let set = scope.engine.rules();
    let lists: Vec<_> = set.lists.iter().map(|list| list.name.clone()).collect();
    let rules = set.rules.iter().filter(|rule| !rule.off).count();
    writeln!(
        streams.out,
        "No rule finds anything here ({} of {}).",
        wording::count(rules, "rule"),
        wording::and_list(&lists)
    )?;
    Ok(())
}
