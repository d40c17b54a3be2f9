//! `contradictions`: none of that level or worse holds (SEMANTICS rules 15 and 22).

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::contradictions::{ContradictionJudgement, Standing};
use crate::assess::words::{count, names, number};
use crate::model::{Id, Outcome, RuleLevel};

/// The gate.
pub(super) struct Contradictions {
    pub(super) at_least: RuleLevel,
}

impl Contradictions {
    /// Those of the level or worse that stand so, by their place in the facts.
    fn with<'a>(
        &self,
        standing: Standing,
        ground: &Ground<'a>,
    ) -> Vec<(usize, &'a ContradictionJudgement)> {
        let all = ground.contradictions.iter().enumerate();
        let stands = |judged: &ContradictionJudgement| {
            judged.standing == standing && judged.is_as_bad_as(self.at_least)
        };
        all.filter(|(_, judged)| stands(judged)).collect()
    }

    /// Of which level.
    fn of_level(&self) -> &'static str {
        match self.at_least {
            RuleLevel::Error => " of level error",
            RuleLevel::Warning => " of level warning or worse",
            RuleLevel::Note | RuleLevel::Off => "",
        }
    }
}

impl Judged for Contradictions {
    fn title(&self) -> String {
        format!("Contradictions{}", self.of_level())
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let held = self.with(Standing::Holds, ground);
        let unreadable = self.with(Standing::Unreadable, ground);
        let ids = |of: &[(usize, &ContradictionJudgement)]| -> Vec<Id> {
            of.iter().map(|(_, judged)| judged.id.clone()).collect()
        };
        let mut parts = Vec::new();
        if !held.is_empty() {
            let found = count(held.len(), "contradiction", "contradictions");
            let verb = if held.len() == 1 { "holds" } else { "hold" };
            parts.push(format!("{found}{} {verb}: {}", self.of_level(), names(&ids(&held))));
        }
        if !unreadable.is_empty() {
            let about = unreadable.iter().filter_map(|(index, _)| {
                ground.facts.contradictions.get(*index).map(|found| &found.about)
            });
            let mut about: Vec<&Id> = about.flatten().collect();
            about.dedup();
            let about = names(&about);
            parts.push(format!(
                "what is said of {about} can't be held against a value that can't be read"
            ));
        }
        let outcome = match (held.is_empty(), unreadable.is_empty()) {
            (false, _) => Outcome::Fail,
            (true, false) => Outcome::Undetermined,
            (true, true) => Outcome::Pass,
        };
        let observed = match unreadable.len() {
            0 => number(held.len()),
            more => format!("{} and {} not readable", number(held.len()), number(more)),
        };
        let because = sentence(&parts.join("; "));
        let mut rests_on = ids(&held);
        rests_on.extend(ids(&unreadable));
        Ruling { outcome, threshold: "at most 0".to_owned(), observed, because, rests_on }
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let places = |standing| self.with(standing, ground).into_iter().map(|(index, _)| index);
        let mut contradictions: Vec<usize> = places(Standing::Holds).collect();
        contradictions.extend(places(Standing::Unreadable));
        contradictions.sort_unstable();
        Needs { contradictions, ..Needs::default() }
    }
}

/// With a capital letter and a full stop; nothing of nothing.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
