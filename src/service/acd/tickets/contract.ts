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

/** The SLA targets of a category by priority: minutes of opening hours. */
export type Promises = z.infer<typeof promises>;

/** The form of a category. */
export const categoryFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(LIMITS.name),
  hoursId: z.uuid(),
  promises,
});

/** The form of a category, over the version that was read. */
export const categorySaveSchema = categoryFormSchema.extend({ expectedVersion });

/** Categories by name, with the opening hours that their SLA targets count in. */
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

/** The percentage of an SLA target at which each recipient is notified, and when a solved ticket closes. */
export const ticketSettingFormSchema = z.strictObject({
  assigneePercent: percent,
  supervisorPercent: percent,
  administratorPercent: percent,
  closeAfterDays: z.number().int().min(1).max(LIMITS.days),
  expectedVersion: z.number().int().min(1),
});

/** The setting as stored, with the address of the customers' page. */
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
  /** Whether the customer has consented to mail at this address. */
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

/** A new ticket. The client generates the id, so that a repeated request creates one ticket. */
export const ticketFormSchema = z.strictObject({ id: z.uuid(), ...matter, ...customer, ...whose, customerNumber });

/** A new ticket from an agent's contact, which provides the number. */
export const desktopTicketFormSchema = ticketFormSchema.omit({ customerNumber: true });

/** A new ticket. */
export type TicketForm = z.infer<typeof ticketFormSchema>;

/** A change of the subject matter, priority or customer. */
export const ticketChangeSchema = z.strictObject({ expectedVersion, ...matter, ...customer, customerNumber });

/** A change, see `ticketChangeSchema`. */
export type TicketChange = z.infer<typeof ticketChangeSchema>;

/** A change of state, with a message to the customer when the state requires one. */
export const ticketMoveSchema = z.strictObject({
  wishId: z.uuid(),
  expectedVersion,
  to: state,
  text: z.string().trim().max(LIMITS.text),
});

/** A note, public to the customer or internal. */
export const ticketNoteSchema = z.strictObject({ wishId: z.uuid(), isPublic: z.boolean(), text });

/** The assignment: a person, a queue's people, both or none. */
export const ticketAssignmentSchema = z.strictObject({ wishId: z.uuid(), expectedVersion, ...whose });

const filter = {
  search: z.string().trim().max(LIMITS.search).optional(),
  /** A state, or all tickets that are not closed. */
  state: z.enum([...TICKET_STATES, "unsolved", "all"]).default("unsolved"),
  categoryId: z.uuid().optional(),
  priority: priority.optional(),
  /** Assigned to the person, to the person's queues, unassigned, or escalated to the person. */
  whose: z.enum(["mine", "team", "nobody", "told"]).optional(),
  isLate: z.enum(["yes"]).optional(),
};

/** The search for tickets. */
export const ticketsQuery = z.strictObject({
  ...filter,
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** The list of tickets as a file. */
export const ticketsExportQuery = z.strictObject({
  ...filter,
  format: z.enum(["csv", "xlsx"]),
  language: z.enum(["id", "en"]).optional(),
});

/** The filters of a list of tickets. */
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
  /** The highest percentage of an SLA target with a notification; 0 for none. */
  escalated: z.number(),
};

/** Tickets, the next due first; `told` counts the unsolved ones that were escalated to the person. */
export const ticketsSchema = z.object({
  timeZone: z.string(),
  total: z.number(),
  told: z.number(),
  items: z.array(z.object(rowFields)),
});

/** The choices of filters and forms. */
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
  /** The names of the changed values: category and priority, or the assignees. */
  what: z.array(z.string()),
});

/** A ticket with its details. */
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

/** For the agent desktop: tickets of the contact, other tickets of its customer, and the defaults of a new one. */
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

/** The link of a contact to an existing ticket. */
export const ticketLinkSchema = z.strictObject({ ticketId: z.uuid(), wishId: z.uuid() });

/** The call centre of a customers' page. */
export const ticketPageSchema = z.object({ name: z.string(), colour: z.string().nullable(), hasLogo: z.boolean() });

const key = { number: z.string().max(40), code: z.string().max(40) };

/** The number and code with which a customer reads a ticket. */
export const publicTicketQuery = z.strictObject(key);

/** A message of the customer: a reply, or that the problem is not solved. */
export const publicReplySchema = z.strictObject({ ...key, wishId: z.uuid(), isUnsolved: z.boolean(), text });

/** A ticket as its customer reads it. */
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
