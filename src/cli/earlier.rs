//! `--baseline`: the earlier report since which changes are told, be it a report.json or in a package.

use std::path::{Path, PathBuf};

use super::args::{JudgeOptions, UnderOptions};
use super::exit::Failure;
use super::policy::PolicyInput;
use super::root::STDIN;
use super::{inputs, package, packaged};
use crate::attest::{self, Role};
use crate::diagnostic::{Diagnostic, Place};
use crate::schema::is_report;

/// Reads it, where one is named.
pub(super) fn read(options: &JudgeOptions) -> Result<Option<PolicyInput>, Failure> {
    let Some(path) = &options.baseline else { return Ok(None) };
    let is_stdin = |path: &PathBuf| path.as_os_str() == STDIN;
    if is_stdin(path) && options.files.iter().any(is_stdin) {
        return Err(Failure::Usage {
            message: "standard input is named twice".to_owned(),
            help: "write `-` once".to_owned(),
        });
    }
    let shown = path.to_string_lossy().into_owned();
    let bytes = bytes(path, &shown)?;
    Ok(Some(PolicyInput { role: Role::Earlier, named: shown.clone(), shown, bytes }))
}

/// The report.json. That of a package is made again: what lies there may have been changed with its manifest.
fn bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Failure> {
    let package = if let Some(package) = package::given(&[path.to_path_buf()])? {
        package
    } else {
        let bytes = inputs::bytes(path)?;
        if !package::is_archive(&bytes) {
            return if may_be_report(&bytes) { Ok(bytes) } else { Err(no_report(shown)) };
        }
        package::of_bytes(&bytes)?
    };
    let judged = packaged::judge(&UnderOptions::default(), package)?;
    attest::json(&judged.report).map_err(Failure::internal)
}

/// What is no JSON is told with its place, where it is read.
fn may_be_report(bytes: &[u8]) -> bool {
    is_report(bytes) || serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err()
}

fn no_report(shown: &str) -> Failure {
    let told = Diagnostic::error("unreadable-baseline", format!("`{shown}` is no report"));
    Failure::unprinted(vec![told.at(Place::file(shown)).help(
        "name a report.json, a folder that `signoff render` wrote, or an archive of `signoff bundle`; \
         findings are rendered first",
    )])
}

/// That what is shown as it stands takes no earlier report.
pub(super) fn stands_alone(what: &str) -> Failure {
    Failure::Usage {
        message: format!("{what}, and changes would be added to it"),
        help: "name the findings that it was made from beside --baseline, or compare the two with `signoff diff`"
            .to_owned(),
    }
}
