//! `{{id}}` in text: the measured value where the id is known, itself elsewhere.

use std::collections::BTreeMap;

use super::Node;
use crate::view::Value;

/// Whether a value may jump: a link in a link is no markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jumping {
    /// It jumps to its claim.
    Allowed,
    /// It is text.
    Inside,
}

/// Splits text at its values. Each character is looked at a fixed number of times.
pub(super) fn split(
    text: &str,
    values: &BTreeMap<String, Value>,
    jumping: Jumping,
    into: &mut Vec<Node>,
) {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("}}") {
        let found =
            before.rsplit_once("{{").and_then(|(words, id)| Some((words, values.get(id.trim())?)));
        match (found, jumping) {
            (Some((words, value)), Jumping::Allowed) => {
                plain.push_str(words);
                push_text(std::mem::take(&mut plain), into);
                into.push(Node::Value { text: value.text.clone(), to: value.to.clone() });
            }
            (Some((words, value)), Jumping::Inside) => {
                plain.push_str(words);
                plain.push_str(&value.text);
            }
            (None, _) => {
                plain.push_str(before);
                plain.push_str("}}");
            }
        }
        rest = after;
    }
    plain.push_str(rest);
    push_text(plain, into);
}

fn push_text(text: String, into: &mut Vec<Node>) {
    if !text.is_empty() {
        into.push(Node::Text { text });
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain_text;
    use super::*;
    use crate::model::Id;
    use crate::view::{Anchor, AnchorKind};

    fn split_all(text: &str, jumping: Jumping) -> String {
        let to = Anchor::of(AnchorKind::Claim, &Id::from("a"));
        let values = BTreeMap::from([("a".to_owned(), Value { text: "5 ms".to_owned(), to })]);
        let mut nodes = Vec::new();
        split(text, &values, jumping, &mut nodes);
        nodes
            .iter()
            .map(|node| {
                let words = plain_text(std::slice::from_ref(node));
                if matches!(node, Node::Value { .. }) { format!("<{words}>") } else { words }
            })
            .collect()
    }

    #[test]
    fn known_ids_are_values_and_the_rest_stays() {
        for (text, expected) in [
            ("it takes {{a}}, mostly", "it takes <5 ms>, mostly"),
            ("{{a}}{{a}}", "<5 ms><5 ms>"),
            ("{{ a }}", "<5 ms>"),
            ("{{b}}", "{{b}}"),
            ("{{a}", "{{a}"),
            ("{a}}", "{a}}"),
            ("{{b {{a}}", "{{b <5 ms>"),
            ("}}{{", "}}{{"),
            ("", ""),
        ] {
            assert_eq!(split_all(text, Jumping::Allowed), expected);
        }
        assert_eq!(split_all("in {{a}}", Jumping::Inside), "in 5 ms");
    }
}
