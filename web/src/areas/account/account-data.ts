/** API requests of the account screens, with their query keys. */
import { queryOptions } from "@tanstack/react-query";
import type { Account, Colleagues, OpenSession } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";

/** The account of the signed-in user. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: () => read<Account>(api.GET("/api/account")),
});

/** The sessions of the user. */
export const openSessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: () => read<{ items: OpenSession[] }>(api.GET("/api/account/sessions")),
});

/** The users of a company, and the open invitations. */
export const colleaguesQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["colleagues", organisationId],
    queryFn: () => read<Colleagues>(api.GET("/api/colleagues", { params: { query: { organisationId } } })),
  });
