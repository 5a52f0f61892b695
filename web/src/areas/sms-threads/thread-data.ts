/** SMS conversations and their routes to queues, as returned by the HTTP API. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The routes, with the choices of the form. */
export type ThreadRoutes = Answered<"/api/service/sms/thread-routes">;
/** A route from a number to a queue. */
export type ThreadRoute = ThreadRoutes["items"][number];
type Threads = Answered<"/api/service/sms/threads">;
/** A conversation. */
export type Thread = Threads["items"][number];

/** The routes, by number and keyword. */
export const threadRoutesQuery = queryOptions({
  queryKey: ["service", "sms-thread-routes"],
  queryFn: () => read<ThreadRoutes>(api.GET("/api/service/sms/thread-routes")),
});

/** The search parameters of the list. */
export interface ThreadAddress {
  readonly to?: string | undefined;
  readonly open?: string | undefined;
  readonly before?: string | undefined;
}

const POLL_MS = 5_000;

/** A page of conversations, newest first; refetched while the list is open. */
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
