//! What changed since the earlier report of a recipe: made of its copy in the package, so that it can be made again.

use super::contents::Supply;
use super::recipe::{PackedInput, Recipe, Role};
use super::recompute::{Unmade, input};
use super::rules::not_used;
use crate::diagnostic::Diagnostic;
use crate::diff::{Origin, other_subject, since};
use crate::model::delta::Delta;
use crate::model::{Digest, Report};
use crate::schema::read_report;

/// What changed, and what a reader should know of that.
pub(super) struct Since {
    pub(super) delta: Delta,
    pub(super) told: Option<Diagnostic>,
}

/// What changed up to this report; none where the recipe has no earlier one.
pub(super) fn changes(
    recipe: &Recipe,
    report: &Report,
    supply: &dyn Supply,
) -> Result<Option<Since>, Unmade> {
    let all: Vec<&PackedInput> = recipe.of_role(Role::Earlier).collect();
    let Some((packed, more)) = all.split_first() else { return Ok(None) };
    if !more.is_empty() {
        let who = "a report tells the changes since one earlier report";
        return Err(Unmade::Inputs(more.iter().map(|it| not_used(it, who, supply)).collect()));
    }
    let read = input(packed, supply)?;
    let sha256 = Some(Digest::of(&read.bytes));
    let old = read_report(&read).map_err(Unmade::Inputs)?;
    // Where it lies in the package is the same wherever the package was made, and there a reader finds it.
    let from = Origin { path: Some(packed.path.clone()), sha256 };
    let mut delta = since((&old, from), report);
    delta.signoff_version.clone_from(&recipe.signoff_version);
    Ok(Some(Since { delta, told: other_subject(&old, report) }))
}
