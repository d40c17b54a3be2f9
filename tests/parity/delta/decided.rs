//! What was computed: the verdicts and why, gates, scores; and from which reports.

use signoff::model::delta::{
    CauseReport, Delta, Direction, Ended, GateChange, ScoreChange, Side, Thing,
};
use signoff::model::{Digest, Outcome};
use signoff::view::{Mark, labels};

use super::fields::{called, is_told, score, untold};
use crate::entry::Entry;
use crate::names::bag;

/// How many gates a cell names.
const FEW: usize = 6;

pub fn entries(delta: &Delta) -> Vec<Entry> {
    let mut all = verdict(delta);
    let [old, new] = called(delta);
    all.extend([side("old", &old, &delta.old), side("new", &new, &delta.new)]);
    all.extend(made(delta));
    all.extend(delta.causes.iter().map(|cause| of_cause(delta, cause)));
    all.extend(gates(delta));
    all.extend(scores(delta));
    all
}

fn verdict(delta: &Delta) -> Vec<Entry> {
    let word = Mark::from(delta.verdict.new).word;
    let sentence = &delta.verdict.sentence;
    let of = |name: &str, head: String| Entry::of("verdict", name, head);
    let was = labels::verdict(delta.verdict.old);
    let [old, new] = called(delta);
    vec![
        of("cover", format!("{word} {sentence}")),
        of("section", format!("Why the verdict changed {sentence}"))
            .or(format!("Why the verdict stays {sentence}")),
        of("old", format!("{old} was {was}")),
        of("old sentence", format!("{old}: {}", delta.old.sentence)),
        of("new sentence", format!("{new}: {}", delta.new.sentence)),
    ]
}

/// Where a report comes from.
fn side(name: &str, called: &str, side: &Side) -> Entry {
    let subject = &side.subject;
    let or_none = |text: Option<&String>| text.cloned().unwrap_or_else(|| "none".to_owned());
    let policy = &side.policy;
    Entry::of("sides", name, format!("From {called} Subject {}", subject.name))
        .with(format!("Version {}", or_none(subject.version.as_ref())))
        .with(format!("Commit {}", or_none(subject.commit.as_ref())))
        .fact("Description", subject.description.as_ref())
        .fact("Environment", subject.environment.as_ref())
        .fact("Owner", subject.owner.as_ref())
        .all(bag(&subject.properties))
        .fact("Title", side.title.as_ref())
        .with(format!("As of {}", side.as_of))
        .with(format!("Verdict {}", labels::verdict(side.verdict)))
        .with(format!("Policy {}, {}", policy.name, labels::policy_choice(policy.choice)))
        .with(format!("SHA-256 of the policy {}", policy.sha256))
        .with(format!("SHA-256 to be signed {}", side.of))
        .fact("Read from", side.path.as_ref())
        .with(match &side.sha256 {
            Some(digest) => format!("SHA-256 of report.json {digest}"),
            None => "it was not read from a report.json".to_owned(),
        })
}

fn made(delta: &Delta) -> Vec<Entry> {
    let version = &delta.signoff_version;
    vec![
        Entry::of("made", "version", format!("Signoff {version} compared these two reports")),
        Entry::of("made", "format", format!("Format of diff.json {}", delta.signoff)),
    ]
}

/// That the document names its own file, whose digest isn't in it.
pub fn digest(digest: &Digest) -> Entry {
    Entry::of("made", "digest", format!("SHA-256 of diff.json {digest}"))
}

fn of_cause(delta: &Delta, cause: &CauseReport) -> Entry {
    let head = format!("{} {}", labels::cause(cause.cause), labels::cause_means(cause.cause));
    let facts = usize::try_from(cause.facts).unwrap();
    let gates = cause.gates.iter().take(FEW).map(|id| {
        let gate = delta.gates.iter().find(|gate| gate.id == *id);
        format!("{id} {}", gate.map(way).unwrap_or_default())
    });
    let more = cause.gates.len().saturating_sub(FEW);
    let without = labels::verdict(cause.verdict_without);
    let points = match &cause.score {
        Some(part) => labels::signed(&part.points),
        None => "no score".to_owned(),
    };
    Entry::of("causes", labels::cause(cause.cause), head)
        .with(format!(
            "{} {}",
            labels::listed(&cause.what),
            labels::counted(facts, "fact differs", "facts differ")
        ))
        .all(gates)
        .all((more > 0).then(|| format!("and {more} more")))
        .with(format!("{points} {without}"))
}

