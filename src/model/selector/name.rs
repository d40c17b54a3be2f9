//! `test:` and `sarif:` selectors: names that are compared as a whole (docs/selectors/).
//!
//! Rule ids hold `/`, names of test cases hold ` > `. So nothing is split here: whoever looks for the place
//! tries every way in which the text can be one name behind another, and more than one is ambiguous.

use super::{Selector, SelectorError, wrong};
use crate::model::words::shortened;

/// The most bytes of a name. Each separator in it is looked at, so that this bounds the time of a look-up.
const LONGEST: usize = 2000;

/// Reads what stands behind `test:`.
pub(super) fn test(written: &str) -> Result<Selector, SelectorError> {
    let example =
        "write a suite and a case, such as `test:api.Login > locks after 5 tries`, or a suite";
    let name = short(written, example)?.trim();
    if name.starts_with("> ") || name.ends_with(" >") {
        let message = format!("`{}` lacks what stands beside its `>`", shortened(name));
        return Err(wrong(message, example));
    }
    Ok(Selector::Test(name.to_owned()))
}

/// Reads what stands behind `sarif:`.
pub(super) fn sarif(written: &str) -> Result<Selector, SelectorError> {
    let example = "write a rule, or a rule and a fingerprint: `sarif:js/sql-injection`, `sarif:B608/9f86d081`";
    let name = short(written, example)?.trim();
    if name.starts_with('/') || name.ends_with('/') {
        let message = format!("`{}` begins or ends with `/`", shortened(name));
        return Err(wrong(message, example));
    }
    Ok(Selector::Sarif(name.to_owned()))
}

fn short<'t>(written: &'t str, example: &str) -> Result<&'t str, SelectorError> {
    if written.len() > LONGEST {
        let message = format!("`{}` is longer than {LONGEST} bytes", shortened(written));
        return Err(wrong(message, example));
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_whole_without_the_space_around_them() {
        let read = Selector::Test("a > b > c".to_owned());
        assert_eq!(test(" a > b > c "), Ok(read));
        assert_eq!(test("a>b"), Ok(Selector::Test("a>b".to_owned())));
        assert_eq!(sarif("cpp/x/y"), Ok(Selector::Sarif("cpp/x/y".to_owned())));
        let scheme = "D1/lineHash/v1=9f86";
        assert_eq!(sarif(scheme), Ok(Selector::Sarif(scheme.to_owned())));
    }

    #[test]
    fn half_names_and_endless_ones_are_refused() {
        for text in ["> b", "a >", " > b", "a > "] {
            assert!(test(text).unwrap_err().message.contains("beside its `>`"), "{text}");
        }
        for text in ["/abc", "R1/", "/"] {
            assert!(sarif(text).unwrap_err().message.contains("ends with `/`"), "{text}");
        }
        assert!(test(&"a".repeat(2000)).is_ok());
        assert!(test(&"a".repeat(2001)).is_err());
        assert!(sarif(&"a".repeat(2000)).is_ok());
        assert!(sarif(&"a".repeat(2001)).is_err());
    }
}
