/** API requests of the personal data screens. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

/** The data subject requests of a call centre, and the rule for their deadline. */
export type PersonalRequests =
  paths["/api/service/personal-requests"]["get"]["responses"]["200"]["content"]["application/json"];

/** One request. */
export type PersonalRequest = PersonalRequests["items"][number];

/** The data stored about the number of a request. */
export type Holdings =
  paths["/api/service/personal-requests/{id}/holdings"]["get"]["responses"]["200"]["content"]["application/json"];

/** All requests of the current call centre. */
export const personalRequestsQuery = queryOptions({
  queryKey: ["service", "personal-requests"],
  queryFn: () => read<PersonalRequests>(api.GET("/api/service/personal-requests")),
});

/** Poll interval while a deletion is running. */
const UNDER_WAY_MS = 5_000;

/** One request; polled while its deletion is running. */
export const personalRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "personal-requests", id],
    queryFn: () => read<PersonalRequest>(api.GET("/api/service/personal-requests/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === "deleting" ? UNDER_WAY_MS : false),
  });

/** The stored data. Read once: each access is logged, so the data is not refetched automatically. */
export const holdingsQuery = (id: string) =>
  queryOptions({
    queryKey: ["personal-holdings", id],
    queryFn: () =>
      read<Holdings>(api.GET("/api/service/personal-requests/{id}/holdings", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
