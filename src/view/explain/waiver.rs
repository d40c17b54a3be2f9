//! A waiver: what it is for, what it is worth, and until when.

use super::{Explanation, Parts, Told, plain, some};
use crate::model::WaiverTarget;

impl Told<'_> {
    pub(super) fn waiver(&self, id: &str) -> Option<Explanation> {
        let found = self.report.waivers.iter().find(|it| it.waiver.id.as_str() == id)?;
        let waiver = &found.waiver;
        let mut parts = Parts::default();
        let of = match &waiver.of {
            WaiverTarget::Id(id) => id.to_string(),
            WaiverTarget::Fingerprint { fingerprint } => {
                format!("the finding with fingerprint {fingerprint}")
            }
            WaiverTarget::Rule { rule, path: None } => format!("findings of rule {rule}"),
            WaiverTarget::Rule { rule, path: Some(path) } => {
                format!("findings of rule {rule} in {path}")
            }
        };
        let mut what = vec![
            format!("a waiver of {of}"),
            format!("asked for by {}, approved by {}", waiver.requested_by, waiver.approved_by),
            format!("from {} through {}", waiver.granted, waiver.expires),
        ];
        what.extend(waiver.ticket.iter().map(|ticket| format!("tracked at {ticket}")));
        parts.is(what);
        let mut observed = vec![plain(&found.because)];
        observed.extend(some(found.covers.iter().map(|id| format!("it is for {id}"))));
        observed
            .extend(some(found.lifts.iter().map(|gate| format!("gate {gate} is waived by it"))));
        if found.lifts.is_empty() {
            observed.push("no gate is waived by it".to_owned());
        }
        parts.observed(observed);
        parts.bytes(self.links(&waiver.evidence));
        parts.changes(vec![
            format!("it ends after {}; what it covers counts again then", waiver.expires),
            "closing what it covers makes it needless".to_owned(),
        ]);
        let title = waiver.reason.clone();
        Some(Explanation { kind: "waiver", id: id.to_owned(), title, parts: parts.0 })
    }
}
