//! How a report calls its things: evidence, gates and contradictions by display number, the rest by id.

use std::collections::HashMap;

use signoff::model::report::ResolvedLink;
use signoff::model::{Declared, Id, LinkState, Properties, Report, Target};
use signoff::view::labels;

/// How many ids a cell names before it counts the rest.
const FEW: usize = 6;

pub struct Names<'a> {
    gates: HashMap<&'a str, String>,
    evidence: HashMap<&'a str, String>,
    things: HashMap<&'a str, String>,
}

impl<'a> Names<'a> {
    pub fn of(report: &'a Report) -> Self {
        let evidence = labels::display_numbers("E", report.evidence.iter().map(|one| &one.id));
        let contradictions = report.contradictions.iter().map(|one| &one.id);
        let mut things = labels::display_numbers("K", contradictions);
        things.extend(evidence.clone());
        let items = report.checklists.iter().flat_map(|list| &list.items).map(|one| &one.id);
        let ids = (report.claims.iter().map(|one| &one.id))
            .chain(report.measures.iter().map(|one| &one.id))
            .chain(report.findings.iter().map(|one| &one.id))
            .chain(report.categories.iter().map(|one| &one.id))
            .chain(report.checklists.iter().map(|one| &one.id))
            .chain(items)
            .chain(report.actions.iter().map(|one| &one.id))
            .chain(report.artifacts.iter().map(|one| &one.id))
            .chain(report.waivers.iter().map(|one| &one.waiver.id))
            .chain(report.signoffs.iter().map(|one| &one.signoff.id))
            .chain(report.sections.iter().map(|one| &one.id))
            .chain(report.runs.iter().map(|one| &one.id));
        things.extend(ids.map(|id| (id.as_str(), id.to_string())));
        let gates = labels::display_numbers("G", report.gates.iter().map(|gate| &gate.id));
        Self { gates, evidence, things }
    }

    pub fn gate(&self, id: &str) -> String {
        self.gates.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    pub fn evidence(&self, id: &Id) -> &str {
        &self.evidence[id.as_str()]
    }

    pub fn name(&self, id: &str) -> String {
        match Target::parse(id) {
            Target::Gate(gate) => self.gate(gate.as_str()),
            Target::Category(id) => id.to_string(),
            Target::Thing(id) => {
                let thing = self.things.get(id.as_str()).cloned();
                thing.unwrap_or_else(|| self.gate(id.as_str()))
            }
        }
    }

    pub fn ids<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.name(id.as_str())).collect();
        names.join(", ")
    }

    /// As many ids as a table's cell names, and how many more there are.
    pub fn few<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> String {
        let ids: Vec<&Id> = ids.into_iter().collect();
        let named = self.ids(ids.iter().take(FEW).copied());
        match ids.len().saturating_sub(FEW) {
            0 => named,
            more => format!("{named} and {} more", labels::number(more)),
        }
    }

    /// The ids, or what stands where there are none.
    pub fn ids_or<'i>(&self, ids: impl IntoIterator<Item = &'i Id>, none: &str) -> String {
        let names = self.ids(ids);
        if names.is_empty() { none.to_owned() } else { names }
    }

    /// A label and ids; nothing where there are none.
    pub fn labelled<'i>(
        &self,
        label: &str,
        ids: impl IntoIterator<Item = &'i Id>,
    ) -> Option<String> {
        let names = self.ids(ids);
        (!names.is_empty()).then(|| format!("{label} {names}"))
    }

    pub fn gates(&self, ids: &[Id]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.gate(id.as_str())).collect();
        names.join(", ")
    }

    /// A sentence with its ids as they are printed.
    pub fn sentence(&self, written: &str) -> String {
        let pieces = written.split('`').enumerate();
        pieces
            .map(|(at, piece)| if at % 2 == 1 { self.name(piece) } else { piece.to_owned() })
            .collect()
    }

    pub fn places<'l>(&self, links: impl IntoIterator<Item = &'l ResolvedLink>) -> String {
        let place = |link: &ResolvedLink| labels::place(self.evidence(&link.evidence), link.lines);
        let mut places: Vec<String> = Vec::new();
        for place in links.into_iter().map(place) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places.join(", ")
    }

    /// Where a thing is stated, and what came of the links.
    pub fn stated(&self, links: &[ResolvedLink]) -> Vec<String> {
        let places = self.places(links);
        let places = (!places.is_empty()).then(|| format!("Stated at {places}"));
        places.into_iter().chain(self.outcomes(links)).collect()
    }

    pub fn declared(&self, declared: &Declared<ResolvedLink>) -> String {
        format!("{} {}", labels::declared(declared), self.places(&declared.from))
    }

    /// What came of the places where somebody said it, and what a tool keeps of that.
    pub fn besides(&self, declared: &Declared<ResolvedLink>) -> Vec<String> {
        self.outcomes(&declared.from).into_iter().chain(bag(&declared.properties)).collect()
    }

    pub fn declarations(&self, all: &[Declared<ResolvedLink>]) -> Vec<String> {
        let told: Vec<String> = all.iter().map(|one| self.declared(one)).collect();
        let times = |said: &String| match told.iter().filter(|other| *other == said).count() {
            1 => String::new(),
            times => format!("{times} times: "),
        };
        let each = told.iter().map(|said| format!("Declared {}{said}", times(said)));
        each.chain(all.iter().flat_map(|one| self.besides(one))).collect()
    }

    /// What was found and expected at links, what came of that, and what somebody remarked.
    pub fn outcomes<'l>(&self, links: impl IntoIterator<Item = &'l ResolvedLink>) -> Vec<String> {
        let mut all = Vec::new();
        for link in links {
            let state = match link.state {
                LinkState::Resolves => "",
                LinkState::Holds if link.expect.is_none() => "",
                LinkState::Holds
                | LinkState::Misses
                | LinkState::Stale
                | LinkState::Weak
                | LinkState::Vacuous
                | LinkState::Broken => labels::link_state(link.state),
            };
            let because = self.sentence(&link.because);
            let hidden = link.masked && !because.contains("masked");
            let hidden = hidden.then(|| "what stands there is masked".to_owned());
            let expected = link.expect.as_ref().map(|expect| {
                let found = link.value.as_ref().map(|value| format!("found “{value}”"));
                let found = hidden.clone().or(found).map(|found| format!("{found}; "));
                format!("{}expected {expect}; ", found.unwrap_or_default())
            });
            all.extend(hidden.filter(|_| expected.is_none()));
            if expected.is_some() || !state.is_empty() || !because.is_empty() {
                all.push(format!("{}{state}; {because}", expected.unwrap_or_default()));
            }
            all.extend(link.note.as_ref().map(|note| format!("remark: {note}")));
        }
        all
    }
}

/// What a tool keeps, as it stands in the JSON.
pub fn bag(properties: &Properties) -> Option<String> {
    let json = serde_json::to_string(properties).unwrap();
    (!properties.is_empty()).then(|| format!("Properties {json}"))
}
