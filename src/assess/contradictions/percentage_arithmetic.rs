//! `percentage-arithmetic`: a declared change doesn't follow from its operands, the earlier value and this one. A
//! bound counts as its limit here (SEMANTICS rule 3).

use num_rational::BigRational;
use rust_decimal::Decimal;

use super::Topic;
use super::bound_as_measurement::read_at;
use super::candidate::{Candidate, said};
use super::material::Material;
use super::stated::{Reading, Stated, is_percentage, rounds_to};
use crate::assess::exact::{fraction, ratio, toward_zero, whole};
use crate::assess::gather::measures::Measured;
use crate::assess::words::{code, quoted};
use crate::model::report::ResolvedLink;
use crate::model::{Declared, Limit, Measure, Quantity};

/// Decimals that are kept of what is computed; nobody states more.
const DECIMALS: u32 = 12;

/// Words that make a change a lesser value, and a greater one.
const DOWN: [&str; 14] = [
    "cheaper",
    "decrease",
    "decreased",
    "down",
    "faster",
    "fewer",
    "less",
    "lower",
    "reduced",
    "reduction",
    "saved",
    "savings",
    "shorter",
    "smaller",
];
const UP: [&str; 12] = [
    "above",
    "faster-growing",
    "greater",
    "growth",
    "higher",
    "increase",
    "increased",
    "larger",
    "longer",
    "more",
    "slower",
    "up",
];

/// A change as declared.
struct Change {
    /// In percent: signed where it is said in which direction, else its size.
    percent: Quantity,
    is_signed: bool,
    /// Where it is a bound.
    limit: Option<Limit>,
}

/// An operand, or why there is none.
enum Operand {
    Is { value: Quantity, words: String, links: Vec<ResolvedLink> },
    Unreadable,
    Nothing,
}

pub(super) fn look(material: &Material<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for topic in &material.topics {
        let Some((measure, measured)) = topic.measure else { continue };
        let mut is_unreadable = false;
        for declared in topic.said.iter().copied() {
            let Some(change) = declared.change.as_deref().and_then(Change::parse) else { continue };
            let earlier = earlier(measure, measured);
            let Operand::Is { value: base, words: from, links } = earlier else {
                is_unreadable |= matches!(earlier, Operand::Unreadable);
                continue;
            };
            match value(declared, &base, topic, measure) {
                Operand::Is { value, words, links: at } => {
                    let operands =
                        Operands { base, value, from, to: words, links: [links, at].concat() };
                    found.extend(operands.held_against(&change, declared, topic, material));
                }
                Operand::Unreadable => is_unreadable = true,
                Operand::Nothing => {}
            }
        }
        if is_unreadable {
            found.push(Candidate::unreadable(topic.id));
        }
    }
    found
}

struct Operands {
    base: Quantity,
    value: Quantity,
    from: String,
    to: String,
    links: Vec<ResolvedLink>,
}

impl Operands {
    fn held_against(
        self,
        change: &Change,
        declared: &Declared,
        topic: &Topic<'_>,
        material: &Material<'_>,
    ) -> Option<Candidate> {
        let value = self.value.convert_to(&self.base.unit).ok()?;
        let (value, base) = (fraction(value.value), fraction(self.base.value));
        let percent = ratio(&((value - &base) * whole(100)), &base)?;
        if change.is(&percent)? {
            return None;
        }
        let computed = toward_zero(&percent, 1);
        let computed = format!("{}\u{a0}%", computed.strip_suffix(".0").unwrap_or(&computed));
        let words = quoted(declared.change.as_deref().unwrap_or_default());
        let (from, to) = (self.from, self.to);
        let text = format!(
            "{} is declared to change by {words}; from {from} to {to} it is {computed}.",
            code(topic.id)
        );
        let says = said(words, material.said_at(topic.id, [declared]));
        Some(Candidate::about(topic.id, text, says, said(computed, self.links)))
    }
}

/// The earlier value: a quantity as stated, or what a link leads to.
fn earlier(measure: &Measure, measured: &Measured) -> Operand {
    let unit = measure.unit.as_deref();
    let (text, links) = match &measured.baseline {
        Some(followed) => match &followed.link.value {
            Some(text) => (text.as_str(), vec![followed.link.clone()]),
            None => return Operand::Unreadable,
        },
        None => match &measure.baseline {
            Some(text) => (text.as_str(), Vec::new()),
            None => return Operand::Nothing,
        },
    };
    match Quantity::read(text, unit) {
        Ok(value) => Operand::Is { words: value.printed(), value, links },
        Err(_) => Operand::Nothing,
    }
}

