//! Packages in place of findings: judged and rendered again by what is in them, and refused where `verify` refuses.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::shop::{FORMATS, Package, judged, rendered, run};
use crate::support::{command, files, signoff};

/// The package as `bundle` packs it, in a folder of its own.
fn bundle(folder: &Path) -> String {
    let zip = folder.join("shop.zip").to_str().unwrap().to_owned();
    run(&["bundle", rendered().to_str().unwrap(), "-o", &zip]);
    zip
}

fn check(of: &[&str]) -> Value {
    let options = ["--format", "json", "--fail-on", "never"];
    serde_json::from_slice(&run(&[&["check"], of, &options].concat()).stdout).unwrap()
}

#[track_caller]
fn ends(arguments: &[&str], code: i32, says: &str) -> Output {
    let output = signoff(arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    assert!(told.contains(says), "{arguments:?}: {told}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    output
}

#[test]
fn a_package_is_judged_by_what_is_in_it() {
    let scratch = tempfile::tempdir().unwrap();
    let zip = bundle(scratch.path());
    let afresh = judged();
    let afresh = check(&afresh.iter().map(String::as_str).collect::<Vec<_>>());
    for package in [zip.as_str(), rendered().to_str().unwrap()] {
        let of_package = check(&[package]);
        for part in [
            "as_of",
            "subject",
            "verdict",
            "gates",
            "scores",
            "contradictions",
            "waivers",
            "of",
            "policy",
        ] {
            assert_eq!(of_package[part], afresh[part], "{part} of {package}");
        }
        assert!(of_package["gates"].as_array().unwrap().len() > 3);
    }
    let output = signoff(&["check", &zip]);
    assert_eq!(output.status.code(), Some(1), "its verdict decides, as that of findings");
    let output = run(&["explain", "api-latency", &zip]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("api-latency"));
    run(&["check", &zip, "--fail-on", "never", "--assume", "supported:api-latency"]);
}

#[test]
fn a_package_is_rendered_again_to_the_byte() {
    let scratch = tempfile::tempdir().unwrap();
    let zip = bundle(scratch.path());
    for (at, package) in [zip.as_str(), rendered().to_str().unwrap()].iter().enumerate() {
        let again = scratch.path().join(at.to_string());
        run(&[&["render", package, "-o", again.to_str().unwrap()], &FORMATS[..]].concat());
        assert!(files(&again) == files(rendered()), "{package}");
        run(&["render", package, "-o", again.to_str().unwrap(), "--formats", "md"]);
        run(&["verify", again.to_str().unwrap()]);
        assert!(!again.join("report.html").exists());
    }
    // In its own place, too.
    let package = Package::new();
    let folder = package.folder().to_str().unwrap();
    run(&[&["render", folder, "-o", folder], &FORMATS[..]].concat());
    assert!(files(package.folder()) == files(rendered()));
}

/// The exit code of `check` where that comes through a pipe.
fn checked(name: &str, bytes: &[u8]) -> Option<i32> {
    use std::io::Write as _;
    let mut child = command(&["check", name, "--fail-on", "never"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap().status.code()
}

#[test]
fn a_package_may_come_through_a_pipe() {
    let scratch = tempfile::tempdir().unwrap();
    let bytes = fs::read(bundle(scratch.path())).unwrap();
    assert_eq!(checked("-", &bytes), Some(0));
    // Of a pipe with a name nothing is lost by looking what it is.
    let least = br#"{ "signoff": "1", "subject": { "name": "shop" } }"#;
    if cfg!(unix) {
        assert_eq!(checked("/dev/stdin", least), Some(0));
        assert_eq!(checked("/dev/stdin", &bytes), Some(0));
    }
}

#[test]
fn a_report_in_a_package_is_shown_as_it_stands() {
    let scratch = tempfile::tempdir().unwrap();
    let report = rendered().join("report.json");
    let shown = scratch.path().join("shown");
    let (report, shown) = (report.to_str().unwrap(), shown.to_str().unwrap());
    run(&[&["render", report, "-o", shown], &FORMATS[..]].concat());
    assert_eq!(check(&[shown])["verdict"], check(&[report])["verdict"]);
    let again = scratch.path().join("again");
    run(&[&["render", shown, "-o", again.to_str().unwrap()], &FORMATS[..]].concat());
    assert!(files(&again) == files(Path::new(shown)));
}

#[test]
fn a_package_stands_alone_and_decides_itself() {
    let scratch = tempfile::tempdir().unwrap();
    let zip = bundle(scratch.path());
    for more in [["--as-of", "2026-01-01"], ["--policy", "x.toml"], ["--root", "."]] {
        ends(&["check", &zip, more[0], more[1]], 2, "a package is judged by its own policy");
    }
    let findings = &judged()[0];
    ends(&["check", findings, &zip], 2, "is a package, and other files are named beside it");
    ends(&["check", &zip, findings], 2, "is a package, and other files are named beside it");
    ends(&["check", scratch.path().to_str().unwrap()], 3, "it is a folder");
    let no_package = scratch.path().join("no.zip");
    fs::write(&no_package, "PK, and nothing else").unwrap();
    ends(&["check", no_package.to_str().unwrap()], 4, "unreadable-archive");
}

#[test]
fn a_package_that_was_changed_is_not_judged() {
    for (name, from, to) in
        [("report.html", "845.25", "145.25"), ("inputs/findings.json", "\"signoff\"", "\"signof\"")]
    {
        let package = Package::new();
        package.replace(name, from, to);
        let folder = package.folder().to_str().unwrap();
        ends(&["check", folder], 4, "digest-mismatch");
        let out = package.folder().with_extension("out");
        ends(&["render", folder, "-o", out.to_str().unwrap()], 4, "digest-mismatch");
        assert!(!out.exists());
    }
    let package = Package::new();
    package.write("inputs/extra.json", "{}");
    ends(&["check", package.folder().to_str().unwrap()], 4, "unlisted-file");
}

#[test]
fn a_secret_that_a_package_holds_is_not_published_again() {
    let token = ["gh", "p_"].concat() + "a8F3kq29Zp0xR7mB5tWd1YcVn6Hs4JgLwE12";
    let package = Package::new();
    let name = "inputs/evidence/drill.md";
    let text = package.text(name) + "\n" + &token + "\n";
    package.write(name, text);
    package.relist(name);
    let folder = package.folder().to_str().unwrap();
    let output = ends(&["check", folder], 4, "leaked-secret");
    assert!(!String::from_utf8_lossy(&output.stderr).contains(token.split_at(12).0));
    // Nor told where the findings are at fault.
    let package = Package::new();
    let unknown = format!("{{\n  \"{token}\": 1,");
    package.replace_and_relist("inputs/findings.json", "{", &unknown);
    let output = ends(&["check", package.folder().to_str().unwrap()], 4, "leaked-secret");
    assert!(!String::from_utf8_lossy(&output.stderr).contains(token.split_at(12).0));
}
