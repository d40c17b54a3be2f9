//! Phrases that recur: a sentence with ids in it, a link and what came of it, what somebody declared.

use std::collections::HashMap;
use std::hash::Hash;

use super::context::Context;
use super::{Cell, Span, Text, labels};
use crate::model::report::ResolvedLink;
use crate::model::{Declared, Id, LinkState, Properties};

/// How many ids a table's cell names before it counts the rest.
pub(super) const FEW: usize = 6;

impl Context<'_> {
    /// One of our sentences: what stands in backticks is a jump where the report has it.
    pub(super) fn sentence(&self, written: &str) -> Text {
        let mut text = Text::default();
        let mut rest = written;
        while let Some((before, quoted)) = rest.split_once('`') {
            let Some((id, after)) = quoted.split_once('`') else { break };
            if !before.is_empty() {
                text = text.and_plain(before);
            }
            if !id.is_empty() {
                text = text.and(self.name(id));
            }
            rest = after;
        }
        if rest.is_empty() { text } else { text.and_plain(rest) }
    }

    /// The ids, each a jump, all of them.
    pub(super) fn names<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> Text {
        Text::join(ids.into_iter().map(|id| Text(vec![self.name(id.as_str())])), ", ")
    }

    /// The first `most` ids, each a jump, and how many more there are.
    pub(super) fn first_names(&self, ids: &[&Id], most: usize) -> Text {
        let text = self.names(ids.iter().take(most).copied());
        match ids.len().saturating_sub(most) {
            0 => text,
            more => text.and_plain(format!(" and {} more", labels::number(more))),
        }
    }

    /// A label and ids: "Refutes `a`, `b`"; empty where there are none.
    pub(super) fn labelled<'i>(&self, label: &str, ids: impl IntoIterator<Item = &'i Id>) -> Text {
        let names = self.names(ids);
        if names.is_empty() { names } else { Text::plain(format!("{label} ")).and_text(names) }
    }

    /// The places that links name: "E2 L5, E1 L86".
    pub(super) fn places<'l>(&self, links: impl IntoIterator<Item = &'l ResolvedLink>) -> Text {
        let places = links.into_iter().map(|link| (self.place(link), ()));
        Text::join(alike(places).into_iter().map(|(place, _)| Text(vec![place])), ", ")
    }

    /// What there is to say of links besides their places: once for all of which it is the same, and without their
    /// places where it is the same for all.
    pub(super) fn details<'l>(
        &self,
        links: impl IntoIterator<Item = &'l ResolvedLink>,
    ) -> Vec<Text> {
        let groups = alike(links.into_iter().map(|link| (self.detail(link), link)));
        let alone = groups.len() == 1;
        let told = |(detail, links): (Option<Text>, Vec<&ResolvedLink>)| match detail {
            Some(detail) if alone => Some(detail),
            Some(detail) => Some(self.places(links).and_plain(": ").and_text(detail)),
            None => None,
        };
        groups.into_iter().filter_map(told).collect()
    }

    /// What there is to say of a link besides its place; none where that is all.
    fn detail(&self, link: &ResolvedLink) -> Option<Text> {
        let mut parts = Vec::new();
        if let Some(at) = link.at.as_deref().filter(|at| !is_lines(at)) {
            parts.push(Text::plain("at ").and(Span::Code { text: at.to_owned() }));
        }
        // A line that is merely pointed at stands in the excerpt; a value that was read is said here.
        let read = link.expect.is_some() || link.at.as_deref().is_some_and(|at| !is_lines(at));
        if let Some(value) = link.value.as_ref().filter(|_| read) {
            parts.push(Text::plain(format!("found “{value}”")));
        }
        // Where it is more than that, the reason says so.
        if link.masked && says_no_reason(link.state) {
            parts.push(Text::plain("what stands there is masked"));
        }
        if let Some(expect) = &link.expect {
            parts.push(Text::plain("expected ").and(Span::Code { text: expect.clone() }));
        }
        let worth_saying = match link.state {
            LinkState::Holds => link.expect.is_some(),
            LinkState::Misses
            | LinkState::Stale
            | LinkState::Weak
            | LinkState::Vacuous
            | LinkState::Broken => true,
            LinkState::Resolves => false,
        };
        if worth_saying {
            parts.push(Text::plain(labels::link_state(link.state)));
        }
        if !link.because.is_empty() {
            parts.push(self.sentence(&link.because));
        }
        if let Some(note) = &link.note {
            parts.push(Text::plain(format!("remark: {note}")));
        }
        if parts.is_empty() {
            return None;
        }
        Some(Text::join(parts, "; "))
    }

    /// Links in a table's cell: the places, and below them what came of each. "none" where there are none.
    pub(super) fn evidence_cell<'l>(
        &self,
        links: impl Iterator<Item = &'l ResolvedLink> + Clone,
    ) -> Cell {
        let places = self.places(links.clone());
        if places.is_empty() {
            return Cell::words("none");
        }
        Cell::of(places).noted(self.details(links))
    }

    /// Links as the value of a fact; empty where there are none.
    pub(super) fn evidence_text(&self, links: &[ResolvedLink]) -> Text {
        let mut text = self.places(links);
        for detail in self.details(links) {
            text = text.and(Span::Break).and_text(detail);
        }
        text
    }

    /// Where a thing is stated, as a note: "Stated at E1 L5", and what came of each link.
    pub(super) fn stated_notes(&self, links: &[ResolvedLink]) -> Vec<Text> {
        if links.is_empty() {
            return Vec::new();
        }
        let mut notes = vec![Text::plain("Stated at ").and_text(self.places(links))];
        notes.extend(self.details(links));
        notes
    }

    /// What somebody said, quoted with its place: `pass, “Configured” (E1 L91)`.
    pub(super) fn declared(&self, declared: &Declared<ResolvedLink>) -> Text {
        let mut text = Text::plain(labels::declared(declared));
        if !declared.from.is_empty() {
            text = text.and_plain(" (").and_text(self.places(&declared.from)).and_plain(")");
        }
        let details: Vec<Text> = self.details(&declared.from);
        if !details.is_empty() {
            text = text.and_plain("; ").and_text(Text::join(details, "; "));
        }
        match properties(&declared.properties) {
            Some(bag) => text.and_plain("; ").and_text(bag),
            None => text,
        }
    }

    /// What was said of a thing, a note for each time; what was said in the same words in one.
    pub(super) fn declared_notes(&self, all: &[Declared<ResolvedLink>]) -> Vec<Text> {
        let told = |(said, times): (Text, Vec<()>)| match times.len() {
            1 => Text::plain("Declared ").and_text(said),
            times => Text::plain(format!("Declared {times} times: ")).and_text(said),
        };
        alike(all.iter().map(|declared| (self.declared(declared), ())))
            .into_iter()
            .map(told)
            .collect()
    }
}

