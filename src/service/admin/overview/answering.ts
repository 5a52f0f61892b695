import type { NumberMode } from "../../../bridge/index.ts";
import { type CallersReach, callersReach, type DayOff, type Flow, type NamedHours } from "../../flows/ivr/index.ts";

/** What may be wrong with how a number is answered, the gravest first. */
export const ANSWERING_WARNINGS = [
  ...(["number-off", "nobody-answers", "no-trunk", "flow-not-published"] as const),
  ...(["queue-closed", "queue-without-agents", "nobody-takes-calls"] as const),
] as const;

/** One of them; about a queue where it is about one. */
export interface AnsweringWarning {
  readonly warning: (typeof ANSWERING_WARNINGS)[number];
  readonly queue: string | null;
}

/** A queue that callers may come to. */
export interface ReachedQueue {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
  /** Agents who may take its callers, and how many of them are at work. */
  readonly agents: number;
  readonly atWork: number;
}

/** What is known of a number. */
export interface AnsweringFacts {
  readonly mode: NumberMode;
  /** Phones that ring for it while no flow answers, and how many of them can be reached. */
  readonly phones: number;
  readonly registered: number;
  /** The flow that the number was given to; `live` is null while nothing of it was published. */
  readonly flow: { readonly live: Flow | null } | null;
  readonly queues: readonly ReachedQueue[];
  /** Whether any line to a carrier is on. */
  readonly hasTrunk: boolean;
  readonly nowMs: number;
  readonly daysOff: readonly DayOff[];
  readonly namedHours: readonly NamedHours[];
}

/** What answers a number. */
export interface Answering {
  readonly by: "flow" | "phones" | "nobody";
  readonly hours: CallersReach["hours"];
  readonly queues: readonly ReachedQueue[];
  readonly transfersTo: readonly string[];
  readonly warnings: readonly AnsweringWarning[];
}

/** What answers a number now: its live flow, otherwise its phones; and where nothing does. */
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
