//! The closing lines of a run: what was counted, in words.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::tally::{PATHS_NAMED, Tally, WEIGHTS, WORST};
use super::unseen::unseen;
use super::visible::visible;
use super::{Coming, RunInfo, Summary, wording};
use crate::wordlist::model::Severity;

/// How many files that were not read are named one by one; more are put together by their reasons.
const UNREAD_NAMED: usize = 10;
/// From how many findings on a first run is told about baselines.
const MANY: usize = 50;

impl Tally {
    /// Writes the closing lines.
    pub(super) fn write(
        &self,
        run: &RunInfo,
        summary: &Summary,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.in_short(run, summary))?;
        if self.findings > 0 {
            writeln!(out)?;
            self.write_rules(out)?;
        }
        self.write_rest(run, summary, out)?;
        if self.fixable > 0 {
            let person = self.findings - self.fixable;
            writeln!(
                out,
                "\ncopydesk fix rewrites {} of these{}.",
                self.fixable,
                needs_a_person(person)
            )?;
        }
        if self.findings > MANY {
            writeln!(
                out,
                "\nToo many to start with? copydesk check --write-baseline .copydesk-baseline.json keeps \
                 today's and reports only new ones."
            )?;
        }
        Ok(())
    }

    /// One sentence: how much was found, in how many files.
    #[must_use]
    pub(super) fn in_short(&self, run: &RunInfo, summary: &Summary) -> String {
        if self.findings == 0 {
            Self::nothing_found(run, summary)
        } else {
            self.headline(summary)
        }
    }

    fn nothing_found(run: &RunInfo, summary: &Summary) -> String {
        if summary.checked == 0 && summary.unread.is_empty() && summary.excluded > 0 {
            return format!(
                "Nothing to check: {} excluded by the config.",
                files_are(summary.excluded)
            );
        }
        format!(
            "No findings in {} ({} skipped, {} not read; {}, {}).",
            wording::count(summary.checked, "file"),
            summary.skipped.values().sum::<usize>(),
            summary.unread.len(),
            wording::count(run.lists.len(), "list"),
            wording::count(run.rules, "rule"),
        )
    }

    fn headline(&self, summary: &Summary) -> String {
        let counts: Vec<(Severity, usize)> = self
            .rules
            .values()
            .flatten()
            .map(|(weight, rule)| (weight.0, rule.findings))
            .collect();
        let unread = match summary.unread.len() {
            0 => String::new(),
            1 => " 1 file was not read.".to_owned(),
            many => format!(" {many} files were not read."),
        };
        format!(
            "{} in {} of {}.{unread}",
            wording::tally(&counts),
            self.files_with_findings,
            wording::count(summary.checked, "file")
        )
    }

    fn write_rules(&self, out: &mut dyn Write) -> io::Result<()> {
        let width = self.rules.keys().map(String::len).max().unwrap_or(0);
        for (weight, name, rule) in self.by_weight() {
            let more = rule.files.saturating_sub(rule.named.len());
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let named: Vec<_> = rule.named.iter().map(|path| visible(path)).collect();
            writeln!(
                out,
                "{:>5}  {:<11}{name:<width$}   {}{more}",
                rule.findings,
                wording::severity(weight.0),
                named.join(", ")
            )?;
        }
        Ok(())
    }

    /// What was left out, let through or is to come, and by which lists: each with its name.
    #[must_use]
    pub(super) fn beside(&self, run: &RunInfo, summary: &Summary) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if !summary.skipped.is_empty() {
            lines.push(("skipped", skipped(&summary.skipped)));
        }
        if summary.excluded > 0 {
            lines.push((
                "excluded",
                format!("{} by the config", files_are(summary.excluded)),
            ));
        }
        let let_through = self.let_through();
        if !let_through.is_empty() {
            let hint = if run.show.cleared {
                ""
            } else {
                ". --show-cleared lists them"
            };
            lines.push(("let through", format!("{let_through}{hint}.")));
        }
        if !self.approved.is_empty() {
            let number: usize = self.approved.values().sum();
            lines.push((
                "approved",
                wording::count(number, "use") + " of approved wording",
            ));
        }
        for (coming, places) in &self.coming {
            lines.push(("coming", coming_line(coming, *places)));
        }
        lines.push(("lists", lists(run)));
        lines.push(("", for_whom(run)));
        lines
    }

    fn write_rest(&self, run: &RunInfo, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut lines: Vec<(&str, String)> = Vec::new();
        if self.files_with_findings > WORST {
            let most = self.worst.iter();
            lines.extend(most.map(|(counts, path)| {
                let tally = wording::tally(&WEIGHTS.into_iter().zip(*counts).collect::<Vec<_>>());
                ("most in", format!("{}: {tally}", visible(path)))
            }));
        }
        lines.extend(unread(summary).into_iter().map(|line| ("not read", line)));
        let unseen = unseen(summary).into_iter();
        lines.extend(unseen.map(|line| ("not seen", visible(&line).into_owned())));
        for trouble in &summary.troubles {
            lines.push(("not done", visible(trouble).into_owned()));
        }
        lines.extend(self.beside(run, summary));
        if self.findings > 0 || lines.len() > 2 {
            writeln!(out)?;
        }
        let mut before = "";
        for (what, line) in &lines {
            let shown = if *what == before { "" } else { what };
            before = what;
            writeln!(out, "  {shown:<13}{line}")?;
        }
        Ok(())
    }

    fn let_through(&self) -> String {
        let said = |(by, number): (&String, &usize)| match by.as_str() {
            by if by.contains('/') => format!("{number} inside approved wording ({by})"),
            "phrase" => format!("{number} said in a way that the rule excepts"),
            "near" => format!("{number} beside what the rule excepts"),
            by => format!("{number} {by}"),
        };
        self.suppressed
            .iter()
            .map(|aside| self.said_suppressed(aside))
            .chain(self.cleared.iter().map(said))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn said_suppressed(&self, (kind, number): (&String, &usize)) -> String {
        match (kind.as_str(), self.next_end) {
            ("unchanged", _) => format!("{number} on lines that have not changed"),
            ("baseline", _) if self.baseline_errors == 0 => format!("{number} in the baseline"),
            ("baseline", _) => {
                let errors = wording::count(self.baseline_errors, "error");
                format!("{number} in the baseline ({errors})")
            }
            ("waiver", Some(end)) if *number == 1 => {
                format!("1 waived (until {})", wording::iso(end))
            }
            ("waiver", Some(end)) => {
                format!("{number} waived (the next ends {})", wording::iso(end))
            }
            _ => format!("{number} ignored in the text"),
        }
    }
}

