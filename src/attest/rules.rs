//! The policy of a package, with what it extends and the earlier reports that it holds this one against.

use super::contents::Supply;
use super::recipe::{PackedInput, Recipe, Role};
use super::recompute::{Unmade, bytes};
use crate::assess::Baseline;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::report::PolicyChoice;
use crate::model::{BuiltIn, Findings, Policy};
use crate::policy::expression::{PlacedId, unknown_ids};
use crate::policy::{self, PolicyFile};
use crate::schema::{Input, read_report};

/// The name of the policy where none was found.
const DEFAULT_NAME: &str = "production";

/// By what the findings are judged.
pub(super) struct Rules {
    /// The effective policy.
    pub(super) policy: Policy,
    /// Its name as printed.
    pub(super) name: String,
    /// Who chose it.
    pub(super) choice: PolicyChoice,
    /// The earlier reports, as the policy names them.
    pub(super) baselines: Vec<Baseline>,
    /// The ids in its expressions.
    expression_ids: Vec<PlacedId>,
}

impl Rules {
    /// Reads the chain that the recipe lists. What the chain doesn't use is an error: it would be taken for
    /// something that was judged by.
    pub(super) fn read(recipe: &Recipe, supply: &dyn Supply) -> Result<Self, Unmade> {
        let chain: Vec<&PackedInput> = recipe.of_role(Role::Policy).collect();
        let choice = recipe.policy_choice.unwrap_or(PolicyChoice::Default);
        let (loaded, name) = match (chain.first(), choice) {
            (Some(first), PolicyChoice::Named | PolicyChoice::Found) => {
                (load(&chain, supply)?, first.name().to_owned())
            }
            (None, PolicyChoice::Named | PolicyChoice::Found) => return Err(no_policy()),
            (_, PolicyChoice::Default) => (default(), DEFAULT_NAME.to_owned()),
        };
        let policy::Loaded { policy, files, baselines: named, expression_ids } = loaded;
        let unused = chain.iter().skip(files.len()).copied();
        let other = |packed: &&PackedInput| !named.iter().any(|name| name == packed.name());
        let unused: Vec<Diagnostic> = unused
            .chain(recipe.of_role(Role::Baseline).filter(other))
            .map(|packed| not_used(packed, "the policy makes no use of it", supply))
            .collect();
        if !unused.is_empty() {
            return Err(Unmade::Inputs(unused));
        }
        let baselines: Result<Vec<Baseline>, Unmade> =
            named.iter().map(|name| baseline(name, recipe, supply)).collect();
        Ok(Self { policy, name, choice, baselines: baselines?, expression_ids })
    }

    /// An id in an expression that nothing has would never hold, and nobody would see why.
    pub(super) fn hold_against(&self, findings: &Findings) -> Result<(), Unmade> {
        let unknown = unknown_ids(findings, &self.policy, &self.expression_ids);
        if unknown.is_empty() { Ok(()) } else { Err(Unmade::Inputs(unknown)) }
    }
}

/// What holds where there is no policy.
fn default() -> policy::Loaded {
    policy::Loaded {
        policy: policy::built_in(BuiltIn::Production),
        files: Vec::new(),
        baselines: Vec::new(),
        expression_ids: Vec::new(),
    }
}

/// The chain in the order in which it lies in the package; each file has to name the next as it was named.
fn load(chain: &[&PackedInput], supply: &dyn Supply) -> Result<policy::Loaded, Unmade> {
    let file = |packed: &PackedInput| -> Result<PolicyFile, Unmade> {
        let name = supply.shown(&packed.path);
        Ok(PolicyFile { name, bytes: bytes(packed, supply)?.to_vec() })
    };
    let mut rest = chain.iter();
    let Some(first) = rest.next() else { return Err(no_policy()) };
    policy::load(file(first)?, &mut |path, _| match rest.next() {
        Some(next) if next.name() == path => file(next).map_err(|error| match error {
            Unmade::Inputs(told) => {
                told.first().map_or_else(String::new, |one| one.message.clone())
            }
            Unmade::Internal(message) => message,
        }),
        Some(next) => Err(format!("the package holds `{}` in its place", next.name())),
        None => Err("the package doesn't hold it".to_owned()),
    })
    .map_err(Unmade::Inputs)
}

/// An earlier report. One that can't be read leaves its gate undetermined (SEMANTICS rule 15).
fn baseline(name: &str, recipe: &Recipe, supply: &dyn Supply) -> Result<Baseline, Unmade> {
    let packed = recipe.of_role(Role::Baseline).find(|packed| packed.name() == name);
    let report = match packed {
        None => None,
        Some(packed) => {
            let bytes = bytes(packed, supply)?.to_vec();
            let shown = supply.shown(&packed.path);
            read_report(&Input { name: shown, path: name.to_owned(), bytes }).ok()
        }
    };
    Ok(Baseline { path: name.to_owned(), report })
}

/// The message about an input of which nothing is made: it would be taken for something that was judged by.
pub(super) fn not_used(packed: &PackedInput, why: &str, supply: &dyn Supply) -> Diagnostic {
    let message = format!("`{}` is packed, and {why}", packed.path);
    Diagnostic::error("unused-input", message).at(Place::file(supply.shown(&packed.path)))
}

fn no_policy() -> Unmade {
    let message = "the manifest says that somebody chose a policy, and lists none";
    Unmade::Inputs(vec![Diagnostic::error("missing-file", message)])
}
