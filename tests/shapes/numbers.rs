//! Test results, coverage and load tests: which numbers are believed, and where they lead.

use serde_json::json;
use signoff::ingest::Item;
use signoff::model::Links;

use super::{findings, read, runs};

/// The metric of each measure, and its places.
fn places(items: &[Item]) -> Vec<(&str, String)> {
    let told = items.iter().filter_map(|item| match item {
        Item::Measure { measure, at } => {
            let links = measure.value.as_ref().map(Links::as_slice).unwrap_or_default();
            let places = links.iter().filter_map(|link| link.at.clone()).chain([at.clone()]);
            let places = places.filter(|place| !place.is_empty()).collect::<Vec<_>>().join(" ");
            Some((measure.metric.as_str(), places))
        }
        Item::Run(_) | Item::Finding { .. } | Item::Note { .. } => None,
    });
    told.collect()
}

fn notes(items: &[Item]) -> Vec<&str> {
    let told = items.iter().filter_map(|item| match item {
        Item::Note { message, .. } => Some(message.as_str()),
        Item::Run(_) | Item::Finding { .. } | Item::Measure { .. } => None,
    });
    told.collect()
}

fn at<'p>(places: &'p [(&str, String)], metric: &str) -> Option<&'p str> {
    places.iter().find(|(name, _)| *name == metric).map(|(_, place)| place.as_str())
}

#[test]
fn cases_are_counted_where_the_summary_of_ctrf_says_another_number() {
    let report = |failed: u64| {
        json!({ "results": {
            "tool": { "name": "t" }, "summary": { "tests": 4, "passed": 1, "failed": failed, "skipped": 1, "pending": 0, "other": 0 },
            "tests": [
                { "name": "a", "status": "passed", "flaky": true }, { "name": "c", "status": "skipped" }, { "name": "d", "status": "odd" },
                { "name": "b", "status": "failed", "message": "\u{1b}[31mfirst ``` line\u{1b}[0m\nsecond", "suite": ["s", "t"], "filePath": "a.ts", "line": 7 },
            ],
        } })
    };
    let items = read("ctrf", &report(1).to_string());
    let [(finding, "/results/tests/3")] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!(finding.title, "b: first ``` line");
    assert_eq!(finding.body.as_deref(), Some("````text\nfirst ``` line\nsecond\n````"));
    let location = finding.location.as_ref().unwrap();
    assert_eq!((location.path.as_deref(), location.start_line), (Some("a.ts"), Some(7)));
    assert_eq!(location.logical.as_deref(), Some("s > t > b"));
    assert_eq!(at(&places(&items), "test.failed"), Some("/results/summary/failed"));
    assert_eq!(runs(&items)[0].checked, Some(3));
    assert_eq!(runs(&items)[0].properties["counted"]["other"], 1);
    let said = [
        "its summary says other 0, and 1 were counted",
        "one case passed only after it had failed",
    ];
    assert_eq!(notes(&items), said);

    let items = read("ctrf", &report(0).to_string());
    assert_eq!(at(&places(&items), "test.failed"), Some("$.results.tests[?@.status == 'failed']"));
    assert!(notes(&items).contains(&"its summary says failed 0, and 1 were counted"));
}

#[test]
fn the_share_of_nothing_is_no_coverage() {
    let counter = |total: u64, covered: u64, pct: f64| json!({ "total": total, "covered": covered, "skipped": 0, "pct": pct });
    let summary = |lines: serde_json::Value, file: serde_json::Value| {
        let none = counter(0, 0, 100.0);
        json!({
            "total": { "lines": lines, "statements": counter(3, 1, 33.33), "functions": none, "branches": none },
            "a.js": { "lines": file, "statements": counter(3, 1, 33.33), "functions": none, "branches": none },
        })
    };
    let right = counter(3, 2, 66.66);
    let items = read("istanbul", &summary(right.clone(), right.clone()).to_string());
    assert_eq!(at(&places(&items), "coverage.line"), Some("/total/lines/pct"));
    assert_eq!(at(&places(&items), "coverage.branch"), None);
    assert_eq!(notes(&items), [""; 0]);
    // A share that doesn't follow from its numbers, and numbers that don't follow from the files.
    let items = read("istanbul", &summary(counter(3, 2, 80.0), counter(3, 1, 33.33)).to_string());
    assert_eq!(at(&places(&items), "coverage.line"), None);
    let said = [
        "its total says 2 of 3 lines, and those of its files are 1 of 3",
        "its total says 80.0 % of lines, and 2 of 3 are 66.6667 %",
    ];
    assert_eq!(notes(&items), said);
    let nothing = counter(0, 0, 100.0);
    let items = read("istanbul", &summary(nothing.clone(), nothing).to_string());
    assert_eq!(runs(&items)[0].checked, Some(0));
}

