//! The words for every closed set, and how numbers, dates and counts are written: the same in every format.

mod changes;
mod numbers;
mod states;
mod things;

pub use changes::{
    cause, cause_means, causes, confidence, finding_kind, finding_kind_means, match_reason, seen,
    signed, without_cause,
};
pub use numbers::{
    NO_BREAK_SPACE, bytes, capitalised, counted, decimal, due, is_date, listed, lower_first,
    masked, number, quantity, short_commit, stated, target,
};
pub use states::{
    action_status, change, claim_state, condition_state, decision, declared_status, input_role,
    link_state, lower, outcome_count, policy_choice, severity, standing, status, verdict, way,
};
pub use things::{
    NO_VALUE, declared, declared_score, display_numbers, measure_title, observed, place,
};
