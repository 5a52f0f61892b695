/** Webhooks as the HTTP API answers with them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** An address that is told of events. */
export type Webhook = Answered<"/api/service/webhooks/{id}">;
/** A call of an address, and what it was answered. */
export type Exchange = Answered<"/api/service/webhooks/{id}/exchanges">["items"][number];
/** An event on its way to an address. */
export type Delivery = Answered<"/api/service/webhooks/{id}/deliveries">["items"][number];
/** One of them with what was sent. */
export type DeliveryWithBody = Answered<"/api/service/webhooks/{id}/deliveries/{eventId}">;

/** The lists of one address. */
export const WEBHOOK_LISTS = ["exchanges", "waiting", "dead"] as const;
/** One of the lists that are shown of an address. */
export type WebhookList = (typeof WEBHOOK_LISTS)[number];

/** Programs are told at any time, and whoever looks has just sent a test event or waits for an answer. */
const POLL_MS = 3_000;

/** The addresses by name. */
export const webhooksQuery = queryOptions({
  queryKey: ["service", "webhooks"],
  queryFn: () => read<Answered<"/api/service/webhooks">>(api.GET("/api/service/webhooks")),
  refetchInterval: POLL_MS,
});

/** One address. */
export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "webhooks", id],
    queryFn: () => read<Webhook>(api.GET("/api/service/webhooks/{id}", { params: { path: { id } } })),
    refetchInterval: POLL_MS,
  });

interface Paging {
  readonly page: number;
  readonly pageSize: number;
}

/** A page of exchanges. */
export const exchangesQuery = (id: string, paging: Paging) =>
  queryOptions({
    queryKey: ["service", "webhooks", id, "exchanges", paging],
    queryFn: () =>
      read<Answered<"/api/service/webhooks/{id}/exchanges">>(
        api.GET("/api/service/webhooks/{id}/exchanges", { params: { path: { id }, query: paging } }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });

/** A page of events that wait, or that were given up. */
export const deliveriesQuery = (id: string, state: Delivery["state"], paging: Paging) =>
  queryOptions({
    queryKey: ["service", "webhooks", id, "deliveries", state, paging],
    queryFn: () =>
      read<Answered<"/api/service/webhooks/{id}/deliveries">>(
        api.GET("/api/service/webhooks/{id}/deliveries", { params: { path: { id }, query: { ...paging, state } } }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });

/** One event with what was sent. */
export const deliveryQuery = (id: string, eventId: string) =>
  queryOptions({
    queryKey: ["service", "webhooks", id, "event", eventId],
    queryFn: () =>
      read<DeliveryWithBody>(
        api.GET("/api/service/webhooks/{id}/deliveries/{eventId}", { params: { path: { id, eventId } } }),
      ),
    refetchInterval: POLL_MS,
  });
