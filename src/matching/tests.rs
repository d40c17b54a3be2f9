//! What is recognised again, and what isn't.

use serde_json::{Value, json};

use super::{Listed, Matching, matching};
use crate::model::{Finding, MatchReason};

fn finding(id: &str, path: &str, line: u64, snippet: &str) -> Value {
    json!({
        "id": id, "rule": "R", "title": "Wrong", "severity": "high", "tool": "t",
        "location": { "path": path, "start_line": line, "snippet": snippet },
        "fingerprints": { "signoff/v1": "-" },
    })
}

fn bare(id: &str, rule: &str, title: &str) -> Value {
    json!({ "id": id, "rule": rule, "title": title, "severity": "high" })
}

fn read(list: &[Value]) -> Vec<Finding> {
    list.iter().map(|one| serde_json::from_value(one.clone()).unwrap()).collect()
}

fn matched(old: &[Value], new: &[Value]) -> Matching {
    let (old, new) = (read(old), read(new));
    let list = |findings| Listed { findings, runs: &[] };
    let there = matching(&list(&old), &list(&new));
    let back = matching(&list(&new), &list(&old));
    let mut swapped: Vec<_> = back.pairs.iter().map(|it| (it.new, it.old, it.reason)).collect();
    swapped.sort_unstable_by_key(|it| it.1);
    let pairs: Vec<_> = there.pairs.iter().map(|it| (it.old, it.new, it.reason)).collect();
    assert_eq!(pairs, swapped, "the sides are alike");
    there
}

/// The pairs as `old>new`, with their reason.
fn told(old: &[Value], new: &[Value]) -> Vec<String> {
    let pairs = matched(old, new).pairs;
    pairs.iter().map(|it| format!("{}>{} {}", it.old, it.new, it.reason.name())).collect()
}

#[test]
fn ids_come_before_wording() {
    let old = [bare("a", "R", "one"), bare("b", "R", "two")];
    let new = [bare("b", "R", "one"), bare("a", "R", "two")];
    assert_eq!(told(&old, &new), ["1>0 id", "0>1 id"]);
}

#[test]
fn an_id_that_was_given_to_something_else_recognises_nothing() {
    let old = [bare("F-2", "gap", "The staging environment is named and not set up")];
    assert!(told(&old, &[bare("F-2", "https", "HTTPS is not enforced")]).is_empty());
    assert_eq!(told(&old, &[bare("F-2", "gap", "HTTPS is not enforced")]), ["0>0 id"]);
    let reworded = [bare("F-2", "environments", "The staging environment is not set up")];
    assert_eq!(told(&old, &reworded), ["0>0 id"]);
}

#[test]
fn equal_wording_pairs_in_order_where_it_is_as_often() {
    let old = [bare("a", "R", "one"), bare("b", "R", "one")];
    let new = [bare("x", "R", "one"), bare("y", "R", "one")];
    assert_eq!(told(&old, &new), ["0>0 content", "1>1 content"]);
    assert!(told(&old, &[bare("x", "S", "one")]).is_empty());
}

#[test]
fn what_is_more_stays_new_and_is_called_ambiguous() {
    let old = [finding("a", "a.py", 3, "call(x)")];
    let new = [finding("b", "a.py", 3, "call(x)"), finding("c", "a.py", 9, "call(x)")];
    let found = matched(&old, &new);
    assert_eq!(found.pairs.len(), 1);
    assert_eq!((found.pairs[0].old, found.pairs[0].new), (0, 0));
    assert_eq!(found.ambiguous_new, [1]);
}

#[test]
fn neighbours_tell_which_of_equal_ones_is_gone() {
    let first = finding("m", "a.py", 1, "import marker_one");
    let last = |line| finding("n", "a.py", line, "import marker_two");
    let old = [
        first.clone(),
        finding("a", "a.py", 10, "call(x)"),
        finding("b", "a.py", 20, "call(x)"),
        last(30),
    ];
    // Five lines with the first of the two are gone.
    let new = [first, finding("a", "a.py", 15, "call(x)"), last(25)];
    assert_eq!(told(&old, &new), ["0>0 content", "2>1 shift", "3>2 content"]);
}

