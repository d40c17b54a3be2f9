//! The one escaper of the Markdown format: foreign words, code and addresses, so that they come out as they
//! are and mean nothing. What it writes is safe anywhere in a line, in a table too, and holds no line break.
//!
//! Two readers have to be kept quiet. The first is the Markdown parser: a backslash or an entity does.
//! The second is the site that shows the page: it looks through the finished text for `@name`, `#12`,
//! `:smile:`, `$x$` and addresses, where no escape is left to see. An element around one character of
//! the pattern ends its search, shows nothing, and is not copied along with the text.

use std::fmt::Write as _;

use super::visible::{Layout, visible};

/// Foreign words as Markdown.
pub(super) fn words(text: &str) -> String {
    let text = visible(text, Layout::Words);
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (at, character) in text.char_indices() {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + character.len_utf8()..).unwrap_or_default();
        match meaning(before, character, after) {
            Meaning::None => escaped.push(character),
            Meaning::Syntax => escaped.extend(['\\', character]),
            Meaning::Entity(entity) => escaped.push_str(entity),
            // Some sites look for mathematics before they read Markdown, others after it.
            Meaning::Pattern if character == '$' => escaped.push_str("<span>\\$</span>"),
            Meaning::Pattern => {
                // Writing to a String can't fail.
                let _ = write!(escaped, "<span>{character}</span>");
            }
        }
    }
    escaped
}

/// Foreign text as code; `before` is what stands before it in the line.
///
/// Tables split at `|` in backticks too, and then a backslash before it can't be written; two spans of
/// backticks can't touch. In both cases the element does it.
pub(super) fn code(text: &str, before: Option<char>) -> String {
    let text = visible(text, Layout::Code);
    if text.trim().is_empty() {
        return String::new();
    }
    if text.contains('|') || before == Some('`') {
        return format!("<code>{}</code>", words(&text));
    }
    let fence = match longest_run(&text) {
        0 => String::from("`"),
        longest => "`".repeat(longest + 1),
    };
    // One space on both sides is taken off again by the parser.
    let is_padded = text.starts_with(' ') && text.ends_with(' ');
    let pad = if is_padded || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Foreign text as a block of code, its fence longer than any run of backticks in it.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let text = visible(text, Layout::Block);
    let fence = "`".repeat((longest_run(&text) + 1).max(3));
    let language: String = language.chars().filter(|char| is_language(*char)).take(40).collect();
    // GitHub draws these instead of showing them.
    let is_drawn = ["mermaid", "math", "geojson", "topojson", "stl"]
        .iter()
        .any(|drawn| language.eq_ignore_ascii_case(drawn));
    let language = if language.is_empty() || is_drawn { "text" } else { &language };
    format!("{fence}{language}\n{text}\n{fence}")
}

