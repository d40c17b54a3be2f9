//! What became of each finding.

use serde_json::Value;

use super::causes::of_finding;
use super::compared::Compared;
use super::fields::field;
use crate::matching::Pair;
use crate::model::delta::{Direction, Field, FindingChange, FindingKind};
use crate::model::report::ResolvedLink;
use crate::model::{Finding, Location, Severity, Status};

type Found<'r> = &'r Finding<ResolvedLink>;

/// A finding on both sides, or on one.
pub(super) struct Change<'r> {
    pub(super) old: Option<Found<'r>>,
    pub(super) new: Option<Found<'r>>,
    pub(super) told: FindingChange,
}

/// All of them: those of the new report in its order, then those that it doesn't have.
pub(super) fn changes<'r>(compared: &Compared<'r>) -> Vec<Change<'r>> {
    let (old, new) = (&compared.old.report.findings, &compared.new.report.findings);
    let mut pairs = compared.pairs.pairs.iter().peekable();
    let mut ambiguous = compared.pairs.ambiguous_new.iter().peekable();
    let mut paired = vec![false; old.len()];
    let mut all = Vec::with_capacity(new.len());
    for (at, finding) in new.iter().enumerate() {
        let pair = pairs.next_if(|pair| pair.new == at);
        let before = pair.and_then(|pair| Some((old.get(pair.old)?, pair)));
        if let Some(paired) = pair.and_then(|pair| paired.get_mut(pair.old)) {
            *paired = true;
        }
        let is_ambiguous = ambiguous.next_if(|it| **it == at).is_some();
        all.push(match before {
            Some((before, pair)) => both(compared, before, finding, pair),
            None => only_new(compared, finding),
        });
        if let Some(last) = all.last_mut() {
            last.told.ambiguous = is_ambiguous;
        }
    }
    let mut ambiguous = compared.pairs.ambiguous_old.iter().peekable();
    for (at, (finding, is_paired)) in old.iter().zip(paired).enumerate() {
        let is_ambiguous = ambiguous.next_if(|it| **it == at).is_some();
        if !is_paired {
            all.push(only_old(compared, finding));
            if let Some(last) = all.last_mut() {
                last.told.ambiguous = is_ambiguous;
            }
        }
    }
    all
}

/// Where each change comes from.
pub(super) fn attribute(compared: &Compared<'_>, all: &mut [Change<'_>]) {
    for it in all.iter_mut().filter(|it| it.told.change != FindingKind::Same) {
        it.told.cause = Some(of_finding(compared, it.old, it.new));
    }
}

fn both<'r>(compared: &Compared<'r>, old: Found<'r>, new: Found<'r>, pair: &Pair) -> Change<'r> {
    let fields = differing(compared, old, new);
    let change = match (old.status == Status::Fixed, new.status == Status::Fixed) {
        (true, false) => FindingKind::Reopened,
        (false, true) => FindingKind::Fixed,
        (true, true) | (false, false) => {
            if fields.iter().any(|field| field.field != "location") {
                FindingKind::Changed
            } else if fields.is_empty() {
                FindingKind::Same
            } else {
                FindingKind::Moved
            }
        }
    };
    let direction = match change {
        FindingKind::Reopened => Direction::Worse,
        FindingKind::Fixed => Direction::Better,
        FindingKind::New
        | FindingKind::NewlyChecked
        | FindingKind::Changed
        | FindingKind::Moved
        | FindingKind::Same
        | FindingKind::NotChecked => steps(old, new),
    };
    let mut change = told(new, change, direction);
    change.old_id = (old.id != new.id).then(|| old.id.clone());
    change.tool = compared.new.tool(new).map(str::to_owned);
    change.fields = fields;
    change.reason = Some(pair.reason);
    change.confidence = Some(pair.reason.confidence());
    Change { old: Some(old), new: Some(new), told: change }
}

fn only_new<'r>(compared: &Compared<'r>, new: Found<'r>) -> Change<'r> {
    let tool = compared.new.tool(new);
    let (change, direction) = match (new.status, compared.old.has_looked(tool)) {
        // What came and went in between was never open on either side.
        (Status::Fixed, _) => (FindingKind::Changed, Direction::Neither),
        (_, true) => (FindingKind::New, Direction::Worse),
        (_, false) => (FindingKind::NewlyChecked, Direction::Neither),
    };
    let mut change = told(new, change, direction);
    change.tool = tool.map(str::to_owned);
    Change { old: None, new: Some(new), told: change }
}

fn only_old<'r>(compared: &Compared<'r>, old: Found<'r>) -> Change<'r> {
    let tool = compared.old.tool(old);
    let (change, direction) = match (old.status, compared.new.has_looked(tool)) {
        (Status::Fixed, _) => (FindingKind::Changed, Direction::Neither),
        (_, true) => (FindingKind::Fixed, Direction::Better),
        (_, false) => (FindingKind::NotChecked, Direction::Neither),
    };
    let mut change = told(old, change, direction);
    change.tool = tool.map(str::to_owned);
    Change { old: Some(old), new: None, told: change }
}

