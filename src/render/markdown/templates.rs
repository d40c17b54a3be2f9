//! The templates of the Markdown format, and how they are filled.

use std::error::Error;

use serde::Serialize;
use tera::{Context, Tera};

use super::markup::Markup;
use crate::render::RenderError;

/// Every template by name.
const TEMPLATES: &[(&str, &str)] = &[
    ("cover.md", include_str!("../../../templates/markdown/cover.md")),
    ("evidence.md", include_str!("../../../templates/markdown/evidence.md")),
    ("facts.md", include_str!("../../../templates/markdown/facts.md")),
    ("findings.md", include_str!("../../../templates/markdown/findings.md")),
    ("heading.md", include_str!("../../../templates/markdown/heading.md")),
    ("list.md", include_str!("../../../templates/markdown/list.md")),
    ("page.md", include_str!("../../../templates/markdown/page.md")),
    ("paragraph.md", include_str!("../../../templates/markdown/paragraph.md")),
    ("prose.md", include_str!("../../../templates/markdown/prose.md")),
    ("table.md", include_str!("../../../templates/markdown/table.md")),
];

/// The templates of the Markdown format.
pub(super) struct Templates(Tera);

impl Templates {
    pub(super) fn load() -> Result<Self, RenderError> {
        let mut tera = Tera::new();
        // What templates get is finished Markdown already: nothing else is a `Markup`.
        tera.autoescape_on(Vec::<&str>::new());
        tera.add_raw_templates(TEMPLATES.iter().copied()).map_err(wrong)?;
        Ok(Self(tera))
    }

    /// Lays out finished Markdown. White space around the outcome is the template's, not the text's.
    pub(super) fn fill(&self, name: &str, part: &impl Serialize) -> Result<Markup, RenderError> {
        let context = Context::from_serialize(part).map_err(wrong)?;
        let filled = self.0.render(name, &context).map_err(wrong)?;
        Ok(Markup::finished(filled.trim_matches('\n').to_owned()))
    }
}

fn wrong(source: impl Into<Box<dyn Error + Send + Sync>>) -> RenderError {
    RenderError::Template { format: "Markdown", source: source.into() }
}
