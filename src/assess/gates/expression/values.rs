//! The facts as the interpreter sees them: the record of `policy::expression`, read where it is asked for. Nothing is
//! copied but references, so that a hundred thousand findings cost little.

mod map;
mod row;

use cel::common::types::{CelList, CelString};
use cel::common::value::Val;

use super::super::Ground;
use crate::model::{ChecklistFacts, ClaimState, SubjectFacts};
use map::Rows;
use row::Row;

/// A value that may borrow from the facts.
type Seen<'v> = Box<dyn Val + 'v>;

/// How many items of a checklist there are, and how many have a supported claim.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) items: usize,
    pub(super) supported: usize,
    required: usize,
    required_supported: usize,
}

/// A variable of the record.
pub(super) fn variable<'v>(name: &str, ground: &Ground<'v>) -> Option<Seen<'v>> {
    let facts = ground.facts;
    let list = |rows: Vec<Row<'v>>| -> Seen<'v> {
        let boxed = |row| -> Seen<'v> { Box::new(row) };
        Box::new(CelList::from(rows.into_iter().map(boxed).collect::<Vec<_>>()))
    };
    Some(match name {
        "subject" => Box::new(Row::Subject(&facts.subject)),
        "as_of" => Box::new(CelString::from(ground.as_of.to_string())),
        "claims" => {
            let claims = ground.claims.iter();
            Box::new(Rows::new(claims.map(|claim| (claim.id.as_str(), Row::Claim(claim)))))
        }
        "findings" => list(
            facts
                .findings
                .iter()
                .map(|finding| Row::Finding(finding, ground.policy.counts_facts(finding)))
                .collect(),
        ),
        "measures" => Box::new(Rows::new(facts.measures.iter().map(|measure| {
            let read = super::super::measure::value(measure, ground).is_some();
            (measure.id.as_str(), Row::Measure(measure, read))
        }))),
        "runs" => list(facts.runs.iter().map(Row::Run).collect()),
        "signoffs" => {
            let signoffs = facts.signoffs.iter().zip(ground.standings);
            list(signoffs.map(|(signoff, standing)| Row::Signoff(signoff, *standing)).collect())
        }
        "checklists" => Box::new(Rows::new(
            facts
                .checklists
                .iter()
                .map(|list| (list.id.as_str(), Row::Checklist(tally(list, ground)))),
        )),
        _ => return None,
    })
}

/// How many things a list or map of the record holds.
pub(super) fn size(name: &str, ground: &Ground<'_>) -> u64 {
    let facts = ground.facts;
    let size = match name {
        "claims" => ground.claims.len(),
        "findings" => facts.findings.len(),
        "measures" => facts.measures.len(),
        "runs" => facts.runs.len(),
        "signoffs" => facts.signoffs.len(),
        "checklists" => facts.checklists.len(),
        _ => 1,
    };
    size as u64
}

/// The length of the longest text in the record.
pub(super) fn longest(ground: &Ground<'_>) -> u64 {
    let facts = ground.facts;
    let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let findings = facts.findings.iter().map(|finding| {
        let own = finding.rule.len().max(finding.id.as_str().len());
        own.max(length(&finding.path)).max(length(&finding.tool))
    });
    let measures = facts.measures.iter().map(|it| it.metric.len().max(length(&it.scope)));
    let runs = facts.runs.iter().map(|run| run.tool.len().max(length(&run.commit)));
    let signoffs = facts.signoffs.iter().map(|signoff| signoff.role.len());
    let claims = ground.claims.iter().map(|claim| claim.id.as_str().len());
    let SubjectFacts { name, version, commit, environment } = &facts.subject;
    let subject = [name.len(), length(version), length(commit), length(environment)];
    let all = findings.chain(measures).chain(runs).chain(signoffs).chain(claims).chain(subject);
    all.max().unwrap_or(0) as u64
}

/// A field of the subject.
pub(super) fn of_subject<'v>(field: &str, subject: &'v SubjectFacts) -> Option<&'v str> {
    match field {
        "name" => Some(&subject.name),
        "version" => subject.version.as_deref(),
        "commit" => subject.commit.as_deref(),
        "environment" => subject.environment.as_deref(),
        _ => None,
    }
}

/// The items of a checklist with the states of their claims.
pub(super) fn tally(list: &ChecklistFacts, ground: &Ground<'_>) -> Tally {
    let mut tally = Tally::default();
    for item in &list.items {
        let claim = ground.claim(&item.claim);
        let supported = claim.is_some_and(|(_, claim)| claim.state == ClaimState::Supported);
        tally.items += 1;
        tally.supported += usize::from(supported);
        tally.required += usize::from(item.required);
        tally.required_supported += usize::from(item.required && supported);
    }
    tally
}
