"""Sites of 100, 1,000 and 5,000 reports of 50 findings each, ten versions a system: how many pages a second are built
from nothing, how long one more report takes, and how much memory. Then, in a browser, how long the portfolio of 1,000
systems and a report of 10,000 findings take until they answer. Where hugo is on the path, it builds as many pages of the
same sizes.

Called by scripts/acceptance: BINARY FOLDER [--bytes N]. Prints a JSON object, tells what is wrong on stderr.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

SIZES = (100, 1_000, 5_000)
VERSIONS = 10
FINDINGS = 50
# What is asked for: seconds for one more report, and until a page answers.
SECONDS = 1.0
# Pages a second that are aimed at, the index of the search apart.
AIM = 2_000
BROWSER = Path(__file__).parent.parent / "browser" / "answers.mjs"


def run(command, **more):
    """Seconds, processor seconds and MiB of a command."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    told = process.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command}: {told[:800]}")
    return {
        "seconds": round(time.monotonic() - started, 2),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 2),
        "peak_mib": used.ru_maxrss // 1024,
    }


def document(findings, subject="System", version="1"):
    """Findings of a system."""
    found = [
        {
            "rule": f"R{number % 17}",
            "severity": ("high", "medium", "low", "info")[number % 4],
            "title": f"Problem {number} of part {number % 7}",
            "tool": "checker",
            "location": {"path": f"src/part_{number % 23}.rs", "start_line": 10 + number},
        }
        for number in range(findings)
    ]
    claims = [
        {"id": f"claim-{number}", "statement": f"Part {number} works", "required": True, "evidence": [f"log#L{number + 1}"]}
        for number in range(10)
    ]
    return {
        "signoff": "1",
        "subject": {"name": subject, "version": version},
        "evidence": [{"id": "log", "path": "log.txt", "method": "test", "collected_at": "2026-01-01"}],
        "claims": claims,
        "findings": found,
    }


def report(binary, folder, findings):
    """The report.json of findings."""
    folder.mkdir(parents=True)
    (folder / "findings.json").write_text(json.dumps(document(findings)))
    (folder / "log.txt").write_text("".join(f"part {line} is well\n" for line in range(20)))
    command = [binary, "render", "findings.json", "-o", "out", "--formats", "json", "--as-of", "2026-03-01"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads((folder / "out/report.json").read_text())


def written(base, folder, number):
    """One of many reports: another system, or another version in which some findings are gone and others are new."""
    system, version = divmod(number, VERSIONS)
    told = json.loads(base)
    told["subject"] |= {"name": f"System {system:04}", "version": f"1.{version}.0"}
    told["as_of"] = f"2026-{1 + version // 28:02}-{1 + version % 28:02}"
    gone = {f["id"] for at, f in enumerate(told["findings"]) if at % VERSIONS == version}
    told["findings"] = [finding for finding in told["findings"] if finding["id"] not in gone]
    told["facts"]["findings"] = [finding for finding in told["facts"]["findings"] if finding["id"] not in gone]
    path = folder / f"{system:04}" / f"{version}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told))
    return path


def built(binary, folder, base, size):
    """The figures of a site of so many reports."""
    reports = folder / "reports"
    for number in range(size):
        written(base, reports, number)
    (folder / "site.toml").write_text('title = "Systems"\nreports = ["reports"]\nformats = ["md", "json"]\n')
    command = [binary, "site", "build", "site.toml", "-o", "public", "--as-of", "2026-03-02"]
    whole = run(command, cwd=folder)
    pages = sum(1 for _ in (folder / "public").rglob("*.html"))
    again = run(command, cwd=folder)
    one = written(base, folder / "one", size)
    added = run([binary, "site", "add", "public", str(one), "--as-of", "2026-03-02"], cwd=folder)
    other = hugo(folder / "public", folder / "hugo")
    told = {
        "pages": pages,
        "pages_a_second": round(pages / whole["seconds"]),
        "from_nothing": whole,
        "without_a_change": again,
        "one_more_report": added,
    }
    if other:
        told |= {"hugo": other, "ratio_to_hugo": round(whole["seconds"] / other["seconds"], 2)}
    return told


def hugo(public, folder):
    """The same number and size of pages by hugo, which has nothing to do but to put each into a frame; none where it isn't there."""
    if not shutil.which("hugo"):
        return None
    for page in public.rglob("*.html"):
        at = folder / "content" / page.relative_to(public)
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text('---\ntitle: "page"\n---\n' + page.read_text())
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text("<title>{{ .Title }}</title>{{ .Content }}")
    (folder / "config.toml").write_text('baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    return run(["hugo", "--quiet", "--destination", "public"], cwd=folder)


def answers(binary, folder, base):
    """How long two large pages take until they answer, in milliseconds."""
    reports = folder / "reports"
    for number in range(0, 1_000 * VERSIONS, VERSIONS):
        written(base, reports, number)
    large = report(binary, folder / "large", 10_000)
    (reports / "large.json").write_text(json.dumps(large))
    (folder / "site.toml").write_text('title = "Systems"\nreports = ["reports"]\nformats = ["json"]\n')
    run([binary, "site", "build", "site.toml", "-o", "public", "--as-of", "2026-03-02"], cwd=folder)
    page = next((folder / "public/subjects/system").glob("*-*/index.html"))
    command = ["node", str(BROWSER), str(folder / "public/index.html"), str(page)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--bytes", type=int, default=1_000_000_000)
    options = arguments.parse_args()
    binary, folder = str(options.binary.resolve()), options.folder.resolve()
    base = json.dumps(report(binary, folder / "base", FINDINGS))
    wrong, told = [], {}
    for size in SIZES:
        if size > SIZES[0] and options.bytes < size * 200_000:
            continue
        at = folder / str(size)
        at.mkdir(parents=True)
        told[str(size)] = built(binary, at, base, size)
        shutil.rmtree(at)
        seconds = told[str(size)]["one_more_report"]["seconds"]
        if seconds > SECONDS:
            wrong.append(f"one more report beside {size} takes {seconds} s, bound {SECONDS}")
    told["answers_after_milliseconds"] = answers(binary, folder / "browser", base)
    for page, milliseconds in told["answers_after_milliseconds"].items():
        if milliseconds > 2_000:
            wrong.append(f"{page} answers after {milliseconds} ms, bound 2000")
    told["aim_pages_a_second"] = AIM
    print(json.dumps(told))
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
