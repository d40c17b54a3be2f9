//! Numbers held against those that are there: of tests, and of coverage.

use serde_json::Value;
use signoff::evidence::{File, select_all};
use signoff::ingest::Collected;
use signoff::model::{Aggregate, Measure, Selector};

use crate::truth::Truth;

/// A number that should be told: under which metric, or where in the properties of a run.
struct Wanted {
    metric: &'static str,
    property: &'static str,
    number: f64,
    /// How far off the metric may be: shares are rounded by those who write them.
    off: f64,
}

/// What of the numbers differs, and what of them nothing says.
#[derive(Debug, Default)]
pub struct Differences {
    pub wrong: Vec<String>,
    pub silent: Vec<String>,
}

/// Holds the measures of one file, and what its run counted, against the truth.
pub fn differences(bytes: &[u8], collected: &Collected, truth: &Truth) -> Differences {
    let file = File::new(bytes.into());
    let mut all = Differences::default();
    for Wanted { metric, property, number, off } in wanted(truth) {
        let measures = collected.findings.measures.iter().filter(|it| it.metric == metric);
        let mut told: Vec<(f64, f64)> =
            measures.map(|it| (value(&file, it).unwrap_or(f64::NAN), off)).collect();
        let runs = &collected.findings.runs;
        let counted = runs.iter().filter_map(|run| {
            let properties = Value::Object(run.properties.clone());
            properties.pointer(property).and_then(Value::as_f64)
        });
        told.extend(counted.map(|counted| (counted, 0.000_1)));
        if told.is_empty() {
            all.silent.push(format!("{metric}: nothing says {number}"));
        }
        // What is no number is wrong as well.
        for (other, _) in told.iter().filter(|(told, off)| {
            (told - number).abs().partial_cmp(off).is_none_or(std::cmp::Ordering::is_gt)
        }) {
            all.wrong.push(format!("{metric}: {other}, not {number}"));
        }
    }
    all
}

fn wanted(truth: &Truth) -> Vec<Wanted> {
    let count = |metric, property, number: Option<u64>| {
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand")]
        number.map(|number| Wanted { metric, property, number: number as f64, off: 0.000_1 })
    };
    let share = |metric, property, number: Option<f64>| {
        number.map(|number| Wanted { metric, property, number, off: 1.0 })
    };
    let failed = truth.failures.map(|failures| failures + truth.errors.unwrap_or(0));
    let totals = truth.totals.as_ref();
    let all = [
        count("test.count", "/counted/tests", truth.tests),
        count("test.passed", "/counted/passed", truth.passed),
        count("test.failed", "/counted/failed", failed),
        count("test.failures", "/counted/failures", truth.failures),
        count("test.errors", "/counted/errors", truth.errors),
        count("test.skipped", "/counted/skipped", truth.skipped),
        share(
            "coverage.line",
            "/coverage/lines/percent",
            totals.and_then(|totals| totals.line_percent),
        ),
        share(
            "coverage.branch",
            "/coverage/branches/percent",
            totals.and_then(|totals| totals.branch_percent),
        ),
    ];
    all.into_iter().flatten().collect()
}

/// The value of a measure as its links lead to it, shares in percent; none where they lead to no number.
fn value(file: &File, measure: &Measure) -> Option<f64> {
    let mut found = Vec::new();
    for link in measure.value.as_ref()?.as_slice() {
        let selector = Selector::parse(link.at.as_deref()?).ok()?;
        match select_all(file, &selector) {
            Ok(places) => found.extend(places),
            Err(_) if measure.aggregate == Some(Aggregate::Count) => {}
            Err(_) => return None,
        }
    }
    if measure.aggregate == Some(Aggregate::Count) {
        #[expect(clippy::cast_precision_loss, reason = "there are a few thousand")]
        return Some(found.len() as f64);
    }
    if measure.aggregate != Some(Aggregate::Sum) && found.len() != 1 {
        return None;
    }
    let mut sum = 0.0;
    for place in found {
        sum += place.value?.trim().trim_end_matches('%').parse::<f64>().ok()?;
    }
    Some(if measure.unit.as_deref() == Some("ratio") { sum * 100.0 } else { sum })
}
