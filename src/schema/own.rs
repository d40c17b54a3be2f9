//! Whose document bytes are: told by the names at the top, without reading what is below them.

use std::fmt;

use serde::de::{Deserializer as _, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Claimed;

/// The name that all documents of Signoff have.
const OURS: &str = "signoff";
/// A name that findings have and others hardly.
const LIKELY: &str = "subject";

pub(super) fn claimed(bytes: &[u8]) -> Claimed {
    let mut names = Names::default();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = reader.deserialize_any(&mut names).is_ok() && reader.end().is_ok();
    match names {
        Names { ours: true, .. } => Claimed::Findings,
        Names { likely: true, .. } => Claimed::Unclear,
        Names { .. } if read => Claimed::Another,
        Names { .. } => Claimed::Unclear,
    }
}

/// Which names stand at the top.
#[derive(Default)]
struct Names {
    ours: bool,
    likely: bool,
}

impl<'de> Visitor<'de> for &mut Names {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(name) = entries.next_key::<String>()? {
            self.likely |= name == LIKELY;
            if name == OURS {
                self.ours = true;
                return Err(A::Error::custom("it is Signoff's, and the rest doesn't matter"));
            }
            entries.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_by_the_names_at_their_top() {
        for (bytes, expected) in [
            (r#"{"signoff": "1", broken"#, Claimed::Findings),
            (r#"{"a": [{"b": 1}], "signoff": 1}"#, Claimed::Findings),
            (r#"{"subject": {"name": "shop"}}"#, Claimed::Unclear),
            (r#"{"a": "#, Claimed::Unclear),
            ("", Claimed::Unclear),
            (r#"{"a": {"signoff": "1"}}"#, Claimed::Another),
            ("{}", Claimed::Another),
            ("[1, 2]", Claimed::Another),
            ("3", Claimed::Another),
        ] {
            assert_eq!(claimed(bytes.as_bytes()), expected, "{bytes}");
        }
    }
}
