//! Messages: by id, with arguments, and as a title and a body.

use std::collections::BTreeMap;

use super::written::{Message, Text};

/// The most characters of a title that are kept before it is cut behind a sentence.
const TITLE: usize = 160;
/// The most characters of a title.
const LONGEST: usize = 300;

/// How long a message may grow by its arguments, in bytes: a long one in many places would fill the memory.
const FILLED: usize = 1024 * 1024;

/// What a message says.
#[derive(Default)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) markdown: Option<String>,
}

/// A message's own text, or that of its id in the first of `strings` that has it (3.11.7).
pub(super) fn said(message: &Message, strings: &[&BTreeMap<String, Text>]) -> Said {
    let own = message.text.is_some() || message.markdown.is_some();
    let known = message.id.as_ref().filter(|_| !own);
    let known = known.and_then(|id| strings.iter().find_map(|strings| strings.get(id)));
    let (text, markdown) = match known {
        Some(known) => (known.text.as_deref(), known.markdown.as_deref()),
        None => (message.text.as_deref(), message.markdown.as_deref()),
    };
    let filled = |text: &str| {
        // A plain text without arguments often holds braces that nobody doubled.
        if known.is_none() && message.arguments.is_empty() {
            return text.to_owned();
        }
        filled(text, &message.arguments)
    };
    let id = message.id.as_deref();
    let unknown = || match message.arguments.as_slice() {
        [] => id.map(str::to_owned),
        arguments => Some(format!("{}: {}", id.unwrap_or_default(), arguments.join(", "))),
    };
    let text = text.map(&filled).map(|text| without_links(&text));
    let markdown = markdown.map(filled).map(|text| without_links(&text));
    Said { text: text.or_else(|| markdown.clone()).or_else(unknown).unwrap_or_default(), markdown }
}

/// With arguments for `{0}` and the like; `{{` and `}}` are braces (3.11.5).
fn filled(text: &str, arguments: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let doubled = ["{{", "}}"].into_iter().find(|doubled| brace.starts_with(doubled));
        if let Some(doubled) = doubled {
            out.push_str(doubled.get(1..).unwrap_or_default());
            rest = brace.get(2..).unwrap_or_default();
            continue;
        }
        let argument = brace.strip_prefix('{').and_then(number).and_then(|(number, after)| {
            let argument = arguments.get(number)?;
            let is_short = out.len() + argument.len() <= FILLED;
            Some((argument, after.strip_prefix('}').filter(|_| is_short)?))
        });
        if let Some((argument, after)) = argument {
            out.push_str(argument);
            rest = after;
        } else {
            out.push_str(brace.get(..1).unwrap_or_default());
            rest = brace.get(1..).unwrap_or_default();
        }
    }
    out + rest
}

/// The number at the start, and what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, after))
}

/// Without links to places of the same result, such as `[here](1)` (3.11.6): nobody could follow them.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let after = after.get(2..).unwrap_or_default();
        let place = number(after).and_then(|(_, after)| after.strip_prefix(')'));
        if let (Some(after), Some(start)) = (place, before.rfind('[')) {
            let (before, shown) = before.split_at_checked(start).unwrap_or((before, ""));
            out.push_str(before);
            out.push_str(shown.get(1..).unwrap_or_default());
            rest = after;
        } else {
            out.push_str(before);
            out.push_str("](");
            rest = after;
        }
    }
    out + rest
}

/// The start of a text, cut at a word.
pub(super) fn start(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = text.get(..end).unwrap_or(text);
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{cut}…")
}

/// The first paragraph on one line; the first sentence of it where it is long (3.11.4).
pub(super) fn title(text: &str) -> String {
    let lines = text.trim().lines().map(str::trim).take_while(|line| !line.is_empty());
    let paragraph = lines.collect::<Vec<_>>().join(" ");
    if paragraph.chars().nth(TITLE).is_none() {
        return paragraph;
    }
    let ends = [". ", "! ", "? "].into_iter().filter_map(|end| paragraph.find(end));
    let sentence = match ends.min() {
        Some(end) => paragraph.get(..=end).unwrap_or(&paragraph),
        None => &paragraph,
    };
    start(sentence, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(json: serde_json::Value) -> Message {
        serde_json::from_value(json).unwrap()
    }

    fn strings(json: serde_json::Value) -> BTreeMap<String, Text> {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn placeholders_are_filled_and_doubled_braces_are_braces() {
        let arguments = ["x".to_owned(), "{1}".to_owned()];
        assert_eq!(filled("{0} and {1}", &arguments), "x and {1}", "arguments aren't read again");
        assert_eq!(filled("{{0}} {{{0}}}", &arguments), "{0} {x}");
        assert_eq!(filled("{2} {a} {-1} {", &arguments), "{2} {a} {-1} {");
        assert_eq!(filled("} é {0", &arguments), "} é {0");
    }

    #[test]
    fn a_message_is_looked_up_where_it_has_no_text() {
        let (own, global) = (
            strings(serde_json::json!({ "a": { "text": "own {0}" } })),
            strings(serde_json::json!({ "a": { "text": "global" }, "b": { "text": "b {0}" } })),
        );
        let told = |json| said(&message(json), &[&own, &global]).text;
        assert_eq!(told(serde_json::json!({ "id": "a", "arguments": ["1"] })), "own 1");
        assert_eq!(told(serde_json::json!({ "id": "b", "arguments": ["1"] })), "b 1");
        assert_eq!(told(serde_json::json!({ "id": "a", "text": "text" })), "text");
        assert_eq!(told(serde_json::json!({ "id": "c", "arguments": ["1", "2"] })), "c: 1, 2");
        assert_eq!(told(serde_json::json!({ "text": "{{}} {0}" })), "{{}} {0}");
        assert_eq!(told(serde_json::json!({ "markdown": "*m*" })), "*m*");
        assert_eq!(told(serde_json::json!({})), "");
    }

    #[test]
    fn links_into_the_result_lose_their_target_and_others_keep_it() {
        assert_eq!(without_links("from [a](1) to [b](22)."), "from a to b.");
        assert_eq!(without_links("see [a](https://x.example)"), "see [a](https://x.example)");
        assert_eq!(without_links("](1) [x]() [y](1"), "](1) [x]() [y](1");
    }

    #[test]
    fn arguments_do_not_fill_the_memory() {
        let long = ["x".repeat(1024 * 1024)];
        let told = filled(&"{0}".repeat(1_000), &long);
        assert_eq!(told.len(), 1024 * 1024 + 999 * 3);
        assert_eq!(filled(&"{".repeat(400_000), &[]).len(), 200_000);
        assert_eq!(without_links(&"](".repeat(200_000)).len(), 400_000);
    }

    #[test]
    fn a_long_paragraph_is_cut_behind_its_first_sentence() {
        assert_eq!(title("One. Two.\nThree.\n\nFour."), "One. Two. Three.");
        let long = format!("First one. {}", "word ".repeat(40));
        assert_eq!(title(&long), "First one.");
        let endless = title(&"word ".repeat(100));
        assert!(endless.ends_with("word…") && endless.chars().count() <= 301, "{endless}");
        assert_eq!(title(&"é".repeat(160)), "é".repeat(160));
        assert_eq!(title(" \n "), "");
    }
}
