//! Deriving the ids that were left out (SEMANTICS rule 5).

use std::collections::{BTreeMap, HashMap};

use super::things::{Of, Thing, ids_mut};
use crate::model::{Digest, Findings, Id, WaiverTarget};

/// How many characters of a wording an id takes, cut at the end of a word.
const LONGEST: usize = 48;

/// The ids of all things, in the order of the walk.
pub(super) struct Derived {
    ids: Vec<Id>,
    shared: Shared,
}

/// Names that several things would have derived, each with the ids that they got instead.
pub(super) type Shared = BTreeMap<String, Vec<Id>>;

impl Derived {
    /// Puts the ids in. What comes back are the names that nothing has because several would.
    pub(super) fn assign(self, findings: &mut Findings) -> Shared {
        for (place, id) in ids_mut(findings).into_iter().zip(self.ids) {
            *place = id;
        }
        self.shared
    }
}

/// Derives an id for each thing that was given none. A given one is never renamed.
pub(super) fn derive(all: &[Thing<'_>]) -> Derived {
    let given: Vec<bool> = all.iter().map(|thing| !thing.id().is_empty()).collect();
    let bases: Vec<String> = all.iter().map(base).collect();
    let alone = counted(&bases);
    let with_parents = all.iter().zip(&bases).zip(&given).map(|((thing, base), given)| {
        let agrees = !given && alone.get(base.as_str()).is_some_and(|many| *many > 1);
        match agrees.then(|| parent_name(thing, &bases)).flatten() {
            Some(parent) => format!("{parent}-{base}"),
            None => base.clone(),
        }
    });
    let names: Vec<String> = with_parents.collect();
    let digested = digests(all, &names, &given);
    let ids: Vec<Id> = digested.into_iter().map(Id::new).collect();
    let mut shared = Shared::new();
    for ((base, id), given) in bases.into_iter().zip(&ids).zip(given) {
        if !given && base != id.as_str() {
            shared.entry(base).or_default().push(id.clone());
        }
    }
    Derived { ids, shared }
}

/// How often each name is there.
fn counted(names: &[String]) -> HashMap<&str, usize> {
    let mut seen = HashMap::with_capacity(names.len());
    for name in names {
        *seen.entry(name.as_str()).or_insert(0) += 1;
    }
    seen
}

/// Where names still agree, `~` and the first digits of the content's digest: six, or as many as tell
/// different contents apart. Things of one content are told apart by their order.
fn digests(all: &[Thing<'_>], names: &[String], given: &[bool]) -> Vec<String> {
    let seen = counted(names);
    let mut groups: BTreeMap<&str, Vec<(usize, Digest)>> = BTreeMap::new();
    for (at, (thing, name)) in all.iter().zip(names).enumerate() {
        let agrees = seen.get(name.as_str()).is_some_and(|many| *many > 1);
        if agrees && given.get(at) == Some(&false) {
            groups.entry(name).or_default().push((at, content(thing.of)));
        }
    }
    let mut ids = names.to_vec();
    for (name, mut group) in groups {
        group.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(&other.0)));
        let width = width(&group);
        let (mut before, mut times) = (None, 1);
        for (at, digest) in &group {
            times = if before == Some(digest) { times + 1 } else { 1 };
            before = Some(digest);
            let digits = digest.as_str().get(..width).unwrap_or_default();
            if let Some(id) = ids.get_mut(*at) {
                *id = match times {
                    1 => format!("{name}~{digits}"),
                    times => format!("{name}~{digits}-{times}"),
                };
            }
        }
    }
    ids
}

/// How many digits tell the different digests of a sorted group apart.
fn width(group: &[(usize, Digest)]) -> usize {
    let apart = |width: usize| {
        group.iter().zip(group.iter().skip(1)).all(|((_, one), (_, next))| {
            one == next || one.as_str().get(..width) != next.as_str().get(..width)
        })
    };
    [6, 12].into_iter().find(|width| apart(*width)).unwrap_or(64)
}

