//! `copydesk fix`: what is safe to rewrite is rewritten, or shown as a patch; what is left is listed
//! on standard error, so that standard output holds the patch or the text and nothing else.

#[cfg(feature = "office")]
mod office;

use std::io::{self, Read};
use std::path::Path;

use super::exit::Exit;
use super::file_report::fails;
use super::jobs::{Job, Jobs, Task};
use super::plan::FixPlan;
use super::pool::{OUR_FAULT, pool};
use super::tell::{self, Failure};
use super::timings::Timings;
use super::{Streams, ordered};
use crate::discover::{self, Input};
use crate::document;
use crate::document::source::{Encoding, Unread};
use crate::finding::{Finding, Kind, Suggestion};
use crate::fix::{self, Fixed, Fixer, Left, diff, write};
use crate::position::columns::Columns;
use crate::report::visible::visible;
use crate::report::wording::count;
use crate::rewrite::LEFT_TO_A_PERSON;
use crate::wordlist::model::Severity;

/// What came of one file.
#[derive(Default)]
struct Outcome {
    /// What goes to standard output.
    out: Vec<u8>,
    /// Findings before.
    found: usize,
    left: Vec<Row>,
    changed: bool,
    exit: Exit,
    /// The copy that was written, if it is not the file itself.
    copy: Option<String>,
    /// What a person should look at in what was written, each a sentence.
    to_look_at: Vec<String>,
    /// Why it could not be written, if so.
    trouble: Option<String>,
}

/// A finding that is left, for the list.
struct Row {
    place: String,
    why: String,
    /// Rewrites that a person may choose from; may be empty.
    offered: String,
    /// Whether `--unsafe` makes the first of them.
    on_demand: bool,
    rule: String,
}

/// Rewrites the files of `plan`.
pub(super) fn run(plan: &FixPlan, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let jobs = Jobs::new(&plan.files, &plan.rules, streams.teller);
    #[cfg(feature = "office")]
    let jobs = super::copies::left_out(jobs, &plan.files.paths);
    if jobs.broken && jobs.scopes.is_empty() {
        return Ok(Exit::Trouble);
    }
    let pool = pool(plan.files.threads, &jobs.files)?;
    let mut all = Totals {
        exit: Exit::trouble(jobs.broken || !jobs.troubles.is_empty()),
        ..Totals::default()
    };
    pass_excluded_on(plan, &jobs, streams)?;
    ordered::for_each(
        pool.as_ref(),
        &jobs.files,
        |job| fix_one(job, plan),
        |job, result| all.next(job, result, streams),
    )?;
    // The patch first: both may go to the same terminal.
    streams.out.flush()?;
    all.tell(plan, &jobs);
    Ok(all.exit)
}

/// Standard input that the config keeps out is still somebody's text, and goes on as it came.
fn pass_excluded_on(plan: &FixPlan, jobs: &Jobs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let is_asked = plan.files.paths.iter().any(|path| path.as_os_str() == "-");
    let is_read = jobs.files.iter().any(is_stdin);
    if is_asked && !is_read && !plan.diff && jobs.excluded > 0 {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        streams.out.write_all(&bytes)?;
    }
    Ok(())
}

fn is_stdin(job: &Job) -> bool {
    match &job.task {
        Task::Read(Input::Stdin(_), ..) => true,
        Task::Read(Input::Path(_), ..) => false,
        Task::Leave(_) => job.shown == "-",
    }
}

