//! The kinds of change: what is done, the code of what is told, and what it names.

use crate::shop::Package;

/// A change, and what has to be said of it.
pub struct Mutation {
    pub name: &'static str,
    pub change: fn(&Package),
    pub code: &'static str,
    pub names: &'static str,
}

/// A row of the table.
const fn row(
    name: &'static str,
    change: fn(&Package),
    code: &'static str,
    names: &'static str,
) -> Mutation {
    Mutation { name, change, code, names }
}

/// All kinds of change.
pub const TABLES: [&[Mutation]; 8] =
    [FINDINGS, POLICY, EVIDENCE, EARLIER, REPORT, RENDERED, MANIFEST, FILES];

const F: &str = "inputs/findings.json";
const T: &str = "inputs/tests.json";
const P: &str = "inputs/policy/signoff.toml";
const B: &str = "inputs/policy/extended-1/base.toml";
const K6: &str = "inputs/evidence/k6.json";
const O: &str = "inputs/earlier/report.json";
const R: &str = "report.json";

// Where nothing else is said, the manifest was edited along.
#[rustfmt::skip]
const FINDINGS: &[Mutation] = &[
    row("a space in the findings, digest kept", |p| p.replace(F, "\"Shop\"", "\"Shop\" "), "digest-mismatch", F),
    row("a space in the findings", |p| p.replace_and_relist(F, "\"Shop\"", "\"Shop\" "), "report-differs", "provenance.inputs"),
    row("a severity lowered", |p| p.replace_and_relist(F, "\"severity\": \"high\"", "\"severity\": \"low\""), "gate-differs", "gate `no-high`: report.json says “fail”"),
    row("a finding closed", |p| p.replace_and_relist(F, "\"status\": \"open\"", "\"status\": \"fixed\""), "gate-differs", "`no-high`"),
    row("a finding dropped", |p| p.edit_and_relist(T, |f| drop(f["findings"].as_array_mut().unwrap().remove(0))), "report-differs", "finding `F-3`"),
    row("a finding reworded", |p| p.replace_and_relist(F, "Password in the source", "Password in a test"), "report-differs", "finding `F-1`, `title`"),
    row("a target loosened", |p| p.replace_and_relist(F, "<= 2 s", "<= 5 s"), "measure-differs", "measure `p95`, `target`"),
    row("a claim reworded", |p| p.replace_and_relist(F, "within an hour", "at some time"), "claim-differs", "claim `restore`, `statement`"),
    row("a claim no longer required", |p| p.replace_and_relist(F, "\"operations\", \"required\": true", "\"operations\", \"required\": false"), "claim-differs", "claim `restore`, `required`"),
    row("evidence dated back", |p| p.replace_and_relist(F, "2026-11-10", "2025-11-10"), "evidence-differs", "evidence `drill`"),
    row("evidence of another commit", |p| p.replace_and_relist(T, "\"2026-11-19\", \"commit\": \"0123abcd\"", "\"2026-11-19\", \"commit\": \"9999abcd\""), "claim-differs", "claim `tests-pass`: report.json says “supported”"),
    row("a method raised", |p| p.replace_and_relist(F, "\"method\": \"examine\"", "\"method\": \"test\""), "evidence-differs", "evidence `drill`, `method`"),
    row("a waiver prolonged", |p| p.replace_and_relist(F, "2026-12-01", "2027-12-01"), "report-differs", "waiver `W-1`"),
    row("a sign-off decided", |p| p.replace_and_relist(F, "\"name\": \"Ana\"", "\"name\": \"Ana\", \"decision\": \"approve\""), "report-differs", "sign-off `S-1`"),
    row("an action done", |p| p.replace_and_relist(F, "\"owner\": \"security\"", "\"owner\": \"security\", \"status\": \"done\""), "report-differs", "action `A-1`"),
    row("a narrative rewritten", |p| p.replace_and_relist(F, "Ninety-five of a hundred", "All"), "report-differs", "section `executive-summary`"),
    row("the subject renamed", |p| { p.replace_and_relist(F, "\"Shop\"", "\"Shed\""); p.replace_and_relist(T, "\"Shop\"", "\"Shed\""); }, "report-differs", "`subject.name`"),
    row("what is signed changed", |p| p.replace_and_relist(F, "No load balancer", "No balancer"), "signed-digest-differs", "the digest to be signed"),
    row("findings that are no JSON", |p| p.replace_and_relist(F, "{", "["), "json-syntax", F),
    row("findings that break the schema", |p| p.replace_and_relist(F, "\"effort\"", "\"efort\""), "unknown-property", F),
    row("findings that can't be read", |p| p.replace_and_relist(F, "{", "["), "not-recomputed", "invalid"),
    row("a dangling reference", |p| p.replace_and_relist(F, "\"run\": \"scan\"", "\"run\": \"scam\""), "dangling-reference", F),
];

