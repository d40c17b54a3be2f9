//! The adapter `jacoco` on any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| signoff_fuzz::ingested("jacoco", bytes));
