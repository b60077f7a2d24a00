//! Adds a list to the text of a config, its comments and their order untouched.

use std::path::Path;
use std::sync::Arc;

use super::{Part, find, read};
use crate::wordlist::edit::{before_dash, flow_scalar, scalar};
use crate::wordlist::problem::{File, Problem};
use crate::wordlist::yaml::{self, Node, Value};

/// Why a list cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The config has mistakes.
    #[error("the config has mistakes")]
    Problems(Vec<Problem>),
    /// Its lists are written in a way that is not edited here.
    #[error("the lists are written in a way that only a person can add to")]
    Lost,
}

/// The config at `path`, whose text is `existing` (empty: a new one), with the list `written` after
/// those that it names.
pub fn with_list(existing: &str, path: &Path, written: &str) -> Result<String, EditError> {
    let bom = if existing.starts_with('\u{feff}') {
        "\u{feff}"
    } else {
        ""
    };
    let shown = find::shown(path);
    let understood = |text: &str| -> Result<Part, Vec<Problem>> {
        let whole = find::absolute(path);
        read::read(text, &shown, whole.parent().unwrap_or(Path::new("")))
    };
    let before = understood(existing).map_err(EditError::Problems)?;
    let file = File::new(shown.as_str(), existing);
    let root = yaml::read(&file).map_err(|problem| EditError::Problems(vec![*problem]))?;
    let text = added(&file, &root, written).ok_or(EditError::Lost)?;
    let text = format!("{bom}{text}");
    let after = understood(&text).map_err(|_| EditError::Lost)?;
    let mut meant = names(&before);
    meant.push(written.to_owned());
    if names(&after) == meant && after.overrides.len() == before.overrides.len() {
        Ok(text)
    } else {
        Err(EditError::Lost)
    }
}

fn names(part: &Part) -> Vec<String> {
    let lists = part.base.wordlists.iter().flatten();
    lists.map(|list| list.written.clone()).collect()
}

fn added(file: &Arc<File>, root: &Node, written: &str) -> Option<String> {
    let yaml = &*file.yaml;
    let line_end = if yaml.contains("\r\n") { "\r\n" } else { "\n" };
    let item = scalar(written);
    let lists = match &root.value {
        Value::Null => None,
        Value::Map(map) => map.iter().find(|(key, _)| key.text() == Some("wordlists")),
        _ => return None,
    };
    let mut text = yaml.to_owned();
    let Some((key, lists)) = lists else {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(line_end);
        }
        for line in ["wordlists:", &format!("  - {item}")] {
            text.push_str(line);
            text.push_str(line_end);
        }
        return Some(text);
    };
    // Of a list in dashes the line of the last item ends the list.
    let new_line = |indent: &str, after: usize| {
        let rest = yaml.get(after..)?;
        let at = after + rest.find(['\r', '\n']).unwrap_or(rest.len());
        Some((at, format!("{line_end}{indent}- {item}")))
    };
    let (at, insert) = match &lists.value {
        Value::Null => new_line("  ", key.at.end)?,
        Value::Text(_) => {
            let raw = lists.raw(yaml);
            let both = format!("[{raw}, {}]", flow_scalar(written));
            text.replace_range(lists.at.start..lists.at.start + raw.len(), &both);
            return Some(text);
        }
        Value::Seq(items) => match items.first().zip(items.last()) {
            None => (yaml.get(..lists.at.end)?.rfind(']')?, flow_scalar(written)),
            Some((first, last)) => match before_dash(yaml, &first.at) {
                Some(indent) => new_line(&indent, last.at.end)?,
                None => (last.at.end, format!(", {}", flow_scalar(written))),
            },
        },
        _ => return None,
    };
    text.insert_str(at, &insert);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str) -> Result<String, EditError> {
        with_list(text, Path::new("copydesk.yaml"), "wording/vendor/acme.yaml")
    }

    #[test]
    fn a_list_is_added_however_the_others_are_written() {
        let list = "wording/vendor/acme.yaml";
        for (before, after) in [
            ("", format!("wordlists:\n  - {list}\n")),
            ("# ours\n", format!("# ours\nwordlists:\n  - {list}\n")),
            (
                "fail-on: error",
                format!("fail-on: error\nwordlists:\n  - {list}\n"),
            ),
            (
                "wordlists: # none yet\nfail-on: error\n",
                format!("wordlists: # none yet\n  - {list}\nfail-on: error\n"),
            ),
            (
                "wordlists: superlatives # one\n",
                format!("wordlists: [superlatives, {list}] # one\n"),
            ),
            (
                "wordlists: [] # none\n",
                format!("wordlists: [{list}] # none\n"),
            ),
            (
                "wordlists: [ superlatives, \"plain-words\" ] # b\n",
                format!("wordlists: [ superlatives, \"plain-words\", {list} ] # b\n"),
            ),
            (
                "wordlists: [\n  superlatives, # a\n  plain-words, # b\n]\n",
                format!("wordlists: [\n  superlatives, # a\n  plain-words, {list}, # b\n]\n"),
            ),
            (
                "wordlists:\n  - superlatives # a\n  # after\n\nfail-on: error\n",
                format!(
                    "wordlists:\n  - superlatives # a\n  - {list}\n  # after\n\nfail-on: error\n"
                ),
            ),
            (
                "wordlists:\n- superlatives",
                format!("wordlists:\n- superlatives\n- {list}"),
            ),
            (
                "\u{feff}wordlists:\r\n  - superlatives\r\n",
                format!("\u{feff}wordlists:\r\n  - superlatives\r\n  - {list}\r\n"),
            ),
            (
                "overrides:\n  - files: a\n    wordlists: [superlatives]\n",
                format!(
                    "overrides:\n  - files: a\n    wordlists: [superlatives]\nwordlists:\n  - {list}\n"
                ),
            ),
        ] {
            assert_eq!(edited(before).unwrap(), after, "{before}");
        }
    }

    #[test]
    fn what_cannot_be_edited_is_left_alone() {
        for text in [
            "wordlists: |\n  superlatives\n",
            "{wordlists: [superlatives]}\n# x",
            "--- \nfail-on: error\n...\n",
        ] {
            let edited = edited(text);
            if let Ok(text) = &edited {
                assert!(text.contains("acme"), "{text}");
                continue;
            }
            assert!(matches!(edited, Err(EditError::Lost)), "{text}");
        }
        assert!(matches!(
            edited("wordlist: x\n"),
            Err(EditError::Problems(_))
        ));
    }
}
