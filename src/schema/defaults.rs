//! What follows from something else in the document and may be left out (contract, "Ids" and "Evidence").

use std::collections::BTreeMap;

use crate::model::{Claim, Declared, Findings, Id, Method, Run};

/// Fills in what was left out. What was given stays.
pub(super) fn fill(findings: &mut Findings) {
    let runs: BTreeMap<Id, Run> =
        findings.runs.iter().map(|run| (run.id.clone(), run.clone())).collect();
    for evidence in &mut findings.evidence {
        let run = evidence.run.as_ref().and_then(|id| runs.get(id));
        let method = if evidence.run.is_some() { Method::Test } else { Method::Interview };
        evidence.method.get_or_insert(method);
        if let Some(run) = run {
            evidence.collected_at = evidence.collected_at.or(run.ended_at);
            fall_back(&mut evidence.collected_by, Some(&run.tool.name));
            fall_back(&mut evidence.command, run.command.as_ref());
            fall_back(&mut evidence.commit, run.commit.as_ref());
        }
    }
    for finding in &mut findings.findings {
        let run = finding.run.as_ref().and_then(|id| runs.get(id));
        fall_back(&mut finding.tool, run.map(|run| &run.tool.name));
    }
    findings.claims.iter_mut().for_each(hand_down);
}

fn fall_back(own: &mut Option<String>, other: Option<&String>) {
    if own.is_none() {
        *own = other.cloned();
    }
}

/// A claim under another takes over its category and its declared status, never its evidence.
fn hand_down(parent: &mut Claim) {
    let statuses = Declared::handed_down(&parent.declared);
    for child in &mut parent.claims {
        if child.category.is_none() {
            child.category.clone_from(&parent.category);
        }
        if child.declared.iter().all(|declared| declared.status.is_none()) {
            child.declared.extend(statuses.iter().cloned());
        }
        hand_down(child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DeclaredStatus;

    fn filled(json: serde_json::Value) -> Findings {
        let mut findings: Findings = serde_json::from_value(json).unwrap();
        fill(&mut findings);
        findings
    }

    #[test]
    fn follow_from_the_run_unless_given() {
        let findings = filled(serde_json::json!({
            "signoff": "1", "subject": {"name": "shop"},
            "runs": [{"id": "r", "tool": {"name": "k6"}, "command": "k6 run", "ended_at": "2025-08-26", "commit": "9f1c2e7"}],
            "evidence": [{"path": "a", "run": "r"}, {"path": "b", "run": "r", "method": "examine", "commit": "1111111", "collected_by": "ana"}, {"path": "c"}],
            "findings": [{"rule": "r", "title": "t", "severity": "low", "run": "r"}, {"rule": "r", "title": "t", "severity": "low", "run": "r", "tool": "own"}]
        }));
        let [from_run, given, alone] = &findings.evidence[..] else { panic!() };
        assert_eq!(from_run.method, Some(Method::Test));
        assert_eq!(from_run.collected_at.unwrap().to_string(), "2025-08-26");
        assert_eq!(from_run.collected_by.as_deref(), Some("k6"));
        assert_eq!(from_run.command.as_deref(), Some("k6 run"));
        assert_eq!(from_run.commit.as_deref(), Some("9f1c2e7"));
        assert_eq!(given.method, Some(Method::Examine));
        assert_eq!(given.commit.as_deref(), Some("1111111"));
        assert_eq!(given.collected_by.as_deref(), Some("ana"));
        assert_eq!((alone.method, alone.collected_at), (Some(Method::Interview), None));
        assert_eq!(findings.findings[0].tool.as_deref(), Some("k6"));
        assert_eq!(findings.findings[1].tool.as_deref(), Some("own"));
    }

    #[test]
    fn a_status_that_is_declared_many_times_is_handed_down_once() {
        let declared = |index: usize| serde_json::json!({ "status": if index.is_multiple_of(2) { "pass" } else { "fail" } });
        let declared: Vec<_> = (0..3_000).map(declared).collect();
        let children = vec![serde_json::json!({ "statement": "b" }); 3_000];
        let findings = filled(serde_json::json!({
            "signoff": "1", "subject": {"name": "shop"},
            "claims": [{ "statement": "a", "declared": declared, "claims": children }]
        }));
        let statuses =
            |claim: &Claim| claim.declared.iter().map(|said| said.status).collect::<Vec<_>>();
        let expected = [Some(DeclaredStatus::Pass), Some(DeclaredStatus::Fail)];
        assert!(findings.claims[0].claims.iter().all(|child| statuses(child) == expected));
    }

    #[test]
    fn category_and_declared_status_are_handed_down_and_nothing_else() {
        let findings = filled(serde_json::json!({
            "signoff": "1", "subject": {"name": "shop"},
            "claims": [{"statement": "a", "category": "x", "evidence": ["e#L1"],
                "declared": [{"status": "pass", "words": "Done", "value": "9", "from": ["e#L2"]}, {"words": "Good"}],
                "claims": [
                    {"statement": "b", "declared": [{"words": "Nice"}], "claims": [{"statement": "c"}]},
                    {"statement": "d", "category": "y", "declared": [{"status": "fail"}]}
                ]}]
        }));
        let [b, d] = &findings.claims[0].claims[..] else { panic!() };
        let c = &b.claims[0];
        let statuses =
            |claim: &Claim| claim.declared.iter().map(|said| said.status).collect::<Vec<_>>();
        assert_eq!(statuses(b), [None, Some(DeclaredStatus::Pass)]);
        assert_eq!(statuses(c), [Some(DeclaredStatus::Pass)]);
        assert_eq!(statuses(d), [Some(DeclaredStatus::Fail)]);
        assert!(
            c.declared[0].from.is_empty() && c.declared[0].words.is_none() && c.evidence.is_empty()
        );
        let category = |claim: &Claim| claim.category.as_ref().map(ToString::to_string);
        assert_eq!(
            (category(b), category(c), category(d)),
            (Some("x".into()), Some("x".into()), Some("y".into()))
        );
    }
}
