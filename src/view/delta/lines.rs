//! In section 7: the lines of a piece of evidence that differ, each piece in a block of its own. What stays the same for
//! long is left out and counted, and so is what nobody would read.

use super::context::{Changes, said};
use crate::model::delta::{Thing, ThingChange, Words};
use crate::view::lines::{Lines, Stretch};
use crate::view::{Anchor, Block, Heading, Span, Text, labels};

/// How many lines of what is the same stand before and after what differs.
const AROUND: usize = 2;
/// How many may be left out at least; fewer are printed.
const LEAST: usize = 3;
/// How many lines are printed at most; diff.json holds the rest.
const MOST: usize = 400;
/// How many characters of a line are printed.
const LONGEST: usize = 400;

/// A heading, how many lines differ, and the lines; nothing where no line is told.
pub(super) fn blocks(changes: &Changes<'_>, thing: &ThingChange) -> Vec<Block> {
    if thing.words.is_empty() {
        return Vec::new();
    }
    let title = said(&thing.title).and_plain(": line by line");
    let (old, new) = (&changes.sides.old, &changes.sides.new);
    let sentence =
        format!("Of the lines that the reports print of it, {}.", counts(changes, thing));
    let lines =
        Lines { old: old.head.clone(), new: new.head.clone(), stretches: stretches(&thing.words) };
    vec![
        Block::Heading(Heading { anchor: Some(Anchor::lines(&thing.id)), text: title }),
        Block::says(sentence),
        Block::Lines(lines),
    ]
}

/// A note that leads to the lines; empty where no line is told.
pub(super) fn note(changes: &Changes<'_>, thing: &ThingChange) -> Text {
    if thing.words.is_empty() {
        return Text::default();
    }
    let to = Anchor::lines(&thing.id);
    Text(vec![Span::Link { to, text: "Line by line".to_owned(), code: false }])
        .and_plain(format!(": {}", counts(changes, thing)))
}

/// "2 are only in 0.9.0 and 3 only in 1.0.0".
fn counts(changes: &Changes<'_>, thing: &ThingChange) -> String {
    let count = |change| {
        let runs = thing.words.iter().filter(|run| run.change == change);
        runs.map(|run| lines(&run.text).count()).sum::<usize>()
    };
    let (removed, added) = (count(Thing::Removed), count(Thing::Added));
    let (old, new) = (&changes.sides.old.name, &changes.sides.new.name);
    let verb = if removed == 1 { "is" } else { "are" };
    let number = |count| if count == 0 { "none".to_owned() } else { labels::number(count) };
    format!("{} {verb} only in {old} and {} only in {new}", number(removed), number(added))
}

/// The lines of a run. The last one ends with a new line as the others do; a run without any has no line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n').filter(|_| !text.is_empty())
}

fn stretches(words: &[Words]) -> Vec<Stretch> {
    let mut writer = Writer { done: Vec::new(), free: MOST, removed: 0, added: 0 };
    let last = words.len().saturating_sub(1);
    for (at, run) in words.iter().enumerate() {
        let all: Vec<&str> = lines(&run.text).collect();
        match run.change {
            Thing::Removed | Thing::Added => writer.changed(run.change, &all),
            Thing::Same | Thing::Changed => {
                let first = if at > 0 { AROUND } else { 0 };
                let ends = if at < last { AROUND } else { 0 };
                writer.same(&all, first, ends);
            }
        }
    }
    writer.finish()
}

/// The stretches that are being written.
struct Writer {
    done: Vec<Stretch>,
    /// How many lines may still be printed.
    free: usize,
    /// How many that were removed found no place.
    removed: usize,
    /// How many that were added.
    added: usize,
}

impl Writer {
    fn changed(&mut self, change: Thing, all: &[&str]) {
        let kept = self.take(all);
        let rest = all.len() - kept.len();
        let is_added = change == Thing::Added;
        if is_added {
            self.added += rest;
        } else {
            self.removed += rest;
        }
        if kept.is_empty() {
            return;
        }
        match self.done.last_mut() {
            Some(Stretch::Changed { added, .. }) if is_added => added.extend(kept),
            Some(Stretch::Changed { removed, added }) if added.is_empty() => removed.extend(kept),
            _ if is_added => self.done.push(Stretch::Changed { removed: Vec::new(), added: kept }),
            _ => self.done.push(Stretch::Changed { removed: kept, added: Vec::new() }),
        }
    }

