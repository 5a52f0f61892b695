import { type Call, digitsOf, type Instant, withEvents } from "../call.ts";
import type { CallStep } from "../call-step.ts";

/** The burst is over: the pressed keys become events. */
export function recordDigits(call: Call, now: Instant): CallStep {
  const pressed = digitsOf(call);
  if (pressed.length === 0) return { call, effects: [] };
  const quiet = { ...call, legs: call.legs.map((leg) => ({ ...leg, digits: "" })) };
  return {
    call: withEvents(quiet, now, pressed),
    effects: [{ effect: "disarm", timer: "digits" }, { effect: "write" }],
  };
}
