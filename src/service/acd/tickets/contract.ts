import { z } from "zod";
import {
  ESCALATION_RECIPIENTS,
  GOALS,
  LIMITS,
  PRIORITIES,
  PROMISE_STATES,
  TICKET_STATES,
} from "./ticket-limits.shared.ts";

const instant = z.iso.datetime();
const priority = z.enum(PRIORITIES);
const state = z.enum(TICKET_STATES);
const expectedVersion = z.number().int().min(1);
const text = z.string().trim().min(1).max(LIMITS.text);
const minutes = z.number().int().min(15).max(LIMITS.promiseMinutes);
const promise = z.strictObject({ answerMinutes: minutes, solutionMinutes: minutes });
const promises = z.strictObject({ urgent: promise, high: promise, normal: promise, low: promise });

/** What a category promises, by priority: minutes of open time. */
export type Promises = z.infer<typeof promises>;

/** A category as it is to be. */
export const categoryFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.name),
  hoursId: z.uuid(),
  promises,
});

/** The same over the version that was read. */
export const categorySaveSchema = categoryFormSchema.extend({ expectedVersion });

/** Categories by name, with the hours that their promises are counted in. */
export const categoriesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      hoursId: z.uuid(),
      hoursName: z.string(),
      promises,
      version: z.number(),
    }),
  ),
});

const percent = z.number().int().min(10).max(200);

/** Who is told at which percent of a promise, and when what is solved closes. */
export const ticketSettingFormSchema = z.strictObject({
  assigneePercent: percent,
  supervisorPercent: percent,
  administratorPercent: percent,
  closeAfterDays: z.number().int().min(1).max(LIMITS.days),
  expectedVersion: z.number().int().min(1),
});

/** The same as it is, with the address of the page for customers. */
export const ticketSettingSchema = z.object({
  assigneePercent: z.number(),
  supervisorPercent: z.number(),
  administratorPercent: z.number(),
  closeAfterDays: z.number(),
  version: z.number(),
  page: z.string(),
});

const customer = {
  customerName: z.string().trim().max(LIMITS.customer),
  customerEmail: z.email().max(LIMITS.email).nullable(),
  /** Whether the customer said that he wants mail there. */
  hasConsent: z.boolean(),
  locale: z.enum(["id", "en"]),
};
const matter = {
  categoryId: z.uuid(),
  priority,
  subject: z.string().trim().min(1).max(LIMITS.subject),
  description: z.string().trim().max(LIMITS.description),
};
const whose = { assigneeId: z.uuid().nullable(), queueId: z.uuid().nullable() };
const customerNumber = z.string().trim().max(32).nullable();

/** A ticket that is opened. The id is made by who writes, so that what is sent twice is kept once. */
export const ticketFormSchema = z.strictObject({ id: z.uuid(), ...matter, ...customer, ...whose, customerNumber });

/** The same from an agent's own contact, which knows the number. */
export const desktopTicketFormSchema = ticketFormSchema.omit({ customerNumber: true });

/** A ticket to be opened. */
export type TicketForm = z.infer<typeof ticketFormSchema>;

/** Another matter, priority or customer. */
export const ticketChangeSchema = z.strictObject({ expectedVersion, ...matter, ...customer, customerNumber });

/** A change, see `ticketChangeSchema`. */
export type TicketChange = z.infer<typeof ticketChangeSchema>;

/** Into another state, with a word to the customer where one is due. */
export const ticketMoveSchema = z.strictObject({
  wishId: z.uuid(),
  expectedVersion,
  to: state,
  text: z.string().trim().max(LIMITS.text),
});

/** A note, for the customer or among colleagues. */
export const ticketNoteSchema = z.strictObject({ wishId: z.uuid(), isPublic: z.boolean(), text });

/** Who has it: a person, a queue's people, both or nobody. */
export const ticketAssignmentSchema = z.strictObject({ wishId: z.uuid(), expectedVersion, ...whose });

const filter = {
  search: z.string().trim().max(LIMITS.search).optional(),
  /** A state, or all that are not closed. */
  state: z.enum([...TICKET_STATES, "unsolved", "all"]).default("unsolved"),
  categoryId: z.uuid().optional(),
  priority: priority.optional(),
  /** Mine, those of the queues that I serve, nobody's, or those that I was told of. */
  whose: z.enum(["mine", "team", "nobody", "told"]).optional(),
  isLate: z.enum(["yes"]).optional(),
};

