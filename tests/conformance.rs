//! What Signoff writes, held against tools that are not ours. `scripts/setup` installs them; `scripts/test` runs these tests.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]
#![cfg(feature = "pdf")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use support::{AS_OF, examples, pairs, render, render_all, root};

/// Where scripts/setup puts the tools.
fn tools() -> PathBuf {
    let tools = root().join("target/tools");
    assert!(tools.is_dir(), "the tools are missing: run scripts/setup");
    tools
}

/// Runs a tool and fails with what it prints.
fn passes(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The report of every example, and one that tells what changed since another, by the name of its file.
fn reports(name: &str) -> Vec<PathBuf> {
    let folder = render_all();
    let of_examples = examples().into_iter().map(|example| folder.join(example.name).join(name));
    of_examples.chain([changed().join(name)]).collect()
}

/// An example that tells what changed since another: nearly everything.
fn changed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let here = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance-changed");
        let before = render_all().join("crm-vision");
        let after = root().join("examples/xpress-ops-tower/findings.json");
        render(&after, &here, &["--baseline", before.to_str().unwrap()]);
        here
    })
}

/// The reports in a format, what changed between some of them, and what became of findings and claims over several.
fn outputs(format: &str) -> Vec<PathBuf> {
    let mut all = reports(&format!("report.{format}"));
    all.extend(compared().iter().map(|folder| folder.join(format!("diff.{format}"))));
    all.extend(chained().iter().map(|folder| folder.join(format!("history.{format}"))));
    all
}

/// Histories in all formats: of two versions of an example, of few versions, of many, and of hostile ones.
fn chained() -> &'static [PathBuf] {
    static FOLDERS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FOLDERS.get_or_init(|| {
        let here = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance-chained");
        let written = |name: &str, versions: &[PathBuf]| {
            let folder = here.join(name).join("told");
            pairs::chain(versions, &["-o", folder.to_str().unwrap()]);
            folder
        };
        let reports = render_all();
        let example =
            ["before", "after"].map(|name| reports.join(format!("predictive-maintenance-{name}")));
        let mut all = vec![written("example", &example)];
        for chain in pairs::chains() {
            let name = chain.file_stem().unwrap().to_str().unwrap();
            all.push(written(name, &pairs::versions(&chain, &here.join(name))));
        }
        all
    })
}

/// Comparisons in all formats: two versions of an example, two examples, a case in which everything moves, and at last one
/// with findings to choose among.
fn compared() -> &'static [PathBuf] {
    static FOLDERS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FOLDERS.get_or_init(|| {
        let here = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance-compared");
        let reports = render_all();
        let sides = |name: &str| {
            let case = root().join("tests/diff/cases").join(format!("{name}.json"));
            pairs::sides(&case, &here.join("cases").join(name))
        };
        let ([old, new], [before, after]) = (sides("system"), sides("statuses"));
        let of = |name: &str| reports.join(name);
        let all = [
            ("versions", of("predictive-maintenance-before"), of("predictive-maintenance-after")),
            ("examples", of("crm-vision"), of("xpress-ops-tower")),
            ("system", old, new),
            ("statuses", before, after),
        ];
        let written = |(name, old, new): (&str, PathBuf, PathBuf)| {
            let folder = here.join(name);
            pairs::diff(&old, &new, &["-o", folder.to_str().unwrap()]);
            folder
        };
        all.into_iter().map(written).collect()
    })
}

#[test]
#[ignore = "needs scripts/setup"]
fn html_is_valid() {
    let jar = tools().join("node_modules/vnu-jar/build/dist/vnu.jar");
    passes(
        Command::new("java")
            .arg("-Xss4m")
            .arg("-jar")
            .arg(jar)
            .arg("--errors-only")
            .args(outputs("html")),
    );
}

#[test]
#[ignore = "needs scripts/setup"]
fn html_is_accessible() {
    passes(
        Command::new("node")
            .arg(root().join("tests/conformance/accessibility.mjs"))
            .arg(tools())
            .args(outputs("html")),
    );
}

#[test]
#[ignore = "needs scripts/setup"]
fn findings_can_be_chosen_without_script() {
    let page = compared().last().unwrap().join("diff.html");
    passes(
        Command::new("node")
            .arg(root().join("tests/conformance/choosing.mjs"))
            .arg(tools())
            .arg(page),
    );
}

#[test]
#[ignore = "needs scripts/setup"]
fn pdf_conforms() {
    let python = tools().join("python/bin");
    let files = outputs("pdf");
    passes(
        Command::new(python.join("python"))
            .arg(root().join("tests/conformance/pdf.py"))
            .args(&files),
    );
    for file in &files {
        passes(Command::new("qpdf").arg("--check").arg(file));
        passes(Command::new(python.join("outloud")).args(["-q", "--fail-on", "error"]).arg(file));
        fonts_are_embedded(file);
    }
}

/// Every font is embedded and maps back to Unicode, so that text can be copied and read aloud.
fn fonts_are_embedded(file: &Path) {
    let output = Command::new("pdffonts").arg(file).output().unwrap();
    let table = String::from_utf8_lossy(&output.stdout);
    let fonts: Vec<&str> = table.lines().skip(2).collect();
    assert!(!fonts.is_empty(), "{} has no font", file.display());
    for font in fonts {
        let columns: Vec<&str> = font.split_whitespace().rev().collect();
        // From the right: object, generation, unicode, subset, embedded.
        assert_eq!((columns[2], columns[4]), ("yes", "yes"), "{font}");
    }
}

#[test]
#[ignore = "needs scripts/setup"]
fn markdown_is_clean() {
    passes(
        Command::new(tools().join("node_modules/.bin/markdownlint-cli2"))
            .arg("--config")
            .arg(root().join(".markdownlint.jsonc"))
            .args(outputs("md")),
    );
}

/// diff.json of every case in tests/diff, and of every example against the next.
fn deltas() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance-deltas");
    let written = |old: &Path, new: &Path, name: &str, more: &[&str]| {
        let to = folder.join(name);
        let here = ["--formats", "json", "-o", to.to_str().unwrap()];
        pairs::diff(old, new, &[&here, more].concat());
        to.join("diff.json")
    };
    let mut files = Vec::new();
    for case in pairs::cases() {
        let name = case.file_stem().unwrap().to_str().unwrap();
        let [old, new] = pairs::sides(&case, &folder.join(name));
        files.push(written(&old, &new, name, &[]));
    }
    for pair in examples().windows(2) {
        let name = format!("{}-{}", pair[0].name, pair[1].name);
        files.push(written(&pair[0].findings, &pair[1].findings, &name, &["--as-of", AS_OF]));
    }
    files
}

#[test]
#[ignore = "needs scripts/setup"]
fn schemas_and_documents_agree() {
    let schemas = root().join("schemas");
    let ajv = root().join("tests/conformance/schemas.mjs");
    let findings = examples().into_iter().map(|example| example.findings);
    let check = |schema: &str, files: Vec<PathBuf>| {
        passes(Command::new("node").arg(&ajv).arg(tools()).arg(schemas.join(schema)).args(files));
        passes(
            Command::new(tools().join("python/bin/check-jsonschema"))
                .arg("--check-metaschema")
                .arg(schemas.join(schema)),
        );
    };
    check("delta-1.schema.json", deltas());
    check("findings-1.schema.json", findings.collect());
    check(
        "history-1.schema.json",
        chained().iter().map(|folder| folder.join("history.json")).collect(),
    );
    check("manifest-1.schema.json", reports("manifest.json"));
    check("report-1.schema.json", reports("report.json"));
    check("policy-1.schema.json", Vec::new());
}
