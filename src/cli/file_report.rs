//! From what was decided about a document to what is printed of it: everything owned, so that it
//! can wait for its turn while the document's own memory is given back.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::asides::Asides;
use super::exit::Exit;
use super::scope::Scope;
use super::timings::{Part, Timings};
use crate::check;
use crate::document::Document;
use crate::document::source::Source;
use crate::finding::Kind;
use crate::finding::rendered::rendered;
use crate::judge::{Clearance, Passed, Verdicts};
use crate::matching::Mixed;
use crate::position::{LineIndex, TextSpan};
use crate::report::{Aside, Coming, FileReport, Let, RuleCount};
use crate::waivers::{self, Fault};
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::ruleset::{RuleId, Ruleset};

/// Checks `document` and puts the result into words: the findings only where somebody reads them.
pub(super) fn file_report(
    path: String,
    document: Document,
    scope: &Scope,
    asides: &Asides,
    findings_wanted: bool,
    timings: &Timings,
) -> Checked {
    let mut checked = decided(path, &document, scope, asides, findings_wanted, timings);
    let findings = &checked.report.findings;
    let needs_source =
        document.places.is_empty() || findings.iter().any(|finding| finding.location.is_none());
    // The source of an office file is all its XML, and nothing that is printed is taken from it.
    if needs_source {
        // Moved, not copied: most files have no findings, and their text is not looked at again.
        checked.report.source = Arc::new(document.source);
    }
    checked.report.notices = document.notices;
    checked
}

/// What came of one file.
pub(super) struct Checked {
    /// What is printed.
    pub report: FileReport,
    /// How the run ends for its sake.
    pub exit: Exit,
    /// What is wrong with its waivers.
    pub faults: Vec<Fault>,
}

fn decided(
    path: String,
    document: &Document,
    scope: &Scope,
    asides: &Asides,
    findings_wanted: bool,
    timings: &Timings,
) -> Checked {
    let mut policy = scope.policy_for(Path::new(&path));
    let others = asides.of(&path, document);
    if !others.is_empty() {
        policy.to_mut().set_aside.extend(others);
    }
    let mut report = check::check(document, &scope.engine, &policy);
    timings.checked(report.took);
    if let Some(since) = &asides.since {
        let text = &document.source.text;
        report.verdicts.comments.retain(|bad| {
            let comment = document.directives.get(bad.directive);
            comment.is_some_and(|comment| since.touches(Path::new(&path), text, comment.source))
        });
    }
    let rules = scope.engine.rules();
    let verdicts = &report.verdicts;
    let mut findings = if findings_wanted || !verdicts.comments.is_empty() {
        timings.time(Part::Wording, || report.findings())
    } else {
        Vec::new()
    };
    let comments: Vec<_> = findings
        .iter()
        .filter(|finding| finding.kind == Kind::Directive)
        .map(|finding| (finding.severity, finding.rule.clone()))
        .collect();
    if !findings_wanted {
        findings.clear();
    }
    let exit = Exit::found(fails(verdicts, &comments, scope.fail_on));
    let words = Words {
        document,
        rules,
        are_shown: findings_wanted,
        index: OnceCell::new(),
    };
    let faults = scope.waivers.as_ref().map_or(Vec::new(), |waivers| {
        let own = waivers.of(Path::new(&path));
        waivers::faults(waivers, own, document, verdicts, rules, &policy)
    });
    let approved = verdicts.approved.iter();
    let cleared = verdicts.cleared.iter();
    let suppressed = verdicts.suppressed.iter();
    let file = FileReport {
        path,
        source: Arc::new(Source::from_text(String::new())),
        counts: counts(verdicts, &comments, rules),
        findings,
        approved: approved
            .map(|passed| words.let_through(passed, String::new()))
            .collect(),
        cleared: cleared
            .filter_map(|passed| Some(words.let_through(passed, by(&passed.by, rules)?)))
            .collect(),
        suppressed: suppressed
            .map(|aside| Aside {
                rule: rules.rule(aside.rule).id.clone(),
                text: rendered(document.words(aside.text)),
                kind: aside.kind.to_owned(),
                reason: aside.reason.clone(),
                until: aside.until,
                severity: rules.rule(aside.rule).severity,
            })
            .collect(),
        notices: Vec::new(),
        coming: coming(&verdicts.coming, rules, scope.policy.as_of),
    };
    Checked {
        report: file,
        exit,
        faults,
    }
}

