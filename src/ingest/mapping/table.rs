//! Comma-separated values as a document: `{"columns": [names], "rows": [{name: text}]}`.

use jaq_json::Val;
use serde_json::{Map, Value, json};

use super::elements::Path;
use crate::evidence::Records;
use crate::ingest::Unreadable;

/// How many rows of the beginning tell the format.
const ROWS: usize = 3;

/// The outline of a table of which `text` is the beginning. A row that may be cut off is left out.
pub(super) fn outline(text: &str) -> Option<Value> {
    let whole = text.rsplit_once('\n').map_or(text, |(whole, _)| whole);
    let mut rows = whole.lines().take(ROWS + 1).collect::<Vec<_>>();
    // A field may go on behind the end of its line.
    while !rows.is_empty() {
        let beginning = rows.join("\n");
        if let Ok(records) = Records::of(&beginning) {
            return Some(document(&records));
        }
        rows.pop();
    }
    None
}

/// The table as one document.
pub(super) fn document(records: &Records<'_>) -> Value {
    let rows = (1..=records.len()).filter_map(|row| object(records, row));
    json!({ "columns": records.columns(), "rows": rows.collect::<Vec<_>>() })
}

/// What stands around the rows: each of them is null there, so that they can be counted.
pub(super) fn around(records: &Records<'_>) -> Result<Val, Unreadable> {
    let rows = vec![Value::Null; records.len()];
    val(json!({ "columns": records.columns(), "rows": rows }))
}

/// Whether a list to stream is that of the rows.
pub(super) fn are_rows(path: &Path) -> bool {
    matches!(path.as_slice(), [only] if only == "rows")
}

/// A row as a document, from 1; none where it has more or fewer fields than there are columns.
pub(super) fn row(records: &Records<'_>, row: usize) -> Result<Option<Val>, Unreadable> {
    object(records, row).map(val).transpose()
}

/// What is to be said of rows that are read as none.
pub(super) fn left_out(rows: &[usize]) -> Option<String> {
    let first = rows.first()?;
    let more = match rows.len() - 1 {
        0 => String::new(),
        more => format!(", as {more} more"),
    };
    Some(format!(
        "row {first} has more or fewer fields than there are columns, and is left out{more}"
    ))
}

fn object(records: &Records<'_>, row: usize) -> Option<Value> {
    let fields = records.row(row)?;
    let named = records.columns().iter().cloned().zip(fields.into_iter().map(Value::from));
    Some(Value::Object(named.collect::<Map<_, _>>()))
}

fn val(value: Value) -> Result<Val, Unreadable> {
    Ok(serde_json::from_value(value)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_left_out_are_told_once() {
        assert_eq!(left_out(&[]), None);
        let told = "row 3 has more or fewer fields than there are columns, and is left out";
        assert_eq!(left_out(&[3]).as_deref(), Some(told));
        assert_eq!(left_out(&[3, 5, 9]), Some(format!("{told}, as 2 more")));
    }

    #[test]
    fn the_beginning_of_a_table_shows_its_columns() {
        let told = |text: &str| outline(text).unwrap_or_default().to_string();
        assert_eq!(told("a,b"), r#"{"columns":["a","b"],"rows":[]}"#);
        assert_eq!(
            told("a,b\n1,\"x\ny\"\n2,cut"),
            r#"{"columns":["a","b"],"rows":[{"a":"1","b":"x\ny"}]}"#
        );
        assert_eq!(
            told("a;b\r\n1;2\r\n3\r\n"),
            r#"{"columns":["a","b"],"rows":[{"a":"1","b":"2"}]}"#
        );
        assert_eq!(told("a,b\n1,\"never\nends"), r#"{"columns":["a","b"],"rows":[]}"#);
    }
}
