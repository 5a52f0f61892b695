/** What the account screens read, each with its cache key. */
import { queryOptions } from "@tanstack/react-query";
import type { Account, Colleagues, OpenSession } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";

/** The account of whoever is signed in. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: () => read<Account>(api.GET("/api/account")),
});

/** Where the person is signed in. */
export const openSessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: () => read<{ items: OpenSession[] }>(api.GET("/api/account/sessions")),
});

/** The people of a company, and who is invited to it. */
export const colleaguesQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["colleagues", organisationId],
    queryFn: () => read<Colleagues>(api.GET("/api/colleagues", { params: { query: { organisationId } } })),
  });
