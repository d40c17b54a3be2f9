//! A place in JSON that goes forward.

use std::io::Read;

use serde::Deserialize;

use super::ends::Ends;
use super::{Fault, is_blank};
use crate::ingest::{Unreadable, json_error};

/// How much is read at a time.
const PIECE: usize = 256 * 1024;
/// How much of a long text is looked at for its start.
const START: usize = 4096;
/// The longest escape of one character: a pair of surrogates.
const LONGEST_ESCAPE: usize = 12;

/// Goes through JSON documents that stand one after the other.
pub(in crate::ingest) struct Cursor<'r> {
    from: Box<dyn Read + Send + 'r>,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    /// How many bytes stood before those of the buffer.
    before: u64,
    /// How long a value may be that is read whole.
    most: usize,
}

impl<'r> Cursor<'r> {
    /// At the first byte, behind a byte order mark. Values that are longer than `most` aren't read whole.
    pub(in crate::ingest) fn new(
        from: Box<dyn Read + Send + 'r>,
        most: usize,
    ) -> Result<Self, Fault> {
        let mut cursor = Self { from, buffer: vec![0; PIECE], at: 0, end: 0, before: 0, most };
        while cursor.end < 3 && cursor.more()? {}
        if cursor.rest().starts_with(b"\xef\xbb\xbf") {
            cursor.at = 3;
        }
        Ok(cursor)
    }

