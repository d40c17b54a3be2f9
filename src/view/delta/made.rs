//! Section 12: from which two reports this was made, and by which version.

use super::Content;
use super::context::{Changes, said};
use super::sides::Called;
use crate::model::delta::Side;
use crate::view::cells::FactList;
use crate::view::{Block, DocumentKind, Text, labels, phrase};

/// The section's anchor.
pub(super) const NAME: &str = "made";

pub(super) fn content(changes: &Changes<'_>) -> Content {
    let delta = changes.delta;
    let mut blocks = vec![Block::says(format!(
        "Signoff {} compared these two reports. The same two reports give the same bytes.",
        delta.signoff_version
    ))];
    blocks.extend(earlier(changes));
    blocks.extend(from(&delta.new, &changes.sides.new));
    blocks.push(Block::head("The comparison"));
    let mut facts = FactList::default();
    facts.words("Signoff", delta.signoff_version.clone());
    let file = DocumentKind::Changes.data_file();
    facts.words(&format!("Format of {file}"), delta.signoff.clone());
    facts.add(&format!("SHA-256 of {file}"), Text::code(changes.digest.to_string()));
    blocks.extend(facts.block());
    Content { tally: String::new(), blocks }
}

/// Which report the earlier one is.
pub(super) fn earlier(changes: &Changes<'_>) -> impl Iterator<Item = Block> {
    from(&changes.delta.old, &changes.sides.old)
}

fn from(side: &Side, called: &Called) -> impl Iterator<Item = Block> {
    let head = Block::head(format!("From {}", called.name));
    std::iter::once(head).chain(facts(side, &called.head).block())
}

/// What is known of a report.
pub(super) fn facts(side: &Side, called: &str) -> FactList {
    let mut facts = FactList::default();
    facts.add("Subject", said(&side.subject.name));
    facts.words("Called here", called);
    let version = side.subject.version.as_deref();
    facts.add("Version", version.map_or_else(|| Text::plain("none"), said));
    let commit = side.subject.commit.clone().filter(|commit| !commit.is_empty());
    facts.add("Commit", commit.map_or_else(|| Text::plain("none"), Text::code));
    let subject = &side.subject;
    let about = [
        ("Description", &subject.description),
        ("Environment", &subject.environment),
        ("Owner", &subject.owner),
    ];
    for (label, value) in about {
        if let Some(value) = value {
            facts.add(label, said(value));
        }
    }
    facts.add("Properties", phrase::properties_code(&subject.properties));
    if let Some(title) = &side.title {
        facts.add("Title", said(title));
    }
    facts.words("As of", side.as_of.to_string());
    facts.words("Verdict", labels::verdict(side.verdict));
    let policy = &side.policy;
    facts.words("Policy", format!("{}, {}", policy.name, labels::policy_choice(policy.choice)));
    facts.add("SHA-256 of the policy", Text::code(policy.sha256.to_string()));
    facts.add("SHA-256 to be signed", Text::code(side.of.to_string()));
    if let Some(path) = side.path.as_ref().filter(|path| !path.is_empty()) {
        facts.add("Read from", Text::path(path.clone()));
    }
    let digest = side.sha256.as_ref();
    facts.add(
        "SHA-256 of report.json",
        digest.map_or_else(
            || Text::plain("none: it was not read from a report.json"),
            |digest| Text::code(digest.to_string()),
        ),
    );
    facts
}
