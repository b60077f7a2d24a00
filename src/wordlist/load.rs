//! From YAML to a [`Wordlist`]: everything that is wrong with a list, said at once.
//!
//! Only text comes in; files are read by the callers. What needs other lists (names, changes to
//! their rules) or the phrase language is looked at by [`super::ruleset`].

pub mod parts;
mod rule;

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::fields::{self, Fields};
use super::keys;
use super::late::Late;
use super::model::{At, Defaults, Rule, Source, VerbForms, Verdict, Wordlist};
use super::problem::{File, Problem, Problems};
use super::ready::{Ready, StoredList};
use super::yaml::{self, Node, Value};

/// A list that can be used.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What it says.
    pub list: Late<Wordlist, StoredList>,
    /// Its YAML.
    pub file: Arc<File>,
    /// SHA-256 of its bytes, in hex.
    pub digest: String,
    /// Its path as given; none if it is built in.
    pub path: Option<String>,
    /// What its writer should look at.
    pub warnings: Vec<Problem>,
    /// What it is in a stack, if it is built in.
    pub ready: Option<Arc<Ready<'static>>>,
}

impl Loaded {
    /// Gives it another name.
    pub fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.list.name);
        // What was stored has its name in every rule.
        self.ready = None;
    }
}

/// Where a list's text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A file, by its path as given.
    Path(&'a str),
    /// The tool itself, by the list's name.
    BuiltIn(&'a str),
}

impl Origin<'_> {
    /// The file that problems point into.
    #[must_use]
    pub fn file(&self, text: &str) -> Arc<File> {
        match self {
            Self::Path(path) => File::new(*path, text),
            Self::BuiltIn(name) => File::new(built_in(name), text),
        }
    }

    fn default_name(&self) -> String {
        match self {
            Self::BuiltIn(name) => (*name).to_owned(),
            Self::Path(path) => {
                let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
                let stem = file
                    .strip_suffix(".yaml")
                    .or_else(|| file.strip_suffix(".yml"))
                    .unwrap_or(file);
                slug(stem)
            }
        }
    }
}

/// What the YAML of a built-in list is called.
#[must_use]
pub fn built_in(name: &str) -> String {
    format!("{name} (built in)")
}

/// Reads a list.
///
/// # Errors
/// All problems of the list, warnings too, if one of them is an error.
pub fn load(text: &str, origin: Origin<'_>) -> Result<Loaded, Vec<Problem>> {
    let file = origin.file(text);
    let mut problems = Problems::new(&file);
    let root = yaml::read(&file).map_err(|problem| vec![*problem])?;
    let mut list = read_list(&root, &mut problems);
    if list.name.is_empty() {
        list.name = origin.default_name();
    }
    let found = problems.found;
    if found.iter().any(Problem::is_error) {
        return Err(found);
    }
    Ok(Loaded {
        list: list.into(),
        file,
        digest: digest(text.as_bytes()),
        path: match origin {
            Origin::Path(path) => Some(path.to_owned()),
            Origin::BuiltIn(_) => None,
        },
        warnings: found,
        ready: None,
    })
}

/// SHA-256 of `bytes`, in hex.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Letters and digits of `text`, lower-case, everything else a hyphen: `powered by @openai` becomes
/// `powered-by-openai`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars() {
        // Apostrophes stand inside words.
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !matches!(letter, '\'' | '’' | '\u{ad}')
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn read_list(root: &Node, problems: &mut Problems) -> Wordlist {
    let mut list = Wordlist::default();
    if matches!(root.value, Value::Null) {
        problems.error(
            root.at.clone(),
            "this list is empty",
            "nothing is written here",
            "write   forbid:\n          - enables access -> integrates with",
        );
        return list;
    }
    let Some(mut map) = Fields::read(root, &keys::LIST, problems) else {
        return list;
    };
    if let Some(name) = map.text_at("wordlist", problems) {
        let right = slug(&name.value);
        if right != name.value {
            problems.error(
                name.range(),
                "a list's name is lower-case letters, digits and hyphens",
                "it stands before the / of every rule's id",
                format!("write   wordlist: {right}"),
            );
        }
        list.name = name.value;
    }
    list.title = map.text("title", problems);
    list.version = map.text("version", problems);
    list.language = map.text("language", problems);
    let markets = map.texts("market", problems);
    if !markets.is_empty() {
        let markets: Vec<String> = markets.into_iter().map(|market| market.value).collect();
        list.market = Some(markets.join(", "));
    }
    list.notice = map.text("notice", problems);
    list.seen_in = map
        .get("seen-in")
        .and_then(|node| source(node, problems))
        .map(|source| source.value);
    list.sources = sources(map.get("sources"), list.seen_in.as_ref(), problems);
    list.defaults = map
        .get("defaults")
        .map(|node| defaults(node, problems))
        .unwrap_or_default();
    if let Some(node) = map.get("names") {
        list.names = parts::name_map(node, problems);
    }
    list.verbs = verbs(map.get("verbs"), problems);
    // Rules are kept in the order of the file, so that a report of the list reads as its writer
    // wrote it.
    let order: Vec<&'static str> = map.names().collect();
    for verdict in [Verdict::Approve, Verdict::Forbid, Verdict::Require] {
        let Some(node) = map.get(verdict.word()) else {
            continue;
        };
        if !matches!(node.value, Value::Null) {
            for item in fields::items(node) {
                list.rules.extend(rule::rule(item, verdict, problems));
            }
        }
    }
    list.rules
        .sort_by_key(|rule| order.iter().position(|name| *name == rule.verdict.word()));
    if let Some(node) = map.get("rules") {
        list.changes = parts::change_map(node, problems);
    }
    map.done();
    check_ids(&list.rules, problems);
    check_sources(&list, problems);
    list
}