/// The path of a file beside the report, as a link's destination: everything that could mean something encoded.
pub(super) fn file(path: &str) -> String {
    let path = path.trim_start_matches('/');
    encode(path, |byte| matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~'))
}

/// An address on the web or of a mailbox, as a link's destination; none if it is neither.
pub(super) fn address(href: &str) -> Option<String> {
    let (scheme, _) = href.split_once(':')?;
    if !["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let encoded = encode(href, |byte| b"/-._~:?#[]@!$&'*+,;=%".contains(&byte));
    Some(encoded.replace('&', "&amp;"))
}

/// Percent-encodes all but ASCII letters, digits and what is kept.
fn encode(text: &str, is_kept: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || is_kept(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String can't fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn is_language(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '+' | '#' | '-' | '_' | '.')
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`').map(str::len).max().unwrap_or(0)
}

/// What a character would mean where it stands.
enum Meaning {
    /// Itself.
    None,
    /// Something to the parser, unless a backslash stands before it.
    Syntax,
    /// Something to the parser, unless written as an entity.
    Entity(&'static str),
    /// Something to the site, unless an element stands around it.
    Pattern,
}

/// Where a run of words ends, something of ours may follow: there, what could join with it is escaped.
fn meaning(before: &str, character: char, after: &str) -> Meaning {
    let previous = before.chars().next_back();
    let next = after.chars().next();
    match character {
        '\\' | '`' | '*' | '~' | '[' | ']' | '|' => Meaning::Syntax,
        '_' if !(is_word(previous) && is_word(next)) => Meaning::Syntax,
        '!' if next.is_none() => Meaning::Syntax,
        '-' | '+' | '=' if is_first(before) => Meaning::Syntax,
        '.' | ')' if is_number(before) && next.is_none_or(|next| next == ' ') => Meaning::Syntax,
        '<' => Meaning::Entity("&lt;"),
        '>' if is_first(before) => Meaning::Entity("&gt;"),
        '&' if next.is_none_or(|next| next == '#' || next.is_ascii_alphanumeric()) => {
            Meaning::Entity("&amp;")
        }
        '@' if is_word(next) => Meaning::Pattern,
        '#' if next.is_some_and(|next| next.is_ascii_digit()) => Meaning::Pattern,
        // At the start it opens a heading, at the end after a space it closes one.
        '#' if is_first(before) || previous == Some(' ') => Meaning::Syntax,
        '-' if is_issue(before, next) => Meaning::Pattern,
        ':' if after.starts_with("//") || is_emoji(after) => Meaning::Pattern,
        '.' if ends_with_www(before) && next.is_some_and(|next| next != ' ') => Meaning::Pattern,
        '$' if opens_only(previous, next) => Meaning::Syntax,
        '$' => Meaning::Pattern,
        _ => Meaning::None,
    }
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// Whether a line may begin here. A run of words is treated as if it always began one.
fn is_first(before: &str) -> bool {
    before.is_empty() || before == " "
}

/// Whether what stands before is the number of a list's item.
fn is_number(before: &str) -> bool {
    let digits = before.strip_prefix(' ').unwrap_or(before);
    matches!(digits.len(), 1..=9) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `GH-12` is an issue to GitHub.
fn is_issue(before: &str, next: Option<char>) -> bool {
    let mut backwards = before.chars().rev();
    next.is_some_and(|next| next.is_ascii_digit())
        && backwards.next().is_some_and(|char| char.eq_ignore_ascii_case(&'h'))
        && backwards.next().is_some_and(|char| char.eq_ignore_ascii_case(&'g'))
        && !is_word(backwards.next())
}

/// Whether the rest of a short code such as `:smile:` follows. A time of day is none.
fn is_emoji(after: &str) -> bool {
    let mut has_letter = false;
    for (at, byte) in after.bytes().enumerate().take(64) {
        match byte {
            b'a'..=b'z' | b'_' | b'+' | b'-' => has_letter = true,
            b'0'..=b'9' => {}
            b':' => return at > 0 && (has_letter || at > 2),
            _ => return false,
        }
    }
    false
}

fn ends_with_www(before: &str) -> bool {
    let end = before.len().checked_sub(3).and_then(|at| before.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// Whether a `$` can open mathematics but not close it, as in "costs $5". That one may be left to a backslash,
/// as long as all that could close are kept from the site.
fn opens_only(previous: Option<char>, next: Option<char>) -> bool {
    previous.is_none_or(|previous| previous == ' ' || previous == '(')
        && next.is_some_and(|next| next.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each with its way out, and its neighbour that means nothing and stays.
    #[test]
    fn what_means_something_is_escaped_and_no_more() {
        let cases = [
            ("a_b snake_case_2", "a_b snake_case_2"),
            ("_a_ b_", "\\_a\\_ b\\_"),
            ("2 < 3 > 1", "2 &lt; 3 > 1"),
            ("> quoted", "&gt; quoted"),
            ("a & b", "a & b"),
            ("&lt; R&D &#35;", "&amp;lt; R&amp;D &amp;<span>#</span>35;"),
            ("- item, a - b", "\\- item, a - b"),
            ("+1 = 2", "\\+1 = 2"),
            ("= x", "\\= x"),
            ("1. first", "1\\. first"),
            ("12) twelfth", "12\\) twelfth"),
            ("36.04 of 100.", "36.04 of 100."),
            ("1234567890. is no number of a list", "1234567890. is no number of a list"),
            ("# heading #", "\\# heading \\#"),
            ("C# is one", "C# is one"),
            ("Wow! [a](b)", "Wow! \\[a\\](b)"),
            ("Wow!", "Wow\\!"),
            ("a|b", "a\\|b"),
            ("*a* ~~b~~ `c` \\d", "\\*a\\* \\~\\~b\\~\\~ \\`c\\` \\\\d"),
        ];
        for (said, escaped) in cases {
            assert_eq!(words(said), escaped, "{said}");
        }
    }

    #[test]
    fn what_a_site_looks_for_is_kept_from_it() {
        let cases = [
            ("ask @ops-team", "ask <span>@</span>ops-team"),
            ("a@b.example", "a<span>@</span>b.example"),
            ("5 @ 3", "5 @ 3"),
            ("see #12, a/b#3", "see <span>#</span>12, a/b<span>#</span>3"),
            ("GH-12 gh-7", "GH<span>-</span>12 gh<span>-</span>7"),
            ("HIGH-12, GH-x", "HIGH-12, GH-x"),
            ("http://a.example", "http<span>:</span>//a.example"),
            ("WWW.a.example", "WWW<span>.</span>a.example"),
            ("awww. So", "awww. So"),
            (":smile: :+1: :100:", "<span>:</span>smile: <span>:</span>+1: <span>:</span>100:"),
            ("at 06:12:40Z: done", "at 06:12:40Z: done"),
            ("costs $5 or ($6)", "costs \\$5 or (\\$6)"),
            ("$x$", "<span>\\$</span>x<span>\\$</span>"),
            ("5$", "5<span>\\$</span>"),
        ];
        for (said, escaped) in cases {
            assert_eq!(words(said), escaped, "{said}");
        }
    }

    #[test]
    fn code_is_fenced_by_more_than_it_holds() {
        assert_eq!(code("a b", None), "`a b`");
        assert_eq!(code("a`b", None), "``a`b``");
        assert_eq!(code("`a``", None), "``` `a`` ```");
        assert_eq!(code(" a ", None), "`  a  `");
        assert_eq!(code("a|`b`", None), "<code>a\\|\\`b\\`</code>");
        assert_eq!(code("b", Some('`')), "<code>b</code>");
        assert_eq!(code("a\nb\u{202e}", None), "`a b<U+202E>`");
        assert_eq!(code(" ", None), "");
        assert_eq!(fenced("rs", "a"), "```rs\na\n```");
        assert_eq!(fenced("", "````"), "`````text\n````\n`````");
        assert_eq!(fenced("Mermaid", "a"), "```text\na\n```");
    }

    #[test]
    fn addresses_end_where_they_should() {
        assert_eq!(file("inputs/a b/(c)|.json"), "inputs/a%20b/%28c%29%7C.json");
        assert_eq!(file("//evil.example/x"), "evil.example/x");
        assert_eq!(file("javascript:x"), "javascript%3Ax");
        assert_eq!(
            address("https://a.example/(x)?y&z\">`").as_deref(),
            Some("https://a.example/%28x%29?y&amp;z%22%3E%60")
        );
        assert_eq!(address("MAILTO:a@b.example").as_deref(), Some("MAILTO:a@b.example"));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("a.md"), None);
    }
}
