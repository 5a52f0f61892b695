import { present } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import type { TicketForm } from "./contract.ts";
import {
  addTicketEvents,
  calendarsOf,
  eventsOfTicket,
  listEscalations,
  type TicketRow,
  termsIn,
  writeTicket,
} from "./ticket.store.ts";
import { findCategory } from "./ticket-category.store.ts";
import { isTicketQueue, worksOnTickets } from "./ticket-people.store.ts";
import type { TicketRefusal } from "./ticket-refusal.ts";
import type { TicketSetting } from "./ticket-setting.store.ts";
import { computeTicketStatus, ruleOf } from "./ticket-status.effects.ts";
import { foldTicket, type PromiseTerms, type TicketEventBody, type TicketTimeline } from "./ticket-timeline.ts";

/** A locked ticket with its timeline. */
export interface OpenedTicket {
  readonly row: TicketRow;
  readonly story: TicketTimeline;
}

/** Reads the timeline of a locked ticket. */
export async function readTicketTimeline(trx: DatabaseTransaction, row: TicketRow): Promise<OpenedTicket> {
  return { row, story: foldTicket(await eventsOfTicket(trx, row.id)) };
}

/** The events to append, and the changes of the row. */
export interface Commitment {
  readonly ticketId: string;
  readonly tenantId: string;
  readonly bodies: readonly TicketEventBody[];
  /** The id of the command that the events fulfil; a new one for events without a command. */
  readonly wishId: string;
  readonly byPerson: string | null;
  readonly setting: TicketSetting;
  readonly change?: Omit<Parameters<typeof writeTicket>[2], keyof ReturnType<typeof computeTicketStatus>>;
}

/** Appends events to a locked ticket and updates the status that lists read; returns the timeline with these events. */
export async function commitEvents(trx: DatabaseTransaction, kit: Kit, of: Commitment): Promise<TicketTimeline> {
  const { ticketId, tenantId, bodies, wishId, byPerson, setting, change = {} } = of;
  const before = await eventsOfTicket(trx, ticketId);
  const nowMs = Math.max(kit.clock.nowMs(), before.at(-1)?.atMs ?? 0);
  const rows = bodies.map((body, nth) => ({
    ticketId,
    tenantId,
    body,
    byPerson,
    number: before.length + nth + 1,
    at: new Date(nowMs),
    wishId: nth === 0 ? wishId : kit.ids.next(),
  }));
  await addTicketEvents(trx, rows);
  const events = [...before, ...bodies.map((body) => ({ atMs: nowMs, body }))];
  const timeline = foldTicket(events);
  const known = { rule: ruleOf(setting), told: await listEscalations(trx, ticketId), nowMs };
  const status = computeTicketStatus(timeline, known, await calendarsOf(trx, termsIn(events)));
  await writeTicket(trx, ticketId, { ...change, ...status });
  return timeline;
}

/** The current SLA terms of a category at a priority; undefined when the category does not exist. */
export async function termsNow(
  trx: DatabaseTransaction,
  kit: Kit,
  { categoryId, priority }: Pick<TicketForm, "categoryId" | "priority">,
): Promise<PromiseTerms | undefined> {
  const category = await findCategory(trx, categoryId);
  if (category === undefined) return undefined;
  const { hoursId, hoursVersion, promises } = category;
  return { hoursId, hoursVersion, knownOn: officeDate(kit.clock.nowMs()), ...present(promises[priority], "a promise") };
}

/** Why a ticket cannot be assigned to a person or a queue; undefined when it can. */
export async function assignmentFault(
  trx: DatabaseTransaction,
  of: {
    readonly tenantId: string;
    readonly assigneeId: string | null;
    readonly queueId: string | null;
    readonly at: Date;
  },
): Promise<TicketRefusal | undefined> {
  const { assigneeId: personId, queueId, tenantId, at } = of;
  if (personId !== null && !(await worksOnTickets(trx, { tenantId, at, personId }))) return "ticket-assignee-unknown";
  if (queueId !== null && !(await isTicketQueue(trx, queueId))) return "ticket-queue-unknown";
  return undefined;
}

const NUMBER = /^\+?\d{3,20}$/;

/** A customer's number without separators; null for an empty text, undefined for a text that is no number. */
export function customerNumberOf(text: string | null): string | null | undefined {
  if (text === null || text.trim() === "") return null;
  const number = text.replaceAll(/[\s().-]/g, "");
  return NUMBER.test(number) ? number : undefined;
}
