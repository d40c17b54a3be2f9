//! Ways to break what is JSON, YAML or TOML: a text in the whole file stands for another.

use crate::Break::{self, Made, Swap};

/// Deeper than any reader goes.
fn deep() -> String {
    format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000))
}

fn long() -> String {
    format!("\"R{}\"", "x".repeat(1_000_000))
}

pub const SARIF: &[(&str, Break)] = &[
    ("no version", Swap("\"version\": \"2.1.0\",", "")),
    ("version 1.0.0", Swap("\"2.1.0\"", "\"1.0.0\"")),
    ("the version is a number", Swap("\"2.1.0\"", "2.1")),
    ("runs is an object", Swap("\"runs\": [", "\"runs\": {}, \"x\": [")),
    ("runs is null", Swap("\"runs\": [", "\"runs\": null, \"x\": [")),
    ("a run is null", Swap("\"runs\": [", "\"runs\": [null,")),
    ("results is null", Swap("\"results\": [", "\"results\": null, \"x\": [")),
    ("results is a text", Swap("\"results\": [", "\"results\": \"none\", \"x\": [")),
    ("a result is null", Swap("\"results\": [", "\"results\": [null,")),
    ("a result is a text", Swap("\"results\": [", "\"results\": [\"R1\",")),
    ("no tool", Swap("\"tool\": {", "\"x\": {")),
    ("the tool's name is a number", Swap("\"name\": \"Lint\"", "\"name\": 7")),
    ("the rule is a number", Swap("\"ruleId\": \"R1\"", "\"ruleId\": 7")),
    ("the rule is empty", Swap("\"ruleId\": \"R1\"", "\"ruleId\": \"\"")),
    ("no rule", Swap("\"ruleId\": \"R1\",", "")),
    ("the rule is a megabyte long", Made("\"R1\",\n", || long() + ",\n")),
    (
        "the rule's index is out of range",
        Swap("\"ruleId\": \"R1\"", "\"ruleId\": \"R1\", \"ruleIndex\": 9"),
    ),
    ("the level is a number", Swap("\"error\"", "1")),
    ("the level is unknown", Swap("\"error\"", "\"fatal\"")),
    ("the message is a text", Swap("{ \"text\": \"the first café\" }", "\"the first\"")),
    ("no message", Swap("\"message\": { \"text\": \"the first café\" },", "")),
    ("the message is empty", Swap("the first café", "")),
    ("half of a character", Swap("the first café", "the first \\ud800")),
    ("an escape that is none", Swap("the first café", "the first \\q")),
    ("line 0", Swap("\"startLine\": 3", "\"startLine\": 0")),
    ("a negative line", Swap("\"startLine\": 3", "\"startLine\": -3")),
    ("line 2.5", Swap("\"startLine\": 3", "\"startLine\": 2.5")),
    ("line 2^64", Swap("\"startLine\": 3", "\"startLine\": 18446744073709551616")),
    ("line 2^60", Swap("\"startLine\": 3", "\"startLine\": 1152921504606846976")),
    ("the line is a text", Swap("\"startLine\": 3", "\"startLine\": \"3\"")),
    ("ends before it begins", Swap("\"startLine\": 3", "\"startLine\": 3, \"endLine\": 2")),
    ("the path is a number", Swap("\"uri\": \"src/a.c\"", "\"uri\": 7")),
    ("the path leaves the folder", Swap("src/a.c", "../../../etc/passwd")),
    ("locations is an object", Swap("\"locations\": [{", "\"locations\": {}, \"x\": [{")),
    ("1e400", Swap("\"weight\": 7", "\"weight\": 1e400")),
    ("2^64", Swap("\"weight\": 7", "\"weight\": 18446744073709551616")),
    ("-0", Swap("\"weight\": 7", "\"weight\": -0")),
    ("NaN", Swap("\"weight\": 7", "\"weight\": NaN")),
    ("ten thousand lists deep in what is kept", Made("7 }", || deep() + " }")),
    (
        "ten thousand lists deep in what is not read",
        Made("\"runs\"", || format!("\"x\": {}, \"runs\"", deep())),
    ),
    (
        "the rule is there twice",
        Swap("\"ruleId\": \"R1\",", "\"ruleId\": \"R0\", \"ruleId\": \"R1\","),
    ),
    (
        "results is there twice",
        Swap("\"results\": [", "\"results\": [{ \"ruleId\": \"R0\" }], \"results\": ["),
    ),
    ("a property is there twice", Swap("\"weight\": 7", "\"weight\": 7, \"weight\": 8")),
    ("a time that is none", Swap("2026-11-01T10:00:00Z", "yesterday")),
    ("a comma too many", Swap("\"weight\": 7", "\"weight\": 7,")),
    ("a comma is missing", Swap("\"level\": \"error\",", "\"level\": \"error\"")),
    ("single quotes", Swap("\"error\"", "'error'")),
    ("a comment", Swap("\"level\": \"error\",", "\"level\": \"error\", // bad")),
    ("invocations is an object", Swap("\"invocations\": [", "\"invocations\": {}, \"x\": [")),
];

