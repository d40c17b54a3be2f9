//! Archives packed, read back, changed byte by byte, and made to harm.

use std::sync::Arc;

use super::layout::{Deflated, archive};
use super::*;
use crate::attest::{Contents as _, MANIFEST};
use crate::model::{Source as _, SourceError};
use crate::render::File;

fn package() -> Package {
    let file = |name: &str, bytes: &[u8]| File { name: name.to_owned(), bytes: bytes.to_vec() };
    let files = vec![
        file("inputs/findings.json", b"{ \"signoff\": \"1\" }"),
        file("inputs/größe.log", &[b'x'; 5_000]),
        file("report.md", b""),
    ];
    Package { files, manifest: b"{}\n".to_vec() }
}

fn packed() -> Vec<u8> {
    bundle(&package(), Limits::default()).unwrap()
}

fn open(bytes: &[u8], limits: Limits) -> Result<Archive, Vec<&'static str>> {
    Archive::open(Arc::from(bytes), limits)
        .map_err(|told| told.into_iter().map(|told| told.code).collect())
}

fn of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files = files.iter().map(|(name, bytes)| Deflated::of(name, bytes).unwrap());
    archive(&files.collect::<Vec<_>>(), Limits::default()).unwrap()
}

#[test]
fn what_is_packed_is_read_back() {
    let archive = open(&packed(), Limits::default()).unwrap();
    let package = package();
    let names: Vec<&str> = archive.names().iter().map(String::as_str).collect();
    let expected: Vec<&str> = package.entries().map(|(name, _)| name).collect();
    assert_eq!(names, expected);
    assert_eq!(names[0], MANIFEST);
    for (name, bytes) in package.entries() {
        assert_eq!(&*archive.read(name).unwrap(), bytes, "{name}");
    }
    assert!(matches!(archive.read("none"), Err(SourceError::NotFound)));
    assert_eq!(archive.differences(), []);
    assert_eq!(packed(), packed());
}

#[test]
fn every_byte_counts() {
    let bytes = packed();
    let mut meaningless = 0;
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        let Ok(archive) = open(&changed, Limits::default()) else { continue };
        let all = || archive.names().iter().map(|name| archive.read(name).ok());
        let before = package();
        let before = || before.entries().map(|(_, bytes)| Some(Arc::from(bytes)));
        let same = all().eq(before()) && archive.names().len() == package().files.len() + 1;
        let told: Vec<_> = archive.differences().iter().map(|told| told.code).collect();
        match told.as_slice() {
            // A file can't be unpacked, or is another one: digests tell.
            [] => assert!(!same, "byte {at}"),
            // The same line many times can be copied from many places.
            ["compressed-otherwise"] => {
                assert!(same, "byte {at}");
                meaningless += 1;
            }
            other => assert_eq!(other, ["archive-differs"], "byte {at}"),
        }
    }
    assert!(meaningless < bytes.len() / 20, "{meaningless} bytes mean nothing");
}

#[test]
fn a_part_is_no_archive() {
    let bytes = packed();
    for length in 0..bytes.len() {
        assert_eq!(
            open(&bytes[..length], Limits::default()).err(),
            Some(vec!["unreadable-archive"])
        );
    }
}

#[test]
fn hostile_names_are_all_told() {
    let bytes =
        of(&[("a", b""), ("../b", b""), ("/c", b""), ("A", b""), ("a/b", b""), ("x\ny", b"")]);
    let told = open(&bytes, Limits::default()).unwrap_err();
    let expected = ["unsafe-path", "unsafe-path", "clashing-path", "clashing-path", "unsafe-path"];
    assert_eq!(told, expected);
    let twice = of(&[("a", b"1"), ("b", b""), ("a", b"2")]);
    assert_eq!(open(&twice, Limits::default()).unwrap_err(), ["duplicate-path"]);
    let long = "n".repeat(2_000);
    assert_eq!(open(&of(&[(&long, b"")]), Limits::default()).unwrap_err(), ["unsafe-path"]);
}

#[test]
fn limits_hold_on_both_sides() {
    let limits = Limits { files: 2, bytes: 100, ratio: 10, harmless: 50 };
    let too_large = |files: &[(&str, &[u8])]| {
        let bytes = of(files);
        let told = open(&bytes, limits);
        let packed = files.iter().map(|(name, bytes)| Deflated::of(name, bytes).unwrap());
        let refused = archive(&packed.collect::<Vec<_>>(), limits).is_err();
        assert_eq!(refused, told.is_err(), "what is packed is unpacked, and nothing else");
        told.err() == Some(vec!["package-too-large"])
    };
    assert!(!too_large(&[("a", b"1"), ("b", b"2")]));
    assert!(too_large(&[("a", b"1"), ("b", b"2"), ("c", b"3")]));
    let noise: Vec<u8> = (0..101_u8).map(|at| at.wrapping_mul(97)).collect();
    assert!(!too_large(&[("a", &noise[..100])]));
    assert!(too_large(&[("a", &noise)]));
    assert!(!too_large(&[("a", &[0; 49])]));
    assert!(too_large(&[("a", &[0; 99])]));
}

#[test]
fn folders_in_an_archive_are_no_files() {
    let bytes = of(&[("inputs/", b""), ("inputs/a", b"1")]);
    let archive = open(&bytes, Limits::default()).unwrap();
    assert_eq!(archive.names(), ["inputs/a"]);
    let told: Vec<_> = archive.differences().iter().map(|told| told.code).collect();
    assert_eq!(told, ["archive-differs"], "`bundle` packs no folders");
    let with_bytes = of(&[("inputs/", b"1")]);
    assert_eq!(open(&with_bytes, Limits::default()).unwrap_err(), ["unsafe-path"]);
    let elsewhere = of(&[("../", b"")]);
    assert_eq!(open(&elsewhere, Limits::default()).unwrap_err(), ["unsafe-path"]);
}

#[test]
fn files_that_overlap_are_refused() {
    // Two entries of the directory over one file: a bomb needs few bytes for many files.
    let files = [Deflated::of("a", &[0; 1_000]).unwrap(), Deflated::of("b", &[0; 1_000]).unwrap()];
    let mut bytes = archive(&files, Limits::default()).unwrap();
    let second =
        bytes.windows(4).enumerate().filter(|(_, it)| it == b"PK\x01\x02").nth(1).unwrap().0;
    bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
    assert_eq!(open(&bytes, Limits::default()).unwrap_err(), ["unreadable-archive"]);
}

#[test]
fn what_others_pack_is_read_and_told() {
    // Deflated at another level: the same files, other bytes.
    let data = |bytes: &[u8]| {
        let level = flate2::Compression::none();
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), level);
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap()
    };
    let files: Vec<Deflated> = package()
        .entries()
        .map(|(name, bytes)| Deflated::from_raw(name, bytes, data(bytes)))
        .collect();
    let archive = open(&archive(&files, Limits::default()).unwrap(), Limits::default()).unwrap();
    let told: Vec<_> = archive.differences().iter().map(|told| told.code).collect();
    assert_eq!(told, ["compressed-otherwise"]);
}
