//! Mappings on any bytes: one that the first byte chooses, or the one that knows the content.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| signoff_fuzz::mapped(bytes));
