import { createHash } from "node:crypto";
import { headerOf, type SipMessage, type SipPeer, serialise } from "../../../protocols/sip/index.ts";
import type { LegName } from "../calls/index.ts";
import { messageName, TRACE_ROWS_MAX, type TracedMessage, traceAddress, traceText } from "../cdr/index.ts";

/** Maximum queue of messages; further ones are dropped and counted. */
const NOTED_MAX = 20_000;
/** Maximum messages of unknown calls, such as those before an authenticated INVITE; beyond it the oldest are removed. */
const STRANGE_MAX = 2_000;
const STRANGE_MS_MAX = 3_000;
const POLL_MS = 250;
/** Messages processed in one turn, so that no call waits for traces. */
const AT_ONCE_MAX = 100;
/** After its last leg a call may receive retransmissions for this long (RFC 3261 timer H). */
const LINGER_MS = 40_000;
const CALLS_MAX = 6_000;
/** Rate of newly traced calls: calls are traced completely or not at all, which bounds the cost in a storm of calls. */
const CALLS_A_SECOND = 100;
const CALLS_BURST = 400;

/** Records every SIP message of the calls of a switch for troubleshooting. It never delays a message. */
export interface TraceTap {
  /** A call begins: its messages are stored from the INVITE on. */
  begin(call: { readonly callId: string; readonly tenantId: string }): void;
  /** Assigns a leg to its SIP Call-ID. */
  leg(sipCallId: string, name: LegName): void;
  legGone(name: LegName): void;
  /** A leg continues in another call. */
  moved(sipCallId: string, leg: { readonly from: LegName; readonly to: LegName }): void;
  received(message: SipMessage, from: SipPeer): void;
  sent(bytes: Uint8Array, to: SipPeer): void;
  /** Messages dropped for lack of capacity, and calls that were not traced at all. */
  dropped(): { readonly messages: number; readonly calls: number };
  /** Flushes the recorded messages and stops; safe to call twice. */
  close(): void;
}

interface Noted {
  readonly direction: "received" | "sent";
  readonly what: SipMessage | Uint8Array;
  readonly peer: SipPeer;
  readonly atMs: number;
  readonly elapsedUs: number;
}

/** A message of a call that is not known yet. */
interface Strange {
  readonly sipCallId: string;
  readonly noted: Noted;
}

interface TracedCall {
  readonly tenantId: string;
  readonly legs: Set<string>;
  readonly sipCallIds: Set<string>;
  readonly seen: Set<string>;
  rows: number;
  /** When its last leg ended; null while it has one, or none yet. */
  goneMs: number | null;
  readonly begunMs: number;
}

interface Tap {
  readonly options: TraceTapOptions;
  noted: Noted[];
  strange: Strange[];
  readonly calls: Map<string, TracedCall>;
  readonly legs: Map<string, LegName>;
  allowance: number;
  filledMs: number;
  droppedMessages: number;
  droppedCalls: number;
}

/** Dependencies of the SIP trace. */
export interface TraceTapOptions {
  readonly nowMs: () => number;
  readonly elapsedUs: () => number;
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  readonly keep: (messages: readonly TracedMessage[]) => void;
}

/** Opens the trace. Messages are queued as they pass, and parsed later in small batches. */
export function openTraceTap(options: TraceTapOptions): TraceTap {
  const tap: Tap = {
    options,
    noted: [],
    strange: [],
    calls: new Map(),
    legs: new Map(),
    allowance: CALLS_BURST,
    filledMs: options.nowMs(),
    droppedMessages: 0,
    droppedCalls: 0,
  };
  let isLooking = false;
  const look = (): void => {
    isLooking = readSome(tap);
    if (isLooking) setImmediate(look);
  };
  const timer = setInterval(() => {
    tidy(tap);
    if (!isLooking) look();
  }, POLL_MS);
  timer.unref();
  const note = (direction: Noted["direction"], what: Noted["what"], peer: SipPeer): void => {
    if (tap.noted.length >= NOTED_MAX) tap.droppedMessages += 1;
    else tap.noted.push({ direction, what, peer, atMs: options.nowMs(), elapsedUs: options.elapsedUs() });
  };
  return {
    begin: (call) => begin(tap, call),
    leg: (sipCallId, name) => legCame(tap, sipCallId, name),
    legGone: (name) => legLeft(tap, name),
    moved: (sipCallId, { from, to }) => {
      tap.calls.get(from.callId)?.sipCallIds.delete(sipCallId);
      legLeft(tap, from);
      legCame(tap, sipCallId, to);
    },
    received: (message, from) => note("received", message, from),
    sent: (bytes, to) => note("sent", bytes, to),
    dropped: () => ({ messages: tap.droppedMessages, calls: tap.droppedCalls }),
    close: () => {
      clearInterval(timer);
      while (readSome(tap));
      tidy(tap);
    },
  };
}

