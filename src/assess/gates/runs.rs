//! Which runs a gate over findings may rest on: silence is a pass only where somebody looked (SEMANTICS
//! rule 15).

use super::Ground;
use crate::assess::links::commits_match;
use crate::assess::words::{code, quoted};
use crate::model::{BuiltIn, Id, RunFacts};

/// The name for a run of whichever checker.
pub(in crate::assess) const ANY: &str = "any";

/// What came of the runs that a gate asks for.
pub(super) struct Asked {
    /// The runs that were looked at: those that do, or where none does, those that don't.
    pub(super) rests_on: Vec<Id>,
    /// Checkers that have no run that does; [`ANY`] where none is named.
    pub(super) lacking: Vec<Id>,
    /// Why the runs don't do.
    pub(super) because: Option<String>,
}

/// Looks for the runs of these tools; of any where none is named. A policy that builds on `minimal` asks
/// for none unless the gate names it.
pub(super) fn asked(tools: &[String], ground: &Ground<'_>) -> Asked {
    let mut asked = Asked { rests_on: Vec::new(), lacking: Vec::new(), because: None };

    if tools.is_empty() && ground.policy.extends != Some(BuiltIn::Minimal) {
        look(None, ground, &mut asked);
    }
    for tool in tools {
        look(Some(tool), ground, &mut asked);
    }
    asked
}

fn look(tool: Option<&str>, ground: &Ground<'_>, asked: &mut Asked) {
    let runs = || ground.facts.runs.iter().filter(|run| tool.is_none_or(|tool| run.tool == tool));
    let good = runs().filter(|run| trouble(run, ground).is_none());
    let before = asked.rests_on.len();
    asked.rests_on.extend(good.map(|run| run.id.clone()));
    if asked.rests_on.len() > before {
        return;
    }
    asked.rests_on.extend(runs().map(|run| run.id.clone()));
    asked.lacking.push(Id::from(tool.unwrap_or(ANY)));
    let because = || match (runs().find_map(|run| Some((run, trouble(run, ground)?))), tool) {
        (Some((run, trouble)), _) => format!("{} {trouble}.", code(&run.id)),
        (None, Some(tool)) => format!("No run of {} is known.", quoted(tool)),
        (None, None) => "No run of a checker is known.".to_owned(),
    };
    asked.because.get_or_insert_with(because);
}

/// Why a run doesn't do: it has to have ended well, looked at something, and been of this commit.
fn trouble(run: &RunFacts, ground: &Ground<'_>) -> Option<&'static str> {
    let is_this_commit = match (&run.commit, &ground.facts.subject.commit) {
        (Some(own), Some(asked)) => commits_match(own, asked),
        (None, Some(_)) => false,
        // Where the subject names no commit there is none to be held against.
        (Some(_) | None, None) => true,
    };
    if run.ended.is_some_and(|day| day > ground.as_of) {
        Some("ended after the day of this report, and counts as absent")
    } else if !run.well {
        Some("did not end well")
    } else if run.empty {
        Some("looked at nothing")
    } else if is_this_commit {
        None
    } else if run.commit.is_none() {
        Some("names no commit")
    } else {
        Some("looked at another commit")
    }
}
