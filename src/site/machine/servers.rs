//! What servers and crawlers are told: the list of pages, and headers that a page can't set itself.

use std::fmt::Write as _;

use crate::model::site::Site;
use crate::render::File;
use crate::site::doors::Files;
use crate::site::{address, draw};

/// How many addresses a sitemap may have (sitemaps.org, protocol 0.9).
const MOST: usize = 50_000;

/// The policy of the pages, as a header: there it can say who may frame them.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Other headers that hold for all files.
const HEADERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
];

/// The files.
pub(in crate::site) fn files(site: &Site) -> Files {
    let mut files = sitemaps(site);
    files.push(file("robots.txt", robots(site)));
    files.push(file("_headers", netlify()));
    files.push(file("headers/nginx.conf", nginx()));
    files.push(file("headers/apache.conf", apache()));
    // A folder that begins with `_` would be left out by the generator that GitHub Pages runs otherwise.
    files.push(file(".nojekyll", String::new()));
    files
}

fn file(name: &str, text: String) -> File {
    File { name: name.to_owned(), bytes: text.into_bytes() }
}

/// The list of pages: it needs whole addresses.
fn sitemaps(site: &Site) -> Files {
    let Some(url) = &site.url else { return Vec::new() };
    let pages = pages(site);
    let list = |pages: &[(String, String)]| {
        let mut text = opening("urlset");
        for (folder, day) in pages {
            // Writing to a String can't fail.
            let _ = writeln!(text, "<url><loc>{url}{folder}</loc><lastmod>{day}</lastmod></url>");
        }
        text + "</urlset>\n"
    };
    if pages.len() <= MOST {
        return vec![file("sitemap.xml", list(&pages))];
    }
    let mut files = Vec::new();
    let mut index = opening("sitemapindex");
    for (number, pages) in (1..).zip(pages.chunks(MOST)) {
        let name = format!("sitemap-{number}.xml");
        let _ = writeln!(index, "<sitemap><loc>{url}{name}</loc></sitemap>");
        files.push(file(&name, list(pages)));
    }
    files.push(file("sitemap.xml", index + "</sitemapindex>\n"));
    files
}

fn opening(element: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    )
}

/// The folder of each page that others may look for, and the day of what it says. Addresses hold nothing that needs
/// escaping.
fn pages(site: &Site) -> Vec<(String, String)> {
    let now = site.as_of.to_string();
    let own = ["", "gates/", "rules/", "waivers/"].map(|folder| (folder.to_owned(), now.clone()));
    let of_subjects = site.subjects.iter().flat_map(|subject| {
        let page = (address::subject(&subject.slug), now.clone());
        let reports = subject.versions.iter().enumerate().flat_map(|(at, version)| {
            let day = version.as_of.to_string();
            let changes = (at > 0).then(|| (draw::changes::folder(version), day.clone()));
            std::iter::once((version.address.clone(), day)).chain(changes)
        });
        std::iter::once(page).chain(reports)
    });
    own.into_iter().chain(of_subjects).collect()
}

fn robots(site: &Site) -> String {
    let map = site.url.as_ref().map(|url| format!("Sitemap: {url}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default())
}

/// For Netlify, Cloudflare Pages and those that read their form.
fn netlify() -> String {
    let mut text = format!("/*\n  Content-Security-Policy: {POLICY}\n");
    for (name, value) in HEADERS {
        let _ = writeln!(text, "  {name}: {value}");
    }
    text
}

fn nginx() -> String {
    let mut text = format!("add_header Content-Security-Policy \"{POLICY}\" always;\n");
    for (name, value) in HEADERS {
        let _ = writeln!(text, "add_header {name} \"{value}\" always;");
    }
    text + "error_page 404 /404.html;\n"
}

fn apache() -> String {
    let mut text = format!("Header always set Content-Security-Policy \"{POLICY}\"\n");
    for (name, value) in HEADERS {
        let _ = writeln!(text, "Header always set {name} \"{value}\"");
    }
    text + "ErrorDocument 404 /404.html\n"
}
