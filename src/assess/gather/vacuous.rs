//! Whether what a link leads to shows anything at all (SEMANTICS rule 10): by the run that made it, and by itself.

use crate::evidence::{File, names_a_case, vacuous};
use crate::model::{Run, Selector};

/// Why the evidence shows nothing at that place; none where it does.
pub(super) fn because(run: Option<&Run>, file: &File, selector: &Selector) -> Option<String> {
    let of_run = run.and_then(|run| nothing_of(run, file, selector));
    of_run.or_else(|| vacuous(file, selector))
}

/// Why what a run made shows nothing: it looked at nothing, or it failed. One that failed still vouches for a
/// single case that it ran.
fn nothing_of(run: &Run, file: &File, selector: &Selector) -> Option<String> {
    let id = &run.id;
    if run.checked == Some(0) {
        return Some(format!("the run `{id}` looked at nothing"));
    }
    if !failed(run) || names_a_case(file, selector) {
        return None;
    }
    Some(match run.exit_code {
        Some(code) => format!("the run `{id}` failed, with exit code {code}"),
        None => format!("the run `{id}` failed"),
    })
}

/// Whether a run says that it failed. Where the tool doesn't say so itself, 1 commonly means "there are findings".
fn failed(run: &Run) -> bool {
    let by_code = run.exit_code.is_some_and(|code| !matches!(code, 0 | 1));
    run.successful.map_or(by_code, |successful| !successful)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(run: serde_json::Value, text: &str, selector: &str) -> Option<String> {
        let run: Run = serde_json::from_value(run).unwrap();
        let selector = Selector::parse(selector).unwrap();
        because(Some(&run), &File::new(text.as_bytes().into()), &selector)
    }

    const RESULT: &str = "<testsuite name='s'><testcase name='c'/></testsuite>";

    fn run(fields: &serde_json::Value) -> serde_json::Value {
        let mut run = json!({ "id": "scan", "tool": { "name": "t" } });
        run.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        run
    }

    #[test]
    fn a_run_that_looked_at_nothing_shows_nothing() {
        let at = |checked: u64| told(run(&json!({ "checked": checked })), RESULT, "test:s > c");
        assert_eq!(at(0), Some("the run `scan` looked at nothing".to_owned()));
        assert_eq!(at(1), None);
    }

    #[test]
    fn a_run_that_failed_vouches_for_single_cases_only() {
        let failed = |fields: serde_json::Value, selector: &str| {
            told(run(&fields), RESULT, selector).is_some()
        };
        for (code, is_failed) in [(0, false), (1, false), (2, true), (70, true), (-1, true)] {
            assert_eq!(failed(json!({ "exit_code": code }), "test:s"), is_failed, "{code}");
            assert_eq!(failed(json!({ "exit_code": code }), "L1"), is_failed, "{code}");
            assert!(!failed(json!({ "exit_code": code }), "test:s > c"), "{code}");
        }
        assert!(!failed(json!({ "exit_code": 100, "successful": true }), "test:s"));
        assert!(failed(json!({ "exit_code": 0, "successful": false }), "test:s"));
        assert!(!failed(json!({}), "test:s"));
        let told = told(run(&json!({ "exit_code": 70 })), RESULT, "L1");
        assert_eq!(told, Some("the run `scan` failed, with exit code 70".to_owned()));
    }

    #[test]
    fn without_a_run_the_file_speaks_for_itself() {
        let file = File::new(b"\n".as_slice().into());
        assert!(because(None, &file, &Selector::Whole).is_some());
        let file = File::new(b"a\n".as_slice().into());
        assert_eq!(because(None, &file, &Selector::Whole), None);
    }
}
