//! What was seen of all that an expression names, in a line.

use super::super::{Ground, measure};
use super::{answers, values};
use crate::assess::exact::toward_zero;
use crate::assess::words::{count, number, of};
use crate::model::Id;
use crate::policy::expression::{Call, Named, Things};

/// How many things are shown before the rest is only counted.
const SHOWN: usize = 6;

/// `api-latency = 1.8 s; subject.version = 0.9`.
pub(super) fn observed(named: &[Named], ground: &Ground<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for one in named {
        let part = part(one, ground);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return "nothing named".to_owned();
    }
    let more = parts.len().saturating_sub(SHOWN);
    parts.truncate(SHOWN);
    if more > 0 {
        parts.push(format!("{} more", number(more)));
    }
    parts.join("; ")
}

fn part(named: &Named, ground: &Ground<'_>) -> String {
    match named {
        Named::Call(Call::Meets(id, _)) | Named::Thing(Things::Measure, id) => {
            format!("{id} = {}", value(id, ground))
        }
        Named::Call(Call::State(id)) | Named::Thing(Things::Claim, id) => {
            let claim = ground.claim(id);
            let state = claim.map_or("not there", |(_, claim)| claim.state.name());
            format!("{id} = {}", state.replace('_', " "))
        }
        Named::Call(Call::Open(severity)) => {
            let number = match answers::open(*severity, ground) {
                Ok(number) => number.to_string(),
                Err(_) => "unknown".to_owned(),
            };
            match severity {
                Some(severity) => {
                    format!("open {} or worse = {number}", severity.name())
                }
                None => format!("open findings = {number}"),
            }
        }
        Named::Call(Call::Score(category, _)) => score(category.as_ref(), ground),
        Named::AsOf => format!("as_of = {}", ground.as_of),
        Named::Subject(field) => {
            let value = values::of_subject(field, &ground.facts.subject);
            format!("subject.{field} = {}", value.unwrap_or("none"))
        }
        Named::Thing(Things::Checklist, id) => {
            match ground.facts.checklists.iter().find(|list| list.id == *id) {
                Some(list) => {
                    let tally = values::tally(list, ground);
                    format!("{id} = {}", of(tally.supported, tally.items))
                }
                None => format!("{id} = not there"),
            }
        }
        Named::Thing(Things::ClaimOrMeasure | Things::Category, id) => id.to_string(),
        Named::All(list) => {
            let size = usize::try_from(values::size(list, ground)).unwrap_or(usize::MAX);
            let one = list.strip_suffix('s').unwrap_or(list);
            count(size, one, list).replace("signoff", "sign-off")
        }
    }
}

fn value(id: &Id, ground: &Ground<'_>) -> String {
    let shown = answers::measure_of(id, ground).and_then(|measure| {
        let value = measure::value(measure, ground)?;
        Some(measure::print_value(measure, value))
    });
    shown.unwrap_or_else(|| "no value".to_owned())
}

fn score(category: Option<&Id>, ground: &Ground<'_>) -> String {
    let (name, score) = match category {
        Some(category) => (format!("score of {category}"), ground.scores.score_of(category)),
        None => ("score in total".to_owned(), ground.scores.total()),
    };
    let score = score.map_or_else(|| "none".to_owned(), |score| toward_zero(&score, 1));
    format!("{name} = {score}")
}
