//! What holds for whichever findings are matched: each with itself where nothing changed, the same pairs from either side and
//! in any order, and nothing new or fixed where lines, files or blanks moved only.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that goes wrong panics, and says where"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::json;
use signoff::matching::{Listed, Matching, matching};
use signoff::model::{Finding, MatchReason};

/// A finding as it is drawn: few rules, files, lines and texts, so that many are alike.
#[derive(Debug, Clone)]
struct Drawn {
    tool: u8,
    rule: u8,
    /// None, or one of a few, in which it is one of two tools' ways to write it.
    file: Option<u8>,
    line: Option<u64>,
    snippet: Option<String>,
    title: u8,
    package: Option<u8>,
    print: Option<u8>,
    /// Whether its id stands in its file rather than being derived.
    is_given: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let snippet = prop_oneof![
        2 => Just(None),
        3 => (0..4_u8).prop_map(|one| Some(format!("run(command_{one}, shell = True)"))),
        2 => (0..200_u8).prop_map(|one| Some(format!("value_{one} = compute({one})"))),
        1 => Just(Some("}".to_owned())),
    ];
    let file = prop_oneof![1 => Just(None), 9 => (0..4_u8).prop_map(Some)];
    let line = prop_oneof![1 => Just(None), 9 => (1..60_u64).prop_map(Some)];
    let rest = (0..3_u8, proptest::option::weighted(0.1, 0..3_u8));
    let print = proptest::option::weighted(0.1, 0..6_u8);
    let given = proptest::bool::weighted(0.1);
    (0..2_u8, 0..3_u8, file, line, snippet, rest, print, given).prop_map(
        |(tool, rule, file, line, snippet, (title, package), print, is_given)| Drawn {
            tool,
            rule,
            file,
            line,
            snippet,
            title,
            package,
            print,
            is_given,
        },
    )
}

fn list() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec(drawn(), 0..40)
}

/// The file as the tool writes it.
fn path(tool: u8, file: u8, folder: &str) -> String {
    let path = format!("{folder}/part_{}/file_{file}.py", file % 2);
    if tool == 0 { path } else { format!("./{path}") }
}

/// A finding of a list, whose place in it stands in its id.
fn finding(one: &Drawn, at: usize, import: &str, folder: &str) -> Finding {
    let mut value = json!({
        "id": if one.is_given { format!("given-{at}") } else { format!("{import}-{at}") },
        "rule": format!("R{}", one.rule), "title": format!("Wrong in way {}", one.title),
        "severity": "high", "tool": format!("tool-{}", one.tool), "fingerprints": {},
        "location": {}, "properties": {},
    });
    if let Some(file) = one.file {
        value["location"]["path"] = json!(path(one.tool, file, folder));
    }
    if let Some(line) = one.line {
        value["location"]["start_line"] = json!(line);
    }
    if let Some(snippet) = &one.snippet {
        value["location"]["snippet"] = json!(snippet);
    }
    if let Some(package) = one.package {
        value["properties"]["package"] = json!({ "name": format!("lib-{package}") });
    }
    if let Some(print) = one.print {
        value["fingerprints"]["tool/v1"] = json!(format!("{print}{print}c0ffee00"));
    }
    if !one.is_given {
        value["fingerprints"]["signoff/v1"] = json!(format!("{at}"));
    }
    serde_json::from_value(value).unwrap()
}

fn findings(list: &[Drawn], import: &str) -> Vec<Finding> {
    list.iter().enumerate().map(|(at, one)| finding(one, at, import, "src")).collect()
}

fn matched(old: &[Finding], new: &[Finding]) -> Matching {
    let list = |findings| Listed { findings, runs: &[] };
    matching(&list(old), &list(new))
}

/// The pairs by ids, with their reasons.
fn told(old: &[Finding], new: &[Finding]) -> BTreeSet<(String, String, MatchReason)> {
    let id = |finding: &Finding| finding.id.as_str().to_owned();
    let pairs = matched(old, new).pairs;
    pairs.iter().map(|it| (id(&old[it.old]), id(&new[it.new]), it.reason)).collect()
}

/// Everything is paired, and where rule and content are once in the file with what it was.
fn assert_kept(old: &[Finding], new: &[Finding]) -> Result<(), TestCaseError> {
    let found = matched(old, new);
    prop_assert_eq!(found.pairs.len(), old.len(), "{:#?}", found);
    for pair in &found.pairs {
        prop_assert_eq!(pair.old, pair.new, "{:?}", pair.reason);
    }
    Ok(())
}

