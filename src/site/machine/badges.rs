//! Badges of a system: a small picture each, and the form that badge services read (shields.io, endpoint badge).

use serde::Serialize;

use crate::attest::json_file;
use crate::model::site::{ReportEntry, Site, SubjectEntry};
use crate::model::{Severity, Verdict};
use crate::render::File;
use crate::site::doors::{Files, SiteError};
use crate::view::labels;

/// A badge: what it is about, and what it says of that.
struct Badge {
    name: &'static str,
    label: &'static str,
    message: String,
    colour: &'static str,
}

// The colours of the light page: white on them has a contrast of 5.5 and more.
const HOLDS: &str = "1c6a43";
const FAILS: &str = "a61b29";
const OWED: &str = "845400";
const UNKNOWN: &str = "5b4b8f";
const NEUTRAL: &str = "656158";

/// The badges of a system, in `badges/` of its folder.
pub(in crate::site) fn files(
    site: &Site,
    subject: &SubjectEntry,
    folder: &str,
) -> Result<Files, SiteError> {
    let Some(latest) = subject.latest() else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for badge in [verdict(latest), score(latest), findings(latest), age(site, latest)] {
        let path = format!("{folder}badges/{}", badge.name);
        files.push(File { name: format!("{path}.svg"), bytes: picture(&badge).into_bytes() });
        files.push(json_file(&format!("{path}.json"), &endpoint(&badge))?);
    }
    Ok(files)
}

fn verdict(latest: &ReportEntry) -> Badge {
    let colour = match latest.verdict {
        Verdict::Ready => HOLDS,
        Verdict::ReadyWithConditions => OWED,
        Verdict::NotReady => FAILS,
        Verdict::InsufficientEvidence => UNKNOWN,
    };
    let message = labels::verdict(latest.verdict);
    Badge { name: "verdict", label: "readiness", message, colour }
}

fn score(latest: &ReportEntry) -> Badge {
    let message =
        latest.score.clone().map_or_else(|| "none".to_owned(), |it| format!("{it} of 100"));
    Badge { name: "score", label: "readiness score", message, colour: NEUTRAL }
}

fn findings(latest: &ReportEntry) -> Badge {
    let badge = |message: String, colour| Badge {
        name: "findings",
        label: "open findings",
        message,
        colour,
    };
    let Some(counts) = &latest.findings else { return badge("no scan".to_owned(), UNKNOWN) };
    let worst = counts.0.iter().min_by_key(|(severity, _)| severity.rank());
    match worst {
        None => badge("none".to_owned(), HOLDS),
        Some((severity, count)) => {
            let rest = counts.total() - count;
            let more = if rest > 0 { format!(", {rest} more") } else { String::new() };
            let message = format!("{count} {}{more}", labels::severity(*severity));
            badge(
                message,
                match severity {
                    Severity::Critical | Severity::High => FAILS,
                    Severity::Unknown => UNKNOWN,
                    Severity::Medium | Severity::Low => OWED,
                    Severity::Info => NEUTRAL,
                },
            )
        }
    }
}

fn age(site: &Site, latest: &ReportEntry) -> Badge {
    let badge = |message: String, colour| Badge {
        name: "evidence-age",
        label: "evidence age",
        message,
        colour,
    };
    let Some(oldest) = latest.oldest_evidence else {
        return badge("no evidence".to_owned(), UNKNOWN);
    };
    let age = site.as_of.days_since(oldest);
    let days = if age == 1 { "1 day".to_owned() } else { format!("{age} days") };
    match latest.max_age {
        Some(allowed) if age > i64::from(allowed) => badge(format!("{days}, over {allowed}"), OWED),
        Some(_) => badge(days, HOLDS),
        None => badge(days, NEUTRAL),
    }
}

/// The endpoint form, version 1 of its schema.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'a> {
    schema_version: u8,
    label: &'a str,
    message: &'a str,
    color: &'a str,
}

fn endpoint(badge: &Badge) -> Endpoint<'_> {
    Endpoint { schema_version: 1, label: badge.label, message: &badge.message, color: badge.colour }
}

/// The picture. All words are ours, and none needs escaping.
fn picture(badge: &Badge) -> String {
    let (left, right) = (width(badge.label), width(&badge.message));
    let (whole, label, message) = (left + right, badge.label, &badge.message);
    let (first, second) = (left / 2, left + right / 2);
    let (inner, outer) = (left - 12, right - 12);
    let colour = badge.colour;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" \
         aria-label=\"{label}: {message}\"><title>{label}: {message}</title>\
         <rect width=\"{left}\" height=\"20\" fill=\"#1d1c1a\"/>\
         <rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"#{colour}\"/>\
         <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\
         <text x=\"{first}\" y=\"14\" textLength=\"{inner}\">{label}</text>\
         <text x=\"{second}\" y=\"14\" textLength=\"{outer}\">{message}</text></g></svg>\n"
    )
}

/// How wide words are with room around them, in pixels: about as a sans-serif of 11 px sets them.
fn width(words: &str) -> usize {
    words.chars().count() * 13 / 2 + 14
}
