//! The lines of the Test Anything Protocol that say something: what came of a test, and how many there are to be.

/// What came of a test: `not ok 3 - name # TODO why`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TestLine<'t> {
    /// Whether it begins with `ok`.
    pub(crate) is_ok: bool,
    /// Its number as it is written; empty where there is none.
    pub(crate) number: &'t str,
    /// What it is called; empty where it isn't.
    pub(crate) name: &'t str,
    /// What stands behind `#`, and why.
    pub(crate) directive: Option<(Directive, &'t str)>,
}

/// What a test line says of its test besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Directive {
    /// It didn't run.
    Skip,
    /// What isn't done yet may fail without being a failure.
    Todo,
}

impl<'t> TestLine<'t> {
    /// Reads a line without the space around it.
    pub(crate) fn read(line: &'t str) -> Option<Self> {
        let (is_ok, rest) = match line.strip_prefix("not ") {
            Some(rest) => (false, rest.strip_prefix("ok")?),
            None => (true, line.strip_prefix("ok")?),
        };
        if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
            return None;
        }
        let (said, directive) = split_directive(rest.trim_start());
        let digits = said.find(|c: char| !c.is_ascii_digit()).unwrap_or(said.len());
        let (number, behind) = said.split_at_checked(digits).unwrap_or((said, ""));
        // `2fast` is a name, `2 fast` is a number and a name.
        let (number, name) = match behind.chars().next() {
            None | Some(' ' | '\t') => (number, behind),
            Some(_) => ("", said),
        };
        let name = name.trim();
        let name = name.strip_prefix('-').map_or(name, str::trim_start);
        Some(Self { is_ok, number, name, directive })
    }

    /// The name, or the number where there is none.
    pub(crate) fn called(&self) -> &'t str {
        if self.name.is_empty() { self.number } else { self.name }
    }
}

/// How many tests a plan names: `1..5`, or `1..0 # skip why`; and what stands behind `#`.
pub(crate) fn plan(line: &str) -> Option<(u64, &str)> {
    let (plan, behind) = line.split_once('#').unwrap_or((line, ""));
    let number = plan.trim_end().strip_prefix("1..").filter(|number| is_number(number))?;
    Some((number.parse().unwrap_or(u64::MAX), behind.trim()))
}

/// Whether a line says of which version of the protocol what follows is.
pub(crate) fn is_version(line: &str) -> bool {
    line.strip_prefix("TAP version ").is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A description, and what stands behind the first `#` that begins a directive.
fn split_directive(text: &str) -> (&str, Option<(Directive, &str)>) {
    for (at, _) in text.match_indices('#') {
        let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        if before.ends_with('\\') {
            continue;
        }
        let word = rest.trim_start_matches('#').trim_start();
        let behind = |with: &str| {
            let (start, behind) = word.split_at_checked(with.len())?;
            start.eq_ignore_ascii_case(with).then_some(behind)
        };
        let found = [("skip", Directive::Skip), ("todo", Directive::Todo)]
            .into_iter()
            .find_map(|(with, directive)| Some((directive, behind(with)?)));
        if let Some((directive, behind)) = found {
            // `# SKIPPED: why`
            let why = behind.trim_start_matches(|c: char| c.is_alphabetic() || c == ':').trim();
            return (before.trim_end(), Some((directive, why)));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_came_of_a_test() {
        let read = |line| TestLine::read(line).unwrap();
        assert_eq!(
            read("not ok 3 - logs in \\# 2 # TODO: not yet"),
            TestLine {
                is_ok: false,
                number: "3",
                name: "logs in \\# 2",
                directive: Some((Directive::Todo, "not yet"))
            }
        );
        assert_eq!(
            read("ok # skipped no network").directive,
            Some((Directive::Skip, "no network"))
        );
        assert_eq!((read("ok 2fast").number, read("ok 2fast").called()), ("", "2fast"));
        assert_eq!(read("not ok\t7").called(), "7");
        for other in ["okay", "not okay", "nok", "not  ok", ""] {
            assert_eq!(TestLine::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_plan_names_a_number() {
        assert_eq!(plan("1..5"), Some((5, "")));
        assert_eq!(plan("1..0 # skip no network"), Some((0, "skip no network")));
        assert_eq!(plan("1..99999999999999999999"), Some((u64::MAX, "")));
        for other in ["1..", "1..x", "2..5", "1..5 tests"] {
            assert_eq!(plan(other), None, "{other}");
        }
    }
}
