//! What a rendered file says, in letters and digits alone: how a text is escaped, broken and set is each format's own
//! matter.

use std::fs;
use std::path::Path;

/// Letters and digits alone.
pub fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

/// The letters and digits of a rendered file.
pub fn printed(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let is_page = file.extension().is_some_and(|it| it == "html");
    letters(&if is_page { untagged(&text) } else { characters(text) })
}

/// What of the wanted texts a rendered file leaves out.
pub fn missing(mut wanted: Vec<String>, file: &Path) -> Vec<String> {
    let printed = printed(file);
    wanted.retain(|wanted| !printed.contains(&letters(wanted)));
    wanted
}

/// A page without its tags, and with its characters.
pub fn untagged(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let parts = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect();
    characters(text)
}

/// What is written by name, as it is.
fn characters(text: String) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(text, |text, (name, char)| text.replace(name, char))
}
