//! `checklist-verdict`: required items of a checklist are open, and the list is declared passed, or the whole ready.

use super::candidate::{Candidate, said, share};
use super::material::Material;
use crate::assess::words::code;
use crate::model::{Checklist, Declared, DeclaredStatus, Item, Verdict};

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let report = &material.findings.report.declared;
    // Under conditions something may still be open.
    let ready: Vec<&Declared> =
        report.iter().filter(|said| said.verdict == Some(Verdict::Ready)).collect();
    material.findings.checklists.iter().filter_map(|list| one(list, &ready, material)).collect()
}

fn one(list: &Checklist, ready: &[&Declared], material: &Material<'_>) -> Option<Candidate> {
    let required = |item: &&Item| item.required.unwrap_or(list.required);
    let all = list.items.iter().filter(required).count();
    let open: Vec<&Item> = list.items.iter().filter(required).filter(|item| !item.done).collect();
    let passes = |said: &&Declared| {
        said.status == Some(DeclaredStatus::Pass) || said.verdict == Some(Verdict::Ready)
    };
    let passed: Vec<&Declared> = list.declared.iter().filter(passes).collect();
    let (declared, says) = if !passed.is_empty() {
        ("declared passed", said("pass", material.from(&list.id, passed)))
    } else if !ready.is_empty() {
        (
            "under a report that is declared ready",
            said("ready", material.from_report(ready.iter().copied())),
        )
    } else {
        return None;
    };
    if open.is_empty() {
        return None;
    }
    let left = share(open.len(), all, "required item", "open");
    let text = format!("{} is {declared}; {left}.", code(&list.id));
    let links = open.iter().flat_map(|item| material.links(&list.id, &item.evidence));
    Some(Candidate::about(&list.id, text, says, said(left, links.collect())))
}
