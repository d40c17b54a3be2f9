//! Section 11: every piece of evidence, its digest, and the lines that the report relies on; then runs and listed files.

use super::{Content, artifacts, runs};
use crate::model::ClaimState;
use crate::model::report::{EvidenceReport, EvidenceState};
use crate::view::cells::FactList;
use crate::view::context::{Context, Entry};
use crate::view::{
    Anchor, Block, Evidence, ExcerptLine, Fact, Mark, Text, Trouble, labels, phrase,
};

pub(super) fn content(context: &Context<'_>) -> Content {
    let report = context.report;
    let mut all: Vec<&EvidenceReport> = report.evidence.iter().collect();
    // Display numbers are in id order (SEMANTICS rule 5).
    all.sort_by(|one, other| one.id.cmp(&other.id));
    if all.is_empty() && report.runs.is_empty() && report.artifacts.is_empty() {
        return Content::empty("No evidence is given, no run is recorded and no file is listed.");
    }
    let mut blocks = vec![Block::says(intro(&all))];
    let entries = all.iter().filter_map(|evidence| context.entry(&evidence.id));
    blocks.extend(entries.map(|entry| Block::Evidence(told(context, entry))));
    blocks.push(Block::head("Runs"));
    blocks.push(runs::block(context));
    blocks.push(Block::head("Listed files"));
    blocks.push(artifacts::block(context));
    Content { tally: labels::number(all.len()), blocks }
}

fn intro(all: &[&EvidenceReport]) -> String {
    if all.is_empty() {
        return "No evidence is given.".to_owned();
    }
    let there = |one: &&&EvidenceReport| one.state == EvidenceState::Present;
    let good = all.iter().filter(there).count();
    let verb = if good == 1 { "is as stated" } else { "are as stated" };
    format!(
        "{}; {} {verb}. The excerpts show the lines that the report relies on, each with what relies on it.",
        labels::counted(all.len(), "piece of evidence", "pieces of evidence"),
        labels::number(good),
    )
}

fn told(context: &Context<'_>, entry: &Entry<'_>) -> Evidence {
    let evidence = entry.evidence;
    Evidence {
        anchor: entry.anchor.clone(),
        number: entry.number.clone(),
        id: evidence.id.to_string(),
        title: evidence.title.clone(),
        path: evidence.path.clone(),
        file: entry.file.clone(),
        trouble: trouble(context, evidence),
        facts: facts(context, evidence),
        excerpt: excerpt(context, evidence),
    }
}

fn trouble(context: &Context<'_>, evidence: &EvidenceReport) -> Option<Trouble> {
    let broken = |text: String| {
        Some(Trouble { mark: Mark::from(ClaimState::Broken), text: Text::plain(text) })
    };
    match evidence.state {
        EvidenceState::Missing => broken("The file is missing.".to_owned()),
        EvidenceState::Altered => {
            broken("Its bytes are not those that were stated: digest or size differ.".to_owned())
        }
        EvidenceState::Future => {
            broken(format!("It is dated after {}, and counts as absent.", context.report.as_of))
        }
        EvidenceState::Present if evidence.stale_for.is_empty() => None,
        EvidenceState::Present => {
            let count = labels::counted(evidence.stale_for.len(), "claim", "claims");
            let names = context.names(&evidence.stale_for);
            let text = Text::plain(format!("Too old, or of another commit, for {count}: "))
                .and_text(names);
            Some(Trouble { mark: Mark::from(ClaimState::Stale), text: text.and_plain(".") })
        }
    }
}

fn facts(context: &Context<'_>, evidence: &EvidenceReport) -> Vec<Fact> {
    let mut facts = FactList::default();
    match &evidence.sha256 {
        Some(digest) => facts.add("SHA-256", Text::code(digest.to_string())),
        None => facts.words("SHA-256", "no value"),
    }
    if let Some(expected) = &evidence.expected_sha256 {
        facts.add("SHA-256 as stated", Text::code(expected.to_string()));
    }
    let mut size = evidence.size.map_or_else(|| "no value".to_owned(), labels::bytes);
    if let Some(lines) = evidence.lines {
        size = format!("{size}, {}", labels::counted(lines, "line", "lines"));
    }
    facts.words("Size", size);
    if let Some(masked) = &evidence.masked {
        facts.words("Masked", labels::masked(masked.places, &masked.rules));
        if let Some(original) = &masked.original_sha256 {
            facts.add("SHA-256 of the original", Text::code(original.to_string()));
        }
    }
    if evidence.withheld {
        facts.words("Private", "neither its bytes nor its lines are published");
    }
    facts.words("Media type", evidence.media_type.clone());
    facts.words("Method", evidence.method.name());
    let when = evidence.collected_at.map_or_else(|| "no date".to_owned(), |at| at.to_string());
    let by = evidence.collected_by.as_deref().unwrap_or("nobody named");
    facts.words("Collected", format!("{when}, {by}"));
    if let Some(command) = &evidence.command {
        facts.add("Command", Text::code(command.clone()));
    }
    if let Some(commit) = &evidence.commit {
        facts.add("Commit", Text::code(commit.clone()));
    }
    facts.add("Run", context.names(&evidence.run));
    facts.add("Stated at", context.evidence_text(&evidence.evidence));
    // Where it is in no other trouble, the claims are named there.
    if evidence.state != EvidenceState::Present {
        facts.add("Stale for", context.names(&evidence.stale_for));
    }
    if context.relied().any(&evidence.id) {
        facts.add("Relied on by", context.relied().on_whole(context, &evidence.id));
    } else if evidence.content.is_some() {
        facts.words("Relied on by", "nothing; a text shows it");
    } else {
        facts.words("Relied on by", "nothing");
    }
    facts.add("Properties", phrase::properties_code(&evidence.properties));
    facts.0
}

fn excerpt(context: &Context<'_>, evidence: &EvidenceReport) -> Vec<ExcerptLine> {
    let line = |line: &crate::model::report::ExcerptLine| {
        let (used_by, more_users) = if line.selected {
            context.relied().on_line(context, &evidence.id, line.number)
        } else {
            (Vec::new(), 0)
        };
        ExcerptLine {
            number: line.number,
            text: line.text.clone(),
            left_out: line.left_out,
            anchor: line.selected.then(|| Anchor::line(&evidence.id, line.number)),
            used_by,
            more_users,
        }
    };
    evidence.excerpt.iter().map(line).collect()
}
