//! Contradiction rules on documents. Each rule has a folder `tests/contradictions/RULE/` with findings where it fires
//! and a near miss where it doesn't, each with what is found beside it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test contradictions` writes the expected texts anew; read the difference.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use signoff::assess::contradictions::{RULES, Rule, diagnostics};
use signoff::assess::{Assessed, Inputs, assess};
use signoff::evidence::{Masking, Store};
use signoff::model::report::{PolicyChoice, Said};
use signoff::model::{
    Day, Gate, GateLevel, GateRule, Id, Outcome, Policy, Report, RuleLevel, Source, SourceError,
};
use signoff::policy::{PolicyFile, digest, load};
use signoff::schema::{Input, Validated, validate};

/// The day as of which the cases are judged.
const AS_OF: &str = "2025-08-30";

/// A folder on disk, of which some files may be gone.
struct Folder<'a> {
    root: &'a Path,
    gone: &'a [String],
}

impl Source for Folder<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        if self.gone.iter().any(|gone| gone == path) {
            return Err(SourceError::NotFound);
        }
        std::fs::read(self.root.join(path)).map(Into::into).map_err(|_| SourceError::NotFound)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contradictions")
}

fn validated(path: &Path) -> Validated {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let input = Input { name: name.clone(), path: name, bytes: std::fs::read(path).unwrap() };
    match validate(vec![input]) {
        Ok((validated, _)) => validated,
        Err(problems) => panic!("{}: {problems:?}", path.display()),
    }
}

/// The policy of a case: its own where it has one. A gate for each level is added, so that what each says is seen.
fn policy(folder: &Path, name: &str) -> Policy {
    let file = folder.join(name);
    let mut policy = match std::fs::read(file) {
        Ok(bytes) => {
            let file = PolicyFile { name: name.to_owned(), bytes };
            load(file, &mut |_, _| Err("it extends nothing".to_owned())).unwrap().policy
        }
        Err(_) => Policy::default(),
    };
    for (id, at_least) in
        [("errors", RuleLevel::Error), ("warnings", RuleLevel::Warning), ("notes", RuleLevel::Note)]
    {
        let rule = GateRule::Contradictions { at_least };
        policy.gates.push(Gate { id: Id::from(id), title: None, level: GateLevel::Block, rule });
    }
    policy
}

fn assessed(validated: &Validated, policy: &Policy, source: &dyn Source, as_of: &str) -> Report {
    let store = Store::new(source);
    let inputs = Inputs {
        validated,
        policy,
        policy_name: "signoff.toml".to_owned(),
        policy_choice: PolicyChoice::Named,
        policy_digest: digest(policy),
        store: &store,
        masking: &Masking::default(),
        baselines: &[],
        other_inputs: Vec::new(),
        as_of: Day::parse(as_of).unwrap(),
        version: "0.0.0",
    };
    let Assessed { report, .. } = assess(&inputs).unwrap();
    report
}

fn case(folder: &Path, name: &str, gone: &[String]) -> (Validated, Report) {
    let validated = validated(&folder.join(format!("{name}.json")));
    let policy = policy(folder, &format!("{name}.toml"));
    let report = assessed(&validated, &policy, &Folder { root: folder, gone }, AS_OF);
    (validated, report)
}

/// What is found, one contradiction after the other, and what each gate makes of it.
fn told(report: &Report) -> String {
    let place = |said: &Said| {
        let at = |link: &signoff::model::report::ResolvedLink| {
            let at = link.at.as_deref().map(|at| format!("#{at}")).unwrap_or_default();
            format!(" {}{at}", link.evidence)
        };
        said.links.iter().map(at).collect::<String>()
    };
    let mut out = String::new();
    for found in &report.contradictions {
        let (says, holds) = (&found.says, &found.holds);
        writeln!(
            out,
            "{}: {}",
            serde_json::to_value(found.level).unwrap().as_str().unwrap(),
            found.id
        )
        .unwrap();
        writeln!(out, "  {}", found.text).unwrap();
        writeln!(out, "  says {}{}", says.value, place(says)).unwrap();
        writeln!(out, "  holds {}{}", holds.value, place(holds)).unwrap();
    }
    let unreadable = report
        .facts
        .contradictions
        .iter()
        .filter(|found| serde_json::to_value(found.holds_if).unwrap() == "unreadable");
    for found in unreadable {
        writeln!(out, "unreadable: {}", found.id).unwrap();
    }
    for gate in &report.gates {
        writeln!(out, "{} {:?}", gate.id, gate.outcome).unwrap();
    }
    out.to_lowercase().lines().zip(out.lines()).fold(String::new(), |text, (lower, line)| {
        let is_gate = ["errors ", "warnings ", "notes "].iter().any(|gate| line.starts_with(gate));
        text + if is_gate { lower } else { line } + "\n"
    })
}