/** Which tickets are asked for. */
export const ticketsQuery = z.strictObject({
  ...filter,
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** The same list as a file. */
export const ticketsExportQuery = z.strictObject({
  ...filter,
  format: z.enum(["csv", "xlsx"]),
  language: z.enum(["id", "en"]).optional(),
});

/** What a list of tickets is narrowed down by. */
export type TicketFilter = Omit<z.infer<typeof ticketsQuery>, "page" | "pageSize">;

const reading = z.object({ state: z.enum(PROMISE_STATES), dueAt: instant.nullable() });
const named = z.object({ id: z.uuid(), name: z.string() });

const rowFields = {
  id: z.uuid(),
  number: z.string(),
  subject: z.string(),
  categoryName: z.string(),
  priority,
  state,
  customerName: z.string(),
  assigneeName: z.string().nullable(),
  queueName: z.string().nullable(),
  openedAt: instant,
  dueAt: instant.nullable(),
  answer: reading,
  solution: reading,
  /** The highest percent of a promise that somebody was told of; 0 for none. */
  escalated: z.number(),
};

/** Tickets, the next due first; `told` counts those not solved that the caller was told of. */
export const ticketsSchema = z.object({
  timeZone: z.string(),
  total: z.number(),
  told: z.number(),
  items: z.array(z.object(rowFields)),
});

/** What lists and forms choose from. */
export const ticketChoicesSchema = z.object({
  categories: z.array(named),
  people: z.array(named),
  queues: z.array(named),
});

const event = z.object({
  number: z.number(),
  kind: z.string(),
  at: instant,
  byName: z.string().nullable(),
  isPublic: z.boolean(),
  isByCustomer: z.boolean(),
  text: z.string().nullable(),
  to: state.nullable(),
  /** Names of what changed: category and priority, or who has it. */
  what: z.array(z.string()),
});

/** A whole ticket. */
export const ticketSchema = z.object({
  ...rowFields,
  timeZone: z.string(),
  version: z.number(),
  description: z.string(),
  code: z.string(),
  page: z.string(),
  categoryId: z.uuid(),
  assigneeId: z.uuid().nullable(),
  queueId: z.uuid().nullable(),
  customerNumber: z.string().nullable(),
  cardName: z.string().nullable(),
  customerEmail: z.string().nullable(),
  consent: z.object({ at: instant, byName: z.string() }).nullable(),
  locale: z.enum(["id", "en"]),
  openedByName: z.string(),
  minutes: z.object({ answer: z.number(), solution: z.number() }),
  events: z.array(event),
  escalations: z.array(
    z.object({
      goal: z.enum(GOALS),
      told: z.enum(ESCALATION_RECIPIENTS),
      percent: z.number(),
      at: instant,
      people: z.array(z.string()),
    }),
  ),
  contacts: z.array(z.object({ contactId: z.uuid(), linkedAt: instant })),
});

const short = z.object({
  id: z.uuid(),
  number: z.string(),
  subject: z.string(),
  state,
  dueAt: instant.nullable(),
  code: z.string(),
});

/** At a desk: tickets of the contact, other tickets of its customer, and what a new one begins with. */
export const desktopTicketsSchema = z.object({
  page: z.string(),
  ofContact: z.array(short),
  ofCustomer: z.array(short),
  begin: z.object({
    customerName: z.string(),
    hasNumber: z.boolean(),
    queueId: z.uuid().nullable(),
    subject: z.string(),
  }),
});

/** A ticket that a contact is about as well. */
export const ticketLinkSchema = z.strictObject({ ticketId: z.uuid(), wishId: z.uuid() });

/** Whose page it is. */
export const ticketPageSchema = z.object({ name: z.string(), colour: z.string().nullable(), hasLogo: z.boolean() });

const key = { number: z.string().max(40), code: z.string().max(40) };

/** What a customer names to see his ticket. */
export const publicTicketQuery = z.strictObject(key);

/** What a customer writes: an answer, or that it is not solved. */
export const publicReplySchema = z.strictObject({ ...key, wishId: z.uuid(), isUnsolved: z.boolean(), text });

/** A ticket as its customer sees it. */
export const publicTicketSchema = z.object({
  number: z.string(),
  subject: z.string(),
  categoryName: z.string(),
  state,
  timeZone: z.string(),
  openedAt: instant,
  answer: reading,
  solution: reading,
  mayReply: z.boolean(),
  mayReopen: z.boolean(),
  notes: z.array(z.object({ at: instant, isByCustomer: z.boolean(), text: z.string() })),
  moves: z.array(z.object({ at: instant, to: state })),
});
