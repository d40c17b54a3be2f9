//! Evidence entries. An excerpt is folded: `>` stands before a line that the report relies on, `<-` and what
//! relies on it after; code can't hold links, so they follow as a list.

use std::fmt::Write as _;

use serde::Serialize;

use super::line::Line;
use super::list::{self, Items};
use super::markup::Markup;
use super::{escape, text};
use crate::view::{Evidence, ExcerptLine, Text};

/// What `evidence.md` lays out.
#[derive(Serialize)]
pub(super) struct Entry {
    heading: Markup,
    title: Markup,
    trouble: Markup,
    facts: Items,
    excerpt: Option<Excerpt>,
}

#[derive(Serialize)]
struct Excerpt {
    code: Markup,
    users: Vec<Markup>,
}

pub(super) fn evidence(evidence: &Evidence) -> Entry {
    let mut heading = Line::default();
    heading.anchor(&evidence.anchor).words(&evidence.number).words(" ");
    let mut path = Line::default();
    path.code(&evidence.path);
    match &evidence.file {
        Some(file) => heading.link(&escape::file(file), &path),
        None => heading.code(&evidence.path),
    };
    let mut title = Line::default();
    if let Some(words) = &evidence.title {
        title.words(words).words(" ");
    }
    title.code(&evidence.id);
    let mut trouble = Line::default();
    if let Some(what) = &evidence.trouble {
        trouble.mark(&what.mark);
        text::add_text(&mut trouble, &what.text);
    }
    Entry {
        heading: heading.finish(),
        title: title.finish(),
        trouble: trouble.finish(),
        facts: list::facts(&evidence.facts),
        excerpt: excerpt(evidence),
    }
}

fn excerpt(evidence: &Evidence) -> Option<Excerpt> {
    if evidence.excerpt.is_empty() {
        return None;
    }
    let mut code = String::new();
    let mut last = None;
    for line in &evidence.excerpt {
        if last.is_some_and(|last: usize| line.number > last.saturating_add(1)) {
            code.push_str("      ...\n");
        }
        add_line(&mut code, line);
        last = Some(line.number);
    }
    let users = evidence.excerpt.iter().filter(|line| !line.used_by.is_empty());
    Some(Excerpt {
        code: Markup::fenced("text", code.trim_end_matches('\n')),
        users: users.map(|line| users_of(line, evidence.file.as_deref())).collect(),
    })
}

fn add_line(code: &mut String, line: &ExcerptLine) {
    let is_selected = line.anchor.is_some() || !line.used_by.is_empty();
    let sign = if is_selected { '>' } else { ' ' };
    // A line break in a line would make two.
    let text: String =
        line.text.chars().map(|char| if char == '\n' { ' ' } else { char }).collect();
    // Writing to a String can't fail.
    let _ = write!(code, "{sign}{:>4} | {text}", line.number);
    if line.left_out > 0 {
        let _ = write!(code, " [{} characters left out]", line.left_out);
    }
    if !line.used_by.is_empty() {
        let users: Vec<String> = line.used_by.iter().map(text::words_of).collect();
        let _ = write!(code, "    <- {}{}", users.join(", "), more(line.more_users));
    }
    while code.ends_with(' ') {
        code.pop();
    }
    code.push('\n');
}

fn users_of(line: &ExcerptLine, file: Option<&str>) -> Markup {
    let place = format!("L{}", line.number);
    let mut users = Line::default();
    match file {
        Some(file) => {
            let mut label = Line::default();
            label.words(&place);
            users.link(&text::line_of(file, &place), &label);
        }
        None => {
            users.words(&place);
        }
    }
    users.words(": ");
    text::add_text(&mut users, &Text::join(line.used_by.iter().cloned(), ", "));
    users.words(&more(line.more_users));
    users.finish()
}

fn more(users: usize) -> String {
    if users == 0 { String::new() } else { format!(" and {users} more") }
}
