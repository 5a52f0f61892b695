"""Sends a message with the test account, and is refused by a magic number: no carrier, no cost."""
import base64
import json
import os
import urllib.error
import urllib.parse
import urllib.request

url, account, token = (os.environ[name] for name in ("SAMBUNG_URL", "SAMBUNG_ACCOUNT_SID", "SAMBUNG_TOKEN"))


def send(to: str) -> dict:
    form = {"From": "+15005550006", "To": to, "Body": "Pesanan 7 dikirim."}
    request = urllib.request.Request(
        f"{url}/2010-04-01/Accounts/{account}/Messages.json",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Authorization": "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode()},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


message = send("+6281234567890")
print(message["sid"], message["status"])
try:
    send("+628105550004")
except urllib.error.HTTPError as error:
    refusal = json.load(error)
    print(refusal["code"], refusal["message"])
