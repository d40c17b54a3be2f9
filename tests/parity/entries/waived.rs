//! What was waived: the waivers, what stands of them beside what they name, and what expires.

use signoff::model::report::{Expiry, ExpiryKind, GateReport, WaiverReport, WaiverStanding};
use signoff::model::{Id, Outcome, Report, Target, WaiverTarget};
use signoff::view::Mark;

use crate::entry::Entry;
use crate::names::{Names, bag};

pub fn entries(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let waivers = report.waivers.iter().map(|one| of_waiver(one, names));
    let expiries = report.forecast.iter().map(|one| of_expiry(report, one, names));
    waivers.chain(expiries).collect()
}

/// What stands beside a thing of the waivers that name it or cover it.
pub fn notes(report: &Report, id: &Id) -> Vec<String> {
    let is_of = |one: &&WaiverReport| {
        one.covers.contains(id) || matches!(&one.waiver.of, WaiverTarget::Id(of) if of == id)
    };
    report.waivers.iter().filter(is_of).map(note).collect()
}

/// The same beside a gate: of those that don't lift it. Those that do are named in its reason.
pub fn notes_of_gate(report: &Report, gate: &GateReport) -> Vec<String> {
    let id = Id::from(format!("gate:{}", gate.id).as_str());
    let lifts = |note: &String| {
        gate.waived_by.iter().any(|waiver| note.starts_with(&format!("Waived by {waiver} ")))
    };
    let mut all: Vec<String> = notes(report, &id).into_iter().filter(|it| !lifts(it)).collect();
    all.extend(gate.waived_by.iter().map(ToString::to_string));
    if report.policy.waivers.never.contains(&gate.id) {
        all.push("It takes no waiver, neither of itself nor of what it counts".to_owned());
    }
    all
}

/// What would have come of a gate without waivers.
pub fn without_waivers(gate: &GateReport) -> &'static str {
    match gate.without_waivers {
        Some(Outcome::Fail) => "would fail",
        Some(Outcome::Undetermined) => "would be undetermined",
        Some(Outcome::Waived | Outcome::Pass) | None => "",
    }
}

fn note(one: &WaiverReport) -> String {
    let (id, granted, expires) = (&one.waiver.id, one.waiver.granted, one.waiver.expires);
    match one.standing {
        Some(WaiverStanding::InForce) => format!("Waived by {id} until {expires}"),
        Some(WaiverStanding::NotYet) => {
            format!("To be waived by {id} from {granted} until {expires}")
        }
        Some(WaiverStanding::Expired) => {
            format!("No longer waived by {id}, whose last day was {expires}")
        }
        Some(WaiverStanding::NotAllowed) => format!("Not waived by {id}, which counts for nothing"),
        None => format!("Named by the waiver {id}, which was not judged"),
    }
}

fn of_waiver(report: &WaiverReport, names: &Names<'_>) -> Entry {
    let waiver = &report.waiver;
    let state = report.standing.map_or("not judged", |standing| Mark::from(standing).word);
    let of = match &waiver.of {
        WaiverTarget::Id(id) => {
            let gate = matches!(Target::parse(id.as_str()), Target::Gate(_));
            format!("{}{}", if gate { "gate " } else { "" }, names.name(id.as_str()))
        }
        WaiverTarget::Fingerprint { fingerprint } => {
            format!("finding with fingerprint {fingerprint}{}", covered(report, names))
        }
        WaiverTarget::Rule { rule, path } => {
            let path = path.as_ref().map(|path| format!(" in {path}")).unwrap_or_default();
            format!("findings of rule {rule}{path}{}", covered(report, names))
        }
    };
    let lifts = match report.standing {
        Some(WaiverStanding::InForce) if report.lifts.is_empty() => "No gate is waived by it",
        Some(WaiverStanding::InForce) => &format!("Waives {}", names.gates(&report.lifts)),
        Some(_) | None => "",
    };
    let by = format!("Asked: {} Approved: {}", waiver.requested_by, waiver.approved_by);
    let term = format!("{} through {}", waiver.granted, waiver.expires);
    Entry::of("waivers", &waiver.id, format!("{state} {}", waiver.reason))
        .with(format!("{} {}", names.sentence(&report.because), waiver.id))
        .fact("Ticket", waiver.ticket.as_ref())
        .all(names.stated(&waiver.evidence))
        .all(bag(&waiver.properties))
        .with(format!("{of} {lifts} {by} {term}"))
}

fn covered(report: &WaiverReport, names: &Names<'_>) -> String {
    if report.covers.is_empty() {
        " Covers nothing".to_owned()
    } else {
        format!(" Covers {}", names.few(&report.covers))
    }
}

fn of_expiry(report: &Report, expiry: &Expiry, names: &Names<'_>) -> Entry {
    let Expiry { day, id, turns, .. } = expiry;
    let name = names.name(id.as_str());
    let (what, title) = match expiry.kind {
        ExpiryKind::Waiver => {
            let one = report.waivers.iter().find(|one| one.waiver.id == *id).unwrap();
            ("Waiver", &one.waiver.reason)
        }
        ExpiryKind::Evidence => {
            let one = report.evidence.iter().find(|one| one.id == *id).unwrap();
            ("Evidence", one.title.as_ref().unwrap_or(&one.path))
        }
    };
    let rests = match expiry.kind {
        ExpiryKind::Waiver if turns.is_empty() => "no gate".to_owned(),
        ExpiryKind::Waiver => {
            let gates: Vec<String> = turns.iter().map(|id| turned(report, id, names)).collect();
            gates.join(", ")
        }
        ExpiryKind::Evidence => format!("stale then for {}", names.few(turns)),
    };
    Entry::of("forecast", id, format!("{day} {what} {name}: {title} {rests}"))
}

/// What a gate comes to without the waiver.
fn turned(report: &Report, id: &Id, names: &Names<'_>) -> String {
    let gate = report.gates.iter().find(|gate| gate.id == *id);
    let would = gate.map_or("", without_waivers);
    let gate = names.gate(id.as_str());
    if would.is_empty() {
        format!("{gate} would no longer be waived")
    } else {
        format!("{gate} {would} without waivers")
    }
}
