//! What report.json holds is in every other format: nothing is dropped, in none of them.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]
#![cfg(feature = "pdf")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{examples, render_all};

/// The formats in which everything has to be found.
const FORMATS: [&str; 3] = ["md", "html", "pdf"];

#[test]
#[ignore = "needs scripts/setup"]
fn everything_in_the_report_is_in_every_format() {
    let mut missing = Vec::new();
    for example in examples() {
        let folder = render_all().join(&example.name);
        let wanted = wanted(&report(&folder));
        assert!(wanted.len() > 50, "{} has too little to look for", example.name);
        for format in FORMATS {
            let text = text(&folder, format);
            for (what, words) in &wanted {
                if !contains(&text, words) {
                    missing.push(format!("{} {format}: {what}: {words}", example.name));
                }
            }
        }
    }
    let shown: Vec<_> = missing.iter().take(40).map(String::as_str).collect();
    assert!(missing.is_empty(), "{} missing:\n{}", missing.len(), shown.join("\n"));
}

/// The check itself is worth something: what is taken out of a rendered text is missed.
#[test]
#[ignore = "needs scripts/setup"]
fn what_is_taken_out_of_a_text_is_missed() {
    let example = &examples()[0];
    let folder = render_all().join(&example.name);
    let report = report(&folder);
    let gate = report["gates"][0]["title"].as_str().unwrap();
    let digest = report["evidence"][0]["sha256"].as_str().unwrap();
    for format in FORMATS {
        let whole = text(&folder, format);
        for words in [gate, digest] {
            assert!(contains(&whole, words), "{format}: {words}");
            let without = whole.replace(&squash(words), "");
            assert!(!contains(&without, words), "{format} without {words}");
        }
    }
}

fn report(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("report.json")).unwrap()).unwrap()
}

/// What has to be found, with what it is.
fn wanted(report: &Value) -> BTreeSet<(String, String)> {
    let mut wanted = BTreeSet::new();
    // In sentences, evidence is called by its display number: E1 and so on, in the order of ids.
    let evidence = report["evidence"].as_array().unwrap().iter().enumerate();
    let numbers: Vec<(String, String)> = evidence
        .map(|(at, entry)| (format!("`{}`", entry["id"].as_str().unwrap()), format!("E{}", at + 1)))
        .collect();
    let mut want = |what: &str, value: &Value| {
        if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
            let text =
                numbers.iter().fold(text.to_owned(), |text, (id, number)| text.replace(id, number));
            wanted.insert((what.to_owned(), text));
        }
    };
    want("verdict", &report["verdict"]["sentence"]);
    want("digest to sign", &report["provenance"]["of"]);
    for (kind, fields) in FIELDS {
        for thing in report[*kind].as_array().unwrap_or_else(|| panic!("no array {kind}")) {
            for field in *fields {
                want(&format!("{kind} {field}"), &thing[*field]);
            }
        }
    }
    for score in report["scores"]["categories"].as_array().unwrap() {
        want("score title", &score["title"]);
        want("score", &score["score"]);
        want("points", &score["points"]);
    }
    want("total", &report["scores"]["total"]["score"]);
    for list in report["checklists"].as_array().unwrap() {
        for item in list["items"].as_array().unwrap() {
            want("item", &item["title"]);
        }
    }
    for reason in report["verdict"]["reasons"].as_array().unwrap() {
        want("reason", &reason["text"]);
    }
    for input in report["provenance"]["inputs"].as_array().unwrap() {
        want("input", &input["sha256"]);
    }
    wanted
}

/// The fields of each array that a reader has to find.
const FIELDS: &[(&str, &[&str])] = &[
    ("gates", &["id", "title", "threshold", "observed", "because"]),
    ("categories", &["title"]),
    ("claims", &["id", "statement", "because", "owner", "not_applicable"]),
    ("measures", &["metric", "title"]),
    ("findings", &["id", "rule", "title", "tool_severity", "impact", "effort", "status_reason"]),
    ("contradictions", &["rule", "text"]),
    ("waivers", &["reason", "requested_by", "approved_by", "expires"]),
    ("checklists", &["title"]),
    ("artifacts", &["path", "title"]),
    ("actions", &["id", "title", "owner", "due", "effort", "priority"]),
    ("signoffs", &["role", "name"]),
    ("sections", &["title"]),
    ("evidence", &["id", "path", "sha256", "collected_by", "command"]),
    ("runs", &["command", "started_at"]),
];

/// The text of a format as one run of letters and digits: how words are broken, marked up and spaced is each format's own.
fn text(folder: &Path, format: &str) -> String {
    let file = folder.join(format!("report.{format}"));
    match format {
        "pdf" => squash(&pdf_body(&file)),
        "html" => squash(&without_tags(&fs::read_to_string(file).unwrap())),
        _ => squash(&without_tags(&without_targets(&fs::read_to_string(file).unwrap()))),
    }
}

/// The text of a PDF in reading order, the running header of each page left out.
fn pdf_body(file: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-raw", "-x", "0", "-y", "70", "-W", "700", "-H", "760"])
        .arg(file)
        .arg("-")
        .output()
        .expect("pdftotext is missing: run scripts/setup");
    assert!(output.status.success());
    let body = String::from_utf8(output.stdout).unwrap();
    let first = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-raw", "-l", "1"])
        .arg(file)
        .arg("-")
        .output();
    body + &String::from_utf8(first.unwrap().stdout).unwrap()
}

/// Markdown without escapes, and links without what they point at.
fn without_targets(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(start) = rest.find("](") {
        text.push_str(&rest[..start]);
        let end = rest[start..].find(')').unwrap_or(rest.len() - start - 1);
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    text.replace('\\', "")
}

/// The text between tags, entities read.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let is_tag = rest[start + 1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = rest[start..].find('>').filter(|_| is_tag);
        rest = end.map_or(&rest[start + 1..], |end| &rest[start + end + 1..]);
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

/// Letters and digits only.
fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a squashed text contains the words. Characters that a font may lack (pictographs) split them: each part is looked for.
fn contains(text: &str, words: &str) -> bool {
    let odd = |c: char| {
        !(c.is_alphanumeric() || c.is_ascii() || c.is_whitespace() || "–—“”‘’…−≤≥×·".contains(c))
    };
    words.split(odd).map(squash).all(|part| text.contains(&part))
}
