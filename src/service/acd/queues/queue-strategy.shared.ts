/**
 * Criteria that order the agents for a contact; the least value comes first. `sticky`: 0 for the caller's own agent;
 * `tier`; `shortfall`: skill levels missing to what the caller needed on joining; `contacts` taken since login;
 * `idle-since` by the queue's idle clock.
 */
export const CRITERIA = ["sticky", "tier", "shortfall", "contacts", "idle-since"] as const;
/** A criterion by which agents are compared. */
export type Criterion = (typeof CRITERIA)[number];

/** Criteria that depend on the contact; all others order a queue's available agents before a contact comes. */
export type ContactCriterion = Extract<Criterion, "sticky" | "shortfall">;

/** How a queue chooses among the agents who may take a contact. */
interface QueueStrategy {
  /** The first criterion in which two agents differ decides, then the agent's id. Those after `shortfall` may differ by strategy. */
  readonly criteria: readonly ["sticky", "tier", "shortfall", ...Exclude<Criterion, ContactCriterion | "tier">[]];
  /** Whether a call rings at several agents at once. */
  readonly ringsTogether: boolean;
}

/** Every queue strategy, by name; the order is the one of the queue form. */
export const QUEUE_STRATEGIES = {
  "longest-idle": { criteria: ["sticky", "tier", "shortfall", "idle-since"], ringsTogether: false },
  "fewest-contacts": { criteria: ["sticky", "tier", "shortfall", "contacts", "idle-since"], ringsTogether: false },
  "ring-all": { criteria: ["sticky", "tier", "shortfall", "idle-since"], ringsTogether: true },
} as const satisfies Readonly<Record<string, QueueStrategy>>;

/** Name of a queue strategy. */
export type Strategy = keyof typeof QUEUE_STRATEGIES;

/** Names of the strategies. */
export const STRATEGIES = Object.keys(QUEUE_STRATEGIES) as readonly Strategy[];
