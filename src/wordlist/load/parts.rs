//! The parts that rules, lists and configs share: names, dates, conditions, rewrites, changes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::wordlist::fields::{self, Fields};
use crate::wordlist::keys;
use crate::wordlist::model::{At, Change, Effective, Instead, Name, Near, Unless};
use crate::wordlist::problem::{Problem, Problems, did_you_mean, listed};
use crate::wordlist::traps;
use crate::wordlist::yaml::{Node, Value};

/// The entries of a map whose keys the writer chooses; nothing if there is none.
pub fn entries<'n>(
    node: Option<&'n Node>,
    what: &str,
    problems: &mut Problems,
) -> Vec<(At<String>, &'n Node)> {
    let Some(node) = node else {
        return Vec::new();
    };
    let written = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => return Vec::new(),
        _ => {
            problems.error(
                node.at.clone(),
                format!("{what} is a map"),
                "not a map",
                "write each on its own line, indented, as   key: value",
            );
            return Vec::new();
        }
    };
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut read = Vec::with_capacity(written.len());
    for (key, value) in written {
        // A key such as `no` or `365` is taken as it was written.
        let name = match &key.value {
            Value::Text(text) => text.clone(),
            _ => key.raw(&problems.file.yaml).to_owned(),
        };
        if let Some(first) = seen.insert(name.clone(), key.at.clone()) {
            problems.push(
                Problem::error(
                    &problems.file,
                    key.at.clone(),
                    format!("{what} has “{name}” twice"),
                )
                .label("here again")
                .and(first, "first here")
                .help("remove one of them, or join what they say"),
            );
            continue;
        }
        read.push((fields::at(name, key), value));
    }
    read
}

/// `names:` of a list or a config.
pub fn name_map(node: &Node, problems: &mut Problems) -> BTreeMap<String, At<Name>> {
    let mut names = BTreeMap::new();
    for (key, value) in entries(Some(node), "names", problems) {
        let id = key.value.strip_prefix('@').unwrap_or(&key.value).to_owned();
        let well_formed = id.starts_with(char::is_alphanumeric)
            && id
                .chars()
                .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
        if !well_formed || id != key.value {
            problems.error(
                key.range(),
                format!(
                    "“{}” cannot be a name's short name",
                    fields::clip(&key.value)
                ),
                "letters, digits and hyphens only",
                format!("write   {}: …", super::slug(&key.value)),
            );
            continue;
        }
        if let Some(name) = name(value, &key, problems) {
            names.insert(id, name);
        }
    }
    names
}

fn name(node: &Node, key: &At<String>, problems: &mut Problems) -> Option<At<Name>> {
    let name = if matches!(node.value, Value::Map(_)) {
        let mut map = Fields::read(node, &keys::NAME, problems)?;
        let spellings = |map: &mut Fields<'_>, key, problems: &mut Problems| {
            map.get(key)
                .map(|node| fields::phrases(node, "spelling", problems))
                .unwrap_or_default()
        };
        let any = spellings(&mut map, "any", problems);
        let exact = spellings(&mut map, "exact", problems);
        let not = spellings(&mut map, "not", problems);
        let mut misspelt = Vec::new();
        for (wrong, right) in entries(map.get("misspelt"), "misspelt", problems) {
            if let Some(right) = fields::phrase(right, "spelling", problems) {
                misspelt.push((wrong, right));
            }
        }
        map.done();
        Name {
            any,
            exact,
            misspelt,
            not,
        }
    } else {
        Name {
            any: fields::phrases(node, "spelling", problems),
            ..Name::default()
        }
    };
    if name.any.is_empty()
        && name.exact.is_empty()
        && name.misspelt.is_empty()
        && name.not.is_empty()
    {
        problems.error(
            key.range(),
            format!("the name “{}” has no spelling", key.value),
            "nothing stands for it",
            format!(
                "write   {}: [the spellings, the one to write first]",
                key.value
            ),
        );
        return None;
    }
    Some(At {
        value: name,
        start: key.start,
        end: node.at.end.max(key.end),
    })
}

