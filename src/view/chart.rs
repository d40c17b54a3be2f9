//! Charts: one row high, inside a table, beside the figures that they draw. Numbers here only draw;
//! what decides and what is printed are exact decimals.

use serde::Serialize;

/// A small drawing beside its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Chart {
    /// A measured value against its target.
    Bullet(Bullet),
    /// Points earned of points possible.
    Strip(Strip),
}

/// A measured value against its target, on an axis from zero to `max`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bullet {
    /// What it says, in words.
    pub alt: String,
    /// The measured value; none is printed as "no value".
    pub value: Option<f64>,
    /// The target.
    pub target: f64,
    /// Which side of the target meets it.
    pub better: Better,
    /// The end of the axis.
    pub max: f64,
    /// The axis' start in words.
    pub low: String,
    /// The axis' end in words.
    pub high: String,
}

/// Which side of a target meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// Points earned of points possible.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strip {
    /// What it says, in words.
    pub alt: String,
    /// Points earned.
    pub earned: f64,
    /// Points possible; 100 is the whole.
    pub possible: f64,
}
