//! What became of a result: its suppressions (3.35) and its state against a baseline (3.27.24).

use serde_json::Value;

use super::results::Written;
use crate::model::Status;

/// The status, and why it is that.
pub(super) fn of(result: &Written) -> (Status, Option<String>) {
    if result.baseline_state.as_deref() == Some("absent") {
        let reason = "an earlier run found it, this one didn't (`baselineState` is `absent`)";
        return (Status::Fixed, Some(reason.to_owned()));
    }
    let accepted: Vec<&Value> = result.suppressions.iter().filter(|it| is_accepted(it)).collect();
    if accepted.is_empty() {
        return (Status::Open, None);
    }
    let reasons = accepted.iter().filter_map(|it| it.get("justification")?.as_str());
    let reasons: Vec<&str> = reasons.map(str::trim).filter(|reason| !reason.is_empty()).collect();
    (Status::Suppressed, (!reasons.is_empty()).then(|| reasons.join("; ")))
}

/// One without a status counts as accepted; one that is under review or rejected suppresses nothing.
fn is_accepted(suppression: &Value) -> bool {
    match suppression.get("status") {
        None | Some(Value::Null) => suppression.is_object(),
        Some(status) => status.as_str() == Some("accepted"),
    }
}