/// `effective:`.
pub(super) fn effective(node: &Node, problems: &mut Problems) -> Option<Effective> {
    let mut map = Fields::read(node, &keys::EFFECTIVE, problems)?;
    let days = ["from", "enforced", "until"].map(|name| (name, map.day(name, problems)));
    map.done();
    let mut last: Option<(&str, &At<crate::wordlist::model::Day>)> = None;
    for (name, day) in &days {
        let Some(day) = day else { continue };
        if let Some((earlier_name, earlier)) = last
            && earlier.value > day.value
        {
            problems.push(
                Problem::error(
                    &problems.file,
                    day.range(),
                    format!("{name} is before {earlier_name}: the rule would never hold"),
                )
                .label("too early")
                .and(earlier.range(), "this day comes first")
                .help("the order is from, enforced, until"),
            );
        }
        last = Some((name, day));
    }
    let [from, enforced, until] = days.map(|(_, day)| day.map(|day| day.value));
    Some(Effective {
        from,
        enforced,
        until,
    })
}

/// `near:`, in its short and long forms.
pub(super) fn near(node: &Node, problems: &mut Problems) -> Option<Near> {
    if !matches!(node.value, Value::Map(_)) {
        let phrases = fields::phrases(node, "phrase", problems);
        return (!phrases.is_empty()).then(|| Near {
            phrases,
            ..Near::default()
        });
    }
    if looks_like_a_phrase(node, &problems.file.yaml) {
        problems.push(traps::not_text(&problems.file, node, "phrase"));
        return None;
    }
    let mut map = Fields::read(node, &keys::NEAR, problems)?;
    let any = map.phrases("any", problems);
    let all = map.phrases("all", problems);
    let within = map.withins("within", problems);
    let places = (map.key_at("any"), map.key_at("all"));
    map.done();
    match places {
        (Some(any), Some(all)) => {
            problems.push(
                Problem::error(&problems.file, all, "near has any and all")
                    .label("either this")
                    .and(any, "or this")
                    .help("keep one; to ask for both, name the words of any under names: and write all: [\"@that-name\", …]"),
            );
            None
        }
        (None, None) => {
            problems.error(
                node.at.clone(),
                "near does not say what must stand there",
                "any or all is missing",
                "write   near: {any: [words], within: sentence}",
            );
            None
        }
        (_, all_at) => Some(Near {
            all: all_at.is_some(),
            phrases: if all_at.is_some() { all } else { any },
            within,
        }),
    }
}

/// `unless:`, one or several.
pub(super) fn unless(node: &Node, problems: &mut Problems) -> Vec<Unless> {
    let mut read = Vec::new();
    for item in fields::items(node) {
        if matches!(item.value, Value::Map(_)) {
            unless_map(item, problems, &mut read);
            continue;
        }
        let Some(word) = fields::phrase(item, "condition", problems) else {
            continue;
        };
        match word.value.as_str() {
            "mentioned" => read.push(Unless::Mentioned),
            "negated" => read.push(Unless::Negated),
            "cited" => read.push(Unless::Cited),
            "asked" => read.push(Unless::Asked),
            other => problems.error(
                word.range(),
                format!("“{}” is not a condition", fields::clip(other)),
                did_you_mean(other, keys::UNLESS.iter().copied())
                    .unwrap_or_else(|| "not known".to_owned()),
                format!(
                    "known: {}, {{phrase: …}}, {{near: …}}; to let a longer phrase through, write   unless: {{phrase: {}}}",
                    listed(keys::UNLESS.iter().copied()),
                    traps::quoted(other)
                ),
            ),
        }
    }
    read
}

fn unless_map(node: &Node, problems: &mut Problems, read: &mut Vec<Unless>) {
    let Some(mut map) = Fields::read(node, &keys::UNLESS_MAP, problems) else {
        return;
    };
    let phrases = map.phrases("phrase", problems);
    if !phrases.is_empty() {
        read.push(Unless::Phrase(phrases));
    }
    if let Some(near) = map.get("near").and_then(|node| near(node, problems)) {
        read.push(Unless::Near(near));
    }
    map.done();
}

