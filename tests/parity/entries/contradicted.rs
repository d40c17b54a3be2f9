//! What is said and doesn't hold, and the rules that looked for it.

use signoff::model::report::{Contradiction, RuleReport, Said};
use signoff::model::{ContradictionFacts, ContradictionRule, HoldsIf, Id, Report, RuleLevel};
use signoff::view::labels;

use crate::entry::Entry;
use crate::names::Names;

pub fn entries(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let all = report.contradictions.iter().map(|one| of_contradiction(report, one, names));
    let beside = [looked(report), quiet(report), switched_off(report), unreadable(report, names)];
    let beside = beside.into_iter().flatten();
    all.chain(beside.map(|(name, text)| Entry::of("rules", name, text))).collect()
}

fn of_contradiction(report: &Report, one: &Contradiction, names: &Names<'_>) -> Entry {
    let level = one.level.name();
    let (number, text) = (names.name(one.id.as_str()), names.sentence(&one.text));
    let rule = report.contradiction_rules.iter().find(|rule| rule.rule == one.rule);
    // What the sentence names isn't named again.
    let things = one.about.iter().filter(|id| !one.text.contains(&format!("`{id}`")));
    let things = names.few(things);
    let said = |said: &Said| {
        let value = if said.value.is_empty() { "no value" } else { &said.value };
        format!("{value} {}", names.places(&said.links))
    };
    Entry::of("contradictions", &one.id, format!("{level} {number} {text}"))
        .with(format!("rule {}, id {}", one.rule, one.id))
        .all(rule.map(|rule| rule.summary.clone()))
        .all((!things.is_empty()).then(|| format!("About {things}")))
        .with(said(&one.says))
        .all(names.outcomes(&one.says.links))
        .with(said(&one.holds))
        .all(names.outcomes(&one.holds.links))
}

fn off(report: &Report) -> Vec<&str> {
    let is_off = |rule: &&RuleReport| rule.level == RuleLevel::Off;
    let rules = report.contradiction_rules.iter().filter(is_off);
    rules.map(|rule| rule.rule.as_str()).collect()
}

/// How many rules looked.
fn looked(report: &Report) -> Option<(&'static str, String)> {
    let rules = report.contradiction_rules.len() - off(report).len();
    let counted = labels::counted(rules, "rule", "rules");
    (rules > 0).then(|| ("rules", format!("{counted} looked")))
}

fn switched_off(report: &Report) -> Option<(&'static str, String)> {
    let off = off(report);
    (!off.is_empty()).then(|| ("off", format!("Switched off by the policy: {}", off.join(", "))))
}

/// The rules that could not tell of everything.
fn untold(report: &Report) -> Vec<&ContradictionFacts> {
    let off = off(report);
    let found = report.facts.contradictions.iter();
    let found = found.filter(|found| found.holds_if == HoldsIf::Unreadable);
    found.filter(|found| !off.contains(&found.rule.name())).collect()
}

/// Those that looked at everything, and that no contradiction names.
fn quiet(report: &Report) -> Option<(&'static str, String)> {
    let mut quiet: Vec<&str> =
        report.contradiction_rules.iter().map(|rule| rule.rule.as_str()).collect();
    quiet.retain(|rule| !off(report).contains(rule));
    quiet.retain(|rule| !untold(report).iter().any(|found| found.rule.name() == *rule));
    quiet.retain(|rule| !report.contradictions.iter().any(|found| found.rule == *rule));
    let text = format!("Looked and found nothing: {}", quiet.join(", "));
    (!quiet.is_empty()).then_some(("quiet", text))
}

/// What no rule could look at.
fn unreadable(report: &Report, names: &Names<'_>) -> Option<(&'static str, String)> {
    let found = untold(report);
    let mut rules: Vec<_> = found.iter().map(|found| found.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<&str> = rules.into_iter().map(ContradictionRule::name).collect();
    let mut about: Vec<&Id> = found.iter().flat_map(|found| &found.about).collect();
    about.sort_unstable();
    about.dedup();
    let rules = rules.join(", ");
    let text = match names.few(about.iter().copied()) {
        names if names.is_empty() => format!("Could not tell: {rules}. A value that they need"),
        names => format!("Could not tell: {rules}. What is said of {names} could not be held"),
    };
    (!rules.is_empty()).then_some(("unreadable", text))
}
