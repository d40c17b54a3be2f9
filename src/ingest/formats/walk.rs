//! An XML document read event by event, whatever its size and depth, with the place of each element as a link's `at`.
//! What is no XML for `evidence` is none here, so that a link into the file can be followed.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::evidence::attribute_value;
use crate::ingest::head::skip_mark;
use crate::ingest::oddities::Oddities;
use crate::ingest::xml_head::{broken, unreadable};
use crate::ingest::{Item, Raw, Unreadable};

/// The most steps of a path, as selectors have it.
const MOST_STEPS: usize = 64;

/// Takes what a document holds as it comes.
pub(super) trait Visitor {
    /// An element begins; `place` is its own.
    fn open(&mut self, tag: &Tag<'_>, place: &Place);

    /// Text directly in the element that began last and hasn't ended.
    fn text(&mut self, text: &str);

    /// The element at `place` ends.
    fn close(&mut self, place: &Place);
}

/// The beginning of an element.
pub(super) struct Tag<'t>(&'t BytesStart<'t>);

impl Tag<'_> {
    /// Its local name.
    pub(super) fn name(&self) -> &str {
        self.0.name().into_inner().rsplit(':').next().unwrap_or_default()
    }

    /// The value of the attribute of that local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.written().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The same as a number that isn't negative.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// All attributes by their local names, in order.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        self.written().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// A value that can't be resolved, since it uses what the document declares, stays as it is written.
    fn written(&self) -> impl Iterator<Item = (&str, String)> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        all.flatten().filter_map(|attribute| {
            let key = attribute.key.into_inner();
            if key == "xmlns" || key.starts_with("xmlns:") {
                return None;
            }
            let name = key.rsplit(':').next().unwrap_or(key);
            let value = attribute_value(&attribute.value);
            Some((name, value.unwrap_or_else(|_| attribute.value.into_owned())))
        })
    }
}

/// Where an element stands.
#[derive(Default)]
pub(super) struct Place(Vec<Step>);

/// An element on the way from the root.
#[derive(Default)]
struct Step {
    /// Its name, where a path can write it.
    name: Option<String>,
    /// Which of those of its name within its parent it is; where it can't be named, which of all. From 1.
    number: usize,
    /// How many elements began in it, of all names and of each.
    children: usize,
    named: HashMap<String, usize>,
}

impl Place {
    /// How deep it is: 1 for the root.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// The path to it, as a link's `at`. An element that is deeper than a path can be is told by what it lies in.
    pub(super) fn at(&self) -> String {
        let mut at = "xml:".to_owned();
        for (depth, step) in self.0.iter().take(MOST_STEPS).enumerate() {
            let _ = write!(at, "/{}", step.name.as_deref().unwrap_or("*"));
            // There is one root.
            if depth > 0 {
                let _ = write!(at, "[{}]", step.number);
            }
        }
        at
    }

    /// The path to one of its attributes.
    pub(super) fn at_attribute(&self, name: &str) -> String {
        if self.depth() < MOST_STEPS { format!("{}/@{name}", self.at()) } else { self.at() }
    }

    fn enter(&mut self, name: &str) {
        let can_be_written = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let mut number = 1;
        if let Some(parent) = self.0.last_mut() {
            parent.children += 1;
            number = parent.children;
            if can_be_written {
                let same = match parent.named.get_mut(name) {
                    Some(same) => same,
                    None => parent.named.entry(name.to_owned()).or_insert(0),
                };
                *same += 1;
                number = *same;
            }
        }
        let name = can_be_written.then(|| name.to_owned());
        self.0.push(Step { name, number, ..Step::default() });
    }
}

