//! Lists of ours, and facts: labels and their values, as a list.

use serde::Serialize;

use super::line::Line;
use super::markup::Markup;
use super::text;
use crate::view::{Fact, List, Order};

/// What `list.md` and `facts.md` lay out.
#[derive(Serialize)]
pub(super) struct Items {
    is_numbered: bool,
    items: Vec<Markup>,
}

pub(super) fn list(list: &List) -> Items {
    let is_numbered = match list.order {
        Order::Numbered => true,
        Order::Bulleted => false,
    };
    Items { is_numbered, items: list.items.iter().map(text::text).collect() }
}

pub(super) fn facts(facts: &[Fact]) -> Items {
    let items = facts.iter().map(|fact| {
        let mut line = Line::default();
        line.words(&fact.label).words(": ");
        text::add_text(&mut line, &fact.value);
        line.finish()
    });
    Items { is_numbered: false, items: items.collect() }
}
