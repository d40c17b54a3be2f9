//! Whether the places of a result say more than its finding's location does.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use super::places::positive;

/// The places as they are written, where they say more; nothing where they are one place that is as plain as a location.
pub(super) fn more(places: &[Box<RawValue>]) -> Vec<Value> {
    if let [only] = places
        && serde_json::from_str::<Place>(only.get()).is_ok_and(|place| place.is_one())
    {
        return Vec::new();
    }
    all(places)
}

/// The places as they are written; one that is nested too deep to be read as its text.
pub(super) fn all(places: &[Box<RawValue>]) -> Vec<Value> {
    let read = |place: &RawValue| serde_json::from_str(place.get()).ok();
    let text = |place: &RawValue| Value::from(place.get());
    places.iter().map(|place| read(place).unwrap_or_else(|| text(place))).collect()
}

/// A place of which nothing is lost (3.28).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Place {
    physical_location: Option<Physical>,
    logical_locations: Option<Vec<Logical>>,
}

impl Place {
    fn is_one(&self) -> bool {
        let region = self.physical_location.as_ref().and_then(|it| it.region.as_ref());
        region.is_none_or(Region::is_kept)
            && self.logical_locations.as_ref().is_none_or(|all| all.len() <= 1)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Physical {
    #[serde(rename = "artifactLocation")]
    _artifact_location: Option<IgnoredAny>,
    region: Option<Region>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Region {
    start_line: Option<i64>,
    start_column: Option<i64>,
    end_line: Option<i64>,
    end_column: Option<i64>,
    #[serde(rename = "snippet")]
    _snippet: Option<IgnoredAny>,
}

impl Region {
    /// Whether a location can hold its numbers.
    fn is_kept(&self) -> bool {
        let numbers = [self.start_line, self.start_column, self.end_line, self.end_column];
        numbers.into_iter().flatten().all(|number| positive(Some(number)).is_some())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Logical {
    #[serde(rename = "fullyQualifiedName")]
    _fully_qualified_name: Option<IgnoredAny>,
    #[serde(rename = "name")]
    _name: Option<IgnoredAny>,
    #[serde(rename = "index")]
    _index: Option<IgnoredAny>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn more(places: &[&str]) -> usize {
        let places: Vec<Box<RawValue>> =
            places.iter().map(|place| serde_json::from_str(place).unwrap()).collect();
        super::more(&places).len()
    }

    #[test]
    fn a_plain_place_says_no_more() {
        let plain = r#"{"physicalLocation":{"artifactLocation":{"uri":"a","x":1},"region":{"startLine":1,"snippet":{}}},
            "logicalLocations":[{"name":"f"}]}"#;
        assert_eq!(more(&[plain]), 0);
        assert_eq!(more(&[plain, plain]), 2);
        for place in [
            r#"{"id":1}"#,
            r#"{"physicalLocation":{"contextRegion":{}}}"#,
            r#"{"physicalLocation":{"region":{"byteOffset":1}}}"#,
            r#"{"physicalLocation":{"region":{"startLine":0}}}"#,
            r#"{"physicalLocation":{"region":{"startLine":1.5}}}"#,
            r#"{"logicalLocations":[{"kind":"function"}]}"#,
            r#"{"logicalLocations":[{},{}]}"#,
        ] {
            assert_eq!(more(&[place]), 1, "{place}");
        }
        assert_eq!(more(&["{}"]), 0);
        assert_eq!(more(&[]), 0);
    }
}
