//! Templates that leave something out, each with the kinds of entries of which something is missed then.

use signoff::render::{Format, Templates};

/// A template with a piece of its source replaced.
pub struct Mutation {
    /// Its path below templates/.
    pub template: &'static str,
    /// What is replaced, and by what.
    cut: (&'static str, String),
    /// The kinds of which something is missed.
    pub missed: Vec<&'static str>,
    /// Of how many of their entries.
    pub of: Of,
    /// In what it is missed.
    pub in_a: InA,
}

/// In what something is missed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InA {
    Report,
    Comparison,
}

/// Of how many entries of a kind something is missed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Some,
    Every,
}

impl Mutation {
    /// The format whose text is mutated.
    pub fn format(&self) -> Option<Format> {
        match self.template.split_once('/').unwrap().0 {
            "html" => Some(Format::Html),
            "markdown" => Some(Format::Markdown),
            "pdf" => cfg!(feature = "pdf").then_some(Format::Pdf),
            other => panic!("no such format: {other}"),
        }
    }

    pub fn name(&self) -> String {
        format!("{} with `{}` for `{}`", self.template, self.cut.1, self.cut.0)
    }

    /// All templates, this one mutated.
    pub fn templates(&self) -> Templates {
        let templates = Templates::default();
        let source = templates.source(self.template).unwrap();
        assert!(source.contains(self.cut.0), "{} has no `{}`", self.template, self.cut.0);
        let mutated = source.replace(self.cut.0, &self.cut.1);
        templates.replace(self.template, mutated).unwrap()
    }
}

/// Templates that print nothing of the report, or nothing that doesn't stand elsewhere too, with the reason.
pub const WITHOUT_CONTENT: &[(&str, &str)] = &[
    ("html/report.css", "style"),
    ("html/choose.html", "offers to leave out what is printed; tested beside it"),
    ("html/sprite.html", "draws marks that stand beside their words"),
    ("html/site.html", "stands around a page of a site; tested with it"),
    ("html/chart.html", "draws figures that stand beside it"),
    ("html/figure.html", "a frame around a drawing"),
    ("html/contents.html", "lists the headings of the sections"),
    ("markdown/comment.md", "a comment on what changed between two reports; tested beside it"),
    #[cfg(feature = "pdf")]
    ("pdf/annex.typ", "begins annex volumes with what the main volume says; no example has any"),
    #[cfg(feature = "pdf")]
    ("pdf/chart.typ", "draws figures that stand beside it"),
    #[cfg(feature = "pdf")]
    ("pdf/contents.typ", "lists the headings of the sections"),
    #[cfg(feature = "pdf")]
    ("pdf/figure.typ", "a frame around a drawing"),
    #[cfg(feature = "pdf")]
    ("pdf/picture.typ", "tries whether a picture can be set"),
];

/// The things that stand in a table's rows: the kind, and how the rows' anchors begin.
const ROWS: &[(&str, &str)] = &[
    ("gates", "gate-"),
    ("claims", "claim-"),
    ("measures", "measure-"),
    ("contradictions", "contradiction-"),
    ("items", "item-"),
    ("actions", "action-"),
    ("waivers", "waiver-"),
    ("signoffs", "signoff-"),
    ("runs", "run-"),
    ("artifacts", "artifact-"),
];

/// Rows that are no thing's: of the way, conditions, declarations, scores, what expires, inputs.
const OTHER_ROWS: &[&str] = &["way", "conditions", "declared", "scores", "forecast", "provenance"];

/// What has a mark with its state.
const MARKED: &[&str] = &["gates", "claims", "measures", "items", "findings"];

/// A mutation: template, what is cut, what is there instead, what is missed.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

