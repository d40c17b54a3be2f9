//! A TAP stream, line by line: its tests, its plan, and whether it came to its end.

use std::io::{BufRead as _, BufReader};

use crate::evidence::tap_line::{Directive, TestLine, plan};
use crate::ingest::head::skip_mark;
use crate::ingest::{Raw, Unreadable};

/// How much is kept of what is said of one test, in bytes; how much more there is is told.
const MOST_TEXT: usize = 64 * 1024;

/// What came of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    Skipped,
    /// It isn't done yet, and failed.
    Todo,
}

/// A test of the top level.
#[derive(Debug)]
pub(super) struct Test {
    pub(super) outcome: Outcome,
    /// Whether its line begins with `ok`.
    pub(super) is_ok: bool,
    /// Whether a `skip` stands behind the first `#` of its line.
    pub(super) looks_skipped: bool,
    /// As it is written, else its place among the tests.
    pub(super) number: u64,
    pub(super) name: String,
    /// The block of YAML behind it, and the comments there; kept where it failed.
    pub(super) diagnostic: String,
    pub(super) comments: String,
    /// How many bytes of these were left out.
    pub(super) left_out: usize,
    /// How many lines of subtests it sums up.
    pub(super) nested: u64,
    first: usize,
    last: usize,
}

impl Test {
    /// Its place: its line and those of what is said of it.
    pub(super) fn at(&self) -> String {
        let Self { first, last, .. } = self;
        if first == last { format!("L{first}") } else { format!("L{first}-L{last}") }
    }

    fn add(&mut self, line: &str, number: usize, to: fn(&mut Self) -> &mut String) {
        self.last = number;
        if self.outcome != Outcome::Failed {
            return;
        }
        if self.diagnostic.len() + self.comments.len() + line.len() > MOST_TEXT {
            self.left_out += line.len();
            return;
        }
        let text = to(self);
        text.push_str(line);
        text.push('\n');
    }
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) tests: Vec<Test>,
    /// How many tests, and on which line that stands.
    pub(super) plan: Option<(u64, usize)>,
    /// Why there are none.
    pub(super) why_none: Option<String>,
    /// Why it ended early, and on which line that stands.
    pub(super) bail_out: Option<(String, usize)>,
    /// Lines of subtests.
    pub(super) nested: u64,
    /// Those since the last test of the top level.
    pending: u64,
    /// Where a block of YAML is open.
    block: Option<Block>,
    /// Whether comments are of the last test.
    is_behind: bool,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    indent: usize,
    of: Of,
}

/// Whose a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Test,
    Subtest,
}

impl Reading {
    pub(super) fn all(raw: &dyn Raw) -> Result<Self, Unreadable> {
        let mut bytes = BufReader::with_capacity(256 * 1024, raw.open()?);
        skip_mark(&mut bytes)?;
        let (mut read, mut line, mut number) = (Self::default(), Vec::new(), 0);
        while bytes.read_until(b'\n', &mut line)? > 0 {
            number += 1;
            read.line(String::from_utf8_lossy(&line).trim_end(), number);
            line.clear();
        }
        Ok(read)
    }

    pub(super) fn count(&self, outcome: Outcome) -> u64 {
        self.tests.iter().filter(|test| test.outcome == outcome).count() as u64
    }

    /// Whether all that was planned is there.
    pub(super) fn is_whole(&self) -> bool {
        let kept = self.plan.is_some_and(|(planned, _)| planned == self.tests.len() as u64);
        kept && self.bail_out.is_none()
    }

    fn line(&mut self, line: &str, number: usize) {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        if self.in_block(line, bare, indent, number) || bare.is_empty() {
            return;
        }
        if bare == "---" && indent > 0 {
            // Behind a line of a subtest it is of that one.
            let of = if self.pending > 0 { Of::Subtest } else { Of::Test };
            self.block = Some(Block { indent, of });
            self.said(line, number, of);
        } else if indent > 0 {
            self.nested += u64::from(TestLine::read(bare).is_some());
            self.pending += u64::from(TestLine::read(bare).is_some());
            self.is_behind = false;
        } else if let Some(test) = TestLine::read(bare) {
            self.test(&test, bare, number);
        } else if let Some(comment) = bare.strip_prefix('#') {
            self.is_behind &= !comment.trim_start().starts_with("Subtest");
            if let Some(test) = self.tests.last_mut().filter(|_| self.is_behind) {
                test.add(comment.trim_start(), number, |test| &mut test.comments);
            }
        } else {
            self.is_behind = false;
            self.other(bare, number);
        }
    }

    /// Takes a line of a block of YAML, or its end.
    fn in_block(&mut self, line: &str, bare: &str, indent: usize, number: usize) -> bool {
        let Some(block) = self.block else { return false };
        if bare == "..." && indent == block.indent {
            self.block = None;
            self.said(line, number, block.of);
            return true;
        }
        if bare.is_empty() || indent >= block.indent {
            self.said(line, number, block.of);
            return true;
        }
        // It has no end.
        self.block = None;
        false
    }

    fn said(&mut self, line: &str, number: usize, of: Of) {
        if let Some(test) = self.tests.last_mut().filter(|_| of == Of::Test) {
            test.add(line, number, |test| &mut test.diagnostic);
        }
    }

    fn test(&mut self, line: &TestLine<'_>, bare: &str, number: usize) {
        let outcome = match (line.is_ok, line.directive) {
            (_, Some((Directive::Skip, _))) => Outcome::Skipped,
            (false, Some((Directive::Todo, _))) => Outcome::Todo,
            (true, _) => Outcome::Passed,
            (false, None) => Outcome::Failed,
        };
        let skip = bare.split_once('#').and_then(|(_, rest)| {
            rest.trim_start_matches([' ', '\t'])
                .get(..4)
                .map(|word| word.eq_ignore_ascii_case("skip"))
        });
        self.tests.push(Test {
            outcome,
            is_ok: line.is_ok,
            looks_skipped: skip == Some(true),
            number: line.number.parse().unwrap_or(self.tests.len() as u64 + 1),
            name: line.name.to_owned(),
            diagnostic: String::new(),
            comments: String::new(),
            left_out: 0,
            nested: std::mem::take(&mut self.pending),
            first: number,
            last: number,
        });
        self.is_behind = true;
    }

    fn other(&mut self, line: &str, number: usize) {
        if let Some((count, why)) = plan(line) {
            // The first one holds: what is merged of several has several.
            self.plan.get_or_insert((count, number));
            if count == 0 {
                self.why_none = Some(why.to_owned());
            }
        } else if let Some(why) = line.strip_prefix("Bail out!") {
            self.bail_out.get_or_insert((why.trim().to_owned(), number));
        }
    }
}