pub const BANDIT: &[(&str, Break)] = &[
    ("results is null", Swap("\"results\": [", "\"results\": null, \"x\": [")),
    ("results is an object", Swap("\"results\": [", "\"results\": {}, \"x\": [")),
    ("no results", Swap("\"results\": [", "\"x\": [")),
    ("a result is null", Swap("\"results\": [", "\"results\": [null,")),
    ("a result is a text", Swap("\"results\": [", "\"results\": [\"B105\",")),
    (
        "all results are texts",
        Swap("\"results\": [", "\"results\": [\"B105\", \"B101\"], \"x\": ["),
    ),
    ("the rule is a number", Swap("\"B105\"", "105")),
    ("the rule is a list", Swap("\"B105\"", "[\"B105\"]")),
    ("the rule is empty", Swap("\"B105\"", "\"\"")),
    ("no rule", Swap("\"test_id\": \"B105\",", "")),
    ("the rule is a megabyte long", Made("\"B105\"", long)),
    ("the severity is a number", Swap("\"LOW\"", "3")),
    ("the severity is a list", Swap("\"LOW\"", "[\"LOW\"]")),
    ("the severity is unknown", Swap("\"LOW\"", "\"DREADFUL\"")),
    ("no severity", Swap("\"issue_severity\": \"LOW\",", "")),
    ("the title is a number", Swap("\"a café in the source\"", "7")),
    ("the title is an object", Swap("\"a café in the source\"", "{ \"text\": \"bad\" }")),
    ("the title is empty", Swap("\"a café in the source\"", "\" \"")),
    ("half of a character", Swap("a café in", "\\udcff in")),
    ("line 0", Swap("\"line_number\": 12", "\"line_number\": 0")),
    ("a negative line", Swap("\"line_number\": 12", "\"line_number\": -12")),
    ("line 12.5", Swap("\"line_number\": 12", "\"line_number\": 12.5")),
    ("line 12.0", Swap("\"line_number\": 12", "\"line_number\": 12.0")),
    ("line 2^64", Swap("\"line_number\": 12", "\"line_number\": 18446744073709551616")),
    ("line 2^60", Swap("\"line_number\": 12", "\"line_number\": 1152921504606846976")),
    ("line -0", Swap("\"line_number\": 12", "\"line_number\": -0")),
    ("line 1e400", Swap("\"line_number\": 12", "\"line_number\": 1e400")),
    ("the line is a text", Swap("\"line_number\": 12", "\"line_number\": \"12\"")),
    ("the line is a word", Swap("\"line_number\": 12", "\"line_number\": \"twelve\"")),
    ("the line is an object", Swap("\"line_number\": 12", "\"line_number\": {}")),
    ("the column is a text", Swap("\"col_offset\": 4", "\"col_offset\": \"4\"")),
    ("the path is a number", Swap("\"filename\": \"app/keys.py\"", "\"filename\": 7")),
    ("the path is a list", Swap("\"filename\": \"app/keys.py\"", "\"filename\": [\"a\"]")),
    (
        "the snippet is a list",
        Swap("\"code\": \"20 assert ready\\n\"", "\"code\": [\"20 assert\"]"),
    ),
    (
        "the weakness is a text",
        Swap("{ \"id\": 259, \"link\": \"https://cwe.example/259\" }", "\"CWE-259\""),
    ),
    ("a time that is none", Swap("2026-11-01T10:00:00Z", "yesterday")),
    ("the time is a number", Swap("\"2026-11-01T10:00:00Z\"", "1761991200")),
    ("metrics is a list", Swap("\"metrics\": {", "\"metrics\": [], \"x\": {")),
    (
        "ten thousand lists deep in a result",
        Made("\"MEDIUM\",\n      \"issue_cwe\"", || deep() + ", \"issue_cwe\""),
    ),
    (
        "ten thousand lists deep around the results",
        Made("\"errors\": []", || format!("\"errors\": {}", deep())),
    ),
    (
        "the rule is there twice",
        Swap("\"test_id\": \"B105\",", "\"test_id\": \"B1\", \"test_id\": \"B105\","),
    ),
    ("results is there twice", Swap("\"results\": [", "\"results\": [], \"results\": [")),
    (
        "a name is there twice, once in escapes",
        Swap("\"errors\": []", "\"errors\": [], \"\\u0065rrors\": [1]"),
    ),
];

