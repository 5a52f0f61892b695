/** Tickets as the HTTP API answers with them. */
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
/** A whole ticket. */
export type WholeTicket = Answered<"/api/service/tickets/{id}">;
/** What lists and forms choose from. */
export type TicketChoices = Answered<"/api/service/tickets/choices">;
/** A category with its promises. */
export type TicketCategory = Answered<"/api/service/ticket-categories">["items"][number];
/** Who is told when, and the page for customers. */
export type TicketSetting = Answered<"/api/service/ticket-setting">;
/** Tickets at a desk. */
export type ContactTickets = Answered<"/api/service/desk/contacts/{id}/tickets">;

/** The address of the list. */
export type TicketAddress = { readonly [Key in (typeof LIST_KEYS)[number]]?: string };

/** Everything about tickets begins with this. */
export const TICKETS_KEY = ["service", "tickets"] as const;

/** What an address asks for, as the API names it. */
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

/** Tickets, as an address asks for them. */
export const ticketsQuery = (query: Readonly<Record<string, string | number>>) =>
  queryOptions({
    queryKey: [...TICKETS_KEY, "list", query],
    queryFn: () => read<Tickets>(api.GET("/api/service/tickets", { params: { query: query as object } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** One ticket; customers write into it while it is open. */
export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: [...TICKETS_KEY, "one", id],
    queryFn: () => read<WholeTicket>(api.GET("/api/service/tickets/{id}", { params: { path: { id } } })),
    refetchInterval: 30_000,
  });

/** Categories, people and queues. */
export const choicesQuery = queryOptions({
  queryKey: [...TICKETS_KEY, "choices"],
  queryFn: () => read<TicketChoices>(api.GET("/api/service/tickets/choices")),
});

/** Categories with their promises. */
export const categoriesQuery = queryOptions({
  queryKey: [...TICKETS_KEY, "categories"],
  queryFn: () => read<{ readonly items: readonly TicketCategory[] }>(api.GET("/api/service/ticket-categories")),
});

/** Who is told when. */
export const settingQuery = queryOptions({
  queryKey: [...TICKETS_KEY, "setting"],
  queryFn: () => read<TicketSetting>(api.GET("/api/service/ticket-setting")),
});

/** Tickets of a contact at the own desk. */
export const contactTicketsQuery = (contactId: string) =>
  queryOptions({
    queryKey: [...TICKETS_KEY, "desk", contactId],
    queryFn: () =>
      read<ContactTickets>(api.GET("/api/service/desk/contacts/{id}/tickets", { params: { path: { id: contactId } } })),
  });
