//! `score`: the score of a category, or in total, is high enough. What is compared is exact; what is printed
//! is rounded towards zero (SEMANTICS rules 3 and 17).

use num_rational::BigRational;
use rust_decimal::Decimal;

use super::{Choice, Ground, Judged, Needs, Ruling};
use crate::assess::exact::{fraction, in_full, toward_zero, whole};
use crate::assess::scores::counted_claims;
use crate::assess::words::code;
use crate::model::{ClaimState, Id, Outcome};

/// The gate.
pub(super) struct Score<'a> {
    /// The category; the total where none is named.
    pub(super) category: Option<&'a Id>,
    /// The least that passes.
    pub(super) min: Decimal,
}

impl Score<'_> {
    fn score(&self, ground: &Ground<'_>) -> Option<BigRational> {
        match self.category {
            Some(category) => ground.scores.score_of(category),
            None => ground.scores.total(),
        }
    }

    /// The counted claims that are not supported: what keeps the score down.
    fn rests_on(&self, ground: &Ground<'_>) -> Vec<Id> {
        let weightless: Vec<&Id> = ground
            .scores
            .categories
            .iter()
            .filter(|row| !row.is_weighed())
            .map(|row| &row.id)
            .collect();
        let is_lacking =
            |state| state != ClaimState::Supported && state != ClaimState::NotApplicable;
        let counts = |category: &Id| match self.category {
            Some(asked) => asked == category,
            None => !weightless.contains(&category),
        };
        let claims = ground.claims.iter().filter(|claim| is_lacking(claim.state));
        let counted = claims.filter(|claim| claim.scored_in.as_ref().is_some_and(counts));
        counted.map(|claim| claim.id.clone()).collect()
    }

    fn because(&self, ground: &Ground<'_>, observed: &str, asked: &str) -> String {
        match self.category {
            Some(category) => {
                let row = ground.scores.categories.iter().find(|row| row.id == *category);
                let claims = row.map(|row| counted_claims(row.supported, row.counted));
                format!(
                    "{} scores {observed}, {} being supported; the policy asks for {asked}.",
                    code(category),
                    claims.unwrap_or_default()
                )
            }
            None => format!("The total score is {observed}; the policy asks for {asked}."),
        }
    }
}

impl Judged for Score<'_> {
    fn title(&self) -> String {
        match self.category {
            Some(category) => format!("Score of {}", code(category)),
            None => "Score in total".to_owned(),
        }
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let asked = in_full(self.min, 1);
        let threshold = format!("at least {asked}");
        let Some(score) = self.score(ground) else {
            let because = match self.category {
                Some(category) => format!("No claim of {} is counted.", code(category)),
                None => "No claim is counted.".to_owned(),
            };
            let observed = "no score".to_owned();
            let outcome = Outcome::Undetermined;
            return Ruling { outcome, threshold, observed, because, rests_on: Vec::new() };
        };
        let observed = toward_zero(&score, 1);
        let (outcome, because) = if score >= fraction(self.min) {
            (Outcome::Pass, String::new())
        } else {
            (Outcome::Fail, self.because(ground, &observed, &asked))
        };
        Ruling { outcome, threshold, observed, because, rests_on: self.rests_on(ground) }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        if self.score(ground).is_none() || fraction(self.min) > whole(100) {
            return Needs::stuck();
        }
        let choice = Choice::Score { category: self.category.cloned(), min: self.min };
        Needs { choice: Some(choice), ..Needs::default() }
    }
}