#[expect(clippy::disallowed_methods, reason = "the test writes its own expectations when asked to")]
fn is_as_expected(file: &Path, found: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(file, found).unwrap();
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    if expected != found {
        wrong.push(format!("{}:\n--- expected\n{expected}--- found\n{found}", file.display()));
    }
}

/// The names of the cases of a rule: `fires`, `near-miss`, and others that begin with one of these.
fn cases(rule: &Rule) -> BTreeSet<String> {
    let folder = root().join(rule.name());
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()));
    let files = entries.map(|entry| entry.unwrap().path());
    let documents = files.filter(|path| path.extension().is_some_and(|suffix| suffix == "json"));
    documents.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_rule_fires_where_it_should_and_is_silent_on_its_near_miss() {
    let mut wrong = Vec::new();
    for rule in &RULES {
        let (folder, names) = (root().join(rule.name()), cases(rule));
        for needed in ["fires", "near-miss"] {
            assert!(names.contains(needed), "{} has no {needed}.json", rule.name());
        }
        for name in names {
            let (_, report) = case(&folder, &name, &[]);
            let of_rule = report.contradictions.iter().filter(|found| found.rule == rule.name());
            match (name.starts_with("fires"), of_rule.count()) {
                (true, 0) => wrong.push(format!("{}/{name} finds nothing", rule.name())),
                (false, found) if found > 0 => wrong.push(format!("{}/{name} fires", rule.name())),
                _ => {}
            }
            is_as_expected(&folder.join(format!("{name}.expected")), &told(&report), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_folder_is_without_its_rule() {
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(RULES.iter().any(|rule| rule.name() == name), "{name}");
    }
}

/// SEMANTICS rules 22 and 25: where evidence is gone, each contradiction still holds or can't be said, and no gate over
/// contradictions is better than before.
#[test]
fn deleting_evidence_never_makes_a_contradiction_vanish() {
    for rule in &RULES {
        let folder = root().join(rule.name());
        for name in cases(rule) {
            let (validated, before) = case(&folder, &name, &[]);
            for entry in &validated.findings().evidence {
                let (_, after) = case(&folder, &name, std::slice::from_ref(&entry.path));
                let at = format!("{}/{name} without {}", rule.name(), entry.id);
                for found in &before.contradictions {
                    let stays = after.facts.contradictions.iter().any(|other| {
                        let same = found.about.iter().any(|id| other.about.contains(id));
                        other.rule.name() == found.rule && (same || found.about.is_empty())
                    });
                    assert!(stays, "{at}: {} vanished", found.id);
                }
                for (old, new) in before.gates.iter().zip(&after.gates) {
                    let passes = |outcome| outcome == Outcome::Pass;
                    assert!(passes(old.outcome) || !passes(new.outcome), "{at}: {}", old.id);
                }
            }
        }
    }
}

/// The rules that have to fire on the contract's example, and no others (docs/format.md).
const OF_THE_CONTRACT: [&str; 7] = [
    "bound-as-measurement",
    "checklist-verdict",
    "done-and-to-do",
    "percentage-arithmetic",
    "placeholder-as-pass",
    "score-mismatch",
    "verdict-mismatch",
];

/// The evidence of the contract's example.
struct Evidence;

impl Source for Evidence {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        let k6 = r#"{"metrics":{"http_req_duration":{"p(95)":1502.3},"checks":{"fails":0}}}"#;
        let text = match path {
            "evidence/k6.json" => k6.to_owned(),
            "evidence/drill.md" => "\n".repeat(13) + "It was restored after 38 min.\n",
            "evidence/report.md" => "A month costs 870 EUR.\n".repeat(140),
            _ => return Err(SourceError::NotFound),
        };
        Ok(text.into_bytes().into())
    }
}

fn of_the_contract(source: &dyn Source) -> Report {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let validated = validated(&root.join("tests/valid/harbour.json"));
    let bytes = std::fs::read(root.join("tests/fixtures/policy/contract.toml")).unwrap();
    let file = PolicyFile { name: "signoff.toml".to_owned(), bytes };
    let policy = load(file, &mut |_, _| Err("no file is extended".to_owned())).unwrap().policy;
    assessed(&validated, &policy, source, AS_OF)
}

fn fired(report: &Report) -> BTreeSet<&str> {
    report.contradictions.iter().map(|found| found.rule.as_str()).collect()
}

#[test]
fn the_contract_contradicts_itself_as_it_says() {
    let nothing = Folder { root: Path::new("."), gone: &[] };
    for report in [of_the_contract(&Evidence), of_the_contract(&nothing)] {
        let mut fired = fired(&report);
        fired.remove("count-mismatch");
        assert_eq!(fired, BTreeSet::from(OF_THE_CONTRACT));
        let value = |rule: &str| {
            let found = report.contradictions.iter().find(|found| found.rule == rule).unwrap();
            (found.says.value.clone(), found.holds.value.clone())
        };
        assert_eq!(value("score-mismatch"), ("50".into(), "33.3: 1 of 3 items is ticked".into()));
        let change = ("“-50 %”".into(), "−55.8\u{a0}%".into());
        assert_eq!(value("percentage-arithmetic"), change);
        let both = report.contradictions.iter().filter(|found| found.rule == "verdict-mismatch");
        assert_eq!(both.count(), 2);
        let rules = report.contradiction_rules.iter();
        let off: Vec<_> = rules.filter(|rule| rule.level == RuleLevel::Off).collect();
        assert_eq!((off.len(), off[0].rule.as_str()), (1, "vague-date"));
    }
}

#[test]
fn the_contract_states_3_new_files_and_lists_2() {
    assert!(fired(&of_the_contract(&Evidence)).contains("count-mismatch"));
}

#[test]
fn a_message_stands_where_the_contradiction_does() {
    for rule in &RULES {
        let (validated, report) = case(&root().join(rule.name()), "fires", &[]);
        let told = diagnostics(&report, Some(&validated));
        assert_eq!(told.len(), report.contradictions.len());
        for (message, found) in told.iter().zip(&report.contradictions) {
            let place =
                message.place.as_ref().unwrap_or_else(|| panic!("{} has no place", found.id));
            assert_eq!((message.code, place.file.as_str()), (found.rule.as_str(), "fires.json"));
            assert!(!message.message.contains('`'), "{}", message.message);
        }
        assert!(diagnostics(&report, None).iter().all(|message| message.place.is_none()));
    }
}

#[test]
fn every_rule_has_its_page_and_its_line_in_the_index() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = std::fs::read_to_string(root.join("docs/contradictions/README.md")).unwrap();
    for rule in &RULES {
        let page = std::fs::read_to_string(root.join(rule.page()));
        let page = page.unwrap_or_else(|_| panic!("{} is missing", rule.page()));
        assert!(
            page.starts_with(&format!("# `{}`\n\n{}\n", rule.name(), rule.summary)),
            "{}",
            rule.page()
        );
        assert!(page.lines().count() < 40, "{} is long", rule.page());
        let level = serde_json::to_value(rule.level).unwrap();
        let line = format!(
            "| [`{0}`]({0}.md) | {1} | {2} |",
            rule.name(),
            level.as_str().unwrap(),
            rule.summary
        );
        assert!(index.contains(&line), "the index lacks: {line}");
        for heading in ["## When it fires", "## Near miss", "## How to resolve it"] {
            assert!(page.contains(heading), "{} lacks {heading}", rule.page());
        }
        assert!(page.contains(&format!("Level: {}", level.as_str().unwrap())), "{}", rule.page());
    }
}
