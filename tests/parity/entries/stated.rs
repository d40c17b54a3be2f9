//! What was stated and assessed: categories, claims, measures, findings, narrative, evidence.

use signoff::model::report::{ClaimReport, EvidenceReport, MeasureReport, ResolvedLink};
use signoff::model::{Aggregate, Category, Finding, Id, Report};
use signoff::view::{Mark, labels};

use super::{contradicted, prose, waived};
use crate::entry::Entry;
use crate::names::{Names, bag};

/// How many operands of a computed value are printed.
const OPERANDS: usize = 12;

pub fn entries(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let mut all = Vec::new();
    for category in &report.categories {
        all.extend(of_category(report, category, names));
    }
    for claim in &report.claims {
        all.push(of_claim(report, claim, names));
        all.extend(note(report, &claim.id, &claim.statement, claim.body.as_deref()));
    }
    all.extend(report.measures.iter().map(|measure| of_measure(report, measure, names)));
    all.extend(report.findings.iter().map(|finding| of_finding(report, finding, names)));
    all.extend(contradicted::entries(report, names));
    all.extend(report.sections.iter().map(|section| {
        prose::below("sections", section.id.as_str(), &section.title, report, &section.body)
            .all(names.stated(&section.evidence))
            .all(bag(&section.properties))
    }));
    all.extend(report.evidence.iter().map(|evidence| of_evidence(evidence, names)));
    all
}

/// What somebody wrote about a thing, below a line that names it.
pub fn note(report: &Report, id: &Id, title: &str, body: Option<&str>) -> Option<Entry> {
    Some(prose::below("notes", id.as_str(), &format!("{id} {title}"), report, body?))
}

fn of_category(
    report: &Report,
    category: &Category<ResolvedLink>,
    names: &Names<'_>,
) -> Vec<Entry> {
    let score = report.scores.categories.iter().find(|score| score.id == category.id);
    let counted = score.filter(|score| score.counted > 0);
    let group = match counted {
        Some(score) => {
            let count = format!("{} of {} supported", score.supported, score.counted);
            Entry::of("categories", &category.id, format!("{}, {count}", category.title))
        }
        None => Entry::of("categories", &category.id, format!("{}, no claim", category.title))
            .or(format!("{}, nothing counted", category.title)),
    };
    let mut all = vec![group];
    all.extend(category.declared.iter().map(|one| {
        Entry::of("declared", &category.id, format!("{} {}", category.title, names.declared(one)))
            .all(names.besides(one))
    }));
    let facts = names.stated(&category.evidence).into_iter().chain(bag(&category.properties));
    all.extend(facts.map(|fact| Entry::of("categories", &category.id, fact)));
    all.extend(note(report, &category.id, &category.title, category.body.as_deref()));
    all
}

fn of_claim(report: &Report, claim: &ClaimReport, names: &Names<'_>) -> Entry {
    let state = Mark::from(claim.state).word;
    let mut about = format!("{} {}", names.sentence(&claim.because), claim.id);
    about += if claim.required { ", required" } else { "" };
    about += &claim.owner.as_ref().map_or_else(String::new, |owner| format!(", owner {owner}"));
    let effort = claim.effort.as_ref().map(|effort| format!(", effort {effort} as stated"));
    about += &effort.unwrap_or_default();
    let measure =
        claim.measure.as_ref().map(|id| report.measures.iter().find(|one| one.id == *id).unwrap());
    let measured = measure.map(|measure| {
        let target =
            measure.target.as_deref().map(|target| format!("; target {}", labels::target(target)));
        format!(
            "Measure {}: {}{}",
            measure.id,
            labels::observed(measure),
            target.unwrap_or_default()
        )
    });
    let links = claim.evidence.iter().chain(measure.into_iter().flat_map(|measure| &measure.links));
    let places = names.places(links.clone());
    Entry::of("claims", &claim.id, format!("{state} {}", claim.statement))
        .with(about)
        .all(waived::notes(report, &claim.id))
        .fact("Said not to apply:", claim.not_applicable.as_ref())
        .all(measured)
        .all(names.labelled("Rests on", &claim.supported_by))
        .all(names.labelled("Findings that refute it while they count:", &claim.refuted_by))
        .all(names.labelled("An item of the checklist", &claim.checklist))
        .all(names.declarations(&claim.declared))
        .all(bag(&claim.properties))
        .with(if places.is_empty() { "none".to_owned() } else { places })
        .all(names.outcomes(links))
}

