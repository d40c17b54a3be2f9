//! What changed since an earlier report: section 13, row by row.

use signoff::model::delta::{
    CauseReport, ClaimChange, Delta, Direction, Ended, Field, FindingChange, FindingKind,
    GateChange, MeasureChange, RunChange, ScoreChange, Side, Thing, ThingChange, Value, Words,
};
use signoff::model::report::Score;
use signoff::model::{ClaimState, Id, Report};
use signoff::view::{Mark, labels};

use super::Entry;

/// How many gates a cause names before it counts the rest.
const FEW: usize = 6;

pub fn entries(report: &Report) -> Vec<Entry> {
    let Some(delta) = report.changes.as_deref() else { return Vec::new() };
    let mut all = sums(delta);
    all.extend(delta.causes.iter().map(cause));
    all.extend(delta.gates.iter().filter(|it| differs(it)).map(gate));
    all.extend(delta.findings.iter().map(finding));
    all.extend(delta.claims.iter().map(claim));
    all.extend(delta.measures.iter().map(measure));
    all.extend(scores(delta));
    all.extend(delta.evidence.iter().flat_map(evidence));
    let things = [&delta.waivers, &delta.signoffs, &delta.actions, &delta.contradictions];
    all.extend(things.into_iter().flatten().map(|it| thing(it).all(words(&it.words))));
    all.extend(delta.runs.iter().map(run));
    all.extend(delta.policy.iter().chain(&delta.subject).map(field));
    all.extend(delta.sections.iter().map(|it| {
        let head = format!("{}: {}", it.title, labels::lower(&Mark::from(it.change)));
        entry(&it.id, head).all(words(&it.words))
    }));
    all.extend(side(&delta.old));
    all
}

fn entry(name: &(impl ToString + ?Sized), head: impl Into<String>) -> Entry {
    Entry::of("changes", name, head)
}

/// What is said of the whole: the verdict, how the sum of findings comes out, what is the same.
fn sums(delta: &Delta) -> Vec<Entry> {
    let totals = &delta.totals;
    let of = |kind: FindingKind| {
        let count = totals.changes.get(&kind).copied().unwrap_or(0);
        format!("{} {}", labels::number(count), labels::finding_kind(kind))
    };
    let plus = [FindingKind::New, FindingKind::Reopened, FindingKind::NewlyChecked].map(of);
    let minus = [FindingKind::Fixed, FindingKind::NotChecked].map(of);
    let (old, new) = (labels::number(totals.old), labels::number(totals.new));
    let version = delta.old.subject.version.as_deref().unwrap();
    let sum = format!(
        "{old} in {version} + {} \u{2212} {} = {new} in",
        plus.join(" + "),
        minus.join(" \u{2212} ")
    );
    let new = totals.new_by_severity.iter();
    let new = new.map(|(severity, count)| format!("{count} {}", labels::severity(*severity)));
    let new: Vec<String> = new.collect();
    let same = [
        (delta.same_claims, "claim"),
        (delta.same_measures, "measure"),
        (delta.same_findings, "finding"),
    ];
    let same = same.map(|(count, noun)| match count {
        0 => format!("No {noun} is the same in both reports"),
        1 => format!("1 {noun} is the same in both reports"),
        many => format!("{} {noun}s are the same in both reports", labels::number(many)),
    });
    let title = entry("title", format!("13 Changes since {version}"));
    let told =
        [delta.verdict.sentence.clone(), sum, format!("New by severity: {}", new.join(", "))];
    std::iter::once(title).chain(told.into_iter().chain(same).map(|it| entry("sum", it))).collect()
}

fn cause(cause: &CauseReport) -> Entry {
    let (name, means) = (labels::cause(cause.cause), labels::cause_means(cause.cause));
    let gates = cause.gates.iter().take(FEW).map(ToString::to_string);
    let score = cause.score.as_ref().map(|part| labels::signed(&part.points));
    entry(name, format!("{name} {means} {}", labels::listed(&cause.what)))
        .all(gates)
        .all(score)
        .with(labels::verdict(cause.verdict_without))
}

