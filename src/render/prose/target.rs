//! Where a link may lead: the web, a mailbox, or a known thing of the document. Everything else is text.

use std::fmt::Write as _;

use pulldown_cmark::LinkType;

use super::Jumps;
use crate::view::Anchor;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// Out of the document.
    Web(String),
    /// To a thing of the document.
    Jump(Anchor),
    /// Nowhere: what was written is shown.
    Refused(String),
}

/// Judges a link's destination.
pub(super) fn judge(kind: LinkType, destination: &str, jumps: &Jumps<'_>) -> Target {
    if kind == LinkType::Email {
        return Target::Web(encode(&format!("mailto:{destination}")));
    }
    if let Some(fragment) = destination.strip_prefix('#') {
        return match jumps.find(fragment) {
            Some(anchor) => Target::Jump(anchor.clone()),
            None => Target::Refused(destination.to_owned()),
        };
    }
    web_address(destination).map_or_else(|| Target::Refused(destination.to_owned()), Target::Web)
}

/// A link out of the document, encoded; none where its scheme is not allowed.
pub(crate) fn web_address(destination: &str) -> Option<String> {
    is_allowed(destination).then(|| encode(destination))
}

/// `http://host`, `https://host` and `mailto:someone`, in any case; nothing else, and no control characters.
fn is_allowed(destination: &str) -> bool {
    if destination.chars().any(char::is_control) {
        return false;
    }
    let Some((scheme, rest)) = destination.split_once(':') else { return false };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .and_then(|rest| rest.chars().next())
            .is_some_and(|first| first.is_alphanumeric() || first == '['),
        "mailto" => !rest.is_empty(),
        _ => false,
    }
}

/// Percent-encodes what a URI may not hold (RFC 3986); an escape that is there stays.
fn encode(uri: &str) -> String {
    let mut encoded = String::with_capacity(uri.len());
    let mut slashes = 0_u8;
    let mut fragment = false;
    let mut bytes = uri.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let in_authority = slashes == 2;
        let kept = match byte {
            b'/' | b'?' => {
                slashes = if byte == b'/' { slashes.saturating_add(1) } else { 3 };
                true
            }
            // A second `#` has no place in a URI.
            b'#' => {
                slashes = 3;
                !std::mem::replace(&mut fragment, true)
            }
            b'%' => is_escape(&mut bytes.clone()),
            b'[' | b']' => in_authority,
            b'-' | b'.' | b'_' | b'~' | b':' | b'@' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')'
            | b'*' | b'+' | b',' | b';' | b'=' => true,
            other => other.is_ascii_alphanumeric(),
        };
        if kept {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String can't fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn is_escape(rest: &mut impl Iterator<Item = u8>) -> bool {
    let mut is_digit = || rest.next().is_some_and(|byte| byte.is_ascii_hexdigit());
    is_digit() && is_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(destination: &str) -> Target {
        judge(LinkType::Inline, destination, &Jumps::none())
    }

    #[test]
    fn only_the_web_and_mailboxes_are_linked() {
        for good in ["http://a.example", "HTTPS://a.example/b?c#d", "mailto:a@b.example"] {
            assert_eq!(judged(good), Target::Web(good.to_owned()));
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "//evil.example",
            "/etc/passwd",
            "../x",
            "x.md",
            "",
            "http:",
            "http:evil",
            "http://",
            "https:///x",
            "http://a.example/\u{1}",
            "mailto:",
            "#nowhere",
            "ftp://a.example",
        ] {
            assert_eq!(judged(bad), Target::Refused(bad.to_owned()));
        }
    }

    #[test]
    fn what_a_uri_may_not_hold_is_encoded_once() {
        let web = |uri: &str| web_address(uri).unwrap();
        assert_eq!(web("http://a.example/\"><b>"), "http://a.example/%22%3E%3Cb%3E");
        assert_eq!(web("http://a.example/50%/%2f"), "http://a.example/50%25/%2f");
        assert_eq!(web("http://[::1]/[x]"), "http://[::1]/%5Bx%5D");
        assert_eq!(web("http://a.example/é x\\"), "http://a.example/%C3%A9%20x%5C");
        assert_eq!(web("http://a.example/#a#b"), "http://a.example/#a%23b");
    }

    #[test]
    fn a_mailbox_in_angles_is_one() {
        assert_eq!(
            judge(LinkType::Email, "a@b.example", &Jumps::none()),
            Target::Web("mailto:a@b.example".to_owned())
        );
    }
}
