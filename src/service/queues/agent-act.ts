import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { Agent } from "./agent.ts";
import type { QueueInput } from "./queue-input.ts";

/** What an agent asks of the floor. Without a phone he works at his own; `ready` ends a pause, wrap-up and rest as well. */
export type AgentAct =
  | { readonly act: "log-in"; readonly phoneId: string | null }
  | { readonly act: "log-out" }
  | { readonly act: "pause"; readonly reasonId: string }
  | { readonly act: "ready" };

/** Why the floor did not do what an agent asked. */
export type AgentActRefusal =
  | "agent-not-on-floor"
  | "agent-not-logged-in"
  | "agent-without-phone"
  | "agent-phone-taken"
  | "agent-on-contact"
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
  }
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
