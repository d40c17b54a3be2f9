//! Claims, measures and findings that differ, and the sums.

use signoff::model::Location;
use signoff::model::delta::{
    ClaimChange, Delta, FindingChange, FindingKind, MeasureChange, Thing, Value,
};
use signoff::view::{Mark, labels};

use super::fields::{same, value};
use super::told_apart::groups;
use crate::entry::Entry;

pub fn entries(delta: &Delta) -> Vec<Entry> {
    let mut all: Vec<Entry> = delta.claims.iter().map(of_claim).collect();
    all.extend(groups("claims", delta.claims.iter().map(|claim| claim.direction)));
    all.push(Entry::of("claims", "the same", same(delta.same_claims, "claim", "claims")));
    all.extend(delta.measures.iter().map(of_measure));
    all.extend(groups("measures", delta.measures.iter().map(|measure| measure.direction)));
    all.push(Entry::of("measures", "the same", same(delta.same_measures, "measure", "measures")));
    let told = delta.findings.iter().filter(|finding| finding.change != FindingKind::Same);
    all.extend(told.map(of_finding));
    let same = usize::try_from(delta.same_findings).unwrap();
    if !delta.findings.is_empty() || same > 0 {
        let verb = if same < 2 { "is" } else { "are" };
        let same = labels::counted(same, "finding", "findings");
        all.push(Entry::of(
            "findings",
            "the same",
            format!("{same} {verb} the same in both reports"),
        ));
        all.extend(totals(delta));
    }
    all
}