    /// The next byte that is no white space; none at the end.
    pub(in crate::ingest) fn peek(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let found = self.rest().iter().position(|byte| !is_blank(*byte));
            if let Some(by) = found {
                self.at += by;
                return Ok(self.rest().first().copied());
            }
            self.at = self.end;
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Goes through an object: `take` is called before each value, with its name, and has to go behind it.
    pub(in crate::ingest) fn entries(
        &mut self,
        mut take: impl FnMut(&mut Self, &str) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.expect(b'{', "an object")?;
        if self.took(b'}')? {
            return Ok(());
        }
        loop {
            if self.peek()? != Some(b'"') {
                return Err(match self.peek()? {
                    None => self.cut_off(),
                    Some(_) => self.wrong(json_error::NO_NAME),
                });
            }
            let name: String = self.read()?;
            self.expect(b':', "`:`")?;
            take(self, &name)?;
            if !self.took(b',')? {
                return self.expect(b'}', "`,` or `}`");
            }
        }
    }

    /// Goes through a list in the same way, with the number of each item.
    pub(in crate::ingest) fn items(
        &mut self,
        mut take: impl FnMut(&mut Self, usize) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.expect(b'[', "a list")?;
        if self.took(b']')? {
            return Ok(());
        }
        for number in 0.. {
            take(self, number)?;
            if !self.took(b',')? {
                break;
            }
        }
        self.expect(b']', "`,` or `]`")
    }

    /// Reads a value.
    pub(in crate::ingest) fn read<T: for<'de> Deserialize<'de>>(&mut self) -> Result<T, Fault> {
        self.with(|bytes| serde_json::from_slice(bytes))
    }

    /// Reads a value from its bytes.
    pub(in crate::ingest) fn with<T>(
        &mut self,
        read: impl FnOnce(&[u8]) -> serde_json::Result<T>,
    ) -> Result<T, Fault> {
        let start = self.offset();
        let bytes = self.value()?;
        read(bytes).map_err(|error| Fault::json(start, bytes, &error))
    }

    /// The bytes of a value, behind which the cursor goes.
    pub(in crate::ingest) fn value(&mut self) -> Result<&[u8], Fault> {
        let mut ends = self.ends()?;
        let mut looked = 0;
        let length = loop {
            let rest = self.rest().get(looked..).unwrap_or_default();
            if let Some(end) = ends.find(rest) {
                break looked + end;
            }
            looked = self.rest().len();
            if looked > self.most {
                let message = format!(
                    "a value is longer than {} MiB, the most that is read at once",
                    self.most >> 20
                );
                return Err(self.wrong(&message));
            }
            if !self.more()? {
                match ends {
                    Ends::Bare => break looked,
                    Ends::Closed(_) | Ends::Text(_) => {
                        self.at = self.end;
                        return Err(self.cut_off());
                    }
                }
            }
        };
        let start = self.at;
        self.at += length;
        Ok(self.buffer.get(start..start + length).unwrap_or_default())
    }

    /// Goes behind a value of any length, and looks only for its end.
    pub(in crate::ingest) fn skip(&mut self) -> Result<(), Fault> {
        let mut ends = self.ends()?;
        loop {
            if let Some(end) = ends.find(self.rest()) {
                self.at += end;
                return Ok(());
            }
            self.at = self.end;
            if !self.more()? {
                return match ends {
                    Ends::Bare => Ok(()),
                    Ends::Closed(_) | Ends::Text(_) => Err(self.cut_off()),
                };
            }
        }
    }

    /// Reads a text whose end may be left out where it is long.
    pub(in crate::ingest) fn start(&mut self) -> Result<String, Fault> {
        self.peek()?;
        while self.rest().len() < START && self.more()? {}
        let start: Vec<u8> = self.rest().iter().copied().take(START).collect();
        if Ends::of(b'"').find(&start).is_some() {
            return self.read();
        }
        self.skip()?;
        // Not in the middle of a character or an escape.
        let cuts = (START.saturating_sub(LONGEST_ESCAPE)..=start.len()).rev();
        let mut texts = cuts.filter_map(|cut| {
            let cut = [start.get(..cut)?, b"\""].concat();
            serde_json::from_slice(&cut).ok()
        });
        texts.next().ok_or_else(|| self.wrong("a text is broken"))
    }

    /// An error at the byte that is next.
    pub(in crate::ingest) fn wrong(&self, message: &str) -> Fault {
        let one = u64::from(self.at < self.end);
        Fault::At { offset: self.offset() + one, message: message.to_owned() }
    }

    fn ends(&mut self) -> Result<Ends, Fault> {
        match self.peek()? {
            None => Err(self.cut_off()),
            Some(b',' | b':' | b']' | b'}') => Err(self.wrong(json_error::NO_VALUE)),
            Some(first) => Ok(Ends::of(first)),
        }
    }

    fn cut_off(&self) -> Fault {
        self.wrong(json_error::CUT_OFF)
    }

    pub(in crate::ingest) fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..self.end).unwrap_or_default()
    }

    fn took(&mut self, byte: u8) -> Result<bool, Fault> {
        let is_it = self.peek()? == Some(byte);
        self.at += usize::from(is_it);
        Ok(is_it)
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), Fault> {
        if self.took(byte)? {
            return Ok(());
        }
        Err(match self.peek()? {
            None => self.cut_off(),
            Some(_) => self.wrong(&format!("{what} is expected, and something else is there")),
        })
    }

    /// Reads more behind what is there; false at the end.
    fn more(&mut self) -> Result<bool, Fault> {
        if self.at > 0 {
            self.buffer.copy_within(self.at..self.end, 0);
            self.before += self.at as u64;
            self.end -= self.at;
            self.at = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.end.saturating_mul(2), 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        let read = loop {
            match self.from.read(free) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read.map_err(Unreadable::from)?,
            }
        };
        self.end += read;
        Ok(read > 0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::ingest::{InMemory, Raw as _};

    /// Gives one byte at a time.
    struct Slowly<'b>(&'b [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(out.get_mut(..1).unwrap())
        }
    }

    fn over(json: &str) -> Cursor<'_> {
        Cursor::new(Box::new(Slowly(json.as_bytes())), 1 << 20).unwrap()
    }

    #[test]
    fn what_matters_is_read_and_the_rest_passed_over() {
        let mut cursor = over("\u{feff} { \"a\" : [1, \"]\\\"\", {\"b\":[]}] , \"c\":-2.5e3}\n[]");
        let mut told = Vec::new();
        cursor
            .entries(|cursor, name| {
                if name == "c" {
                    told.push(cursor.read::<Value>()?);
                    return Ok(());
                }
                cursor.items(|cursor, number| {
                    if number == 0 {
                        return cursor.skip();
                    }
                    told.push(cursor.read()?);
                    Ok(())
                })
            })
            .unwrap();
        assert_eq!(Value::Array(told).to_string(), r#"["]\"",{"b":[]},-2500.0]"#);
        assert_eq!(cursor.peek().unwrap(), Some(b'['));
        cursor.skip().unwrap();
        assert_eq!(cursor.peek().unwrap(), None);
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (json, line, column) in [
            ("[1,", 1, 3),
            ("[1,\n {\"a\": tru}]", 2, 9),
            ("[1 2]", 1, 4),
            ("[\"a", 1, 3),
            ("{1:2}", 1, 2),
            ("[1,]", 1, 4),
        ] {
            let raw = InMemory { path: "a".to_owned(), bytes: json.as_bytes().to_vec() };
            let mut cursor = Cursor::new(raw.open().unwrap(), 1 << 20).unwrap();
            let told = if json.starts_with('{') {
                cursor.entries(|cursor, _| cursor.skip())
            } else {
                cursor.items(|cursor, _| cursor.read::<Value>().map(drop))
            };
            let told = told.unwrap_err().of(&raw);
            let Unreadable::Content { place, message } = told else { panic!("{told:?}") };
            assert_eq!(place, Some((line, column)), "{json}: {message}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character_and_a_long_value_is_refused() {
        let long = |filling: &str| format!("[\"a{}\"]", filling.repeat(2_000));
        for filling in ["é", "\\u00e9", "\\ud83d\\ude00", "ab"] {
            let json = long(filling);
            let mut text = String::new();
            let told = over(&json).items(|cursor, _| {
                text = cursor.start()?;
                Ok(())
            });
            assert!(told.is_ok() && text.len() > 500 && text.len() < 5_000, "{filling}: {told:?}");
        }
        let json = format!("[\"{}\"]", "x".repeat(3 << 20));
        let mut cursor = Cursor::new(Box::new(json.as_bytes()), 1 << 20).unwrap();
        assert!(matches!(cursor.value(), Err(Fault::At { .. })));
        let mut cursor = Cursor::new(Box::new(json.as_bytes()), 1 << 20).unwrap();
        cursor.skip().unwrap();
        assert_eq!(cursor.peek().unwrap(), None);
    }
}
