//! What operators take.

use std::ops::Range;

use cel::common::ast::{IdedExpr, operators};

use super::check::{Checker, Mention, meant};
use super::fault::FaultCode;
use super::kind::{Kind, Typed};
use crate::model::Day;
use crate::model::words::shortened;

impl Checker<'_> {
    /// What an operator with two sides makes of them.
    pub(super) fn operator(
        &mut self,
        name: &str,
        [one, other]: [&IdedExpr; 2],
        at: Range<usize>,
        depth: usize,
    ) -> Typed {
        match name {
            operators::LOGICAL_AND | operators::LOGICAL_OR => {
                self.expect(one, &Kind::Bool, depth);
                self.expect(other, &Kind::Bool, depth);
                Typed::new(Kind::Bool, at)
            }
            operators::EQUALS | operators::NOT_EQUALS => {
                let (one, other) = (self.part(one, depth), self.part(other, depth));
                self.equal(&one, &other);
                Typed::new(Kind::Bool, at)
            }
            operators::LESS
            | operators::LESS_EQUALS
            | operators::GREATER
            | operators::GREATER_EQUALS => {
                let (one, other) = (self.part(one, depth), self.part(other, depth));
                self.ordered(&one, &other);
                Typed::new(Kind::Bool, at)
            }
            operators::IN => {
                self.is_in(one, other, depth);
                Typed::new(Kind::Bool, at)
            }
            operators::INDEX => self.index(one, other, at, depth),
            operators::ADD => {
                let (one, other) = (self.part(one, depth), self.part(other, depth));
                self.sum(&one, &other, at)
            }
            operators::SUBSTRACT | operators::MULTIPLY | operators::DIVIDE | operators::MODULO => {
                self.expect(one, &Kind::Int, depth);
                self.expect(other, &Kind::Int, depth);
                Typed::new(Kind::Int, at)
            }
            _ => self.unsupported("this operator is not part of this language", at),
        }
    }

    fn equal(&mut self, one: &Typed, other: &Typed) {
        for side in [one, other] {
            if let Kind::Record(_) | Kind::Map(_) | Kind::List(_) = side.kind {
                self.wrong("text, a number or a condition", side);
                return;
            }
        }
        if one.kind.join(&other.kind).is_none() {
            self.wrong(&one.kind.name(), other);
        }
        self.sorts(one, other);
        self.work.texts = self.work.texts.saturating_add(1);
    }

    /// A text that is written out has to be one of the words that the other side may be, or a day.
    fn sorts(&mut self, one: &Typed, other: &Typed) {
        for (sort, written) in [(one, other), (other, one)] {
            if let Some(text) = &written.text {
                self.fits(&sort.kind, text, written.at.clone());
            }
        }
    }

    fn fits(&mut self, kind: &Kind, text: &str, at: Range<usize>) {
        match kind {
            Kind::Word(words) if !words.contains(&text) => {
                let message = format!("nothing here is ever `{}`", shortened(text));
                self.fault(FaultCode::UnknownValue, message, meant(text, words), at);
            }
            Kind::Day if Day::parse(text).is_none() => {
                let message = format!("`{}` is not a day", shortened(text));
                self.fault(FaultCode::UnknownValue, message, "write it as `2025-08-27`", at);
            }
            Kind::Bool
            | Kind::Int
            | Kind::Text
            | Kind::Day
            | Kind::Word(_)
            | Kind::Record(_)
            | Kind::Map(_)
            | Kind::List(_)
            | Kind::Unknown => {}
        }
    }

    /// Numbers have an order, and days; a version has none as text, and a severity its own.
    fn ordered(&mut self, one: &Typed, other: &Typed) {
        if one.is_unknown() || other.is_unknown() {
            return;
        }
        let is_day = |typed: &Typed| typed.kind == Kind::Day;
        if is_day(one) || is_day(other) {
            if one.kind.is_text() && other.kind.is_text() {
                self.sorts(one, other);
            } else {
                let wrong = if is_day(one) { other } else { one };
                self.wrong("a day", wrong);
            }
            return;
        }
        for side in [one, other] {
            let (message, help) = match side.kind {
                Kind::Int => continue,
                Kind::Word(_) => (
                    "words have no order here".to_owned(),
                    "count those that are as bad or worse: `open(\"high\") == 0`",
                ),
                Kind::Text => (
                    "texts have no order here: `0.10` would come before `0.9`".to_owned(),
                    "compare quantities by `meets(\"api-latency\", \"<= 2 s\")`",
                ),
                Kind::Bool
                | Kind::Day
                | Kind::Record(_)
                | Kind::Map(_)
                | Kind::List(_)
                | Kind::Unknown => (
                    format!("{} has no order", side.kind.name()),
                    "numbers have one, and days: `as_of < \"2026-01-01\"`",
                ),
            };
            self.fault(FaultCode::WrongType, message, help, side.at.clone());
            return;
        }
    }

    fn is_in(&mut self, one: &IdedExpr, other: &IdedExpr, depth: usize) {
        let (searched, within) = (self.part(one, depth), self.part(other, depth));
        match &within.kind {
            Kind::Map(_) => {
                if !searched.kind.is_text() {
                    self.wrong("an id", &searched);
                } else if let Some(id) = &searched.text {
                    self.thing(other, id, searched.at.clone(), Mention::Asked);
                }
            }
            Kind::List(of) => {
                if searched.kind.join(of).is_none() || !searched.kind.is_plain() {
                    self.wrong(&of.name(), &searched);
                }
                for (text, at) in &within.texts {
                    self.fits(&searched.kind, text, at.clone());
                }
                if let Some(text) = &searched.text {
                    self.fits(of, text, searched.at.clone());
                }
                self.work.scans.push(within.size);
            }
            Kind::Unknown => {}
            Kind::Bool | Kind::Int | Kind::Text | Kind::Day | Kind::Word(_) | Kind::Record(_) => {
                self.wrong("a list or a map", &within);
            }
        }
    }

    fn index(&mut self, of: &IdedExpr, at: &IdedExpr, place: Range<usize>, depth: usize) -> Typed {
        let whole = self.part(of, depth);
        let kind = match &whole.kind {
            Kind::List(of) => {
                self.expect(at, &Kind::Int, depth);
                (**of).clone()
            }
            Kind::Map(record) => {
                let id = self.expect(at, &Kind::Text, depth);
                if let Some(text) = &id.text {
                    self.thing(of, text, id.at.clone(), Mention::Named);
                }
                Kind::Record(record)
            }
            Kind::Unknown => {
                self.part(at, depth);
                Kind::Unknown
            }
            Kind::Bool | Kind::Int | Kind::Text | Kind::Day | Kind::Word(_) | Kind::Record(_) => {
                self.wrong("a list or a map", &whole);
                Kind::Unknown
            }
        };
        Typed::new(kind, place)
    }

    fn sum(&mut self, one: &Typed, other: &Typed, at: Range<usize>) -> Typed {
        let kind = match (&one.kind, &other.kind) {
            (Kind::Unknown, _) | (_, Kind::Unknown) => Kind::Unknown,
            (Kind::Int, Kind::Int) => Kind::Int,
            (one, other) if one.is_text() && other.is_text() => Kind::Text,
            (list @ Kind::List(_), more @ Kind::List(_)) if list.join(more).is_some() => {
                list.join(more).unwrap_or(Kind::Unknown)
            }
            (Kind::Int | Kind::List(_), _) => {
                self.wrong(&one.kind.name(), other);
                Kind::Unknown
            }
            (
                Kind::Bool
                | Kind::Text
                | Kind::Day
                | Kind::Word(_)
                | Kind::Record(_)
                | Kind::Map(_),
                _,
            ) => {
                self.wrong(
                    "two numbers, texts or lists",
                    if one.kind.is_text() { other } else { one },
                );
                Kind::Unknown
            }
        };
        let size = one.size.clone().and(other.size.clone());
        // What a macro adds to its result is added in place, one by one; else both lists are copied.
        if matches!(kind, Kind::List(_)) {
            self.work.scans.push(other.size.clone());
            if !one.is_result {
                self.work.scans.push(one.size.clone());
            }
        } else {
            self.work.texts = self.work.texts.saturating_add(1);
        }
        Typed::new(kind, at).sized(size)
    }
}
