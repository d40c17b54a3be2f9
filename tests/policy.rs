//! Policies as users write them: the contract's, the built-ins, and chains of files.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;
use signoff::diagnostic::{Colour, Diagnostic, human};
use signoff::model::{
    BuiltIn, Days, FindingFacts, Gate, GateLevel, GateRule, Id, MayNotApply, MayNotApplyName,
    Method, Policy, Role, RuleLevel, SameAs, Severity, Status,
};
use signoff::policy::{Loaded, PolicyFile, built_in, digest, load};

/// Loads the first of the files; each is found by its whole name below the naming file's folder.
fn load_all(files: &[(&str, &str)]) -> Result<Loaded, Vec<Diagnostic>> {
    let known: BTreeMap<&str, &str> = files.iter().copied().collect();
    let file = |name: &str| PolicyFile { name: name.into(), bytes: known[name].into() };
    load(file(files[0].0), &mut |path, naming| {
        let folder = naming.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = Path::new(folder).join(path).display().to_string();
        known.contains_key(name.as_str()).then(|| file(&name)).ok_or("no such file".to_owned())
    })
}

fn policy(text: &str) -> Policy {
    load_all(&[("signoff.toml", text)]).expect("a good policy").policy
}

fn ids(policy: &Policy) -> Vec<&str> {
    policy.gates.iter().map(|gate| gate.id.as_str()).collect()
}

fn gate(id: &str, level: GateLevel, rule: GateRule) -> Gate {
    Gate { id: id.into(), title: None, level, rule }
}

/// Whether a finding of that status counts, with a reason for it or without.
#[expect(clippy::fn_params_excessive_bools, reason = "the facts have it as a bool")]
fn counts(policy: &Policy, status: Status, reason_given: bool) -> bool {
    let (id, severity) = (Id::from("F-1"), Severity::High);
    policy.counts_facts(&FindingFacts {
        id,
        severity,
        status,
        reason_given,
        effort_hours: None,
        rule: "X1".to_owned(),
        tool: None,
        category: None,
        path: None,
        same_as: Vec::new(),
    })
}

#[test]
fn the_contract_says_what_it_says() {
    let policy = policy(include_str!("fixtures/policy/contract.toml"));
    assert_eq!(policy.extends, Some(BuiltIn::Production));
    assert_eq!(policy.required, ["api-latency", "category:security"]);
    assert_eq!(policy.may_not_apply, MayNotApply::These(vec!["*".to_owned()]));
    let security = Id::from("security");
    assert_eq!(policy.max_age(None), Some(Days(90)));
    assert_eq!(policy.weakest_method(None), Method::Examine);
    assert_eq!(policy.max_age(Some(&security)), Some(Days(14)));
    assert_eq!(policy.weakest_method(Some(&security)), Method::Test);
    assert_eq!(policy.weight(&security), Decimal::TWO);
    assert_eq!(policy.weight(&Id::from("performance")), Decimal::ONE);
    assert_eq!(policy.contradictions.tolerance, Some(Decimal::ONE));
    assert_eq!(policy.contradictions.level["vague-date"], RuleLevel::Off);
    assert_eq!(policy.findings.closed, [Status::Fixed, Status::FalsePositive, Status::Suppressed]);
    assert_eq!(policy.waivers.approvers, ["ben"]);
    assert_eq!(policy.waivers.longest, Some(Days(30)));
    assert_eq!(policy.waivers.never, [Id::from("no-critical")]);
    assert_eq!(policy.brand.as_ref().unwrap().name, "Harbour");
    let role = |name: &str, required| Role { name: name.to_owned(), required };
    assert_eq!(policy.roles, [role("release manager", true), role("security officer", false)]);
}

