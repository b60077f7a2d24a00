//! Which files hold copy, by the end of their names.
//!
//! Three answers are possible: a format that is read; a kind of document that is known to hold copy
//! but is not read, and is reported as such, never as clean; anything else.

use std::path::Path;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `CommonMark` with the extensions of GitHub and a few more.
    Markdown,
    /// Markdown with JSX and module lines.
    Mdx,
    /// Plain text: a block ends at an empty line.
    Text,
    /// HTML as browsers read it.
    Html,
}

/// What a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text that is decoded and then read in this format.
    Text(Format),
    /// A package of parts.
    #[cfg(feature = "office")]
    Office(super::office::OfficeFormat),
    /// An office file from before 2007.
    #[cfg(feature = "legacy")]
    Legacy(super::legacy::LegacyFormat),
    /// Pages of letters.
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Kind {
    /// The kind of the file at `path`, if its name says that it is one that is read.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        #[cfg(feature = "office")]
        if let Some(format) = by_extension(path, &super::office::READ) {
            return Some(Self::Office(format));
        }
        #[cfg(feature = "legacy")]
        if let Some(format) = by_extension(path, &super::legacy::READ) {
            return Some(Self::Legacy(format));
        }
        #[cfg(feature = "pdf")]
        if by_extension(path, &[("pdf", ())]).is_some() {
            return Some(Self::Pdf);
        }
        Format::of_path(path).map(Self::Text)
    }

    /// The endings of the names of files that are read, in lower case.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        let text = READ.iter().map(|&(ending, _)| ending);
        #[cfg(feature = "office")]
        let text = text.chain(super::office::READ.iter().map(|&(ending, _)| ending));
        text
    }
}

const READ: [(&str, Format); 14] = [
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("mdown", Format::Markdown),
    ("mkd", Format::Markdown),
    ("mkdn", Format::Markdown),
    ("mdwn", Format::Markdown),
    ("mdtxt", Format::Markdown),
    ("mdx", Format::Mdx),
    ("txt", Format::Text),
    ("text", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("xht", Format::Html),
];

const LEGACY: &str = "office files from before 2007 are read by copydesk with the feature legacy, which this one has not; save it in the new format";

const NOT_READ: [(&str, &str); 39] = [
    ("rst", "reStructuredText is not read yet"),
    ("rest", "reStructuredText is not read yet"),
    ("adoc", "AsciiDoc is not read yet"),
    ("asciidoc", "AsciiDoc is not read yet"),
    ("asc", "AsciiDoc is not read yet"),
    ("textile", "Textile is not read yet"),
    ("org", "Org is not read yet"),
    ("tex", "LaTeX is not read yet"),
    ("dita", "DITA is not read yet"),
    ("ditamap", "DITA is not read yet"),
    ("rtf", "RTF is not read yet; save it as HTML"),
    (
        "pdf",
        "PDF is read by copydesk with the feature pdf, which this one has not",
    ),
    ("epub", "EPUB is not read yet"),
    ("docx", "Word files are not read yet"),
    ("docm", "Word files are not read yet"),
    ("dotx", "Word files are not read yet"),
    ("dot", LEGACY),
    ("doc", LEGACY),
    ("pptx", "PowerPoint files are not read yet"),
    ("pptm", "PowerPoint files are not read yet"),
    ("potx", "PowerPoint files are not read yet"),
    ("ppsx", "PowerPoint files are not read yet"),
    ("pps", LEGACY),
    ("pot", LEGACY),
    ("ppt", LEGACY),
    ("xlsx", "Excel files are not read yet"),
    ("xlsm", "Excel files are not read yet"),
    ("xlt", LEGACY),
    ("xlsb", "binary Excel files are not read; save it as .xlsx"),
    ("xls", LEGACY),
    ("odt", "OpenDocument files are not read yet"),
    ("odp", "OpenDocument files are not read yet"),
    ("ods", "OpenDocument files are not read yet"),
    (
        "fodt",
        "flat OpenDocument files are not read; save it as .odt",
    ),
    (
        "fodp",
        "flat OpenDocument files are not read; save it as .odp",
    ),
    (
        "fods",
        "flat OpenDocument files are not read; save it as .ods",
    ),
    ("key", "Keynote files are not read; export it as .pptx"),
    ("pages", "Pages files are not read; export it as .docx"),
    ("numbers", "Numbers files are not read; export it as .xlsx"),
];

impl Format {
    /// The format of the file at `path`, if its name says that it is one that is read.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        by_extension(path, &READ)
    }
}

/// Why the file at `path` is not read, if its name says that it is a document of a kind that is
/// known to hold copy.
#[must_use]
pub fn unread_kind(path: &Path) -> Option<&'static str> {
    by_extension(path, &NOT_READ)
}

fn by_extension<T: Copy>(path: &Path, kinds: &[(&str, T)]) -> Option<T> {
    let extension = path.extension()?.to_str()?;
    kinds
        .iter()
        .find(|(kind, _)| extension.eq_ignore_ascii_case(kind))
        .map(|&(_, answer)| answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_and_capitals_do_not() {
        let of = |path: &str| Format::of_path(Path::new(path));
        assert_eq!(of("docs/README.MD"), Some(Format::Markdown));
        assert_eq!(of("a.b.mdx"), Some(Format::Mdx));
        assert_eq!(of(".md"), None);
        assert_eq!(of("logo.png"), None);
        assert!(unread_kind(Path::new("deck.KEY")).is_some());
        assert!(unread_kind(Path::new("main.rs")).is_none());
    }

    #[test]
    fn no_kind_is_both_read_and_not_read() {
        for (kind, _) in READ {
            assert!(NOT_READ.iter().all(|(other, _)| kind != *other), "{kind}");
        }
    }
}
