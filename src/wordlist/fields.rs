//! The keys and values of one YAML map, held against the table of keys.
//!
//! Readers ask for values here; what they do not ask for, and what the table does not know, cannot
//! pass unnoticed.

use std::ops::Range;

use super::keys::{Key, Shape};
use super::model::{At, Day, Place, Severity, Within};
use super::problem::{Problem, Problems, did_you_mean, listed};
use super::traps;
use super::yaml::{Node, Value};

/// The entries of a map.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: Vec<(&'static str, &'n Node, &'n Node)>,
    shape: &'static Shape,
    asked: Vec<&'static str>,
    /// The bytes of the whole map.
    pub at: Range<usize>,
}

impl<'n> Fields<'n> {
    /// Reads the entries of `node`; says which keys are unknown or stand twice. `None` if it is no map.
    pub fn read(node: &'n Node, shape: &'static Shape, problems: &mut Problems) -> Option<Self> {
        let Value::Map(written) = &node.value else {
            let names = shape.keys.iter().map(|key| key.name);
            problems.error(
                node.at.clone(),
                format!("{} is needed here, with its keys", shape.what),
                "not a map",
                format!("it may have: {}", listed(names)),
            );
            return None;
        };
        let mut entries: Vec<(&'static str, &Node, &Node)> = Vec::with_capacity(written.len());
        for (key, value) in written {
            let Some(known) = known_key(key, shape, problems) else {
                continue;
            };
            if let Some((_, first, _)) = entries.iter().find(|entry| entry.0 == known.name) {
                let problem = Problem::error(
                    &problems.file,
                    key.at.clone(),
                    format!("{} has {} twice", shape.what, known.name),
                );
                problems.push(
                    problem
                        .label("here again")
                        .and(first.at.clone(), "first here")
                        .help("remove one of them, or join what they say"),
                );
            } else {
                entries.push((known.name, key, value));
            }
        }
        Some(Self {
            entries,
            shape,
            asked: Vec::new(),
            at: node.at.clone(),
        })
    }

    /// The value of `name`, if it is there.
    pub fn get(&mut self, name: &'static str) -> Option<&'n Node> {
        debug_assert!(
            self.shape.keys.iter().any(|key| key.name == name),
            "{name} is not in the table of keys of {}",
            self.shape.what
        );
        self.asked.push(name);
        self.entries
            .iter()
            .find(|entry| entry.0 == name)
            .map(|entry| entry.2)
    }

    /// The bytes of the key `name`, if it is there.
    #[must_use]
    pub fn key_at(&self, name: &str) -> Option<Range<usize>> {
        self.entries
            .iter()
            .find(|entry| entry.0 == name)
            .map(|entry| entry.1.at.clone())
    }

    /// The names of the keys, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|entry| entry.0)
    }

    /// To be called when everything was asked for: a key of the table that no reader knows would
    /// be accepted and ignored.
    pub fn done(self) {
        debug_assert!(
            self.shape
                .keys
                .iter()
                .all(|key| self.asked.contains(&key.name)),
            "no reader asks for some key of {}: {:?}",
            self.shape.what,
            self.asked
        );
    }

    /// The text of `name`.
    pub fn text(&mut self, name: &'static str, problems: &mut Problems) -> Option<String> {
        self.text_at(name, problems).map(|text| text.value)
    }

    /// The text of `name`, with its place.
    pub fn text_at(&mut self, name: &'static str, problems: &mut Problems) -> Option<At<String>> {
        let node = self.get(name)?;
        text(node, "text", problems)
    }

    /// The one or several texts of `name`.
    pub fn texts(&mut self, name: &'static str, problems: &mut Problems) -> Vec<At<String>> {
        self.get(name)
            .map(|node| texts(node, "text", problems))
            .unwrap_or_default()
    }

    /// The one or several phrases of `name`.
    pub fn phrases(&mut self, name: &'static str, problems: &mut Problems) -> Vec<At<String>> {
        self.get(name)
            .map(|node| phrases(node, "phrase", problems))
            .unwrap_or_default()
    }

    /// The `true` or `false` of `name`.
    pub fn flag(&mut self, name: &'static str, problems: &mut Problems) -> Option<bool> {
        let node = self.get(name)?;
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        problems.error(
            node.at.clone(),
            format!("{name} is true or false"),
            "neither",
            format!("write   {name}: true"),
        );
        None
    }

    /// The whole number of `name`.
    pub fn number(&mut self, name: &'static str, problems: &mut Problems) -> Option<u64> {
        let node = self.get(name)?;
        let number = node.raw(&problems.file.yaml).trim().parse().ok();
        if number.is_none() {
            problems.error(
                node.at.clone(),
                format!("{name} is a whole number"),
                "not a whole number",
                format!("write   {name}: 100"),
            );
        }
        number
    }

    /// The day of `name`.
    pub fn day(&mut self, name: &'static str, problems: &mut Problems) -> Option<At<Day>> {
        let node = self.get(name)?;
        let raw = node.raw(&problems.file.yaml);
        let written = node.text().unwrap_or(raw);
        if let Some(day) = Day::parse(written) {
            return Some(at(day, node));
        }
        problems.error(
            node.at.clone(),
            format!("{name} is a day"),
            "not a day of the calendar",
            format!("write it as year-month-day:   {name}: 2026-12-31"),
        );
        None
    }

    /// The word of `name`, one of `words`.
    pub fn choice(
        &mut self,
        name: &'static str,
        words: &'static [&'static str],
        problems: &mut Problems,
    ) -> Option<&'static str> {
        let node = self.get(name)?;
        choice(node, words, problems)
    }

    /// The one or several words of `name`, each one of `words`.
    pub fn choices(
        &mut self,
        name: &'static str,
        words: &'static [&'static str],
        problems: &mut Problems,
    ) -> Vec<&'static str> {
        self.get(name)
            .map(|node| {
                items(node)
                    .iter()
                    .filter_map(|item| choice(item, words, problems))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// The weight of `name`.
    pub fn severity(&mut self, name: &'static str, problems: &mut Problems) -> Option<Severity> {
        self.choice(name, super::keys::SEVERITIES, problems)
            .and_then(Severity::from_word)
    }

    /// The kinds of blocks of `name`.
    pub fn places(&mut self, name: &'static str, problems: &mut Problems) -> Vec<Place> {
        let words = self.choices(name, super::keys::PLACES, problems);
        words.into_iter().filter_map(Place::from_word).collect()
    }

    /// The distances of `name`.
    pub fn withins(&mut self, name: &'static str, problems: &mut Problems) -> Vec<Within> {
        let words = self.choices(name, super::keys::NEAR_WITHIN, problems);
        words.into_iter().filter_map(Within::from_word).collect()
    }
}

fn known_key(key: &Node, shape: &'static Shape, problems: &mut Problems) -> Option<&'static Key> {
    let written = key.text().unwrap_or_else(|| key.raw(&problems.file.yaml));
    let found = shape
        .keys
        .iter()
        .find(|known| known.name == written || known.also == Some(written));
    if found.is_none() {
        let names = || shape.keys.iter().map(|key| key.name);
        problems.push(
            Problem::error(
                &problems.file,
                key.at.clone(),
                format!("{} has no key “{written}”", shape.what),
            )
            .label(did_you_mean(written, names()).unwrap_or_else(|| "not known".to_owned()))
            .help(format!("it may have: {}", listed(names()))),
        );
    }
    found
}

/// A value with the place of its node.
pub fn at<T>(value: T, node: &Node) -> At<T> {
    At {
        value,
        start: node.at.start,
        end: node.at.end,
    }
}

/// The items of a list; one value is a list of one, nothing is a list of none.
#[must_use]
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Seq(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// Text for people. A number is taken as it was written; `what` names it in messages.
pub fn text(node: &Node, what: &str, problems: &mut Problems) -> Option<At<String>> {
    match &node.value {
        Value::Number => Some(at(node.raw(&problems.file.yaml).to_owned(), node)),
        _ => phrase(node, what, problems),
    }
}

/// One or several texts.
pub fn texts(node: &Node, what: &str, problems: &mut Problems) -> Vec<At<String>> {
    items(node)
        .iter()
        .filter_map(|item| text(item, what, problems))
        .collect()
}

/// A phrase: text, and nothing that YAML made something else of.
pub fn phrase(node: &Node, what: &str, problems: &mut Problems) -> Option<At<String>> {
    let Value::Text(text) = &node.value else {
        problems.push(traps::not_text(&problems.file, node, what));
        return None;
    };
    if let Some(problem) = traps::cut_short(&problems.file, node) {
        problems.push(problem);
        return None;
    }
    if text.trim().is_empty() {
        problems.error(
            node.at.clone(),
            format!("this {what} is empty"),
            "nothing between the quotes",
            "write it, or remove the line",
        );
        return None;
    }
    Some(at(text.clone(), node))
}

/// One or several phrases.
pub fn phrases(node: &Node, what: &str, problems: &mut Problems) -> Vec<At<String>> {
    items(node)
        .iter()
        .filter_map(|item| phrase(item, what, problems))
        .collect()
}

/// One of `words`.
pub fn choice(
    node: &Node,
    words: &'static [&'static str],
    problems: &mut Problems,
) -> Option<&'static str> {
    let written = node.text().unwrap_or_else(|| node.raw(&problems.file.yaml));
    if let Some(word) = words.iter().find(|&&word| word == written) {
        return Some(word);
    }
    let meant = did_you_mean(written, words.iter().copied());
    problems.error(
        node.at.clone(),
        format!("“{}” is not one of the words known here", clip(written)),
        meant.unwrap_or_else(|| "not known".to_owned()),
        format!("known: {}", listed(words.iter().copied())),
    );
    None
}

/// The first line of `text`, cut to what a message can hold.
#[must_use]
pub fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= 60 {
        return line.to_owned();
    }
    let mut clipped: String = line.chars().take(59).collect();
    clipped.push('…');
    clipped
}
