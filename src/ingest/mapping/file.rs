//! A mapping as it is written: a TOML file of its own, checked when it is loaded.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::ingest::SeverityTable;
use crate::model::Severity;

/// What a mapping file holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingFile {
    /// Its name on the command line.
    pub(super) name: String,
    /// The checker as its makers write it.
    pub(super) title: String,
    /// Where the format is described.
    #[serde(default)]
    pub(super) docs: Option<String>,
    /// How the bytes are read; several where the checker writes the same in several syntaxes.
    #[serde(deserialize_with = "one_or_several")]
    pub(super) format: Vec<Syntax>,
    /// How several documents in one file are read.
    #[serde(default)]
    pub(super) documents: Documents,
    /// Definitions that all of its programs share.
    #[serde(default)]
    pub(super) define: String,
    /// A program over the outline of a document: true where it is of this format.
    pub(super) detect: String,
    /// A program over the document without its streamed lists: the run.
    #[serde(default = "nothing")]
    pub(super) run: String,
    /// The lists that hold findings.
    #[serde(default)]
    pub(super) findings: Vec<FindingsMapping>,
    /// A program over the document without its streamed lists: measures.
    #[serde(default = "nothing_at_all")]
    pub(super) measures: String,
    /// The checker's words on Signoff's scale; `""` where it gives none.
    #[serde(default)]
    severity: BTreeMap<String, Severity>,
}

impl MappingFile {
    pub(super) fn severities(&self) -> SeverityTable {
        SeverityTable::new(self.severity.iter().map(|(word, severity)| (word.clone(), *severity)))
    }
}

/// How bytes become a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Syntax {
    /// One JSON document, or several one after the other.
    Json,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
    /// XML, as `{"t": tag, "a": attributes, "c": children}`.
    Xml,
    /// Comma-separated values, as `{"columns": [names], "rows": [{name: text}]}`.
    Csv,
}

impl Syntax {
    /// Whether a list of it is read element by element.
    pub(super) fn is_streamed(self) -> bool {
        match self {
            Self::Json | Self::Csv => true,
            Self::Yaml | Self::Toml | Self::Xml => false,
        }
    }
}

/// How several JSON documents in one file are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Documents {
    /// Each by itself.
    #[default]
    Apart,
    /// As one list: what one of them says is of what another one tells.
    Together,
}

/// A list that holds findings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingsMapping {
    /// Where it is: a JSON Pointer without numbers, `""` for the document itself. Left out, the whole document is
    /// one element.
    #[serde(default)]
    pub(super) each: Option<String>,
    /// A program over an element: findings.
    pub(super) map: String,
}

fn one_or_several<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<Syntax>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(Syntax),
        Several(Vec<Syntax>),
    }
    Ok(match Written::deserialize(reader)? {
        Written::One(syntax) => vec![syntax],
        Written::Several(syntaxes) => syntaxes,
    })
}

fn nothing() -> String {
    "{}".to_owned()
}

fn nothing_at_all() -> String {
    "empty".to_owned()
}
