import { describe, expect, it } from "vitest";
import { sipBytes } from "../../../../testkit/sip-text.ts";
import type { SipPeer } from "../peer.ts";
import { receive } from "../receive.ts";
import { readStream, STREAM_START } from "./frame-stream.ts";
import { headerOf, headersOf } from "./message.ts";
import { parseDatagram } from "./parse-message.ts";
import { serialise } from "./serialise.ts";

const SOURCE: SipPeer = { transport: "udp", address: "2001:db8::9", port: 5_060, connection: null };
const ESSENTIALS = [
  "Via: SIP/2.0/UDP h;branch=z9hG4bK1",
  "From: <sip:a@h>;tag=1",
  "To: <sip:b@h>",
  "Call-ID: c",
  "CSeq: 1 OPTIONS",
];

function options(...lines: readonly string[]): Uint8Array {
  return sipBytes(["OPTIONS sip:b@h SIP/2.0", ...ESSENTIALS, ...lines]);
}

/** The response to a datagram, or its other outcome. */
function outcome(bytes: Uint8Array): string {
  const received = receive(parseDatagram(bytes), SOURCE);
  if (received.kind === "answer") return `${received.response.status} ${received.response.reason}`;
  return received.kind === "drop" ? `drop ${received.why}` : received.kind;
}

const without = (name: string) =>
  sipBytes(["OPTIONS sip:b@h SIP/2.0", ...ESSENTIALS.filter((line) => !line.startsWith(name))]);
const instead = (name: string, line: string) =>
  sipBytes(["OPTIONS sip:b@h SIP/2.0", ...ESSENTIALS.filter((each) => !each.startsWith(name)), line]);

describe("a message", () => {
  it("is read with compact names, folded lines, spaces before the colon and many values in one field", () => {
    const parsed = parseDatagram(
      sipBytes(
        [
          "INVITE sip:b@h SIP/2.0",
          "v: SIP/2.0/UDP a;branch=z9hG4bK1,",
          "  SIP/2.0/UDP b;branch=z9hG4bK2",
          "f : <sip:a@h>;tag=1",
          "t: <sip:b@h>",
          "i: c",
          "cSEQ: 1 INVITE",
          "subject: one",
          "\ttwo",
          "X-UNKNOWN-header: ü",
          "l: 4",
        ],
        "bodybeyond",
      ),
    );
    if (parsed.kind !== "message") throw new Error("unreadable");
    expect(parsed.message.headers.map(({ name }) => name)).toEqual([
      ...["Via", "From", "To", "Call-ID", "CSeq", "Subject", "X-Unknown-Header", "Content-Length"],
    ]);
    expect(headerOf(parsed.message, "Subject")).toBe("one two");
    expect(headerOf(parsed.message, "X-Unknown-Header")).toBe("ü");
    expect(new TextDecoder().decode(parsed.message.body)).toBe("body");
  });

  it("gets the length of its bytes, not of its letters, when it is written", () => {
    const body = new TextEncoder().encode("halo – ü");
    const bytes = serialise({
      kind: "response",
      status: 200,
      reason: "OK",
      headers: [{ name: "Content-Length", value: "999" }],
      body,
    });
    const text = new TextDecoder().decode(bytes);
    expect(text).toBe(`SIP/2.0 200 OK\r\nContent-Length: ${body.length}\r\n\r\nhalo – ü`);
  });

  it("cannot be written with a header that begins a new line", () => {
    const headers = [{ name: "Subject", value: "x\r\nVia: SIP/2.0/UDP evil" }];
    expect(() => serialise({ kind: "request", method: "BYE", uri: "sip:a", headers, body: new Uint8Array(0) })).toThrow(
      /line end/,
    );
  });

  it.each([
    ["without Via", without("Via"), "drop unanswerable"],
    ["without From", without("From"), "400 Missing From"],
    ["without To", without("To"), "400 Missing To"],
    ["without Call-ID", without("Call-ID"), "400 Missing Call-ID"],
    ["without CSeq", without("CSeq"), "400 Missing CSeq"],
    ["with a tag without value", instead("From", "From: <sip:a@h>;tag"), "400 Malformed From"],
    ["with two tags", instead("From", "From: <sip:a@h>;tag=1;TAG=2"), "400 Malformed From"],
    ["with two Call-IDs", options("Call-ID: d"), "400 Header Field Given Twice"],
    ["with a number below zero", options("Max-Forwards: -1"), "400 Malformed Max-Forwards"],
    ["with the largest CSeq", instead("CSeq", "CSeq: 2147483647 OPTIONS"), "request"],
    ["with a CSeq beyond", instead("CSeq", "CSeq: 2147483648 OPTIONS"), "400 Malformed CSeq"],
    ["with a line that is no header", options("no colon here"), "400 Malformed Header Field"],
    ["with a space in a name", options("X Y: 1"), "400 Malformed Header Field"],
    ["with a lone line feed", options("Subject: a\nVia: SIP/2.0/UDP evil"), "drop unanswerable"],
    ["with a name of 129 letters", options(`${"a".repeat(129)}: 1`), "400 Malformed Header Field"],
    ["with a value of 9,000 letters", options(`Subject: ${"a".repeat(9_000)}`), "400 Malformed Header Field"],
    ["with 128 fields", options(...Array.from({ length: 123 }, () => "X: 1")), "request"],
    ["with 129 fields", options(...Array.from({ length: 124 }, () => "X: 1")), "513 Too Many Header Fields"],
    [
      "with a head of 20 kB",
      options(...Array.from({ length: 5 }, () => `X: ${"a".repeat(4_000)}`)),
      "drop unanswerable",
    ],
    [
      "with a URI of 2,100 letters",
      sipBytes([`OPTIONS sip:${"b".repeat(2_100)}@h SIP/2.0`, ...ESSENTIALS]),
      "414 Request-URI Too Long",
    ],
    [
      "with 40 parameters",
      instead("To", `To: <sip:b@h>${Array.from({ length: 40 }, (_, nth) => `;p${nth}`).join("")}`),
      "400 Malformed To",
    ],
    ["for SIP 3", sipBytes(["OPTIONS sip:b@h SIP/3.0", ...ESSENTIALS]), "505 Version Not Supported"],
    ["of another protocol", sipBytes(["GET / HTTP/1.1", "Host: h"]), "drop unanswerable"],
    ["of no protocol", new TextEncoder().encode("hello"), "drop unanswerable"],
    ["of line ends", new TextEncoder().encode("\r\n\r\n"), "keep-alive"],
    ["of nothing", new Uint8Array(0), "keep-alive"],
    ["with a body that is not there", options("Content-Length: 5"), "400 Content-Length Beyond Message"],
    ["that is a bad ACK", sipBytes(["ACK sip:b@h SIP/2.0", ...ESSENTIALS]), "drop bad-ack"],
    ["that is a bad response", sipBytes(["SIP/2.0 200 OK", ...ESSENTIALS.slice(0, 4)]), "drop bad-response"],
    [
      "that answers somebody else",
      sipBytes(["SIP/2.0 200 OK", "Via: SIP/2.0/UDP x;branch=1", ...ESSENTIALS]),
      "drop response-not-ours",
    ],
    ["with status 700", sipBytes(["SIP/2.0 700 x", ...ESSENTIALS]), "drop unanswerable"],
  ])("%s is refused, dropped or served as it should be", (_name, bytes, expected) => {
    expect(outcome(bytes)).toBe(expected);
  });

  it("is answered over IPv6 with where it came from, and the same tag when it is repeated", () => {
    const [first, again] = [1, 2].map(() => {
      const received = receive(parseDatagram(options("Max-Forwards: x")), SOURCE);
      return received.kind === "answer" ? received.response : null;
    });
    expect(first && headersOf(first, "Via")).toEqual(["SIP/2.0/UDP h;branch=z9hG4bK1;received=2001:db8::9"]);
    expect(first && headerOf(first, "To")).toMatch(/^<sip:b@h>;tag=\w+$/);
    expect(again).toEqual(first);
  });
});

