import { put32, word16, word32 } from "./packet.ts";
import { packetRoom } from "./packet-room.ts";

/** Bytes of the token that identifies a tap and authenticates its datagrams. */
const TAP_TOKEN_BYTES = 16;
/** 20 ms of G.711. */
const FRAME_BYTES = 160;
const HEADER_BYTES = 32;
const [REPORT, FRAME, CLEAR] = [1, 2, 3];
const [HAS_INBOUND, HAS_OUTBOUND] = [1, 2];
const KIND_AT = 16;
const FLAGS_AT = 17;
const NTH_AT = 18;
const TAKEN_AT = 22;
const QUEUED_AT = 26;
const RUN_AT = 28;

/** Report of the engine about a tapped leg every 20 ms: incoming and outgoing audio in µ-law, and the progress of the fed audio. */
export interface TapReport {
  /** Counts from 1 in each run. */
  readonly nth: number;
  /** Changes after a restart of the engine, which loses the fed audio. */
  readonly run: number;
  /** The number of the last accepted frame. */
  readonly taken: number;
  /** Number of frames waiting for playback. */
  readonly queued: number;
  readonly inbound: Uint8Array | null;
  readonly outbound: Uint8Array | null;
}

/** Messages to the engine: 20 ms of µ-law for playback, or discarding of the frames up to a number. */
export type TapFeed =
  | { readonly feed: "frame"; readonly nth: number; readonly codes: Uint8Array }
  | { readonly feed: "clear"; readonly nth: number };

/** The datagram of a report. */
export function buildTapReport(token: Uint8Array, report: TapReport): Uint8Array {
  const { inbound, outbound } = report;
  const frames = [inbound, outbound].filter((one) => one !== null);
  const bytes = headed(token, { kind: REPORT, nth: report.nth, length: HEADER_BYTES + frames.length * FRAME_BYTES });
  bytes[FLAGS_AT] = (inbound === null ? 0 : HAS_INBOUND) | (outbound === null ? 0 : HAS_OUTBOUND);
  put32(bytes, TAKEN_AT, report.taken);
  bytes[QUEUED_AT] = report.queued >> 8;
  bytes[QUEUED_AT + 1] = report.queued;
  put32(bytes, RUN_AT, report.run);
  for (const [at, frame] of frames.entries()) bytes.set(frame, HEADER_BYTES + at * FRAME_BYTES);
  return bytes;
}

/** Reads a report; null when malformed. Its frames are views into the datagram. */
export function readTapReport(bytes: Uint8Array): TapReport | null {
  if (bytes.length < HEADER_BYTES || bytes[KIND_AT] !== REPORT) return null;
  const flags = bytes[FLAGS_AT] ?? 0;
  const inbound = (flags & HAS_INBOUND) === 0 ? null : bytes.subarray(HEADER_BYTES, HEADER_BYTES + FRAME_BYTES);
  const from = HEADER_BYTES + (inbound === null ? 0 : FRAME_BYTES);
  const outbound = (flags & HAS_OUTBOUND) === 0 ? null : bytes.subarray(from, from + FRAME_BYTES);
  if (bytes.length !== from + (outbound === null ? 0 : FRAME_BYTES)) return null;
  return {
    nth: word32(bytes, NTH_AT),
    run: word32(bytes, RUN_AT),
    taken: word32(bytes, TAKEN_AT),
    queued: word16(bytes, QUEUED_AT),
    inbound,
    outbound,
  };
}

/** The datagram of fed audio. */
export function buildTapFeed(token: Uint8Array, feed: TapFeed): Uint8Array {
  if (feed.feed === "clear") return headed(token, { kind: CLEAR, nth: feed.nth, length: HEADER_BYTES });
  const bytes = headed(token, { kind: FRAME, nth: feed.nth, length: HEADER_BYTES + FRAME_BYTES });
  bytes.set(feed.codes, HEADER_BYTES);
  return bytes;
}

/** Reads fed audio; null when malformed. Its frame is a view into the datagram. */
export function readTapFeed(bytes: Uint8Array): TapFeed | null {
  const kind = bytes[KIND_AT];
  if (kind === CLEAR && bytes.length === HEADER_BYTES) return { feed: "clear", nth: word32(bytes, NTH_AT) };
  if (kind !== FRAME || bytes.length !== HEADER_BYTES + FRAME_BYTES) return null;
  return { feed: "frame", nth: word32(bytes, NTH_AT), codes: bytes.subarray(HEADER_BYTES) };
}

/** The token at the start of a datagram, in hex; empty for a datagram that is too short. */
export function tapTokenOf(bytes: Uint8Array): string {
  if (bytes.length < HEADER_BYTES) return "";
  let digits = "";
  for (let at = 0; at < TAP_TOKEN_BYTES; at += 1) digits += (bytes[at] ?? 0).toString(16).padStart(2, "0");
  return digits;
}

function headed(
  token: Uint8Array,
  { kind, nth, length }: { readonly kind: number; readonly nth: number; readonly length: number },
): Uint8Array {
  const bytes = packetRoom(length);
  bytes.set(token.subarray(0, TAP_TOKEN_BYTES));
  bytes[KIND_AT] = kind;
  put32(bytes, NTH_AT, nth);
  return bytes;
}
