//! Reads an expectation. Every error says what to write.

use serde_json::value::RawValue;

use super::{Comparison, Expectation, ExpectationError};
use crate::model::words::shortened;
use crate::model::{Days, Quantity, QuantityError, pattern};

/// Longer operators first, because `<` begins `<=`.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

/// What people write in place of an operator, and what to write.
const NEARLY: [(&str, &str); 10] = [
    ("=<", "<="),
    ("=>", ">="),
    ("<>", "!="),
    ("=", "=="),
    ("≤", "<="),
    ("⩽", "<="),
    ("≥", ">="),
    ("⩾", ">="),
    ("≠", "!="),
    ("~", "=="),
];

type Parsed = Result<Expectation, ExpectationError>;

pub(super) fn parse(text: &str) -> Parsed {
    let text = text.trim();
    if text.is_empty() {
        return Err(wrong(
            "an empty expectation",
            "write what has to hold, such as `== 0` or `<= 2 s`",
        ));
    }
    for (nearly, operator) in NEARLY {
        // `==` is no misspelt `=`.
        if let Some(rest) = text.strip_prefix(nearly).filter(|rest| !rest.starts_with('=')) {
            return Err(wrong(
                format!("`{nearly}` is no comparison"),
                format!("write `{operator} {}`", shortened(rest.trim())),
            ));
        }
    }
    if let Some((comparison, rest)) = comparison(text) {
        return compare(comparison, rest);
    }
    let (word, rest) = first_word(text);
    match word {
        "in" => membership(rest),
        "matches" => matches(rest),
        "count" => count(rest),
        "newer" => newer(rest),
        _ => Err(no_operator(text)),
    }
}

fn comparison(text: &str) -> Option<(Comparison, &str)> {
    COMPARISONS.into_iter().find_map(|(sign, comparison)| {
        text.strip_prefix(sign).map(|rest| (comparison, rest.trim_start()))
    })
}

/// The letters at the start, and what follows them.
fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|char: char| !char.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (word, rest.trim_start())
}

fn compare(comparison: Comparison, operand: &str) -> Parsed {
    let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    if operand.is_empty() {
        return Err(wrong("a comparison with nothing", "write a value behind it, such as `== 0`"));
    }
    if operand.starts_with('"') {
        let text = serde_json::from_str::<String>(operand).map_err(|error| {
            wrong(
                format!("`{}` is not a text in quotation marks: {error}", shortened(operand)),
                "write it as a JSON string, such as `== \"passed\"`",
            )
        })?;
        return if equality {
            Ok(Expectation::Text(comparison, text))
        } else {
            Err(no_order(&text))
        };
    }
    match Quantity::parse(operand) {
        Ok(limit) => Ok(Expectation::Compare(comparison, limit)),
        Err(QuantityError::NotANumber(_)) if is_bare_word(operand) => {
            if equality {
                Ok(Expectation::Text(comparison, operand.to_owned()))
            } else {
                Err(no_order(operand))
            }
        }
        Err(error @ QuantityError::NotANumber(_)) => Err(wrong(
            error.to_string(),
            if equality {
                "write a number with a unit, or a text in quotation marks: `== \"a text\"`"
            } else {
                "write a number with a unit, such as `<= 1.5 s` or `>= 15000`"
            },
        )),
        Err(
            error @ (QuantityError::Bound(_)
            | QuantityError::TooLong(_)
            | QuantityError::UnitMismatch(..)),
        ) => Err(wrong(
            error.to_string(),
            "write one comparison and one exact number, such as `<= 2 s`",
        )),
    }
}

/// A text that needs no quotation marks: `passed`, `v1.2`, `not_run`.
fn is_bare_word(text: &str) -> bool {
    text.starts_with(|char: char| char.is_alphabetic() || char == '_')
        && text.chars().all(|char| char.is_alphanumeric() || "_-.".contains(char))
}

fn no_order(text: &str) -> ExpectationError {
    wrong(
        format!("`{}` is a text, which is neither more nor less than another", shortened(text)),
        "compare a text with `==` or `!=`, or give a number with a unit",
    )
}

