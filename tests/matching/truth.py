"""Tells from git's line and rename tracking which finding of a commit is which of a later one. Usage: truth.py REPOSITORY

Writes truth.json. The rules are told in README.md; neither the matcher nor history.py has a say here, except for what is in the files.
"""
import collections
import difflib
import functools
import json
import os
import pathlib
import re
import subprocess
import sys

import corpus

HERE = pathlib.Path(__file__).parent
DISTANCES = [1, 5, 20]
# These are about the file, though their checkers say line 1.
WHOLE_FILE = {("run-ruff", "INP001"), ("run-ruff", "D100"), ("run-ruff", "D104"), ("run-shellcheck", "SC2148")}
# These are about a package, which the manifest names, and give no place.
MANIFESTS = {"run-pip-audit": "requirements.txt"}
ALIKE = 0.5  # from here on two lines are too much alike to call one gone and the other new


def git(*words):
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", "-C", REPOSITORY, *words], env=env, check=True, capture_output=True)
    return done.stdout.decode()


@functools.cache
def lines(commit, path):
    return [""] + git("show", f"{commit}:{path}").split("\n")  # from 1 on


@functools.cache
def paths(commit):
    """The paths at a commit, and the hashes of what is there."""
    rows = [row.split("\t") for row in git("ls-tree", "-r", commit).splitlines()]
    return {path: row.split()[2] for row, path in rows}


def is_about_file(rule):
    return rule in WHOLE_FILE or rule[0] in MANIFESTS


def bare(text):
    """A line without its whitespace."""
    return re.sub(r"\s", "", text)


def loose(text):
    """A text without what a formatter changes: whitespace, quotes, commas, round brackets."""
    return re.sub(r"[\s'\"`,()]", "", text)


