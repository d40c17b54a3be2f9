//! Facts and policies for tests, built up from nothing.

use crate::model::{
    ActionFacts, ActionStatus, ClaimFacts, ContradictionFacts, ContradictionRule, Day, Decision,
    Digest, Facts, FindingFacts, FindingRules, Gate, GateLevel, GateRule, HoldsIf, Id, LinkFacts,
    LinkFound, MayNotApply, Method, Policy, Role, RunFacts, Severity, SignoffFacts, Status,
    WaiverFacts,
};

/// What there is to sign in tests.
pub(super) const SIGNED: &[u8] = b"what is signed";

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A policy that asks for nothing and extends nothing.
pub(super) fn policy() -> Policy {
    Policy {
        extends: None,
        adapters: Vec::new(),
        required: Vec::new(),
        may_not_apply: MayNotApply::default(),
        evidence: crate::model::EvidenceRules::default(),
        category: std::collections::BTreeMap::new(),
        contradictions: crate::model::ContradictionRules::default(),
        gates: Vec::new(),
        roles: Vec::new(),
        findings: FindingRules::default(),
        waivers: crate::model::WaiverRules::default(),
        redact: crate::model::Redaction::default(),
        brand: None,
    }
}

/// A gate that blocks.
pub(super) fn gate(id: &str, rule: GateRule) -> Gate {
    Gate { id: Id::from(id), title: None, level: GateLevel::Block, rule }
}

pub(super) fn open_findings(severity: Severity, max: u64) -> GateRule {
    GateRule::OpenFindings { severity, tools: Vec::new(), max }
}

/// A role without which nothing ships.
pub(super) fn role(name: &str) -> Role {
    Role { name: name.to_owned(), required: true }
}

/// A link to a test of no commit and of no day.
pub(super) fn link(evidence: &str, found: LinkFound) -> LinkFacts {
    LinkFacts {
        evidence: Id::from(evidence),
        method: Method::Test,
        evidence_method: Method::Test,
        found,
        collected: None,
        commit: None,
        vacuous: false,
        joint: false,
    }
}

pub(super) fn claim(id: &str) -> ClaimFacts {
    ClaimFacts {
        id: Id::from(id),
        category: None,
        required: false,
        parent: None,
        supported_by: Vec::new(),
        not_applicable: false,
        refuted_by: Vec::new(),
        measure: None,
        links: Vec::new(),
        checklist: None,
    }
}

pub(super) fn finding(id: &str, severity: Severity) -> FindingFacts {
    FindingFacts {
        id: Id::from(id),
        severity,
        status: Status::Open,
        reason_given: false,
        effort_hours: None,
        rule: "X1".to_owned(),
        tool: None,
        category: None,
        path: None,
        same_as: Vec::new(),
    }
}

/// A run that ended well and looked at something.
pub(super) fn run(id: &str, tool: &str) -> RunFacts {
    RunFacts {
        id: Id::from(id),
        tool: tool.to_owned(),
        well: true,
        empty: false,
        ended: None,
        commit: None,
    }
}

/// A sign-off of [`SIGNED`].
pub(super) fn signoff(role: &str, decision: Decision) -> SignoffFacts {
    SignoffFacts {
        id: Id::new(format!("signoff-{role}")),
        role: role.to_owned(),
        decision: Some(decision),
        date: None,
        of: Some(Digest::of(SIGNED)),
        conditions: Vec::new(),
    }
}

/// A waiver of nothing, in force from 2025-08-27 through 2025-09-10.
pub(super) fn waiver(id: &str) -> WaiverFacts {
    WaiverFacts {
        id: Id::from(id),
        gates: Vec::new(),
        claims: Vec::new(),
        findings: Vec::new(),
        requested_by: "ana".to_owned(),
        approved_by: "ben".to_owned(),
        granted: day("2025-08-27"),
        expires: day("2025-09-10"),
    }
}

/// Facts in the making.
pub(super) struct FactsBuilder(Facts);

impl FactsBuilder {
    /// One piece of evidence, and else nothing.
    pub(super) fn new() -> Self {
        Self(Facts { evidence_present: 1, of: Some(Digest::of(SIGNED)), ..Facts::default() })
    }

    pub(super) fn build(self) -> Facts {
        self.0
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0);
        self
    }

    pub(super) fn categories(self, ids: &[&str]) -> Self {
        self.with(|facts| facts.categories.extend(ids.iter().map(|id| Id::from(*id))))
    }

    pub(super) fn claim(self, id: &str, change: impl FnOnce(&mut ClaimFacts)) -> Self {
        let mut made = claim(id);
        change(&mut made);
        self.with(|facts| facts.claims.push(made))
    }

    /// A required claim whose one link was found so.
    pub(super) fn required(self, id: &str, found: LinkFound) -> Self {
        self.claim(id, |claim| {
            claim.required = true;
            claim.links.push(link("e", found));
        })
    }

    pub(super) fn supported_claims(self, category: &str, number: usize) -> Self {
        self.claims(category, number, &[link("e", LinkFound::Holds)])
    }

    pub(super) fn unsupported_claims(self, category: &str, number: usize) -> Self {
        self.claims(category, number, &[])
    }

    fn claims(mut self, category: &str, number: usize, links: &[LinkFacts]) -> Self {
        for _ in 0..number {
            let id = format!("{category}-{}", self.0.claims.len());
            self = self.claim(&id, |claim| {
                claim.category = Some(Id::from(category));
                claim.links = links.to_vec();
            });
        }
        self
    }

    pub(super) fn finding(
        self,
        id: &str,
        severity: Severity,
        change: impl FnOnce(&mut FindingFacts),
    ) -> Self {
        let mut made = finding(id, severity);
        change(&mut made);
        self.with(|facts| facts.findings.push(made))
    }

    pub(super) fn run(self, id: &str, tool: &str, change: impl FnOnce(&mut RunFacts)) -> Self {
        let mut made = run(id, tool);
        change(&mut made);
        self.with(|facts| facts.runs.push(made))
    }

    pub(super) fn waiver(self, id: &str, change: impl FnOnce(&mut WaiverFacts)) -> Self {
        let mut made = waiver(id);
        change(&mut made);
        self.with(|facts| facts.waivers.push(made))
    }

    /// A contradiction of that rule, which is its id too.
    pub(super) fn contradiction(self, rule: ContradictionRule, holds_if: HoldsIf) -> Self {
        let id = Id::from(rule.name());
        let made = ContradictionFacts { id, rule, about: vec![Id::from("thing")], holds_if };
        self.with(|facts| facts.contradictions.push(made))
    }

    pub(super) fn action(self, id: &str, status: ActionStatus) -> Self {
        self.with(|facts| facts.actions.push(ActionFacts { id: Id::from(id), status }))
    }

    pub(super) fn signoff(
        self,
        role: &str,
        decision: Decision,
        change: impl FnOnce(&mut SignoffFacts),
    ) -> Self {
        let mut made = signoff(role, decision);
        change(&mut made);
        self.with(|facts| facts.signoffs.push(made))
    }
}
