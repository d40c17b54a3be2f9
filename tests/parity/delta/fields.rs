//! What is shared by the entries of a comparison: fields that differ, runs of words, what the reports are called.

use signoff::model::delta::{Delta, Field, Thing, Words};
use signoff::view::labels;

use crate::entry::Entry;

/// A longer value is printed in part.
const LONGEST: usize = 240;
/// Of which that much is looked for, where the two differ.
const PART: usize = 100;
/// A longer name is none.
const NAME: usize = 20;
/// How many lines of a text are looked for: one that is huge is cut.
const LINES: usize = 60;
/// From so many lines or words on, what stays the same is left out.
const LONG: usize = 40;

impl Entry {
    /// Each field, with what it was and what it is.
    pub fn fields(self, fields: &[Field]) -> Self {
        let line = |field: &Field, this: &Option<String>, other: &Option<String>| {
            format!("{}: {}", field.field, value(field, this.as_ref(), other.as_ref()))
        };
        let both = |field: &Field| {
            [line(field, &field.old, &field.new), line(field, &field.new, &field.old)]
        };
        self.all(fields.iter().flat_map(both))
    }
}

/// What is printed of a value.
pub fn value(field: &Field, this: Option<&String>, other: Option<&String>) -> String {
    let Some(this) = this else { return "none".to_owned() };
    let name = field.field.rsplit('.').next().unwrap();
    if this.trim().is_empty() {
        return "empty".to_owned();
    }
    if matches!(name, "standing" | "state" | "status" | "decision") {
        return this.replace('_', " ");
    }
    let length = this.chars().count();
    if length <= LONGEST {
        return this.clone();
    }
    let other = other.map_or("", String::as_str);
    let alike = this.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
    let start = alike.saturating_sub(PART / 4).min(length - LONGEST);
    this.chars().skip(start).take(PART).collect()
}

/// What was added and removed, line by line; where little stays the same, that too.
pub fn words(words: &[Words]) -> Vec<String> {
    let is_short =
        |run: &&Words| run.change != Thing::Same || run.text.split_whitespace().count() < LONG;
    let lines = words.iter().filter(is_short).flat_map(|run| run.text.lines());
    let lines = lines.filter(|line| !line.trim().is_empty());
    lines.take(LINES).map(str::to_owned).collect()
}

/// How many things there are, as a count begins a sentence: "no claim", "1 claim", "12 claims".
pub fn same(count: u64, one: &str, many: &str) -> String {
    let verb = if count < 2 { "is" } else { "are" };
    let count = labels::counted(usize::try_from(count).unwrap(), one, many);
    format!("{count} {verb} the same in both reports")
}

/// A score as it is printed.
pub fn score(score: Option<&signoff::model::report::Score>) -> String {
    match score {
        None => "not there".to_owned(),
        Some(score) => score.score.clone().unwrap_or_else(|| "no score".to_owned()),
    }
}

/// The gate's row, or none where nothing of it differs.
pub fn is_told(gate: &signoff::model::delta::GateChange) -> bool {
    use signoff::model::delta::Direction;
    gate.change != Thing::Same || gate.direction != Direction::Neither || gate.old != gate.new
}

/// How many gates are the same.
pub fn untold(delta: &Delta) -> usize {
    delta.gates.iter().filter(|gate| !is_told(gate)).count()
}

/// What the two reports are called: by version, else by commit, else by day.
pub fn called(delta: &Delta) -> [String; 2] {
    let sides = [&delta.old, &delta.new];
    let unnamed = || ["the old report", "the new report"].map(str::to_owned);
    let apart = |names: [Option<String>; 2]| match names {
        [Some(old), Some(new)] if old != new => {
            let is_long = [&old, &new].iter().any(|name| name.chars().count() > NAME);
            Some(if is_long { unnamed() } else { [old, new] })
        }
        _ => None,
    };
    let commit = |commit: &String| labels::short_commit(commit);
    let versions = apart(sides.map(|side| side.subject.version.clone()));
    let commits = || apart(sides.map(|side| side.subject.commit.as_ref().map(commit)));
    let days = || {
        let days = apart(sides.map(|side| Some(side.as_of.to_string())))?;
        Some(days.map(|day| format!("the report of {day}")))
    };
    versions.or_else(commits).or_else(days).unwrap_or_else(unnamed)
}