/// Whether a finding weighs enough to fail the run. Drafts never do; what stands beside a finding
/// in the same words counts as if it stood alone.
pub(super) fn fails(
    verdicts: &Verdicts,
    comments: &[(Severity, String)],
    fail_on: Option<Severity>,
) -> bool {
    let Some(fail_on) = fail_on else {
        return false;
    };
    let by_rule = verdicts.findings.iter().any(|finding| {
        !finding.draft && finding.severity >= fail_on
            || finding
                .also()
                .iter()
                .any(|(_, severity)| *severity >= fail_on)
    });
    by_rule || comments.iter().any(|(severity, _)| *severity >= fail_on)
}

fn counts(verdicts: &Verdicts, comments: &[(Severity, String)], rules: &Ruleset) -> Vec<RuleCount> {
    // A page can have millions of findings; there are as many rules as the lists have.
    let mut found: HashMap<(Severity, RuleId), usize, Mixed> = HashMap::default();
    for finding in &verdicts.findings {
        *found.entry((finding.severity, finding.rule)).or_default() += 1;
    }
    let by_rules = found.into_iter().map(|((severity, rule), findings)| {
        let rule = rules.rule(rule).id.as_str();
        (severity, rule, findings)
    });
    let by_comments = comments.iter();
    let by_comments = by_comments.map(|(severity, rule)| (*severity, rule.as_str(), 1));
    let mut counts: Vec<_> = by_rules.chain(by_comments).collect();
    counts.sort_unstable();
    let same = counts.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1));
    same.map(|same| RuleCount {
        severity: same[0].0,
        rule: same[0].1.to_owned(),
        findings: same.iter().map(|(.., findings)| findings).sum(),
    })
    .collect()
}

/// What let a hit through, in a word; none where nothing did: the rule was not about it at all.
fn by(clearance: &Clearance, rules: &Ruleset) -> Option<String> {
    Some(match clearance {
        Clearance::CoveredBy(rule) => rules.rule(*rule).id.clone(),
        Clearance::Mentioned => "mentioned".to_owned(),
        Clearance::Negated => "negated".to_owned(),
        Clearance::Cited => "cited".to_owned(),
        Clearance::Asked => "asked".to_owned(),
        Clearance::Phrase => "phrase".to_owned(),
        Clearance::Near => "near".to_owned(),
        Clearance::Approved
        | Clearance::NotNear
        | Clearance::Elsewhere
        | Clearance::Date
        | Clearance::Audience
        | Clearance::Off => return None,
    })
}

fn coming(coming: &[(RuleId, Day)], rules: &Ruleset, as_of: Day) -> Vec<Coming> {
    coming
        .iter()
        .map(|(rule, _)| {
            let rule = rules.rule(*rule);
            Coming {
                rule: rule.id.clone(),
                from: rule.effective.from.filter(|from| *from > as_of),
                enforced: rule.effective.enforced.filter(|day| *day > as_of),
            }
        })
        .collect()
}

struct Words<'d> {
    document: &'d Document,
    rules: &'d Ruleset,
    /// Or they are counted and nothing else.
    are_shown: bool,
    index: OnceCell<LineIndex>,
}

impl Words<'_> {
    fn let_through(&self, passed: &Passed, by: String) -> Let {
        let (text, line) = if self.are_shown {
            let words = self.document.words(passed.text);
            (rendered(words), self.line(passed.text))
        } else {
            Default::default()
        };
        Let {
            rule: self.rules.rule(passed.rule).id.clone(),
            text,
            line,
            by,
        }
    }

    fn line(&self, span: TextSpan) -> usize {
        let source = &self.document.source.text;
        let index = self.index.get_or_init(|| LineIndex::new(source));
        index.line_of(self.document.hull(span).start) + 1
    }
}
