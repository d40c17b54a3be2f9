//! YAML before it becomes a document: bounded in depth and in what its aliases make of it.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser};

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
pub(super) fn check(text: &str) -> Result<(), String> {
    let mut open: Vec<Level> = Vec::new();
    let mut sizes: HashMap<usize, u64> = HashMap::new();
    let mut aliased = 0_u64;
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| format!("its YAML is broken: {error}"))?;
        let (anchor, size, name) = match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)
                if open.len() < DEPTH =>
            {
                let names = matches!(event, Event::MappingStart(..)).then(HashSet::new);
                open.push(Level { anchor, size: 1, names, is_value_next: false });
                continue;
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                return Err(format!("its YAML is more than {DEPTH} levels deep"));
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
            return Err(format!("its aliases stand for more than {ALIASED} values"));
        }
        if anchor > 0 {
            sizes.insert(anchor, size);
        }
        let Some(around) = open.last_mut() else { continue };
        around.size = around.size.saturating_add(size);
        if let Some(twice) = around.twice(name.as_deref()) {
            let line = span.start.line();
            return Err(format!(
                "the name `{twice}` stands twice in one object, again on line {line}"
            ));
        }
    }
    match documents {
        0 | 1 => Ok(()),
        many => Err(format!("it holds {many} YAML documents; one is read")),
    }
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

    #[test]
    fn depth_is_bounded_in_either_style() {
        let flow = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(check(&flow(200)), Ok(()));
        assert!(check(&flow(10_000)).is_err());
        let block = |depth: usize| "- ".repeat(depth) + "x";
        assert_eq!(check(&block(DEPTH)), Ok(()));
        let told = check(&block(DEPTH + 1)).err();
        assert_eq!(told.as_deref(), Some("its YAML is more than 256 levels deep"));
        assert!(check(&block(100_000)).is_err());
    }

    #[test]
    fn aliases_are_counted_for_what_they_stand_for() {
        assert_eq!(check("a: &x [1, 2]\nb: *x\nc: *x"), Ok(()));
        let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for at in 1..12 {
            let alias = format!("*a{},", at - 1).repeat(10);
            bomb.push_str(&format!("a{at}: &a{at} [{alias}]\n"));
        }
        assert!(check(&bomb).is_err_and(|told| told.contains("aliases")));
    }

    #[test]
    fn a_name_that_stands_twice_is_told() {
        let told = |text: &str| check(text).err().unwrap_or_default();
        assert!(told("a: 1\nb: {c: 1, c: 2}").contains("`c`"));
        assert!(
            told("a: 1\nb: 2\na: 3").contains("`a` stands twice in one object, again on line 3")
        );
        for text in [
            "a: a\nb: a",
            "- {a: 1}\n- {a: 1}",
            "a: {a: [a, a]}\nb: {a: 1}",
            "[a, a]",
            "? [x]\n: 1\n? [x]\n: 2",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn several_documents_are_told() {
        assert_eq!(check("---\na: 1\n...\n"), Ok(()));
        assert!(check("---\na: 1\n---\nb: 1\n").is_err());
        assert!(check("a: *nowhere").is_err());
    }
}