class Diff:
    """What `git diff -B -M -w` says: files that are one another, and hunks between them."""

    def __init__(self, old, new):
        self.old, self.new = old, new
        words = git("diff", "-B", "-M", "--name-status", "-z", old, new).split("\0")
        self.file, renamed = {path: path for path in paths(new) if path in paths(old)}, {}
        while words and words[0]:
            # C: its old name is that of another file now.
            if words.pop(0)[0] in "RC":
                before, after = words.pop(0), words.pop(0)
                renamed[after] = before
            else:
                words.pop(0)
        # What has the old name of a file that goes by another one now is a file of its own.
        assert len(set(renamed.values())) == len(renamed), renamed
        self.file = {path: before for path, before in self.file.items() if before not in renamed.values()} | renamed
        self.hunks = {}
        for path, before in self.file.items():
            if paths(old)[before] == paths(new)[path]:
                self.hunks[path] = []
                continue
            text = git("diff", "-w", "-U0", f"{old}:{before}", f"{new}:{path}")
            found = []
            for match in re.finditer(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", text, re.M):
                a, m, b, n = (int(group) if group is not None else 1 for group in match.groups())
                # A side without lines names the line before.
                found.append((a + (m == 0), m, b + (n == 0), n))
            self.hunks[path] = found

    def stays(self, path, line):
        """The place in the old commit of a line that stays where it is, or None."""
        if path not in self.file:
            return None
        shift = 0
        for a, m, b, n in self.hunks[path]:
            if line < b:
                break
            if line < b + n:
                return None
            shift = (a + m) - (b + n)
        return self.file[path], line + shift


def blame(diff, path):
    """For each line at `path` in the new commit its place in the old one, as `git blame -w -M -C -C` traces it."""
    if path in diff.file and not diff.hunks[path] and paths(diff.old)[diff.file[path]] == paths(diff.new)[path]:
        return collections.defaultdict(lambda: None, {n: (diff.file[path], n) for n in range(1, len(lines(diff.new, path)) + 1)})
    text = git("blame", "-w", "-M", "-C", "-C", "--line-porcelain", f"{diff.old}..{diff.new}", "--", path)
    result, head, name = collections.defaultdict(lambda: None), None, None
    for row in text.split("\n"):
        if match := re.match(r"([0-9a-f]{40}) (\d+) (\d+)", row):
            head = match
        elif row.startswith("filename "):
            name = row[9:]
        elif row.startswith("\t") and head[1] == diff.old:
            result[int(head[3])] = (name, int(head[2]))
    return result


class Scan:
    """The findings of a commit, by rule and place."""

    def __init__(self, commit):
        self.hash, self.found = commit["hash"], []
        self.at = collections.defaultdict(list)
        for number, finding in enumerate(commit["findings"]["findings"]):
            place = finding.get("location", {"path": MANIFESTS.get(finding["run"])})
            path = re.sub(r"^(file://)?(/depot/|\./)?", "", place["path"])
            assert path in paths(self.hash), path
            rule = (finding["run"], finding["rule"])
            line = place.get("start_line", 0)
            self.found.append((rule, path, line, place.get("end_line", line), place.get("start_column", 0)))
            self.at[rule, path, line].append(number)
        for numbers in self.at.values():
            numbers.sort(key=lambda number: (self.found[number][4], number))

    def text(self, number):
        _, path, line, _, _ = self.found[number]
        return lines(self.hash, path)[line]


class Labels:
    def __init__(self):
        self.same, self.edited, self.alike = {}, [], []
        self.unsure_old, self.unsure_new = set(), set()
        self.notes = collections.Counter()


def slides(diff, old, new):
    """Lines that go or come where git could as well have named others: those of the old, those of the new commit, for each such hunk."""
    for path, hunks in diff.hunks.items():
        for a, m, b, n in hunks:
            if (m == 0) == (n == 0):
                continue
            text, first, count = (lines(diff.old, diff.file[path]), a, m) if m else (lines(diff.new, path), b, n)
            last, up, down = first + count - 1, 0, 0
            while first - 1 - up >= 1 and bare(text[first - 1 - up]) == bare(text[last - up]):
                up += 1
            while last + 1 + down < len(text) and bare(text[last + 1 + down]) == bare(text[first + down]):
                down += 1
            if up + down:
                yield (diff.file[path], a - up, a + m - 1 + down), (path, b - up, b + n - 1 + down)


def moves(diff, path, before, trace):
    """For each part of a file that was moved in it: from where to where it came, in the lines of the old and of the new commit."""
    home = {place[1]: line for line in range(1, len(lines(diff.new, path))) if (place := diff.stays(path, line))}
    blocks = []
    for line, place in sorted(trace.items()):
        if place and place[0] == before and place[1] not in home and not diff.stays(path, line):
            if blocks and blocks[-1][1] + 1 == place[1] and blocks[-1][3] + 1 == line:
                blocks[-1][1], blocks[-1][3] = place[1], line
            else:
                blocks.append([place[1], place[1], line, line])
    # Parts that share lines seem to be edited where they stand: their other lines go at one place and come at another.
    text, other = lines(diff.old, before), lines(diff.new, path)
    removed = collections.Counter(bare(text[line]) for a, m, _, _ in diff.hunks[path] for line in range(a, a + m))
    added = collections.Counter(bare(other[line]) for _, _, b, n in diff.hunks[path] for line in range(b, b + n))
    for a, m, _, _ in diff.hunks[path]:
        for line in range(a, a + m):
            words = bare(text[line])
            if len(words) >= 10 and removed[words] == added[words] == 1:
                there = next(k for _, _, b, n in diff.hunks[path] for k in range(b, b + n) if bare(other[k]) == words)
                blocks.append([line, line, there, there])
    spans = []
    for a1, a2, b1, b2 in blocks:
        target = next((diff.stays(path, line)[1] + 1 for line in range(b1 - 1, 0, -1) if diff.stays(path, line)), 1)
        origin = next((home[line] + 1 for line in range(a1 - 1, 0, -1) if line in home), 1)
        spans.append([min(a1, target), max(a2, target), min(b1, origin), max(b2, origin)])
    joined = []
    for span in sorted(spans):
        if joined and span[0] <= joined[-1][1]:
            last = joined[-1]
            joined[-1] = [last[0], max(last[1], span[1]), min(last[2], span[2]), max(last[3], span[3])]
        else:
            joined.append(span)
    for a1, a2, b1, b2 in joined:
        yield (a1, a2), (b1, b2)


def similar(one, other):
    one, other = bare(one), bare(other)
    return one == other or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def step(old, new):
    """The labels of a commit and the next one."""
    diff, labels = Diff(old.hash, new.hash), Labels()
    traces = {path: blame(diff, path) for path in sorted({found[1] for found in new.found})}
    old_left, new_left = set(range(len(old.found))), set(range(len(new.found)))

    def same(a, b):
        labels.same[a] = b
        old_left.discard(a)
        new_left.discard(b)

    def unsure(olds, news, why):
        if olds or news:
            labels.notes[why] += len(olds) + len(news)
        labels.unsure_old.update(olds)
        labels.unsure_new.update(news)
        old_left.difference_update(olds)
        new_left.difference_update(news)

    # Findings about whole files.
    for number in sorted(new_left):
        rule, path, line, _, _ = new.found[number]
        if is_about_file(rule) and path in diff.file:
            for a in old.at.get((rule, diff.file[path], line), [])[:1]:
                same(a, number)
    whole_old = {a for a in old_left if is_about_file(old.found[a][0])}
    whole_new = {b for b in new_left if is_about_file(new.found[b][0])}
    old_left -= whole_old
    new_left -= whole_new

    # Lines among equals, of which git names one at will.
    for (path_a, a1, a2), (path_b, b1, b2) in slides(diff, old, new):
        groups = collections.defaultdict(lambda: ([], []))
        for side, scan, path, first, last, left in [(0, old, path_a, a1, a2, old_left), (1, new, path_b, b1, b2, new_left)]:
            for number in sorted(left):
                rule, where, line, _, column = scan.found[number]
                if where == path and first <= line <= last:
                    groups[rule, bare(scan.text(number))][side].append(number)
        for olds, news in groups.values():
            if olds and news and len(olds) != len(news):
                labels.alike.append((olds, news))
                old_left.difference_update(olds)
                new_left.difference_update(news)

    # Equal lines that a part of a file was moved across: git keeps one of them in place, which needn't be the one of that part.
    for path, before in diff.file.items():
        for (a1, a2), (b1, b2) in moves(diff, path, before, traces.get(path, {})):
            groups = collections.defaultdict(lambda: ([], []))
            for side, scan, where, first, last, left in [(0, old, before, a1, a2, old_left), (1, new, path, b1, b2, new_left)]:
                for number in sorted(left):
                    rule, its, line, _, _ = scan.found[number]
                    if its == where and first <= line <= last:
                        groups[rule, bare(scan.text(number))][side].append(number)
            for olds, news in groups.values():
                if len({old.found[a][2] for a in olds}) > 1 and len({new.found[b][2] for b in news}) > 1:
                    labels.alike.append((olds, news))
                    old_left.difference_update(olds)
                    new_left.difference_update(news)

    # Lines that git traces.
    lineage, survives = collections.defaultdict(set), set()
    for path, trace in traces.items():
        for line, place in trace.items():
            if place:
                survives.add(place)
    # Files without findings may hold lines, too.
    for path in paths(new.hash):
        if path not in traces:
            survives.update(place for place in blame(diff, path).values() if place)
    traced = set()
    for number in sorted(new_left):
        rule, path, line, _, _ = new.found[number]
        if place := traces[path][line]:
            traced.add(number)
            lineage[rule, place].add((path, line))
    home = {}
    for path in diff.file:
        for line in range(1, len(lines(new.hash, path))):
            if place := diff.stays(path, line):
                home[place] = (path, line)
    for (rule, place), news in sorted(lineage.items()):
        olds = [a for a in old.at.get((rule, *place), []) if a in old_left]
        if not olds:
            continue
        if home.get(place) in news:
            news = {home[place]}
        if len(news) > 1 or (place in home and home[place] not in news):
            unsure(olds, [b for where in news for b in new.at[(rule, *where)] if b in new_left], "copies, none in place")
            continue
        numbers = [b for b in new.at[(rule, *min(news))] if b in new_left]
        if len(olds) == len(numbers):
            for a, b in zip(olds, numbers):
                same(a, b)
        else:
            unsure(olds, numbers, "more or fewer on a line")

    # Lines that a hunk replaces.
    for path, hunks in diff.hunks.items():
        before = diff.file[path]
        for a, m, b, n in hunks:
            groups = collections.defaultdict(lambda: ([], []))
            for number in sorted(old_left, key=lambda number: (old.found[number][2], old.found[number][4], number)):
                rule, where, line, _, _ = old.found[number]
                if where == before and a <= line < a + m and (before, line) not in survives:
                    groups[rule][0].append(number)
            for number in sorted(new_left - traced, key=lambda number: (new.found[number][2], new.found[number][4], number)):
                rule, where, line, _, _ = new.found[number]
                if where == path and b <= line < b + n:
                    groups[rule][1].append(number)
            removed, added = "".join(lines(old.hash, before)[a : a + m]), "".join(lines(new.hash, path)[b : b + n])
            for olds, news in groups.values():
                if not (olds and news):
                    continue
                if loose(removed) == loose(added) and len(olds) == len(news):
                    labels.notes["reflowed"] += len(olds)
                    for one, other in zip(olds, news):
                        same(one, other)
                else:
                    labels.edited.append((olds, news))
                    old_left.difference_update(olds)
                    new_left.difference_update(news)

    # Findings over several lines that begin at another one of them.
    for b in sorted(new_left - traced):
        rule, path, first, last, _ = new.found[b]
        places = {traces[path][line] for line in range(first, last + 1)} - {None}
        for a in sorted(old_left):
            rule_a, path_a, first_a, last_a, _ = old.found[a]
            if rule_a == rule and any((path_a, line) in places for line in range(first_a, last_a + 1)):
                labels.edited.append(([a], [b]))
                old_left.discard(a)
                new_left.discard(b)
                break

    # What git doesn't trace, and is alike all the same.
    edited_old = {a for olds, _ in labels.edited for a in olds}
    edited_new = {b for _, news in labels.edited for b in news}
    dead = {a for a in old_left | edited_old if old.found[a][1:3] not in survives}
    born = (new_left | edited_new) - traced
    olds, news = set(), set()
    for a in dead:
        for b in born:
            if old.found[a][0] == new.found[b][0] and similar(old.text(a), new.text(b)):
                if not (a in edited_old and b in edited_new):
                    olds.add(a)
                    news.add(b)
    unsure(olds - edited_old, news - edited_new, "untraced, but alike")
    return labels


def pair(scans, steps, i, j):
    """The labels of commits i and j: those of the steps between, and what git says when it sees the two only."""
    if j == i + 1:
        return steps[i]
    parent, kind = {}, {}

    def find(node):
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    def join(one, other, what):
        one, other = find(one), find(other)
        parent[one] = other
        kind[other] = max(kind.get(one, 0), kind.get(other, 0), what)

    for k in range(i, j):
        for a, b in steps[k].same.items():
            join((k, a), (k + 1, b), 0)
        for what, groups in [(1, steps[k].alike), (2, steps[k].edited)]:
            for olds, news in groups:
                for node in [(k, a) for a in olds] + [(k + 1, b) for b in news]:
                    join((k, olds[0]), node, what)
        for node in [(k, a) for a in steps[k].unsure_old] + [(k + 1, b) for b in steps[k].unsure_new]:
            join(node, node, 3)
    old, new, labels = scans[i], scans[j], Labels()
    groups = collections.defaultdict(lambda: ([], []))
    for a in range(len(old.found)):
        groups[find((i, a))][0].append(a)
    for b in range(len(new.found)):
        groups[find((j, b))][1].append(b)
    gone, fresh = set(), set()
    for root, (olds, news) in groups.items():
        what = kind.get(root, 0)
        if what == 3:
            labels.unsure_old.update(olds)
            labels.unsure_new.update(news)
        elif not (olds and news):
            gone.update(olds)
            fresh.update(news)
        elif what == 0 and len(olds) == len(news) == 1:
            labels.same[olds[0]] = news[0]
        elif what == 1:
            labels.alike.append((olds, news))
        elif what == 2:
            labels.edited.append((olds, news))
        else:
            raise AssertionError("one finding became two")

    diff = Diff(old.hash, new.hash)
    traces = {path: blame(diff, path) for path in sorted({found[1] for found in new.found})}
    back = {b: a for a, b in labels.same.items()}
    for b in range(len(new.found)):
        rule, path, line, _, _ = new.found[b]
        if is_about_file(rule):
            continue
        rank = new.at[rule, path, line].index(b)
        for place, stays in [(diff.stays(path, line), True), (traces[path][line], False)]:
            olds = old.at.get((rule, *place), []) if place else []
            if len(olds) != len(new.at[rule, path, line]):
                continue
            a = olds[rank]
            if b in fresh and a in gone:
                gone.discard(a)
                fresh.discard(b)
                if stays:
                    labels.notes["came back"] += 1
                    labels.same[a] = b
                else:
                    labels.notes["history and the two trees differ"] += 2
                    labels.unsure_old.add(a)
                    labels.unsure_new.add(b)
            elif b in back and back[b] != a and (stays or diff.stays(path, line) is None) and b in labels.same.values():
                # Whoever sees only the two trees takes another line for it.
                c = back[b]
                labels.notes["history and the two trees differ"] += 2
                del labels.same[c]
                labels.unsure_old.add(c)
                labels.unsure_new.add(b)
    for a in sorted(gone):
        for b in sorted(fresh):
            if old.found[a][0] == new.found[b][0] and similar(old.text(a), new.text(b)):
                labels.notes["gone and new, but alike"] += (a not in labels.unsure_old) + (b not in labels.unsure_new)
                labels.unsure_old.add(a)
                labels.unsure_new.add(b)
    return labels


def packed(pairs):
    """Pairs that follow one another in both files: [4, 5, 3] is 4-5, 5-6, 6-7."""
    rows = []
    for a, b in sorted(pairs):
        if rows and rows[-1][0] + rows[-1][2] == a and rows[-1][1] + rows[-1][2] == b:
            rows[-1][2] += 1
        else:
            rows.append([a, b, 1])
    return rows


def main():
    commits = corpus.load()
    scans = [Scan(commit) for commit in commits]
    steps = []
    for k in range(len(scans) - 1):
        steps.append(step(scans[k], scans[k + 1]))
        print(f"{k:03} {dict(steps[-1].notes)}", file=sys.stderr)
    rows, notes = [], collections.Counter()
    for distance in DISTANCES:
        for i in range(len(scans) - distance):
            labels = pair(scans, steps, i, i + distance)
            notes.update({(distance, note): count for note, count in labels.notes.items()})
            rows.append({
                "old": i, "new": i + distance, "same": packed(labels.same.items()), "edited": labels.edited, "alike": labels.alike,
                "unsure_old": sorted(labels.unsure_old), "unsure_new": sorted(labels.unsure_new),
            })  # fmt: skip
    (HERE / "truth.json").write_text("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
    for note, count in sorted(notes.items()):
        print(*note, count, file=sys.stderr)


if __name__ == "__main__":
    REPOSITORY = sys.argv[1]
    main()