fn membership(list: &str) -> Parsed {
    let help = "write a JSON array of texts or numbers, such as `in [\"passed\", \"ok\"]`";
    let items: Vec<&RawValue> = serde_json::from_str(list)
        .map_err(|error| wrong(format!("`in` takes a list: {error}"), help))?;
    if items.is_empty() {
        return Err(wrong("nothing can be in an empty list", help));
    }
    let texts = items.into_iter().map(|item| match item.get() {
        text if text.starts_with('"') => serde_json::from_str(text)
            .map_err(|error| wrong(format!("`{}` is not a text: {error}", shortened(text)), help)),
        text if text.starts_with(['{', '[', 'n']) => {
            Err(wrong(format!("`{}` is no text or number", shortened(text)), help))
        }
        text => Ok(text.to_owned()),
    });
    texts.collect::<Result<_, _>>().map(Expectation::In)
}

fn matches(pattern: &str) -> Parsed {
    if pattern.is_empty() {
        return Err(wrong(
            "`matches` without a pattern",
            "write a regular expression behind it: `matches ^v1\\.`",
        ));
    }
    match pattern::expecting(pattern) {
        Ok(_) => Ok(Expectation::Matches(pattern.to_owned())),
        Err(error) => Err(ExpectationError { message: error.message, help: error.help }),
    }
}

fn count(rest: &str) -> Parsed {
    let number = |(comparison, number): (Comparison, &str)| {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse().ok().filter(|_| digits).map(|number| Expectation::Count(comparison, number))
    };
    comparison(rest).and_then(number).ok_or_else(|| {
        wrong(
            format!("`count {}` compares no number of places", shortened(rest)),
            "write a comparison and a whole number, such as `count >= 3`",
        )
    })
}

fn newer(rest: &str) -> Parsed {
    let days = rest.strip_prefix("than").filter(|days| days.starts_with(char::is_whitespace));
    let days = days.and_then(|days| Days::try_from(days.trim().to_owned()).ok());
    days.map(Expectation::NewerThan).ok_or_else(|| {
        wrong(
            format!("`newer {}` is no age", shortened(rest)),
            "write a number of whole days: `newer than 90 days`",
        )
    })
}

/// A value alone says nothing of which side of it is good.
fn no_operator(text: &str) -> ExpectationError {
    let shown = shortened(text);
    let help = match Quantity::parse(text) {
        Ok(_) => format!("say how it compares: `<= {shown}`, `>= {shown}` or `== {shown}`"),
        Err(_) if text.starts_with('"') => format!("write `== {shown}`"),
        Err(_) if is_bare_word(text) => format!("write `== \"{shown}\"`"),
        Err(_) => {
            "begin with `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `matches`, `count` or `newer than`"
                .to_owned()
        }
    };
    wrong(format!("`{shown}` doesn't say what has to hold"), help)
}

