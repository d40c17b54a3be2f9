//! Parts of a run that stand elsewhere in the log (3.13.5, 3.15.3), and those that stand in other files (4).

use serde::Deserialize;
use serde_json::{Map, Value};

use super::object::Object;
use super::places::{Artifact, LogicalLocation};
use super::results::Written;
use super::written::{Component, Invocation, Log, Run, given};

/// Parts of a run (4.3).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct External {
    guid: Option<String>,
    run_guid: Option<String>,
    driver: Option<Object<Component>>,
    #[serde(deserialize_with = "given")]
    extensions: Vec<Component>,
    #[serde(deserialize_with = "given")]
    invocations: Vec<Invocation>,
    #[serde(deserialize_with = "given")]
    artifacts: Vec<Artifact>,
    #[serde(deserialize_with = "given")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(deserialize_with = "given")]
    taxonomies: Vec<Component>,
    conversion: Option<Value>,
    results: Option<Vec<Object<Written>>>,
    #[serde(deserialize_with = "given")]
    externalized_properties: Map<String, Value>,
}

/// Results that stand outside their run.
pub(super) struct Apart {
    /// The run.
    pub(super) run: usize,
    /// The results, each with its place in the log.
    pub(super) results: Vec<(String, Written)>,
}

/// Puts the parts into their runs. What is left over is told, each with its place in the log.
pub(super) fn put(log: &mut Log) -> (Vec<Apart>, Vec<(String, String)>) {
    let (mut apart, mut notes) = (Vec::new(), Vec::new());
    let runs = log.runs.get_or_insert_default();
    for (number, external) in
        std::mem::take(&mut log.inline_external_properties).into_iter().enumerate()
    {
        let at = format!("/inlineExternalProperties/{number}");
        let of = runs.iter().position(|run| external.is_of(run));
        // A log of one run can mean no other.
        let of = of.or_else(|| (runs.len() == 1).then_some(0));
        let Some((index, Object(run))) = of.and_then(|of| Some((of, runs.get_mut(of)?))) else {
            notes.push((
                at,
                "these external properties are of no run of this log; they are left out".to_owned(),
            ));
            continue;
        };
        if let Some(results) = put_into(external.0, run) {
            let results = results.into_iter().enumerate();
            let results =
                results.map(|(number, Object(it))| (format!("{at}/results/{number}"), it));
            apart.push(Apart { run: index, results: results.collect() });
        }
    }
    (apart, notes)
}

impl External {
    fn is_of(&self, run: &Run) -> bool {
        let own = run.automation_details.get("guid").and_then(Value::as_str);
        let by_run = own.is_some() && self.run_guid.as_deref() == own;
        by_run || self.guid.as_deref().is_some_and(|guid| refers(run, guid))
    }
}

fn refers(run: &Run, guid: &str) -> bool {
    run.external_property_file_references.values().any(|references| {
        let all = references.as_array().map_or(std::slice::from_ref(references), Vec::as_slice);
        all.iter().any(|reference| is_of(reference, guid))
    })
}

fn is_of(reference: &Value, guid: &str) -> bool {
    reference.get("guid").and_then(Value::as_str) == Some(guid)
}

fn put_into(external: External, run: &mut Run) -> Option<Vec<Object<Written>>> {
    if let Some(driver) = external.driver {
        run.tool.0.driver = driver;
    }
    run.tool.0.extensions.extend(external.extensions);
    run.invocations.extend(external.invocations);
    run.artifacts.extend(external.artifacts);
    run.logical_locations.extend(external.logical_locations);
    run.taxonomies.extend(external.taxonomies);
    run.conversion = run.conversion.take().or(external.conversion);
    run.properties.extend(external.externalized_properties);
    if let Some(results) = &external.results {
        let counted = run.results.get_or_insert_default();
        for result in results {
            *counted.0.entry(result.kind().to_owned()).or_insert(0) += 1;
        }
    }
    let guid = external.guid.as_deref().unwrap_or_default();
    for references in run.external_property_file_references.values_mut() {
        if let Value::Array(all) = references {
            all.retain(|reference| !is_of(reference, guid));
        } else if is_of(references, guid) {
            *references = Value::Null;
        }
    }
    external.results
}

/// The names of what a run keeps in other files.
pub(super) fn elsewhere(run: &Run) -> Vec<&str> {
    let is_there = |references: &Value| {
        !references.is_null() && !references.as_array().is_some_and(Vec::is_empty)
    };
    let all = run.external_property_file_references.iter();
    all.filter(|(_, references)| is_there(references)).map(|(name, _)| name.as_str()).collect()
}
