//! Same input, same bytes: twice in one run, in two folders, under another time zone and locale.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use support::{AS_OF, command, copy, examples, files, root};

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let elsewhere = scratch.path().join("elsewhere/deeper");
    copy(&root().join("examples/predictive-maintenance"), &elsewhere);
    let here = root().join("examples/predictive-maintenance");
    let variants = [
        ("first", &here, "UTC", "C"),
        ("again", &here, "UTC", "C"),
        ("moved", &elsewhere, "Pacific/Auckland", "tr_TR.UTF-8"),
    ];
    let mut all = Vec::new();
    for (name, folder, zone, locale) in variants {
        let out = scratch.path().join(name);
        let findings = folder.join("after/findings.json");
        let output = command(&["render", findings.to_str().unwrap(), "-o", out.to_str().unwrap()])
            .args(["--as-of", AS_OF])
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        all.push(files(&out));
    }
    let first = &all[0];
    assert!(first.contains_key("report.html") && first.contains_key("manifest.json"));
    for (other, (name, ..)) in all.iter().zip(variants) {
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{name}");
        for (file, bytes) in first {
            assert!(Some(bytes) == other.get(file), "{file} differs: {name}");
        }
    }
}

#[test]
fn the_day_comes_from_the_option_or_the_epoch() {
    let findings = &examples()[0].findings;
    let as_of = |arguments: &[&str], epoch: Option<&str>| {
        let mut command = command(&["check", findings.to_str().unwrap(), "--format", "json"]);
        command.args(arguments);
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        let output = command.output().unwrap();
        let result: Result<serde_json::Value, _> = serde_json::from_slice(&output.stdout);
        (output.status.code(), result.map(|value| value["as_of"].clone()).ok())
    };
    assert_eq!(as_of(&[], Some("1600000000")).1, Some("2020-09-13".into()));
    assert_eq!(as_of(&["--as-of", "2026-01-02"], Some("1600000000")).1, Some("2026-01-02".into()));
    assert_eq!(as_of(&[], Some("yesterday")), (Some(2), None));
    assert_eq!(as_of(&["--as-of", "2026-02-30"], None), (Some(2), None));
}
