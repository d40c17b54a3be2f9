//! Ways to break what is XML, and LCOV's lines.

use crate::Break::{self, Made, Swap};

fn deep() -> String {
    format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000))
}

/// Declares entities: one that grows a thousandfold with each step, one that is a file.
const ENTITIES: &str = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";

pub const JUNIT: &[(&str, Break)] = &[
    (
        "entities that grow, and a file as an entity",
        Made("<testsuites name=\"all\"", || {
            format!("{ENTITIES}\n<testsuites name=\"&b;\" id=\"&f;\"")
        }),
    ),
    ("entities in a text", Made("?>\n", || format!("?>\n{ENTITIES}\n"))),
    ("an entity that nobody declares", Swap("&lt;none&gt;", "&nbsp;")),
    ("a bare ampersand", Swap("&lt;none&gt;", "a & b")),
    ("a character that is none", Swap("&lt;none&gt;", "&#0;&#xD800;&#9999999999;")),
    ("a tag that isn't closed", Swap("</failure>", "")),
    ("a tag that is closed by another", Swap("</failure>", "</error>")),
    (
        "a tag that ends in the middle",
        Swap("<skipped message=\"no bell\"/>", "<skipped message=\"no"),
    ),
    ("an attribute without quotes", Swap("line=\"9\"", "line=9")),
    ("an attribute is there twice", Swap("line=\"9\"", "line=\"9\" line=\"10\"")),
    ("CDATA that isn't closed", Swap("expected café", "<![CDATA[expected café")),
    ("a comment that isn't closed", Swap("expected café", "<!-- expected café")),
    (
        "ten thousand elements deep",
        Made("<skipped message=\"no bell\"/>", || deep() + "<skipped/>"),
    ),
    ("a second root", Swap("</testsuites>", "</testsuites><testsuites/>")),
    ("declared as Latin-1", Swap("UTF-8", "ISO-8859-1")),
    ("line 0", Swap("line=\"9\"", "line=\"0\"")),
    ("a negative line", Swap("line=\"9\"", "line=\"-9\"")),
    ("the line is a word", Swap("line=\"9\"", "line=\"nine\"")),
    (
        "the numbers of the header are words",
        Swap(
            "tests=\"3\" failures=\"1\" errors=\"0\" time=\"1.5\"",
            "tests=\"many\" failures=\"NaN\" errors=\"\"",
        ),
    ),
    (
        "the numbers of the header are wrong",
        Swap(
            "tests=\"3\" failures=\"1\" errors=\"0\" time=\"1.5\"",
            "tests=\"30\" failures=\"0\" errors=\"-1\"",
        ),
    ),
    ("a time that is none", Swap("2026-11-01T10:00:00", "yesterday")),
    ("a case without a name", Swap("name=\"locks\"", "")),
    (
        "a name of a megabyte",
        Made("name=\"locks\"", || format!("name=\"{}\"", "x".repeat(1_000_000))),
    ),
    ("an element that nobody knows", Swap("<failure", "<fialure/><failure")),
    (
        "a case outside of its suite",
        Swap(
            "<testsuite name=\"api\"",
            "<testcase name=\"alone\"><failure/></testcase><testsuite name=\"api\"",
        ),
    ),
    (
        "no case",
        Made(
            "<testcase name=\"opens a café\" classname=\"Door\" file=\"door.py\" line=\"4\" time=\"0.5\"/>",
            || "<x/>".to_owned(),
        ),
    ),
];

pub const COBERTURA: &[(&str, Break)] = &[
    (
        "entities that grow, and a file as an entity",
        Made("<coverage", || format!("{ENTITIES}<coverage a=\"&b;&f;\"")),
    ),
    ("line 0", Swap("number=\"2\"", "number=\"0\"")),
    ("a negative line", Swap("number=\"2\"", "number=\"-2\"")),
    ("the line is a word", Swap("number=\"2\"", "number=\"two\"")),
    ("no line number", Swap("number=\"2\" ", "")),
    ("the hits are a word", Swap("hits=\"3\"", "hits=\"many\"")),
    ("no hits", Swap(" hits=\"3\"", "")),
    ("negative hits", Swap("hits=\"3\"", "hits=\"-3\"")),
    ("NaN hits", Swap("hits=\"3\"", "hits=\"NaN\"")),
    ("more branches covered than there are", Swap("(1/2)", "(3/2)")),
    ("branches in words", Swap("50% (1/2)", "half")),
    (
        "a line twice",
        Swap("<line number=\"2\"", "<line number=\"1\" hits=\"0\"/><line number=\"2\""),
    ),
    ("no file name", Swap("filename=\"src/café.py\"", "")),
    ("a rate beyond 1", Swap("line-rate=\"0.5\"", "line-rate=\"50\"")),
    ("a rate in words", Swap("line-rate=\"0.5\"", "line-rate=\"half\"")),
    ("counts that are wrong", Swap("lines-covered=\"2\"", "lines-covered=\"3\"")),
    ("a time that is none", Swap("1761991200", "yesterday")),
    ("a time beyond all years", Swap("1761991200", "9223372036854775807")),
    ("ten thousand elements deep", Made("<packages>", || format!("<packages>{}", deep()))),
];