#[rustfmt::skip]
const POLICY: &[Mutation] = &[
    row("a comment in the policy, digest kept", |p| p.replace(P, "max = 0", "max = 0 # none"), "digest-mismatch", P),
    row("a comment in the policy", |p| p.replace_and_relist(P, "max = 0", "max = 0 # none"), "report-differs", "provenance.inputs"),
    row("a threshold raised", |p| p.replace_and_relist(P, "max = 0", "max = 5"), "gate-differs", "gate `no-high`: report.json says “fail”, and recomputing gives “pass”"),
    row("a level lowered", |p| p.replace_and_relist(P, "severity = \"high\"", "severity = \"high\"\nlevel = \"warn\""), "verdict-differs", "the verdict"),
    row("a role no longer asked for", |p| p.replace_and_relist(P, "required = true", "required = false"), "report-differs", "sign-off `S-1`, `required`"),
    row("the extended policy changed", |p| p.replace_and_relist(B, "<= 1 s", "<= 2 s"), "gate-differs", "gate `fast`"),
    row("a weight changed", |p| p.replace_and_relist(B, "weight = 2", "weight = 3"), "score-differs", "the score of `performance`, `weight`"),
    row("a policy that is no TOML", |p| p.replace_and_relist(P, "[[role]]", "[[role]"), "toml-syntax", P),
    row("a policy that nobody wrote", |p| p.manifest(|m| m["policy_choice"] = "default".into()), "unused-input", P),
    row("a policy found instead of named", |p| p.manifest(|m| m["policy_choice"] = "named".into()), "report-differs", "provenance.policy.choice"),
    row("a policy of another name", |p| p.manifest(|m| m["inputs"][2]["named"] = "strict.toml".into()), "report-differs", "provenance.policy.name"),
    row("an extended policy of another name", |p| p.manifest(|m| m["inputs"][3]["named"] = "base.toml".into()), "unreadable-policy", "company/base.toml"),
    row("a baseline of another name", |p| p.manifest(|m| m["inputs"][4]["named"] = "report.json".into()), "unused-input", "inputs/baseline/report.json"),
    row("the baseline edited", |p| p.replace_and_relist("inputs/baseline/report.json", "\"title\": \"No load balancer\"", "\"title\": \"No load balancer at all\""), "report-differs", "provenance.inputs"),
    row("the baseline left out", |p| { p.remove("inputs/baseline/report.json"); p.manifest(|m| m["inputs"].as_array_mut().unwrap().retain(|i| i["role"] != "baseline")); p.unlist("inputs/baseline/report.json"); }, "gate-differs", "gate `no-worse`"),
];

#[rustfmt::skip]
const EVIDENCE: &[Mutation] = &[
    row("a value changed, digest kept", |p| p.replace(K6, "845.25", "245.25"), "digest-mismatch", K6),
    row("a value changed", |p| p.replace_and_relist(K6, "845.25", "245.25"), "measure-differs", "measure `p95`: report.json says “845.25”, and recomputing gives “245.25”"),
    row("a value that misses its target", |p| p.replace_and_relist(K6, "845.25", "2845.25"), "claim-differs", "claim `api-latency`: report.json says “supported”, and recomputing gives “refuted”"),
    row("a value that nobody selects", |p| p.replace_and_relist(K6, "18220", "18221"), "evidence-differs", "evidence `load-test`, `sha256`"),
    row("a line put in", |p| p.replace_and_relist("inputs/evidence/drill.md", "# Restore", "\n# Restore"), "claim-differs", "claim `restore`: report.json says “supported”, and recomputing gives “broken”"),
    row("a log emptied", |p| { p.write("inputs/evidence/tests.log", ""); p.relist("inputs/evidence/tests.log"); }, "claim-differs", "claim `tests-pass`"),
    row("evidence taken away", |p| p.remove(K6), "missing-file", K6),
    row("evidence taken away and unlisted", |p| { p.remove(K6); p.unlist(K6); }, "evidence-differs", "evidence `load-test`"),
    row("missing evidence put in", |p| p.write("inputs/evidence/gone.log", "ok\n"), "evidence-differs", "evidence `gone`, `state`: report.json says “missing”, and recomputing gives “present”"),
    row("missing evidence put in and listed", |p| { p.write("inputs/evidence/gone.log", "ok\n"); p.relist("inputs/evidence/gone.log"); }, "claim-differs", "claim `rollback`: report.json says “broken”"),
    row("evidence said to be unread", |p| p.manifest(|m| m["unread"] = serde_json::json!([{ "path": "evidence/k6.json", "reason": "outside" }])), "evidence-differs", "evidence `load-test`"),
    row("evidence unread that nobody lists", |p| p.manifest(|m| m["unread"] = serde_json::json!([{ "path": "x", "reason": "outside" }])), "manifest-differs", "not read"),
];