fn fix_one(job: &Job, plan: &FixPlan) -> Result<Outcome, Unread> {
    let (bytes, kind, scope) = job.task.bytes(&Timings::default())?;
    #[cfg(feature = "office")]
    if let document::Kind::Office(format) = kind {
        return office::fix_one(job, plan, format, &bytes, scope);
    }
    let document = document::open(kind, bytes, &scope.options)?;
    let source = document.source.clone();
    let format = document.format;
    let remake = fix::text(|source| document::read(format, source, &scope.options));
    let policy = scope.policy_for(Path::new(&job.shown));
    let fixer = Fixer {
        engine: &scope.engine,
        policy: &policy,
        remake: &remake,
        also_unsafe: plan.also_unsafe,
    };
    let done = fixer.fix(document);
    let comments: Vec<(Severity, String)> = done
        .left
        .iter()
        .map(|left| &left.finding)
        .filter(|finding| finding.kind == Kind::Directive)
        .map(|finding| (finding.severity, finding.rule.clone()))
        .collect();
    let mut outcome = Outcome {
        found: done.found,
        changed: !done.applied.is_empty(),
        exit: Exit::found(fails(&done.verdicts, &comments, scope.fail_on)),
        ..Outcome::default()
    };
    let text = &done.document.source.text;
    match &job.task {
        // Its source is not its bytes.
        _ if !done.document.places.is_empty() => {}
        _ if plan.diff => outcome.out = patch(&job.shown, &source, &done),
        Task::Read(Input::Stdin(_), ..) => outcome.out = source.encode(text),
        Task::Read(Input::Path(path), ..) if outcome.changed => {
            let (old, new) = (source.encode(&source.text), source.encode(text));
            if let Err(error) = write::replace(path, &old, &new) {
                outcome.trouble = Some(in_words(&error));
                outcome.exit = Exit::Trouble;
                outcome.changed = false;
            }
        }
        _ => {}
    }
    // Places are those of the text that its reader has: the old one, where nothing was written.
    let is_written = !plan.diff && outcome.trouble.is_none();
    let shown = if is_written { text } else { &source.text };
    outcome.left = rows(&job.shown, shown, &done.left, is_written);
    Ok(outcome)
}

fn in_words(error: &write::WriteError) -> String {
    match error {
        write::WriteError::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            "no permission to write it".to_owned()
        }
        write::WriteError::Io(error) => discover::in_words(error),
        other => other.to_string(),
    }
}

fn patch(path: &str, source: &document::source::Source, fixed: &Fixed) -> Vec<u8> {
    let mark = match source.encoding {
        Encoding::Utf8 { bom: true } => "\u{feff}",
        _ => "",
    };
    let old = format!("{mark}{}", source.text);
    let new = format!("{mark}{}", fixed.document.source.text);
    diff::unified(path, &old, &new, mark.len(), &fixed.applied).into_bytes()
}

fn rows(path: &str, text: &str, left: &[Left], is_written: bool) -> Vec<Row> {
    let columns = Columns::new(text);
    left.iter()
        .map(|left| {
            let finding = &left.finding;
            let at = if is_written {
                finding.span.start
            } else {
                left.before
            };
            let place = columns.at(at);
            let offered = if left.refused.is_some() {
                Vec::new()
            } else {
                let all = finding.suggestions.iter();
                all.map(|suggestion| format!("“{}”", suggestion.text))
                    .collect()
            };
            let on_demand = |suggestion: &Suggestion| {
                !suggestion.edits.is_empty()
                    && suggestion.because.as_deref() != Some(LEFT_TO_A_PERSON)
            };
            Row {
                place: match &finding.location {
                    Some(location) => format!("{path}: {}", location.words),
                    None => format!("{path}:{}:{}", place.line, place.column),
                },
                why: left.refused.clone().unwrap_or_else(|| why(finding)),
                offered: offered.join(" or "),
                on_demand: finding.suggestions.first().is_some_and(on_demand),
                rule: finding.rule.clone(),
            }
        })
        .collect()
}

/// Why a finding is left.
fn why(finding: &Finding) -> String {
    let because = finding.suggestions.first();
    if let Some(because) = because.and_then(|first| first.because.clone()) {
        return because;
    }
    match (&finding.advice, &finding.owner) {
        _ if finding.kind == Kind::Directive => finding.message.clone(),
        (Some(advice), _) => advice.clone(),
        (None, Some(owner)) => format!("no rewrite is given: ask {owner}"),
        (None, None) => "no rewrite is given: say it in other words".to_owned(),
    }
}

