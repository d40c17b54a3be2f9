//! What became of the scores, and what each cause adds to them.

use num_rational::BigRational;

use super::causes::{Explained, parts};
use super::compared::Compared;
use crate::assess::exact::{fraction, ratio, whole};
use crate::model::delta::ScoreChange;
use crate::model::report::{Score, Scores};
use crate::model::{Fraction, Id};

/// The scores of the categories of either side, then the total.
pub(super) fn changes(compared: &Compared<'_>, explained: &Explained) -> Vec<ScoreChange> {
    let (old, new) = (&compared.old.report.scores, &compared.new.report.scores);
    let by_id =
        |scores: &Scores, id: &Id| scores.categories.iter().find(|it| it.id == *id).cloned();
    let here = new.categories.iter().map(|score| &score.id);
    let gone = old.categories.iter().map(|score| &score.id);
    let gone = gone.filter(|id| !new.categories.iter().any(|score| score.id == **id));
    let all = here.chain(gone).map(|id| (by_id(old, id), by_id(new, id)));
    let mut changes: Vec<ScoreChange> = all
        .filter_map(|(old, new)| {
            let id = new.as_ref().or(old.as_ref())?.id.clone();
            let values = explained.scores_of(&id);
            Some(change(id, old, new, &values, explained))
        })
        .collect();
    let (old, new) = (Some(old.total.clone()), Some(new.total.clone()));
    changes.push(change(Id::from("total"), old, new, &explained.totals(), explained));
    changes
}

fn change(
    id: Id,
    old: Option<Score>,
    new: Option<Score>,
    values: &[Option<BigRational>],
    explained: &Explained,
) -> ScoreChange {
    let title = new.as_ref().or(old.as_ref()).map_or_else(String::new, |score| score.title.clone());
    let whole = values.first().zip(values.last());
    let exact = whole.and_then(|(old, new)| Some(new.as_ref()? - old.as_ref()?));
    let (difference, parts) = match &exact {
        Some(exact) => parts::printed(exact, explained.parts(values)),
        None => (None, Vec::new()),
    };
    ScoreChange { id, title, old, new, difference, exact: exact.map(Fraction::of), parts }
}

/// The score of a category, exactly (SEMANTICS rule 17).
pub(super) fn of_category(score: &Score) -> Option<BigRational> {
    ratio(&(whole(100) * whole(score.supported)), &whole(score.counted))
}

/// The total, exactly.
pub(super) fn of_all(scores: &Scores) -> Option<BigRational> {
    let weighed = || scores.categories.iter().filter(|it| it.counted > 0 && !it.weight.is_zero());
    let weights = weighed().fold(whole(0), |sum, it| sum + fraction(it.weight));
    let points = weighed().filter_map(|it| Some(fraction(it.weight) * of_category(it)?));
    ratio(&points.fold(whole(0), |sum, it| sum + it), &weights)
}
