//! Somebody's Markdown with what it may show: measured values for `{{id}}`, and pictures out of the evidence.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::context::Context;
use super::{Anchor, AnchorKind, Block, Image, Prose, Value, labels};
use crate::model::Id;
use crate::model::report::EvidenceReport;

/// The level of a heading below a section's.
pub(super) const IN_SECTION: u8 = 3;
/// The level of a heading below a thing in a section.
pub(super) const IN_THING: u8 = 4;

impl Context<'_> {
    /// The Markdown of the thing at that anchor.
    pub(super) fn prose(&self, anchor: &Anchor, markdown: &str, level: u8) -> Prose {
        Prose {
            markdown: markdown.to_owned(),
            level,
            // No anchor has a dot, so that what follows it can't be one.
            prefix: format!("{}.", anchor.as_str()),
            values: self.values(markdown),
            images: self.images(markdown),
        }
    }

    /// The bodies of several things, each under a line that names it.
    pub(super) fn notes<'b>(
        &self,
        heading: &str,
        kind: AnchorKind,
        bodies: impl Iterator<Item = (&'b Id, &'b str, &'b str)>,
    ) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (id, title, body) in bodies {
            if blocks.is_empty() {
                blocks.push(Block::head(heading));
            }
            let name = super::Text(vec![self.name(id.as_str())]);
            blocks.push(Block::text(name.and_plain(format!(" {title}"))));
            blocks.push(Block::Prose(self.prose(&Anchor::of(kind, id), body, IN_THING)));
        }
        blocks
    }

    /// What each `{{id}}` prints. What is no claim or measure stays as it is written.
    fn values(&self, markdown: &str) -> BTreeMap<String, Value> {
        let mut values = BTreeMap::new();
        // What stands before each `}}` is looked at from its end, so that no text takes more than linear time.
        let ended = markdown.rsplit_once("}}").map_or("", |(ended, _)| ended);
        for id in
            ended.split("}}").filter_map(|piece| piece.rsplit_once("{{")).map(|(_, id)| id.trim())
        {
            if let Some(value) = self.value(id) {
                values.insert(id.to_owned(), value);
            }
        }
        values
    }

    fn value(&self, id: &str) -> Option<Value> {
        let (measure, to) = if let Some(claim) = self.claim(id) {
            let measure = claim.measure.as_ref().and_then(|measure| self.measure(measure.as_str()));
            (measure, Anchor::of(AnchorKind::Claim, &claim.id))
        } else {
            let measure = self.measure(id)?;
            (Some(measure), Anchor::of(AnchorKind::Measure, &measure.id))
        };
        Some(Value {
            text: measure.map_or_else(|| labels::NO_VALUE.to_owned(), labels::observed),
            to,
        })
    }

    /// The pictures that the Markdown shows and the evidence holds.
    fn images(&self, markdown: &str) -> BTreeMap<String, Image> {
        let mut images = BTreeMap::new();
        // Nearly no text shows a picture; those that don't aren't parsed.
        if !markdown.contains("![") {
            return images;
        }
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
            let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
            if images.contains_key(dest_url.as_ref()) {
                continue;
            }
            if let Some(image) = self.image(&dest_url) {
                images.insert(dest_url.to_string(), image);
            }
        }
        images
    }

    fn image(&self, written: &str) -> Option<Image> {
        let path = written.trim_start_matches("./");
        let pictures = self.pictures();
        let found = pictures
            .iter()
            .find(|evidence| evidence.path == path)
            .or_else(|| pictures.iter().find(|evidence| ends_with_path(evidence, path)))?;
        Some(Image {
            media_type: found.media_type.clone(),
            content: found.content.clone()?,
            file: self.entry(&found.id).and_then(|entry| entry.file.clone())?,
        })
    }
}

/// Whether the evidence's path, which starts at the root, ends in the path as written beside the findings.
fn ends_with_path(evidence: &EvidenceReport, path: &str) -> bool {
    evidence.path.strip_suffix(path).is_some_and(|folder| folder.ends_with('/'))
}