fn check_ids(rules: &[Rule], problems: &mut Problems) {
    let mut first: BTreeMap<&str, &Rule> = BTreeMap::new();
    for rule in rules {
        let Some(earlier) = first.insert(&rule.id, rule) else {
            continue;
        };
        let place = |rule: &Rule| rule.phrases.first().map_or(rule.at.0..rule.at.1, At::range);
        problems.push(
            Problem::error(
                &problems.file,
                place(rule),
                format!("two rules have the id “{}”", rule.id),
            )
            .label("the second")
            .and(place(earlier), "the first")
            .help("give one of them an id of its own:   id: …"),
        );
    }
}

fn check_sources(list: &Wordlist, problems: &mut Problems) {
    let used = list.rules.iter().filter_map(|rule| rule.source.as_ref());
    for used in used.chain(&list.defaults.source) {
        if list.sources.contains_key(&used.value) {
            continue;
        }
        let known = || list.sources.keys().map(String::as_str);
        let meant = super::problem::did_you_mean(&used.value, known());
        let help = if list.sources.is_empty() {
            format!(
                "say what it is:   sources: {{{}: {{title: …}}}}",
                slug(&used.value)
            )
        } else {
            format!("known: {}", super::problem::listed(known()))
        };
        problems.error(
            used.range(),
            format!("this list has no source “{}”", fields::clip(&used.value)),
            meant.unwrap_or_else(|| "not known".to_owned()),
            help,
        );
    }
}

fn sources(
    node: Option<&Node>,
    seen_in: Option<&Source>,
    problems: &mut Problems,
) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    for (key, value) in parts::entries(node, "sources", problems) {
        if let Some(read) = source(value, problems) {
            let mut read = read.value;
            if read.seen_in.is_none() {
                read.seen_in = seen_in.cloned().map(Box::new);
            }
            sources.insert(key.value, read);
        }
    }
    sources
}

fn source(node: &Node, problems: &mut Problems) -> Option<At<Source>> {
    if !matches!(node.value, Value::Map(_)) {
        let title = fields::text(node, "title", problems)?.value;
        return Some(fields::at(
            Source {
                title,
                ..Source::default()
            },
            node,
        ));
    }
    let mut map = Fields::read(node, &keys::SOURCE, problems)?;
    let title = map.text("title", problems);
    let source = Source {
        title: title.clone().unwrap_or_default(),
        publisher: map.text("publisher", problems),
        kind: map.text("kind", problems),
        date: map.text("date", problems),
        clause: map.text("clause", problems),
        url: map.text("url", problems),
        seen_in: map
            .get("seen-in")
            .and_then(|node| self::source(node, problems))
            .map(|source| Box::new(source.value)),
    };
    map.done();
    if title.is_none() {
        problems.error(
            node.at.clone(),
            "a source needs a title",
            "none is given",
            "write   title: …",
        );
    }
    Some(fields::at(source, node))
}

fn defaults(node: &Node, problems: &mut Problems) -> Defaults {
    let Some(mut map) = Fields::read(node, &keys::DEFAULTS, problems) else {
        return Defaults::default();
    };
    let defaults = Defaults {
        severity: map.severity("severity", problems),
        source: map.text_at("source", problems),
        owner: map.text("owner", problems),
        audience: map.texts("audience", problems),
        channel: map.texts("channel", problems),
        market: map.texts("market", problems),
        effective: map
            .get("effective")
            .and_then(|node| parts::effective(node, problems)),
        review_by: map.day("review-by", problems),
    };
    map.done();
    defaults
}

fn verbs(node: Option<&Node>, problems: &mut Problems) -> BTreeMap<String, VerbForms> {
    let mut verbs = BTreeMap::new();
    for (key, value) in parts::entries(node, "verbs", problems) {
        let Some(mut map) = Fields::read(value, &keys::VERB, problems) else {
            continue;
        };
        let forms = VerbForms {
            s: map.text("s", problems),
            past: map.text("past", problems),
            done: map.text("done", problems),
            ing: map.text("ing", problems),
        };
        map.done();
        verbs.insert(key.value, forms);
    }
    verbs
}

#[cfg(test)]
mod tests;
