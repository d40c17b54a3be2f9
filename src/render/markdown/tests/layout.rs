//! Templates, filled.

use serde::Serialize;

use crate::render;
use crate::render::markdown::markup::Markup;
use crate::render::markdown::templates::Templates;

pub(super) fn fill(name: &str, part: &impl Serialize) -> Markup {
    Templates::load(&render::Templates::default()).unwrap().fill(name, part).unwrap()
}
