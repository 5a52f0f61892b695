import type { Strategy } from "./queue-strategy.shared.ts";

/** The maximum of queues in one call centre. */
export const QUEUES_MAX = 500;
/** The maximum of agents in one call centre. */
export const AGENTS_MAX = 10_000;
/** The maximum of contacts in one ACD state, including connected ones; messages have a separate limit. */
export const CONTACTS_MAX = 50_000;
/** The maximum of messages in one ACD state; further ones wait in the database. */
export const WRITTEN_MAX = 10_000;
/** The maximum of messages in one queue, so that a queue without agents leaves capacity for others. */
export const WRITTEN_PER_QUEUE_MAX = 1_000;
/** The maximum of queues of one agent. */
export const QUEUES_PER_AGENT_MAX = 50;
/** The maximum of skills of one agent. */
export const SKILLS_PER_AGENT_MAX = 50;
/** The maximum of required skills of one contact; further ones are ignored. */
export const NEEDS_PER_CONTACT_MAX = 8;
/** The maximum of tiers, and of relaxation steps, of one queue. */
export const STAGES_MAX = 8;
/** The highest level of a skill. */
export const SKILL_LEVEL_MAX = 10;
/** The highest priority of a contact. */
export const PRIORITY_MAX = 10;
/** The maximum of agents that are rung at once for one contact. */
export const RING_AT_ONCE_MAX = 10;
/** The maximum wait of a caller, whatever the queue's rules. */
export const WAIT_MAX_MS = 4 * 3_600_000;
/** The maximum wait of a callback, whatever the queue's rules. */
export const CALLBACK_WAIT_MAX_MS = 48 * 3_600_000;
/** The minimum dialling time of a callback before its agent is released. */
export const CALLBACK_CONNECT_MS = 60_000;
/** The maximum duration of a talk, and of an agent's call outside the queues. */
export const TALK_MAX_MS = 8 * 3_600_000;
/** The maximum pause, after which the agent is logged out. */
export const PAUSE_MAX_MS = 12 * 3_600_000;

/** How much earlier one step of priority makes a contact count as joined. */
export const PRIORITY_WORTH_MS = 60_000;

/**
 * The beginning of an agent's idle time. `since-last-contact`: since the last contact ended; a break does not reset it, so that an agent who returns from one
 * is in front. `since-available`: since the agent last became ready, by logging in or by the end of a pause, wrap-up, own call or rest after a missed offer; a
 * break moves the agent to the back. An offer that was withdrawn through no action of the agent changes neither.
 */
export type IdleClock = "since-last-contact" | "since-available";

/** When a queue counts as staffed: always, with a logged-in agent, or with a logged-in agent who is not paused. */
export type Staffing = "always" | "logged-in" | "at-work";

/** Why a contact may not enter or stay in a queue. */
export type OverflowReason = "full" | "empty" | "too-long" | "closed";

/** The target of an overflow: another queue, where the contact retains its join time, a named flow, or none. */
export type OverflowTo =
  | { readonly to: "queue"; readonly queueId: string }
  | { readonly to: "flow"; readonly flowId: string }
  | { readonly to: "hang-up" };

/** From `afterMs` of waiting on, a required level that may relax is reduced by `by`. */
export interface Relaxation {
  readonly afterMs: number;
  readonly by: number;
}

/** The rules of one queue. */
export interface QueueRules {
  readonly id: string;
  /** Accepts no new contacts; waiting ones are served. */
  readonly isClosed?: boolean;
  readonly strategy: Strategy;
  readonly idleClock: IdleClock;
  /** Added to the priority of every contact that joins; 0 to `PRIORITY_MAX` together. */
  readonly priority: number;
  /** The time that an agent has to answer an offer. */
  readonly ringMs: number;
  /** The time in which both sides have to be connected after the agent answered; at least `CALLBACK_CONNECT_MS` for a callback. */
  readonly connectMs: number;
  readonly wrapUpMs: number;
  /** The time without offers after a missed one. */
  readonly restMs: number;
  /** The number of consecutive missed offers after which an agent is paused; 0 = never. */
  readonly missedMax: number;
  /** The number of agents that `ring-all` rings at once. */
  readonly ringAtOnce: number;
  /** The maximum of waiting contacts, including callbacks. */
  readonly waitingMax: number;
  readonly waitMaxMs: number;
  readonly callbackWaitMaxMs: number;
  readonly overflow: Readonly<Record<OverflowReason, OverflowTo>>;
  /** The staffing that is required for callers to join, and to stay. */
  readonly joinWhile: Staffing;
  readonly stayWhile: Staffing;
  /** The waiting time from which each tier may be chosen, tier 1 first, ascending; tier 1 opens at 0. */
  readonly tiersOpenMs: readonly number[];
  readonly relaxations: readonly Relaxation[];
  /** How long a caller waits for the preferred agent alone, while that agent is at work. */
  readonly stickyMs: number;
  /** The interval of announcements of position and wait; 0 = never. */
  readonly tellEveryMs: number;
}

/** The tier of an agent in a queue: tier 1 comes first. */
export interface Membership {
  readonly queueId: string;
  readonly tier: number;
}

/** The settings of an agent: queues, and the level, 1 to `SKILL_LEVEL_MAX`, in each skill. */
export interface AgentProfile {
  readonly id: string;
  readonly queues: readonly Membership[];
  readonly skills: Readonly<Record<string, number>>;
}

/** A level that a contact requires. One that may not relax, such as a language, is required for any wait. */
export interface SkillNeed {
  readonly skill: string;
  readonly level: number;
  readonly mayRelax: boolean;
}

/** The default rules of a new queue. */
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
