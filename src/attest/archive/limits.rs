//! How much an archive may hold. A small archive can unpack to more than any machine has (CWE-409), so what is
//! packed and what is unpacked has bounds.

/// What an archive may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most files.
    pub files: usize,
    /// The most bytes that all files have together.
    pub bytes: u64,
    /// How many times larger than packed a file may be, if it is of `harmless` bytes or more.
    pub ratio: u64,
    /// The size under which the ratio doesn't matter.
    pub harmless: u64,
}

impl Default for Limits {
    /// Far above what a report needs. Text deflates to a tenth, long logs of the same line to a hundredth; the
    /// most that Deflate can do is 1,032 (RFC 1951).
    fn default() -> Self {
        Self { files: 50_000, bytes: 2 << 30, ratio: 300, harmless: 64 << 20 }
    }
}

impl Limits {
    /// Holds files, each with its name, its size and its size when packed, against the limits.
    pub(super) fn check<'a>(
        self,
        files: impl IntoIterator<Item = (&'a str, u64, u64)>,
    ) -> Result<(), String> {
        let (mut count, mut total) = (0_usize, 0_u64);
        for (name, size, packed) in files {
            count += 1;
            total = total.saturating_add(size);
            if size >= self.harmless && size / packed.max(1) > self.ratio {
                return Err(format!(
                    "`{name}` has {size} bytes and {packed} when packed: more than {} times as many",
                    self.ratio
                ));
            }
        }
        if count > self.files {
            return Err(format!("there are {count} files, and at most {} are taken", self.files));
        }
        if total > self.bytes {
            return Err(format!(
                "the files have {total} bytes, and at most {} are taken",
                self.bytes
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_has_two_sides() {
        let limits = Limits { files: 2, bytes: 1_000, ratio: 10, harmless: 100 };
        let told = |files: &[(&str, u64, u64)]| limits.check(files.iter().copied());
        assert_eq!(told(&[("a", 500, 500), ("b", 500, 50)]), Ok(()));
        assert!(told(&[("a", 1, 1), ("b", 1, 1), ("c", 1, 1)]).unwrap_err().contains("3 files"));
        assert!(told(&[("a", 500, 500), ("b", 501, 500)]).unwrap_err().contains("1001 bytes"));
        assert_eq!(told(&[("a", 109, 10), ("b", 99, 1)]), Ok(()));
        assert!(told(&[("a", 110, 10)]).unwrap_err().contains("`a`"));
        assert!(told(&[("a", u64::MAX, 0), ("b", u64::MAX, u64::MAX)]).is_err());
    }
}
