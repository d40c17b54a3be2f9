//! URIs of files, as far as a log needs them (RFC 3986, RFC 8089).

/// `uri` on `base`, if it isn't one that stands alone. A base is a folder, with or without the `/` at its end.
pub(super) fn joined(base: &str, uri: &str) -> String {
    if scheme(uri).is_some() || uri.starts_with('/') {
        return uri.to_owned();
    }
    let slash = if base.is_empty() || base.ends_with('/') { "" } else { "/" };
    format!("{base}{slash}{uri}")
}

/// A path without its escapes: that of a `file:` URI or of a relative one. Other URIs stay as they are.
pub(super) fn plain(uri: &str) -> String {
    match scheme(uri) {
        Some(scheme) if scheme.eq_ignore_ascii_case("file") => {
            let rest = uri.get(scheme.len() + 1..).unwrap_or_default();
            let path = match rest.strip_prefix("//") {
                // What stands before the path is a host; that of this machine is left out.
                Some(rest) => match rest.split_once('/') {
                    Some(("" | "localhost", path)) => format!("/{path}"),
                    _ => format!("//{rest}"),
                },
                None => rest.to_owned(),
            };
            let path = decoded(&path);
            match path.strip_prefix('/') {
                Some(drive) if is_drive(drive) => drive.to_owned(),
                _ => path,
            }
        }
        Some(_) => uri.to_owned(),
        None => decoded(uri),
    }
}

/// The scheme; one letter is the drive of a Windows path.
fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    is_scheme.then_some(scheme)
}

fn is_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|char| char.is_ascii_alphabetic()) && chars.next() == Some(':')
}

/// Without percent-encoding; as it is where that wouldn't give a text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%').and_then(|two| {
            let [high, low] = two else { return None };
            let digit = |byte: u8| char::from(byte).to_digit(16);
            u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
        });
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_relative_stands_on_its_base() {
        assert_eq!(joined("file:///srv/demo/", "src/a.c"), "file:///srv/demo/src/a.c");
        assert_eq!(joined("src", "a.c"), "src/a.c");
        assert_eq!(joined("", "a.c"), "a.c");
        assert_eq!(joined("file:///srv/", "file:///tmp/a.c"), "file:///tmp/a.c");
        assert_eq!(joined("file:///srv/", "/tmp/a.c"), "/tmp/a.c");
        assert_eq!(joined("x/", "c:a"), "x/c:a", "one letter is no scheme");
    }

    #[test]
    fn files_are_plain_and_other_addresses_stay() {
        assert_eq!(plain("file:///a%20b/c.py"), "/a b/c.py");
        assert_eq!(plain("FILE://localhost/a"), "/a");
        assert_eq!(plain("file:///c:/some%2Fpath"), "c:/some/path");
        assert_eq!(plain("file://host/share/a"), "//host/share/a");
        assert_eq!(plain("file:/a"), "/a");
        assert_eq!(plain("a%20b/main.c"), "a b/main.c");
        assert_eq!(plain("https://x.example/a%20b"), "https://x.example/a%20b");
        assert_eq!(plain("src/%25doc.txt"), "src/%doc.txt");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in ["100%", "%4", "%zz", "%ff", "%+1", "%é"] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(plain("%C3%A9"), "é");
    }
}
