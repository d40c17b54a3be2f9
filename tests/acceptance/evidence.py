"""Evidence of a gigabyte for each kind of selector: one line, text, attribute, cell or message that is as long as the
file, or nothing but the least that a format has. `signoff check` has to come to the right state or say what is wrong, without a panic, within the bounds below.

Called by scripts/acceptance: BINARY FOLDER [--bytes N]. Prints a JSON object, tells what is wrong on stderr.
"""

import argparse
import json
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path

# Bounds, for a file of `--bytes` bytes. Its text is there once, and once more while it is read; a value of it may be as
# long; what is kept of many things besides is bounded. Time is that of the processor: what else a machine does is left out.
MEMORY_OF_FILE = 3
MEMORY_BESIDES = 512 << 20
SECONDS_A_GIGABYTE = 90.0
SECONDS_BESIDES = 5.0
# From so many bytes on the bounds are passed that are told.
WHOLE = 1_000_000_000
# What a message, or all that is printed, may have in characters: none holds the file.
LONGEST_TOLD = 1_000
LONGEST_PRINTED = 20_000

PIECE = 1 << 20

# Which state the claim is in is told by gates, of which one passes.
STATES = ["supported", "refuted", "broken"]
POLICY = 'extends = "minimal"\n' + "".join(
    f'[[gate]]\ntype = "expression"\nid = "{state}"\nlevel = "warn"\nwhen = "state(\'c\') == \'{state}\'"\n' for state in STATES
)


