//! What the parser of JSON says, in words for whoever reads it.

use serde_json::error::Category;

/// What is said of a file that ends too soon.
pub(super) const CUT_OFF: &str = "it is cut off: the file ends in the middle of a document";
/// What is said where something else stands in place of a value.
pub(super) const NO_VALUE: &str = "a value is expected, and something else is there";

/// What is said where something else stands in place of a name.
pub(super) const NO_NAME: &str = "a name in double quotes is expected";
/// What is said of bytes that are no text.
pub(super) const NOT_UTF8: &str = "a text isn't in UTF-8";
/// What is said of what stands behind a document.
pub(super) const MORE: &str = "something follows after the end of the document";

/// What is wrong, without its place.
pub(super) fn told(error: &serde_json::Error) -> String {
    // serde_json repeats the place at the end of its message.
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    if error.classify() == Category::Eof {
        return CUT_OFF.to_owned();
    }
    if let Some(rest) = said.strip_prefix("invalid type: ") {
        return mismatch(rest);
    }
    if let Some(rest) = said.strip_prefix("invalid value: ") {
        return mismatch(rest);
    }
    if let Some(name) = said.strip_prefix("duplicate field ") {
        return format!("the name {name} stands twice in one object");
    }
    let known = KNOWN.iter().find(|(start, _)| said.starts_with(start));
    known.map_or(said, |(_, told)| told).to_owned()
}

/// By how the parser's message begins.
const KNOWN: [(&str, &str); 12] = [
    ("recursion limit", "it is nested more than 127 levels deep"),
    ("trailing characters", MORE),
    ("trailing comma", "a comma has nothing after it"),
    ("number out of range", "a number is too large to be read"),
    ("control character", "a line break or another control character stands inside a text"),
    ("invalid escape", "a backslash begins no escape"),
    ("invalid unicode code point", NOT_UTF8),
    ("lone leading surrogate", "a `\\u` escape is half of a character"),
    ("unexpected end of hex escape", "a `\\u` escape is half of a character"),
    ("key must be a string", NO_NAME),
    ("expected ident", NO_VALUE),
    ("expected value", NO_VALUE),
];

/// `map, expected a string` → `a string is expected, and an object is there`.
fn mismatch(said: &str) -> String {
    let (found, expected) = said.rsplit_once(", expected ").unwrap_or((said, "something else"));
    let found = match found {
        "map" => "an object",
        "sequence" => "a list",
        "unit value" => "null",
        found => found,
    };
    let expected = match expected {
        "a sequence" => "a list",
        "a map" => "an object",
        "i64" | "u64" | "i32" | "u32" | "usize" => "a whole number",
        "f64" => "a number",
        expected => expected.strip_prefix("struct ").map_or(expected, |_| "an object"),
    };
    format!("{expected} is expected, and {found} is there")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::DeserializeOwned;

    fn said<T: DeserializeOwned>(json: &str) -> String {
        serde_json::from_str::<T>(json).err().map(|error| told(&error)).unwrap_or_default()
    }

    #[test]
    fn errors_are_told_in_words() {
        use serde_json::Value;
        assert!(said::<Value>("[1, ").contains("cut off"));
        assert!(said::<Value>("[1,]").contains("comma"));
        assert!(said::<Value>("[1e400]").contains("too large"));
        assert!(said::<Value>("{} {}").contains("follows"));
        assert!(said::<Value>("\"\\ud800\"").contains("half"));
        assert!(said::<Value>("\"a\nb\"").contains("control"));
        assert!(said::<Value>(&"[".repeat(200)).contains("127"));
    }

    #[test]
    fn types_are_told_in_words() {
        assert_eq!(said::<String>("{}"), "a string is expected, and an object is there");
        assert_eq!(said::<Vec<u8>>("\"x\""), "a list is expected, and string \"x\" is there");
        assert_eq!(said::<u64>("-1"), "a whole number is expected, and integer `-1` is there");
    }
}
