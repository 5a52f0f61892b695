import type { ApplicationRequest, Hook, TaskOutcome, Verb } from "../../telephony/calls/index.ts";
import { decideVerb } from "./documents/decide-verb.ts";

/** Timeout of the final callback of a call. */
const CALLBACK_MS_MAX = 5_000;

/**
 * The final callback for a verb that the caller left by hanging up: the recorded message, or the ended talk or wait; null where the application has requested
 * none. `outcome` is the result of the verb, null for none.
 */
export function lastQuestion(
  verb: Verb,
  left: LeftVerb,
  from: Hook | null,
): Pick<ApplicationRequest, "instructions" | "fields" | "budgetMs"> | null {
  const told = buildFinalCallback(verb, left, from);
  if (told === null) return null;
  const { hook, fields } = told;
  return { instructions: { from: "hook", voice: hook, fallback: null }, fields, budgetMs: CALLBACK_MS_MAX };
}

/** The progress of a verb, and its duration. */
export interface LeftVerb {
  readonly outcome: TaskOutcome | null;
  readonly lastedMs: number;
}

interface FinalCallback {
  readonly hook: Hook;
  readonly fields: Readonly<Record<string, string>>;
}

function buildFinalCallback(verb: Verb, { outcome, lastedMs }: LeftVerb, from: Hook | null): FinalCallback | null {
  switch (verb.verb) {
    case "record": {
      // A recording without audio is not reported.
      if (outcome?.outcome !== "message-kept") return null;
      const told = callbackOfDecision(verb, { outcome, lastedMs }, from);
      return told && { ...told, fields: { ...told.fields, Digits: "hangup" } };
    }
    case "dial":
    case "confer":
    case "take":
      return callbackOfDecision(verb, { outcome: outcome ?? GIVEN_UP, lastedMs }, null);
    case "enqueue": {
      const told = callbackOfDecision(verb, { outcome: outcome ?? { outcome: "wait-over" }, lastedMs }, null);
      return told && (outcome === null ? { ...told, fields: { ...told.fields, QueueResult: "hangup" } } : told);
    }
    case "refer":
      return callbackOfDecision(verb, { outcome: outcome ?? { outcome: "failed" }, lastedMs }, null);
    case "connect-stream":
      return callbackOfDecision(verb, { outcome: outcome ?? { outcome: "failed" }, lastedMs }, null);
    // An SMS in transit is reported by its own status callback.
    case "text":
    case "start-stream":
    case "stop-stream":
    case "gather":
    case "sound":
    case "redirect":
    case "reject":
    case "hang-up":
    case "leave":
      return null;
  }
}

/** A party that still rings when the caller hangs up has not answered. */
const GIVEN_UP: TaskOutcome = { outcome: "not-reached", status: 487 };

function callbackOfDecision(
  verb: Verb,
  { outcome, lastedMs }: { readonly outcome: TaskOutcome; readonly lastedMs: number },
  otherwise: Hook | null,
): FinalCallback | null {
  const decided = decideVerb(verb, outcome, { lastedMs, isUnheard: false });
  if (decided.goes !== "back") return null;
  const hook = decided.action ?? otherwise;
  return hook === null ? null : { hook, fields: decided.fields };
}
