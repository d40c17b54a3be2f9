//! What the black-box tests share: the examples, and the binary run on them.
#![allow(
    dead_code,
    clippy::disallowed_methods,
    reason = "each test binary uses a part of this, and tests write"
)]

pub mod pairs;
pub mod printed;
pub mod project;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The day as of which the examples are judged in tests.
pub const AS_OF: &str = "2026-11-26";

/// The package's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, by path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let target = to.join(name);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
}

/// An example: its name, with `-` for `/`, and its findings file.
pub struct Example {
    pub name: String,
    pub findings: PathBuf,
}

/// Every folder below examples/ that holds a findings file, in order.
pub fn examples() -> Vec<Example> {
    let base = root().join("examples");
    let mut folders = vec![base.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("findings.json") {
                let name = folder.strip_prefix(&base).unwrap().to_str().unwrap().replace('/', "-");
                found.push(Example { name, findings: path });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(found.len() >= 6, "the examples are not where they were");
    found
}

/// Runs the binary as a user would, without the machine's settings.
pub fn signoff(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// The binary, ready to run.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_signoff"));
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command
}

/// Renders an example into a folder.
pub fn render(findings: &Path, folder: &Path, more: &[&str]) {
    let mut arguments = vec!["render", findings.to_str().unwrap(), "-o", folder.to_str().unwrap()];
    arguments.extend(["--as-of", AS_OF]);
    arguments.extend(more);
    let output = signoff(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// All examples rendered once a test binary, each into a folder of its name.
pub fn render_all() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("rendered-{}", env!("CARGO_CRATE_NAME")));
        for example in examples() {
            render(&example.findings, &folder.join(&example.name), &[]);
        }
        folder
    })
}

/// The text of a PDF, as a reader copies it.
pub fn pdf_text(file: &Path) -> String {
    let output =
        Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(file).arg("-").output();
    let output = output.expect("pdftotext is missing: run scripts/setup");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
