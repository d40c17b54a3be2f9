//! Whether the test of a filter holds of a value (RFC 9535, sections 2.3.5.2.2 and 2.4).

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{NotSelected, Walk, number};
use crate::evidence::tree::{Kind, Value, unescaped};
use crate::model::Comparison;
use crate::model::jsonpath::{Comparable, Literal, Matching, Query, Start, Test};

/// A value that is compared, or nothing (RFC 9535, section 2.4.1).
enum Found<'t> {
    Nothing,
    Null,
    Bool(bool),
    /// As it is written.
    Number(Cow<'t, str>),
    Text(Cow<'t, str>),
    /// An object or an array.
    Structure(Value),
}

impl<'t> Walk<'t> {
    /// Whether `test` holds of `current`. It recurses as deep as a path may be nested.
    pub(super) fn holds(&mut self, test: &'t Test, current: Value) -> Result<bool, NotSelected> {
        match test {
            Test::Any(tests) => {
                for test in tests {
                    if self.holds(test, current)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Test::All(tests) => {
                for test in tests {
                    if !self.holds(test, current)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Test::Not(test) => Ok(!self.holds(test, current)?),
            Test::Exists(query) => Ok(!self.select(query, current)?.is_empty()),
            Test::Compare(one, comparison, other) => {
                let (one, other) = (self.operand(one, current)?, self.operand(other, current)?);
                self.compare(&one, *comparison, &other)
            }
            Test::Pattern(matching, of, pattern) => {
                let of = self.operand(of, current)?;
                let pattern = self.operand(pattern, current)?;
                self.matches(*matching, &of, &pattern)
            }
        }
    }

    fn select(&mut self, query: &'t Query, current: Value) -> Result<Vec<Value>, NotSelected> {
        let start = match query.from {
            Start::Root => 0,
            Start::Current => current,
        };
        self.query(start, &query.segments)
    }

    fn operand(
        &mut self,
        operand: &'t Comparable,
        current: Value,
    ) -> Result<Found<'t>, NotSelected> {
        Ok(match operand {
            Comparable::Literal(Literal::Null) => Found::Null,
            Comparable::Literal(Literal::Bool(bool)) => Found::Bool(*bool),
            Comparable::Literal(Literal::Number(number)) => Found::Number(Cow::Borrowed(number)),
            Comparable::Literal(Literal::Text(text)) => Found::Text(Cow::Borrowed(text)),
            Comparable::Value(query) => match self.select(query, current)?.as_slice() {
                [only] => self.found(*only)?,
                [] | [_, _, ..] => Found::Nothing,
            },
            Comparable::Length(of) => match self.operand(of, current)? {
                Found::Text(text) => {
                    self.look_at_text(text.len())?;
                    counted(text.chars().count())
                }
                Found::Structure(value) => {
                    let count = self.all(value)?.count();
                    self.look(count as u64)?;
                    counted(count)
                }
                Found::Nothing | Found::Null | Found::Bool(_) | Found::Number(_) => Found::Nothing,
            },
            Comparable::Count(query) => counted(self.select(query, current)?.len()),
        })
    }

    /// What stands at a place.
    fn found(&mut self, value: Value) -> Result<Found<'t>, NotSelected> {
        let raw = self.tree.raw(self.text, value);
        Ok(match self.tree.kind(self.text, value) {
            Kind::Object | Kind::Array => Found::Structure(value),
            Kind::Null => Found::Null,
            Kind::Bool => Found::Bool(raw == "true"),
            Kind::Number => Found::Number(Cow::Borrowed(raw)),
            Kind::Text => {
                self.look_at_text(raw.len())?;
                Found::Text(unescaped(raw).ok_or_else(half_a_pair)?)
            }
        })
    }

    fn compare(
        &mut self,
        one: &Found<'t>,
        comparison: Comparison,
        other: &Found<'t>,
    ) -> Result<bool, NotSelected> {
        Ok(match comparison {
            Comparison::Equal => self.equal(one, other)?,
            Comparison::NotEqual => !self.equal(one, other)?,
            Comparison::Less => self.less(one, other)?,
            Comparison::Greater => self.less(other, one)?,
            Comparison::AtMost => self.less(one, other)? || self.equal(one, other)?,
            Comparison::AtLeast => self.less(other, one)? || self.equal(one, other)?,
        })
    }

    fn equal(&mut self, one: &Found<'t>, other: &Found<'t>) -> Result<bool, NotSelected> {
        Ok(match (one, other) {
            (Found::Nothing, Found::Nothing) | (Found::Null, Found::Null) => true,
            (Found::Bool(one), Found::Bool(other)) => one == other,
            (Found::Number(one), Found::Number(other)) => {
                self.order(one, other)? == Ordering::Equal
            }
            (Found::Text(one), Found::Text(other)) => one == other,
            (Found::Structure(one), Found::Structure(other)) => self.same(*one, *other)?,
            (
                Found::Nothing
                | Found::Null
                | Found::Bool(_)
                | Found::Number(_)
                | Found::Text(_)
                | Found::Structure(_),
                _,
            ) => false,
        })
    }

    /// Only numbers, and only texts, are less than one another.
    fn less(&mut self, one: &Found<'t>, other: &Found<'t>) -> Result<bool, NotSelected> {
        Ok(match (one, other) {
            (Found::Number(one), Found::Number(other)) => self.order(one, other)? == Ordering::Less,
            // UTF-8 sorts by code points, as the RFC asks.
            (Found::Text(one), Found::Text(other)) => one < other,
            (
                Found::Nothing
                | Found::Null
                | Found::Bool(_)
                | Found::Number(_)
                | Found::Text(_)
                | Found::Structure(_),
                _,
            ) => false,
        })
    }

    fn order(&mut self, one: &str, other: &str) -> Result<Ordering, NotSelected> {
        self.look_at_text(one.len() + other.len())?;
        number::compare(one, other).ok_or_else(|| {
            let reason = "a number that the path compares has an exponent of more than 18 digits";
            NotSelected::Unreadable(reason.to_owned())
        })
    }

    /// Whether two objects or arrays are equal, member by member in any order. A stack instead of recursion:
    /// they may be nested as deep as the file is long.
    fn same(&mut self, one: Value, other: Value) -> Result<bool, NotSelected> {
        let mut pairs = vec![(one, other)];
        while let Some((one, other)) = pairs.pop() {
            self.look(1)?;
            let kind = self.tree.kind(self.text, one);
            if kind != self.tree.kind(self.text, other) {
                return Ok(false);
            }
            if !matches!(kind, Kind::Object | Kind::Array) {
                let (one, other) = (self.found(one)?, self.found(other)?);
                if !self.equal(&one, &other)? {
                    return Ok(false);
                }
                continue;
            }
            let (children, others): (Vec<_>, Vec<_>) =
                (self.all(one)?.collect(), self.all(other)?.collect());
            self.look((children.len() + others.len()) as u64)?;
            if children.len() != others.len() {
                return Ok(false);
            }
            for (child, same_place) in children.into_iter().zip(others) {
                let counterpart = if kind == Kind::Array {
                    Some(same_place)
                } else {
                    let name = self.tree.name(self.text, child).ok_or_else(half_a_pair)?;
                    self.member(other, &name)?
                };
                match counterpart {
                    Some(counterpart) => pairs.push((child, counterpart)),
                    None => return Ok(false),
                }
            }
        }
        Ok(true)
    }

    fn matches(
        &mut self,
        matching: Matching,
        text: &Found<'t>,
        pattern: &Found<'t>,
    ) -> Result<bool, NotSelected> {
        let (Found::Text(text), Found::Text(pattern)) = (text, pattern) else { return Ok(false) };
        self.is_match(matching, pattern, text)
    }
}

fn counted(count: usize) -> Found<'static> {
    Found::Number(Cow::Owned(count.to_string()))
}

fn half_a_pair() -> NotSelected {
    let reason = "half of a surrogate pair stands in a text that the path compares";
    NotSelected::Unreadable(reason.to_owned())
}
