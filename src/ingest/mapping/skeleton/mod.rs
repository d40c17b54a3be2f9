//! The beginning of a mapping, made from a sample: what a person fills is named, and nothing is guessed about how bad a
//! word is.

mod fields;
mod lists;
mod sample;

use std::fmt::Write as _;

use serde_json::Value;

use self::fields::{Field, Guess, guesses};
use self::lists::{Found, best};
use self::sample::{Sample, sample};
use super::file::Syntax;
use crate::ingest::{Raw, Unreadable};

/// How many of a document's names tell its format.
const NAMES: usize = 6;
/// How many words for how bad something is are listed.
const WORDS: usize = 40;
/// How long such a word may be, in bytes.
const WORD: usize = 60;

/// The beginning of a mapping called `name` for files like this one. It compiles, and reads the sample.
///
/// # Errors
///
/// Where the sample is broken, or of no syntax that a mapping reads.
pub fn skeleton(name: &str, raw: &dyn Raw) -> Result<String, Unreadable> {
    let sample = sample(raw)?;
    let found = best(&sample);
    let guesses = guesses(&found.elements, sample.syntax);
    let outer = guesses_of_outer(&found, &guesses, sample.syntax);
    let all: Vec<Guess> = guesses.into_iter().chain(outer).collect();
    let mut text = String::new();
    // Writing to a String can't fail.
    let _ = head(&mut text, name, &sample);
    let _ = findings(&mut text, name, &found, &all, sample.syntax);
    let _ = severities(&mut text, &found, &all, sample.syntax);
    Ok(text)
}

/// What stands around the elements fills what they lack.
fn guesses_of_outer(found: &Found<'_>, own: &[Guess], syntax: Syntax) -> Vec<Guess> {
    let lacks = |guess: &Guess| own.iter().all(|it| it.field != guess.field);
    let fits = |guess: &Guess| matches!(guess.field, Field::Path | Field::Rule | Field::Severity);
    let all = guesses(&found.outer, syntax).into_iter();
    all.filter(|guess| lacks(guess) && fits(guess)).map(Guess::of_outer).collect()
}

fn head(text: &mut String, name: &str, sample: &Sample) -> std::fmt::Result {
    let format = match sample.syntax {
        Syntax::Json => "json",
        Syntax::Csv => "csv",
        Syntax::Yaml => "yaml",
        Syntax::Toml => "toml",
        Syntax::Xml => "xml",
    };
    writeln!(text, "# The name on the command line, and the checker as its makers write it.")?;
    writeln!(text, "name = {}", quoted(name))?;
    writeln!(text, "title = {}", quoted(name))?;
    writeln!(text, "# Say where the format is described.")?;
    writeln!(text, "# docs = \"https://…\"")?;
    writeln!(text, "format = \"{format}\"")?;
    writeln!(
        text,
        "\n# True for files of this format and for no others, over an outline of the file. Keep what other"
    )?;
    writeln!(
        text,
        "# checkers don't have; `signoff adapters test` tells where two mappings know one file."
    )?;
    writeln!(text, "detect = '''{}'''", detect(sample))?;
    writeln!(
        text,
        "\n# The run. Say what the file says of it: tool, version, command, started_at, ended_at, exit_code,"
    )?;
    writeln!(
        text,
        "# successful, and checked: how many things were looked at. Nothing checked is not nothing found."
    )?;
    let version = match sample.documents.first() {
        Some(Value::Object(top)) if top.get("version").is_some_and(Value::is_string) => {
            "{ version: .version }"
        }
        Some(_) | None => "{}",
    };
    writeln!(text, "run = '''{version}'''")
}