#[test]
fn the_gates_of_the_contract_replace_and_follow() {
    use GateLevel::{Block, Condition, Warn};
    let policy = policy(include_str!("fixtures/policy/contract.toml"));
    let open = |severity, tools| GateRule::OpenFindings { severity, tools, max: 0 };
    let score = GateRule::Score { category: Some("performance".into()), min: Decimal::from(80) };
    let measure = GateRule::Measure {
        metric: "coverage.line".to_owned(),
        scope: "*".to_owned(),
        target: ">= 80 %".to_owned(),
    };
    let when = "meets('api-latency', '<= 2 s') || subject.version.startsWith('0.')".to_owned();
    let baseline = "../2.3.0/report.json".to_owned();
    let expected = [
        gate("no-critical", Block, open(Severity::Critical, vec!["bandit".to_owned()])),
        gate("no-high", Block, open(Severity::High, vec![])),
        gate("required-claims", Block, GateRule::RequiredClaims {}),
        gate("signoffs", Block, GateRule::Signoffs {}),
        gate("evidence", Condition, GateRule::Evidence {}),
        gate("waivers", Condition, GateRule::Waivers {}),
        gate("contradictions", Condition, GateRule::Contradictions { at_least: RuleLevel::Error }),
        gate("performance-score", Condition, score),
        gate("checklist-launch", Condition, GateRule::Checklist { list: Some("launch".into()) }),
        gate("no-worse", Warn, GateRule::NoWorse { baseline }),
        gate("measure-coverage.line", Warn, measure),
        gate("fast-or-small", Warn, GateRule::Expression { when }),
    ];
    assert_eq!(policy.gates, expected);
}

#[test]
fn production_is_the_default_of_rule_19() {
    let policy = built_in(BuiltIn::Production);
    let at = |level| -> Vec<&str> {
        let gates = policy.gates.iter().filter(|gate| gate.level == level);
        gates.map(|gate| gate.id.as_str()).collect()
    };
    assert_eq!(at(GateLevel::Block), ["no-critical", "no-high", "required-claims", "signoffs"]);
    assert_eq!(at(GateLevel::Condition), ["evidence", "waivers", "contradictions"]);
    assert_eq!(policy.gates.len(), 7);
    assert_eq!(policy.extends, Some(BuiltIn::Production));
    assert_eq!(policy.may_not_apply, MayNotApply::Named(MayNotApplyName::NotRequired));
    assert_eq!(policy.weakest_method(None), Method::Examine);
    assert!(!counts(&policy, Status::Suppressed, true));
    assert!(counts(&policy, Status::Suppressed, false));
    assert!(counts(&policy, Status::Accepted, true));
}

#[test]
fn minimal_asks_for_little() {
    let policy = built_in(BuiltIn::Minimal);
    assert_eq!(ids(&policy), ["no-critical", "required-claims"]);
    assert_eq!(policy.extends, Some(BuiltIn::Minimal));
    assert_eq!(policy.may_not_apply, MayNotApply::These(vec!["*".to_owned()]));
    assert_eq!(policy.weakest_method(None), Method::Interview);
    let closed = [Status::Fixed, Status::Suppressed, Status::Accepted, Status::FalsePositive];
    assert!(closed.into_iter().all(|status| !counts(&policy, status, false)));
    assert!(counts(&policy, Status::Open, true));
}

#[test]
fn regulated_asks_for_much() {
    let policy = built_in(BuiltIn::Regulated);
    assert_eq!(policy.extends, Some(BuiltIn::Regulated));
    assert_eq!(policy.may_not_apply, MayNotApply::These(vec![]));
    assert_eq!(policy.max_age(None), Some(Days(90)));
    assert_eq!(policy.waivers.longest, Some(Days(30)));
    assert_eq!(policy.roles.iter().filter(|role| role.required).count(), 2);
    assert!(!counts(&policy, Status::Fixed, false));
    assert!(counts(&policy, Status::FalsePositive, true));
    let production = built_in(BuiltIn::Production);
    for asked in &production.gates {
        let own = policy.gates.iter().find(|gate| gate.id == asked.id).expect("no gate is lost");
        assert_eq!(own.rule, asked.rule);
        assert_eq!(own.level, GateLevel::Block);
    }
    assert!(ids(&policy).contains(&"no-medium"));
}