const CHANGES: &str = "what changed since the earlier report, `";

#[rustfmt::skip]
const EARLIER: &[Mutation] = &[
    row("a byte of the earlier report, digest kept", |p| p.replace(O, "\"Shop\"", "\"Shed\""), "digest-mismatch", O),
    row("the earlier report written otherwise", |p| p.replace_and_relist(O, "  \"signoff\": \"1\"", " \"signoff\": \"1\""), "changes-differ", "what changed since the earlier report, `old.sha256`"),
    row("the digest of the earlier report", |p| p.replace_and_relist(O, "  \"signoff\": \"1\"", " \"signoff\": \"1\""), "report-differs", "provenance.inputs"),
    row("the earlier verdict", |p| p.edit_and_relist(O, |r| r["verdict"]["value"] = "ready".into()), "changes-differ", CHANGES),
    row("an earlier finding left out", |p| p.edit_and_relist(O, |r| drop(r["findings"].as_array_mut().unwrap().remove(0))), "changes-differ", CHANGES),
    row("an earlier report that is no JSON", |p| p.replace_and_relist(O, "{", "("), "json-syntax", O),
    row("an earlier report taken away", |p| p.remove(O), "missing-file", O),
    row("what changed left out", |p| p.edit_and_relist(R, |r| drop(r.as_object_mut().unwrap().remove("changes"))), "changes-differ", "report.json says nothing"),
    row("a finding that changed left out", |p| p.edit_and_relist(R, |r| drop(r["changes"]["findings"].as_array_mut().unwrap().remove(0))), "changes-differ", CHANGES),
    row("a sum of what changed", |p| p.edit_and_relist(R, |r| r["changes"]["totals"]["changes"]["new"] = 0.into()), "changes-differ", "`totals.changes.new`: report.json says “0”"),
    row("a change for the better", |p| p.edit_and_relist(R, |r| *thing(&mut r["changes"], "gates", "no-high", "level") = "warn".into()), "changes-differ", "`gates.no-high.level`: report.json says “warn”"),
    row("changes since no report", |p| p.manifest(|m| m["inputs"].as_array_mut().unwrap().retain(|i| i["role"] != "earlier")), "changes-differ", "recomputing gives nothing"),
    row("changes since two reports", |p| p.manifest(|m| m["inputs"].as_array_mut().unwrap().iter_mut().filter(|i| i["role"] == "baseline").for_each(|i| i["role"] = "earlier".into())), "unused-input", O),
    row("a change in the HTML", |p| p.replace_and_relist("report.html", ">Changes since", ">Changes after"), "output-differs", "report.html"),
];

