//! One finding, or the same finding in many places of a file, as an article of the page.

use std::collections::HashMap;
use std::io::{self, Write};

use super::context::Context;
use super::escape::{escape, is_web};
use super::wireframe::wireframe;
use crate::finding::{Finding, Suggestion};
use crate::place::Unit;
use crate::report::{FileReport, wording};

/// How many places are listed before it is said how many more there are.
const PLACES: usize = 200;

/// Findings of a file that say the same of the same words: a footer that stands on each slide.
pub(super) struct Card<'f> {
    context: Context,
    /// Never empty; in the order of the text.
    findings: Vec<&'f Finding>,
}

impl<'f> Card<'f> {
    /// Those of a file, in the order of the first finding of each.
    pub(super) fn all(file: &'f FileReport) -> Vec<Self> {
        let mut cards: Vec<Self> = Vec::new();
        let mut known: HashMap<(&str, &str, Context), usize> = HashMap::new();
        for finding in &file.findings {
            let context = Context::new(file, finding);
            let key = (
                finding.rule.as_str(),
                finding.message.as_str(),
                context.clone(),
            );
            let at = *known.entry(key).or_insert(cards.len());
            match cards.get_mut(at) {
                Some(card) => card.findings.push(finding),
                None => cards.push(Self {
                    context,
                    findings: vec![finding],
                }),
            }
        }
        cards
    }

    /// What makes it another card than that of another file: the rule, its weight, what it says, and the
    /// words.
    pub(super) fn said(&self) -> Vec<String> {
        let of = |finding: &&Finding| {
            let weight = wording::severity(finding.severity);
            let write = finding.suggestions.iter();
            let write: Vec<&str> = write.map(|suggestion| &*suggestion.text).collect();
            [
                finding.rule.clone(),
                weight.to_owned(),
                finding.message.clone(),
                finding.draft.to_string(),
                write.join("\n"),
            ]
        };
        let first = self.findings.first().map(of);
        let context = std::iter::once(self.context.to_string());
        first.into_iter().flatten().chain(context).collect()
    }

    /// Writes its beginning, up to where it stands; `number` is its own on the page.
    pub(super) fn write_head(&self, number: usize, out: &mut dyn Write) -> io::Result<()> {
        self.open("", &format!(" id=\"c{number}\""), out)?;
        self.write_places(out)
    }

    /// Writes it as one that stands in full as card `number`, in the file at `path`.
    pub(super) fn write_again(
        &self,
        number: usize,
        path: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.open(" again", "", out)?;
        self.write_places(out)?;
        writeln!(
            out,
            "<p class=\"place\">The same words as in <a class=\"same\" href=\"#c{number}\"><bdi>{}</bdi></a></p></article>",
            escape(path)
        )
    }

    fn open(&self, class: &str, id: &str, out: &mut dyn Write) -> io::Result<()> {
        let Some(finding) = self.findings.first() else {
            return Ok(());
        };
        let weight = wording::severity(finding.severity);
        let class = match self.drawing() {
            Some(_) if class.is_empty() => " drawn",
            _ => class,
        };
        let draft = if finding.draft { ", draft" } else { "" };
        write!(
            out,
            "<article class=\"card {weight}{class}\"{id} data-n=\"{}\" data-rule=\"{}\">\n\
             <h4><span class=\"weight\">{weight}{draft}</span> <bdi>{}</bdi></h4>\n",
            self.findings.len(),
            escape(&finding.rule),
            escape(&finding.message)
        )
    }

    fn drawing(&self) -> Option<String> {
        let location = self.findings.first()?.location.as_ref()?;
        wireframe(&location.place)
    }

    /// Writes what comes after its beginning.
    pub(super) fn write_rest(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(finding) = self.findings.first() else {
            return Ok(());
        };
        writeln!(
            out,
            "<blockquote dir=\"auto\">{}</blockquote>",
            self.context
        )?;
        if let Some(drawing) = self.drawing() {
            writeln!(out, "{drawing}")?;
        }
        write_reasons(finding, out)?;
        out.write_all(b"</article>\n")
    }

    /// All places, in words.
    pub(super) fn places(&self) -> Vec<String> {
        let all = self.findings.iter().flat_map(|found| places(found));
        all.collect()
    }

    /// Whether all places are slides, or what slides show.
    pub(super) fn is_on_slides(&self) -> bool {
        self.findings.iter().all(|finding| {
            let location = finding.location.as_ref();
            let unit = location.map(|location| location.place.unit);
            matches!(unit, Some(Unit::Slide | Unit::Master))
        })
    }

    /// Where it stands: one place in words, many as a number with a list to open.
    fn write_places(&self, out: &mut dyn Write) -> io::Result<()> {
        let places = self.places();
        if let [place] = places.as_slice() {
            return writeln!(out, "<p class=\"place\"><bdi>{}</bdi></p>", escape(place));
        }
        let on_slides = self.is_on_slides();
        let what = if on_slides { "On" } else { "In" };
        let unit = if on_slides { "slides" } else { "places" };
        write!(
            out,
            "<details class=\"place\"><summary>{what} {} {unit}</summary><ul>",
            places.len()
        )?;
        for place in places.iter().take(PLACES) {
            write!(out, "<li><bdi>{}</bdi></li>", escape(place))?;
        }
        if places.len() > PLACES {
            write!(out, "<li>and {} more</li>", places.len() - PLACES)?;
        }
        writeln!(out, "</ul></details>")
    }
}

/// Where a finding stands, in words: its own place, and others that show the same words. What a
/// master shows stands on its slides.
fn places(finding: &Finding) -> Vec<String> {
    let Some(location) = &finding.location else {
        return vec![format!("line {}", finding.start.line)];
    };
    let also = location.place.also.iter().map(ToString::to_string);
    if location.place.unit == Unit::Master && !location.place.also.is_empty() {
        return also.collect();
    }
    std::iter::once(location.words.clone())
        .chain(also)
        .collect()
}

fn write_reasons(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<dl>")?;
    for suggestion in &finding.suggestions {
        write_rewrite(suggestion, out)?;
    }
    let who = wording::who(&finding.source);
    let mut row = |name: &str, text: Option<&str>| match text {
        Some(text) => write!(out, "<dt>{name}</dt><dd><bdi>{}</bdi></dd>", escape(text)),
        None => Ok(()),
    };
    row("Do", finding.advice.as_deref())?;
    row("Why", finding.because.as_deref())?;
    match finding.source.url.as_deref().filter(|url| is_web(url)) {
        None => row("Says who", Some(&who))?,
        Some(url) => write!(
            out,
            "<dt>Says who</dt><dd><a href=\"{}\" rel=\"noopener noreferrer\">{}</a></dd>",
            escape(url),
            escape(&who)
        )?,
    }
    let mut row =
        |name: &str, text: &str| write!(out, "<dt>{name}</dt><dd><bdi>{}</bdi></dd>", escape(text));
    if let Some(owner) = &finding.owner {
        row("Ask", owner)?;
    }
    row("Rule", &finding.rule)?;
    if !finding.also.is_empty() {
        row("Also", &finding.also.join(", "))?;
    }
    out.write_all(b"</dl>\n")
}

fn write_rewrite(suggestion: &Suggestion, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<dt>Write</dt><dd class=\"rewrite\"><ins>{}</ins> instead of <del>{}</del>",
        escape(&suggestion.text),
        escape(&suggestion.replaces)
    )?;
    match suggestion.because.as_deref().filter(|_| !suggestion.safe) {
        Some(because) => write!(out, " <small>by hand: it {}</small></dd>", escape(because)),
        None => write!(out, "</dd>"),
    }
}
