//! CVE, CWE and other ids in what a rule and a result say of themselves.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

/// What is an id. `external/cwe/cwe-079` holds one, too.
static IDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let ids = [
        r"CVE-\d{4}-\d{4,19}",
        r"GHSA(?:-[2-9cfghjmpqrvwx]{4}){3}",
        r"RUSTSEC-\d{4}-\d{4}",
        r"PYSEC-\d{4}-\d{1,9}",
        r"GO-\d{4}-\d{4,9}",
    ];
    Regex::new(&format!(r"(?i)\b(?:CWE[-_: ]?0*(\d{{1,5}})|({}))\b", ids.join("|"))).ok()
});

/// The names of a property bag's entries that hold ids.
const NAMED: [&str; 9] =
    ["cwe", "cwes", "cve", "cves", "ghsa", "ghsas", "cve_id", "cwe_id", "aliases"];

/// The ids in a text, each as its makers write it.
pub(super) fn of_text(text: &str, ids: &mut Vec<String>) {
    let Some(pattern) = &*IDS else { return };
    for found in pattern.captures_iter(text) {
        if let Some(number) = found.get(1) {
            ids.push(format!("CWE-{}", number.as_str()));
        } else if let Some(id) = found.get(2) {
            ids.push(spelled(id.as_str()));
        }
    }
}

/// The ids in a property bag, under names that say so.
pub(super) fn of_bag(bag: &Map<String, Value>, ids: &mut Vec<String>) {
    for (name, value) in bag {
        if NAMED.contains(&name.to_lowercase().replace('-', "_").as_str()) {
            of_value(value, ids);
        }
    }
}

/// The id of a taxon.
pub(super) fn of_taxon(taxonomy: Option<&str>, id: &str, ids: &mut Vec<String>) {
    let before = ids.len();
    of_text(id, ids);
    let is_cwe = taxonomy.is_some_and(|name| name.eq_ignore_ascii_case("cwe"));
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if ids.len() == before && is_cwe && is_number {
        ids.push(format!("CWE-{}", id.trim_start_matches('0')));
    }
}

fn of_value(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let before = ids.len();
            of_text(text, ids);
            if ids.len() == before {
                of_taxon(Some("cwe"), text, ids);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| of_value(one, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {}
    }
}

fn spelled(id: &str) -> String {
    match id.split_once('-') {
        Some((kind, rest)) if kind.eq_ignore_ascii_case("ghsa") => {
            format!("GHSA-{}", rest.to_lowercase())
        }
        _ => id.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut ids = Vec::new();
        of_text(text, &mut ids);
        ids
    }

    #[test]
    fn ids_are_found_as_their_makers_write_them() {
        assert_eq!(told("external/cwe/cwe-079"), ["CWE-79"]);
        assert_eq!(told("CWE-22: Path, cwe:0089"), ["CWE-22", "CWE-89"]);
        assert_eq!(told("cve-2021-44228-log4j"), ["CVE-2021-44228"]);
        assert_eq!(told("ghsa-2HJV-9cpg-qqpr"), ["GHSA-2hjv-9cpg-qqpr"]);
        assert_eq!(told("RUSTSEC-2021-0001 GO-2021-0113"), ["RUSTSEC-2021-0001", "GO-2021-0113"]);
        assert_eq!(told("CVE-2021-1 xCWE-1 cwes GHSA-aaaa"), Vec::<String>::new());
    }

    #[test]
    fn a_taxon_is_of_its_taxonomy() {
        let told = |taxonomy, id| {
            let mut ids = Vec::new();
            of_taxon(taxonomy, id, &mut ids);
            ids
        };
        assert_eq!(told(Some("CWE"), "089"), ["CWE-89"]);
        assert_eq!(told(None, "CWE-89"), ["CWE-89"]);
        assert_eq!(told(Some("OWASP"), "89"), Vec::<String>::new());
    }
}
