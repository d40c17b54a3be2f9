//! What a reader must find in a sample.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Truth {
    pub format: String,
    pub n_findings: usize,
    #[serde(default)]
    pub findings: Vec<True>,
    pub tests: Option<u64>,
    pub passed: Option<u64>,
    pub failures: Option<u64>,
    pub errors: Option<u64>,
    pub skipped: Option<u64>,
    pub totals: Option<Totals>,
}

/// How much is covered; none where there is nothing to cover.
#[derive(Debug, Deserialize)]
pub struct Totals {
    pub line_percent: Option<f64>,
    pub branch_percent: Option<f64>,
}

/// A finding.
#[derive(Debug, Deserialize)]
pub struct True {
    pub rule: Option<String>,
    pub severity: Option<String>,
    pub path: Option<String>,
    pub line: Option<u64>,
    #[serde(default)]
    pub alt: Vec<serde_json::Value>,
    #[serde(default)]
    pub ids: Vec<String>,
    pub package: Option<String>,
    #[serde(default)]
    pub suppressed: bool,
}

impl Truth {
    /// The adapter that reads the format.
    pub fn adapter(&self) -> &str {
        &self.format
    }
}

impl True {
    /// All names of its rule that are right.
    pub fn rules(&self) -> Vec<String> {
        let others = self.alt.iter().map(|name| match name {
            serde_json::Value::String(name) => name.clone(),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::Array(_)
            | serde_json::Value::Object(_) => name.to_string(),
        });
        self.rule.iter().cloned().chain(others).collect()
    }

    /// The checker's own word in lower case.
    pub fn word(&self) -> String {
        self.severity.as_deref().unwrap_or_default().to_lowercase()
    }
}