/// A program that tells the format by the names that the sample has.
fn detect(sample: &Sample) -> String {
    let has = |object: &Value| -> Vec<String> {
        let names = object.as_object().into_iter().flat_map(|object| object.keys());
        let names = names.filter(|name| is_plain(name)).take(NAMES);
        names.map(|name| format!("has({})", quoted(name))).collect()
    };
    if let Some(root) = &sample.root {
        let mut all = vec![format!(".t == {}", quoted(&root.name))];
        let names =
            root.attributes.keys().filter(|name| is_plain(name) && !name.starts_with("xmlns"));
        all.extend(names.take(2).map(|name| format!("(.a | has({}))", quoted(name))));
        let below = root.children.iter().filter(|name| is_plain(name)).take(2);
        all.extend(below.map(|name| format!("(.c | index({}) != null)", quoted(name))));
        return all.join(" and ");
    }
    match sample.documents.first() {
        Some(Value::Object(table)) if sample.syntax == Syntax::Csv => {
            let columns = table.get("columns").and_then(Value::as_array).into_iter().flatten();
            let columns = columns.filter_map(Value::as_str).take(NAMES);
            let all = columns.map(|name| format!("(.columns | index({}) != null)", quoted(name)));
            all.collect::<Vec<_>>().join(" and ")
        }
        Some(object @ Value::Object(_)) => {
            let mut all = vec!["type == \"object\"".to_owned()];
            all.extend(has(object));
            all.join(" and ")
        }
        Some(Value::Array(items)) => {
            let mut all = vec!["type == \"object\"".to_owned()];
            all.extend(items.first().map(has).unwrap_or_default());
            format!("type == \"array\" and (.[0] | {})", all.join(" and "))
        }
        Some(_) | None => "false".to_owned(),
    }
}

fn findings(
    text: &mut String,
    name: &str,
    found: &Found<'_>,
    guesses: &[Guess],
    syntax: Syntax,
) -> std::fmt::Result {
    writeln!(text, "\n[[findings]]")?;
    if syntax.is_streamed()
        && let Some(each) = &found.each
    {
        writeln!(text, "# The list whose elements are read one by one, as a JSON Pointer.")?;
        writeln!(text, "each = {}", quoted(&super::pointer(each)))?;
    }
    writeln!(
        text,
        "# One object for each problem, and nothing for what passed. These fields were guessed by their names; see"
    )?;
    writeln!(
        text,
        "# docs/adapters.md for all there are: cvss, aliases, package, status, fingerprints, properties and more."
    )?;
    writeln!(text, "map = '''{} {{", found.entry(syntax))?;
    let rule = guesses.iter().find(|guess| guess.field == Field::Rule);
    match rule {
        Some(guess) => writeln!(text, "  rule: ({} // {}),", guess.code(), quoted(name))?,
        None => writeln!(text, "  rule: {}, # name the rule", quoted(name))?,
    }
    for field in Field::REST {
        match guesses.iter().find(|guess| guess.field == field) {
            Some(guess) => writeln!(text, "  {}: {},", field.name(), guess.code())?,
            None => writeln!(text, "  # {}: ,", field.name())?,
        }
    }
    writeln!(text, "  properties: {{}}\n}}'''")
}

/// The words that the sample has. How bad each is, is for a person to say.
fn severities(
    text: &mut String,
    found: &Found<'_>,
    guesses: &[Guess],
    syntax: Syntax,
) -> std::fmt::Result {
    writeln!(
        text,
        "\n# The checker's words for how bad something is. Say of each critical, high, medium, low or info; a word"
    )?;
    writeln!(text, "# that isn't here counts as unknown. \"\" is for a finding without a word.")?;
    writeln!(text, "[severity]")?;
    let Some(guess) = guesses.iter().find(|guess| guess.field == Field::Severity) else {
        return Ok(());
    };
    let from = if guess.is_outer() { &found.outer } else { &found.elements };
    let mut words: Vec<String> = Vec::new();
    for word in from.iter().filter_map(|element| guess.access.word(element, syntax)) {
        let word = word.trim().to_lowercase();
        let is_word = word.len() <= WORD && !word.is_empty();
        if is_word && !words.contains(&word) && words.len() < WORDS {
            words.push(word);
        }
    }
    words.sort();
    for word in words {
        writeln!(text, "{} = \"unknown\"", quoted(&word))?;
    }
    Ok(())
}

/// A text as both jq and TOML write it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// The program that goes down by these names, from the input or from a variable.
fn steps(from: &str, names: &[String]) -> String {
    let mut program = from.to_owned();
    for name in names {
        let is_word = name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
            && !name.starts_with(|first: char| first.is_ascii_digit());
        if is_word {
            program.push('.');
            program.push_str(name);
        } else {
            let dot = if program.is_empty() { "." } else { "" };
            let _ = write!(program, "{dot}[{}]", quoted(name));
        }
    }
    program
}

/// Whether a name can stand in a program, and in the literal text around it.
fn is_plain(name: &str) -> bool {
    let fits = |char: char| char.is_ascii_alphanumeric() || "_-.:@$/ ".contains(char);
    !name.is_empty() && name.len() <= WORD && name.chars().all(fits)
}

#[cfg(test)]
mod tests;