#[test]
fn a_file_that_extends_nothing_inherits_nothing() {
    let policy = policy("");
    assert_eq!((policy.extends, policy.gates.len()), (None, 0));
    assert_eq!(policy, Policy::default());
}

#[test]
fn tables_are_merged_and_lists_are_replaced() {
    let files = [
        (
            "signoff.toml",
            "extends = 'base.toml'\nrequired = ['b']\n[evidence]\nmax_age = '5 days'\n[category.a]\nweight = 3\n[contradictions.level]\nvague-date = 'note'\n[waivers]\nnever = []\n",
        ),
        (
            "base.toml",
            "extends = 'regulated'\nrequired = ['a']\nmay_not_apply = ['x']\n[category.a]\nweight = 2\nmax_age = '9 days'\n[category.b]\nweight = 0\n[contradictions]\ntolerance = 2.5\nlevel = { vague-date = 'off', score-mismatch = 'error' }\n[brand]\nname = 'Base'\n[[role]]\nname = 'owner'\n",
        ),
    ];
    let policy = load_all(&files).unwrap().policy;
    assert_eq!(policy.extends, Some(BuiltIn::Regulated));
    assert_eq!(policy.required, ["b"], "a list is replaced");
    assert_eq!(policy.may_not_apply, MayNotApply::These(vec!["x".to_owned()]), "or kept");
    assert_eq!(policy.evidence.max_age, Some(Days(5)));
    assert_eq!(policy.evidence.weakest_method, Some(Method::Examine), "of the built-in");
    let a = &policy.category["a"];
    assert_eq!((a.weight, a.max_age), (Some(Decimal::from(3)), Some(Days(9))));
    assert_eq!(policy.category["b"].weight, Some(Decimal::ZERO));
    assert_eq!(policy.contradictions.tolerance, Some(Decimal::new(25, 1)));
    let levels: Vec<RuleLevel> = policy.contradictions.level.values().copied().collect();
    assert_eq!(levels, [RuleLevel::Error, RuleLevel::Note]);
    assert_eq!(policy.waivers.never, [], "an empty list is given");
    assert_eq!(policy.waivers.longest, Some(Days(30)));
    assert_eq!(policy.findings.closed, [Status::Fixed]);
    assert_eq!(policy.roles.len(), 1);
    assert_eq!(policy.brand.unwrap().name, "Base");
}

#[test]
fn a_gate_replaces_the_inherited_one_in_its_place() {
    let text = "extends = 'production'\n[[gate]]\ntype = 'score'\nmin = 80\n[[gate]]\ntype = 'open-findings'\nid = 'no-high'\nseverity = 'high'\nmax = 2\nlevel = 'warn'\n";
    let policy = policy(text);
    let expected = [
        "no-critical",
        "no-high",
        "required-claims",
        "signoffs",
        "evidence",
        "waivers",
        "contradictions",
        "score-total",
    ];
    assert_eq!(ids(&policy), expected);
    let rule = GateRule::OpenFindings { severity: Severity::High, tools: vec![], max: 2 };
    assert_eq!(policy.gates[1], gate("no-high", GateLevel::Warn, rule));
}

#[test]
fn gates_without_an_id_get_their_type_and_argument() {
    let text = "
        [[gate]]\ntype = 'open-findings'\nseverity = 'critical'
        [[gate]]\ntype = 'score'\nmin = 1
        [[gate]]\ntype = 'score'\ncategory = 'performance'\nmin = 1
        [[gate]]\ntype = 'measure'\nmetric = 'coverage.line'\ntarget = '>= 1'
        [[gate]]\ntype = 'measure'\nmetric = 'http p95'\nscope = 'api'\ntarget = '<= 1 s'
        [[gate]]\ntype = 'checklist'
        [[gate]]\ntype = 'checklist'\nlist = 'launch'
        [[gate]]\ntype = 'contradictions'\nat_least = 'note'
        [[gate]]\ntype = 'expression'\nwhen = 'true'
    ";
    let expected = [
        "open-findings-critical",
        "score-total",
        "score-performance",
        "measure-coverage.line",
        "measure-http-p95-api",
        "checklist",
        "checklist-launch",
        "contradictions",
        "expression",
    ];
    assert_eq!(ids(&policy(text)), expected);
}

