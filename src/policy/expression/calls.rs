//! What functions take.

use std::ops::Range;

use cel::common::ast::IdedExpr;

use super::check::{Checker, meant};
use super::fault::FaultCode;
use super::kind::{Kind, Typed};
use super::record::{FUNCTIONS, METHODS};
use super::{Call, LiteralId, Named, Things};
use crate::model::words::shortened;
use crate::model::{ClaimState, Expectation, Id, Severity};

/// A target of `meets`.
const QUANTITY: &str = "<= 2 s";
/// A target of `score`.
const SCORE: &str = ">= 80";

impl Checker<'_> {
    /// What a function makes of what it is given.
    pub(super) fn function(
        &mut self,
        name: &str,
        target: Option<&IdedExpr>,
        args: &[IdedExpr],
        at: Range<usize>,
        depth: usize,
    ) -> Typed {
        match (name, target, args) {
            ("size", None, [of]) | ("size", Some(of), []) => {
                let whole = self.part(of, depth);
                if !matches!(whole.kind, Kind::List(_) | Kind::Map(_)) && !whole.kind.is_text() {
                    self.wrong("a list, a map or text", &whole);
                }
                self.work.texts = self.work.texts.saturating_add(1);
                Typed::new(Kind::Int, at)
            }
            ("startsWith" | "endsWith" | "contains", Some(text), [part]) => {
                self.expect(text, &Kind::Text, depth);
                self.expect(part, &Kind::Text, depth);
                self.work.texts = self.work.texts.saturating_add(1);
                Typed::new(Kind::Bool, at)
            }
            ("meets" | "state" | "open" | "score", None, args) => {
                self.of_facts(name, args, at, depth)
            }
            (name, _, _) => {
                let same = |known: &&super::record::Function| known.name == name;
                if let Some(known) = METHODS.iter().chain(FUNCTIONS).find(same) {
                    let help = format!("write it as `{}`", known.example);
                    let message = format!("`{name}` is not called so");
                    self.fault(FaultCode::WrongType, message, help, at.clone());
                } else {
                    let known: Vec<&str> =
                        FUNCTIONS.iter().chain(METHODS).map(|known| known.name).collect();
                    let message = format!("there is no function `{}`", shortened(name));
                    self.fault(FaultCode::UnknownName, message, meant(name, &known), at.clone());
                }
                Typed::new(Kind::Unknown, at)
            }
        }
    }

    /// A function on facts. What it takes is written out.
    fn of_facts(&mut self, name: &str, args: &[IdedExpr], at: Range<usize>, depth: usize) -> Typed {
        let kind = match name {
            "state" => Kind::Word(ClaimState::NAMES),
            "open" => Kind::Int,
            _ => Kind::Bool,
        };
        let example = FUNCTIONS.iter().find(|known| known.name == name);
        let help =
            example.map_or_else(String::new, |known| format!("write it as `{}`", known.example));
        let mut texts = Vec::new();
        for arg in args {
            let typed = self.part(arg, depth);
            let Some(text) = typed.text else {
                if typed.kind != Kind::Unknown {
                    let message = format!("what `{name}` takes is written out, in quotes");
                    self.fault(FaultCode::WrongType, message, help, typed.at);
                }
                return Typed::new(kind, at);
            };
            texts.push((text, typed.at));
        }
        if let Some(call) = self.asks(name, &texts, at.clone(), help) {
            self.names(Named::Call(call));
        }
        Typed::new(kind, at)
    }

    /// What a function on facts asks.
    fn asks(
        &mut self,
        name: &str,
        texts: &[(String, Range<usize>)],
        at: Range<usize>,
        help: String,
    ) -> Option<Call> {
        match (name, texts) {
            ("meets", [(id, place), (target, limit)]) => {
                self.limit(target, limit.clone(), QUANTITY);
                self.literal_id(Things::ClaimOrMeasure, id, place.clone());
                Some(Call::Meets(Id::new(id), target.clone()))
            }
            ("state", [(id, place)]) => {
                self.literal_id(Things::Claim, id, place.clone());
                Some(Call::State(Id::new(id)))
            }
            ("open", []) => Some(Call::Open(None)),
            ("open", [(word, place)]) => self.severity(word, place.clone()),
            ("score", [(target, limit)]) => {
                self.limit(target, limit.clone(), SCORE);
                Some(Call::Score(None, target.clone()))
            }
            ("score", [(category, place), (target, limit)]) => {
                self.limit(target, limit.clone(), SCORE);
                self.literal_id(Things::Category, category, place.clone());
                Some(Call::Score(Some(Id::new(category)), target.clone()))
            }
            _ => {
                let message = format!("`{name}` takes other arguments");
                self.fault(FaultCode::WrongType, message, help, at);
                None
            }
        }
    }

    fn severity(&mut self, word: &str, at: Range<usize>) -> Option<Call> {
        match Severity::named(word) {
            Some(Severity::Unknown) | None => {
                let ranked = Severity::NAMES.split_last().map_or(&[][..], |(_, ranked)| ranked);
                let message =
                    format!("`{}` is not a severity that others are held against", shortened(word));
                self.fault(FaultCode::UnknownValue, message, meant(word, ranked), at);
                None
            }
            Some(severity) => Some(Call::Open(Some(severity))),
        }
    }

    /// A target that a value is held against. A score has no unit.
    fn limit(&mut self, target: &str, at: Range<usize>, example: &str) {
        let help = format!("write a comparison, such as `{example}`");
        match Expectation::parse(target) {
            Ok(Expectation::Compare(_, limit)) if example == SCORE && !limit.unit.is_empty() => {
                let message =
                    format!("a score is of 100, and has no unit `{}`", shortened(&limit.unit));
                self.fault(FaultCode::Expectation, message, help, at);
            }
            Ok(Expectation::Compare(..)) => {}
            Ok(_) => {
                let message = format!(
                    "`{}` is no limit that a value could be held against",
                    shortened(target)
                );
                self.fault(FaultCode::Expectation, message, help, at);
            }
            Err(error) => self.fault(FaultCode::Expectation, error.message, error.help, at),
        }
    }

    fn literal_id(&mut self, things: Things, id: &str, at: Range<usize>) {
        self.ids.push(LiteralId { things, id: Id::new(id), at });
    }
}
