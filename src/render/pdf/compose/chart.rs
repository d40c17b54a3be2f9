//! Charts as their template reads them; one whose numbers draw nothing is none.

use super::Composer;
use crate::render::charts::{
    AXIS, Bars, Fall, Held, LEFT, MARK, SIZE, Said, THREAD, Tier, bars, course, fall, part, parts,
    thread,
};
use crate::render::pdf::clean::{Room, plain, words};
use crate::render::pdf::sheet::{self, Words};
use crate::view::{Bullet, Chart, Severities, Shows, Spark, Strip, Trend, Waterfall};

impl Composer<'_> {
    /// A chart; none where its numbers draw nothing.
    pub(super) fn chart(&mut self, chart: &Chart) -> Option<sheet::Chart> {
        match chart {
            Chart::Bullet(bullet) => self::bullet(bullet),
            Chart::Strip(strip) => self::strip(strip),
            Chart::Severities(severities) => Some(self::severities(severities)),
            Chart::Waterfall(waterfall) => self::waterfall(waterfall),
            Chart::Trend(trend) => self.trend(trend),
            Chart::Spark(spark) => Some(self::spark(spark)),
        }
    }

    fn trend(&mut self, trend: &Trend) -> Option<sheet::Chart> {
        let course = course(trend)?;
        let tier = |it: Tier| sheet::Bar {
            x: it.x,
            y: it.y,
            width: it.width,
            height: it.height,
            colour: it.colour,
            hollow: it.hollow,
            number: None,
        };
        let look = |what| match what {
            Said::Name => sheet::Look::Name,
            Said::Value => sheet::Look::Value,
            Said::Unknown => sheet::Look::Unknown,
        };
        let said = course.words.into_iter().map(|it| sheet::Placed {
            x: it.x,
            y: it.y,
            text: words(it.text, room()),
            look: look(it.what),
        });
        Some(sheet::Chart::Trend(sheet::Trend {
            alt: alternative(&trend.alt),
            size: SIZE,
            left: LEFT,
            axis: AXIS,
            high: words(&trend.high, room()),
            goal: course.goal.zip(trend.goal.as_ref()).map(|((line, y), goal)| sheet::Asked {
                line,
                y,
                text: words(&goal.words, room()),
            }),
            lines: course.lines,
            mark: MARK.0,
            marks: course
                .marks
                .into_iter()
                .map(|(x, y, mark)| (x, y, self.mark(mark).drawing))
                .collect(),
            dots: course.dots,
            tiers: course.tiers.into_iter().map(tier).collect(),
            words: said.collect(),
        }))
    }
}

fn bullet(bullet: &Bullet) -> Option<sheet::Chart> {
    let parts = parts(bullet)?;
    Some(sheet::Chart::Bullet {
        alt: alternative(&bullet.alt),
        band: parts.band,
        target: parts.target,
        held: match parts.held {
            Held::Bar(to) => sheet::Held::Bar { to },
            Held::Dot(at) => sheet::Held::Dot { at },
            Held::Bound(from, to) => sheet::Held::Bound { from, to },
            Held::Words(at) => sheet::Held::Words { at, text: said(&bullet.shows) },
        },
        cut: parts.cut,
        low: words(&bullet.axis.low, room()),
        high: words(&bullet.axis.high, room()),
    })
}

fn said(shows: &Shows) -> Words {
    match shows {
        Shows::Nothing { words: said } => words(said, room()),
        Shows::Bar { .. } | Shows::Dot { .. } | Shows::Bound { .. } => Words::default(),
    }
}

fn spark(spark: &Spark) -> sheet::Chart {
    let thread = thread(spark);
    let alt = alternative(&spark.alt);
    sheet::Chart::Spark { alt, size: THREAD, lines: thread.lines, last: thread.last }
}

fn strip(strip: &Strip) -> Option<sheet::Chart> {
    Some(sheet::Chart::Strip {
        alt: alternative(&strip.alt),
        earned: part(strip.earned, 100.0)?,
        possible: part(strip.possible, 100.0)?,
    })
}

fn severities(severities: &Severities) -> sheet::Chart {
    let Bars { width, height, all } = bars(severities);
    let bars = all.into_iter().map(|bar| sheet::Bar {
        x: bar.x,
        y: bar.y,
        width: bar.width,
        height: bar.height,
        colour: bar.colour,
        hollow: bar.hollow,
        number: bar.number.map(|(x, text)| sheet::Number { x, text: words(text, room()) }),
    });
    let bars = bars.collect();
    sheet::Chart::Severities { alt: alternative(&severities.alt), width, height, bars }
}

fn waterfall(waterfall: &Waterfall) -> Option<sheet::Chart> {
    let alt = alternative(&waterfall.alt);
    let (form, from, to) = match fall(waterfall)? {
        Fall::Sum(from, to) => (sheet::Form::Sum, from, to),
        Fall::Rise(from, to) => (sheet::Form::Rise, from, to),
        Fall::Drop(from, to) => (sheet::Form::Drop, from, to),
        Fall::Still(at) => (sheet::Form::Still, at, at),
    };
    Some(sheet::Chart::Waterfall { alt, form, from, to })
}

/// Words in a drawing have about so much room.
fn room() -> Room {
    Room::column(12)
}

/// A text alternative is never empty: PDF/UA refuses that.
fn alternative(alt: &str) -> String {
    let alt = plain(alt);
    if alt.trim().is_empty() { "chart".to_owned() } else { alt }
}
