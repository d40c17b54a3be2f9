//! Places in a table of comma-separated values: the rows that a selector asks for, and a column of them.

mod fields;
mod records;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::NotSelected;
use super::by_text::ByText;
use crate::model::table::{Column, RowCondition, Rows, TablePlace};
use crate::model::words::shortened;
use fields::Fields;
pub(crate) use records::Records;

/// How many names of columns a message lists.
const NAMED: usize = 8;

/// The table in a file, read when a selector first asks for it.
#[derive(Default)]
pub(super) struct Table {
    read: OnceLock<Result<Read, String>>,
}

struct Read {
    fields: Fields,
    /// The columns by the names in the first row; several where a name occurs more than once.
    columns: ByText,
    /// For a column that was asked for, the rows by what they say there.
    said: Mutex<BTreeMap<usize, Arc<ByText>>>,
}

/// The field of a row: its bytes and its text.
pub(super) type Field = (Range<usize>, String);

impl Table {
    /// The fields of `text`, always the same text, at `place`, up to `most` of them. There is at least one.
    pub(super) fn find(
        &self,
        text: &str,
        place: &TablePlace,
        most: usize,
    ) -> Result<Vec<Field>, NotSelected> {
        let read = self.read.get_or_init(|| Read::of(text)).as_ref();
        let read = read.map_err(|reason| NotSelected::Unreadable(reason.clone()))?;
        let column = read.column(text, &place.column)?;
        let rows = read.rows(text, &place.rows, most)?;
        rows.into_iter().map(|row| read.field(text, row, column)).collect()
    }
}

impl Read {
    fn of(text: &str) -> Result<Self, String> {
        let fields = Fields::of(text)?;
        if fields.len() == 0 {
            return Err("it is empty, and has no row that names columns".to_owned());
        }
        let names = (0_u32..).zip(0..fields.width(0));
        let columns = ByText::of(names.filter_map(|(number, column)| {
            let name = fields.text(text, 0, column)?;
            Some((number, name))
        }));
        Ok(Self { fields, columns, said: Mutex::default() })
    }

    /// The place of a column, from 0.
    fn column(&self, text: &str, column: &Column) -> Result<usize, NotSelected> {
        let name = match column {
            Column::Number(number) if *number <= self.fields.width(0) => return Ok(number - 1),
            Column::Number(number) => {
                let width = self.fields.width(0);
                let columns = if width == 1 { "column" } else { "columns" };
                return Err(NotSelected::Nothing(format!(
                    "the table has {width} {columns}, so no column {number}"
                )));
            }
            Column::Name(name) => name,
        };
        let columns = self.columns.with(name).map(|column| column as usize);
        let mut columns = columns.filter(|column| self.says(text, 0, *column, name));
        match (columns.next(), columns.next()) {
            (Some(only), None) => Ok(only),
            (Some(first), Some(second)) => Err(NotSelected::Several(format!(
                "the column `{}` occurs more than once, as {} and {}; name it by its number",
                shortened(name),
                first + 1,
                second + 1
            ))),
            (None, _) => Err(NotSelected::Nothing(format!(
                "there is no column `{}`; there are {}",
                shortened(name),
                self.names(text)
            ))),
        }
    }

    fn names(&self, text: &str) -> String {
        let width = self.fields.width(0);
        let name = |column| self.fields.text(text, 0, column).unwrap_or_default();
        let named: Vec<String> =
            (0..width.min(NAMED)).map(|column| format!("`{}`", shortened(&name(column)))).collect();
        match width.saturating_sub(NAMED) {
            0 => named.join(", "),
            more => format!("{} and {more} more", named.join(", ")),
        }
    }

    /// The first of the rows that are asked for. Row 0 is the one that names the columns.
    fn rows(&self, text: &str, rows: &Rows, most: usize) -> Result<Vec<usize>, NotSelected> {
        let count = self.fields.len() - 1;
        let found = match rows {
            Rows::All => (1..=count).take(most).collect(),
            Rows::Number(number) if *number <= count => vec![*number],
            Rows::Number(number) => {
                let rows = if count == 1 { "row" } else { "rows" };
                return Err(NotSelected::Nothing(format!(
                    "the table has {count} {rows} below its names, so no row {number}"
                )));
            }
            Rows::Where(conditions) => self.matching(text, conditions, most)?,
        };
        match (found.is_empty(), rows) {
            (false, _) => Ok(found),
            (true, Rows::All | Rows::Number(_)) => {
                Err(NotSelected::Nothing("the table has no row below its names".to_owned()))
            }
            (true, Rows::Where(_)) => {
                Err(NotSelected::Nothing("there is no row of which that holds".to_owned()))
            }
        }
    }

    /// The first rows of which all conditions hold.
    fn matching(
        &self,
        text: &str,
        conditions: &[RowCondition],
        most: usize,
    ) -> Result<Vec<usize>, NotSelected> {
        let mut asked = Vec::new();
        for condition in conditions {
            let column = self.column(text, &condition.column)?;
            asked.push((self.said(text, column), column, condition.value.as_str()));
        }
        // Where the fewest rows say what is asked, each of them is looked at.
        let fewest = asked.iter().map(|(said, _, value)| said.with(value));
        let Some(fewest) = fewest.min_by_key(ExactSizeIterator::len) else {
            return Ok(Vec::new());
        };
        let holds = |row: &usize| {
            asked.iter().all(|(_, column, value)| self.says(text, *row, *column, value))
        };
        Ok(fewest.map(|row| row as usize).filter(holds).take(most).collect())
    }

    fn says(&self, text: &str, row: usize, column: usize, wanted: &str) -> bool {
        self.fields.text(text, row, column).is_some_and(|said| said == wanted)
    }

    /// The rows by what they say in a column, listed when it is first asked for.
    fn said(&self, text: &str, column: usize) -> Arc<ByText> {
        let mut known = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let list = || Arc::new(ByText::of(self.fields.column(text, 1, column)));
        Arc::clone(known.entry(column).or_insert_with(list))
    }

    /// The field of a row. In a row of another width than the first it can't be told which field is whose.
    fn field(&self, text: &str, row: usize, column: usize) -> Result<Field, NotSelected> {
        let (width, expected) = (self.fields.width(row), self.fields.width(0));
        let place = self.fields.span(row, column).filter(|_| width == expected);
        let value = self.fields.text(text, row, column);
        place.zip(value.map(std::borrow::Cow::into_owned)).ok_or_else(|| {
            let fields = if width == 1 { "field" } else { "fields" };
            NotSelected::Unreadable(format!(
                "row {row} has {width} {fields}, and the names of the columns are {expected}"
            ))
        })
    }
}