#[rustfmt::skip]
const REPORT: &[Mutation] = &[
    row("a verdict, digest kept", |p| p.edit(R, |r| r["verdict"]["value"] = "ready".into()), "digest-mismatch", R),
    row("a verdict", |p| p.edit_and_relist(R, |r| r["verdict"]["value"] = "ready".into()), "verdict-differs", "the verdict: report.json says “ready”, and recomputing gives “not_ready”"),
    row("a verdict's sentence", |p| p.edit_and_relist(R, |r| r["verdict"]["sentence"] = "All is well.".into()), "verdict-differs", "the verdict, `sentence`"),
    row("a gate's outcome", |p| p.edit_and_relist(R, |r| *gate(r, "no-high", "outcome") = "pass".into()), "gate-differs", "gate `no-high`: report.json says “pass”, and recomputing gives “fail”"),
    row("what a gate observed", |p| p.edit_and_relist(R, |r| *gate(r, "no-high", "observed") = "0".into()), "gate-differs", "gate `no-high`, `observed`"),
    row("a gate dropped", |p| p.edit_and_relist(R, |r| drop(r["gates"].as_array_mut().unwrap().pop())), "gate-differs", "report.json says nothing"),
    row("gates in another order", |p| p.edit_and_relist(R, |r| r["gates"].as_array_mut().unwrap().swap(0, 1)), "gate-differs", "in another place"),
    row("a score", |p| p.edit_and_relist(R, |r| r["scores"]["total"]["score"] = "100.0".into()), "score-differs", "score"),
    row("a claim's state", |p| p.edit_and_relist(R, |r| *thing(r, "claims", "rollback", "state") = "supported".into()), "claim-differs", "claim `rollback`: report.json says “supported”, and recomputing gives “broken”"),
    row("a link's lines", |p| p.edit_and_relist(R, |r| thing(r, "claims", "tests-pass", "evidence")[0]["lines"] = serde_json::json!([1, 1])), "claim-differs", "claim `tests-pass`, `evidence.0.lines"),
    row("a measured value", |p| p.edit_and_relist(R, |r| *thing(r, "measures", "p95", "value") = "145.25".into()), "measure-differs", "measure `p95`"),
    row("a digest of evidence", |p| p.edit_and_relist(R, |r| *thing(r, "evidence", "drill", "sha256") = "0".repeat(64).into()), "evidence-differs", "evidence `drill`"),
    row("an excerpt", |p| p.edit_and_relist(R, |r| thing(r, "evidence", "drill", "excerpt")[0]["text"] = "x".into()), "evidence-differs", "evidence `drill`, `excerpt"),
    row("the digest to be signed", |p| p.edit_and_relist(R, |r| r["provenance"]["of"] = "0".repeat(64).into()), "signed-digest-differs", "the digest to be signed"),
    row("a finding left out", |p| p.edit_and_relist(R, |r| drop(r["findings"].as_array_mut().unwrap().remove(0))), "report-differs", "finding `F-1`"),
    row("a fact", |p| p.edit_and_relist(R, |r| r["facts"]["findings"][0]["severity"] = "low".into()), "report-differs", "the facts that gates read, `findings.F-1.severity`"),
    row("the policy in the report", |p| p.edit_and_relist(R, |r| r["policy"]["gate"][0]["level"] = "warn".into()), "report-differs", "level"),
    row("the day in the report", |p| p.edit_and_relist(R, |r| r["as_of"] = "2026-11-20".into()), "report-differs", "`as_of`"),
    row("a way to ready made shorter", |p| p.edit_and_relist(R, |r| r["verdict"]["shortest_way"]["items"] = serde_json::json!([])), "verdict-differs", "shortest_way"),
    row("a key that stands twice", |p| p.replace_and_relist(R, "\"subject\": {", "\"as_of\": \"2020-01-01\",\n  \"subject\": {"), "duplicate-key", R),
    row("the same report written otherwise", |p| p.replace_and_relist(R, "  \"signoff\": \"1\"", " \"signoff\": \"1\""), "output-differs", R),
    row("a report that is no JSON", |p| p.replace_and_relist(R, "{", "("), "json-syntax", R),
    row("a report that breaks the schema", |p| p.replace_and_relist(R, "\"verdict\"", "\"Verdict\""), "unknown-property", R),
];

/// The entry of a gate.
fn gate<'a>(report: &'a mut serde_json::Value, id: &str, field: &str) -> &'a mut serde_json::Value {
    thing(report, "gates", id, field)
}

fn thing<'a>(
    report: &'a mut serde_json::Value,
    list: &str,
    id: &str,
    field: &str,
) -> &'a mut serde_json::Value {
    let list = report[list].as_array_mut().unwrap();
    let thing = list.iter_mut().find(|thing| thing["id"] == id).unwrap();
    thing.get_mut(field).unwrap()
}

#[rustfmt::skip]
const RENDERED: &[Mutation] = &[
    row("a number in the HTML, digest kept", |p| p.replace("report.html", "845.25", "145.25"), "digest-mismatch", "report.html"),
    row("a number in the HTML", |p| p.replace_and_relist("report.html", "845.25", "145.25"), "output-differs", "report.html"),
    row("a verdict in the HTML", |p| p.replace_and_relist("report.html", "Not ready", "Ready"), "output-differs", "report.html"),
    row("a script in the HTML", |p| p.replace_and_relist("report.html", "</body>", "<script></script></body>"), "output-differs", "report.html"),
    row("a number in the Markdown", |p| p.replace_and_relist("report.md", "845.25", "145.25"), "output-differs", "report.md"),
    row("a line at the end of the Markdown", |p| { let text = p.text("report.md"); p.write("report.md", text + "All is well.\n"); p.relist("report.md"); }, "output-differs", "report.md"),
    row("the Markdown cut off", |p| { let text = p.text("report.md"); p.write("report.md", &text[..text.len() / 2]); p.relist("report.md"); }, "output-differs", "report.md"),
    row("HTML that is no text", |p| { p.write("report.html", b"\xff\xfe"); p.relist("report.html"); }, "output-differs", "report.html"),
];

