//! Section 3: the scores with their whole arithmetic.

use super::{Content, declared};
use crate::model::report::Score;
use crate::view::context::Context;
use crate::view::{
    Anchor, AnchorKind, Block, Cell, Chart, Column, Narrow, Row, Span, Strip, Table, Text, labels,
};

pub(super) fn content(context: &Context<'_>) -> Content {
    let scores = &context.report.scores;
    if scores.categories.is_empty() {
        return Content::empty("No claim is counted, so that there is no score.");
    }
    let intro = "A category scores the share of its claims that are supported. A claim without support counts \
                 as zero; one that does not apply is left out, with its reason. What is printed is rounded towards zero.";
    let columns = vec![
        Column::subject("Category", 4),
        Column::number("Supported", 1),
        Column::number("Counted", 1),
        Column::number("Score", 1),
        Column::number("Weight", 1),
        Column::number("Points", 1),
        Column::words("Of possible", 3),
    ];
    let rows = scores.categories.iter().map(|score| row(context, score)).collect();
    let caption = "Score = 100 × supported ÷ counted; points = weight × score ÷ sum of the weights that count";
    let legend = "A box is as wide as its category weighs; the filled part is earned";
    let mut table = Table { legend: legend.to_owned(), ..Table::of(caption, columns, rows) };
    table.foot = Some(row(context, &scores.total));
    table.narrow = Narrow::Scrolls;
    Content {
        tally: scores.total.score.clone().unwrap_or_else(|| "no score".to_owned()),
        blocks: vec![Block::says(intro), Block::Table(table)],
    }
}

fn row(context: &Context<'_>, score: &Score) -> Row {
    let category = context.category(score.id.as_str());
    let name = match category {
        Some(category) => Text(vec![Span::Link {
            to: Anchor::of(AnchorKind::Category, &category.id),
            text: score.title.clone(),
            code: false,
        }]),
        None => Text::plain(score.title.clone()),
    };
    let said = category.and_then(|category| declared::score_words(&category.declared));
    let said = said.map(|said| Text::plain(format!("declared {said}")));
    let or = |text: &Option<String>, none: &str| {
        Cell::words(text.clone().unwrap_or_else(|| none.to_owned()))
    };
    Row::plain(vec![
        Cell::of(name).noted(said),
        Cell::words(labels::number(score.supported)),
        Cell::words(labels::number(score.counted)),
        or(&score.score, "none"),
        Cell::words(labels::decimal(&score.weight)),
        or(&score.points, "none"),
        possible(score),
    ])
}

/// "12.50 of 25.00", drawn.
fn possible(score: &Score) -> Cell {
    let (Some(points), Some(possible)) = (&score.points, &score.points_possible) else {
        return Cell::words("not scored");
    };
    let words = format!("{points} of {possible}");
    let chart = points.parse().ok().zip(possible.parse().ok()).map(|(earned, possible)| {
        Chart::Strip(Strip { alt: format!("{}: {words} points", score.title), earned, possible })
    });
    Cell { chart, ..Cell::words(words) }
}