class File:
    """A file of one kind: what stands before and behind its filling, and what it is filled with."""

    def __init__(self, name, before, filling, behind):
        self.name, self.before, self.filling, self.behind = name, before, filling, behind

    def write(self, path, size):
        before, filling, behind = (text.encode() for text in (self.before, self.filling, self.behind))
        times = (size - len(before) - len(behind)) // len(filling)
        piece = filling * (PIECE // len(filling))
        with open(path, "wb") as file:
            file.write(before)
            for _ in range(times // (PIECE // len(filling))):
                file.write(piece)
            file.write(filling * (times % (PIECE // len(filling))))
            file.write(behind)


def case(selector, expect=None, state="supported", code=None, says=None):
    return {"selector": selector, "expect": expect, "state": state, "code": code, "says": says}


SARIF = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[{"id":"R1"}]}},"results":[{"ruleId":"R1","message":{"text":"'

# Each file with what is asked of it. Where a value is as long as the file, it is looked at and never printed.
CASES = [
    (
        File("line.txt", "first ", "a", " took 42 ms"),
        [
            case(None),
            case("L1"),
            case("L1", "matches 42 ms$", "broken", "not-comparable", "holds no single value"),
            case("L2", None, "broken", "no-match", "the file has 1 line, so no line 2"),
            case("L1 re:took (\\d+) ms", "== 42"),
            case("re:took (\\d+) ms", "== 42"),
            case("re:(?s)^(.*)$", "matches ms$"),
            case("re:(?s)^(.*)$", "== 42", "broken", "not-comparable", "is not a number"),
            case("re:(a)", "== a", "broken", "many-matches", "more than once"),
            case("re:(b)", "== b", "broken", "no-match", "matches nothing"),
            case("/a", "== 1", "broken", "unreadable-evidence", "not JSON"),
            case("xml:/a", "== 1", "broken", "unreadable-evidence", "not XML"),
            case("test:a", None, "broken", "unreadable-evidence", "no test result"),
            case("sarif:a", "count == 0", "broken", "unreadable-evidence", "no SARIF log"),
        ],
    ),
    (
        File("letters.txt", "", "\u00e9", "\n"),
        [case("L1"), case("re:(\\d)", "count == 0")],
    ),
    (
        File("breaks.txt", "", "\n", "42\n"),
        [case("re:(\\d+)", "== 42"), case("L2", "== 1", "broken", "not-comparable", "holds no single value")],
    ),
    (
        File("text.json", '{"a":"', "a", '","b":42}'),
        [
            case("/b", "== 42"),
            case("/a", "matches ^a+$"),
            case("/a", "== a", "refuted"),
            case("/a/b", "== 1", "broken", "no-match", "neither an object nor a list"),
            case("$.b", "== 42"),
            case("$.a", "== a", "refuted"),
            case("$[?@ == 42]", "== 42"),
            case("$[?search(@, 'b$')]", "count == 0"),
            case("$..*", "count == 2"),
            case("L1 re:\"b\":(\\d+)", "== 42"),
            case("sarif:a", "count == 0", "broken", "unreadable-evidence", "SARIF"),
            case("test:a", None, "broken", "unreadable-evidence", "no test result"),
        ],
    ),
    (
        File("name.json", '{"b":42,"', "a", '":1}'),
        [case("/b", "== 42"), case("$.b", "== 42"), case("$[?@ == 1]", "count == 1")],
    ),
    (
        File("escapes.json", '{"a":"', "\\u00e9\\n", '","b":42}'),
        [case("/b", "== 42"), case("$.b", "== 42"), case("/a", "matches ^\u00e9")],
    ),
    (
        File("number.json", '{"a":', "1", ',"b":42}'),
        [case("/b", "== 42"), case("/a", "> 1", "broken", "not-comparable"), case("$.a", "> 1", "broken", "not-comparable")],
    ),
    (
        File("cell.csv", "name,p95\n", "a", ",42\n"),
        [
            case("csv:1/p95", "== 42"),
            case("csv:*/2", "== 42"),
            case("csv:p95=42/name", "matches ^a+$"),
            case("csv:p95=42/name", "== a", "refuted"),
            case("csv:name=a/p95", "== 42", "broken", "no-match", "no row of which that holds"),
            case("csv:1/p99", "== 42", "broken", "no-match", "there is no column \"p99\""),
        ],
    ),
    (
        File("quoted.csv", 'name,p95\n"', '""', '",42\n'),
        [case("csv:1/p95", "== 42"), case("csv:1/name", "matches ^\"+$")],
    ),
    (
        File("column.csv", "p95,", "a", "\n42,1\n"),
        [case("csv:1/p95", "== 42"), case("csv:1/p99", "== 42", "broken", "no-match", "there is no column \"p99\"")],
    ),
    (
        File("attribute.xml", '<r b="42" a="', "a", '"><c>7</c></r>'),
        [
            case("xml:/r/@b", "== 42"),
            case("xml:/r/@a", "matches ^a+$"),
            case("xml:/r[@b='42']/c", "== 7"),
            case("xml://c[@a='x']", "== 7", "broken", "no-match", "there is no element"),
        ],
    ),
    (
        File("text.xml", '<r b="42"><c>7</c>', "a", "</r>"),
        [case("xml:/r/@b", "== 42"), case("xml:/r/text()", "matches a$"), case("xml:/r/c", "== 7")],
    ),
    (
        File("entities.xml", '<r b="42"><c>', "&amp;", "</c></r>"),
        [case("xml:/r/@b", "== 42"), case("xml:/r/c", "matches ^&+$")],
    ),
    (
        File("never-ends.xml", "<r><c>7</c>", "a", ""),
        [case("xml:/r/c", "== 7", "broken", "unreadable-evidence", "never ends")],
    ),
    (
        File("junit.xml", '<testsuite name="s"><testcase name="c"><system-out>', "a", "</system-out></testcase></testsuite>"),
        [
            case("test:s > c"),
            case("test:s"),
            case("test:s > d", None, "broken", "no-match", "there is no test case and no suite \"s > d\""),
        ],
    ),
    (
        File("name.xml", '<testsuite name="s"><testcase name="c"/><testcase name="', "a", '"/></testsuite>'),
        [
            case("test:s > c"),
            case("test:s > d", None, "broken", "no-match", "there is no test case and no suite \"s > d\""),
        ],
    ),
    (
        File("result.tap", "TAP version 14\n1..2\nok 1 - c\nnot ok 2 - ", "a", "\n"),
        [case("test:c"), case("test:d", None, "broken", "no-match", "there is no test case and no suite \"d\"")],
    ),
    (
        File("ctrf.json", '{"results":{"summary":{},"tests":[{"name":"c","status":"passed","suite":["s"],"message":"', "a", '"}]}}'),
        [case("test:s > c")],
    ),
    (
        File("go.json", '{"Action":"pass","Package":"p","Test":"T"}\n{"Action":"output","Package":"p","Output":"', "a", '"}\n'),
        [case("test:p > T")],
    ),
    (
        File("message.sarif", SARIF, "a", '"}}]}]}'),
        [case("sarif:R1", "count == 1"), case("sarif:R1", "== warning"), case("sarif:R2", "count == 0")],
    ),
    (
        File("rule.sarif", SARIF + '"}},{"ruleId":"', "a", '"}]}]}'),
        [case("sarif:R1", "count == 1"), case("sarif:R2", "== error", "broken", "no-match", "there is no result of rule \"R2\"")],
    ),
    (
        File("print.sarif", SARIF + '"},"fingerprints":{"v1":"', "a/", '"}}]}]}'),
        [case("sarif:R1", "count == 1"), case("sarif:R1/a", "== error", "broken", "no-match", "none with fingerprint \"a\"")],
    ),
]

# Nothing but the least that a format has. There are bounds to what is kept of a file, told where they are passed.
MANY = [
    (
        File("lines.txt", "", "a\n", "42\n"),
        [case("re:^(\\d+)$", "== 42"), case("L300", "matches a"), case("re:(a)", "count > 1", "broken", "many-matches", "more than 100000 places")],
    ),
    (
        File("elements.json", "[", "0,", "42]"),
        [case("/0", "== 0", "broken", "unreadable-evidence", "more than 16777216 values"), case("$[0]", "== 0", "broken", "unreadable-evidence", "more than 33554432 values")],
    ),
    (
        File("members.json", "{", '"a":0,', '"b":42}'),
        [case("/b", "== 42"), case("$.b", "== 42", "broken", "unreadable-evidence", "more than 33554432 values")],
    ),
    (
        File("lists.json", "[", "[", ""),
        [case("/0", "== 0", "broken", "unreadable-evidence", "not JSON"), case("$[0]", "== 0", "broken", "unreadable-evidence", "not JSON")],
    ),
    (
        File("texts.json", "[", '"\\n",', "42]"),
        [case("re:(42)\\]", "== 42")],
    ),
    (
        File("fields.csv", "p95", ",", "\n42"),
        [case("csv:1/p95", "== 42", "broken", "unreadable-evidence", "more than 67108864 fields")],
    ),
    (
        File("rows.csv", "name,p95\n", "the first row of all of them,1\n", "b,42\n"),
        [case("csv:name=b/p95", "== 42"), case("csv:*/p95", "count > 1", "broken", "many-matches", "more than 100000 places")],
    ),
    (
        File("columns.csv", "p95", ",the first column of all", "\n42\n"),
        [case("csv:1/p95", "== 42", "broken", "unreadable-evidence", "row 1 has 1 field"), case("csv:1/p99", "== 42", "broken", "no-match", "there is no column")],
    ),
    (
        File("elements.xml", "<r>", "<c/>", "</r>"),
        [case("xml://c", "count > 1", "broken", "unreadable-evidence", "more than 10000000 elements")],
    ),
    (
        File("depth.xml", "<r>", "<c>", ""),
        [case("xml://c", "count > 1", "broken", "unreadable-evidence", "more than 10000000 elements")],
    ),
    (
        File("attributes.xml", "<r b='42'", " a=''", "/>"),
        [case("xml:/r/@b", "== 42"), case("xml:/r/@a", "== 42", "broken", "unreadable-evidence", "twice")],
    ),
    (
        File("cases.xml", "<testsuite name='s'>", "<testcase name='a name that is not short'/>", "<testcase name='c'/></testsuite>"),
        [case("test:s > c", None, "broken", "unreadable-evidence", "more than")],
    ),
    (
        File("many.tap", "1..2\n", "ok\n", "ok - c\n"),
        [case("test:c", None, "broken", "unreadable-evidence", "more than 4000000 test cases")],
    ),
    (
        File("many.json", '{"results":{"summary":{},"tests":[', "{},", '{"name":"c"}]}}'),
        [case("test:c", None, "broken", "unreadable-evidence", "more than 4000000 elements")],
    ),
    (
        File("suites.json", '{"results":{"summary":{},"tests":[{"name":"c","status":"passed","suite":[', '"s",', '"s"]}]}}'),
        [case("test:s > c", None, "broken", "unreadable-evidence", "more than 1000 suites")],
    ),
    (
        File("many-go.json", "", '{"Action":"pass","Package":"p","Test":"T"}\n', ""),
        [case("test:p > T", None, "broken", "unreadable-evidence", "more than 4000000 test cases")],
    ),
    (
        File("results.sarif", '{"version":"2.1.0","runs":[{"results":[', "{},", "{}]}]}"),
        [case("sarif:R1", "count == 0", "broken", "unreadable-evidence", "more than 16777216 objects")],
    ),
    (
        File("prints.sarif", SARIF + '"},"fingerprints":{', '"a":"b",', '"c":"d"}}]}]}'),
        [case("sarif:R1", "count == 1")],
    ),
    (
        File("secrets.txt", "took 42 ms\n", "password=hunter2x!\n", ""),
        [case("re:took (\\d+) ms", "== 42", None, "too-many-secrets", "more is taken for secrets")],
    ),
    (
        File("placeholders.txt", "took 42 ms\n", "password=***\n", ""),
        [case("re:took (\\d+) ms", "== 42")],
    ),
    (
        File("secret.txt", "took 42 ms, password=", "hunter2x!", "\n"),
        [case("re:took (\\d+) ms", "== 42")],
    ),
]


def run(command, folder, memory, seconds):
    """The exit code (negative: a signal), what was printed, and the figures."""
    out, err = folder / "stdout", folder / "stderr"
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            # What runs away fails by itself before it takes the machine with it.
            resource.setrlimit(resource.RLIMIT_AS, (4 * memory, 4 * memory))
            for number, path in ((1, out), (2, err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            os.chdir(folder)
            os.execve(command[0], command, {"NO_COLOR": "1", "RUST_BACKTRACE": "0"})
        finally:
            os._exit(127)
    stop = threading.Timer(10 * seconds, os.kill, (pid, signal.SIGKILL))
    stop.start()
    _, status, usage = os.wait4(pid, 0)
    stop.cancel()
    wall = time.monotonic() - started
    code = os.waitstatus_to_exitcode(status)
    figures = {"wall_seconds": round(wall, 2), "seconds": round(usage.ru_utime + usage.ru_stime, 2), "peak_bytes": usage.ru_maxrss * 1024}
    return code, out.read_text(errors="replace"), err.read_text(errors="replace"), figures


def problems(case, code, printed, told, figures, bounds):
    """What is not as it should be."""
    found = []
    expected = {None: 2, "supported": 0}.get(case["state"], 1)
    if code != expected:
        found.append(f"exit code {code}, expected {expected}: {told[:500]}")
    if "panicked" in told:
        found.append(f"panic: {told[:500]}")
    if len(printed) > LONGEST_PRINTED or len(told) > LONGEST_PRINTED:
        found.append(f"{len(printed)} characters were printed, and {len(told)} told")
    found += [f"{figures[name]} {name}, bound {bound}" for name, bound in bounds.items() if figures[name] > bound]
    if case["state"] is None:
        # Invalid input: nothing is judged.
        is_told = case["code"] in told and case["says"] in told
        return found + ([] if is_told else [f"told: {told[:500]}; expected: {case['says']}"])
    try:
        result = json.loads(printed)
    except ValueError:
        return found + ["no JSON was printed"]
    states = [gate["id"] for gate in result["gates"] if gate["id"] in STATES and gate["outcome"] == "pass"]
    if states != [case["state"]]:
        found.append(f"the claim is {states or 'in another state'}, expected {case['state']}")
    messages = [message for message in result["diagnostics"] if message["level"] != "note"]
    if any(len(message["message"]) > LONGEST_TOLD for message in messages):
        found.append("a message is as long as a page")
    codes = [message["code"] for message in messages]
    if codes != ([case["code"]] if case["code"] else []):
        found.append(f"codes {codes}, expected {case['code']}: {[message['message'][:300] for message in messages]}")
    elif case["says"] and case["says"] not in messages[0]["message"]:
        found.append(f"told: {messages[0]['message'][:300]}; expected: {case['says']}")
    return found


def findings(file, case):
    link = {"in": "e"} | ({"at": case["selector"]} if case["selector"] else {}) | ({"expect": case["expect"]} if case["expect"] else {})
    return {
        "signoff": "1",
        "subject": {"name": "shop"},
        "evidence": [{"id": "e", "path": file.name, "method": "examine", "collected_at": "2026-11-20"}],
        "claims": [{"id": "c", "statement": "It holds", "required": True, "evidence": [link]}],
    }


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--bytes", type=int, default=WHOLE)
    arguments.add_argument("--only", default="", help="files whose name holds this")
    options = arguments.parse_args()
    binary, folder, size = str(options.binary.resolve()), options.folder, options.bytes
    bounds = {"seconds": SECONDS_A_GIGABYTE * size / 1e9 + SECONDS_BESIDES, "peak_bytes": MEMORY_OF_FILE * size + MEMORY_BESIDES}
    (folder / "signoff.toml").write_text(POLICY)
    cases, wrong = [], 0
    for file, asked in CASES + (MANY if size >= WHOLE else []):
        if options.only not in file.name:
            continue
        path = folder / file.name
        file.write(path, size)
        for case in asked:
            (folder / "findings.json").write_text(json.dumps(findings(file, case)))
            command = [binary, "check", "findings.json", "--as-of", "2026-11-21", "--format", "json"]
            code, printed, told, figures = run(command, folder, bounds["peak_bytes"], bounds["seconds"])
            found = problems(case, code, printed, told, figures, bounds)
            wrong += bool(found)
            asks = f"{case['selector'] or 'the whole'} {case['expect'] or ''}".strip()
            told = f"{figures['seconds']:.1f} s, {figures['peak_bytes'] >> 20} MiB"
            print(f"{'wrong' if found else 'right'} {file.name} {asks}: {told}", file=sys.stderr)
            for problem in found:
                print(f"      {problem}", file=sys.stderr)
            cases.append(
                {"file": file.name, "selector": case["selector"], "expect": case["expect"], "state": case["state"], "exit_code": code}
                | figures
                | {"problems": found}
            )
        path.unlink()
    worst = {name: max(case[name] for case in cases) for name in bounds}
    print(json.dumps({"bytes": size, "bounds": bounds, "worst": worst, "wrong": wrong, "cases": cases}, indent=2))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
