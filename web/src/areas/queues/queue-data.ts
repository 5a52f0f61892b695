/** Queues and agents as the HTTP API answers with them. */
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
/** One queue with its rules. */
export type QueueRow = QueuesAnswer["items"][number];
/** What a queue's form sends. */
export type QueueBody = Sent<"/api/service/queues">;
/** One agent with how he stands. */
export type AgentRow = Answered<"/api/service/agents">["items"][number];
/** What an agent's form sends. */
export type AgentBody = Sent<"/api/service/agents">;
/** What an agent is to do. */
export type AgentAct = Sent<"/api/service/agents/{id}/acts">["act"];
/** What became of it. */
export type AgentCommand = Answered<"/api/service/agents/{id}/acts/{actId}">;

/** What is done with a contact that waits. */
export type ContactAct = Sent<"/api/service/contacts/{id}/acts">["act"];

/** Everything that happened to a contact. */
export type ContactTimeline = Answered<"/api/service/contacts/{id}">;

/** Agents come and go without a word from the server, so lists look again. */
const POLL_MS = 3_000;
/** A contact that goes on is looked at as often as the board is. */
const CONTACT_POLL_MS = 1_000;

/** Queues by name. */
export const queuesQuery = queryOptions({
  queryKey: ["service", "queues"],
  queryFn: () => read<QueuesAnswer>(api.GET("/api/service/queues")),
});

/** Agents by name, with how they stand. */
export const agentsQuery = queryOptions({
  queryKey: ["service", "agents"],
  queryFn: () => read<Answered<"/api/service/agents">>(api.GET("/api/service/agents")),
  refetchInterval: POLL_MS,
});

/** Accounts that may work at a desk, each with the agent he is. */
export const agentPeopleQuery = queryOptions({
  queryKey: ["service", "agents", "people"],
  queryFn: () => read<Answered<"/api/service/agents/people">>(api.GET("/api/service/agents/people")),
});

/** What ends the story of a contact. */
const LAST_KINDS: readonly string[] = ["contact.closed", "contact.refused"];

/** Whether nothing more will happen to a contact. */
export const isContactClosed = ({ events }: Pick<ContactTimeline, "events">): boolean =>
  events.some(({ kind }) => LAST_KINDS.includes(kind));

/** Everything that happened to a contact; read again for as long as it goes on. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "contacts", id],
    queryFn: () => read<ContactTimeline>(api.GET("/api/service/contacts/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isContactClosed(state.data) ? false : CONTACT_POLL_MS),
  });

/** The rules that a new queue begins with. */
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
