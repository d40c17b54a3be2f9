//! An XML document as a flat list of its elements: where each lies, and what it lies in.
//!
//! It is read once, event by event, and nothing in it recurses; so depth costs no stack, and a document is
//! never held a second time as a tree. What an element says is read again from its bytes, when it is asked.

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::encoding::Encoding;
use crate::model::words::shortened;

/// The most elements of one document. Above, the list alone would take more than 300 MB.
const MOST_ELEMENTS: usize = 10_000_000;

/// The elements of a document, in the order in which they begin. The first is its root.
pub(in crate::evidence) struct Document {
    elements: Vec<Element>,
}

/// One element. Offsets are bytes of the document's text; a file beyond their range isn't read.
#[derive(Debug, Clone, Copy)]
pub(in crate::evidence) struct Element {
    /// The element in which it lies; its own number for the root.
    parent: u32,
    /// The first element that begins behind it: those in between lie in it.
    after: u32,
    start: u32,
    /// The end of its start tag.
    content: u32,
    /// The start of its end tag; where it has none, the end of its only tag.
    close: u32,
    end: u32,
}

/// The number of an element, from 0.
pub(in crate::evidence) type Index = usize;

impl Document {
    /// Reads a whole document, and says why where it is none.
    pub(in crate::evidence) fn read(text: &str) -> Result<Self, String> {
        if u32::try_from(text.len()).is_err() {
            return Err("it is larger than 4 GiB, and XML isn't read above that".to_owned());
        }
        let mut reading = Reading { text, elements: Vec::new(), open: Vec::new(), closed: false };
        let mut reader = Reader::from_str(text);
        loop {
            let start = reader.buffer_position();
            let event = reader.read_event().map_err(|error| {
                let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
                not_xml(text, at, &error.to_string())
            })?;
            let end = reader.buffer_position();
            let span = (offset(start), offset(end));
            if matches!(event, Event::Eof) {
                break;
            }
            reading.take(&event, span)?;
        }
        reading.finish()
    }

    /// How many elements there are: at least one.
    pub(in crate::evidence) fn len(&self) -> usize {
        self.elements.len()
    }

    /// The elements directly in `index`, in order.
    pub(in crate::evidence) fn children(&self, index: Index) -> impl Iterator<Item = Index> + '_ {
        let behind = self.after(index);
        let first = index.saturating_add(1);
        std::iter::successors(Some(first), |child| Some(self.after(*child).max(child + 1)))
            .take_while(move |child| *child < behind)
    }

    /// The first element that begins behind `index`: those in between lie in it.
    pub(in crate::evidence) fn after(&self, index: Index) -> Index {
        self.elements.get(index).map_or(index, |element| element.after as usize)
    }

    /// The element in which `index` lies; none for the root.
    pub(in crate::evidence) fn parent(&self, index: Index) -> Option<Index> {
        let parent = self.elements.get(index)?.parent as usize;
        (parent != index).then_some(parent)
    }

    /// From the start of its start tag to the end of its end tag.
    pub(in crate::evidence) fn span(&self, index: Index) -> std::ops::Range<usize> {
        self.elements.get(index).map_or(0..0, |it| it.start as usize..it.end as usize)
    }

    /// What stands between its tags.
    pub(in crate::evidence) fn content(&self, index: Index) -> std::ops::Range<usize> {
        self.elements.get(index).map_or(0..0, |it| it.content as usize..it.close as usize)
    }

    /// Its start tag without `<`, `>` and `/>`.
    pub(super) fn tag<'t>(&self, text: &'t str, index: Index) -> &'t str {
        let Some(element) = self.elements.get(index) else { return "" };
        let tag = text.get(element.start as usize..element.content as usize).unwrap_or_default();
        let tag = tag.strip_prefix('<').unwrap_or(tag);
        let tag = tag.strip_suffix('>').unwrap_or(tag);
        // An end tag of its own takes up room; `<a/>` has none.
        if element.content == element.end { tag.strip_suffix('/').unwrap_or(tag) } else { tag }
    }

    /// Its local name.
    pub(in crate::evidence) fn name<'t>(&self, text: &'t str, index: Index) -> &'t str {
        let tag = self.tag(text, index);
        local(tag.get(..name_length(tag)).unwrap_or(tag))
    }
}

