//! Which of several places is meant: the only one, or how many there are.

use super::select::Wanted;
use super::{NotSelected, Selection};

/// How many lines of places are named in a message.
const NAMED: usize = 5;

/// One place of those found, or their number (SEMANTICS rule 8).
pub(super) fn choose(places: Vec<Selection>, wanted: Wanted) -> Result<Selection, NotSelected> {
    match (wanted, places.as_slice()) {
        (_, [_]) => places.into_iter().next().ok_or_else(nothing),
        (_, []) => Err(nothing()),
        (Wanted::One, several) => Err(NotSelected::Several(ambiguous(several))),
        (Wanted::Count, several) => {
            Ok(Selection { lines: hull(several), value: None, count: several.len() })
        }
    }
}

fn nothing() -> NotSelected {
    NotSelected::Nothing("there is no such place".to_owned())
}

/// From the first line of all to the last.
fn hull(places: &[Selection]) -> Option<(usize, usize)> {
    let lines = places.iter().filter_map(|place| place.lines);
    lines.reduce(|(first, last), (start, end)| (first.min(start), last.max(end)))
}

fn ambiguous(places: &[Selection]) -> String {
    let lines = places.iter().filter_map(|place| place.lines);
    let named: Vec<String> = lines.take(NAMED).map(|(first, _)| first.to_string()).collect();
    let more = match places.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("there are {} such places, in lines {}{more}", places.len(), named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(first: usize, last: usize) -> Selection {
        Selection { lines: Some((first, last)), value: Some("v".to_owned()), count: 1 }
    }

    #[test]
    fn one_is_taken_and_several_are_counted_or_ambiguous() {
        let one = vec![place(3, 4)];
        assert_eq!(choose(one.clone(), Wanted::One), Ok(place(3, 4)));
        assert_eq!(choose(one, Wanted::Count), Ok(place(3, 4)));
        let several: Vec<Selection> = (1..=7).map(|line| place(line * 10, line * 10 + 1)).collect();
        let counted = Selection { lines: Some((10, 71)), value: None, count: 7 };
        assert_eq!(choose(several.clone(), Wanted::Count), Ok(counted));
        let message = "there are 7 such places, in lines 10, 20, 30, 40, 50 and 2 more";
        assert_eq!(choose(several, Wanted::One), Err(NotSelected::Several(message.to_owned())));
        assert!(matches!(choose(Vec::new(), Wanted::Count), Err(NotSelected::Nothing(_))));
    }
}
