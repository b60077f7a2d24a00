//! What stands on the page around the findings: the head, what was not read, the tables by rule and by
//! file, the filters, and what was left out.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape::escape;
use super::{FileRow, Html, RuleRow};
use crate::report::unseen::unseen;
use crate::report::{RunInfo, Summary, wording};
use crate::wordlist::model::Severity;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// How many files the table of those with most findings names.
const WORST: usize = 20;

/// Everything before the findings.
pub(super) fn write_before(
    html: &Html,
    run: &RunInfo,
    summary: &Summary,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_head(out)?;
    let verdict = html.counts.in_short(run, summary);
    write!(
        out,
        "<body>\n<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<header>\n\
         <h1>Wording report</h1>\n<p class=\"verdict\">{}</p>\n<p class=\"meta\">Judged as of {} UTC by copydesk {}</p>\n\
         </header>\n<main>\n",
        escape(&verdict),
        wording::long_day(run.as_of),
        env!("CARGO_PKG_VERSION"),
    )?;
    write_tiles(html, summary, out)?;
    write_unread(summary, out)?;
    write_rules(&html.rules, out)?;
    write_files(&html.files, out)?;
    write_findings_head(html, summary, out)
}

/// The policy admits the page's own style and script by their hashes, and nothing else: whatever a
/// file might smuggle in is not run.
fn write_head(out: &mut dyn Write) -> io::Result<()> {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
         script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Wording report</title>\n\
         <style>{STYLE}</style>\n</head>\n",
        hash(STYLE),
        hash(SCRIPT),
    )
}

/// The numbers that somebody in a hurry wants.
fn write_tiles(html: &Html, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let mut totals = [0; 3];
    for file in &html.files {
        for (total, own) in totals.iter_mut().zip(file.by_weight()) {
            *total += own;
        }
    }
    let tiles = [
        ("unread", summary.unread.len(), "not read"),
        ("error", totals[0], "errors"),
        ("warning", totals[1], "warnings"),
        ("suggestion", totals[2], "suggestions"),
        ("", html.files.len(), "files with findings"),
        ("", html.clean.len(), "files without"),
    ];
    out.write_all(b"<ul class=\"tiles\">")?;
    for (class, number, what) in tiles {
        let class = if number == 0 { "none" } else { class };
        write!(out, "<li class=\"{class}\"><b>{number}</b> {what}</li>")?;
    }
    out.write_all(b"</ul>\n")
}

/// What was not read, by reason, and what else could not be done or seen.
fn write_unread(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    if !summary.unread.is_empty() {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (path, reason) in &summary.unread {
            reasons.entry(reason).or_default().push(path);
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, paths)| Reverse(paths.len()));
        write!(
            out,
            "<section class=\"alarm\" id=\"unread\" aria-labelledby=\"unread-title\">\n<h2 id=\"unread-title\">Not read: {}</h2>\n\
             <p>Nothing was checked in {}. Whatever is said there, this report knows nothing of it.</p>\n",
            wording::count(summary.unread.len(), "file"),
            if summary.unread.len() == 1 {
                "this file"
            } else {
                "these files"
            },
        )?;
        for (reason, paths) in reasons {
            let number = wording::count(paths.len(), "file");
            write!(
                out,
                "<details{}><summary><bdi>{}</bdi> <span>{number}</span></summary><ul>",
                if summary.unread.len() > WORST {
                    ""
                } else {
                    " open"
                },
                escape(reason)
            )?;
            list(paths.into_iter(), out)?;
            out.write_all(b"</ul></details>\n")?;
        }
        out.write_all(b"</section>\n")?;
    }
    let unseen = unseen(summary);
    if !unseen.is_empty() {
        out.write_all(
            b"<section class=\"alarm mild\" aria-labelledby=\"unseen-title\">\n<h2 id=\"unseen-title\">Read, but not all of it</h2>\n",
        )?;
        // Long lists are folded: what comes below is to be met too.
        let (before, after) = match unseen.len() {
            number if number > WORST => {
                let places = wording::count(number, "place");
                let folded = format!("<details><summary>{places}</summary><ul>");
                (folded, "</ul></details>")
            }
            _ => ("<ul>".to_owned(), "</ul>"),
        };
        out.write_all(before.as_bytes())?;
        list(unseen.iter().map(String::as_str), out)?;
        writeln!(out, "{after}\n</section>")?;
    }
    if !summary.troubles.is_empty() {
        out.write_all(
            b"<section class=\"alarm\" aria-labelledby=\"troubles-title\">\n<h2 id=\"troubles-title\">Not done</h2>\n<ul>",
        )?;
        list(summary.troubles.iter().map(String::as_str), out)?;
        out.write_all(b"</ul>\n</section>\n")?;
    }
    Ok(())
}

fn list<'t>(items: impl Iterator<Item = &'t str>, out: &mut dyn Write) -> io::Result<()> {
    for item in items {
        write!(out, "<li><bdi>{}</bdi></li>", escape(item))?;
    }
    Ok(())
}

