//! Measures: values read out of the evidence, or computed from several that were, never typed.

use super::aggregate::{self, Reading};
use super::follow::{Asked, Followed, Follower};
use crate::assess::words::count;
use crate::evidence::{Held, Selection};
use crate::model::report::{MeasureState, Operand};
use crate::model::{
    Aggregate, Expectation, Id, Link, LinkFound, Links, Measure, MeasureFacts, Quantity,
    QuantityError,
};

/// A measure with its value read.
pub(crate) struct Measured {
    /// The value; none where nothing could be read.
    pub(crate) reading: Option<Reading>,
    /// What came of it.
    pub(crate) state: MeasureState,
    /// Why there is no value, or why the target is missed.
    pub(crate) because: String,
    /// Where it was read.
    pub(crate) links: Vec<Followed>,
    /// The values from which it was computed, where it was.
    pub(crate) operands: Vec<Operand>,
    /// Where the earlier value was read, if it is a link.
    pub(crate) baseline: Option<Followed>,
    /// Its unit, or that in which it would have been read.
    pub(crate) unit: String,
}

/// A value, or why there is none; and what else there is to say of it.
type Read = (Option<Reading>, String);

/// Reads a measure's value.
pub(crate) fn read(measure: &Measure, follower: &Follower<'_>, document: usize) -> Measured {
    let unit = measure.unit.as_deref();
    let asked = Asked {
        owner: Some(&measure.id),
        expect: measure.target.as_deref(),
        unit,
        aggregate: measure.aggregate,
        document,
    };
    let written = measure.value.iter().flat_map(Links::as_slice);
    let mut links: Vec<Followed> =
        written.map(|link| follower.follow_to_places(link, asked)).collect();
    let (reading, because) = match (links.as_mut_slice(), measure.aggregate) {
        ([], _) => (None, "no place is named where a value could be read".to_owned()),
        (several, Some(aggregate)) => computed(several, aggregate, asked, follower),
        ([link], None) => single(link, asked, follower),
        (several, None) => {
            let because = "several places are named, and no aggregate says how they become one";
            refuse_all(several, because, asked, follower);
            (None, because.to_owned())
        }
    };
    let state = state(reading.as_ref(), &links);
    let value = reading.as_ref().map(|reading| &reading.value);
    let unit = value.map_or(unit.unwrap_or_default(), |value| value.unit.as_str()).to_owned();
    let operands = if measure.aggregate.is_some() { operands(measure, &links) } else { Vec::new() };
    for link in &mut links {
        link.places = Vec::new();
    }
    let baseline = baseline(measure, follower, document);
    without_vacuous(Measured { reading, state, because, links, operands, baseline, unit })
}

/// What was read where nothing ran is no measurement (SEMANTICS rule 10); a miss stays one.
fn without_vacuous(measured: Measured) -> Measured {
    let link = measured.links.iter().find(|link| link.facts.vacuous);
    match link.map(|link| link.link.because.clone()) {
        Some(because) if measured.state != MeasureState::Missed => {
            Measured { reading: None, state: MeasureState::NoValue, because, ..measured }
        }
        Some(_) | None => measured,
    }
}

/// The facts of a measure that was read.
pub(crate) fn facts(measure: &Measure, claim: Option<&Id>, measured: &Measured) -> MeasureFacts {
    // What is missed in vacuous evidence doesn't meet another target, either.
    let reading = measured.reading.as_ref().filter(|_| !is_vacuous(measured));
    MeasureFacts {
        id: measure.id.clone(),
        metric: measure.metric.clone(),
        scope: measure.scope.clone(),
        claim: claim.cloned(),
        value: reading.map(|reading| reading.value.clone()),
        exact: reading.and_then(|reading| reading.exact.clone()),
        collected: measured.links.iter().filter_map(|link| link.facts.collected).max(),
    }
}

fn is_vacuous(measured: &Measured) -> bool {
    measured.links.iter().any(|link| link.facts.vacuous)
}

