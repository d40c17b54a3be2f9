//! A trend: where the points of the versions stand, how tall the tiers of findings are, and which words there is room
//! for.

use crate::model::Severity;
use crate::view::{Mark, Plot, SeverityCount, Trend, TrendPoint};

use super::part;

/// How wide the drawing is, and how high.
pub(in crate::render) const SIZE: (f64, f64) = (300.0, 132.0);
/// Where zero is, and where the axis ends.
pub(in crate::render) const AXIS: (f64, f64) = (110.0, 22.0);
/// Where the axis starts from the left.
pub(in crate::render) const LEFT: f64 = 26.0;
/// Where the first version stands, and the last.
const ENDS: (f64, f64) = (50.0, 274.0);
/// The base line of the versions' names.
const NAMES: f64 = 126.0;
/// Where it is said that nothing is known.
const UNKNOWN: f64 = 105.0;
/// A mark is so large; where versions stand closer than the second, a dot stands for it.
pub(in crate::render) const MARK: (f64, f64) = (14.0, 20.0);
/// How far words stand above a point, and above a stack.
const ABOVE: (f64, f64) = (12.0, 4.0);
/// About how wide a character is, and how far words keep apart.
const CHARACTER: (f64, f64) = (5.6, 6.0);
/// What lies between two tiers of a stack.
const GAP: f64 = 1.5;
/// A tier is never lower.
const LEAST: f64 = 0.5;
/// How far a version may take from its neighbours' room.
const SHARE: f64 = 0.9;

/// A trend; lengths are in units of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Course<'a> {
    /// What is asked for: where its line lies, and where its words stand.
    pub(in crate::render) goal: Option<(f64, f64)>,
    /// Lines from point to point; they break where nothing is known.
    pub(in crate::render) lines: Vec<Vec<(f64, f64)>>,
    /// Verdicts, as marks.
    pub(in crate::render) marks: Vec<(f64, f64, &'a Mark)>,
    /// Verdicts, as dots: there is no room for marks.
    pub(in crate::render) dots: Vec<(f64, f64)>,
    /// Findings of a severity, one on the other.
    pub(in crate::render) tiers: Vec<Tier>,
    /// Words.
    pub(in crate::render) words: Vec<Words<'a>>,
}

/// Findings of a severity.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Tier {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
    pub(in crate::render) colour: &'static str,
    /// Whether it is an outline: what is unknown isn't solid.
    pub(in crate::render) hollow: bool,
}

/// Words around a middle, on a base line.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Words<'a> {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
    pub(in crate::render) text: &'a str,
    pub(in crate::render) what: Said,
}

/// What words in a trend say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Said {
    /// What a version is called.
    Name,
    /// Its value.
    Value,
    /// That nothing is known.
    Unknown,
}

/// What a trend draws; none where its numbers draw nothing.
pub(in crate::render) fn course(trend: &Trend) -> Option<Course<'_>> {
    let height = |value: f64| Some(AXIS.0 - (AXIS.0 - AXIS.1) * part(value, trend.end)?);
    if trend.points.is_empty() || trend.end.is_nan() || trend.end <= 0.0 {
        return None;
    }
    let step = step(trend.points.len());
    let mut course = Course {
        goal: None,
        lines: Vec::new(),
        marks: Vec::new(),
        dots: Vec::new(),
        tiers: Vec::new(),
        words: names(&trend.points),
    };
    let (mut line, mut values) = (Vec::new(), Vec::new());
    for (at, point) in trend.points.iter().enumerate() {
        let x = place(at, trend.points.len());
        let words = |y, what| Words { x, y, text: &point.words, what };
        match &point.shows {
            Plot::Dot { at, mark } => {
                let y = height(*at)?;
                line.push((x, y));
                if step < MARK.1 {
                    course.dots.push((x, y));
                } else {
                    course.marks.push((x, y, mark));
                }
                values.push(words(y - ABOVE.0, Said::Value));
            }
            Plot::Stack { counts } => {
                let top = stack(counts, x, step, &height, &mut course.tiers)?;
                values.push(words(top - ABOVE.1, Said::Value));
            }
            Plot::Nothing => {
                course.lines.push(std::mem::take(&mut line));
                values.push(words(UNKNOWN, Said::Unknown));
            }
        }
    }
    course.lines.push(line);
    course.lines.retain(|line| line.len() > 1);
    course.words.extend(fitting(values));
    if let Some(goal) = &trend.goal {
        course.goal = Some(asked(height(goal.at)?, &course.words));
    }
    Some(course)
}

