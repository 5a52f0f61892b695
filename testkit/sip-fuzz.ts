import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  answerTo,
  parseDatagram,
  readStream,
  receive,
  type SipMessage,
  type SipPeer,
  STREAM_START,
  type StreamFrame,
  type StreamState,
  serialise,
} from "../src/protocols/sip/index.ts";
import { type Chance, openChance } from "./chance.ts";
import { SIP_SAMPLES } from "./sip-samples.ts";

const encoder = new TextEncoder();
const SOURCE: SipPeer = { transport: "udp", address: "192.0.2.7", port: 5_060, connection: null };
const ABILITIES = { methods: ["INVITE", "ACK"], extensions: ["timer"], bodyTypes: ["application/sdp"], forwards: true };
const EDITS_MAX = 6;
const INPUT_BYTES_MAX = 20_000;

/** Fragments that break careless parsers. */
const FRAGMENTS = [
  ...[
    "\r\n",
    "\r\n\r\n",
    "\r\n ",
    "\r",
    "\n",
    "\0",
    " ",
    "\t",
    ":",
    ";",
    ",",
    "<",
    ">",
    '"',
    "\\",
    "%",
    "%00",
    "%zz",
    "@",
    "[::1]",
  ],
  ...[
    "=",
    "?",
    "/",
    "SIP/2.0",
    "SIP/2.0 200 OK\r\n",
    "sip:",
    "sips:",
    "tel:+62",
    "z9hG4bK",
    ";tag=",
    ";branch=",
    ";rport",
    "*",
  ],
  ...[
    "Content-Length: 99999999999\r\n",
    "Content-Length: 1\r\n",
    "l:0\r\n",
    "Via:",
    "v: ,\r\n",
    "CSeq: 4294967296 INVITE\r\n",
  ],
  ...[
    `${"a".repeat(3_000)}`,
    `${";p=1".repeat(300)}`,
    `${'"\\'.repeat(500)}`,
    `${",".repeat(500)}`,
    "\u{1f600}",
    "À",
    "À",
    "ÿþ",
  ],
].map((text) => encoder.encode(text)) as [Uint8Array, ...Uint8Array[]];

/** Seed inputs: valid samples, and the torture messages if `SAMBUNG_TEST_DATA` names them. */
export function sipSeeds(): readonly [Uint8Array, ...Uint8Array[]] {
  const samples = SIP_SAMPLES.map((text) => encoder.encode(text));
  const folder = path.join(process.env["SAMBUNG_TEST_DATA"] ?? "/nowhere", "rfc4475");
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".dat"))
        .toSorted()
    : [];
  const torture = files.map((name) => new Uint8Array(readFileSync(path.join(folder, name))));
  return [...samples, ...torture] as unknown as readonly [Uint8Array, ...Uint8Array[]];
}

/** An endless source of nearly valid messages; equal seeds yield equal inputs. */
export function sipFuzzer(seed: number, seeds: readonly [Uint8Array, ...Uint8Array[]]): () => Uint8Array {
  const chance = openChance(seed);
  return () => {
    let bytes = chance.pick(seeds);
    const edits = chance.below(EDITS_MAX);
    for (let edit = 0; edit < edits && bytes.length < INPUT_BYTES_MAX; edit += 1) bytes = edited(bytes, chance, seeds);
    return bytes;
  };
}

function edited(bytes: Uint8Array, chance: Chance, seeds: readonly [Uint8Array, ...Uint8Array[]]): Uint8Array {
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + chance.below(chance.next() < 0.8 ? 12 : 400));
  const part = (from: number, end: number) => bytes.subarray(from, end);
  switch (chance.below(7)) {
    case 0:
      return joined(
        part(0, at),
        new Uint8Array([chance.below(256)]),
        part(Math.min(at + 1, bytes.length), bytes.length),
      );
    case 1:
      return joined(part(0, at), part(to, bytes.length));
    case 2:
      return joined(part(0, to), part(at, bytes.length));
    case 3:
      return joined(part(0, at), chance.pick(FRAGMENTS), part(at, bytes.length));
    case 4:
      return joined(part(0, at), chance.pick(FRAGMENTS), part(to, bytes.length));
    case 5:
      return part(0, at);
    default: {
      const other = chance.pick(seeds);
      return joined(part(0, at), other.subarray(chance.below(other.length + 1)));
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** A complaint about the parsing of an input; null for none. Throws when the parser does. */
export function complaintAbout(bytes: Uint8Array, chance: Chance): string | null {
  return datagramComplaint(bytes) ?? streamComplaint(bytes, chance);
}

function datagramComplaint(bytes: Uint8Array): string | null {
  const parsed = parseDatagram(bytes);
  if (parsed.kind === "message") {
    const complaint = roundTripComplaint(parsed.message);
    if (complaint !== null) return complaint;
  }
  const received = receive(parsed, SOURCE);
  if (received.kind === "answer") return answerComplaint(serialise(received.response));
  if (received.kind !== "request") return null;
  const answer = answerTo(received.request, ABILITIES);
  return answer === null ? null : answerComplaint(serialise(answer));
}

/** Serialised messages must parse to the same message: parse(serialise(x)) = x. */
function roundTripComplaint(message: SipMessage): string | null {
  const again = parseDatagram(serialise(message));
  if (again.kind !== "message") return "a message that was read cannot be read again";
  return serializeMessage(again.message) === serializeMessage(message)
    ? null
    : "a message that was read is another when read again";
}

function answerComplaint(bytes: Uint8Array): string | null {
  const again = parseDatagram(bytes);
  if (again.kind !== "message" || again.message.kind !== "response") return "an answer cannot be read";
  return again.message.status >= 400 && again.message.body.length === 0 ? null : "an answer is no refusal";
}

/** A stream must yield the same messages, however it is cut into chunks. */
function streamComplaint(bytes: Uint8Array, chance: Chance): string | null {
  const whole = framesOf([bytes]);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + 1 + chance.below(chance.next() < 0.1 ? 3 : 600));
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  const cut = framesOf(chunks);
  if (whole.length !== cut.length) return `a stream gives ${whole.length} frames whole and ${cut.length} cut`;
  const differs = whole.findIndex((frame, at) => frame !== cut[at]);
  return differs < 0 ? null : `frame ${differs} of a stream depends on its chunks`;
}

function framesOf(chunks: readonly Uint8Array[]): readonly string[] {
  let state: StreamState = STREAM_START;
  const frames: string[] = [];
  for (const chunk of chunks) {
    const step = readStream(state, chunk);
    state = step.state;
    frames.push(...step.effects.map(frameText));
  }
  return frames;
}

function frameText(frame: StreamFrame): string {
  if (frame.kind === "message") return serializeMessage(frame.message);
  // The details of a broken stream may depend on the chunks; the fact that it broke, and after which message, must not.
  return frame.kind === "bad" || frame.kind === "broken" ? `${frame.kind} ${frame.fault.code}` : frame.kind;
}

function serializeMessage(message: SipMessage): string {
  const start = message.kind === "request" ? `${message.method} ${message.uri}` : `${message.status} ${message.reason}`;
  const headers = message.headers.filter(({ name }) => name !== "Content-Length");
  return JSON.stringify([start, headers, Buffer.from(message.body).toString("latin1")]);
}