fn told(finding: Found<'_>, change: FindingKind, direction: Direction) -> FindingChange {
    FindingChange {
        change,
        id: finding.id.clone(),
        old_id: None,
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        severity: finding.severity,
        status: finding.status,
        tool: None,
        location: finding.location.clone(),
        fields: Vec::new(),
        reason: None,
        confidence: None,
        ambiguous: false,
        direction,
        cause: None,
    }
}

/// Whether it is worse or better than before: by severity, then by whether it is open.
fn steps(old: Found<'_>, new: Found<'_>) -> Direction {
    let known = |severity: Severity| severity != Severity::Unknown;
    if old.severity != new.severity && known(old.severity) && known(new.severity) {
        return if new.severity < old.severity { Direction::Worse } else { Direction::Better };
    }
    match (old.status == Status::Open, new.status == Status::Open) {
        (true, false) => Direction::Better,
        (false, true) => Direction::Worse,
        (true, true) | (false, false) => Direction::Neither,
    }
}

/// The fields that differ. Ids, fingerprints and the places of evidence are how it was found, not what it is.
fn differing(compared: &Compared<'_>, old: Found<'_>, new: Found<'_>) -> Vec<Field> {
    let tools = (compared.old.tool(old), compared.new.tool(new));
    let places = (old.location.as_ref(), new.location.as_ref());
    let all = [
        field("rule", Some(&old.rule), Some(&new.rule)),
        field("severity", Some(old.severity.name()), Some(new.severity.name())),
        field("tool_severity", old.tool_severity.as_ref(), new.tool_severity.as_ref()),
        field("status", Some(old.status.name()), Some(new.status.name())),
        field("status_reason", old.status_reason.as_ref(), new.status_reason.as_ref()),
        field("title", Some(&old.title), Some(&new.title)),
        field("tool", tools.0, tools.1),
        told_field("location", places, |location| location.and_then(place)),
        field("snippet", places.0.and_then(content), places.1.and_then(content)),
        field("category", old.category.as_ref(), new.category.as_ref()),
        told_field("refutes", (&old.refutes, &new.refutes), |ids| names(ids)),
        field("owner", old.owner.as_ref(), new.owner.as_ref()),
        field("impact", old.impact.as_ref(), new.impact.as_ref()),
        field("effort", old.effort.as_ref(), new.effort.as_ref()),
        field("body", old.body.as_ref(), new.body.as_ref()),
        told_field("package", (package_of(old), package_of(new)), |it| it.map(package)),
        told_field("evidence", (links(old), links(new)), evidence),
    ];
    all.into_iter().flatten().collect()
}

/// A field that is told in words of its own, which are put together only where what they tell differs.
fn told_field<T: PartialEq>(
    name: &str,
    (old, new): (T, T),
    tell: impl Fn(T) -> Option<String>,
) -> Option<Field> {
    if old == new { None } else { field(name, tell(old), tell(new)) }
}

fn content(location: &Location) -> Option<&str> {
    location.snippet.as_deref()
}

/// `path:line:column`, as far as it is known.
fn place(location: &Location) -> Option<String> {
    let numbers = [location.start_line, location.start_column];
    let numbers = numbers.into_iter().map_while(|number| number).map(|number| number.to_string());
    let parts: Vec<String> = location.path.iter().cloned().chain(numbers).collect();
    let place = parts.join(":");
    let logical = location.logical.as_deref().map(|name| format!(" in {name}"));
    let told = place + &logical.unwrap_or_default();
    (!told.is_empty()).then(|| told.trim_start().to_owned())
}

fn names(ids: &[crate::model::Id]) -> Option<String> {
    let ids: Vec<&str> = ids.iter().map(crate::model::Id::as_str).collect();
    (!ids.is_empty()).then(|| ids.join(", "))
}

fn package_of(finding: Found<'_>) -> Option<&Value> {
    finding.properties.get("package")
}

fn package(package: &Value) -> String {
    let part = |name: &str| package.get(name).and_then(Value::as_str);
    [part("name"), part("version")].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The links of a finding, and whether an adapter made it.
fn links(finding: Found<'_>) -> (&[ResolvedLink], bool) {
    (&finding.evidence, finding.fingerprints.keys().any(|name| name.starts_with("signoff/")))
}

/// What it rests on, without the place in it where an adapter read it, which counts the results before it.
fn evidence((links, is_made): (&[ResolvedLink], bool)) -> Option<String> {
    let written = |link: &ResolvedLink| match &link.at {
        Some(at) if !is_made => format!("{}#{at}", link.evidence),
        Some(_) | None => link.evidence.to_string(),
    };
    let all: Vec<String> = links.iter().map(written).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
