//! What the page holds, of a friendly document and of a hostile one.

use std::collections::BTreeSet;

use super::render;
use crate::model::{ClaimState, Severity, Verdict};
use crate::render::specimen;
use crate::view::{Block, Document, Finding, Findings, Mark, Span, Text};

fn page(document: &Document) -> String {
    String::from_utf8(render(document).unwrap()).unwrap()
}

/// What the document with only these blocks, in one section, says.
fn page_of(blocks: &[Block]) -> String {
    let page = page_with(blocks);
    let (_, rest) = page.split_once("<main").unwrap();
    rest.split_once("</main>").unwrap().0.to_owned()
}

/// The document with only these blocks, in one section.
fn page_with(blocks: &[Block]) -> String {
    let mut document = specimen::friendly();
    document.sections.truncate(1);
    for section in &mut document.sections {
        section.blocks = blocks.to_vec();
    }
    page(&document)
}

fn first_block(is_wanted: fn(&Block) -> bool) -> Block {
    let document = specimen::friendly();
    document.sections.into_iter().flat_map(|section| section.blocks).find(is_wanted).unwrap()
}

/// All values of an attribute, in order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    page.split(opening.as_str()).skip(1).map(|rest| rest.split_once('"').unwrap().0).collect()
}

/// The names of all attributes; in text, a quotation mark is escaped.
fn attribute_names(page: &str) -> BTreeSet<&str> {
    let (markup, _) = page.split_once("<style>").unwrap();
    let (_, body) = page.split_once("</style>").unwrap();
    let names = [markup, body].into_iter().flat_map(|part| part.split("=\"").collect::<Vec<_>>());
    names.filter_map(|part| part.rsplit([' ', '"', '\n']).next()).collect()
}

/// All element names, in order of appearance; text is escaped, so each `<` opens or closes one.
fn elements(page: &str) -> Vec<&str> {
    let ends = |char: char| !char.is_ascii_alphanumeric();
    page.split('<').skip(1).map(|rest| rest.split(ends).next().unwrap()).collect()
}

