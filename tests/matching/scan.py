"""Scans every commit of the demo repository, and keeps what Signoff makes of it. Usage: scan.py REPOSITORY RAW

RAW is a folder where checkers' outputs wait for the next run: a checker runs again only when a file that it reads has changed.
Writes findings.jsonl, every finding once, and commits.json, which tells the findings of each commit by their lines in it.
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

import advisories
import corpus
import history

HERE = pathlib.Path(__file__).parent
DEMO = pathlib.Path("/depot")  # checkers write whole paths: this one is nobody's
SIGNOFF = os.environ.get("SIGNOFF", "signoff")

# Name of the output, endings of the files that the checker reads, command.
CHECKERS = [
    ("bandit.json", (".py",), "bandit -q -r . -f json"),
    ("ruff.sarif", (".py", "ruff.toml"), "ruff check --no-cache --output-format sarif ."),
    ("eslint.json", (".js",), "cd web && eslint -f json ."),
    ("shellcheck.json", (".sh",), "shellcheck -f json $(find . -name '*.sh' | sort)"),
    ("hadolint.json", ("Dockerfile",), "hadolint -f json $(find docker -type f | sort)"),
    ("detect-secrets.json", ("",), "detect-secrets scan --all-files ."),
    (
        "semgrep.sarif",
        (".py", ".js", "semgrep.yml"),
        "semgrep scan --config semgrep.yml --metrics off --disable-version-check --no-git-ignore --quiet --sarif .",
    ),
    (
        "pip-audit.json",
        ("requirements.txt",),
        # Its hash seed orders what is a set to it.
        "PYTHONHASHSEED=0 pip-audit -r requirements.txt --no-deps --disable-pip -s osv --osv-url $ADVISORIES -f json --progress-spinner off",
    ),
]


def scan(files, raw, into):
    for name, endings, command in CHECKERS:
        digest = hashlib.sha256(command.encode())
        if "$ADVISORIES" in command:
            digest.update(advisories.FILE.read_bytes())
        for path, text in sorted(files.items()):
            if path.endswith(endings):
                digest.update(f"{path}\0{text}\0".encode())
        kept = raw / f"{digest.hexdigest()[:16]}-{name}"
        if not kept.exists():
            done = subprocess.run(["bash", "-c", command], cwd=DEMO, stdin=subprocess.DEVNULL, capture_output=True)
            # 0: nothing found, 1: something found. Whatever else is no scan.
            if done.returncode > 1 or not done.stdout:
                sys.exit(f"{command}: {done.returncode}: {done.stderr.decode()}")
            kept.write_bytes(done.stdout)
        shutil.copy(kept, into / name)


def reduced(finding):
    """What a matcher reads. Nothing is added."""
    kept = ["id", "rule", "title", "severity", "status", "run", "location", "fingerprints", "aliases"]
    row = {key: finding[key] for key in kept if key in finding}
    if package := finding.get("properties", {}).get("package"):
        row["properties"] = {"package": package}
    return row


def main(repository, raw):
    raw = pathlib.Path(raw)
    raw.mkdir(parents=True, exist_ok=True)
    if DEMO.exists():
        sys.exit(f"{DEMO} exists")
    rows, commits = {}, []
    hashes = subprocess.run(["git", "-C", repository, "rev-list", "--reverse", "HEAD"], check=True, capture_output=True, text=True).stdout.split()
    for number, (message, kinds, files) in enumerate(history.versions()):
        try:
            for path, text in files.items():
                (DEMO / path).parent.mkdir(parents=True, exist_ok=True)
                (DEMO / path).write_bytes(text.encode())
            outputs = raw / "outputs"
            shutil.rmtree(outputs, ignore_errors=True)
            outputs.mkdir()
            with advisories.serving() as os.environ["ADVISORIES"]:
                scan(files, raw, outputs)
        finally:
            shutil.rmtree(DEMO, ignore_errors=True)
        names = [name for name, _, _ in CHECKERS]
        ingested = subprocess.run([SIGNOFF, "ingest", "--subject", "depot", *names], cwd=outputs, check=True, capture_output=True, text=True)
        ingested = json.loads(ingested.stdout)
        found = [rows.setdefault(json.dumps(reduced(finding), ensure_ascii=False, separators=(",", ":")), len(rows)) for finding in ingested["findings"]]
        runs = [{"id": run["id"], "tool": run["tool"]} for run in ingested["runs"]]
        commits.append({"hash": hashes[number], "message": message, "kinds": kinds, "runs": runs, "findings": found})
        print(f"{number:03} {len(found)} findings: {message}", file=sys.stderr)
    runs = commits[0]["runs"]
    assert all(row.pop("runs") == runs for row in commits), "a commit was scanned by others"
    (HERE / "findings.jsonl").write_text("".join(row + "\n" for row in rows))
    head = {"signoff": "1", "subject": {"name": "depot"}, "runs": runs, "evidence": []}
    lines = [json.dumps({**row, "findings": corpus.packed(row["findings"])}, ensure_ascii=False, separators=(",", ":")) for row in commits]
    (HERE / "commits.json").write_text('{"head":' + json.dumps(head, separators=(",", ":")) + ',\n"commits":[\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
