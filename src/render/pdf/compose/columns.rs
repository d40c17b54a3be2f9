//! How wide a table's columns are. The view says about how wide; what a column doesn't need goes to those that
//! would have to wrap. Widths are fixed here since `auto` columns starve their neighbours in typst.

use super::text::{longest_line, printed};
use crate::view::{Cell, Chart, ColumnRole, Row, Table, Text};

/// About how many characters of a table fit side by side on a page.
pub(super) const CHARACTERS_A_LINE: usize = 102;

/// About how much of that the gap beside a column takes.
pub(super) const GAP: usize = 2;

/// No column is narrower.
const NARROWEST: usize = 6;

/// A bullet is about as wide as so many characters, in a column of its own exactly so.
const BULLET: usize = 26;

/// A trend is about as wide as so many.
const TREND: usize = 64;

/// Any other drawing is about as wide as so many.
const DRAWING: usize = 19;

/// A mark is about as wide as so many characters.
const MARK: usize = 3;

/// A floor is never higher.
const WIDEST_FLOOR: usize = 16;

/// About how many characters fit on a line of each column.
pub(super) fn rooms(table: &Table) -> Vec<usize> {
    let widths = table.columns.iter().map(|column| usize::from(column.width.max(1)));
    let whole = widths.clone().sum::<usize>().max(1);
    let asked: Vec<_> = widths
        .map(|width| (CHARACTERS_A_LINE * width / whole).saturating_sub(GAP).max(NARROWEST))
        .collect();
    let mut shared = share(&asked, &needs(table));
    raise(&mut shared, &floors(table));
    shared
}

/// What each column needs so that neither a word of its head, nor a mark's word, nor a unit beside its figure is
/// divided.
fn floors(table: &Table) -> Vec<usize> {
    let heads = table.columns.iter().map(|column| {
        column.head.split(' ').map(|word| word.chars().count().min(WIDEST_FLOOR)).max().unwrap_or(0)
    });
    let mut floors: Vec<_> = heads.collect();
    for (floor, column) in floors.iter_mut().zip(&table.columns) {
        if column.role == ColumnRole::Chart {
            *floor = (*floor).max(BULLET);
        }
    }
    for row in table.groups.iter().flat_map(|group| &group.rows) {
        for (floor, cell) in floors.iter_mut().zip(&row.cells) {
            let mark = cell.mark.as_ref().map_or(0, |mark| mark.word.chars().count() + MARK);
            *floor = (*floor).max(mark.min(WIDEST_FLOOR));
        }
        let numbers = table.columns.iter().map(|column| column.role == ColumnRole::Number);
        for ((floor, cell), number) in floors.iter_mut().zip(&row.cells).zip(numbers) {
            if number {
                // A run as long as its column may break, so one more is needed.
                *floor = (*floor).max((longest_word(&cell.text) + 1).min(WIDEST_FLOOR));
            }
        }
    }
    floors
}

