"""pdf.py FILE... - PDF/A-3a and PDF/UA-1 by page-validation. Exit 1 on a failure.

Two false alarms of page-validation 0.11 are set aside, each only after a look at the bytes: ISO 19005-1 forbids filters on
metadata streams, parts 2 and 3 don't; and stream data that ends in CR before the LF of `endstream` is miscounted."""
import re
import sys

import page

PROFILES = {"PDF/A-3a": page.ValidationProfile.PDF_A_3A, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}
# The default depth of 256 calls a report of 115 pages unreadable.
LIMITS = page.SafetyLimits(max_reference_depth=100_000)


def false_alarm(name, failure, data):
    if failure.rule_id.endswith("METADATA-FILTER-001"):
        return name == "PDF/A-3a"
    if failure.rule_id.endswith("STREAM-LENGTH-001") and failure.object_id:
        start = data.find(b"\n%d 0 obj" % failure.object_id.object_number)
        head, _, rest = data[start:].partition(b"stream")
        length = re.search(rb"/Length (\d+)(?! \d+ R)", head)
        body = rest[2 if rest.startswith(b"\r\n") else 1:]
        return bool(length) and re.match(rb"(\r\n|\n|\r)endstream", body[int(length[1]):][:16]) is not None
    return failure.rule_id.endswith("STREAM-LENGTH-001") and every_length_holds(data)


def every_length_holds(data):
    """Where the failure names no object: a stream that ends in CR is there, and the length of each is right."""
    heads = re.finditer(rb"/Length (\d+)(?! \d+ R)", data)
    lengths = [(data.find(b"stream", head.end()) + len(b"stream\n"), int(head[1])) for head in heads]
    ends = [data[start + length - 1:][:12] for start, length in lengths]
    right = [re.match(rb"(\r\n|\n|\r)endstream", end[1:]) for end in ends]
    return len(ends) == data.count(b"\nendstream") and all(right) and any(end[:1] == b"\r" for end in ends)


bad = 0
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    for name, profile in PROFILES.items():
        try:
            found = page.validate_pdf(path, profile=profile, limits=LIMITS).failures
            lines = [f"{x.rule_id}: {x.message}" for x in found if not false_alarm(name, x, data)]
        except page.PageError as error:
            lines = [f"unreadable: {error}"]
        bad += bool(lines)
        print(f"{name} {path}: {len(lines)} failures")
        for line in lines[:20]:
            print("   ", line[:200])
sys.exit(1 if bad or len(sys.argv) < 2 else 0)
