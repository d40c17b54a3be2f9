//! Where the documents of a file with several of them lie, whether one a line or over many lines.

use std::io::{self, BufRead as _, BufReader, Read};

/// The first and the last line of a document, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    first: usize,
    last: usize,
}

impl Lines {
    /// As a link's `at`.
    pub(super) fn at(self) -> String {
        let Self { first, last } = self;
        if first == last { format!("L{first}") } else { format!("L{first}-L{last}") }
    }
}

/// The lines of each document of a file that was read as JSON documents.
pub(super) fn lines(bytes: impl Read) -> io::Result<Vec<Lines>> {
    let mut bytes = BufReader::with_capacity(256 * 1024, bytes);
    let mut scan = Scan::default();
    loop {
        let read = bytes.fill_buf()?;
        if read.is_empty() {
            break;
        }
        for byte in read {
            scan.pass(*byte);
        }
        let length = read.len();
        bytes.consume(length);
    }
    scan.end_word();
    Ok(scan.found)
}

#[derive(Default)]
struct Scan {
    found: Vec<Lines>,
    /// Line feeds passed.
    feeds: usize,
    /// In how many lists and objects it stands.
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    /// A number, `true`, `false` or `null` that is a document.
    in_word: bool,
}

impl Scan {
    fn pass(&mut self, byte: u8) {
        if self.in_text {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.in_text = false;
                    self.end();
                }
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => {
                self.begin();
                self.in_text = true;
            }
            b'{' | b'[' => {
                self.begin();
                self.depth += 1;
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.end();
            }
            b' ' | b'\t' | b'\r' | b'\n' => {
                self.end_word();
                self.feeds += usize::from(byte == b'\n');
            }
            _ if self.depth == 0 && !self.in_word && byte.is_ascii() => {
                self.begin();
                self.in_word = true;
            }
            // A byte order mark, or what lies within a document.
            _ => {}
        }
    }

    fn begin(&mut self) {
        self.end_word();
        if self.depth == 0 {
            let line = self.feeds + 1;
            self.found.push(Lines { first: line, last: line });
        }
    }

    fn end(&mut self) {
        if let (0, Some(lines)) = (self.depth, self.found.last_mut()) {
            lines.last = self.feeds + 1;
        }
    }

    fn end_word(&mut self) {
        self.in_word = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        lines(text.as_bytes()).unwrap().into_iter().map(Lines::at).collect()
    }

    #[test]
    fn documents_are_found_on_whatever_lines_they_lie() {
        assert_eq!(told("{\"a\": 1}\n\n{\"a\": 2}\n"), ["L1", "L3"]);
        assert_eq!(told("{\n \"a\": [\n1]}{\n}\n"), ["L1-L3", "L3-L4"]);
        assert_eq!(told("\u{feff}\n [1]\r\n12 null\n\"x\""), ["L2", "L3", "L3", "L4"]);
        assert_eq!(told("{\"}\\\"}{\": \"\\\\\"}\n[]"), ["L1", "L2"]);
        assert_eq!(told(""), [""; 0]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn there_are_as_many_as_the_parser_reads(text in "(\\{\"a\\\\\"\": [1, \"é\\}\"]\\}|null |-1.5e3\n|\"\\\\\\\\\"|\\[\\{\\}\n\\]|\n){0,20}") {
            let read = serde_json::Deserializer::from_str(&text).into_iter::<serde_json::Value>();
            if let Ok(all) = read.collect::<Result<Vec<_>, _>>() {
                proptest::prop_assert_eq!(lines(text.as_bytes()).unwrap().len(), all.len());
            }
        }
    }
}