fn way(gate: &GateChange) -> String {
    let lower = |ended: &Ended| labels::lower(&Mark::from(ended.outcome));
    match (&gate.old, &gate.new) {
        (Some(old), Some(new)) if old.outcome == new.outcome => lower(new),
        (Some(old), Some(new)) => format!("{} to {}", lower(old), lower(new)),
        (None, Some(new)) => format!("new, {}", lower(new)),
        (Some(old), None) => format!("gone, was {}", lower(old)),
        (None, None) => String::new(),
    }
}

fn gates(delta: &Delta) -> Vec<Entry> {
    let told: Vec<&GateChange> = delta.gates.iter().filter(|gate| is_told(gate)).collect();
    let mut all: Vec<Entry> = told.iter().map(|gate| of_gate(gate)).collect();
    all.extend(super::told_apart::groups("gates", told.iter().map(|gate| gate.direction)));
    let same = untold(delta);
    if same > 0 {
        let ended = |outcome| {
            let gates = delta.gates.iter().filter(|gate| !is_told(gate));
            let ended = gates.filter_map(|gate| gate.new.as_ref().or(gate.old.as_ref()));
            let count = ended.filter(|ended| ended.outcome == outcome).count();
            (count > 0).then(|| labels::outcome_count(outcome, count))
        };
        let outcomes = [Outcome::Fail, Outcome::Undetermined, Outcome::Waived, Outcome::Pass];
        let counts: Vec<String> = outcomes.into_iter().filter_map(ended).collect();
        let verb = if same == 1 { "is" } else { "are" };
        let count = labels::counted(same, "gate", "gates");
        let head = format!("{count} {verb} unchanged: {}", labels::listed(&counts));
        all.push(Entry::of("gates", "unchanged", head));
    }
    all
}

fn of_gate(gate: &GateChange) -> Entry {
    let asks = |text: &str| format!("asks for {}", or_no_value(text));
    let (old, new) = (gate.old.as_ref(), gate.new.as_ref());
    let asked = match (old, new) {
        (Some(old), Some(new)) if old.threshold != new.threshold => None,
        (Some(one), _) | (None, Some(one)) => Some(asks(&one.threshold)),
        (None, None) => None,
    };
    let ended = |side: Option<&Ended>| match side {
        None => "not there".to_owned(),
        Some(ended) => {
            let word = Mark::from(ended.outcome).word;
            let own = if asked.is_none() { asks(&ended.threshold) } else { String::new() };
            format!("{word} observed {} {own}", or_no_value(&ended.observed))
        }
    };
    let note = match gate.change {
        Thing::Added => Some("set by the new policy only"),
        Thing::Removed => Some("set by the old policy only"),
        Thing::Changed => Some("the policy sets it in other words"),
        Thing::Same => None,
    };
    let was = gate.old_level.map(|was| format!("was {}", was.name()));
    let sides = format!("{} {} {}", ended(old), ended(new), labels::causes(&gate.causes));
    Entry::of("gates", &gate.id, format!("{} {}", gate.title, gate.id))
        .all(asked.clone())
        .all(note.map(str::to_owned))
        .with(format!("{} {} {sides}", gate.level.name(), was.unwrap_or_default()))
}

fn or_no_value(text: &str) -> &str {
    if text.trim().is_empty() { "no value" } else { text }
}

fn scores(delta: &Delta) -> Vec<Entry> {
    let causes: Vec<_> = signoff::model::delta::Cause::ALL
        .into_iter()
        .filter(|cause| {
            delta.scores.iter().flat_map(|score| &score.parts).any(|part| part.cause == *cause)
        })
        .collect();
    let row = |change: &ScoreChange| {
        let parts = causes.iter().map(|cause| {
            let part = change.parts.iter().find(|part| part.cause == *cause);
            part.map_or_else(|| "none".to_owned(), |part| labels::signed(&part.points))
        });
        let parts: Vec<String> = parts.collect();
        let difference = change.difference.as_deref().map(labels::signed);
        let difference = difference.unwrap_or_else(|| "no difference".to_owned());
        let (old, new) = (score(change.old.as_ref()), score(change.new.as_ref()));
        let head = format!("{} {old} {new} {difference} {}", change.title, parts.join(" "));
        Entry::of("scores", &change.id, head)
    };
    let mut all: Vec<Entry> = delta.scores.iter().map(row).collect();
    let names: Vec<&str> = causes.iter().map(|cause| labels::cause(*cause)).collect();
    all.push(Entry::of("scores", "heads", format!("Difference {}", names.join(" "))));
    all
}

/// How a group of rows is called.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Worse => "worse",
        Direction::Better => "better",
        Direction::Neither => "neither better nor worse",
    }
}
