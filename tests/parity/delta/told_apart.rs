//! Fields, runs, evidence, waivers and the like, and narrative.

use signoff::model::delta::{Delta, Direction, Field, RunChange, Thing, ThingChange, WordChange};
use signoff::view::{Mark, labels};

use super::decided::direction;
use super::fields::{value, words};
use crate::entry::Entry;

/// How many lines of what is the same stand beside what differs.
const AROUND: usize = 2;

pub fn entries(delta: &Delta) -> Vec<Entry> {
    let mut all: Vec<Entry> = delta.policy.iter().chain(&delta.subject).map(of_field).collect();
    all.extend(delta.runs.iter().map(of_run));
    all.extend(delta.evidence.iter().flat_map(of_evidence));
    let things = [&delta.contradictions, &delta.waivers, &delta.actions, &delta.signoffs];
    let things = things.into_iter().flatten();
    all.extend(things.map(|thing| of_thing("things", thing).all(words(&thing.words))));
    all.extend(delta.sections.iter().map(of_section));
    all
}

/// How many rows there are of each direction.
pub fn groups(kind: &'static str, directions: impl Iterator<Item = Direction>) -> Option<Entry> {
    let all: Vec<Direction> = directions.collect();
    let count = |which: Direction| {
        let count = all.iter().filter(|one| **one == which).count();
        (count > 0).then(|| format!("{} {}", labels::number(count), direction(which)))
    };
    let counts = [Direction::Worse, Direction::Better, Direction::Neither];
    let counts: Vec<String> = counts.into_iter().filter_map(count).collect();
    (!all.is_empty()).then(|| {
        // Of gates the caption says how many there are, too.
        let verb = if kind == "gates" {
            "changed"
        } else if all.len() == 1 {
            "differs"
        } else {
            "differ"
        };
        Entry::of(kind, "directions", format!("{verb}: {}", counts.join(", ")))
    })
}

fn of_field(field: &Field) -> Entry {
    let (old, new) = (field.old.as_ref(), field.new.as_ref());
    let head = format!("{} {} {}", field.field, value(field, old, new), value(field, new, old));
    Entry::of("fields", &field.field, head)
}

/// What stands on both sides of a thing without fields.
fn bare(change: Thing, fields: &[Field]) -> Option<String> {
    let told = match change {
        Thing::Added => "not there there",
        Thing::Removed => "there not there",
        Thing::Changed => "other words other words",
        Thing::Same => "the same the same",
    };
    fields.is_empty().then(|| told.to_owned())
}

/// The fields of a thing, on the sides on which it is.
fn sides(entry: Entry, change: Thing, fields: &[Field]) -> Entry {
    let line = |field: &Field, is_old: bool| {
        let (this, other) =
            if is_old { (&field.old, &field.new) } else { (&field.new, &field.old) };
        format!("{}: {}", field.field, value(field, this.as_ref(), other.as_ref()))
    };
    let old = fields.iter().filter(|_| change != Thing::Added).map(|field| line(field, true));
    let new = fields.iter().filter(|_| change != Thing::Removed).map(|field| line(field, false));
    entry.all(bare(change, fields)).all(old.chain(new))
}

fn of_run(run: &RunChange) -> Entry {
    let head = format!("{} {}", Mark::from(run.change).word, run.tool);
    sides(Entry::of("runs", &run.tool, head), run.change, &run.fields)
}

fn of_thing(kind: &'static str, thing: &ThingChange) -> Entry {
    let head = format!("{} {} {}", Mark::from(thing.change).word, thing.title, thing.id);
    sides(Entry::of(kind, &thing.id, head), thing.change, &thing.fields)
}

/// Its row, and its lines below the table.
fn of_evidence(thing: &ThingChange) -> Vec<Entry> {
    let row = of_thing("evidence", thing);
    if thing.words.is_empty() {
        return vec![row];
    }
    let count = |change| {
        let runs = thing.words.iter().filter(|run| run.change == change);
        runs.map(|run| run.text.lines().count()).sum::<usize>()
    };
    let last = thing.words.len() - 1;
    let left_out = thing.words.iter().enumerate().filter(|(_, run)| run.change == Thing::Same);
    let left_out = left_out.filter_map(|(at, run)| {
        let kept = AROUND * (usize::from(at > 0) + usize::from(at < last));
        let count = run.text.lines().count().saturating_sub(kept);
        (count > 2).then(|| format!("{count} lines the same"))
    });
    let number = |count: usize| if count == 0 { "none".to_owned() } else { labels::number(count) };
    let (removed, added) = (number(count(Thing::Removed)), number(count(Thing::Added)));
    let changed: Vec<_> =
        thing.words.iter().filter(|run| run.change != Thing::Same).cloned().collect();
    let lines = Entry::of("evidence", &thing.id, format!("{}: line by line", thing.title))
        .with(format!("{removed} {}", if removed == "1" { "is only in" } else { "are only in" }))
        .with(format!("and {added} only in"))
        .all(words(&changed))
        .all(left_out);
    vec![row, lines]
}

fn of_section(section: &WordChange) -> Entry {
    let head = format!("{}: {}", section.title, labels::lower(&Mark::from(section.change)));
    Entry::of("narrative", &section.id, head).all(words(&section.words))
}
