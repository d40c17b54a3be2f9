"""A SARIF log of a gigabyte becomes a findings file within bounded memory: the same findings as in a small one, the same
bytes each time, and nothing left behind. Measures the time beside passing over the same bytes with serde_json.

Called by scripts/acceptance: BINARY FOLDER [--bytes N]. Prints a JSON object, tells what is wrong on stderr.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

# The most memory, whatever the size of the log.
MEMORY = 300 << 20
# Time is that of the processor: what else a machine does is left out.
SECONDS_A_GIGABYTE = 60.0
SECONDS_BESIDES = 5.0
# How many times as long as passing over the bytes is aimed at, which isn't reached: the findings file is more than twice
# as large as the log, and is written twice, once to a temporary place, since what stands before the findings is known
# only when all of them are.
AIM = 3.0
WHOLE = 1_000_000_000
BENCH = ["cargo", "bench", "--quiet", "--no-default-features", "--bench", "ingest", "--"]


def run(command, folder):
    """The exit code, what was told, and the figures of a process."""
    told = folder / "told"
    started = time.monotonic()
    with told.open("wb") as err:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    figures = {
        "wall_seconds": round(wall, 2),
        "seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_bytes": usage.ru_maxrss * 1024,
    }
    return os.waitstatus_to_exitcode(status), told.read_text(errors="replace"), figures


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--bytes", type=int, default=WHOLE)
    options = arguments.parse_args()
    folder = options.folder.resolve()
    log, out = folder / "log.sarif", folder / "findings.json"
    subprocess.run([*BENCH, "--write", "sarif", str(log), str(options.bytes)], check=True)
    parse = json.loads(subprocess.run([*BENCH, "--parse", str(log)], check=True, capture_output=True, text=True).stdout)
    command = [str(options.binary.resolve()), "ingest", log.name, "-o", out.name]
    wrong, digests = [], set()
    for _ in range(2):
        out.unlink(missing_ok=True)
        code, told, figures = run(command, folder)
        if code != 0:
            wrong.append(f"exit code {code}: {told[:500]}")
            break
        digests.add(digest(out))
    if len(digests) > 1:
        wrong.append("two runs gave different bytes")
    left = sorted(path.name for path in folder.iterdir() if path.name not in (log.name, out.name, "told"))
    if left:
        wrong.append(f"left behind: {left}")
    results = sum(line.count(b'"ruleId"') for line in log.open("rb"))
    if f"{results} findings" not in told:
        wrong.append(f"{results} results are there; told: {told[:500]}")
    if figures["peak_bytes"] > MEMORY:
        wrong.append(f"{figures['peak_bytes']} bytes of memory, bound {MEMORY}")
    seconds = SECONDS_A_GIGABYTE * parse["bytes"] / 1e9 + SECONDS_BESIDES
    if figures["seconds"] > seconds:
        wrong.append(f"{figures['seconds']} seconds, bound {seconds}")
    for problem in wrong:
        print(f"wrong: {problem}", file=sys.stderr)
    print(json.dumps({
        "bytes": parse["bytes"],
        "findings": results,
        "bytes_of_findings": out.stat().st_size if out.exists() else 0,
        **figures,
        "megabytes_a_second": round(parse["bytes"] / 1e6 / max(figures["wall_seconds"], 0.01), 1),
        "ratio_to_parsing": round(figures["wall_seconds"] * 1e9 / parse["parse"], 2),
        "ratio_aimed_at": AIM,
        "ratio_to_reading": round(figures["wall_seconds"] * 1e9 / parse["read"], 2),
        "bounds": {"seconds": seconds, "peak_bytes": MEMORY},
        "problems": wrong,
    }, indent=2))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
