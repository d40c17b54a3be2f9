//! Messages for a program, in the shape of the types themselves.

use super::Diagnostic;

/// One array, in the order given, with a line break at its end. Each message has `code`, `level`,
/// `message`, `place` (`file`, `path`, `span`; or null) and `help` (or null).
#[must_use]
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let mut made = serde_json::to_string_pretty(diagnostics).unwrap_or_else(|_| "[]".to_owned());
    made.push('\n');
    made
}

#[cfg(test)]
mod tests {
    use super::super::{Place, Span};
    use super::*;

    #[test]
    fn has_a_fixed_shape() {
        let span = Span { start: 4, end: 6, line: 1, column: 5 };
        let made = Diagnostic::error("missing-file", "say \"no\"")
            .at(Place::file("a.json").path("/x").span(span))
            .help("h");
        let value: serde_json::Value = serde_json::from_str(&json(&[made])).unwrap();
        let expected = serde_json::json!([{
            "code": "missing-file",
            "level": "error",
            "message": "say \"no\"",
            "place": {
                "file": "a.json",
                "path": "/x",
                "span": { "start": 4, "end": 6, "line": 1, "column": 5 },
            },
            "help": "h",
        }]);
        assert_eq!(value, expected);
    }

    #[test]
    fn says_null_where_nothing_is_known() {
        let printed = json(&[Diagnostic::note("missing-file", "m")]);
        assert!(printed.contains("\"place\": null"), "{printed}");
        assert!(printed.contains("\"help\": null"), "{printed}");
        assert_eq!(json(&[]), "[]\n");
    }
}
