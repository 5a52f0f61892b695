/** API requests of the call screens. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Listing = Answer<"/api/service/calls">;

/** The query of a list of calls. */
export type CallSearchQuery = NonNullable<paths["/api/service/calls"]["get"]["parameters"]["query"]>;

/** One call of the list. */
export type CallRow = Listing["items"][number];

/** All data of a call. */
export type CallDetail = Answer<"/api/service/calls/{id}">;

/** A page of ended calls. */
export const callsQuery = (query: CallSearchQuery) =>
  queryOptions({
    queryKey: ["calls", "list", query],
    queryFn: () => read<Listing>(api.GET("/api/service/calls", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** The codes and phones in the filters. */
export const callChoicesQuery = queryOptions({
  queryKey: ["calls", "choices"],
  queryFn: () => read<Answer<"/api/service/calls/choices">>(api.GET("/api/service/calls/choices")),
});

/** One call with all its data. */
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ["calls", "one", id],
    queryFn: () => read<CallDetail>(api.GET("/api/service/calls/{id}", { params: { path: { id } } })),
  });

/** Recomputes the record of a call from its events. */
export const recheckCall = (id: string) =>
  read<Answer<"/api/service/calls/{id}/recheck">>(
    api.GET("/api/service/calls/{id}/recheck", { params: { path: { id } } }),
  );

/** The SIP messages of a call. */
export type CallTrace = Answer<"/api/service/calls/{id}/trace">;

/** One SIP message. */
export type TracedMessage = CallTrace["items"][number];

/** The SIP messages of a call, oldest first. */
export const traceQuery = (id: string) =>
  queryOptions({
    queryKey: ["calls", "trace", id],
    queryFn: () => read<CallTrace>(api.GET("/api/service/calls/{id}/trace", { params: { path: { id } } })),
  });
