//! The way that the score and the open findings went: a sentence, and a drawing of it. The table of the versions holds
//! the figures.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::chain::Chain;
use super::versions::{by_severity, count, unchecked_words};
use crate::model::delta::Version;
use crate::view::axis::{Cut, axis};
use crate::view::{Chart, Goal, Mark, Plot, Trend, TrendPoint, labels};

/// A way that something went.
pub(super) struct Told {
    /// Its heading.
    pub(super) title: &'static str,
    /// What it comes to.
    pub(super) sentence: String,
    /// The drawing; none where there is nothing to draw, or one version, from which no way leads.
    pub(super) chart: Option<Chart>,
}

/// The scores, and what the newest policy asks for.
pub(super) fn score(chain: &Chain<'_>) -> Told {
    let versions = &chain.history.versions;
    let asked = versions.last().and_then(|version| version.score_asked).map(one_decimal);
    let went = match (versions.first(), versions.last()) {
        (Some(first), Some(last)) => score_went(chain, first, last),
        (None, _) | (_, None) => "There is no score".to_owned(),
    };
    let asks = match &asked {
        Some(asked) => format!("the policy asks for {}", labels::decimal(asked)),
        None => "the policy asks for none in total".to_owned(),
    };
    let sentence = format!("{went}; {asks}.");
    let point = |(name, version): (&String, &Version)| {
        let at = of(version).and_then(|score| score.to_f64());
        TrendPoint {
            name: name.clone(),
            words: version.score.score.clone().unwrap_or_else(|| "no score".to_owned()),
            shows: match at {
                Some(at) => Plot::Dot { at, mark: Mark::from(version.report.verdict) },
                None => Plot::Nothing,
            },
        }
    };
    let points: Vec<TrendPoint> = chain.names.all().iter().zip(versions).map(point).collect();
    let goal = asked.and_then(|asked| {
        Some(Goal { at: asked.to_f64()?, words: format!("policy: {}", labels::decimal(&asked)) })
    });
    let chart = drawn(points, 100.0, "100".to_owned(), goal, &sentence);
    Told { title: "Score", sentence, chart }
}

fn score_went(chain: &Chain<'_>, first: &Version, last: &Version) -> String {
    let (from, to) = (chain.names.oldest(), chain.names.newest());
    let printed = |version: &Version| version.score.score.clone().unwrap_or_default();
    let way = match (of(first), of(last)) {
        (None, None) => return format!("There is no score {from} and none {to}"),
        (None, Some(_)) => {
            return format!("There is no score {from}; it is {} {to}", printed(last));
        }
        (Some(_), None) => {
            return format!("The score is {} {from}; there is none {to}", printed(first));
        }
        (Some(old), Some(new)) if old == new => {
            return format!("The score is {} {from} and {to}", printed(last));
        }
        (Some(old), Some(new)) => {
            if old < new {
                "rises"
            } else {
                "falls"
            }
        }
    };
    format!("The score {way} from {} {from} to {} {to}", printed(first), printed(last))
}

fn of(version: &Version) -> Option<Decimal> {
    version.score.score.as_deref()?.parse().ok()
}

/// A score has one decimal at least.
fn one_decimal(mut number: Decimal) -> Decimal {
    if number.scale() == 0 {
        number.rescale(1);
    }
    number
}

/// The open findings by severity.
pub(super) fn findings(chain: &Chain<'_>) -> Told {
    let versions = &chain.history.versions;
    let sentence = findings_went(chain);
    let point = |(name, version): (&String, &Version)| {
        let is_known = count(version) > 0 || !version.checkers.is_empty();
        TrendPoint {
            name: name.clone(),
            words: if is_known { labels::number(count(version)) } else { "no scan".to_owned() },
            shows: if is_known {
                Plot::Stack { counts: by_severity(version).counts }
            } else {
                Plot::Nothing
            },
        }
    };
    let points: Vec<TrendPoint> = chain.names.all().iter().zip(versions).map(point).collect();
    let most = versions.iter().map(count).max().unwrap_or(0);
    let alt = format!("{sentence} The wider the block, the more severe.");
    let chart = whole_axis(most).and_then(|(end, high)| drawn(points, end, high, None, &alt));
    Told { title: "Open findings", sentence, chart }
}

/// Where the axis of a count ends: at a whole number, with some room.
fn whole_axis(most: u64) -> Option<(f64, String)> {
    if most < 10 {
        let end = Decimal::from(most + 1);
        return Some((end.to_f64()?, labels::decimal(&end)));
    }
    let axis = axis(&[Decimal::from(most)], "", Cut::Never)?;
    Some((axis.end, axis.high))
}

fn findings_went(chain: &Chain<'_>) -> String {
    let (from, to) = (chain.names.oldest(), chain.names.newest());
    let versions = &chain.history.versions;
    let (Some(first), Some(last)) = (versions.first(), versions.last()) else {
        return "There is no version.".to_owned();
    };
    let many = |count: u64| {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let verb = if count == 1 { "is" } else { "are" };
        (labels::counted(count, "finding", "findings"), verb)
    };
    let told = |version: &Version, place: &str| {
        let (findings, verb) = many(count(version));
        match (count(version), version.checkers.is_empty()) {
            (0, true) => format!("no checker looked {place}"),
            (0, false) => format!("{findings} {verb} open {place}"),
            (_, _) => format!("{findings} {verb} open {place}, {}", by_severity(version).alt),
        }
    };
    let unchecked = unchecked_words(chain, versions.len().saturating_sub(1));
    let unchecked = unchecked.map(|words| format!(" {words} {to}.")).unwrap_or_default();
    format!("{}; {}.{unchecked}", labels::capitalised(&told(first, &from)), told(last, &to))
}

fn drawn(
    points: Vec<TrendPoint>,
    end: f64,
    high: String,
    goal: Option<Goal>,
    alt: &str,
) -> Option<Chart> {
    let shown = points.iter().filter(|point| !matches!(point.shows, Plot::Nothing)).count();
    if points.len() < 2 || shown == 0 {
        return None;
    }
    Some(Chart::Trend(Trend { alt: alt.to_owned(), end, high, goal, points }))
}