#[test]
fn a_line_is_covered_where_one_of_its_statements_is() {
    let statement = |line: u64| json!({ "start": { "line": line, "column": 0 }, "end": { "line": line, "column": 9 } });
    let file = json!({ "path": "a.js", "statementMap": { "0": statement(1), "1": statement(1), "2": statement(2) },
        "s": { "0": 0, "1": 5, "2": 0 }, "fnMap": {}, "f": { "0": 1 }, "branchMap": {}, "b": { "0": [1, 0] } });
    for (report, member) in
        [(json!({ "a.js": file }), "$[*]"), (json!({ "a.js": { "data": file } }), "$[*].data")]
    {
        let items = read("istanbul", &report.to_string());
        let coverage = &runs(&items)[0].properties["coverage"];
        assert_eq!(coverage["lines"], json!({ "valid": 2, "covered": 1, "percent": 50.0 }));
        assert_eq!(coverage["branches"]["percent"], 50.0);
        let covered = at(&places(&items), "coverage.statement.covered").map(str::to_owned);
        assert_eq!(covered, Some(format!("{member}.s[?@ > 0]")));
    }
}

#[test]
fn samples_that_failed_are_found_in_each_of_the_formats_of_jmeter() {
    let xml = "<testResults version='1.2'><httpSample t='9' ts='1000' s='true' lb='a' rc='200'/>\
        <httpSample t='7' ts='2000' s='false' lb='b &amp; c' rc='500' rm='Oops'><httpSample s='false' lb='part' t='1'/>\
        <assertionResult><name>n</name><failure>true</failure><error>false</error><failureMessage>too slow</failureMessage></assertionResult>\
        <java.net.URL>http://a/</java.net.URL></httpSample></testResults>";
    let csv = "timeStamp,elapsed,label,responseCode,responseMessage,success,failureMessage,URL\n\
        1000,9,a,200,OK,true,,http://a/\n2000,7,b & c,500,Oops,false,\"too slow\nby far\",http://a/\n";
    for (text, place, times, failed) in [
        (
            xml,
            "xml:/testResults/httpSample[2]",
            "xml:/testResults/httpSample/@t",
            "xml:/testResults/httpSample[@s='false']",
        ),
        (csv, "csv:2/label", "csv:*/elapsed", "csv:success=false/success"),
        (&csv.replace(',', "\t"), "csv:2/label", "csv:*/elapsed", "csv:success=false/success"),
    ] {
        let items = read("jmeter", text);
        let [(finding, at_of)] = findings(&items)[..] else { panic!("{items:?}") };
        assert_eq!(
            (finding.rule.as_str(), finding.title.as_str(), at_of),
            ("b & c", "b & c: too slow", place)
        );
        assert_eq!(finding.properties["response_code"], "500");
        assert_eq!(finding.location.as_ref().unwrap().logical.as_deref(), Some("http://a/"));
        assert_eq!(runs(&items)[0].checked, Some(2));
        let told = places(&items);
        assert_eq!((at(&told, "http.p95"), at(&told, "http.failed")), (Some(times), Some(failed)));
    }
    let earlier = "<testResults><sampleResult time='9' timeStamp='1' label='a' responseCode='x' success='false'/></testResults>";
    let items = read("jmeter", earlier);
    assert_eq!(at(&places(&items), "sample.max"), Some("xml:/testResults/sampleResult/@time"));
    assert_eq!(findings(&items)[0].0.title, "a: x");
    let of = |name: &str, errors: u64| json!({ "transaction": name, "sampleCount": 10, "errorCount": errors, "errorPct": 10.0, "meanResTime": 5.5 });
    let statistics = json!({ "Total": of("Total", 1), "GET /": of("GET /", 1), "b": of("b", 0) });
    let items = read("jmeter", &statistics.to_string());
    let [(finding, "/GET ~1")] = findings(&items)[..] else { panic!("{items:?}") };
    assert_eq!(finding.title, "GET /: 1 of 10 samples failed");
    assert_eq!(at(&places(&items), "http.error_rate"), Some("/Total/errorPct"));
    let none = read("jmeter", "<testResults version='1.2'></testResults>");
    assert_eq!(runs(&none)[0].checked, Some(0));
}
