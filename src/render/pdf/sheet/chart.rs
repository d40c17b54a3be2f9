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

/// A bar of a severity bar.
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
