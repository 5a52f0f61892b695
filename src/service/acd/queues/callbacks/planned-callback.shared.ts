import { z } from "zod";

const instant = z.iso.datetime();
const uuid = z.uuid();
const NOTE_MAX = 500;

const planFields = {
  /** The local day and the hour by the clocks of the call centre. */
  date: z.iso.date(),
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  queueId: z.uuid(),
  /** Whether it comes to the agent who plans it first. */
  isOwn: z.boolean(),
  note: z.string().trim().max(NOTE_MAX),
  triesMax: z.number().int().min(1).max(3),
  /** Whoever plans it has read that the call centre is closed then, and means it. */
  isConfirmed: z.boolean(),
  /** Null for the number that is known already: of the contact, or of the callback that is changed. */
  number: z.string().trim().max(32).nullable(),
};

/** A callback as an agent plans it; the id is made by who plans, so that what is sent twice is kept once. */
export const callbackPlanSchema = z.strictObject({ id: z.uuid(), ...planFields });

/** A callback as it is changed. */
export const callbackChangeSchema = z.strictObject({ ...planFields, expectedVersion: z.number().int() });

/** A callback that is to come no more. */
export const callbackCancelSchema = z.strictObject({ expectedVersion: z.number().int() });

/** Which callbacks, and from where on; `after` is the `next` of the page before. */
export const callbacksQuery = z.strictObject({
  when: z.enum(["open", "over"]).default("open"),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_[0-9a-f-]{36}$/)
    .refine(isPlace)
    .optional(),
});

/** Whether both halves are what they look like: a day that there is, and an id. */
function isPlace(after: string): boolean {
  const [at, id] = after.split("_");
  return instant.safeParse(at).success && uuid.safeParse(id).success;
}

/** The same of an agent's desk: his own, or those of his call centre. */
export const desktopCallbacksQuery = callbacksQuery.extend({ whose: z.enum(["mine", "team"]).default("mine") });

const plannedCallbackSchema = z.object({
  id: z.uuid(),
  /** The whole number for supervisors, its end for agents. */
  number: z.string(),
  queueId: z.uuid(),
  queueName: z.string(),
  /** Who planned it: an agent, or a visitor of a website by the widget of this name. */
  agentName: z.string().nullable(),
  widgetName: z.string().nullable(),
  isMine: z.boolean(),
  isOwn: z.boolean(),
  /** Null where it is somebody else's to read. */
  note: z.string().nullable(),
  dueAt: instant,
  /** The same by the clocks of the call centre, as the form takes it. */
  date: z.string(),
  time: z.string(),
  tries: z.number(),
  triesMax: z.number(),
  state: z.enum(["planned", "due", "reached", "unreached", "expired", "barred", "queue-gone", "cut-off", "cancelled"]),
  /** The contact of the try that goes on or was the last; null before the first. */
  contactId: z.uuid().nullable(),
  endedAt: instant.nullable(),
  version: z.number(),
});

/** A page of callbacks that were planned, with what a form about one needs. */
export const callbacksSchema = z.object({
  timeZone: z.string(),
  /** An hour from now by the clocks of the call centre, which a form begins with. */
  soon: z.object({ date: z.string(), time: z.string() }),
  next: z.string().nullable(),
  items: z.array(plannedCallbackSchema),
  /** Queues that can be chosen; `isServed` where the asking agent serves it. */
  queues: z.array(z.object({ id: z.uuid(), name: z.string(), isServed: z.boolean() })),
});

/** A page of callbacks that were planned. */
export type Callbacks = z.infer<typeof callbacksSchema>;

/** A callback that was planned. */
export type PlannedCallback = z.infer<typeof plannedCallbackSchema>;
