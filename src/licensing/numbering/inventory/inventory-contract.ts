import { z } from "zod";
import { codeStates } from "../codes/access-code.ts";
import { ORDER_KINDS } from "../codes/code-order.ts";

const instant = z.iso.datetime();
const page = z.coerce.number().int().min(1).max(100_000).default(1);
const pageSize = z.coerce.number().int().min(1).max(200).default(50);
const state = z.enum(codeStates);
const localDate = z.iso.date().nullable().default(null);
const orderKind = z.enum(ORDER_KINDS);
const orderState = z.enum(["planned", "in-force", "ended", "undone"]);
const selection = z.string().max(10_000);

/** The public history of a code: assignments, quarantine, reservations; never applicants or holds. */
export const publicHistorySchema = z.object({
  items: z.array(
    z.object({
      at: instant,
      change: z.string(),
      state,
      mode: z.enum(["off", "test", "open"]),
      holder: z.string().nullable(),
      /** `isEarlier`: recorded from before this system, which neither wrote nor signed it. */
      decree: z.object({ id: z.uuid(), number: z.string(), isEarlier: z.boolean() }).nullable(),
    }),
  ),
});

/** One change of a code, for officers. */
const recordEntrySchema = z.object({
  id: z.string(),
  at: instant,
  change: z.string(),
  fromState: state.nullable(),
  toState: state,
  mode: z.enum(["off", "test", "open"]),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  actorName: z.string().nullable(),
  role: z.string().nullable(),
  note: z.string().nullable(),
  refs: z.record(z.string(), z.string()),
});

/** The whole history of a code on one page. */
export const codeRecordSchema = z.object({
  code: z.string(),
  display: z.string(),
  pattern: z.string(),
  state,
  mode: z.enum(["off", "test", "open"]),
  since: instant,
  version: z.number(),
  reason: z.string().nullable(),
  holder: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  heldUntil: instant.nullable(),
  quarantinedUntil: instant.nullable(),
  mayManage: z.boolean(),
  entries: z.array(recordEntrySchema),
  applications: z.array(
    z.object({
      id: z.uuid(),
      number: z.string().nullable(),
      kind: z.string(),
      state: z.string(),
      organisationName: z.string(),
      submittedAt: instant.nullable(),
    }),
  ),
  /** A decree from before this system that was recorded for the code. */
  earlierDecree: z
    .object({
      id: z.uuid(),
      number: z.string(),
      decidedOn: z.iso.date(),
      endUser: z.string(),
      importId: z.uuid(),
      organisationName: z.string(),
    })
    .nullable(),
  decrees: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      kind: z.string(),
      state: z.string(),
      organisationName: z.string(),
      decidedAt: instant,
      supersededAt: instant.nullable(),
      revokedAt: instant.nullable(),
    }),
  ),
  holds: z.array(
    z.object({
      id: z.uuid(),
      organisationName: z.string(),
      personName: z.string(),
      heldAt: instant,
      heldUntil: instant,
      endedAt: instant.nullable(),
      endedReason: z.string().nullable(),
    }),
  ),
  orders: z.array(
    z.object({
      id: z.uuid(),
      kind: orderKind,
      state: orderState,
      outcome: z.string(),
      reason: z.string(),
      startsOn: z.string().nullable(),
      endsOn: z.string().nullable(),
      createdAt: instant,
    }),
  ),
});

/** Releases a hold. */
export const releaseSchema = z.strictObject({ reason: z.string().max(500) });

/** Query for the effect of an order. */
export const orderPreviewRequestSchema = z.strictObject({ kind: orderKind, selection });

const staysSchema = z.array(z.object({ code: z.string(), state: z.string(), holder: z.string().nullable() }));

/** The effect of an order. */
export const orderPreviewSchema = z.object({ named: z.number(), takes: z.array(z.string()), stays: staysSchema });

/** Creates an order. */
export const orderRequestSchema = z.strictObject({
  kind: orderKind,
  selection,
  reason: z.string().max(500),
  legalNote: z.string().max(1_000).default(""),
  startsOn: localDate,
  endsOn: localDate,
  onTaken: z.enum(["leave", "refuse"]).default("leave"),
});

const orderBase = z.object({
  id: z.uuid(),
  kind: orderKind,
  state: orderState,
  selection: z.string(),
  reason: z.string(),
  legalNote: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  endedReason: z.string().nullable(),
  version: z.number(),
});

/** An order with the result for each code it names. */
export const orderSchema = orderBase.extend({
  mayManage: z.boolean(),
  items: z.array(
    z.object({
      code: z.string(),
      display: z.string(),
      outcome: z.enum(["planned", "taken", "stayed", "freed", "passed-on"]),
      stateFound: z.string().nullable(),
      state,
      holder: z.string().nullable(),
    }),
  ),
});

/** Search over orders. */
export const ordersQuery = z.strictObject({ state: orderState.optional(), page, pageSize });

/** A page of orders. */
export const ordersSchema = z.object({
  total: z.number(),
  items: z.array(
    orderBase.extend({ createdByName: z.string(), named: z.number(), keeps: z.number(), stayed: z.number() }),
  ),
});

/** Undoes an order. */
export const undoOrderSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  reason: z.string().max(500),
});
