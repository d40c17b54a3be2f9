//! Puts the document together: the cover, the built-in sections, and narrative in its places.

use super::cells::FactList;
use super::context::Context;
use super::delta::changes_section;
use super::sections::SECTIONS;
use super::{
    Anchor, AnchorKind, Block, Document, DocumentKind, Section, cover, labels, phrase, prose,
};
use crate::model::report::ResolvedLink;
use crate::model::{self, Digest, Report};

/// Says what the report holds: in this order and these words in every format.
///
/// `report_digest` is that of report.json, which the document names.
#[must_use]
pub fn document(report: &Report, report_digest: &Digest) -> Document {
    let context = Context::of(report, report_digest);
    let verdict = context.verdict();
    let subject = cover::subject(&context);
    Document {
        kind: DocumentKind::Report,
        title: format!("{subject}: {}, {}", labels::lower(&verdict), report.as_of),
        running: subject,
        running_verdict: format!("{} as of {}", verdict.word, report.as_of),
        as_of: report.as_of.to_string(),
        made_by: report.provenance.signoff_version.clone(),
        cover: cover::cover(&context),
        sections: sections(&context),
    }
}

fn sections(context: &Context<'_>) -> Vec<Section> {
    // There is nothing before the cover, so both places are after it.
    let mut all = narrative(context, |place| matches!(place, "before:cover" | "after:cover"));
    for (number, section) in (1..).zip(&SECTIONS) {
        let (before, after) =
            (format!("before:{}", section.name), format!("after:{}", section.name));
        all.extend(narrative(context, |place| place == before));
        let said = (section.content)(context);
        all.push(Section {
            anchor: Anchor::section(section.name),
            number: Some(number),
            title: section.title.to_owned(),
            tally: said.tally,
            blocks: said.blocks,
        });
        all.extend(narrative(context, |place| place == after));
    }
    // `schema` refuses a place that doesn't exist; a report that was made otherwise is shown whole all the same.
    all.extend(narrative(context, |place| !is_place(place)));
    all.extend(changes_section(context));
    all
}

fn is_place(place: &str) -> bool {
    let name = place.strip_prefix("before:").or_else(|| place.strip_prefix("after:"));
    name.is_some_and(|name| name == "cover" || SECTIONS.iter().any(|section| section.name == name))
}

fn narrative(context: &Context<'_>, here: impl Fn(&str) -> bool) -> Vec<Section> {
    let chosen = context.report.sections.iter().filter(|section| here(&section.place));
    chosen.map(|section| told(context, section)).collect()
}

fn told(context: &Context<'_>, section: &model::Section<ResolvedLink>) -> Section {
    let anchor = Anchor::of(AnchorKind::Section, &section.id);
    let mut blocks = Vec::new();
    if section.body.trim().is_empty() {
        blocks.push(Block::says("Nothing is written here."));
    } else {
        blocks.push(Block::Prose(context.prose(&anchor, &section.body, prose::IN_SECTION)));
    }
    let mut facts = FactList::default();
    facts.add("Stated at", context.evidence_text(&section.evidence));
    facts.add("Properties", phrase::properties_code(&section.properties));
    blocks.extend(facts.block());
    Section { anchor, number: None, title: section.title.clone(), tally: String::new(), blocks }
}
