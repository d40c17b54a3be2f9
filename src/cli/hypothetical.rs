//! What is hypothetical in `signoff check --assume`, and how it is called so everywhere.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::assess::Judged;
use super::check::lower;
use super::exit::Failure;
use crate::assess::{Assumption, NotAssumed, what_if};
use crate::diagnostic::{Diagnostic, visible};
use crate::model::report::{GateReport, VerdictReport};
use crate::model::{Outcome, Report};
use crate::view::Mark;

/// What was assumed, and what is so instead.
pub(super) struct Hypothetical {
    assumed: Vec<Assumption>,
    /// The real verdict.
    real: VerdictReport,
    /// Its gates.
    gates: Vec<GateReport>,
    /// The hypothetical verdict, in words.
    would_be: &'static str,
    /// Gates that would come out otherwise.
    changed: Vec<Changed>,
}

/// A gate that would come out otherwise.
struct Changed {
    id: String,
    from: Outcome,
    to: Outcome,
}

/// The report as it would be.
pub(super) fn assumed(
    judged: Judged,
    written: &[String],
) -> Result<(Judged, Hypothetical), Failure> {
    let report = &judged.report;
    let read = |text: &String| -> Result<Assumption, NotAssumed> {
        let assumption = Assumption::parse(text)?;
        assumption.check(&report.facts, &report.policy)?;
        Ok(assumption)
    };
    let assumed: Result<Vec<Assumption>, NotAssumed> = written.iter().map(read).collect();
    let refused = |NotAssumed { message, help }| Failure::Usage {
        message: visible(&message).into_owned(),
        help: visible(&help).into_owned(),
    };
    let assumed = assumed.map_err(refused)?;
    let would_be = what_if(report, &assumed);
    let hypothetical = Hypothetical {
        assumed,
        changed: changed(report, &would_be),
        would_be: Mark::from(would_be.verdict.value).word,
        real: report.verdict.clone(),
        gates: report.gates.clone(),
    };
    Ok((judged.with(would_be), hypothetical))
}

fn changed(real: &Report, would_be: &Report) -> Vec<Changed> {
    let pairs = real.gates.iter().zip(&would_be.gates);
    let differ = pairs.filter(|(real, would_be)| real.outcome != would_be.outcome);
    let one = |(real, would_be): (&GateReport, &GateReport)| Changed {
        id: real.id.to_string(),
        from: real.outcome,
        to: would_be.outcome,
    };
    differ.map(one).collect()
}

impl Hypothetical {
    /// What is assumed, as a sentence without its end: `F-12 were fixed and C-3 supported`.
    fn as_if(&self) -> String {
        let parts = self.assumed.iter().enumerate().map(|(at, assumption)| {
            let (name, what) = match assumption {
                Assumption::Fixed(id) => (id.as_str(), "fixed"),
                Assumption::Supported(id) => (id.as_str(), "supported by its evidence"),
                Assumption::Signed(role) => (role.as_str(), "approving"),
            };
            let were = if at == 0 { " were" } else { "" };
            format!("{}{were} {what}", visible(name))
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    /// The text for people: first that it is hypothetical, last what really is so.
    pub(super) fn around(&self, text: &str) -> String {
        let mut all = format!("HYPOTHETICAL: as if {}. None of this is so.\n\n", self.as_if());
        for line in text.lines() {
            let _ = match line {
                "" => writeln!(all),
                line => writeln!(all, "? {line}"),
            };
        }
        let real = Mark::from(self.real.value).word;
        let _ = writeln!(all, "\nreally     {real}: {}", self.real.sentence);
        for Changed { id, from, to } in &self.changed {
            let (from, to) = (lower(*from), lower(*to));
            let _ = writeln!(all, "gate       {}: really {from}, hypothetically {to}", visible(id));
        }
        if self.changed.is_empty() {
            let _ = writeln!(all, "gates      none would come out otherwise");
        }
        all
    }

    /// Marks the value for programs.
    pub(super) fn mark(&self, value: &mut Map<String, Value>) {
        let written: Vec<String> = self.assumed.iter().map(Assumption::written).collect();
        value.insert("hypothetical".to_owned(), json!(written));
        let gates = self.gates.iter().map(|gate| json!({ "id": gate.id, "outcome": gate.outcome }));
        let changed = self
            .changed
            .iter()
            .map(|changed| json!({ "gate": changed.id, "from": changed.from, "to": changed.to }));
        let real = json!({
            "verdict": { "value": self.real.value, "sentence": self.real.sentence },
            "gates": gates.collect::<Vec<_>>(),
            "changed": changed.collect::<Vec<_>>(),
        });
        value.insert("real".to_owned(), real);
    }

    /// What a pipeline shows first.
    pub(super) fn notice(&self) -> Diagnostic {
        let message = format!(
            "this is hypothetical, as if {}: the verdict would be {}, and really is {}",
            self.as_if(),
            self.would_be,
            Mark::from(self.real.value).word
        );
        Diagnostic::note("hypothetical", message)
    }
}
