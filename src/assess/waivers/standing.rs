//! What a waiver is worth on a day, under the policy's `[waivers]` (SEMANTICS rules 1 and 16).

use super::WaiverJudgement;
use crate::assess::words::{code, names, number, quoted};
use crate::model::report::WaiverStanding;
use crate::model::{Day, Id, Policy, WaiverFacts, is_listed_as, may_be_one_person};

/// What the waiver is worth. That it has expired comes first, also where the policy never allowed it: one who
/// approves their own waiver doesn't rid the report of it.
pub(super) fn standing(waiver: &WaiverFacts, policy: &Policy, as_of: Day) -> WaiverJudgement {
    let refusals = refusals(waiver, policy);
    let (standing, mut because) = if waiver.expires < as_of {
        (WaiverStanding::Expired, format!("Its last day was {}", waiver.expires))
    } else if !refusals.is_empty() {
        (WaiverStanding::NotAllowed, "It counts for nothing".to_owned())
    } else if waiver.granted > as_of {
        (WaiverStanding::NotYet, format!("It holds from {} on", waiver.granted))
    } else {
        let more = match waiver.expires.days_since(as_of) {
            0 => "This is its last day".to_owned(),
            1 => "It holds for 1 more day".to_owned(),
            days => format!("It holds for {} more days", number(days)),
        };
        (WaiverStanding::InForce, more)
    };
    if !refusals.is_empty() {
        because = match standing {
            WaiverStanding::Expired => format!("{because}, and it never counted"),
            WaiverStanding::NotAllowed | WaiverStanding::InForce | WaiverStanding::NotYet => {
                because
            }
        };
        because = format!("{because}: {}", refusals.join("; "));
    }
    because.push('.');
    because.extend(nothing(waiver, policy));
    WaiverJudgement { standing, because }
}

/// Why the policy doesn't allow it.
fn refusals(waiver: &WaiverFacts, policy: &Policy) -> Vec<String> {
    let rules = &policy.waivers;
    let approver = quoted(&waiver.approved_by);
    let mut refusals = Vec::new();
    if may_be_one_person(&waiver.requested_by, &waiver.approved_by) {
        refusals.push(if waiver.requested_by == waiver.approved_by {
            format!("{approver} asked for it and approved it")
        } else {
            format!(
                "{approver}, who approved it, may be {}, who asked",
                quoted(&waiver.requested_by)
            )
        });
    }
    let is_among = |listed: &String| is_listed_as(&waiver.approved_by, listed);
    if !rules.approvers.is_empty() && !rules.approvers.iter().any(is_among) {
        refusals.push(format!("{approver} is not among those who may approve"));
    }
    let term = waiver.expires.days_since(waiver.granted);
    if let Some(longest) = rules.longest.filter(|longest| term > i64::from(longest.0)) {
        refusals.push(format!("it is for {term} days; the policy allows {longest}"));
    }
    if let Some(gate) = waiver.gates.iter().find(|gate| rules.never.contains(gate)) {
        refusals.push(format!("the policy lets {} take no waiver", code(gate)));
    }
    refusals
}

/// That it is for nothing that is there.
fn nothing(waiver: &WaiverFacts, policy: &Policy) -> Option<String> {
    let unknown = unknown_gates(waiver, policy);
    if !unknown.is_empty() {
        return Some(format!(" The policy has no gate {}.", names(&unknown)));
    }
    let none = waiver.gates.is_empty() && waiver.claims.is_empty() && waiver.findings.is_empty();
    none.then(|| " It matches no finding.".to_owned())
}