fn of_claim(claim: &ClaimChange) -> Entry {
    let state = |state: Option<signoff::model::ClaimState>| {
        state.map_or("not there", |state| Mark::from(state).word).to_owned()
    };
    let ids = |ids: &[signoff::model::Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let evidence = [
        ("Evidence added:", claim.evidence_added.clone()),
        ("Evidence lost:", claim.evidence_lost.clone()),
        ("Evidence replaced by other bytes:", ids(&claim.evidence_replaced)),
        ("Evidence collected again, with the same bytes:", ids(&claim.evidence_recollected)),
    ];
    let evidence = evidence.into_iter().filter(|(_, names)| !names.is_empty());
    let because = if claim.new.is_some() { "Because:" } else { "It was so because:" };
    let side = |state: String, is_old: bool| {
        let fields = claim.fields.iter().map(|field| {
            let (this, other) =
                if is_old { (&field.old, &field.new) } else { (&field.new, &field.old) };
            format!("{}: {}", field.field, value(field, this.as_ref(), other.as_ref()))
        });
        let fields: Vec<String> = if state == "not there" { Vec::new() } else { fields.collect() };
        (state, fields)
    };
    let (old, was) = side(state(claim.old), true);
    let (new, is) = side(state(claim.new), false);
    let entry = Entry::of("claims", &claim.id, format!("{} {}", claim.statement, claim.id))
        .all((!claim.because.trim().is_empty()).then(|| format!("{because} {}", claim.because)))
        .all(evidence.map(|(label, names)| format!("{label} {}", names.join(", "))));
    let causes = labels::causes(&claim.causes);
    if claim.fields.is_empty() {
        return entry.with(format!("{old} {new} {causes}"));
    }
    entry.with(old).all(was).with(new).all(is).with(causes)
}

fn of_measure(measure: &MeasureChange) -> Entry {
    let printed = |value: &Option<Value>| match value {
        None => "not there".to_owned(),
        Some(value) => match &value.value {
            Some(number) => labels::quantity(number, &value.unit),
            None => "no value".to_owned(),
        },
    };
    let unit = measure.new.as_ref().map_or("", |new| new.unit.as_str());
    let unit = if unit == "%" { "points" } else { unit };
    let both = [&measure.old, &measure.new].map(|side| side.as_ref().and_then(|side| side.value));
    let difference = match &measure.difference {
        Some(by) => format!("{} {unit}", labels::signed(&by.to_string())),
        None if both.iter().all(Option::is_some) => "other units".to_owned(),
        None => "a value is missing".to_owned(),
    };
    let relative = measure.relative.map(|part| format!("{} %", labels::signed(&part.to_string())));
    let went = measure
        .difference
        .map(|by| Mark::went(by.cmp(&rust_decimal::Decimal::ZERO), measure.direction));
    let went = went.unwrap_or_else(|| Mark::from(measure.direction)).word;
    let state = |side: &Value| labels::lower(&Mark::from(side.state));
    let states = match (&measure.old, &measure.new) {
        (Some(old), Some(new)) if old.state == new.state => state(new),
        (Some(old), Some(new)) => format!("{} to {}", state(old), state(new)),
        (None, Some(new)) => state(new),
        (Some(old), None) => format!("was {}", state(old)),
        (None, None) => "in neither report".to_owned(),
    };
    let noise = measure
        .is_noise
        .map(|is_noise| if is_noise { "no more than repeated" } else { "more than repeated" });
    let cause = measure.cause.map(|cause| format!("cause: {}", labels::cause(cause)));
    let fields = measure.fields.iter().map(|field| {
        let was = value(field, field.old.as_ref(), field.new.as_ref());
        format!(
            "{}: {was} to {}",
            field.field,
            value(field, field.new.as_ref(), field.old.as_ref())
        )
    });
    let numbers = format!(
        "{} {} {difference} {}",
        printed(&measure.old),
        printed(&measure.new),
        relative.unwrap_or_default()
    );
    let noise = noise.unwrap_or_default();
    let numbers = format!("{numbers} {went} {states} {noise}");
    let entry = Entry::of("measures", &measure.id, format!("{} {}", measure.title, measure.id));
    let target = target(measure);
    let entry = if measure.fields.is_empty() {
        entry.with(format!("{} {numbers}", target.unwrap_or_default()))
    } else {
        entry.all(target).all(fields).with(numbers)
    };
    entry.all(cause)
}

fn target(measure: &MeasureChange) -> Option<String> {
    let of = |side: &Option<Value>| Some(labels::target(side.as_ref()?.target.as_deref()?));
    let told = match (of(&measure.old), of(&measure.new)) {
        (None, None) => return None,
        (Some(old), Some(new)) if old == new => new,
        (old, new) if measure.change == Thing::Changed => {
            let or = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
            format!("{}, now {}", or(old), or(new))
        }
        (Some(one), _) | (_, Some(one)) => one,
    };
    Some(format!("target {told}"))
}

fn of_finding(finding: &FindingChange) -> Entry {
    let (change, severity) = (Mark::from(finding.change).word, Mark::from(finding.severity).word);
    let places_differ = finding.fields.iter().any(|field| field.field.starts_with("location"));
    let place = finding.location.as_ref().filter(|_| !places_differ).map(place);
    let paired = finding.reason.map(|reason| {
        let sure = finding.confidence.unwrap_or_else(|| reason.confidence());
        format!("Paired by {}: {}", labels::match_reason(reason), labels::confidence(sure))
    });
    let has_status = finding.fields.iter().any(|field| field.field == "status");
    let status = labels::status(finding.status);
    let is_paired = finding.reason.is_some() || finding.old_id.is_some();
    let sides = match finding.change {
        FindingKind::New => format!("not there {status}"),
        FindingKind::NewlyChecked => format!("not checked {status}"),
        FindingKind::Fixed if !is_paired => format!("{status} not there"),
        FindingKind::NotChecked => format!("{status} not checked"),
        FindingKind::Fixed if !has_status && finding.fields.is_empty() => {
            "not fixed fixed".to_owned()
        }
        FindingKind::Reopened if !has_status && finding.fields.is_empty() => {
            format!("fixed {status}")
        }
        _ => String::new(),
    };
    let sides = if finding.fields.is_empty() { sides } else { String::new() };
    let cause = finding.cause.map_or("none", labels::cause);
    Entry::of("findings", &finding.id, format!("{change} {severity} {}", finding.title))
        .with(finding.id.to_string())
        .all(finding.old_id.as_ref().map(|id| format!("{}, {id} in", finding.id)))
        .all((!finding.rule.is_empty()).then(|| format!("rule {}", finding.rule)))
        .fact("found by", finding.tool.as_ref())
        .all(place)
        .all(paired)
        .all(finding.ambiguous.then(|| "Ambiguous: equal ones are on the other side".to_owned()))
        .fields(&finding.fields)
        .with(format!("{sides} {cause}"))
}

fn place(location: &Location) -> String {
    let point = |line: Option<u64>, column: Option<u64>| {
        let line = line.map(|line| format!("line {line} "));
        let column = column.map(|column| format!("column {column}"));
        format!("{}{}", line.unwrap_or_default(), column.unwrap_or_default())
    };
    let start = point(location.start_line, location.start_column);
    let end = point(location.end_line, location.end_column);
    let between = if start.is_empty() || end.is_empty() { "" } else { " to " };
    let points = format!("{start}{between}{end}");
    let path = location.path.clone().map(|path| format!("{path} {points}"));
    format!("{} {}", path.unwrap_or_default(), location.logical.as_deref().unwrap_or_default())
}

/// SEMANTICS rule 26, and what is counted beside the table.
fn totals(delta: &Delta) -> Vec<Entry> {
    let totals = &delta.totals;
    let count = |kind| {
        let count = totals.changes.get(&kind).copied().unwrap_or(0);
        format!("{} {}", labels::number(count), labels::finding_kind(kind))
    };
    let added = [FindingKind::New, FindingKind::Reopened, FindingKind::NewlyChecked].map(count);
    let taken = [FindingKind::Fixed, FindingKind::NotChecked].map(count);
    let sum = Entry::of(
        "totals",
        "sum",
        format!("Findings that are not fixed: {} in", labels::number(totals.old)),
    )
    .with(format!("{} \u{2212} {} =", added.join(" "), taken.join(" \u{2212} ")))
    .with(format!("= {} in", labels::number(totals.new)));
    let severities = totals.new_by_severity.iter().filter(|(_, count)| **count > 0);
    let severities: Vec<String> = severities
        .map(|(severity, count)| {
            format!("{} {}", labels::number(*count), labels::severity(*severity))
        })
        .collect();
    let severities = (!severities.is_empty())
        .then(|| Entry::of("totals", "new", format!("New by severity: {}", severities.join(", "))));
    let is_listed = delta.findings.iter().any(|finding| finding.change != FindingKind::Same);
    let ambiguous = match totals.ambiguous {
        1 if is_listed => Some("1 stays unpaired".to_owned()),
        0 | 1 => None,
        many => is_listed.then(|| format!("{} stay unpaired", labels::number(many))),
    };
    let ambiguous = ambiguous.map(|text| Entry::of("totals", "ambiguous", text));
    std::iter::once(sum).chain(severities).chain(ambiguous).collect()
}