pub const JACOCO: &[(&str, Break)] = &[
    (
        "a file as an entity",
        Swap(
            "<!DOCTYPE report PUBLIC \"-//JACOCO//DTD Report 1.1//EN\" \"report.dtd\">\n<report name=\"café\">",
            "<!DOCTYPE report [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n<report name=\"&f;\">",
        ),
    ),
    ("a line's number is a word", Swap("nr=\"4\"", "nr=\"four\"")),
    ("a line's count is a word", Swap("mi=\"2\" ci=\"0\"", "mi=\"two\" ci=\"none\"")),
    ("a line's count is negative", Swap("mi=\"2\" ci=\"0\"", "mi=\"-2\" ci=\"-1\"")),
    (
        "a counter's count is a word",
        Swap(
            "  <counter type=\"LINE\" missed=\"1\" covered=\"2\"/>\n  <counter type=\"BRANCH\"",
            "  <counter type=\"LINE\" missed=\"one\" covered=\"2\"/>\n  <counter type=\"BRANCH\"",
        ),
    ),
    (
        "a counter without type",
        Swap(
            "<counter type=\"BRANCH\" missed=\"1\" covered=\"1\"/>\n</report>",
            "<counter missed=\"1\" covered=\"1\"/>\n</report>",
        ),
    ),
    (
        "counts beyond all numbers",
        Swap("mb=\"1\" cb=\"1\"", "mb=\"18446744073709551615\" cb=\"18446744073709551615\""),
    ),
    ("a session's time is a word", Swap("start=\"1761991200000\"", "start=\"yesterday\"")),
    (
        "a session's time is beyond all years",
        Swap("dump=\"1761991260000\"", "dump=\"8210266876799999\""),
    ),
    (
        "a class outside of its package",
        Swap("<package name=\"org/shop\">", "<class name=\"x\"/><package name=\"org/shop\">"),
    ),
    ("ten thousand elements deep", Made("<package name", || deep() + "<package name")),
];

pub const LCOV: &[(&str, Break)] = &[
    ("a count is missing", Swap("DA:2,0", "DA:2")),
    ("a count is a word", Swap("DA:2,0", "DA:2,none")),
    ("a negative count", Swap("DA:2,0", "DA:2,-4")),
    ("NaN as a count", Swap("DA:2,0", "DA:2,NaN")),
    ("line 0", Swap("DA:2,0", "DA:0,0")),
    ("a negative line", Swap("DA:2,0", "DA:-2,0")),
    ("line 2^64", Swap("DA:2,0", "DA:18446744073709551616,0")),
    ("a line of no file", Swap("SF:src/b.c\n", "")),
    ("a file without a name", Swap("SF:src/b.c", "SF:")),
    ("a record without an end", Swap("end_of_record\nSF:src/b.c", "SF:src/b.c")),
    ("the last record has no end", Swap("LF:1\nLH:1\nend_of_record", "LF:1\nLH:1")),
    (
        "a record twice",
        Swap(
            "SF:src/b.c\nDA:7,1\nLF:1\nLH:1\nend_of_record",
            "SF:src/b.c\nDA:7,1\nLF:1\nLH:1\nend_of_record\nSF:src/b.c\nDA:7,0\nLF:1\nLH:0\nend_of_record",
        ),
    ),
    ("numbers that are wrong", Swap("LH:1\nend_of_record\nSF", "LH:2\nend_of_record\nSF")),
    ("a number beyond all", Swap("LF:2", "LF:99999999999999999999")),
    ("a key that nobody knows", Swap("BRF:2", "XYZ:2\nBRF:2")),
    ("a line without a colon", Swap("BRF:2", "oops\nBRF:2")),
    ("a branch is missing its count", Swap("BRDA:2,0,1,-", "BRDA:2,0")),
    ("a path with a NUL", Swap("src/b.c", "src/\0b.c")),
];

pub const LINT: &[(&str, Break)] = &[
    (
        "entities that grow, and a file as an entity",
        Made("<lint", || format!("{ENTITIES}\n<lint a=\"&b;\" f=\"&f;\"")),
    ),
    ("an entity in a text", Swap("the first café", "&b;&f;")),
    ("ten thousand elements deep", Made("the first café", deep)),
    ("a tag that isn't closed", Swap("</issue>\n  <issue", "\n  <issue")),
    (
        "a tag that ends in the middle",
        Swap("the second &amp; last</issue>\n</lint>", "the second</iss"),
    ),
    ("an attribute without quotes", Swap("line=\"3\"", "line=3")),
    ("an attribute is there twice", Swap("line=\"3\"", "line=\"3\" line=\"4\"")),
    ("a second root", Swap("</lint>", "</lint><lint/>")),
    ("the line is a word", Swap("line=\"3\"", "line=\"three\"")),
    ("a negative line", Swap("line=\"3\"", "line=\"-3\"")),
    ("line 0", Swap("line=\"3\"", "line=\"0\"")),
    ("no rule", Swap("rule=\"R1\" ", "")),
    ("the severity is unknown", Swap("level=\"error\"", "level=\"dreadful\"")),
    ("a time that is none", Swap("2026-11-01T10:00:00Z", "yesterday")),
];
