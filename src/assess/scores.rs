//! Scores with a fixed denominator (SEMANTICS rule 17): a claim without support counts as zero, never as
//! absent.

use std::collections::{BTreeMap, HashMap};

use num_rational::BigRational;
use rust_decimal::Decimal;

use super::claims::{ClaimJudgement, OTHER};
use super::exact::{fraction, ratio, toward_zero, whole};
use super::words::count;
use crate::model::report::{Score, Scores};
use crate::model::{ClaimState, Id, Policy};

/// A category with what is counted in it.
pub(super) struct CategoryScore {
    /// The category.
    pub(super) id: Id,
    /// Its weight, exactly; never below zero.
    pub(super) weight: Decimal,
    /// Leaf claims that are supported.
    pub(super) supported: u64,
    /// Leaf claims that count: all but those not applicable.
    pub(super) counted: u64,
}

/// The categories with their counts; every score follows from them.
pub(super) struct ScoreBook {
    /// In the order of the findings file, `other` last.
    pub(super) categories: Vec<CategoryScore>,
}

impl CategoryScore {
    /// 100 × supported ÷ counted; none where nothing is counted.
    pub(super) fn score(&self) -> Option<BigRational> {
        ratio(&(whole(100) * whole(self.supported)), &whole(self.counted))
    }

    /// Whether it is part of the total.
    pub(super) fn is_weighed(&self) -> bool {
        self.counted > 0 && !self.weight.is_zero()
    }
}

impl ScoreBook {
    /// Counts the claims by category.
    pub(super) fn new(categories: &[Id], claims: &[ClaimJudgement], policy: &Policy) -> Self {
        let mut book = Self { categories: Vec::new() };
        let mut rows = HashMap::new();
        for id in categories {
            book.row(&mut rows, id, policy);
        }
        // `other` is the last unless the findings file has a category of that name.
        let other = Id::from(OTHER);
        let scored = || claims.iter().filter_map(|claim| Some((claim, claim.scored_in.as_ref()?)));
        let named = scored().filter(|(_, category)| **category != other);
        let unnamed = scored().filter(|(_, category)| **category == other);
        for (claim, category) in named.chain(unnamed) {
            let row = book.row(&mut rows, category, policy);
            if let Some(row) = book.categories.get_mut(row)
                && claim.state != ClaimState::NotApplicable
            {
                row.counted += 1;
                row.supported += u64::from(claim.state == ClaimState::Supported);
            }
        }
        book
    }

    fn row(&mut self, rows: &mut HashMap<Id, usize>, id: &Id, policy: &Policy) -> usize {
        *rows.entry(id.clone()).or_insert_with(|| {
            let weight = policy.weight(id).max(Decimal::ZERO);
            self.categories.push(CategoryScore {
                id: id.clone(),
                weight,
                supported: 0,
                counted: 0,
            });
            self.categories.len() - 1
        })
    }

    /// The score of a category; none where nothing is counted in it.
    pub(super) fn score_of(&self, category: &Id) -> Option<BigRational> {
        self.categories.iter().find(|row| row.id == *category)?.score()
    }

    /// The sum of the weights that count.
    pub(super) fn weights(&self) -> BigRational {
        let weighed = self.categories.iter().filter(|row| row.is_weighed());
        weighed.fold(whole(0), |sum, row| sum + fraction(row.weight))
    }

    /// Σ weight × score ÷ Σ weight over the categories that count something; none where none does.
    pub(super) fn total(&self) -> Option<BigRational> {
        ratio(&(self.weighted_support() * whole(100)), &self.weights())
    }

    /// Σ weight × supported ÷ counted. Rows of one denominator are added up before they are divided: the
    /// denominators' least common multiple stays small, however many categories there are.
    pub(super) fn weighted_support(&self) -> BigRational {
        let mut by_counted: BTreeMap<u64, BigRational> = BTreeMap::new();
        for row in self.categories.iter().filter(|row| row.is_weighed() && row.supported > 0) {
            let sum = by_counted.entry(row.counted).or_insert_with(|| whole(0));
            *sum += fraction(row.weight) * whole(row.supported);
        }
        by_counted
            .into_iter()
            .filter_map(|(counted, sum)| ratio(&sum, &whole(counted)))
            .fold(whole(0), |sum, part| sum + part)
    }

    /// The scores as they are printed: one decimal, points two, rounded towards zero. Titles are ids, which
    /// is all that the facts know.
    pub(super) fn report(&self) -> Scores {
        let weights = self.weights();
        let percent = |of: BigRational| ratio(&(of * whole(100)), &weights);
        let print = |points: Option<BigRational>| points.map(|points| toward_zero(&points, 2));
        let categories = self.categories.iter().map(|row| {
            let share = ratio(&whole(row.supported), &whole(row.counted));
            let weight = fraction(row.weight);
            let points = share.and_then(|share| percent(share * weight.clone()));
            let possible = points.is_some().then(|| percent(weight)).flatten();
            Score {
                id: row.id.clone(),
                title: row.id.to_string(),
                supported: row.supported,
                counted: row.counted,
                weight: row.weight,
                score: row.score().map(|score| toward_zero(&score, 1)),
                points: print(points),
                points_possible: print(possible),
            }
        });
        Scores { categories: categories.collect(), total: self.total_row() }
    }