/// Two findings that no other file has, by which it is known when it was renamed.
fn markers(file: u8) -> Vec<Drawn> {
    let marker = |line, name| Drawn {
        tool: 0,
        rule: 0,
        file: Some(file),
        line: Some(line),
        snippet: Some(format!("only_here_{name}_{file} = 1")),
        title: 0,
        package: None,
        print: None,
        is_given: false,
    };
    vec![marker(1, "first"), marker(70, "last")]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_is_itself(list in list()) {
        let all = findings(&list, "a");
        assert_kept(&all, &all)?;
        let found = matched(&all, &all);
        prop_assert!(found.ambiguous_old.is_empty() && found.ambiguous_new.is_empty());
    }

    #[test]
    fn another_import_is_the_same(list in list()) {
        assert_kept(&findings(&list, "a"), &findings(&list, "b"))?;
    }

    #[test]
    fn pairs_are_one_to_one_of_one_rule_and_add_up(old in list(), new in list()) {
        let (old, new) = (findings(&old, "a"), findings(&new, "b"));
        let found = matched(&old, &new);
        let olds: BTreeSet<usize> = found.pairs.iter().map(|it| it.old).collect();
        let news: BTreeSet<usize> = found.pairs.iter().map(|it| it.new).collect();
        prop_assert_eq!((olds.len(), news.len()), (found.pairs.len(), found.pairs.len()));
        prop_assert!(found.ambiguous_old.iter().all(|it| *it < old.len() && !olds.contains(it)));
        prop_assert!(found.ambiguous_new.iter().all(|it| *it < new.len() && !news.contains(it)));
        for pair in &found.pairs {
            if !matches!(pair.reason, MatchReason::Id | MatchReason::Alias) {
                prop_assert_eq!(&old[pair.old].rule, &new[pair.new].rule);
                prop_assert_eq!(&old[pair.old].tool, &new[pair.new].tool);
            }
        }
    }

    #[test]
    fn the_sides_may_be_swapped(old in list(), new in list()) {
        let (old, new) = (findings(&old, "a"), findings(&new, "b"));
        let (there, back) = (matched(&old, &new), matched(&new, &old));
        let forth: BTreeMap<_, _> = there.pairs.iter().map(|it| ((it.old, it.new), it.reason)).collect();
        let mirrored = back.pairs.iter().map(|it| ((it.new, it.old), it.reason)).collect();
        prop_assert_eq!(forth, mirrored);
        prop_assert_eq!((there.ambiguous_old, there.ambiguous_new), (back.ambiguous_new, back.ambiguous_old));
    }

    #[test]
    fn their_order_says_nothing(
        (old, other) in list().prop_flat_map(|list| {
            let all = findings(&list, "a");
            (Just(all.clone()), Just(all).prop_shuffle())
        }),
        (new, another) in list().prop_flat_map(|list| {
            let all = findings(&list, "b");
            (Just(all.clone()), Just(all).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(told(&old, &new), told(&other, &another));
    }

    #[test]
    fn lines_above_change_nothing(list in list(), from in 0..60_u64, by in 1..30_u64, file in 0..4_u8) {
        let mut new = list.clone();
        for one in new.iter_mut().filter(|one| one.file == Some(file)) {
            one.line = one.line.map(|line| if line >= from { line + by } else { line });
        }
        let found = matched(&findings(&list, "a"), &findings(&new, "b"));
        prop_assert_eq!(found.pairs.len(), list.len());
        if from == 0 {
            assert_kept(&findings(&list, "a"), &findings(&new, "b"))?;
        }
    }

    #[test]
    fn blanks_change_nothing(list in list()) {
        let mut new = list.clone();
        for one in &mut new {
            one.snippet = one.snippet.as_ref().map(|text| format!("\t{}  ", text.replace(' ', "   ")));
        }
        assert_kept(&findings(&list, "a"), &findings(&new, "b"))?;
    }

    #[test]
    fn a_file_may_be_renamed(list in list(), file in 0..4_u8, above in 0..9_u64) {
        let mut old = list;
        old.extend(markers(file));
        let mut new = old.clone();
        for one in new.iter_mut().filter(|one| one.file == Some(file)) {
            one.file = Some(8);
            one.line = one.line.map(|line| line + above);
        }
        assert_kept(&findings(&old, "a"), &findings(&new, "b"))?;
    }

    #[test]
    fn a_folder_may_be_moved(list in list()) {
        let old = findings(&list, "a");
        let new: Vec<Finding> =
            list.iter().enumerate().map(|(at, one)| finding(one, at, "b", "lib/deeper")).collect();
        assert_kept(&old, &new)?;
    }

    #[test]
    fn what_is_more_stays_new(list in list(), which in any::<proptest::sample::Index>(), more in 1..4_u64) {
        let mut new = list.clone();
        if list.is_empty() {
            return Ok(());
        }
        let one = Drawn { is_given: false, print: None, ..list[which.index(list.len())].clone() };
        for count in 1..=more {
            new.push(Drawn { line: Some(60 + count), ..one.clone() });
        }
        let found = matched(&findings(&list, "a"), &findings(&new, "b"));
        prop_assert_eq!(found.pairs.len(), list.len());
    }
}
