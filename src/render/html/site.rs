//! Pages of a site: what a report, a comparison or a page says, with the ways to other pages around it. Style and
//! script are files of the site, so that the page's policy can forbid all others.

use serde::Serialize;
use tera::Context;

use super::engine::Engine;
use super::{Drawn, Entry, LONG, choose, entry, sprite};
use crate::render::prose::Jumps;
use crate::render::{RenderError, Templates};
use crate::view::{Cover, Document, Page, Section, Tool};

/// What stands around a page of a site. Addresses are relative to the page, and written by Signoff.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Around {
    /// The way to the site's root: `../../`, or nothing in the root itself.
    pub root: String,
    /// What the site is called.
    pub site: String,
    /// Where the page is published, as a whole; none where that isn't known.
    pub canonical: Option<String>,
    /// The picture that others show of the page, likewise.
    pub picture: Option<String>,
    /// The feed that tells what is new of what is on the page.
    pub feed: String,
    /// The pages above it, from the top.
    pub crumbs: Vec<Way>,
    /// Other forms of the page.
    pub forms: Vec<Way>,
    /// Whether search engines are to leave it out.
    pub is_hidden: bool,
}

/// A way to another page or file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Its address; none where it is only named.
    pub to: Option<String>,
    /// What is printed.
    pub text: String,
}

/// Renders a report or a comparison as a page of a site, in UTF-8. `description` says in a sentence what is on it.
///
/// # Errors
///
/// Only where a template that ships with Signoff is wrong.
pub fn document_on_site(
    document: &Document,
    description: &str,
    around: &Around,
) -> Result<Vec<u8>, RenderError> {
    let engine = Engine::load(&Templates::default())?;
    let jumps = Jumps::of(document);
    let (sections, drawings) =
        (drawn(&engine, jumps, &document.sections)?, sprite::drawings(document));
    let head = Head {
        title: &document.title,
        description,
        as_of: Some(&document.as_of),
        made_by: &document.made_by,
        long: document.finding_count() >= LONG,
        contents: true,
        ending: Some(Ending {
            running: &document.running,
            running_verdict: &document.running_verdict,
            data_file: document.kind.data_file(),
            digest: &document.cover.front.report_digest,
        }),
        script: "",
    };
    let top = Top::Cover { cover: &document.cover, as_of: &document.as_of };
    let body = Body {
        sections: &document.sections,
        html: sections,
        drawings,
        sides: choose::has_sides(document),
    };
    write(&engine, &head, &top, &body, around)
}

/// Renders a page of a site, in UTF-8.
///
/// # Errors
///
/// Only where a template that ships with Signoff is wrong.
pub fn page(page: &Page, made_by: &str, around: &Around) -> Result<Vec<u8>, RenderError> {
    let engine = Engine::load(&Templates::default())?;
    let sections = drawn(&engine, Jumps::none(), &page.sections)?;
    let head = Head {
        title: &page.title,
        description: &page.description,
        as_of: page.as_of.as_deref(),
        made_by,
        long: false,
        contents: false,
        ending: None,
        script: match page.tool {
            Tool::Tables => "tables.js",
            Tool::Search => "search.js",
            Tool::Compare => "compare.js",
        },
    };
    let drawings = sprite::drawings_of_page(page);
    let body = Body { sections: &page.sections, html: sections, drawings, sides: false };
    write(&engine, &head, &Top::Page { page }, &body, around)
}

/// What a page says of itself.
#[derive(Serialize)]
struct Head<'a> {
    title: &'a str,
    description: &'a str,
    as_of: Option<&'a str>,
    made_by: &'a str,
    long: bool,
    /// Whether it has a list of its sections.
    contents: bool,
    ending: Option<Ending<'a>>,
    /// The script in `assets/`; empty where it needs none.
    script: &'static str,
}

/// What a report or a comparison says at its end.
#[derive(Serialize)]
struct Ending<'a> {
    running: &'a str,
    running_verdict: &'a str,
    data_file: &'a str,
    digest: &'a str,
}

/// What stands first.
#[derive(Serialize)]
#[serde(tag = "top", rename_all = "snake_case")]
enum Top<'a> {
    Cover { cover: &'a Cover, as_of: &'a str },
    Page { page: &'a Page },
}

/// What is on a page, and what that needs.
struct Body<'a> {
    sections: &'a [Section],
    html: String,
    drawings: sprite::Drawings,
    /// Whether something of two sides is on it.
    sides: bool,
}

fn drawn(engine: &Engine, jumps: Jumps<'_>, sections: &[Section]) -> Result<String, RenderError> {
    let mut page = Drawn { engine, jumps, tables: 0 };
    let mut html = Vec::new();
    for section in sections {
        page.section(section, &mut html)?;
    }
    Ok(super::text(html))
}

fn write(
    engine: &Engine,
    head: &Head<'_>,
    top: &Top<'_>,
    body: &Body<'_>,
    around: &Around,
) -> Result<Vec<u8>, RenderError> {
    let entries: Vec<Entry<'_>> = body.sections.iter().map(entry).collect();
    let mut arguments = Context::new();
    arguments.insert("head", head);
    arguments.insert("top", top);
    arguments.insert("sections", &entries);
    arguments.insert("symbols", &body.drawings.symbols);
    arguments.insert("hatches", &body.drawings.hatches);
    arguments.insert("around", around);
    arguments.insert("sides", &body.sides);
    let mut html = Vec::with_capacity(body.html.len() + 8192);
    engine.add("site", &arguments, &body.html, &mut html)?;
    Ok(html)
}
