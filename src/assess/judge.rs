//! The judgement: states, scores, gates and verdict, as a pure function of (facts, policy, as-of) (SEMANTICS
//! rule 19).

use super::claims::{self, ClaimJudgement, Claims};
use super::contradictions::{self, ContradictionJudgement};
use super::gates::{self, Ground};
use super::scores::ScoreBook;
use super::signoffs::{self, SignoffCondition};
use super::verdict::{self, Beside};
use crate::model::report::{GateReport, Reason, Scores, SignoffStanding};
use crate::model::{Day, Facts, GateRule, Policy, Verdict};

/// What is judged of the facts. Titles are ids: the facts know no more.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The claims in the order of the facts, then those that the policy names and the findings lack.
    pub claims: Vec<ClaimJudgement>,
    /// The gates in the policy's order.
    pub gates: Vec<GateReport>,
    /// The scores with their arithmetic.
    pub scores: Scores,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict as a sentence that counts.
    pub sentence: String,
    /// Why the subject isn't ready, what blocks first.
    pub reasons: Vec<Reason>,
    /// The verdict without gates of type `signoffs` and without what sign-offs owe: what a first signer
    /// signs (SEMANTICS rule 20).
    pub without_signoffs: Verdict,
    /// The verdict without gates of types `contradictions` and `signoffs`: what a declared one is held against
    /// (SEMANTICS rule 22).
    pub preliminary: Verdict,
    /// What the rules for contradictions found, in the order of the facts.
    pub contradictions: Vec<ContradictionJudgement>,
    /// What each sign-off is worth, in the order of the facts.
    pub signoffs: Vec<SignoffStanding>,
    /// The conditions of all sign-offs, in their order.
    pub conditions: Vec<SignoffCondition>,
}

/// What was judged before any gate is.
pub(super) struct Grounds {
    pub(super) claims: Claims,
    pub(super) scores: ScoreBook,
    pub(super) standings: Vec<SignoffStanding>,
}

impl Grounds {
    pub(super) fn new(facts: &Facts, policy: &Policy, as_of: Day) -> Self {
        let claims = claims::assess(facts, policy, as_of);
        let scores = ScoreBook::new(&facts.categories, &claims.judged, policy);
        let of = facts.of.as_ref();
        let standing = |signoff| signoffs::standing(signoff, of, as_of);
        Self { scores, standings: facts.signoffs.iter().map(standing).collect(), claims }
    }

    pub(super) fn ground<'a>(
        &'a self,
        facts: &'a Facts,
        policy: &'a Policy,
        as_of: Day,
    ) -> Ground<'a> {
        let claims = (self.claims.judged.as_slice(), &self.claims.graph);
        Ground::new((facts, policy, as_of), claims, &self.scores, &self.standings)
    }
}

/// Judges the facts by the policy, as of a day.
#[must_use]
pub fn judge(facts: &Facts, policy: &Policy, as_of: Day) -> Judgement {
    let grounds = Grounds::new(facts, policy, as_of);
    let mut ground = grounds.ground(facts, policy, as_of);
    let conditions = signoffs::conditions(facts, &grounds.standings);
    let open_conditions = conditions.iter().filter(|condition| condition.is_owed()).count();
    let evidence = facts.evidence_present > 0;

    // Gates over contradictions come last: one of those is a declared verdict that the other gates don't bear out.
    let others = policy.gates.iter().map(|gate| {
        let rests_on_the_others = matches!(gate.rule, GateRule::Contradictions { .. });
        (!rests_on_the_others).then(|| gates::judge(gate, &ground))
    });
    let others: Vec<Option<GateReport>> = others.collect();
    let signs = |rule: &GateRule| *rule == GateRule::Signoffs {};
    let counted = policy.gates.iter().zip(&others).filter(|(gate, _)| !signs(&gate.rule));
    let counted: Vec<&GateReport> = counted.filter_map(|(_, report)| report.as_ref()).collect();
    let (preliminary, _) = verdict::verdict(&counted, Beside { evidence, open_conditions: 0 });
    let found = &facts.contradictions;
    let contradictions = contradictions::judge(found, policy, as_of, preliminary);
    ground.contradictions = &contradictions;
    let gates = policy.gates.iter().zip(others);
    let gates = gates.map(|(gate, judged)| judged.unwrap_or_else(|| gates::judge(gate, &ground)));
    let gates: Vec<GateReport> = gates.collect();

    let all: Vec<&GateReport> = gates.iter().collect();
    let (verdict, sentence) = verdict::verdict(&all, Beside { evidence, open_conditions });
    let unsigned: Vec<&GateReport> = policy
        .gates
        .iter()
        .zip(&gates)
        .filter(|(gate, _)| !signs(&gate.rule))
        .map(|(_, report)| report)
        .collect();
    let (without_signoffs, _) =
        verdict::verdict(&unsigned, Beside { evidence, open_conditions: 0 });
    let reasons = verdict::reasons(&gates);
    let scores = grounds.scores.report();
    Judgement {
        claims: grounds.claims.judged,
        scores,
        verdict,
        sentence,
        reasons,
        without_signoffs,
        preliminary,
        contradictions,
        signoffs: grounds.standings,
        conditions,
        gates,
    }
}
