import type { SkillNeed } from "../queue-rules.ts";

/** A caller on the line, a customer who asked to be called back and keeps the place, or the writer of a message, who has no call. */
export type ContactKind = "call" | "callback" | "message";

/**
 * The state of a contact. `offered` is a lease: agents are rung until `untilMs`, then the contact waits again unchanged. `connecting`: an agent answered and
 * the sides are being connected; `connected`: they are.
 */
export type ContactState =
  | { readonly is: "waiting" }
  | { readonly is: "offered"; readonly agentIds: readonly string[]; readonly untilMs: number }
  | { readonly is: "connecting"; readonly agentId: string; readonly untilMs: number }
  | { readonly is: "connected"; readonly agentId: string; readonly sinceMs: number; readonly untilMs: number };

/**
 * The place of a contact in the common order over all queues: by `rankMs`, its join time minus the value of its priority, then by its ticket. Because all
 * contacts age equally, the order of two contacts never changes, and no contact is passed by one that joined later by more than the value of the highest
 * priority.
 */
export interface Place {
  readonly rankMs: number;
  readonly ticket: number;
}

/** The last announced estimate of a caller, or the one at entry. */
export interface WaitEstimate {
  readonly position: number;
  /** Null with too little data. */
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
  /** The maximum total wait of this caller, and the interval of announcements; null for those of the queue's rules. */
  readonly waitMaxMs: number | null;
  readonly tellEveryMs: number | null;
  /** The agent who talked with this caller before; preferred, and waited for while `heldFor` names the agent. */
  readonly stickyAgentId: string | null;
  readonly heldFor: string | null;
  /** How long a scheduled callback waits for its agent alone, present or not; null for other contacts. */
  readonly holdMs: number | null;
  /** Queues that it has entered, the current one last. */
  readonly visited: readonly string[];
  readonly state: ContactState;
  /** The estimate at entry; null when an agent was available at once. */
  readonly entry: WaitEstimate | null;
  readonly told: WaitEstimate | null;
  /** When the position is announced next; null for never. */
  readonly tellAtMs: number | null;
  /** The keys of its index entries; maintained by `acd-state.ts` only. */
  readonly classKey: string | null;
  readonly dueMs: number;
}

/** Compares two contacts in the order over all queues. */
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
