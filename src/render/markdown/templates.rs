//! The templates of the Markdown format, and how they are filled.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Tera};

use super::markup::Markup;
use crate::render::{self, RenderError, templates};

static ENGINE: templates::Engine = templates::Engine {
    format: "Markdown",
    folder: "markdown",
    suffix: ".md",
    // What templates get is finished Markdown already: nothing else is a `Markup`.
    prepare: |tera| tera.autoescape_on(Vec::<&str>::new()),
    embedded: OnceLock::new(),
};

/// The templates of the Markdown format.
pub(super) struct Templates(Arc<Tera>);

impl Templates {
    pub(super) fn load(templates: &render::Templates) -> Result<Self, RenderError> {
        ENGINE.load(templates).map(Self)
    }

    /// Lays out finished Markdown. White space around the outcome is the template's, not the text's.
    pub(super) fn fill(&self, name: &str, part: &impl Serialize) -> Result<Markup, RenderError> {
        let context = Context::from_serialize(part).map_err(|error| ENGINE.wrong(error))?;
        let filled = self.0.render(name, &context).map_err(|error| ENGINE.wrong(error))?;
        Ok(Markup::finished(filled.trim_matches('\n').to_owned()))
    }
}