/// Gives a whole document to `visitor`, and says what the reader should know of how it was read.
///
/// # Errors
///
/// Where it is no XML, is cut off, or can't be read.
pub(super) fn walk(raw: &dyn Raw, visitor: &mut dyn Visitor) -> Result<Vec<Item>, Unreadable> {
    let mut bytes = BufReader::with_capacity(256 * 1024, raw.open()?);
    skip_mark(&mut bytes)?;
    let mut reader = Reader::from_reader(bytes);
    let (mut buffer, mut place, mut has_root) = (Vec::new(), Place::default(), false);
    let mut odd = Oddities::default();
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(unreadable(raw, reader.error_position(), error)),
        };
        let position = reader.buffer_position();
        match event {
            Event::Eof if place.depth() > 0 || !has_root => {
                return Err(unfinished(raw, &place, position));
            }
            Event::Eof => return Ok(odd.told()),
            Event::Start(start) => {
                begin(raw, &start, &mut place, &mut has_root, position)?;
                odd.tag(&start).map_err(|why| broken(raw, position, &why))?;
                visitor.open(&Tag(&start), &place);
            }
            Event::Empty(start) => {
                begin(raw, &start, &mut place, &mut has_root, position)?;
                odd.tag(&start).map_err(|why| broken(raw, position, &why))?;
                visitor.open(&Tag(&start), &place);
                visitor.close(&place);
                place.0.pop();
            }
            Event::End(_) => {
                visitor.close(&place);
                place.0.pop();
            }
            Event::Text(text) if place.depth() > 0 => {
                look(raw, &mut odd, &text, position)?;
                visitor.text(&text.xml10_content());
            }
            Event::CData(text) if place.depth() > 0 => {
                look(raw, &mut odd, &text, position)?;
                visitor.text(&text.xml10_content());
            }
            Event::GeneralRef(name) if place.depth() > 0 => {
                look(raw, &mut odd, &name, position)?;
                visitor.text(&odd.reference(&name));
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                let why = "text outside of the root element";
                return Err(broken(raw, position, why));
            }
            Event::Comment(text) | Event::DocType(text) => {
                look(raw, &mut odd, &text, position)?;
            }
            Event::PI(text) => look(raw, &mut odd, &text, position)?,
            Event::Decl(declaration) => {
                odd.declaration(&declaration).map_err(|why| broken(raw, position, &why))?;
            }
        }
    }
}

fn look(raw: &dyn Raw, odd: &mut Oddities, text: &str, position: u64) -> Result<(), Unreadable> {
    odd.look(text).map_err(|why| broken(raw, position, &why))
}

fn begin(
    raw: &dyn Raw,
    start: &BytesStart<'_>,
    place: &mut Place,
    has_root: &mut bool,
    position: u64,
) -> Result<(), Unreadable> {
    if *has_root && place.depth() == 0 {
        return Err(broken(raw, position, "a second root element"));
    }
    *has_root = true;
    place.enter(Tag(start).name());
    Ok(())
}

