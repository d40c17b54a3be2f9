//! Findings and evidence: every severity, with and without each optional part.

use std::collections::BTreeMap;

use super::{Voice, claim, evidence, finding};
use crate::model::{ClaimState, Id, Severity};
use crate::view::{
    Anchor, Block, Evidence, ExcerptLine, Fact, Facts, Finding, Findings, Lines, Prose, Stretch,
    Text, Trouble,
};

pub(super) fn findings(voice: Voice) -> Vec<Block> {
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
        Severity::Unknown,
    ];
    let one = |(at, severity): (usize, &Severity)| {
        let id = format!("F{}", at + 1);
        let is_full = at == 0;
        Finding {
            anchor: finding(&id),
            severity: (*severity).into(),
            id: voice.say(&id),
            title: voice.say("Private key in the source of the security scanner"),
            note: if at == 1 { voice.plain("Not counted: suppressed.") } else { Text::default() },
            body: is_full.then(|| body(voice, &id)),
            facts: vec![
                voice.fact("Rule", voice.code("secrets/private-key")),
                voice.fact("Where", Text::path(voice.say("security/security-scanner.js"))),
                voice.fact("Evidence", Text(vec![voice.line("scan", 5, "E2 L5")])),
                voice.fact("Refutes", Text(vec![voice.id(claim("sec.https"), "sec.https")])),
            ],
            snippet: is_full.then(|| voice.say("const key =\n  \"-----BEGIN PRIVATE KEY-----\";")),
            kinds: Vec::new(),
        }
    };
    let mut blocks = vec![
        voice.paragraph("6 open: 1 critical, 1 high, 1 medium."),
        super::charts::severities(voice),
    ];
    blocks.extend(super::charts::waterfall(voice));
    blocks.extend(super::charts::trends(voice));
    let findings = severities.iter().enumerate().map(one).collect();
    blocks.push(Block::Findings(Findings { findings, facets: Vec::new() }));
    blocks
}

fn body(voice: Voice, id: &str) -> Prose {
    Prose {
        markdown: voice.say("# Why\n\nTreat the key as **disclosed**.[^1]\n\n[^1]: Rotate it."),
        level: 4,
        prefix: format!("finding-{}", id.to_lowercase()),
        values: BTreeMap::new(),
        images: BTreeMap::new(),
    }
}

pub(super) fn evidence_entries(voice: Voice) -> Vec<Block> {
    let digest = "04a8f8c0482d38a82fd5f69377d5fba5a4d7af9702b204ba81b4558c96272440";
    let facts = || {
        vec![voice.fact("SHA-256", Text::code(digest)), voice.fact("Size", voice.plain("798 B"))]
    };
    let entry = |id: &str, number: &str| Evidence {
        anchor: evidence(id),
        number: number.to_owned(),
        id: id.to_owned(),
        title: None,
        path: voice.say("evidence/security scan.json"),
        file: Some(voice.say("inputs/evidence/security scan.json")),
        trouble: None,
        facts: facts(),
        excerpt: Vec::new(),
    };
    let trouble = |state: ClaimState| {
        Some(Trouble { mark: state.into(), text: voice.plain("The file is missing.") })
    };
    let line = |words: &str| vec![voice.say(words)];
    let lines = Lines {
        old: voice.say("0.9.0"),
        new: voice.say("1.0.0"),
        stretches: vec![
            Stretch::LeftOut { words: voice.say("12 lines the same") },
            Stretch::Same { lines: line("  \"tool\": \"scan\",") },
            Stretch::Changed { removed: line("  \"passed\": 19"), added: line("  \"passed\": 20") },
        ],
    };
    vec![
        Block::Lines(lines),
        voice.heading("Files"),
        Block::Evidence(Evidence {
            title: Some(voice.say("Security scan of the release")),
            excerpt: excerpt(voice),
            ..entry("scan", "E2")
        }),
        Block::Evidence(Evidence { trouble: trouble(ClaimState::Stale), ..entry("old", "E1") }),
        Block::Evidence(Evidence {
            trouble: trouble(ClaimState::Broken),
            file: None,
            ..entry("lost", "E3")
        }),
        voice.heading("Runs"),
        Block::Facts(Facts { facts: vec![run(voice)] }),
    ]
}

fn run(voice: Voice) -> Fact {
    voice.fact("k6 1.2.1", voice.code("k6 run --summary-export k6.json load.js"))
}

fn excerpt(voice: Voice) -> Vec<ExcerptLine> {
    let line = |number, text: &str| ExcerptLine {
        number,
        text: voice.say(text),
        left_out: 0,
        anchor: None,
        used_by: Vec::new(),
        more_users: 0,
    };
    vec![
        line(4, "  \"commit\": \"7be19f4c03d85a6e21fb90c47d13a8e5560c9f12\","),
        ExcerptLine {
            anchor: Some(Anchor::line(&Id::from("scan"), 5)),
            used_by: vec![
                Text(vec![voice.id(claim("sec.scan"), "sec.scan")]),
                Text(vec![voice.id(claim("sec.https"), "sec.https")]),
            ],
            more_users: 12,
            ..line(5, "  \"summary\": { \"checks\": 24, \"passed\": 20, \"failed\": 4 },")
        },
        line(6, "\t\"overallRisk\": \"CRITICAL\","),
        ExcerptLine { left_out: 9_990, ..line(120, "  \"minified\": \"aaaaaaaaaa") },
    ]
}
