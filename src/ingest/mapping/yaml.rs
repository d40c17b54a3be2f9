//! YAML before it becomes a document: bounded in depth and in what its aliases make of it.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

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
    let mut open: Vec<(usize, u64)> = Vec::new();
    let mut sizes: HashMap<usize, u64> = HashMap::new();
    let mut aliased = 0_u64;
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| format!("its YAML is broken: {error}"))?;
        let (anchor, size) = match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                if open.len() == DEPTH {
                    return Err(format!("its YAML is more than {DEPTH} levels deep"));
                }
                open.push((anchor, 1));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().unwrap_or_default(),
            Event::Scalar(_, _, anchor, _) => (anchor, 1),
            Event::Alias(anchor) => {
                let size = sizes.get(&anchor).copied().unwrap_or_default();
                aliased = aliased.saturating_add(size);
                (0, size)
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
        if let Some((_, around)) = open.last_mut() {
            *around = around.saturating_add(size);
        }
    }
    match documents {
        0 | 1 => Ok(()),
        many => Err(format!("it holds {many} YAML documents; one is read")),
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
    fn several_documents_are_told() {
        assert_eq!(check("---\na: 1\n...\n"), Ok(()));
        assert!(check("---\na: 1\n---\nb: 1\n").is_err());
        assert!(check("a: *nowhere").is_err());
    }
}
