//! `measure`: every measure of a metric meets the target (SEMANTICS rule 15). Values are compared exactly, in
//! units of one dimension (rule 3).

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::words::{names, of, quoted};
use crate::model::{ClaimState, Comparison, Expectation, Id, MeasureFacts, Outcome, Quantity};

/// The gate.
pub(super) struct Measure<'a> {
    pub(super) metric: &'a str,
    /// `*` is every scope.
    pub(super) scope: &'a str,
    pub(super) target: &'a str,
}

/// What a measure's value says of a target; none where the two can't be compared.
type Meets<'a> = &'a dyn Fn(&MeasureFacts) -> Option<bool>;

impl Measure<'_> {
    fn asked<'a>(&self, ground: &Ground<'a>) -> Vec<&'a MeasureFacts> {
        let is_of = |measure: &&MeasureFacts| {
            let in_scope =
                self.scope == "*" || measure.scope.as_deref().unwrap_or("") == self.scope;
            measure.metric == self.metric && in_scope
        };
        ground.facts.measures.iter().filter(is_of).collect()
    }

    fn target(&self) -> Option<(Comparison, Quantity)> {
        match Expectation::parse(self.target).ok()? {
            Expectation::Compare(comparison, limit) => Some((comparison, limit)),
            Expectation::Text(..)
            | Expectation::In(_)
            | Expectation::Matches(_)
            | Expectation::Count(..)
            | Expectation::NewerThan(_) => None,
        }
    }
}

/// The value of a measure. One that was read from evidence dated after as-of counts as absent (rule 1).
pub(super) fn value<'a>(measure: &'a MeasureFacts, ground: &Ground<'_>) -> Option<&'a Quantity> {
    let is_future = measure.collected.is_some_and(|day| day > ground.as_of);
    measure.value.as_ref().filter(|_| !is_future)
}

/// Whether the exact value meets the limit, however it is rounded in print; none where the two can't be compared.
pub(super) fn meets(
    measure: &MeasureFacts,
    comparison: Comparison,
    limit: &Quantity,
) -> Option<bool> {
    let ordering = measure.compared()?.compare(limit).ok()?;
    Some(comparison.holds(ordering))
}

/// The value of a measure as readers see it, with an ellipsis where digits are cut.
pub(super) fn print_value(measure: &MeasureFacts, value: &Quantity) -> String {
    if measure.exact.is_some() { value.printed_cut() } else { value.printed() }
}

fn threshold(comparison: Comparison, limit: &Quantity) -> String {
    let words = match comparison {
        Comparison::Equal => "exactly",
        Comparison::NotEqual => "other than",
        Comparison::Less => "less than",
        Comparison::AtMost => "at most",
        Comparison::Greater => "more than",
        Comparison::AtLeast => "at least",
    };
    format!("{words} {}", limit.printed())
}

fn ids(measures: &[&MeasureFacts]) -> Vec<Id> {
    measures.iter().map(|measure| measure.id.clone()).collect()
}

/// Rules over the measures and their values: one that misses → fail; else one that can't say → undetermined.
pub(super) fn rule(
    measures: &[(&MeasureFacts, Option<&Quantity>)],
    threshold: String,
    meets: Meets<'_>,
) -> Ruling {
    let (mut missing, mut unknown, mut met) = (Vec::new(), Vec::new(), 0);
    for (measure, value) in measures {
        match value.and_then(|_| meets(measure)) {
            Some(true) => met += 1,
            Some(false) => missing.push(*measure),
            None => unknown.push(*measure),
        }
    }
    let (outcome, because, rests_on) = if let Some(first) = missing.first() {
        let because = match (missing.len(), first.value.as_ref()) {
            (1, Some(value)) => format!(
                "{} is {}; the policy asks for {threshold}.",
                names(&ids(&missing)),
                print_value(first, value)
            ),
            _ => format!("{} miss the target.", names(&ids(&missing))),
        };
        (Outcome::Fail, because, ids(&missing))
    } else if !unknown.is_empty() {
        let verb = if unknown.len() == 1 { "has" } else { "have" };
        let because = format!("{} {verb} no value that could be compared.", names(&ids(&unknown)));
        (Outcome::Undetermined, because, ids(&unknown))
    } else if measures.is_empty() {
        (Outcome::Undetermined, "There is no such measure.".to_owned(), Vec::new())
    } else {
        let all: Vec<_> = measures.iter().map(|(measure, _)| *measure).collect();
        (Outcome::Pass, String::new(), ids(&all))
    };
    let observed = match measures {
        [] => "no measure".to_owned(),
        [(measure, Some(value))] => print_value(measure, value),
        [(_, None)] => "no value".to_owned(),
        several => format!("{} met", of(met, several.len())),
    };
    Ruling { outcome, threshold, observed, because, rests_on }
}

impl Judged for Measure<'_> {
    fn title(&self) -> String {
        match self.scope {
            "*" => format!("Measure {}", quoted(self.metric)),
            scope => format!("Measure {} of {}", quoted(self.metric), quoted(scope)),
        }
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let measures: Vec<_> = self
            .asked(ground)
            .into_iter()
            .map(|measure| (measure, value(measure, ground)))
            .collect();
        if let Some((comparison, limit)) = self.target() {
            let threshold = threshold(comparison, &limit);
            return rule(&measures, threshold, &|measure| meets(measure, comparison, &limit));
        }
        let mut ruling = rule(&measures, self.target.to_owned(), &|_| None);
        if !measures.is_empty() {
            "The target is no limit that a value could be held against."
                .clone_into(&mut ruling.because);
        }
        ruling
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        let asked = self.asked(ground);
        let Some((comparison, limit)) = self.target().filter(|_| !asked.is_empty()) else {
            return Needs::stuck();
        };
        let mut needs = Needs::default();
        for measure in asked {
            let met = value(measure, ground).and_then(|_| meets(measure, comparison, &limit));
            if met == Some(true) {
                continue;
            }
            // To support the claim in which a measure stands is to read it and to find it met.
            match measure.claim.as_ref().and_then(|claim| ground.claim(claim)) {
                Some((index, claim)) if claim.state != ClaimState::NotApplicable => {
                    needs.mended.push(index);
                }
                Some(_) | None => needs.runs.push(measure.id.clone()),
            }
        }
        needs
    }
}