fn differs(gate: &GateChange) -> bool {
    gate.change != Thing::Same || gate.direction != Direction::Neither || gate.old != gate.new
}

fn gate(gate: &GateChange) -> Entry {
    let title = gate.title.replace('`', "");
    let or_none = |text: &str| if text.is_empty() { "no value" } else { text }.to_owned();
    let ended = |ended: &Ended| {
        format!("{} observed {}", Mark::from(ended.outcome).word, or_none(&ended.observed))
    };
    let sides = [&gate.old, &gate.new];
    let asks = sides.into_iter().flatten().map(|it| format!("asks for {}", or_none(&it.threshold)));
    let asks: Vec<String> = asks.collect();
    entry(&gate.id, format!("{title} {}", gate.id))
        .all(asks)
        .with(gate.level.name())
        .all(sides.map(|side| side.as_ref().map_or_else(absent, ended)))
        .with(labels::causes(&gate.causes))
}

fn absent() -> String {
    "not there".to_owned()
}

fn finding(finding: &FindingChange) -> Entry {
    let change = Mark::from(finding.change).word;
    let severity = Mark::from(finding.severity).word;
    let place = |name: &str| name.starts_with("location");
    let place_differs = finding.fields.iter().any(|field| place(&field.field));
    let path = finding.location.as_ref().and_then(|it| it.path.clone());
    let paired = finding.reason.map(|reason| {
        let sure = finding.confidence.unwrap_or_else(|| reason.confidence());
        format!("Paired by {}: {}", labels::match_reason(reason), labels::confidence(sure))
    });
    let ambiguous = finding.ambiguous.then(|| "Ambiguous".to_owned());
    let old_id = finding.old_id.as_ref().map(|id| format!("{}, {id} in", finding.id));
    entry(&finding.id, format!("{change} {severity} {} {}", finding.title, finding.id))
        .all(old_id)
        .with(format!("rule {}", finding.rule))
        .all(finding.tool.as_ref().map(|tool| format!("found by {tool}")))
        .all(path.filter(|_| !place_differs))
        .all(paired)
        .all(ambiguous)
        .all(fields(&finding.fields))
        .with(finding.cause.map_or("none", labels::cause))
}

/// What each field was and what it is; in the column of a side that the thing isn't on, there is none of it.
fn fields(fields: &[Field]) -> Vec<String> {
    let sides = fields.iter().flat_map(|it| {
        [&it.old, &it.new].map(|value| value.as_ref().map(|value| format!("{}: {value}", it.field)))
    });
    sides.flatten().collect()
}

