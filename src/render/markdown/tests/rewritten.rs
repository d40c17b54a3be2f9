//! Arbitrary Markdown in the narrative: what is written anew reads as its clean tree says.

use proptest::prelude::*;

use super::arbitrary::any_text;
use super::read::{assert_ours, packed, read};
use super::sample;
use crate::render::markdown::prose::prose;
use crate::render::prose::{Footnote, Jumps, ListItem, Node, parse};

/// Lines that begin something, and lines that may be in it.
pub(super) fn any_markdown() -> impl Strategy<Value = String> {
    const STARTS: &[&str] = &[
        "",
        "",
        "# ",
        "### ",
        "- ",
        "  - ",
        "    - ",
        "+ ",
        "1. ",
        "3. ",
        "   2) ",
        "> ",
        "> > ",
        "> - ",
        "- > ",
        "- [ ] ",
        "- [x] ",
        "```",
        "```mermaid",
        "    ",
        "\t",
        "| a | b |\n| - | :-: |\n",
        "| c |",
        "***",
        "---",
        "===",
        "[^n]: ",
        "[^n] ",
        "~~~ diagram x y",
        "- - - ",
        "- 1. ",
        "<div>",
        "1. ```",
        "**a",
        "b**c ",
        "*a **b* c** ",
        "~~a~~ ",
        "`a` ",
        "![s](shot.png) ",
        "[l](https://a.example/x_(y)) ",
        "{{p95}}",
        "-",
        "1.",
        "* ",
    ];
    let line = (prop::sample::select(STARTS), any_text());
    prop::collection::vec(line.prop_map(|(start, rest)| format!("{start}{rest}")), 0..8)
        .prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn rewritten_markdown_has_the_shape_and_the_text_of_its_tree(said in any_markdown()) {
        let source = sample::prose(&said, 3);
        let tree = parse(&source, &Jumps::none());
        let mut expected = Expected::default();
        expected.blocks(&tree);
        let markdown = prose(&source, &Jumps::none());
        let page = read(markdown.as_str());
        assert_ours(&page, markdown.as_str());
        prop_assert_eq!(&page.shape, &expected.shape, "{:?}\n\n{}", tree, markdown.as_str());
        prop_assert_eq!(&page.text, &expected.text, "{:?}\n\n{}", tree, markdown.as_str());
    }
}

/// What a tree should be read back as.
#[derive(Default)]
struct Expected {
    shape: Vec<String>,
    text: String,
    is_in_link: bool,
}

impl Expected {
    fn say(&mut self, part: impl Into<String>) {
        self.shape.push(part.into());
    }

    fn write(&mut self, text: &str) {
        self.text.push_str(&packed(text));
    }

    fn blocks(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Heading { level, children } => {
                self.say(format!(
                    "Heading {{ level: H{level}, id: None, classes: [], attrs: [] }}"
                ));
                self.blocks(children);
            }
            Node::Paragraph { children }
            | Node::Plain { children }
            | Node::Emphasis { children }
            | Node::Strong { children }
            | Node::Strike { children } => self.blocks(children),
            Node::CodeBlock { language, text } => {
                let mut language = language.clone().unwrap_or_default();
                language.retain(|char| char.is_ascii_alphanumeric() || "+#-_.".contains(char));
                language.truncate(40);
                if language.is_empty() || language == "mermaid" {
                    "text".clone_into(&mut language);
                }
                self.say(format!("code {language}"));
                self.write(text);
            }
            Node::Diagram { alt, text } => {
                self.write(alt);
                self.say("code text");
                self.write(text);
            }
            Node::List { start, items, .. } => self.list(*start, items),
            Node::Quote { children } => {
                self.say("BlockQuote(None)");
                self.blocks(children);
                self.say("end BlockQuote(None)");
            }
            Node::Table { align, head, rows } => self.table(align.len(), head, rows),
            Node::Rule => self.say("rule"),
            Node::Footnotes { notes } => self.footnotes(notes),
            Node::Text { text } | Node::Code { text } => self.write(text),
            Node::Link { href, children } => self.link(href, |expected| expected.blocks(children)),
            Node::Jump { to, children } => {
                self.link(&format!("#{}", to.as_str()), |expected| expected.blocks(children));
            }
            Node::Image { alt, .. } => {
                self.say("image inputs/evidence/shot%20%281%29.png");
                self.write(alt);
            }
            Node::SoftBreak | Node::HardBreak => {}
            Node::Value { text, to } => {
                self.link(&format!("#{}", to.as_str()), |expected| expected.write(text));
            }
            Node::FootnoteReference { number, to, .. } => {
                self.link(&format!("#{to}"), |expected| expected.write(&number.to_string()));
            }
        }
    }

    fn footnotes(&mut self, notes: &[Footnote]) {
        self.say(format!("list Some({})", notes.first().map_or(1, |note| note.number)));
        for note in notes {
            self.say("Item");
            for back in &note.back {
                self.link(&format!("#{back}"), |expected| expected.write("↑"));
            }
            self.blocks(&note.children);
            self.say("end Item");
        }
        self.say("end List(true)");
    }

    fn link(&mut self, href: &str, label: impl FnOnce(&mut Self)) {
        // A link in a link is words.
        if self.is_in_link {
            return label(self);
        }
        self.is_in_link = true;
        let href = href.replace('(', "%28").replace(')', "%29");
        self.say(format!("link Inline {href}"));
        label(self);
        self.say("end Link");
        self.is_in_link = false;
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem]) {
        self.say(format!("list {start:?}"));
        for item in items {
            self.say("Item");
            if let Some(done) = item.task {
                self.say(format!("task {done}"));
            }
            self.blocks(&item.children);
            self.say("end Item");
        }
        self.say(format!("end List({})", start.is_some()));
    }

    fn table(&mut self, columns: usize, head: &[Vec<Node>], rows: &[Vec<Vec<Node>>]) {
        self.say(format!("table {columns}"));
        for (index, row) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate()
        {
            self.say(if index == 0 { "TableHead" } else { "TableRow" });
            for column in 0..columns {
                self.say("TableCell");
                self.blocks(row.get(column).map_or(&[], Vec::as_slice));
            }
        }
    }
}
