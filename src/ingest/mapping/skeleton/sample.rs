//! A sample, read as a whole.

use std::io::Read as _;

use serde_json::Value;

use crate::evidence::Records;
use crate::ingest::head::{self, Head};
use crate::ingest::mapping::file::Syntax;
use crate::ingest::mapping::{syntax, table, value};
use crate::ingest::{Raw, Root, Unreadable};

/// The most that is read of a sample.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What a sample holds.
pub(super) struct Sample {
    pub(super) syntax: Syntax,
    /// The root of a document of XML.
    pub(super) root: Option<Root>,
    /// One document, or several where there is one a line.
    pub(super) documents: Vec<Value>,
}

pub(super) fn sample(raw: &dyn Raw) -> Result<Sample, Unreadable> {
    let head = head::look(raw)?;
    let (syntax, root) = match &head {
        Head::Empty => return Err(Unreadable::content("there is nothing in it")),
        Head::Json(_) | Head::JsonLines(_) => {
            return Ok(Sample { syntax: Syntax::Json, root: None, documents: json(raw)? });
        }
        Head::Xml(root) => (Syntax::Xml, Some(root.clone())),
        // Nearly any text is YAML of some kind; less is TOML.
        Head::Text(_) if is_document(Syntax::Toml, raw) => (Syntax::Toml, None),
        Head::Text(_) if is_document(Syntax::Yaml, raw) => (Syntax::Yaml, None),
        Head::Text(_) => return table(raw),
    };
    let (document, _) = syntax::document(syntax, raw)?;
    let document = value::json(&document).map_err(Unreadable::content)?;
    Ok(Sample { syntax, root, documents: vec![document] })
}

/// A table with a head of two columns or more.
fn table(raw: &dyn Raw) -> Result<Sample, Unreadable> {
    let text = syntax::text(Syntax::Csv, raw)?;
    let records = Records::of(&text).ok().filter(|records| records.columns().len() > 1);
    let Some(records) = records else {
        return Err(Unreadable::content("it is neither JSON, XML, TOML, YAML nor a table"));
    };
    let documents = vec![table::document(&records)];
    Ok(Sample { syntax: Syntax::Csv, root: None, documents })
}

fn is_document(syntax: Syntax, raw: &dyn Raw) -> bool {
    let read =
        syntax::document(syntax, raw).ok().and_then(|(document, _)| value::json(&document).ok());
    matches!(read, Some(Value::Object(_) | Value::Array(_)))
}

fn json(raw: &dyn Raw) -> Result<Vec<Value>, Unreadable> {
    let mut bytes = Vec::new();
    raw.open()?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(Unreadable::content("it is larger than 64 MiB; a short sample does"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let documents = serde_json::Deserializer::from_slice(bytes).into_iter();
    Ok(documents.collect::<Result<Vec<Value>, _>>()?)
}
