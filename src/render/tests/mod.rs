//! What changed between two reports, in every format: through the same renderers as a report, whatever it holds.

mod histories;

use std::collections::BTreeSet;

use super::{html, markdown};
use crate::model::delta::Delta;
use crate::model::{Digest, Report};
use crate::view::Document;
use crate::view::delta::{
    CommentLinks, DeltaOptions, comment, delta_document, delta_document_with, specimen,
};

fn deltas() -> [(&'static str, Delta); 6] {
    [
        ("friendly", specimen::friendly()),
        ("hostile", specimen::hostile()),
        ("endless", specimen::endless()),
        ("silent", specimen::silent()),
        ("bare", specimen::bare()),
        ("empty", specimen::empty()),
    ]
}

fn document(delta: &Delta) -> Document {
    let options = DeltaOptions {
        old_report: Some("../0.9.0/report.html".to_owned()),
        new_report: Some("https://a.example/report.html".to_owned()),
    };
    delta_document_with(delta, &Digest::of(b"diff.json"), &options)
}

fn page(delta: &Delta) -> String {
    String::from_utf8(html::render(&document(delta)).unwrap()).unwrap()
}

fn markdown_of(delta: &Delta) -> String {
    String::from_utf8(markdown::render(&document(delta)).unwrap()).unwrap()
}

fn comment_of(delta: &Delta, report: Option<&Report>, links: &CommentLinks) -> String {
    String::from_utf8(markdown::comment(&comment(delta, report, links)).unwrap()).unwrap()
}

fn links() -> CommentLinks {
    let at = |name: &str| Some(format!("https://a.example/{name}"));
    CommentLinks { report: at("report.html"), pdf: at("report.pdf"), changes: at("diff.html") }
}

fn report() -> Report {
    serde_json::from_str(include_str!("../../view/tests/maximal.json")).unwrap()
}

#[test]
fn the_page_tells_old_and_new_apart_without_colour() {
    let page = page(&specimen::friendly());
    for expected in [
        "<p class=\"was\"><svg class=\"m unknown\" aria-hidden=\"true\">",
        "0.9.0 was insufficient evidence</p>",
        "<b class=\"fails\">Not ready</b> It was insufficient evidence",
        "<del class=\"line\"><i>\u{2212}</i>  &quot;passed&quot;: 19</del></div><div><ins class=\"line\">",
        "<p class=\"gap\"><i aria-hidden=\"true\">\u{22ee}</i>4 lines the same</p>",
        "<h3 id=\"lines-scan\">Security scan: line by line</h3>",
        "<label><input type=\"checkbox\" class=\"a a1\"> New <small>2</small></label>",
        "<fieldset><legend>Severity</legend><label><input type=\"checkbox\" class=\"c c1\"> Critical <small>2</small>",
        "<input type=\"radio\" name=\"sides\" class=\"beside\" checked> Side by side",
        "<tr class=\"a1 b1 c1\" id=\"finding-_46-1\">",
        "<tr class=\"group a1 b1 c1 c2\"><th scope=\"rowgroup\"",
        "serves <del>five</del> <ins>six</ins> regions",
        "<ins>not yet `ready`</ins>",
        "<rect class=\"bar\" x=\"1.0\" y=\"4\" width=\"83.7\" height=\"9\"/>",
        "<title>System: +13.75</title><rect class=\"rise\" x=\"84.7\"",
        "<title>Tool: 0.00</title><path class=\"still\" d=\"M125.4 2V15\"/>",
        "<rect class=\"drop\" fill=\"url(#hatch)\" x=\"119.5\" y=\"4\" width=\"5.9\"",
        "<pattern id=\"hatch\"",
        "href=\"../0.9.0/report.html#gate-no-critical\"",
        "href=\"https://a.example/report.html#gate-no-critical\"",
        "SHA-256 of diff.json: <code>",
        "<svg class=\"m holds\" aria-hidden=\"true\"><use href=\"#m-change-up\"/></svg>Higher, better",
        "<svg class=\"m fails\" aria-hidden=\"true\"><use href=\"#m-change-up\"/></svg>Higher, worse",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

#[test]
fn every_page_is_sound_and_nothing_foreign_is_markup() {
    let known = elements(&page(&specimen::friendly()));
    for (name, delta) in deltas() {
        let page = page(&delta);
        let ids: Vec<&str> = values(&page, " id=\"").collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}");
        for to in values(&page, " href=\"#").filter(|to| !to.starts_with("m-")) {
            assert!(unique.contains(to), "{name}: #{to}");
        }
        let strange: Vec<String> = elements(&page).difference(&known).cloned().collect();
        assert!(strange.is_empty(), "{name}: {strange:?}");
    }
    assert!(page(&specimen::hostile()).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

fn values<'p>(page: &'p str, before: &'p str) -> impl Iterator<Item = &'p str> {
    page.split(before).skip(1).map(|rest| rest.split('"').next().unwrap())
}

fn elements(page: &str) -> BTreeSet<String> {
    let ends = |char: char| !char.is_ascii_alphanumeric();
    page.split('<').skip(1).map(|rest| rest.split(ends).next().unwrap().to_owned()).collect()
}

#[test]
fn markdown_tells_old_and_new_apart_too() {
    let markdown = markdown_of(&specimen::friendly());
    for expected in [
        "# Xpress Ops Tower, 0.9.0 to 1.0.0: not ready\n\n**[insufficient evidence]** 0.9.0 was insufficient evidence.\n\n**[not ready]** It was",
        "<a id=\"findings\"></a>3 Findings",
        "serves ~~five~~ **six** regions",
        "**[new]** | **[critical]** | <a id=\"finding-_46-1\"></a>Private key",
        "[F-1](https://a.example/report.html#finding-_46-1)",
        "[`F-4`](../0.9.0/report.html#finding-_46-4)",
        "17 in 0.9.0 + 2 new + 1 reopened + 1 newly checked \u{2212} 2 fixed \u{2212} 1 not checked = 18 in 1.0.0",
        "| Cause | What | Gates | Score | Verdict without it |",
        "\n\n```diff\n@@ 4 lines the same\n   \"hosts\": 4,",
        "\n-  \"passed\": 19\n+  \"passed\": 20,\n+  \"failed\": 1\n }\n```\n",
    ] {
        assert!(markdown.contains(expected), "{expected} is not in\n{markdown}");
    }
    for (name, delta) in deltas() {
        let markdown = outside_code(&markdown_of(&delta));
        assert!(!markdown.contains("<script") && !markdown.contains("[a](javascript"), "{name}");
        let lines = markdown.lines().filter(|line| line.starts_with('|'));
        assert!(lines.clone().all(|line| line.ends_with('|')), "{name}");
    }
}

/// The lines that stand in no block of code, where nothing is markup.
fn outside_code(markdown: &str) -> String {
    let mut in_code = false;
    let is_outside = |line: &&str| {
        let is_fence = line.starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    };
    markdown.split_inclusive('\n').filter(is_outside).collect()
}

#[test]
fn a_comment_fits_where_it_is_read() {
    let report = report();
    let comment = comment_of(&specimen::friendly(), Some(&report), &links());
    for expected in [
        "### Xpress Ops Tower 1.0.0: not ready\n\n**[not ready]** 4 of 8 blocking gates fail and 2 cannot be \
         determined. Score 36.0 of 100, was 28.2 in 0.9.0.\n\n| Outcome | Blocking gate |",
        "| **[fail]** | [no-critical](https://a.example/report.html#gate-no-critical) Open critical findings |",
        "Since 0.9.0: 2 findings are new, [F-1](https://a.example/report.html#finding-_46-1) (critical), [F-2]",
        "; 1 is reopened,",
        "2 claims are better, 3 are worse.",
        "<details><summary>On the way to ready: 4 things</summary>",
        "[Report](https://a.example/report.html) · [PDF](https://a.example/report.pdf) · \
         [Changes since 0.9.0](https://a.example/diff.html) · commit `7be19f4c03d8` · as of 2025-09-02\n",
    ] {
        assert!(comment.contains(expected), "{expected} is not in\n{comment}");
    }
}

#[test]
fn a_comment_has_less_than_thirty_lines_whatever_it_tells() {
    let report = report();
    for (name, mut delta) in deltas() {
        let gates: Vec<_> =
            delta.gates.iter().cloned().cycle().take(delta.gates.len() * 9).collect();
        delta.gates = gates;
        for (report, links) in [(Some(&report), links()), (None, CommentLinks::default())] {
            let comment = comment_of(&delta, report, &links);
            assert!(comment.lines().count() < 30, "{name}: {comment}");
            assert!(!comment.contains("<script") && !comment.contains("[a](javascript"), "{name}");
            assert!(comment.len() < 20_000, "{name}");
            assert_eq!(comment.matches("<details>").count(), usize::from(report.is_some()));
        }
    }
    let nothing = comment_of(&specimen::empty(), None, &CommentLinks::default());
    assert!(nothing.contains("no finding came or went, and no claim is better or worse."));
}

#[test]
fn the_same_delta_makes_the_same_bytes() {
    assert_eq!(page(&specimen::friendly()), page(&specimen::friendly()));
    let plain = |delta| html::render(&delta_document(delta, &Digest::of(b"x"))).unwrap();
    assert_eq!(plain(&specimen::bare()), plain(&specimen::bare()));
}

#[cfg(feature = "pdf")]
#[test]
fn every_delta_can_be_typeset() {
    use super::pdf;
    for (name, delta) in deltas() {
        let files = pdf::render(&document(&delta), &pdf::Options::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(files[0].name, "diff.pdf");
    }
}
