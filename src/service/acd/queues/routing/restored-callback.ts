import type { Agent } from "../agents/agent.ts";
import type { Contact } from "./contact.ts";

/** What is kept of a callback so that it comes back at its old place; times are by the steady clock of its floor. */
export type RestoredCallback = Pick<
  Contact,
  | "id"
  | "queueId"
  | "joinedAtMs"
  | "enteredAtMs"
  | "priority"
  | "rankMs"
  | "ticket"
  | "needs"
  | "stickyAgentId"
  | "visited"
> & {
  /** What was kept before callbacks were planned has none. */
  readonly holdMs?: Contact["holdMs"];
  /** What it is unless it is a callback. */
  readonly kind?: "message";
};

/** What is kept of an agent who is logged in. */
export type RestoredAgent = Pick<
  Agent,
  "state" | "lastContactEndedMs" | "availableSinceMs" | "contacts" | "missed" | "next"
> & {
  readonly agentId: string;
  /** The queue of the agent's contact; null without a contact. */
  readonly queueId: string | null;
};

/** What is to be kept of a callback. */
export function toRestoredCallback(contact: Contact): RestoredCallback {
  const { id, queueId, joinedAtMs, enteredAtMs, priority, rankMs, ticket, needs, stickyAgentId, visited, holdMs } =
    contact;
  return { id, queueId, joinedAtMs, enteredAtMs, priority, rankMs, ticket, needs, stickyAgentId, visited, holdMs };
}

/** What is to be kept of an agent, beside which agent it is. */
export type HeldAgent = Omit<RestoredAgent, "agentId" | "queueId">;

/** What is to be kept of an agent. */
export function heldAgent(agent: Agent): HeldAgent {
  const { state, lastContactEndedMs, availableSinceMs, contacts, missed, next } = agent;
  return { state, lastContactEndedMs, availableSinceMs, contacts, missed, next };
}
