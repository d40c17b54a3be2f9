"""Answers what pip-audit asks a service of advisories, from advisories.json and on this machine alone.

Ids, aliases and versions in it are those of the PyPA's advisories; the words are ours. It has all of them that touch what the demo repository needs in one
of its versions, and some that don't.
"""
import contextlib
import http.server
import json
import pathlib
import threading

FILE = pathlib.Path(__file__).parent / "advisories.json"


def number(version):
    return [int(part) for part in version.split(".")]


def touches(advisory, package, version):
    for affected in advisory["affected"]:
        if affected["package"] != package:
            continue
        for events in (it["events"] for it in affected["ranges"]):
            # Each end closes what began before it.
            for begin, end in zip(events[::2], events[1::2]):
                if number(begin["introduced"]) <= number(version) < number(end["fixed"]):
                    return True
    return False


class Answers(http.server.BaseHTTPRequestHandler):
    """The one request of OSV's API that is used: which advisories touch a version of a package."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        package = {"ecosystem": asked["package"]["ecosystem"], "name": asked["package"]["name"]}
        found = [it for it in json.loads(FILE.read_text()) if touches(it, package, asked["version"])]
        answer = json.dumps({"vulns": found} if found else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving():
    """Where it is asked, as long as it answers."""
    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/query"
        finally:
            server.shutdown()
