//! All rows of a table, for who goes through it as a whole.

use std::borrow::Cow;

use super::fields::Fields;

/// A table that is read as a whole. Its first row names the columns.
pub(crate) struct Records<'t> {
    text: &'t str,
    fields: Fields,
    columns: Vec<String>,
}

impl<'t> Records<'t> {
    /// The rows of a text, parted as those are that selectors find.
    ///
    /// # Errors
    ///
    /// What can't be told of it.
    pub(crate) fn of(text: &'t str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let fields = Fields::of(text)?;
        let width = if fields.len() == 0 { 0 } else { fields.width(0) };
        let name = |column| fields.text(text, 0, column).map(Cow::into_owned).unwrap_or_default();
        let columns = (0..width).map(name).collect();
        Ok(Self { text, fields, columns })
    }

    /// The names of the columns.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows there are below the names.
    pub(crate) fn len(&self) -> usize {
        self.fields.len().saturating_sub(1)
    }

    /// The fields of a row below the names, from 1. None where there are more or fewer of them than columns: which
    /// is whose can't be told.
    pub(crate) fn row(&self, row: usize) -> Option<Vec<Cow<'t, str>>> {
        let width = self.columns.len();
        let fits = (1..=self.len()).contains(&row) && self.fields.width(row) == width;
        fits.then(|| {
            (0..width).filter_map(|column| self.fields.text(self.text, row, column)).collect()
        })
    }
}
