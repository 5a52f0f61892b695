import type { Agent } from "../agents/agent.ts";
import type { Contact } from "./contact.ts";

/** The stored data of a callback that restore its place; times are by the monotonic clock of its ACD state. */
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
  /** Callbacks that were stored before scheduling existed have none. */
  readonly holdMs?: Contact["holdMs"];
  /** The kind of a contact that is no callback. */
  readonly kind?: "message";
};

/** The stored data of a logged-in agent. */
export type RestoredAgent = Pick<
  Agent,
  "state" | "lastContactEndedMs" | "availableSinceMs" | "contacts" | "missed" | "next"
> & {
  readonly agentId: string;
  /** The queue of the agent's contact; null without a contact. */
  readonly queueId: string | null;
};

/** The data of a callback for storage. */
export function toRestoredCallback(contact: Contact): RestoredCallback {
  const { id, queueId, joinedAtMs, enteredAtMs, priority, rankMs, ticket, needs, stickyAgentId, visited, holdMs } =
    contact;
  return { id, queueId, joinedAtMs, enteredAtMs, priority, rankMs, ticket, needs, stickyAgentId, visited, holdMs };
}

/** The data of an agent for storage, without the agent's id. */
export type HeldAgent = Omit<RestoredAgent, "agentId" | "queueId">;

/** The data of an agent for storage. */
export function heldAgent(agent: Agent): HeldAgent {
  const { state, lastContactEndedMs, availableSinceMs, contacts, missed, next } = agent;
  return { state, lastContactEndedMs, availableSinceMs, contacts, missed, next };
}
