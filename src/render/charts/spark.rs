//! A spark: the score of each version as a line in a row, from 0 to 100.

use crate::view::Spark;

/// How wide the drawing is, and how high, in pixels.
pub(in crate::render) const THREAD: (f64, f64) = (84.0, 22.0);
/// Where the first version stands from the left, and the last.
const ENDS: (f64, f64) = (3.0, 81.0);
/// Where 0 is, and where 100.
const AXIS: (f64, f64) = (20.0, 3.0);

/// A spark; lengths are in pixels.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Thread {
    /// Lines from point to point; they break where a version has no score.
    pub(in crate::render) lines: Vec<Vec<(f64, f64)>>,
    /// The newest version; none where it has no score.
    pub(in crate::render) last: Option<(f64, f64)>,
}

/// Where the versions stand.
pub(in crate::render) fn thread(spark: &Spark) -> Thread {
    let steps = spark.points.len().saturating_sub(1);
    let (left, right) = ENDS;
    #[expect(clippy::cast_precision_loss, reason = "there are as many versions as are drawn")]
    let x = |at: usize| match steps {
        0 => right,
        steps => left + (right - left) * at as f64 / steps as f64,
    };
    let y = |score: f64| AXIS.0 + (AXIS.1 - AXIS.0) * (score / 100.0).clamp(0.0, 1.0);
    let point = |(at, score): (usize, &Option<f64>)| {
        score.filter(|score| score.is_finite()).map(|score| (x(at), y(score)))
    };
    let points: Vec<Option<(f64, f64)>> = spark.points.iter().enumerate().map(point).collect();
    let lines = points.split(Option::is_none).map(|line| line.iter().copied().flatten().collect());
    let lines = lines.filter(|line: &Vec<(f64, f64)>| line.len() > 1).collect();
    Thread { lines, last: points.last().copied().flatten() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(points: &[Option<f64>]) -> Thread {
        thread(&Spark { alt: String::new(), points: points.to_vec() })
    }

    #[test]
    fn a_line_leads_from_version_to_version_and_breaks_where_nothing_is_known() {
        let all = of(&[Some(0.0), Some(50.0), Some(100.0)]);
        assert_eq!(all.lines, [vec![(3.0, 20.0), (42.0, 11.5), (81.0, 3.0)]]);
        assert_eq!(all.last, Some((81.0, 3.0)));
        let broken = of(&[Some(0.0), None, Some(100.0), None]);
        assert!(broken.lines.is_empty() && broken.last.is_none());
        assert_eq!(of(&[Some(40.0)]).last, Some((81.0, 13.2)));
        assert_eq!(of(&[]), Thread { lines: Vec::new(), last: None });
        assert_eq!(of(&[Some(f64::NAN), Some(900.0)]).last, Some((81.0, 3.0)));
    }
}
