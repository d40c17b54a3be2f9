//! The friendly document.

use super::sample;
use crate::render::markdown::render;

#[test]
fn a_document_comes_out_as_expected() {
    let markdown = String::from_utf8(render(&sample::friendly()).unwrap()).unwrap();
    assert_eq!(markdown, include_str!("expected.md"), "{markdown}");
}
