//! Every kind of change, one at a time.

use crate::shop::{Package, Said, rendered};
use crate::table::{Mutation, TABLES};

#[test]
fn every_kind_of_change_is_found_and_named() {
    let mutations: Vec<&Mutation> = TABLES.into_iter().flatten().collect();
    assert!(mutations.len() >= 40, "{} kinds of change", mutations.len());
    let mut missed = Vec::new();
    for mutation in mutations {
        let package = Package::new();
        (mutation.change)(&package);
        let said = Said::of(package.folder());
        let found = said.names(mutation.code, mutation.names);
        if said.code != Some(4) || !found {
            let told: Vec<String> = said
                .diagnostics
                .iter()
                .map(|told| format!("    {}: {}", told["code"], told["message"]))
                .collect();
            let (name, code, names) = (mutation.name, mutation.code, mutation.names);
            let told = told.join("\n");
            missed
                .push(format!("{name} ({:?}): no {code} that names {names:?}\n{told}", said.code));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn names_of_changes_are_unique() {
    let mut names: Vec<&str> = TABLES.into_iter().flatten().map(|it| it.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn the_package_itself_holds() {
    let said = Said::of(rendered());
    assert_eq!((said.code, said.errors()), (Some(0), Vec::new()));
    assert_eq!(said.value["verified"], true);
    assert_eq!(said.value["rendered_again"].as_array().unwrap().len(), 3);
}

#[test]
fn every_difference_is_told_not_only_the_first() {
    let package = Package::new();
    package.replace("inputs/evidence/k6.json", "845.25", "2845.25");
    package.write("extra.txt", "x");
    package.remove("report.md");
    let said = Said::of(package.folder());
    let expected = [
        "claim-differs",
        "digest-mismatch",
        "evidence-differs",
        "gate-differs",
        "measure-differs",
        "missing-file",
        "output-differs",
        "report-differs",
        "score-differs",
        "signed-digest-differs",
        "unlisted-file",
        "verdict-differs",
    ];
    for code in expected {
        assert!(said.errors().contains(&code), "{code}: {:?}", said.errors());
    }
}

#[test]
fn a_change_that_is_carried_through_everything_needs_a_signature() {
    // What an attacker with Signoff at hand does: changes the evidence, and renders afresh.
    let package = Package::new();
    package.replace("inputs/evidence/k6.json", "845.25", "245.25");
    let out = tempfile::tempdir().unwrap();
    let path = |name: &str| package.folder().join("inputs").join(name).to_str().unwrap().to_owned();
    std::fs::create_dir_all(package.folder().join("inputs/company")).unwrap();
    let output = crate::support::signoff(&[
        "render",
        &path("findings.json"),
        &path("tests.json"),
        "-o",
        out.path().to_str().unwrap(),
        "--as-of",
        crate::support::AS_OF,
        "--formats",
        "md,json",
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = Said::of(out.path());
    assert_eq!(said.code, Some(0));
    assert!(said.names("not-signed", "nothing here is signed"), "{}", said.value);
    assert_eq!(said.value["signed"], false);
}

#[test]
fn the_line_of_a_changed_output_is_told() {
    let package = Package::new();
    let text = package.text("report.md");
    let line = text.lines().position(|line| line.contains("845.25")).unwrap() + 1;
    package.replace_and_relist("report.md", "845.25", "145.25");
    let said = Said::of(package.folder());
    let told = said.diagnostics.iter().find(|told| told["code"] == "output-differs").unwrap();
    assert_eq!(told["place"]["span"]["line"], line);
    assert!(told["help"].as_str().unwrap().contains("845.25"), "{told}");
}

#[test]
fn the_place_in_the_report_is_told() {
    let package = Package::new();
    package.edit_and_relist("report.json", |report| report["verdict"]["value"] = "ready".into());
    let text = package.text("report.json");
    let line = text.lines().position(|line| line.contains("\"value\": \"ready\"")).unwrap() + 1;
    let said = Said::of(package.folder());
    let told = said.diagnostics.iter().find(|told| told["code"] == "verdict-differs").unwrap();
    assert_eq!(told["place"]["path"], "/verdict/value");
    assert_eq!(told["place"]["span"]["line"], line);
}

#[test]
fn many_differences_are_capped_and_counted() {
    let package = Package::new();
    package.edit_and_relist("report.json", |report| {
        let finding = report["findings"][0].clone();
        let more = (0..500).map(|number| {
            let mut made = finding.clone();
            made["id"] = format!("X-{number}").into();
            made
        });
        report["findings"].as_array_mut().unwrap().extend(more);
        report["verdict"]["value"] = "ready".into();
    });
    let said = Said::of(package.folder());
    assert!(said.names("verdict-differs", "the verdict"), "what matters most comes first");
    assert!(said.names("too-many-errors", "more differences"), "{}", said.value);
    assert!(said.diagnostics.len() < 150, "{}", said.diagnostics.len());
}
