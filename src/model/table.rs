//! Places in a table of comma-separated values: which rows, and which column (contract, "A link": `csv:`).
//!
//! Only the grammar lives here; `evidence` reads tables.

use super::SelectorError;
use super::words::shortened;

/// Rows and a column: `region=eu,env=prod/p95`, `3/p95`, `*/p95`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePlace {
    /// Which rows.
    pub rows: Rows,
    /// Which column of them.
    pub column: Column,
}

/// Which rows of a table. Its first row names the columns and isn't counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// `*`: all of them.
    All,
    /// `3`: that one, from 1.
    Number(usize),
    /// `region=eu,env=prod`: those for which every condition holds.
    Where(Vec<RowCondition>),
}

/// What a row has to say in a column, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCondition {
    /// The column.
    pub column: Column,
    /// The text there.
    pub value: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// By its name in the first row.
    Name(String),
    /// By its place, from 1.
    Number(usize),
}

const HELP: &str = "write a row and a column: `csv:region=eu/p95`, `csv:region=eu,env=prod/p95`, `csv:3/p95` \
                    (the third row below the names) or `csv:*/p95`; what holds `/`, `=` or `,` or is a number \
                    stands in quotation marks: `csv:\"GET /a\"=1/'p95, ms'`";

/// A piece of the text between the signs `/`, `=` and `,`.
struct Piece {
    text: String,
    quoted: bool,
}

impl TablePlace {
    /// Reads what stands behind `csv:`.
    ///
    /// # Errors
    ///
    /// [`SelectorError`] says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let mut rest = text;
        let mut conditions = Vec::new();
        let rows = loop {
            let before = piece(&mut rest, text, "a row")?;
            match sign(&mut rest) {
                Some('/') if conditions.is_empty() => break before.rows()?,
                Some('=') => {
                    let value = piece(&mut rest, text, "a value")?.text;
                    conditions.push(RowCondition { column: before.column()?, value });
                }
                _ => {
                    return Err(wrong(&format!(
                        "`{}` says nothing of a row",
                        shortened(&before.text)
                    )));
                }
            }
            match sign(&mut rest) {
                Some('/') => break Rows::Where(conditions),
                Some(',') => {}
                Some(_) => return Err(wrong(&format!("`{}` has a `=` too many", shortened(text)))),
                None => return Err(wrong(&format!("`{}` names no column", shortened(text)))),
            }
        };
        let column = piece(&mut rest, text, "a column")?.column()?;
        if !rest.is_empty() {
            let message = format!("`{}` stands behind the column", shortened(rest));
            return Err(wrong(&message));
        }
        Ok(Self { rows, column })
    }
}

impl Piece {
    fn rows(self) -> Result<Rows, SelectorError> {
        match (self.quoted, self.text.as_str()) {
            (false, "*") => Ok(Rows::All),
            (false, text) => match number(text)? {
                Some(number) => Ok(Rows::Number(number)),
                None => Err(wrong(&format!("`{}` says nothing of a row", shortened(text)))),
            },
            (true, text) => Err(wrong(&format!("`{}` says nothing of a row", shortened(text)))),
        }
    }

    fn column(self) -> Result<Column, SelectorError> {
        match if self.quoted { None } else { number(&self.text)? } {
            Some(number) => Ok(Column::Number(number)),
            None => Ok(Column::Name(self.text)),
        }
    }
}

/// A number of rows or columns; none where the text is no number.
fn number(text: &str) -> Result<Option<usize>, SelectorError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    match text.parse() {
        Ok(0) => Err(wrong("rows and columns are counted from 1, and there is no 0")),
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(wrong(&format!("no table has a row or column {}", shortened(text)))),
    }
}

/// The sign between two pieces, which is passed.
fn sign(rest: &mut &str) -> Option<char> {
    let sign = rest.chars().next().filter(|char| matches!(char, '/' | '=' | ','))?;
    *rest = rest.get(1..).unwrap_or_default();
    Some(sign)
}

