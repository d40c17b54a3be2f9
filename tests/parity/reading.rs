//! The text of each format as one run of letters and digits, and what of a report is missing in it: how words are
//! broken, marked up and spaced is each format's own.

use std::fmt;
use std::fs;
use std::path::Path;
use std::str;

use signoff::render::{Format, Templates, html, markdown};
use signoff::view::Document;

use crate::entry::Entry;

/// The formats in which everything has to be found.
pub const FORMATS: &[Format] = &[
    Format::Markdown,
    Format::Html,
    #[cfg(feature = "pdf")]
    Format::Pdf,
];

/// The text of a file, and where its pages end.
pub struct Printed {
    text: String,
    turns: Vec<usize>,
}

impl Printed {
    /// A text of pages that end with a form feed; of one page where there is none.
    pub fn of(pages: &str) -> Self {
        let mut printed = Self { text: String::new(), turns: Vec::new() };
        for page in pages.split_terminator('\u{c}') {
            printed.text += &squash(page);
            printed.turns.push(printed.text.len());
        }
        printed
    }

    /// Several volumes as one, in their order.
    fn joined(volumes: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self { text: String::new(), turns: Vec::new() };
        for volume in volumes {
            let start = all.text.len();
            all.text += &volume.text;
            all.turns.extend(volume.turns.iter().map(|turn| start + turn));
        }
        all
    }

    /// Whether words stand in a piece of the text, in one run. A tall row goes on overleaf in each of its cells: then
    /// the first words stand before a page's end, and the others behind it.
    fn has(&self, (start, end): (usize, usize), words: &str) -> bool {
        let piece = &self.text[start..end];
        if piece.contains(&squash(words)) {
            return true;
        }
        let gaps: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        let turns = self.turns.iter().filter(|turn| (start + 1..end).contains(*turn));
        turns.map(|turn| piece.split_at(turn - start)).any(|(page, overleaf)| {
            let is_cut_at = |at: &usize| {
                let (first, rest) = words.split_at(*at);
                page.contains(&squash(first)) && overleaf.contains(&squash(rest))
            };
            gaps.iter().any(is_cut_at)
        })
    }
}

/// Something of a document that a text doesn't have where a reader looks for it.
pub struct Miss {
    kind: &'static str,
    name: String,
    words: String,
}

impl Miss {
    pub fn is_of(&self, entry: &Entry) -> bool {
        self.kind == entry.kind && self.name == entry.name
    }

    pub fn is_of_kind(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

impl fmt::Display for Miss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}: {}", self.kind, self.name, self.words)
    }
}

/// What of the entries isn't in the text. An entry with parts reaches from its head to the next such head.
pub fn misses(entries: &[Entry], printed: &Printed) -> Vec<Miss> {
    let text = printed.text.as_str();
    let places: Vec<Vec<(usize, usize)>> = entries.iter().map(|entry| heads(entry, text)).collect();
    let long = entries.iter().zip(&places).filter(|(entry, _)| !entry.parts.is_empty());
    let mut starts: Vec<usize> = long.flat_map(|(_, places)| places).map(|place| place.0).collect();
    starts.sort_unstable();
    let whole = |(start, end): (usize, usize)| {
        let next = starts.partition_point(|start| *start < end);
        (start, starts.get(next).copied().unwrap_or(text.len()))
    };
    let mut found = Vec::new();
    for (entry, places) in entries.iter().zip(&places) {
        let lacks = |place: &(usize, usize)| -> Vec<&String> {
            let whole = whole(*place);
            entry.parts.iter().filter(|part| !printed.has(whole, part)).collect()
        };
        // What an entry has at one of its places counts: a head may stand elsewhere by chance.
        let missing = places.iter().map(lacks).min_by_key(Vec::len);
        let missing = missing.unwrap_or_else(|| vec![&entry.heads[0]]);
        found.extend(missing.into_iter().map(|words| Miss {
            kind: entry.kind,
            name: entry.name.clone(),
            words: words.clone(),
        }));
    }
    found
}

/// Where an entry may begin, and where its head ends.
fn heads(entry: &Entry, text: &str) -> Vec<(usize, usize)> {
    let heads = entry.heads.iter().map(|head| squash(head)).filter(|head| !head.is_empty());
    let places = heads.flat_map(|head| {
        let found: Vec<usize> = text.match_indices(&head).map(|(at, _)| at).collect();
        found.into_iter().map(move |at| (at, at + head.len()))
    });
    places.collect()
}

