//! What is said of the adapters, held against the adapters.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test that goes wrong panics, and says where"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use signoff::ingest::{Adapter, Adapters, SeverityTable};
use signoff::model::Severity;
use signoff::view::labels;

const HEAD: &str = "| Name | Reads | Severities |\n| --- | --- | --- |\n";

#[test]
fn the_table_in_the_documentation_is_that_of_the_adapters() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/adapters.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(HEAD).unwrap();
    let (written, after) = rest.split_once("\n## ").unwrap();
    let table = Adapters::built_in().iter().map(row).collect::<String>();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, format!("{before}{HEAD}{table}\n## {after}")).unwrap();
        return;
    }
    assert_eq!(written, table, "UPDATE_GOLDEN=1 writes it anew");
}

fn row(adapter: &dyn Adapter) -> String {
    let title = match adapter.docs() {
        Some(docs) => format!("[{}]({docs})", adapter.title()),
        None => adapter.title().to_owned(),
    };
    let mut severities = String::new();
    for severity in Severity::ALL {
        let words: Vec<String> = adapter
            .severities()
            .into_iter()
            .flat_map(SeverityTable::iter)
            .filter(|(_, is)| *is == severity)
            .map(|(word, _)| if word.is_empty() { "none".to_owned() } else { format!("`{word}`") })
            .collect();
        if !words.is_empty() {
            let gap = if severities.is_empty() { "" } else { "; " };
            write!(severities, "{gap}{} is {}", words.join(", "), labels::severity(severity))
                .unwrap();
        }
    }
    format!("| `{}` | {title} | {severities} |\n", adapter.name())
}