const HTML: &[Row] = &[
    ("html/page.html", "{{ body -}}", "", &["gates", "scores", "findings"]),
    (
        "html/cover.html",
        "<b class=\"{{ cover.verdict.colour }}\">{{ cover.verdict.word }}</b>",
        "",
        &["verdict"],
    ),
    ("html/cover.html", "{{ cover.sentence }}", "", &["verdict"]),
    ("html/cover.html", "<dd>{{ <text spans={fact.value} /> }}</dd>", "", &["subject"]),
    ("html/section.html", "{{ section.title }}", "", &["sections"]),
    ("html/heading.html", "{{ <text spans={heading.text} /> }}", "", &["checklists", "changes"]),
    (
        "html/paragraph.html",
        "{{ <text spans={paragraph.text} /> }}",
        "",
        &["verdict", "provenance", "way", "rules", "changes"],
    ),
    ("html/list.html", "{{ <text spans={item} /> }}", "", &["verdict"]),
    ("html/facts.html", "{{ fact.label }}", "", &["findings", "evidence", "policy", "checklists"]),
    (
        "html/facts.html",
        "{{ <text spans={fact.value} /> }}",
        "",
        &["findings", "evidence", "policy", "redactions"],
    ),
    ("html/mark.html", "{{ mark.word }}", "", MARKED),
    (
        "html/cell.html",
        "{{ <mark mark={cell.mark} /> }}",
        "",
        &["gates", "claims", "measures", "items"],
    ),
    (
        "html/cell.html",
        "{{ <text spans={cell.text} /> }}",
        "",
        &["gates", "claims", "measures", "scores", "way", "changes"],
    ),
    (
        "html/cell.html",
        "{{ <text spans={note} /> }}",
        "",
        &["gates", "claims", "runs", "waivers", "changes"],
    ),
    ("html/table.html", "{{ <text spans={group.title} /> }}", "", &["categories"]),
    ("html/text.html", "<code>{{ span.text }}</code>", "", &["evidence", "gates", "provenance"]),
    (
        "html/text.html",
        "<a class=\"ev\" href=\"#{{ span.to }}\">{{ span.text }}</a>",
        "",
        &["claims", "declared"],
    ),
    ("html/findings.html", "{{ <mark mark={finding.severity} /> }}", "", &["findings"]),
    ("html/findings.html", "{{ finding.title }}", "", &["findings"]),
    ("html/findings.html", "{{ finding.snippet }}", "", &["findings"]),
    (
        "html/findings.html",
        "{{ body }}\n{%- if finding.facts",
        "{%- if finding.facts",
        &["findings"],
    ),
    ("html/findings.html", "{{ <facts facts={finding.facts} /> }}", "", &["findings"]),
    ("html/evidence.html", "{{ <facts facts={evidence.facts} /> }}", "", &["evidence"]),
    ("html/evidence.html", "{{ evidence.id }}", "", &["evidence"]),
    ("html/evidence.html", "<mark>{{ line.text }}</mark>", "", &["evidence"]),
    (
        "html/prose.html",
        "<div class=\"prose\">\n{{ body }}</div>",
        "",
        &["sections", "notes", "findings"],
    ),
    ("html/prose.html", "<tr>{{ body }}</tr>", "", &["sections"]),
];

const MARKDOWN: &[Row] = &[
    ("markdown/page.md", "{{ section.heading }}", "", &["sections"]),
    ("markdown/page.md", "{{ section.body }}", "", &["gates", "scores", "findings"]),
    ("markdown/cover.md", "{{ sentence }}", "", &["verdict"]),
    ("markdown/cover.md", "{{ note }}", "", &["verdict"]),
    ("markdown/cover.md", "- {{ facts.items | join(sep=\"\\n- \") }}", "", &["subject"]),
    ("markdown/heading.md", "{{ text }}", "", &["checklists", "changes"]),
    (
        "markdown/paragraph.md",
        "{{ text }}",
        "",
        &["verdict", "provenance", "way", "rules", "changes"],
    ),
    ("markdown/list.md", "{{ item }}", "", &["verdict"]),
    (
        "markdown/facts.md",
        "{{ items | join(sep=\"\\n- \") }}",
        "",
        &["policy", "checklists", "redactions"],
    ),
    (
        "markdown/table.md",
        "{% if cell %} {{ cell }}{% endif %}",
        "",
        &["gates", "claims", "scores", "categories", "changes"],
    ),
    ("markdown/findings.md", "{{ finding.heading }}", "", &["findings"]),
    ("markdown/findings.md", "{{ finding.body }}", "", &["findings"]),
    ("markdown/findings.md", "{{ finding.snippet }}", "", &["findings"]),
    (
        "markdown/findings.md",
        "- {{ finding.facts.items | join(sep=\"\\n- \") }}",
        "",
        &["findings"],
    ),
    ("markdown/evidence.md", "{{ heading }}", "", &["evidence"]),
    ("markdown/evidence.md", "- {{ facts.items | join(sep=\"\\n- \") }}", "", &["evidence"]),
    ("markdown/evidence.md", "{{ excerpt.code }}", "", &["evidence"]),
    ("markdown/prose.md", "{{ text }}", "", &["sections", "notes"]),
];

