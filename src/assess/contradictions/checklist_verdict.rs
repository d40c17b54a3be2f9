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
    let says_so = |said: &&Declared| {
        said.status == Some(DeclaredStatus::Pass) || said.verdict == Some(Verdict::Ready)
    };
    let passed: Vec<&Declared> = list.declared.iter().filter(says_so).collect();
    if open.is_empty() {
        return None;
    }
    let (id, left) = (code(&list.id), share(open.len(), all, "required item", "open"));
    let (text, says) = if !passed.is_empty() {
        let says = said("pass", material.said_at(&list.id, passed));
        (format!("{id} is declared passed; {left}."), says)
    } else if !ready.is_empty() {
        let says = said("ready", material.report_said_at(ready.iter().copied()));
        (format!("The report is declared ready; in {id} {left}."), says)
    } else {
        return None;
    };
    let links = open.iter().flat_map(|item| material.links(&list.id, &item.evidence));
    Some(Candidate::about(&list.id, text, says, said(left, links.collect())))
}
