//! What tests of readers of documents share: the document in words, and bytes that were changed.

use copydesk::document::Document;

/// Every block with its place in words.
pub(crate) fn said(document: &Document) -> Vec<String> {
    (0..document.blocks.len())
        .map(|at| {
            let place = document.place_of(at).unwrap();
            format!("{place}: {}", document.words(document.blocks[at].text))
        })
        .collect()
}

/// Numbers as good as random, each less than what is asked for, the same at every run.
pub(crate) fn numbers() -> impl FnMut(usize) -> usize {
    let mut seed = 7_u64;
    move |below| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    }
}
