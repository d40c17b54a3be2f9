//! Reads the test of a filter (RFC 9535, section 2.3.5) and types its functions (section 2.4).

use super::cursor::Cursor;
use super::{Comparable, Literal, Matching, Query, Start, Test, literal, parse};
use crate::model::{Comparison, SelectorError};

/// Longer signs first, because `<` begins `<=`.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

const FUNCTIONS: &str =
    "the functions are `length()`, `count()`, `value()`, `match()` and `search()`";

const TESTS: &str =
    "write a test such as `@.name`, `@.count > 3`, `@.state == 'open'` or `match(@.name, 'a.*')`";

/// What stands in a test before it is known whether it is compared.
enum Term {
    Literal(Literal),
    Query(Query),
    /// A function that says yes or no.
    Test(Test),
    /// A function that gives a value.
    Value(Comparable),
}

/// The test behind a `?`.
pub(super) fn test(cursor: &mut Cursor<'_>) -> Result<Test, SelectorError> {
    cursor.nested(|cursor| {
        cursor.blanks();
        any(cursor)
    })
}

/// Tests joined by `||`, of which those joined by `&&` hold together more tightly.
fn any(cursor: &mut Cursor<'_>) -> Result<Test, SelectorError> {
    joined(cursor, "||", all, Test::Any)
}

fn all(cursor: &mut Cursor<'_>) -> Result<Test, SelectorError> {
    joined(cursor, "&&", basic, Test::All)
}

