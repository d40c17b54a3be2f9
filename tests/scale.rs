//! The made-up findings files that benchmarks use: they are what they say, or the benchmarks measure nothing.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

#[path = "../benches/support/links.rs"]
mod links;
#[path = "../benches/pipeline/mod.rs"]
mod pipeline;
#[path = "../benches/support/mod.rs"]
mod support;

use pipeline::Pipeline;
use serde_json::Value;
use signoff::model::ClaimState;

#[test]
fn a_case_has_the_size_that_was_asked_for() {
    for size in [1, 10, 501] {
        let case = support::case(size);
        let findings: Value = serde_json::from_slice(&case.findings).unwrap();
        assert_eq!(findings["findings"].as_array().unwrap().len(), size);
        for entry in findings["evidence"].as_array().unwrap() {
            assert!(case.files.contains_key(entry["path"].as_str().unwrap()), "{entry}");
        }
    }
}

#[test]
fn every_link_of_a_finding_and_a_claim_leads_somewhere() {
    let case = support::case(501);
    let findings: Value = serde_json::from_slice(&case.findings).unwrap();
    let file = |id: &str| {
        let entries = findings["evidence"].as_array().unwrap();
        let path =
            entries.iter().find(|entry| entry["id"] == id).unwrap()["path"].as_str().unwrap();
        serde_json::from_slice::<Value>(&case.files[path]).unwrap()
    };
    let links = findings["findings"].as_array().unwrap().iter().map(|one| &one["evidence"][0]);
    let values = findings["claims"].as_array().unwrap().iter().map(|one| &one["measure"]["value"]);
    for link in links.chain(values) {
        let (id, pointer) = link.as_str().unwrap().split_once('#').unwrap();
        assert!(file(id).pointer(pointer).is_some(), "{link}");
    }
}

#[test]
fn the_same_size_gives_the_same_bytes() {
    assert_eq!(support::case(100).findings, support::case(100).findings);
    assert_eq!(support::case(100).files, support::case(100).files);
    assert_eq!(support::case(1).policy, support::case(100).policy);
    assert!(support::SIZES.is_sorted());
}

#[test]
fn every_link_of_a_claim_among_many_leads_to_what_it_expects() {
    assert!(links::CLAIMS.is_sorted());
    assert_eq!(links::case(1_000).findings, links::case(1_000).findings);
    let case = links::case(600);
    assert_eq!(case.files.len(), 60);
    let report = Pipeline::of(case).report();
    assert_eq!(report.claims.len(), 600);
    for claim in &report.claims {
        assert_eq!(claim.evidence.len(), links::LINKS);
        assert_eq!(claim.state, ClaimState::Supported, "{}: {}", claim.id, claim.because);
    }
}
