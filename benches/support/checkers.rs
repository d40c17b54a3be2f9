//! What checkers write, of any size: made by arithmetic alone, so that the same size gives the same bytes everywhere.

use std::io::{self, Write};

use serde_json::{Value, json};

/// How many rules a checker has.
const RULES: u64 = 60;

/// A SARIF log of about so many bytes, of one run whose results have rules, snippets, fingerprints and related places.
pub(crate) fn sarif(bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Value> = (0..RULES).map(rule).collect();
    let driver = json!({ "name": "Scan", "version": "1.2.3", "rules": rules });
    let head = json!({ "version": "2.1.0", "tool": { "driver": driver } }).to_string();
    let head = head.strip_prefix("{\"version\":\"2.1.0\",").unwrap_or_default();
    let head = format!(
        "{{\"version\":\"2.1.0\",\"runs\":[{{{}",
        head.strip_suffix('}').unwrap_or_default()
    );
    list(
        bytes,
        out,
        &format!("{head},\"results\":["),
        result,
        "],\"columnKind\":\"utf16CodeUnits\"}]}\n",
    )
}

/// Semgrep's own output of about so many bytes.
pub(crate) fn semgrep(bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    let head = "{\"version\":\"1.90.0\",\"errors\":[],\"paths\":{\"scanned\":[\"src/a.py\"]},\"results\":[";
    list(bytes, out, head, match_of_semgrep, "]}\n")
}

/// Trivy's own output of about so many bytes: an image with many targets of a thousand vulnerabilities each.
pub(crate) fn trivy(bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    let head = "{\"SchemaVersion\":2,\"ArtifactName\":\"shop:1\",\"ArtifactType\":\"container_image\",\"Results\":[";
    let target = |number: u64| {
        let all: Vec<Value> = (0..1_000).map(|at| vulnerability(number * 1_000 + at)).collect();
        json!({ "Target": format!("app{number}/poetry.lock"), "Class": "lang-pkgs", "Type": "poetry", "Vulnerabilities": all })
    };
    list(bytes, out, head, target, "]}\n")
}

fn list(
    bytes: u64,
    out: &mut dyn Write,
    head: &str,
    item: impl Fn(u64) -> Value,
    end: &str,
) -> io::Result<()> {
    out.write_all(head.as_bytes())?;
    let mut written = (head.len() + end.len()) as u64;
    for number in 0.. {
        let item = format!("{}{}", if number == 0 { "" } else { ",\n" }, item(number));
        written += item.len() as u64;
        if number > 0 && written > bytes {
            break;
        }
        out.write_all(item.as_bytes())?;
    }
    out.write_all(end.as_bytes())
}

fn rule(number: u64) -> Value {
    json!({
        "id": format!("scan/R{number:03}"), "name": format!("Rule{number}"),
        "shortDescription": { "text": format!("Rule {number} is about input that isn't checked") },
        "fullDescription": { "text": "What comes from outside has to be checked before it is used. ".repeat(4) },
        "help": { "text": "Check it.", "markdown": "Check **it**. ".repeat(20) },
        "helpUri": format!("https://rules.example/{number}"),
        "defaultConfiguration": { "level": level(number) },
        "properties": { "tags": ["security", format!("external/cwe/cwe-{}", 20 + number)], "precision": "high",
            "security-severity": format!("{}.{}", number % 10, number % 7) },
    })
}

fn level(number: u64) -> &'static str {
    one_of(&["error", "warning", "note"], number)
}

fn one_of(words: &[&'static str], number: u64) -> &'static str {
    let at = usize::try_from(number).unwrap_or_default() % words.len().max(1);
    words.get(at).copied().unwrap_or_default()
}

/// Spreads numbers over 32 bits.
fn spread(number: u64) -> u64 {
    number.wrapping_mul(2_654_435_761) % (1 << 32)
}

fn file(spread: u64) -> String {
    format!("src/module{}/part{}/file{}.py", spread % 97, spread % 1_013, spread % 4_099)
}

fn result(number: u64) -> Value {
    let spread = spread(number);
    let (rule, line, column) = (spread % RULES, 1 + spread % 3_000, 1 + spread % 40);
    let text = format!(
        "The value of “name{}” comes from [the request](1) and goes into a query without being checked; number {number}.",
        spread % 501
    );
    json!({
        "ruleId": format!("scan/R{rule:03}"), "ruleIndex": rule, "level": level(rule), "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": file(spread), "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 60,
                "snippet": { "text": format!("    cursor.execute(\"select * from t where name = '%s'\" % name{})\n", spread % 501) } },
        } }],
        "partialFingerprints": { "primaryLocationLineHash": format!("{spread:08x}{number:08x}:1"),
            "primaryLocationStartColumnFingerprint": column.to_string() },
        "relatedLocations": [{ "id": 1, "message": { "text": "the request" }, "physicalLocation": {
            "artifactLocation": { "uri": file(spread) },
            "region": { "startLine": line.saturating_sub(7).max(1), "startColumn": 5, "endColumn": 30 } } }],
    })
}

fn match_of_semgrep(number: u64) -> Value {
    let spread = spread(number);
    let line = 1 + spread % 3_000;
    json!({
        "check_id": format!("python.lang.security.rule-{}", spread % RULES), "path": file(spread),
        "start": { "line": line, "col": 5, "offset": 100 }, "end": { "line": line, "col": 60, "offset": 160 },
        "extra": {
            "message": format!("Found data from a request in a query, number {number}.\nBind it as a parameter."),
            "severity": one_of(&["ERROR", "WARNING", "INFO"], spread),
            "fingerprint": format!("{spread:08x}{number:08x}"), "lines": "    cursor.execute(query % name)",
            "is_ignored": spread.is_multiple_of(50), "engine_kind": "OSS", "validation_state": "NO_VALIDATOR",
            "metadata": { "cwe": [format!("CWE-{}: improper neutralization", 20 + spread % RULES)], "category": "security",
                "technology": ["python"], "owasp": ["A03:2021 - Injection"], "confidence": "HIGH", "likelihood": "LOW",
                "impact": "HIGH", "references": ["https://rules.example/1"], "source": "https://rules.example/r" },
        },
    })
}

fn vulnerability(number: u64) -> Value {
    let spread = spread(number);
    json!({
        "VulnerabilityID": format!("CVE-2024-{}", 1_000 + spread % 60_000), "PkgName": format!("package{}", spread % 701),
        "InstalledVersion": format!("1.{}.0", spread % 30), "FixedVersion": format!("1.{}.1", spread % 30),
        "PkgIdentifier": { "PURL": format!("pkg:pypi/package{}@1.{}.0", spread % 701, spread % 30) },
        "Severity": one_of(&["CRITICAL", "HIGH", "MEDIUM", "LOW"], spread), "Status": "fixed",
        "Title": format!("package{}: input isn't checked, number {number}", spread % 701),
        "Description": "What comes from outside isn't checked before it is used. ".repeat(5),
        "PrimaryURL": "https://advisories.example/1", "CweIDs": ["CWE-79"],
        "CVSS": { "nvd": { "V3Vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "V3Score": 9.8 } },
        "References": ["https://advisories.example/1", "https://advisories.example/2"],
    })
}
