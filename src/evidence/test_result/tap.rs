//! The Test Anything Protocol, versions 12 to 14. Subtests are suites: their own line sums them up.

pub(crate) mod line;

use std::ops::Range;

use self::line::{Directive, TestLine, is_version, plan};
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
    let mut planned = Plan::None;
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
        } else if let Some(line) = TestLine::read(bare) {
            too_many |= points.len() >= MOST_THINGS;
            if too_many {
                continue;
            }
            let start = span.start + indent;
            let (level, name, status) = (indent / LEVEL, line.called(), status(&line));
            points.push(Point { level, name, status, span: start..span.end });
        } else if indent == 0 {
            version |= is_version(bare);
            planned = planned.max(match plan(bare) {
                None => Plan::None,
                Some((0, _)) => Plan::Nothing,
                Some(_) => Plan::Some,
            });
        }
    }
    let is_tap = match planned {
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

fn status(line: &TestLine<'_>) -> Status {
    match (line.is_ok, line.directive) {
        (_, Some((Directive::Skip, _))) | (false, Some((Directive::Todo, _))) => Status::Skipped,
        (true, _) => Status::Passed,
        (false, None) => Status::Failed,
    }
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