describe("a stream", () => {
  const kinds = (...chunks: readonly Uint8Array[]) => {
    let state = STREAM_START;
    return chunks.flatMap((chunk) => {
      const step = readStream(state, chunk);
      state = step.state;
      return step.effects.map((frame) =>
        frame.kind === "bad" || frame.kind === "broken" ? `${frame.kind} ${frame.fault.code}` : frame.kind,
      );
    });
  };
  const text = (value: string) => new TextEncoder().encode(value);

  it("breaks where nobody could know the next boundary, and reads nothing after", () => {
    const whole = options("Content-Length: 0");
    expect(kinds(options())).toEqual(["broken content-length-missing"]);
    expect(kinds(options("Content-Length: x"), whole)).toEqual(["broken content-length"]);
    expect(kinds(options("Content-Length: 1", "Content-Length: 2"), whole)).toEqual(["broken content-length-differs"]);
    expect(kinds(options("Content-Length: 70000"), whole)).toEqual(["broken too-large"]);
    expect(kinds(options("Content-Length : 0", "broken line"), whole)).toEqual(["broken header-line"]);
    expect(kinds(text("a".repeat(16_387)))).toEqual([]);
    expect(kinds(text("a".repeat(16_388)))).toEqual(["broken too-large"]);
    expect(kinds(text("\n"), whole)).toEqual(["broken line-ending"]);
  });

  it("goes on after a message that is bad but whole", () => {
    const bad = sipBytes(["OPTIONS sip:b@h SIP/7.0", ...ESSENTIALS, "Content-Length: 3"], "abc");
    expect(kinds(bad, options("Content-Length: 0"))).toEqual(["bad version", "message"]);
  });

  it("tells two line ends, however they come, from one", () => {
    const whole = options("Content-Length: 0");
    expect(kinds(text("\r\n\r\n"), whole)).toEqual(["ping", "message"]);
    expect(kinds(text("\r"), text("\n"), text("\r"), text("\n"), whole)).toEqual(["ping", "message"]);
    expect(kinds(text("\r\n"), whole)).toEqual(["message"]);
  });

  it("keeps no more of a stream than an unfinished message", () => {
    const whole = options("Content-Length: 0");
    const many = Uint8Array.from(Array.from({ length: 50 }, () => [...whole]).flat());
    const { state, effects } = readStream(STREAM_START, Uint8Array.from([...many, ...whole.subarray(0, 10)]));
    expect(effects).toHaveLength(50);
    expect(state.rest.buffer.byteLength).toBe(10);
  });
});
