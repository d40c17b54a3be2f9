//! Waivers in the places of what they name, in section 10, and what expires next.

use super::{made, maximal, printed, section};
use crate::model::report::{Expiry, ExpiryKind, WaiverStanding};
use crate::model::{Day, Id, Outcome};
use crate::view::check;

fn told(change: impl FnOnce(&mut crate::model::Report), anchor: &str) -> String {
    let mut report = maximal();
    change(&mut report);
    let document = made(&report);
    assert_eq!(check(&document), Vec::<String>::new());
    printed(section(&document, anchor))
}

fn says(printed: &str, parts: &[&str]) {
    for part in parts {
        assert!(printed.contains(part), "`{part}` is not in\n{printed}");
    }
}

#[test]
fn waivers_are_listed_with_what_counts_for_nothing_first() {
    let signoff = told(|_| {}, "signoff");
    says(
        &signoff,
        &[
            "A waiver changes no state and no score. 1 gate is waived.",
            "7 waivers: 1 expired, 1 not allowed, 3 in force, 1 not yet in force, 1 not judged\nExpired\nThe key",
            "The key is of a test tenant\nIts last day was 2025-09-01.\nW-1\nTicket OPS-88\nStated at E3 L15",
            "F-1\nAsked: ana\nApproved: ben\n2025-08-27\nthrough 2025-09-01\nNot allowed\nSame\nIt counts for nothing: “ben” is not among those who may approve. It matches no finding.\nW-4\n",
            "finding with fingerprint feed\nCovers nothing\n",
            "2025-08-27\nthrough 2025-09-26\nIn force\nWinter load is low\nIt holds for 24 more days.\nW-2\ngate G3\nWaives G3\n",
            "W-5\nrollback\nNo gate is waived by it\n",
            "findings of rule gap in a/b\nCovers F-2\n",
            "Not yet in force\nKnown\nIt holds from 2025-09-03 on.\nW-3\n",
            "2025-09-03\nthrough 2025-09-26\nnot judged\n",
        ],
    );
    let none = told(
        |report| report.gates.iter_mut().for_each(|gate| gate.outcome = Outcome::Pass),
        "signoff",
    );
    says(&none, &["A waiver changes no state and no score. No gate is waived."]);
}

#[test]
fn a_gate_says_which_waivers_name_it_and_do_nothing() {
    let with = |standing| {
        let change = move |report: &mut crate::model::Report| {
            report.gates[3].outcome = Outcome::Pass;
            report.gates[3].because.clear();
            report.gates[3].without_waivers = None;
            report.gates[3].waived_by.clear();
            report.waivers[1].standing = standing;
            report.policy.waivers.never = vec![Id::from("launch")];
        };
        told(change, "gates")
    };
    let ids = "gate launch of type checklist\n";
    let never = "\nIt takes no waiver, neither of itself nor of what it counts";
    for (standing, words) in [
        (Some(WaiverStanding::InForce), "Waived by W-2 until 2025-09-26, and it passes without"),
        (Some(WaiverStanding::NotAllowed), "Not waived by W-2, which counts for nothing"),
        (Some(WaiverStanding::Expired), "No longer waived by W-2, whose last day was 2025-09-26"),
        (None, "Named by the waiver W-2, which was not judged"),
    ] {
        says(&with(standing), &[&format!("{ids}{words}{never}")]);
    }
    let undetermined = |report: &mut crate::model::Report| {
        report.gates[3].without_waivers = Some(Outcome::Undetermined);
    };
    says(&told(undetermined, "gates"), &["Waived\nwould be undetermined\nG3"]);
}

#[test]
fn what_expires_next_says_what_rests_on_it() {
    says(
        &told(|_| {}, "signoff"),
        &[
            "What expires next\nWhat follows holds, or will, and expires in the 30 days before 2025-10-02; the next review is stated as “after launch”, which is no date.",
            "4 waivers and 1 piece of evidence expire before 2025-10-02\n2025-09-02\nWaiver W-5: Rehearsed next week\nno gate\n2025-09-12",
            "2025-09-26\nWaiver W-2: Winter load is low\nG3 would fail without waivers\n",
            "2025-09-30\nEvidence E2: Load test\nstale then for latency",
        ],
    );
}

#[test]
fn the_horizon_is_said_in_words() {
    let with = |review: Option<&str>, some: bool| {
        let review = review.map(str::to_owned);
        let change = move |report: &mut crate::model::Report| {
            report.report.next_review = review;
            report.forecast.truncate(usize::from(some));
        };
        told(change, "signoff")
    };
    says(
        &with(Some("2025-09-27"), true),
        &[
            "What follows holds, or will, and expires before the next review, on 2025-09-27.",
            "1 waiver expires before 2025-09-27\n",
        ],
    );
    let none = "No waiver and no evidence expires ";
    for (review, span) in [
        (Some("2025-09-27"), "before the next review, on 2025-09-27."),
        (None, "in the 30 days before 2025-10-02; no next review is stated."),
        (
            Some("2025-09-02"),
            "in the 30 days before 2025-10-02; the review stated as next, 2025-09-02, is not after 2025-09-02.",
        ),
    ] {
        says(&with(review, false), &[&format!("{none}{span}")]);
    }
}

#[test]
fn a_piece_of_evidence_with_two_limits_is_one_piece() {
    let change = |report: &mut crate::model::Report| {
        let day = |text| Day::parse(text).unwrap();
        report.forecast = ["2025-09-03", "2025-09-30"]
            .map(|last| Expiry {
                day: day(last),
                kind: ExpiryKind::Evidence,
                id: Id::from("load-test"),
                turns: vec![Id::from("latency")],
            })
            .to_vec();
    };
    says(&told(change, "signoff"), &["1 piece of evidence expires before 2025-10-02"]);
}