#[test]
fn derived_ids_that_agree_are_told_apart_by_content() {
    let text = "[[gate]]\ntype = 'expression'\nwhen = 'true'\n[[gate]]\ntype = 'expression'\nwhen = 'false'\n";
    let policy_one = policy(text);
    let [one, two] = ids(&policy_one)[..] else { panic!("two gates") };
    assert_ne!(one, two);
    for id in [one, two] {
        let digits = id.strip_prefix("expression~").expect("its type in front");
        assert!(digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    }
    let turned = "[[gate]]\ntype = 'expression'\nwhen = 'false'\n[[gate]]\ntype = 'expression'\nwhen = 'true'\n";
    assert_eq!(ids(&policy(turned)), [two, one], "they don't depend on the order");

    let given =
        "[[gate]]\ntype = 'score'\nid = 'checklist'\nmin = 1\n[[gate]]\ntype = 'checklist'\n";
    let policy = policy(given);
    assert_eq!(ids(&policy)[0], "checklist", "a given id is never renamed");
    assert!(ids(&policy)[1].starts_with("checklist~"));
}

#[test]
fn a_chain_keeps_its_files_and_finds_its_baselines() {
    let files = [
        (
            "app/signoff.toml",
            "extends = '../company/policy.toml'\n[[gate]]\ntype = 'no-worse'\nid = 'own'\nbaseline = 'old/report.json'\n",
        ),
        (
            "app/../company/policy.toml",
            "extends = 'base/root.toml'\n[[gate]]\ntype = 'no-worse'\nid = 'company'\nbaseline = 'r.json'\n",
        ),
        (
            "app/../company/base/root.toml",
            "extends = 'minimal'\n[[gate]]\ntype = 'no-worse'\nid = 'root'\nbaseline = '/abs/r.json'\n[[gate]]\ntype = 'no-worse'\nid = 'again'\nbaseline = '../r.json'\n",
        ),
    ];
    let loaded = load_all(&files).unwrap();
    let names: Vec<&str> = loaded.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, files.map(|(name, _)| name));
    assert_eq!(loaded.files[1].bytes, files[1].1.as_bytes());
    let expected =
        ["/abs/r.json", "../company/base/../r.json", "../company/r.json", "old/report.json"];
    assert_eq!(loaded.baselines, expected);
    assert_eq!(loaded.policy.extends, Some(BuiltIn::Minimal));
    let own = ["no-critical", "required-claims", "root", "again", "company", "own"];
    assert_eq!(ids(&loaded.policy), own);
}

