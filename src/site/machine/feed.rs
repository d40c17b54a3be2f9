//! Atom feeds (RFC 4287): new verdicts, regressions, waivers that expire.

use atom_syndication::{
    Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};
use chrono::{Days, NaiveTime};

use crate::model::site::{ReportEntry, Site, SubjectEntry, WaiverStand};
use crate::model::{Day, Digest};
use crate::render::File;
use crate::site::doors::SiteError;
use crate::site::news::{News, of_subject, version_name};
use crate::site::{address, unit};
use crate::view::labels;

/// How many entries a feed has.
const LONGEST: usize = 50;
/// From how many days before its end a waiver is told to expire.
const SOON: u64 = 30;

/// The feed of all systems.
pub(in crate::site) fn of_all(site: &Site) -> Result<File, SiteError> {
    let entries = site.subjects.iter().flat_map(|subject| entries(site, subject, "")).collect();
    let title = site.title.clone();
    feed(site, "", title, &["feed"], entries)
}

/// The feed of one system.
pub(in crate::site) fn of_one(site: &Site, subject: &SubjectEntry) -> Result<File, SiteError> {
    let folder = address::subject(&subject.slug);
    let title = format!("{}: {}", site.title, subject.name);
    feed(site, &folder, title, &["feed", &subject.name], entries(site, subject, &folder))
}

fn feed(
    site: &Site,
    folder: &str,
    title: String,
    what: &[&str],
    mut entries: Vec<Entry>,
) -> Result<File, SiteError> {
    entries.sort_by(|one, other| (other.updated, &one.id).cmp(&(one.updated, &other.id)));
    entries.truncate(LONGEST);
    let updated = entries.first().map_or_else(|| instant(site.as_of), |entry| entry.updated);
    let own = format!("{folder}feed.xml");
    let feed = Feed {
        title: Text::plain(title),
        id: id(what),
        updated,
        authors: vec![Person { name: site.title.clone(), ..Person::default() }],
        generator: Some(Generator {
            value: "Signoff".to_owned(),
            uri: None,
            version: Some(site.signoff_version.clone()),
        }),
        links: vec![
            link(site, folder, &own, "self", "application/atom+xml"),
            link(site, folder, &format!("{folder}index.html"), "alternate", "text/html"),
        ],
        entries,
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    let written = feed.write_with_config(Vec::new(), config);
    let mut bytes = written.map_err(|error| {
        SiteError::io(format!("can't write {own}"), std::io::Error::other(error.to_string()))
    })?;
    bytes.push(b'\n');
    Ok(File { name: own, bytes })
}

fn entries(site: &Site, subject: &SubjectEntry, folder: &str) -> Vec<Entry> {
    let news = of_subject(subject).map(|item| verdict(site, &item, folder));
    let latest = subject.latest();
    let waivers = subject.standing.waivers.iter();
    let waivers = waivers.filter_map(|waiver| expiry(site, subject, latest?, waiver, folder));
    news.chain(waivers).collect()
}

fn verdict(site: &Site, item: &News<'_>, folder: &str) -> Entry {
    let version = item.version;
    let before = item.before.map_or("", |before| before.sha256.as_str());
    let kind = if item.is_regression() { "regression" } else { "verdict" };
    Entry {
        title: Text::plain(format!("{} {}", item.what(), item.words())),
        id: id(&[kind, version.sha256.as_str(), before]),
        updated: instant(version.as_of),
        links: vec![page(site, folder, version)],
        categories: vec![Category { term: kind.to_owned(), ..Category::default() }],
        summary: Some(Text::plain(version.sentence.clone())),
        ..Entry::default()
    }
}

/// A waiver that expires soon, or has; told on the day from which it does.
fn expiry(
    site: &Site,
    subject: &SubjectEntry,
    latest: &ReportEntry,
    waiver: &WaiverStand,
    folder: &str,
) -> Option<Entry> {
    let soon = waiver.expires.date().checked_sub_days(Days::new(SOON))?;
    if soon > site.as_of.date() {
        return None;
    }
    let what = format!("{} {}", subject.name, version_name(latest));
    let covers: Vec<String> = waiver.covers.iter().map(ToString::to_string).collect();
    Some(Entry {
        title: Text::plain(format!("{what}: a waiver expires on {}", waiver.expires)),
        id: id(&["waiver", latest.sha256.as_str(), waiver.id.as_str()]),
        updated: soon.and_time(NaiveTime::MIN).and_utc().fixed_offset(),
        links: vec![page(site, folder, latest)],
        categories: vec![Category { term: "waiver".to_owned(), ..Category::default() }],
        summary: Some(Text::plain(format!(
            "{} Covers {}.",
            waiver.reason,
            labels::listed(&covers)
        ))),
        ..Entry::default()
    })
}

fn page(site: &Site, folder: &str, version: &ReportEntry) -> Link {
    link(site, folder, &format!("{}index.html", version.address), "alternate", "text/html")
}

/// A link to a file: whole where it is known where the site is, else relative to the feed.
fn link(site: &Site, folder: &str, to: &str, rel: &str, media_type: &str) -> Link {
    let href = match &site.url {
        Some(url) => format!("{url}{to}"),
        None => address::across(folder, to),
    };
    let mime_type = Some(media_type.to_owned());
    Link { href, rel: rel.to_owned(), mime_type, ..Link::default() }
}

fn instant(day: Day) -> FixedDateTime {
    day.date().and_time(NaiveTime::MIN).and_utc().fixed_offset()
}

/// An identifier that doesn't change when the site moves: a UUID of version 8 (RFC 9562, section 5.8) out of a digest.
fn id(what: &[&str]) -> String {
    let digest: Digest = unit::key(what.iter().copied());
    let part = |from: usize, to: usize| digest.as_str().get(from..to).unwrap_or_default();
    let parts = [part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32)];
    let [low, mid, version, variant, node] = parts;
    format!("urn:uuid:{low}-{mid}-8{version}-8{variant}-{node}")
}
