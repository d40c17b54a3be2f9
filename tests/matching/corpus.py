"""Reads the corpus. `python3 corpus.py FOLDER` writes a findings file for each commit: 000.json and so on."""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


def packed(numbers):
    """Numbers that follow one another are told by the first and how many: [[4, 3], [9, 1]] is 4, 5, 6, 9."""
    ranges = []
    for number in numbers:
        if ranges and sum(ranges[-1]) == number:
            ranges[-1][1] += 1
        else:
            ranges.append([number, 1])
    return ranges


def unpacked(ranges):
    return [number for first, count in ranges for number in range(first, first + count)]


def load():
    """The commits, each with the findings file of its scan."""
    rows = [json.loads(line) for line in (HERE / "findings.jsonl").read_text().splitlines()]
    text = json.loads((HERE / "commits.json").read_text())
    for commit in text["commits"]:
        commit["findings"] = {**text["head"], "findings": [rows[number] for number in unpacked(commit["findings"])]}
    return text["commits"]


def write(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number, commit in enumerate(load()):
        (folder / f"{number:03}.json").write_text(json.dumps(commit["findings"], ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    write(sys.argv[1])
