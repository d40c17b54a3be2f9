//! Where in a package the policy and earlier reports lie (SEMANTICS rule 6). They may come from anywhere, so
//! they must not take the place of something that lies below the root.

use super::names::Taken;
use super::recipe::{PackedInput, Role};
use crate::model::in_package;
use crate::schema::Validated;

/// What stands for something that may lie outside the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside<'a> {
    /// What it was read as.
    pub role: Role,
    /// The name with which something names it.
    pub named: &'a str,
}

/// Places for the policy, what it extends, the baselines, and the earlier report, in the order given.
///
/// They are `inputs/policy/signoff.toml`, `inputs/policy/extended-1/…`, `inputs/baseline/report.json`,
/// `inputs/earlier/report.json`; where findings or evidence lie there, `policy-2`, `baseline-2` and so on.
#[must_use]
pub fn place(outside: &[Outside<'_>], validated: &Validated) -> Vec<PackedInput> {
    let mut taken = Taken::default();
    let listed = validated.findings().evidence.iter().map(|entry| entry.path.as_str());
    let files = validated.inputs().iter().map(|input| input.path.as_str());
    for path in listed.chain(files) {
        taken.take(path);
    }
    let mut placed = Vec::new();
    for role in [Role::Policy, Role::Baseline, Role::Earlier] {
        let named: Vec<&str> =
            outside.iter().filter(|one| one.role == role).map(|one| one.named).collect();
        placed.extend(together(role, &named, &mut taken));
    }
    placed
}

/// The places of all files of one role, below the first folder in which none of them is taken.
fn together(role: Role, named: &[&str], taken: &mut Taken) -> Vec<PackedInput> {
    let folder = match role {
        Role::Policy => "policy",
        Role::Baseline | Role::Findings | Role::Report => "baseline",
        Role::Earlier => "earlier",
    };
    let folders = (1_usize..).map(|number| match number {
        1 => folder.to_owned(),
        number => format!("{folder}-{number}"),
    });
    let paths = |folder: String| -> Vec<String> {
        let named = named.iter().enumerate();
        named.map(|(at, name)| format!("{folder}/{}", file_name(role, at, name))).collect()
    };
    let free = |paths: &Vec<String>| paths.iter().all(|path| taken.clash(path).is_none());
    let paths = folders.map(paths).find(free).unwrap_or_default();
    for path in &paths {
        taken.take(path);
    }
    let packed = paths.into_iter().zip(named).map(|(path, named)| PackedInput {
        role,
        path: in_package(&path),
        // Nothing names the earlier report but the command line, which is no matter of the package.
        named: (role != Role::Earlier).then(|| (*named).to_owned()),
    });
    packed.collect()
}

/// What a policy extends lies in a numbered folder: both may be called `signoff.toml`.
fn file_name(role: Role, at: usize, named: &str) -> String {
    let last = named.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = if super::names::check(last).is_ok() { last } else { "signoff.toml" };
    match (role, at) {
        (Role::Policy, 0) => last.to_owned(),
        (Role::Policy, at) => format!("extended-{at}/{last}"),
        (Role::Baseline | Role::Earlier | Role::Findings | Role::Report, 0) => {
            "report.json".to_owned()
        }
        (Role::Baseline | Role::Earlier | Role::Findings | Role::Report, at) => {
            format!("{}/report.json", at + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::{Input, validate};

    fn validated(paths: &[&str]) -> Validated {
        let evidence = paths.iter().map(|path| json!({ "path": path })).collect::<Vec<_>>();
        let findings =
            json!({ "signoff": "1", "subject": { "name": "shop" }, "evidence": evidence });
        let bytes = serde_json::to_vec(&findings).unwrap();
        let input = Input { name: "findings.json".into(), path: "findings.json".into(), bytes };
        validate(vec![input]).unwrap().0
    }

    fn placed(outside: &[(Role, &str)], evidence: &[&str]) -> Vec<String> {
        let outside: Vec<_> =
            outside.iter().map(|(role, named)| Outside { role: *role, named }).collect();
        let placed = place(&outside, &validated(evidence));
        let named = placed.iter().zip(&outside).filter(|(one, _)| one.role != Role::Earlier);
        assert!(named.into_iter().all(|(one, other)| one.name() == other.named));
        placed.iter().map(|packed| packed.below().to_owned()).collect()
    }

    #[test]
    fn each_kind_has_its_folder() {
        let all = [
            (Role::Policy, "signoff.toml"),
            (Role::Policy, "../company/signoff.toml"),
            (Role::Policy, "C:\\base.toml"),
            (Role::Baseline, "last/report.json"),
            (Role::Baseline, "older.json"),
            (Role::Earlier, "../0.9.0/report.json"),
        ];
        let expected = [
            "policy/signoff.toml",
            "policy/extended-1/signoff.toml",
            "policy/extended-2/base.toml",
            "baseline/report.json",
            "baseline/2/report.json",
            "earlier/report.json",
        ];
        assert_eq!(placed(&all, &[]), expected);
        assert_eq!(placed(&[], &[]), [""; 0]);
    }

    #[test]
    fn what_lies_below_the_root_keeps_its_place() {
        let policy = [(Role::Policy, "signoff.toml"), (Role::Policy, "base.toml")];
        for (evidence, folder) in [
            ("policy/retention.md", "policy"),
            ("policy/signoff.toml", "policy-2"),
            ("Policy/Signoff.toml", "policy-2"),
            ("policy", "policy-2"),
            ("policy/extended-1/base.toml/x", "policy-2"),
        ] {
            let placed = placed(&policy, &[evidence]);
            let expected =
                [format!("{folder}/signoff.toml"), format!("{folder}/extended-1/base.toml")];
            assert_eq!(placed, expected, "{evidence}");
        }
        let both = ["policy", "policy-2/signoff.toml"];
        assert_eq!(placed(&policy[..1], &both), ["policy-3/signoff.toml"]);
    }
}
