//! What was computed: the verdict and why, gates, scores, the way, conditions, decisions; and from what.

use signoff::model::report::{Condition, GateReport, Score, SignoffReport, WayItem, WayKind};
use signoff::model::{Id, Outcome, Report};
use signoff::view::{Mark, Text, labels};

use super::{Entry, waived};
use crate::names::{Names, bag};

/// How many things a step of the way names; the rest stands in its own sections.
const WAY: usize = 50;

pub fn entries(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let mut all = verdict(report, names);
    all.extend(way(report, names));
    all.extend(conditions(report, names));
    all.extend(gates(report, names));
    all.extend(scores(report));
    all.extend(signoffs(report, names));
    all.extend(made(report, names));
    all
}

fn verdict(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let verdict = &report.verdict;
    let mark = Mark::from(verdict.value);
    let without = labels::verdict(verdict.without_signoffs);
    let mut all = vec![
        Entry::of("verdict", "cover", format!("{} {}", mark.word, verdict.sentence)),
        Entry::of("verdict", "summary", format!("{}. {}", report.as_of, verdict.sentence)),
        Entry::of(
            "verdict",
            "without sign-offs",
            format!("Without the sign-off gates the verdict is the same: {without}"),
        )
        .or(format!("Without the sign-off gates the verdict is: {without}")),
    ];
    all.extend(verdict.reasons.iter().map(|reason| {
        assert!(reason.outcome != Outcome::Pass);
        let gate = names.gate(reason.gate.as_str());
        Entry::of("verdict", &reason.gate, format!("{} {gate}", names.sentence(&reason.text)))
    }));
    all
}

fn way(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let way = &report.verdict.shortest_way;
    let mut steps: Vec<(WayKind, &[Id], Vec<String>)> = Vec::new();
    for item in &way.items {
        let name = to_close(item, names);
        let is_step = |(kind, clears, _): &&mut (WayKind, &[Id], Vec<String>)| {
            *kind == item.kind && *clears == item.clears
        };
        match steps.iter_mut().find(is_step) {
            Some((.., items)) => items.push(name),
            None => steps.push((item.kind, &item.clears, vec![name])),
        }
    }
    let mut all: Vec<Entry> = steps.into_iter().map(|step| row(step, names)).collect();
    if !way.stuck.is_empty() {
        let stuck = format!("rests on nothing that is there: {}", names.gates(&way.stuck));
        let many = stuck.replacen("rests", "rest", 1);
        all.push(Entry::of("way", "stuck", stuck).or(many));
    }
    all
}

fn row((kind, clears, items): (WayKind, &[Id], Vec<String>), names: &Names<'_>) -> Entry {
    let told = items.iter().take(WAY).cloned().collect::<Vec<_>>().join(", ");
    let more = match items.len().saturating_sub(WAY) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let clears = names.gates(clears);
    let clears = if clears.is_empty() { "no gate alone" } else { &clears };
    let name = format!("{kind:?} {clears}");
    Entry::of("way", &name, format!("{told}{more} {clears}"))
}

fn to_close(item: &WayItem, names: &Names<'_>) -> String {
    let what = match item.kind {
        WayKind::Signoff => item.title.clone(),
        WayKind::Expression => names.gate(item.id.as_str()),
        WayKind::Run if item.title == "any checker" => item.title.clone(),
        WayKind::Finding
        | WayKind::Claim
        | WayKind::Contradiction
        | WayKind::Run
        | WayKind::Waiver => names.name(item.id.as_str()),
    };
    match &item.effort {
        Some(effort) => format!("{what} ({effort})"),
        None => what,
    }
}

fn conditions(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let signed = report.signoffs.iter().flat_map(|signoff| &signoff.condition_states);
    let all = report.verdict.conditions.iter().chain(signed);
    all.map(|condition| owed(report, condition, names)).collect()
}

fn owed(report: &Report, condition: &Condition, names: &Names<'_>) -> Entry {
    let state = labels::condition_state(condition.state);
    let from = condition.from.as_str();
    let is_signoff = report.signoffs.iter().any(|one| one.signoff.id == condition.from);
    let source = if is_signoff { from.to_owned() } else { names.gate(from) };
    let text = names.sentence(&condition.text);
    let owner = condition.owner.as_deref().unwrap_or("no owner");
    let today = (state == "open").then_some(report.as_of);
    let due = condition.due.as_deref().map(|due| words(&labels::due(due, today)));
    let due = due.as_deref().unwrap_or("no date");
    let closed = names.ids_or(&condition.closed_by, "nothing named");
    Entry::of("conditions", &condition.from, format!("{state} {text} from {source}"))
        .with(format!("{owner} {due} {closed}"))
}

fn gates(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let gate = |gate: &GateReport| {
        let outcome = Mark::from(gate.outcome).word;
        let title = names.sentence(&gate.title);
        let number = names.gate(gate.id.as_str());
        let or_none = |text: &str| if text.is_empty() { "no value" } else { text }.to_owned();
        let (threshold, observed) = (or_none(&gate.threshold), or_none(&gate.observed));
        let rests = names.few(&gate.rests_on);
        let rests = if rests.is_empty() { "nothing listed" } else { &rests };
        let without = waived::without_waivers(gate);
        Entry::of("gates", &gate.id, format!("{outcome} {without} {number} {title}"))
            .with(names.sentence(&gate.because))
            .with(format!("gate {} of type {}", gate.id, gate.kind))
            .with(format!("{rests} {threshold} {observed}"))
            .all(waived::notes_of_gate(report, gate))
    };
    report.gates.iter().map(gate).collect()
}

