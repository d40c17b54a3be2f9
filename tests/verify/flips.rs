//! One byte changed anywhere, in a folder and in an archive.

use proptest::prelude::*;

use crate::shop::{FORMATS, Package, Said, judged, rendered, run};
use crate::support::files;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_byte_of_a_file_is_found_and_its_file_named(
        file in any::<prop::sample::Index>(),
        byte in any::<prop::sample::Index>(),
        mask in 1_u8..,
    ) {
        let all: Vec<String> = files(rendered()).into_keys().collect();
        let name = file.get(&all);
        let package = Package::new();
        let mut bytes = package.read(name);
        let at = byte.index(bytes.len());
        bytes[at] ^= mask;
        package.write(name, bytes);
        let said = Said::of(package.folder());
        prop_assert_eq!(said.code, Some(4), "{} at {}: {}", name, at, said.value);
        let errors = said.diagnostics.iter().filter(|told| told["level"] == "error");
        let named = errors.map(|told| format!("{} {}", told["message"], told["place"]));
        let named: Vec<String> = named.collect();
        prop_assert!(named.iter().any(|words| words.contains(name.as_str())), "{}: {:?}", name, named);
    }

    #[test]
    fn a_byte_of_an_archive_is_found(byte in any::<prop::sample::Index>(), mask in 1_u8..) {
        let mut bytes = archive();
        let at = byte.index(bytes.len());
        bytes[at] ^= mask;
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("flipped.zip");
        std::fs::write(&path, bytes).unwrap();
        let said = Said::of(&path);
        // Bits behind the end of a deflated file mean nothing; that they are there is told.
        let meaningless = said.code == Some(0) && said.names("compressed-otherwise", "");
        let found = matches!(said.code, Some(2 | 4));
        prop_assert!(found || meaningless, "byte {}: {:?} {}", at, said.code, said.value);
    }
}

fn archive() -> Vec<u8> {
    static BYTES: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    BYTES
        .get_or_init(|| {
            let judged = judged();
            let judged: Vec<&str> = judged.iter().map(String::as_str).collect();
            run(&[&["bundle"], &judged[..], &FORMATS, &["-o", "-"]].concat()).stdout
        })
        .clone()
}
