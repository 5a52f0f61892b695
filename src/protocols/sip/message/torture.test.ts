import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { SipPeer, SipTransport } from "../peer.ts";
import { faultResponse, receive } from "../receive.ts";
import { addressesOf } from "./check-message.ts";
import { readStream, STREAM_START } from "./frame-stream.ts";
import { inspectRequest, type ServerAbilities } from "./inspect-request.ts";
import { parseDatagram } from "./parse-message.ts";
import { serialise } from "./serialise.ts";

const FOLDER = path.join(process.env["SAMBUNG_TEST_DATA"] ?? "/nowhere", "rfc4475");
const isHere = existsSync(FOLDER);

/** Capabilities of a switch that forwards calls. */
const ABILITIES: ServerAbilities = {
  methods: ["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "MESSAGE"],
  extensions: ["timer", "replaces"],
  bodyTypes: ["application/sdp", "multipart/mixed", "text/plain"],
  forwards: true,
};

/** "served": passed to the application; "401": served, and the registrar requires a password; otherwise the response or drop. */
const EXPECTED: Readonly<Record<string, { readonly udp: string; readonly tcp?: string; readonly clause: string }>> = {
  // Valid messages.
  wsinv: { udp: "served", tcp: "served", clause: "3.1.1.1" },
  intmeth: { udp: "501 Not Implemented", clause: "3.1.1.2" },
  esc01: { udp: "served", clause: "3.1.1.3" },
  escnull: { udp: "served", clause: "3.1.1.4" },
  esc02: { udp: "501 Not Implemented", clause: "3.1.1.5" },
  lwsdisp: { udp: "served", clause: "3.1.1.6" },
  longreq: { udp: "served", clause: "3.1.1.7" },
  dblreq: { udp: "served", tcp: "served, served, broken: drop unanswerable", clause: "3.1.1.8" },
  semiuri: { udp: "served", clause: "3.1.1.9" },
  transports: { udp: "served", clause: "3.1.1.10" },
  mpart01: { udp: "served", clause: "3.1.1.11" },
  unreason: { udp: "response 200", clause: "3.1.1.12" },
  noreason: { udp: "response 100", clause: "3.1.1.13" },
  // Invalid messages.
  badinv01: { udp: "400 Malformed Via", clause: "3.1.2.1" },
  clerr: { udp: "400 Content-Length Beyond Message", tcp: "", clause: "3.1.2.2" },
  ncl: { udp: "400 Malformed Content-Length", tcp: "broken: 400 Malformed Content-Length", clause: "3.1.2.3" },
  scalar02: { udp: "400 Malformed CSeq", clause: "3.1.2.4" },
  scalarlg: { udp: "drop bad-response", clause: "3.1.2.5" },
  quotbal: { udp: "400 Malformed To", clause: "3.1.2.6" },
  ltgtruri: { udp: "400 Malformed Request-URI", clause: "3.1.2.7" },
  lwsruri: { udp: "400 Malformed Request-URI", clause: "3.1.2.8" },
  lwsstart: { udp: "400 Malformed Request-URI", clause: "3.1.2.9" },
  trws: { udp: "400 Malformed Request-Line", clause: "3.1.2.10" },
  escruri: { udp: "400 Malformed Request-URI", clause: "3.1.2.11" },
  baddate: { udp: "served", clause: "3.1.2.12" },
  regbadct: { udp: "400 Malformed Contact", clause: "3.1.2.13" },
  badaspec: { udp: "400 Malformed To", clause: "3.1.2.14" },
  baddn: { udp: "400 Malformed From", clause: "3.1.2.15" },
  badvers: { udp: "505 Version Not Supported", clause: "3.1.2.16" },
  mismatch01: { udp: "400 CSeq Method Does Not Match", clause: "3.1.2.17" },
  mismatch02: { udp: "400 CSeq Method Does Not Match", clause: "3.1.2.18" },
  bigcode: { udp: "drop unanswerable", clause: "3.1.2.19" },
  // Transaction layer.
  badbranch: { udp: "served", clause: "3.2.1" },
  // Application layer.
  insuf: { udp: "400 Missing From", clause: "3.3.1" },
  unkscm: { udp: "416 Unsupported URI Scheme", clause: "3.3.2" },
  novelsc: { udp: "416 Unsupported URI Scheme", clause: "3.3.3" },
  unksm2: { udp: "served", clause: "3.3.4" },
  bext01: { udp: "420 Bad Extension", clause: "3.3.5" },
  invut: { udp: "415 Unsupported Media Type", clause: "3.3.6" },
  regaut01: { udp: "served", clause: "3.3.7" },
  multi01: { udp: "400 Header Field Given Twice", clause: "3.3.8" },
  mcl01: { udp: "400 Content-Length Given Twice", tcp: "broken: 400 Content-Length Given Twice", clause: "3.3.9" },
  bcast: { udp: "drop response-not-ours", clause: "3.3.10" },
  zeromf: { udp: "483 Too Many Hops", clause: "3.3.11" },
  cparam01: { udp: "served", clause: "3.3.12" },
  cparam02: { udp: "served", clause: "3.3.13" },
  regescrt: { udp: "served", clause: "3.3.14" },
  sdp01: { udp: "406 Not Acceptable", clause: "3.3.15" },
  inv2543: { udp: "served", tcp: "broken: 400 Missing Content-Length", clause: "3.4.1" },
  // Not from the RFC: no version, no Via.
  test: { udp: "drop unanswerable", clause: "-" },
};

function source(transport: SipTransport): SipPeer {
  return { transport, address: "192.0.2.200", port: 5_999, connection: transport === "tcp" ? "1" : null };
}

function outcome(parsed: Parameters<typeof receive>[0], transport: SipTransport): string {
  const received = receive(parsed, source(transport));
  if (received.kind === "drop") return `drop ${received.why}`;
  if (received.kind === "keep-alive") return "keep-alive";
  if (received.kind === "response") return `response ${received.response.message.status}`;
  if (received.kind === "answer") return answerText(received.response);
  const inspected = inspectRequest(received.request, ABILITIES);
  if (inspected.ok) return "served";
  return answerText(faultResponse(received.request.message, inspected.refusal));
}

/** The response parsed from its bytes, so that an unparsable response does not count. */
function answerText(response: Parameters<typeof serialise>[0]): string {
  const again = parseDatagram(serialise(response));
  return again.kind === "message" && again.message.kind === "response"
    ? `${again.message.status} ${again.message.reason}`
    : "an unreadable answer";
}

function overStream(bytes: Uint8Array): string {
  return readStream(STREAM_START, bytes)
    .effects.map((frame) => {
      if (frame.kind === "ping") return frame.kind;
      if (frame.kind === "message") return outcome(frame, "tcp");
      return `${frame.kind}: ${outcome({ ...frame, kind: "bad" }, "tcp")}`;
    })
    .join(", ");
}

const bytesOf = (name: string) => new Uint8Array(readFileSync(path.join(FOLDER, `${name}.dat`)));

describe("the torture messages of RFC 4475", () => {
  it("are here when everything is tested", (context) => {
    if (!isHere && process.env["CI"] === undefined) context.skip("SAMBUNG_TEST_DATA names no folder with rfc4475");
    expect(isHere, "SAMBUNG_TEST_DATA names no folder with rfc4475").toBe(true);
  });

  it("are all answered as the RFC names, over UDP and over TCP", (context) => {
    if (!isHere) context.skip("SAMBUNG_TEST_DATA names no folder with rfc4475");
    const rows = Object.entries(EXPECTED).map(([name, { udp, tcp, clause }]) => ({
      name,
      clause,
      expected: tcp === undefined ? udp : `${udp} | ${tcp}`,
      got: outcome(parseDatagram(bytesOf(name)), "udp") + (tcp === undefined ? "" : ` | ${overStream(bytesOf(name))}`),
    }));
    for (const { name, clause, expected, got } of rows) {
      process.stdout.write(`${name.padEnd(11)}${clause.padEnd(10)}${expected.padEnd(50)} ${got}\n`);
    }
    expect(rows.map(({ name, got }) => ({ name, got }))).toEqual(
      rows.map(({ name, expected }) => ({ name, got: expected })),
    );
    expect(rows).toHaveLength(50);
  });

  it("says which extensions it does not know, and which media types it does", (context) => {
    if (!isHere) context.skip("SAMBUNG_TEST_DATA names no folder with rfc4475");
    expect(refusedHeaders("bext01")).toContainEqual({
      name: "Unsupported",
      value: "nothingSupportsThis, nothingSupportsThisEither",
    });
    expect(refusedHeaders("invut")).toContainEqual({ name: "Accept", value: ABILITIES.bodyTypes.join(", ") });
  });

  it("gives an unknown parameter to the contact or to its URI, as the brackets say", (context) => {
    if (!isHere) context.skip("SAMBUNG_TEST_DATA names no folder with rfc4475");
    expect(contactOf("cparam01")).toMatchObject({ uri: { params: [] }, params: [{ name: "unknownparam" }] });
    expect(contactOf("cparam02")).toMatchObject({ uri: { params: [{ name: "unknownparam" }] }, params: [] });
    expect(contactOf("regescrt")).toMatchObject({ uri: { headers: "Route=%3Csip:sip.example.com%3E" }, params: [] });
  });
});

function servedRequest(name: string) {
  const received = receive(parseDatagram(bytesOf(name)), source("udp"));
  if (received.kind !== "request") throw new Error(`${name} was not served`);
  return received.request;
}

function refusedHeaders(name: string) {
  const inspected = inspectRequest(servedRequest(name), ABILITIES);
  return inspected.ok ? [] : (inspected.refusal.headers ?? []);
}

function contactOf(name: string) {
  const contacts = addressesOf(servedRequest(name).message, "Contact");
  return contacts.ok ? contacts.value[0] : null;
}
