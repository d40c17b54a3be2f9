//! A folder with findings and checkers' outputs beside them, and the binary run in it.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use super::{AS_OF, command};

pub const CLAIMS: &str = r#"{ "signoff": "1", "subject": { "name": "shop", "version": "2" },
  "evidence": [{ "id": "bandit", "path": "reports/bandit.json", "method": "test" }],
  "claims": [{ "id": "c", "statement": "Scanned", "evidence": ["bandit"] }] }"#;

pub const BANDIT: &str = r#"{ "errors": [], "generated_at": "2026-11-25T10:00:00Z",
  "metrics": { "_totals": {}, "app.py": {} },
  "results": [{ "code": "x", "filename": "app.py", "issue_severity": "HIGH", "issue_text": "Use of exec",
    "line_number": 3, "test_id": "B102", "test_name": "exec_used" }] }"#;

pub const JUNIT: &str = r#"<testsuite name="api" tests="2" failures="1"><testcase classname="api" name="a"/>
  <testcase classname="api" name="b"><failure message="no"/></testcase></testsuite>"#;

/// A folder with findings and outputs beside them.
pub fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    write(folder.path(), "claims.json", CLAIMS);
    write(folder.path(), "reports/bandit.json", BANDIT);
    write(folder.path(), "reports/junit.xml", JUNIT);
    folder
}

pub fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(arguments).current_dir(folder).output().unwrap()
}

pub fn piped(folder: &Path, arguments: &[&str], text: &str) -> Output {
    let mut child = command(arguments);
    child.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn read(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// Renders as data into `out`, which verifies.
pub fn rendered(folder: &Path, more: &[&str]) -> Value {
    let formats = ["-o", "out", "--formats", "json,md", "--as-of", AS_OF];
    let output = run(folder, &[&["render"], more, &formats].concat());
    assert!(output.status.success(), "{}", text(&output));
    let verified = run(folder, &["verify", "out"]);
    assert!(verified.status.success(), "{}", text(&verified));
    read(folder, "out/report.json")
}
