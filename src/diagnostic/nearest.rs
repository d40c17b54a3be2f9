//! The known name that is nearest to an unknown one.

/// Longer names are not guessed at: the work is bounded, and nobody mistypes that much.
const LONGEST: usize = 64;

/// The known name that `name` is most likely meant to be; none where no name is near. Of equally near
/// ones it is the first in the order given.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = folded(name)?;
    let allowed = if name.len() < 2 { 0 } else { (name.len() / 3).max(1) };
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let Some(folded) = folded(candidate) else { continue };
        let away = distance(&name, &folded);
        if away <= allowed && best.is_none_or(|(least, _)| away < least) {
            best = Some((away, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Case and the kind of dash don't matter: `max-age`, `maxAge` and `max_age` are one name.
fn folded(name: &str) -> Option<Vec<char>> {
    let letters = || name.chars().filter(|letter| !matches!(letter, '-' | '_' | ' '));
    if letters().nth(LONGEST).is_some() || letters().next().is_none() {
        return None;
    }
    Some(letters().flat_map(char::to_lowercase).collect())
}

/// How many letters have to be put in, left out, replaced or swapped with their neighbour
/// (optimal string alignment).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before_previous: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=to.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut previous_target = None;
        for (column, target) in to.iter().enumerate() {
            let cell =
                |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX / 2);
            let replaced = cell(&previous, column) + usize::from(letter != target);
            let mut edits =
                replaced.min(cell(&previous, column + 1) + 1).min(cell(&current, column) + 1);
            if previous_letter == Some(target) && previous_target == Some(letter) {
                edits = edits.min(cell(&before_previous, column.wrapping_sub(1)) + 1);
            }
            current.push(edits);
            previous_target = Some(target);
        }
        before_previous = std::mem::replace(&mut previous, current);
        previous_letter = Some(letter);
    }
    previous.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["severity", "max_age", "title", "tools", "id"];

    #[test]
    fn finds_what_was_mistyped() {
        for (typed, meant) in [
            ("sevrity", "severity"),
            ("Severity", "severity"),
            ("severtiy", "severity"),
            ("max-age", "max_age"),
            ("maxAge", "max_age"),
            ("titel", "title"),
            ("tool", "tools"),
            ("ids", "id"),
        ] {
            assert_eq!(nearest(typed, KNOWN), Some(meant), "{typed}");
        }
    }

    #[test]
    fn keeps_silent_about_what_is_far() {
        for typed in ["colour", "", "--", "minimum", &"severity".repeat(100)] {
            assert_eq!(nearest(typed, KNOWN), None, "{typed}");
        }
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("x", ["y", "id"]), None);
    }

    #[test]
    fn counts_edits() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        for (from, to, away) in
            [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(&letters(from), &letters(to)), away, "{from} {to}");
        }
    }

    #[test]
    fn takes_the_first_of_equally_near_ones() {
        assert_eq!(nearest("hat", ["cat", "bat"]), Some("cat"));
    }
}
