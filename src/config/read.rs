//! From the YAML of one config to its settings, everything that is wrong said at once.

use std::path::Path;
use std::sync::Arc;

use super::globs::Globs;
use super::{FailOn, ListRef, Override, Part, Settings, Value};
use crate::document::options::Include;
use crate::wordlist::fields::{self, Fields};
use crate::wordlist::keys;
use crate::wordlist::load::parts;
use crate::wordlist::model::Severity;
use crate::wordlist::problem::{File, Problem, Problems};
use crate::wordlist::stack::Layer;
use crate::wordlist::yaml::{self, Value as Written};

/// Reads the text of a config; its paths start from `folder`.
///
/// # Errors
/// All problems of the text.
pub(super) fn read(text: &str, name: &str, folder: &Path) -> Result<Part, Vec<Problem>> {
    let file = File::new(name, text);
    let root = yaml::read(&file).map_err(|problem| vec![*problem])?;
    let mut problems = Problems::new(&file);
    let mut part = Part {
        file: Arc::clone(&file),
        folder: folder.to_owned(),
        extends: Vec::new(),
        exclude: Globs::default(),
        baseline: None,
        base: Settings::default(),
        overrides: Vec::new(),
    };
    // An empty config says nothing, and that is no mistake.
    if !matches!(root.value, Written::Null)
        && let Some(mut map) = Fields::read(&root, &keys::config::CONFIG, &mut problems)
    {
        part.extends = map.texts("extends", &mut problems);
        let exclude = map.texts("exclude", &mut problems);
        part.baseline = map.text_at("baseline", &mut problems);
        part.exclude = Globs::new(&exclude, &mut problems);
        part.base = settings(&mut map, folder, &mut problems);
        if let Some(node) = map.get("overrides") {
            for item in fields::items(node) {
                part.overrides.extend(over(item, folder, &mut problems));
            }
        }
        map.done();
    }
    if problems.found.iter().any(Problem::is_error) {
        Err(problems.found)
    } else {
        Ok(part)
    }
}

fn over(node: &yaml::Node, folder: &Path, problems: &mut Problems) -> Option<Override> {
    let mut map = Fields::read(node, &keys::config::OVERRIDE, problems)?;
    let files = map.texts("files", problems);
    if files.is_empty() {
        problems.error(
            node.at.clone(),
            "this override names no files",
            "files is missing",
            "write   files: [\"decks/**\"]",
        );
    }
    let files = Globs::new(&files, problems);
    let settings = settings(&mut map, folder, problems);
    map.done();
    Some(Override { files, settings })
}

fn settings(map: &mut Fields<'_>, folder: &Path, problems: &mut Problems) -> Settings {
    let file = Arc::clone(&problems.file);
    let wordlists = map.get("wordlists").map(|node| {
        let written = match node.value {
            Written::Null => Vec::new(),
            _ => fields::texts(node, "list", problems),
        };
        written
            .iter()
            .map(|list| ListRef::from_config(&list.value, folder, &file, list.range()))
            .collect()
    });
    let mut value = |name| {
        map.text_at(name, problems).map(|text| Value {
            at: text.range(),
            value: text.value,
            file: Arc::clone(&file),
        })
    };
    let (audience, channel, market) = (value("audience"), value("channel"), value("market"));
    let fail_on = map
        .choice("fail-on", keys::FAIL_ON, problems)
        .map(|word| Severity::from_word(word).map_or(FailOn::Never, FailOn::From));
    let front_matter = map.get("front-matter").map(|node| match node.value {
        Written::Null => Vec::new(),
        _ => fields::texts(node, "key", problems)
            .into_iter()
            .map(|key| key.value)
            .collect(),
    });
    let include = map.get("include").map(|node| match node.value {
        Written::Null => Vec::new(),
        _ => fields::items(node)
            .iter()
            .filter_map(|item| fields::choice(item, keys::INCLUDE, problems))
            .filter_map(Include::from_word)
            .collect(),
    });
    let limits = map.get("limits").map(|node| limits(node, problems));
    let names = map
        .get("names")
        .map(|node| parts::name_map(node, problems))
        .unwrap_or_default();
    let changes = map
        .get("rules")
        .map(|node| parts::change_map(node, problems))
        .unwrap_or_default();
    let layer = (!names.is_empty() || !changes.is_empty()).then_some(Layer {
        file,
        names,
        changes,
    });
    Settings {
        wordlists,
        audience,
        channel,
        market,
        fail_on,
        front_matter,
        include,
        limits: limits.unwrap_or_default(),
        layer,
    }
}

/// The limits of `node`, by their names.
fn limits(node: &yaml::Node, problems: &mut Problems) -> Vec<(&'static str, u64)> {
    let shape = &keys::config::LIMITS;
    let Some(mut map) = Fields::read(node, shape, problems) else {
        return Vec::new();
    };
    let names = shape.keys.iter().map(|key| key.name);
    let found = names
        .filter_map(|name| Some((name, map.number(name, problems)?)))
        .collect();
    map.done();
    found
}
