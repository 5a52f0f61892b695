import type { Step } from "../../../kernel/index.ts";
import { HEAD_BYTES_MAX, MESSAGE_BYTES_MAX } from "../limits.ts";
import type { SipFault } from "./fault.ts";
import type { SipMessage } from "./message.ts";
import { contentLength, findHeadEnd, parseHead } from "./parse-message.ts";

/** State of a stream: unread bytes, and a message that waits for its body. */
export interface StreamState {
  readonly rest: Uint8Array;
  /** `rest` contains no empty line up to here. */
  readonly scanned: number;
  readonly waiting: { readonly head: WholeFrame; readonly bodyBytes: number } | null;
  /** After a framing fault the start of the next message is unknown (RFC 3261 §18.3): nothing more is read. */
  readonly isBroken: boolean;
}

type WholeFrame =
  | { readonly kind: "message"; readonly message: SipMessage }
  | { readonly kind: "bad"; readonly fault: SipFault; readonly partial: SipMessage | null };

/** Output of a stream. After `broken` the connection is closed, with a response if possible. */
export type StreamFrame =
  | WholeFrame
  | { readonly kind: "ping" }
  | { readonly kind: "broken"; readonly fault: SipFault; readonly partial: SipMessage | null };

const NOTHING = new Uint8Array(0);
const CR = 0x0d;
const LF = 0x0a;

/** Initial state of a stream. */
export const STREAM_START: StreamState = { rest: NOTHING, scanned: 0, waiting: null, isBroken: false };

/** Reads a chunk of a stream, whatever its boundaries, and returns the complete messages. */
export function readStream(before: StreamState, chunk: Uint8Array): Step<StreamState, StreamFrame> {
  if (before.isBroken) return { state: before, effects: [] };
  const effects: StreamFrame[] = [];
  let state: StreamState = { ...before, rest: joined(before.rest, chunk) };
  for (;;) {
    const next = state.waiting === null ? nextHead(state) : nextBody(state, state.waiting);
    state = next.state;
    if (next.frame !== null) effects.push(next.frame);
    if (!next.goesOn || state.isBroken) return { state: { ...state, rest: copyRest(state) }, effects };
  }
}

/** The rest is copied, so that it does not retain the whole chunk. */
function copyRest(state: StreamState): Uint8Array {
  return state.isBroken || state.rest.length === 0 ? NOTHING : state.rest.slice();
}

interface Next {
  readonly state: StreamState;
  readonly frame: StreamFrame | null;
  readonly goesOn: boolean;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function nextHead(state: StreamState): Next {
  const { rest } = state;
  if (rest[0] === CR || rest[0] === LF) return nextLineEnd(state);
  const end = findHeadEnd(rest, Math.max(0, state.scanned - 3));
  if (end === null) {
    // The last three bytes may belong to the empty line.
    if (rest.length > HEAD_BYTES_MAX + 3) return broken(state, { code: "too-large" }, null);
    return { state: { ...state, scanned: rest.length }, frame: null, goesOn: false };
  }
  const head = parseHead(rest.subarray(0, end.head));
  const after = { ...state, rest: rest.subarray(end.body), scanned: 0 };
  if (head.kind === "keep-alive") return { state: after, frame: null, goesOn: true };
  const partial = head.kind === "message" ? head.message : head.partial;
  if (partial === null) return broken(state, head.kind === "bad" ? head.fault : { code: "header-line" }, null);
  const length = contentLength(partial.headers);
  if (!length.ok) return broken(state, length.refusal, partial);
  // RFC 3261 §18.3: Content-Length is mandatory on a stream.
  if (length.value === null) return broken(state, { code: "content-length-missing" }, partial);
  if (length.value > MESSAGE_BYTES_MAX - end.body) return broken(state, { code: "too-large" }, partial);
  // An unreadable field might have been Content-Length: the end of the body is unknown.
  if (head.kind === "bad" && head.fault.code === "header-line") return broken(state, head.fault, partial);
  const waiting = { head, bodyBytes: length.value };
  return { state: { ...after, waiting }, frame: null, goesOn: true };
}

function nextBody(state: StreamState, waiting: NonNullable<StreamState["waiting"]>): Next {
  if (state.rest.length < waiting.bodyBytes) return { state, frame: null, goesOn: false };
  const body = waiting.bodyBytes === 0 ? NOTHING : state.rest.slice(0, waiting.bodyBytes);
  const { head } = waiting;
  const frame = head.kind === "message" ? { ...head, message: { ...head.message, body } } : head;
  const rest = state.rest.subarray(waiting.bodyBytes);
  return { state: { ...state, rest, waiting: null }, frame, goesOn: rest.length > 0 };
}

/**
 * RFC 5626 §4.4.1: two line ends between messages are a ping. A single one is a pong, or ignorable (RFC 3261 §7.5): it is skipped,
 * because any byte shows that the far end is alive.
 */
function nextLineEnd(state: StreamState): Next {
  const { rest } = state;
  if (rest[0] !== CR || (rest.length > 1 && rest[1] !== LF)) return broken(state, { code: "line-ending" }, null);
  const isOpen = rest.length < 3 || (rest.length === 3 && rest[2] === CR);
  if (isOpen) return { state, frame: null, goesOn: false };
  const isPing = rest[2] === CR && rest[3] === LF;
  const after = { ...state, rest: rest.subarray(isPing ? 4 : 2), scanned: 0 };
  return { state: after, frame: isPing ? { kind: "ping" } : null, goesOn: after.rest.length > 0 };
}

function broken(state: StreamState, fault: SipFault, partial: SipMessage | null): Next {
  return {
    state: { ...state, rest: NOTHING, waiting: null, isBroken: true },
    frame: { kind: "broken", fault, partial },
    goesOn: false,
  };
}
