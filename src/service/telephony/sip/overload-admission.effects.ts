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

/** Q.850 cause 42, switching equipment congestion: an exchange tries another route. */
const CONGESTION = 42;

/** Delay of the event loop in milliseconds since the last reading. */
export type LoopMeter = () => number;

/** Present shares of refusals, and the counts since the switch started. */
export interface OverloadFigures extends Pick<Shedding, "callsPercent" | "registrationsPercent"> {
  readonly refusedCalls: number;
  readonly refusedRegistrations: number;
}

/** Refuses new calls and registrations while the switch is overloaded. */
export interface OverloadGate {
  /** Whether a request proceeds; a refused one was answered statelessly. */
  admits(request: CheckedRequest, source: SipPeer): boolean;
  figures(): OverloadFigures;
  /** Refuses every new call from now on, except emergency calls: the switch is about to stop. */
  drain(): void;
  /** Stops measuring. */
  close(): void;
}

/** Dependencies of the overload control. */
export interface OverloadGateOptions {
  readonly book: () => Pick<RoutingDirectory, "emergency">;
  readonly loop: LoopMeter;
  readonly load: () => Omit<Load, "lagMs">;
  /** Whether a transaction knows the request: an admitted request is never refused later. */
  readonly isKnown: (request: CheckedRequest) => boolean;
  readonly send: SendBytes;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** Opens the overload control and starts measuring. It comes after authentication: an unauthenticated source learns nothing of the load. */
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

/** Returns what a request would begin; null for a request of an existing call or transaction, and for all others. */
function beginningOf(request: CheckedRequest, { book, isKnown }: OverloadGateOptions): Beginning | null {
  const { method } = request.message;
  if (request.toTag !== null || (method !== "INVITE" && method !== "REGISTER") || isKnown(request)) return null;
  if (method === "REGISTER") return "registration";
  return book().emergency.has(partiesOf(request, false).called) ? "emergency" : "call";
}

/** RFC 3261 §21.5.4, without a transaction (§8.2.7): a retransmission gets the same tag, and the ACK matches nothing. */
function refuse({ send, random }: OverloadGateOptions, request: CheckedRequest, source: SipPeer): void {
  const response = respond(request.message, {
    status: 503,
    reason: statusReason(503),
    toTag: statelessTag(request.message),
    headers: [causeHeader(CONGESTION), { name: "Retry-After", value: String(retryAfterSeconds(random())) }],
  });
  send(serialise(response), responseTarget(request.via, source), () => undefined);
}

/** Measures the delay of this thread's event loop between two readings. */
export function openLoopMeter(): LoopMeter {
  let askedMs = performance.now();
  return () => {
    const nowMs = performance.now();
    const lagMs = Math.max(0, nowMs - askedMs - MEASURE_EVERY_MS);
    askedMs = nowMs;
    return lagMs;
  };
}