fn claim(claim: &ClaimChange) -> Entry {
    let state = |state: Option<ClaimState>| {
        state.map_or_else(absent, |state| Mark::from(state).word.to_owned())
    };
    let ids = |ids: &[Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let evidence = [
        ("Evidence added:", claim.evidence_added.clone()),
        ("Evidence lost:", claim.evidence_lost.clone()),
        ("Evidence replaced by other bytes:", ids(&claim.evidence_replaced)),
        ("Evidence collected again, with the same bytes:", ids(&claim.evidence_recollected)),
    ];
    let evidence = evidence.into_iter().filter(|(_, names)| !names.is_empty());
    entry(&claim.id, format!("{} {}", claim.statement, claim.id))
        .with(claim.because.replace('`', ""))
        .all(evidence.map(|(label, names)| format!("{label} {}", names.join(", "))))
        .with(state(claim.old))
        .with(state(claim.new))
        .all(fields(&claim.fields))
        .with(labels::causes(&claim.causes))
}

fn measure(measure: &MeasureChange) -> Entry {
    let value = |value: &Value| {
        let words = value.value.map(|number| labels::quantity(&number, &value.unit));
        words.unwrap_or_else(|| labels::NO_VALUE.to_owned())
    };
    let sides = [&measure.old, &measure.new];
    let values = sides.map(|side| side.as_ref().map_or_else(absent, value));
    let targets = sides.into_iter().flatten().filter_map(|it| it.target.as_deref());
    let states = sides.into_iter().flatten();
    let states: Vec<String> = states.map(|it| labels::lower(&Mark::from(it.state))).collect();
    let fields = measure.fields.iter().map(|it| {
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        format!("{}: {} to {}", it.field, said(&it.old), said(&it.new))
    });
    entry(&measure.id, format!("{} {}", measure.title, measure.id))
        .all(targets.map(labels::target).collect::<Vec<_>>())
        .all(fields)
        .with(values.join(" "))
        .all(measure.difference.map(|it| labels::signed(&it.to_string())))
        .all(states)
        .all(measure.cause.map(|it| format!("cause: {}", labels::cause(it))))
}

fn scores(delta: &Delta) -> Vec<Entry> {
    let side = |side: &Option<Score>| match side {
        None => absent(),
        Some(score) => score.score.clone().unwrap_or_else(|| "no score".to_owned()),
    };
    let row = |it: &ScoreChange| {
        let difference = it.difference.as_deref().map(labels::signed);
        let difference = difference.unwrap_or_else(|| "no difference".to_owned());
        let parts: Vec<String> = it.parts.iter().map(|it| labels::signed(&it.points)).collect();
        let sides = format!("{} {}", side(&it.old), side(&it.new));
        entry(&it.id, format!("{} {sides} {difference} {}", it.title, parts.join(" ")))
    };
    delta.scores.iter().map(row).collect()
}

fn thing(thing: &ThingChange) -> Entry {
    let change = Mark::from(thing.change).word;
    entry(&thing.id, format!("{change} {} {}", thing.title, thing.id)).all(fields(&thing.fields))
}

/// Its row, and its lines below the table.
fn evidence(it: &ThingChange) -> Vec<Entry> {
    let lines = (!it.words.is_empty()).then(|| {
        let lines = words(&it.words);
        let lines = lines.iter().flat_map(|run| run.lines()).map(str::to_owned);
        entry(&it.id, format!("{}: line by line", it.title)).all(lines.collect::<Vec<_>>())
    });
    std::iter::once(thing(it)).chain(lines).collect()
}

/// What was added and what was removed; of what is the same no more than some is printed.
fn words(all: &[Words]) -> Vec<String> {
    let differ = all.iter().filter(|it| matches!(it.change, Thing::Added | Thing::Removed));
    differ.map(|it| it.text.clone()).collect()
}

fn run(run: &RunChange) -> Entry {
    let change = Mark::from(run.change).word;
    entry(&run.tool, format!("{change} {}", run.tool)).all(fields(&run.fields))
}

fn field(field: &Field) -> Entry {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let head = format!("{} {} {}", field.field, said(&field.old), said(&field.new));
    entry(&field.field, head)
}

/// Which report it is since which changes are told.
fn side(side: &Side) -> Vec<Entry> {
    let (subject, policy) = (&side.subject, &side.policy);
    let version = subject.version.as_deref().unwrap();
    let told = entry("from", format!("From {version}"))
        .with(format!("Subject {}", subject.name))
        .with(format!("Version {version}"))
        .fact("Commit", subject.commit.as_ref())
        .fact("Title", side.title.as_ref())
        .with(format!("As of {}", side.as_of))
        .with(format!("Verdict {}", labels::verdict(side.verdict)))
        .with(format!("{}, {}", policy.name, labels::policy_choice(policy.choice)))
        .with(format!("SHA-256 of the policy {}", policy.sha256));
    let of = format!("SHA-256 to be signed {}", side.of);
    let path = side.path.as_ref().map(|path| format!("Read from {path}"));
    let digest = side.sha256.as_ref().map(|digest| format!("SHA-256 of report.json {digest}"));
    let rest = [Some(of), path, digest].into_iter().flatten();
    std::iter::once(told).chain(rest.map(|it| entry("from", it))).collect()
}
