/** The agent desktop as the HTTP API returns it. */
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

/** A page of the agent's contacts. */
type OwnContacts = paths["/api/service/desk/contacts"]["get"]["responses"][200]["content"]["application/json"];

/** A contact on such a page. */
export type OwnContact = OwnContacts["items"][number];

/** The desktop data: the agent, the available options and today's figures. */
export const agentDesktopQuery = queryOptions({
  queryKey: ["service", "desk"],
  queryFn: () => read<AgentDesktop>(api.GET("/api/service/desk")),
});

/** Colleagues who are logged in, with their current states. */
export const colleaguesQuery = queryOptions({
  queryKey: ["service", "desk", "colleagues"],
  queryFn: () => read<{ readonly items: readonly DesktopColleague[] }>(api.GET("/api/service/desk/colleagues")),
  staleTime: 0,
});

/** One of the agent's contacts. */
export const desktopContactQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk", "contact", id],
    queryFn: () => read<DesktopContact>(api.GET("/api/service/desk/contacts/{id}", { params: { path: { id } } })),
  });

/** An SMS conversation. */
export type Conversation =
  paths["/api/service/desk/contacts/{id}/conversation"]["get"]["responses"][200]["content"]["application/json"];

/** The messages of the conversation that a contact belongs to. */
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk-conversation", id],
    queryFn: () =>
      read<Conversation>(api.GET("/api/service/desk/contacts/{id}/conversation", { params: { path: { id } } })),
  });

/** The customer of a contact, and the call script of its queue. */
export const desktopCustomerQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk-customer", id],
    queryFn: () =>
      read<DesktopCustomer>(api.GET("/api/service/desk/contacts/{id}/customer", { params: { path: { id } } })),
  });

/** The agent's contacts, newest first. */
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
