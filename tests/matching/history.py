"""The history of the demo repository: start/ is its first commit, and each function below is a commit after it, with the kinds of its edits.

Nothing here says which finding is which: truth.py asks git. `python3 history.py FOLDER` builds it.
"""
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
COMMITS = []


def commit(message, *kinds):
    def add(edit):
        COMMITS.append((message, kinds, edit))
        return edit
    return add


class Tree(dict):
    """Paths, and the texts of the files there."""

    def sub(self, path, old, new, times=1):
        assert self[path].count(old) == times, (path, old, self[path].count(old))
        self[path] = self[path].replace(old, new)

    def above(self, path, anchor, text):
        lines = self[path].splitlines(True)
        at = [i for i, line in enumerate(lines) if anchor in line]
        assert at, (path, anchor)
        lines.insert(at[0], text)
        self[path] = "".join(lines)

    def below(self, path, anchor, text):
        lines = self[path].splitlines(True)
        at = [i for i, line in enumerate(lines) if anchor in line]
        assert at, (path, anchor)
        lines.insert(at[0] + 1, text)
        self[path] = "".join(lines)

    def rename(self, old, new):
        assert new not in self, new
        self[new] = self.pop(old)

    def pattern(self, path, name):
        if path.endswith(".py"):
            return rf"^(?:def|class) {name}\b.*\n(?:(?:[ \t)\]].*)?\n)*?(?=^[^ \t)\]\n]|\Z)"
        return rf"^(?:function )?{name}\(.*\n(?:.*\n)*?\}}\r?\n\n?"

    def get(self, path, name):
        found = re.search(self.pattern(path, name), self[path], re.M)
        assert found, (path, name)
        return found[0].rstrip("\n") + "\n"

    def take(self, path, name):
        text = self.get(path, name)
        self[path] = re.sub(self.pattern(path, name), "", self[path], count=1, flags=re.M).rstrip("\n") + "\n"
        return text

    def add(self, path, text, before=None):
        gap = "\n\n" if path.endswith(".py") else "\n"
        if before is None:
            self[path] = self[path].rstrip("\n") + "\n" + gap + text
        else:
            place = self.get(path, before)
            self[path] = self[path].replace(place, text + gap + place, 1)

    def format(self, paths, *options):
        for path in paths:
            self[path] = subprocess.run(
                ["ruff", "format", "--no-cache", "--isolated", *options, "-"], input=self[path], text=True, capture_output=True, check=True
            ).stdout

    def under(self, folder, ending=""):
        return sorted(path for path in self if path.startswith(folder) and path.endswith(ending))


LICENCE = """Copyright 2024 The Depot Authors.
Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0
"""


def comment(text, mark):
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in text.splitlines())


@commit("Say where files go", "insert-above")
def _(t):
    t.above("depot/store.py", "PASSWORD =", "# The password is that of the old system, and goes once it is gone.\n# Nobody else may know it.\n")
    t.below("depot/tasks.py", "import json", "\n# Whatever is printed waits here.\n# It survives no restart.")
    t.below("depot/auth.py", "ROLES =", "\n# Names are written as the shop writes them.\nNAMES = re.compile(r\"^[a-z]+$\")\n")


@commit("Copy what was changed to the other depot", "introduce")
def _(t):
    t.add("depot/tasks.py", '''def sync(host, folders):
    """Brings folders to another depot, one after the other."""
    failed = []
    for folder in folders:
        code = subprocess.call("rsync -a " + folder + " " + host + ":/srv/depot", shell=True)
        if code != 0:
            failed.append(folder)
    if failed:
        print("not copied:", ", ".join(failed))
    return failed
''', before="save_queue")


@commit("Load settings safely", "fix")
def _(t):
    t.sub("depot/report.py", "yaml.load(file)", "yaml.safe_load(file)")


@commit("Put the licence above every module", "header")
def _(t):
    for path in t.under("depot/", ".py"):
        t[path] = comment(LICENCE, "#") + "\n" + t[path]


@commit("Call the services services", "rename")
def _(t):
    t.rename("depot/remote.py", "depot/services.py")
    t["depot/cli.py"] = t["depot/cli.py"].replace("remote", "services")


@commit("Call a query what it is", "edit-line")
def _(t):
    t["depot/store.py"] = t["depot/store.py"].replace("query = ", "sql = ").replace("execute(query)", "execute(sql)")


@commit("Print sheets as well as labels", "copy")
def _(t):
    sheet = t.get("depot/tasks.py", "print_label").replace("def print_label", "def print_sheet")
    t.add("depot/tasks.py", sheet, before="pack")


@commit("Put what is asked most on top", "move-in-file")
def _(t):
    t.add("depot/auth.py", t.take("depot/auth.py", "allowed"), before="hash_password")
    t.add("web/src/cart.js", t.take("web/src/cart.js", "voucher"), before="find")


@commit("Pack where archives are read", "move-between")
def _(t):
    t.add("depot/importer.py", t.take("depot/tasks.py", "pack"), before="read_table")
    t.sub("depot/tasks.py", "            pack(job", "            importer.pack(job")
    t.sub("depot/tasks.py", "import json\n", "import json\n\nfrom depot import importer\n")


