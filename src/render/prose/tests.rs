//! What comes out of foreign Markdown, friendly and hostile.

use std::collections::BTreeMap;

use super::{Align, Jumps, Node, parse, plain_text};
use crate::model::Id;
use crate::view::{Anchor, AnchorKind, Image, Prose, Value};

fn read(markdown: &str) -> Vec<Node> {
    parse(&prose(markdown), &Jumps::none())
}

fn prose(markdown: &str) -> Prose {
    let to = Anchor::of(AnchorKind::Claim, &Id::from("p95"));
    let picture = |media_type: &str| Image {
        media_type: media_type.to_owned(),
        content: "AAAA".to_owned(),
        file: "inputs/a.png".to_owned(),
    };
    Prose {
        markdown: markdown.to_owned(),
        level: 3,
        prefix: "section-x".to_owned(),
        values: BTreeMap::from([("p95".to_owned(), Value { text: "5 ms".to_owned(), to })]),
        images: BTreeMap::from([
            ("a.png".to_owned(), picture("image/png")),
            ("a.html".to_owned(), picture("text/html")),
        ]),
    }
}

/// The tree in brief: one letter a node, as JSON is too wide to read.
fn brief(nodes: &[Node]) -> String {
    nodes.iter().map(brief_of).collect::<Vec<_>>().join(" ")
}

fn brief_of(node: &Node) -> String {
    let with = |name: &str, children: &[Node]| format!("{name}({})", brief(children));
    match node {
        Node::Heading { level, children } => with(&format!("h{level}"), children),
        Node::Paragraph { children } => with("p", children),
        Node::Plain { children } => with("plain", children),
        Node::CodeBlock { language, text } => {
            format!("pre[{}]({text:?})", language.as_deref().unwrap_or_default())
        }
        Node::Diagram { alt, text } => format!("diagram[{alt}]({text:?})"),
        Node::List { start, tight, items } => {
            let items = items.iter().map(|item| {
                let task = item.task.map(|done| if done { "x" } else { "o" }).unwrap_or_default();
                with(&format!("li{task}"), &item.children)
            });
            let number = start.map(|start| start.to_string()).unwrap_or_default();
            let name = if *tight { "tight" } else { "loose" };
            format!("{name}{number}({})", items.collect::<Vec<_>>().join(" "))
        }
        Node::Quote { children } => with("quote", children),
        Node::Table { align, head, rows } => {
            let row = |cells: &[Vec<Node>]| {
                cells.iter().map(|cell| brief(cell)).collect::<Vec<_>>().join("|")
            };
            let rows = rows.iter().map(|cells| row(cells)).collect::<Vec<_>>().join("/");
            format!("table{}[{}]({rows})", align.len(), row(head))
        }
        Node::Rule => "rule".to_owned(),
        Node::Footnotes { notes } => {
            let notes = notes.iter().map(|note| {
                format!("{}<{}>({})", note.number, note.back.len(), brief(&note.children))
            });
            format!("notes({})", notes.collect::<Vec<_>>().join(" "))
        }
        Node::Text { text } => format!("{text:?}"),
        Node::Emphasis { children } => with("em", children),
        Node::Strong { children } => with("b", children),
        Node::Strike { children } => with("s", children),
        Node::Code { text } => format!("`{text}`"),
        Node::Link { href, children } => with(&format!("a[{href}]"), children),
        Node::Jump { to, children } => with(&format!("jump[{}]", to.as_str()), children),
        Node::Image { alt, file, .. } => format!("img[{alt} {file}]"),
        Node::SoftBreak => "~".to_owned(),
        Node::HardBreak => "br".to_owned(),
        Node::Value { text, .. } => format!("value[{text}]"),
        Node::FootnoteReference { number, .. } => format!("ref{number}"),
    }
}

/// Counts levels without recursion on the program's stack being at risk: a tree is shallow or the test fails.
fn depth(nodes: &[Node]) -> usize {
    nodes.iter().map(depth_of).max().unwrap_or(0)
}

fn depth_of(node: &Node) -> usize {
    1 + match node {
        Node::Heading { children, .. }
        | Node::Paragraph { children }
        | Node::Plain { children }
        | Node::Quote { children }
        | Node::Emphasis { children }
        | Node::Strong { children }
        | Node::Strike { children }
        | Node::Link { children, .. }
        | Node::Jump { children, .. } => depth(children),
        Node::List { items, .. } => {
            items.iter().map(|item| 1 + depth(&item.children)).max().unwrap_or(0)
        }
        Node::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(|cell| depth(cell)).max().unwrap_or(0)
        }
        Node::Footnotes { notes } => {
            notes.iter().map(|note| depth(&note.children)).max().unwrap_or(0)
        }
        Node::CodeBlock { .. }
        | Node::Diagram { .. }
        | Node::Rule
        | Node::Text { .. }
        | Node::Code { .. }
        | Node::Image { .. }
        | Node::SoftBreak
        | Node::HardBreak
        | Node::Value { .. }
        | Node::FootnoteReference { .. } => 0,
    }
}

