//! Scanners whose JSON says how much they looked at: one table, a row for each shape.

use crate::evidence::File;

/// One shape of a scanner's output.
struct Row {
    /// Places that tell the shape: all are there.
    tells: &'static [&'static str],
    /// What makes it say that nothing was looked at.
    nothing: Nothing,
    /// Why it shows nothing.
    says: &'static str,
}

enum Nothing {
    /// The shape itself.
    Always,
    /// At least one of these numbers is there, and all that are there are 0.
    Zero(&'static [&'static str]),
    /// None of these is there with something in it.
    Lacks(&'static [&'static str]),
    /// The text at that place.
    Is(&'static str, &'static str),
    /// Each element of that list has that member.
    Each(&'static str, &'static str),
}
use Nothing::{Always, Each, Is, Lacks, Zero};

/// In the order of their names. A list of such documents is vacuous if each of them is.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { tells: &["/testEngine/name", "/violations"], nothing: Lacks(&["/passes", "/violations", "/incomplete"]), says: "axe applied no rule" },
    Row { tells: &["/metrics/_totals/loc", "/results"], nothing: Zero(&["/metrics/_totals/loc"]), says: "bandit looked at no line of code" },
    Row { tells: &["/database", "/lockfile/dependency-count"], nothing: Zero(&["/lockfile/dependency-count"]), says: "cargo-audit looked at no dependency" },
    Row { tells: &["/checkov_version", "/passed"], nothing: Zero(&["/passed", "/failed", "/skipped"]), says: "checkov made no check" },
    Row { tells: &["/summary/checkov_version"], nothing: Zero(&["/summary/passed", "/summary/failed", "/summary/skipped"]), says: "checkov made no check" },
    Row { tells: &["/details", "/summary/fatal"], nothing: Zero(&["/summary/fatal", "/summary/warn", "/summary/info", "/summary/pass"]), says: "dockle made no check" },
    Row { tells: &["/scan/status", "/vulnerabilities"], nothing: Is("/scan/status", "failure"), says: "the scan says that it failed" },
    Row { tells: &["/Stats/files", "/Issues"], nothing: Zero(&["/Stats/files"]), says: "gosec looked at no file" },
    Row { tells: &["/total/lines/total", "/total/statements/total"], nothing: Zero(&["/total/lines/total", "/total/statements/total"]), says: "the coverage is of no line" },
    Row { tells: &["/state/testRunDurationMs", "/metrics"], nothing: Zero(&["/metrics/iterations/values/count", "/metrics/http_reqs/values/count"]), says: "k6 ran no iteration" },
    Row { tells: &["/root_group", "/metrics"], nothing: Zero(&["/metrics/iterations/count", "/metrics/http_reqs/count"]), says: "k6 ran no iteration" },
    Row { tells: &["/root_group", "/metrics"], nothing: Lacks(&["/metrics/iterations", "/metrics/iteration_duration", "/metrics/http_reqs", "/metrics/http_req_duration", "/metrics/checks"]), says: "k6 ran no iteration" },
    Row { tells: &["/files_scanned", "/queries_total"], nothing: Zero(&["/files_scanned"]), says: "KICS scanned no file" },
    Row { tells: &["/Controls", "/Totals/total_pass"], nothing: Zero(&["/Totals/total_pass", "/Totals/total_fail", "/Totals/total_warn", "/Totals/total_info"]), says: "kube-bench made no check" },
    Row { tells: &["/error/code", "/error/summary"], nothing: Always, says: "it ended with an error" },
    Row { tells: &["/auditReportVersion"], nothing: Zero(&["/metadata/dependencies/total"]), says: "the audit looked at no dependency" },
    Row { tells: &["/advisories"], nothing: Zero(&["/metadata/totalDependencies"]), says: "the audit looked at no dependency" },
    Row { tells: &["/dependencies", "/fixes"], nothing: Each("/dependencies", "skip_reason"), says: "pip-audit audited no dependency" },
    Row { tells: &["/scorecard/version", "/checks"], nothing: Lacks(&["/checks"]), says: "scorecard made no check" },
    Row { tells: &["/paths/scanned", "/results"], nothing: Lacks(&["/paths/scanned"]), says: "semgrep scanned no file" },
    Row { tells: &["/dependencyCount", "/packageManager"], nothing: Zero(&["/dependencyCount"]), says: "snyk looked at no dependency" },
    Row { tells: &["/results/scan_summary/policies_validated"], nothing: Zero(&["/results/scan_summary/policies_validated"]), says: "terrascan validated no policy" },
    Row { tells: &["/finding", "/id", "/ip", "/severity"], nothing: Is("/severity", "FATAL"), says: "testssl could not test" },
    Row { tells: &["/ArtifactName", "/SchemaVersion"], nothing: Lacks(&["/Results"]), says: "trivy names no target that it scanned" },
];

