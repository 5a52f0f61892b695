"""Orders a call with the test account: no carrier, no cost."""
import base64
import json
import os
import urllib.parse
import urllib.request

url, account, token = (os.environ[name] for name in ("SAMBUNG_URL", "SAMBUNG_ACCOUNT_SID", "SAMBUNG_TOKEN"))
form = {
    "From": "+15005550006",
    "To": "+6281234567890",
    "Twiml": '<Response><Say language="id-ID">Halo dari Sambung.</Say></Response>',
}
request = urllib.request.Request(
    f"{url}/2010-04-01/Accounts/{account}/Calls.json",
    data=urllib.parse.urlencode(form).encode(),
    headers={"Authorization": "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode()},
)
with urllib.request.urlopen(request, timeout=10) as answer:
    call = json.load(answer)
print(call["sid"], call["status"])
