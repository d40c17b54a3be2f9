//! Paths followed through a document, one step for all elements at once.

use std::collections::HashMap;

use super::document::{Document, Index};
use super::text;
use crate::model::{XmlAxis, XmlPath, XmlPredicate, XmlStep};

/// The elements to which a path leads, in the order of the document; where there are none, how many steps
/// of it lead somewhere. Every step looks at an element once, so that no path takes longer than its steps.
pub(super) fn elements(
    document: &Document,
    text: &str,
    path: &XmlPath,
) -> Result<Result<Vec<Index>, usize>, String> {
    let mut at: Option<Vec<Index>> = None;
    for (taken, step) in path.steps.iter().enumerate() {
        let mut found = match (&at, step.axis) {
            (None, XmlAxis::Child) => vec![0],
            (None, XmlAxis::Descendant) => (0..document.len()).collect(),
            (Some(at), XmlAxis::Child) => children(document, at),
            (Some(at), XmlAxis::Descendant) => below(document, at),
        };
        narrow(document, text, step, &mut found)?;
        if found.is_empty() {
            return Ok(Err(taken));
        }
        at = Some(found);
    }
    Ok(Ok(at.unwrap_or_default()))
}

/// The elements directly in those `at`: they may lie in one another, so that order is made anew.
fn children(document: &Document, at: &[Index]) -> Vec<Index> {
    let mut found: Vec<Index> = at.iter().flat_map(|&index| document.children(index)).collect();
    found.sort_unstable();
    found
}

/// All elements in those `at`, each once.
fn below(document: &Document, at: &[Index]) -> Vec<Index> {
    let mut found = Vec::new();
    let mut next = 0;
    for &index in at {
        let behind = document.after(index);
        found.extend(next.max(index + 1)..behind);
        next = next.max(behind);
    }
    found
}

/// Leaves those of the step's name for which its conditions hold.
fn narrow(
    document: &Document,
    text: &str,
    step: &XmlStep,
    found: &mut Vec<Index>,
) -> Result<(), String> {
    if let Some(name) = &step.name {
        found.retain(|&index| document.name(text, index) == name);
    }
    for predicate in &step.predicates {
        match predicate {
            XmlPredicate::Position(number) => {
                // Elements with one parent stand here together with all their siblings, in order.
                let mut seen: HashMap<Option<Index>, usize> = HashMap::new();
                found.retain(|&index| {
                    let seen = seen.entry(document.parent(index)).or_default();
                    *seen += 1;
                    *seen == *number
                });
            }
            XmlPredicate::Attribute { name, value } => {
                let mut kept = Vec::new();
                for &index in &*found {
                    let own = text::attribute_text(document, text, index, name)?;
                    if own.as_ref() == Some(value) {
                        kept.push(index);
                    }
                }
                *found = kept;
            }
        }
    }
    Ok(())
}
