//! In section 12: what the effective policy asks besides its gates.

use crate::model::{BuiltIn, Id, MayNotApply, MayNotApplyName, Redaction, SameAs, Switch};
use crate::view::cells::FactList;
use crate::view::context::Context;
use crate::view::{Text, labels};

/// The policy's rules in words.
pub(super) fn facts(context: &Context<'_>) -> FactList {
    let policy = &context.report.policy;
    let mut facts = FactList::default();
    facts.words("Extends", policy.extends.map_or("nothing", BuiltIn::name));
    if !policy.adapters.is_empty() {
        facts.words("Mappings of checkers", policy.adapters.join("; "));
    }
    let required: Vec<Id> = policy.required.iter().map(|id| Id::from(id.as_str())).collect();
    let required = context.names(&required);
    facts.add("Always required", or(required, "nothing more than the findings say"));
    facts.words("Set aside for a reason", set_aside(&policy.may_not_apply));
    let age = policy.evidence.max_age.map(|age| format!("at most {age} old"));
    let method = policy.weakest_method(None).name();
    facts.words(
        "Evidence",
        format!("{}, method {method} or stronger", age.unwrap_or_else(|| "of any age".to_owned())),
    );
    for (category, rules) in &policy.category {
        let mut parts = Vec::new();
        parts.extend(rules.weight.map(|weight| format!("weight {}", labels::decimal(&weight))));
        parts.extend(rules.max_age.map(|age| format!("evidence at most {age} old")));
        parts.extend(
            rules.weakest_method.map(|method| format!("method {} or stronger", method.name())),
        );
        let rules = if parts.is_empty() { "as the whole".to_owned() } else { parts.join(", ") };
        facts.add("In category", context.names([category]).and_plain(format!(": {rules}")));
    }
    let closed: Vec<String> =
        policy.findings.closed.iter().map(|status| labels::status(*status).to_owned()).collect();
    facts.words("Findings not counted", labels::listed(&closed));
    if policy.findings.same_as == SameAs::Once {
        facts.words("One problem found twice", "counted once, as the worst that counts");
    }
    for role in &policy.roles {
        let required = if role.required { "required" } else { "not required" };
        facts.words("Role", format!("{}, {required}", role.name));
    }
    contradictions(context, &mut facts);
    waivers(context, &mut facts);
    masks(&context.report.policy.redact, &mut facts);
    facts
}

fn masks(rules: &Redaction, facts: &mut FactList) {
    let patterns = rules.patterns.iter();
    let patterns = patterns
        .map(|own| Text::plain(format!("{} ", own.id)).and_text(Text::code(own.pattern.clone())));
    facts.add("Masked by pattern", Text::join(patterns, ", "));
    let switches: Vec<String> = rules
        .rules
        .iter()
        .map(|(rule, switch)| match switch {
            Switch::On => format!("{rule}: on"),
            Switch::Off => format!("{rule}: off"),
        })
        .collect();
    if !switches.is_empty() {
        facts.words("Rules of masking", switches.join(", "));
    }
    if let Some(shown) = rules.show_original_digest {
        facts.words("Originals' digests", if shown { "yes" } else { "no" });
    }
}

fn or(text: Text, none: &str) -> Text {
    if text.is_empty() { Text::plain(none) } else { text }
}

fn set_aside(rule: &MayNotApply) -> String {
    match rule {
        MayNotApply::Named(MayNotApplyName::NotRequired) => {
            "claims that are not required".to_owned()
        }
        MayNotApply::These(ids) if ids.iter().any(|id| id == "*") => "any claim".to_owned(),
        MayNotApply::These(ids) if ids.is_empty() => "no claim".to_owned(),
        MayNotApply::These(ids) => labels::listed(ids),
    }
}

fn contradictions(context: &Context<'_>, facts: &mut FactList) {
    let rules = &context.report.policy.contradictions;
    let mut parts = Vec::new();
    parts.extend(
        rules.tolerance.map(|points| format!("tolerance {} points", labels::decimal(&points))),
    );
    parts.extend(rules.level.iter().map(|(rule, level)| format!("{rule}: {}", level.name())));
    if !parts.is_empty() {
        facts.words("Contradictions", parts.join(", "));
    }
}

fn waivers(context: &Context<'_>, facts: &mut FactList) {
    let rules = &context.report.policy.waivers;
    if !rules.approvers.is_empty() {
        facts.words("Who may approve a waiver", rules.approvers.join("; "));
    }
    facts.maybe("Longest waiver", rules.longest.map(|days| days.to_string()).as_deref());
    let never = rules.never.iter().map(|gate| Text(vec![context.gate(gate.as_str())]));
    facts.add("Gates that take no waiver", Text::join(never, ", "));
}
