import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { QueueInput } from "../routing/queue-input.ts";
import type { Agent } from "./agent.ts";

/** What an agent asks of the floor. Without a phone he works at his own; `ready` ends a pause, wrap-up and rest as well. */
export type AgentAct =
  | { readonly act: "log-in"; readonly phoneId: string | null }
  | { readonly act: "log-out" }
  | { readonly act: "pause"; readonly reasonId: string }
  | { readonly act: "ready" }
  | MessageAct;

/** What an agent does with what somebody wrote: nothing rings, so it is taken, declined and ended at his desk. */
export interface MessageAct {
  readonly act: "take-message" | "decline-message" | "end-message";
  readonly contactId: string;
}

/** Why the floor did not do what an agent asked. */
export type AgentActRefusal =
  | "agent-not-on-floor"
  | "agent-not-logged-in"
  | "agent-without-phone"
  | "agent-phone-taken"
  | "agent-on-contact"
  | "agent-message-gone"
  | "agent-act-late";

/** What an act is judged by. */
export interface AgentActFacts {
  readonly agentId: string;
  /** Undefined while the floor does not know him. */
  readonly agent: Agent | undefined;
  /** Where he works now; null while he is logged out. */
  readonly phoneId: string | null;
  readonly homePhoneId: string | null;
  /** Phones at which others are logged in. */
  readonly taken: ReadonlySet<string>;
  /** Whether a contact is somebody who wrote; one who calls is answered by a telephone. */
  readonly isWritten: (contactId: string) => boolean;
}

/** An act that is done by giving this to the floor; `phoneId` is where he works from then on. */
export interface DecidedAct {
  readonly input: QueueInput;
  readonly phoneId: string | null;
}

/** Decides what an agent's wish means where he stands. What is so already is done. */
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

/** What was offered is taken or declined, and what was taken is ended; what is taken already stays so. */
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

/** Two agents never work at one phone, and nobody changes his while it rings for him or he talks at it. */
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
