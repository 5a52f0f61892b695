import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { QueueInput } from "../routing/queue-input.ts";
import type { Agent } from "./agent.ts";

/** A command of an agent. Without a phone the agent's usual one applies; `ready` ends a pause, wrap-up and rest as well. */
export type AgentAct =
  | { readonly act: "log-in"; readonly phoneId: string | null }
  | { readonly act: "log-out" }
  | { readonly act: "pause"; readonly reasonId: string }
  | { readonly act: "ready" }
  | MessageAct;

/** A command on a message: it does not ring, and is taken, declined and ended on the agent desktop. */
export interface MessageAct {
  readonly act: "take-message" | "decline-message" | "end-message";
  readonly contactId: string;
}

/** Why the ACD refused a command of an agent. */
export type AgentActRefusal =
  | "agent-not-on-floor"
  | "agent-not-logged-in"
  | "agent-without-phone"
  | "agent-phone-taken"
  | "agent-on-contact"
  | "agent-message-gone"
  | "agent-act-late";

/** The facts that decide on a command. */
export interface AgentActFacts {
  readonly agentId: string;
  /** Undefined while the ACD state does not contain the agent. */
  readonly agent: Agent | undefined;
  /** The current phone of the agent; null while logged out. */
  readonly phoneId: string | null;
  readonly homePhoneId: string | null;
  /** Phones at which other agents are logged in. */
  readonly taken: ReadonlySet<string>;
  /** Whether a contact is a message; a call is answered by phone. */
  readonly isWritten: (contactId: string) => boolean;
}

/** A decided command: the input for the ACD, and the agent's phone from then on. */
export interface DecidedAct {
  readonly input: QueueInput;
  readonly phoneId: string | null;
}

/** Decides a command in the current state of the agent. A command without effect counts as done. */
export function decideAgentAct(facts: AgentActFacts, act: AgentAct): Result<DecidedAct, AgentActRefusal> {
  const { agent, agentId, phoneId } = facts;
  if (agent === undefined) return refuse("agent-not-on-floor");
  if (act.act === "log-in") return decideLogIn(facts, agent, act.phoneId);
  if (agent.state.is === "logged-out" && act.act !== "log-out") return refuse("agent-not-logged-in");
  switch (act.act) {
    case "log-out":
      return ok({ input: { input: "agent-logged-out", agentId }, phoneId });
    case "pause":
      return ok({ input: { input: "agent-paused", agentId, reason: act.reasonId }, phoneId });
    case "ready":
      return ok({ input: { input: "agent-ready", agentId }, phoneId });
    case "take-message":
    case "decline-message":
    case "end-message":
      return decideMessageAct(facts, agent, act);
  }
}

/** An offered message is taken or declined, and a taken one is ended; a taken one stays taken. */
function decideMessageAct(
  { agentId, phoneId, isWritten }: AgentActFacts,
  { state }: Agent,
  { act, contactId }: MessageAct,
): Result<DecidedAct, AgentActRefusal> {
  const isHis = "contactId" in state && state.contactId === contactId && isWritten(contactId);
  if (!isHis) return refuse("agent-message-gone");
  const isOffered = state.is === "offered";
  if (act === "end-message")
    return state.is === "talking"
      ? ok({ input: { input: "ended", contactId, holdMs: 0 }, phoneId })
      : refuse("agent-message-gone");
  if (act === "decline-message")
    return isOffered
      ? ok({ input: { input: "missed", contactId, agentId, why: "declined" }, phoneId })
      : refuse("agent-message-gone");
  if (isOffered) return ok({ input: { input: "answered", contactId, agentId }, phoneId });
  return state.is === "wrap-up" ? refuse("agent-message-gone") : ok({ input: { input: "timer" }, phoneId });
}

/** Two agents never work at one phone, and an agent cannot change the phone while it rings or is in a talk. */
function decideLogIn(
  { agentId, phoneId, homePhoneId, taken }: AgentActFacts,
  agent: Agent,
  asked: string | null,
): Result<DecidedAct, AgentActRefusal> {
  const wanted = asked ?? homePhoneId;
  if (wanted === null) return refuse("agent-without-phone");
  if (taken.has(wanted)) return refuse("agent-phone-taken");
  const isOnContact = ["offered", "connecting", "talking"].includes(agent.state.is);
  if (isOnContact && wanted !== phoneId) return refuse("agent-on-contact");
  return ok({ input: { input: "agent-logged-in", agentId }, phoneId: wanted });
}