pub const TRUFFLEHOG: &[(&str, Break)] = &[
    ("the second line is cut off", Swap("\"Redacted\":\"AKIA****\"}", "")),
    (
        "the second line is no JSON",
        Swap("{\"SourceMetadata\":{\"Data\":{\"Filesystem\":{\"file\":\"app/b.env\"", "oops {"),
    ),
    (
        "the second line is a number",
        Swap(
            "{\"SourceMetadata\":{\"Data\":{\"Filesystem\":{\"file\":\"app/b.env\"",
            "7\n{\"SourceMetadata\":{\"Data\":{\"Filesystem\":{\"file\":\"app/b.env\"",
        ),
    ),
    ("a document on two lines", Swap("\"DetectorName\":\"URI\",", "\n\"DetectorName\":\"URI\",")),
    ("two documents on a line", Swap("example\"}\n", "example\"} ")),
    ("empty lines", Swap("example\"}\n", "example\"}\n\n\n")),
    (
        "another checker's line first",
        Swap(
            "{\"SourceMetadata\":{\"Data\":{\"Filesystem\":{\"file\":\"app/café.env\"",
            "{\"other\":1}\n{\"SourceMetadata\":{\"Data\":{\"Filesystem\":{\"file\":\"app/café.env\"",
        ),
    ),
    ("the line is negative", Swap("\"line\":13", "\"line\":-13")),
    ("the line is a word", Swap("\"line\":13", "\"line\":\"x\"")),
    ("the detector is a number", Swap("\"DetectorName\":\"URI\"", "\"DetectorName\":7")),
    ("the file is a number", Swap("\"file\":\"app/café.env\"", "\"file\":7")),
    ("a name is there twice", Swap("\"Verified\":true", "\"Verified\":true,\"Verified\":false")),
    (
        "two runs that disagree",
        Swap(
            "{\"level\":\"info-0\"",
            "{\"logger\":\"trufflehog\",\"msg\":\"finished scanning\",\"chunks\":9,\"trufflehog_version\":\"3.80.0\"}\n{\"level\":\"info-0\"",
        ),
    ),
];

pub const GRYPE: &[(&str, Break)] = &[
    ("a vector alone", Swap(", \"metrics\": { \"baseScore\": 7.5 }", "")),
    ("a vector alone, and no severity", Swap("\"severity\": \"High\",", "")),
    (
        "a vector that is none",
        Swap(
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\", \"metrics\": { \"baseScore\": 7.5 }",
            "CVSS:3.1/AV:X\"",
        ),
    ),
    ("a score beyond the scale", Swap("7.5", "75")),
    ("the score is a text", Swap("7.5", "\"7.5\"")),
    (
        "the package is a text",
        Swap(
            "\"artifact\": { \"name\": \"libcafé\"",
            "\"artifact\": \"libcafé\", \"x\": { \"name\": \"libcafé\"",
        ),
    ),
    ("the version is a number", Swap("\"version\": \"1.2.3\"", "\"version\": 1.2")),
    ("the fixed versions are a text", Swap("[\"1.2.4\"]", "\"1.2.4\"")),
    ("matches is null", Swap("\"matches\": [", "\"matches\": null, \"x\": [")),
    ("the tool's version is a list", Swap("\"version\": \"0.90.0\"", "\"version\": [0, 90]")),
];

pub const YAML: &[(&str, Break)] = &[
    ("a tab before a name", Swap("    level: error", "\tlevel: error")),
    ("a name is there twice", Swap("    level: error", "    level: error\n    level: note")),
    ("ten thousand lists deep, in brackets", Made("3", deep)),
    (
        "ten thousand lists deep, in lines",
        Made("3", || "\n        ".to_owned() + &"- ".repeat(10_000) + "x"),
    ),
    (
        "aliases that grow",
        Made("lint: \"1.2\"", || {
            let start = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
            (1..12).fold(start, |text, at| {
                let alias = format!("*a{},", at - 1);
                format!("{text}a{at}: &a{at} [{}x]\n", alias.repeat(10))
            }) + "lint: \"1.2\""
        }),
    ),
    ("an alias of nothing", Swap("line: 3", "line: *nowhere")),
    ("a tag that is unknown", Swap("line: 3", "line: !!python/object 3")),
    (
        "two documents",
        Swap("lint:", "---\nlint: \"1.1\"\nissues: [{ rule: R0, text: lost }]\n---\nlint:"),
    ),
    ("the line is a word", Swap("line: 3", "line: three")),
    ("the line is infinite", Swap("line: 3", "line: .inf")),
    ("line 0", Swap("line: 3", "line: 0")),
    ("the rule is a date", Swap("rule: R1", "rule: 2026-11-01")),
    ("an issue is null", Swap("issues:", "issues:\n  - ~")),
    ("a name is a list", Swap("    level: error", "    level: error\n    [1, 2]: 3")),
];

pub const TOML: &[(&str, Break)] = &[
    ("a name is there twice", Swap("line = 3", "line = 3\nline = 4")),
    ("a value is missing", Swap("line = 3", "line =")),
    ("ten thousand lists deep", Made("3", deep)),
    ("ten thousand tables deep", Made("line = 3", || format!("{}x = 3", "a.".repeat(10_000)))),
    ("the line is a word", Swap("line = 3", "line = \"three\"")),
    ("the line is infinite", Swap("line = 3", "line = inf")),
    ("line 2^64", Swap("line = 3", "line = 18446744073709551616")),
    ("the rule is a date", Swap("rule = \"R1\"", "rule = 2026-11-01")),
    ("half of a character", Swap("the second", "the \\ud800")),
];
