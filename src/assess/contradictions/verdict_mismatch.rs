//! `verdict-mismatch`: a verdict declared of the whole is better than the one that is computed without gates of type
//! `contradictions` and `signoffs` (SEMANTICS rule 22).

use std::collections::BTreeMap;

use super::candidate::{Candidate, said};
use super::material::{Material, REPORT};
use crate::assess::words;
use crate::model::{Declared, HoldsIf, Verdict};

/// What is declared of a category, a claim or a list is of a part, and no verdict of the whole.
pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let mut by_verdict: BTreeMap<Verdict, Vec<&Declared>> = BTreeMap::new();
    for said in &material.findings.report.declared {
        if let Some(verdict) = said.verdict {
            by_verdict.entry(verdict).or_default().push(said);
        }
    }
    let candidate = |(verdict, sayings): (Verdict, Vec<&Declared>)| Candidate {
        subject: REPORT.to_owned(),
        about: Vec::new(),
        holds_if: HoldsIf::Better(verdict),
        // What is computed is known later, and the sentence is made then.
        text: format!("The report is declared “{}”.", words::verdict(verdict)),
        says: said(words::verdict(verdict), material.report_said_at(sayings)),
        holds: said("", Vec::new()),
    };
    by_verdict.into_iter().map(candidate).collect()
}
