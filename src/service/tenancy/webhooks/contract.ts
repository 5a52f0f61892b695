import { z } from "zod";
import { EVENT_KINDS } from "./event-kind.shared.ts";
import { OUTWARD_FAULTS } from "./outward.ts";
import { WEBHOOK_URL_MAX } from "./webhook-url.shared.ts";

/** The maximum of endpoints of one call centre. */
export const ENDPOINTS_MAX = 20;
/** The reasons of a failed delivery, including a secret that cannot be decrypted. */
export const DELIVERY_FAULTS = [...OUTWARD_FAULTS, "secret-lost"] as const;
/** The states of a delivery: dead after its time limit, dropped with its endpoint. */
export const DELIVERY_STATES = ["waiting", "delivered", "dead", "dropped"] as const;

/** The form of an endpoint. */
export const endpointFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().max(WEBHOOK_URL_MAX),
  kinds: z
    .array(z.enum(EVENT_KINDS))
    .max(EVENT_KINDS.length)
    .transform((all) => EVENT_KINDS.filter((kind) => all.includes(kind))),
});

/** A change of an endpoint, over the version that was read. */
export const endpointChangeSchema = endpointFormSchema.extend({
  isOn: z.boolean(),
  expectedVersion: z.number().int().min(1),
});

/** A secret, returned only here. */
export const endpointSecretSchema = z.object({ secret: z.string() });

/** A new endpoint; its secret is returned only here. */
export const createdEndpointSchema = z.object({ id: z.uuid(), secret: z.string() });

/** An endpoint as stored, with its state. */
export const endpointSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(EVENT_KINDS)),
  isOn: z.boolean(),
  offWhy: z.enum(["person", "gone", "full"]).nullable(),
  /** After several consecutive failures, the endpoint is only probed. */
  isFailing: z.boolean(),
  version: z.number(),
  createdAt: z.iso.datetime(),
  /** Null for a host that applications have named. */
  createdBy: z.string().nullable(),
  /** `events` for events of the call centre, `callbacks` for status callbacks to URLs that applications name. */
  purpose: z.enum(["events", "callbacks"]),
  /** Until when the previous secret is used for signatures too. */
  oldSecretUntil: z.iso.datetime().nullable(),
  /** Counted up to 1,000. */
  waiting: z.number(),
  dead: z.number(),
  /** The state of its newest delivery; null without one. */
  lastState: z.enum(DELIVERY_STATES).nullable(),
});

/** The endpoints of a call centre by name. */
export const endpointsSchema = z.object({ items: z.array(endpointSchema) });

/** The page of exchanges to return. */
export const webhookPageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** The filter of deliveries. */
export const deliveriesQuery = webhookPageQuery.extend({ state: z.enum(DELIVERY_STATES).default("dead") });

const exchange = {
  attempt: z.number(),
  at: z.iso.datetime(),
  status: z.number().nullable(),
  fault: z.enum(DELIVERY_FAULTS).nullable(),
  durationMs: z.number(),
  /** The beginning of the response. */
  answer: z.string(),
};

/** Exchanges with an endpoint, newest first. */
export const exchangesSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(z.object({ eventId: z.uuid(), kind: z.string(), state: z.enum(DELIVERY_STATES), ...exchange })),
});

const delivery = {
  eventId: z.uuid(),
  kind: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  createdAt: z.iso.datetime(),
  nextTryAt: z.iso.datetime().nullable(),
  giveUpAt: z.iso.datetime(),
  overAt: z.iso.datetime().nullable(),
};

/** Deliveries in one state, newest first. */
export const deliveriesSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(z.object(delivery)),
});

/** One delivery with its redacted body, and its newest exchanges. */
export const deliverySchema = z.object({ ...delivery, body: z.string(), exchanges: z.array(z.object(exchange)) });

/** The number of replayed deliveries. */
export const replayedSchema = z.object({ count: z.number() });

/** The form of an endpoint. */
export type EndpointForm = z.infer<typeof endpointFormSchema>;