/// `instead:`, one or several.
pub(super) fn instead(node: &Node, problems: &mut Problems) -> Vec<Instead> {
    let mut read = Vec::new();
    for item in fields::items(node) {
        if !matches!(item.value, Value::Map(_)) || looks_like_a_phrase(item, &problems.file.yaml) {
            read.extend(
                fields::phrase(item, "rewrite", problems).map(|with| Instead {
                    replace: None,
                    with,
                }),
            );
            continue;
        }
        let Some(mut map) = Fields::read(item, &keys::INSTEAD, problems) else {
            continue;
        };
        let replace = map
            .get("replace")
            .and_then(|node| fields::phrase(node, "phrase", problems));
        let with = map
            .get("with")
            .map(|node| fields::phrase(node, "rewrite", problems));
        map.done();
        match with {
            Some(Some(with)) => read.push(Instead { replace, with }),
            Some(None) => {}
            None => problems.error(
                item.at.clone(),
                "this rewrite does not say what to write",
                "with is missing",
                "write   instead: {replace: PHRASE, with: TEXT}",
            ),
        }
    }
    read
}

/// Whether a map is a phrase with braces that stands without its quotes: `{enable}`.
pub(super) fn looks_like_a_phrase(node: &Node, yaml: &str) -> bool {
    let Value::Map(entries) = &node.value else {
        return false;
    };
    node.raw(yaml).starts_with('{')
        && entries
            .iter()
            .all(|(_, value)| matches!(value.value, Value::Null) && value.at.is_empty())
}

/// `rules:` of a list or a config: changes to rules of (other) lists.
pub fn change_map(node: &Node, problems: &mut Problems) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, value) in entries(Some(node), "rules", problems) {
        if key.value.split('/').filter(|part| !part.is_empty()).count() != 2 {
            problems.error(
                key.range(),
                "a rule is named by its list and its id",
                "not a full id",
                format!("write   LIST/{}: …", fields::clip(&key.value)),
            );
            continue;
        }
        changes.extend(change(key, value, problems));
    }
    changes
}

fn change(rule: At<String>, node: &Node, problems: &mut Problems) -> Option<Change> {
    let mut change = Change {
        rule,
        off: None,
        phrases: Vec::new(),
        unless: Vec::new(),
        instead: Vec::new(),
        apply_never: None,
        advice: None,
        message: None,
        because: None,
        owner: None,
        severity: None,
        draft: None,
        effective: None,
        audience: Vec::new(),
        channel: Vec::new(),
        market: Vec::new(),
        places: Vec::new(),
        review_by: None,
    };
    match &node.value {
        // YAML reads `off` and `on` as booleans.
        Value::Bool(on) => change.off = Some(!on),
        Value::Map(_) => {
            let mut map = Fields::read(node, &keys::CHANGE, problems)?;
            change.off = map.flag("off", problems);
            change.phrases = map.phrases("phrases", problems);
            change.unless = map
                .get("unless")
                .map(|node| unless(node, problems))
                .unwrap_or_default();
            change.instead = map
                .get("instead")
                .map(|node| instead(node, problems))
                .unwrap_or_default();
            change.apply_never = map
                .choice("apply", keys::APPLY, problems)
                .map(|word| word == "never");
            change.advice = map.text("advice", problems);
            change.message = map.text("message", problems);
            change.because = map.text("because", problems);
            change.owner = map.text("owner", problems);
            change.severity = map.severity("severity", problems);
            change.draft = map
                .choice("status", keys::STATUSES, problems)
                .map(|word| word == "draft");
            change.effective = map
                .get("effective")
                .and_then(|node| effective(node, problems));
            change.audience = map.texts("audience", problems);
            change.channel = map.texts("channel", problems);
            change.market = map.texts("market", problems);
            change.places = map.places("in", problems);
            change.review_by = map.day("review-by", problems);
            map.done();
        }
        _ if node.text() == Some("off") => change.off = Some(true),
        _ => {
            let word = fields::choice(node, &["off", "error", "warning", "suggestion"], problems)?;
            change.severity = crate::wordlist::model::Severity::from_word(word);
        }
    }
    Some(change)
}
