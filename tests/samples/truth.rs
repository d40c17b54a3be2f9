//! What a reader must find in a sample.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Truth {
    pub format: String,
    pub n_findings: usize,
    #[serde(default)]
    pub findings: Vec<True>,
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
            other => other.to_string(),
        });
        self.rule.iter().cloned().chain(others).collect()
    }

    /// The checker's own word in lower case.
    pub fn word(&self) -> String {
        self.severity.as_deref().unwrap_or_default().to_lowercase()
    }
}