fn joined(
    cursor: &mut Cursor<'_>,
    sign: &str,
    read: fn(&mut Cursor<'_>) -> Result<Test, SelectorError>,
    join: fn(Vec<Test>) -> Test,
) -> Result<Test, SelectorError> {
    let first = read(cursor)?;
    let mut more = Vec::new();
    loop {
        let behind = cursor.clone();
        cursor.blanks();
        if !cursor.pass(sign) {
            *cursor = behind;
            break;
        }
        cursor.blanks();
        more.push(read(cursor)?);
    }
    if more.is_empty() {
        return Ok(first);
    }
    more.insert(0, first);
    Ok(join(more))
}

fn basic(cursor: &mut Cursor<'_>) -> Result<Test, SelectorError> {
    let begin = cursor.clone();
    if cursor.pass("!") {
        cursor.blanks();
        let denied = if cursor.peek() == Some('(') {
            bracketed(cursor)?
        } else {
            let term = term(cursor)?;
            as_test(term, &begin)?
        };
        return Ok(Test::Not(Box::new(denied)));
    }
    if cursor.peek() == Some('(') {
        return bracketed(cursor);
    }
    let left = term(cursor)?;
    let behind = cursor.clone();
    cursor.blanks();
    let Some(comparison) = comparison(cursor) else {
        if cursor.peek() == Some('=') {
            return Err(
                cursor.wrong("`=` is no comparison", "write `==`, or `match()` for a pattern")
            );
        }
        *cursor = behind;
        return as_test(left, &begin);
    };
    cursor.blanks();
    let right_begin = cursor.clone();
    let right = term(cursor)?;
    Ok(Test::Compare(as_operand(left, &begin)?, comparison, as_operand(right, &right_begin)?))
}

fn bracketed(cursor: &mut Cursor<'_>) -> Result<Test, SelectorError> {
    cursor.nested(|cursor| {
        cursor.expect("(", TESTS)?;
        cursor.blanks();
        let test = any(cursor)?;
        cursor.blanks();
        cursor.expect(")", "close the round bracket")?;
        Ok(test)
    })
}

fn comparison(cursor: &mut Cursor<'_>) -> Option<Comparison> {
    COMPARISONS.into_iter().find_map(|(sign, comparison)| cursor.pass(sign).then_some(comparison))
}

fn term(cursor: &mut Cursor<'_>) -> Result<Term, SelectorError> {
    let from = match cursor.peek() {
        Some('$') => Start::Root,
        Some('@') => Start::Current,
        Some(_) | None => {
            return match literal::literal(cursor)? {
                Some(literal) => Ok(Term::Literal(literal)),
                None => function(cursor),
            };
        }
    };
    cursor.next();
    Ok(Term::Query(Query { from, segments: parse::segments(cursor)? }))
}

/// Something that holds or doesn't: a query that selects something, or a function that says so.
fn as_test(term: Term, begin: &Cursor<'_>) -> Result<Test, SelectorError> {
    match term {
        Term::Query(query) => Ok(Test::Exists(query)),
        Term::Test(test) => Ok(test),
        Term::Literal(_) => Err(begin.wrong("a value alone is no test", TESTS)),
        Term::Value(_) => {
            let help = "compare what the function gives: `length(@.name) > 3`";
            Err(begin.wrong("the function gives a value, which alone is no test", help))
        }
    }
}

/// Something that is one value at most.
fn as_operand(term: Term, begin: &Cursor<'_>) -> Result<Comparable, SelectorError> {
    match term {
        Term::Literal(literal) => Ok(Comparable::Literal(literal)),
        Term::Value(operand) => Ok(operand),
        Term::Query(query) if query.is_singular() => Ok(Comparable::Value(query)),
        Term::Query(_) => {
            let help =
                "name one value: `@.name`, `@[0]`, or `value(…)` and `count(…)` around the query";
            Err(begin.wrong("the query may select several values, which can't be compared", help))
        }
        Term::Test(_) => {
            let help =
                "leave the comparison away: `?match(@.name, 'a.*')`, `?!match(@.name, 'a.*')`";
            Err(begin.wrong("the function says yes or no, which can't be compared", help))
        }
    }
}

/// A function (RFC 9535, section 2.4) with arguments of the types that it takes.
fn function(cursor: &mut Cursor<'_>) -> Result<Term, SelectorError> {
    let begin = cursor.clone();
    let name =
        cursor.take_while(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_');
    if name.is_empty() || cursor.peek() != Some('(') {
        return Err(begin.wrong(&begin.instead_of("a test"), TESTS));
    }
    cursor.nested(|cursor| {
        cursor.next();
        cursor.blanks();
        let term = match name {
            "length" => Term::Value(Comparable::Length(Box::new(value_argument(cursor)?))),
            "count" => Term::Value(Comparable::Count(query_argument(cursor)?)),
            "value" => Term::Value(Comparable::Value(query_argument(cursor)?)),
            "match" => Term::Test(pattern(cursor, Matching::Whole)?),
            "search" => Term::Test(pattern(cursor, Matching::Part)?),
            _ => return Err(begin.wrong("there is no such function", FUNCTIONS)),
        };
        cursor.blanks();
        cursor.expect(")", "close the function's bracket; it takes no more arguments")?;
        Ok(term)
    })
}

fn value_argument(cursor: &mut Cursor<'_>) -> Result<Comparable, SelectorError> {
    let begin = cursor.clone();
    let term = term(cursor)?;
    as_operand(term, &begin)
}

fn query_argument(cursor: &mut Cursor<'_>) -> Result<Query, SelectorError> {
    let begin = cursor.clone();
    match term(cursor)? {
        Term::Query(query) => Ok(query),
        Term::Literal(_) | Term::Test(_) | Term::Value(_) => {
            Err(begin
                .wrong("the function takes a query", "write `@` or `$` and steps: `count(@.*)`"))
        }
    }
}

/// The two arguments of `match()` and `search()`. A pattern that is written out has to be one.
fn pattern(cursor: &mut Cursor<'_>, matching: Matching) -> Result<Test, SelectorError> {
    let text = value_argument(cursor)?;
    cursor.blanks();
    cursor.expect(",", "the function takes a text and a pattern: `match(@.name, 'a.*')`")?;
    cursor.blanks();
    let begin = cursor.clone();
    let written = value_argument(cursor)?;
    if let Comparable::Literal(Literal::Text(text)) = &written {
        matching.compile(text).map_err(|error| begin.wrong(&error.message, &error.help))?;
    }
    Ok(Test::Pattern(matching, text, written))
}
