import type { SkillNeed } from "../queue-rules.ts";

/** A caller on the line, a customer who asked to be called back and keeps the place, or the writer of a message, who has no call. */
export type ContactKind = "call" | "callback" | "message";

/**
 * Where a contact stands. `offered` is a lease: agents are rung until `untilMs`, then it waits again as if nothing had been.
 * `connecting`: an agent answered and the sides are being joined; `connected`: they were.
 */
export type ContactState =
  | { readonly is: "waiting" }
  | { readonly is: "offered"; readonly agentIds: readonly string[]; readonly untilMs: number }
  | { readonly is: "connecting"; readonly agentId: string; readonly untilMs: number }
  | { readonly is: "connected"; readonly agentId: string; readonly sinceMs: number; readonly untilMs: number };

/**
 * The place of a contact in the one order over all queues: by `rankMs`, its join time put forward by what its priority is
 * worth, then by the ticket it drew. Because everybody ages alike the order of two contacts never changes, and nobody is
 * passed by one who joined more than the highest priority's worth after him.
 */
export interface Place {
  readonly rankMs: number;
  readonly ticket: number;
}

/** The estimate that a caller heard last, or was to hear on entering. */
export interface WaitEstimate {
  readonly position: number;
  /** Null while too little is known. */
  readonly waitMs: number | null;
  readonly atWork: number;
}

/** One contact. */
export interface Contact extends Place {
  readonly id: string;
  readonly kind: ContactKind;
  readonly queueId: string;
  /** When it first joined; kept through offers that failed and through overflow to other queues. */
  readonly joinedAtMs: number;
  /** When it entered the queue it is in: the limits, tiers and relaxations of that queue count from here. */
  readonly enteredAtMs: number;
  readonly priority: number;
  readonly needs: readonly SkillNeed[];
  /** How long this caller may wait in all, and how often the position is announced; null where the queue's own rules apply. */
  readonly waitMaxMs: number | null;
  readonly tellEveryMs: number | null;
  /** The agent who talked with this caller before; preferred, and waited for while `heldFor` names the agent. */
  readonly stickyAgentId: string | null;
  readonly heldFor: string | null;
  /** How long a scheduled callback waits for its agent alone, present or not; null for other contacts. */
  readonly holdMs: number | null;
  /** Queues it has been in, this one last. */
  readonly visited: readonly string[];
  readonly state: ContactState;
  /** How it stood as it entered; null when an agent was free at once. */
  readonly entry: WaitEstimate | null;
  readonly told: WaitEstimate | null;
  /** When the position is announced next; null for never. */
  readonly tellAtMs: number | null;
  /** Where the indexes have it; kept by `acd-state.ts` alone. */
  readonly classKey: string | null;
  readonly dueMs: number;
}

/** Who stands first in the order over all queues. */
export function comparePlaces(left: Place, right: Place): number {
  return left.rankMs - right.rankMs || left.ticket - right.ticket;
}

/** Agents that are busy for a contact. */
export function agentsOf({ state }: Contact): readonly string[] {
  if (state.is === "waiting") return [];
  return state.is === "offered" ? state.agentIds : [state.agentId];
}

/** Whether an agent is busy for a contact. */
export function isOn(contact: Contact, agentId: string): boolean {
  return agentsOf(contact).includes(agentId);
}
