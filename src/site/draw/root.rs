//! What is made of all systems: the portfolio, gates, rules, waivers.

use super::Spot;
use crate::attest::json_file;
use crate::model::site::Site;
use crate::render::{File, html};
use crate::site::doors::{Files, SiteError};
use crate::site::{address, machine, pages};
use crate::view::Page;

/// The pages that are made of all systems, and the site as data, in the order in which they may be published.
pub(in crate::site) fn files(site: &Site) -> Result<Files, SiteError> {
    let mut files = Vec::new();
    let mut add = |folder: &str, page: &Page, above: &[(Option<String>, String)]| {
        let spot = Spot { site, folder, above, feed: "feed.xml" };
        spot.page(page).map(|file| files.push(file))
    };
    let top = [(Some(String::new()), "All systems".to_owned())];
    let below = |folder: &str, text: &str| {
        let own = (Some(folder.to_owned()), text.to_owned());
        top.iter().cloned().chain([own]).collect::<Vec<_>>()
    };
    for (folder, page) in pages::each_gate(site) {
        add(&folder, &page, &below("gates/", "Gates"))?;
    }
    for (folder, page) in pages::each_rule(site) {
        add(&folder, &page, &below("rules/", "Rules"))?;
    }
    add("gates/", &pages::gates(site), &top)?;
    add("rules/", &pages::rules(site), &top)?;
    add("waivers/", &pages::waivers(site), &top)?;
    add("search/", &pages::search(site), &top)?;
    add("compare/", &pages::compare(site), &top)?;
    add("", &pages::portfolio(site), &[])?;
    files.push(missing(site)?);
    files.push(machine::feed::of_all(site)?);
    files.extend(machine::servers::files(site));
    files.push(json_file("index.json", site)?);
    Ok(files)
}

/// A server shows it at any address, so that its ways begin at the site's root on the server.
fn missing(site: &Site) -> Result<File, SiteError> {
    let spot = Spot { site, folder: "", above: &[], feed: "feed.xml" };
    let mut around = spot.around(&[]);
    site.url.as_deref().map_or("/", address::path_of).clone_into(&mut around.root);
    around.canonical = None;
    around.is_hidden = true;
    let html = html::page(&pages::missing(site), &site.signoff_version, &around)?;
    Ok(File { name: "404.html".to_owned(), bytes: html })
}
