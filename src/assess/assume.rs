//! What if: facts as they would be, were some things closed. A pure change of facts, to be judged like all others.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::nearest;
use crate::model::{
    ClaimFacts, Day, Decision, Facts, Id, LinkFacts, LinkFound, Method, Policy, SignoffFacts,
    Status,
};

/// The piece of evidence that would support a claim, were there one.
const MADE_UP: &str = "assumed";

/// Something that is assumed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// The finding is fixed.
    Fixed(Id),
    /// The claim's own links hold. Findings that refute it still do, and so do the claims on which it rests.
    Supported(Id),
    /// The role approves this version without conditions.
    Signed(String),
}

/// Why something can't be assumed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NotAssumed {
    /// What is wrong, as a fragment that reads after "error:".
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// How assumptions are written.
const FORMS: &str = "write `fixed:FINDING`, `supported:CLAIM` or `signed:ROLE`";

impl Assumption {
    /// Reads `fixed:F-12`, `supported:C-3`, `signed:release manager`.
    ///
    /// # Errors
    ///
    /// [`NotAssumed`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, NotAssumed> {
        let refused = |message: String, help: &str| NotAssumed { message, help: help.to_owned() };
        let Some((kind, name)) =
            text.trim().split_once(':').map(|(kind, name)| (kind.trim(), name.trim()))
        else {
            return Err(refused(format!("`{text}` is no assumption"), FORMS));
        };
        if name.is_empty() {
            return Err(refused(format!("`{text}` names nothing"), FORMS));
        }
        match kind {
            "fixed" => Ok(Self::Fixed(Id::new(name))),
            "supported" => Ok(Self::Supported(Id::new(name))),
            "signed" => Ok(Self::Signed(name.to_owned())),
            "waived" => {
                let help = "write the waiver into the findings: it has a reason, an approver and a last day";
                Err(refused("a waiver is not assumed".to_owned(), help))
            }
            other => {
                let meant = nearest(other, ["fixed", "supported", "signed"]);
                let help = meant.map_or_else(
                    || FORMS.to_owned(),
                    |near| format!("did you mean `{near}:{name}`?"),
                );
                Err(refused(format!("`{other}` can't be assumed"), &help))
            }
        }
    }

    /// As it is written.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Fixed(id) => format!("fixed:{id}"),
            Self::Supported(id) => format!("supported:{id}"),
            Self::Signed(role) => format!("signed:{role}"),
        }
    }

    /// Whether what it names is there.
    ///
    /// # Errors
    ///
    /// [`NotAssumed`] names what is nearest.
    pub fn check(&self, facts: &Facts, policy: &Policy) -> Result<(), NotAssumed> {
        let (noun, name, known): (&str, &str, Vec<&str>) = match self {
            Self::Fixed(id) => {
                let known = facts.findings.iter().map(|finding| finding.id.as_str());
                ("finding", id.as_str(), known.collect())
            }
            Self::Supported(id) => ("claim", id.as_str(), claims(facts, policy)),
            Self::Signed(role) => {
                let asked = policy.roles.iter().map(|role| role.name.as_str());
                let signed = facts.signoffs.iter().map(|signoff| signoff.role.as_str());
                ("role", role.as_str(), asked.chain(signed).collect())
            }
        };
        if known.contains(&name) {
            return Ok(());
        }
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name a {noun} that is there"),
        };
        Err(NotAssumed { message: format!("there is no {noun} `{name}`"), help })
    }
}

/// The claims that there are, and those that the policy names.
fn claims<'a>(facts: &'a Facts, policy: &'a Policy) -> Vec<&'a str> {
    let named = policy.required.iter().filter(|name| !name.starts_with("category:"));
    let own = facts.claims.iter().map(|claim| claim.id.as_str());
    own.chain(named.map(String::as_str)).collect()
}

