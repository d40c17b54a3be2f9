//! Words of mappings that are asked for many times in each element, and would be slow as jq.

use std::sync::LazyLock;

use jaq_core::box_iter::box_once;
use jaq_core::data::JustLut;
use jaq_core::native::{Fun, run, v};
use jaq_json::{Map, Val};
use regex::bytes::Regex;

/// CVE, CWE, GHSA and other identifiers.
static IDENTIFIERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let kinds = [
        "CVE-[0-9]{4}-[0-9]{4,}",
        "CWE-[0-9]+",
        "GHSA(?:-[0-9a-z]{4}){3}",
        "RUSTSEC-[0-9]{4}-[0-9]{4}",
        "PYSEC-[0-9]{4}-[0-9]+",
        "GO-[0-9]{4}-[0-9]{4,}",
    ];
    Regex::new(&format!(r"(?i)\b(?:{})\b", kinds.join("|"))).ok()
});

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Fun<JustLut<Val>>> {
    [
        // What is there: null, an empty text and an empty list are not.
        run(("there", v(0), |cv| Box::new(Some(cv.1).filter(is_there).map(Ok).into_iter()))),
        // Only the entries of an object that are there.
        run(("kept", v(0), |cv| box_once(Ok(kept(cv.1))))),
        // A text, or a number as one; null for anything else.
        run(("text", v(0), |cv| box_once(Ok(text(&cv.1))))),
        // The texts in a list, or a text alone, as a list.
        run(("texts", v(0), |cv| box_once(Ok(texts(&cv.1))))),
        // Identifiers in a text, each once.
        run(("identifiers", v(0), |cv| box_once(Ok(identifiers(&cv.1))))),
    ]
    .into_iter()
}

fn is_there(value: &Val) -> bool {
    match value {
        Val::Null => false,
        Val::TStr(text) => !text.is_empty(),
        Val::Arr(items) => !items.is_empty(),
        Val::Obj(entries) => !entries.is_empty(),
        Val::Bool(_) | Val::Num(_) | Val::BStr(_) => true,
    }
}

fn kept(value: Val) -> Val {
    let Val::Obj(entries) = value else { return value };
    let there = entries.iter().filter(|(_, value)| is_there(value));
    Val::obj(there.map(|(name, value)| (name.clone(), value.clone())).collect::<Map>())
}

fn text(value: &Val) -> Val {
    match value {
        Val::TStr(_) | Val::BStr(_) => value.clone(),
        Val::Num(number) => Val::from(number.to_string()),
        Val::Null | Val::Bool(_) | Val::Arr(_) | Val::Obj(_) => Val::Null,
    }
}

fn texts(value: &Val) -> Val {
    let alone = std::slice::from_ref(value);
    let all = if let Val::Arr(items) = value { items.as_slice() } else { alone };
    all.iter().map(text).filter(is_there).collect()
}

fn identifiers(value: &Val) -> Val {
    let written;
    let text: &[u8] = if let Val::TStr(text) = value {
        text
    } else {
        written = value.to_string();
        written.as_bytes()
    };
    let found = IDENTIFIERS.iter().flat_map(|pattern| pattern.find_iter(text));
    let mut found: Vec<&[u8]> = found.map(|found| found.as_bytes()).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|id| Val::utf8_str(id.to_vec())).collect()
}
