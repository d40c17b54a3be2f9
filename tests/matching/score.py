"""Judges a matcher by truth.json. Usage: score.py ANSWERS [NUMBER...]

ANSWERS is what the matcher says: [{"old": 0, "new": 1, "pairs": [[index in the old file, index in the new one], ...]}, ...], a row for each
row of truth.json. Prints JSON. With numbers, what is wrong between these commits is told as well: `score.py answers.json 34 35`.
"""
import collections
import json
import pathlib
import sys

import corpus

HERE = pathlib.Path(__file__).parent
COUNTS = ["right", "wrong", "unjudged", "same", "false_new", "false_fixed", "missed_new", "missed_fixed", "new", "fixed", "edited", "unsure", "shifted", "shifted_kept"]


def place(finding):
    """Where it is; a package is in another place when it has another version."""
    location, package = finding.get("location", {}), finding.get("properties", {}).get("package", {})
    return location.get("path"), location.get("start_line"), package.get("version")


class Truth:
    def __init__(self, row, olds, news):
        self.old, self.new = row["old"], row["new"]
        self.same = {a + k: b + k for a, b, count in row["same"] for k in range(count)}
        self.alike, self.edited = row["alike"], row["edited"]
        self.alike_old = {a: k for k, (olds, _) in enumerate(self.alike) for a in olds}
        self.alike_new = {b: k for k, (_, news) in enumerate(self.alike) for b in news}
        # What is edited may well be paired, what is unsure may be anything: neither counts.
        self.open_old = {a for olds, _ in self.edited for a in olds} | set(row["unsure_old"])
        self.open_new = {b for _, news in self.edited for b in news} | set(row["unsure_new"])
        self.fixed = set(range(len(olds))) - set(self.same) - set(self.alike_old) - self.open_old
        self.fresh = set(range(len(news))) - set(self.same.values()) - set(self.alike_new) - self.open_new
        self.shifted = {a for a, b in self.same.items() if place(olds[a]) != place(news[b])}
        self.edits = sum(min(len(olds), len(news)) for olds, news in self.edited)
        self.unsure = len(row["unsure_old"]) + len(row["unsure_new"])

    def verdict(self, a, b):
        if self.same.get(a, -1) == b or (a in self.alike_old and self.alike_old[a] == self.alike_new.get(b)):
            return "right"
        return "unjudged" if a in self.open_old and b in self.open_new else "wrong"

    def judge(self, pairs):
        olds, news = [a for a, _ in pairs], [b for _, b in pairs]
        assert len(set(olds)) == len(olds) and len(set(news)) == len(news), f"{self.old}-{self.new}: a finding is in two pairs"
        olds, news = set(olds), set(news)
        counts = collections.Counter(self.verdict(a, b) for a, b in pairs)
        counts["same"] = len(self.same)
        counts["false_fixed"] = len(set(self.same) - olds)
        counts["false_new"] = len(set(self.same.values()) - news)
        for some, others in self.alike:
            least = min(len(some), len(others))
            counts["same"] += least
            counts["false_fixed"] += max(0, least - len(olds & set(some)))
            counts["false_new"] += max(0, least - len(news & set(others)))
        counts["missed_fixed"], counts["fixed"] = len(self.fixed & olds), len(self.fixed)
        counts["missed_new"], counts["new"] = len(self.fresh & news), len(self.fresh)
        counts["edited"], counts["unsure"] = self.edits, self.unsure
        # The rest stays where it was, and is easy.
        counts["shifted"] = len(self.shifted)
        counts["shifted_kept"] = sum(a in self.shifted and self.same[a] == b for a, b in pairs)
        return counts


def figures(counts):
    made = counts["right"] + counts["wrong"]
    return {
        "precision": round(counts["right"] / made, 5) if made else None,
        "recall": round(counts["right"] / counts["same"], 5) if counts["same"] else None,
        **{name: counts[name] for name in COUNTS},
    }


def truths(commits):
    """The rows of truth.json, each with the groups that it counts in: kinds for neighbours, else how far the two are apart."""
    for row in json.loads((HERE / "truth.json").read_text()):
        old, new = row["old"], row["new"]
        truth = Truth(row, commits[old]["findings"]["findings"], commits[new]["findings"]["findings"])
        yield truth, [f"distance {new - old}"] + (commits[new]["kinds"] if new == old + 1 else [])


def score(answers, commits):
    answers = {(row["old"], row["new"]): [tuple(pair) for pair in row["pairs"]] for row in answers}
    groups = collections.defaultdict(collections.Counter)
    for truth, names in truths(commits):
        counts = truth.judge(answers[truth.old, truth.new])
        for name in ["all", *names]:
            groups[name].update(counts)
    return {name: figures(counts) for name, counts in sorted(groups.items())}


def explain(answers, commits, old, new):
    """Lines about each pair that is wrong and each that is missing."""

    def named(number, index):
        finding = commits[number]["findings"]["findings"][index]
        return " ".join(str(part) for part in (finding["rule"], *place(finding)) if part is not None)

    pairs = next(row["pairs"] for row in answers if (row["old"], row["new"]) == (old, new))
    truth = next(truth for truth, _ in truths(commits) if (truth.old, truth.new) == (old, new))
    for a, b in pairs:
        if truth.verdict(a, b) == "wrong":
            yield f"wrong: {named(old, a)} is not {named(new, b)}"
    made = {tuple(pair) for pair in pairs}
    for a, b in truth.same.items():
        if (a, b) not in made:
            yield f"missing: {named(old, a)} is {named(new, b)}"


if __name__ == "__main__":
    told, history = json.loads(pathlib.Path(sys.argv[1]).read_text()), corpus.load()
    print(json.dumps(score(told, history), indent=1))
    if len(sys.argv) > 2:
        for line in explain(told, history, int(sys.argv[2]), int(sys.argv[3])):
            print(line, file=sys.stderr)
