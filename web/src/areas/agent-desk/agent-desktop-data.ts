/** An agent's own desk as the HTTP API answers with it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  AgentDesktop,
  DesktopColleague,
  DesktopContact,
} from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import type { DesktopCustomer } from "../../../../src/service/acd/queues/customers/customer-profile.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

/** A page of the agent's own contacts. */
type OwnContacts = paths["/api/service/desk/contacts"]["get"]["responses"][200]["content"]["application/json"];

/** A contact on such a page. */
export type OwnContact = OwnContacts["items"][number];

/** The desk: who its agent is, what can be chosen, what was done today. */
export const agentDesktopQuery = queryOptions({
  queryKey: ["service", "desk"],
  queryFn: () => read<AgentDesktop>(api.GET("/api/service/desk")),
});

/** Colleagues who are logged in, as they are now. */
export const colleaguesQuery = queryOptions({
  queryKey: ["service", "desk", "colleagues"],
  queryFn: () => read<{ readonly items: readonly DesktopColleague[] }>(api.GET("/api/service/desk/colleagues")),
  staleTime: 0,
});

/** A contact of the agent's own. */
export const desktopContactQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk", "contact", id],
    queryFn: () => read<DesktopContact>(api.GET("/api/service/desk/contacts/{id}", { params: { path: { id } } })),
  });

/** A conversation by short message. */
export type Conversation =
  paths["/api/service/desk/contacts/{id}/conversation"]["get"]["responses"][200]["content"]["application/json"];

/** What was written in the conversation that a contact is a turn of. */
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk-conversation", id],
    queryFn: () =>
      read<Conversation>(api.GET("/api/service/desk/contacts/{id}/conversation", { params: { path: { id } } })),
  });

/** Who the caller of a contact is, and what its queue wants to be said. */
export const desktopCustomerQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk-customer", id],
    queryFn: () =>
      read<DesktopCustomer>(api.GET("/api/service/desk/contacts/{id}/customer", { params: { path: { id } } })),
  });

/** The agent's own contacts, the newest first. */
export const ownContactsQuery = infiniteQueryOptions({
  queryKey: ["service", "desk", "contacts"],
  queryFn: ({ pageParam }) =>
    read<OwnContacts>(
      api.GET("/api/service/desk/contacts", {
        params: { query: pageParam === null ? {} : { before: pageParam } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
