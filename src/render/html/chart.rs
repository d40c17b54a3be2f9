//! The geometry of small charts, in units of their drawings.

use serde::Serialize;

use crate::view::{Better, Bullet, Chart, Strip};

/// The left end of a bullet's axis.
const START: f64 = 1.0;
/// The length of a bullet's axis.
const LENGTH: f64 = 198.0;
/// The longest strip, and how much a point is at most.
const STRIP: (f64, f64) = (150.0, 5.0);

/// A chart as its template draws it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Drawing<'a> {
    /// A measured value against its target.
    Bullet {
        alt: &'a str,
        low: &'a str,
        high: &'a str,
        band_x: String,
        band_width: String,
        bar: Option<String>,
        goal: String,
    },
    /// Points earned of points possible.
    Strip { alt: &'a str, possible: String, earned: String },
}

/// How long a point is in a table's strips, so that the longest fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale(f64);

impl Scale {
    /// The scale of all strips among the charts.
    pub(super) fn of<'a>(charts: impl Iterator<Item = &'a Chart>) -> Self {
        let longest = charts
            .map(|chart| match chart {
                Chart::Strip(strip) => finite(strip.possible),
                Chart::Bullet(_) => 0.0,
            })
            .fold(0.0, f64::max);
        let (length, most) = STRIP;
        Self(if longest > 0.0 { (length / longest).min(most) } else { 0.0 })
    }
}

/// Draws a chart.
pub(super) fn draw(chart: &Chart, scale: Scale) -> Drawing<'_> {
    match chart {
        Chart::Bullet(bullet) => draw_bullet(bullet),
        Chart::Strip(strip) => draw_strip(strip, scale),
    }
}

fn draw_bullet(bullet: &Bullet) -> Drawing<'_> {
    let max = finite(bullet.max);
    let length = |value: f64| if max > 0.0 { LENGTH * (finite(value) / max).min(1.0) } else { 0.0 };
    let goal = length(bullet.target);
    let (band_x, band_width) = match bullet.better {
        Better::Up => (START + goal, LENGTH - goal),
        Better::Down => (START, goal),
    };
    Drawing::Bullet {
        alt: &bullet.alt,
        low: &bullet.low,
        high: &bullet.high,
        band_x: number(band_x),
        band_width: number(band_width),
        bar: bullet.value.map(|value| number(length(value))),
        goal: number(START + goal),
    }
}

fn draw_strip(strip: &Strip, Scale(scale): Scale) -> Drawing<'_> {
    let possible = finite(strip.possible);
    Drawing::Strip {
        alt: &strip.alt,
        possible: number(possible * scale),
        earned: number(finite(strip.earned).min(possible) * scale),
    }
}

/// Nothing is drawn below zero or beyond the finite.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bullet(
        value: Option<f64>,
        target: f64,
        better: Better,
        max: f64,
    ) -> (String, String, String) {
        let chart = Chart::Bullet(Bullet {
            alt: String::new(),
            value,
            target,
            better,
            max,
            low: String::new(),
            high: String::new(),
        });
        match draw(&chart, Scale::of(std::iter::empty())) {
            Drawing::Bullet { band_x, band_width, bar, .. } => {
                (band_x, band_width, bar.unwrap_or_default())
            }
            other @ Drawing::Strip { .. } => panic!("{other:?}"),
        }
    }

    fn strings(band_x: &str, band_width: &str, bar: &str) -> (String, String, String) {
        (band_x.to_owned(), band_width.to_owned(), bar.to_owned())
    }

    #[test]
    fn the_band_lies_where_the_target_is_met() {
        let drawn = bullet(Some(50.0), 80.0, Better::Up, 100.0);
        assert_eq!(drawn, strings("159.4", "39.6", "99.0"));
        let drawn = bullet(Some(3.0), 1.0, Better::Down, 2.0);
        assert_eq!(drawn, strings("1.0", "99.0", "198.0"));
        assert_eq!(bullet(None, 1.0, Better::Down, 2.0).2, "");
    }

    #[test]
    fn no_number_breaks_a_drawing() {
        for odd in [f64::NAN, f64::INFINITY, -1.0, 0.0, f64::MAX] {
            for max in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1.0] {
                let (x, width, bar) = bullet(Some(odd), odd, Better::Up, max);
                for length in [x, width, bar] {
                    let length: f64 = length.parse().unwrap();
                    assert!((0.0..=199.0).contains(&length), "{odd} of {max}: {length}");
                }
            }
        }
    }

    #[test]
    fn the_longest_strip_of_a_table_fits() {
        let strip = |earned, possible| Chart::Strip(Strip { alt: String::new(), earned, possible });
        let charts = [strip(30.0, 60.0), strip(5.0, 40.0)];
        let scale = Scale::of(charts.iter());
        let drawn: Vec<(String, String)> = charts
            .iter()
            .map(|chart| match draw(chart, scale) {
                Drawing::Strip { possible, earned, .. } => (possible, earned),
                other @ Drawing::Bullet { .. } => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(drawn, [("150.0".into(), "75.0".into()), ("100.0".into(), "12.5".into())]);
        assert!((Scale::of([strip(1.0, 10.0)].iter()).0 - 5.0).abs() < f64::EPSILON);
    }
}
