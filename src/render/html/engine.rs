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
        tera.register_filter("grouped", |count: u64, _: Kwargs, _: &State<'_>| -> String {
            grouped(count)
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

/// A count of five digits or more in groups of three, parted by a narrow no-break space.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut parted = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push('\u{202f}');
        }
        parted.push(digit);
    }
    parted
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
        Engine::load().unwrap();
    }
}
