//! Charts, as data.

use serde::Serialize;

use super::Words;

/// A drawing.
#[derive(Debug, Serialize)]
#[serde(tag = "chart", rename_all = "snake_case")]
pub(in crate::render::pdf) enum Chart {
    /// Lengths are parts of the axis, from 0 to 1.
    Bullet {
        alt: String,
        band: Option<(f64, f64)>,
        target: f64,
        held: Held,
        cut: bool,
        low: Words,
        high: Words,
    },
    /// Lengths are parts of the whole, from 0 to 1.
    Strip { alt: String, earned: f64, possible: f64 },
    /// Lengths are those of a screen, in pixels.
    Severities { alt: String, width: f64, height: f64, bars: Vec<Bar> },
    /// Lengths are parts of the axis, from 0 to 1.
    Waterfall { alt: String, form: Form, from: f64, to: f64 },
    /// Lengths are in units of the drawing.
    Trend(Trend),
    /// Lengths are those of a screen, in pixels.
    Spark { alt: String, size: (f64, f64), lines: Vec<Vec<(f64, f64)>>, last: Option<(f64, f64)> },
}

/// How something went from version to version.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Trend {
    pub(in crate::render::pdf) alt: String,
    pub(in crate::render::pdf) size: (f64, f64),
    /// Where the axis starts from the left, where zero is, and where it ends.
    pub(in crate::render::pdf) left: f64,
    pub(in crate::render::pdf) axis: (f64, f64),
    pub(in crate::render::pdf) high: Words,
    pub(in crate::render::pdf) goal: Option<Asked>,
    pub(in crate::render::pdf) lines: Vec<Vec<(f64, f64)>>,
    /// How large a mark is.
    pub(in crate::render::pdf) mark: f64,
    pub(in crate::render::pdf) marks: Vec<(f64, f64, String)>,
    pub(in crate::render::pdf) dots: Vec<(f64, f64)>,
    pub(in crate::render::pdf) tiers: Vec<Bar>,
    pub(in crate::render::pdf) words: Vec<Placed>,
}

/// What is asked for: where its line lies, and where its words stand.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Asked {
    pub(in crate::render::pdf) line: f64,
    pub(in crate::render::pdf) y: f64,
    pub(in crate::render::pdf) text: Words,
}

/// Words around a middle, on a base line.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Placed {
    pub(in crate::render::pdf) x: f64,
    pub(in crate::render::pdf) y: f64,
    pub(in crate::render::pdf) text: Words,
    /// How they look.
    pub(in crate::render::pdf) look: Look,
}

/// How words in a trend look.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::render::pdf) enum Look {
    Name,
    Value,
    Unknown,
}

/// What a row of a waterfall is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::render::pdf) enum Form {
    Sum,
    Rise,
    Drop,
    Still,
}

/// What is held against a bullet's target.
#[derive(Debug, Serialize)]
#[serde(tag = "held", rename_all = "snake_case")]
pub(in crate::render::pdf) enum Held {
    Bar { to: f64 },
    Dot { at: f64 },
    Bound { from: f64, to: f64 },
    Words { at: f64, text: Words },
}

/// A bar of findings.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Bar {
    pub(in crate::render::pdf) x: f64,
    pub(in crate::render::pdf) y: f64,
    pub(in crate::render::pdf) width: f64,
    pub(in crate::render::pdf) height: f64,
    pub(in crate::render::pdf) colour: &'static str,
    /// Whether it is an outline.
    pub(in crate::render::pdf) hollow: bool,
    pub(in crate::render::pdf) number: Option<Number>,
}

/// How many findings a bar stands for, where it stands for many.
#[derive(Debug, Serialize)]
pub(in crate::render::pdf) struct Number {
    pub(in crate::render::pdf) x: f64,
    pub(in crate::render::pdf) text: Words,
}
