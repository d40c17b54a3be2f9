//! Pages on which a reader does something: search, and compare any two reports.

use crate::model::site::Site;
use crate::view::{Headline, Page, Tool};

/// The page of the search.
#[must_use]
pub fn search(site: &Site) -> Page {
    let description = "Find systems, claims, findings, rules and evidence.";
    tool(site, "Search", description, Tool::Search)
}

/// The page that compares any two reports of a system.
#[must_use]
pub fn compare(site: &Site) -> Page {
    let description = "Compare any two published reports of a system.";
    tool(site, "Compare", description, Tool::Compare)
}

fn tool(site: &Site, heading: &str, description: &str, tool: Tool) -> Page {
    Page {
        title: format!("{}: {}", site.title, heading.to_lowercase()),
        description: description.to_owned(),
        as_of: None,
        heading: heading.to_owned(),
        facts: Vec::new(),
        headline: Headline::None,
        sections: Vec::new(),
        tool,
    }
}
