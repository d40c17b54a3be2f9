//! The beginning of a foreign text, for a message.

/// Characters shown of a text that is quoted in a message.
const SHOWN: usize = 60;

/// At most 60 characters of a foreign text; what is left out shows as `…`.
#[must_use]
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_long_is_cut() {
        let most = "é".repeat(SHOWN);
        assert_eq!(cut(&most), most);
        assert_eq!(cut(&format!("{most}é")), format!("{most}…"));
        assert_eq!(cut(""), "");
    }
}