#[test]
fn a_chain_is_at_most_sixteen_long() {
    let chain = |length: usize| {
        let text = |at| match at {
            last if last == length - 1 => "extends = 'minimal'".to_owned(),
            at => format!("extends = '{}.toml'", at + 1),
        };
        let files: Vec<(String, String)> =
            (0..length).map(|at| (format!("{at}.toml"), text(at))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        load_all(&files)
    };
    assert_eq!(chain(16).unwrap().files.len(), 16);
    let problems = chain(17).unwrap_err();
    assert_eq!(problems[0].code, "policy-too-deep");
}

#[test]
fn the_digest_is_that_of_the_effective_policy() {
    let one = policy("extends = 'production'\n[evidence]\nmax_age = '90 days'\n");
    let same = policy("# other words\n[evidence]\nmax_age = '90d'\n");
    assert_ne!(digest(&one), digest(&same));
    let same = Policy {
        extends: one.extends,
        ..policy("extends = 'production'\nevidence = { max_age = '90d' } # words\n")
    };
    assert_eq!(digest(&one), digest(&same));
    assert_eq!(digest(&built_in(BuiltIn::Production)), digest(&policy("extends = 'production'")));
}

#[test]
fn numbers_are_exact_however_they_are_written() {
    let least = |text: &str| {
        let policy = policy(&format!("[[gate]]\ntype = 'score'\nmin = {text}\n"));
        let GateRule::Score { min, .. } = policy.gates[0].rule else { panic!("a score") };
        min.normalize()
    };
    assert_eq!(least("80"), Decimal::from(80));
    assert_eq!(least("80.0"), Decimal::from(80));
    assert_eq!(least("8_0"), Decimal::from(80));
    assert_eq!(least("0x50"), Decimal::from(80));
    assert_eq!(least("'80'"), Decimal::from(80));
    assert_eq!(least("82.1"), Decimal::new(821, 1));
    assert_eq!(least("1e1"), Decimal::from(10));
}

#[test]
fn the_examples_have_good_policies() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path().join("signoff.toml");
        if let Ok(text) = std::fs::read_to_string(&path) {
            assert!(!policy(&text).gates.is_empty(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen} examples");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_policy() {
    assert_eq!(policy("\u{feff}extends = 'minimal'").extends, Some(BuiltIn::Minimal));
}

#[test]
fn a_hostile_policy_is_told_off_in_short() {
    let long = "k".repeat(300_000);
    let many = |what: &str| what.repeat(15_000);
    let hostile = [
        format!("required = [{}]", many("\"a b\", ")),
        format!("role = [{}]", many("{name='a'}, ")),
        format!("gate = [{}]", many("{type='signoffs'}, ")),
        format!("[waivers]\nnever = [{}]", many("'a', ")),
        format!(
            "[category.{long}]\n{}",
            (0..15_000).map(|at| format!("k{at}=1")).collect::<Vec<_>>().join("\n")
        ),
        format!("{long} = 1\n[[gate]]\ntype = '{long}'"),
        many("[["),
        many("a."),
        many("\u{0}"),
    ];
    for text in hostile {
        let problems = load_all(&[("signoff.toml", &text)]).unwrap_err();
        assert!((1..=101).contains(&problems.len()), "{}", problems.len());
        let sources = BTreeMap::from([("signoff.toml".to_owned(), text)]);
        let printed = human(&problems, &sources, Colour::Never);
        assert!(printed.len() < 500_000, "{}", printed.len());
    }
}

#[test]
fn folders_of_mappings_and_what_counts_once_are_inherited_field_by_field() {
    let load = |own: &str| {
        let base = "extends = 'regulated'\nadapters = ['checkers', '/abs']\n[findings]\nsame_as = 'once'\n";
        let own = format!("extends = 'company/base.toml'\n{own}");
        load_all(&[("signoff.toml", &own), ("company/base.toml", base)]).unwrap().policy
    };
    let inherited = load("");
    assert_eq!(inherited.adapters, ["company/checkers", "/abs"]);
    assert_eq!(inherited.findings.same_as, SameAs::Once);
    assert_eq!(inherited.findings.closed, [Status::Fixed], "of the built-in");
    let own = load("adapters = ['mine']\n[findings]\nclosed = ['accepted']\n");
    assert_eq!(own.adapters, ["mine"]);
    assert_eq!(own.findings.same_as, SameAs::Once);
    assert_eq!(own.findings.closed, [Status::Accepted]);
    assert_eq!(load("[findings]\nsame_as = 'each'\n").findings.same_as, SameAs::Each);
    let wrong = |text: &str| load_all(&[("signoff.toml", text)]).unwrap_err()[0].code;
    assert_eq!(wrong("adapters = 'checkers'"), "wrong-type");
    assert_eq!(wrong("adapters = ['']"), "empty-text");
    assert_eq!(wrong("findings.same_as = 'twice'"), "unknown-value");
}
