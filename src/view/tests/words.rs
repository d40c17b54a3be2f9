//! The words of each section.

use super::{made, maximal, printed, read, section};
use crate::model::Verdict;
use crate::model::report::PolicyChoice;
use crate::view::{Block, Chart};

fn says(anchor: &str, expected: &[&str]) {
    let document = made(&maximal());
    let printed = printed(section(&document, anchor));
    for part in expected {
        assert!(printed.contains(part), "`{part}` is not in\n{printed}");
    }
}

#[test]
fn the_cover_says_what_a_reader_must_know_first() {
    let document = made(&maximal());
    let cover = &document.cover;
    assert_eq!(document.title, "Harbour Ticketing 2.4.0: not ready, 2025-09-02");
    assert_eq!(document.running_verdict, "Not ready as of 2025-09-02");
    assert_eq!(cover.over, "Harbour: Production readiness");
    assert_eq!(cover.title, "Harbour Ticketing 2.4.0");
    let facts: Vec<String> =
        cover.facts.iter().map(|fact| format!("{}: {}", fact.label, read(&fact.value))).collect();
    assert_eq!(
        facts,
        [
            "Version: 2.4.0",
            "Commit: 9f1c2e7d03c8",
            "Environment: production",
            "Owner: operations",
            "Policy: signoff.toml",
            "Score: 33.3 of 100",
            "Classification: internal",
            "Report version: 1.1",
            "Report date: 2025-08-27",
            "Next review: after launch (vague date)",
            "Prepared by: platform team",
            "Contacts: Duty officer",
        ]
    );
    let notes: Vec<String> = cover.notes.iter().map(read).collect();
    assert_eq!(
        notes[0],
        "The policy signoff.toml was found beside the findings: it was not chosen by the reader."
    );
    assert_eq!(notes[1], "Without the sign-off gates the verdict is: insufficient evidence.");
    assert!(notes[2].starts_with("To be signed: SHA-256 "));
}

#[test]
fn a_policy_that_the_reader_named_needs_no_note() {
    let mut report = maximal();
    report.provenance.policy.choice = PolicyChoice::Named;
    report.verdict.without_signoffs = report.verdict.value;
    let notes: Vec<String> = made(&report).cover.notes.iter().map(read).collect();
    assert_eq!(notes[0], "Without the sign-off gates the verdict is the same: not ready.");
}

#[test]
fn the_front_page_holds_six_reasons_and_counts_the_rest() {
    let mut report = maximal();
    let reason = report.verdict.reasons[0].clone();
    report.verdict.reasons = vec![reason; 6];
    assert!(made(&report).cover.front.more.is_none());
    report.verdict.reasons.push(report.verdict.reasons[0].clone());
    let front = made(&report).cover.front;
    assert_eq!(front.why.len(), 6);
    assert_eq!(read(&front.why[0]), "1 critical finding is open: F-1. G4");
    assert_eq!(front.more.as_ref().map(read).as_deref(), Some("and 1 more in section 1"));
}

#[test]
fn the_front_page_groups_the_way_and_names_the_signers() {
    let mut report = maximal();
    let item = report.verdict.shortest_way.items[0].clone();
    report.verdict.shortest_way.items.extend(vec![item; 6]);
    let front = made(&report).cover.front;
    let way: Vec<String> = front.way.iter().map(read).collect();
    assert_eq!(
        way,
        [
            "Close 7 findings: F-1, F-1, F-1, F-1, F-1, F-1 and 1 more",
            "Support 1 claim: rollback",
            "Get 1 sign-off: security officer",
            "Renew or take away 1 expired waiver: W-1",
        ]
    );
    let signatures: Vec<(&str, &str)> =
        front.signatures.iter().map(|line| (line.role.as_str(), line.decision.as_str())).collect();
    assert_eq!(
        signatures,
        [
            ("release manager", "Approved with conditions, of another version"),
            ("security officer", "Not yet given"),
            ("auditor", "Not yet given"),
        ]
    );
    let conditions: Vec<String> = front.conditions.iter().map(read).collect();
    assert_eq!(
        conditions[0],
        "Support rollback: operations, 2025-09-01 (overdue as of 2025-09-02)"
    );
    assert_eq!(conditions.len(), 3);
}

#[test]
fn the_summary_gives_reasons_way_and_declarations() {
    says(
        "summary",
        &[
            "Harbour Ticketing 2.4.0 is not ready as of 2025-09-02. 1 of 3 blocking gates fails",
            "Sells ferry tickets in six regions",
            "Why it is not ready",
            "1 blocking gate fails:\n1 critical finding is open: F-1. G4",
            "1 blocking gate cannot be determined:\nsecurity officer has not decided. G5",
            "1 gate of level condition does not pass:",
            "1 gate of level warn does not pass and decides nothing:",
            "On the way to ready",
            "4 things are to be closed; this is the smallest set, by number, then by effort.",
            "Close 1 finding\nF-1 (4 h)\nG4",
            "This gate can't be cleared by closing anything, because it rests on nothing that is there: G2.",
            "ready with conditions, score 90 of 100, “Ready, with minor gaps” (E3 L5-L6)",
            "not ready, 33.3 of 100",
            "score “9/10” (E3 L8)",
            "100.0 of 100: 1 of 1 supported",
            "1 claim carries a declaration, quoted in section 4. Of 1 declared pass, the evidence supports 1.",
            "What the cover says is stated at E3 L2",
        ],
    );
}

