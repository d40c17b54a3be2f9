//! `score-mismatch`: declared numbers held against each other: a total against the mean of its categories, a
//! checklist's score against its ticks. That a declared score isn't supported is another thing.

use std::collections::BTreeMap;

use num_rational::BigRational;
use rust_decimal::Decimal;

use super::candidate::{Candidate, said, share};
use super::material::{Material, REPORT};
use crate::assess::exact::{fraction, ratio, toward_zero, whole};
use crate::assess::words::{code, number};
use crate::model::words::shortened;
use crate::model::{Category, Checklist, Declared, DeclaredScore, HoldsIf, Id, Quantity};

/// Decimals of a distance; no tolerance has more.
const DECIMALS: u32 = 18;

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let mut found = totals(material);
    found.extend(material.findings.checklists.iter().flat_map(|list| ticks(list, material)));
    found
}

/// Each declared total against the mean of what the categories declare, the first of each (contract, "`declared`").
fn totals(material: &Material<'_>) -> Vec<Candidate> {
    let categories = &material.findings.categories;
    let rows: Vec<(&Category, &Declared, Option<BigRational>)> = categories
        .iter()
        .filter_map(|category| {
            let declared = category.declared.iter().find(|said| said.score.is_some())?;
            Some((category, declared, declared.score.as_ref().and_then(points)))
        })
        .collect();
    // One row is no sum, and a row that can't be read leaves the mean unknown.
    let scores: Option<Vec<&BigRational>> = rows.iter().map(|(_, _, row)| row.as_ref()).collect();
    let Some(scores) = scores.filter(|scores| scores.len() > 1) else { return Vec::new() };
    let sum = scores.iter().fold(whole(0), |sum, score| sum + *score);
    let Some(mean) = ratio(&sum, &whole(scores.len() as u64)) else { return Vec::new() };

    let about: Vec<Id> = rows.iter().map(|(category, _, _)| category.id.clone()).collect();
    let of = format!("the {} categories that declare a score", number(about.len()));
    by_score(&material.findings.report.declared)
        .into_iter()
        .map(|(declared, sayings)| {
            let words = score_words(&sayings);
            let links =
                rows.iter().flat_map(|(category, row, _)| material.said_at(&category.id, [*row]));
            Candidate {
                subject: REPORT.to_owned(),
                about: about.clone(),
                holds_if: HoldsIf::Apart(distance(&declared, &mean)),
                text: format!(
                    "The total is declared as {words}; {of} have a mean of {}.",
                    printed(&mean)
                ),
                says: said(words, material.report_said_at(sayings)),
                holds: said(format!("{}, the mean of {of}", printed(&mean)), links.collect()),
            }
        })
        .collect()
}

/// A checklist's declared scores against the share of its items that are ticked.
fn ticks(list: &Checklist, material: &Material<'_>) -> Vec<Candidate> {
    let done = list.items.iter().filter(|item| item.done).count();
    let all = list.items.len();
    let Some(points) = ratio(&(whole(100) * whole(done as u64)), &whole(all as u64)) else {
        return Vec::new();
    };
    let ticked = share(done, all, "item", "ticked");
    by_score(&list.declared)
        .into_iter()
        .map(|(declared, sayings)| {
            let words = score_words(&sayings);
            let text = format!(
                "{} is declared at {words}; {ticked}, which is {}.",
                code(&list.id),
                printed(&points)
            );
            let says = said(words, material.said_at(&list.id, sayings));
            let holds = said(
                format!("{}: {ticked}", printed(&points)),
                material.links(&list.id, &list.evidence),
            );
            let holds_if = HoldsIf::Apart(distance(&declared, &points));
            Candidate { holds_if, ..Candidate::about(&list.id, text, says, holds) }
        })
        .collect()
}

/// What was said, by the score that it gives. The same said twice is one.
fn by_score(all: &[Declared]) -> BTreeMap<BigRational, Vec<&Declared>> {
    let mut by_score: BTreeMap<BigRational, Vec<&Declared>> = BTreeMap::new();
    for said in all {
        if let Some(score) = said.score.as_ref().and_then(points) {
            by_score.entry(score).or_default().push(said);
        }
    }
    by_score
}

/// The first of them as it was written.
fn score_words(sayings: &[&Declared]) -> String {
    match sayings.iter().find_map(|said| said.score.as_ref()) {
        Some(DeclaredScore::Of100(number)) => number.to_string(),
        Some(DeclaredScore::Text(text)) => shortened(text),
        None => String::new(),
    }
}

/// A score in points of 100: `95`, `95 %`, `9/10`, `9 of 10`.
fn points(score: &DeclaredScore) -> Option<BigRational> {
    let text = match score {
        DeclaredScore::Of100(number) => return number_in(&number.to_string(), &[""]),
        DeclaredScore::Text(text) => text,
    };
    let parts = text.split_once('/').or_else(|| text.split_once(" of "));
    match parts {
        Some((part, whole_of)) => {
            let of = number_in(whole_of, &["", "%"]).filter(|of| *of > whole(0))?;
            ratio(&(number_in(part.trim_end_matches(" out"), &[""])? * whole(100)), &of)
        }
        None => number_in(text, &["", "%"]),
    }
}

fn number_in(text: &str, units: &[&str]) -> Option<BigRational> {
    let read = Quantity::parse(text).ok()?;
    units.contains(&read.unit.as_str()).then(|| fraction(read.value))
}

/// How far two scores are apart: exact, or rounded up where it has no end in decimals.
fn distance(one: &BigRational, other: &BigRational) -> Decimal {
    let apart = if one > other { one - other } else { other - one };
    let scaled = (apart * whole(10_u64.pow(DECIMALS))).ceil().to_integer();
    let scaled = i128::try_from(scaled).ok();
    let read = scaled.and_then(|scaled| Decimal::try_from_i128_with_scale(scaled, DECIMALS).ok());
    read.map_or(Decimal::MAX, |apart| apart.normalize())
}

/// With one decimal, where there is one.
fn printed(score: &BigRational) -> String {
    let text = toward_zero(score, 1);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        points(&DeclaredScore::Text(text.to_owned())).map(|score| toward_zero(&score, 2))
    }

    #[test]
    fn scores_are_read_as_people_write_them() {
        for (text, points) in [
            ("95", "95.00"),
            ("95 %", "95.00"),
            ("9/10", "90.00"),
            ("9.5/10", "95.00"),
            ("95/100", "95.00"),
            ("2/3", "66.66"),
            ("9 of 10", "90.00"),
            ("9 out of 10", "90.00"),
        ] {
            assert_eq!(of(text).as_deref(), Some(points), "{text}");
        }
        for text in ["A+", "5/0", "9/", "90+", "N/A", "three of four", "5 stars", "1e99"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_distance_is_exact_or_rounded_up() {
        let over = |numerator: i64, denominator: i64| {
            BigRational::new(numerator.into(), denominator.into())
        };
        assert_eq!(distance(&over(95, 1), &over(785, 10)), Decimal::new(165, 1));
        assert_eq!(distance(&over(1, 1), &over(2, 1)), Decimal::ONE);
        let third = distance(&over(1, 3), &over(0, 1));
        assert_eq!(third.to_string(), "0.333333333333333334");
        // A point and a third of the last digit is more than a point, and told so.
        assert!(distance(&over(1, 3), &over(4, 3)) == Decimal::ONE);
        assert!(distance(&(over(1, 3) * over(1, 1_000_000)), &over(0, 1)) > Decimal::ZERO);
    }
}
