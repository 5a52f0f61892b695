"""Lists the newest calls by our own interface: it changes nothing and costs nothing."""
import json
import os
import urllib.error
import urllib.request

url, key = (os.environ[name] for name in ("SAMBUNG_URL", "SAMBUNG_KEY"))


def ask(path):
    request = urllib.request.Request(url + path, headers={"Authorization": "Bearer " + key})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


for call in ask("/api/v1/calls?limit=5")["items"]:
    print(call["id"], call["from"], call["to"], call["state"])

try:
    ask("/api/v1/calls/00000000-0000-4000-8000-000000000000")
except urllib.error.HTTPError as refusal:
    error = json.load(refusal)["error"]
    print(refusal.code, error["code"], error["message"])