/// A name without the prefix of its namespace.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The length of the name with which a tag begins.
pub(super) fn name_length(tag: &str) -> usize {
    tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len())
}

/// Positions fit: the length of the text was looked at before.
fn offset(position: u64) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn not_xml(text: &str, at: usize, why: &str) -> String {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    format!("it is not XML that can be read: {}, at line {line}", shortened(why))
}

/// A document on the way to being read.
struct Reading<'t> {
    text: &'t str,
    elements: Vec<Element>,
    /// The elements that have begun and not ended.
    open: Vec<u32>,
    /// Whether the root has ended.
    closed: bool,
}

impl Reading<'_> {
    fn take(&mut self, event: &Event<'_>, span: (u32, u32)) -> Result<(), String> {
        match event {
            Event::Start(_) => {
                let index = self.begin(span)?;
                self.open.push(index);
                Ok(())
            }
            Event::Empty(_) => {
                self.begin(span)?;
                self.closed |= self.open.is_empty();
                Ok(())
            }
            Event::End(_) => {
                self.end(span);
                Ok(())
            }
            Event::Text(text) if self.open.is_empty() && !text.trim().is_empty() => {
                Err(self.stray(span))
            }
            Event::CData(_) | Event::GeneralRef(_) if self.open.is_empty() => Err(self.stray(span)),
            Event::Decl(declaration) => Encoding::of(declaration)?.hold(self.text),
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => Ok(()),
        }
    }

    fn begin(&mut self, (start, content): (u32, u32)) -> Result<u32, String> {
        if self.closed {
            return Err(not_xml(self.text, start as usize, "a second root element"));
        }
        if self.elements.len() >= MOST_ELEMENTS {
            return Err(format!("it has more than {MOST_ELEMENTS} elements"));
        }
        let index = offset(self.elements.len() as u64);
        let parent = self.open.last().copied().unwrap_or(index);
        let (after, close, end) = (index.saturating_add(1), content, content);
        self.elements.push(Element { parent, after, start, content, close, end });
        self.attributes(start, content)?;
        Ok(index)
    }

    /// Attributes are read when they are asked for; whether they can be is told here, for all alike.
    fn attributes(&self, start: u32, content: u32) -> Result<(), String> {
        let tag = self.text.get(start as usize + 1..content as usize).unwrap_or_default();
        let tag = tag.strip_suffix('>').unwrap_or(tag);
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        for attribute in Attributes::new(tag, name_length(tag)).with_checks(false) {
            if let Err(error) = attribute {
                return Err(not_xml(self.text, start as usize, &error.to_string()));
            }
        }
        Ok(())
    }

    fn end(&mut self, (close, end): (u32, u32)) {
        let after = offset(self.elements.len() as u64);
        let open = self.open.pop().and_then(|index| self.elements.get_mut(index as usize));
        if let Some(element) = open {
            (element.after, element.close, element.end) = (after, close, end);
        }
        self.closed |= self.open.is_empty();
    }

    fn stray(&self, (start, _): (u32, u32)) -> String {
        not_xml(self.text, start as usize, "text outside of the root element")
    }

    fn finish(self) -> Result<Document, String> {
        let open = self.open.last().and_then(|index| self.elements.get(*index as usize));
        if let Some(element) = open {
            return Err(not_xml(self.text, element.start as usize, "an element that never ends"));
        }
        if self.elements.is_empty() {
            return Err("it is not XML that can be read: there is no element".to_owned());
        }
        Ok(Document { elements: self.elements })
    }
}