/// The facts, were all of this so. What names nothing changes nothing: see [`Assumption::check`].
#[must_use]
pub fn assume(facts: &Facts, as_of: Day, assumptions: &[Assumption]) -> Facts {
    let mut assumed = facts.clone();
    let mut fixed = HashSet::new();
    let mut supported = BTreeSet::new();
    let mut signed = BTreeSet::new();
    for assumption in assumptions {
        match assumption {
            Assumption::Fixed(id) => _ = fixed.insert(id),
            Assumption::Supported(id) => _ = supported.insert(id),
            Assumption::Signed(role) => _ = signed.insert(role),
        }
    }
    let findings = assumed.findings.iter_mut().filter(|finding| fixed.contains(&finding.id));
    findings.for_each(|finding| finding.status = Status::Fixed);
    if !supported.is_empty() {
        support(&mut assumed, supported, as_of);
    }
    assumed.signoffs.retain(|signoff| !signed.contains(&signoff.role));
    assumed.signoffs.extend(signed.into_iter().map(|role| SignoffFacts {
        id: Id::new(format!("{MADE_UP}:{role}")),
        role: role.clone(),
        decision: Some(Decision::Approve),
        date: Some(as_of),
        of: facts.of.clone(),
        conditions: Vec::new(),
    }));
    assumed
}

