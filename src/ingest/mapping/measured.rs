//! What a mapping gives of a quantity: what it is, and where its value stands.

use serde_json::Value;

use super::fields::{Fields, Wrong};
use super::mapped::{Given, kept_as_written};
use crate::ingest::blank;
use crate::model::{Aggregate, Id, Link, Links, Measure};

const MEASURE: [&str; 7] = ["at", "aggregate", "metric", "scope", "title", "unit", "properties"];

/// A quantity, and the place of its value as `at` names it. Several places stand in the quantity itself.
///
/// # Errors
///
/// Where the program gives something else.
pub(super) fn measure(value: Value, at: impl Fn(&str) -> String) -> Result<Given<Measure>, String> {
    let mut fields = Fields::of(value, &MEASURE)?;
    let places = fields.one_or_several("at");
    let metric = fields.text("metric").filter(|metric| !metric.trim().is_empty());
    let (Some(places), Some(metric)) = (places, metric) else {
        return Err("gives a measure without `at` or `metric`".to_owned());
    };
    let link = |place: &String| {
        let at = Some(at(place)).filter(|at| !at.is_empty());
        Link { evidence: Id::default(), at, expect: None, note: None }
    };
    let (value, place) = match &places[..] {
        [only] => (None, at(only)),
        all => (Some(Links::Many(all.iter().map(link).collect())), String::new()),
    };
    let aggregate = fields.read("aggregate", "aggregate", |value| {
        serde_json::from_value::<Aggregate>(value.clone()).map_err(|_| value)
    });
    let mut measure = Measure {
        scope: fields.text("scope"),
        title: fields.text("title"),
        value,
        aggregate,
        unit: fields.text("unit").filter(|unit| !unit.trim().is_empty()),
        properties: fields.object("properties"),
        ..blank::quantity(metric)
    };
    let Wrong { values, notes } = fields.wrong();
    kept_as_written(&mut measure.properties, values);
    Ok(Given { it: measure, at: place, notes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Result<(Option<usize>, String), String> {
        let Given { it, at, .. } = measure(value, |place| format!("here {place}"))?;
        Ok((it.value.map(|links| links.as_slice().len()), at))
    }

    #[test]
    fn one_place_is_given_and_several_are_in_the_quantity() {
        let told = |at: Value| read(json!({ "metric": "m", "at": at, "aggregate": "sum" }));
        assert_eq!(told(json!("/a")), Ok((None, "here /a".to_owned())));
        assert_eq!(told(json!(["/a"])), Ok((None, "here /a".to_owned())));
        assert_eq!(told(json!(["/a", "/b"])), Ok((Some(2), String::new())));
    }

    #[test]
    fn a_program_that_gives_something_else_is_an_error() {
        for wrong in [
            json!({ "metric": "m" }),
            json!({ "metric": "m", "at": [] }),
            json!({ "metric": "m", "at": {} }),
            json!({ "at": "/a" }),
            json!({ "metric": "m", "at": "/a", "places": 1 }),
        ] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
