"""Writes settings of Schemathesis that name what a server holds, so that requests reach it.

usage: fuzz_api_settings.py ADDRESS TOKEN
"""

import json
import sys
import urllib.error
import urllib.request

address, token = sys.argv[1:]


def get(path):
    request = urllib.request.Request(address + path, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code in (403, 404):
            return {}
        raise


cases = [one["reference"] for one in get("/api/v1/cases").get("cases", [])] or ["FUZZ-1"]
stacks = [one for case in cases for one in get(f"/api/v1/cases/{case}/stacks?limit=20").get("stacks", [])]
links = [one["link"] for case in cases for one in get(f"/api/v1/cases/{case}/overlaps?limit=50").get("overlaps", [])]
digests = sorted({one["cover"] for one in stacks} | {link[side]["sha256"] for link in links for side in "ab"})
hashes = [
    "0" * 64,
    "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "15f07f597122687c0ec97918c9b82370",
]
agencies = [one["audience"] for one in get("/api/v1/agencies")["agencies"]]
values = {
    "cases": cases,
    "items": [one["item"] for one in stacks] or [1],
    "digests": digests or ["0" * 64],
    "stacks": [one["id"] for one in stacks] or [1],
    "accounts": ["bystander", "nobody"],
    "audiences": ["own-agency", "community"] + agencies,
    "tokens": list(range(1, 26)),
    "entries": [0, 1, 2],
    "hashes": hashes + digests[:5],
    "exhibits": ["one", "two"],
}
places = {
    "path.case": "cases",
    "path.item": "items",
    "path.digest": "digests",
    "path.account": "accounts",
    "path.audience": "audiences",
    "path.token": "tokens",
    "path.entry": "entries",
    "query.a": "digests",
    "query.b": "digests",
    "query.signal": "hashes",
    "query.value": "hashes",
    "body.case": "cases",
    "body.a": "digests",
    "body.b": "digests",
    "body.stacks[*]": "stacks",
    "body.exhibit": "exhibits",
}

# What is well formed but cannot be done, such as naming an agency that is not there, is 422.
accepted = ["2xx", 401, 403, 404, 409, 413, 422]
print("[checks]")
# A body that has too many elements may be too long to be read at all.
print(f"negative_data_rejection.expected-statuses = {json.dumps([400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429])}")
print(f"positive_data_acceptance.expected-statuses = {json.dumps(accepted)}")
for name, known in values.items():
    print(f"[dictionaries.{name}]\nvalues = {json.dumps(known)}")
print("[parameters]")
for place, name in places.items():
    print(f'"{place}" = {{ dictionary = "{name}", probability = 0.8 }}')
# The length of a hash depends on its type, which a description cannot say of a query.
for path in ["/m/lookup", "/m/raw_lookup"]:
    print(f'[[operations]]\ninclude-path = "{path}"')
    print(f"checks.positive_data_acceptance.expected-statuses = {json.dumps(accepted + [400])}")
print(f'[auth.openapi.token]\nbearer = "{token}"')
