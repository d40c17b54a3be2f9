//! Evidence links: whether there is such evidence, and whether selector and expectation follow their grammar.

use std::collections::{HashMap, VecDeque};

use super::measures::typed;
use super::problems::Problems;
use super::references::{Index, Wanted};
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Expectation, Id, Link, ReportMeta};

/// Tells what is wrong with the links of all things and of what is said of the report, by input.
pub(super) fn check(
    all: &[Thing<'_>],
    reports: &[ReportMeta],
    index: &Index<'_>,
    problems: &mut Problems<'_>,
) {
    for thing in all {
        for (suffix, link) in of(thing.of) {
            one(link, index, thing.input(), || format!("{}{suffix}", thing.pointer()), problems);
        }
    }
    for (input, report) in reports.iter().enumerate() {
        for (suffix, link) in said(&report.declared, &report.evidence) {
            one(link, index, input, || format!("/report{suffix}"), problems);
        }
    }
}

/// Tells what is wrong with one link. `pointer` is made only where something is.
pub(super) fn one(
    link: &Link,
    index: &Index<'_>,
    input: usize,
    pointer: impl Fn() -> String,
    problems: &mut Problems<'_>,
) {
    if link.evidence.as_str() != "this" && !index.is_evidence(link.evidence.as_str()) {
        problems.add(input, &format!("{}/in", pointer()), || {
            let typed = if link.at.is_none() { typed(link.evidence.as_str()) } else { None };
            typed.or_else(|| index.wrong(&link.evidence, Wanted::Evidence)).unwrap_or_else(|| {
                Diagnostic::error("dangling-reference", format!("no `{}`", link.evidence))
            })
        });
    }
    if let Some(Err(error)) = link.at.as_deref().map(|at| index.selectors.parse(at)) {
        problems.add(input, &format!("{}/at", pointer()), || {
            Diagnostic::error("malformed-selector", error.message).help(error.help)
        });
    }
    if let Some(Err(error)) = link.expect.as_deref().map(Expectation::parse) {
        problems.add(input, &format!("{}/expect", pointer()), || {
            Diagnostic::error("malformed-expectation", error.message).help(error.help)
        });
    }
}

/// Where in a thing a link stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Suffix {
    Evidence(usize),
    From(usize, usize),
    Value,
    ValueOf(usize),
    Baseline,
}

impl std::fmt::Display for Suffix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Evidence(at) => write!(f, "/evidence/{at}"),
            Self::From(declared, at) => write!(f, "/declared/{declared}/from/{at}"),
            Self::Value => f.write_str("/value"),
            Self::ValueOf(at) => write!(f, "/value/{at}"),
            Self::Baseline => f.write_str("/baseline"),
        }
    }
}

/// The links of a thing itself; what stands in it has its own.
fn of(of: Of<'_>) -> Vec<(Suffix, &Link)> {
    match of {
        Of::Category(thing) => said(&thing.declared, &thing.evidence),
        Of::Run(thing) => said(&[], &thing.evidence),
        Of::Evidence(thing) => said(&[], &thing.evidence),
        Of::Claim(thing) => said(&thing.declared, &thing.evidence),
        Of::Measure(thing) => {
            let mut links = said(&thing.declared, &thing.evidence);
            match &thing.value {
                Some(crate::model::Links::One(link)) => links.push((Suffix::Value, link)),
                Some(crate::model::Links::Many(several)) => {
                    links.extend(
                        several.iter().enumerate().map(|(at, link)| (Suffix::ValueOf(at), link)),
                    );
                }
                None => {}
            }
            links
        }
        Of::Finding(thing) => said(&[], &thing.evidence),
        Of::Artifact(thing) => said(&[], &thing.evidence),
        Of::Checklist(thing) => said(&thing.declared, &thing.evidence),
        Of::Item(thing) => said(&[], &thing.evidence),
        Of::Action(thing) => said(&[], &thing.evidence),
        Of::Waiver(thing) => said(&[], &thing.evidence),
        Of::Signoff(thing) => said(&[], &thing.evidence),
        Of::Section(thing) => said(&[], &thing.evidence),
    }
}

/// Where each link of a thing, or of what is said of the report, stands: input and JSON Pointer, by link. What says the
/// same more than once has several places, in order.
pub(super) type Places<'a> = HashMap<(Option<&'a Id>, Link), VecDeque<(usize, String)>>;

/// The places of the links of those things, and of what is said of the report, by input.
pub(super) fn places<'a>(
    all: &[Thing<'a>],
    reports: &[ReportMeta],
    wanted: impl Fn(Option<&Id>) -> bool,
) -> Places<'a> {
    let mut places = Places::new();
    let mut add = |owner, link: &Link, place| {
        places.entry((owner, link.clone())).or_default().push_back(place);
    };
    for thing in all.iter().filter(|thing| wanted(Some(thing.id()))) {
        let place = |suffix: Suffix| (thing.input(), format!("{}{suffix}", thing.pointer()));
        for (suffix, link) in of(thing.of) {
            add(Some(thing.id()), link, place(suffix));
        }
        if let Of::Measure(measure) = thing.of
            && let Some(baseline) = &measure.baseline
        {
            add(Some(thing.id()), &Link::short(baseline), place(Suffix::Baseline));
        }
    }
    for (input, report) in reports.iter().enumerate() {
        for (suffix, link) in said(&report.declared, &report.evidence) {
            add(None, link, (input, format!("/report{suffix}")));
        }
    }
    places
}

fn said<'a>(declared: &'a [Declared], evidence: &'a [Link]) -> Vec<(Suffix, &'a Link)> {
    let from = declared.iter().enumerate().flat_map(|(place, declared)| {
        declared.from.iter().enumerate().map(move |(at, link)| (Suffix::From(place, at), link))
    });
    let own = evidence.iter().enumerate().map(|(at, link)| (Suffix::Evidence(at), link));
    from.chain(own).collect()
}

/// Whether a thing or what stands in it links to the file in which it stands.
pub(super) fn mentions_this(thing: Of<'_>) -> bool {
    let own = of(thing).iter().any(|(_, link)| link.evidence.as_str() == "this");
    own || match thing {
        Of::Claim(claim) => {
            claim.measure.iter().any(|measure| mentions_this(Of::Measure(measure)))
                || claim.claims.iter().any(|child| mentions_this(Of::Claim(child)))
        }
        Of::Checklist(list) => list.items.iter().any(|item| mentions_this(Of::Item(item))),
        Of::Measure(measure) => {
            measure.baseline.as_deref().is_some_and(|text| text.starts_with("this#"))
        }
        Of::Category(_)
        | Of::Run(_)
        | Of::Evidence(_)
        | Of::Finding(_)
        | Of::Artifact(_)
        | Of::Item(_)
        | Of::Action(_)
        | Of::Waiver(_)
        | Of::Signoff(_)
        | Of::Section(_) => false,
    }
}

/// Whether a report's own links mention the file in which they stand.
pub(super) fn report_mentions_this(report: &ReportMeta) -> bool {
    said(&report.declared, &report.evidence)
        .iter()
        .any(|(_, link)| link.evidence.as_str() == "this")
}