fn of_measure(report: &Report, measure: &MeasureReport, names: &Names<'_>) -> Entry {
    let state = Mark::from(measure.state).word;
    let title = labels::measure_title(measure);
    let scope = measure.scope.as_ref().map(|scope| format!(", scope {scope}"));
    let target = measure.target.as_deref().map(labels::target);
    let target = target.as_deref().unwrap_or("no target");
    let claim =
        measure.claim.as_ref().and_then(|id| report.claims.iter().find(|one| one.id == *id));
    let claim =
        claim.map(|claim| format!("In claim {}, {}", claim.id, labels::claim_state(claim.state)));
    let read = names.places(&measure.links);
    // That no place is named stands among the reasons.
    let read = match measure.aggregate {
        _ if read.is_empty() => None,
        Some(aggregate) => Some(computed(measure, aggregate, names)),
        None => Some(read),
    };
    let places = names.places(&measure.baseline_links);
    let earlier = match measure.baseline.as_deref().map(labels::stated) {
        None => (!places.is_empty()).then(|| format!("Earlier: no value {places}")),
        Some(earlier) if places.is_empty() => Some(format!("Earlier: {earlier}, as stated")),
        Some(earlier) => Some(format!("Earlier: {earlier} {places}")),
    };
    let reference = measure.reference.as_ref().map(|reference| {
        let source = reference.source.as_ref().map(|source| format!(" ({source})"));
        format!(
            "{}: {}{}, as stated",
            reference.title,
            labels::stated(&reference.value),
            source.unwrap_or_default()
        )
    });
    Entry::of("measures", &measure.id, format!("{state} {title}"))
        .with(names.sentence(&measure.because))
        .with(if measure.metric == measure.id.as_str() {
            format!("{}{}", measure.id, scope.unwrap_or_default())
        } else {
            format!("{}, metric {}{}", measure.id, measure.metric, scope.unwrap_or_default())
        })
        .all(claim)
        .all(names.labelled("Category", &measure.category))
        .all(names.declarations(&measure.declared))
        .all(names.stated(&measure.evidence))
        .all(bag(&measure.properties))
        .with(format!("{target} {}", labels::observed(measure)))
        .all(read)
        .all(names.outcomes(&measure.links))
        .all(earlier)
        .all(names.outcomes(&measure.baseline_links))
        .all(reference)
}

/// How a value was computed, from which operands.
fn computed(measure: &MeasureReport, aggregate: Aggregate, names: &Names<'_>) -> String {
    let counts = aggregate == Aggregate::Count;
    let (one, many) = if counts { ("place", "places") } else { ("value", "values") };
    let found = labels::counted(measure.operands.len(), one, many);
    let sum = match measure.value {
        Some(_) => format!("{} of {found}", aggregate.word()),
        None => format!("no {}; found {found}", aggregate.word()),
    };
    if measure.operands.is_empty() {
        return format!("{sum} at {}", names.places(&measure.links));
    }
    let operands = measure.operands.iter().take(OPERANDS).map(|operand| {
        let place = labels::place(names.evidence(&operand.evidence), operand.lines);
        let unit = operand.unit.as_deref().filter(|_| !counts).unwrap_or_default();
        let masked = if operand.masked { "masked" } else { "" };
        format!("{} {unit} {place}", operand.value.as_deref().unwrap_or(masked))
    });
    let mut listed: Vec<String> = operands.collect();
    let more = measure.operands.len().saturating_sub(OPERANDS);
    if more > 0 {
        listed.push(format!("and {} more", labels::number(more)));
    }
    let text = format!("{sum}: {}", listed.join(", "));
    match &measure.exact {
        Some(exact) => format!("{text} exactly {exact} {}; rounded towards zero", measure.unit),
        None => text,
    }
}

