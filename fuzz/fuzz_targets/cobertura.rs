//! The adapter `cobertura` on any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| signoff_fuzz::ingested("cobertura", bytes));