fn scores(report: &Report) -> Vec<Entry> {
    let declared = |score: &Score| {
        let category = report.categories.iter().find(|category| category.id == score.id);
        let said = category.into_iter().flat_map(|category| &category.declared);
        let said: Vec<String> =
            said.filter_map(|said| said.score.as_ref()).map(labels::declared_score).collect();
        if said.is_empty() { String::new() } else { format!("declared {}", labels::listed(&said)) }
    };
    let row = |score: &Score| {
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        let possible = match (&score.points, &score.points_possible) {
            (Some(points), Some(possible)) => format!("{points} of {possible}"),
            (None, _) | (_, None) => "not scored".to_owned(),
        };
        let figures = [
            labels::number(score.supported),
            labels::number(score.counted),
            or_none(&score.score),
            labels::decimal(&score.weight),
            or_none(&score.points),
            possible,
        ];
        let head = format!("{} {} {}", score.title, declared(score), figures.join(" "));
        Entry::of("scores", &score.id, head)
    };
    let scores = &report.scores;
    if scores.categories.is_empty() {
        return Vec::new();
    }
    scores.categories.iter().chain([&scores.total]).map(row).collect()
}

fn signoffs(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let row = |one: &SignoffReport| {
        let signoff = &one.signoff;
        let required = if one.required { "required by the policy" } else { "not required" };
        let name = signoff.name.as_deref().unwrap_or("nobody named");
        let decision = labels::decision(signoff.decision);
        let head = format!("{} {required} {} {name} {decision}", signoff.role, signoff.id);
        let written = signoff.conditions.iter().map(|written| names.name(written));
        let date = signoff.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        Entry::of("signoffs", &signoff.id, head)
            .with(format!("Standing: {}", labels::standing(one.standing)))
            .fact("Signed: SHA-256", signoff.of.as_ref().map(ToString::to_string).as_ref())
            .all(written)
            .fact("Remark:", signoff.note.as_ref())
            .all(names.stated(&signoff.evidence))
            .all(bag(&signoff.properties))
            .with(date)
    };
    report.signoffs.iter().map(row).collect()
}

/// What the subject is, what was declared of the whole, and from which bytes under which policy the report was made.
fn made(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let (subject, meta, made) = (&report.subject, &report.report, &report.provenance);
    let title = meta.title.as_deref().unwrap_or("Production readiness report");
    let fact = |label: &str, value: &str| Entry::of("subject", label, format!("{label} {value}"));
    let mut all = vec![
        Entry::of("subject", "title", format!("{title} as of {}", report.as_of))
            .or(format!("{title}, as of {}", report.as_of)),
    ];
    let facts = [
        ("Version", subject.version.clone()),
        ("Commit", subject.commit.as_deref().map(labels::short_commit)),
        ("Environment", subject.environment.clone()),
        ("Owner", subject.owner.clone()),
        ("Classification", meta.classification.clone()),
        ("Report version", meta.version.clone()),
        ("Report date", meta.date.as_deref().map(|date| words(&labels::due(date, None)))),
        (
            "Next review",
            meta.next_review.as_deref().map(|day| words(&labels::due(day, Some(report.as_of)))),
        ),
        ("Prepared by", some(meta.prepared_by.join("; "))),
        ("Contacts", some(meta.contacts.join("; "))),
        (
            "Properties of the subject",
            bag(&subject.properties).map(|bag| bag.replacen("Properties ", "", 1)),
        ),
    ];
    all.extend(facts.iter().filter_map(|(label, value)| Some(fact(label, value.as_deref()?))));
    all.extend(subject.description.iter().map(|text| Entry::of("subject", "description", text)));
    all.extend(
        meta.declared.iter().map(|one| Entry::of("declared", "the whole", names.declared(one))),
    );
    all.extend(
        names.outcomes(&meta.evidence).into_iter().map(|one| Entry::of("declared", "cover", one)),
    );
    all.extend(made.inputs.iter().map(|input| {
        let role = labels::input_role(input.role);
        let size = labels::bytes(input.size);
        let head = format!("{role} {} {size} {}", input.path, input.sha256);
        Entry::of("provenance", &input.path, head)
    }));
    let choice = labels::policy_choice(made.policy.choice);
    let of = format!("What is to be signed has the digest SHA-256 {}", made.of);
    all.push(Entry::of("provenance", "to be signed", of));
    all.push(Entry::of("provenance", "version", format!("Signoff {}", made.signoff_version)));
    all.push(Entry::of("policy", "name", format!("Policy {}, {choice}", made.policy.name)));
    all.push(Entry::of(
        "policy",
        "digest",
        format!("SHA-256 of the policy {}", made.policy.sha256),
    ));
    all.extend(policy(report, names));
    all
}

fn policy(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let policy = &report.policy;
    let required: Vec<String> = policy.required.iter().map(|id| names.name(id)).collect();
    let closed: Vec<String> =
        policy.findings.closed.iter().map(|status| labels::status(*status).to_owned()).collect();
    let roles = policy.roles.iter().map(|role| {
        let required = if role.required { "required" } else { "not required" };
        Some(format!("Role {}, {required}", role.name))
    });
    let never = policy.waivers.never.iter().map(|gate| names.gate(gate.as_str()));
    let never = some(never.collect::<Vec<_>>().join(", "));
    let said = [
        some(required.join(", ")).map(|ids| format!("Always required {ids}")),
        Some(format!("Findings that do not count {}", labels::listed(&closed))),
        some(policy.waivers.approvers.join("; "))
            .map(|who| format!("Who may approve a waiver {who}")),
        policy.waivers.longest.map(|days| format!("Longest waiver {days}")),
        never.map(|gates| format!("Gates that take no waiver {gates}")),
    ];
    let said = said.into_iter().chain(roles).flatten();
    said.map(|said| Entry::of("policy", "rules", said)).collect()
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn words(text: &Text) -> String {
    text.0.iter().map(signoff::view::Span::words).collect()
}
