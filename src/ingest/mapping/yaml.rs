//! YAML before it becomes a document: bounded in depth and in what its aliases make of it.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Marker, Parser};

use crate::ingest::Unreadable;
use crate::model::words::shortened;

/// How deep lists and objects may stand in one another. The reader goes down with them, so that the stack bounds it.
const DEPTH: usize = 256;
/// How many values aliases may add.
const ALIASED: u64 = 1_000_000;

/// Looks at the events of a text, which take neither stack nor room.
///
/// # Errors
///
/// Where it is no YAML, too deep, or grows by its aliases beyond all measure.
pub(super) fn check(text: &str) -> Result<(), Unreadable> {
    let mut open: Vec<Level> = Vec::new();
    let mut sizes: HashMap<usize, u64> = HashMap::new();
    let mut aliased = 0_u64;
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            wrong(error.marker(), format!("its YAML is broken: {}", error.info()))
        })?;
        let (anchor, size, name) = match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)
                if open.len() < DEPTH =>
            {
                let names = matches!(event, Event::MappingStart(..)).then(HashSet::new);
                open.push(Level { anchor, size: 1, names, is_value_next: false });
                continue;
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let message = format!("its YAML is more than {DEPTH} levels deep");
                return Err(wrong(&span.start, message));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop().map_or((0, 0, None), |level| (level.anchor, level.size, None))
            }
            Event::Scalar(text, _, anchor, _) => (anchor, 1, Some(text)),
            Event::Alias(anchor) => {
                let size = sizes.get(&anchor).copied().unwrap_or_default();
                aliased = aliased.saturating_add(size);
                (0, size, None)
            }
            Event::DocumentStart(_) => {
                documents += 1;
                continue;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
        };
        if aliased > ALIASED {
            let message = format!("its aliases stand for more than {ALIASED} values");
            return Err(wrong(&span.start, message));
        }
        if anchor > 0 {
            sizes.insert(anchor, size);
        }
        let Some(around) = open.last_mut() else { continue };
        around.size = around.size.saturating_add(size);
        if let Some(twice) = around.twice(name.as_deref()) {
            let message = format!("the name `{twice}` stands twice in one object");
            return Err(wrong(&span.start, message));
        }
    }
    match documents {
        0 | 1 => Ok(()),
        many => Err(Unreadable::content(format!("it holds {many} YAML documents; one is read"))),
    }
}

fn wrong(at: &Marker, message: String) -> Unreadable {
    Unreadable::Content { message, place: Some((at.line(), at.col() + 1)) }
}

/// A list or an object that is open.
struct Level {
    anchor: usize,
    /// How many values are in it.
    size: u64,
    /// The names so far, of an object.
    names: Option<HashSet<String>>,
    /// Whether what comes next is a value and no name.
    is_value_next: bool,
}

impl Level {
    /// A node directly in it; its text where it is a name that was there before.
    fn twice(&mut self, text: Option<&str>) -> Option<String> {
        let names = self.names.as_mut()?;
        let is_name = !self.is_value_next;
        self.is_value_next = is_name;
        let name = text.filter(|_| is_name)?;
        (!names.insert(name.to_owned())).then(|| shortened(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong, with its line; nothing where it is right.
    fn told(text: &str) -> String {
        match check(text) {
            Ok(()) => String::new(),
            Err(Unreadable::Content { message, place }) => {
                format!("{:?} {message}", place.map(|(line, _)| line))
            }
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn depth_is_bounded_in_either_style() {
        let flow = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(told(&flow(200)), "");
        assert!(!told(&flow(10_000)).is_empty());
        let block = |depth: usize| "- ".repeat(depth) + "x";
        assert_eq!(told(&block(DEPTH)), "");
        assert_eq!(told(&block(DEPTH + 1)), "Some(1) its YAML is more than 256 levels deep");
        assert!(!told(&block(100_000)).is_empty());
    }

    #[test]
    fn aliases_are_counted_for_what_they_stand_for() {
        assert_eq!(told("a: &x [1, 2]\nb: *x\nc: *x"), "");
        let bomb = (1..12).fold("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned(), |bomb, at| {
            let alias = format!("*a{},", at - 1).repeat(10);
            format!("{bomb}a{at}: &a{at} [{alias}]\n")
        });
        assert!(told(&bomb).contains("aliases"));
    }

    #[test]
    fn a_name_that_stands_twice_is_told() {
        assert!(told("a: 1\nb: {c: 1, c: 2}").contains("`c`"));
        assert!(told("a: 1\nb: 2\na: 3").starts_with("Some(3) the name `a` stands twice"));
        for text in [
            "a: a\nb: a",
            "- {a: 1}\n- {a: 1}",
            "a: {a: [a, a]}\nb: {a: 1}",
            "[a, a]",
            "? [x]\n: 1\n? [x]\n: 2",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }

    #[test]
    fn several_documents_are_told() {
        assert_eq!(told("---\na: 1\n...\n"), "");
        assert!(told("---\na: 1\n---\nb: 1\n").contains("2 YAML documents"));
        assert!(told("a: *nowhere").contains("broken"));
    }
}
