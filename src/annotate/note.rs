//! What a comment says of a finding.

use quick_xml::escape::escape;
use sha2::{Digest, Sha256};

use crate::document::office::review;
use crate::finding::Finding;
use crate::place::Place;
use crate::report::visible::visible;
use crate::report::wording;

/// A comment that is to be written.
#[derive(Debug)]
pub(super) struct Note {
    /// Where its finding stands; its spans are bytes of the part.
    pub place: Place,
    /// What tells it from every other comment, in its last line: `#1a2b3c4d5e6f`.
    pub key: String,
    lines: Vec<String>,
    fingerprint: String,
}

impl Note {
    /// The comment for `finding`; none if it has no place in a package.
    pub(super) fn new(finding: &Finding) -> Option<Self> {
        let location = finding.location.as_ref()?;
        let key = review::key(&finding.fingerprint)?;
        let write: Vec<String> = finding
            .suggestions
            .iter()
            .map(|suggestion| format!("“{}”", suggestion.text))
            .collect();
        let write = (!write.is_empty()).then(|| write.join(" or "));
        let named = |name: &str, words: Option<&str>| words.map(|words| format!("{name}: {words}"));
        let lines = [
            Some(finding.message.clone()),
            named("Where", Some(&location.words)),
            named("Write", write.as_deref()),
            named("Do", finding.advice.as_deref()),
            named("Why", finding.because.as_deref()),
            named("Who says so", Some(&wording::who(&finding.source))),
            named("Ask", finding.owner.as_deref()),
            Some(review::last_line(&finding.rule, &key)),
        ];
        let lines = lines.into_iter().flatten();
        Some(Self {
            place: location.place.clone(),
            key,
            lines: lines.map(|line| visible(&line).into_owned()).collect(),
            fingerprint: finding.fingerprint.clone(),
        })
    }

    /// Its lines, as XML text.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.lines.iter().map(|line| escape(line).into_owned())
    }

    /// Its lines, each as `element` writes it, in one.
    pub(super) fn each_line(&self, element: impl Fn(String) -> String) -> String {
        self.lines().map(element).collect()
    }

    /// An id in the form of a GUID, the same for the same finding.
    pub(super) fn guid(&self) -> String {
        guid(&self.fingerprint)
    }
}

/// An id in the form of a GUID that depends on `name` alone.
pub(super) fn guid(name: &str) -> String {
    let hex: Vec<String> = Sha256::digest(name)
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let part = |from: usize, to: usize| hex[from..to].concat();
    format!(
        "{{{}-{}-{}-{}-{}}}",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 16)
    )
}