/// The text of a document as a set of templates prints it.
pub fn rendered(format: Format, document: &Document, templates: &Templates) -> Printed {
    let bytes = match format {
        Format::Markdown => vec![markdown::render_with(document, templates).unwrap()],
        Format::Html => vec![html::render_with(document, templates).unwrap()],
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            use signoff::render::pdf::{Options, render};
            let options = Options { templates: templates.clone(), ..Options::default() };
            let volumes = render(document, &options).unwrap();
            volumes.into_iter().map(|volume| volume.bytes).collect()
        }
        _ => unreachable!("no text is looked for there"),
    };
    Printed::joined(bytes.iter().map(|volume| text(format, volume)))
}

/// The text of a document as it was written into a folder: of all its volumes, where it is in several.
pub fn written(format: Format, stem: &str, folder: &Path) -> Printed {
    let (_, suffix) = format.file_name().split_once('.').unwrap();
    let annexes = (1..).map(|number| folder.join(format!("{stem}-annex-{number}.{suffix}")));
    let annexes = annexes.take_while(|annex| annex.exists());
    let volumes = std::iter::once(folder.join(format!("{stem}.{suffix}"))).chain(annexes);
    Printed::joined(volumes.map(|volume| text(format, &fs::read(volume).unwrap())))
}

/// The text of a rendered file.
fn text(format: Format, bytes: &[u8]) -> Printed {
    match format {
        #[cfg(feature = "pdf")]
        Format::Pdf => Printed::of(&pdf_text(bytes)),
        Format::Html => {
            let page = str::from_utf8(bytes).unwrap();
            Printed::of(&without_tags(&without_drawings(page.split_once("<body>").unwrap().1)))
        }
        _ => Printed::of(&markdown_text(str::from_utf8(bytes).unwrap())),
    }
}

/// The text of a PDF in reading order, the running header of each page but the first left out.
#[cfg(feature = "pdf")]
fn pdf_text(bytes: &[u8]) -> String {
    use std::io::Write as _;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let read = |options: &[&str]| {
        let output = std::process::Command::new("pdftotext")
            .args(["-enc", "UTF-8", "-raw"])
            .args(options)
            .arg(file.path())
            .arg("-")
            .output()
            .expect("pdftotext is missing: run scripts/setup");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let rest = read(&["-f", "2", "-x", "0", "-y", "70", "-W", "700", "-H", "760"]);
    read(&["-l", "1"]) + &rest
}

/// A page without its charts, which say again what stands beside them.
fn without_drawings(page: &str) -> String {
    let mut pieces = page.split("<svg");
    let first = pieces.next().unwrap();
    let rest = pieces.map(|piece| piece.split_once("</svg>").unwrap().1);
    std::iter::once(first).chain(rest).collect()
}

/// Markdown without markup. What stands in a block of code is as it is.
pub fn markdown_text(markdown: &str) -> String {
    let mut text = String::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => text.push_str(line),
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => text.push_str(&without_tags(&without_targets(line))),
        }
        text.push('\n');
    }
    text
}

/// Markdown without escapes, and links without what they point at.
fn without_targets(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(start) = rest.find("](") {
        text.push_str(&rest[..start]);
        let end = rest[start..].find(')').unwrap_or(rest.len() - start - 1);
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    text.replace('\\', "")
}

/// The text between tags, entities read.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let is_tag = rest[start + 1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = rest[start..].find('>').filter(|_| is_tag);
        if end.is_none() {
            text.push('<');
        }
        rest = end.map_or(&rest[start + 1..], |end| &rest[start + end + 1..]);
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&emsp;", " ")
        .replace("&amp;", "&")
}

/// Letters, digits and what changes a number's meaning. A character that a font may lack is left out with the code
/// point that stands for it.
pub fn squash(text: &str) -> String {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        if char == 'U' && rest.as_str().starts_with('+') {
            let code =
                rest.as_str()[1..].chars().take_while(char::is_ascii_hexdigit).take(5).count();
            if code >= 4 {
                rest = rest.as_str()[1 + code..].chars();
                continue;
            }
        }
        let counts = char.is_alphanumeric() || ".≤≥≠<=%−".contains(char);
        kept.extend(counts.then(|| char.to_lowercase()).into_iter().flatten());
    }
    // A point counts between digits only.
    let digit =
        |at: Option<usize>| at.and_then(|at| kept.get(at)).is_some_and(char::is_ascii_digit);
    let chars = kept.iter().enumerate();
    let counts = |at: usize| digit(at.checked_sub(1)) && digit(Some(at + 1));
    chars.filter(|(at, char)| **char != '.' || counts(*at)).map(|(_, char)| *char).collect()
}
