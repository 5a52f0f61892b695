import type { AgentProfile, IdleClock } from "../queue-rules.ts";

/** What an agent wants as soon as his contact lets him. */
export type NextState = { readonly is: "paused"; readonly reason: string } | { readonly is: "logged-out" };

/**
 * What an agent does. `offered`, `connecting` and `talking` belong to the contact, whose timer ends them; the others that
 * end by themselves say when. `elsewhere` is in a call that is no contact; `resting` gets no offer after a missed one.
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

/** One agent, with what decides whether and when he is asked. */
export interface Agent {
  readonly profile: AgentProfile;
  readonly state: AgentState;
  /** The two clocks of idleness, see `IdleClock`. */
  readonly lastContactEndedMs: number;
  readonly availableSinceMs: number;
  /** Contacts since he logged in. */
  readonly contacts: number;
  /** Offers missed in a row. */
  readonly missed: number;
  readonly next: NextState | null;
  /** Whether his phone is in a call that is no contact, whatever his state. */
  readonly isBusy: boolean;
  /** Whether his desk is open on a page: only there can he read what somebody wrote. */
  readonly isAtDesk: boolean;
  /** Taken from the floor as soon as he is logged out. */
  readonly isLeaving: boolean;
}

/** An agent who has not been here yet. */
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