/// What came of all files.
#[derive(Default)]
struct Totals {
    exit: Exit,
    found: usize,
    files: usize,
    changed: usize,
    left: Vec<Row>,
    /// Files and the copies that were written of them.
    copies: Vec<(String, String)>,
    /// What a person should look at in what was written.
    to_look_at: Vec<String>,
    /// Files that were not read or not written.
    troubles: Vec<String>,
}

impl Totals {
    fn next(
        &mut self,
        job: &Job,
        result: std::thread::Result<Result<Outcome, Unread>>,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        let outcome = match result {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(unread)) => {
                self.unread(job, &unread.to_string());
                return Ok(());
            }
            Err(_panic) => {
                self.unread(job, OUR_FAULT);
                return Ok(());
            }
        };
        streams.out.write_all(&outcome.out)?;
        self.files += 1;
        self.changed += usize::from(outcome.changed);
        self.exit = self.exit.and(outcome.exit);
        self.found += outcome.found;
        self.left.extend(outcome.left);
        let copy = outcome.copy.map(|copy| (job.shown.clone(), copy));
        self.copies.extend(copy);
        self.to_look_at.extend(outcome.to_look_at);
        if let Some(trouble) = outcome.trouble {
            self.troubles
                .push(format!("{}: not written: {trouble}", job.shown));
        }
        Ok(())
    }

    fn unread(&mut self, job: &Job, reason: &str) {
        self.exit = self.exit.and(Exit::Trouble);
        self.troubles
            .push(format!("{}: not read: {reason}", job.shown));
    }

    /// Lists what is left and says how much was done.
    fn tell(&self, plan: &FixPlan, jobs: &Jobs) {
        if !self.left.is_empty() {
            tell::line("Not rewritten");
        }
        let width = |of: fn(&Row) -> &str| {
            let widths = self.left.iter().map(|row| of(row).chars().count());
            widths.filter(|width| *width <= WIDEST).max().unwrap_or(0)
        };
        let (places, whys) = (width(|row| &row.place), width(|row| &row.why));
        for row in &self.left {
            tell::line(&format!(
                "  {:places$}  {:whys$}  {}",
                visible(&row.place),
                visible(&row.why),
                row.rule
            ));
            if !row.offered.is_empty() {
                let how = match (
                    row.on_demand && !plan.also_unsafe,
                    row.offered.contains(" or "),
                ) {
                    (false, _) => "",
                    (true, false) => " (--unsafe applies it)",
                    (true, true) => " (--unsafe applies the first)",
                };
                let offered = visible(&row.offered);
                tell::line(&format!("  {:places$}  offered: {offered}{how}", ""));
            }
        }
        for (file, copy) in &self.copies {
            tell::line(&visible(&format!("{file}: written as {copy}")));
        }
        let told = self.to_look_at.iter().chain(&self.troubles);
        for line in told.chain(&jobs.troubles) {
            tell::line(&visible(line));
        }
        tell::line(&self.closing(plan, jobs));
    }

    fn closing(&self, plan: &FixPlan, jobs: &Jobs) -> String {
        if self.files == 0 && jobs.excluded > 0 && self.troubles.is_empty() {
            return "Nothing to rewrite: the config excludes every file that was named.".to_owned();
        }
        if self.files == 0 {
            return "Nothing was read.".to_owned();
        }
        if self.found == 0 {
            return format!("No findings in {}.", count(self.files, "file"));
        }
        let done = self.found.saturating_sub(self.left.len());
        let of = format!("{done} of {}", count(self.found, "finding"));
        if plan.diff {
            return format!("{of} would be rewritten. Nothing was written (--diff).");
        }
        let verb = if done == 1 { "was" } else { "were" };
        if self.changed == 0 {
            return format!("{of} {verb} rewritten.");
        }
        format!("{of} {verb} rewritten, in {}.", count(self.changed, "file"))
    }
}

/// Columns are no wider than this; what is longer stands out.
const WIDEST: usize = 60;