#[test]
fn a_unique_content_is_found_in_another_file() {
    let old = [finding("a", "a.py", 3, "call(first)")];
    assert_eq!(told(&old, &[finding("b", "b.py", 9, "call(first)")]), ["0>0 moved"]);
    let twice = [finding("b", "b.py", 9, "call(first)"), finding("c", "c.py", 9, "call(first)")];
    let found = matched(&old, &twice);
    assert!(found.pairs.is_empty());
    assert_eq!((found.ambiguous_old, found.ambiguous_new), (vec![0], vec![0, 1]));
    // `}` is everywhere.
    assert!(told(&[finding("a", "a.py", 3, "}")], &[finding("b", "b.py", 9, "}")]).is_empty());
}

#[test]
fn a_renamed_file_takes_its_equal_ones_along() {
    let file = |path: &str, lines: [u64; 2]| {
        [
            finding("a", path, 1, "import marker_one"),
            finding("b", path, 2, "import marker_two"),
            finding("c", path, lines[0], "x"),
            finding("d", path, lines[1], "x"),
        ]
    };
    let old = file("old.py", [10, 20]);
    let same = told(&old, &file("new.py", [10, 20]));
    assert_eq!(same, ["0>0 moved", "1>1 moved", "2>2 shift", "3>3 shift"]);
    let edited = told(&old, &file("new.py", [12, 25]));
    assert_eq!(edited, ["0>0 moved", "1>1 moved", "2>2 renamed", "3>3 renamed"]);
}

#[test]
fn a_folder_that_moved_keeps_the_names_of_its_files() {
    let old = [finding("a", "src/shop.py", 3, "x"), finding("b", "src/shop.py", 9, "x")];
    let new = [finding("a", "lib/shop.py", 3, "x"), finding("b", "lib/shop.py", 9, "x")];
    assert_eq!(told(&old, &new), ["0>0 renamed", "1>1 renamed"]);
    assert!(told(&old, &[finding("a", "lib/cart.py", 3, "x")]).is_empty());
}

#[test]
fn folders_that_moved_are_told_apart_by_their_names() {
    let old = [finding("a", "src/shop/mod.py", 3, "x"), finding("b", "src/cart/mod.py", 3, "x")];
    let new = [finding("a", "lib/cart/mod.py", 3, "x"), finding("b", "lib/shop/mod.py", 3, "x")];
    assert_eq!(told(&old, &new), ["1>0 renamed", "0>1 renamed"]);
}

/// A finding of a checker that keeps no content.
fn plain(id: &str, rule: &str, path: &str, line: u64) -> Value {
    json!({
        "id": id, "rule": rule, "title": "Wrong", "severity": "low", "tool": "u",
        "location": { "path": path, "start_line": line },
        "fingerprints": { "signoff/v1": "-" },
    })
}

#[test]
fn a_file_is_one_whatever_checkers_write_before_its_path() {
    let old = [
        finding("a", "./shop/old.py", 3, "call(first)"),
        finding("b", "./shop/old.py", 9, "call(second)"),
        plain("c", "U", "file:///build/my%20app/shop/old.py", 5),
    ];
    let new = [
        finding("a", "shop\\new.py", 4, "call(first)"),
        finding("b", "shop\\new.py", 10, "call(second)"),
        plain("c", "U", "/elsewhere/shop/new.py", 6),
    ];
    assert_eq!(told(&old, &new), ["0>0 moved", "1>1 moved", "2>2 shift"]);
}

#[test]
fn functions_that_changed_places_keep_what_is_in_them() {
    let block = |id: &str, lines: [u64; 5]| -> Vec<Value> {
        let one = |line: &u64| plain(&format!("{id}{line}"), "U", "a.py", *line);
        lines.iter().map(one).collect()
    };
    let old =
        [block("first", [10, 14, 15, 21, 23]), block("second", [40, 42, 49, 52, 53])].concat();
    let new =
        [block("second", [10, 12, 19, 22, 23]), block("first", [30, 34, 35, 41, 43])].concat();
    let pairs = ["5>0 shift", "6>1 shift", "7>2 shift", "8>3 shift", "9>4 shift"];
    let more = ["0>5 shift", "1>6 shift", "2>7 shift", "3>8 shift", "4>9 shift"];
    assert_eq!(told(&old, &new), [pairs, more].concat());
}

