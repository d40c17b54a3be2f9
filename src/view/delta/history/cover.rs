//! What stands first: from which version to which, the newest verdict, and what came of findings and claims.

use std::collections::HashSet;

use super::super::cover::from_score_to;
use super::chain::Chain;
use super::{claims, findings};
use crate::model::Verdict;
use crate::model::delta::Version;
use crate::view::cells::FactList;
use crate::view::{Anchor, Cover, Front, Mark, Span, Text, Was, labels};

pub(super) fn cover(chain: &Chain<'_>, verdict: Verdict) -> Cover {
    let newest = chain.history.versions.last();
    // What is said of the one before is news; the first stands in the title.
    let before = chain.len().checked_sub(2);
    let was = before.and_then(|at| Some((at, chain.history.versions.get(at)?)));
    let was = was.map(|(at, version)| {
        let verdict = version.report.verdict;
        Was {
            verdict: Mark::from(verdict),
            words: format!("{} was {}", chain.names.name(at), labels::verdict(verdict)),
        }
    });
    let count = labels::counted(chain.len(), "version", "versions");
    Cover {
        over: format!("Readiness over {count}"),
        title: chain.names.title.clone(),
        facts: facts(chain).0,
        was,
        verdict: Mark::from(verdict),
        sentence: newest.map_or_else(String::new, |version| version.report.sentence.clone()),
        notes: notes(chain),
        front: Front {
            why: Vec::new(),
            more: None,
            way_title: String::new(),
            way: Vec::new(),
            conditions: Vec::new(),
            signatures: Vec::new(),
            of: String::new(),
            report_digest: chain.digest.to_string(),
        },
    }
}

fn facts(chain: &Chain<'_>) -> FactList {
    let mut facts = FactList::default();
    facts.words("Versions", labels::number(chain.len()));
    let (oldest, newest) = (chain.history.versions.first(), chain.history.versions.last());
    for (label, version, at) in [("From", oldest, 0), ("To", newest, chain.len().saturating_sub(1))]
    {
        let Some(version) = version else { continue };
        let (name, day) = (chain.names.name(at), version.report.as_of.to_string());
        let called = chain.version(at);
        // On a line of its own: a date isn't broken at its hyphens.
        let dated = |text: Text| text.and(Span::Break).and_plain(format!("as of {day}"));
        facts.add(label, if name == day { called } else { dated(called) });
    }
    let score = |version: Option<&Version>| version.and_then(|it| it.score.score.clone());
    let words = from_score_to(score(oldest).as_deref(), score(newest).as_deref());
    let to = Anchor::section("versions");
    facts.add("Score", Text(vec![Span::Link { to, text: words, code: false }]));
    facts
}

/// What a reader should know first. What was judged by other rules is no trend.
fn notes(chain: &Chain<'_>) -> Vec<Text> {
    let versions = &chain.history.versions;
    let mut notes = Vec::new();
    let policies: HashSet<_> = versions.iter().map(|it| &it.report.policy.sha256).collect();
    if policies.len() > 1 {
        notes.push(format!(
            "The versions were judged by {} policies: verdicts and scores of two of them do not compare.",
            labels::number(policies.len())
        ));
    }
    let systems: HashSet<_> = versions.iter().map(|it| &it.report.subject.name).collect();
    if systems.len() > 1 {
        notes.push(format!(
            "The reports are of systems of {} names.",
            labels::number(systems.len())
        ));
    }
    if !versions.iter().map(|it| it.report.as_of).is_sorted() {
        notes.push(
            "The days as of which they were judged are not in the order of the versions."
                .to_owned(),
        );
    }
    notes.push(findings::sentence(chain));
    notes.push(claims::sentence(chain));
    notes.into_iter().map(Text::plain).collect()
}
