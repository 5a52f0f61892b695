/** Command of an agent at a desk phone. The digits of a login are never recorded. */
export type AgentPhoneCommand =
  | { readonly wish: "log-in"; readonly deskNumber: string; readonly pin: string }
  | { readonly wish: "log-out" }
  /** `key` selects the reason. */
  | { readonly wish: "pause"; readonly key: string }
  | { readonly wish: "ready" };

/** Why the command was not carried out. */
export type AgentPhoneFault =
  /** Unknown agent or wrong PIN: the answer does not distinguish them. */
  | "wrong"
  /** Locked after too many wrong attempts for this number or at this phone. */
  | "locked"
  /** No agent is logged in at this phone. */
  | "nobody"
  | "phone-taken"
  | "on-contact"
  | "no-reason"
  | "failed";

/** The result of a command. `language` is that of the agent's account; null for none or an unknown agent. */
export type AgentPhoneResult =
  /** `isPaused`: the agent is paused now, by this command or an earlier one. */
  | { readonly is: "done"; readonly isPaused: boolean; readonly language: string | null }
  | { readonly is: "refused"; readonly why: AgentPhoneFault; readonly language: string | null };

/** The sender of a command: an authenticated phone, in its own call. */
export interface AgentPhoneContext {
  readonly callId: string;
  readonly tenantId: string;
  readonly phoneId: string;
  /** Number of the command within the call. */
  readonly nth: number;
}

/** Agent login and logout by telephone. Settles within its own deadline. */
export interface AgentPhoneService {
  ask(phoneContext: AgentPhoneContext, command: AgentPhoneCommand): Promise<AgentPhoneResult>;
}