/// The value of now: the one that is said with the change, else the measured one, else another that is said.
fn value(declared: &Declared, base: &Quantity, topic: &Topic<'_>, measure: &Measure) -> Operand {
    let stated = |said: &Declared| {
        let text = said.value.as_deref()?;
        let mut value = match Stated::of(text) {
            Stated::Exact(value) => value,
            Stated::Bound(limit) => limit?.of,
            Stated::Placeholder | Stated::Words => return None,
        };
        if value.unit.is_empty() {
            value.unit = measure.unit.clone().unwrap_or_default();
        }
        value.compare(base).ok()?;
        Some(Operand::Is { value, words: quoted(text), links: Vec::new() })
    };
    if let Some(own) = stated(declared) {
        return own;
    }
    match topic.reading() {
        Reading::Value(value) => {
            Operand::Is { value: value.clone(), words: value.printed(), links: read_at(topic) }
        }
        Reading::Unreadable => Operand::Unreadable,
        Reading::Text(_) | Reading::Nothing => {
            topic.said.iter().find_map(|said| stated(said)).unwrap_or(Operand::Nothing)
        }
    }
}

impl Change {
    /// Reads `-50 %`, `+50 %`, `50 % faster`, `up to 50 %`; none where it is no percentage.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let limit = Limit::parse(text);
        let read = match &limit {
            Some(limit) => limit.of.clone(),
            None => Quantity::parse(text).ok()?,
        };
        let (unit, behind) = read.unit.split_once(' ').unwrap_or((&read.unit, ""));
        let percent = Quantity { value: read.value, unit: unit.to_owned() };
        if !is_percentage(&percent) {
            return None;
        }
        let says = |words: &[&str]| {
            behind.split_whitespace().any(|word| words.contains(&word.to_lowercase().as_str()))
        };
        let is_negative = percent.value.is_sign_negative();
        let (percent, is_signed) = match (says(&DOWN), says(&UP)) {
            (true, false) if !is_negative => (Quantity { value: -percent.value, ..percent }, true),
            (false, true) => (percent, true),
            (true, _) | (false, false) => (percent, is_negative || text.starts_with('+')),
        };
        Some(Self { percent, is_signed, limit })
    }

    /// Whether what is computed is what is declared; none where it is too large to say.
    fn is(&self, computed: &BigRational) -> Option<bool> {
        let scale = whole(10_u64.pow(DECIMALS));
        let scaled = i128::try_from((computed * scale).to_integer()).ok()?;
        let value = Decimal::try_from_i128_with_scale(scaled, DECIMALS).ok()?;
        let value = if self.is_signed { value } else { value.abs() };
        let computed = Quantity { value, unit: "%".to_owned() };
        let size = Quantity { value: value.abs(), unit: "%".to_owned() };
        let admits = self.limit.as_ref().map(|limit| {
            let of = Quantity { value: limit.of.value.abs(), unit: self.percent.unit.clone() };
            Limit { side: limit.side, of }.admits(&size) == Some(true)
        });
        Some(rounds_to(&computed, &self.percent) || admits.unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(change: &str, numerator: i64, denominator: i64) -> Option<bool> {
        let computed = BigRational::new(numerator.into(), denominator.into());
        Change::parse(change).and_then(|change| change.is(&computed))
    }

    #[test]
    fn changes_are_read_as_people_write_them() {
        assert_eq!(is("-50 %", -60, 1), Some(false));
        assert_eq!(is("-60 %", -60, 1), Some(true));
        assert_eq!(is("−60%", -60, 1), Some(true));
        assert_eq!(is("50% faster", -60, 1), Some(false));
        assert_eq!(is("60 % faster", -60, 1), Some(true));
        assert_eq!(is("60 % faster", 60, 1), Some(false), "the other way round");
        assert_eq!(is("50 % more", 50, 1), Some(true));
        assert_eq!(is("+50 %", 50, 1), Some(true));
        assert_eq!(is("+50 %", -50, 1), Some(false));
        assert_eq!(is("50 %", -50, 1), Some(true), "it isn't said in which direction");
        assert_eq!(is("-83 %", -250, 3), Some(true), "rounded to the digits stated");
        assert_eq!(is("-83.3 %", -250, 3), Some(true));
        assert_eq!(is("-83.4 %", -250, 3), Some(false));
        assert_eq!(is("50%+", -60, 1), Some(true), "a bound that holds");
        assert_eq!(is("over 70 %", -60, 1), Some(false));
        assert_eq!(is("-0.6 ratio", -60, 1), Some(true));
        for text in ["2x", "3 s", "much", "halved", ""] {
            assert_eq!(is(text, -50, 1), None, "{text}");
        }
    }
}