/// What comes with each of several keys, the keys in the order in which they first come.
fn alike<K: Hash + Eq + Clone, V>(pairs: impl Iterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    let mut known: HashMap<K, usize> = HashMap::new();
    for (key, value) in pairs {
        let at = *known.entry(key).or_insert_with_key(|key| {
            groups.push((key.clone(), Vec::new()));
            groups.len() - 1
        });
        if let Some((_, values)) = groups.get_mut(at) {
            values.push(value);
        }
    }
    groups
}

/// A free bag, as it stands in the JSON; none where it is empty.
pub(super) fn properties(bag: &Properties) -> Option<Text> {
    if bag.is_empty() {
        return None;
    }
    // A map of JSON values always serialises.
    let json = serde_json::to_string(bag).unwrap_or_default();
    Some(Text::plain("Properties ").and(Span::Code { text: json }))
}

/// The same as a note or a fact's value, by itself.
pub(super) fn properties_code(bag: &Properties) -> Text {
    if bag.is_empty() {
        return Text::default();
    }
    Text::code(serde_json::to_string(bag).unwrap_or_default())
}

/// An address that may be jumped to, or the text where its scheme isn't one of the few allowed.
pub(super) fn address(uri: &str) -> Span {
    let scheme = uri.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https" | "mailto") => {
            Span::Uri { href: uri.to_owned(), text: uri.to_owned() }
        }
        _ => Span::Code { text: uri.to_owned() },
    }
}

/// Whether the reason of a link in that state doesn't tell that its place is masked, where it is.
fn says_no_reason(state: LinkState) -> bool {
    match state {
        LinkState::Holds | LinkState::Resolves | LinkState::Stale | LinkState::Weak => true,
        LinkState::Misses | LinkState::Vacuous | LinkState::Broken => false,
    }
}

/// Whether a selector names lines only, which the place itself says.
fn is_lines(at: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let line = |text: &str| text.strip_prefix('L').is_some_and(digits);
    at.split_once('-').map_or_else(|| line(at), |(first, last)| line(first) && line(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_lines_go_without_saying() {
        assert!(is_lines("L12") && is_lines("L12-L18"));
        assert!(
            !is_lines("L12 re:(\\d+)") && !is_lines("/a") && !is_lines("L") && !is_lines("L1-")
        );
    }

    #[test]
    fn only_known_schemes_are_jumps() {
        assert!(matches!(address("HTTPS://a.example"), Span::Uri { .. }));
        assert!(matches!(address("javascript:alert(1)"), Span::Code { .. }));
        assert!(matches!(address("no scheme"), Span::Code { .. }));
    }
}