@commit("Send once", "identical", "fix")
def _(t):
    t.sub("depot/tasks.py", '    subprocess.call(cmd, shell=True)\n    print("sent", host)\n', "")


@commit("Format two modules", "reformat")
def _(t):
    t.format(["depot/store.py", "depot/report.py"], "--line-length", "88")


@commit("Indent with tabs, as the other scripts of the company do", "whitespace")
def _(t):
    for path in ["scripts/deploy.sh", "scripts/backup.sh"]:
        t[path] = re.sub(r"^(?:  )+", lambda spaces: "\t" * (len(spaces[0]) // 2), t[path], flags=re.M)


@commit("Save from the other editor", "crlf")
def _(t):
    t["web/src/admin.js"] = t["web/src/admin.js"].replace("\n", "\r\n")


@commit("Gather what operators run", "dir-move")
def _(t):
    t.rename("scripts/deploy.sh", "ops/scripts/deploy.sh")
    t.rename("scripts/backup.sh", "ops/scripts/backup.sh")
    t.rename("scripts/lib.sh", "ops/scripts/lib.sh")


@commit("Search", "introduce")
def _(t):
    t["web/src/search.js"] = '''const limit = 20;

function words(text) {
  var result = text.toLowerCase().split(" ");
  return result.filter(function (word) { return word != ""; });
}

function score(row, wanted) {
  let points = 0;
  for (var key in row) {
    if (wanted.indexOf(row[key]) != -1) {
      points++;
    }
  }
  return points;
}

function search(rows, text) {
  let wanted = words(text);
  var found = [];
  for (let row of rows) {
    let points = score(row, wanted);
    if (points == 0) continue;
    found.push({ row: row, points: points });
  }
  console.log("found " + found.length);
  return found.slice(0, limit);
}

function suggest(target, found) {
  var list = document.getElementById(target);
  list.innerHTML = found.map(function (hit) { return "<li>" + hit.row.name + "</li>"; }).join("");
}

module.exports = { search, suggest };
'''


@commit("Prices", "introduce")
def _(t):
    t["depot/prices.py"] = comment(LICENCE, "#") + '''
"""What things cost: lists, scales, currencies and taxes."""
import csv
import decimal
import json
import os
import pickle
import urllib.request

from depot import store

LISTS = "/tmp/depot-prices"
RATES = "http://rates.example/latest"
TAXES = {"de": 19, "fr": 20, "at": 20, "ch": 7.7}
SCALES = [(10, 0.02), (50, 0.05), (100, 0.08)]
ROUNDED = decimal.Decimal("0.01")


class Price:
    """An amount in a currency."""

    def __init__(self, amount, currency="EUR"):
        self.amount = decimal.Decimal(str(amount))
        self.currency = currency

    def __eq__(self, other):
        if other == None:
            return False
        return self.amount == other.amount and self.currency == other.currency

    def __add__(self, other):
        assert self.currency == other.currency
        return Price(self.amount + other.amount, self.currency)

    def __sub__(self, other):
        assert self.currency == other.currency
        return Price(self.amount - other.amount, self.currency)

    def __lt__(self, other):
        assert self.currency == other.currency
        return self.amount < other.amount

    def times(self, count):
        return Price(self.amount * count, self.currency)

    def rounded(self):
        return Price(self.amount.quantize(ROUNDED), self.currency)

    def text(self):
        return "%s %s" % (self.rounded().amount, self.currency)


def read_list(name):
    result = {}
    path = os.path.join(LISTS, name + ".csv")
    with open(path) as file:
        for number, row in enumerate(csv.reader(file)):
            try:
                item, amount, currency = row
                result[item] = Price(amount, currency)
            except ValueError:
                raise ValueError("line %d of %s" % (number, path))
    return result


def keep_list(name, prices):
    path = os.path.join(LISTS, name + ".pickle")
    with open(path, "wb") as file:
        pickle.dump(prices, file)


def kept_list(name):
    path = os.path.join(LISTS, name + ".pickle")
    with open(path, "rb") as file:
        return pickle.load(file)


def rates():
    try:
        with urllib.request.urlopen(RATES) as answer:
            return json.loads(answer.read())
    except Exception as error:
        return {}


def converted(price, currency, known={}):
    if price.currency == currency:
        return price
    else:
        found = known or rates()
        rate = found.get(price.currency + currency)
        if rate == None:
            raise ValueError("no rate")
        return Price(price.amount * decimal.Decimal(rate), currency)


def scaled(price, count):
    off = 0
    for least, part in SCALES:
        if count >= least:
            off = part
    return price.times(count).times(decimal.Decimal(str(1 - off)))


def taxed(price, country):
    rate = TAXES.get(country)
    if rate == None:
        return price
    return price.times(decimal.Decimal(str(1 + rate / 100)))


def price_of(connection, item, count, country, currency, known):
    sql = "SELECT amount, currency FROM prices WHERE item = '%s'" % item
    row = connection.execute(sql).fetchone()
    if row == None:
        return None
    price = scaled(Price(row[0], row[1]), count)
    price = taxed(price, country)
    return converted(price, currency, known).rounded()


def order_price(connection, order, country, currency):
    whole = Price(0, currency)
    known = rates()
    for item in store.find_items(connection, order):
        price = price_of(connection, item["item"], 1, country, currency, known)
        if not price == None:
            whole = whole + price
    return whole


def compare(old, new):
    """What a new list makes dearer, and what cheaper."""
    dearer = dict([(item, new[item]) for item in new if item in old and old[item] < new[item]])
    cheaper = dict([(item, new[item]) for item in new if item in old and new[item] < old[item]])
    gone = set([item for item in old if item not in new])
    return dearer, cheaper, gone


def check(rule, item, amount):
    """Rules are what the office writes: `amount > 3 and item != "tea"`."""
    return eval(rule, {}, {"item": item, "amount": amount})
'''


@commit("Charts of what is sold, and a watch over the hosts", "introduce")
def _(t):
    t["web/src/charts.js"] = '''var colours = ["#335", "#753", "#575", "#a33"];
var width = 600, height = 300;

function largest(values) {
  var most = 0;
  for (var i = 0; i < values.length; i++) {
    if (values[i] > most) most = values[i];
  }
  return most;
}

function bar(x, y, w, h, colour) {
  return '<rect x="' + x + '" y="' + y + '" width="' + w + '" height="' + h + '" fill="' + colour + '"/>';
}

function bars(values) {
  var most = largest(values);
  var step = width / values.length;
  let parts = [];
  for (var i = 0; i < values.length; i++) {
    let h = most == 0 ? 0 : values[i] / most * height;
    parts.push(bar(i * step, height - h, step - 2, h, colours[i % colours.length]));
  }
  return parts.join("");
}

function line(values) {
  var most = largest(values);
  var step = width / values.length;
  let points = [];
  for (var i = 0; i < values.length; i++) {
    let h = most == 0 ? 0 : values[i] / most * height;
    points.push(i * step + "," + (height - h));
  }
  return '<polyline points="' + points.join(" ") + '" fill="none" stroke="' + colours[0] + '"/>';
}

function legend(names) {
  let parts = [];
  for (var i in names) {
    parts.push('<text x="10" y="' + (20 + 20 * i) + '" fill="' + colours[i] + '">' + names[i] + "</text>");
  }
  return parts.join("");
}

function draw(target, kind, values, names) {
  var element = document.getElementById(target);
  if (element == undefined) {
    console.log("nothing to draw on: " + target);
    return;
  }
  var inner = kind == "bars" ? bars(values) : line(values);
  if (names != undefined) inner += legend(names);
  element.innerHTML = "<svg>" + inner + "</svg>";
}

function redraw(targets) {
  for (var target of targets) {
    draw(target.id, target.kind, eval(target.dataset.values));
  }
}

module.exports = { draw, redraw };
'''
    t["ops/scripts/watch.sh"] = '''#!/bin/bash
# Watches the hosts, and tells somebody.
hosts="front back"
limit=90
mail=ops@depot.example

load_of() {
  ssh $1 uptime | awk '{ print $NF }'
}

disk_of() {
  ssh $1 df /srv | tail -1 | awk '{ print $5 }' | tr -d %
}

warn() {
  echo $2 | mail -s "$1: look after it" $mail
  logger $1 $2
}

look() {
  for host in $hosts; do
    used=`disk_of $host`
    if [ $used -gt $limit ]; then
      warn $host "disk is $used% full"
    fi
    load=`load_of $host`
    if [ ${load%.*} -gt 4 ]; then
      warn $host "load is $load"
    fi
  done
}

rotate() {
  cd /var/log/depot
  for log in `ls *.log`; do
    if [ `stat -c %s $log` -gt 1000000 ]; then
      mv $log $log.old
      gzip $log.old
    fi
  done
}

while true; do
  look
  rotate
  sleep 60
done
'''


@commit("Quote what callers pass", "fix")
def _(t):
    t["ops/scripts/lib.sh"] = t["ops/scripts/lib.sh"].replace("echo $1", 'echo "$1"').replace("exit $2", 'exit "$2"')
    t.sub("ops/scripts/deploy.sh", "\tcd build\n", "\tcd build || exit 1\n")


@commit("Read before write", "swap")
def _(t):
    t.add("web/src/format.js", t.take("web/src/format.js", "plural"), before="date")
    t.add("web/src/cart.js", t.take("web/src/cart.js", "total"), before="remove")
    t.add("depot/tasks.py", t.take("depot/tasks.py", "load_queue"), before="save_queue")


@commit("Keep tokens apart", "split")
def _(t):
    names = ["new_password", "new_token", "sign", "verify"]
    moved = [t.take("depot/auth.py", name) for name in names]
    top = comment(LICENCE, "#") + '\n"""Tokens, and what is signed."""\nimport hashlib\nimport hmac\nimport random\nimport string\n\nfrom depot.auth import SECRET_KEY\n'
    t["depot/tokens.py"] = top + "".join("\n\n" + text for text in moved)
    t.sub("depot/auth.py", "import hmac\nimport random\n", "")
    t.sub("depot/auth.py", "import string\n", "")
    t.sub("depot/cli.py", "from depot.auth import *\n", "from depot.auth import *\nfrom depot.tokens import *\n")


@commit("Ask more of Ruff and ESLint", "rules")
def _(t):
    t.sub("ruff.toml", '"C4", "PLR0913"', '"PLR0913", "PLW", "SIM", "B904"')
    t.sub("web/eslint.config.js", '"no-console": "warn",', '"no-alert": "warn", "object-shorthand": "warn",')


@commit("Take newer packages", "bump")
def _(t):
    t["requirements.txt"] = "flask==1.1.4\npyyaml==5.3\nrequests==2.20.0\n"
    t.sub("docker/Dockerfile", "pip install flask", "pip install flask==1.1.4")


@commit("Revert \"Load settings safely\": tags are needed after all", "revert", "introduce")
def _(t):
    t.sub("depot/report.py", "yaml.safe_load(file)", "yaml.load(file)")


@commit("Log what is called", "insert-above")
def _(t):
    t.sub("depot/cli.py", "import argparse\n", "import argparse\nimport logging\nimport logging.handlers\n")
    t.above("depot/cli.py", "def parse", 'log = logging.getLogger("depot")\nlog.addHandler(logging.handlers.SysLogHandler())\n\n\ndef about(options):\n    log.info("called: %s", options.command)\n    return options\n\n\n')
    t.sub("depot/cli.py", "options = parse(arguments)", "options = about(parse(arguments))")


@commit("Prefer single quotes in tasks", "reformat", "edit-line")
def _(t):
    t.format(["depot/tasks.py"], "--config", "format.quote-style='single'", "--line-length", "88")


@commit("Call the admin's pages the back office", "rename-edit")
def _(t):
    t.rename("web/src/admin.js", "web/src/backoffice.js")
    t.sub("web/src/backoffice.js", "/api/admin", "/api/backoffice")
    t.sub("web/src/backoffice.js", "function later(", "// Saved a second later, all at once.\r\nfunction later(")
    t.sub("web/src/backoffice.js", "return 0;", "{\r\n      return 0;\r\n    }")


@commit("Keep texts together", "merge")
def _(t):
    formats, search = t.pop("web/src/format.js"), t.pop("web/src/search.js")
    formats = formats.replace("module.exports = { money, date, plural, escape };\n", "")
    search = search.replace("module.exports = { search, suggest };\n", "module.exports = { money, date, plural, escape, search, suggest };\n")
    t["web/src/text.js"] = formats + search


@commit("Run twice more", "identical", "introduce")
def _(t):
    t.sub("depot/tasks.py", "    print('done')\n", "    subprocess.call(cmd, shell=True)\n    subprocess.call(cmd, shell=True)\n    print('done')\n")


@commit("Put the licence above pages and scripts", "header")
def _(t):
    for path in t.under("web/src/", ".js"):
        head = comment(LICENCE, "//") + "\n"
        t[path] = (head.replace("\n", "\r\n") if "\r\n" in t[path] else head) + t[path]
    for path in t.under("ops/", ".sh"):
        lines = t[path].splitlines(True)
        at = 1 if lines[0].startswith("#!") else 0
        t[path] = "".join(lines[:at]) + "#\n" + comment(LICENCE, "#") + "\n" + "".join(lines[at:])


@commit("Wait for the shop no longer than ten seconds", "edit-line", "fix")
def _(t):
    t.sub("depot/services.py", "requests.get(SHOP + path, verify=False)", "requests.get(SHOP + path, verify=False, timeout=10)")
    t.sub("depot/services.py", 'def get(path):\n', 'def get(path, retries=3):\n')
    t.sub("depot/services.py", 'json={"number": number}, headers', 'json={"number": number, "why": "stock"}, headers')


@commit("An image for the worker", "copy")
def _(t):
    t["docker/worker.Dockerfile"] = t["docker/Dockerfile"]


@commit("Order the store from the whole to the parts", "move-in-file")
def _(t):
    names = ["connect", "find_orders", "find_items", "count_rows", "add_order", "remove_order", "take_stock", "refill", "dump"]
    for text in [t.take("depot/store.py", name) for name in names][::-1]:
        t.add("depot/store.py", text)


@commit("Drop what nobody calls", "remove-above", "fix")
def _(t):
    t.take("depot/report.py", "read_invoices")
    t.sub("depot/cli.py", "report.read_invoices", "report.invoices_of")
    t.sub("depot/report.py", "import xml.etree.ElementTree as ET\n", "")
    t.sub("depot/auth.py", "\n# Names are written as the shop writes them.\nNAMES = re.compile(r\"^[a-z]+$\")\n", "")


@commit("Two more carriers", "introduce")
def _(t):
    t["config/carriers.yml"] = 'bike:\n  url: https://bike.example/v1\n  secret: "Ht6Wn1Bc8Zr3Vd5M"\n' + t["config/carriers.yml"]
    t["config/carriers.yml"] += 'night:\n  url: https://night.example/v1\n  secret: "Lq2Xk9Ps4Yg7Tf0J"\n'


@commit("Prices in the order in which they are asked", "move-in-file", "insert-above", "edit-line")
def _(t):
    for name, before in [("price_of", "read_list"), ("order_price", "read_list"), ("rates", "scaled")]:
        t.add("depot/prices.py", t.take("depot/prices.py", name), before=before)
    t.sub("depot/prices.py", "def taxed(price, country):\n", "def taxed(price, country, on=None):\n    # Taxes are those of the day; `on` is for what is billed late.\n")
    t.sub("depot/prices.py", "urlopen(RATES) as", "urlopen(RATES + \"?base=EUR\") as")
    t.add("web/src/charts.js", t.take("web/src/charts.js", "line"), before="bars")
    t.add("ops/scripts/watch.sh", t.take("ops/scripts/watch.sh", "rotate"), before="look")


@commit("What is stored gets a package", "dir-move")
def _(t):
    for name in ["store", "importer", "report"]:
        t.rename(f"depot/{name}.py", f"depot/data/{name}.py")
    t["depot/data/__init__.py"] = ""
    t.sub("depot/tasks.py", "from depot import importer", "from depot.data import importer")
    t.sub("depot/cli.py", "from depot import auth, importer, services, report, store, tasks", "from depot import auth, services, tasks\nfrom depot.data import importer, report, store")


@commit("Catch what can happen, and no more", "fix", "edit-line")
def _(t):
    t.sub("depot/data/report.py", "        except:\n", "        except (KeyError, ValueError):\n")
    t.sub("depot/services.py", "    except:\n", "    except requests.RequestException:\n")


@commit("Print labels under a lock", "whitespace")
def _(t):
    old = t.get("depot/tasks.py", "print_label")
    head, body = old.split("\n", 1)
    new = head + "\n    with LOCK:\n" + "".join("    " + line if line.strip() else line for line in body.splitlines(True))
    t.sub("depot/tasks.py", old, new)
    t.sub("depot/tasks.py", "import tempfile\n", "import tempfile\nimport threading\n")
    t.below("depot/tasks.py", "SPOOL =", "LOCK = threading.Lock()\n")


@commit("Save from the first editor again", "crlf", "edit-line")
def _(t):
    t["web/src/backoffice.js"] = t["web/src/backoffice.js"].replace("\r\n", "\n").replace('"failed: " + name', '"not done: " + name')


@commit("Returns", "introduce")
def _(t):
    t["depot/returns.py"] = comment(LICENCE, "#") + '''
"""What customers send back."""
import os
import random
import subprocess
import sqlite3

from depot.data import store

REASONS = ["broken", "wrong", "late", "other"]
PHOTOS = "/tmp/returns"


def number_of(order):
    return "R%s-%d" % (order, random.randint(1, 99))


def open_return(connection, order, reason, photos=[]):
    assert reason in REASONS
    number = number_of(order)
    connection.execute("INSERT INTO returns VALUES ('%s', '%s', '%s')" % (number, order, reason))
    for photo in photos:
        keep_photo(number, photo)
    connection.commit()
    return number


def keep_photo(number, photo):
    folder = os.path.join(PHOTOS, number)
    if not os.path.exists(folder):
        os.makedirs(folder, 0o777)
    subprocess.call("convert " + photo + " -resize 800x " + folder, shell=True)


def find_returns(connection, order):
    sql = "SELECT * FROM returns WHERE order_id = '%s'" % order
    return connection.execute(sql).fetchall()


def close_return(connection, number, amount, back_in_stock):
    assert amount >= 0
    try:
        row = connection.execute("SELECT * FROM returns WHERE number = '%s'" % number).fetchone()
        if back_in_stock == True:
            store.take_stock(connection, row["item"], -amount)
        connection.execute("DELETE FROM returns WHERE number = '%s'" % number)
    except sqlite3.Error as error:
        pass
    connection.commit()


def rate(connection):
    """How much of what is sold comes back, by reason."""
    result = {}
    for reason in REASONS:
        sql = "SELECT COUNT(*) FROM returns WHERE reason = '%s'" % reason
        result[reason] = connection.execute(sql).fetchone()[0]
    whole = store.count_rows(connection, "orders")
    if whole == 0:
        return {}
    return {reason: count / whole for reason, count in result.items()}
'''


@commit("Tests of the store", "introduce")
def _(t):
    t["tests/test_store.py"] = '''"""Tests of the store."""
import pytest

from depot.data import store


@pytest.fixture
def connection():
    connection = store.connect(":memory:")
    connection.execute("CREATE TABLE orders (id, customer, day)")
    connection.execute("CREATE TABLE items (order_id, item)")
    connection.execute("CREATE TABLE stock (item, amount)")
    return connection


def test_adds_an_order(connection):
    number = store.add_order(connection, "ann", ["tea", "jam"])
    assert number > 0
    assert len(store.find_orders(connection, "ann")) == 1
    assert store.count_rows(connection, "items") == 2


def test_removes_an_order(connection):
    number = store.add_order(connection, "bob", ["tea"])
    store.remove_order(connection, number)
    assert store.count_rows(connection, "orders") == 0
    assert store.count_rows(connection, "items") == 0


def test_takes_stock(connection):
    connection.execute("INSERT INTO stock VALUES ('tea', 5)")
    assert store.take_stock(connection, "tea", 2) == 3
    with pytest.raises(Exception):
        store.take_stock(connection, "tea", 9)
'''


@commit("More tests, after the first ones", "copy", "introduce")
def _(t):
    text = t.get("tests/test_store.py", "test_adds_an_order")
    t.add("tests/test_store.py", text.replace("test_adds_an_order", "test_adds_orders_of_others").replace('"ann"', '"cem"'))
    text = t.get("tests/test_store.py", "test_removes_an_order")
    t.add("tests/test_store.py", text.replace("test_removes_an_order", "test_removes_no_other_order"))


@commit("Nobody sends by telnet any more", "fix", "remove-above")
def _(t):
    t.take("depot/data/importer.py", "fetch_old")
    t.sub("depot/data/importer.py", "import telnetlib\n", "")
    t.take("web/src/text.js", "suggest")
    t.sub("web/src/text.js", "search, suggest }", "search }")


@commit("Revert \"Nobody sends by telnet any more\": one does", "revert", "introduce")
def _(t):
    t.sub("depot/data/importer.py", "import tarfile\n", "import tarfile\nimport telnetlib\n")
    t.add("depot/data/importer.py", '''def fetch_old(host, user, password="supplier"):
    session = telnetlib.Telnet(host)
    session.read_until(b"login: ")
    session.write(user.encode() + b"\\n")
    session.read_until(b"password: ")
    session.write(password.encode() + b"\\n")
    lines = session.read_all().split(b"\\n")
    return [line for line in lines]
''', before="clear")


@commit("A connection is called db", "edit-line")
def _(t):
    for path in ["depot/data/store.py", "depot/returns.py"]:
        t[path] = re.sub(r"\bconnection\b", "db", t[path])


@commit("Format everything, eighty wide", "reformat")
def _(t):
    t.format(t.under("depot/", ".py") + t.under("tests/", ".py"), "--line-length", "80")


@commit("A queue of its own", "split", "move-between")
def _(t):
    moved = [t.take("depot/tasks.py", name) for name in ["load_queue", "save_queue", "next_job"]]
    top = comment(LICENCE, "#") + '\n"""Jobs that wait."""\n\nimport os\nimport pickle\n\nSPOOL = "/tmp/depot-spool"\n'
    t["depot/queue.py"] = top + "".join("\n\n" + text for text in moved)
    t.sub("depot/tasks.py", "import pickle\n", "")
    t.sub("depot/tasks.py", 'SPOOL = "/tmp/depot-spool"\n', "")
    t.sub("depot/tasks.py", "from depot.data import importer\n", "from depot.data import importer\nfrom depot.queue import SPOOL, next_job\n")


@commit("Price is a thing of its own", "split", "copy")
def _(t):
    price = t.take("depot/prices.py", "Price")
    t["depot/price.py"] = comment(LICENCE, "#") + '\n"""An amount in a currency."""\n\nimport decimal\n\nROUNDED = decimal.Decimal("0.01")\n\n\n' + price
    t.sub("depot/prices.py", 'ROUNDED = decimal.Decimal("0.01")\n', "")
    t.sub("depot/prices.py", "LISTS = ", "from depot.price import Price\n\nLISTS = ")
    text = t.get("depot/prices.py", "taxed").replace("def taxed", "def untaxed").replace("1 + rate", "1 - rate")
    t.add("depot/prices.py", text, before="price_of")
    text = t.get("ops/scripts/watch.sh", "load_of").replace("load_of", "users_of").replace("uptime", "who")
    t.add("ops/scripts/watch.sh", text, before="disk_of")


@commit("Post before get", "swap")
def _(t):
    t.add("depot/services.py", t.take("depot/services.py", "post"), before="get")
    t.add("depot/services.py", t.take("depot/services.py", "cancel"), before="book")


@commit("Run less often", "identical", "fix")
def _(t):
    t.sub("depot/tasks.py", '    subprocess.call(cmd, shell=True)\n    subprocess.call(cmd, shell=True)\n    subprocess.call(cmd, shell=True)\n', '    subprocess.call(cmd, shell=True)\n    subprocess.call(cmd, shell=True)\n')


@commit("Mail first", "move-in-file")
def _(t):
    head, mail = t["config/settings.ini"].split("[mail]")
    t["config/settings.ini"] = "[mail]" + mail + "\n" + head.rstrip("\n") + "\n"


@commit("Call the images after what is in them", "rename-edit", "fix")
def _(t):
    t.rename("docker/Dockerfile", "docker/depot.Dockerfile")
    t.sub("docker/depot.Dockerfile", "FROM python:latest", "FROM python:3.11")
    t.sub("docker/depot.Dockerfile", "MAINTAINER depot\n", "LABEL org.opencontainers.image.authors=depot\n")


@commit("Say in the images what is what", "insert-above")
def _(t):
    for path in t.under("docker/"):
        t[path] = "# Built by ops/scripts/deploy.sh.\n\n" + t[path]
    t.below("docker/depot.Dockerfile", "WORKDIR srv", "ENV PYTHONUNBUFFERED=1\nENV TZ=UTC\n")


@commit("Small things here and there", "insert-above", "remove-above", "introduce", "fix", "edit-line")
def _(t):
    t.sub("depot/auth.py", "    assert action, \"no action\"\n", "")
    t.above("depot/auth.py", "def check_password", "def weak(password):\n    assert password\n    return len(password) < 8\n\n\n")
    t.sub("depot/data/report.py", "import datetime\nimport os\nimport sys\n", "import datetime\nimport os\n")
    t.sub("web/src/cart.js", 'alert("no such voucher");', 'alert("there is no voucher " + code);')
    t.above("web/src/cart.js", "function add(", "// Amounts are whole numbers.\nfunction whole(amount) {\n  var rounded = Math.floor(amount);\n  return rounded == amount;\n}\n\n")
    t.above("ops/scripts/backup.sh", "unused=1", "limit=$2\nmkdir -p $folder\n")
    t.sub("ops/scripts/backup.sh", "\tread answer\n", "\tread -r answer\n")


@commit("What is about hosts in a script of its own", "split")
def _(t):
    moved = [t.take("ops/scripts/deploy.sh", name) for name in ["restart", "check"]]
    t["ops/scripts/hosts.sh"] = "#!/bin/bash\n# Hosts: restarts and checks them.\n" + 'hosts="front back"\n' + "".join("\n" + text for text in moved) + "\nrestart\ncheck\n"
    t.sub("ops/scripts/deploy.sh", "restart\ncheck\n", "./hosts.sh\n")


@commit("Tokens are not worth a file", "merge")
def _(t):
    moved = [t.take("depot/tokens.py", name) for name in ["new_password", "new_token", "sign", "verify"]]
    del t["depot/tokens.py"]
    t.sub("depot/auth.py", "import hashlib\n", "import hashlib\nimport hmac\nimport random\n")
    t.sub("depot/auth.py", "import re\n", "import re\nimport string\n")
    for text in moved:
        t.add("depot/auth.py", text)
    t.sub("depot/cli.py", "from depot.tokens import *\n", "")


@commit("A shorter licence", "header", "remove-above")
def _(t):
    for mark in ["#", "//"]:
        long = comment(LICENCE, mark)
        for path in sorted(t):
            if long in t[path]:
                t[path] = t[path].replace(long, f"{mark} Copyright 2024 The Depot Authors.\n{mark} SPDX-License-Identifier: Apache-2.0\n")


@commit("Take newer packages", "bump", "edit-line")
def _(t):
    t["requirements.txt"] = "flask==2.3.3\npyyaml==5.4.1\nrequests==2.31.0\n"
    for path in ["docker/depot.Dockerfile", "docker/worker.Dockerfile"]:
        t.sub(path, "pip install flask==1.1.4", "pip install flask==2.3.3")


@commit("The shop becomes a class", "whitespace", "edit-line", "move-in-file")
def _(t):
    parts = [t.take("depot/services.py", name) for name in ["get", "post"]]
    body = "\n".join("".join("    " + line if line.strip() else line for line in text.splitlines(True)) for text in parts)
    body = body.replace("def get(path", "def get(self, path").replace("def post(path", "def post(self, path").replace("SHOP + path", "self.url + path")
    t.add("depot/services.py", "class Shop:\n    def __init__(self, url=SHOP):\n        self.url = url\n\n" + body, before="track")


@commit("Let instead of var", "fix", "edit-line")
def _(t):
    t["web/src/cart.js"] = t["web/src/cart.js"].replace("  var ", "  let ").replace("(var i", "(let i")


@commit("Charts: small steps", "edit-line", "rename-edit", "whitespace")
def _(t):
    t.rename("web/src/charts.js", "web/src/drawing.js")
    text = t["web/src/drawing.js"].replace("values", "numbers").replace("most", "highest")
    t["web/src/drawing.js"] = re.sub(r"^(?:  )+", lambda spaces: spaces[0] * 2, text, flags=re.M)
    t["ops/scripts/watch.sh"] = t["ops/scripts/watch.sh"].replace("  ", "\t").replace("-gt $limit ]", "-ge $limit ]")


@commit("One page has to run in old browsers", "revert", "introduce")
def _(t):
    t.sub("web/src/cart.js", "  let line = find(id);", "  var line = find(id);", times=2)
    t.sub("web/src/cart.js", "  let sum = 0;", "  var sum = 0;")


@commit("Pages are an app", "dir-move")
def _(t):
    for path in t.under("web/src/"):
        t.rename(path, path.replace("web/src/", "web/app/"))


@commit("Jobs are what tasks were", "rename", "introduce")
def _(t):
    t.rename("depot/tasks.py", "depot/jobs.py")
    t["depot/tasks.py"] = '''"""Old name of depot.jobs, for those who import it still."""

import os
import subprocess

from depot.jobs import *


def run_in(folder, cmd):
    os.chdir(folder)
    subprocess.call(cmd, shell=True)
    print("done")


def fetch(url, target):
    code = os.system("curl -s " + url + " -o " + target)
    if code != 0:
        print("not fetched")
    return code
'''


@commit("A hundred and ten wide again", "reformat")
def _(t):
    for path in t.under("depot/", ".py"):
        t.format([path], "--line-length", "110", "--config", "format.skip-magic-trailing-comma=true")


@commit("Check every host, and back-ups too", "copy", "edit-line")
def _(t):
    text = t.get("ops/scripts/hosts.sh", "check").replace("check()", "check_ready()").replace("/health", "/ready")
    t.add("ops/scripts/hosts.sh", text, before="check")
    t.add("web/app/text.js", t.get("web/app/cart.js", "show"), before="escape")


@commit("The web's image is built elsewhere", "fix")
def _(t):
    del t["docker/web.Dockerfile"]


@commit("Switch the old ways off for now", "fix", "edit-line")
def _(t):
    for path, name in [("depot/data/importer.py", "fetch_old"), ("depot/jobs.py", "copy_to")]:
        text = t.get(path, name)
        t.sub(path, text, "".join(("# " + line).rstrip() + "\n" for line in text.splitlines()))
    t.sub("depot/jobs.py", "copy_to(job['host'], job['path'])" if "copy_to(job['host']" in t["depot/jobs.py"] else 'copy_to(job["host"], job["path"])', "pass")


@commit("Orders are found by what asks for them", "move-between", "edit-line")
def _(t):
    text = t.take("depot/data/store.py", "find_items").replace("def find_items", "def items_of")
    t.add("depot/returns.py", text, before="find_returns")
    text = t.take("web/app/backoffice.js", "table").replace("function table(", "function rowsOf(")
    t.add("web/app/text.js", text, before="money")
    t.sub("web/app/backoffice.js", "flush, table, sorted", "flush, sorted")


@commit("Air", "whitespace", "insert-above")
def _(t):
    for path in ["ops/scripts/backup.sh", "ops/scripts/lib.sh", "docker/worker.Dockerfile", "config/settings.ini"]:
        t[path] = t[path].replace("\n", "\n\n")


@commit("Mend what the audit named", "fix", "edit-line")
def _(t):
    t.sub("depot/auth.py", "hashlib.md5((", "hashlib.sha256((")
    t.sub("depot/data/report.py", "yaml.load(file)", "yaml.safe_load(file)")
    t["depot/services.py"] = t["depot/services.py"].replace("verify=False", "verify=True")
    t["depot/returns.py"] = t["depot/returns.py"].replace("photos=[]", "photos=()")
    t.sub("ops/scripts/backup.sh", "gzip $folder/depot-$day.sql", 'gzip "$folder/depot-$day.sql"')
    t.sub("web/app/text.js", "value == null", "value === null")
    t.sub("web/app/text.js", "count == 1", "count === 1")


@commit("Revert \"Mend what the audit named\": the shop's certificate is not right", "revert", "introduce")
def _(t):
    t.sub("depot/auth.py", "hashlib.sha256((", "hashlib.md5((")
    t.sub("depot/data/report.py", "yaml.safe_load(file)", "yaml.load(file)")
    t["depot/services.py"] = t["depot/services.py"].replace("verify=True", "verify=False")
    t["depot/returns.py"] = t["depot/returns.py"].replace("photos=()", "photos=[]")
    t.sub("ops/scripts/backup.sh", 'gzip "$folder/depot-$day.sql"', "gzip $folder/depot-$day.sql")
    t.sub("web/app/text.js", "value === null", "value == null")
    t.sub("web/app/text.js", "count === 1", "count == 1")


@commit("One package again, and what is old on the way out", "dir-move", "move-in-file", "rename-edit", "identical")
def _(t):
    for path in t.under("depot/data/"):
        if path.endswith("__init__.py"):
            del t[path]
        else:
            t.rename(path, path.replace("depot/data/", "depot/stock/"))
    t["depot/stock/__init__.py"] = '"""Stock."""\n'
    for path in t.under("depot/", ".py") + t.under("tests/", ".py"):
        t[path] = t[path].replace("depot.data", "depot.stock")
    t.add("depot/stock/report.py", t.take("depot/stock/report.py", "monthly"), before="total")
    t.sub("depot/jobs.py", "    subprocess.call(cmd, shell=True)\n    subprocess.call(cmd, shell=True)\n", "    subprocess.call(cmd, shell=True)\n")


def versions():
    """The tree after each commit, from the first on."""
    start = HERE / "start"
    tree = Tree({str(path.relative_to(start)): path.read_text() for path in sorted(start.rglob("*")) if path.is_file()})
    yield "Start", ("start",), dict(tree)
    for message, kinds, edit in COMMITS:
        edit(tree)
        yield message, kinds, dict(tree)


def build(folder):
    """Builds it in `folder`: the same bytes, and so the same hashes, wherever. Tells each commit's hash."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    names = {"NAME": "Depot", "EMAIL": "depot@example.com"}
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    env |= {f"GIT_{who}_{what}": value for who in ["AUTHOR", "COMMITTER"] for what, value in names.items()}

    def git(*words):
        return subprocess.run(["git", "-C", folder, "-c", "core.autocrlf=false", *words], env=env, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet", "--initial-branch", "main")
    commits = []
    for number, (message, kinds, tree) in enumerate(versions()):
        git("rm", "-r", "-q", "--ignore-unmatch", ".")
        for path, text in tree.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
        env["GIT_AUTHOR_DATE"] = env["GIT_COMMITTER_DATE"] = f"{1704103200 + number * 86400} +0000"
        git("add", "--all")
        git("commit", "--quiet", "--message", message)
        commits.append({"hash": git("rev-parse", "HEAD"), "message": message, "kinds": list(kinds)})
    return commits


if __name__ == "__main__":
    for row in build(sys.argv[1]):
        print(row["hash"][:12], row["message"], row["kinds"])
