//! Measures: values read out of the evidence, never typed.

use super::follow::{Asked, Followed, Follower};
use crate::model::report::MeasureState;
use crate::model::{
    Id, Link, LinkFound, LinkState, Links, Measure, MeasureFacts, Quantity, QuantityError,
};

/// A measure with its value read.
pub(crate) struct Measured {
    /// The value; none where nothing could be read.
    pub(crate) value: Option<Quantity>,
    /// What came of it.
    pub(crate) state: MeasureState,
    /// Why there is no value, or why the target is missed.
    pub(crate) because: String,
    /// Where it was read.
    pub(crate) links: Vec<Followed>,
    /// Where the earlier value was read, if it is a link.
    pub(crate) baseline: Option<Followed>,
    /// Its unit, or that in which it would have been read.
    pub(crate) unit: String,
}

/// Reads a measure's value. Several values become one by `aggregate`, which this version doesn't compute yet.
pub(crate) fn read(measure: &Measure, follower: &Follower<'_>, document: usize) -> Measured {
    let unit = measure.unit.as_deref();
    let asked = Asked { owner: &measure.id, expect: measure.target.as_deref(), unit, document };
    let written = measure.value.iter().flat_map(Links::as_slice);
    let mut links: Vec<Followed> = written.map(|link| follower.follow(link, asked)).collect();
    let (value, because) = match links.as_mut_slice() {
        [] => (None, "no place is named where a value could be read".to_owned()),
        [link] if measure.aggregate.is_none() => single(link, unit),
        several => {
            let because = "values are not aggregated by this version".to_owned();
            for link in several {
                refuse(link, &because);
            }
            (None, because)
        }
    };
    let state = state(value.as_ref(), &links);
    let unit = value.as_ref().map_or(unit.unwrap_or_default(), |value| value.unit.as_str());
    let unit = unit.to_owned();
    let baseline = baseline(measure, follower, document);
    without_vacuous(Measured { value, state, because, links, baseline, unit })
}

/// What was read where nothing ran is no measurement (SEMANTICS rule 10); a miss stays one.
fn without_vacuous(measured: Measured) -> Measured {
    let link = measured.links.iter().find(|link| link.facts.vacuous);
    match link.map(|link| link.link.because.clone()) {
        Some(because) if measured.state != MeasureState::Missed => {
            Measured { value: None, state: MeasureState::NoValue, because, ..measured }
        }
        Some(_) | None => measured,
    }
}

/// The facts of a measure that was read.
pub(crate) fn facts(measure: &Measure, claim: Option<&Id>, measured: &Measured) -> MeasureFacts {
    MeasureFacts {
        id: measure.id.clone(),
        metric: measure.metric.clone(),
        scope: measure.scope.clone(),
        claim: claim.cloned(),
        // What is missed in vacuous evidence doesn't meet another target, either.
        value: measured.value.clone().filter(|_| !is_vacuous(measured)),
        collected: measured.links.iter().filter_map(|link| link.facts.collected).max(),
    }
}

fn is_vacuous(measured: &Measured) -> bool {
    measured.links.iter().any(|link| link.facts.vacuous)
}

/// The value at the end of one link. A text that is no quantity breaks the link (SEMANTICS rule 3).
fn single(link: &mut Followed, unit: Option<&str>) -> (Option<Quantity>, String) {
    if link.facts.found == LinkFound::Broken {
        return (None, link.link.because.clone());
    }
    let Some(text) = link.value.as_deref() else {
        let evidence = &link.link.evidence;
        let because = if link.masked {
            format!("the value in `{evidence}` is masked")
        } else {
            format!("the place in `{evidence}` holds no single value")
        };
        refuse(link, &because);
        return (None, because);
    };
    match Quantity::read(text, unit) {
        Ok(value) => (Some(value), link.link.because.clone()),
        Err(error) => {
            let because = refusal(&error);
            refuse(link, &because);
            (None, because)
        }
    }
}

fn refusal(error: &QuantityError) -> String {
    // Identifiers stand in backticks in a report's sentences; what was found is foreign and stands in quotes.
    error.to_string().replace('`', "\"")
}

fn refuse(link: &mut Followed, because: &str) {
    link.facts.found = LinkFound::Broken;
    link.link.state = LinkState::Broken;
    because.clone_into(&mut link.link.because);
}

fn state(value: Option<&Quantity>, links: &[Followed]) -> MeasureState {
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
    Some(follower.follow(&link, Asked::of(&measure.id, document)))
}
