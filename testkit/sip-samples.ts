const body = (lines: readonly string[]) => `${lines.join("\r\n")}\r\n`;

const SDP = body([
  "v=0",
  "o=- 13 2 IN IP4 192.0.2.7",
  "s=-",
  "c=IN IP4 192.0.2.7",
  "t=0 0",
  "m=audio 40000 RTP/AVP 8 0 101",
  "a=rtpmap:101 telephone-event/8000",
]);

function message(lines: readonly string[], content = ""): string {
  const typed = content === "" ? [] : ["Content-Type: application/sdp"];
  return `${[...lines, ...typed, `Content-Length: ${content.length}`].join("\r\n")}\r\n\r\n${content}`;
}

/** An INVITE as a carrier sends it. */
export const INVITE_SAMPLE = message(
  [
    "INVITE sip:1500123@sambung.id;user=phone SIP/2.0",
    "Via: SIP/2.0/UDP 192.0.2.7:5060;rport;branch=z9hG4bK-524287-1---a1b2c3d4e5f6",
    "Max-Forwards: 70",
    "Record-Route: <sip:192.0.2.9;lr;ftag=8e2b2c1f>",
    "Contact: <sip:+62215551234@192.0.2.7:5060>",
    "To: <sip:1500123@sambung.id>",
    'From: "Ibu Sari" <sip:+62215551234@operator.id>;tag=8e2b2c1f',
    "Call-ID: 81122ZjM2ZTk1NmE3YjQ4MmU0NjU1YjQ0YTE5",
    "CSeq: 1 INVITE",
    "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE",
    "Supported: replaces, timer",
    "Session-Expires: 1800;refresher=uac",
    'P-Asserted-Identity: "Ibu Sari" <sip:+62215551234@operator.id>, <tel:+62215551234>',
    "Diversion: <sip:+62215550000@operator.id>;reason=no-answer;counter=1",
    "User-Agent: operator-sbc",
  ],
  SDP,
);

/** Valid messages of every kind that the switch receives. */
export const SIP_SAMPLES: readonly string[] = [
  INVITE_SAMPLE,
  message([
    "REGISTER sip:sambung.id SIP/2.0",
    "v: SIP/2.0/TCP [2001:db8::7]:5062;branch=z9hG4bKreg1;alias",
    "f: <sip:sari@sambung.id>;tag=a1",
    "t: <sip:sari@sambung.id>",
    "i: reg-1@192.0.2.7",
    "CSeq: 2 REGISTER",
    "Max-Forwards: 70",
    'm: <sip:sari@[2001:db8::7]:5062;transport=tcp>;expires=600;+sip.instance="<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>";reg-id=1',
    'Authorization: Digest username="sari", realm="sambung", nonce="abc", uri="sip:sambung.id", response="d41d8cd98f00b204e9800998ecf8427e", algorithm=MD5, qop=auth, nc=00000001, cnonce="0a4f113b"',
  ]),
  message(
    [
      "SIP/2.0 200 OK",
      "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKout1;received=192.0.2.1",
      "Record-Route: <sip:192.0.2.9;lr>, <sip:192.0.2.8;lr>",
      "From: <sip:1500123@sambung.id>;tag=x1",
      "To: <sip:agen@192.0.2.7>;tag=y2",
      "Call-ID: out-1",
      "CSeq: 7 INVITE",
      "Contact: <sip:agen@192.0.2.7:5070;ob>",
      "Session-Expires: 1800;refresher=uas",
    ],
    SDP,
  ),
  message([
    "BYE sip:1500123@192.0.2.1:5060 SIP/2.0",
    "Via: SIP/2.0/UDP 192.0.2.7:5060;rport;branch=z9hG4bKbye1",
    "Route: <sip:192.0.2.9;lr>",
    "From: <sip:agen@sambung.id>;tag=y2",
    "To: <sip:1500123@sambung.id>;tag=x1",
    "Call-ID: out-1",
    "CSeq: 8 BYE",
    "Max-Forwards: 69",
    'Reason: Q.850;cause=16;text="Normal call clearing"',
  ]),
  message([
    "REFER sip:agen@192.0.2.1 SIP/2.0",
    "Via: SIP/2.0/TLS 192.0.2.7;branch=z9hG4bKref1",
    "From: <sip:agen@sambung.id>;tag=y2",
    "To: <sip:1500123@sambung.id>;tag=x1",
    "Call-ID: out-2",
    "CSeq: 9 REFER",
    "Max-Forwards: 70",
    "Refer-To: <sip:1500999@sambung.id?Replaces=abc%40h%3Bto-tag%3D1%3Bfrom-tag%3D2>",
    "Referred-By: <sip:agen@sambung.id>",
    "Contact: <sip:agen@192.0.2.7>",
  ]),
  message([
    "SIP/2.0 503 Service Unavailable",
    "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKout2",
    "From: <sip:a@sambung.id>;tag=1",
    "To: <sip:b@operator.id>;tag=2",
    "Call-ID: out-3",
    "CSeq: 1 OPTIONS",
    "Retry-After: 30 (maintenance)",
  ]),
];
