//! The page for addresses at which there is nothing.

use super::parts;
use crate::model::site::Site;
use crate::view::{Block, Headline, Page, Tool};

/// `404.html`.
#[must_use]
pub fn missing(site: &Site) -> Page {
    let says = Block::says(
        "There is no page at this address. A report keeps its address as long as it is published.",
    );
    Page {
        title: format!("{}: no such page", site.title),
        description: "There is no page at this address.".to_owned(),
        as_of: None,
        heading: "No such page".to_owned(),
        facts: Vec::new(),
        headline: Headline::None,
        sections: vec![parts::section("missing", "What now", vec![says])],
        tool: Tool::Tables,
    }
}
