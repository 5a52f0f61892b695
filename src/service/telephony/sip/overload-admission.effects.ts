import type { Log } from "../../../platform/telemetry/index.ts";
import {
  type CheckedRequest,
  respond,
  responseTarget,
  type SipPeer,
  serialise,
  statelessTag,
  statusReason,
} from "../../../protocols/sip/index.ts";
import type { RoutingDirectory } from "../dial-plan/index.ts";
import { causeHeader } from "./leg-parts.ts";
import {
  type Beginning,
  type Load,
  MEASURE_EVERY_MS,
  mayBegin,
  measured,
  NOT_SHEDDING,
  retryAfterSeconds,
  type Shedding,
} from "./overload.ts";
import { partiesOf } from "./read-request.ts";
import type { SendBytes } from "./sip-core.effects.ts";

/** Q.850 cause 42, switching equipment congestion: an exchange tries another way. */
const CONGESTION = 42;

/** How late the event loop is, in milliseconds, since it was last asked. */
export type LoopMeter = () => number;

/** What is refused now, and what was since the switch began. */
export interface OverloadFigures extends Pick<Shedding, "callsPercent" | "registrationsPercent"> {
  readonly refusedCalls: number;
  readonly refusedRegistrations: number;
}

/** Keeps new calls and registrations out while the switch has too much. */
export interface OverloadGate {
  /** Whether a request may go on; one that may not has been answered from itself alone and leaves nothing behind. */
  admits(request: CheckedRequest, source: SipPeer): boolean;
  figures(): OverloadFigures;
  /** Refuses every new call from now on, except emergency calls: the switch is about to stop. */
  drain(): void;
  /** Measures no more. */
  close(): void;
}

/** What the gate stands on. */
export interface OverloadGateOptions {
  readonly book: () => Pick<RoutingDirectory, "emergency">;
  readonly loop: LoopMeter;
  readonly load: () => Omit<Load, "lagMs">;
  /** Whether a transaction knows the request: what was let in once is never turned away. */
  readonly isKnown: (request: CheckedRequest) => boolean;
  readonly send: SendBytes;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** Opens the gate and begins to measure. It stands behind the proof of who speaks: strangers learn nothing of our load. */
export function openOverloadGate(options: OverloadGateOptions): OverloadGate {
  const { loop, load, random, log } = options;
  const refused = { call: 0, registration: 0 };
  let shedding = NOT_SHEDDING;
  let isDraining = false;
  const measure = (): void => {
    const now = { lagMs: loop(), ...load() };
    const before = shedding;
    shedding = measured(before, now);
    if (before.callsPercent === 0 && shedding.callsPercent > 0) log.warn(now, "overload.began");
    if (before.callsPercent > 0 && shedding.callsPercent === 0) log.info({ refused: { ...refused } }, "overload.ended");
  };
  const timer = setInterval(measure, MEASURE_EVERY_MS);
  timer.unref();
  return {
    admits: (request, source) => {
      if (shedding.callsPercent === 0 && !isDraining) return true;
      const beginning = beginningOf(request, options);
      if (beginning === null || beginning === "emergency") return true;
      const isRefusedByDrain = isDraining && beginning === "call";
      if (!isRefusedByDrain && mayBegin(shedding, beginning, random())) return true;
      refused[beginning] += 1;
      refuse(options, request, source);
      return false;
    },
    figures: () => ({
      callsPercent: shedding.callsPercent,
      registrationsPercent: shedding.registrationsPercent,
      refusedCalls: refused.call,
      refusedRegistrations: refused.registration,
    }),
    drain: () => {
      isDraining = true;
    },
    close: () => clearInterval(timer),
  };
}

/** What a request would begin; null for one of a call or a transaction that is there, and for all that begins nothing. */
function beginningOf(request: CheckedRequest, { book, isKnown }: OverloadGateOptions): Beginning | null {
  const { method } = request.message;
  if (request.toTag !== null || (method !== "INVITE" && method !== "REGISTER") || isKnown(request)) return null;
  if (method === "REGISTER") return "registration";
  return book().emergency.has(partiesOf(request, false).called) ? "emergency" : "call";
}

/** RFC 3261 §21.5.4, without a transaction (§8.2.7): the same request gets the same tag, and its ACK finds nothing. */
function refuse({ send, random }: OverloadGateOptions, request: CheckedRequest, source: SipPeer): void {
  const response = respond(request.message, {
    status: 503,
    reason: statusReason(503),
    toTag: statelessTag(request.message),
    headers: [causeHeader(CONGESTION), { name: "Retry-After", value: String(retryAfterSeconds(random())) }],
  });
  send(serialise(response), responseTarget(request.via, source), () => undefined);
}

/** Measures how late the event loop of this thread is, from one asking to the next. */
export function openLoopMeter(): LoopMeter {
  let askedMs = performance.now();
  return () => {
    const nowMs = performance.now();
    const lagMs = Math.max(0, nowMs - askedMs - MEASURE_EVERY_MS);
    askedMs = nowMs;
    return lagMs;
  };
}
