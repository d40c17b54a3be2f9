//! The names of closed sets, as documents and messages write them: said once, next to the set.

/// Gives an enumeration of words the list of its cases and their names, and finds a case by its name.
macro_rules! named {
    ($set:ident { $($case:ident = $name:literal),+ $(,)? }) => {
        impl $set {
            /// All there are, in their order.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$case),+];

            /// Their names, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Its name, as documents write it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$case => $name),+
                }
            }

            /// The one of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }
        }
    };
}

pub(super) use named;

#[cfg(test)]
mod tests {
    use serde_json::to_value;

    use crate::model::report::SignoffStanding;
    use crate::model::{
        BuiltIn, ClaimState, ContradictionRule, Decision, GateLevel, Method, RuleLevel, Severity,
        Status,
    };

    #[test]
    fn a_name_is_the_one_in_documents_and_the_order_that_of_the_set() {
        macro_rules! check {
            ($($set:ident),+) => {
                $(for (at, one) in $set::ALL.into_iter().enumerate() {
                    assert_eq!(to_value(one).unwrap(), one.name());
                    assert_eq!($set::named(one.name()), Some(one));
                    assert_eq!(($set::NAMES[at], one as usize), (one.name(), at));
                })+
            };
        }
        check!(BuiltIn, ClaimState, ContradictionRule, Decision, GateLevel, Method);
        check!(RuleLevel, Severity, SignoffStanding, Status);
        assert_eq!(ContradictionRule::named("ScoreMismatch"), None);
    }
}
