/** Queries of a call centre's audit log. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Entries = Answer<"/api/service/audit">;

/** One entry of the log. */
export type CentreEntry = Entries["items"][number];

/** The query parameters of the log. */
export type AuditEntriesQuery = NonNullable<paths["/api/service/audit"]["get"]["parameters"]["query"]>;

/** The search parameters of the log's address; every value is text. */
export interface CentreAuditAddress {
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly cursor?: string;
}

/** The search parameters that filter the log. */
export const NARROWING_KEYS = ["from", "to", "actor", "action", "kind", "subject"] as const;

/** The filter of an address in the form of the API's query. */
export function auditQueryOf(address: CentreAuditAddress): Omit<AuditEntriesQuery, "cursor" | "limit"> {
  return Object.fromEntries(NARROWING_KEYS.flatMap((key) => (address[key] ? [[key, address[key]]] : [])));
}

/** A page of the log, newest first. */
export const centreAuditQuery = (query: AuditEntriesQuery) =>
  queryOptions({
    queryKey: ["centre-audit", "list", query],
    queryFn: () => read<Entries>(api.GET("/api/service/audit", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** The actors, actions and subject kinds found in the log, to choose from. */
export const centreAuditChoicesQuery = queryOptions({
  queryKey: ["centre-audit", "choices"],
  queryFn: () => read<Answer<"/api/service/audit/choices">>(api.GET("/api/service/audit/choices")),
});
