import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { CallActRefusal, TalkAct } from "../../call-control/index.ts";
import type { TalkState } from "../../cdr/index.ts";

/** The role of a party in a talk: the customer, the agent, or the consulted party. */
export type TalkRole = "customer" | "agent" | "colleague";

/** Audible pairs: the first speaks, the second hears. No party hears a party that is in no pair. */
type AudiblePairs = readonly (readonly [TalkRole, TalkRole])[];

const both = (one: TalkRole, other: TalkRole): AudiblePairs => [
  [one, other],
  [other, one],
];

/** The gain table: the audible pairs of each state. */
export const GAIN_TABLE: Readonly<Record<TalkState, AudiblePairs>> = {
  talking: both("customer", "agent"),
  held: [],
  ringing: [],
  consulting: both("agent", "colleague"),
  conference: [...both("customer", "agent"), ...both("customer", "colleague"), ...both("agent", "colleague")],
};

/** The audio for a party that hears no other. */
export const PLAYED: Readonly<Record<TalkState, Readonly<Partial<Record<TalkRole, "music" | "ringing">>>>> = {
  talking: {},
  held: { customer: "music" },
  ringing: { customer: "music", agent: "ringing" },
  consulting: { customer: "music" },
  conference: {},
};

/** Whether the customer waits, which counts as held. */
export function isHeld(state: TalkState): boolean {
  return state === "held" || state === "ringing" || state === "consulting";
}

/** Result of an action: another state, or `left` when the agent leaves and the others talk on, `handed-on`, `gone` when the agent hangs up. */
export type TalkNext = TalkState | "left" | "handed-on" | "gone";

const NEXT: Readonly<Record<TalkAct["act"], Readonly<Partial<Record<TalkState, TalkNext>>>>> = {
  hold: { talking: "held" },
  resume: { held: "talking" },
  consult: { talking: "ringing", held: "ringing" },
  complete: { consulting: "left", conference: "left" },
  return: { ringing: "talking", consulting: "talking", conference: "talking" },
  conference: { consulting: "conference" },
  transfer: { talking: "handed-on", held: "handed-on" },
  "hang-up": { talking: "gone", held: "gone", ringing: "gone", consulting: "gone", conference: "left" },
};

/** The result of an action in a state, or that the action is not valid there. */
export function nextTalk(state: TalkState, act: TalkAct["act"]): Result<TalkNext, CallActRefusal> {
  const next = NEXT[act][state];
  return next === undefined ? refuse("call-act-not-now") : ok(next);
}
