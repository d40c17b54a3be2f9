//! Bundles: the same bytes every time, with everything in them, and a folder packed as it lies there.

use std::fs;
use std::process::Stdio;

use crate::shop::{FORMATS, Package, Said, judged, rendered, run};
use crate::support::{command, files, signoff};

fn bundle(more: &[&str]) -> Vec<u8> {
    let judged = judged();
    let judged: Vec<&str> = judged.iter().map(String::as_str).collect();
    let output = run(&[&["bundle"], &judged[..], more, &["-o", "-"]].concat());
    output.stdout
}

#[test]
fn the_same_package_is_the_same_bytes_however_it_is_packed() {
    let scratch = tempfile::tempdir().unwrap();
    let zip = scratch.path().join("shop.zip");
    run(&["bundle", rendered().to_str().unwrap(), "-o", zip.to_str().unwrap()]);
    let of_folder = fs::read(&zip).unwrap();
    assert!(of_folder == bundle(&FORMATS), "of the folder and afresh");
    assert!(of_folder == bundle(&FORMATS), "twice");
    assert!(of_folder != bundle(&["--formats", "json"]));
}

#[test]
fn an_archive_holds_what_the_folder_holds() {
    let bytes = bundle(&FORMATS);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut names = Vec::new();
    let folder = files(rendered());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::copy(&mut file, &mut bytes).unwrap();
        assert!(folder[&name] == bytes, "{name}");
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{name}");
        assert_eq!(file.unix_mode(), Some(0o100_644), "{name}");
        assert!(file.extra_data().is_none_or(|extra| extra.is_empty()), "{name}");
        names.push(name);
    }
    assert_eq!(names.len(), folder.len());
    assert_eq!(names[0], "manifest.json");
    assert!(names[1..].is_sorted());
}

#[test]
fn an_archive_may_come_through_a_pipe() {
    use std::io::Write as _;
    let bytes = bundle(&FORMATS);
    let mut child = command(&["verify", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_folder_that_was_changed_is_not_packed() {
    let package = Package::new();
    let zip = package.folder().with_extension("zip");
    let arguments = ["bundle", package.folder().to_str().unwrap(), "-o", zip.to_str().unwrap()];
    package.replace("report.html", "845.25", "145.25");
    package.write("extra.txt", "x");
    let output = signoff(&arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("digest-mismatch") && told.contains("unlisted-file"), "{told}");
    assert!(!zip.exists());
}

#[test]
fn a_folder_is_packed_as_it_stands() {
    let folder = rendered().to_str().unwrap();
    for more in [
        &["--as-of", "2026-01-01"][..],
        &["--formats", "md"],
        &["--policy", "x"],
        &["--paper", "letter"],
    ] {
        let output = signoff(&[&["bundle", folder, "-o", "-"], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_change_is_found_in_an_archive_as_in_a_folder() {
    let package = Package::new();
    package.replace_and_relist("report.html", "845.25", "145.25");
    let zip = package.folder().with_extension("zip");
    run(&["bundle", package.folder().to_str().unwrap(), "-o", zip.to_str().unwrap()]);
    let (folder, archive) = (Said::of(package.folder()), Said::of(&zip));
    assert_eq!(archive.code, Some(4));
    assert_eq!(archive.errors(), ["output-differs"]);
    assert_eq!(folder.value, archive.value);
    fs::remove_file(zip).unwrap();
}
