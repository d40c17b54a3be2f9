//! JSON of any size: what matters is gone down into, whole values are read one by one, the rest is passed over.

mod cursor;
mod ends;
mod fault;

pub(super) use self::cursor::Cursor;
pub(super) use self::fault::Fault;

/// Whether it is white space of JSON (RFC 8259, section 2), to which a form feed doesn't belong.
pub(in crate::ingest) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
