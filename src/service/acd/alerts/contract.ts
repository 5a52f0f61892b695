import { z } from "zod";
import { COMPARISONS, MEASURES, RULE_LIMITS } from "./alert-rule.shared.ts";
import { TEXT_KINDS, TEXT_REFUSALS, TEXT_STATES } from "./alert-text.shared.ts";

/** Alerts of one call centre at the most. */
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

/** An alert as a form has it. */
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

/** An alert written over the version that was read. */
export const alertChangeSchema = alertFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** What became of a short message about an alert; the number is told by its end. */
const alertTextSchema = z.object({
  kind: z.enum(TEXT_KINDS),
  /** Its place among the numbers of the alert, from 1. */
  place: z.number(),
  numberEnd: z.string(),
  /** How the message stands; null where there is none. */
  state: z.enum(TEXT_STATES).nullable(),
  /** Why there is none. */
  refusal: z.enum(TEXT_REFUSALS).nullable(),
});

/** What was raised: the figure, the place of the log it was read at, who took it on, and when it was over. */
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

/** An alert as it is kept. */
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

/** The alerts of a call centre by name, each with what stands of it. */
export const alertsSchema = z.object({
  items: z.array(
    alertSchema.extend({ standing: alertEventSchema.nullable(), lastRaisedAt: z.iso.datetime().nullable() }),
  ),
});

/** An alert as its form is filled: also by name whom it mails, be they gone by now. */
export const alertToChangeSchema = alertSchema.extend({
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

/** What a form offers: hours and addresses by name, sender ids, and whether who asks may name telephone numbers. */
export const alertChoicesSchema = z.object({
  hours: z.array(z.object({ id: z.uuid(), name: z.string() })),
  webhooks: z.array(z.object({ id: z.uuid(), name: z.string() })),
  senders: z.array(z.string()),
  mayNamePhones: z.boolean(),
});

/** Which of those who lead the call centre are asked for. */
export const alertPeopleQuery = z.object({
  search: z.string().trim().max(80).default(""),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** Who may be mailed, by name. */
export const alertPeopleSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

/** Which page of what was raised. */
export const alertEventsQuery = z.object({
  alertId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** What was raised, newest first. */
export const alertEventsSchema = z.object({
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(alertEventSchema),
});

/** An alert as a form has it. */
export type AlertForm = z.infer<typeof alertFormSchema>;
/** What became of one short message about an alert. */
export type AlertText = z.infer<typeof alertTextSchema>;
/** What was raised. */
export type AlertEvent = z.infer<typeof alertEventSchema>;
