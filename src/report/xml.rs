//! Tags of the XML formats: `checkstyle` and `junit`. Escaping is the library's; what XML cannot hold
//! at all, and what a line of output may not, is written out by [`visible`].

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::visible::visible;

/// A tag with its attributes.
pub(super) fn tag<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (key, value) in attributes {
        tag.push_attribute((*key, visible(value).as_ref()));
    }
    tag
}

/// The first line of a document.
pub(super) fn declare(out: &mut dyn Write) -> io::Result<()> {
    Writer::new(&mut *out).write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writeln!(out)
}
