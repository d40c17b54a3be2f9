//! Explanations of one thing: what it is, what was observed, from which bytes, and what would change it. In plain
//! text, for `signoff explain`.

mod bytes;
mod claim;
mod contradiction;
mod evidence;
mod finding;
mod gate;
mod general;
mod measure;
mod waiver;

use serde::Serialize;

pub use general::{general, general_names};

use crate::model::Report;
use crate::model::report::{GateReport, WayItem};

/// How many things of one kind are told before the rest is only counted.
const MANY: usize = 12;

/// An explanation of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What kind of thing it is: `claim`, `gate`, `type of gate`.
    pub kind: &'static str,
    /// Its id or name.
    pub id: String,
    /// Its title, statement or rule.
    pub title: String,
    /// What there is to say, in order.
    pub parts: Vec<Part>,
}

/// One part of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it tells.
    pub heading: &'static str,
    /// Sentences and facts, each a line of its own. Foreign text in them is as it was written.
    pub lines: Vec<String>,
}

/// What would clear a gate: the things to close, and whether there are any.
pub struct WayToPass {
    /// The things to close.
    pub items: Vec<WayItem>,
    /// Whether nothing that could be closed would clear it.
    pub stuck: bool,
}

/// Finds what would clear a gate.
pub type FindWay<'a> = &'a dyn Fn(&Report, &GateReport) -> WayToPass;

/// What is explained of a report.
struct Told<'a> {
    report: &'a Report,
    way: FindWay<'a>,
}

/// Explains the thing of that id in the report: a gate (also as `gate:ID`), claim, finding, measure, piece of evidence,
/// waiver or contradiction; none where it has none.
#[must_use]
pub fn explain(report: &Report, id: &str, way: FindWay<'_>) -> Option<Explanation> {
    let told = Told { report, way };
    if let Some(gate) = id.strip_prefix("gate:") {
        return told.gate(gate);
    }
    told.claim(id)
        .or_else(|| told.finding(id))
        .or_else(|| told.measure(id))
        .or_else(|| told.evidence(id))
        .or_else(|| told.waiver(id))
        .or_else(|| told.contradiction(id))
        .or_else(|| told.gate(id))
}

/// Every id that can be explained of a report.
#[must_use]
pub fn names(report: &Report) -> Vec<&str> {
    let claims = report.claims.iter().map(|claim| claim.id.as_str());
    let findings = report.findings.iter().map(|finding| finding.id.as_str());
    let measures = report.measures.iter().map(|measure| measure.id.as_str());
    let evidence = report.evidence.iter().map(|entry| entry.id.as_str());
    let waivers = report.waivers.iter().map(|waiver| waiver.waiver.id.as_str());
    let gates = report.gates.iter().map(|gate| gate.id.as_str());
    let contradictions = report.contradictions.iter().map(|found| found.id.as_str());
    let known = claims.chain(findings).chain(measures).chain(evidence);
    known.chain(waivers).chain(contradictions).chain(gates).collect()
}

/// The parts of an explanation in the making.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    /// What it is.
    fn is(&mut self, lines: Vec<String>) {
        self.add("what it is", lines);
    }

    /// What was observed.
    fn observed(&mut self, lines: Vec<String>) {
        self.add("what was observed", lines);
    }

    /// From which bytes.
    fn bytes(&mut self, lines: Vec<String>) {
        self.add("from which bytes", lines);
    }

    /// What would change it.
    fn changes(&mut self, lines: Vec<String>) {
        self.add("what would change it", lines);
    }

    fn add(&mut self, heading: &'static str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.0.push(Part { heading, lines });
        }
    }
}

/// A sentence of ours without the backticks around ids.
fn plain(sentence: &str) -> String {
    sentence.replace('`', "")
}

/// The first of many lines, and how many more there are.
fn some(lines: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = lines.len().saturating_sub(MANY);
    let mut told: Vec<String> = lines.take(MANY).collect();
    if more > 0 {
        told.push(format!("and {} more", super::labels::number(more)));
    }
    told
}