/// The digest of a thing's content in canonical JSON (RFC 8785).
pub(super) fn content(of: Of<'_>) -> Digest {
    let text = match of {
        Of::Category(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Run(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Evidence(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Claim(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Measure(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Finding(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Artifact(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Checklist(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Item(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Action(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Waiver(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Signoff(thing) => serde_json_canonicalizer::to_vec(thing),
        Of::Section(thing) => serde_json_canonicalizer::to_vec(thing),
    };
    // Our own types always serialise; were one not to, its things would be told apart by their order.
    Digest::of(&text.unwrap_or_default())
}

/// The id that is given, or the one that the thing would have if it were alone.
fn base(thing: &Thing<'_>) -> String {
    if !thing.id().is_empty() {
        return thing.id().as_str().to_owned();
    }
    let kind = thing.kind().name();
    let name = match thing.of {
        Of::Evidence(evidence) => kept(stem(&evidence.path)),
        Of::Measure(measure) => match &measure.scope {
            Some(scope) => kept(&format!("{}-{scope}", measure.metric)),
            None => kept(&measure.metric),
        },
        Of::Category(category) => worded(kind, &category.title),
        Of::Run(run) => worded(kind, &run.tool.name),
        Of::Claim(claim) => worded(kind, &claim.statement),
        Of::Finding(finding) => worded(kind, &format!("{} {}", finding.rule, finding.title)),
        Of::Artifact(artifact) => worded(kind, &artifact.path),
        Of::Checklist(list) => worded(kind, &list.title),
        Of::Item(item) => worded(kind, &item.title),
        Of::Action(action) => worded(kind, &action.title),
        Of::Waiver(waiver) => worded(kind, &waived(&waiver.of)),
        Of::Signoff(signoff) => worded(kind, &signoff.role),
        Of::Section(section) => worded(kind, &section.title),
    };
    match name.as_str() {
        // Nothing of the wording can stand in an id, as where it is in another script.
        "" => format!("{kind}~{}", content(thing.of).as_str().get(..6).unwrap_or_default()),
        "this" => format!("{kind}-this"),
        _ => name,
    }
}

fn waived(target: &WaiverTarget) -> String {
    match target {
        WaiverTarget::Id(id) => id.to_string(),
        WaiverTarget::Fingerprint { fingerprint } => fingerprint.clone(),
        WaiverTarget::Rule { rule, path } => {
            format!("{rule} {}", path.as_deref().unwrap_or_default())
        }
    }
}

/// The name that goes in front where several agree: that of the thing in which it stands; for a piece
/// of evidence, of its folder.
fn parent_name(thing: &Thing<'_>, bases: &[String]) -> Option<String> {
    if let Of::Evidence(evidence) = thing.of {
        let folder = evidence.path.rsplit_once('/')?.0;
        return Some(kept(folder)).filter(|name| !name.is_empty());
    }
    bases.get(thing.parent?).cloned()
}

/// A file's name without its suffix.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        Some(_) | None => name,
    }
}

/// What of a name may stand in an id; the rest becomes dashes.
fn kept(name: &str) -> String {
    dashed(name, |letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_'))
        .trim_start_matches(['.', '_', '-'])
        .to_owned()
}

/// The kind and the first words of a wording; empty where none of them can stand in an id.
fn worded(kind: &str, wording: &str) -> String {
    let words = dashed(&wording.to_lowercase(), |letter| letter.is_ascii_alphanumeric());
    let words = match words.get(..LONGEST) {
        Some(start) if words.len() > LONGEST => match start.rsplit_once('-') {
            Some((whole, _)) if words.get(LONGEST..=LONGEST) != Some("-") => whole,
            Some(_) | None => start,
        },
        Some(_) | None => words.as_str(),
    };
    if words.is_empty() { String::new() } else { format!("{kind}-{words}") }
}

fn dashed(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if keep(letter) {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::things::{Origins, things};

    fn ids(json: &str) -> Vec<String> {
        let mut findings: Findings = serde_json::from_str(&format!(
            r#"{{"signoff": "1", "subject": {{"name": "shop"}}, {json}}}"#
        ))
        .unwrap();
        let derived = derive(&things(&findings, &Origins::default()));
        derived.assign(&mut findings);
        ids_mut(&mut findings).into_iter().map(|id| id.to_string()).collect()
    }

    #[test]
    fn are_made_of_kind_and_wording() {
        assert_eq!(
            ids(r#""categories": [{"title": "Security & Co."}],
                "runs": [{"tool": {"name": "bandit"}}],
                "evidence": [{"path": "evidence/K6 out.v1.json"}, {"path": ".env"}, {"path": "this.json"}],
                "claims": [{"statement": "It holds.", "measure": {"metric": "http.p95", "scope": "api"}}],
                "findings": [{"rule": "B105", "title": "Key", "severity": "low"}],
                "waivers": [{"of": "gate:x", "reason": "r", "requested_by": "a", "approved_by": "b", "granted": "2025-01-01", "expires": "2025-01-02"}],
                "signoffs": [{"role": "Release manager"}]"#),
            [
                "category-security-co",
                "run-bandit",
                "K6-out.v1",
                "env",
                "evidence-this",
                "claim-it-holds",
                "http.p95-api",
                "finding-b105-key",
                "waiver-gate-x",
                "signoff-release-manager"
            ]
        );
    }

    #[test]
    fn end_at_a_word() {
        let long = format!(
            r#""actions": [{{"title": "{}"}}, {{"title": "{}"}}]"#,
            "word ".repeat(20),
            "x".repeat(80)
        );
        let made = ids(&long);
        assert_eq!(made[0], "action-word-word-word-word-word-word-word-word-word");
        assert_eq!(made[1].len(), "action-".len() + LONGEST);
    }

    #[test]
    fn that_agree_take_the_parents_name_and_then_the_digest() {
        let made = ids(r#""evidence": [{"path": "a/report.md"}, {"path": "b/report.md"}],
            "claims": [{"id": "one", "statement": "A", "claims": [{"statement": "Same"}]},
                       {"id": "two", "statement": "B", "claims": [{"statement": "Same"}]}],
            "actions": [{"title": "Do"}, {"title": "Do", "owner": "x"}, {"title": "Do"}]"#);
        assert_eq!(
            made[..6],
            ["a-report", "b-report", "one", "one-claim-same", "two", "two-claim-same"]
        );
        assert!(
            made[6].starts_with("action-do~") && made[6].len() == "action-do~".len() + 6,
            "{made:?}"
        );
        assert_ne!(made[6], made[7]);
        assert_eq!(made[8], format!("{}-2", made[6]), "of one content: told apart by order");
    }

    #[test]
    fn that_are_given_stay() {
        let made = ids(r#""actions": [{"id": "action-do", "title": "Other"}, {"title": "Do"}]"#);
        assert_eq!(made[0], "action-do");
        assert!(made[1].starts_with("action-do~"), "{made:?}");
    }

    #[test]
    fn of_another_script_are_digests() {
        let made = ids(r#""claims": [{"statement": "Η βάση αντέχει"}]"#);
        assert!(made[0].starts_with("claim~") && made[0].len() == "claim~".len() + 6, "{made:?}");
    }
}
