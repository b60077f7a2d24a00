//! Events of an XML part with the bytes that they were read from.
//!
//! quick-xml gives names, text and entity references apart; what is added here is what every reader
//! of a part needs: local names without prefixes (files use different ones, and Strict files other
//! namespaces), byte ranges of text and of attribute values, a limit on depth, and no DOCTYPE (the
//! formats have none, and entities defined in one are how XML bombs are made).

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::document::source::Unread;

/// What the reader met; ranges are bytes of the part's XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node<'x> {
    /// A start tag; an empty element gives a start and an end.
    Start(Tag<'x>),
    /// An end tag, with its local name and the byte after it.
    End(&'x str, usize),
    /// Text as it stands in the XML, without references.
    Text(Range<usize>),
    /// `&amp;` or `&#233;`: the whole reference and what it stands for.
    Reference(Range<usize>, String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'x> {
    /// Its name without prefix.
    pub name: &'x str,
    /// Its prefix; empty if it has none.
    pub prefix: &'x str,
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// What stands between its angle brackets.
    raw: &'x str,
}

/// Reads the nodes of a part in order.
pub(crate) struct Nodes<'x> {
    xml: &'x str,
    reader: Reader<&'x [u8]>,
    depth: usize,
    max_depth: usize,
    /// Whether a DOCTYPE is passed over.
    lenient: bool,
    /// The end of an empty element, still to be given.
    pending: Option<(&'x str, usize)>,
}

impl<'x> Nodes<'x> {
    /// Reads `xml`; elements deeper than `max_depth` are an error.
    #[must_use]
    pub(crate) fn new(xml: &'x str, max_depth: usize) -> Self {
        let mut reader = Reader::from_str(xml);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.expand_empty_elements = false;
        Self {
            xml,
            reader,
            depth: 0,
            max_depth,
            lenient: false,
            pending: None,
        }
    }

    /// Reads `xml` as [`Nodes::new`] does, but passes over a DOCTYPE: old `OpenDocument` files have
    /// one. What it defines stays unknown.
    #[must_use]
    pub(crate) fn lenient(xml: &'x str, max_depth: usize) -> Self {
        Self {
            lenient: true,
            ..Self::new(xml, max_depth)
        }
    }

    /// The next node; none at the end of the part.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'x>>, Unread> {
        if let Some((name, at)) = self.pending.take() {
            return Ok(Some(Node::End(name, at)));
        }
        loop {
            let start = self.position();
            let event = self
                .reader
                .read_event()
                .map_err(|error| Unread::damaged(&error.to_string()))?;
            let end = self.position();
            match event {
                Event::Start(_) => {
                    self.depth += 1;
                    if self.depth > self.max_depth {
                        let limit = self.max_depth;
                        return Err(Unread::Kind(format!(
                            "elements nest deeper than the limit of {limit} (depth)"
                        )));
                    }
                    return Ok(Some(Node::Start(self.tag(start, end, 1))));
                }
                Event::Empty(_) => {
                    let tag = self.tag(start, end, 2);
                    self.pending = Some((tag.name, end));
                    return Ok(Some(Node::Start(tag)));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    // Between `</` and `>`.
                    let name = self.xml[start + 2..end - 1].trim_end();
                    return Ok(Some(Node::End(local(name).1, end)));
                }
                Event::Text(_) => return Ok(Some(Node::Text(start..end))),
                // `<![CDATA[` and `]]>` are not text.
                Event::CData(_) => return Ok(Some(Node::Text(start + 9..end - 3))),
                Event::GeneralRef(_) => {
                    let written = &self.xml[start..end];
                    let Some(stands_for) = resolve(written) else {
                        return Err(Unread::damaged(&format!("an unknown reference {written}")));
                    };
                    return Ok(Some(Node::Reference(start..end, stands_for)));
                }
                Event::DocType(_) if self.lenient => {}
                Event::DocType(_) => {
                    return Err(Unread::damaged("it defines entities of its own (DOCTYPE)"));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(Unread::damaged("the XML ends too early"));
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Skips to the end of the element whose start tag was given last; returns the byte after it.
    pub(crate) fn skip(&mut self) -> Result<usize, Unread> {
        let mut open = 1_usize;
        while let Some(node) = self.next()? {
            match node {
                Node::Start(_) => open += 1,
                Node::End(_, at) => {
                    open -= 1;
                    if open == 0 {
                        return Ok(at);
                    }
                }
                Node::Text(_) | Node::Reference(..) => {}
            }
        }
        Ok(self.xml.len())
    }

    fn position(&self) -> usize {
        // A part is held in memory, so its length fits.
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn tag(&self, start: usize, end: usize, closing: usize) -> Tag<'x> {
        let raw = &self.xml[start + 1..end - closing];
        let is_space = |byte: u8| byte.is_ascii_whitespace();
        let (prefix, name) = local(&raw[..raw.bytes().position(is_space).unwrap_or(raw.len())]);
        Tag {
            name,
            prefix,
            start,
            end,
            raw,
        }
    }
}

impl<'x> Tag<'x> {
    /// The value of the attribute of this local name, as it stands in the XML, and its bytes.
    #[must_use]
    pub(crate) fn raw_attribute(&self, name: &str) -> Option<(&'x str, Range<usize>)> {
        let mut all = self.attributes();
        let found = all.find(|(full, ..)| local(full).1 == name);
        found.map(|(_, value, range)| (value, range))
    }

    /// All attributes in order: the name with its prefix, the value as it stands in the XML, and its bytes.
    pub(crate) fn attributes(&self) -> Attributes<'x> {
        Attributes {
            raw: self.raw,
            at: self.name_len(),
            start: self.start + 1,
        }
    }

    /// The value of the attribute of this local name, decoded.
    #[must_use]
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.raw_attribute(name).map(|(raw, _)| unescaped(raw))
    }

    /// The value of the attribute that has this local name and a prefix: `r:id` beside `id`.
    #[must_use]
    pub(crate) fn prefixed_attribute(&self, name: &str) -> Option<String> {
        self.exact_attribute(|key| key.split_once(':').is_some_and(|(_, local)| local == name))
    }

    /// The value of the attribute of this name without prefix.
    #[must_use]
    pub(crate) fn plain_attribute(&self, name: &str) -> Option<String> {
        self.exact_attribute(|key| key == name)
    }

    fn exact_attribute(&self, is_it: impl Fn(&str) -> bool) -> Option<String> {
        let mut all = self.attributes();
        let found = all.find(|(full, ..)| is_it(full));
        found.map(|(_, value, _)| unescaped(value))
    }

    fn name_len(&self) -> usize {
        self.name.len()
            + if self.prefix.is_empty() {
                0
            } else {
                self.prefix.len() + 1
            }
    }

    /// Whether the attribute of this name says yes: `1` or `true`.
    #[must_use]
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.raw_attribute(name)
            .map(|(value, _)| matches!(value, "1" | "true" | "on"))
    }
}

/// The attributes of a tag. Tags are asked for a few of theirs many million times, so nothing is set up
/// or checked for that.
pub(crate) struct Attributes<'x> {
    /// What stands between the angle brackets, and how much of it was read.
    raw: &'x str,
    at: usize,
    /// Where it begins in the part.
    start: usize,
}

impl<'x> Iterator for Attributes<'x> {
    type Item = (&'x str, &'x str, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.raw.get(self.at..)?;
        // What is looked for is a few bytes away.
        let equals = rest.bytes().position(|byte| byte == b'=')?;
        let name = rest[..equals].trim_ascii();
        // What has no value stands before a name, and is none itself.
        let name = name
            .rsplit(|sign: char| sign.is_ascii_whitespace())
            .next()?;
        let after = &rest[equals + 1..];
        let spaces = after.len() - after.trim_ascii_start().len();
        let quote = *after.as_bytes().get(spaces)?;
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let from = self.at + equals + 1 + spaces + 1;
        let value = self.raw.get(from..)?;
        let value = &value[..value.bytes().position(|byte| byte == quote)?];
        self.at = from + value.len() + 1;
        let start = self.start + from;
        Some((name, value, start..start + value.len()))
    }
}

/// An attribute's value with its references resolved.
pub(crate) fn unescaped(raw: &str) -> String {
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

/// The local name of the root of `xml`.
pub(super) fn root(xml: &str) -> Result<&str, Unread> {
    let mut nodes = Nodes::lenient(xml, 1);
    while let Some(node) = nodes.next()? {
        if let Node::Start(tag) = node {
            return Ok(tag.name);
        }
    }
    Err(Unread::damaged("a part of it is empty"))
}

fn local(name: &str) -> (&str, &str) {
    match name.bytes().position(|byte| byte == b':') {
        Some(at) => (&name[..at], &name[at + 1..]),
        None => ("", name),
    }
}

/// What a reference stands for: one of the five that XML defines, or a character by its number.
fn resolve(written: &str) -> Option<String> {
    let inner = written.strip_prefix('&')?.strip_suffix(';')?;
    match inner {
        "amp" => Some("&".into()),
        "lt" => Some("<".into()),
        "gt" => Some(">".into()),
        "quot" => Some("\"".into()),
        "apos" => Some("'".into()),
        _ => {
            let number = inner.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).map(String::from)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(xml: &str) -> Vec<String> {
        let mut nodes = Nodes::new(xml, 8);
        let mut said = Vec::new();
        while let Some(node) = nodes.next().unwrap() {
            said.push(match node {
                Node::Start(tag) => format!("<{}", tag.name),
                Node::End(name, _) => format!(">{name}"),
                Node::Text(range) => xml[range].to_owned(),
                Node::Reference(range, stands_for) => format!("{}={stands_for}", &xml[range]),
            });
        }
        said
    }

    #[test]
    fn text_and_references_come_with_their_bytes() {
        let xml = "<?xml version=\"1.0\"?><a:p><a:t>R&amp;D &#233;</a:t><a:br/></a:p>";
        assert_eq!(
            nodes(xml),
            [
                "<p",
                "<t",
                "R",
                "&amp;=&",
                "D ",
                "&#233;=é",
                ">t",
                "<br",
                ">br",
                ">p"
            ]
        );
    }

    #[test]
    fn attributes_are_found_by_local_name_with_their_bytes() {
        let xml = r#"<p:cNvPr id="2" name="descr" descr='A "b" &amp; c' r:id="x"/>"#;
        let Ok(Some(Node::Start(tag))) = Nodes::new(xml, 8).next() else {
            panic!("a tag")
        };
        let (raw, range) = tag.raw_attribute("descr").unwrap();
        assert_eq!((raw, &xml[range]), ("A \"b\" &amp; c", "A \"b\" &amp; c"));
        assert_eq!(tag.attribute("descr").unwrap(), "A \"b\" & c");
        assert_eq!(tag.attribute("id").unwrap(), "2");
    }

    #[test]
    fn bombs_are_refused() {
        assert!(
            Nodes::new("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", 8)
                .next()
                .is_err()
        );
        let deep = "<a>".repeat(20);
        let mut nodes = Nodes::new(&deep, 8);
        assert!((0..20).map(|_| nodes.next()).any(|node| node.is_err()));
    }
}
