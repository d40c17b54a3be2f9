//! `xml:` selectors: a small path language into XML (docs/selectors/xml.md).
//!
//! It is a part of `XPath` 1.0 and means the same: steps downwards, two kinds of condition, one attribute or
//! text at the end. Names are local names: a namespace's prefix belongs to its document, not to what is meant.

use std::fmt::Write as _;

use super::{SelectorError, wrong};
use crate::model::words::shortened;

/// The most steps of a path: each may look at every element once.
const MOST_STEPS: usize = 64;

/// A path from the root of an XML document downwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlPath {
    /// The steps to elements, at least one.
    pub steps: Vec<XmlStep>,
    /// What of the elements at the end is meant.
    pub part: XmlPart,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlStep {
    /// How far down.
    pub axis: XmlAxis,
    /// The local name; none is `*`, an element of any name.
    pub name: Option<String>,
    /// What else has to hold, in the order written.
    pub predicates: Vec<XmlPredicate>,
}

/// How far down a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlAxis {
    /// `/`: to the elements directly below.
    Child,
    /// `//`: to elements at any depth below.
    Descendant,
}

/// A condition in square brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlPredicate {
    /// `[2]`: which of those in the same element, from 1.
    Position(usize),
    /// `[@name='x']`: an attribute has that value.
    Attribute {
        /// Its local name.
        name: String,
        /// Its value.
        value: String,
    },
}

/// What of an element is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlPart {
    /// The element itself.
    Element,
    /// `/@name`: one of its attributes, by local name.
    Attribute(String),
    /// `/text()`: the text directly in it.
    Text,
}

impl XmlPath {
    /// The first `steps` steps as written; values with both kinds of quotation mark don't occur.
    #[must_use]
    pub fn printed(&self, steps: usize) -> String {
        let mut text = String::new();
        for step in self.steps.iter().take(steps) {
            text.push_str(match step.axis {
                XmlAxis::Child => "/",
                XmlAxis::Descendant => "//",
            });
            text.push_str(step.name.as_deref().unwrap_or("*"));
            for predicate in &step.predicates {
                match predicate {
                    XmlPredicate::Position(number) => {
                        let _ = write!(text, "[{number}]");
                    }
                    XmlPredicate::Attribute { name, value } => {
                        let quote = if value.contains('\'') { '"' } else { '\'' };
                        let _ = write!(text, "[@{name}={quote}{value}{quote}]");
                    }
                }
            }
        }
        text
    }
}

const EXAMPLE: &str = "write a path from the root, such as `xml:/testsuite/@tests` or \
                       `xml://testcase[@name='locks']/failure`";
const CONDITION: &str = "write `[2]` for the second of them, from 1, or `[@name='x']`";

type Parsed<T> = Result<T, SelectorError>;

/// Reads what stands behind `xml:`.
pub(super) fn parse(written: &str) -> Parsed<XmlPath> {
    let mut reader = Reader { written, rest: written };
    let mut steps = Vec::new();
    loop {
        let axis = reader.axis()?;
        if let Some(part) = reader.part(axis, &steps)? {
            return Ok(XmlPath { steps, part });
        }
        steps.push(reader.step(axis)?);
        if steps.len() > MOST_STEPS {
            let message = format!("`{}` has more than {MOST_STEPS} steps", shortened(written));
            return Err(wrong(message, "begin further down: `xml://testcase/@time`"));
        }
        if reader.rest.is_empty() {
            return Ok(XmlPath { steps, part: XmlPart::Element });
        }
    }
}

struct Reader<'t> {
    written: &'t str,
    rest: &'t str,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn wrong(&self, what: &str, help: &str) -> SelectorError {
        wrong(format!("`{}` {what}", shortened(self.written)), help)
    }

    fn axis(&mut self) -> Parsed<XmlAxis> {
        if self.take("//") {
            return Ok(XmlAxis::Descendant);
        }
        if self.take("/") {
            return Ok(XmlAxis::Child);
        }
        if self.rest.len() == self.written.len() {
            return Err(self.wrong("doesn't begin with `/`", EXAMPLE));
        }
        let message = format!("`{}` can't follow a step", shortened(self.rest));
        Err(wrong(message, "only `/`, `//`, `[…]` or the end can"))
    }

    /// What may stand at the end only.
    fn part(&mut self, axis: XmlAxis, steps: &[XmlStep]) -> Parsed<Option<XmlPart>> {
        let part = if self.take("@") {
            XmlPart::Attribute(self.name()?)
        } else if self.take("text()") {
            XmlPart::Text
        } else {
            return Ok(None);
        };
        if steps.is_empty() || axis == XmlAxis::Descendant {
            let help = "write an element before it; `//*` are all: `xml://*/@id`";
            return Err(self.wrong("names an attribute or a text of no element", help));
        }
        if !self.rest.is_empty() {
            let message = format!("`{}` follows the end", shortened(self.rest));
            return Err(wrong(message, "nothing can follow `@name` or `text()`"));
        }
        Ok(Some(part))
    }

    fn step(&mut self, axis: XmlAxis) -> Parsed<XmlStep> {
        let name = if self.take("*") { None } else { Some(self.name()?) };
        let mut predicates = Vec::new();
        while self.take("[") {
            predicates.push(self.predicate()?);
        }
        Ok(XmlStep { axis, name, predicates })
    }

    /// A local name. What may stand in one is wider than XML allows; such a name merely occurs nowhere.
    fn name(&mut self) -> Parsed<String> {
        let end = self.rest.find(|c: char| !is_in_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        if rest.starts_with(':') {
            let local = rest.trim_start_matches(':');
            let end = local.find(|c: char| !is_in_name(c)).unwrap_or(local.len());
            let local = shortened(local.get(..end).unwrap_or_default());
            let help = format!("elements and attributes are told by their local names: `{local}`");
            return Err(self.wrong("names the prefix of a namespace", &help));
        }
        if matches!(name, "." | "..") {
            return Err(self.wrong("leads upwards or nowhere", "steps lead downwards only"));
        }
        if rest.starts_with('(') {
            let help = "the only function is `text()`, at the end";
            return Err(self.wrong("calls a function", help));
        }
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return Err(self.wrong("has a step without a name", EXAMPLE));
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    /// What stands behind `[`.
    fn predicate(&mut self) -> Parsed<XmlPredicate> {
        if self.take("@") {
            let name = self.name()?;
            let quote = ["='", "=\""].into_iter().find(|token| self.take(token));
            let Some(quote) = quote.and_then(|token| token.chars().nth(1)) else {
                return Err(self.wrong("has a condition without a value", CONDITION));
            };
            let Some((value, rest)) = self.rest.split_once(quote) else {
                return Err(self.wrong("has a value that is never closed", CONDITION));
            };
            let value = value.to_owned();
            self.rest = rest;
            self.close()?;
            return Ok(XmlPredicate::Attribute { name, value });
        }
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.rest.split_at_checked(digits).unwrap_or_default();
        let Ok(number) = number.parse() else {
            return Err(self.wrong("has a condition that can't be read", CONDITION));
        };
        if number == 0 {
            return Err(self.wrong("asks for element 0", "elements are counted from 1"));
        }
        self.rest = rest;
        self.close()?;
        Ok(XmlPredicate::Position(number))
    }

    fn close(&mut self) -> Parsed<()> {
        if self.take("]") {
            return Ok(());
        }
        Err(self.wrong("has a condition that doesn't end with `]`", CONDITION))
    }
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

#[cfg(test)]
mod tests;
