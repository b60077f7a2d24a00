//! Phrases that are regular expressions.
//!
//! They run on a block's folded text, and only on blocks in which the literals stand that the
//! expression needs, where such literals can be told. Most runs meet few of them, so each is compiled
//! when it is first run, and for little text into what is made fast rather than into what is fast.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use regex::{Regex, RegexBuilder};
use regex_automata::dfa::{self, Automaton, sparse};
use regex_automata::{Input, meta};

use super::gate::Gate;
use crate::wordlist::alike::Alike;
use crate::wordlist::phrase::Phrase;
use crate::wordlist::plain::{self, Form};
use crate::wordlist::ready::Machines;

/// So many bytes of text are searched before a machine is made that searches faster: to make one
/// costs about as much.
const PAYS: usize = 8 * 1024;

/// A regular expression.
#[derive(Debug)]
pub(super) struct Expression {
    source: String,
    /// What it says of plain texts, if that could be told.
    plain: Option<Form>,
    /// For plain texts, if it was made when the tool was built.
    stored: Stored,
    /// For plain texts, while there are few; none if it cannot be compiled.
    small: OnceLock<Option<meta::Regex>>,
    /// For plain texts, once there are many; none if it cannot be compiled.
    large: OnceLock<Option<Regex>>,
    /// For all others; none if it cannot be compiled.
    whole: OnceLock<Option<Regex>>,
    /// Bytes of plain text that were searched.
    searched: AtomicUsize,
    /// Whether capitals count.
    pub(super) exact: bool,
    /// What must stand in a block before it is run there.
    pub(super) gate: Gate,
}

/// What was made when the tool was built.
#[derive(Debug)]
struct Stored {
    bytes: Option<Machines<'static>>,
    /// Read from that when they are first needed; none if they cannot be. Where an expression begins is
    /// only asked once it ends somewhere, which it mostly does not.
    ends: OnceLock<Option<Machine>>,
    begins: OnceLock<Option<Machine>>,
}

/// A machine as it was stored.
type Machine = sparse::DFA<&'static [u8]>;

impl Stored {
    const fn new(bytes: Option<Machines<'static>>) -> Self {
        Self {
            bytes,
            ends: OnceLock::new(),
            begins: OnceLock::new(),
        }
    }

    /// Calls `found` with every match in `text`, in order; none if it cannot be told.
    fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) -> Option<()> {
        let (ends, begins) = self.bytes?;
        let read = |bytes| Some(Machine::from_bytes(bytes).ok()?.0);
        let ends = self.ends.get_or_init(|| read(ends)).as_ref()?;
        let first = ends.try_search_fwd(&Input::new(text).earliest(true));
        if first.ok()?.is_none() {
            return Some(());
        }
        let begins = self.begins.get_or_init(|| read(begins)).as_ref()?;
        let both = dfa::regex::Builder::new().build_from_dfas(ends.as_ref(), begins.as_ref());
        both.find_iter(text)
            .for_each(|own| found(own.start(), own.end()));
        Some(())
    }
}

/// A text in which expressions are looked for.
#[derive(Debug)]
pub(super) struct Searched<'t> {
    text: Cow<'t, str>,
    /// Whether it has no capitals of ASCII where they do not count.
    is_folded: bool,
    /// Whether it is plain.
    is_plain: bool,
    /// It with letters that are not plain made alike, once that was asked for; none if that would not
    /// make it plain.
    alike: OnceCell<Option<Alike>>,
}

impl<'t> Searched<'t> {
    /// This text, in which capitals count if it is `exact`.
    pub(super) fn new(text: Cow<'t, str>, exact: bool) -> Self {
        let capitals = || text.bytes().any(|byte| byte.is_ascii_uppercase());
        Self {
            is_folded: exact || !capitals(),
            is_plain: plain::is_plain(&text),
            alike: OnceCell::new(),
            text,
        }
    }

    /// The text in which `form` finds what the whole expression does; if letters were made alike in it,
    /// also what tells the way back. None if there is none.
    fn of_form(&self, form: &Form) -> Option<(&str, Option<&Alike>)> {
        if !self.is_folded {
            return None;
        }
        if self.is_plain {
            return Some((&self.text, None));
        }
        let alike = self.alike.get_or_init(|| Alike::of(&self.text)).as_ref();
        let alike = alike.filter(|_| form.are_letters_alike)?;
        Some((&alike.text, Some(alike)))
    }
}

