/** Conversations by short message and the ways to queues, as the HTTP API answers with them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The ways, and what can be chosen. */
export type ThreadRoutes = Answered<"/api/service/sms/thread-routes">;
/** A way from a number to a queue. */
export type ThreadRoute = ThreadRoutes["items"][number];
type Threads = Answered<"/api/service/sms/threads">;
/** A conversation. */
export type Thread = Threads["items"][number];

/** The ways by number and word. */
export const threadRoutesQuery = queryOptions({
  queryKey: ["service", "sms-thread-routes"],
  queryFn: () => read<ThreadRoutes>(api.GET("/api/service/sms/thread-routes")),
});

/** What the address of the list holds. */
export interface ThreadAddress {
  readonly to?: string | undefined;
  readonly open?: string | undefined;
  readonly before?: string | undefined;
}

const POLL_MS = 5_000;

/** A page of conversations, the newest first; looked at again while it is open. */
export const threadsQuery = ({ to, open, before }: ThreadAddress) => {
  const query = {
    ...(to === undefined || to === "" ? {} : { customer: to }),
    ...(open === "yes" ? ({ open: "yes" } as const) : {}),
    ...(before === undefined || before === "" ? {} : { before }),
  } as const;
  return queryOptions({
    queryKey: ["service", "sms-threads", query],
    queryFn: () => read<Threads>(api.GET("/api/service/sms/threads", { params: { query } })),
    refetchInterval: POLL_MS,
  });
};