#[test]
fn a_greedy_way_is_called_a_short_way() {
    let mut report = maximal();
    assert_eq!(made(&report).cover.front.way_title, "On the way to ready", "a gate is stuck");
    report.verdict.shortest_way.stuck.clear();
    assert_eq!(made(&report).cover.front.way_title, "The shortest way to ready");
    report.verdict.shortest_way.exact = false;
    let document = made(&report);
    assert_eq!(document.cover.front.way_title, "A short way to ready");
    let summary = printed(section(&document, "summary"));
    assert!(
        summary.contains("A short way to ready") && summary.contains("a smaller set may exist")
    );
    report.verdict.value = Verdict::Ready;
    report.verdict.reasons.clear();
    report.verdict.shortest_way.items.clear();
    let summary = printed(section(&made(&report), "summary"));
    assert!(summary.contains("Why it is ready\nNo gate stands in the way."));
    assert!(summary.contains("Nothing has to be closed."));
}

#[test]
fn gates_are_numbered_in_id_order_and_grouped_by_level() {
    says(
        "gates",
        &[
            "The verdict is a function of these 5 gates.",
            "1 fails, 2 are undetermined, 1 is waived and 1 passes. Of the 3 that block, 1 fails.",
            "Level block, 3 gates: what fails here keeps the subject from shipping",
            "G1 Required claims supported",
            "Waived\nwould fail\nG3 Checklist before launch\n1 of 2 required items is supported. W-2 waives this gate until 2025-09-26.\ngate launch of type checklist\n",
            "G4 Open critical findings\nF-1 is open.\ngate no-critical of type open-findings\nIt takes no waiver, neither of itself nor of what it counts",
            "at most 0\n1",
            "F-1, scan",
        ],
    );
    let document = made(&maximal());
    assert_eq!(section(&document, "gates").tally, "1 fail");
}

#[test]
fn scores_show_the_whole_sum() {
    says(
        "scores",
        &[
            "points = weight × score ÷ sum of the weights that count",
            "Performance\ndeclared score “9/10”\n1\n1\n100.0\n1\n33.33\n33.33 of 33.33",
            "Other\n0\n1\n0.0\n0\nnone\nnot scored",
            "Total\n1\n5\n33.3\n3\n33.33\n33.33 of 100.00",
        ],
    );
    let document = made(&maximal());
    let scores = section(&document, "scores");
    assert_eq!(scores.tally, "33.3");
    let Some(Block::Table(table)) = scores.blocks.get(1) else { panic!() };
    let Some(Chart::Strip(strip)) = &table.groups[0].rows[1].cells[6].chart else { panic!() };
    assert_eq!(strip.alt, "Operations: 0.00 of 66.66 points");
}

#[test]
fn claims_say_why_and_where() {
    says(
        "claims",
        &[
            "1 supported, 2 refuted, 1 broken, 1 stale, 1 unsupported, 1 not applicable. 3 are required.",
            "Operations, 0 of 3 supported",
            "Regional, no claim",
            "Other, 0 of 1 supported",
            "Supported\n95 % of requests are answered within two seconds\nE2 says so. latency, required, owner platform, effort 1 d as stated",
            "Measure http.p95-api: 1\u{202f}845.2\u{a0}ms; target ≤\u{a0}2\u{a0}s",
            "Unsupported\nA release can be rolled back",
            "rollback\nWaived by W-5 until 2025-09-02",
            "Declared pass, value “<1.5s”, change “-50 %” (E3 L9)",
            "E2 L3\nat /checks/fails; found “2”; expected == 0; misses; 2 is not 0",
            "too weak; an interview is weaker than examine; remark: see also the wiki",
            "at test:restore > rolls back; found “skipped”; expected == passed; vacuous; the test case was skipped",
            "Said not to apply: “all hosts run Linux”",
            "Rests on containers",
            "Findings that refute it while they count: F-2",
            "To be closed by A-3",
            "An item of the checklist before-launch",
            "The policy names it; the findings lack it",
            "Notes on claims\nlatency 95 % of requests",
            "Notes on categories\nperformance Performance",
        ],
    );
    let document = made(&maximal());
    let claims = section(&document, "claims");
    assert_eq!(claims.tally, "1 of 5");
    let Some(Block::Table(table)) = claims.blocks.get(1) else { panic!() };
    let depths: Vec<u8> = table.groups[1].rows.iter().map(|row| row.cells[1].depth).collect();
    assert_eq!(depths, [0, 1, 1, 0]);
}