#[test]
fn equal_ones_without_neighbours_keep_their_order() {
    // Ten lines were put above: the second stands where the first stood, and isn't it.
    let old = [plain("a", "U", "a.py", 10), plain("b", "U", "a.py", 20)];
    let new = [plain("a", "U", "a.py", 20), plain("b", "U", "a.py", 30)];
    assert_eq!(told(&old, &new), ["0>0 content", "1>1 content"]);
}

#[test]
fn of_more_equal_ones_the_one_between_its_neighbours_is_the_old_one() {
    let marker = |line, name: &str| finding(name, "a.py", line, &format!("import {name}_marker"));
    let old = [marker(1, "top"), plain("x", "U", "a.py", 20), marker(30, "end")];
    // Six lines more are somewhere between the two, so it stands between 20 and 26.
    let new = [
        marker(1, "top"),
        plain("new", "U", "a.py", 9),
        plain("x", "U", "a.py", 24),
        marker(36, "end"),
    ];
    assert_eq!(told(&old, &new), ["0>0 content", "1>2 order", "2>3 content"]);
}

#[test]
fn formatters_change_blanks_quotes_and_line_breaks() {
    let old = [finding("a", "a.py", 3, "call('a',  b)")];
    assert_eq!(told(&old, &[finding("b", "a.py", 4, "call(\"a\", b)")]), ["0>0 reformatted"]);
    let old = [finding("a", "a.py", 3, "subprocess.run(command, shell=True)")];
    assert_eq!(told(&old, &[finding("b", "a.py", 4, "subprocess.run(")]), ["0>0 alike"]);
}

#[test]
fn an_edited_line_is_found_by_its_neighbours_and_its_words() {
    let before = finding("m", "a.py", 1, "import marker_one");
    let old = [before.clone(), finding("a", "a.py", 3, "execute(query, name)")];
    let new = [before.clone(), finding("b", "a.py", 3, "execute(query, title)")];
    assert_eq!(told(&old, &new), ["0>0 content", "1>1 alike"]);
    let other = [before, finding("b", "a.py", 9, "open(path)")];
    assert_eq!(told(&old, &other), ["0>0 content"]);
}

#[test]
fn a_checkers_own_fingerprint_goes_before_content() {
    let with = |id: &str, line: u64, snippet: &str, print: &str| {
        let mut one = finding(id, "a.py", line, snippet);
        one["fingerprints"]["t/v2"] = json!(print);
        one
    };
    let old = [with("a", 3, "one()", "5b6c5b6c5b6c")];
    assert_eq!(told(&old, &[with("x", 30, "two()", "5b6c5b6c5b6c")]), ["0>0 fingerprint"]);
    assert!(told(&old, &[with("x", 30, "two()", "another_one")]).is_empty());
    // One that holds the line tells nothing when lines move.
    let old = [with("a", 3, "one()", "a.py:rule:3")];
    assert!(told(&old, &[with("x", 3, "two()", "a.py:rule:3")]).is_empty());
}

#[test]
fn a_package_of_another_version_and_another_checker_are_recognised() {
    let package = |id: &str, tool: &str, rule: &str, version: &str| {
        json!({
            "id": id, "rule": rule, "title": format!("lib {version} is vulnerable"), "severity": "high",
            "tool": tool, "aliases": ["CVE-2024-1111", "CWE-79"], "fingerprints": { "signoff/v1": "-" },
            "location": { "path": "requirements.txt" },
            "properties": { "package": { "name": "lib", "version": version } },
        })
    };
    let old = [package("a", "trivy", "CVE-2024-1111", "1.0")];
    assert_eq!(told(&old, &[package("b", "trivy", "CVE-2024-1111", "1.1")]), ["0>0 package"]);
    assert_eq!(told(&old, &[package("b", "osv", "GHSA-aaaa-bbbb-cccc", "1.1")]), ["0>0 alias"]);
}

#[test]
fn reasons_say_how_sure_they_are() {
    let sure: Vec<_> = MatchReason::ALL.iter().map(|it| it.confidence().name()).collect();
    assert!(sure.contains(&"certain") && sure.contains(&"strong") && sure.contains(&"likely"));
}
