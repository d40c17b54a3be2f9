//! A measure: its value, where it was read, and what its target says.

use super::{Explanation, Parts, Told, plain};
use crate::model::report::{MeasureReport, MeasureState};
use crate::view::labels;

impl Told<'_> {
    pub(super) fn measure(&self, id: &str) -> Option<Explanation> {
        let measure = self.report.measures.iter().find(|measure| measure.id.as_str() == id)?;
        let mut parts = Parts::default();
        let scope =
            measure.scope.as_deref().map(|scope| format!(" of {scope}")).unwrap_or_default();
        let mut what = vec![format!("a measure of {}{scope}", measure.metric)];
        what.extend(measure.claim.iter().map(|claim| format!("in the claim {claim}")));
        parts.is(what);
        let mut observed = vec![summary(measure)];
        if !measure.because.is_empty() {
            observed.push(plain(&measure.because));
        }
        observed.extend(measure.baseline.iter().map(|value| format!("earlier value: {value}")));
        parts.observed(observed);
        let mut bytes = self.links(&measure.links);
        if !measure.baseline_links.is_empty() {
            bytes.extend(self.links(&measure.baseline_links));
        }
        parts.bytes(bytes);
        parts.changes(vec![match measure.state {
            MeasureState::Met | MeasureState::Missed => {
                "other bytes at the places from which it is read".to_owned()
            }
            MeasureState::Read => "a target, which it would then have to meet".to_owned(),
            MeasureState::NoValue => "a place where its value can be read, in value".to_owned(),
            MeasureState::Broken => "a link that leads to a value".to_owned(),
        }]);
        let title = measure.title.clone().unwrap_or_else(|| measure.metric.clone());
        Some(Explanation { kind: "measure", id: id.to_owned(), title, parts: parts.0 })
    }
}

/// `p95 = 1.8 s, target <= 2 s: met`.
pub(super) fn summary(measure: &MeasureReport) -> String {
    let value = match &measure.value {
        Some(value) => labels::quantity(value, &measure.unit),
        None => "no value".to_owned(),
    };
    let target = measure.target.as_deref().map(|target| format!(", target {target}"));
    let state = match measure.state {
        MeasureState::Met => "met",
        MeasureState::Missed => "missed",
        MeasureState::Read => "read",
        MeasureState::NoValue => "not read",
        MeasureState::Broken => "can't be read",
    };
    format!("{} = {value}{}: {state}", measure.id, target.unwrap_or_default())
}
