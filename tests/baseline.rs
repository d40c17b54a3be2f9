//! `--baseline`: what changed since an earlier report stands in the report itself, as `signoff diff` tells it, and can be
//! made again from the package alone.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;
use signoff::model::Digest;
use support::pairs::{cases, diff, sides};
use support::{AS_OF, command, files, root, signoff};

const FORMATS: [&str; 2] = ["--formats", "md,html,json"];

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[track_caller]
fn run(arguments: &[&str], code: i32) -> Output {
    let output = signoff(arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    output
}

/// Two reports of a case: the old report.json, the new findings, and the day as of which those are judged.
struct Pair {
    folder: tempfile::TempDir,
    old: PathBuf,
    new: PathBuf,
    as_of: String,
}

impl Pair {
    fn of(case: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = sides(case, folder.path());
        let as_of = json(&new)["as_of"].as_str().unwrap().to_owned();
        Self { folder, old, new, as_of }
    }

    fn named(name: &str) -> Self {
        Self::of(&root().join("tests/diff/cases").join(name))
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// The new findings, and under what they are judged.
    fn judged(&self) -> [String; 3] {
        [self.path("new/findings.json"), "--as-of".to_owned(), self.as_of.clone()]
    }

    /// Renders the new report with changes since that, into a folder of that name.
    #[track_caller]
    fn rendered(&self, baseline: &str, to: &str) -> PathBuf {
        let to = self.path(to);
        let judged = self.judged();
        let [findings, option, as_of] = judged.each_ref().map(String::as_str);
        let first = ["render", findings, option, as_of, "--baseline", baseline, "-o", &to];
        run(&[&first[..], &FORMATS].concat(), 0);
        PathBuf::from(to)
    }

    fn old(&self) -> &str {
        self.old.to_str().unwrap()
    }
}

/// What `diff` tells, as the later report can hold it: it knows neither its own place nor its own digest.
fn held(mut delta: Value) -> Value {
    for name in ["path", "sha256"] {
        delta["new"].as_object_mut().unwrap().shift_remove(name);
    }
    delta["old"]["path"] = "inputs/earlier/report.json".into();
    delta["findings"].as_array_mut().unwrap().retain(|finding| finding["change"] != "same");
    delta
}

#[test]
fn a_report_holds_what_diff_tells_and_verify_makes_it_again() {
    let schema = jsonschema::draft202012::new(&json(&root().join("schemas/report-1.schema.json")));
    let schema = schema.unwrap();
    for case in cases() {
        let pair = Pair::of(&case);
        let folder = pair.rendered(pair.old(), "told");
        let report = json(&folder.join("report.json"));
        let wrong: Vec<String> =
            schema.iter_errors(&report).map(|it| format!("{}: {it}", it.instance_path())).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", case.display());
        assert_eq!(report["changes"], held(diff(&pair.old, &pair.new, &[])), "{}", case.display());
        // Nothing else is in it that wasn't in it before.
        let mut plain = report.clone();
        plain.as_object_mut().unwrap().shift_remove("changes");
        let inputs = plain["provenance"]["inputs"].as_array_mut().unwrap();
        inputs.retain(|input| input["role"] != "earlier");
        assert_eq!(plain, json(&pair.new), "{}", case.display());
        let copy = fs::read(folder.join("inputs/earlier/report.json")).unwrap();
        assert_eq!(copy, fs::read(&pair.old).unwrap());
        let digest = Digest::of(&copy).to_string();
        for name in ["report.md", "report.html"] {
            let page = text(&folder.join(name));
            assert!(page.contains("Changes since"), "{name} of {}", case.display());
            // As an input, and as what changes are told since.
            assert_eq!(page.matches(&digest).count(), 2, "{name} of {}", case.display());
        }
        run(&["verify", folder.to_str().unwrap()], 0);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_wherever_it_lies() {
    let pair = Pair::named("system.json");
    let first = files(&pair.rendered(pair.old(), "first"));
    let old = pair.old.parent().unwrap().to_str().unwrap().to_owned();
    let zip = pair.path("old.zip");
    run(&["bundle", &old, "-o", &zip], 0);
    for (at, baseline) in [pair.old(), &old, &zip].into_iter().enumerate() {
        let again = files(&pair.rendered(baseline, &format!("again-{at}")));
        assert!(again == first, "{baseline}");
    }
    let judged = pair.judged();
    let [findings, option, as_of] = judged.each_ref().map(String::as_str);
    let piped = pair.path("piped");
    let first_of = ["render", findings, option, as_of, "--baseline", "-", "-o", &piped];
    let mut child = command(&[&first_of[..], &FORMATS].concat());
    let bytes = fs::File::open(&pair.old).unwrap();
    let output = child.stdin(Stdio::from(bytes)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(files(Path::new(&piped)) == first);
    // As a bundle, and rendered again from it.
    let told = pair.path("told.zip");
    let packed = ["bundle", findings, option, as_of, "--baseline", pair.old(), "-o", &told];
    run(&[&packed[..], &FORMATS].concat(), 0);
    run(&["verify", &told], 0);
    let again = pair.path("unpacked");
    run(&[&["render", &told, "-o", &again][..], &FORMATS].concat(), 0);
    assert!(files(Path::new(&again)) == first);
}

#[test]
fn what_an_earlier_report_says_of_one_before_it_is_left_aside() {
    let pair = Pair::named("statuses.json");
    let first = pair.rendered(pair.old(), "first").join("report.json");
    assert!(json(&first).get("changes").is_some());
    let told = |old: &Path, new: &Path| {
        let mut delta = held(diff(old, new, &[]));
        delta["old"].as_object_mut().unwrap().shift_remove("sha256");
        delta
    };
    assert_eq!(told(&first, &pair.old), told(&pair.new, &pair.old));
    assert_eq!(told(&pair.old, &first), told(&pair.old, &pair.new));
    let second = pair.rendered(first.to_str().unwrap(), "second");
    let changes = &json(&second.join("report.json"))["changes"];
    assert_eq!(changes["verdict"]["direction"], "neither");
    assert!(changes["findings"].as_array().unwrap().is_empty());
    assert!(text(&second.join("report.md")).contains("What is the same"));
    run(&["verify", second.to_str().unwrap()], 0);
    // A report.json is shown as it stands, with all that it says.
    let shown = pair.path("shown");
    run(&["render", first.to_str().unwrap(), "-o", &shown, "--formats", "json"], 0);
    assert_eq!(json(&Path::new(&shown).join("report.json")), json(&first));
}

#[test]
fn a_secret_in_the_earlier_report_is_masked_before_it_is_compared() {
    let pair = Pair::named("system.json");
    let secret = ["gh", "p_a8F3kq29Zp0xR7mB5tWd1YcVn6Hs4JgLwEab"].concat();
    let title = json(&pair.old)["findings"][0]["title"].as_str().unwrap().to_owned();
    let leaking = text(&pair.old).replace(&title, &format!("{title} with {secret}"));
    assert!(leaking.contains(&secret));
    let path = pair.path("leaking.json");
    fs::write(&path, &leaking).unwrap();
    let folder = pair.rendered(&path, "told");
    for (name, bytes) in files(&folder) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&secret[8..]), "{name}");
    }
    let copy = fs::read(folder.join("inputs/earlier/report.json")).unwrap();
    let changes = &json(&folder.join("report.json"))["changes"];
    assert_eq!(changes["old"]["sha256"], Digest::of(&copy).to_string());
    let masked = json(&folder.join("manifest.json"))["masked"].to_string();
    assert!(masked.contains("inputs/earlier/report.json"), "{masked}");
    run(&["verify", folder.to_str().unwrap()], 0);
}

#[test]
fn what_is_no_report_is_told_with_its_place() {
    let pair = Pair::named("system.json");
    let judged = pair.judged();
    let [findings, option, as_of] = judged.each_ref().map(String::as_str);
    let written = |name: &str, text: &str| {
        fs::write(pair.path(name), text).unwrap();
        pair.path(name)
    };
    let whole = text(&pair.old);
    let (cut, other) = (written("cut.json", &whole[..whole.len() / 2]), written("x.json", "{}"));
    let broken = written("broken.json", &whole.replacen("\"gates\"", "\"gaits\"", 1));
    let plain = pair.new.parent().unwrap().to_str().unwrap().to_owned();
    let told = pair.path("told");
    for (baseline, code, says) in [
        (findings, 2, "error[unreadable-baseline]"),
        (findings, 2, "findings are rendered first"),
        (&other, 2, "is no report"),
        (&cut, 2, "cut.json:"),
        (&broken, 2, "broken.json:"),
        ("nowhere.json", 3, "can't read nowhere.json"),
    ] {
        let output =
            run(&["render", findings, option, as_of, "--baseline", baseline, "-o", &told], code);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(says), "{baseline}: {said}");
        assert!(!Path::new(&told).exists());
    }
    for command in ["render", "bundle", "check"] {
        for (shown, says) in
            [(pair.new.to_str().unwrap(), "shown as it stands"), (&plain, "package")]
        {
            let to: &[&str] = if command == "check" { &[] } else { &["-o", &told] };
            let output = run(&[&[command, shown, "--baseline", pair.old()], to].concat(), 2);
            let said = String::from_utf8_lossy(&output.stderr);
            let is_folder = command == "bundle" && shown == plain;
            let says = if is_folder { "packed as it stands" } else { says };
            assert!(said.contains(says) && said.contains("help"), "{command} {shown}: {said}");
        }
    }
    let output = run(&["check", "-", "--baseline", "-"], 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard input is named twice"));
}

#[test]
fn a_baseline_that_was_changed_is_refused() {
    let pair = Pair::named("system.json");
    let folder = pair.old.parent().unwrap().to_owned();
    fs::write(&pair.old, text(&pair.old).replacen("\"not_ready\"", "\"ready\"", 1) + " ").unwrap();
    let judged = pair.judged();
    let [findings, option, as_of] = judged.each_ref().map(String::as_str);
    let arguments = ["check", findings, option, as_of, "--baseline", folder.to_str().unwrap()];
    let output = run(&arguments, 4);
    assert!(String::from_utf8_lossy(&output.stderr).contains("digest-mismatch"));
}

#[test]
fn a_report_of_another_system_is_compared_and_said_to_be() {
    let pair = Pair::named("system.json");
    let other = root().join("examples/axiomcore/findings.json");
    let folder = pair.path("other");
    let first = ["render", other.to_str().unwrap(), "--as-of", AS_OF, "-o", &folder];
    run(&[&first[..], &["--formats", "json"]].concat(), 0);
    let judged = pair.judged();
    let [findings, option, as_of] = judged.each_ref().map(String::as_str);
    let output =
        run(&["check", findings, option, as_of, "--baseline", &folder, "--fail-on", "never"], 0);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("warning[other-subject]"), "{said}");
}

#[test]
fn check_gates_on_changes_alone_or_beside_the_verdict() {
    let pair = Pair::named("system.json");
    let judged = pair.judged();
    let [findings, option, as_of] = judged.each_ref().map(String::as_str);
    let code = |baseline: &[&str], limits: &str| {
        let first = ["check", findings, option, as_of, "--fail-on", limits];
        signoff(&[&first[..], baseline].concat()).status.code()
    };
    let same = pair.rendered(pair.old(), "same").to_str().unwrap().to_owned();
    // The new report is not ready, and has a new finding and claims that are worse.
    let since_old = ["--baseline", pair.old()];
    let told = json(&Path::new(&same).join("report.json"))["changes"].clone();
    assert_eq!(told["verdict"]["direction"], "worse", "{told}");
    assert_eq!(code(&since_old, "verdict"), Some(1));
    assert_eq!(code(&since_old, "claim"), Some(1));
    assert_eq!(code(&since_old, "never"), Some(0));
    assert_eq!(code(&since_old, "never,verdict"), Some(1));
    // Since itself nothing is worse: the verdict alone is no change.
    let since_same = ["--baseline", same.as_str()];
    assert_eq!(code(&since_same, "new,verdict,gate,claim,measure"), Some(0));
    assert_eq!(code(&since_same, "new,not-ready"), Some(1));
    // What is named has to be there, and so has the earlier report.
    assert_eq!(code(&since_old, "gate:nowhere"), Some(2));
    assert_eq!(code(&[], "new"), Some(2));
    assert_eq!(code(&since_old, "newer"), Some(2));
    // A package knows its own earlier report.
    assert_eq!(signoff(&["check", &same, "--fail-on", "verdict"]).status.code(), Some(1));
    let first = ["check", findings, option, as_of, "--fail-on", "never"];
    let human = run(&[&first[..], &since_old].concat(), 0);
    assert!(String::from_utf8_lossy(&human.stdout).contains("\nchanges    "));
    let data = run(&[&first[..], &since_old, &["--format", "json"]].concat(), 0);
    let data: Value = serde_json::from_slice(&data.stdout).unwrap();
    assert_eq!(data["changes"], told);
    let plain = run(&[&first[..], &["--format", "json"]].concat(), 0);
    let plain: Value = serde_json::from_slice(&plain.stdout).unwrap();
    assert!(plain.get("changes").is_none());
}
