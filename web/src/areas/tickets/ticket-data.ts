/** Tickets as the HTTP API returns them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";
import type { LIST_KEYS } from "./ticket-keys.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Tickets = Answered<"/api/service/tickets">;
/** A ticket in a list. */
export type TicketRow = Tickets["items"][number];
/** A complete ticket. */
export type WholeTicket = Answered<"/api/service/tickets/{id}">;
/** Options of lists and forms. */
export type TicketChoices = Answered<"/api/service/tickets/choices">;
/** A category with its target times. */
export type TicketCategory = Answered<"/api/service/ticket-categories">["items"][number];
/** Escalation settings, and the customers' page. */
export type TicketSetting = Answered<"/api/service/ticket-setting">;
/** Tickets of a contact on the agent desktop. */
export type ContactTickets = Answered<"/api/service/desk/contacts/{id}/tickets">;

/** The URL parameters of the list. */
export type TicketAddress = { readonly [Key in (typeof LIST_KEYS)[number]]?: string };

/** Prefix of all query keys of tickets. */
export const TICKETS_KEY = ["service", "tickets"] as const;

/** Converts URL parameters to the API query. */
export function ticketQueryOf({
  search,
  state,
  category,
  priority,
  whose,
  late,
}: TicketAddress): Record<string, string> {
  const asked = { search, state, categoryId: category, priority, whose, isLate: late };
  return Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => (value === undefined || value === "" ? [] : [[key, value]])),
  );
}

/** A list of tickets by the URL parameters. */
export const ticketsQuery = (query: Readonly<Record<string, string | number>>) =>
  queryOptions({
    queryKey: [...TICKETS_KEY, "list", query],
    queryFn: () => read<Tickets>(api.GET("/api/service/tickets", { params: { query: query as object } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** One ticket; refetched while open, because the customer may reply. */
export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: [...TICKETS_KEY, "one", id],
    queryFn: () => read<WholeTicket>(api.GET("/api/service/tickets/{id}", { params: { path: { id } } })),
    refetchInterval: 30_000,
  });

/** Categories, users and queues. */
export const choicesQuery = queryOptions({
  queryKey: [...TICKETS_KEY, "choices"],
  queryFn: () => read<TicketChoices>(api.GET("/api/service/tickets/choices")),
});

/** Categories with their target times. */
export const categoriesQuery = queryOptions({
  queryKey: [...TICKETS_KEY, "categories"],
  queryFn: () => read<{ readonly items: readonly TicketCategory[] }>(api.GET("/api/service/ticket-categories")),
});

/** Escalation settings. */
export const settingQuery = queryOptions({
  queryKey: [...TICKETS_KEY, "setting"],
  queryFn: () => read<TicketSetting>(api.GET("/api/service/ticket-setting")),
});

/** Tickets of a contact on the agent desktop. */
export const contactTicketsQuery = (contactId: string) =>
  queryOptions({
    queryKey: [...TICKETS_KEY, "desk", contactId],
    queryFn: () =>
      read<ContactTickets>(api.GET("/api/service/desk/contacts/{id}/tickets", { params: { path: { id: contactId } } })),
  });