    fn total_row(&self) -> Score {
        let weighed = || self.categories.iter().filter(|row| row.is_weighed());
        let total = self.total();
        let weight = weighed().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(row.weight));
        Score {
            id: Id::from("total"),
            title: "total".to_owned(),
            supported: weighed().map(|row| row.supported).sum(),
            counted: weighed().map(|row| row.counted).sum(),
            weight: weight.unwrap_or(Decimal::MAX),
            score: total.as_ref().map(|total| toward_zero(total, 1)),
            points: total.as_ref().map(|total| toward_zero(total, 2)),
            points_possible: total.is_some().then(|| toward_zero(&whole(100), 2)),
        }
    }
}

/// `2 of 7 claims`, for a sentence about a score.
pub(super) fn counted_claims(supported: u64, counted: u64) -> String {
    let counted = usize::try_from(counted).unwrap_or(usize::MAX);
    format!("{} of {}", super::words::number(supported), count(counted, "claim", "claims"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::claims;
    use crate::assess::testing::{FactsBuilder, day, policy};

    fn book(facts: FactsBuilder, policy: &Policy) -> ScoreBook {
        let facts = facts.build();
        let claims = claims::assess(&facts, policy, day("2025-08-30"));
        ScoreBook::new(&facts.categories, &claims.judged, policy)
    }

    #[test]
    fn printed_scores_are_rounded_towards_zero_and_keep_their_arithmetic() {
        let mut policy = policy();
        policy.category.entry(Id::from("a")).or_default().weight = Some(Decimal::TWO);
        let facts = FactsBuilder::new()
            .categories(&["a", "b", "c"])
            .supported_claims("a", 2)
            .unsupported_claims("a", 1)
            .supported_claims("b", 1)
            .unsupported_claims("b", 6);
        let scores = book(facts, &policy).report();
        let printed: Vec<_> = scores
            .categories
            .iter()
            .map(|row| (row.id.as_str(), row.score.as_deref(), row.points.as_deref()))
            .collect();
        assert_eq!(
            printed,
            [
                ("a", Some("66.6"), Some("44.44")),
                ("b", Some("14.2"), Some("4.76")),
                ("c", None, None)
            ]
        );
        // (2 × 66.67 + 14.29) ÷ 3 = 49.206…; a category in which nothing is counted has no share in it.
        assert_eq!(scores.total.score.as_deref(), Some("49.2"));
        assert_eq!(scores.total.points.as_deref(), Some("49.20"));
        assert_eq!((scores.total.supported, scores.total.counted), (3, 10));
        assert_eq!(scores.total.weight, Decimal::from(3));
    }

    #[test]
    fn weight_zero_is_shown_and_not_scored() {
        let mut policy = policy();
        policy.category.entry(Id::from("a")).or_default().weight = Some(Decimal::ZERO);
        let facts = FactsBuilder::new()
            .categories(&["a", "b"])
            .unsupported_claims("a", 5)
            .supported_claims("b", 1);
        let scores = book(facts, &policy).report();
        let shown = scores.categories.first().unwrap();
        assert_eq!(shown.score.as_deref(), Some("0.0"));
        assert_eq!(shown.points_possible.as_deref(), Some("0.00"));
        assert_eq!(scores.total.score.as_deref(), Some("100.0"));
        assert_eq!(scores.total.counted, 1);
    }

    #[test]
    fn only_leaves_count_and_claims_without_a_category_form_other() {
        let facts = FactsBuilder::new()
            .categories(&["a"])
            .claim("parent", |claim| claim.category = Some(Id::from("a")))
            .claim("child", |claim| {
                claim.category = Some(Id::from("a"));
                claim.parent = Some(Id::from("parent"));
            })
            .claim("aside", |claim| {
                claim.category = Some(Id::from("a"));
                claim.not_applicable = true;
            })
            .claim("loose", |_| {});
        let mut policy = policy();
        policy.may_not_apply = crate::model::MayNotApply::These(vec!["*".to_owned()]);
        let book = book(facts, &policy);
        let rows: Vec<_> =
            book.categories.iter().map(|row| (row.id.as_str(), row.counted)).collect();
        assert_eq!(rows, [("a", 1), ("other", 1)]);
    }

    #[test]
    fn an_item_counts_in_its_category_and_not_under_other() {
        let facts = FactsBuilder::new()
            .categories(&["a"])
            .claim("dns", |claim| {
                claim.category = Some(Id::from("a"));
                claim.checklist = Some(Id::from("launch"));
            })
            .claim("loose", |claim| claim.checklist = Some(Id::from("launch")));
        let book = book(facts, &policy());
        let rows: Vec<_> =
            book.categories.iter().map(|row| (row.id.as_str(), row.counted)).collect();
        assert_eq!(rows, [("a", 1)]);
    }

    #[test]
    fn nothing_counted_is_no_score() {
        let scores = book(FactsBuilder::new().categories(&["a"]), &policy()).report();
        assert_eq!(scores.total.score, None);
        assert_eq!(scores.total.points, None);
        assert_eq!(scores.categories.first().unwrap().score, None);
    }

    #[test]
    fn many_categories_of_different_size_stay_cheap() {
        let mut facts = FactsBuilder::new();
        for size in 1..300 {
            facts = facts
                .supported_claims(&format!("c{size}"), 1)
                .unsupported_claims(&format!("c{size}"), size);
        }
        assert!(book(facts, &policy()).total().is_some());
    }
}
