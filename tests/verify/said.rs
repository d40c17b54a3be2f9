//! What verify says, in every format, and what it says that it did not do.

use serde_json::Value;

use crate::shop::{FORMATS, Package, Said, inputs, rendered, run};
use crate::support::{AS_OF, signoff};

fn verify(package: &std::path::Path, format: &str) -> (Option<i32>, String, String) {
    let output = signoff(&["verify", package.to_str().unwrap(), "--format", format]);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn people_read_what_was_done_and_how_it_ended() {
    let (code, said, told) = verify(rendered(), "human");
    assert_eq!((code, told.as_str()), (Some(0), ""));
    for words in [
        "files ",
        "recomputed ",
        "report.md, report.html, report.json",
        "nothing here is signed",
        "verified: ",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("not verified"), "{said}");
    let package = Package::new();
    package.replace_and_relist("report.md", "845.25", "145.25");
    let (code, said, told) = verify(package.folder(), "human");
    assert_eq!(code, Some(4));
    assert!(said.contains("not verified: 1 difference\n"), "{said}");
    assert!(told.contains("output-differs") && told.contains("145.25"), "{told}");
}

#[test]
fn programs_read_the_same() {
    let package = Package::new();
    package.edit_and_relist("report.json", |report| report["verdict"]["value"] = "ready".into());
    let (code, said, _) = verify(package.folder(), "json");
    let value: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &value["verified"]), (Some(4), &Value::Bool(false)));
    assert_eq!(value["verdict"], "not_ready", "that which was recomputed");
    assert_eq!(value["counts"]["claims"], 5);
    let (code, said, _) = verify(package.folder(), "github");
    assert_eq!(code, Some(4));
    assert!(said.contains("::error ") && said.contains("file=report.json"), "{said}");
    let (code, said, _) = verify(package.folder(), "sarif");
    let log: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &log["version"]), (Some(4), &Value::from("2.1.0")));
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "verdict-differs"), "{said}");
}

#[test]
fn another_version_is_recomputed_and_not_rendered() {
    let package = Package::new();
    package.edit_and_relist("report.json", |report| {
        report["provenance"]["signoff_version"] = "9.9.9".into();
        report["changes"]["signoff_version"] = "9.9.9".into();
    });
    package.manifest(|manifest| manifest["signoff_version"] = "9.9.9".into());
    // An edit of the HTML can't be told from what that version wrote.
    package.replace_and_relist("report.html", "845.25", "145.25");
    let said = Said::of(package.folder());
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
    assert!(said.names("not-rendered", "9.9.9"), "{}", said.value);
    let (_, words, _) = verify(package.folder(), "human");
    assert!(words.contains("verified: nothing differs in what was checked"), "{words}");
    // What was recomputed is held against report.json all the same.
    package.edit_and_relist("report.json", |report| report["verdict"]["value"] = "ready".into());
    let said = Said::of(package.folder());
    assert_eq!(said.code, Some(4));
    assert!(said.names("verdict-differs", "the verdict"), "{}", said.value);
}

#[test]
fn what_nothing_can_be_held_against_is_not_verified() {
    let package = Package::new();
    for name in ["report.json", "report.html"] {
        package.remove(name);
        package.unlist(name);
    }
    package.manifest(|manifest| manifest["options"]["formats"] = serde_json::json!(["md"]));
    let said = Said::of(package.folder());
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
    package.manifest(|manifest| manifest["signoff_version"] = "9.9.9".into());
    let said = Said::of(package.folder());
    assert_eq!((said.code, said.errors()), (Some(4), vec!["not-recomputed"]), "{}", said.value);
}

#[test]
fn a_report_that_was_shown_as_it_stands_has_nothing_behind_it() {
    let scratch = tempfile::tempdir().unwrap();
    let report = inputs().join("last/report.json");
    let out = scratch.path().join("out");
    run(&[&["render", report.to_str().unwrap(), "-o", out.to_str().unwrap()][..], &FORMATS]
        .concat());
    let said = Said::of(&out);
    assert_eq!((said.code, said.errors()), (Some(4), vec!["not-recomputed"]), "{}", said.value);
    assert!(said.names("not-recomputed", "shown as it stands"), "{}", said.value);
    // What was rendered from it is rendered again.
    let html = std::fs::read_to_string(out.join("report.html")).unwrap();
    std::fs::write(out.join("report.html"), html.replace("1.9", "1.8")).unwrap();
    let said = Said::of(&out);
    assert_eq!(said.errors(), ["digest-mismatch", "not-recomputed", "output-differs"]);
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_pdf_that_this_build_cannot_render_is_told() {
    let package = Package::new();
    package.write("report.pdf", "%PDF-1.7");
    package.relist("report.pdf");
    package.manifest(|manifest| {
        manifest["options"]["formats"] = serde_json::json!(["md", "html", "pdf", "json"]);
        manifest["options"] = serde_json::json!({
            "formats": manifest["options"]["formats"], "paper": "a4", "root": "inputs"
        });
    });
    let said = Said::of(package.folder());
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
    assert!(said.names("not-rendered", "report.pdf"), "{}", said.value);
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_rendered_again() {
    let scratch = tempfile::tempdir().unwrap();
    let findings = inputs().join("findings.json");
    let out = scratch.path().join("out");
    let arguments = ["render", findings.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let more = ["--as-of", AS_OF, "--formats", "pdf,json", "--paper", "letter"];
    run(&[&arguments[..], &more].concat());
    let said = Said::of(&out);
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()), "{}", said.value);
    let edit = |change: &dyn Fn(&mut Value)| {
        let path = out.join("manifest.json");
        let mut manifest: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        change(&mut manifest);
        std::fs::write(path, serde_json::to_string_pretty(&manifest).unwrap() + "\n").unwrap();
    };
    edit(&|manifest: &mut Value| manifest["options"]["paper"] = "a4".into());
    let said = Said::of(&out);
    assert!(said.names("output-differs", "report.pdf"), "{}", said.value);
    edit(&|manifest: &mut Value| manifest["options"]["paper"] = "letter".into());
    let mut pdf = std::fs::read(out.join("report.pdf")).unwrap();
    let middle = pdf.len() / 2;
    pdf[middle] ^= 1;
    std::fs::write(out.join("report.pdf"), &pdf).unwrap();
    edit(&|manifest: &mut Value| {
        let files = manifest["files"].as_array_mut().unwrap();
        let entry = files.iter_mut().find(|file| file["path"] == "report.pdf").unwrap();
        entry["sha256"] = signoff::model::Digest::of(&pdf).as_str().into();
    });
    let said = Said::of(&out);
    assert_eq!((said.code, said.errors()), (Some(4), vec!["output-differs"]), "{}", said.value);
}

#[test]
fn the_day_of_the_package_is_used() {
    assert_eq!(Said::of(rendered()).value["as_of"], AS_OF);
}
