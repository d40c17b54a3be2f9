//! The templates, loaded once. All of them are components: the Rust side calls one by its name.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use tera::{Context, Kwargs, State, Tera, Value};

use super::escape;
use crate::render::{RenderError, prose};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/html");

static ENGINE: LazyLock<Result<Engine, tera::Error>> = LazyLock::new(Engine::load);

/// The style sheet as it stands in the page.
pub(super) const STYLE: &str = include_str!("../../../templates/html/report.css");

/// The loaded templates.
#[derive(Debug)]
pub(super) struct Engine(Tera);

impl Engine {
    /// The templates that ship with Signoff.
    pub(super) fn embedded() -> Result<&'static Self, RenderError> {
        ENGINE.as_ref().map_err(|error| RenderError::Template {
            format: "HTML",
            source: error.to_string().into(),
        })
    }

    fn load() -> Result<Self, tera::Error> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape::escape);
        // What leads out of the page is judged where it is printed, whoever put it there.
        tera.register_filter("web", |address: &str, _: Kwargs, _: &State<'_>| -> Value {
            prose::web_address(address).map_or_else(Value::none, Value::from)
        });
        tera.register_filter("relative", |path: &str, _: Kwargs, _: &State<'_>| -> String {
            escape::relative_address(path)
        });
        let templates: Vec<(&str, &str)> = TEMPLATES
            .files()
            .filter(|file| file.path().extension().is_some_and(|extension| extension == "html"))
            .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
            .collect();
        tera.add_raw_templates(templates)?;
        Ok(Self(tera))
    }

    /// Adds what a component makes of its arguments and of its body, which is markup of ours.
    pub(super) fn add(
        &self,
        component: &str,
        arguments: &Context,
        body: &str,
        page: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        self.0
            .render_component_to(component, arguments, Some(body), true, page)
            .map_err(|error| RenderError::Template { format: "HTML", source: Box::new(error) })
    }
}
