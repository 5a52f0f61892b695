import type { Strategy } from "./queue-strategy.shared.ts";

/** Queues of one call centre at the most. */
export const QUEUES_MAX = 500;
/** Agents of one call centre at the most. */
export const AGENTS_MAX = 10_000;
/** Contacts on one floor at the most, those that talk included; messages are counted apart. */
export const CONTACTS_MAX = 50_000;
/** Messages on one floor at the most; more wait outside until there is room. */
export const WRITTEN_MAX = 10_000;
/** Messages in one queue of a floor at the most, so that one queue that nobody serves leaves room for others. */
export const WRITTEN_PER_QUEUE_MAX = 1_000;
/** Queues that one agent serves at the most. */
export const QUEUES_PER_AGENT_MAX = 50;
/** Skills of one agent at the most. */
export const SKILLS_PER_AGENT_MAX = 50;
/** Skills that one contact needs at the most; more are left out. */
export const NEEDS_PER_CONTACT_MAX = 8;
/** Tiers, and steps of relaxing, of one queue at the most. */
export const STAGES_MAX = 8;
/** The highest level of a skill. */
export const SKILL_LEVEL_MAX = 10;
/** The highest priority of a contact. */
export const PRIORITY_MAX = 10;
/** Agents that are rung at once for one contact at the most. */
export const RING_AT_ONCE_MAX = 10;
/** No caller waits longer, whatever a queue says. */
export const WAIT_MAX_MS = 4 * 3_600_000;
/** No callback keeps its place longer, whatever a queue says. */
export const CALLBACK_WAIT_MAX_MS = 48 * 3_600_000;
/** How long a callback is dialled, at least, before its agent is let go. */
export const CALLBACK_CONNECT_MS = 60_000;
/** The longest a contact talks, and an agent is in a call of his own. */
export const TALK_MAX_MS = 8 * 3_600_000;
/** The longest pause; one that is forgotten logs out. */
export const PAUSE_MAX_MS = 12 * 3_600_000;

/** How much earlier one step of priority makes a contact count as joined. */
export const PRIORITY_WORTH_MS = 60_000;

/**
 * Since when an agent counts as idle. `since-last-contact`: since his last contact ended; a break does not set it back, so
 * whoever returns from one stands in front. `since-available`: since he last became ready, by logging in or by the end of
 * a pause, of wrap-up, of an own call or of the rest after a missed offer; a break sends him to the back. An offer that was
 * withdrawn without his doing changes neither.
 */
export type IdleClock = "since-last-contact" | "since-available";

/** When a queue counts as staffed: always, while somebody is logged in, or while somebody logged in is not paused. */
export type Staffing = "always" | "logged-in" | "at-work";

/** Why a contact may not enter or stay in a queue. */
export type OverflowReason = "full" | "empty" | "too-long" | "closed";

/** Where a contact goes that may not stay: another queue, where it keeps its join time, a named flow, or nowhere. */
export type OverflowTo =
  | { readonly to: "queue"; readonly queueId: string }
  | { readonly to: "flow"; readonly flowId: string }
  | { readonly to: "hang-up" };

/** From `afterMs` of waiting on, a needed level that may relax is lower by `by`. */
export interface Relaxation {
  readonly afterMs: number;
  readonly by: number;
}

/** The rules of one queue. */
export interface QueueRules {
  readonly id: string;
  /** Takes nobody new; who waits in it is served. */
  readonly isClosed?: boolean;
  readonly strategy: Strategy;
  readonly idleClock: IdleClock;
  /** Added to the priority of every contact that joins; 0 to `PRIORITY_MAX` together. */
  readonly priority: number;
  /** How long an agent has to answer an offer. */
  readonly ringMs: number;
  /** How long the two sides have to be connected after the agent answered; a callback has `CALLBACK_CONNECT_MS` at least. */
  readonly connectMs: number;
  readonly wrapUpMs: number;
  /** How long an agent gets no offer after he missed one. */
  readonly restMs: number;
  /** An agent is paused after so many missed offers in a row; 0 = never. */
  readonly missedMax: number;
  /** How many agents `ring-all` rings at once. */
  readonly ringAtOnce: number;
  /** How many may wait, callbacks included. */
  readonly waitingMax: number;
  readonly waitMaxMs: number;
  readonly callbackWaitMaxMs: number;
  readonly overflow: Readonly<Record<OverflowReason, OverflowTo>>;
  /** Callers may join, and stay, while the queue is staffed so. */
  readonly joinWhile: Staffing;
  readonly stayWhile: Staffing;
  /** From how much waiting on each tier may be chosen, tier 1 first, rising; tier 1 opens at 0. */
  readonly tiersOpenMs: readonly number[];
  readonly relaxations: readonly Relaxation[];
  /** How long a caller waits for his own agent alone, while that one is at work. */
  readonly stickyMs: number;
  /** How often a caller is told his position and wait; 0 = never. */
  readonly tellEveryMs: number;
}

/** An agent's place in a queue: tier 1 is asked first. */
export interface Membership {
  readonly queueId: string;
  readonly tier: number;
}

/** What is known of an agent: the queues he serves, and his level, 1 to `SKILL_LEVEL_MAX`, in each skill he has. */
export interface AgentProfile {
  readonly id: string;
  readonly queues: readonly Membership[];
  readonly skills: Readonly<Record<string, number>>;
}

/** A level that a contact needs. One that may not relax, such as a language, is needed however long the wait is. */
export interface SkillNeed {
  readonly skill: string;
  readonly level: number;
  readonly mayRelax: boolean;
}

/** Rules that a new queue begins with; every field may be set otherwise. */
export const USUAL_RULES: Omit<QueueRules, "id"> = {
  strategy: "longest-idle",
  idleClock: "since-available",
  priority: 0,
  ringMs: 20_000,
  connectMs: 10_000,
  wrapUpMs: 30_000,
  restMs: 5_000,
  missedMax: 3,
  ringAtOnce: 5,
  waitingMax: 1_000,
  waitMaxMs: 30 * 60_000,
  callbackWaitMaxMs: 8 * 3_600_000,
  overflow: {
    full: { to: "hang-up" },
    empty: { to: "hang-up" },
    "too-long": { to: "hang-up" },
    closed: { to: "hang-up" },
  },
  joinWhile: "logged-in",
  stayWhile: "always",
  tiersOpenMs: [0],
  relaxations: [],
  stickyMs: 0,
  tellEveryMs: 30_000,
};
