"""Each fuzz target for ten minutes. None may find anything: no panic, no more than two gigabytes, no input that takes ten
seconds, nothing written that can't be read again.

Called by scripts/acceptance: BINARY FOLDER [--bytes N]. Prints a JSON object, tells what is wrong on stderr.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

SECONDS = 600
# Below so many bytes a minute will do.
WHOLE = 1_000_000_000
FEW_SECONDS = 60
LINE = re.compile(r"(\S+) +(\d+) executions, at most (\d+) MB: (.*)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--bytes", type=int, default=WHOLE)
    options = parser.parse_args()
    seconds = SECONDS if options.bytes >= WHOLE else FEW_SECONDS
    script = Path(__file__).resolve().parents[2] / "scripts" / "fuzz"
    ended = subprocess.run([script, str(seconds)], stdout=subprocess.PIPE, text=True)
    targets = {}
    for line in ended.stdout.splitlines():
        if match := LINE.match(line):
            name, executions, memory, told = match.groups()
            targets[name] = {"executions": int(executions), "peak_mb": int(memory), "told": told}
        else:
            print(line, file=sys.stderr)
    print(json.dumps({"seconds": seconds, "targets": targets}, indent=2))
    return ended.returncode or (0 if targets else 1)


if __name__ == "__main__":
    sys.exit(main())
