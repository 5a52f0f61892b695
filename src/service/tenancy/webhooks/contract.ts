import { z } from "zod";
import { EVENT_KINDS } from "./event-kind.shared.ts";
import { OUTWARD_FAULTS } from "./outward.ts";
import { WEBHOOK_URL_MAX } from "./webhook-url.shared.ts";

/** Addresses of one call centre at the most. */
export const ENDPOINTS_MAX = 20;
/** What kept a delivery from being heard; also that its secret cannot be read any more. */
export const DELIVERY_FAULTS = [...OUTWARD_FAULTS, "secret-lost"] as const;
/** How a delivery stands: dead is what nobody heard in its time, dropped what its address ended with. */
export const DELIVERY_STATES = ["waiting", "delivered", "dead", "dropped"] as const;

/** An address as a form has it. */
export const endpointFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().max(WEBHOOK_URL_MAX),
  kinds: z
    .array(z.enum(EVENT_KINDS))
    .max(EVENT_KINDS.length)
    .transform((all) => EVENT_KINDS.filter((kind) => all.includes(kind))),
});

/** An address written over the version that was read. */
export const endpointChangeSchema = endpointFormSchema.extend({
  isOn: z.boolean(),
  expectedVersion: z.number().int().min(1),
});

/** A secret, told this once. */
export const endpointSecretSchema = z.object({ secret: z.string() });

/** An address that was added; its secret is told this once. */
export const createdEndpointSchema = z.object({ id: z.uuid(), secret: z.string() });

/** An address as it is kept, and how it stands. */
export const endpointSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(EVENT_KINDS)),
  isOn: z.boolean(),
  offWhy: z.enum(["person", "gone", "full"]).nullable(),
  /** It did not hear several calls in a row: it is looked at once in a while only. */
  isFailing: z.boolean(),
  version: z.number(),
  createdAt: z.iso.datetime(),
  /** Null for a host that applications have named. */
  createdBy: z.string().nullable(),
  /** Events of the call centre, or what applications are told at the addresses that they name. */
  purpose: z.enum(["events", "callbacks"]),
  /** Until when the secret before this one signs too. */
  oldSecretUntil: z.iso.datetime().nullable(),
  /** Counted to 1,000. */
  waiting: z.number(),
  dead: z.number(),
  /** How its newest delivery stands; null while there was none. */
  lastState: z.enum(DELIVERY_STATES).nullable(),
});

/** The addresses of a call centre by name. */
export const endpointsSchema = z.object({ items: z.array(endpointSchema) });

/** Which page of a list of exchanges is asked for. */
export const webhookPageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Which deliveries. */
export const deliveriesQuery = webhookPageQuery.extend({ state: z.enum(DELIVERY_STATES).default("dead") });

const exchange = {
  attempt: z.number(),
  at: z.iso.datetime(),
  status: z.number().nullable(),
  fault: z.enum(DELIVERY_FAULTS).nullable(),
  durationMs: z.number(),
  /** The beginning of what was answered. */
  answer: z.string(),
};

/** Exchanges with an address, the newest first. */
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

/** Deliveries in one state, the newest first. */
export const deliveriesSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(z.object(delivery)),
});

/** One delivery with what was sent, as screens show it, and its newest exchanges. */
export const deliverySchema = z.object({ ...delivery, body: z.string(), exchanges: z.array(z.object(exchange)) });

/** How many are sent again. */
export const replayedSchema = z.object({ count: z.number() });

/** An address as a form has it. */
export type EndpointForm = z.infer<typeof endpointFormSchema>;
