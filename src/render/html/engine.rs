//! The templates, loaded. All of them are components: the Rust side calls one by its name.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use tera::{Context, Kwargs, State, Tera, Value};

use super::escape;
use crate::model::words::typeset;
use crate::render::{RenderError, Templates, prose, templates};

static ENGINE: templates::Engine = templates::Engine {
    format: "HTML",
    folder: "html",
    suffix: ".html",
    prepare,
    embedded: OnceLock::new(),
};

/// The loaded templates.
#[derive(Debug)]
pub(super) struct Engine {
    components: Arc<Tera>,
    /// The style sheet as it stands in the page.
    pub(super) style: Cow<'static, str>,
}

impl Engine {
    pub(super) fn load(templates: &Templates) -> Result<Self, RenderError> {
        Ok(Self {
            components: ENGINE.load(templates)?,
            style: templates.source("html/report.css")?,
        })
    }

    /// Adds what a component makes of its arguments and of its body, which is markup of ours.
    pub(super) fn add(
        &self,
        component: &str,
        arguments: &Context,
        body: &str,
        page: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        self.components
            .render_component_to(component, arguments, Some(body), true, page)
            .map_err(|error| ENGINE.wrong(error))
    }
}

fn prepare(tera: &mut Tera) {
    tera.set_escape_fn(escape::escape);
    // What leads out of the page is judged where it is printed, whoever put it there.
    tera.register_filter("web", |address: &str, _: Kwargs, _: &State<'_>| -> Value {
        prose::web_address(address).map_or_else(Value::none, Value::from)
    });
    tera.register_filter("relative", |path: &str, _: Kwargs, _: &State<'_>| -> String {
        escape::relative_address(path)
    });
    tera.register_filter("grouped", |count: u64, _: Kwargs, _: &State<'_>| -> String {
        grouped(count)
    });
}

/// A count of five digits or more in groups of three, parted by a narrow no-break space.
fn grouped(count: u64) -> String {
    if count < 10_000 { count.to_string() } else { typeset(&count.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_from_five_digits_on() {
        assert_eq!(grouped(9_999), "9999");
        assert_eq!(grouped(10_000), "10\u{202f}000");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn the_templates_load() {
        Engine::load(&Templates::default()).unwrap();
    }
}