#[rustfmt::skip]
const MANIFEST: &[Mutation] = &[
    row("the day", |p| p.manifest(|m| m["as_of"] = "2026-11-22".into()), "report-differs", "`as_of`"),
    row("the version", |p| p.manifest(|m| m["signoff_version"] = "9.9.9".into()), "report-differs", "provenance.signoff_version"),
    row("a digest", |p| p.manifest(|m| m["files"][0]["sha256"] = "0".repeat(64).into()), "digest-mismatch", "inputs/baseline/report.json"),
    row("a size", |p| p.manifest(|m| m["files"][0]["size"] = 1.into()), "size-mismatch", "inputs/baseline/report.json"),
    row("a file left out", |p| p.unlist("report.md"), "unlisted-file", "report.md"),
    row("a file left out that is made", |p| p.unlist("report.md"), "manifest-differs", "report.md"),
    row("a file listed twice", |p| p.manifest(|m| { let twice = m["files"][0].clone(); m["files"].as_array_mut().unwrap().push(twice); }), "duplicate-path", "inputs/baseline/report.json"),
    row("the manifest listed", |p| p.relist("manifest.json"), "duplicate-path", "manifest.json"),
    row("a path that leaves the package", |p| p.manifest(|m| m["files"][0]["path"] = "../secret".into()), "unsafe-path", "../secret"),
    row("an input that leaves the package", |p| p.manifest(|m| m["inputs"][0]["path"] = "inputs/../../secret".into()), "manifest-differs", "inputs/../../secret"),
    row("an input outside of inputs/", |p| p.manifest(|m| m["inputs"][0]["path"] = "/etc/passwd".into()), "malformed-value", "/etc/passwd"),
    row("an input that isn't listed", |p| p.manifest(|m| m["inputs"][0]["path"] = "inputs/none.json".into()), "manifest-differs", "inputs/none.json"),
    row("an input twice", |p| p.manifest(|m| { let twice = m["inputs"][0].clone(); m["inputs"].as_array_mut().unwrap().push(twice); }), "duplicate-path", F),
    row("an input of another role", |p| p.manifest(|m| m["inputs"][0]["role"] = "report".into()), "unused-input", F),
    row("the order of merging", |p| p.manifest(|m| m["inputs"].as_array_mut().unwrap().swap(0, 1)), "claim-differs", "in another place"),
    row("one findings file less", |p| p.manifest(|m| drop(m["inputs"].as_array_mut().unwrap().remove(1))), "claim-differs", "claim `tests-pass`"),
    row("a format less", |p| p.manifest(|m| drop(m["options"]["formats"].as_array_mut().unwrap().remove(0))), "unmade-file", "report.md"),
    row("a format more", |p| p.manifest(|m| m["options"]["formats"] = serde_json::json!(["md", "html", "json", "json"])), "malformed-value", "/options/formats"),
    row("formats in another order", |p| p.manifest(|m| m["options"]["formats"] = serde_json::json!(["html", "md", "json"])), "manifest-differs", "manifest.json"),
    row("a paper without pages", |p| p.manifest(|m| m["options"]["paper"] = "letter".into()), "manifest-differs", "manifest.json"),
    row("files in another order", |p| p.manifest(|m| m["files"].as_array_mut().unwrap().reverse()), "manifest-differs", "manifest.json"),
    row("the same manifest written otherwise", |p| p.replace("manifest.json", "\n", "\n\n"), "manifest-differs", "manifest.json"),
    row("an unknown property", |p| p.manifest(|m| m["note"] = "x".into()), "unknown-property", "manifest.json"),
    row("a manifest that is no JSON", |p| p.replace("manifest.json", "{", "("), "json-syntax", "manifest.json"),
];

#[rustfmt::skip]
const FILES: &[Mutation] = &[
    row("a file put in", |p| p.write("report-final.html", "ready"), "unlisted-file", "report-final.html"),
    row("an input put in", |p| p.write("inputs/evidence/more.log", "ready"), "unlisted-file", "inputs/evidence/more.log"),
    row("a file put in and listed", |p| { p.write("report-final.html", "ready"); p.relist("report-final.html"); }, "unmade-file", "report-final.html"),
    row("an input put in and listed", |p| { p.write("inputs/more.json", "{}"); p.relist("inputs/more.json"); }, "unmade-file", "inputs/more.json"),
    row("a rendered file taken away", |p| p.remove("report.html"), "missing-file", "report.html"),
    row("a findings file taken away", |p| p.remove(T), "missing-file", T),
    row("the report taken away and unlisted", |p| { p.remove(R); p.unlist(R); }, "manifest-differs", R),
];