function begin(tap: Tap, { callId, tenantId }: { readonly callId: string; readonly tenantId: string }): void {
  const nowMs = tap.options.nowMs();
  tap.allowance = Math.min(CALLS_BURST, tap.allowance + ((nowMs - tap.filledMs) * CALLS_A_SECOND) / 1_000);
  tap.filledMs = nowMs;
  if (tap.allowance < 1 || tap.calls.size >= CALLS_MAX) {
    tap.droppedCalls += 1;
    return;
  }
  tap.allowance -= 1;
  const empty = { legs: new Set<string>(), sipCallIds: new Set<string>(), seen: new Set<string>() };
  tap.calls.set(callId, { tenantId, ...empty, rows: 0, goneMs: null, begunMs: nowMs });
}

function legCame(tap: Tap, sipCallId: string, name: LegName): void {
  const call = tap.calls.get(name.callId);
  if (call === undefined) return;
  call.legs.add(name.legId);
  call.sipCallIds.add(sipCallId);
  call.goneMs = null;
  tap.legs.set(sipCallId, name);
}

function legLeft(tap: Tap, { callId, legId }: LegName): void {
  const call = tap.calls.get(callId);
  if (call?.legs.delete(legId) === true && call.legs.size === 0) call.goneMs = tap.options.nowMs();
}

/** Parses the oldest messages; true when more wait. */
function readSome(tap: Tap): boolean {
  const some = tap.noted.slice(0, AT_ONCE_MAX);
  tap.noted = tap.noted.slice(AT_ONCE_MAX);
  const kept: TracedMessage[] = [];
  for (const noted of some) {
    const sipCallId = callIdOf(noted);
    if (sipCallId === null) continue;
    const name = tap.legs.get(sipCallId);
    if (name === undefined) tap.strange.push({ sipCallId, noted });
    else keep(tap, name, noted, kept);
  }
  if (tap.strange.length > STRANGE_MAX) tap.strange = tap.strange.slice(-STRANGE_MAX);
  if (kept.length > 0) tap.options.keep(kept);
  return tap.noted.length > 0;
}

/** Matches messages to calls that are known by now, and removes ended calls. */
function tidy(tap: Tap): void {
  const nowMs = tap.options.nowMs();
  const kept: TracedMessage[] = [];
  const strange: Strange[] = [];
  for (const one of tap.strange) {
    const name = tap.legs.get(one.sipCallId);
    if (name !== undefined) keep(tap, name, one.noted, kept);
    else if (nowMs - one.noted.atMs < STRANGE_MS_MAX) strange.push(one);
  }
  tap.strange = strange;
  if (kept.length > 0) tap.options.keep(kept);
  for (const [callId, call] of tap.calls) {
    const isOver = call.goneMs !== null && nowMs - call.goneMs > LINGER_MS;
    const neverBegan = call.sipCallIds.size === 0 && nowMs - call.begunMs > LINGER_MS;
    if (!isOver && !neverBegan) continue;
    for (const sipCallId of call.sipCallIds) tap.legs.delete(sipCallId);
    tap.calls.delete(callId);
  }
}

/** Registrations and OPTIONS requests belong to no call. */
const OUTSIDE = /^\d+\s+(?:REGISTER|OPTIONS)$/;

function callIdOf({ what }: Noted): string | null {
  if (what instanceof Uint8Array) {
    const name = messageName(latin1(what));
    return name === null || OUTSIDE.test(name.cseq) ? null : name.sipCallId;
  }
  if (OUTSIDE.test(headerOf(what, "CSeq") ?? "")) return null;
  return headerOf(what, "Call-ID") ?? null;
}

/** Header names are ASCII; other characters do not matter here. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

const TEXT = new TextDecoder();

function keep(tap: Tap, { callId, legId }: LegName, noted: Noted, kept: TracedMessage[]): void {
  const call = tap.calls.get(callId);
  if (call === undefined) return;
  if (call.rows >= TRACE_ROWS_MAX) {
    tap.droppedMessages += 1;
    return;
  }
  const { direction, what, peer, atMs, elapsedUs } = noted;
  const text = TEXT.decode(what instanceof Uint8Array ? what : serialise(what));
  const name = messageName(text);
  if (name === null) return;
  const print = createHash("sha1").update(direction).update(text).digest("base64").slice(0, 12);
  const isRepeated = call.seen.has(print);
  call.seen.add(print);
  const { host, port } = tap.options.ownAddress(peer.transport);
  const [ours, theirs] = [traceAddress(host, port), traceAddress(peer.address, peer.port)];
  const isSent = direction === "sent";
  const { method, status, cseq } = name;
  kept.push({
    callId,
    tenantId: call.tenantId,
    legId,
    sequence: call.rows,
    atMs,
    elapsedUs,
    direction,
    fromAddress: isSent ? ours : theirs,
    toAddress: isSent ? theirs : ours,
    transport: peer.transport,
    method,
    status,
    cseq,
    isRepeated,
    message: traceText(text),
  });
  call.rows += 1;
}
