//! Section 4: how the versions were compared, and from which reports.

use super::super::{Content, made};
use super::chain::Chain;
use crate::view::cells::FactList;
use crate::view::{Block, DocumentKind, Text, labels};

/// How a finding is followed, and what is said where it is not there.
const METHOD: &str = "The findings of each version are held against those of the one before it, and what is left \
    against what was seen earlier and was gone: what comes again is the same finding. Absent is what a checker looked \
    for and does not find; where it did not look, nobody knows. Claims are the same by their ids.";

pub(super) fn content(chain: &Chain<'_>) -> Content {
    let history = chain.history;
    let count = labels::counted(chain.len(), "report", "reports");
    let mut blocks = vec![
        Block::says(format!(
            "Signoff {} compared {count}. The same reports in the same order give the same bytes.",
            history.signoff_version
        )),
        Block::says(METHOD),
    ];
    for (at, version) in history.versions.iter().enumerate() {
        let name = chain.names.name(at);
        blocks.push(Block::head(format!("From {name}")));
        blocks.extend(made::facts(&version.report, name).block());
    }
    blocks.push(Block::head("The history"));
    let mut facts = FactList::default();
    facts.words("Signoff", history.signoff_version.clone());
    let file = DocumentKind::History.data_file();
    facts.words(&format!("Format of {file}"), history.signoff.clone());
    facts.add(&format!("SHA-256 of {file}"), Text::code(chain.digest.to_string()));
    blocks.extend(facts.block());
    Content { tally: String::new(), blocks }
}
