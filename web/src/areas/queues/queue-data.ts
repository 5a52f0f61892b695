/** Queues and agents as the HTTP API returns them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
type Sent<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

type QueuesAnswer = Answered<"/api/service/queues">;
/** A queue with its rules. */
export type QueueRow = QueuesAnswer["items"][number];
/** The request body of a queue. */
export type QueueBody = Sent<"/api/service/queues">;
/** An agent with the current state. */
export type AgentRow = Answered<"/api/service/agents">["items"][number];
/** The request body of an agent. */
export type AgentBody = Sent<"/api/service/agents">;
/** A command to an agent. */
export type AgentAct = Sent<"/api/service/agents/{id}/acts">["act"];
/** The state of a command. */
export type AgentCommand = Answered<"/api/service/agents/{id}/acts/{actId}">;

/** A command on a waiting contact. */
export type ContactAct = Sent<"/api/service/contacts/{id}/acts">["act"];

/** The timeline of a contact. */
export type ContactTimeline = Answered<"/api/service/contacts/{id}">;

/** Poll interval: the server does not push agent state changes to lists. */
const POLL_MS = 3_000;
/** An open contact is polled as often as the board is updated. */
const CONTACT_POLL_MS = 1_000;

/** Queues by name. */
export const queuesQuery = queryOptions({
  queryKey: ["service", "queues"],
  queryFn: () => read<QueuesAnswer>(api.GET("/api/service/queues")),
});

/** Agents by name, with their states. */
export const agentsQuery = queryOptions({
  queryKey: ["service", "agents"],
  queryFn: () => read<Answered<"/api/service/agents">>(api.GET("/api/service/agents")),
  refetchInterval: POLL_MS,
});

/** Accounts that may use the agent desktop, each with its agent. */
export const agentPeopleQuery = queryOptions({
  queryKey: ["service", "agents", "people"],
  queryFn: () => read<Answered<"/api/service/agents/people">>(api.GET("/api/service/agents/people")),
});

/** Events that close a contact. */
const LAST_KINDS: readonly string[] = ["contact.closed", "contact.refused"];

/** Whether the contact is closed. */
export const isContactClosed = ({ events }: Pick<ContactTimeline, "events">): boolean =>
  events.some(({ kind }) => LAST_KINDS.includes(kind));

/** The timeline of a contact; polled while the contact is open. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "contacts", id],
    queryFn: () => read<ContactTimeline>(api.GET("/api/service/contacts/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isContactClosed(state.data) ? false : CONTACT_POLL_MS),
  });

/** The default rules of a new queue. */
export const FIRST_RULES: QueueBody["rules"] = {
  strategy: "longest-idle",
  idleClock: "since-available",
  priority: 0,
  ringMs: 20_000,
  connectMs: 10_000,
  wrapUpMs: 30_000,
  restMs: 5_000,
  missedMax: 3,
  ringAtOnce: 5,
  waitingMax: 200,
  waitMaxMs: 1_800_000,
  callbackWaitMaxMs: 28_800_000,
  overflow: {
    full: { to: "hang-up" },
    empty: { to: "hang-up" },
    "too-long": { to: "hang-up" },
    closed: { to: "hang-up" },
  },
  joinWhile: "logged-in",
  stayWhile: "always",
  tiersOpenMs: [0],
  relaxations: [],
  stickyMs: 0,
  tellEveryMs: 30_000,
};