    /// The first lines of what is the same, how many are left out, and the last ones.
    fn same(&mut self, all: &[&str], first: usize, ends: usize) {
        if self.free == 0 {
            return;
        }
        let left_out = all.len().saturating_sub(first + ends);
        if left_out < LEAST {
            let lines = self.take(all);
            self.print(lines);
            return;
        }
        let (before, rest) = all.split_at(first.min(all.len()));
        let (_, after) = rest.split_at(left_out.min(rest.len()));
        let before = self.take(before);
        self.print(before);
        let words = format!("{} the same", labels::counted(left_out, "line", "lines"));
        self.done.push(Stretch::LeftOut { words });
        let after = self.take(after);
        self.print(after);
    }

    fn print(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.done.push(Stretch::Same { lines });
        }
    }

    /// As many lines as there is room for.
    fn take(&mut self, all: &[&str]) -> Vec<String> {
        let kept: Vec<String> = all.iter().take(self.free).map(|line| shown(line)).collect();
        self.free -= kept.len();
        kept
    }

    fn finish(mut self) -> Vec<Stretch> {
        let lines = |count| labels::counted(count, "line", "lines");
        let words = match (self.removed, self.added) {
            (0, 0) => return self.done,
            (removed, 0) => format!("{} more removed", lines(removed)),
            (0, added) => format!("{} more added", lines(added)),
            (removed, added) => {
                format!("{} more removed, {} more added", lines(removed), labels::number(added))
            }
        };
        self.done.push(Stretch::LeftOut { words });
        self.done
    }
}

/// A line as it is printed. A report cuts its lines; a file that is read as a comparison need not.
fn shown(line: &str) -> String {
    let line = line.trim_end_matches('\r');
    let rest = line.chars().count().saturating_sub(LONGEST);
    if rest == 0 {
        return line.to_owned();
    }
    let start: String = line.chars().take(LONGEST).collect();
    format!("{start}… ({} more)", labels::counted(rest, "character", "characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(change: Thing, lines: impl IntoIterator<Item = String>) -> Words {
        let lines: Vec<String> = lines.into_iter().map(|line| line + "\n").collect();
        Words { change, text: lines.concat() }
    }

    fn numbered(name: &str, count: usize) -> Vec<String> {
        (1..=count).map(|at| format!("{name}{at}")).collect()
    }

    /// A line each: a sign and what stands there.
    fn written(words: &[Words]) -> Vec<String> {
        let told = |stretch: Stretch| -> Vec<String> {
            match stretch {
                Stretch::Same { lines } => lines.iter().map(|line| format!(" {line}")).collect(),
                Stretch::LeftOut { words } => vec![format!("[{words}]")],
                Stretch::Changed { removed, added } => {
                    let removed = removed.iter().map(|line| format!("-{line}"));
                    removed.chain(added.iter().map(|line| format!("+{line}"))).collect()
                }
            }
        };
        stretches(words).into_iter().flat_map(told).collect()
    }

    #[test]
    fn what_is_the_same_for_long_is_counted() {
        let words = [
            run(Thing::Same, numbered("a", 6)),
            run(Thing::Removed, ["old".to_owned()]),
            run(Thing::Added, ["new".to_owned(), String::new()]),
            run(Thing::Same, numbered("b", 8)),
            run(Thing::Added, ["more".to_owned()]),
            run(Thing::Same, numbered("c", 9)),
            run(Thing::Removed, ["last".to_owned()]),
            run(Thing::Same, numbered("d", 3)),
        ];
        let expected = [
            "[4 lines the same]",
            " a5",
            " a6",
            "-old",
            "+new",
            "+",
            " b1",
            " b2",
            "[4 lines the same]",
            " b7",
            " b8",
            "+more",
            " c1",
            " c2",
            "[5 lines the same]",
            " c8",
            " c9",
            "-last",
            " d1",
            " d2",
            " d3",
        ];
        assert_eq!(written(&words), expected);
        assert!(written(&[]).is_empty());
    }

    #[test]
    fn what_is_huge_is_cut_and_the_rest_is_counted() {
        let words = |removed, added| {
            [
                run(Thing::Removed, numbered("r", removed)),
                run(Thing::Same, numbered("s", 1)),
                run(Thing::Added, numbered("a", added)),
                run(Thing::Same, numbered("s", 1)),
            ]
        };
        assert_eq!(written(&words(MOST, 0)).len(), MOST);
        let cut = written(&words(MOST + 5, 1_200));
        assert_eq!(cut.len(), MOST + 1);
        assert_eq!(cut.last().unwrap(), "[5 lines more removed, 1\u{202f}200 more added]");
        let fits = written(&words(MOST - 3, 1));
        assert_eq!((fits.len(), fits.last().unwrap().as_str()), (MOST, " s1"));
        let long = written(&[run(Thing::Added, ["x".repeat(LONGEST + 1)])]);
        assert!(long[0].ends_with("x… (1 character more)"), "{long:?}");
    }
}
