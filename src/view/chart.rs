//! Charts: one row high, beside the figures that they draw. Numbers here only draw; what decides and what is
//! printed are exact decimals.

use serde::Serialize;

use crate::model::Severity;

/// A small drawing beside its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Chart {
    /// A measured value, or a bound, against its target.
    Bullet(Bullet),
    /// Points earned of points possible.
    Strip(Strip),
    /// Findings by severity, a bar each.
    Severities(Severities),
    /// What a cause adds to a score, on from where the one before it led.
    Waterfall(Waterfall),
}

impl Chart {
    /// What it says, in words.
    #[must_use]
    pub fn alt(&self) -> &str {
        match self {
            Self::Bullet(bullet) => &bullet.alt,
            Self::Strip(strip) => &strip.alt,
            Self::Severities(severities) => &severities.alt,
            Self::Waterfall(waterfall) => &waterfall.alt,
        }
    }
}

/// A measured value, or a bound, against its target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bullet {
    /// What it says, in words.
    pub alt: String,
    /// The axis.
    pub axis: Axis,
    /// The target.
    pub target: f64,
    /// Which side of the target meets it.
    pub better: Better,
    /// What is held against it.
    pub shows: Shows,
}

/// An axis. It starts at zero unless it is cut: then no bar may stand on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Its start; more than zero where it is cut.
    pub start: f64,
    /// Its end.
    pub end: f64,
    /// Its start in words.
    pub low: String,
    /// Its end in words.
    pub high: String,
}

/// What a bullet holds against its target.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "shows", rename_all = "snake_case")]
pub enum Shows {
    /// The measured value, as a bar from zero.
    Bar {
        /// The value.
        to: f64,
    },
    /// The measured value, as a dot on an axis that is cut.
    Dot {
        /// The value.
        at: f64,
    },
    /// Where a bound lets the value lie. It is no measurement, so it never looks like one.
    Bound {
        /// From here.
        from: f64,
        /// To here.
        to: f64,
    },
    /// Nothing was measured.
    Nothing {
        /// What is said instead: "no value".
        words: String,
    },
}

/// Which side of a target meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Only the target itself meets it.
    Only,
}

/// A row of a waterfall: a sum, or what leads from one to the next. All rows of a table have the same axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waterfall {
    /// What it says, in words: "Evidence aged: −2.00".
    pub alt: String,
    /// Where the axis starts: zero, unless something lies below.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// Whether it is a sum or a step.
    pub step: Step,
}

/// What a row of a waterfall is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// A sum, as a bar from zero.
    Sum {
        /// How much it is.
        to: f64,
    },
    /// What leads from one to the next.
    Change {
        /// From here.
        from: f64,
        /// To here; less than that where it falls.
        to: f64,
    },
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

/// Findings by severity, a bar each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Severities {
    /// What it says, in words: "1 critical, 1 high, 2 medium".
    pub alt: String,
    /// Those of which there are any, worst first.
    pub counts: Vec<SeverityCount>,
}

/// How many findings are of a severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeverityCount {
    /// The severity.
    pub severity: Severity,
    /// How many.
    pub count: usize,
    /// How many in words, thousands set apart.
    pub words: String,
}