fn unfinished(raw: &dyn Raw, place: &Place, position: u64) -> Unreadable {
    match place.0.last() {
        Some(Step { name: Some(name), .. }) => {
            broken(raw, position, &format!("`{name}` begins and never ends: it may be cut off"))
        }
        Some(_) => broken(raw, position, "an element begins and never ends: it may be cut off"),
        None => Unreadable::content("it holds no element"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{File, select};
    use crate::ingest::InMemory;
    use crate::model::Selector;

    #[derive(Default)]
    struct Seen {
        places: Vec<String>,
        text: String,
    }

    impl Visitor for Seen {
        fn open(&mut self, tag: &Tag<'_>, place: &Place) {
            self.places.push(place.at());
            self.text.extend(tag.attribute("n"));
        }

        fn text(&mut self, text: &str) {
            self.text.push_str(text);
        }

        fn close(&mut self, place: &Place) {
            assert!(place.depth() > 0);
        }
    }

    fn seen(text: impl Into<Vec<u8>>) -> Result<Seen, Unreadable> {
        let mut seen = Seen::default();
        walk(&InMemory { path: "x".to_owned(), bytes: text.into() }, &mut seen)?;
        Ok(seen)
    }

    #[test]
    fn each_place_is_found_again_by_the_selector() {
        let text = "<a><b/><x:c><b/><b n='1'/></x:c><é-1/>\n<c>t</c><b/></a>";
        let places = seen(text).unwrap().places;
        let expected = [
            "xml:/a",
            "xml:/a/b[1]",
            "xml:/a/c[1]",
            "xml:/a/c[1]/b[1]",
            "xml:/a/c[1]/b[2]",
            "xml:/a/é-1[1]",
            "xml:/a/c[2]",
            "xml:/a/b[2]",
        ];
        assert_eq!(places, expected);
        let file = File::new(text.as_bytes().into());
        for place in places {
            let found = select(&file, &Selector::parse(&place).unwrap()).unwrap();
            assert_eq!(found.count, 1, "{place}");
        }
    }

    #[test]
    fn what_is_declared_is_never_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y SYSTEM 'file:///etc/passwd'>]>\
                    <a n='&x;'>&x;&y;&amp;&#65;</a>";
        assert_eq!(seen(bomb).unwrap().text, "&x;&x;&y;&A");
    }

    #[test]
    fn what_is_against_the_standard_is_told() {
        let notes = |text: &str| {
            let raw = InMemory { path: "x".to_owned(), bytes: text.into() };
            let items = walk(&raw, &mut Seen::default()).unwrap();
            let note = |item: &Item| {
                let Item::Note { message, .. } = item else { panic!("{item:?}") };
                message.clone()
            };
            items.iter().map(note).collect::<Vec<_>>()
        };
        assert_eq!(notes("<a n='&lt;'>&amp;\t\r\n</a>"), Vec::<String>::new());
        let told = notes("<a n='&x;'>&y;\u{1b}[31m</a>");
        assert!(told[0].starts_with("2 references are kept"), "{told:?}");
        assert_eq!(told[1], "a control character is kept, which XML doesn't allow");
    }

    #[test]
    fn what_is_no_document_is_an_error_with_its_place() {
        for (text, why) in [
            ("<a>\n<b></a>", "mismatch"),
            ("<a><b>", "`b` begins and never ends"),
            ("<a/>\n<b/>", "second root"),
            ("<a/>x", "outside"),
            ("<a n=1/>", "broken"),
            ("<a n='1' m='2' n='3'/>", "`n` twice"),
            ("<a><![CDATA[", "broken"),
            ("<!-- -->", "no element"),
            ("<a>\u{0}<b", "broken"),
            ("<a>\u{0}</a>", "NUL"),
            ("<a n='\u{0}'/>", "NUL"),
            ("<?xml version='1.0' \u{0}?><a/>", "NUL"),
            ("<?xml version='1.0' encoding='UTF-4'?><a/>", "UTF-4"),
            ("\u{feff}\u{feff}<a/>", "two byte order marks"),
            ("<?xml version='1.0' encoding='iso-8859-1'?><a n='é'/>", "iso-8859-1"),
        ] {
            let error = seen(text).err().unwrap_or_else(|| panic!("{text} is read"));
            assert!(error.to_string().contains(why) || why == "mismatch", "{text}: {error}");
        }
        let error = seen("<a>\n  <b></c></a>").err().unwrap();
        assert!(matches!(error, Unreadable::Content { place: Some((2, _)), .. }), "{error:?}");
        assert!(seen(b"<a>\xe9</a>".as_slice()).is_err());
    }

    #[test]
    fn depth_takes_no_stack_and_paths_stay_short() {
        let deep = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
        let places = seen(deep.clone()).unwrap().places;
        let last = places.last().unwrap();
        assert_eq!(last.matches('/').count(), MOST_STEPS);
        let file = File::new(deep.as_bytes().into());
        assert_eq!(select(&file, &Selector::parse(last).unwrap()).unwrap().count, 1);
        assert!(seen("<a>".repeat(100_000)).is_err());
    }
}
