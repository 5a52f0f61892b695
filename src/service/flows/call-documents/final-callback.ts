import type { ApplicationRequest, Hook, TaskOutcome, Verb } from "../../telephony/calls/index.ts";
import { decideVerb } from "./documents/decide-verb.ts";

/** Whoever is told the last of a call has so long to take it. */
const CALLBACK_MS_MAX = 5_000;

/**
 * What an application is told of a verb that somebody has left by hanging up: the message he left, or the talk or wait that he ended;
 * null where it asked for nothing of it. `outcome` is what the verb came to, null for nothing.
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

/** How far a verb had come, and how long it had lasted. */
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
      // Without a sound there is no message to tell of.
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
    // What is on its way then is told by its own callback.
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

/** Whoever is rung when his caller hangs up has not answered. */
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
