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
/** One of them. */
export type WebhookList = (typeof WEBHOOK_LISTS)[number];

/** While something is on its way, its answer is looked for so often; otherwise once in a while, since programs are told at any time. */
const LOOK_MS = 1_500;
const LOOK_NOW_AND_THEN_MS = 15_000;
const every = (isSoon: boolean) => (isSoon ? LOOK_MS : LOOK_NOW_AND_THEN_MS);

/** The addresses by name. */
export const webhooksQuery = queryOptions({
  queryKey: ["service", "webhooks"],
  queryFn: () => read<Answered<"/api/service/webhooks">>(api.GET("/api/service/webhooks")),
  refetchInterval: ({ state }) => every(state.data?.items.some(({ waiting }) => waiting > 0) === true),
});

/** One address. */
export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "webhooks", id],
    queryFn: () => read<Webhook>(api.GET("/api/service/webhooks/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => every((state.data?.waiting ?? 0) > 0),
  });

interface Paging {
  readonly page: number;
  readonly pageSize: number;
}

/** A page of exchanges; looked at again soon while something waits. */
export const exchangesQuery = (id: string, paging: Paging, isWaiting: boolean) =>
  queryOptions({
    queryKey: ["service", "webhooks", id, "exchanges", paging],
    queryFn: () =>
      read<Answered<"/api/service/webhooks/{id}/exchanges">>(
        api.GET("/api/service/webhooks/{id}/exchanges", { params: { path: { id }, query: paging } }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: every(isWaiting),
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
    refetchInterval: LOOK_NOW_AND_THEN_MS,
  });

/** One event with what was sent; looked at again soon while it waits. */
export const deliveryQuery = (id: string, eventId: string) =>
  queryOptions({
    queryKey: ["service", "webhooks", id, "event", eventId],
    queryFn: () =>
      read<DeliveryWithBody>(
        api.GET("/api/service/webhooks/{id}/deliveries/{eventId}", { params: { path: { id, eventId } } }),
      ),
    refetchInterval: ({ state }) => every(state.data?.state === "waiting"),
  });
