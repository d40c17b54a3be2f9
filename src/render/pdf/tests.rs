//! PDF tests.