/// Files that were not read, one by one or, if they are many, by their reasons: the most frequent first.
fn unread(summary: &Summary) -> Vec<String> {
    let files = summary.unread.iter();
    if summary.unread.len() <= UNREAD_NAMED {
        let line =
            |(path, reason): &(String, String)| format!("{}: {}", visible(path), visible(reason));
        return files.map(line).collect();
    }
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, reason) in files {
        let paths = reasons.entry(reason).or_default();
        paths.push(visible(path).into_owned());
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, paths)| std::cmp::Reverse(paths.len()));
    let line = |(reason, paths): (&str, Vec<String>)| {
        let named = wording::some(&paths, PATHS_NAMED, ", ");
        let files = wording::count(paths.len(), "file");
        format!("{files}: {} ({named})", visible(reason))
    };
    reasons.into_iter().map(line).collect()
}

fn coming_line(coming: &Coming, places: usize) -> String {
    let mut said = format!("{}: {}", coming.rule, wording::count(places, "place"));
    if let Some(from) = coming.from {
        said = format!("{said}, shown from {}", wording::iso(from));
    }
    if let Some(enforced) = coming.enforced {
        said = format!("{said}, in full from {}", wording::iso(enforced));
    }
    said
}

fn files_are(number: usize) -> String {
    format!(
        "{} {}",
        wording::count(number, "file"),
        if number == 1 { "is" } else { "are" }
    )
}

fn needs_a_person(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "; 1 needs a person".to_owned(),
        many => format!("; {many} need a person"),
    }
}

fn skipped(by_ending: &BTreeMap<String, usize>) -> String {
    let mut kinds: Vec<_> = by_ending.iter().collect();
    kinds.sort_by_key(|(ending, number)| (std::cmp::Reverse(**number), ending.as_str()));
    let total: usize = by_ending.values().sum();
    let named: Vec<_> = kinds
        .iter()
        .take(6)
        .map(|(ending, number)| match ending.as_str() {
            "" => format!("without ending {number}"),
            ending => format!("{} {number}", visible(ending)),
        })
        .collect();
    let more = if kinds.len() > 6 { ", …" } else { "" };
    format!(
        "{} not copy ({}{more})",
        wording::count(total, "file") + if total == 1 { " that is" } else { " that are" },
        named.join(", ")
    )
}

fn lists(run: &RunInfo) -> String {
    let said: Vec<_> = run
        .lists
        .iter()
        .map(|list| {
            let name = list.path.as_deref().unwrap_or(&list.name);
            let version = list
                .version
                .as_ref()
                .map_or(String::new(), |version| format!(" {version}"));
            format!(
                "{}{} ({})",
                visible(name),
                visible(&version),
                list.digest.get(..8).unwrap_or(&list.digest)
            )
        })
        .collect();
    said.join(", ")
}

fn for_whom(run: &RunInfo) -> String {
    let named: Vec<&str> = [&run.audience, &run.channel, &run.market]
        .into_iter()
        .filter_map(|value| value.as_deref())
        .collect();
    let mut said = named.join(", ");
    if !said.is_empty() {
        said.push_str(", ");
    }
    format!("{said}as of {} UTC", wording::iso(run.as_of))
}
