//! The Test Anything Protocol, versions 12 to 14. Subtests are suites: their own line sums them up.

use std::ops::Range;

use super::{Builder, Status, TestResult, Whole, build};
use crate::evidence::bounded::MOST_THINGS;

/// How far a subtest is indented.
const LEVEL: usize = 4;

/// A line that says what came of a test, or of the subtests before it.
struct Point<'t> {
    level: usize,
    name: &'t str,
    status: Status,
    span: Range<usize>,
}

/// Reads a text that says which version it is, or that has a plan and what was planned.
pub(super) fn read(text: &str) -> Option<Result<TestResult, String>> {
    let mut points = Vec::new();
    let mut too_many = false;
    let mut plan = Plan::None;
    let mut version = false;
    // Indentation of a block of YAML in which the next line may lie.
    let mut block: Option<usize> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let bare = line.trim_start();
        let (indent, bare) = (line.len() - bare.len(), bare.trim_end());
        if let Some(within) = block {
            let ends = bare == "..." && indent == within;
            if !ends && (bare.is_empty() || indent >= within) {
                continue;
            }
            block = None;
            if ends {
                continue;
            }
        }
        let inside = points.last().is_some_and(|point: &Point<'_>| indent > point.level * LEVEL);
        if bare == "---" && inside {
            block = Some(indent);
        } else if let Some((status, name)) = point(bare) {
            too_many |= points.len() >= MOST_THINGS;
            if too_many {
                continue;
            }
            let start = span.start + indent;
            points.push(Point { level: indent / LEVEL, name, status, span: start..span.end });
        } else if indent == 0 {
            version |= bare.strip_prefix("TAP version ").is_some_and(is_number);
            plan = plan.max(planned(bare));
        }
    }
    let is_tap = match plan {
        Plan::Nothing => true,
        Plan::Some => version || !points.is_empty(),
        Plan::None => version,
    };
    is_tap.then(|| if too_many { Err(build::too_many()) } else { summed_up(&points) })
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Plan {
    None,
    Some,
    Nothing,
}

/// `1..5`, or `1..0 # skip why`.
fn planned(line: &str) -> Plan {
    let plan = line.split_once('#').map_or(line, |(plan, _)| plan).trim_end();
    match plan.strip_prefix("1..") {
        Some("0") => Plan::Nothing,
        Some(number) if is_number(number) => Plan::Some,
        Some(_) | None => Plan::None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `not ok 3 - name # TODO why`.
fn point(line: &str) -> Option<(Status, &str)> {
    let (ok, rest) = match line.strip_prefix("not ") {
        Some(rest) => (Status::Failed, rest.strip_prefix("ok")?),
        None => (Status::Passed, line.strip_prefix("ok")?),
    };
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim_start();
    let (said, directive) = split_directive(rest);
    let digits = said.find(|c: char| !c.is_ascii_digit()).unwrap_or(said.len());
    let (number, behind) = said.split_at_checked(digits).unwrap_or((said, ""));
    // `2fast` is a name, `2 fast` is a number and a name.
    let (number, name) = match behind.chars().next() {
        None | Some(' ' | '\t') => (number, behind),
        Some(_) => ("", said),
    };
    let name = name.trim();
    let name = name.strip_prefix('-').map_or(name, str::trim_start);
    let status = match (ok, directive) {
        (_, Some(Directive::Skip)) | (Status::Failed, Some(Directive::Todo)) => Status::Skipped,
        (ok, _) => ok,
    };
    Some((status, if name.is_empty() { number } else { name }))
}

enum Directive {
    Skip,
    /// What isn't done yet may fail without being a failure.
    Todo,
}

/// A description, and what stands behind the first `#` that begins a directive.
fn split_directive(text: &str) -> (&str, Option<Directive>) {
    for (at, _) in text.match_indices('#') {
        let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let word = rest.trim_start_matches('#').trim_start();
        let begins = |with: &str| {
            word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        if before.ends_with('\\') {
            continue;
        }
        if begins("skip") {
            return (before.trim_end(), Some(Directive::Skip));
        }
        if begins("todo") {
            return (before.trim_end(), Some(Directive::Todo));
        }
    }
    (text, None)
}

/// A line of subtests comes behind them: read from the end, it comes before them.
fn summed_up(points: &[Point<'_>]) -> Result<TestResult, String> {
    let mut builder = Builder::default();
    // The suites around the place reached, each with its level.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, point) in points.iter().enumerate().rev() {
        while open.last().is_some_and(|(level, _)| *level >= point.level) {
            open.pop();
        }
        let outer = open.last().and_then(|(_, suite)| *suite);
        let sums_up = index.checked_sub(1).and_then(|before| points.get(before));
        if sums_up.is_some_and(|before| before.level > point.level) {
            let suite = builder.suite(outer, point.name, point.span.clone());
            if point.status != Status::Passed {
                builder.mark(suite, point.status);
            }
            open.push((point.level, suite));
        } else {
            builder.case(outer, None, point.name, point.status, point.span.clone());
        }
    }
    builder.finish(Whole::Neither)
}
