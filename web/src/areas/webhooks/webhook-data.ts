/** Webhooks as the HTTP API returns them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** A webhook endpoint. */
export type Webhook = Answered<"/api/service/webhooks/{id}">;
/** A request to an endpoint with its response. */
export type Exchange = Answered<"/api/service/webhooks/{id}/exchanges">["items"][number];
/** An event in delivery to an endpoint. */
export type Delivery = Answered<"/api/service/webhooks/{id}/deliveries">["items"][number];
/** An event with its payload. */
export type DeliveryWithBody = Answered<"/api/service/webhooks/{id}/deliveries/{eventId}">;

/** The lists of one endpoint. */
export const WEBHOOK_LISTS = ["exchanges", "waiting", "dead"] as const;
/** The name of a list of an endpoint. */
export type WebhookList = (typeof WEBHOOK_LISTS)[number];

/** Poll interval: events are delivered at any time, and the user often waits for the result of a test event. */
const POLL_MS = 3_000;

/** The endpoints by name. */
export const webhooksQuery = queryOptions({
  queryKey: ["service", "webhooks"],
  queryFn: () => read<Answered<"/api/service/webhooks">>(api.GET("/api/service/webhooks")),
  refetchInterval: POLL_MS,
});

/** One endpoint. */
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

/** A page of requests with responses. */
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

/** A page of pending or expired events. */
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

/** One event with its payload. */
export const deliveryQuery = (id: string, eventId: string) =>
  queryOptions({
    queryKey: ["service", "webhooks", id, "event", eventId],
    queryFn: () =>
      read<DeliveryWithBody>(
        api.GET("/api/service/webhooks/{id}/deliveries/{eventId}", { params: { path: { id, eventId } } }),
      ),
    refetchInterval: POLL_MS,
  });
