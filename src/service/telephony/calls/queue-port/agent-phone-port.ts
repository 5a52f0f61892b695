/** What somebody at a desk phone asks of the agents' desk. The digits of a log-in are nowhere kept. */
export type AgentPhoneCommand =
  | { readonly wish: "log-in"; readonly deskNumber: string; readonly pin: string }
  | { readonly wish: "log-out" }
  /** `key` is the one of the reason. */
  | { readonly wish: "pause"; readonly key: string }
  | { readonly wish: "ready" };

/** Why the desk did not do it. */
export type AgentPhoneFault =
  /** No such agent, or not his PIN: nobody is told which. */
  | "wrong"
  /** After too many of those, by this number or at this phone. */
  | "locked"
  /** Nobody is logged in at this phone. */
  | "nobody"
  | "phone-taken"
  | "on-contact"
  | "no-reason"
  | "failed";

/** What came of a wish. `language` is the one of the agent's account; null where he has none, or nobody is known. */
export type AgentPhoneResult =
  /** `isPaused`: the agent stands paused now, by this wish or by an earlier one. */
  | { readonly is: "done"; readonly isPaused: boolean; readonly language: string | null }
  | { readonly is: "refused"; readonly why: AgentPhoneFault; readonly language: string | null };

/** Who asks: a phone that has proven itself, in a call of its own. */
export interface AgentPhoneContext {
  readonly callId: string;
  readonly tenantId: string;
  readonly phoneId: string;
  /** Counts the wishes of the call. */
  readonly nth: number;
}

/** Where agents log in and out by telephone. Settles within its own deadline. */
export interface AgentPhoneService {
  ask(phoneContext: AgentPhoneContext, command: AgentPhoneCommand): Promise<AgentPhoneResult>;
}
