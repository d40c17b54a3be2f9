//! Expressions of gates: a condition in the Common Expression Language (CEL) over the record of facts.
//!
//! `record` is what there is to speak of, `check` walks over an expression and checks every name and type, `work`
//! tells how many steps it takes. `assess` evaluates. The language is the part of CEL that compares exactly:
//! no number with a fraction, no regular expression, no conversion, no clock.

mod against;
mod calls;
mod check;
mod fault;
mod kind;
mod operators;
mod record;
#[cfg(test)]
mod tests;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use cel::common::ast::IdedExpr;
use cel::parser::Parser;

use crate::model::{Id, Severity};
use check::Checker;
use fault::Places;
use kind::Kind;
use work::Work;

pub use against::{Known, PlacedId, unknown_ids};
pub use fault::{Fault, FaultCode};
pub use record::{FACTS, FUNCTIONS, Field, Function, METHODS, Record, Shape};
pub use work::{MOST_STEPS, Sizes};

/// The most characters that an expression may have.
const LONGEST: usize = 2_000;
/// How many expressions are kept ready.
const KEPT: usize = 256;

/// An expression that was read and checked.
#[derive(Debug)]
pub struct Expression {
    /// The expression as the interpreter takes it.
    pub tree: IdedExpr,
    /// What it names, in its order: what a gate shows as observed.
    pub named: Vec<Named>,
    /// The variables of the record that it uses.
    pub uses: BTreeSet<&'static str>,
    /// The ids that are written out in it and have to be there.
    pub ids: Vec<LiteralId>,
    work: Work,
}

/// Something that an expression names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// What a function on facts asks.
    Call(Call),
    /// The day as of which everything is judged.
    AsOf,
    /// A field of the subject.
    Subject(&'static str),
    /// A thing of a map.
    Thing(Things, Id),
    /// A list or map of the record.
    All(&'static str),
}

/// What a function on facts asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// Whether the measure, or that in the claim, meets the target.
    Meets(Id, String),
    /// The state of the claim.
    State(Id),
    /// How many findings count that are as bad as that or worse; all where nothing is named.
    Open(Option<Severity>),
    /// Whether the score of the category, or the total, is so much.
    Score(Option<Id>, String),
}

/// What an id is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Things {
    /// A claim.
    Claim,
    /// A measure.
    Measure,
    /// Either.
    ClaimOrMeasure,
    /// A checklist.
    Checklist,
    /// A category.
    Category,
}

/// An id that is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiteralId {
    /// What it is one of.
    pub things: Things,
    /// The id.
    pub id: Id,
    /// The bytes of the expression where it stands.
    pub at: Range<usize>,
}

impl Things {
    fn of_map(name: &str) -> Option<Self> {
        [Self::Claim, Self::Measure, Self::Checklist]
            .into_iter()
            .find(|things| things.map() == name)
    }

    /// The variable of the record that holds them; none for categories.
    #[must_use]
    pub fn map(self) -> &'static str {
        match self {
            Self::Claim => "claims",
            Self::Measure => "measures",
            Self::Checklist => "checklists",
            Self::ClaimOrMeasure | Self::Category => "",
        }
    }

    /// What a message calls one of them.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Measure => "measure",
            Self::ClaimOrMeasure => "claim or measure",
            Self::Checklist => "checklist",
            Self::Category => "category",
        }
    }
}

impl Expression {
    /// Reads and checks an expression.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn compile(text: &str) -> Result<Self, Vec<Fault>> {
        let places = Places::new(text);
        if text.chars().nth(LONGEST).is_some() {
            return Err(vec![Fault {
                code: FaultCode::TooDeep,
                message: format!("the expression has more than {LONGEST} characters"),
                help: "write it as several gates".to_owned(),
                at: 0..0,
            }]);
        }
        let (tree, info) = Parser::new()
            .parse_with_source_info(text)
            .map_err(|errors| vec![fault::of_syntax(&errors, &places)])?;
        let mut checker = Checker::new(&info, &places);
        checker.expect(&tree, &Kind::Bool, 0);
        if !checker.faults.is_empty() {
            return Err(checker.faults);
        }
        let asked = checker.asked;
        let is_needed = |literal: &LiteralId| {
            let is_asked = |things| asked.contains(&(things, literal.id.clone()));
            match literal.things {
                Things::ClaimOrMeasure => !is_asked(Things::Claim) && !is_asked(Things::Measure),
                Things::Claim | Things::Measure | Things::Checklist | Things::Category => {
                    !is_asked(literal.things)
                }
            }
        };
        let ids = checker.ids.into_iter().filter(is_needed).collect();
        Ok(Self { tree, named: checker.named, uses: checker.uses, ids, work: checker.work })
    }

    /// The same, remembered: judging again and again reads each text once. What comes of a text never changes.
    #[must_use]
    pub fn remembered(text: &str) -> Remembered {
        static READY: LazyLock<Mutex<BTreeMap<String, Remembered>>> = LazyLock::new(Mutex::default);
        let known = || READY.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = known().get(text) {
            return Arc::clone(ready);
        }
        let made = Arc::new(Self::compile(text));
        let mut known = known();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.to_owned(), Arc::clone(&made));
        made
    }

    /// The steps that it takes at most over facts of that size; at most [`MOST_STEPS`] are allowed.
    #[must_use]
    pub fn steps(&self, sizes: &Sizes<'_>) -> u64 {
        self.work.steps(sizes)
    }
}

/// An expression that was read, or what is wrong with it.
pub type Remembered = Arc<Result<Expression, Vec<Fault>>>;
