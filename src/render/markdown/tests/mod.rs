//! Tests of the whole format: a document that holds every kind of block and span, friendly and hostile.

mod arbitrary;
mod layout;
mod page;
mod read;
mod rewritten;
mod sample;