fn write_rules(rules: &BTreeMap<String, RuleRow>, out: &mut dyn Write) -> io::Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    let mut rules: Vec<_> = rules.iter().collect();
    rules.sort_by_key(|(name, rule)| (Reverse(rule.weight), Reverse(rule.findings), *name));
    out.write_all(
        b"<section id=\"rules\" aria-labelledby=\"rules-title\">\n<h2 id=\"rules-title\">By rule</h2>\n\
          <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"rules-title\"><table>\n<thead><tr><th scope=\"col\">Rule</th>\
          <th scope=\"col\">Weight</th><th scope=\"col\" class=\"number\">Findings</th><th scope=\"col\" class=\"number\">Files</th>\
          <th scope=\"col\">Why</th><th scope=\"col\">Says who</th><th scope=\"col\">Ask</th></tr></thead>\n<tbody>\n",
    )?;
    for (name, rule) in rules {
        let weight = wording::severity(rule.weight);
        writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"#findings\" data-rule=\"{name}\">{name}</a></th>\
             <td><span class=\"weight {weight}\">{weight}</span></td><td class=\"number\">{}</td><td class=\"number\">{}</td>\
             <td><bdi>{}</bdi></td><td><bdi>{}</bdi></td><td><bdi>{}</bdi></td></tr>",
            rule.findings,
            rule.files,
            escape(rule.because.as_deref().unwrap_or("")),
            escape(&rule.who),
            escape(rule.owner.as_deref().unwrap_or("")),
            name = escape(name),
        )?;
    }
    out.write_all(b"</tbody></table></div>\n</section>\n")
}

/// The files with most findings, the errors counting first.
fn write_files(files: &[FileRow], out: &mut dyn Write) -> io::Result<()> {
    if files.len() < 2 {
        return Ok(());
    }
    let mut worst: Vec<(usize, &FileRow)> = files.iter().enumerate().collect();
    worst.sort_by_key(|(at, file)| (Reverse(file.by_weight()), *at));
    out.write_all(
        b"<section id=\"files\" aria-labelledby=\"files-title\">\n<h2 id=\"files-title\">By file</h2>\n\
          <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"files-title\"><table>\n<thead><tr><th scope=\"col\">File</th>\
          <th scope=\"col\" class=\"number\">Errors</th><th scope=\"col\" class=\"number\">Warnings</th>\
          <th scope=\"col\" class=\"number\">Suggestions</th></tr></thead>\n<tbody>\n",
    )?;
    for (at, file) in worst.iter().take(WORST) {
        let [errors, warnings, suggestions] = file.by_weight();
        writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"#f{}\"><bdi>{}</bdi></a></th><td class=\"number\">{errors}</td>\
             <td class=\"number\">{warnings}</td><td class=\"number\">{suggestions}</td></tr>",
            at + 1,
            escape(&file.path),
        )?;
    }
    out.write_all(b"</tbody></table></div>\n")?;
    if worst.len() > WORST {
        let more = worst.len() - WORST;
        writeln!(out, "<p>… and {more} more with fewer, all below.</p>")?;
    }
    out.write_all(b"</section>\n")
}

/// The heading of the findings, and what narrows them down. That needs the script, which shows it.
fn write_findings_head(html: &Html, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"<section id=\"findings\" aria-labelledby=\"findings-title\" tabindex=\"-1\">\n<h2 id=\"findings-title\">Findings</h2>\n",
    )?;
    if html.files.is_empty() {
        let said = match (summary.checked, summary.unread.len()) {
            (0, _) => "No file was checked, so nothing can be said of any.",
            (_, 0) => "Nothing in the files that were checked goes against these lists.",
            _ => {
                "Nothing in the files that were checked goes against these lists. Those that were not read may."
            }
        };
        return writeln!(out, "<p class=\"empty\">{said}</p>");
    }
    out.write_all(b"<form id=\"filters\" role=\"search\" aria-label=\"Findings\" hidden>\n\
        <p><label for=\"words\">Words</label> <input id=\"words\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"in findings, reasons, places\"></p>\n\
        <p><label for=\"rule\">Rule</label> <select id=\"rule\"><option value=\"\">All</option></select></p>\n\
        <p><label for=\"file\">File</label> <select id=\"file\"><option value=\"\">All</option></select></p>\n\
        <fieldset><legend>Weight</legend>")?;
    for weight in [Severity::Error, Severity::Warning, Severity::Suggestion] {
        let weight = wording::severity(weight);
        write!(
            out,
            "<label><input type=\"checkbox\" name=\"weight\" value=\"{weight}\" checked> {weight}s</label> "
        )?;
    }
    out.write_all(b"</fieldset>\n\
        <fieldset><legend>Order</legend><label><input type=\"radio\" name=\"order\" value=\"file\" checked> by file</label> \
        <label><input type=\"radio\" name=\"order\" value=\"rule\"> by rule</label></fieldset>\n\
        <p class=\"actions\"><button type=\"reset\">Show all</button> <button type=\"button\" id=\"fold\" aria-pressed=\"false\">Fold all</button></p>\n\
        <p id=\"shown\" role=\"status\" aria-live=\"polite\"></p>\n</form>\n\
        <p id=\"none\" class=\"empty\" hidden>No finding is like that.</p>\n<div id=\"list\">\n")
}

/// Everything after the findings.
pub(super) fn write_after(
    html: &Html,
    run: &RunInfo,
    summary: &Summary,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !html.files.is_empty() {
        out.write_all(b"</div>\n")?;
    }
    out.write_all(b"</section>\n</main>\n<footer>\n<h2>About this run</h2>\n<dl>")?;
    for (name, text) in html.counts.beside(run, summary) {
        let name = if name.is_empty() { "for" } else { name };
        write!(out, "<dt>{name}</dt><dd><bdi>{}</bdi></dd>", escape(&text))?;
    }
    out.write_all(b"</dl>\n")?;
    if !html.clean.is_empty() {
        let number = wording::count(html.clean.len(), "file");
        write!(
            out,
            "<details><summary>{number} without findings</summary><ul>"
        )?;
        list(html.clean.iter().map(String::as_str), out)?;
        out.write_all(b"</ul></details>\n")?;
    }
    write!(
        out,
        "</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
}
