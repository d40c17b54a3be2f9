//! A text that differs, word by word: what was added and what was removed stand out, and what stays the same for long
//! is left out. It is foreign and stays text.

use crate::model::delta::{Thing, Words};
use crate::view::{Block, Span, Text, labels};

/// How many words of what is the same stand before and after what differs.
const AROUND: usize = 12;
/// How many may be left out at least; fewer are printed.
const LEAST: usize = 12;

/// The text, a paragraph each; where a blank line stands in it a new one begins.
pub(super) fn paragraphs(words: &[Words]) -> Vec<Block> {
    texts(words).into_iter().map(Block::text).collect()
}

/// The same in one text, for a table's cell.
pub(super) fn text(words: &[Words]) -> Text {
    let mut all = Text::default();
    for text in texts(words) {
        if !all.is_empty() {
            all = all.and(Span::Break);
        }
        all = all.and_text(text);
    }
    all
}

fn texts(words: &[Words]) -> Vec<Text> {
    let mut writer = Writer::default();
    let last = words.len().saturating_sub(1);
    for (at, run) in words.iter().enumerate() {
        writer.part(run.change);
        match run.change {
            Thing::Added if run.text.trim().is_empty() => writer.add(Look::Added, white(&run.text)),
            Thing::Removed if run.text.trim().is_empty() => {
                writer.add(Look::Removed, white(&run.text));
            }
            Thing::Added => writer.lines(Look::Added, &run.text),
            Thing::Removed => writer.lines(Look::Removed, &run.text),
            Thing::Same | Thing::Changed => {
                let first = if at > 0 { AROUND } else { 0 };
                let ends = if at < last { AROUND } else { 0 };
                let (before, left_out, after) = around(&run.text, first, ends);
                writer.lines(Look::Plain, before);
                if left_out > 0 {
                    let count = labels::number(left_out);
                    writer.add(Look::Aside, &format!("[{count} words are the same]"));
                    writer.add(Look::Plain, " ");
                }
                writer.lines(Look::Plain, after);
            }
        }
    }
    writer.finish()
}

/// What of a run is printed: its first words, how many are left out, and its last words.
fn around(text: &str, first: usize, last: usize) -> (&str, usize, &str) {
    let starts: Vec<usize> = word_starts(text);
    let left_out = starts.len().saturating_sub(first + last);
    if left_out < LEAST {
        return (text, 0, "");
    }
    let from = starts.get(first).copied().unwrap_or(text.len());
    let to = starts.get(first + left_out).copied().unwrap_or(text.len());
    (text.get(..from).unwrap_or_default(), left_out, text.get(to..).unwrap_or_default())
}

/// Where each word begins.
fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut in_word = false;
    for (at, char) in text.char_indices() {
        let is_blank = char.is_whitespace();
        if !is_blank && !in_word {
            starts.push(at);
        }
        in_word = !is_blank;
    }
    starts
}

/// White space that was added or removed shows nothing by itself.
fn white(text: &str) -> &'static str {
    if text.contains('\n') { "[line break]" } else { "[space]" }
}

/// How a run looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Added,
    Removed,
    Aside,
}

/// The paragraphs that are being written.
#[derive(Default)]
struct Writer {
    done: Vec<Text>,
    text: Text,
}

impl Writer {
    /// What was added stands apart from what was removed, though no white space parts them in either text.
    fn part(&mut self, next: Thing) {
        let is_changed = matches!(next, Thing::Added | Thing::Removed);
        let joins = match self.text.0.last() {
            Some(Span::Added { text } | Span::Removed { text }) => {
                !text.ends_with(char::is_whitespace)
            }
            Some(_) | None => false,
        };
        if is_changed && joins {
            self.add(Look::Plain, " ");
        }
    }

    /// A run of lines: a blank one ends the paragraph.
    fn lines(&mut self, look: Look, text: &str) {
        let mut blank = 0_usize;
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                blank += 1;
            }
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() && at > 0 {
                continue;
            }
            self.end_lines(std::mem::take(&mut blank));
            self.add(look, line);
        }
        self.end_lines(blank);
    }

    /// So many new lines follow each other.
    fn end_lines(&mut self, count: usize) {
        match count {
            0 => {}
            1 if self.text.is_empty() => {}
            1 => self.text.0.push(Span::Break),
            _ => self.end(),
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.0.iter().any(|span| !span.words().trim().is_empty()) {
            self.done.push(text);
        }
    }

    fn add(&mut self, look: Look, words: &str) {
        if words.is_empty() {
            return;
        }
        let text = words.to_owned();
        self.text.0.push(match look {
            Look::Plain => Span::Plain { text },
            Look::Added => Span::Added { text },
            Look::Removed => Span::Removed { text },
            Look::Aside => Span::Emphasis { text },
        });
    }

    fn finish(mut self) -> Vec<Text> {
        self.end();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(change: Thing, text: &str) -> Words {
        Words { change, text: text.to_owned() }
    }

    fn written(words: &[Words]) -> Vec<String> {
        let span = |span: &Span| match span {
            Span::Added { text } => format!("+{text}+"),
            Span::Removed { text } => format!("-{text}-"),
            Span::Plain { text } | Span::Emphasis { text } => text.clone(),
            Span::Break => "\n".to_owned(),
            Span::Strong { .. }
            | Span::Code { .. }
            | Span::Path { .. }
            | Span::Link { .. }
            | Span::Evidence { .. }
            | Span::Beside { .. }
            | Span::Uri { .. } => panic!("{span:?}"),
        };
        texts(words).iter().map(|text| text.0.iter().map(span).collect()).collect()
    }

    #[test]
    fn added_and_removed_words_stand_out() {
        let words = [
            run(Thing::Same, "It is "),
            run(Thing::Removed, "ready"),
            run(Thing::Added, "not ready"),
            run(Thing::Same, " today.\n\nAnd\nso on."),
            run(Thing::Removed, "\n"),
            run(Thing::Added, "  "),
        ];
        assert_eq!(
            written(&words),
            ["It is -ready- +not ready+ today.", "And\nso on.-[line break]- +[space]+"]
        );
        assert!(texts(&[]).is_empty());
    }

    #[test]
    fn what_is_the_same_for_long_is_left_out() {
        let long: Vec<String> = (0..100).map(|at| format!("w{at} ")).collect();
        let long = long.concat();
        let words = [run(Thing::Same, &long), run(Thing::Added, "new "), run(Thing::Same, &long)];
        let all = written(&words).concat();
        assert!(all.starts_with("[88 words are the same] w88 "), "{all}");
        assert!(all.contains("w99 +new +w0 w1 ") && all.ends_with("w11 [88 words are the same] "));
    }
}