/// The value at the end of one link. A text that is no quantity breaks the link (SEMANTICS rule 3).
fn single(link: &mut Followed, asked: Asked<'_>, follower: &Follower<'_>) -> Read {
    if link.facts.found == LinkFound::Broken {
        return (None, link.link.because.clone());
    }
    if is_masked(link) {
        let because = masked(link);
        follower.refuse(link, asked.owner, &because);
        return (None, because);
    }
    let place = link.places.first();
    match place.map_or_else(|| Err(NO_VALUE.to_owned()), |place| quantity(place, asked.unit)) {
        Ok(value) => (Some(value.into()), link.link.because.clone()),
        Err(because) => {
            follower.refuse(link, asked.owner, &because);
            (None, because)
        }
    }
}

/// Whether something of what is read there is masked.
fn is_masked(link: &Followed) -> bool {
    link.masked || link.places.iter().any(|place| place.masked)
}

/// Why a masked value is none: whoever gets the copy could not read it (SEMANTICS rule 24).
fn masked(link: &Followed) -> String {
    format!("the value in `{}` is masked", link.link.evidence)
}

/// One value from those of all places of all links. One that can't be read leaves none: a mean without it would be
/// that of something else.
fn computed(
    links: &mut [Followed],
    aggregate: Aggregate,
    asked: Asked<'_>,
    follower: &Follower<'_>,
) -> Read {
    let many = links.len();
    for link in links.iter_mut() {
        link.facts.joint = many > 1;
    }
    if let Some(broken) = links.iter().find(|link| link.facts.found == LinkFound::Broken) {
        return (None, broken.link.because.clone());
    }
    // How many places there are is told by their number alone.
    let hides = |link: &&Followed| match aggregate {
        Aggregate::Count => link.masked,
        Aggregate::Sum
        | Aggregate::Min
        | Aggregate::Max
        | Aggregate::Mean
        | Aggregate::P50
        | Aggregate::P95
        | Aggregate::P99 => is_masked(link),
    };
    if let Some(because) = links.iter().find(hides).map(masked) {
        refuse_all(links, &because, asked, follower);
        return (None, because);
    }
    let reading = match reading(links, aggregate, asked, follower) {
        Ok(reading) => reading,
        Err(because) => return (None, because),
    };
    let Some(target) = asked.expect else { return (Some(reading), String::new()) };
    let places = links.iter().map(|link| link.places.len()).sum();
    match held(target, &reading, aggregate, places) {
        Held::Holds => {
            say_of_all(links, LinkFound::Holds, "");
            (Some(reading), String::new())
        }
        Held::Misses(because) => {
            say_of_all(links, LinkFound::Misses, &because);
            (Some(reading), because)
        }
        Held::CannotSay(because) => {
            refuse_all(links, &because, asked, follower);
            (None, because)
        }
    }
}

/// The value that those of all places become, or why there is none; what is to blame is refused.
fn reading(
    links: &mut [Followed],
    aggregate: Aggregate,
    asked: Asked<'_>,
    follower: &Follower<'_>,
) -> Result<Reading, String> {
    if aggregate == Aggregate::Count {
        let places = links.iter().map(|link| link.places.len()).sum();
        return Ok(aggregate::count(places, asked.unit));
    }
    let mut values: Vec<Quantity> = Vec::new();
    for link in links.iter_mut() {
        if let Err(because) = add_values(link, asked.unit, &mut values) {
            follower.refuse(link, asked.owner, &because);
            return Err(because);
        }
    }
    let computed = aggregate::of(aggregate, &values, asked.unit).map_err(|error| plain(&error));
    computed.and_then(|reading| reading.ok_or_else(|| NO_VALUE.to_owned())).inspect_err(|because| {
        refuse_all(links, because, asked, follower);
    })
}

/// Adds the values of a link's places, each of which has to compare with those before it.
fn add_values(
    link: &Followed,
    unit: Option<&str>,
    values: &mut Vec<Quantity>,
) -> Result<(), String> {
    for place in &link.places {
        let comparable = |value: Quantity| match values.first().map(|first| value.compare(first)) {
            Some(Err(error)) => Err(plain(&error)),
            Some(Ok(_)) | None => Ok(value),
        };
        let value = quantity(place, unit).and_then(comparable);
        values.push(value.map_err(|because| match place.lines {
            Some((first, _)) if link.places.len() > 1 => format!("line {first}: {because}"),
            Some(_) | None => because,
        })?);
    }
    Ok(())
}