fn longest_word(text: &Text) -> usize {
    let words = text.0.iter().flat_map(|span| printed(span).split(' '));
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Raises each column to its floor, at the cost of the widest one.
fn raise(rooms: &mut [usize], floors: &[usize]) {
    for (column, floor) in floors.iter().enumerate() {
        let missing = rooms.get(column).map_or(0, |room| floor.saturating_sub(*room));
        let widest = rooms.iter().max().copied().unwrap_or(0);
        if missing == 0 || widest < missing + WIDEST_FLOOR {
            continue;
        }
        if let Some(giver) = rooms.iter_mut().find(|room| **room == widest) {
            *giver -= missing;
        }
        if let Some(room) = rooms.get_mut(column) {
            *room += missing;
        }
    }
}

/// How many characters each column would need not to wrap.
fn needs(table: &Table) -> Vec<usize> {
    let mut needs: Vec<_> =
        table.columns.iter().map(|column| column.head.chars().count()).collect();
    let rows = table.groups.iter().flat_map(|group| &group.rows).chain(&table.foot);
    for Row { cells, .. } in rows {
        for (need, cell) in needs.iter_mut().zip(cells) {
            *need = (*need).max(cell_needs(cell));
        }
    }
    needs
}

fn cell_needs(cell: &Cell) -> usize {
    let mark = cell.mark.as_ref().map_or(0, |mark| mark.word.chars().count() + MARK);
    let notes = cell.notes.iter().map(longest_line).max().unwrap_or(0);
    let chart = cell.chart.as_ref().map_or(0, |chart| match chart {
        Chart::Bullet(_) => BULLET,
        Chart::Trend(_) => TREND,
        Chart::Strip(_) | Chart::Severities(_) | Chart::Waterfall(_) | Chart::Spark(_) => DRAWING,
    });
    let depth = usize::from(cell.depth) * 2;
    depth + (mark + longest_line(&cell.text)).max(notes).max(chart)
}

/// What some columns don't need goes to those that lack something, by how much; what is left, to all alike.
fn share(asked: &[usize], needs: &[usize]) -> Vec<usize> {
    let both = || asked.iter().zip(needs);
    let spare: usize =
        both().map(|(asked, need)| asked.saturating_sub((*need).max(NARROWEST))).sum();
    let lack: usize = both().map(|(asked, need)| need.saturating_sub(*asked)).sum();
    let given = spare.min(lack);
    let whole = asked.iter().sum::<usize>().max(1);
    let shared = both().map(|(asked, need)| {
        let got = (need.saturating_sub(*asked) * given).checked_div(lack).unwrap_or(0);
        let kept = *asked.min(&(*need).max(NARROWEST));
        kept + got + (spare - given) * asked / whole
    });
    shared.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Column, Group, Narrow};

    #[test]
    fn a_column_below_its_floor_is_raised_by_the_widest() {
        let mut rooms = [6, 40, 20];
        raise(&mut rooms, &[9, 5, 20]);
        assert_eq!(rooms, [9, 37, 20]);
        let mut rooms = [6, 18];
        raise(&mut rooms, &[9, 5]);
        assert_eq!(rooms, [6, 18]);
    }

    #[test]
    fn a_column_of_drawings_is_as_wide_as_a_drawing() {
        let column = |role| Column { head: "Chart".to_owned(), role, width: 1 };
        let table = Table {
            caption: Text::default(),
            legend: String::new(),
            columns: vec![
                Column { width: 11, ..column(ColumnRole::Words) },
                column(ColumnRole::Chart),
            ],
            groups: Vec::new(),
            foot: None,
            narrow: Narrow::Stacks,
            facets: Vec::new(),
        };
        assert_eq!(floors(&table), [5, BULLET]);
        assert!(rooms(&table)[1] >= BULLET);
    }

    #[test]
    fn a_unit_is_not_divided_and_words_elsewhere_may_be() {
        let cell = |text: &str| Cell { text: Text::plain(text), ..Cell::default() };
        let column = |head: &str, role| Column { head: head.to_owned(), role, width: 6 };
        let row = Row {
            anchor: None,
            cells: vec![cell("1 connections"), cell("interoperability")],
            kinds: Vec::new(),
        };
        let table = Table {
            caption: Text::default(),
            legend: String::new(),
            columns: vec![column("At", ColumnRole::Number), column("What", ColumnRole::Words)],
            groups: vec![Group { anchor: None, title: None, rows: vec![row] }],
            foot: None,
            narrow: Narrow::Stacks,
            facets: Vec::new(),
        };
        assert_eq!(floors(&table), [12, 4]);
    }

    #[test]
    fn what_one_column_does_not_need_another_gets() {
        assert_eq!(share(&[20, 20, 20], &[20, 20, 20]), [20, 20, 20]);
        assert_eq!(share(&[20, 20, 20], &[10, 20, 25]), [11, 21, 26]);
        assert_eq!(share(&[20, 20, 20], &[10, 40, 40]), [10, 25, 25]);
        assert_eq!(share(&[20, 20], &[1, 500]), [6, 34]);
        assert_eq!(share(&[20, 20], &[500, 500]), [20, 20]);
        assert_eq!(share(&[], &[]), [0; 0]);
    }
}
