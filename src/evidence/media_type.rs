//! Media types by the suffix of a file's name, for evidence that doesn't state its own.

/// What is known of nothing but that it is bytes (RFC 2046, section 4.5.1).
const UNKNOWN: &str = "application/octet-stream";

/// By suffix in lower case, in order.
const SUFFIXES: &[(&str, &str)] = &[
    ("bmp", "image/bmp"),
    ("cfg", "text/plain"),
    ("conf", "text/plain"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ini", "text/plain"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("log", "text/plain"),
    ("markdown", "text/markdown"),
    ("md", "text/markdown"),
    ("ndjson", "application/x-ndjson"),
    ("out", "text/plain"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("sarif", "application/sarif+json"),
    ("sql", "application/sql"),
    ("svg", "image/svg+xml"),
    ("tap", "text/plain"),
    ("toml", "application/toml"),
    ("tsv", "text/tab-separated-values"),
    ("txt", "text/plain"),
    ("webp", "image/webp"),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("zip", "application/zip"),
];

/// The media type that the name of the file at `path` suggests; `application/octet-stream` where it suggests none.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    // A leading dot hides a file; what follows it is its name, not its suffix.
    let suffix = match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => suffix.to_ascii_lowercase(),
        Some(_) | None => return UNKNOWN,
    };
    let found = SUFFIXES.binary_search_by(|(known, _)| (*known).cmp(&suffix));
    found.ok().and_then(|index| SUFFIXES.get(index)).map_or(UNKNOWN, |(_, media_type)| media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found() {
        assert!(SUFFIXES.is_sorted_by(|(one, _), (other, _)| one < other));
        for (suffix, expected) in SUFFIXES {
            assert_eq!(media_type(&format!("a/b.{suffix}")), *expected);
        }
    }

    #[test]
    fn the_last_suffix_decides() {
        assert_eq!(media_type("evidence/k6.JSON"), "application/json");
        assert_eq!(media_type("a.sarif.json"), "application/json");
        assert_eq!(media_type("a.json/notes"), UNKNOWN);
        assert_eq!(media_type(".json"), UNKNOWN);
        assert_eq!(media_type("a."), UNKNOWN);
        assert_eq!(media_type(""), UNKNOWN);
    }
}
