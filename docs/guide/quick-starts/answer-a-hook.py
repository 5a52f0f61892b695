"""Answers what a call does, and only to whoever signs as Sambung does."""
import base64
import hashlib
import hmac
import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

TOKEN, HOOK_URL = os.environ["SAMBUNG_TOKEN"], os.environ["HOOK_URL"]
DOCUMENT = b"""<?xml version="1.0" encoding="UTF-8"?>
<Response><Say language="id-ID">Selamat datang di Toko Kita.</Say><Enqueue>Penjualan</Enqueue></Response>"""


def is_signed(fields: dict, signature: str) -> bool:
    signed = HOOK_URL + "".join(name + fields[name] for name in sorted(fields))
    wanted = base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return hmac.compare_digest(wanted.encode(), signature.encode())


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        fields = dict(parse_qsl(body, keep_blank_values=True))
        if not is_signed(fields, self.headers.get("X-Twilio-Signature", "")):
            self.send_response(403)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        self.wfile.write(DOCUMENT)


server = HTTPServer(("", int(os.environ.get("PORT", "3000"))), Hook)
print("listening", flush=True)
server.serve_forever()
