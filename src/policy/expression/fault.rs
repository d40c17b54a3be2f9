//! What is wrong with an expression, and where in it.

use std::ops::Range;

use cel::parser::ParseErrors;

use crate::model::words::shortened;

/// Something that is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The code of its message.
    pub code: FaultCode,
    /// What is wrong, as a fragment that reads after "error:".
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The bytes of the expression that it is about.
    pub at: Range<usize>,
}

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultCode {
    /// It can't be read.
    Syntax,
    /// A variable, field or function isn't there.
    UnknownName,
    /// A word isn't one of those that can stand there.
    UnknownValue,
    /// A value is of another type than what is asked for.
    WrongType,
    /// A target doesn't follow the grammar.
    Expectation,
    /// It is too long or nested too deeply.
    TooDeep,
}

/// Turns the places of the parser, which counts characters, into bytes.
pub(super) struct Places<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, starts }
    }

    /// The byte at which that character begins.
    pub(super) fn byte(&self, character: usize) -> usize {
        self.starts.get(character).copied().unwrap_or(self.text.len())
    }

    /// The word that begins at that character, or the one character.
    pub(super) fn word(&self, character: usize) -> Range<usize> {
        let start = self.byte(character);
        let rest = self.text.get(start..).unwrap_or_default();
        let length = match rest.chars().next() {
            Some(first) if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            Some(first) => first.len_utf8(),
            None => 0,
        };
        start..start + length
    }

    /// The characters from one to another, both among them; the word, where they are one.
    pub(super) fn stretch(&self, first: usize, last: usize) -> Range<usize> {
        if last > first { self.byte(first)..self.byte(last + 1) } else { self.word(first) }
    }

    /// The word that is the next from that byte on.
    pub(super) fn word_from(&self, byte: usize) -> Range<usize> {
        let rest = self.text.get(byte..).unwrap_or_default();
        let start = byte + (rest.len() - rest.trim_start().len());
        let length = rest.trim_start().find(|c| !is_word(c)).unwrap_or(rest.trim_start().len());
        start..start + length
    }

    /// The field of that name that is the next from that byte on.
    pub(super) fn field_from(&self, byte: usize, field: &str) -> Range<usize> {
        let rest = self.text.get(byte..).unwrap_or_default();
        let dots = rest.match_indices('.').map(|(dot, _)| self.word_from(byte + dot + 1));
        let is_it = |word: &Range<usize>| self.text.get(word.clone()) == Some(field);
        dots.into_iter().find(is_it).unwrap_or_else(|| self.word_from(byte))
    }

    /// The name before a bracket; the place itself where that is no bracket.
    pub(super) fn name_before(&self, bracket: Range<usize>) -> Range<usize> {
        if self.text.get(bracket.clone()) != Some("(") {
            return bracket;
        }
        let before = self.text.get(..bracket.start).unwrap_or_default().trim_end();
        let name = before.trim_end_matches(is_word);
        if name.len() == before.len() { bracket } else { name.len()..before.len() }
    }

    /// The character at a line and a column, both counted from 1.
    fn character(&self, (line, column): (isize, isize)) -> usize {
        let line = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let before = self.text.split_inclusive('\n').take(line);
        let before: usize = before.map(|line| line.chars().count()).sum();
        before + usize::try_from(column).unwrap_or(1).saturating_sub(1)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What the parser says, in words that help. One mistake often makes the next, so that only the first is told.
pub(super) fn of_syntax(errors: &ParseErrors, places: &Places<'_>) -> Fault {
    let Some(first) = errors.errors.iter().min_by_key(|error| error.pos) else {
        return syntax("the expression can't be read".to_owned(), 0..0);
    };
    let at = places.word(places.character(first.pos));
    let said = first.msg.strip_prefix("Syntax error: ").unwrap_or(&first.msg);
    if errors.errors.iter().any(|error| error.msg.contains("Recursion limit")) {
        let help = "write it as several gates, or without some of its brackets".to_owned();
        let message = "the expression is nested too deeply".to_owned();
        return Fault { code: FaultCode::TooDeep, message, help, at };
    }
    let found = places.text.get(at.clone()).unwrap_or_default();
    if said.starts_with("token recognition error") {
        let message = match found {
            "'" | "\"" => "this text has no closing quote".to_owned(),
            "=" => "`=` compares nothing".to_owned(),
            found => format!("`{}` can't stand in an expression", shortened(found)),
        };
        return syntax_with(message, found, at);
    }
    if let Some(rest) = said.strip_prefix("missing '") {
        let lacking = rest.split('\'').next().unwrap_or_default();
        return syntax(format!("`{lacking}` is missing"), at);
    }
    let unexpected = ["extraneous input", "mismatched input", "no viable alternative"];
    if unexpected.iter().any(|start| said.starts_with(start)) {
        if found.is_empty() {
            return syntax("the expression ends too early".to_owned(), at);
        }
        let token = said.split('\'').nth(1).unwrap_or(found);
        let end = at.start + token.len();
        let is_there = places.text.get(at.start..end) == Some(token);
        let at = if is_there && !token.is_empty() { at.start..end } else { at };
        return syntax_with(format!("unexpected `{}`", shortened(token)), token, at);
    }
    let message = match said {
        "argument must be a simple name" => {
            "the first argument is the name of one of them, such as `f`".to_owned()
        }
        "invalid argument to has() macro" => {
            "`has` takes a field, such as `subject.version`".to_owned()
        }
        other if other.starts_with("unsupported syntax") => {
            format!("`{}` is not part of this language", shortened(found))
        }
        other => shortened(other),
    };
    syntax(message, at)
}

fn syntax(message: String, at: Range<usize>) -> Fault {
    let help = "write a condition such as `meets(\"api-latency\", \"<= 2 s\")`".to_owned();
    Fault { code: FaultCode::Syntax, message, help, at }
}

/// The same, where what was meant can be guessed.
fn syntax_with(message: String, found: &str, at: Range<usize>) -> Fault {
    let mut fault = syntax(message, at);
    let meant = match found {
        "=" => "compare with `==`",
        "and" | "AND" => "write `&&` for `and`",
        "or" | "OR" => "write `||` for `or`",
        "not" | "NOT" => "write `!` for `not`",
        "'" | "\"" => "close it with the same quote",
        _ => return fault,
    };
    meant.clone_into(&mut fault.help);
    fault
}
