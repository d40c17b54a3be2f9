//! Reports in XML and LCOV that hold nothing that was measured. What they hold is counted; a total in a header
//! counts only where there is nothing below it.

use crate::evidence::xml::text::attribute_text;
use crate::evidence::xml::{Document, Index};

/// A kind of XML report: the name of its root, what else tells it, and why it shows nothing, if so.
struct Kind {
    root: &'static str,
    tells: fn(&Report<'_>) -> bool,
    shows: fn(&Report<'_>) -> bool,
    says: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        // Cobertura.
        root: "coverage",
        tells: |report| report.number("line-rate").is_some(),
        shows: |report| report.has("line") || report.number("lines-valid").is_some_and(is_some),
        says: "the coverage is of no line",
    },
    Kind {
        root: "report",
        tells: |report| report.text.contains("//JACOCO//DTD"),
        shows: |report| report.counts(),
        says: "the coverage is of no instruction",
    },
    Kind {
        // JMeter.
        root: "testResults",
        tells: |_| true,
        shows: |report| report.has("sample") || report.has("httpSample"),
        says: "no sample was taken",
    },
    Kind {
        // ZAP.
        root: "OWASPZAPReport",
        tells: |_| true,
        shows: |report| report.has("site"),
        says: "no site was scanned",
    },
];

struct Report<'t> {
    document: &'t Document,
    text: &'t str,
}

impl Report<'_> {
    fn has(&self, name: &str) -> bool {
        (0..self.document.len()).any(|index| self.document.name(self.text, index) == name)
    }

    fn number(&self, attribute: &str) -> Option<f64> {
        self.number_of(0, attribute)
    }

    fn number_of(&self, index: Index, attribute: &str) -> Option<f64> {
        attribute_text(self.document, self.text, index, attribute).ok()??.trim().parse().ok()
    }

    /// Whether one of `JaCoCo`'s counters of the whole counted something.
    fn counts(&self) -> bool {
        let counters = self.document.children(0);
        counters.filter(|index| self.document.name(self.text, *index) == "counter").any(|index| {
            let counted = ["missed", "covered"].map(|name| self.number_of(index, name));
            counted.into_iter().flatten().any(is_some)
        })
    }
}

fn is_some(number: f64) -> bool {
    number > 0.0
}

/// Why an XML report shows nothing; none where it does, or is of an unknown kind.
pub(super) fn of_document(document: &Document, text: &str) -> Option<String> {
    let report = Report { document, text };
    let root = document.name(text, 0);
    let mut kinds = KINDS.iter().filter(|kind| kind.root == root);
    let kind = kinds.find(|kind| (kind.tells)(&report))?;
    (!(kind.shows)(&report)).then(|| kind.says.to_owned())
}

/// Why a tracefile of LCOV shows nothing; none where it does, or is no such file.
pub(super) fn of_lcov(text: &str) -> Option<String> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if !first.starts_with("TN:") && !first.starts_with("SF:") {
        return None;
    }
    let counts = |line: &str| {
        let found = line.strip_prefix("LF:").and_then(|number| number.trim().parse().ok());
        line.starts_with("DA:") || found.is_some_and(is_some)
    };
    let measured = text.lines().any(counts);
    (!measured).then(|| "the coverage is of no line".to_owned())
}
