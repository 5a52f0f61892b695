/** What the screens of personal data read. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

/** The requests of a call centre, and the rule that their answers are due by. */
export type PersonalRequests =
  paths["/api/service/personal-requests"]["get"]["responses"]["200"]["content"]["application/json"];

/** One request. */
export type PersonalRequest = PersonalRequests["items"][number];

/** What is held of the number of a request. */
export type Holdings =
  paths["/api/service/personal-requests/{id}/holdings"]["get"]["responses"]["200"]["content"]["application/json"];

/** All requests of the caller's call centre. */
export const personalRequestsQuery = queryOptions({
  queryKey: ["service", "personal-requests"],
  queryFn: () => read<PersonalRequests>(api.GET("/api/service/personal-requests")),
});

/** A deletion that is under way is looked at so often. */
const UNDER_WAY_MS = 5_000;

/** One request; looked at again while its deletion is under way. */
export const personalRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "personal-requests", id],
    queryFn: () => read<PersonalRequest>(api.GET("/api/service/personal-requests/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === "deleting" ? UNDER_WAY_MS : false),
  });

/** What is held, read once: each look is on record, so a page that is seen again does not look again by itself. */
export const holdingsQuery = (id: string) =>
  queryOptions({
    queryKey: ["personal-holdings", id],
    queryFn: () =>
      read<Holdings>(api.GET("/api/service/personal-requests/{id}/holdings", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
