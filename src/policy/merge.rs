//! What a file says, laid over what it extends.

use crate::model::{CategoryRules, EvidenceRules, Gate, Policy};

use super::written::Written;

/// The inherited policy with the file's own words over it. `extends` stays that of the root.
pub(super) fn merge(mut policy: Policy, written: Written) -> Policy {
    replace(&mut policy.required, written.required);
    replace(&mut policy.may_not_apply, written.may_not_apply);
    merge_evidence(&mut policy.evidence, &written.evidence);
    for (id, rules) in written.category {
        merge_category(policy.category.entry(id).or_default(), &rules);
    }
    fill(&mut policy.contradictions.tolerance, written.contradictions.tolerance);
    policy.contradictions.level.extend(written.contradictions.level);
    for gate in written.gate {
        merge_gate(&mut policy.gates, gate);
    }
    replace(&mut policy.roles, written.role);
    replace(&mut policy.findings, written.findings);
    replace(&mut policy.waivers.approvers, written.waivers.approvers);
    fill(&mut policy.waivers.longest, written.waivers.longest);
    replace(&mut policy.waivers.never, written.waivers.never);
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

fn merge_gate(gates: &mut Vec<Gate>, own: Gate) {
    match gates.iter_mut().find(|gate| gate.id == own.id) {
        Some(inherited) => *inherited = own,
        None => gates.push(own),
    }
}
