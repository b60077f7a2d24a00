//! Files that are made to break their reader.

use std::time::Instant;

use copydesk::document::options::{Limits, OfficeOptions};
use copydesk::document::pdf::read;

use super::{Made, lines, notices, support};

/// A form that draws this, with itself or others as `/X`.
fn form(made: &mut Made, drawn: &str, inner: usize) -> usize {
    let entries = format!(
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /X {inner} 0 R >> >>"
    );
    made.stream(&entries, drawn)
}

/// A file with a page that draws forms in forms, ten times each, `deep` deep; the innermost draws `drawn`.
fn nested(deep: usize, drawn: &str) -> Made {
    let mut made = Made::new(&[&lines(720, &["A page that is read"])]);
    let mut inner = form(&mut made, drawn, 3);
    for _ in 0..deep {
        inner = form(&mut made, &"/X Do ".repeat(10), inner);
    }
    made.page(
        "/X Do",
        &format!("/Resources << /XObject << /X {inner} 0 R >> >>"),
    );
    made
}

#[test]
fn a_page_of_more_letters_than_a_page_can_hold_is_given_up() {
    // Each is drawn a little further on, so that none is a letter that stands there already.
    let letters = "BT /F1 0.01 Tf 1 0 0 1 72 72 Tm (a b c d e f g h) Tj ET 1 0 0 1 0.01 0.002 cm";
    let options = OfficeOptions {
        limits: Limits {
            part: 1 << 20,
            ..Limits::default()
        },
        ..OfficeOptions::default()
    };
    let document = read(nested(4, letters).bytes(""), &options).unwrap();
    assert_eq!(
        notices(&document),
        ["page 2: not read: its letters take more than the limit of 1 MiB (part)"]
    );
}

#[test]
fn a_page_that_never_ends_is_over_in_time() {
    let options = OfficeOptions {
        limits: Limits {
            seconds: 1,
            ..Limits::default()
        },
        ..OfficeOptions::default()
    };
    let began = Instant::now();
    let why = read(nested(40, "0 0 m 9 9 l S").bytes(""), &options).unwrap_err();
    assert_eq!(
        why.to_string(),
        "it takes longer than the limit of 1 seconds (seconds)"
    );
    // Not how fast it is: that it ends at all.
    assert!(began.elapsed().as_secs() < 60);
}

#[test]
fn what_holds_itself_is_read_once() {
    let mut made = Made::new(&[&lines(720, &["One"])]);
    let own = made.objects.len() + 1;
    form(&mut made, "/X Do", own);
    made.page(
        "/X Do",
        &format!("/Resources << /XObject << /X {own} 0 R >> >>"),
    );
    // A tree of pages that holds its own root.
    made.pages.push(2);
    assert_eq!(notices(&made.read())[0], "page 2: no text");
}

#[test]
fn a_page_drawn_by_what_calls_itself_a_picture_is_not_read() {
    let mut made = Made::new(&[&lines(720, &["One"])]);
    let drawn = made.stream("/Subtype /Image", "BT /F1 12 Tf 72 72 Td (Two) Tj ET");
    let page =
        made.objects[made.pages[0] - 1].replace("/Contents 5 0", &format!("/Contents {drawn} 0"));
    made.add(page);
    made.pages.push(made.objects.len());
    assert_eq!(
        notices(&made.read()),
        ["page 2: damaged: not read, or in part"]
    );
}

#[test]
fn no_change_of_bytes_breaks_the_reader() {
    let page = lines(720, &["The runtime enables", "access to all of it."]);
    let bytes = Made::new(&[&page, &page]).bytes("");
    let options = OfficeOptions::default();
    let mut next = support::numbers();
    for _ in 0..400 {
        let mut changed = bytes.clone();
        for _ in 0..=next(4) {
            let at = next(changed.len());
            match next(4) {
                0 => changed[at] = u8::try_from(next(256)).unwrap(),
                1 => changed[at] = b"0123456789<>[]()/"[next(17)],
                2 => drop(changed.drain(at..(at + next(20)).min(bytes.len() / 2).max(at))),
                _ => changed.insert(at, b"9</[(\n"[next(6)]),
            }
        }
        // Read or refused; a panic would end the test.
        let _ = read(changed, &options);
    }
}
