import type { CallEventBody, CallOutcome } from "../cdr/index.ts";
import { permittedEvent } from "../cdr/index.ts";
import { type Arrival, type Call, type Destination, type Instant, isTest, newCall, withEvents } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { endCall } from "./ending.ts";
import { STATUS_OF_OUTCOME } from "./outcome-status.ts";
import { beginCallback } from "./queue-port/calling-back.ts";
import { toBeRecorded } from "./recording/recording-consent.ts";
import { ringTargets } from "./ringing.ts";
import { beginScript } from "./tasks/running-tasks.ts";

/** Maximum duration of a call, so that a peer that lost the call does not hold a channel for ever. */
const LONGEST_MS = 4 * 60 * 60 * 1_000;

/**
 * A call arrives: the arrival is written to disk together with the check whether its code may be called. Emergency calls wait for neither; the switch's own
 * test calls need no permit, because they never leave the installation.
 */
export function arrive(arrival: Arrival, now: Instant): CallStep {
  const call = withEvents(newCall(arrival), now, [receivedBody(arrival)]);
  const { destination } = arrival;
  if (destination.kind === "nowhere") return refused(call, now, destination.outcome);
  const longest: CallEffect = {
    effect: "arm",
    timer: "longest",
    ms: Math.min(LONGEST_MS, arrival.lastsMs ?? LONGEST_MS),
  };
  if (arrival.code !== null && !arrival.isEmergency && !isTest(call)) {
    return { call, effects: [{ effect: "ask-permission" }, longest] };
  }
  const permit = withEvents(call, now, [{ kind: "call.permitted", code: null, mode: "unbound" }]);
  const written: CallEffect = { effect: "write" };
  const rung = begun(permit, now, destination);
  return { call: rung.call, effects: [written, longest, ...rung.effects] };
}

function receivedBody(arrival: Arrival): CallEventBody {
  const { direction, caller, called, code, party, sipCallId, from } = arrival;
  return {
    kind: "call.received",
    direction,
    caller,
    called,
    code,
    trunkId: party.kind === "trunk" ? party.trunkId : null,
    phoneId: party.kind === "phone" ? party.phoneId : null,
    sipCallId,
    from,
  };
}

/** The code accepts the call; the arrival and the permit are on disk. */
export function permitted(
  call: Call,
  now: Instant,
  { mode, recordingId }: { readonly mode: "test" | "open" | null; readonly recordingId: string },
): CallStep {
  const { destination } = call.arrival;
  if (call.phase !== "asking" || destination.kind === "nowhere" || mode === null) return { call, effects: [] };
  const known = { ...call, events: [...call.events, permittedEvent(call.events, mode)] };
  if (call.pendingEnd !== null) return endCall({ ...known, phase: "ringing" }, now, call.pendingEnd);
  return begun(toBeRecorded(known, now, destination, recordingId), now, destination);
}

/** Rings the targets of a call, begins its tasks, or calls back. */
function begun(call: Call, now: Instant, destination: Exclude<Destination, { readonly kind: "nowhere" }>): CallStep {
  if (destination.kind === "callback") return beginCallback(call, now);
  return destination.kind === "tasks" ? beginScript(call, now, destination) : ringTargets(call, now, destination);
}

/** The call is refused: the caller receives the reason, and the record contains it. */
export function refused(call: Call, now: Instant, outcome: CallOutcome): CallStep {
  if (call.phase !== "asking") return { call, effects: [] };
  const { status, cause } = STATUS_OF_OUTCOME[outcome];
  const said = withEvents({ ...call, phase: "ringing" }, now, [{ kind: "call.refused", outcome, status, cause }]);
  return endCall(said, now, { outcome, by: "system", status, cause });
}
