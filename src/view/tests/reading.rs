//! What a reader sees of a document, as plain lines.

use crate::view::{Block, Fact, Section, Span, Table, Text};

/// What a reader sees of a text.
pub(super) fn read(text: &Text) -> String {
    let word = |span: &Span| match span {
        Span::Plain { text }
        | Span::Strong { text }
        | Span::Emphasis { text }
        | Span::Code { text }
        | Span::Path { text }
        | Span::Link { text, .. }
        | Span::Evidence { text, .. }
        | Span::Added { text }
        | Span::Removed { text }
        | Span::Beside { text, .. }
        | Span::Uri { text, .. } => text.clone(),
        Span::Break => "\n".to_owned(),
    };
    text.0.iter().map(word).collect()
}

/// All that a section prints, spans joined, a line for each text.
pub(super) fn printed(section: &Section) -> String {
    let mut lines = Vec::new();
    for block in &section.blocks {
        block_lines(block, &mut lines);
    }
    lines.join("\n")
}

fn block_lines(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading(heading) => lines.push(read(&heading.text)),
        Block::Paragraph(paragraph) => lines.push(read(&paragraph.text)),
        Block::List(list) => lines.extend(list.items.iter().map(read)),
        Block::Facts(facts) => lines.extend(facts.facts.iter().map(fact)),
        Block::Table(table) => table_lines(table, lines),
        // What a drawing says stands in the words before it.
        Block::Figure(_) => {}
        Block::Findings(findings) => {
            for finding in &findings.findings {
                lines.push(format!("{} {} {}", finding.severity.word, finding.id, finding.title));
                lines.push(read(&finding.note));
                lines.extend(finding.facts.iter().map(fact));
            }
        }
        Block::Evidence(evidence) => {
            lines.push(format!("{} {} {}", evidence.number, evidence.id, evidence.path));
            let trouble = evidence.trouble.as_ref();
            lines.extend(trouble.map(|one| format!("{}: {}", one.mark.word, read(&one.text))));
            lines.extend(evidence.facts.iter().map(fact));
            for line in &evidence.excerpt {
                let users: Vec<String> = line.used_by.iter().map(read).collect();
                lines.push(format!("{} <- {}", line.number, users.join(", ")));
            }
        }
        Block::Prose(prose) => lines.push(prose.markdown.clone()),
        Block::Lines(_) => panic!("no report has lines that differ"),
    }
}

fn fact(fact: &Fact) -> String {
    format!("{}: {}", fact.label, read(&fact.value))
}

fn table_lines(table: &Table, lines: &mut Vec<String>) {
    lines.push(read(&table.caption));
    for group in &table.groups {
        lines.extend(group.title.as_ref().map(read));
        for cell in group.rows.iter().flat_map(|row| &row.cells) {
            let mark = cell.mark.as_ref().map_or("", |mark| mark.word);
            lines.push(format!("{mark}{}", read(&cell.text)));
            lines.extend(cell.notes.iter().map(read));
        }
    }
    lines.extend(table.foot.iter().flat_map(|row| &row.cells).map(|cell| read(&cell.text)));
}
