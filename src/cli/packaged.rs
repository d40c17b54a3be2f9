//! A package in place of findings: what is in it is judged as it was, by its own policy, day and evidence.

use super::args::UnderOptions;
use super::assess::{Judged, MadeFrom, failure};
use super::exit::{Failure, Texts};
use super::package::Package;
use super::shelf::Shelf;
use crate::attest::{self, Assessed, Manifest, Options, Recipe, Redacted, Role, Unmade};
use crate::diagnostic::{Diagnostic, Level};
use crate::evidence::Masking;
use crate::model::Redaction;
use crate::schema::Validated;

/// Judges what a package was made from. Its bytes have to be those that were written.
pub(super) fn judge(options: &UnderOptions, package: Package) -> Result<Judged, Failure> {
    let is_said = options.policy.is_some() || options.as_of.is_some() || options.root.is_some();
    if is_said || options.outputs.is_said() {
        return Err(Failure::Usage {
            message: "a package is judged by its own policy, as of its own day".to_owned(),
            help: "leave out --policy, --as-of, --root, --adapters and --subject, or name the findings that it was \
                   made from"
                .to_owned(),
        });
    }
    let manifest = unchanged(&package)?;
    let shelf = Shelf::of_package(package);
    let (signoff_version, options) = (env!("CARGO_PKG_VERSION").to_owned(), Options::default());
    let recipe = Recipe { signoff_version, options, ..manifest.recipe.clone() };
    let masking = Masking::written(recipe.masked.clone(), recipe.unchecked.clone());
    let unmasked = |rules: &Redaction| {
        let left = attest::unmasked(rules, &masking, &manifest, &shelf);
        if left.is_empty() { Ok(()) } else { Err(Failure::Leak(left)) }
    };
    let (validated, assessed) = match made(&recipe, &shelf, &masking) {
        Ok(made) => made,
        Err(unmade) => {
            // What is wrong is told in words of the inputs, by no policy.
            unmasked(&Redaction::default())?;
            return Err(failure(unmade, Texts::new()));
        }
    };
    let Assessed { report, diagnostics, evidence, unread, unchecked } = assessed;
    unmasked(&report.policy.redact)?;
    let recipe = Recipe { unread, unchecked, ..recipe };
    let redacted = Redacted { masking, ..Redacted::default() };
    let made_from = MadeFrom { recipe, shelf, evidence, redacted };
    Ok(Judged { report, diagnostics, texts: Texts::new(), validated, made_from })
}

/// What comes of the inputs, with the findings where there are any: a report is shown as it stands.
fn made(
    recipe: &Recipe,
    shelf: &Shelf,
    masking: &Masking,
) -> Result<(Option<Validated>, Assessed), Unmade> {
    if recipe.of_role(Role::Report).next().is_some() {
        return Ok((None, attest::report(recipe, shelf)?));
    }
    let (validated, mut diagnostics) = attest::validated(recipe, shelf)?;
    let assessed = attest::assessed(recipe, &validated, shelf, masking)?;
    diagnostics.extend(assessed.diagnostics);
    Ok((Some(validated), Assessed { diagnostics, ..assessed }))
}

/// The manifest of a package in which every file is as it was written.
fn unchanged(package: &Package) -> Result<Manifest, Failure> {
    let manifest = attest::opened(package.contents()).map_err(Failure::Package)?;
    let mut told: Vec<Diagnostic> = package.differences();
    told.retain(|told| told.level == Level::Error);
    told.extend(attest::listed(&manifest, package.contents()));
    if told.is_empty() { Ok(manifest) } else { Err(Failure::Package(told)) }
}
