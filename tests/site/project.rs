//! Reports of small systems, and sites of them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{command, signoff};

/// The day as of which the sites are built.
pub const NOW: &str = "2026-03-02";

/// A line that only private evidence holds.
pub const PRIVATE: &str = "salary of the third customer";

/// A version of a system: what its report says.
pub struct Assessed<'a> {
    pub subject: &'a str,
    pub version: &'a str,
    pub as_of: &'a str,
    pub findings: u32,
}

/// The versions that most tests publish.
pub const VERSIONS: [Assessed<'static>; 6] = [
    Assessed { subject: "Shop", version: "1.0.0", as_of: "2026-01-05", findings: 3 },
    Assessed { subject: "Shop", version: "1.1.0", as_of: "2026-02-05", findings: 5 },
    Assessed { subject: "Shop", version: "1.2.0", as_of: "2026-03-01", findings: 2 },
    Assessed { subject: "Tower & <Bridge>", version: "7", as_of: "2026-02-01", findings: 4 },
    Assessed { subject: "Tower & <Bridge>", version: "8", as_of: "2026-02-20", findings: 4 },
    Assessed { subject: "日本 system", version: "../..", as_of: "2026-02-11", findings: 1 },
];

fn findings(version: &Assessed<'_>) -> Value {
    let found = (0..version.findings).map(|number| {
        let severity = ["critical", "high", "low"][number as usize % 3];
        json!({
            "rule": format!("R{}", number % 3), "severity": severity,
            "title": format!("Problem {number} \"<b>\" & more"), "tool": "checker",
            "location": { "path": format!("src/part-{number}.rs"), "start_line": 10 + number }
        })
    });
    json!({
        "signoff": "1",
        "subject": { "name": version.subject, "version": version.version },
        "evidence": [
            { "id": "log", "path": "evidence/log.txt", "collected_at": "2026-01-01", "method": "test" },
            { "id": "Customers", "path": "evidence/customers.txt", "method": "test" }
        ],
        "claims": [
            { "id": "works", "statement": "It works <really>.", "required": true, "evidence": ["log#L1"] },
            { "id": "paid", "statement": "It is paid for.", "evidence": ["Customers#L2"] }
        ],
        "findings": found.collect::<Vec<_>>(),
        "waivers": [{
            "of": "works", "reason": "For the time being.", "requested_by": "A. One", "approved_by": "B. Two",
            "granted": "2026-01-01", "expires": "2026-03-20"
        }]
    })
}

/// Renders a report into a folder, as a package with report.json alone.
pub fn package(version: &Assessed<'_>, folder: &Path) {
    let inputs = folder.with_extension("inputs");
    fs::create_dir_all(inputs.join("evidence")).unwrap();
    fs::write(inputs.join("findings.json"), findings(version).to_string()).unwrap();
    fs::write(inputs.join("evidence/log.txt"), "all is well\nsecond line\n").unwrap();
    fs::write(inputs.join("evidence/customers.txt"), format!("first\n{PRIVATE}\n")).unwrap();
    let from = inputs.join("findings.json");
    let (from, to) = (from.to_str().unwrap(), folder.to_str().unwrap());
    let output =
        signoff(&["render", from, "-o", to, "--as-of", version.as_of, "--formats", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::remove_dir_all(inputs).unwrap();
}

/// A folder with a site.toml and, below `reports`, packages.
pub struct Project {
    pub folder: tempfile::TempDir,
}

/// What is not published unless a test says so.
pub const CONFIG: &str = "title = \"All <of> them\"\nurl = \"https://example.org/readiness/\"\n\
    formats = [\"md\"]\nreports = [\"reports\"]\nprivate = [\"*customers*\"]\n\
    [[subject]]\nname = \"Shop\"\ngroup = \"Trade\"\n";

impl Project {
    /// With the packages of some of the versions.
    pub fn of(versions: &[usize]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(project.path("site.toml"), CONFIG).unwrap();
        fs::create_dir(project.path("reports")).unwrap();
        for version in versions {
            project.put(*version);
        }
        project
    }

    /// Puts the package of a version among the reports.
    pub fn put(&self, version: usize) {
        package(&VERSIONS[version], &self.path(&format!("reports/{version}")));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Builds the site; what is said of it.
    pub fn build(&self) -> String {
        let output = self.building().output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        told
    }

    /// The build, ready to run.
    pub fn building(&self) -> std::process::Command {
        let (config, public) = (self.path("site.toml"), self.path("public"));
        command(&[
            "site",
            "build",
            config.to_str().unwrap(),
            "-o",
            public.to_str().unwrap(),
            "--as-of",
            NOW,
        ])
    }

    /// Adds the package of a version to what is published; what is said of it.
    pub fn add(&self, version: usize) -> String {
        let folder = self.path(&format!("more/{version}"));
        package(&VERSIONS[version], &folder);
        self.add_at(&folder)
    }

    pub fn add_at(&self, report: &Path) -> String {
        let public = self.path("public");
        let output = signoff(&[
            "site",
            "add",
            public.to_str().unwrap(),
            report.to_str().unwrap(),
            "--as-of",
            NOW,
        ]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        told
    }

    /// Checks the site: the exit code, and what is said.
    pub fn check(&self, more: &[&str]) -> (i32, String) {
        let public = self.path("public");
        let mut arguments = vec!["site", "check", public.to_str().unwrap()];
        arguments.extend(more);
        let output = signoff(&arguments);
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}
