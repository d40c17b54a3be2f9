"""What others make of the same pairs: sarif-tools, and two plain ways to tell findings apart. Prints JSON.

Run by a Python that has sarif-tools, with $SIGNOFF, which writes the SARIF for it.

`sarif diff` pairs nothing. It counts findings by severity, rule and text; where the counts differ it names those of the new file at a place
(path and line) that the old file hasn't got. So a finding of the new file counts as kept when it isn't named. What it takes for fixed it doesn't
name, so it is asked in the other direction as well. Its precision is what part of the kept findings are not new, its recall what part of
those that are the same it keeps: both are kinder than for a matcher, which has to say with which finding a kept one goes.
"""
import collections
import json
import os
import pathlib
import subprocess
import tempfile

import corpus
import score
from sarif import loader
from sarif.operations import diff_op

SIGNOFF = os.environ.get("SIGNOFF", "signoff")


def baseline(key):
    """Pairs findings with the same key, the first with the first and so on."""

    def pairs(old, new):
        left = collections.defaultdict(list)
        for a, finding in enumerate(old["findings"]):
            left[key(finding)].append(a)
        return [(left[key(finding)].pop(0), b) for b, finding in enumerate(new["findings"]) if left[key(finding)]]

    return pairs


def place(finding, *names):
    return (finding["run"], finding["rule"], finding["title"], *(finding.get("location", {}).get(name) for name in names))


BASELINES = {
    "rule, path, line and title": baseline(lambda finding: place(finding, "path", "start_line")),
    "rule, path and title": baseline(lambda finding: place(finding, "path")),
    "fingerprint signoff/v1": baseline(lambda finding: finding["fingerprints"]["signoff/v1"]),
}


def sarif_of(commits, folder):
    files = []
    for number, commit in enumerate(commits):
        findings, sarif = folder / f"{number:03}.json", folder / f"{number:03}.sarif"
        findings.write_text(json.dumps(commit["findings"]))
        subprocess.run([SIGNOFF, "ingest", "--into", findings, "--to", "sarif", "-o", sarif], check=True, capture_output=True)
        files.append(loader.load_sarif_files(str(sarif)))
    return files


def records(file, findings):
    """For each finding what sarif-tools reads of it."""
    result = [None] * len(findings)
    rows = collections.defaultdict(list)
    for number, finding in enumerate(findings):
        rows[finding["run"]].append(number)
    runs = [run for single in file for run in single.runs if run.get_results()]
    assert len(runs) == len(rows), (len(runs), len(rows))
    for run, numbers in zip(runs, rows.values()):
        results = run.get_results()
        assert [row["ruleId"] for row in results] == [findings[number]["rule"] for number in numbers]
        for row, number in zip(results, numbers):
            result[number] = run.result_to_record(row)
    return result


def named(old, new, its):
    """Which findings of the new file `sarif diff` calls new."""
    told = collections.defaultdict(set)
    for severity, part in diff_op._calc_diff(old, new).items():
        for key, row in part.get("codes", {}).items():
            told[severity, key.split(" ")[0]] |= {(place["Location"], place["Line"]) for place in row.get("+@", [])}
    return {
        number for number, row in enumerate(its) if (row["Location"], row["Line"]) in told[row["Severity"], row["Code"].split(" ")[0]]
    }


def sarif_tools(commits):
    groups = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as folder:
        files = sarif_of(commits, pathlib.Path(folder))
        its = [records(file, commit["findings"]["findings"]) for file, commit in zip(files, commits)]
        for truth, names in score.truths(commits):
            i, j = truth.old, truth.new
            new, fixed = named(files[i], files[j], its[j]), named(files[j], files[i], its[i])
            counts = collections.Counter()
            counts["same"], counts["new"], counts["fixed"] = len(truth.same), len(truth.fresh), len(truth.fixed)
            counts["false_new"], counts["false_fixed"] = len(set(truth.same.values()) & new), len(set(truth.same) & fixed)
            counts["shifted"] = len(truth.shifted)
            counts["shifted_kept"] = sum(truth.same[a] not in new for a in truth.shifted)
            for olds, news in truth.alike:
                least = min(len(olds), len(news))
                counts["same"] += least
                counts["false_new"] += max(0, least - len(set(news) - new))
                counts["false_fixed"] += max(0, least - len(set(olds) - fixed))
            counts["missed_new"], counts["missed_fixed"] = len(truth.fresh - new), len(truth.fixed - fixed)
            for name in ["all", *names]:
                groups[name].update(counts)
    result = {}
    for name, counts in sorted(groups.items()):
        kept = counts["same"] - counts["false_new"]
        result[name] = {
            "precision": round(kept / (kept + counts["missed_new"]), 5) if kept else None,
            "recall": round(kept / counts["same"], 5),
            **{key: counts[key] for key in score.COUNTS if key in counts},
        }
    return result


def main():
    commits = corpus.load()
    result = {}
    for name, pairs in BASELINES.items():
        answers = [
            {"old": truth.old, "new": truth.new, "pairs": pairs(commits[truth.old]["findings"], commits[truth.new]["findings"])}
            for truth, _ in score.truths(commits)
        ]
        result[name] = score.score(answers, commits)
    result["sarif-tools"] = sarif_tools(commits)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
