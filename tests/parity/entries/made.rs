//! What the subject is, and from which bytes under which policy the report was made.

use signoff::model::{MayNotApply, Method, Report, SameAs, Switch};
use signoff::view::labels;

use super::decided::words;
use crate::entry::Entry;
use crate::names::{Names, bag};

/// How many masked files are named; the others are counted, and have their places beside their digests.
const FILES: usize = 12;

/// What the subject is, what was declared of the whole, and from which bytes under which policy the report was made.
pub fn entries(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let (subject, meta, made) = (&report.subject, &report.report, &report.provenance);
    let title = meta.title.as_deref().unwrap_or("Production readiness report");
    let mut all = vec![
        Entry::of("subject", "title", format!("{title} as of {}", report.as_of))
            .or(format!("{title}, as of {}", report.as_of)),
    ];
    let brand = report.policy.brand.iter();
    all.extend(
        brand.map(|brand| Entry::of("subject", "brand", format!("{}: {title}", brand.name))),
    );
    all.extend(facts(report));
    all.extend(subject.description.iter().map(|text| Entry::of("subject", "description", text)));
    all.extend(meta.declared.iter().map(|one| {
        Entry::of("declared", "the whole", names.declared(one)).all(names.besides(one))
    }));
    let cover = names.stated(&meta.evidence).into_iter();
    let cover = cover.map(|one| one.replacen("Stated", "What the cover says is stated", 1));
    all.extend(cover.map(|one| Entry::of("declared", "cover", one)));
    all.extend(made.inputs.iter().map(|input| {
        let role = labels::input_role(input.role);
        let size = labels::bytes(input.size);
        let head = format!("{role} {} {size} {}", input.path, input.sha256);
        Entry::of("provenance", &input.path, head)
    }));
    let choice = labels::policy_choice(made.policy.choice);
    let of = format!("What is to be signed has the digest SHA-256 {}", made.of);
    all.push(Entry::of("provenance", "to be signed", of));
    all.push(Entry::of("provenance", "version", format!("Signoff {}", made.signoff_version)));
    all.push(Entry::of("policy", "name", format!("Policy {}, {choice}", made.policy.name)));
    all.push(Entry::of(
        "policy",
        "digest",
        format!("SHA-256 of the policy {}", made.policy.sha256),
    ));
    all.extend(policy(report, names));
    all.extend(redactions(report));
    all
}

/// What stands beside the verdict and at the report's end, each with its label.
fn facts(report: &Report) -> Vec<Entry> {
    let (subject, meta) = (&report.subject, &report.report);
    let fact = |label: &str, value: &str| Entry::of("subject", label, format!("{label} {value}"));
    let facts = [
        ("Version", subject.version.clone()),
        ("Commit", subject.commit.as_deref().map(labels::short_commit)),
        ("Environment", subject.environment.clone()),
        ("Owner", subject.owner.clone()),
        ("Classification", meta.classification.clone()),
        ("Report version", meta.version.clone()),
        ("Report date", meta.date.as_deref().map(|date| words(&labels::due(date, None)))),
        (
            "Next review",
            meta.next_review.as_deref().map(|day| words(&labels::due(day, Some(report.as_of)))),
        ),
        ("Prepared by", some(meta.prepared_by.join("; "))),
        ("Contacts", some(meta.contacts.join("; "))),
        (
            "Properties of the subject",
            bag(&subject.properties).map(|bag| bag.replacen("Properties ", "", 1)),
        ),
        (
            "Properties of the report",
            bag(&meta.properties).map(|bag| bag.replacen("Properties ", "", 1)),
        ),
    ];
    facts.iter().filter_map(|(label, value)| Some(fact(label, value.as_deref()?))).collect()
}