#[test]
fn each_construct_has_its_node() {
    for (markdown, expected) in [
        ("# A\n\n## *B*\n\ntext", r#"h3("A") h4(em("B")) p("text")"#),
        ("a **b** ~~c~~ `d`", r#"p("a " b("b") " " s("c") " " `d`)"#),
        ("a\nb  \nc", r#"p("a" ~ "b" br "c")"#),
        ("```rust ignore\nfn\n\n```", r#"pre[rust]("fn\n")"#),
        ("    four\n    deep", r#"pre[]("four\ndeep")"#),
        ("```diagram Two boxes\na - b\n```", r#"diagram[Two boxes]("a - b")"#),
        ("```diagram\na\n```", r#"diagram[Diagram, drawn in characters]("a")"#),
        ("- a\n- b\n  - c", r#"tight(li(plain("a")) li(plain("b") tight(li(plain("c")))))"#),
        ("7. a\n\n8. b", r#"loose7(li(p("a")) li(p("b")))"#),
        ("- [x] a\n- [ ] b\n- c", r#"tight(lix(plain("a")) lio(plain("b")) li(plain("c")))"#),
        ("> a\n>\n> - b", r#"quote(p("a") tight(li(plain("b"))))"#),
        ("a\n\n---\n\nb", r#"p("a") rule p("b")"#),
        ("|a|b|\n|:-|-:|\n|c|`d`|\n|e|", r#"table2["a"|"b"]("c"|`d`/"e"|)"#),
        ("a[^n] b[^n]\n\n[^n]: Note.", r#"p("a" ref1 " b" ref1) notes(1<2>(p("Note.")))"#),
        ("- ```\n  a\n  ```", r#"tight(li(pre[]("a")))"#),
        ("> # a", r#"quote(p(b("a")))"#),
        ("#\n\n# &#8203;\n\na", r#"p("a")"#),
    ] {
        assert_eq!(brief(&read(markdown)), expected, "{markdown}");
    }
    let Some(Node::Table { align, .. }) = read("|a|b|c|d|\n|-|:-|:-:|-:|").pop() else { panic!() };
    assert_eq!(align, [Align::Unset, Align::Left, Align::Center, Align::Right]);
}

#[test]
fn links_lead_to_the_web_and_to_known_things_only() {
    let anchor = Anchor::of(AnchorKind::Gate, &Id::from("g"));
    let jumps = Jumps::from_iter([&anchor]);
    for (markdown, expected) in [
        ("[a](http://b.example)", r#"p(a[http://b.example]("a"))"#),
        ("<https://b.example>", r#"p(a[https://b.example]("https://b.example"))"#),
        ("<c@b.example>", r#"p(a[mailto:c@b.example]("c@b.example"))"#),
        ("[](http://b.example)", r#"p(a[http://b.example]("http://b.example"))"#),
        ("[a](http://b.example \"t\")", r#"p(a[http://b.example]("a") " (t)")"#),
        ("[a](#gate-g)", r#"p(jump[gate-g]("a"))"#),
        ("[a](#gate-h)", r#"p("a" " (" `#gate-h` ")")"#),
        ("[a](javascript:alert(1))", r#"p("a" " (" `javascript:alert(1)` ")")"#),
        ("<javascript:alert(1)>", r#"p("javascript:alert(1)")"#),
        ("[a](data:text/html,x)", r#"p("a" " (" `data:text/html,x` ")")"#),
        ("[a](//b.example)", r#"p("a" " (" `//b.example` ")")"#),
        ("[*a*](b.md)", r#"p(em("a") " (" `b.md` ")")"#),
        ("[a][r]\n\n[r]: file:///b", r#"p("a" " (" `file:///b` ")")"#),
        ("[a]()", r#"p("a")"#),
        ("[x {{p95}}](http://b.example)", r#"p(a[http://b.example]("x 5 ms"))"#),
    ] {
        assert_eq!(brief(&parse(&prose(markdown), &jumps)), expected, "{markdown}");
    }
}

#[test]
fn only_pictures_of_the_report_are_shown() {
    for (markdown, expected) in [
        ("![a *b*](a.png)", "p(img[a b inputs/a.png])"),
        ("![](a.png)", "p(img[a.png inputs/a.png])"),
        ("![a](https://b.example/c.png)", r#"p("image: a (https://b.example/c.png)")"#),
        ("![a](data:image/png;base64,AA)", r#"p("image: a (data:image/png;base64,AA)")"#),
        ("![a](a.html)", r#"p("image: a (a.html)")"#),
        ("![a ![b](c)](d)", r#"p("image: a b (d)")"#),
        ("![[a](javascript:x)](d)", r#"p("image: a (d)")"#),
    ] {
        assert_eq!(brief(&read(markdown)), expected, "{markdown}");
    }
}

#[test]
fn values_are_printed_outside_code() {
    for (markdown, expected) in [
        ("takes {{p95}}.", r#"p("takes " value[5 ms] ".")"#),
        ("`{{p95}}` {{other}}", r#"p(`{{p95}}` " {{other}}")"#),
        ("```\n{{p95}}\n```", r#"pre[]("{{p95}}")"#),
        ("|a|\n|-|\n|{{p95}}|", r#"table1["a"](value[5 ms])"#),
    ] {
        assert_eq!(brief(&read(markdown)), expected, "{markdown}");
    }
}

#[test]
fn raw_html_is_text() {
    for (markdown, expected) in [
        ("a <b onclick='x'>c</b>", r#"p("a <b onclick='x'>c</b>")"#),
        ("<script>\nalert(1)\n</script>", r#"p("<script>" br "alert(1)" br "</script>")"#),
        ("<!-- a -->", r#"p("<!-- a -->")"#),
        ("a <i\nb>", r#"p("a <i b>")"#),
        ("<div>\n\n*a*\n\n</div>", r#"p("<div>") p(em("a")) p("</div>")"#),
        ("a&#10;# b &lt;b>", r#"p("a # b <b>")"#),
    ] {
        assert_eq!(brief(&read(markdown)), expected, "{markdown}");
    }
}

#[test]
fn footnotes_have_unique_ids_with_the_prefix() {
    let nodes = read("a[^b] c[^B] d[^e]\n\n[^e]: E\n\n[^b]: B[^e]\n");
    let Some(Node::Footnotes { notes }) = nodes.last() else { panic!("{nodes:?}") };
    let mut ids: Vec<&str> = notes.iter().map(|note| note.id.as_str()).collect();
    ids.extend(notes.iter().flat_map(|note| note.back.iter().map(String::as_str)));
    assert_eq!(ids.len(), 6);
    assert!(ids.iter().all(|id| id.starts_with("section-x_")));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 6);
}

#[test]
fn deep_nesting_is_flattened_and_loses_no_word() {
    let n = 10_000;
    let inputs = [
        format!("{}deep", "> ".repeat(n)),
        format!("{}deep", "- ".repeat(n)),
        format!("{}deep{}", "*".repeat(n), "*".repeat(n)),
        format!("{}deep{}", "*a ".repeat(n), " b*".repeat(n)),
        format!("{}deep{}", "[".repeat(n), "](http://a.example)".repeat(n)),
        format!("{}deep{}", "![".repeat(n), "](a.png)".repeat(n)),
        format!("deep {}", "[^a".repeat(n)),
        format!("deep {}", "{{".repeat(n)),
        format!("deep {}", "<".repeat(n)),
        format!("deep {}", "`".repeat(n)),
        format!("deep\n\n|{}\n|{}\n{}", "a|".repeat(n), "-|".repeat(n), "|\n".repeat(n)),
        (0..200).fold(String::new(), |all, i| all + &"  ".repeat(i) + "- deep\n"),
    ];
    for markdown in inputs {
        let nodes = read(&markdown);
        assert!(depth(&nodes) <= 40, "{}", depth(&nodes));
        assert!(serde_json::to_string(&nodes).unwrap().contains("deep"), "{nodes:?}");
    }
    let nested =
        read(&(0..100).fold(String::new(), |all, i| all + &"> ".repeat(i) + &format!("w{i}\n\n")));
    let words = serde_json::to_string(&nested).unwrap();
    assert!((0..100).all(|i| words.contains(&format!("w{i}\""))), "{words}");
}

#[test]
fn words_of_inlines_are_joined() {
    let nodes = read("a *b* `c`\n{{p95}}");
    assert_eq!(plain_text(&nodes), "a b c 5 ms");
}
