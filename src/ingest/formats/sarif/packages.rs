//! Packages that a result's message names line by line, as Trivy's does.

use serde_json::{Map, Value};

/// How a line begins, and what it says of the package.
const LINES: [(&str, &str); 3] =
    [("Package:", "name"), ("Installed Version:", "version"), ("Fixed Version:", "fixed")];

/// The package, where a line names it.
pub(super) fn named(message: &str) -> Option<Value> {
    let mut package = Map::new();
    for line in message.lines() {
        for (start, name) in LINES {
            let value = line.trim().strip_prefix(start).map(str::trim);
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                package.entry(name).or_insert_with(|| Value::from(value));
            }
        }
    }
    package.contains_key("name").then_some(Value::Object(package))
}

/// Whether a message is a list of such lines, so that its first one is no title.
pub(super) fn is_list(message: &str) -> bool {
    let mut lines = message.lines().filter(|line| !line.trim().is_empty());
    let named = |line: &str| {
        line.split_once(": ").is_some_and(|(name, _)| {
            name.len() <= 30 && name.split_whitespace().count() <= 3 && !name.contains('.')
        })
    };
    lines.next().is_some_and(named) && lines.next().is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_a_package_are_read() {
        let message = "Package: openssl\nInstalled Version: 1.1.1\nSeverity: HIGH\nFixed Version: ";
        let package = serde_json::json!({ "name": "openssl", "version": "1.1.1" });
        assert_eq!(named(message), Some(package));
        assert!(is_list(message));
        assert_eq!(named("Installed Version: 1"), None);
        assert!(!is_list("Package: openssl\nis too old"));
        assert!(!is_list("Package: openssl"));
    }
}
