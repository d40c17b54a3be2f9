//! What a file says, laid over what it extends.

use std::collections::BTreeMap;

use crate::model::{CategoryRules, EvidenceRules, Gate, Id, Policy, Redaction};

use super::written::Written;

/// The inherited policy with the file's own words over it. `extends` stays that of the root.
pub(super) fn merge(mut policy: Policy, written: Written) -> Policy {
    replace(&mut policy.adapters, written.adapters);
    replace(&mut policy.required, written.required);
    replace(&mut policy.may_not_apply, written.may_not_apply);
    merge_evidence(&mut policy.evidence, &written.evidence);
    for (id, rules) in written.category {
        merge_category(policy.category.entry(id).or_default(), &rules);
    }
    fill(&mut policy.contradictions.tolerance, written.contradictions.tolerance);
    policy.contradictions.level.extend(written.contradictions.level);
    merge_gates(&mut policy.gates, written.gate);
    replace(&mut policy.roles, written.role);
    replace(&mut policy.findings.closed, written.findings.closed);
    replace(&mut policy.findings.same_as, written.findings.same_as);
    replace(&mut policy.waivers.approvers, written.waivers.approvers);
    fill(&mut policy.waivers.longest, written.waivers.longest);
    replace(&mut policy.waivers.never, written.waivers.never);
    merge_redaction(&mut policy.redact, written.redact);
    fill(&mut policy.brand, written.brand);
    policy
}

fn replace<T>(inherited: &mut T, own: Option<T>) {
    if let Some(own) = own {
        *inherited = own;
    }
}

fn fill<T>(inherited: &mut Option<T>, own: Option<T>) {
    if own.is_some() {
        *inherited = own;
    }
}

fn merge_evidence(inherited: &mut EvidenceRules, own: &EvidenceRules) {
    fill(&mut inherited.max_age, own.max_age);
    fill(&mut inherited.weakest_method, own.weakest_method);
}

fn merge_category(inherited: &mut CategoryRules, own: &CategoryRules) {
    fill(&mut inherited.weight, own.weight);
    fill(&mut inherited.max_age, own.max_age);
    fill(&mut inherited.weakest_method, own.weakest_method);
}

/// Patterns are added: what somebody else wants masked stays masked, unless a pattern of the same id replaces it.
fn merge_redaction(inherited: &mut Redaction, own: Redaction) {
    for pattern in own.patterns {
        match inherited.patterns.iter_mut().find(|it| it.id == pattern.id) {
            Some(replaced) => *replaced = pattern,
            None => inherited.patterns.push(pattern),
        }
    }
    inherited.rules.extend(own.rules);
    fill(&mut inherited.show_original_digest, own.show_original_digest);
}

/// A gate takes the place of the inherited one of its id.
fn merge_gates(inherited: &mut Vec<Gate>, own: Vec<Gate>) {
    let places: BTreeMap<Id, usize> =
        inherited.iter().zip(0..).map(|(gate, place)| (gate.id.clone(), place)).collect();
    for gate in own {
        match places.get(&gate.id).and_then(|place| inherited.get_mut(*place)) {
            Some(replaced) => *replaced = gate,
            None => inherited.push(gate),
        }
    }
}
