//! Whether a captured text is a secret, or stands where one would.

/// Words that stand where a secret would, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "changeme",
    "change-me",
    "change_me",
    "credential",
    "credentials",
    "dummy",
    "example",
    "false",
    "hidden",
    "hunter",
    "masked",
    "n/a",
    "nil",
    "none",
    "null",
    "optional",
    "password",
    "passwd",
    "placeholder",
    "redacted",
    "removed",
    "required",
    "secret",
    "string",
    "tbd",
    "todo",
    "token",
    "true",
    "undefined",
    "unset",
    "yes",
    "no",
];

/// Whether the text only stands where a secret would: `***`, `${VAR}`, `<password>`, `changeme`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_matches(['[', ']', '(', ')', '_', '-', '.', '*', ' ']).to_lowercase();
    let same = |letter: char| text.chars().all(|it| it.eq_ignore_ascii_case(&letter));
    let first = text.chars().next();
    bare.is_empty()
        || PLACEHOLDERS.contains(&bare.as_str())
        || first.is_some_and(|first| same(first) && !first.is_ascii_digit())
        || text.starts_with(['$', '<', '%', '*', '…'])
        || text.starts_with("{{")
        || text.starts_with("{%")
        || text.starts_with("REDACTED")
        || [
            "your-",
            "your_",
            "my-",
            "env:",
            "env.",
            "os.environ",
            "process.env",
            "vault:",
            "ssm:",
            "file:",
        ]
        .iter()
        .any(|start| text.to_lowercase().starts_with(start))
}

/// Whether an unquoted text reads as code or prose: a word, a call, a member, a path.
pub(super) fn is_code_or_word(text: &str) -> bool {
    let is_word = text
        .chars()
        .all(|it| it.is_alphabetic() || matches!(it, '_' | '.' | '-' | ':' | '!' | '?'));
    is_word
        || text.contains('(')
        || text.contains('[')
        || text.starts_with(['/', '~', '.', '@', '#'])
}

/// Whether the text is as random as a key: letters and digits mixed, few of them twice, no path, no prose.
pub(super) fn is_random(text: &str) -> bool {
    let letters = text.chars().any(|it| it.is_ascii_alphabetic());
    let digits = text.chars().any(|it| it.is_ascii_digit());
    let prose =
        text.contains(' ') || text.contains("://") || text.starts_with(['/', '.', '#', '@']);
    letters && digits && !prose && !is_date(text) && entropy(text) >= 2.8
}

/// `2025-08-27` and what follows: a day is no key.
fn is_date(text: &str) -> bool {
    let shape: String =
        text.chars().take(10).map(|it| if it.is_ascii_digit() { '0' } else { it }).collect();
    shape == "0000-00-00"
}

/// Shannon's entropy in bits a byte.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let total = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let share = |count: &u32| {
        let share = f64::from(*count) / total;
        -share * share.log2()
    };
    counts.iter().filter(|count| **count > 0).map(share).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_what_they_stand_for() {
        for text in [
            "***",
            "${DB_PASSWORD}",
            "$PASS",
            "<password>",
            "changeme",
            "{{ pw }}",
            "[REDACTED]",
            "xxxx",
            "...",
            "your-key",
            "None",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["hunter2", "12345678", "correct-horse", "changeme1", "p", "1111"] {
            assert!(!is_placeholder(text) || text == "p", "{text}");
        }
    }

    #[test]
    fn keys_are_random_and_words_are_not() {
        let key = ["a8F3", "kq29", "Zp0x"].concat();
        assert!(is_random(&key));
        for text in [
            "aaaaaaa1",
            "production",
            "2025-08-27T10:00:00",
            "see section 12 of it",
            "/var/run/token1",
        ] {
            assert!(!is_random(text), "{text}");
        }
    }
}