/// How far versions stand apart.
fn step(count: usize) -> f64 {
    match count {
        0 | 1 => ENDS.1 - ENDS.0,
        more => (ENDS.1 - ENDS.0) / float(more - 1),
    }
}

/// Where a version stands; a single one in the middle.
fn place(at: usize, count: usize) -> f64 {
    if count < 2 {
        return f64::midpoint(ENDS.0, ENDS.1);
    }
    ENDS.0 + float(at) * step(count)
}

fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

/// The names of the versions.
fn names(points: &[TrendPoint]) -> Vec<Words<'_>> {
    let all = points.iter().enumerate().map(|(at, point)| {
        let half = width(&point.name) / 2.0;
        // The first and the last may be long; none is cut.
        let x = place(at, points.len()).min(SIZE.0 - half).max(half);
        Words { x, y: NAMES, text: &point.name, what: Said::Name }
    });
    fitting(all.collect())
}

/// Words that keep clear of those before them: the last always, of the others as many as there is room for.
fn fitting(mut all: Vec<Words<'_>>) -> Vec<Words<'_>> {
    let Some(last) = all.pop() else { return all };
    let starts = |words: &Words<'_>| words.x - width(words.text) / 2.0;
    let ends = |words: &Words<'_>| words.x + width(words.text) / 2.0 + CHARACTER.1;
    let mut free = f64::MIN;
    all.retain(|words| {
        let fits = starts(words) >= free && ends(words) <= starts(&last);
        if fits {
            free = ends(words);
        }
        fits
    });
    all.push(last);
    all
}

fn width(text: &str) -> f64 {
    float(text.chars().count()) * CHARACTER.0
}

/// Adds the tiers of a version, the worst at the bottom; gives where they end.
fn stack(
    counts: &[SeverityCount],
    x: f64,
    step: f64,
    height: &impl Fn(f64) -> Option<f64>,
    tiers: &mut Vec<Tier>,
) -> Option<f64> {
    let mut below = 0.0;
    let widest = wide(Severity::Critical);
    let scale = (step * SHARE / widest).min(1.0);
    for SeverityCount { severity, count, .. } in counts.iter().filter(|some| some.count > 0) {
        let count = float(*count);
        let (bottom, top) = (height(below)?, height(below + count)?);
        let width = wide(*severity) * scale;
        tiers.push(Tier {
            x: x - width / 2.0,
            y: top,
            width,
            height: (bottom - top - GAP).max(LEAST),
            colour: Mark::from(*severity).colour,
            hollow: *severity == Severity::Unknown,
        });
        below += count;
    }
    height(below)
}

/// The worse the wider. What is unknown may be as bad as any.
fn wide(severity: Severity) -> f64 {
    match severity {
        Severity::Critical | Severity::Unknown => 26.0,
        Severity::High => 21.0,
        Severity::Medium => 16.0,
        Severity::Low => 11.0,
        Severity::Info => 6.0,
    }
}

/// Where the line of what is asked for lies, and the base line of its words: above it at the right, below it where a
/// value stands there.
fn asked(line: f64, words: &[Words<'_>]) -> (f64, f64) {
    const UP: f64 = 4.0;
    const DOWN: f64 = 11.0;
    let last = words.iter().rev().find(|words| words.what == Said::Value);
    let is_taken = last.is_some_and(|last| (line - 2.0 * DOWN..line + DOWN).contains(&last.y));
    (line, if is_taken && line + DOWN < AXIS.0 { line + DOWN } else { line - UP })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;
    use crate::view::Goal;

    fn trend(points: Vec<(&str, &str, Plot)>, end: f64, goal: Option<f64>) -> Trend {
        let point = |(name, words, shows): (&str, &str, Plot)| TrendPoint {
            name: name.to_owned(),
            words: words.to_owned(),
            shows,
        };
        Trend {
            alt: String::new(),
            end,
            high: String::new(),
            goal: goal.map(|at| Goal { at, words: "policy: 70.0".to_owned() }),
            points: points.into_iter().map(point).collect(),
        }
    }

    fn dot(at: f64) -> Plot {
        Plot::Dot { at, mark: Mark::from(Verdict::NotReady) }
    }

    fn count(severity: Severity, count: usize) -> SeverityCount {
        SeverityCount { severity, count, words: count.to_string() }
    }

    #[test]
    fn a_line_joins_versions_and_breaks_where_nothing_is_known() {
        let points = vec![
            ("0.6.0", "0.0", dot(0.0)),
            ("0.7.0", "50.0", dot(50.0)),
            ("0.8.0", "no score", Plot::Nothing),
            ("0.9.0", "100.0", dot(100.0)),
            ("1.0.0", "25.0", dot(25.0)),
        ];
        let trend = trend(points, 100.0, Some(75.0));
        let course = course(&trend).unwrap();
        assert_eq!(course.lines, [[(50.0, 110.0), (106.0, 66.0)], [(218.0, 22.0), (274.0, 88.0)]]);
        assert_eq!((course.marks.len(), course.dots.len()), (4, 0));
        assert_eq!(course.goal, Some((44.0, 40.0)));
        let unknown = course.words.iter().find(|words| words.what == Said::Unknown).unwrap();
        assert_eq!((unknown.x, unknown.text), (162.0, "no score"));
    }

    #[test]
    fn findings_stand_on_one_another_and_the_worse_are_wider() {
        let counts = vec![
            count(Severity::Critical, 1),
            count(Severity::Low, 3),
            count(Severity::Unknown, 4),
        ];
        let stack = Plot::Stack { counts };
        let trend = trend(vec![("a", "8", stack), ("b", "no scan", Plot::Nothing)], 8.0, None);
        let tiers = course(&trend).unwrap().tiers;
        let places: Vec<(f64, f64, f64, f64)> =
            tiers.iter().map(|it| (it.x, it.y, it.width, it.height)).collect();
        assert_eq!(
            places,
            [(37.0, 99.0, 26.0, 9.5), (44.5, 66.0, 11.0, 31.5), (37.0, 22.0, 26.0, 42.5)]
        );
        assert!(tiers[2].hollow && !tiers[0].hollow);
    }

    #[test]
    fn of_many_versions_words_keep_apart_and_dots_stand_for_marks() {
        let names: Vec<String> = (0..40).map(|at| format!("1.{at}.0")).collect();
        let points = names.iter().map(|name| (name.as_str(), "50.0", dot(50.0))).collect();
        let trend = trend(points, 100.0, None);
        let course = course(&trend).unwrap();
        assert_eq!((course.marks.len(), course.dots.len()), (0, 40));
        let of = |what| course.words.iter().filter(move |words| words.what == what);
        let printed: Vec<&str> = of(Said::Name).map(|words| words.text).collect();
        assert_eq!((printed.first(), printed.last()), (Some(&"1.0.0"), Some(&"1.39.0")));
        for what in [Said::Name, Said::Value] {
            let ends: Vec<(f64, f64)> = of(what)
                .map(|words| (words.x - width(words.text) / 2.0, words.x + width(words.text) / 2.0))
                .collect();
            assert!(ends.windows(2).all(|pair| pair[0].1 < pair[1].0), "{ends:?}");
        }
    }

    #[test]
    fn a_single_version_stands_in_the_middle() {
        let trend = trend(vec![("a", "1", dot(1.0))], 2.0, None);
        assert_eq!(course(&trend).unwrap().words[0].x.to_bits(), 162.0_f64.to_bits());
    }

    #[test]
    fn the_words_of_what_is_asked_for_give_way_to_a_value() {
        let at = |value: f64, goal| {
            let points = vec![("a", "x", dot(0.0)), ("b", "y", dot(value))];
            course(&trend(points, 100.0, Some(goal))).unwrap().goal.unwrap()
        };
        assert_eq!(at(0.0, 50.0), (66.0, 62.0));
        assert_eq!(at(50.0, 50.0), (66.0, 77.0));
    }

    #[test]
    fn nothing_is_drawn_of_what_is_no_number() {
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, f64::MAX];
        for value in odd {
            for end in odd {
                let trend = trend(vec![("a", "x", dot(value))], end, Some(value));
                for (_, y, _) in course(&trend).iter().flat_map(|course| &course.marks) {
                    assert!((AXIS.1..=AXIS.0).contains(y), "{value} of {end}: {y}");
                }
            }
        }
        assert!(course(&trend(Vec::new(), 1.0, None)).is_none());
    }
}
