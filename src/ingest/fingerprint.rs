//! What recognises a finding again when lines have moved: rule, place without its lines, and content.

use sha2::{Digest as _, Sha256};

use crate::model::{Digest, Finding};

/// The scheme under which it is kept.
pub const SCHEME: &str = "signoff/v1";

/// How many hexadecimal digits of the digest are kept: 128 bits.
const DIGITS: usize = 32;

/// 128 bits over the tool, the rule, where the finding is but for its lines, and what stands there: the snippet where
/// there is one, else the title with its digits left out, since messages count lines.
pub(super) fn of(tool: &str, finding: &Finding) -> String {
    let place = finding.location.as_ref();
    let package = finding.properties.get("package").and_then(|package| package.get("name"));
    let content = match place.and_then(|place| place.snippet.as_deref()) {
        Some(snippet) => snippet.split_whitespace().collect::<Vec<_>>().join(" "),
        None => finding.title.chars().filter(|char| !char.is_ascii_digit()).collect(),
    };
    let parts = [
        tool,
        &finding.rule,
        place.and_then(|place| place.path.as_deref()).unwrap_or_default(),
        place.and_then(|place| place.logical.as_deref()).unwrap_or_default(),
        package.and_then(serde_json::Value::as_str).unwrap_or_default(),
        &content,
    ];
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let digest = Digest::finished(hash);
    digest.as_str().chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u64, snippet: &str, title: &str) -> Finding {
        serde_json::from_value(serde_json::json!({
            "rule": "R", "title": title, "severity": "high",
            "location": { "path": "a.py", "start_line": line, "snippet": snippet },
        }))
        .unwrap()
    }

    #[test]
    fn lines_and_white_space_may_move() {
        let before = of("t", &finding(3, "a = 1", "x"));
        assert_eq!(before, of("t", &finding(30, "  a =\t1", "y")));
        assert_ne!(before, of("t", &finding(3, "a = 2", "x")));
        assert_ne!(before, of("u", &finding(3, "a = 1", "x")));
        assert_eq!(before.len(), 32);
    }
}
