//! What was computed: the verdict and why, gates, scores, the way, conditions, decisions; and from what.

use signoff::model::report::{Condition, GateReport, Score, SignoffReport, WayItem, WayKind};
use signoff::model::{GateRule, Id, Outcome, Report};
use signoff::view::{Mark, Text, effort, labels};

use super::waived;
use crate::entry::Entry;
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
    let effort = effort(way).map(|effort| Entry::of("way", "effort", effort));
    all.extend(effort);
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
            .all(tools(report, gate))
    };
    report.gates.iter().map(gate).collect()
}

/// Which checkers a gate wants to have run.
fn tools(report: &Report, gate: &GateReport) -> Option<String> {
    let asked = report.policy.gates.iter().find(|asked| asked.id == gate.id)?;
    match &asked.rule {
        GateRule::OpenFindings { tools, .. } if !tools.is_empty() => {
            Some(format!("Asks for a run of {}", tools.join(", ")))
        }
        _ => None,
    }
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

pub fn words(text: &Text) -> String {
    text.0.iter().map(signoff::view::Span::words).collect()
}