/// The gates that it names and the policy lacks.
pub(in crate::assess) fn unknown_gates<'a>(
    waiver: &'a WaiverFacts,
    policy: &Policy,
) -> Vec<&'a Id> {
    let is_known = |id: &Id| policy.gates.iter().any(|gate| gate.id == *id);
    waiver.gates.iter().filter(|gate| !is_known(gate)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{day, policy, waiver};
    use crate::model::Days;

    fn judged(
        change: impl FnOnce(&mut WaiverFacts),
        policy: &Policy,
        as_of: &str,
    ) -> (WaiverStanding, String) {
        let mut made = waiver("W-1");
        made.findings.push(Id::from("F-1"));
        change(&mut made);
        let WaiverJudgement { standing: found, because } = standing(&made, policy, day(as_of));
        (found, because)
    }

    fn told(found: &(WaiverStanding, String)) -> (WaiverStanding, &str) {
        (found.0, found.1.as_str())
    }

    #[test]
    fn it_holds_from_its_first_day_through_its_last() {
        use WaiverStanding::{Expired, InForce, NotYet};
        let policy = policy();
        for (as_of, expected) in [
            ("2025-08-26", (NotYet, "It holds from 2025-08-27 on.")),
            ("2025-08-27", (InForce, "It holds for 14 more days.")),
            ("2025-09-09", (InForce, "It holds for 1 more day.")),
            ("2025-09-10", (InForce, "This is its last day.")),
            ("2025-09-11", (Expired, "Its last day was 2025-09-10.")),
        ] {
            assert_eq!(told(&judged(|_| {}, &policy, as_of)), expected, "{as_of}");
        }
    }

    #[test]
    fn another_than_who_asked_has_to_approve() {
        let by = |approver: &str| {
            judged(|it| approver.clone_into(&mut it.approved_by), &policy(), "2025-08-30")
        };
        assert_eq!(by("cleo").0, WaiverStanding::InForce);
        assert_eq!(
            told(&by("ana")),
            (
                WaiverStanding::NotAllowed,
                "It counts for nothing: “ana” asked for it and approved it."
            )
        );
        assert_eq!(
            told(&by(" Ana <a@harbour.example>")),
            (
                WaiverStanding::NotAllowed,
                "It counts for nothing: “ Ana <a@harbour.example>”, who approved it, may be “ana”, who asked."
            )
        );
    }

    #[test]
    fn the_policy_says_who_may_approve_and_for_how_long() {
        let mut policy = policy();
        policy.waivers.approvers = vec!["Ben".to_owned()];
        policy.waivers.longest = Some(Days(14));
        assert_eq!(judged(|_| {}, &policy, "2025-08-30").0, WaiverStanding::InForce);
        let found = judged(|it| it.approved_by = "cleo".to_owned(), &policy, "2025-08-30");
        assert_eq!(
            told(&found),
            (
                WaiverStanding::NotAllowed,
                "It counts for nothing: “cleo” is not among those who may approve."
            )
        );
        let found = judged(|it| it.expires = day("2025-09-11"), &policy, "2025-08-30");
        assert_eq!(
            told(&found),
            (
                WaiverStanding::NotAllowed,
                "It counts for nothing: it is for 15 days; the policy allows 14 days."
            )
        );
    }

    #[test]
    fn a_gate_that_takes_no_waiver_takes_none() {
        let mut policy = policy();
        policy.waivers.never = vec![Id::from("bad")];
        let of = |gate: &str| judged(|it| it.gates = vec![Id::from(gate)], &policy, "2025-08-30");
        assert_eq!(
            told(&of("bad")),
            (
                WaiverStanding::NotAllowed,
                "It counts for nothing: the policy lets `bad` take no waiver. The policy has no gate `bad`."
            )
        );
        assert_eq!(told(&of("other")).0, WaiverStanding::InForce);
    }

    #[test]
    fn one_that_expired_is_expired_also_where_it_was_never_allowed() {
        let found = judged(|it| it.approved_by = "ana".to_owned(), &policy(), "2025-09-11");
        assert_eq!(
            told(&found),
            (
                WaiverStanding::Expired,
                "Its last day was 2025-09-10, and it never counted: “ana” asked for it and approved it."
            )
        );
    }

    #[test]
    fn what_is_for_nothing_says_so() {
        let found = judged(|it| it.findings.clear(), &policy(), "2025-08-30");
        assert_eq!(found.1, "It holds for 11 more days. It matches no finding.");
        let found = judged(|it| it.gates.push(Id::from("gone")), &policy(), "2025-08-30");
        assert_eq!(found.1, "It holds for 11 more days. The policy has no gate `gone`.");
    }
}
