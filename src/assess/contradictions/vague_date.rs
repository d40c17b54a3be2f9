//! `vague-date`: the report's date, its next review or an action's due date names no day: `2024`, `after launch`.

use super::candidate::{Candidate, said};
use super::material::{Material, REPORT};
use crate::assess::words::{code, quoted};
use crate::model::{HoldsIf, Moment};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let report = &material.findings.report;
    let of_report = [("date", &report.date), ("next review", &report.next_review)];
    let of_report = of_report.into_iter().filter_map(|(what, text)| {
        let text = text.as_deref().filter(|text| !names_a_day(text))?;
        let links = material.links_of_report(&report.evidence);
        Some(Candidate {
            subject: format!("{REPORT}-{}", what.replace(' ', "-")),
            about: Vec::new(),
            holds_if: HoldsIf::Always,
            text: format!("The report's {what}, {}, names no day.", quoted(text)),
            says: said(quoted(text), links),
            holds: said("no day", Vec::new()),
        })
    });
    let of_actions = material.findings.actions.iter().filter_map(|action| {
        let due = action.due.as_deref().filter(|due| !names_a_day(due))?;
        let text = format!("{} is due {}, which names no day.", code(&action.id), quoted(due));
        let says = said(quoted(due), material.links(&action.id, &action.evidence));
        Some(Candidate::about(&action.id, text, says, said("no day", Vec::new())))
    });
    of_report.chain(of_actions).collect()
}

/// Whether a text names one day: `2025-08-27`, `August 27, 2025`, `27.8.2025`.
fn names_a_day(text: &str) -> bool {
    if Moment::parse(text.trim()).is_some() {
        return true;
    }
    let parts: Vec<&str> =
        text.split(|char: char| !char.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().ok();
    let ordinals = ["st", "nd", "rd", "th"];
    let day = |part: &str| {
        let bare = ordinals.iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
        number(bare).is_some_and(|day| (1..=31).contains(&day)) && bare.len() <= 2
    };
    let year = |part: &str| part.len() == 4 && number(part).is_some();
    let month = |part: &str| {
        let part = part.to_lowercase();
        part.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&part))
    };
    let has = |is: &dyn Fn(&str) -> bool| parts.iter().filter(|part| is(part)).count() == 1;
    match parts.as_slice() {
        // Of `3.4.2025` nobody knows which is the month.
        [first, second, third] if year(third) && day(first) && day(second) && !has(&month) => {
            number(first) == number(second) || number(first) > Some(12) || number(second) > Some(12)
        }
        [first, second, third] if year(first) && day(second) && day(third) => {
            number(second).is_some_and(|month| month <= 12)
        }
        _ => has(&month) && has(&day) && has(&year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_be_written_in_words() {
        for text in [
            "2025-08-27",
            "2025-08-27T10:00:00Z",
            "August 27, 2025",
            "27 August 2025",
            "27 Aug 2025",
            "Wednesday, 27th August 2025",
            "27.08.2025",
            "08/27/2025",
            "3/3/2025",
            "2025/08/27",
        ] {
            assert!(names_a_day(text), "{text}");
        }
        for text in [
            "2024",
            "2025-08",
            "August 2025",
            "January 2025",
            "after launch",
            "30 days post-deployment",
            "3/4/2025",
            "Q3 2025",
            "Post-launch (Week 2)",
            "between 1 May 2025 and 3 May 2025",
            "May 27",
            "2025/27/08",
            "",
        ] {
            assert!(!names_a_day(text), "{text}");
        }
    }
}
