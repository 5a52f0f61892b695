import { z } from "zod";

const instant = z.iso.datetime();
const uuid = z.uuid();
const NOTE_MAX = 500;

const planFields = {
  /** The local day and time of the call centre. */
  date: z.iso.date(),
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  queueId: z.uuid(),
  /** Whether it is offered to the scheduling agent first. */
  isOwn: z.boolean(),
  note: z.string().trim().max(NOTE_MAX),
  triesMax: z.number().int().min(1).max(3),
  /** The scheduling agent confirms a time at which the call centre is closed. */
  isConfirmed: z.boolean(),
  /** Null for the known number: of the contact, or of the changed callback. */
  number: z.string().trim().max(32).nullable(),
};

/** A new scheduled callback; the client generates the id, so that a repeated request stores one. */
export const callbackPlanSchema = z.strictObject({ id: z.uuid(), ...planFields });

/** A change of a callback. */
export const callbackChangeSchema = z.strictObject({ ...planFields, expectedVersion: z.number().int() });

/** The cancellation of a callback. */
export const callbackCancelSchema = z.strictObject({ expectedVersion: z.number().int() });

/** The filter and page of callbacks; `after` is the `next` of the previous page. */
export const callbacksQuery = z.strictObject({
  when: z.enum(["open", "over"]).default("open"),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_[0-9a-f-]{36}$/)
    .refine(isPlace)
    .optional(),
});

/** Whether both parts are valid: an instant, and an id. */
function isPlace(after: string): boolean {
  const [at, id] = after.split("_");
  return instant.safeParse(at).success && uuid.safeParse(id).success;
}

/** The filter of the agent desktop: the agent's own, or those of the call centre. */
export const desktopCallbacksQuery = callbacksQuery.extend({ whose: z.enum(["mine", "team"]).default("mine") });

const plannedCallbackSchema = z.object({
  id: z.uuid(),
  /** The complete number for supervisors, its last digits for agents. */
  number: z.string(),
  queueId: z.uuid(),
  queueName: z.string(),
  /** The origin: an agent, or a website by the widget of this name. */
  agentName: z.string().nullable(),
  widgetName: z.string().nullable(),
  isMine: z.boolean(),
  isOwn: z.boolean(),
  /** Null when the reader may not read it. */
  note: z.string().nullable(),
  dueAt: instant,
  /** The same in local time of the call centre, in the format of the form. */
  date: z.string(),
  time: z.string(),
  tries: z.number(),
  triesMax: z.number(),
  state: z.enum(["planned", "due", "reached", "unreached", "expired", "barred", "queue-gone", "cut-off", "cancelled"]),
  /** The contact of the current or last attempt; null before the first. */
  contactId: z.uuid().nullable(),
  endedAt: instant.nullable(),
  version: z.number(),
});

/** A page of scheduled callbacks, with the data of their form. */
export const callbacksSchema = z.object({
  timeZone: z.string(),
  /** An hour from now in local time of the call centre, the default of a form. */
  soon: z.object({ date: z.string(), time: z.string() }),
  next: z.string().nullable(),
  items: z.array(plannedCallbackSchema),
  /** Queues that can be chosen; `isServed` when the agent serves it. */
  queues: z.array(z.object({ id: z.uuid(), name: z.string(), isServed: z.boolean() })),
});

/** A page of scheduled callbacks. */
export type Callbacks = z.infer<typeof callbacksSchema>;

/** A scheduled callback. */
export type PlannedCallback = z.infer<typeof plannedCallbackSchema>;
