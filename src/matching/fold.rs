//! Rendered text made plain for matching: one spelling for everything that reads the same.
//!
//! Case, compatibility forms, curly quotes, odd spaces and hyphens are folded; invisible characters
//! go. Marks such as ™ stay as they are, because folded they would become letters of the word
//! before them. Plain ASCII is copied whole; only what changes its length is noted, so that the way
//! back costs nothing where nothing changed.

use std::iter;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::document::map::is_mark;
use crate::finding::rendered::is_invisible;

/// A stretch whose length changed, or that maps only as a whole.
#[derive(Debug, Clone, Copy)]
struct Change {
    folded: usize,
    folded_len: usize,
    rendered: usize,
    rendered_len: usize,
}

/// Folded text with its way back to the text it was made from. Offsets on both sides are bytes.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    changes: Vec<Change>,
}

/// Whether capitals are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Everything is made lower case.
    Lower,
    /// Capitals stay, for rules that count them.
    Kept,
}

impl Folded {
    /// Folds `rendered`, in place of what stood here before.
    pub(super) fn refill(&mut self, rendered: &str, case: Case) {
        self.text.clear();
        self.changes.clear();
        self.text.reserve(rendered.len());
        let mut at = 0;
        while at < rendered.len() {
            let plain = ascii_run(rendered, at);
            if plain > at {
                let from = self.text.len();
                self.text.push_str(&rendered[at..plain]);
                if case == Case::Lower
                    && let Some(added) = self.text.get_mut(from..)
                {
                    added.make_ascii_lowercase();
                }
                at = plain;
            } else {
                let end = cluster_end(rendered, at);
                self.cluster(&rendered[at..end], at, case);
                at = end;
            }
        }
    }

    fn cluster(&mut self, cluster: &str, at: usize, case: Case) {
        let from = self.text.len();
        let mut letters = cluster.chars();
        let only = letters.next().filter(|_| letters.next().is_none());
        if let Some(letter) = only {
            fold_letter(letter, case, &mut self.text);
        } else {
            let visible = cluster.chars().filter(|letter| !is_invisible(*letter));
            let mut plain = String::new();
            for letter in visible.nfkc() {
                fold_letter(letter, case, &mut plain);
            }
            self.text.extend(plain.nfc());
        }
        let added = &self.text[from..];
        let one_for_one =
            only.is_some() && added.len() == cluster.len() && added.chars().nth(1).is_none();
        if !one_for_one {
            self.changes.push(Change {
                folded: from,
                folded_len: added.len(),
                rendered: at,
                rendered_len: cluster.len(),
            });
        }
    }

    /// Where in the rendered text the character that begins at folded byte `at` begins.
    pub(super) fn start(&self, at: usize) -> usize {
        let after = self.changes.partition_point(|change| change.folded <= at);
        match after.checked_sub(1).and_then(|last| self.changes.get(last)) {
            None => at,
            Some(change) if at < change.folded + change.folded_len => change.rendered,
            Some(change) => {
                change.rendered + change.rendered_len + at - change.folded - change.folded_len
            }
        }
    }

    /// Where in the rendered text the character that ends at folded byte `at` ends; invisible
    /// characters after it are not a part of it.
    pub(super) fn end(&self, at: usize) -> usize {
        let after = self.changes.partition_point(|change| change.folded < at);
        match after.checked_sub(1).and_then(|last| self.changes.get(last)) {
            None => at,
            Some(change) if at < change.folded + change.folded_len => {
                change.rendered + change.rendered_len
            }
            Some(change) => {
                change.rendered + change.rendered_len + at - change.folded - change.folded_len
            }
        }
    }

    /// The folded byte that stands for rendered byte `at`, which begins a character.
    pub(super) fn folded(&self, at: usize) -> usize {
        let after = self.changes.partition_point(|change| change.rendered <= at);
        match after.checked_sub(1).and_then(|last| self.changes.get(last)) {
            None => at,
            Some(change) if at < change.rendered + change.rendered_len => change.folded,
            Some(change) => {
                change.folded + change.folded_len + at - change.rendered - change.rendered_len
            }
        }
    }
}

/// `text`, folded, without its way back.
pub(super) fn fold(text: &str, case: Case) -> String {
    let mut folded = Folded::default();
    folded.refill(text, case);
    folded.text
}

/// The end of the plain ASCII that begins at `at`; a letter that carries a combining mark is not
/// part of it.
fn ascii_run(text: &str, at: usize) -> usize {
    const STEP: usize = 32;
    let bytes = &text.as_bytes()[at..];
    let whole = bytes
        .chunks_exact(STEP)
        .take_while(|chunk| chunk.is_ascii())
        .count()
        * STEP;
    let rest = bytes[whole..].iter().take_while(|byte| byte.is_ascii());
    let end = at + whole + rest.count();
    let carries = end > at && composing_end(text, end) > end;
    end - usize::from(carries && bytes[end - at - 1].is_ascii_alphanumeric())
}

/// The end of the character at `at` with the marks that compose with it.
fn cluster_end(text: &str, at: usize) -> usize {
    let mut letters = text[at..].chars();
    let Some(first) = letters.next() else {
        return at;
    };
    let end = at + first.len_utf8();
    if first.is_alphanumeric() && !is_mark(first) && !is_number_sign(first) {
        composing_end(text, end)
    } else {
        end
    }
}

