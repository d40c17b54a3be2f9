//! Section 12: from which bytes, under which policy, by which version this was made.

use super::{Content, policy_rules};
use crate::model::Report;
use crate::model::report::{EvidenceReport, InputFile};
use crate::view::cells::FactList;
use crate::view::context::Context;
use crate::view::{Block, Cell, Column, Row, Table, Text, labels, phrase};

/// How many masked files are named here; those that are evidence say it themselves.
const FILES: usize = 12;

pub(super) fn content(context: &Context<'_>) -> Content {
    let report = context.report;
    let made = &report.provenance;
    let mut blocks = vec![Block::says(format!(
        "Signoff {} assessed these inputs as of {}. The same inputs give the same bytes.",
        made.signoff_version, report.as_of
    ))];
    let mut facts = FactList::default();
    facts.words("Signoff", made.signoff_version.clone());
    facts.words("Format of report.json", report.signoff.clone());
    facts.words("As of", report.as_of.to_string());
    facts.words(
        "Policy",
        format!("{}, {}", made.policy.name, labels::policy_choice(made.policy.choice)),
    );
    facts.add("SHA-256 of the policy", Text::code(made.policy.sha256.to_string()));
    facts.add("SHA-256 to be signed", Text::code(made.of.to_string()));
    facts.add("SHA-256 of report.json", Text::code(context.report_digest.to_string()));
    if let Some(commit) = &report.subject.commit {
        facts.add("Commit", Text::code(commit.clone()));
    }
    facts.words("Masked", masked(report));
    facts.add("Properties of the subject", phrase::properties_code(&report.subject.properties));
    facts.add("Properties of the report", phrase::properties_code(&report.report.properties));
    blocks.extend(facts.block());
    blocks.push(inputs(&made.inputs));
    blocks.push(Block::head("What the policy asks besides its gates"));
    blocks.extend(policy_rules::facts(context).block());
    Content { tally: String::new(), blocks }
}

/// How much is masked. What is no text wasn't searched, and that is said.
fn masked(report: &Report) -> String {
    let redactions = &report.redactions;
    let mut told = match redactions.total {
        0 => "nothing".to_owned(),
        total => {
            let count = labels::counted(redactions.files.len(), "file", "files");
            let named = redactions.files.iter().take(FILES);
            let named = named.map(|(path, places)| format!("{path} {}", labels::number(*places)));
            let more = redactions.files.len().saturating_sub(FILES);
            let more = (more > 0).then(|| format!("and {} more", labels::number(more)));
            let files: Vec<String> = named.chain(more).collect();
            let masked = labels::masked(total, &redactions.rules);
            format!("{masked} in {count}: {}", files.join(", "))
        }
    };
    let binary = |it: &&EvidenceReport| it.size.is_some() && it.lines.is_none();
    let binary = report.evidence.iter().filter(binary).count();
    if binary > 0 {
        let files =
            labels::counted(binary, "file that is no text was", "files that are no text were");
        told = format!("{told}; {files} not searched");
    }
    told
}

fn inputs(inputs: &[InputFile]) -> Block {
    if inputs.is_empty() {
        return Block::says("No input is recorded besides the evidence.");
    }
    let columns =
        vec![Column::words("Read as", 2), Column::subject("File", 3), Column::words("SHA-256", 7)];
    let row = |input: &InputFile| {
        Row::plain(vec![
            Cell::words(labels::input_role(input.role)),
            Cell::of(Text::path(input.path.clone()))
                .noted([Text::plain(labels::bytes(input.size))]),
            Cell::of(Text::code(input.sha256.to_string())),
        ])
    };
    let count = labels::capitalised(&labels::counted(inputs.len(), "file", "files"));
    let caption = format!("{count} read, besides the evidence in section 11");
    Block::Table(Table::of(caption, columns, inputs.iter().map(row).collect()))
}
