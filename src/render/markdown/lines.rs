//! Lines that differ, as a block of code in which a sign begins each: `-` what was, `+` what is.

use serde::Serialize;

use super::markup::Markup;
use crate::view::{Lines, Stretch};

/// What `lines.md` lays out.
#[derive(Serialize)]
pub(super) struct Code {
    code: Markup,
}

pub(super) fn lines(lines: &Lines) -> Code {
    let mut code = String::new();
    for stretch in &lines.stretches {
        match stretch {
            Stretch::Same { lines } => add(&mut code, ' ', lines),
            Stretch::LeftOut { words } => add(&mut code, '@', &[format!("@ {words}")]),
            Stretch::Changed { removed, added } => {
                add(&mut code, '-', removed);
                add(&mut code, '+', added);
            }
        }
    }
    Code { code: Markup::fenced("diff", code.trim_end_matches('\n')) }
}

fn add(code: &mut String, sign: char, lines: &[String]) {
    for line in lines {
        code.push(sign);
        // A line break in a line would make two.
        code.extend(line.chars().map(|char| if matches!(char, '\n' | '\r') { ' ' } else { char }));
        while code.ends_with(' ') {
            code.pop();
        }
        code.push('\n');
    }
}
