//! `signoff explain`: what one thing is, what was observed, from which bytes, and what would change it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::args::{ExplainOptions, TextFormat};
use super::assess::judge;
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::assess::way_to_pass;
use crate::diagnostic::{nearest, visible};
use crate::model::Report;
use crate::model::report::GateReport;
use crate::view::explain::{Explanation, WayToPass, explain, general, general_names, names};

/// Columns of a line.
const WIDTH: usize = 80;

pub(super) fn run(options: &ExplainOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let id = options.id.as_str();
    let (explanation, judged) = if options.files.is_empty() {
        let found = general(id);
        (found.ok_or_else(|| unknown(id, &general_names().collect::<Vec<_>>()))?, None)
    } else {
        let judged = judge(&options.files, &options.under)?;
        terminal.diagnostics(&judged.diagnostics, &judged.texts);
        let report = &judged.report;
        let found = explain(report, id, &clear).or_else(|| general(id));
        let mut known = names(report);
        for name in general_names() {
            known.push(name);
        }
        (found.ok_or_else(|| unknown(id, &known))?, Some(judged))
    };
    let text = match options.format {
        TextFormat::Human => human(&explanation),
        TextFormat::Json => json(&explanation)?,
    };
    if let Some(judged) = judged {
        judged.printable("the output", text.as_bytes())?;
    }
    terminal.print(&text)?;
    Ok(Exit::Within)
}

fn clear(report: &Report, gate: &GateReport) -> WayToPass {
    let way = way_to_pass(report, gate);
    WayToPass { items: way.items, stuck: !way.stuck.is_empty() }
}

fn unknown(id: &str, known: &[&str]) -> Failure {
    let help = match nearest(id.strip_prefix("gate:").unwrap_or(id), known.iter().copied()) {
        Some(near) => format!("did you mean `{}`?", visible(near)),
        None => "name a gate, claim, finding, measure, waiver, contradiction or piece of evidence of the files; \
                 without a file, a type of gate such as `open-findings`"
            .to_owned(),
    };
    Failure::Usage { message: format!("nothing is called `{}`", visible(id)), help }
}

fn json(explanation: &Explanation) -> Result<String, Failure> {
    serde_json::to_string_pretty(explanation)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Internal(error.to_string()))
}

fn human(explanation: &Explanation) -> String {
    let bold = Style::new().bold();
    let heading = AnsiColor::Cyan.on_default();
    let Explanation { kind, id, title, parts } = explanation;
    let mut text = format!("{bold}{}{bold:#} ({kind})\n", visible(id));
    if title != id {
        text.push_str(&wrapped(title, ""));
    }
    for part in parts {
        let _ = write!(text, "\n{heading}{}{heading:#}\n", part.heading);
        for line in &part.lines {
            text.push_str(&wrapped(line, "  "));
        }
    }
    text
}

/// A line in lines of at most 80 columns, its own indent and two columns more in front of all but the first. A word
/// that is longer, such as a digest, stays whole.
fn wrapped(line: &str, indent: &str) -> String {
    let line = visible(line);
    let own = line.len() - line.trim_start_matches(' ').len();
    let first = format!("{indent}{}", " ".repeat(own));
    let (mut text, mut current) = (String::new(), first.clone());
    let mut is_empty = true;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let length = current.chars().count() + usize::from(!is_empty) + word.chars().count();
        if length > WIDTH && !is_empty {
            text.push_str(&current);
            text.push('\n');
            current = format!("{first}  ");
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    text.push_str(&current);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_at_most_80_columns_and_words_stay_whole() {
        let line = "word ".repeat(40);
        let text = wrapped(&line, "  ");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert_eq!(text.split_whitespace().count(), 40);
        assert!(text.lines().skip(1).all(|line| line.starts_with("    word")));
        let long = wrapped(&format!("sha256 {}", "a".repeat(100)), "  ");
        assert_eq!(long.lines().count(), 2);
        assert_eq!(wrapped("a", "  "), "  a\n");
        assert_eq!(wrapped("", ""), "\n");
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert!(!wrapped("a\u{1b}[31mb\nc", "").trim_end().contains(['\u{1b}', '\n']));
    }
}