fn of_finding(report: &Report, finding: &Finding<ResolvedLink>, names: &Names<'_>) -> Entry {
    let severity = Mark::from(finding.severity).word;
    let head = format!("{severity} {} {}", finding.id, finding.title);
    let counts = if report.policy.counts(finding) { "counted" } else { "not counted" };
    let status = format!("Status {}, {counts}", labels::status(finding.status));
    let reason = finding.status_reason.as_ref();
    let location = finding.location.as_ref();
    let place = location.and_then(|place| place.path.as_ref().or(place.logical.as_ref()));
    let snippet = location.and_then(|place| place.snippet.as_deref()).unwrap_or_default();
    let evidence = names.places(&finding.evidence);
    let prints = finding.fingerprints.iter().map(|(scheme, value)| format!("{scheme} {value}"));
    Entry::of("findings", &finding.id, head)
        .all(prose::lines(report, finding.body.as_deref().unwrap_or_default()))
        .with(format!("Rule {}", finding.rule))
        .fact("Where", place)
        .all(snippet.lines().map(str::to_owned))
        .all((!evidence.is_empty()).then(|| format!("Evidence {evidence}")))
        .all(names.outcomes(&finding.evidence))
        .all(names.labelled("Refutes", &finding.refutes))
        .all(waived::notes(report, &finding.id))
        .with(reason.map_or_else(|| status.clone(), |reason| format!("{status}: “{reason}”")))
        .fact("Severity in the tool's words", finding.tool_severity.as_ref())
        .all(names.labelled("Found by", &finding.run))
        .all(finding.tool.clone())
        .all(names.labelled("Category", &finding.category))
        .fact("Impact, as stated", finding.impact.as_ref())
        .fact("Effort, as stated", finding.effort.as_ref())
        .fact("Owner", finding.owner.as_ref())
        .all(finding.aliases.iter().cloned())
        .all(prints)
        .fact("Help", finding.help_uri.as_ref())
        .all(bag(&finding.properties))
}

fn of_evidence(evidence: &EvidenceReport, names: &Names<'_>) -> Entry {
    let EvidenceReport { id, path, .. } = evidence;
    let number = names.evidence(id);
    let title = evidence.title.as_deref().unwrap_or_default();
    let digest =
        evidence.sha256.as_ref().map_or_else(|| "no value".to_owned(), ToString::to_string);
    let size = evidence.size.map_or_else(|| "no value".to_owned(), labels::bytes);
    let when = evidence.collected_at.map_or_else(|| "no date".to_owned(), |at| at.to_string());
    let by = evidence.collected_by.as_deref().unwrap_or("nobody named");
    let masked = evidence.masked.iter().flat_map(|masked| {
        let original = masked.original_sha256.as_ref();
        let original = original.map(|original| format!("SHA-256 of the original {original}"));
        let places = labels::masked(masked.places, &masked.rules);
        std::iter::once(format!("Masked {places}")).chain(original)
    });
    let excerpt = evidence.excerpt.iter().map(|line| format!("{} {}", line.number, line.text));
    Entry::of("evidence", id, format!("{number} {path} {title} {id}"))
        .or(format!("{number} {id} {title} {path}"))
        .or(format!("{number} {title} {id}"))
        .with(path.clone())
        .with(format!("SHA-256 {digest}"))
        .fact(
            "SHA-256 as stated",
            evidence.expected_sha256.as_ref().map(ToString::to_string).as_ref(),
        )
        .with(format!("Size {size}"))
        .all(masked)
        .with(format!("Media type {}", evidence.media_type))
        .with(format!("Method {}", evidence.method.name()))
        .with(format!("Collected {when}, {by}"))
        .fact("Command", evidence.command.as_ref())
        .fact("Commit", evidence.commit.as_ref())
        .all(names.labelled("Run", &evidence.run))
        .all(names.stated(&evidence.evidence))
        .all(Some(names.ids(&evidence.stale_for)))
        .all(bag(&evidence.properties))
        .all(excerpt)
}