fn policy(report: &Report, names: &Names<'_>) -> Vec<Entry> {
    let policy = &report.policy;
    let aside = match &policy.may_not_apply {
        MayNotApply::These(ids) => labels::listed(ids),
        MayNotApply::Named(_) => "claims that are not required".to_owned(),
    };
    let aside = match aside.as_str() {
        "*" => "any claim",
        "none" => "no claim",
        ids => ids,
    };
    let age = policy.evidence.max_age.map(|age| format!("at most {age} old"));
    let age = age.unwrap_or_else(|| "of any age".to_owned());
    let method = policy.weakest_method(None).name();
    let categories = policy.category.iter().map(|(id, rules)| {
        let weight = rules.weight.map(|weight| format!("weight {}", labels::decimal(&weight)));
        let age = rules.max_age.map(|age| format!("evidence at most {age} old"));
        let method = rules.weakest_method.map(Method::name);
        let method = method.map(|method| format!("method {method} or stronger"));
        let said: Vec<String> = [weight, age, method].into_iter().flatten().collect();
        let said = some(said.join(", ")).unwrap_or_else(|| "as the whole".to_owned());
        Some(format!("In category {}: {said}", names.name(id.as_str())))
    });
    let told = &policy.contradictions;
    let points =
        told.tolerance.map(|points| format!("tolerance {} points", labels::decimal(&points)));
    let levels = told.level.iter();
    let levels = levels.map(|(rule, level)| format!("{rule}: {}", level.name()));
    let told: Vec<String> = points.into_iter().chain(levels).collect();
    let required: Vec<String> = policy.required.iter().map(|id| names.name(id)).collect();
    let closed: Vec<String> =
        policy.findings.closed.iter().map(|status| labels::status(*status).to_owned()).collect();
    let roles = policy.roles.iter().map(|role| {
        let required = if role.required { "required" } else { "not required" };
        Some(format!("Role {}, {required}", role.name))
    });
    let never = policy.waivers.never.iter().map(|gate| names.gate(gate.as_str()));
    let never = some(never.collect::<Vec<_>>().join(", "));
    let said = [
        Some(format!("Set aside for a reason {aside}")),
        Some(format!("Evidence {age}, method {method} or stronger")),
        some(told.join(", ")).map(|told| format!("Contradictions {told}")),
        some(required.join(", ")).map(|ids| format!("Always required {ids}")),
        some(policy.adapters.join("; ")).map(|from| format!("Mappings of checkers {from}")),
        Some(format!("Findings not counted {}", labels::listed(&closed))),
        (policy.findings.same_as == SameAs::Once)
            .then(|| "One problem found twice counted once, as the worst that counts".to_owned()),
        some(policy.waivers.approvers.join("; "))
            .map(|who| format!("Who may approve a waiver {who}")),
        policy.waivers.longest.map(|days| format!("Longest waiver {days}")),
        never.map(|gates| format!("Gates that take no waiver {gates}")),
    ];
    let said = said.into_iter().chain(roles).chain(categories).chain(masks(report)).flatten();
    said.map(|said| Entry::of("policy", "rules", said)).collect()
}

/// What the policy says of masking.
fn masks(report: &Report) -> Vec<Option<String>> {
    let said = &report.policy.redact;
    let patterns = said.patterns.iter().map(|own| format!("{} {}", own.id, own.pattern));
    let patterns: Vec<String> = patterns.collect();
    let rule = |(rule, switch): (&String, &Switch)| match switch {
        Switch::On => format!("{rule}: on"),
        Switch::Off => format!("{rule}: off"),
    };
    let rules: Vec<String> = said.rules.iter().map(rule).collect();
    let shown = said.show_original_digest.map(|shown| if shown { "yes" } else { "no" });
    vec![
        some(patterns.join(", ")).map(|own| format!("Masked by pattern {own}")),
        some(rules.join(", ")).map(|rules| format!("Rules of masking {rules}")),
        shown.map(|shown| format!("Originals' digests {shown}")),
    ]
}

/// What is masked in everything that was read.
fn redactions(report: &Report) -> Vec<Entry> {
    let all = &report.redactions;
    let files = all.files.iter().take(FILES).map(|(path, places)| format!("{path} {places}"));
    let total = match all.total {
        0 => "Masked nothing".to_owned(),
        total => format!("Masked {}", labels::masked(total, &all.rules)),
    };
    let files = files.map(|file| Entry::of("redactions", "file", file));
    std::iter::once(Entry::of("redactions", "total", total)).chain(files).collect()
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