const PDF: &[Row] = &[
    (
        "pdf/report.typ",
        "for part in it.blocks { blocks.draw(part) }",
        "for part in it.blocks { hide(blocks.draw(part)) }",
        &["gates", "scores", "findings"],
    ),
    ("pdf/report.typ", "#number#words(it.title)", "#number A section", &["sections"]),
    ("pdf/front.typ", "it.verdict.word", "[]", &["verdict"]),
    ("pdf/front.typ", "par(text(12pt, words(it.sentence)))", "", &["verdict"]),
    ("pdf/front.typ", "#text(9.4pt, words(fact.value))", "", &["subject"]),
    ("pdf/opening.typ", "#words(it.as_of)", "", &["subject"]),
    (
        "pdf/blocks.typ",
        "evidence: evidence.draw",
        "evidence: it => hide(evidence.draw(it))",
        &["evidence"],
    ),
    ("pdf/heading.typ", "#words(it.text)", "A heading", &["checklists", "changes"]),
    (
        "pdf/paragraph.typ",
        "words(it.text)",
        "[]",
        &["verdict", "provenance", "way", "rules", "changes"],
    ),
    ("pdf/list.typ", "it.items.map(words)", "it.items.map(item => [])", &["verdict"]),
    ("pdf/facts.typ", "words(fact.label)", "[]", &["findings", "evidence", "policy", "checklists"]),
    (
        "pdf/facts.typ",
        "words(row.first().value)",
        "[]",
        &["findings", "evidence", "policy", "redactions"],
    ),
    ("pdf/style.typ", "#it.word", "", MARKED),
    ("pdf/table.typ", "status(it.mark)", "[]", &["gates", "claims", "measures", "items"]),
    (
        "pdf/table.typ",
        "if it.text != \"\" { words(it.text) }",
        "",
        &["gates", "claims", "measures", "scores", "way", "changes"],
    ),
    (
        "pdf/table.typ",
        "small(words(note))",
        "[]",
        &["gates", "claims", "runs", "waivers", "changes"],
    ),
    ("pdf/table.typ", "#strong(words(group.title))", "", &["categories"]),
    ("pdf/text.typ", "mono(words(piece.words))", "[]", &["evidence", "gates", "provenance"]),
    (
        "pdf/text.typ",
        "let made = link(jump(piece.to), text(fill: accent, words(piece.words)))",
        "let made = []",
        &["claims", "declared"],
    ),
    ("pdf/findings.typ", "#status(it.mark) ", "", &["findings"]),
    ("pdf/findings.typ", "#words(it.title)", "", &["findings"]),
    ("pdf/findings.typ", "it.snippet.map(words).join(linebreak())", "[]", &["findings"]),
    ("pdf/findings.typ", "prose.draw(it.body)", "", &["findings"]),
    ("pdf/findings.typ", "facts.draw((rows: it.facts))", "", &["findings"]),
    ("pdf/evidence.typ", " + it.facts)", ")", &["evidence"]),
    ("pdf/evidence.typ", "words(it.words)", "hide(words(it.words))", &["evidence"]),
    ("pdf/prose.typ", "words(it.words)", "[]", &["sections", "notes", "findings"]),
    ("pdf/prose.typ", "..it.rows.map(cells).flatten(), ", "", &["sections"]),
];

