//! Same input, same bytes: twice in one run, in two folders, under another time zone and locale.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use support::{AS_OF, command, examples, root};

/// Every file below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for (name, bytes) in files(from) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

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
