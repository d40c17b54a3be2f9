//! The templates, in the binary: the page, its style, and one partial for each kind of block, of the same name.

/// A template's name and source.
type Template = (&'static str, &'static str);

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../templates/pdf/", $name)))),*]
    };
}

/// All templates.
pub(super) const TEMPLATES: &[Template] = templates![
    "report.typ",
    "style.typ",
    "text.typ",
    "opening.typ",
    "front.typ",
    "contents.typ",
    "annex.typ",
    "blocks.typ",
    "heading.typ",
    "paragraph.typ",
    "list.typ",
    "facts.typ",
    "table.typ",
    "chart.typ",
    "figure.typ",
    "findings.typ",
    "evidence.typ",
    "prose.typ",
    "picture.typ",
];