/// Makes the claims' own links hold: tests of this commit, made today. A claim without any gets one, and one that the
/// policy alone names is made.
fn support(facts: &mut Facts, mut ids: BTreeSet<&Id>, as_of: Day) {
    let good = LinkFacts {
        evidence: Id::from(MADE_UP),
        method: Method::Test,
        evidence_method: Method::Test,
        found: LinkFound::Holds,
        collected: Some(as_of),
        commit: facts.subject.commit.clone(),
        vacuous: false,
        joint: false,
    };
    let mend = |link: &LinkFacts| LinkFacts {
        evidence: link.evidence.clone(),
        joint: link.joint,
        ..good.clone()
    };
    facts.evidence_present = facts.evidence_present.max(1);
    for claim in &mut facts.claims {
        if ids.remove(&claim.id) {
            claim.not_applicable = false;
            claim.links = claim.links.iter().map(mend).collect();
            if claim.links.is_empty() {
                claim.links.push(good.clone());
            }
        }
    }
    facts.claims.extend(ids.into_iter().map(|id| ClaimFacts {
        id: id.clone(),
        category: None,
        required: false,
        parent: None,
        supported_by: Vec::new(),
        not_applicable: false,
        refuted_by: Vec::new(),
        measure: None,
        links: vec![good.clone()],
        checklist: None,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::judge;
    use crate::assess::testing::{FactsBuilder, day, gate, open_findings, policy, role};
    use crate::model::{ClaimState, GateRule, Outcome, Severity, Verdict};

    const AS_OF: &str = "2025-08-30";

    fn facts() -> Facts {
        FactsBuilder::new()
            .run("scan", "bandit", |_| {})
            .required("broken", LinkFound::Broken)
            .claim("none", |claim| claim.required = true)
            .claim("refuted", |claim| claim.refuted_by.push(Id::from("F-1")))
            .claim("parent", |_| {})
            .claim("child", |claim| claim.parent = Some(Id::from("parent")))
            .finding("F-1", Severity::High, |_| {})
            .build()
    }

    fn states(assumptions: &[Assumption]) -> Vec<ClaimState> {
        let assumed = assume(&facts(), day(AS_OF), assumptions);
        judge(&assumed, &policy(), day(AS_OF)).claims.iter().map(|claim| claim.state).collect()
    }

    fn supported(id: &str) -> Assumption {
        Assumption::Supported(Id::from(id))
    }

    #[test]
    fn what_is_assumed_is_read_as_it_is_written() {
        for text in ["fixed:F-12", "supported:C-3", "signed:release manager"] {
            assert_eq!(Assumption::parse(text).unwrap().written(), text);
        }
        for (text, said) in [
            ("F-12", "no assumption"),
            ("fixed:", "names nothing"),
            ("waived:F-1", "not assumed"),
            ("fixd:F-1", "did you mean `fixed:F-1`?"),
            ("ready:x", "write `fixed:"),
        ] {
            let NotAssumed { message, help } = Assumption::parse(text).unwrap_err();
            assert!(format!("{message} {help}").contains(said), "{text}: {message}; {help}");
        }
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is_near() {
        let mut policy = policy();
        policy.roles.push(role("release manager"));
        policy.required.push("absent".to_owned());
        let told = |text: &str| Assumption::parse(text).unwrap().check(&facts(), &policy);
        for text in ["fixed:F-1", "supported:none", "supported:absent", "signed:release manager"] {
            assert_eq!(told(text), Ok(()), "{text}");
        }
        for (text, help) in [
            ("fixed:F-2", "did you mean `F-1`?"),
            ("supported:brokn", "did you mean `broken`?"),
            ("signed:release manger", "did you mean `release manager`?"),
            ("supported:category:k", "name a claim that is there"),
        ] {
            assert_eq!(told(text).unwrap_err().help, help, "{text}");
        }
    }

    #[test]
    fn a_claim_assumed_supported_has_links_that_hold_and_nothing_else() {
        use ClaimState::{Broken, Refuted, Supported, Unsupported};
        assert_eq!(states(&[]), [Broken, Unsupported, Refuted, Unsupported, Unsupported]);
        let all = ["broken", "none", "refuted", "parent"].map(supported);
        assert_eq!(states(&all), [Supported, Supported, Refuted, Unsupported, Unsupported]);
        let fixed = Assumption::Fixed(Id::from("F-1"));
        assert_eq!(
            states(&[supported("refuted"), fixed, supported("child")]),
            [Broken, Unsupported, Supported, Supported, Supported]
        );
    }

    #[test]
    fn a_role_assumed_to_have_signed_decides() {
        let mut policy = policy();
        policy.roles.push(role("owner"));
        policy.gates = vec![gate("signed", GateRule::Signoffs {})];
        let signed = assume(&facts(), day(AS_OF), &[Assumption::Signed("owner".to_owned())]);
        assert_eq!(judge(&facts(), &policy, day(AS_OF)).gates[0].outcome, Outcome::Undetermined);
        assert_eq!(judge(&signed, &policy, day(AS_OF)).verdict, Verdict::Ready);
    }

    #[test]
    fn a_claim_that_only_the_policy_names_may_be_assumed() {
        let mut policy = policy();
        policy.required.push("absent".to_owned());
        policy.gates = vec![gate("claims", GateRule::RequiredClaims {})];
        let facts = FactsBuilder::new().with(|facts| facts.evidence_present = 0).build();
        let assumed = assume(&facts, day(AS_OF), &[supported("absent")]);
        assert_eq!(judge(&assumed, &policy, day(AS_OF)).verdict, Verdict::Ready);
    }

    #[test]
    fn many_things_are_assumed_at_once() {
        let id = |index: usize| format!("F-{index}");
        let build = |facts: FactsBuilder, index| facts.finding(&id(index), Severity::High, |_| {});
        let facts = (0..30_000).fold(FactsBuilder::new(), build).build();
        let fixed: Vec<_> =
            (1..30_000).map(|index| Assumption::Fixed(Id::new(id(index)))).collect();
        let assumed = assume(&facts, day(AS_OF), &fixed);
        let open = assumed.findings.iter().filter(|finding| finding.status == Status::Open);
        assert_eq!(open.map(|finding| finding.id.as_str()).collect::<Vec<_>>(), ["F-0"]);
    }

    #[test]
    fn whether_a_fixed_finding_counts_is_the_policys() {
        let mut policy = policy();
        policy.gates = vec![gate("bad", open_findings(Severity::High, 0))];
        let fixed = assume(&facts(), day(AS_OF), &[Assumption::Fixed(Id::from("F-1"))]);
        assert_eq!(judge(&fixed, &policy, day(AS_OF)).gates[0].outcome, Outcome::Pass);
        policy.findings.closed = vec![Status::Suppressed];
        assert_eq!(judge(&fixed, &policy, day(AS_OF)).gates[0].outcome, Outcome::Fail);
    }
}
