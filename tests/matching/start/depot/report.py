"""Reports: what was ordered, what was shipped."""
import csv
import datetime
import os
import sys
import xml.etree.ElementTree as ET
import yaml

COLUMNS = ["order", "customer", "items", "total"]


def read_settings(path):
    with open(path) as file:
        return yaml.load(file)


def read_invoices(path):
    tree = ET.parse(path)
    invoices = []
    for node in tree.getroot():
        invoice = {}
        for child in node:
            invoice[child.tag] = child.text
        invoices.append(invoice)
    return invoices


def total(invoices):
    sum = 0
    for invoice in invoices:
        try:
            sum += float(invoice["total"])
        except:
            pass
    return sum


def by_customer(invoices):
    result = {}
    for i, invoice in enumerate(invoices):
        customer = invoice.get("customer")
        if not customer in result:
            result[customer] = []
        result[customer].append(invoice)
    return result


def write_csv(invoices, path):
    file = open(path, "w")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for invoice in invoices:
        writer.writerow([invoice.get(column) for column in COLUMNS])
    file.close()


def write_html(invoices, path, title="Invoices"):
    lines = []
    lines.append("<h1>%s</h1>" % title)
    lines.append("<table>")
    for invoice in invoices:
        lines.append("<tr>")
        for column in COLUMNS:
            lines.append("<td>%s</td>" % invoice.get(column))
        lines.append("</tr>")
    lines.append("</table>")
    with open(path, "w") as file:
        file.write("\n".join(lines))
    os.chmod(path, 0o666)


def monthly(invoices, year, month, currency, rates, rounding, verbose):
    chosen = []
    for invoice in invoices:
        day = datetime.datetime.strptime(invoice["date"], "%Y-%m-%d")
        if day.year == year:
            if day.month == month:
                chosen.append(invoice)
    result = total(chosen) * rates.get(currency, 1)
    if verbose == True:
        print(f"invoices")
    return round(result, rounding)