#[test]
fn measures_stand_beside_target_and_earlier_value() {
    says(
        "measures",
        &[
            "3 measures; 1 of 2 with a target meets it\n",
            "Met\nAnswer, 95th percentile\n1845.2 ms is at most 2 s.",
            "In claim latency, supported",
            "≤\u{a0}2\u{a0}s\n1\u{202f}845.2\u{a0}ms\nE2 L2",
            "Earlier: 3.4\u{a0}s, as stated\nIndustry median: 900\u{a0}ms (a survey), as stated",
            "Read\ncost.month\n",
            "no target\n\u{2212}15\u{202f}000.333…\u{a0}EUR\nmean of 3 values: -15000\u{a0}EUR E3 L12, -15000 EUR E3 L15, \
             -15001\u{a0}EUR E2 L2\nexactly -45001/3\u{a0}EUR; rounded towards zero",
            "at L12 re:(\\d+)",
            "Earlier: 100\u{a0}EUR E3 L13",
            "No value\nuptime",
            "≥\u{a0}99.9\u{a0}%\nno value",
        ],
    );
    let document = made(&maximal());
    assert_eq!(section(&document, "measures").tally, "1 of 2");
}

#[test]
fn findings_are_told_in_full() {
    says(
        "findings",
        &[
            "3 findings count: 1 critical, 1 medium, 1 low. 1 of those that count is waived. 1 does not: 1 fixed.",
            "4 findings by severity",
            "Critical F-1 Private key in the source\n\nRule: B105",
            "Where: app/keys.py line 12 column 3 to line 14 column 9, keys.load",
            "Evidence: E4 L4-L6\nat /results/0",
            "Severity in the tool's words: “HIGHEST”",
            "Found by: scan, bandit",
            "Effort, as stated: 4 h",
            "To be closed by: A-1",
            "Waivers not in force: No longer waived by W-1, whose last day was 2025-09-01",
            "Counts: the policy does not close what is accepted. Waived by W-7 until 2025-09-12; it stays in the list, and gates that take waivers leave it out.",
            "Waivers not in force: To be waived by W-3 from 2025-09-03 until 2025-09-26",
            "Waivers not in force: Named by the waiver W-6, which was not judged",
            "Fingerprints: bandit/v1 5b6c",
            "Counts: the policy does not close what is accepted.",
            "Counts: it is suppressed, and no reason is given.",
            "Does not count: fixed, “mended”.",
            "Status: fixed, not counted: “mended”",
        ],
    );
}

#[test]
fn lists_of_people_and_files_are_told() {
    says(
        "contradictions",
        &[
            "What is said, held against what holds. 2 rules looked.",
            "1 error",
            "error\nK1 E3 declares more than holds.\nrule verdict-mismatch, id k-verdict\nA declared verdict is better than the computed one.\nAbout rollback",
            "ready with conditions\nE3 L5\nnot ready",
            "Switched off by the policy: vague-date.",
            "What is said of latency could not be held against a value, because that can't be read.",
        ],
    );
    says(
        "checklist",
        &[
            "1 of 2 items are declared done. The evidence supports 0.",
            "Declared: score 50 of 100",
            "Unsupported\nRollback written down\ntick-rollback, required\ndone\nrollback\nA release can be rolled back\nnone",
            "Broken\nDNS switched\ndns, required, owner network\nRemark: pending",
            "open\ndns\nthe item is a claim itself\nE5\nat /dns; broken; the file is missing",
        ],
    );
    says(
        "actions",
        &[
            "3 actions: 1 open, 1 in progress, 1 done",
            "Before launch\nopen\nRotate the key\nA-1, priority critical as stated, effort 4 h as stated\nFor containers\nStated at E3 L18",
            "2025-09-01 (overdue as of 2025-09-02)\nF-1",
            "No horizon stated\ndone\nWrite it up\nA-2\nno owner\n2025-08 (vague date)\nnothing",
            "Notes on actions\nA-1 Rotate the key\n- rotate",
        ],
    );
    says(
        "signoff",
        &[
            "3 conditions, 3 open",
            "open\nSupport rollback.\nfrom G3\noperations\n2025-09-01 (overdue as of 2025-09-02)\nrollback",
            "0 of 2 required decisions are given",
            "Approved with conditions, of another version\nStanding: of another version",
            "Conditions: A-1; “Duty rota printed”",
            "security officer\nrequired by the policy\nnobody named\nNot yet given\nno date",
        ],
    );
}

#[test]
fn how_it_was_made_is_told() {
    says(
        "made",
        &[
            "Signoff 0.1.0 assessed these inputs as of 2025-09-02. The same inputs give the same bytes.",
            "Policy: signoff.toml, found beside the findings, not chosen by the reader",
            "SHA-256 to be signed: ",
            "Commit: 9f1c2e7d03c85a6e21fb90c47d13a8e5560c9f12",
            "2 files read, besides the evidence in section 11",
            "Findings\nfindings.json\n1\u{202f}500\u{a0}B",
            "Always required: latency, operations",
            "Evidence: at most 90 days old, method examine or stronger",
            "In category: operations: weight 2, evidence at most 14 days old, method test or stronger",
            "Findings not counted: fixed, false positive and suppressed",
            "Gates that take no waiver: G4",
            "Contradictions: tolerance 1 points, vague-date: off",
        ],
    );
}