#[test]
fn every_kind_of_block_prints_what_it_holds() {
    for (block, expected) in [
        (first_block(|block| matches!(block, Block::Heading(_))), "<h3 id=\"why\">Why it is not"),
        (first_block(|block| matches!(block, Block::Paragraph(_))), "<em>“PRODUCTION READY”</em>"),
        (first_block(|block| matches!(block, Block::List(_))), "<ol>\n<li>1 critical finding"),
        (
            first_block(|block| matches!(block, Block::Facts(_))),
            "<dt>k6 1.2.1</dt><dd><code>k6 run",
        ),
        (
            first_block(|block| matches!(block, Block::Table(_))),
            "<th scope=\"row\"><code>G1</code>",
        ),
        (first_block(|block| matches!(block, Block::Findings(_))), "BEGIN PRIVATE KEY"),
        (first_block(|block| matches!(block, Block::Evidence(_))), "<i>120</i>"),
        (first_block(|block| matches!(block, Block::Prose(_))), "<td class=\"right\">900 EUR</td>"),
        (
            first_block(|block| matches!(block, Block::Lines(_))),
            "</del></div><div><ins class=\"line\"><i>+</i>  &quot;passed&quot;: 20</ins></div></div>",
        ),
    ] {
        let page = page_of(&[block]);
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
}

#[test]
fn a_table_prints_every_cell_with_its_head() {
    let page = page(&specimen::friendly());
    for expected in [
        "<caption id=\"table_1\"><span>1 fails, 1 is undetermined, 1 is waived, 1 passes</span>",
        "<th scope=\"col\" class=\"n\">Observed</th>",
        "<tr id=\"gate-_471\"><td><span class=\"st\"><svg class=\"m fails\" aria-hidden=\"true\">",
        "<span class=\"sub\">3 refuted, 3 unsupported, 1 stale, 1 broken</span>",
        "<td class=\"in\" data-l=\"Level\">block</td>",
        "<td class=\"n nb in\" data-l=\"Threshold\">at most 0</td>",
        "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-labelledby=\"table_2\">",
        "<title>4.29 of 30 points</title>",
        "<tfoot>\n<tr><th scope=\"row\">Total</th>",
        "<th scope=\"rowgroup\" colspan=\"3\">Security, 1 of 3 supported</th>",
        "<th scope=\"row\" class=\"d2\">",
        "<caption id=\"table_4\"><span>8 measures against their targets. Grey: meets the target</span>",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

#[test]
fn a_bullet_shows_its_value_in_its_own_form() {
    let page = page(&specimen::friendly());
    let drawing = |form: &str| {
        let (_, rest) = page.split_once(&format!("<title>{form}: 15 000; target")).unwrap();
        rest.split_once("</svg>").unwrap().0.to_owned()
    };
    let forms = ["class=\"bar\"", "<circle", "class=\"bound\"", "class=\"words\""];
    for (name, shown, expected) in [
        ("Bar", "class=\"bar\"", "<rect class=\"bar\" x=\"1.0\" y=\"7\" width=\"148.5\""),
        ("Bar", "class=\"bar\"", "<rect class=\"band\" x=\"100.0\" y=\"4\" width=\"99.0\""),
        ("Too long", "class=\"bar\"", "<rect class=\"band\" x=\"1.0\" y=\"4\" width=\"99.0\""),
        ("Only this", "class=\"bar\"", "<path class=\"goal\" d=\"M100.0 1V19\"/>"),
        ("At most", "class=\"bound\"", "fill=\"url(#hatch)\" x=\"1.0\" y=\"7\" width=\"39.6\""),
        ("At least", "class=\"bound\"", "x=\"139.6\" y=\"7\" width=\"59.4\""),
        ("Words", "class=\"words\"", "x=\"16.8\" y=\"13.5\">no value</text>"),
    ] {
        let drawn = drawing(name);
        assert!(drawn.contains(expected), "{expected} is not in {drawn}");
        assert_eq!(forms.map(|form| drawn.contains(form)), forms.map(|form| form == shown));
    }
    let dot = drawing("Dot");
    assert!(
        dot.contains("<circle class=\"bar\" cx=\"40.6\"") && !dot.contains("<rect class=\"bar")
    );
    assert!(dot.contains("class=\"cut\"") && drawing("Words, cut").contains("class=\"cut\""));
    assert!(!drawing("Bar").contains("class=\"cut\"") && !drawing("Only this").contains("band"));
    assert_eq!(page.matches("<pattern id=\"hatch\"").count(), 1);
    let gates = first_block(|block| matches!(block, Block::Table(_)));
    assert!(!page_with(&[gates]).contains("hatch\""), "what isn't used isn't there");
}

#[test]
fn a_severity_bar_has_a_bar_a_finding_or_a_number() {
    let page = page_of(&[first_block(|block| matches!(block, Block::Figure(_)))]);
    assert!(
        page.contains("<title>2 critical, 2 high, 2 medium, 1200 low, 2 info, 2 unknown</title>")
    );
    assert_eq!(page.matches("<rect class=\"sev-critical\"").count(), 2);
    assert_eq!(page.matches("<rect class=\"hollow unknown\"").count(), 2);
    assert!(page.contains(
        "<rect class=\"sev-critical\" x=\"7.0\" y=\"1.0\" width=\"6.0\" height=\"12.0\"/>"
    ));
    let low = "<rect class=\"sev-low\" x=\"51.0\" y=\"8.5\" width=\"30.0\" height=\"4.5\"/>";
    assert!(page.contains(&format!("{low}<text x=\"84.0\" y=\"13\">1200</text>")));
}

#[test]
fn evidence_is_linked_both_ways_and_to_its_file() {
    let page = page(&specimen::friendly());
    for expected in [
        "<a class=\"ev\" href=\"#line-scan-5\">E2 L5</a>",
        "<li class=\"hit\" id=\"line-scan-5\"><i>5</i><mark>",
        "<small><a class=\"id\" href=\"#claim-sec_2escan\">sec.scan</a>, ",
        "</a> and 12 more</small>",
        "<small>9990 characters left out</small>",
        "<li class=\"gap\"><i>⋮</i></li>",
        "<a href=\"inputs/evidence/security%20scan.json\"><code>evidence/security scan.json</code>",
        "<span class=\"id\">E3</span> <span class=\"id\">lost</span> <code>evidence/security scan.json</code>",
        "</svg>Broken</span>: The file is missing.",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

#[test]
fn marks_stand_beside_their_words_and_each_is_drawn_once() {
    let page = page(&specimen::friendly());
    let marks = [
        Mark::from(Verdict::NotReady),
        Mark::from(ClaimState::NotApplicable),
        Mark::from(Severity::Unknown),
    ];
    for mark in marks {
        assert_eq!(page.matches(&format!("<symbol id=\"m-{}\"", mark.drawing)).count(), 1);
        assert!(page.contains(&format!("<use href=\"#m-{}\"/></svg>", mark.drawing)));
        assert!(page.contains(mark.word));
    }
    assert!(!page.contains("m-verdict-ready\""), "what isn't used isn't there");
}

#[test]
fn every_jump_arrives_and_every_target_is_unique() {
    for document in [specimen::friendly(), specimen::hostile()] {
        let page = page(&document);
        let ids = attributes(&page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len());
        for target in attributes(&page, "href") {
            if let Some(fragment) = target.strip_prefix('#') {
                assert!(unique.contains(fragment), "{fragment}");
            }
        }
        for label in attributes(&page, "aria-labelledby") {
            assert!(unique.contains(label), "{label}");
        }
    }
}

#[test]
fn headings_skip_no_level() {
    let page = page(&specimen::friendly());
    let is_heading = |name: &&str| name.len() == 2 && name.starts_with('h') && *name != "hr";
    let mut last = 0;
    for heading in elements(&page).into_iter().filter(is_heading) {
        let level: u32 = heading.strip_prefix('h').unwrap().parse().unwrap();
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    assert!(last > 1);
}

#[test]
fn hostile_words_make_no_element_and_no_attribute() {
    let friendly = page(&specimen::friendly());
    let hostile = page(&specimen::hostile());
    let known: BTreeSet<&str> = elements(&friendly).into_iter().collect();
    let strange: BTreeSet<&str> =
        elements(&hostile).into_iter().filter(|name| !known.contains(name)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    let known = attribute_names(&friendly);
    let strange: Vec<&str> =
        attribute_names(&hostile).into_iter().filter(|name| !known.contains(name)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(!hostile.contains("<script") && !hostile.contains("<img src=x"));
    let bad = |char: char| char.is_control() && char != '\n' && char != '\t';
    assert!(!hostile.contains(bad) && !hostile.contains('\u{202e}'));
    assert!(hostile.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;[U+202E]"));
    for address in attributes(&hostile, "href") {
        let allowed = ["#", "https://", "mailto:", "data:,", "inputs/", "%3Cscript%3E"];
        assert!(allowed.iter().any(|start| address.starts_with(start)), "{address}");
    }
    let sources = attributes(&hostile, "src");
    assert!(sources.iter().all(|source| source.starts_with("data:image/png;base64,")));
}

#[test]
fn a_web_address_is_judged_where_it_is_printed() {
    let uri = |href: &str| {
        let span = Span::Uri { href: href.to_owned(), text: "words".to_owned() };
        page_of(&[Block::Paragraph(crate::view::Paragraph { text: Text(vec![span]) })])
    };
    assert!(uri("https://a.example/?a=1&b").contains("href=\"https://a.example/?a=1&amp;b\""));
    let refused = uri("javascript:alert(1)");
    assert!(refused.contains("<p>words</p>") && !refused.contains("javascript"));
}

#[test]
fn the_page_allows_itself_nothing_but_its_own_style() {
    use base64::Engine as _;
    use sha2::Digest as _;

    let page = page(&specimen::friendly());
    let (_, rest) = page.split_once("<style>").unwrap();
    let (style, _) = rest.split_once("</style>").unwrap();
    let digest = base64::prelude::BASE64_STANDARD.encode(sha2::Sha256::digest(style));
    assert!(page.contains(&format!("content=\"default-src 'none'; style-src 'sha256-{digest}';")));
    let names = attribute_names(&page);
    assert!(names.iter().all(|name| *name != "style" && !name.starts_with("on")), "{names:?}");
    assert_eq!(page.matches("<style").count(), 1);
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn the_same_document_makes_the_same_bytes() {
    let document = specimen::hostile();
    assert_eq!(render(&document).unwrap(), render(&document.clone()).unwrap());
}

#[test]
fn ten_thousand_findings_are_all_there() {
    let Block::Findings(mut block) = first_block(|block| matches!(block, Block::Findings(_)))
    else {
        panic!("no findings")
    };
    let one = block.findings.pop().unwrap();
    let numbered = |at| Finding { title: format!("Number {at} of many"), ..one.clone() };
    let findings = (0..10_000).map(numbered).collect();
    let page = page_of(&[Block::Findings(Findings { findings, facets: Vec::new() })]);
    assert_eq!(page.matches("<article").count(), 10_000);
    assert!(page.contains("Number 9999 of many"));
}