fn wrong(message: impl Into<String>, help: impl Into<String>) -> ExpectationError {
    ExpectationError { message: message.into(), help: help.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn error(text: &str) -> ExpectationError {
        match parse(text) {
            Err(error) => error,
            Ok(read) => panic!("{text} is read as {read:?}"),
        }
    }

    #[test]
    fn comparisons_with_quantities() {
        let cases = [
            ("== 0", Comparison::Equal, "0"),
            ("!= 0", Comparison::NotEqual, "0"),
            ("< 0.1 %", Comparison::Less, "0.1 %"),
            ("<= 1.5 s", Comparison::AtMost, "1.5 s"),
            ("> 1000 rps", Comparison::Greater, "1000 rps"),
            (">=80%", Comparison::AtLeast, "80 %"),
            ("  >=  15,000  ", Comparison::AtLeast, "15000"),
            ("== -3", Comparison::Equal, "-3"),
        ];
        for (text, comparison, limit) in cases {
            assert_eq!(
                parse(text),
                Ok(Expectation::Compare(comparison, quantity(limit))),
                "{text}"
            );
        }
    }

    #[test]
    fn equality_of_texts() {
        let text = |comparison, text: &str| Ok(Expectation::Text(comparison, text.to_owned()));
        assert_eq!(parse("== \"passed\""), text(Comparison::Equal, "passed"));
        assert_eq!(parse("!= failed"), text(Comparison::NotEqual, "failed"));
        assert_eq!(parse("== true"), text(Comparison::Equal, "true"));
        assert_eq!(parse("== \"200\""), text(Comparison::Equal, "200"));
        assert_eq!(parse(r#"== "a \"b\"""#), text(Comparison::Equal, "a \"b\""));
        assert_eq!(parse("== \"\""), text(Comparison::Equal, ""));
        assert!(error("<= \"passed\"").message.contains("neither more nor less"));
        assert!(error("< passed").message.contains("neither more nor less"));
        assert!(error("== two words").help.contains("quotation marks"));
        assert!(error("== \"open").message.contains("not a text in quotation marks"));
        assert!(error("== 1.2.3").help.contains("quotation marks"));
    }

    #[test]
    fn membership_patterns_counts_and_ages() {
        let list = |items: &[&str]| {
            Ok(Expectation::In(items.iter().map(|&item| item.to_owned()).collect()))
        };
        assert_eq!(parse("in [\"passed\", \"ok\"]"), list(&["passed", "ok"]));
        assert_eq!(parse("in[200, 204]"), list(&["200", "204"]));
        assert_eq!(parse(r"matches ^v1\."), Ok(Expectation::Matches(r"^v1\.".to_owned())));
        assert_eq!(parse("count >= 3"), Ok(Expectation::Count(Comparison::AtLeast, 3)));
        assert_eq!(parse("count == 0"), Ok(Expectation::Count(Comparison::Equal, 0)));
        assert_eq!(parse("newer than 90 days"), Ok(Expectation::NewerThan(Days(90))));
        assert_eq!(parse("newer than 1 day"), Ok(Expectation::NewerThan(Days(1))));
        for text in [
            "in []",
            "in",
            "in passed",
            "in [null]",
            "in [[1]]",
            "in [\"a\"",
            "in \"a\"",
            "matches",
            "matches (",
            "matches (?:a{1000}){1000}",
            "count",
            "count 3",
            "count >= 3.5",
            "count >= -1",
            "count >= +1",
            "count >= 99999999999999999999",
            "newer",
            "newer than",
            "newer than 90",
            "newer than 3 weeks",
            "newer 90 days",
        ] {
            assert!(!error(text).help.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_value_alone_is_told_what_to_write() {
        assert_eq!(error("2 s").help, "say how it compares: `<= 2 s`, `>= 2 s` or `== 2 s`");
        assert_eq!(error("passed").help, "write `== \"passed\"`");
        assert_eq!(error("\"passed\"").help, "write `== \"passed\"`");
        assert!(error("it works").help.starts_with("begin with"));
        assert!(error("IN [\"a\"]").help.starts_with("begin with"));
        assert_eq!(error(" ").message, "an empty expectation");
    }

    #[test]
    fn near_misses_of_operators_are_named() {
        assert_eq!(error("= 0").help, "write `== 0`");
        assert_eq!(error("=< 2 s").help, "write `<= 2 s`");
        assert_eq!(error("=> 2 s").help, "write `>= 2 s`");
        assert_eq!(error("≤ 2 s").help, "write `<= 2 s`");
        assert_eq!(error("<> 2").help, "write `!= 2`");
        assert!(error("==").message.contains("nothing"));
    }

    #[test]
    fn a_limit_is_an_exact_number() {
        assert!(error("<= <2s").message.contains("is a bound"));
        assert!(error(">= 95+").message.contains("is a bound"));
        assert!(error("<= about 3").message.contains("is a bound"));
        assert!(error("== 1e99").message.contains("more digits"));
        assert!(error("<= TBD or so").help.contains("number"));
        assert!(error("=== 0").help.contains("number"));
    }
}