/// A piece, in quotation marks or up to the next sign.
fn piece(rest: &mut &str, text: &str, what: &str) -> Result<Piece, SelectorError> {
    if let Some(quote) = rest.chars().next().filter(|char| matches!(char, '"' | '\'')) {
        return quoted(rest, quote, text);
    }
    let end = rest.find(['/', '=', ',']).unwrap_or(rest.len());
    let (bare, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if bare.trim().is_empty() {
        return Err(wrong(&format!("`{}` lacks {what}", shortened(text))));
    }
    *rest = behind;
    Ok(Piece { text: bare.to_owned(), quoted: false })
}

/// A text in quotation marks; one that is doubled stands for itself (RFC 4180, section 2, rule 7).
fn quoted(rest: &mut &str, quote: char, text: &str) -> Result<Piece, SelectorError> {
    let mut inside = String::new();
    let mut behind = rest.strip_prefix(quote).unwrap_or_default();
    loop {
        let Some((before, after)) = behind.split_once(quote) else {
            return Err(wrong(&format!(
                "a quotation mark in `{}` is never closed",
                shortened(text)
            )));
        };
        inside.push_str(before);
        behind = after;
        match behind.strip_prefix(quote) {
            Some(after) => {
                inside.push(quote);
                behind = after;
            }
            None => break,
        }
    }
    *rest = behind;
    Ok(Piece { text: inside, quoted: true })
}

fn wrong(message: &str) -> SelectorError {
    SelectorError { message: message.to_owned(), help: HELP.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> TablePlace {
        TablePlace::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn name(text: &str) -> Column {
        Column::Name(text.to_owned())
    }

    fn place(rows: Rows, column: Column) -> TablePlace {
        TablePlace { rows, column }
    }

    fn rows(conditions: &[(Column, &str)]) -> Rows {
        let one = |(column, value): &(Column, &str)| RowCondition {
            column: column.clone(),
            value: (*value).to_owned(),
        };
        Rows::Where(conditions.iter().map(one).collect())
    }

    #[test]
    fn rows_are_told_by_conditions_by_number_or_all() {
        assert_eq!(read("region=eu/p95"), place(rows(&[(name("region"), "eu")]), name("p95")));
        let two = rows(&[(name("region"), "eu"), (name("env"), "prod")]);
        assert_eq!(read("region=eu,env=prod/p95"), place(two, name("p95")));
        assert_eq!(read("3/p95"), place(Rows::Number(3), name("p95")));
        assert_eq!(read("*/2"), place(Rows::All, Column::Number(2)));
        assert_eq!(read("1=eu/2"), place(rows(&[(Column::Number(1), "eu")]), Column::Number(2)));
        // A value is a text, also where it looks like a number; a name with a space needs no marks.
        let users = rows(&[(name("users"), "200")]);
        assert_eq!(read("users=200/99 % line"), place(users, name("99 % line")));
    }

    #[test]
    fn what_holds_signs_stands_in_quotation_marks() {
        let label = rows(&[(name("a=b"), "GET /x, \"y\"")]);
        assert_eq!(read(r#""a=b"="GET /x, ""y"""/'it''s'"#), place(label, name("it's")));
        assert_eq!(read("*/\"2\""), place(Rows::All, name("2")));
        assert_eq!(read("a=\"\"/'*'"), place(rows(&[(name("a"), "")]), name("*")));
        assert_eq!(read("'2'=x/b"), place(rows(&[(name("2"), "x")]), name("b")));
    }

    #[test]
    fn anything_else_is_an_error_that_says_what_to_write() {
        let cases = [
            ("", "lacks a row"),
            ("/p95", "lacks a row"),
            ("p95", "says nothing of a row"),
            ("eu/p95", "says nothing of a row"),
            ("'*'/p95", "says nothing of a row"),
            ("'3'/p95", "says nothing of a row"),
            ("region=eu", "names no column"),
            ("region=eu/", "lacks a column"),
            ("region=/p95", "lacks a value"),
            ("=eu/p95", "lacks a row"),
            ("region=eu,/p95", "lacks a row"),
            ("region=eu,env/p95", "says nothing of a row"),
            ("a=b=c/p95", "`=` too many"),
            ("*/a/b", "stands behind the column"),
            ("*/\"a\"b", "stands behind the column"),
            ("*/a=b", "stands behind the column"),
            ("\"a", "never closed"),
            ("\"a\"b/c", "says nothing of a row"),
            ("*,a=b/c", "says nothing of a row"),
            ("0/p95", "counted from 1"),
            ("1/0", "counted from 1"),
            ("99999999999999999999999/p95", "no table has"),
        ];
        for (text, message) in cases {
            let error = TablePlace::parse(text).unwrap_err();
            assert!(error.message.contains(message), "{text}: {error}");
            assert!(error.help.contains("csv:region=eu/p95"));
        }
    }
}