/// Yarn's audit, a document a line, of which the last sums up.
const YARN: Row = Row {
    tells: &["/data/totalDependencies", "/type"],
    nothing: Zero(&["/data/totalDependencies"]),
    says: "the audit looked at no dependency",
};

/// Why a scanner's output shows nothing; none where it does, or is of an unknown shape.
pub(super) fn nothing(file: &File, text: &str) -> Option<String> {
    let whole = Place { file, text, path: Vec::new() };
    let Some(raw) = whole.raw("") else { return of_lines(text) };
    let row = ROWS.iter().find(|row| {
        if raw.starts_with('[') {
            let mut documents = whole.elements("").peekable();
            documents.peek().is_some() && documents.all(|document| row.holds(&document))
        } else {
            row.holds(&whole)
        }
    })?;
    Some(row.says.to_owned())
}

fn of_lines(text: &str) -> Option<String> {
    let file = File::new(text.trim_end().lines().next_back()?.as_bytes().into());
    let last = Place { file: &file, text: file.text().ok()?, path: Vec::new() };
    YARN.holds(&last).then(|| YARN.says.to_owned())
}

impl Row {
    fn holds(&self, place: &Place<'_>) -> bool {
        if !self.tells.iter().all(|pointer| place.raw(pointer).is_some()) {
            return false;
        }
        match self.nothing {
            Always => true,
            Zero(pointers) => {
                let mut numbers = pointers.iter().filter_map(|at| place.raw(at)).peekable();
                numbers.peek().is_some() && numbers.all(is_zero)
            }
            Lacks(pointers) => pointers.iter().all(|at| place.raw(at).is_none_or(is_empty)),
            Is(pointer, text) => place.raw(pointer).is_some_and(|raw| is_text(raw, text)),
            Each(list, member) => {
                let is_list = place.raw(list).is_some_and(|raw| raw.starts_with('['));
                let has =
                    |element: Place<'_>| element.raw(member).is_some_and(|raw| !is_empty(raw));
                is_list && place.elements(list).all(has)
            }
        }
    }
}

/// A place in a document, from which pointers lead further.
struct Place<'f> {
    file: &'f File,
    text: &'f str,
    path: Vec<String>,
}

impl<'f> Place<'f> {
    /// What stands at a pointer, as written. Tokens in the table hold no `~` and no `/`.
    fn raw(&self, pointer: &str) -> Option<&'f str> {
        self.text.get(self.file.json().find(self.text, &self.path_to(pointer)).ok()?)
    }

    fn path_to(&self, pointer: &str) -> Vec<String> {
        let tokens = pointer.split('/').filter(|token| !token.is_empty()).map(str::to_owned);
        self.path.iter().cloned().chain(tokens).collect()
    }

    fn elements(&self, pointer: &str) -> impl Iterator<Item = Place<'f>> + use<'f> {
        let (file, text, path) = (self.file, self.text, self.path_to(pointer));
        (0_usize..).map_while(move |index| {
            let mut path = path.clone();
            path.push(index.to_string());
            let place = Place { file, text, path };
            place.raw("").is_some().then_some(place)
        })
    }
}

fn is_zero(raw: &str) -> bool {
    raw.contains('0') && raw.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// `null`, and a list, an object or a text in which there is nothing.
fn is_empty(raw: &str) -> bool {
    let inner = raw.strip_prefix(['[', '{', '"']).and_then(|raw| raw.strip_suffix([']', '}', '"']));
    raw == "null" || inner.is_some_and(|inner| inner.trim().is_empty())
}

fn is_text(raw: &str, text: &str) -> bool {
    raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) == Some(text)
}

#[cfg(test)]
mod tests;
