//! How a system moved from version to version: its score, open findings, measures, and the age of its evidence.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::parts::{self, name};
use crate::model::site::{Counts, Measured, ReportEntry, SubjectEntry};
use crate::view::labels;
use crate::view::{
    Block, Chart, Cut, Figure, Goal, Mark, Plot, Section, SeverityCount, Spark, Trend, TrendPoint,
    axis,
};

/// How many versions are drawn: the newest ones.
const DRAWN: usize = 12;
/// How many measures are.
const MEASURES: usize = 6;

/// The section; none of a system with one version, from which no way leads.
pub(super) fn trends(subject: &SubjectEntry) -> Option<Section> {
    let from = subject.versions.len().saturating_sub(DRAWN);
    let versions = subject.versions.get(from..).unwrap_or_default();
    if versions.len() < 2 {
        return None;
    }
    let latest = versions.last()?;
    let mut all = vec![score(versions, latest), findings(versions, latest), age(versions, latest)];
    let measured = latest.measures.iter().filter_map(|measure| self::measured(versions, measure));
    all.extend(measured.take(MEASURES).map(Some));
    let blocks = all.into_iter().flatten().flat_map(|told| {
        let chart = Block::Figure(Figure { chart: Chart::Trend(told.trend) });
        [Block::head(told.title), Block::says(told.sentence), chart]
    });
    let blocks: Vec<Block> = blocks.collect();
    let title = if from > 0 {
        format!("Trend of the last {} versions", labels::number(versions.len()))
    } else {
        "Trend".to_owned()
    };
    (!blocks.is_empty()).then(|| parts::section("trend", &title, blocks))
}

/// The score of each version, as a line of the portfolio.
pub(super) fn spark(subject: &SubjectEntry) -> Chart {
    let versions = &subject.versions;
    let from = versions.len().saturating_sub(DRAWN);
    let shown = versions.get(from..).unwrap_or_default();
    let words: Vec<String> = shown.iter().map(score_words).collect();
    let count = labels::counted(shown.len(), "version", "versions");
    let points = shown.iter().map(|version| score_of(version)?.to_f64()).collect();
    Chart::Spark(Spark { alt: format!("Score over {count}: {}", words.join(", ")), points })
}

struct Told {
    title: String,
    sentence: String,
    trend: Trend,
}

fn score_of(version: &ReportEntry) -> Option<Decimal> {
    version.score.as_deref()?.parse().ok()
}

fn score_words(version: &ReportEntry) -> String {
    version.score.clone().unwrap_or_else(|| "no score".to_owned())
}

/// "The score rises from 12.5 in 0.7.0 to 36.0 in 1.0.0".
fn went(
    what: &str,
    versions: &[ReportEntry],
    values: &[Option<Decimal>],
    words: &[String],
) -> String {
    let known = || versions.iter().zip(values).zip(words).filter(|((_, value), _)| value.is_some());
    let (Some(((old, from), first)), Some(((new, to), last))) =
        (known().next(), known().next_back())
    else {
        return format!("{what} is not known");
    };
    if old.address == new.address {
        return format!("{what} is {last} in {}, and not known in the others", name(new));
    }
    let verb = match from.cmp(to) {
        std::cmp::Ordering::Less => "rises",
        std::cmp::Ordering::Greater => "falls",
        std::cmp::Ordering::Equal => {
            return format!("{what} is {last} in {} as in {}", name(new), name(old));
        }
    };
    format!("{what} {verb} from {first} in {} to {last} in {}", name(old), name(new))
}

fn score(versions: &[ReportEntry], latest: &ReportEntry) -> Option<Told> {
    let values: Vec<Option<Decimal>> = versions.iter().map(score_of).collect();
    let words: Vec<String> = versions.iter().map(score_words).collect();
    let asked: Option<Decimal> = latest.score_asked.as_deref().and_then(|asked| asked.parse().ok());
    let asks = asked.map(|asked| format!("; the policy asks for {asked}")).unwrap_or_default();
    let sentence = format!("{}{asks}.", went("The score", versions, &values, &words));
    let goal = asked
        .and_then(|asked| Some(Goal { at: asked.to_f64()?, words: format!("policy: {asked}") }));
    let points = points(versions, &values, words, |version| Mark::from(version.verdict));
    drawn("Score".to_owned(), sentence, points, (100.0, "100".to_owned()), goal)
}

