//! What versions say one after the other, in runs of those that say the same: "open in 0.7.0 to 0.9.0".

use super::names::Names;

/// What they say in words, from the oldest to the newest.
pub(super) fn told<T: Copy + PartialEq>(
    names: &Names,
    said: &[T],
    word: impl Fn(T) -> String,
) -> String {
    let runs = runs(said).into_iter();
    let runs: Vec<String> = runs
        .map(|(what, first, last)| format!("{} {}", word(what), names.throughout(first, last)))
        .collect();
    if runs.is_empty() { "nothing".to_owned() } else { runs.join(", ") }
}

/// What, and from which version to which.
fn runs<T: Copy + PartialEq>(said: &[T]) -> Vec<(T, usize, usize)> {
    let mut runs: Vec<(T, usize, usize)> = Vec::new();
    for (at, one) in said.iter().enumerate() {
        match runs.last_mut() {
            Some((what, _, last)) if what == one => *last = at,
            Some(_) | None => runs.push((*one, at, at)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_in_a_row_are_one_run() {
        assert_eq!(runs(&['a', 'a', 'b', 'a']), [('a', 0, 1), ('b', 2, 2), ('a', 3, 3)]);
        assert_eq!(runs::<char>(&[]), []);
    }
}
