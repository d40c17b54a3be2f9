//! The judgement: states, scores, gates and verdict, as a pure function of (facts, policy, as-of) (SEMANTICS
//! rule 19).

use super::claims::{self, ClaimJudgement, Claims};
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
    let ground = grounds.ground(facts, policy, as_of);
    let cover = Cover::new(facts, policy, &grounds.claims, &grounds.waivers);
    let (gates, lifts) = waivers::judge_gates(&ground, &cover);
    let conditions = signoffs::conditions(facts, &grounds.standings);
    let open_conditions = conditions.iter().filter(|condition| condition.is_owed()).count();

    let evidence = facts.evidence_present > 0;
    let all: Vec<&GateReport> = gates.iter().collect();
    let (verdict, sentence) = verdict::verdict(&all, Beside { evidence, open_conditions });
    let unsigned: Vec<&GateReport> = policy
        .gates
        .iter()
        .zip(&gates)
        .filter(|(gate, _)| gate.rule != GateRule::Signoffs {})
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
        signoffs: grounds.standings,
        conditions,
        waivers: grounds.waivers,
        lifts,
        gates,
    }
}
