//! Packages made to harm whoever opens them. Each is refused, and the message says why.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::shop::{FORMATS, Package, Said, judged, run};
use crate::support::signoff;

/// An archive as `bundle` packs it.
fn bundle() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let judged = judged();
        let judged: Vec<&str> = judged.iter().map(String::as_str).collect();
        run(&[&["bundle"], &judged[..], &FORMATS, &["-o", "-"]].concat()).stdout
    })
}

/// Puts other bytes in the place of some, as often as they are there.
fn patched(from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bundle().to_vec();
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, it)| *it == from)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "{from:?} is not there");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

/// Where the headers of a file begin: the local one, and that of the central directory.
fn headers(name: &str) -> (usize, usize) {
    let places = |mark: &[u8; 4], fixed: usize| {
        let found = bundle().windows(4).enumerate().filter(|(_, it)| it == mark);
        let named = |at: usize| bundle()[at + fixed..].starts_with(name.as_bytes());
        found.map(|(at, _)| at).find(|at| named(*at)).unwrap()
    };
    (places(b"PK\x03\x04", 30), places(b"PK\x01\x02", 46))
}

/// Changes bytes at an offset from a file's local and central header.
fn header(name: &str, local: Option<(usize, &[u8])>, central: Option<(usize, &[u8])>) -> Vec<u8> {
    let (at_local, at_central) = headers(name);
    let mut bytes = bundle().to_vec();
    for (start, change) in [(at_local, local), (at_central, central)] {
        if let Some((offset, to)) = change {
            bytes[start + offset..start + offset + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

fn said(bytes: &[u8]) -> Said {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("hostile.zip");
    fs::write(&path, bytes).unwrap();
    Said::of(&path)
}

#[track_caller]
fn refused(bytes: &[u8], code: &str, names: &str) {
    let said = said(bytes);
    assert_eq!(said.code, Some(4), "{}", said.value);
    assert!(said.names(code, names), "no {code} that names {names:?}: {}", said.value);
    not_judged(bytes, code);
}

/// What `verify` refuses isn't judged or rendered, and the same is said.
#[track_caller]
fn not_judged(bytes: &[u8], code: &str) {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("hostile.zip");
    fs::write(&path, bytes).unwrap();
    let (path, out) = (path.to_str().unwrap(), scratch.path().join("out"));
    for arguments in [&["check", path][..], &["render", path, "-o", out.to_str().unwrap()]] {
        let output = signoff(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{arguments:?}: {told}");
        assert!(told.contains(code) && output.stdout.is_empty(), "{arguments:?}: {told}");
    }
    assert!(!out.exists());
}

#[test]
fn names_that_lead_elsewhere() {
    refused(&patched(b"report.html", b"../ort.html"), "unsafe-path", "../ort.html");
    refused(&patched(b"report.html", b"/eport.html"), "unsafe-path", "/eport.html");
    refused(&patched(b"report.html", b"C:port.html"), "unsafe-path", "C:port.html");
    refused(&patched(b"report.html", b"..\\ort.html"), "unsafe-path", "backslash");
    refused(&patched(b"report.html", b"a/..t.html/"), "unsafe-path", "a/..t.html/");
    refused(&patched(b"report.html", b"a//ort.html"), "unsafe-path", "a//ort.html");
    refused(&patched(b"report.html", b"report\0html"), "unsafe-path", "control");
    refused(&patched(b"report.html", b"report\nhtml"), "unsafe-path", "control");
    refused(&patched(b"report.html", b"report\xffhtml"), "unsafe-path", "UTF-8");
}

#[test]
fn names_that_are_there_twice() {
    refused(&patched(b"report.json", b"report.html"), "duplicate-path", "report.html");
    refused(&patched(b"report.json", b"Report.HTML"), "clashing-path", "Report.HTML");
    let nested = patched(b"inputs/tests.json", b"report.html/x.jso");
    refused(&nested, "clashing-path", "report.html/x.jso");
}

#[test]
fn names_that_are_not_in_the_manifest() {
    refused(&patched(b"report.html", b"index__html"), "unlisted-file", "index__html");
    refused(&patched(b"report.html", b"index__html"), "missing-file", "report.html");
}

#[test]
fn entries_that_are_no_files() {
    // The attributes of Unix: a symbolic link, a device, a folder.
    let kind = |mode: u32| header("report.html", None, Some((38, &(mode << 16).to_le_bytes())));
    refused(&kind(0o120_777), "link-in-package", "report.html");
    refused(&kind(0o020_644), "link-in-package", "report.html");
    refused(&kind(0o060_644), "link-in-package", "report.html");
}

#[test]
fn entries_that_are_encrypted_or_packed_otherwise() {
    let flags = [0x01, 0x08];
    let bytes = header("report.html", Some((6, &flags)), Some((8, &flags)));
    refused(&bytes, "encrypted-file", "report.html");
    let method = [93, 0]; // Zstandard
    let bytes = header("report.html", Some((8, &method)), Some((10, &method)));
    refused(&bytes, "unreadable-archive", "report.html");
}

#[test]
fn sizes_that_lie() {
    let zeros = vec![0_u8; 80 << 20];
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, &zeros).unwrap();
    let packed = encoder.finish().unwrap();
    let bomb = |stated: u32| one_file("manifest.json", &packed, stated);
    // It says what it is: too much for what it has.
    refused(&bomb(80 << 20), "package-too-large", "manifest.json");
    // It says that it is small: unpacking stops there.
    refused(&bomb(100), "unreadable-file", "manifest.json");
}

/// An archive with a single entry that states any size.
fn one_file(name: &str, packed: &[u8], stated: u32) -> Vec<u8> {
    let mut common: Vec<u8> = vec![20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0];
    common.extend([0; 4]); // a checksum that is wrong
    common.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    common.extend(stated.to_le_bytes());
    common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    common.extend([0, 0]);
    let mut bytes = [b"PK\x03\x04", &common[..], name.as_bytes(), packed].concat();
    let start = bytes.len();
    let central = [b"PK\x01\x02\x14\x03", &common[..], &[0; 14], name.as_bytes()].concat();
    bytes.extend(&central);
    bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    bytes.extend(u32::try_from(central.len()).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(start).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn archives_that_were_cut_off() {
    let all = bundle().len();
    for length in [5, 30, all / 3, all / 2, all - 22, all - 1] {
        refused(&bundle()[..length], "unreadable-archive", "can't be read");
    }
    let said = said(&bundle()[..1]);
    assert_eq!(said.code, Some(2), "one letter is no archive");
}

#[test]
fn archives_that_show_others_something_else() {
    // A local header with another name than that of the central directory.
    let name = header("report.html", Some((30, b"ready.html\0")), None);
    refused(&name, "unreadable-archive", "can't be read");
    // The same files with something before, between or behind them, or dated otherwise.
    refused(&[b"PK\x03\x04 run me", bundle()].concat(), "archive-differs", "byte");
    refused(&[bundle(), b" and more"].concat(), "archive-differs", "byte");
    refused(&header("report.html", Some((10, &[1])), Some((12, &[1]))), "archive-differs", "byte");
    refused(&header("report.html", None, Some((36, &[1]))), "archive-differs", "byte");
}

#[test]
fn what_is_no_package_is_bad_input() {
    let scratch = tempfile::tempdir().unwrap();
    let code = |path: &Path| signoff(&["verify", path.to_str().unwrap()]).status.code();
    assert_eq!(code(&scratch.path().join("none")), Some(3));
    assert_eq!(code(scratch.path()), Some(2), "a folder without a manifest");
    let text = scratch.path().join("report.pdf");
    fs::write(&text, "%PDF-1.7").unwrap();
    assert_eq!(code(&text), Some(2));
    let package = Package::new();
    package.remove("manifest.json");
    assert_eq!(code(package.folder()), Some(2));
}

#[cfg(unix)]
#[test]
fn links_in_a_folder() {
    let package = Package::new();
    let link = |to: &str| {
        let _ = fs::remove_file(package.folder().join("report.md"));
        std::os::unix::fs::symlink(to, package.folder().join("report.md")).unwrap();
        Said::of(package.folder())
    };
    for to in ["/etc/passwd", "../report.md", "report.html", "nowhere", "."] {
        let said = link(to);
        assert_eq!(said.code, Some(4), "{to}");
        assert!(said.names("link-in-package", "report.md"), "{to}: {}", said.value);
    }
    let package = Package::new();
    let inputs = package.folder().join("inputs");
    fs::rename(&inputs, package.folder().with_extension("moved")).unwrap();
    std::os::unix::fs::symlink(package.folder().with_extension("moved"), &inputs).unwrap();
    let said = Said::of(package.folder());
    assert!(said.names("link-in-package", "inputs"), "{}", said.value);
    fs::remove_dir_all(package.folder().with_extension("moved")).unwrap();
}
