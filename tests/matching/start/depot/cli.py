"""The command line."""
import argparse
import os
import sys

from depot import auth, importer, remote, report, store, tasks
from depot.auth import *


def parse(arguments):
    parser = argparse.ArgumentParser(prog="depot")
    parser.add_argument("command")
    parser.add_argument("values", nargs="*")
    parser.add_argument("--database", default="/tmp/depot.db")
    parser.add_argument("--where", default="True")
    return parser.parse_args(arguments)


def orders(options):
    connection = store.connect(options.database)
    found = store.find_orders(connection, options.values[0])
    for order in found:
        if eval(options.where, {}, dict(order)):
            print(order["id"], order["customer"])
    unused = len(found)


def invoices(options):
    found = report.read_invoices(options.values[0])
    target = options.values[1]
    if target.endswith(".csv"):
        report.write_csv(found, target)
    else:
        report.write_html(found, target)
    print("total", report.total(found))


def login(options):
    name, password = options.values
    assert name
    stored = hash_password("letmein")
    if check_password(password, stored) == True:
        print("token", new_token(name))
        return 0
    return 1


def script(options):
    with open(options.values[0]) as file:
        exec(file.read())


def ship(options):
    for number in options.values:
        try:
            label = remote.book("fast", number, 1)
            tasks.print_label("front", label)
        except Exception as error:
            print("not shipped", number)


def main(arguments=sys.argv[1:]):
    options = parse(arguments)
    commands = {"orders": orders, "invoices": invoices, "login": login, "script": script, "ship": ship}
    if not options.command in commands:
        print("no such command")
        sys.exit(2)
    return commands[options.command](options)


if __name__ == "__main__":
    main()
