//! What holds of the table of rules.

use super::*;
use crate::diagnostic::explanation;

#[test]
fn the_table_has_every_rule_in_its_order() {
    let rows: Vec<ContradictionRule> = RULES.iter().map(|rule| rule.of).collect();
    assert_eq!(rows, ContradictionRule::ALL);
}

#[test]
fn a_rule_is_explained_in_the_same_words_everywhere() {
    for rule in &RULES {
        assert_eq!(explanation(rule.name()), Some(rule.summary), "{}", rule.name());
        assert!(rule.level != RuleLevel::Off, "{}", rule.name());
    }
}
