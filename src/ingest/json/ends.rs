//! Where a JSON value ends, told by quotes and brackets alone, 64 bytes at a time.
//!
//! What stands between the brackets isn't looked at: who reads the value finds out whether it is JSON.

use super::is_blank;

/// How many bytes are looked at together: one bit of a word each.
const BLOCK: usize = 64;
const EIGHT: usize = 8;

/// Looks for the end of one value whose bytes come in pieces.
#[derive(Debug)]
pub(super) enum Ends {
    /// An object or a list.
    Closed(Closed),
    /// A text.
    Text(Text),
    /// A number, `true`, `false`, `null`: it ends where something else begins.
    Bare,
}

impl Ends {
    /// That of a value which begins so.
    pub(super) fn of(first: u8) -> Self {
        match first {
            b'{' | b'[' => Self::Closed(Closed::default()),
            b'"' => Self::Text(Text::default()),
            _ => Self::Bare,
        }
    }

    /// How many of these bytes are the value's last; none where all are, and more may follow.
    pub(super) fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Closed(closed) => closed.find(bytes),
            Self::Text(text) => text.find(bytes),
            Self::Bare => bytes.iter().position(|byte| {
                matches!(byte, b',' | b':' | b'"' | b'[' | b']' | b'{' | b'}') || is_blank(*byte)
            }),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Text {
    is_open: bool,
    is_escaped: bool,
}

impl Text {
    fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = usize::from(!std::mem::replace(&mut self.is_open, true));
        at += usize::from(std::mem::take(&mut self.is_escaped));
        loop {
            at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
            if bytes.get(at) == Some(&b'"') {
                return Some(at + 1);
            }
            at += 2;
            self.is_escaped = at > bytes.len();
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Closed {
    /// How many brackets are open.
    depth: u64,
    /// All bits are set inside of a text.
    text: u64,
    /// Whether the next byte is escaped.
    escaped: u64,
}

impl Closed {
    fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for (number, block) in blocks.iter().enumerate() {
            if let Some(end) = self.block(block, BLOCK) {
                return Some(number * BLOCK + end);
            }
        }
        if rest.is_empty() {
            return None;
        }
        let mut last = [b' '; BLOCK];
        last.get_mut(..rest.len())?.copy_from_slice(rest);
        let end = self.block(&last, rest.len())?;
        Some(blocks.len() * BLOCK + end)
    }

    /// The same for the first `length` bytes of a block, behind which blanks stand.
    fn block(&mut self, block: &[u8; BLOCK], length: usize) -> Option<usize> {
        let found = Found::of(block);
        let mut quotes = found.quotes;
        if found.backslashes | self.escaped != 0 {
            quotes &= !self.escapes(found.backslashes, length);
        }
        let inside = up_to_next(quotes) ^ self.text;
        let (open, close) = (found.open & !inside, found.close & !inside);
        self.text ^= 0_u64.wrapping_sub(u64::from(quotes.count_ones() % 2));
        if self.depth <= u64::from(close.count_ones())
            && let Some(end) = self.last(open, close)
        {
            return Some(end);
        }
        self.depth = self.depth + u64::from(open.count_ones()) - u64::from(close.count_ones());
        None
    }

    /// The bracket that closes the first one.
    fn last(&self, open: u64, close: u64) -> Option<usize> {
        let (mut rest, mut closed) = (close, 0);
        while rest != 0 {
            let bit = rest & rest.wrapping_neg();
            closed += 1;
            let opened = self.depth + u64::from((open & (bit - 1)).count_ones());
            if opened <= closed {
                return usize::try_from(bit.trailing_zeros() + 1).ok();
            }
            rest &= rest - 1;
        }
        None
    }

    /// The bytes that a backslash makes plain.
    fn escapes(&mut self, backslashes: u64, length: usize) -> u64 {
        let mut escaped = std::mem::take(&mut self.escaped);
        let mut rest = backslashes & !escaped;
        while rest != 0 {
            let bit = rest & rest.wrapping_neg();
            let next = bit << 1;
            if next == 0 || bit == 1_u64.unbounded_shl(last_of(length)) {
                self.escaped = 1;
            }
            escaped |= next;
            rest &= !(bit | next);
        }
        escaped
    }
}

/// The bit of the last byte.
fn last_of(length: usize) -> u32 {
    u32::try_from(length.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Sets the bits from each odd one to before the next even one: from a quote to the one that closes it.
fn up_to_next(quotes: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(quotes, |bits, by| bits ^ (bits << by))
}

/// Where in a block something stands.
struct Found {
    quotes: u64,
    backslashes: u64,
    open: u64,
    close: u64,
}

impl Found {
    fn of(block: &[u8; BLOCK]) -> Self {
        // `[` and `{`, `]` and `}` differ in one bit.
        let mut folded = *block;
        for byte in &mut folded {
            *byte |= 0x20;
        }
        Self {
            quotes: equal(block, b'"'),
            backslashes: equal(block, b'\\'),
            open: equal(&folded, b'{'),
            close: equal(&folded, b'}'),
        }
    }
}

/// A bit for each byte that is this one. Compilers turn the comparison into one of many bytes at a time.
fn equal(block: &[u8; BLOCK], byte: u8) -> u64 {
    let mut equal = [0; BLOCK];
    for (equal, other) in equal.iter_mut().zip(block) {
        *equal = u8::from(*other == byte);
    }
    let mut bits = 0;
    for (number, word) in equal.as_chunks::<EIGHT>().0.iter().enumerate() {
        // Moves the lowest bit of each of eight bytes into the highest byte.
        let gathered = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= gathered << (number * EIGHT);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end by the plainest way.
    fn plainly(bytes: &[u8]) -> Option<usize> {
        let (mut depth, mut text, mut escaped) = (0_u64, false, false);
        for (at, byte) in bytes.iter().enumerate() {
            let was = std::mem::take(&mut escaped);
            match byte {
                b'\\' => escaped = !was,
                b'"' if !was => text = !text,
                b'{' | b'[' if !text => depth += 1,
                b'}' | b']' if !text => depth -= 1,
                _ => continue,
            }
            if depth == 0 && !text && *byte != b'\\' {
                return Some(at + 1);
            }
        }
        None
    }

    #[test]
    fn values_end_where_they_do() {
        for (json, end) in [
            ("{} ", Some(2)),
            ("[1,{\"a\":\"]}\"}],", Some(14)),
            ("\"a\\\"b\" ", Some(6)),
            ("\"a", None),
            ("\"\\\\\",", Some(4)),
            ("{\"a\":", None),
            ("12,", Some(2)),
            ("null", None),
        ] {
            let found = Ends::of(json.as_bytes()[0]).find(json.as_bytes());
            assert_eq!(found, end, "{json}");
        }
    }

    #[test]
    fn pieces_and_blocks_change_nothing() {
        let mut seed = 7_u64;
        for round in 0..3_000 {
            let length = 1 + round % 300;
            let mut bytes = vec![*b"{[\"".get(round % 3).unwrap()];
            for _ in 0..length {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = usize::try_from(seed >> 33).unwrap() % 12;
                bytes.push(b"{}[]\"\\aaaaa\""[at]);
            }
            let wanted = plainly(&bytes);
            for size in [1, 7, 63, 64, 65, 1_000] {
                let mut ends = Ends::of(bytes[0]);
                let (mut found, mut before) = (None, 0);
                for piece in bytes.chunks(size) {
                    if let Some(end) = ends.find(piece) {
                        found = Some(before + end);
                        break;
                    }
                    before += piece.len();
                }
                assert_eq!(found, wanted, "{size}: {}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}
