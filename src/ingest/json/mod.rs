//! JSON of any size: what matters is gone down into, whole values are read one by one, the rest is passed over.

mod cursor;
mod ends;
mod fault;

pub(super) use self::cursor::Cursor;
pub(super) use self::fault::Fault;