fn findings(versions: &[ReportEntry], latest: &ReportEntry) -> Option<Told> {
    let many = |version: &ReportEntry| match &version.findings {
        None => "no scan".to_owned(),
        Some(counts) if counts.total() == 0 => "none".to_owned(),
        Some(counts) => parts::by_severity(counts),
    };
    let point = |version: &ReportEntry| TrendPoint {
        name: name(version),
        words: match &version.findings {
            None => "no scan".to_owned(),
            Some(counts) => labels::number(counts.total()),
        },
        shows: match &version.findings {
            None => Plot::Nothing,
            Some(counts) => Plot::Stack { counts: stack(counts) },
        },
    };
    let first = versions.first()?;
    let sentence = format!(
        "Open in {}: {}; in {}: {}. The wider the block, the more severe.",
        name(latest),
        many(latest),
        name(first),
        many(first)
    );
    let totals = versions.iter().filter_map(|version| Some(version.findings.as_ref()?.total()));
    let most = Decimal::from(totals.max()?.max(1));
    let axis = axis(&[most], "", Cut::Never)?;
    let points = versions.iter().map(point).collect();
    drawn("Open findings".to_owned(), sentence, points, (axis.end, axis.high), None)
}

fn stack(counts: &Counts) -> Vec<SeverityCount> {
    parts::severities(counts).counts
}

fn age(versions: &[ReportEntry], latest: &ReportEntry) -> Option<Told> {
    let age =
        |version: &ReportEntry| version.oldest_evidence.map(|day| version.as_of.days_since(day));
    let values: Vec<Option<Decimal>> =
        versions.iter().map(|version| age(version).map(Decimal::from)).collect();
    let words: Vec<String> = versions
        .iter()
        .map(|version| age(version).map_or_else(|| "no evidence".to_owned(), parts::days))
        .collect();
    let allowed = latest.max_age.map(Decimal::from);
    let allows = latest
        .max_age
        .map(|allowed| format!("; the policy allows {}", parts::days(i64::from(allowed))))
        .unwrap_or_default();
    let what = "The age of the oldest evidence when it was assessed";
    let sentence = format!("{}{allows}.", went(what, versions, &values, &words));
    let goal = allowed.and_then(|allowed| {
        Some(Goal { at: allowed.to_f64()?, words: format!("policy: {allowed} d") })
    });
    let places: Vec<Decimal> = values.iter().copied().flatten().chain(allowed).collect();
    let places = if values.iter().all(Option::is_none) { return None } else { places };
    let axis = axis(&places, "", Cut::Never)?;
    let points = points(versions, &values, words, |version| Mark::from(version.verdict));
    drawn(
        "Age of the oldest evidence, days".to_owned(),
        sentence,
        points,
        (axis.end, axis.high),
        goal,
    )
}

/// A measure that has a value of the same unit in two versions or more.
fn measured(versions: &[ReportEntry], measure: &Measured) -> Option<Told> {
    let of = |version: &ReportEntry| -> Option<Measured> {
        let found = version.measures.iter().find(|found| found.id == measure.id)?;
        (found.unit == measure.unit && found.value.is_some()).then(|| found.clone())
    };
    let found: Vec<Option<Measured>> = versions.iter().map(of).collect();
    if found.iter().flatten().count() < 2 {
        return None;
    }
    let values: Vec<Option<Decimal>> =
        found.iter().map(|found| found.as_ref().and_then(|it| it.value)).collect();
    let words: Vec<String> = values
        .iter()
        .map(|value| match value {
            Some(value) => labels::quantity(value, &measure.unit),
            None => labels::NO_VALUE.to_owned(),
        })
        .collect();
    let places: Vec<Decimal> = values.iter().copied().flatten().collect();
    if places.iter().any(Decimal::is_sign_negative) {
        return None;
    }
    let target = measure.target.as_deref().map(labels::target);
    let target = target.map(|target| format!("; the target is {target}")).unwrap_or_default();
    let sentence = format!("{}{target}.", went("It", versions, &values, &words));
    let axis = axis(&places, &measure.unit, Cut::Never)?;
    let marks: Vec<Mark> =
        found.iter().map(|it| it.as_ref().map_or(measure.state, |it| it.state).into()).collect();
    let mut marks = marks.into_iter();
    let points =
        points(versions, &values, words, |_| marks.next().unwrap_or_else(|| measure.state.into()));
    drawn(measure.title.clone(), sentence, points, (axis.end, axis.high), None)
}

fn points(
    versions: &[ReportEntry],
    values: &[Option<Decimal>],
    words: Vec<String>,
    mut mark: impl FnMut(&ReportEntry) -> Mark,
) -> Vec<TrendPoint> {
    let each = versions.iter().zip(values).zip(words);
    let point = |((version, value), words): ((&ReportEntry, &Option<Decimal>), String)| {
        let mark = mark(version);
        let at = value.and_then(|value| value.to_f64());
        let shows = at.map_or(Plot::Nothing, |at| Plot::Dot { at, mark });
        TrendPoint { name: name(version), words, shows }
    };
    each.map(point).collect()
}

fn drawn(
    title: String,
    sentence: String,
    points: Vec<TrendPoint>,
    (end, high): (f64, String),
    goal: Option<Goal>,
) -> Option<Told> {
    let is_shown = points.iter().any(|point| !matches!(point.shows, Plot::Nothing));
    let alt = sentence.clone();
    is_shown.then_some(Told { title, sentence, trend: Trend { alt, end, high, goal, points } })
}
