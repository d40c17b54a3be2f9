//! What several pages say alike: ways to other pages, ages, findings by severity.

use crate::model::Day;
use crate::model::report::WaiverStanding;
use crate::model::site::{Counts, ReportEntry, Site, SubjectEntry, WaiverStand};
use crate::site::address;
pub(super) use crate::site::news::version_name as name;
use crate::view::labels;
use crate::view::{Anchor, Block, Cell, Chart, Section, Severities, Span, Text};

/// Where a page is, and what it is made of.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) site: &'a Site,
    /// The page's folder, relative to the site's root.
    pub(super) folder: &'a str,
}

impl Place<'_> {
    /// A way to the page of a folder.
    pub(super) fn page(&self, folder: &str, text: impl Into<String>) -> Span {
        self.file(&format!("{folder}index.html"), text)
    }

    /// A way to a file.
    pub(super) fn file(&self, to: &str, text: impl Into<String>) -> Span {
        way(address::across(self.folder, to), None, text)
    }

    /// A way to a thing of a page.
    pub(super) fn thing(&self, folder: &str, thing: Anchor, text: impl Into<String>) -> Span {
        way(address::across(self.folder, &format!("{folder}index.html")), Some(thing), text)
    }

    /// The system, leading to its page.
    pub(super) fn subject(&self, subject: &SubjectEntry) -> Text {
        Text(vec![self.page(&address::subject(&subject.slug), subject.name.clone())])
    }

    /// How old evidence is, and whether that is too old.
    pub(super) fn age(&self, version: &ReportEntry) -> Cell {
        let Some(oldest) = version.oldest_evidence else { return Cell::words("no evidence") };
        let age = self.site.as_of.days_since(oldest);
        let allowed = version.max_age.filter(|allowed| age > i64::from(*allowed));
        let over = allowed.map(|allowed| Text::plain(format!("over {}", days(i64::from(allowed)))));
        Cell::words(days(age)).noted(over)
    }

    /// When a system is to be reviewed again, and whether that day has passed.
    pub(super) fn review(&self, version: &ReportEntry) -> Cell {
        let Some(review) = &version.next_review else { return Cell::words("no date") };
        self.date(review)
    }

    /// A date as written, and whether it has passed.
    pub(super) fn date(&self, written: &str) -> Cell {
        let note = match crate::model::Moment::parse(written) {
            None => Some("vague date"),
            Some(date) if date.day() < self.site.as_of => Some("overdue"),
            Some(_) => None,
        };
        Cell::words(written).noted(note.map(Text::plain))
    }

    /// A last day, and how far it is.
    pub(super) fn expiry(&self, expires: Day) -> Cell {
        let left = expires.days_since(self.site.as_of);
        let note = match left {
            0 => "today".to_owned(),
            1.. => format!("in {}", days(left)),
            _ => format!("expired {} ago", days(-left)),
        };
        Cell::words(expires.to_string()).noted([Text::plain(note)])
    }
}

fn way(file: String, to: Option<Anchor>, text: impl Into<String>) -> Span {
    let text = text.into();
    let text = if text.trim().is_empty() { "no name".to_owned() } else { text };
    Span::Beside { file, to, text, code: false }
}

/// So many days.
pub(super) fn days(count: i64) -> String {
    format!("{}{}d", labels::number(count), labels::NO_BREAK_SPACE)
}

/// The findings that count, drawn and in words.
pub(super) fn findings(counts: Option<&Counts>) -> Cell {
    let Some(counts) = counts else { return Cell::words("no scan") };
    if counts.total() == 0 {
        return Cell::words("none");
    }
    let drawn = severities(counts);
    let words = drawn.alt.clone();
    let chart = Some(Chart::Severities(drawn));
    Cell { chart, ..Cell::default() }.noted([Text::plain(words)])
}

/// The findings that count, by severity.
pub(super) fn severities(counts: &Counts) -> Severities {
    Severities::counted(|severity| {
        let count = counts.0.get(&severity).copied().unwrap_or_default();
        usize::try_from(count).unwrap_or(usize::MAX)
    })
}

/// "1 critical, 2 medium".
pub(super) fn by_severity(counts: &Counts) -> String {
    severities(counts).alt
}

/// The score in print.
pub(super) fn score(version: &ReportEntry) -> Cell {
    Cell::words(version.score.clone().unwrap_or_else(|| "no score".to_owned()))
}

/// A section without a number.
pub(in crate::site) fn section(name: &'static str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        anchor: Anchor::section(name),
        number: None,
        title: title.to_owned(),
        tally: String::new(),
        blocks,
    }
}

/// What a waiver is worth now: what has expired since its report was judged is expired.
pub(super) fn waiver_state(waiver: &WaiverStand, as_of: Day) -> Cell {
    match waiver.standing {
        Some(WaiverStanding::InForce) if waiver.expires < as_of => {
            Cell::marked(WaiverStanding::Expired)
        }
        Some(standing) => Cell::marked(standing),
        None => Cell::words("not judged"),
    }
}
