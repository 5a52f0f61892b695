/** What somebody at a desk phone asks of the agents' desk. The digits of a log-in are nowhere kept. */
export type AgentPhoneCommand =
  | { readonly wish: "log-in"; readonly deskNumber: string; readonly pin: string }
  | { readonly wish: "log-out" }
  /** `key` is the one of the reason. */
  | { readonly wish: "pause"; readonly key: string }
  | { readonly wish: "ready" };

/** Why the desk did not do it. */
export type AgentPhoneFault =
  /** No such agent, or the wrong PIN: the answer does not say which. */
  | "wrong"
  /** After too many of those, by this number or at this phone. */
  | "locked"
  /** No agent is logged in at this phone. */
  | "nobody"
  | "phone-taken"
  | "on-contact"
  | "no-reason"
  | "failed";

/** The result of a command. `language` is that of the agent's account; null for none or an unknown agent. */
export type AgentPhoneResult =
  /** `isPaused`: the agent stands paused now, by this wish or by an earlier one. */
  | { readonly is: "done"; readonly isPaused: boolean; readonly language: string | null }
  | { readonly is: "refused"; readonly why: AgentPhoneFault; readonly language: string | null };

/** The sender of a command: an authenticated phone, in its own call. */
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
