//! What holds of a document whatever is read, and however it is kept.

use std::io::{self, Read};

use serde_json::{Value, json};

use super::*;
use crate::ingest::{Adapters, InMemory};
use crate::model::Subject;

fn sarif(path: &str, tool: &str, results: &[Value]) -> InMemory {
    let run = json!({ "tool": { "driver": { "name": tool } }, "results": results });
    let log = json!({ "version": "2.1.0", "runs": [run] });
    InMemory { path: path.to_owned(), bytes: log.to_string().into_bytes() }
}

fn result(cwe: &str, line: u64, text: &str) -> Value {
    let place = json!({ "artifactLocation": { "uri": "a.py" }, "region": { "startLine": line } });
    json!({ "ruleId": "R", "message": { "text": text }, "properties": { "cwe": cwe },
        "locations": [{ "physicalLocation": place }] })
}

/// A result of which the finding has no properties.
fn bare(cwe: &str, line: u64) -> Value {
    let mut bare = result(cwe, line, "bare");
    bare["properties"] = json!({});
    bare["ruleId"] = json!(cwe);
    bare
}

fn about() -> Findings {
    Findings::about(Subject { name: "shop".to_owned(), ..Subject::default() })
}

fn added(base: Findings, files: &[&InMemory]) -> Findings {
    let adapters = Adapters::built_in();
    let sarif = adapters.named("sarif").unwrap();
    let files: Vec<(&dyn Raw, &dyn Adapter)> =
        files.iter().map(|raw| (*raw as &dyn Raw, sarif)).collect();
    collect(base, &files).unwrap().findings
}

fn text(findings: &Findings) -> String {
    serde_json::to_string_pretty(findings).unwrap() + "\n"
}

fn streamed(base: Findings, files: &[&InMemory]) -> String {
    let adapters = Adapters::built_in();
    let adapter = adapters.named("sarif").unwrap();
    let chosen = |raw: &&'_ InMemory| Digested::of(*raw).unwrap();
    let files: Vec<Chosen<'_>> = files
        .iter()
        .map(|raw| Chosen { raw: *raw as &dyn Raw, adapter, bytes: chosen(raw) })
        .collect();
    let mut out = Vec::new();
    collect_outside(base, &files, &Memory).unwrap().write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn same(findings: &Findings) -> Vec<&Value> {
    findings.findings.iter().filter_map(|finding| finding.properties.get("same_as")).collect()
}

#[test]
fn the_order_of_files_changes_nothing_nor_does_one_named_twice() {
    let one = sarif("one.sarif", "A", &[result("CWE-79", 3, "x"), result("CWE-79", 3, "x")]);
    let two = sarif("two.sarif", "B", &[bare("CWE-79", 3), result("CWE-89", 4, "y")]);
    let all = added(about(), &[&one, &two]);
    assert_eq!(all.findings.len(), 4);
    assert_eq!(same(&all).len(), 3, "{}", text(&all));
    assert_eq!(text(&added(about(), &[&two, &one, &two])), text(&all));
    assert_eq!(text(&added(all.clone(), &[&two])), text(&all));
    assert_eq!(text(&added(added(about(), &[&one]), &[&two])), text(&all));
}

#[test]
fn what_is_streamed_is_what_is_kept_in_memory() {
    let one = sarif("one.sarif", "A", &[result("CWE-79", 3, "x"), bare("CWE-22", 9)]);
    let two = sarif("two.sarif", "B", &[bare("CWE-79", 3), bare("CWE-89", 4), bare("CWE-22", 9)]);
    let mut base = about();
    base.properties.insert("kept".to_owned(), json!({ "a": [1.5, {}] }));
    for files in [&[][..], &[&one], &[&one, &two], &[&two, &one]] {
        assert_eq!(streamed(base.clone(), files), text(&added(base.clone(), files)));
    }
    let all = added(base.clone(), &[&one, &two]);
    let only = all.findings.iter().find(|finding| finding.properties.len() == 1).unwrap();
    assert!(only.properties.contains_key("same_as"), "the only property is that");
    let changed = sarif("two.sarif", "B", &[bare("CWE-79", 3)]);
    assert_eq!(streamed(all.clone(), &[&changed]), text(&added(all, &[&changed])));
}

#[test]
fn a_file_that_changed_takes_the_place_of_what_it_gave() {
    let one = sarif("one.sarif", "A", &[result("CWE-79", 3, "x")]);
    let two = sarif("two.sarif", "B", &[result("CWE-79", 3, "y")]);
    let all = added(about(), &[&one, &two]);
    assert_eq!(same(&all).len(), 2);
    let mended = sarif("two.sarif", "B", &[]);
    let now = added(all, &[&mended]);
    assert_eq!(now.findings.len(), 1);
    assert_eq!(same(&now), Vec::<&Value>::new(), "what is gone isn't named");
    assert_eq!(now.evidence.len(), 2);
}

#[test]
fn all_files_that_cannot_be_read_are_told() {
    struct Gone;
    impl Raw for Gone {
        fn path(&self) -> &'static str {
            "gone.sarif"
        }

        fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
            Err(io::ErrorKind::NotFound.into())
        }
    }
    let adapters = Adapters::built_in();
    let adapter = adapters.named("sarif").unwrap();
    let good = sarif("b.sarif", "A", &[result("CWE-79", 3, "x")]);
    let broken = |path: &str| InMemory { path: path.to_owned(), bytes: b"{\"runs\":".to_vec() };
    let (one, two) = (broken("a.sarif"), broken("c.sarif"));
    let told = collect(about(), &[(&two, adapter), (&good, adapter), (&one, adapter)]).err();
    let Some(NotCollected::Files(failed)) = told else { panic!("they are read") };
    let mut failed: Vec<usize> = failed.into_iter().map(|(index, _)| index).collect();
    failed.sort_unstable();
    assert_eq!(failed, [0, 2]);
    let told = collect(about(), &[(&good, adapter), (&Gone, adapter)]).err();
    assert!(matches!(told, Some(NotCollected::Files(failed)) if failed[0].0 == 1));
}

#[test]
fn a_disk_that_is_full_is_an_error() {
    struct Full;
    impl Scratch for Full {
        fn place(&self) -> io::Result<Box<dyn crate::ingest::Place>> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
    let told = collect_outside(about(), &[], &Full).err();
    assert!(matches!(told, Some(NotCollected::Kept(_))));
}
