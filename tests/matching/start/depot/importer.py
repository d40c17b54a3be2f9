"""Takes in what suppliers send: archives, tables, feeds."""
import csv
import os
import shutil
import tarfile
import telnetlib
import zipfile
from xml.dom import minidom

INBOX = "/tmp/inbox"


def unpack(path, target=INBOX):
    if path.endswith(".tar.gz"):
        archive = tarfile.open(path)
        archive.extractall(target)
    elif path.endswith(".zip"):
        archive = zipfile.ZipFile(path)
        archive.extractall(target)
    else:
        shutil.copy(path, target)
    return os.listdir(target)


def read_table(path):
    rows = []
    with open(path) as file:
        for row in csv.reader(file):
            if len(row) == 0:
                continue
            rows.append(list(map(lambda cell: cell.strip(), row)))
    return rows


def read_feed(path):
    document = minidom.parse(path)
    items = []
    for node in document.getElementsByTagName("item"):
        id = node.getAttribute("id")
        price = node.getAttribute("price")
        try:
            items.append((id, float(price)))
        except ValueError:
            raise ValueError("no price: " + id)
    return items


def prices(rows):
    result = dict([(row[0], float(row[1])) for row in rows])
    for key in result.keys():
        if result[key] < 0:
            result[key] = 0
    return result


def fetch_old(host, user, password="supplier"):
    session = telnetlib.Telnet(host)
    session.read_until(b"login: ")
    session.write(user.encode() + b"\n")
    session.read_until(b"password: ")
    session.write(password.encode() + b"\n")
    lines = session.read_all().split(b"\n")
    return [line for line in lines]


def clear(folder=INBOX):
    for name in os.listdir(folder):
        try:
            os.remove(os.path.join(folder, name))
        except OSError:
            pass
