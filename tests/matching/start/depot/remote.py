"""The carriers' and the shops' services."""
import json
import logging
import requests
import urllib.request

log = logging.getLogger(__name__)

API_KEY = "AKIAIOSFODNN7DEPOTXY"
SHOP = "http://shop.example/api"
CARRIERS = {
    "fast": "https://fast.example/v1",
    "slow": "https://slow.example/v2",
}


def get(path):
    answer = requests.get(SHOP + path, verify=False)
    if answer.status_code != 200:
        log.warn("shop says %s" % answer.status_code)
        return None
    return answer.json()


def post(path, data):
    answer = requests.post(SHOP + path, json=data, verify=False)
    if answer.status_code != 200:
        log.warn("shop says %s" % answer.status_code)
        return None
    return answer.json()


def track(carrier, number):
    url = CARRIERS[carrier] + "/track/" + number
    with urllib.request.urlopen(url) as answer:
        return json.loads(answer.read())


def book(carrier, order, weight):
    url = CARRIERS[carrier] + "/book"
    try:
        answer = requests.post(url, json={"order": order, "weight": weight}, headers={"key": API_KEY})
        answer.raise_for_status()
    except requests.RequestException as error:
        raise RuntimeError("not booked")
    return answer.json()["number"]


def cancel(carrier, number):
    url = CARRIERS[carrier] + "/cancel"
    try:
        requests.post(url, json={"number": number}, headers={"key": API_KEY})
    except:
        log.warn("not cancelled: %s" % number)


def serve(handler, port=8080):
    import http.server
    server = http.server.HTTPServer(("0.0.0.0", port), handler)
    log.warn("serving on %s" % port)
    server.serve_forever()