/// The end of the marks at `at` that compose with the letter before it, invisible characters
/// between them included.
fn composing_end(text: &str, at: usize) -> usize {
    text[at..]
        .char_indices()
        .take_while(|(_, letter)| composes(*letter) || is_invisible(*letter))
        .filter(|(_, letter)| composes(*letter))
        .last()
        .map_or(at, |(length, letter)| at + length + letter.len_utf8())
}

fn composes(letter: char) -> bool {
    !letter.is_ascii()
        && !is_invisible(letter)
        && (is_combining_mark(letter) || matches!(letter, '\u{1160}'..='\u{11FF}'))
}

fn fold_letter(letter: char, case: Case, out: &mut String) {
    match letter {
        _ if letter.is_ascii() => out.push(lower_ascii(letter, case)),
        '\u{3041}'..='\u{30FB}' | '\u{4E00}'..='\u{9FFF}' | '–' | '—' => out.push(letter),
        _ if is_invisible(letter) => {}
        _ if is_mark(letter) || is_number_sign(letter) => out.push(letter),
        _ if letter.is_whitespace() => out.push(' '),
        '‘' | '’' | '‚' | '‛' | '\u{02BC}' | '\u{FF07}' | '´' => out.push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '\u{FF02}' => out.push('"'),
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => {
            out.push('-');
        }
        _ => fold_compatible(letter, case, out),
    }
}

fn fold_compatible(letter: char, case: Case, out: &mut String) {
    // Most letters are their own compatible form, and to be told so costs a tenth of spelling it out.
    if is_nfkc_quick(iter::once(letter)) == IsNormalized::Yes {
        fold_plain(letter, case, out);
        return;
    }
    let compatible = || iter::once(letter).nfkc();
    // A spacing accent decomposes into a space and would break the word it stands in.
    if compatible().next() == Some(' ') {
        out.push(letter);
    } else {
        compatible().for_each(|plain| fold_plain(plain, case, out));
    }
}

fn fold_plain(letter: char, case: Case, out: &mut String) {
    match (letter, case) {
        (letter, _) if letter.is_ascii() => out.push(lower_ascii(letter, case)),
        ('\u{02BC}', _) => out.push('\''),
        (letter, Case::Kept) => out.push(letter),
        ('ß' | 'ẞ', Case::Lower) => out.push_str("ss"),
        ('ς', Case::Lower) => out.push('σ'),
        (letter, Case::Lower) => out.extend(letter.to_lowercase()),
    }
}

const fn lower_ascii(letter: char, case: Case) -> char {
    match case {
        Case::Lower => letter.to_ascii_lowercase(),
        Case::Kept => letter,
    }
}

/// Numbers that folding would glue to the digits beside them: ½, ①.
const fn is_number_sign(letter: char) -> bool {
    matches!(letter, '¼'..='¾' | '⅐'..='⅟' | '①'..='⒛' | '⓪'..='⓿')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lower(text: &str) -> String {
        fold(text, Case::Lower)
    }

    #[test]
    fn what_reads_the_same_is_the_same() {
        let rows = [
            ("Enables ACCESS", "enables access"),
            ("en\u{AD}a\u{200B}bles", "enables"),
            ("a\u{A0}b\u{202F}c\u{3000}d", "a b c d"),
            ("OpenAI’s “best”", "openai's \"best\""),
            ("eco\u{2011}friendly", "eco-friendly"),
            ("ｅｎａｂｌｅｓ", "enables"),
            ("ﬁrst", "first"),
            ("cafe\u{301} CAFÉ", "café café"),
            ("STRASSE Straße", "strasse strasse"),
            ("Σίσυφος", "σίσυφοσ"),
            ("Cloud™ x² ½ ①", "cloud™ x² ½ ①"),
            ("\u{2066}x\u{2069}", "x"),
            ("\u{1112}\u{1161}\u{11AB}", "한"),
        ];
        for (from, to) in rows {
            assert_eq!(lower(from), to, "{from}");
        }
        assert_eq!(fold("Ｏpen“AI”", Case::Kept), "Open\"AI\"");
    }

    #[test]
    fn offsets_go_back_exactly() {
        let text = "x\u{AD}\u{AD}ﬁ\u{200B}n’s";
        let mut folded = Folded::default();
        folded.refill(text, Case::Lower);
        assert_eq!(folded.text, "xfin's");
        let at = folded.text.find("fin").unwrap();
        let (start, end) = (folded.start(at), folded.end(at + 3));
        assert_eq!(&text[start..end], "ﬁ\u{200B}n");
        assert_eq!(folded.end(1), 1, "invisibles after a word are not its own");
    }

    #[test]
    fn what_is_its_own_compatible_form_is_told_so() {
        let letters = ('\u{80}'..='\u{FFFF}')
            .filter(|letter| is_nfkc_quick(iter::once(*letter)) == IsNormalized::Yes);
        for letter in letters {
            assert!(iter::once(letter).nfkc().eq([letter]), "{letter:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_stable_and_maps_whole_characters(
            text in "[a-zA-Z ’é\u{301}\u{AD}ﬁ™ßK½…中\u{200D}]{0,24}"
        ) {
            let mut folded = Folded::default();
            folded.refill(&text, Case::Lower);
            prop_assert_eq!(lower(&folded.text), folded.text.clone());
            for (at, letter) in folded.text.char_indices() {
                let (start, end) = (folded.start(at), folded.end(at + letter.len_utf8()));
                prop_assert!(start < end);
                prop_assert!(lower(&text[start..end]).contains(letter));
            }
        }
    }
}
