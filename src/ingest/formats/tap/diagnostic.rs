//! What is said behind a test that failed: a block of YAML, or comments such as Perl's.

use serde_json::Value;

use crate::model::Properties;

/// What the diagnostics of a test tell.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) message: Option<String>,
    pub(super) path: Option<String>,
    pub(super) line: Option<u64>,
    pub(super) column: Option<u64>,
    /// The plain entries of the block.
    pub(super) properties: Properties,
}

/// Reads the plain entries of the block, and those of its `at`; what is longer is shown as it is. No parser is needed
/// for that, and none can be led astray by anchors.
pub(super) fn read(block: &str, comments: &str) -> Told {
    let mut told = Told::default();
    let mut outer = None;
    let mut within_at = false;
    for line in block.lines().filter(|line| !matches!(line.trim(), "" | "---" | "...")) {
        let indent = line.len() - line.trim_start().len();
        let outer = *outer.get_or_insert(indent);
        let Some((key, value)) = line.trim().split_once(':') else { continue };
        let value = value.trim();
        if indent == outer {
            within_at = key == "at" && value.is_empty();
            told.entry(key, unquoted(value));
        } else if within_at {
            told.place(key, &unquoted(value));
        }
    }
    told.of_comments(comments);
    told
}

impl Told {
    fn entry(&mut self, key: &str, value: String) {
        // A text of several lines, a list, a map.
        if value.is_empty() || value.starts_with(['|', '>', '{', '[']) {
            return;
        }
        match key {
            "message" | "error" => {
                self.message.get_or_insert_with(|| value.clone());
            }
            "location" | "at" => {
                if let Some((path, line, column)) = placed(&value) {
                    (self.path, self.line, self.column) = (Some(path), Some(line), column);
                }
            }
            _ => self.place(key, &value),
        }
        self.properties.insert(key.to_owned(), Value::String(value));
    }

    fn place(&mut self, key: &str, value: &str) {
        match key {
            "file" | "fileName" | "filename" => {
                self.path.get_or_insert_with(|| value.to_owned());
            }
            "line" | "lineNumber" => self.line = self.line.or_else(|| value.parse().ok()),
            "column" | "columnNumber" => self.column = self.column.or_else(|| value.parse().ok()),
            _ => {}
        }
    }

    /// `  Failed test 'logs in'`, and below it `  at t/login.t line 12.`
    fn of_comments(&mut self, comments: &str) {
        let mut lines = comments.lines().map(str::trim).filter(|line| !line.is_empty());
        for line in lines.clone() {
            let place = line.rsplit_once("at ").and_then(|(_, place)| place.split_once(" line "));
            if let (Some((path, number)), None) = (place, &self.path) {
                let number = number.trim_end_matches('.').parse().ok();
                if number.is_some() {
                    (self.path, self.line) = (Some(path.to_owned()), number);
                }
            }
        }
        let is_said = |line: &&str| !line.starts_with("Failed ") && !line.starts_with("at ");
        if let (Some(line), None) = (lines.find(is_said), &self.message) {
            self.message = Some(line.to_owned());
        }
    }
}

/// `src/a.js:6:1`, or with text in front: `Test.<anonymous> (src/a.js:6:1)`.
fn placed(text: &str) -> Option<(String, u64, Option<u64>)> {
    let text = text.rsplit('(').next().unwrap_or(text).trim_end_matches(')');
    let (rest, last) = text.rsplit_once(':')?;
    let last = last.parse().ok()?;
    match rest.rsplit_once(':').map(|(path, line)| (path, line.parse())) {
        Some((path, Ok(line))) => Some((path.to_owned(), line, Some(last))),
        _ => Some((rest.to_owned(), last, None)),
    }
}

/// A plain value of YAML without its quotation marks.
fn unquoted(value: &str) -> String {
    let between = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    match (between('\''), between('"')) {
        (Some(inside), _) => inside.replace("''", "'"),
        (_, Some(inside)) => inside.replace("\\\"", "\"").replace("\\n", "\n"),
        (None, None) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_several_ways() {
        let node = "  ---\n  location: '/srv/a.js:6:1'\n  error: '2 == ''3'''\n  stack: |-\n    file: x\n  ...\n";
        let told = read(node, "");
        assert_eq!(
            (told.path.as_deref(), told.line, told.column),
            (Some("/srv/a.js"), Some(6), Some(1))
        );
        assert_eq!(told.message.as_deref(), Some("2 == '3'"));
        let tap =
            "    ---\n    at:\n      fileName: a.js\n      lineNumber: 4\n    found: 1\n    ...\n";
        let told = read(tap, "");
        assert_eq!((told.path.as_deref(), told.line), (Some("a.js"), Some(4)));
        assert_eq!(told.properties["found"], "1");
        let told =
            read("", "  Failed test 'logs in'\n  at t/login.t line 12.\n         got: '1'\n");
        assert_eq!((told.path.as_deref(), told.line), (Some("t/login.t"), Some(12)));
        assert_eq!(told.message.as_deref(), Some("got: '1'"));
        let tape = "  ---\n    operator: equal\n    at: Test.<anonymous> (/srv/a.js:4:5)\n  ...\n";
        assert_eq!(read(tape, "").line, Some(4));
    }

    #[test]
    fn what_is_no_place_is_none() {
        for block in
            ["  ---\n  at: somewhere\n", "  ---\n  line: x\n", "  ---\n  location: 'C:'\n", "---"]
        {
            let told = read(block, "at noon line up.");
            assert_eq!((told.path, told.line), (None, None), "{block}");
        }
    }
}
