//! The package that is changed: two findings files, a policy that extends another and holds against an earlier
//! report, the same since which changes are told, evidence that is there and evidence that is not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use serde_json::{Value, json};
use signoff::model::Digest;

use crate::support::{AS_OF, copy, root, signoff};

/// The formats that every build has.
pub const FORMATS: [&str; 2] = ["--formats", "md,html,json"];

/// A folder of this process: tests may run in several at once.
fn own_folder(name: &str) -> PathBuf {
    let name = format!("{name}-{}", std::process::id());
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

pub fn run(arguments: &[&str]) -> Output {
    let output = signoff(arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
    output
}

/// The inputs, with the earlier report rendered where the policy names it.
pub fn inputs() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = own_folder("verify-shop");
        copy(&root().join("tests/fixtures/package"), &folder);
        let last = folder.join("last");
        let findings = last.join("findings.json");
        let (findings, last) = (findings.to_str().unwrap(), last.to_str().unwrap());
        let arguments = ["render", findings, "-o", last, "--as-of", "2026-01-01"];
        run(&[&arguments[..], &["--formats", "json"]].concat());
        folder
    })
}

/// What is judged, as arguments.
pub fn judged() -> Vec<String> {
    let path = |name: &str| inputs().join(name).to_str().unwrap().to_owned();
    let as_of = ["--as-of", AS_OF, "--baseline"].map(str::to_owned);
    let mut judged = vec![path("findings.json"), path("tests.json")];
    judged.extend(as_of);
    judged.push(path("last/report.json"));
    judged
}

/// The package as `render` wrote it; nobody may change it.
pub fn rendered() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = own_folder("verify-rendered");
        let judged = judged();
        let judged: Vec<&str> = judged.iter().map(String::as_str).collect();
        run(&[&["render"], &judged[..], &["-o", folder.to_str().unwrap()], &FORMATS].concat());
        folder
    })
}

/// A copy of the package that may be changed.
pub struct Package(tempfile::TempDir);

impl Package {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(rendered(), folder.path());
        Self(folder)
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.folder().join(name), bytes).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.folder().join(name)).unwrap();
    }

    /// Replaces a text that stands there once or more, and says nothing to the manifest.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replacen(from, to, 1));
    }

    /// The same, carried through to the manifest.
    pub fn replace_and_relist(&self, name: &str, from: &str, to: &str) {
        self.replace(name, from, to);
        self.relist(name);
    }

    /// Changes a JSON file as its writer would have written it.
    pub fn edit(&self, name: &str, change: impl FnOnce(&mut Value)) {
        let mut value: Value = serde_json::from_slice(&self.read(name)).unwrap();
        let before = value.clone();
        change(&mut value);
        assert_ne!(value, before, "nothing was changed");
        self.write(name, serde_json::to_string_pretty(&value).unwrap() + "\n");
    }

    /// The same, carried through to the manifest.
    pub fn edit_and_relist(&self, name: &str, change: impl FnOnce(&mut Value)) {
        self.edit(name, change);
        self.relist(name);
    }

    /// Changes the manifest.
    pub fn manifest(&self, change: impl FnOnce(&mut Value)) {
        self.edit("manifest.json", change);
    }

    /// Gives a file the entry in the manifest that its bytes deserve.
    pub fn relist(&self, name: &str) {
        let bytes = self.read(name);
        let entry = json!({ "path": name, "sha256": Digest::of(&bytes), "size": bytes.len() });
        self.manifest(|manifest| {
            let files = manifest["files"].as_array_mut().unwrap();
            files.retain(|file| file["path"] != name);
            files.push(entry);
            files.sort_by_key(|file| file["path"].as_str().unwrap().to_owned());
        });
    }

    /// Takes a file out of the manifest.
    pub fn unlist(&self, name: &str) {
        self.manifest(|manifest| {
            manifest["files"].as_array_mut().unwrap().retain(|file| file["path"] != name);
        });
    }
}

/// What `verify` says of a path.
pub struct Said {
    pub code: Option<i32>,
    pub value: Value,
    pub diagnostics: Vec<Value>,
}

impl Said {
    pub fn of(path: &Path) -> Self {
        let output = signoff(&["verify", path.to_str().unwrap(), "--format", "json"]);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        let diagnostics = value["diagnostics"].as_array().cloned().unwrap_or_default();
        Self { code: output.status.code(), value, diagnostics }
    }

    /// The codes of what differs, each once.
    pub fn errors(&self) -> Vec<&str> {
        let errors = self.diagnostics.iter().filter(|told| told["level"] == "error");
        let mut codes: Vec<&str> = errors.map(|told| told["code"].as_str().unwrap()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Whether a message of that code names something, in its words, by its place or in what it adds.
    pub fn names(&self, code: &str, what: &str) -> bool {
        let of_code = self.diagnostics.iter().filter(|told| told["code"] == code);
        let mut words =
            of_code.map(|told| format!("{} {} {}", told["message"], told["place"], told["help"]));
        words.any(|words| words.contains(what))
    }
}