/// What only a comparison prints.
const COMPARISON: &[Row] = &[
    ("html/lines.html", "<del class=\"line\"><i>−</i>{{ line }}</del>", "", &["evidence"]),
    ("html/lines.html", "<ins class=\"line\"><i>+</i>{{ line }}</ins>", "", &["evidence"]),
    ("html/lines.html", "{{ stretch.words }}", "", &["evidence"]),
    ("html/cover.html", "{{ cover.was.words }}", "", &["verdict"]),
    ("html/text.html", "<ins>{{ span.text }}</ins>", "", &["narrative"]),
    ("html/text.html", "<del>{{ span.text }}</del>", "", &["narrative"]),
    ("markdown/lines.md", "{{ code }}", "", &["evidence"]),
    ("markdown/cover.md", "{{ was }}", "", &["verdict"]),
];

#[cfg(feature = "pdf")]
const COMPARISON_PDF: &[Row] = &[
    ("pdf/lines.typ", "excerpt(it)", "[]", &["evidence"]),
    ("pdf/text.typ", "strike(words(piece.words))", "[]", &["narrative"]),
];
#[cfg(not(feature = "pdf"))]
const COMPARISON_PDF: &[Row] = &[];

/// All mutations of all formats that this build has.
pub fn mutations() -> Vec<Mutation> {
    let pdf: &[Row] = if cfg!(feature = "pdf") { PDF } else { &[] };
    let written = |in_a, rows: Vec<Row>| {
        rows.into_iter().map(move |(template, cut, with, missed)| Mutation {
            template,
            cut: (cut, with.to_owned()),
            missed: missed.to_vec(),
            of: Of::Some,
            in_a,
        })
    };
    let mut all: Vec<Mutation> = written(InA::Report, [HTML, MARKDOWN, pdf].concat()).collect();
    all.extend(written(InA::Comparison, [COMPARISON, COMPARISON_PDF].concat()));
    for (kind, anchor) in ROWS {
        all.extend(without_rows(&[kind], Of::Every, Rows::At(anchor)));
    }
    all.extend(without_rows(OTHER_ROWS, Of::Some, Rows::Nowhere));
    all
}

/// Rows of a table.
#[derive(Clone, Copy)]
enum Rows {
    /// Those whose anchor begins so.
    At(&'static str),
    /// Those without one.
    Nowhere,
}

/// In each format, a table that leaves those rows out.
fn without_rows(missed: &[&'static str], of: Of, rows: Rows) -> Vec<Mutation> {
    let (html, markdown, pdf) = match rows {
        Rows::At(anchor) => (
            format!("row.anchor and row.anchor is starting_with(pat=\"{anchor}\")"),
            format!("row | join(sep=\"\") is containing(pat='<a id=\"{anchor}')"),
            format!("row.label != none and row.label.starts-with(\"{anchor}\")"),
        ),
        Rows::Nowhere => (
            "not row.anchor".to_owned(),
            "not row | join(sep=\"\") is containing(pat='<a id=')".to_owned(),
            "row.label == none".to_owned(),
        ),
    };
    let cell = "{{ <cell cell={cell} /> }}";
    let html = format!("{{% if {html} %}}{{% else %}}{cell}{{% endif %}}");
    let row = "{% for cell in row %}";
    let markdown = format!("{{% if {markdown} %}}{{% continue %}}{{% endif %}}{row}");
    // Jump targets stay: typst refuses a link that leads nowhere.
    let draw = "content(cell) })";
    let pdf = format!("if not ({pdf}) {{ content(cell) }} }})");
    let mutations = [
        ("html/table.html", cell, html),
        ("markdown/table.md", row, markdown),
        ("pdf/table.typ", draw, pdf),
    ];
    let built = mutations
        .into_iter()
        .filter(|(path, ..)| cfg!(feature = "pdf") || !path.starts_with("pdf/"));
    built
        .map(|(template, cut, with)| Mutation {
            template,
            cut: (cut, with),
            missed: missed.to_vec(),
            of,
            in_a: InA::Report,
        })
        .collect()
}