impl Expression {
    /// The expression `source` of `phrase`, which the parser of phrases has seen to be one and of
    /// which it says what it needs.
    ///
    /// `stored` finds it in plain texts, if that was made when the tool was built.
    pub(super) fn new(
        source: &str,
        phrase: &Phrase,
        exact: bool,
        stored: Option<Machines<'static>>,
    ) -> Self {
        Self {
            source: source.to_owned(),
            plain: phrase.plain.of_case(exact).cloned(),
            stored: Stored::new(stored),
            small: OnceLock::new(),
            large: OnceLock::new(),
            whole: OnceLock::new(),
            searched: AtomicUsize::new(0),
            exact,
            gate: Gate::new(&phrase.needs),
        }
    }

    /// Calls `found` with every match in `text`, in order; empty ones do not count. Bytes of `text`.
    pub(super) fn find(&self, text: &Searched<'_>, mut found: impl FnMut(usize, usize)) {
        let form = self.plain.as_ref();
        let plain = form.and_then(|form| Some((form, text.of_form(form)?)));
        let (text, alike) = plain.map_or((&*text.text, None), |(_, of_form)| of_form);
        let plain = plain.map(|(form, _)| form.written.as_str());
        let mut add = |start, end| {
            if start < end {
                let back = |at| alike.map_or(at, |alike| alike.back(at));
                found(back(start), back(end));
            }
        };
        if let Some(plain) = plain
            && !self.pays(text.len())
        {
            if self.stored.find(text, &mut add).is_some() {
                return;
            }
            if let Some(small) = self.small(plain) {
                for found in small.find_iter(text) {
                    add(found.start(), found.end());
                }
                return;
            }
        }
        let regex = match plain {
            Some(plain) => self.large.get_or_init(|| Regex::new(plain).ok()),
            None => self.whole.get_or_init(|| {
                RegexBuilder::new(&self.source)
                    .case_insensitive(!self.exact)
                    .build()
                    .ok()
            }),
        };
        for found in regex.iter().flat_map(|regex| regex.find_iter(text)) {
            add(found.start(), found.end());
        }
    }

    /// Whether so much text is searched with these `more` bytes that it pays to make what searches fast.
    fn pays(&self, more: usize) -> bool {
        // Threads that count at the same time find that it pays a little sooner or later.
        self.searched.fetch_add(more, Ordering::Relaxed) + more > PAYS
    }

    /// What is made fast of `plain`.
    fn small(&self, plain: &str) -> Option<&meta::Regex> {
        let built = self.small.get_or_init(|| {
            // Nothing but one machine, made from the expression as it stands.
            let config = meta::Config::new()
                .auto_prefilter(false)
                .onepass(false)
                .hybrid(false)
                .dfa(false);
            let built = meta::Builder::new().configure(config).build(plain);
            built.ok()
        });
        built.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordlist::parse;
    use crate::wordlist::phrase::Body;

    fn expression(written: &str, exact: bool) -> Expression {
        let phrase = parse::parse(written).unwrap();
        let Body::Regex(source) = &phrase.body else {
            panic!("{written}");
        };
        Expression::new(source, &phrase, exact, None)
    }

    #[test]
    fn little_and_much_plain_and_other_text_are_searched_alike() {
        let expression = expression(r"/\b(best|first) \w+ – k/", false);
        let plain = "the best way – k™, the first one – k";
        let other = "the best way – k, élan, the first one – \u{212A}";
        for _ in 0..PAYS / plain.len() + 2 {
            for (text, ends) in [(plain, [18, 42]), (other, [18, 48])] {
                let mut found = Vec::new();
                expression.find(&Searched::new(text.into(), false), |_, end| found.push(end));
                assert_eq!(found, ends, "{text}");
            }
        }
        assert!(expression.small.get().is_some() && expression.large.get().is_some());
        assert!(expression.whole.get().is_some());
    }

    #[test]
    fn capitals_count_where_they_are_to() {
        let expression = expression("/[A-Z]pen/", true);
        let mut found = Vec::new();
        expression.find(&Searched::new("open Open OPEN".into(), true), |start, _| {
            found.push(start);
        });
        assert_eq!(found, [5]);
    }
}
