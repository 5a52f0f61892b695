import type { NumberMode } from "../../../bridge/index.ts";
import { type CallersReach, callersReach, type DayOff, type Flow, type NamedHours } from "../../flows/ivr/index.ts";

/** The warnings about the answering of a number, the most serious first. */
export const ANSWERING_WARNINGS = [
  ...(["number-off", "nobody-answers", "no-trunk", "flow-not-published"] as const),
  ...(["queue-closed", "queue-without-agents", "nobody-takes-calls"] as const),
] as const;

/** A warning; with its queue if it concerns one. */
export interface AnsweringWarning {
  readonly warning: (typeof ANSWERING_WARNINGS)[number];
  readonly queue: string | null;
}

/** A queue that callers may reach. */
export interface ReachedQueue {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  /** The number of agents who serve it, and of those at work. */
  readonly agents: number;
  readonly atWork: number;
}

/** The facts about a number. */
export interface AnsweringFacts {
  readonly mode: NumberMode;
  /** Phones that ring for it without a flow, and how many of them are registered. */
  readonly phones: number;
  readonly registered: number;
  /** The flow of the number; `live` is null when no version is published. */
  readonly flow: { readonly live: Flow | null } | null;
  readonly queues: readonly ReachedQueue[];
  /** Whether any trunk is on. */
  readonly hasTrunk: boolean;
  readonly nowMs: number;
  readonly daysOff: readonly DayOff[];
  readonly namedHours: readonly NamedHours[];
}

/** The answering of a number. */
export interface Answering {
  readonly by: "flow" | "phones" | "nobody";
  readonly hours: CallersReach["hours"];
  readonly queues: readonly ReachedQueue[];
  readonly transfersTo: readonly string[];
  readonly warnings: readonly AnsweringWarning[];
}

/** The current answering of a number: by its live flow, otherwise by its phones, or by none. */
export function answeringOf(facts: AnsweringFacts): Answering {
  const live = facts.flow?.live ?? null;
  const reach = live === null ? null : callersReach(live, facts);
  const queues = facts.queues.filter(({ id }) => reach?.queueIds.includes(id) === true);
  const rung = facts.registered > 0 ? "phones" : "nobody";
  const by = reach === null ? rung : "flow";
  const isOff = facts.mode === "off";
  const about = (warning: AnsweringWarning["warning"], is: boolean, queue: string | null = null) =>
    is ? [{ warning, queue }] : [];
  return {
    by,
    queues,
    hours: reach?.hours ?? [],
    transfersTo: reach?.transfersTo ?? [],
    warnings: [
      ...about("number-off", isOff),
      ...about("nobody-answers", by === "nobody"),
      ...about("no-trunk", !facts.hasTrunk),
      ...about("flow-not-published", facts.flow !== null && live === null),
      ...queues.flatMap(({ name, isOpen }) => about("queue-closed", !isOpen, name)),
      ...queues.flatMap(({ name, agents }) => about("queue-without-agents", agents === 0, name)),
      ...about("nobody-takes-calls", reach !== null && !reach.isTaken),
    ],
  };
}
