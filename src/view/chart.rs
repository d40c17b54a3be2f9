//! Charts: one row high, beside the figures that they draw, but for a trend. Numbers here only draw; what decides and what is
//! printed are exact decimals.

use serde::Serialize;

use super::Mark;
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
    /// How something went from version to version.
    Trend(Trend),
    /// The score of each version, as a line in a row.
    Spark(Spark),
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
            Self::Trend(trend) => &trend.alt,
            Self::Spark(spark) => &spark.alt,
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

/// How something went from version to version. Its figures stand in a table of the versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// What it says, in words.
    pub alt: String,
    /// Where the axis ends. It starts at zero.
    pub end: f64,
    /// Its end in words.
    pub high: String,
    /// What is asked for, as a line across.
    pub goal: Option<Goal>,
    /// A point a version, from the oldest to the newest.
    pub points: Vec<TrendPoint>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Goal {
    /// Where it lies on the axis.
    pub at: f64,
    /// By whom, and how much, in words: "policy: 70.0".
    pub words: String,
}

/// What a trend shows of a version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// What the version is called.
    pub name: String,
    /// Its value in words; "no score" where it has none.
    pub words: String,
    /// What is drawn.
    pub shows: Plot,
}

/// What is drawn of a version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "plot", rename_all = "snake_case")]
pub enum Plot {
    /// A point, which a line joins with its neighbours.
    Dot {
        /// Where it lies on the axis.
        at: f64,
        /// What stands there: the version's verdict.
        mark: Mark,
    },
    /// Findings by severity, one on the other; the wider, the worse.
    Stack {
        /// Those of which there are any, worst first.
        counts: Vec<SeverityCount>,
    },
    /// Nothing is known. A line is broken here, since nobody knows where it would lead.
    Nothing,
}

/// The score of each version, from the oldest to the newest, as a line in a row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spark {
    /// What it says, in words: "Score over 4 versions: 12.5, 19.5, 28.3, 36.0".
    pub alt: String,
    /// A score of 100 a version; none where it has none. A line is broken there.
    pub points: Vec<Option<f64>>,
}
