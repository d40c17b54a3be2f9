//! The judgement: states, scores, gates and verdict, as a pure function of (facts, policy, as-of) (SEMANTICS
//! rule 19).

use super::claims::{self, ClaimJudgement, Claims};
use super::contradictions::{self, ContradictionJudgement};
use super::gates::Ground;
use super::scores::ScoreBook;
use super::signoffs::{self, SignoffCondition};
use super::verdict::{self, Beside};
use super::waivers::{self, Cover, Lift, WaiverJudgement};
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
    /// What each waiver is worth, in the order of the facts.
    pub waivers: Vec<WaiverJudgement>,
    /// What waivers do, in the order of the gates.
    pub lifts: Vec<Lift>,
}

/// What was judged before any gate is.
pub(super) struct Grounds {
    pub(super) claims: Claims,
    pub(super) scores: ScoreBook,
    pub(super) standings: Vec<SignoffStanding>,
    pub(super) waivers: Vec<WaiverJudgement>,
}

impl Grounds {
    pub(super) fn new(facts: &Facts, policy: &Policy, as_of: Day) -> Self {
        let claims = claims::assess(facts, policy, as_of);
        let scores = ScoreBook::new(&facts.categories, &claims.judged, policy);
        let of = facts.of.as_ref();
        let standing = |signoff| signoffs::standing(signoff, of, as_of);
        let standings = facts.signoffs.iter().map(standing).collect();
        Self { scores, standings, waivers: waivers::standings(facts, policy, as_of), claims }
    }

    pub(super) fn ground<'a>(
        &'a self,
        facts: &'a Facts,
        policy: &'a Policy,
        as_of: Day,
    ) -> Ground<'a> {
        let claims = (self.claims.judged.as_slice(), &self.claims.graph);
        let standings = (self.standings.as_slice(), self.waivers.as_slice());
        Ground::new((facts, policy, as_of), claims, &self.scores, standings)
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
    let cover = Cover::new(facts, policy, &grounds.claims, &grounds.waivers);
    let rests_on_others = |rule: &GateRule| matches!(rule, GateRule::Contradictions { .. });
    let signs = |rule: &GateRule| *rule == GateRule::Signoffs {};
    let others = waivers::judge_gates(&ground, &cover, |rule| !rests_on_others(rule));
    let counted = policy.gates.iter().zip(&others).filter(|(gate, _)| !signs(&gate.rule));
    let counted: Vec<&GateReport> =
        counted.filter_map(|(_, judged)| judged.as_ref().map(|(report, _)| report)).collect();
    let (preliminary, _) = verdict::verdict(&counted, Beside { evidence, open_conditions: 0 });
    let found = &facts.contradictions;
    let contradictions = contradictions::judge(found, policy, as_of, preliminary);
    ground.contradictions = &contradictions;
    let last = waivers::judge_gates(&ground, &cover, rests_on_others);
    let judged = others.into_iter().zip(last).filter_map(|(one, other)| one.or(other));
    let (gates, lifts): (Vec<GateReport>, Vec<Vec<Lift>>) = judged.unzip();
    let lifts = lifts.into_iter().flatten().collect();

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
        waivers: grounds.waivers,
        lifts,
        gates,
    }
}
