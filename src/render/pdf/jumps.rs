//! Jumps inside a volume. A jump to a label needs typst to lay everything out twice: only after the first time is it
//! known where labels are. So the templates give a jump as an address, `#` and a label, and it is turned round here,
//! once the pages are there.

use std::collections::HashMap;

use typst::foundations::Content;
use typst::introspection::{Introspector as _, Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Document as _, LinkMarker};
use typst_layout::{Page, PagedDocument};

/// Where each label is.
pub(super) type Labels = HashMap<String, Location>;

/// The document with its jumps turned round, and where its labels are.
pub(super) fn resolve(document: PagedDocument) -> Result<(PagedDocument, Labels), String> {
    let labels = labels(&document);
    let mut pages: Vec<Page> = document.pages().to_vec();
    let info = document.info().clone();
    // What typst remembers, and the document as it was, hold the same frames: alone, they are changed in place.
    drop(document);
    typst::comemo::evict(0);
    let mut missing = None;
    for page in &mut pages {
        turn(&mut page.frame, &labels, &mut missing);
    }
    match missing {
        None => Ok((PagedDocument::new(pages.into(), info), labels)),
        Some(label) => Err(format!("nothing is labelled `{label}`")),
    }
}

fn labels(document: &PagedDocument) -> Labels {
    let mut labels = Labels::new();
    for element in &document.introspector().query_labelled() {
        if let (Some(location), Some(label)) = (element.location(), element.label()) {
            labels.entry(label.resolve().as_str().to_owned()).or_insert(location);
        }
    }
    labels
}

/// Turns round the jumps of a frame and of the frames in it.
fn turn(frame: &mut Frame, labels: &Labels, missing: &mut Option<String>) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => turn(&mut group.frame, labels, missing),
            FrameItem::Link(destination, _) => {
                if let Destination::Url(address) = &*destination
                    && let Some(label) = address.strip_prefix('#')
                {
                    match labels.get(label) {
                        Some(location) => *destination = Destination::Location(*location),
                        None => *missing = Some(label.to_owned()),
                    }
                }
            }
            FrameItem::Tag(Tag::Start(element, _)) => name(element),
            FrameItem::Tag(Tag::End(..))
            | FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..) => {}
        }
        true
    });
}

/// What a jump is called where it can't be seen: its words, not its address.
fn name(element: &mut Content) {
    let words = match element.to_packed::<LinkMarker>() {
        Some(link) if link.alt.as_ref().is_some_and(|alt| alt.starts_with('#')) => {
            link.body.plain_text()
        }
        Some(_) | None => return,
    };
    if let Some(link) = element.to_packed_mut::<LinkMarker>()
        && !words.trim().is_empty()
    {
        link.alt = Some(words);
    }
}