/// Whether what was computed is as the target asks.
fn held(target: &str, reading: &Reading, aggregate: Aggregate, places: usize) -> Held {
    let expectation = match Expectation::parse(target) {
        Ok(expectation) => expectation,
        Err(error) => return Held::CannotSay(error.message),
    };
    let (is_held, found) = match &expectation {
        Expectation::Compare(comparison, limit) => match reading.compare(limit) {
            Ok(found) if aggregate == Aggregate::Count => {
                (comparison.holds(found), count(places, "place", "places"))
            }
            Ok(found) => {
                let of = count(places, "value", "values");
                let found_is = format!("{} of {of} is {}", aggregate.word(), reading.printed());
                (comparison.holds(found), found_is)
            }
            Err(error) => return Held::CannotSay(plain(&error)),
        },
        Expectation::Count(comparison, limit) => {
            let found = comparison.holds((places as u64).cmp(limit));
            (found, count(places, "place", "places"))
        }
        Expectation::Text(..)
        | Expectation::In(_)
        | Expectation::Matches(_)
        | Expectation::NewerThan(_) => {
            let because = "the target is no limit that a computed value could be held against";
            return Held::CannotSay(because.to_owned());
        }
    };
    if is_held {
        return Held::Holds;
    }
    Held::Misses(format!("{found}, expected {}", expectation.printed()))
}

fn refuse_all(links: &mut [Followed], because: &str, asked: Asked<'_>, follower: &Follower<'_>) {
    for link in links {
        follower.refuse(link, asked.owner, because);
    }
}

/// Says of all links what came of the value, but for what a link itself expects and misses.
fn say_of_all(links: &mut [Followed], found: LinkFound, because: &str) {
    for link in links.iter_mut().filter(|link| link.facts.found != LinkFound::Misses) {
        link.found(found, because);
    }
}

/// The values from which one is computed, as they were found.
fn operands(measure: &Measure, links: &[Followed]) -> Vec<Operand> {
    let unit = |value: &Option<String>| {
        let stated = measure.unit.as_deref()?;
        let read = Quantity::parse(value.as_deref()?).ok()?;
        read.unit.is_empty().then(|| stated.to_owned())
    };
    let of = |link: &Followed| {
        let evidence = link.facts.evidence.clone();
        let operand = |place: &Selection| Operand {
            evidence: evidence.clone(),
            lines: place.lines,
            value: place.shown(),
            unit: unit(&place.value),
            masked: place.masked,
        };
        link.places.iter().map(operand).collect::<Vec<_>>()
    };
    links.iter().flat_map(of).collect()
}

const NO_VALUE: &str = "the place holds no single value";

/// The quantity at a place.
fn quantity(place: &Selection, unit: Option<&str>) -> Result<Quantity, String> {
    let text = place.value.as_deref().ok_or(NO_VALUE)?;
    Quantity::read(text, unit).map_err(|error| plain(&error))
}

/// Identifiers stand in backticks in a report's sentences; what was found is foreign and stands in quotes.
fn plain(error: &QuantityError) -> String {
    error.of_evidence().replace('`', "\"")
}

fn state(value: Option<&Reading>, links: &[Followed]) -> MeasureState {
    if links.is_empty() {
        return MeasureState::NoValue;
    }
    if value.is_none() {
        return MeasureState::Broken;
    }
    let missed = links.iter().any(|link| link.facts.found == LinkFound::Misses);
    let asked = links.iter().any(|link| link.facts.found == LinkFound::Holds);
    match (missed, asked) {
        (true, _) => MeasureState::Missed,
        (false, true) => MeasureState::Met,
        (false, false) => MeasureState::Read,
    }
}

/// The earlier value, where it is a link: it has a `#`, or names a piece of evidence. Else it is a quantity as stated.
fn baseline(measure: &Measure, follower: &Follower<'_>, document: usize) -> Option<Followed> {
    let link = Link::short(measure.baseline.as_deref()?);
    if link.at.is_none() && follower.entry(&link.evidence).is_none() {
        return None;
    }
    Some(follower.follow(&link, Asked::of(Some(&measure.id), document)))
}
