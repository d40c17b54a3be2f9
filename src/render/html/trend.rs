//! A trend as its template draws it: lengths in units of the drawing, as text.

use serde::Serialize;

use super::chart::{Bar, number};
use crate::render::charts::{AXIS, LEFT, MARK, SIZE, Said, Tier, course};
use crate::view::Trend;

/// How far left of the axis its ends are printed, and how far below their lines.
const ENDS: (f64, f64) = (6.0, 3.5);

/// A trend as its template draws it.
#[derive(Debug, Serialize)]
pub(super) struct TrendDrawing<'a> {
    alt: &'a str,
    width: String,
    height: String,
    axis: Ends<'a>,
    goal: Option<Asked<'a>>,
    /// The points of each line.
    lines: Vec<String>,
    marks: Vec<Place>,
    dots: Vec<(String, String)>,
    tiers: Vec<Bar<'a>>,
    words: Vec<Words<'a>>,
}

/// The axis, and what is printed at its ends.
#[derive(Debug, Serialize)]
struct Ends<'a> {
    left: String,
    ground: String,
    x: String,
    low: String,
    top: String,
    high: &'a str,
}

/// What is asked for.
#[derive(Debug, Serialize)]
struct Asked<'a> {
    y: String,
    words: String,
    text: &'a str,
}

/// A mark.
#[derive(Debug, Serialize)]
struct Place {
    x: String,
    y: String,
    /// Its left and upper end.
    left: String,
    top: String,
    size: String,
    drawing: &'static str,
    colour: &'static str,
}

/// Words around a middle.
#[derive(Debug, Serialize)]
struct Words<'a> {
    x: String,
    y: String,
    text: &'a str,
    /// What they are: "value", "words", or nothing of its own.
    class: &'static str,
}

/// Draws a trend; none where its numbers draw nothing.
pub(super) fn draw(trend: &Trend) -> Option<TrendDrawing<'_>> {
    let course = course(trend)?;
    let ((width, height), (ground, top)) = (SIZE, AXIS);
    let goal = course.goal.zip(trend.goal.as_ref());
    let line = |line: &Vec<(f64, f64)>| {
        let points: Vec<String> =
            line.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        points.join(" ")
    };
    let mark = |(x, y, mark): &(f64, f64, &crate::view::Mark)| Place {
        x: number(*x),
        y: number(*y),
        left: number(x - MARK.0 / 2.0),
        top: number(y - MARK.0 / 2.0),
        size: number(MARK.0),
        drawing: mark.drawing,
        colour: mark.colour,
    };
    let tier =
        |it: &Tier| Bar::of((it.x, it.y), (it.width, it.height), (it.colour, it.hollow), None);
    Some(TrendDrawing {
        alt: &trend.alt,
        width: number(width),
        height: number(height),
        axis: Ends {
            left: number(LEFT),
            ground: number(ground),
            x: number(LEFT - ENDS.0),
            low: number(ground + ENDS.1),
            top: number(top + ENDS.1),
            high: &trend.high,
        },
        goal: goal.map(|((line, words), goal)| Asked {
            y: number(line),
            words: number(words),
            text: &goal.words,
        }),
        lines: course.lines.iter().map(line).collect(),
        marks: course.marks.iter().map(mark).collect(),
        dots: course.dots.iter().map(|(x, y)| (number(*x), number(*y))).collect(),
        tiers: course.tiers.iter().map(tier).collect(),
        words: course
            .words
            .iter()
            .map(|it| Words {
                x: number(it.x),
                y: number(it.y),
                text: it.text,
                class: class(it.what),
            })
            .collect(),
    })
}

fn class(what: Said) -> &'static str {
    match what {
        Said::Name => "",
        Said::Value => "value",
        Said::Unknown => "words",
    }
}
