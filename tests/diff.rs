//! `signoff diff` on pairs of reports, each changed in one way or in several: what changed, and what it comes from.
//!
//! A case is a file in tests/diff/cases: what differs from tests/diff/base on the old side and on the new one, as JSON
//! Merge Patch (RFC 7386). Beside it stands what is told; `UPDATE_GOLDEN=1 cargo test --test diff` writes it anew.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::pairs::{cases, diff, side, sides};
use support::{AS_OF, examples, root, signoff};

/// What a case is about, without what every pair has.
fn told(delta: &Value) -> Value {
    let without = |name: &str, left_out: &[&str], keep: fn(&Value) -> bool| -> Vec<Value> {
        let mut all = delta[name].as_array().cloned().unwrap_or_default();
        all.retain(keep);
        for it in &mut all {
            let it = it.as_object_mut().unwrap();
            for name in left_out {
                it.shift_remove(*name);
            }
        }
        all
    };
    json!({
        "verdict": delta["verdict"],
        "causes": delta["causes"],
        "gates": without("gates", &["title", "level"], |it| {
            it["old"] != it["new"] || it.get("old_level").is_some()
        }),
        "scores": without("scores", &["title", "old", "new", "exact"], |it| it["difference"] != "0.00"),
        "claims": without("claims", &["statement"], |_| true),
        "measures": without("measures", &["title"], |_| true),
        "findings": without("findings", &["title", "location"], |it| it["change"] != "same"),
        "totals": delta["totals"],
        "runs": delta["runs"],
        "subject": delta["subject"],
    })
}

#[test]
fn what_changed_and_why_is_told_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = sides(&case, folder.path());
        let delta = diff(&old, &new, &[]);
        reconciles(&delta);
        parts_sum_to_the_whole(&delta);
        mirrors(&delta, &diff(&new, &old, &[]));
        let told = serde_json::to_string_pretty(&told(&delta)).unwrap() + "\n";
        let expected = case.with_extension("expected.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&expected, told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// SEMANTICS rule 26: the sums.
fn reconciles(delta: &Value) {
    let totals = &delta["totals"];
    let of = |name: &str| totals["changes"][name].as_i64().unwrap();
    let sum = totals["old"].as_i64().unwrap() + of("new") + of("reopened") + of("newly_checked")
        - of("fixed")
        - of("not_checked");
    assert_eq!(sum, totals["new"].as_i64().unwrap(), "{totals}");
}

/// SEMANTICS rule 27: the parts of the scores.
fn parts_sum_to_the_whole(delta: &Value) {
    let number = |text: &Value| -> Option<i64> {
        Some(text.as_str()?.replace('\u{2212}', "-").replace('.', "").parse().unwrap())
    };
    for score in delta["scores"].as_array().unwrap() {
        let parts = score["parts"].as_array().cloned().unwrap_or_default();
        if let Some(difference) = number(&score["difference"]) {
            let sum: i64 = parts.iter().filter_map(|part| number(&part["points"])).sum();
            assert_eq!(sum, difference, "{score}");
        }
    }
}

/// SEMANTICS rule 26: what is new one way is fixed the other, and what is worse is better.
fn mirrors(there: &Value, back: &Value) {
    let (a, b) = (&there["totals"]["changes"], &back["totals"]["changes"]);
    let sum = |it: &Value, names: [&str; 2]| -> i64 {
        names.iter().map(|name| it[*name].as_i64().unwrap()).sum()
    };
    assert_eq!(sum(a, ["new", "reopened"]), b["fixed"].as_i64().unwrap());
    assert_eq!(a["newly_checked"], b["not_checked"]);
    for name in ["same", "moved", "changed"] {
        assert_eq!(a[name], b[name], "{name}");
    }
    for name in ["gates", "claims", "measures"] {
        let count = |it: &Value, direction: &str| {
            let all = it[name].as_array().unwrap().iter();
            all.filter(|it| it["direction"] == direction).count()
        };
        assert_eq!(count(there, "worse"), count(back, "better"), "{name}");
    }
}

#[test]
fn a_report_and_itself_differ_in_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let report = side(&json!({}), &folder.path().join("one"));
    let delta = diff(&report, &report, &[]);
    let lists = ["causes", "claims", "measures"];
    assert!(lists.iter().all(|name| delta[*name].as_array().unwrap().is_empty()), "{delta}");
    for name in
        ["runs", "evidence", "waivers", "actions", "signoffs", "sections", "subject", "policy"]
    {
        assert!(delta.get(name).is_none(), "{name}");
    }
    assert!(delta["findings"].as_array().unwrap().iter().all(|it| it["change"] == "same"));
}

/// What has no counterpart goes, and what is there is told: of every example against the next, both ways.
#[test]
fn what_is_told_of_the_examples_follows_the_schema() {
    let all = examples();
    let as_of = ["--as-of", AS_OF];
    for pair in all.windows(2) {
        let (old, new) = (&pair[0].findings, &pair[1].findings);
        let (there, back) = (diff(old, new, &as_of), diff(new, old, &as_of));
        reconciles(&there);
        mirrors(&there, &back);
    }
}

#[test]
fn what_another_checker_finds_is_neither_new_nor_fixed() {
    let [old, new] = ["bandit", "semgrep"]
        .map(|name| root().join(format!("tests/fixtures/ingest/sarif/{name}.sarif")));
    let totals = diff(&old, &new, &[])["totals"].clone();
    let changes = &totals["changes"];
    assert_eq!((&changes["new"], &changes["fixed"]), (&json!(0), &json!(0)), "{totals}");
    assert_eq!(
        (&changes["newly_checked"], &changes["not_checked"]),
        (&totals["new"], &totals["old"])
    );
}

/// Two outputs need no findings file.
#[test]
fn what_is_told_of_two_outputs_follows_the_schema() {
    let pairs = [
        ["sarif/bandit.sarif", "sarif/semgrep.sarif"],
        ["junit/pytest.xml", "junit/pytest-broken.xml"],
        ["trivy/none.json", "trivy/shop.json"],
        ["bandit/shop.json", "bandit/none.json"],
    ];
    for pair in pairs {
        let [old, new] = pair.map(|name| root().join("tests/fixtures/ingest").join(name));
        let (there, back) = (diff(&old, &new, &[]), diff(&new, &old, &[]));
        reconciles(&there);
        mirrors(&there, &back);
    }
}

#[test]
fn a_gate_that_only_warns_now_is_told_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = sides(&root().join("tests/diff/cases/gate-level.json"), folder.path());
    let output = signoff(&["diff", old.to_str().unwrap(), new.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("gates      none is better or worse; no-high was block, is warn\n"),
        "{text}"
    );
}
