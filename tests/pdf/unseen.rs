//! What of a file cannot be read is said.

use copydesk::document::options::OfficeOptions;

use super::{Made, lines, notices, reason};

/// A picture of one pixel.
const PICTURE: &str =
    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";

/// A file with a page that shows a picture over all of it, and these words.
fn scanned(words: &str) -> Made {
    let mut made = Made::new(&[]);
    let picture = made.stream(PICTURE, "x");
    let resources =
        format!("/Resources << /Font << /F1 3 0 R >> /XObject << /P {picture} 0 R >> >>");
    made.page(&format!("q 612 0 0 792 0 0 cm /P Do Q {words}"), &resources);
    made
}

#[test]
fn a_page_that_is_a_picture_says_so() {
    let made = Made::new(&[&lines(720, &["One"]), "", "0 0 m 9 9 l S"]);
    assert_eq!(
        notices(&made.read()),
        ["page 2: no text", "page 3: no text, only drawings"]
    );
    assert_eq!(notices(&scanned("").read()), ["page 1: no text, 1 picture"]);
    let stamped = scanned(&lines(30, &["Scanned on Monday"]));
    assert_eq!(
        notices(&stamped.read()),
        ["page 1: little text, and a picture over most of the page"]
    );
    // The text that a program has recognised lies under the picture, and is read.
    let line = "What a program has recognised in the picture, letter by letter, is text and is read as text";
    let recognised = scanned(&format!("BT 3 Tr /F1 8 Tf 72 700 Td ({line}) Tj ET"));
    assert_eq!(notices(&recognised.read()), [] as [&str; 0]);
}

#[test]
fn signs_that_stand_for_no_letters_are_said() {
    let mut made = Made::new(&[]);
    let sign = made.stream("", "500 0 d0 0 0 400 400 re f");
    let font = made.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0]
        /CharProcs << /q1 {sign} 0 R /q2 {sign} 0 R /q3 {sign} 0 R >> /FirstChar 97 /LastChar 99
        /Encoding << /Differences [97 /q1 /q2 /q3] >> /Widths [500 500 500] >>"
    ));
    let resources = format!("/Resources << /Font << /F1 3 0 R /F2 {font} 0 R >> >>");
    let plain = lines(720, &["Nine words that everybody can read, and then some"]);
    made.page(&(plain + "BT /F2 12 Tf 72 600 Td (abc) Tj ET"), &resources);
    made.page("BT /F2 12 Tf 72 600 Td (abc) Tj ET", &resources);
    let why = "not read: the PDF does not say which letters its signs stand for";
    assert_eq!(
        notices(&made.read()),
        [format!("page 1: 1 word {why}"), format!("page 2: {why}")]
    );
}

#[test]
fn what_is_missing_or_attached_is_said() {
    let file = "<< /Type /Filespec /F (plan.xlsx) >>";
    let made = Made::new(&[&lines(720, &["One"])]).with(&format!(
        "/Names << /EmbeddedFiles << /Names [(plan) {file}] >> >> /NeedsRendering true"
    ));
    let mut bytes = String::from_utf8(made.bytes("")).unwrap();
    bytes = bytes.replace("/Count 1", "/Count 3");
    let document =
        copydesk::document::pdf::read(bytes.into_bytes(), &OfficeOptions::default()).unwrap();
    assert_eq!(
        notices(&document),
        [
            "page 2: not read: the file says that it has 3 pages, and 1 is in it",
            "body: a form that is made while it is shown (XFA) is not read",
            "body: plan.xlsx, an attached file, is not read",
        ]
    );
}

#[test]
fn a_broken_file_is_unread_and_a_broken_page_is_said() {
    assert!(reason(Vec::new()).starts_with("damaged: it does not begin as a PDF"));
    let ends = "damaged: its end is missing";
    assert_eq!(reason(b"%PDF-1.4 and nothing more".to_vec()), ends);
    let whole = Made::new(&["0 0 m"]).bytes("");
    assert_eq!(reason(whole[..whole.len() / 2].to_vec()), ends);
    assert!(reason(b"%PDF-1.4\n%%EOF".to_vec()).starts_with("damaged"));
    let mut made = Made::new(&[&lines(720, &["One"])]);
    made.page("", "/Contents 99 0 R");
    let packed = made.stream("/Filter /FlateDecode", "x\u{1}nonsense");
    let page = made.objects[made.pages[1] - 1].clone();
    made.add(
        page.replacen("/Contents 8 0 R", "", 1)
            .replace("99 0", &format!("{packed} 0")),
    );
    made.pages.push(made.objects.len());
    let said = notices(&made.read());
    assert!(
        said.contains(&"page 3: damaged: not read, or in part".to_owned()),
        "{said:?}"
    );
    assert!(
        said.iter()
            .any(|what| what.starts_with("body: a part of it is damaged")),
        "{said:?}"
    );
}

#[test]
fn a_file_with_a_password_is_called_encrypted() {
    let key = "0".repeat(64);
    let encrypt = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<00> <00>]"
    );
    let why = reason(Made::new(&[&lines(720, &["One"])]).bytes(&encrypt));
    assert!(why.starts_with("encrypted"), "{why}");
}
