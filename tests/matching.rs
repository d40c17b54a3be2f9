//! How well findings are recognised across the commits of the corpus in `tests/matching/`, whose README.md says how
//! the truth is told and what is judged.
//!
//! `UPDATE_GOLDEN=1 cargo test --test matching` writes the figures anew; read the difference before it is committed.
//! What was paired is written to `target/tmp/answers.json`, of which `score.py` tells what is wrong.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

#[path = "matching/corpus.rs"]
mod corpus;
#[path = "matching/figures.rs"]
mod figures;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use corpus::{Corpus, Truth, folder};
use figures::{Figures, Pairs, sums};
use rayon::prelude::*;
use serde_json::{Value, json};
use signoff::matching::{Listed, Matching, matching};

#[test]
fn findings_are_recognised_across_commits() {
    let (corpus, truths) = (Corpus::load(), Truth::load());
    let found: Vec<Matching> =
        truths.par_iter().map(|it| answer(&corpus, it.old, it.new)).collect();
    let pairs = |it: &Matching| it.pairs.iter().map(|pair| (pair.old, pair.new)).collect();
    let answers: Vec<Pairs> = found.iter().map(pairs).collect();
    write_answers(&truths, &answers, &found);
    let each = truths.iter().zip(&answers);
    let judged: Vec<(Vec<String>, Figures)> = each
        .map(|(truth, pairs)| {
            let (old, new) = (&corpus.commits[truth.old], &corpus.commits[truth.new]);
            (groups(&corpus, truth), Figures::of(truth, pairs, old, new))
        })
        .collect();
    let figures = sums(judged.iter().map(|(names, figures)| (names.clone(), figures)));
    print(&figures);
    compare(&figures);
    compare_page(&figures);
    for name in ["all", "distance 1"] {
        let Figures { precision, recall, .. } = figures[name];
        assert!(precision >= 0.995 && recall >= 0.98, "{name}: {precision}, {recall}");
    }
}

#[test]
fn the_sides_of_the_corpus_may_be_swapped() {
    let (corpus, truths) = (Corpus::load(), Truth::load());
    truths.par_iter().for_each(|truth| {
        let there = answer(&corpus, truth.old, truth.new);
        let back = answer(&corpus, truth.new, truth.old);
        let mut mirrored: Vec<_> =
            back.pairs.iter().map(|it| (it.new, it.old, it.reason)).collect();
        mirrored.sort_unstable_by_key(|it| it.1);
        let pairs: Vec<_> = there.pairs.iter().map(|it| (it.old, it.new, it.reason)).collect();
        assert!(pairs == mirrored, "{} and {}", truth.old, truth.new);
    });
}

fn answer(corpus: &Corpus, old: usize, new: usize) -> Matching {
    let listed =
        |commit: usize| Listed { findings: &corpus.commits[commit].findings, runs: &corpus.runs };
    matching(&listed(old), &listed(new))
}

/// What a pair of commits counts in.
fn groups(corpus: &Corpus, truth: &Truth) -> Vec<String> {
    let distance = truth.new - truth.old;
    let kinds = if distance == 1 { &corpus.commits[truth.new].kinds[..] } else { &[] };
    let mut names = vec!["all".to_owned(), format!("distance {distance}")];
    names.extend_from_slice(kinds);
    names
}

fn print(figures: &BTreeMap<String, Figures>) {
    println!("                precision  recall   wrong  false new  false fixed  missed new  kept");
    for (name, it) in figures {
        println!(
            "{name:15} {:9.5}  {:.5} {:6} {:10} {:12} {:5}/{:5} {:5}/{:5}",
            it.precision,
            it.recall,
            it.wrong,
            it.false_new,
            it.false_fixed,
            it.missed_new,
            it.new,
            it.shifted_kept,
            it.shifted
        );
    }
}

/// Holds the figures against those that are kept, a group a line.
fn compare(figures: &BTreeMap<String, Figures>) {
    let mut rows = Vec::new();
    for (name, figures) in figures {
        rows.push(format!("{}: {}", json!(name), serde_json::to_string(figures).unwrap()));
    }
    let given = format!("{{\n{}\n}}\n", rows.join(",\n"));
    let path = folder().join("figures.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, given).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let mut other = String::new();
    for line in given.lines().filter(|line| !kept.lines().any(|it| it == *line)) {
        writeln!(other, "{line}").unwrap();
    }
    assert!(kept == given, "other than in {}:\n{other}", path.display());
}

/// A group of commits, and what it is called.
const DISTANCES: [(&str, &str); 4] = [
    ("distance 1", "neighbours"),
    ("distance 5", "five apart"),
    ("distance 20", "twenty apart"),
    ("all", "all"),
];

const PEERS: [&str; 4] =
    ["sarif-tools", "fingerprint signoff/v1", "rule, path and title", "rule, path, line and title"];

/// Holds the table of the documentation against the figures.
fn compare_page(figures: &BTreeMap<String, Figures>) {
    let peers = fs::read_to_string(folder().join("peers.json")).unwrap();
    let peers: Value = serde_json::from_str(&peers).unwrap();
    let own = serde_json::to_value(figures).unwrap();
    let mut table =
        "| | precision | recall | false new | false fixed | missed new | moved and kept |\n\
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
            .to_owned();
    for (distance, called) in DISTANCES {
        row(&mut table, &format!("**Signoff, {called}**"), &own[distance]);
        for name in PEERS {
            row(&mut table, &format!("{name}, {called}"), &peers[name][distance]);
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/matching.md");
    let page = fs::read_to_string(&path).unwrap();
    let (above, rest) = page.split_once("<!-- figures -->\n").unwrap();
    let (_, below) = rest.split_once("<!-- end of figures -->").unwrap();
    let anew = format!("{above}<!-- figures -->\n\n{table}\n<!-- end of figures -->{below}");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, anew).unwrap();
        return;
    }
    assert!(page == anew, "{}: UPDATE_GOLDEN=1 writes the table anew", path.display());
}

fn row(table: &mut String, name: &str, of: &Value) {
    let (precision, recall) = (of["precision"].as_f64().unwrap(), of["recall"].as_f64().unwrap());
    writeln!(
        table,
        "| {name} | {precision:.4} | {recall:.4} | {} | {} | {} of {} | {} of {} |",
        of["false_new"],
        of["false_fixed"],
        of["missed_new"],
        of["new"],
        of["shifted_kept"],
        of["shifted"]
    )
    .unwrap();
}

fn write_answers(truths: &[Truth], answers: &[Pairs], found: &[Matching]) {
    let mut rows = Vec::new();
    for ((truth, pairs), found) in truths.iter().zip(answers).zip(found) {
        let reasons: Vec<_> = found.pairs.iter().map(|pair| pair.reason).collect();
        let (old, new) = (truth.old, truth.new);
        rows.push(json!({"old": old, "new": new, "pairs": pairs, "reasons": reasons}));
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers.json");
    fs::write(path, serde_json::to_vec(&rows).unwrap()).unwrap();
}
