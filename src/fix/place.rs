//! Edits made, and where a byte is after them and was before them.

use crate::finding::Edit;

/// `source` with `edits` made; they are ascending and do not overlap.
pub(super) fn edited(source: &str, edits: &[Edit]) -> String {
    let mut said = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        said.push_str(&source[at..edit.span.start]);
        said.push_str(&edit.text);
        at = edit.span.end;
    }
    said.push_str(&source[at..]);
    said
}

/// Where byte `at` of the source is after `edits`; a byte that went is where the new text begins.
pub(super) fn after(edits: &[Edit], at: usize) -> usize {
    let mut moved = at;
    for edit in edits.iter().take_while(|edit| edit.span.start <= at) {
        if at < edit.span.end {
            return moved - (at - edit.span.start);
        }
        moved = moved + edit.text.len() - edit.span.len();
    }
    moved
}

/// Where byte `at` of the result was before `edits`; a byte that came was where the old text began.
pub(super) fn before(edits: &[Edit], at: usize) -> usize {
    let (mut grown, mut shrunk) = (0, 0);
    for edit in edits {
        let start = edit.span.start + grown - shrunk;
        if at < start {
            break;
        }
        if at < start + edit.text.len() {
            return edit.span.start;
        }
        grown += edit.text.len();
        shrunk += edit.span.len();
    }
    at + shrunk - grown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::SourceSpan;

    #[test]
    fn places_go_there_and_back() {
        let edit = |start, end, text: &str| Edit {
            span: SourceSpan::new(start, end),
            text: text.to_owned(),
        };
        let edits = [edit(2, 4, "long"), edit(6, 9, ""), edit(10, 10, "x")];
        let source = "0123456789ab";
        assert_eq!(edited(source, &edits), "01long459xab");
        for at in [0, 1, 4, 5, 9, 11] {
            let there = after(&edits, at);
            assert_eq!(
                edited(source, &edits)[there..=there],
                source[at..=at],
                "{at}"
            );
            assert_eq!(before(&edits, there), at);
        }
        assert_eq!(after(&edits, 3), 2);
        assert_eq!(before(&edits, 4), 2);
    }
}
