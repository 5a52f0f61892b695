import type { AgentProfile, IdleClock } from "../queue-rules.ts";

/** The requested state after the agent's contact. */
export type NextState = { readonly is: "paused"; readonly reason: string } | { readonly is: "logged-out" };

/**
 * The state of an agent. `offered`, `connecting` and `talking` belong to the contact, whose timer ends them; other timed states contain their end.
 * `elsewhere` is a call that is no contact; `resting` gets no offer after a missed one.
 */
export type AgentState =
  | { readonly is: "logged-out" }
  | { readonly is: "available" }
  | { readonly is: "offered"; readonly contactId: string }
  | { readonly is: "connecting"; readonly contactId: string }
  | { readonly is: "talking"; readonly contactId: string }
  | { readonly is: "wrap-up"; readonly contactId: string; readonly untilMs: number }
  | { readonly is: "resting"; readonly untilMs: number }
  | { readonly is: "paused"; readonly reason: string; readonly untilMs: number }
  | { readonly is: "elsewhere"; readonly untilMs: number };

/** One agent, with the values that decide whether and when contacts are offered. */
export interface Agent {
  readonly profile: AgentProfile;
  readonly state: AgentState;
  /** The two idle clocks, see `IdleClock`. */
  readonly lastContactEndedMs: number;
  readonly availableSinceMs: number;
  /** Contacts since login. */
  readonly contacts: number;
  /** Consecutive missed offers. */
  readonly missed: number;
  readonly next: NextState | null;
  /** Whether the agent's phone is in a call that is no contact, whatever the state. */
  readonly isBusy: boolean;
  /** Whether the agent desktop is open on a page: only there the agent can read messages. */
  readonly isAtDesk: boolean;
  /** Deleted from the state as soon as the agent is logged out. */
  readonly isLeaving: boolean;
}

/** An agent before the first login. */
export function newAgent(profile: AgentProfile): Agent {
  return {
    profile,
    state: { is: "logged-out" },
    lastContactEndedMs: 0,
    availableSinceMs: 0,
    contacts: 0,
    missed: 0,
    next: null,
    isBusy: false,
    isAtDesk: false,
    isLeaving: false,
  };
}

/** When an agent became idle by a clock, in milliseconds since 1970. */
export function idleSinceMs(agent: Agent, clock: IdleClock): number {
  return clock === "since-available" ? agent.availableSinceMs : agent.lastContactEndedMs;
}

/** Whether a state counts as logged in. */
export function isLoggedIn({ state }: Agent): boolean {
  return state.is !== "logged-out";
}

/** Whether a state counts as at work: logged in and not paused. */
export function isAtWork({ state }: Agent): boolean {
  return state.is !== "logged-out" && state.is !== "paused";
}
