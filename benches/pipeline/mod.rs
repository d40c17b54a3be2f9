//! The way of a made-up case through all stages, joined as the commands join them, from memory and not from files.

use std::collections::BTreeMap;
use std::sync::Arc;

use signoff::assess::{AssessError, Inputs, assess};
use signoff::evidence::{Masking, Store};
use signoff::model::report::PolicyChoice;
use signoff::model::{Day, Digest, Policy, Report, Source, SourceError};
use signoff::policy::{self, PolicyFile};
use signoff::schema::{Input, Validated, validate};
use signoff::view::{Document, document};

use crate::support::Case;

/// The day as of which cases are judged: their evidence is fresh then.
const AS_OF: &str = "2025-08-27";

/// A case on its way.
pub(crate) struct Pipeline {
    findings: Vec<u8>,
    files: Memory,
    policy: Policy,
    as_of: Day,
}

/// Evidence that lies in memory, so that a disk isn't measured.
struct Memory(BTreeMap<String, Arc<[u8]>>);

impl Source for Memory {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, SourceError> {
        self.0.get(path).cloned().ok_or(SourceError::NotFound)
    }
}

impl Pipeline {
    /// The case before its first stage.
    pub(crate) fn of(case: Case) -> Self {
        let name = "signoff.toml".to_owned();
        let file = PolicyFile { name, bytes: case.policy.into() };
        let extends = &mut |path: &str, _: &str| Err(format!("`{path}` is not part of the case"));
        let loaded = policy::load(file, extends).expect("the case's policy is sound");
        let files = case.files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
        Self {
            findings: case.findings,
            files: Memory(files),
            policy: loaded.policy,
            as_of: Day::parse(AS_OF).expect("a day"),
        }
    }

    /// What `serde_json` takes to parse, the measure of the others: the same bytes.
    pub(crate) fn findings(&self) -> &[u8] {
        &self.findings
    }

    /// The input as the first stage takes it.
    pub(crate) fn input(&self) -> Vec<Input> {
        let name = "findings.json".to_owned();
        vec![Input { path: name.clone(), name, bytes: self.findings.clone() }]
    }

    /// Bytes that were checked.
    pub(crate) fn validated(input: Vec<Input>) -> Validated {
        validate(input).expect("the case is valid").0
    }

    /// Links followed, judged, and the report made. The store is new: every file is read and hashed.
    pub(crate) fn assessed(&self, validated: &Validated) -> Result<Report, AssessError> {
        let store = Store::new(&self.files);
        let inputs = Inputs {
            validated,
            policy: &self.policy,
            policy_name: "signoff.toml".to_owned(),
            policy_choice: PolicyChoice::Found,
            policy_digest: policy::digest(&self.policy),
            store: &store,
            masking: &Masking::default(),
            baselines: &[],
            other_inputs: Vec::new(),
            as_of: self.as_of,
            version: env!("CARGO_PKG_VERSION"),
        };
        assess(&inputs).map(|assessed| assessed.report)
    }

    /// The report from the first byte on.
    pub(crate) fn report(&self) -> Report {
        let validated = Self::validated(self.input());
        self.assessed(&validated).expect("findings can be written as canonical JSON")
    }

    /// The policy and the day.
    pub(crate) fn judged_by(&self) -> (&Policy, Day) {
        (&self.policy, self.as_of)
    }
}

/// The report as data, as `render` writes it.
pub(crate) fn json(report: &Report) -> Vec<u8> {
    serde_json::to_vec_pretty(report).expect("a report is JSON")
}

/// What the report says, and the bytes of report.json.
pub(crate) fn said(report: &Report) -> (Document, Vec<u8>) {
    let json = json(report);
    (document(report, &Digest::of(&json)), json)
}
