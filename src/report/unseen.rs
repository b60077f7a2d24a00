//! What could not be read of files that were checked: a line for each file and each reason, however
//! many slides or pages there are.

use std::collections::BTreeMap;

use super::Summary;

/// How many places of a file are named before it is said how many more there are.
const NAMED: usize = 5;

/// One line for each file and reason, in the order of the files.
#[must_use]
pub fn unseen(summary: &Summary) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = summary.notices.as_slice();
    while let Some((path, _)) = rest.first() {
        let of_file = rest.iter().take_while(|(other, _)| other == path).count();
        let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (_, notice) in &rest[..of_file] {
            let said = places.entry(&notice.what).or_default();
            said.push(notice.place.to_string());
        }
        for (what, places) in places {
            let more = match places.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let named = places[..places.len().min(NAMED)].join(", ");
            lines.push(format!("{path}: {named}{more}: {what}"));
        }
        rest = &rest[of_file..];
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Notice;
    use crate::place::Place;

    #[test]
    fn a_file_has_one_line_for_each_reason() {
        let slide = |number| Notice {
            place: Place {
                number: Some(number),
                ..Place::default()
            },
            what: "no text, 1 picture".to_owned(),
        };
        let mut summary = Summary::default();
        for number in 1..8 {
            summary.notices.push(("a.pptx".to_owned(), slide(number)));
        }
        summary.notices.push(("b.pptx".to_owned(), slide(4)));
        assert_eq!(
            unseen(&summary),
            [
                "a.pptx: slide 1, slide 2, slide 3, slide 4, slide 5 and 2 more: no text, 1 picture",
                "b.pptx: slide 4: no text, 1 picture",
            ]
        );
    }
}
