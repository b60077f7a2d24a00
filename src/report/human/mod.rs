//! The default format: cards that a copywriter understands, drawn by miette, grouped by file.
//!
//! The only place that knows miette's drawing. A rule's first finding of a run gets the whole card,
//! later ones only what differs; the closing lines are those of [`super::summary`].

mod card;
mod repeats;
mod snippet;

use std::collections::BTreeMap;
use std::io::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::tally::Tally;
use super::visible::visible;
use super::{FileReport, Reporter, RunInfo, Summary};
use crate::position::LineIndex;
use card::Card;

/// Columns of a card.
pub(super) const WIDTH: usize = 80;

/// The reporter.
#[derive(Debug)]
pub(super) struct Human {
    handler: GraphicalReportHandler,
    run: Option<RunInfo>,
    counts: Tally,
    /// Where the whole card of a rule was shown: `launch.md:12`.
    told: BTreeMap<String, String>,
}

impl Human {
    /// Draws with colours or without.
    #[must_use]
    pub(super) fn new(colour: bool) -> Self {
        let theme = if colour {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(WIDTH)
            .with_links(false)
            .without_syntax_highlighting()
            .with_context_lines(1);
        Self {
            handler,
            run: None,
            counts: Tally::default(),
            told: BTreeMap::new(),
        }
    }

    fn list_shown(&self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let Some(show) = self.run.as_ref().map(|run| run.show) else {
            return Ok(());
        };
        let path = visible(&file.path);
        if show.approved {
            for item in &file.approved {
                writeln!(
                    out,
                    "  {path}:{}  “{}” is approved: {}",
                    item.line,
                    visible(&item.text),
                    item.rule
                )?;
            }
        }
        if show.cleared {
            for item in &file.cleared {
                let by = visible(&item.by);
                writeln!(
                    out,
                    "  {path}:{}  “{}” was let through: {by}  ({})",
                    item.line,
                    visible(&item.text),
                    item.rule
                )?;
            }
            for item in &file.suppressed {
                let reason = visible(&item.reason);
                writeln!(
                    out,
                    "  {path}  “{}” was set aside ({}): {reason}  ({})",
                    visible(&item.text),
                    item.kind,
                    item.rule
                )?;
            }
        }
        Ok(())
    }
}

impl Reporter for Human {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        self.counts.add(file);
        self.list_shown(file, out)?;
        if file.findings.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}\n", visible(&file.path))?;
        let lines = LineIndex::new(&file.source.text);
        for (finding, elsewhere) in repeats::shown(&file.findings) {
            let here = match &finding.location {
                Some(location) => format!("{}: {location}", file.path),
                None => format!("{}:{}", file.path, finding.start.line),
            };
            let told = self.told.get(&finding.rule).cloned();
            let card = Card::new(file, &lines, finding, told.as_deref(), &elsewhere);
            if told.is_none() {
                self.told.insert(finding.rule.clone(), here);
            }
            let mut drawn = String::new();
            let handler = match finding.location {
                // Lines and columns mean nothing there.
                Some(_) => &self.handler.clone().without_primary_span_start(),
                None => &self.handler,
            };
            if handler.render_report(&mut drawn, &card).is_err() {
                // miette fails only if it cannot write to the string, which cannot happen; the words
                // of the finding must reach the reader all the same.
                drawn = format!("  {card}\n");
            }
            writeln!(out, "{}", drawn.trim_matches('\n'))?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn unread(&mut self, _path: &str, _reason: &str, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        match &self.run {
            Some(run) => self.counts.write(run, summary, out),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::source::Source;
    use crate::finding::{Finding, Kind, Suggestion};
    use crate::position::{DiskSpan, SourceSpan};
    use crate::wordlist::model::Severity;

    fn finding(text: &str, words: &[&str], evidence: &[&str]) -> Finding {
        let place = |words: &str| {
            let start = text.find(words).unwrap();
            SourceSpan::new(start, start + words.len())
        };
        let segments: Vec<_> = words.iter().map(|words| place(words)).collect();
        let span = SourceSpan::new(segments[0].start, segments[segments.len() - 1].end);
        let lines = LineIndex::new(text);
        Finding {
            rule: "memo/enable-access".into(),
            kind: Kind::Forbidden,
            severity: Severity::Error,
            draft: false,
            text: words.join(" "),
            message: format!("“{}” may not be said of OpenAI", words.join(" ")),
            because: Some("Suggests that OpenAI’s models are sold through AWS.".into()),
            advice: None,
            owner: Some("Brand Legal <brand-legal@example.com>".into()),
            source: crate::wordlist::model::Source {
                title: "Staff memo".into(),
                ..Default::default()
            },
            enforced: None,
            span,
            disk: DiskSpan::new(span.start, span.end),
            disk_segments: Vec::new(),
            segments,
            start: lines.place(span.start, text),
            end: lines.place(span.end, text),
            evidence: evidence
                .iter()
                .map(|words| ((*words).to_owned(), place(words)))
                .collect(),
            also: Vec::new(),
            location: None,
            fingerprint: String::new(),
            suggestions: vec![Suggestion {
                text: "integrates with ChatGPT".into(),
                safe: true,
                because: None,
                replaces: String::new(),
                edits: Vec::new(),
            }],
        }
    }

    fn drawn(text: &str, findings: Vec<Finding>) -> String {
        let file = FileReport {
            path: "launch.md".into(),
            source: Arc::new(Source::from_text(text.into())),
            counts: Vec::new(),
            findings,
            approved: Vec::new(),
            cleared: Vec::new(),
            suppressed: Vec::new(),
            coming: Vec::new(),
            notices: Vec::new(),
        };
        let mut out = Vec::new();
        Human::new(false).file(&file, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_card_shows_the_line_the_words_and_the_name_nearby() {
        let text =
            "# Launch\n\nThe Stateful Runtime **enables access** to ChatGPT for every team.\n";
        let card = drawn(text, vec![finding(text, &["enables access"], &["ChatGPT"])]);
        let expected = "launch.md\n\n  × “enables access” may not be said of OpenAI\n   ╭─[launch.md:3:24]\n \
            3 │ The Stateful Runtime **enables access** to ChatGPT for every team.\n   \
            ·                        ───────┬──────      ───┬───\n   \
            ·                               │               ╰── ChatGPT is named here\n   \
            ·                               ╰── write “integrates with ChatGPT”\n   ╰────\n  \
            help: copydesk fix makes it “integrates with ChatGPT”\n        \
            why   Suggests that OpenAI’s models are sold through AWS.\n        \
            who   Staff memo\n        ask   Brand Legal <brand-legal@example.com>\n        \
            rule  memo/enable-access\n\n";
        assert_eq!(card, expected);
    }

    #[test]
    fn words_over_a_line_break_are_underlined_piece_by_piece() {
        let text = "Last year we **enabled\naccess** to OpenAI’s models.\n";
        let card = drawn(text, vec![finding(text, &["enabled\naccess"], &[])]);
        assert!(card.contains(" 1 │ Last year we **enabled\n"), "{card}");
        assert!(
            card.contains("   · ───┬──\n") || card.contains("   · ──────\n"),
            "{card}"
        );
        assert!(!card.contains("╭─▶"), "{card}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_words_and_keeps_its_column() {
        let text = format!(
            "{}enables access to ChatGPT {}",
            "word ".repeat(2000),
            "word ".repeat(2000)
        );
        let card = drawn(
            &text,
            vec![finding(&text, &["enables access"], &["ChatGPT"])],
        );
        assert!(card.contains("[launch.md:1:10001]"), "{card}");
        assert!(
            card.lines().all(|line| line.chars().count() <= WIDTH),
            "{card}"
        );
        assert!(
            card.contains("…") && card.contains("enables access to ChatGPT"),
            "{card}"
        );
    }

    #[test]
    fn what_could_drive_a_terminal_is_written_out() {
        let text = "\u{1b}[31mIt enables access to \u{202e}ChatGPT\n";
        let card = drawn(text, vec![finding(text, &["enables access"], &["ChatGPT"])]);
        assert!(
            !card.contains('\u{1b}') && !card.contains('\u{202e}'),
            "{card}"
        );
        assert!(card.contains("\\u{1b}[31mIt enables access"), "{card}");
    }
}
