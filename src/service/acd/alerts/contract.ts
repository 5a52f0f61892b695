import { z } from "zod";
import { COMPARISONS, MEASURES, RULE_LIMITS } from "./alert-rule.shared.ts";
import { TEXT_KINDS, TEXT_REFUSALS, TEXT_STATES } from "./alert-text.shared.ts";

/** The maximum of alerts of one call centre. */
export const ALERTS_MAX = 50;

const figure = z.number().int().min(0).max(RULE_LIMITS.figure.rupiah);
const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  z.number().int().min(least).max(most);
const ids = (most: number) =>
  z
    .array(z.uuid())
    .max(most)
    .transform((all) => [...new Set(all)]);

const ruleFields = {
  measure: z.enum(MEASURES),
  comparison: z.enum(COMPARISONS),
  raiseAt: figure,
  holdSeconds: within(RULE_LIMITS.holdSeconds),
  clearAt: figure,
  clearSeconds: within(RULE_LIMITS.clearSeconds),
  leastContacts: within(RULE_LIMITS.contacts),
  hoursId: z.uuid().nullable(),
  repeatMinutes: within(RULE_LIMITS.repeatMinutes).nullable(),
};

/** The form of an alert. */
export const alertFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  isOn: z.boolean(),
  ...ruleFields,
  queueIds: ids(RULE_LIMITS.queues),
  mailTo: ids(RULE_LIMITS.people),
  webhookIds: ids(RULE_LIMITS.webhooks),
  smsFrom: z.string().trim().max(15).nullable(),
  /** Indonesian mobile numbers, as people write them. */
  smsTo: z.array(z.string().trim().min(1).max(30)).max(RULE_LIMITS.phones),
});

/** A change of an alert, with the version that was read. */
export const alertChangeSchema = alertFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** The result of an SMS about an alert; the number is given by its last digits. */
const alertTextSchema = z.object({
  kind: z.enum(TEXT_KINDS),
  /** Its position among the numbers of the alert, from 1. */
  place: z.number(),
  numberEnd: z.string(),
  /** The state of the message; null without one. */
  state: z.enum(TEXT_STATES).nullable(),
  /** Why there is no message. */
  refusal: z.enum(TEXT_REFUSALS).nullable(),
});

/** An alert event: the value, the position of the event log at which it was read, the person who acknowledged it, and when it was cleared. */
export const alertEventSchema = z.object({
  id: z.uuid(),
  alertId: z.uuid(),
  name: z.string(),
  measure: z.enum(MEASURES),
  comparison: z.enum(COMPARISONS),
  threshold: z.number(),
  queues: z.array(z.string()),
  figure: z.number(),
  sequence: z.number(),
  raisedAt: z.iso.datetime(),
  tellings: z.number(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.iso.datetime().nullable(),
  clearedAt: z.iso.datetime().nullable(),
  clearedFigure: z.number().nullable(),
  clearedWhy: z.enum(["calm", "changed"]).nullable(),
  texts: z.array(alertTextSchema),
});

/** An alert as stored. */
const alertSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  isOn: z.boolean(),
  version: z.number(),
  ...ruleFields,
  queueIds: z.array(z.uuid()),
  mailTo: z.array(z.uuid()),
  webhookIds: z.array(z.uuid()),
  smsFrom: z.string().nullable(),
  smsTo: z.array(z.string()),
});

/** The alerts of a call centre by name, each with its active event. */
export const alertsSchema = z.object({
  items: z.array(
    alertSchema.extend({ standing: alertEventSchema.nullable(), lastRaisedAt: z.iso.datetime().nullable() }),
  ),
});

/** An alert for its form: with the names of its mail recipients, including former members. */
export const alertToChangeSchema = alertSchema.extend({
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

/** The choices of a form: named hours and webhook endpoints by name, sender ids, and whether the person may set telephone numbers. */
export const alertChoicesSchema = z.object({
  hours: z.array(z.object({ id: z.uuid(), name: z.string() })),
  webhooks: z.array(z.object({ id: z.uuid(), name: z.string() })),
  senders: z.array(z.string()),
  mayNamePhones: z.boolean(),
});

/** Query of the people who lead the call centre. */
export const alertPeopleQuery = z.object({
  search: z.string().trim().max(80).default(""),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** The people who may receive mail, by name. */
export const alertPeopleSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

/** The page of alert events to return. */
export const alertEventsQuery = z.object({
  alertId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Alert events, newest first. */
export const alertEventsSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(alertEventSchema),
});

/** The form of an alert. */
export type AlertForm = z.infer<typeof alertFormSchema>;
/** The result of one SMS about an alert. */
export type AlertText = z.infer<typeof alertTextSchema>;
/** An alert event. */
export type AlertEvent = z.infer<typeof alertEventSchema>;
