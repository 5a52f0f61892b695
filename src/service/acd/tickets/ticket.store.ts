import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { calendarsInForce } from "../../../regulation/index.ts";
import { daysOffOf, type OpeningHours } from "../../flows/ivr/index.ts";
import type { EscalationRecipient, Goal, Priority, PromiseState, TicketState } from "./ticket-limits.shared.ts";
import type { CalendarOf, PromiseTerms, TicketEvent, TicketEventBody } from "./ticket-timeline.ts";

const EVENTS_MAX = 500;
const ESCALATIONS_MAX = 20;

/** The status of a ticket for lists, updated with each of its events. */
export interface StoredTicketStatus {
  readonly state: TicketState;
  readonly version: number;
  readonly answerDueAt: Date | null;
  readonly answerState: PromiseState;
  readonly solveDueAt: Date | null;
  readonly solveState: PromiseState;
  readonly dueAt: Date | null;
  readonly lookAt: Date | null;
  readonly changedAt: Date;
}

/** The matter of a ticket and its assignees. */
export interface TicketMatter {
  readonly categoryId: string;
  readonly priority: Priority;
  readonly subject: string;
  readonly description: string;
  readonly customerNumber: string | null;
  readonly customerName: string;
  readonly customerEmail: string | null;
  readonly consentAt: Date | null;
  readonly consentBy: string | null;
  readonly locale: "id" | "en";
}

/** A ticket to be stored. */
export type NewTicket = TicketMatter &
  StoredTicketStatus & {
    readonly id: string;
    readonly tenantId: string;
    readonly number: number;
    readonly code: string;
    readonly assigneeId: string | null;
    readonly queueId: string | null;
    readonly openedBy: string;
    readonly openedAt: Date;
  };

/** Stores a new ticket; false when its id is taken. */
export async function insertTicket(trx: DatabaseTransaction, ticket: NewTicket): Promise<boolean> {
  const { numInsertedOrUpdatedRows: made } = await trx
    .insertInto("ticket")
    .values(ticket)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirstOrThrow();
  return made === 1n;
}

/** A ticket for a command, locked; undefined when it does not exist. */
export async function lockTicket(trx: DatabaseTransaction, id: string) {
  return ticketRow(trx).where("id", "=", id).forUpdate().executeTakeFirst();
}

/** A ticket without a lock; undefined when it does not exist. */
export async function findTicketRow(trx: DatabaseTransaction, id: string) {
  return ticketRow(trx).where("id", "=", id).executeTakeFirst();
}

function ticketRow(trx: DatabaseTransaction) {
  return trx
    .selectFrom("ticket")
    .select(["id", "tenantId", "number", "code", "version", "subject", "assigneeId", "queueId", "escalated"])
    .select(["customerNumber", "customerName", "customerEmail", "consentAt", "consentBy", "locale", "categoryId"])
    .select([sql<Priority>`priority`.as("priority")]);
}

/** A ticket as `lockTicket` reads it. */
export type TicketRow = NonNullable<Awaited<ReturnType<typeof lockTicket>>>;

/** The events of a ticket, oldest first. */
export async function eventsOfTicket(trx: DatabaseTransaction, ticketId: string): Promise<readonly TicketEvent[]> {
  const rows = await trx
    .selectFrom("ticketEvent")
    .select(["at", "body"])
    .where("ticketId", "=", ticketId)
    .orderBy("number")
    .limit(EVENTS_MAX)
    .execute();
  // The value was written from an event of this shape.
  return rows.map(({ at, body }) => ({ atMs: at.getTime(), body: body as unknown as TicketEventBody }));
}

/** An event to be stored. */
export interface NewTicketEvent {
  readonly ticketId: string;
  readonly tenantId: string;
  readonly number: number;
  readonly wishId: string;
  readonly body: TicketEventBody;
  readonly at: Date;
  readonly byPerson: string | null;
}

/** Appends events in their order. */
export async function addTicketEvents(trx: DatabaseTransaction, events: readonly NewTicketEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ body, ...row }) => ({ ...row, kind: body.kind, body: JSON.stringify(body) }));
  await trx.insertInto("ticketEvent").values(rows).execute();
}

/** Whether a command was applied before, which happens when its response was lost. */
export async function isCommandApplied(
  trx: DatabaseTransaction,
  { ticketId, wishId }: { readonly ticketId: string; readonly wishId: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom("ticketEvent")
    .select("number")
    .where("ticketId", "=", ticketId)
    .where("wishId", "=", wishId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the status that follows from the events of a locked ticket, with other changed columns. */
export async function writeTicket(
  trx: DatabaseTransaction,
  id: string,
  change: Partial<TicketMatter> &
    StoredTicketStatus & {
      readonly assigneeId?: string | null;
      readonly queueId?: string | null;
      readonly code?: string;
      readonly escalated?: number;
    },
): Promise<void> {
  await trx.updateTable("ticket").set(change).where("id", "=", id).execute();
}

/** Links a contact to a ticket; a repetition is no error. */
export async function linkContact(
  trx: DatabaseTransaction,
  link: {
    readonly ticketId: string;
    readonly contactId: string;
    readonly tenantId: string;
    readonly linkedAt: Date;
    readonly linkedBy: string;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: made } = await trx
    .insertInto("ticketContact")
    .values(link)
    .onConflict((conflict) => conflict.columns(["ticketId", "contactId"]).doNothing())
    .executeTakeFirstOrThrow();
  return made === 1n;
}

/** Reads the calendars of terms: versions of opening hours that never change, and days off as known at that time. */
export async function calendarsOf(trx: DatabaseTransaction, terms: readonly PromiseTerms[]): Promise<CalendarOf> {
  const keyOf = ({ hoursId, hoursVersion }: PromiseTerms) => `${hoursId} ${hoursVersion}`;
  const wanted = [...new Set(terms.map(keyOf))];
  const rows =
    wanted.length === 0
      ? []
      : await trx
          .selectFrom("namedHoursVersion")
          .select(["hoursId", "number", "hours"])
          .where(sql<string>`hours_id::text || ' ' || number`, "in", wanted)
          .where("hoursId", "in", [...new Set(terms.map(({ hoursId }) => hoursId))])
          .execute();
  const hours = new Map(rows.map((row) => [`${row.hoursId} ${row.number}`, row.hours as unknown as OpeningHours]));
  return (of) => {
    const found = hours.get(keyOf(of));
    if (found === undefined) throw new Error("a promise names hours that are not there");
    return { hours: found, daysOff: daysOffOf(calendarsInForce(of.knownOn)) };
  };
}

/** The SLA terms in the events. */
export function termsIn(events: readonly TicketEvent[]): readonly PromiseTerms[] {
  return events.flatMap(({ body }) => (body.kind === "opened" || body.kind === "changed" ? [body.terms] : []));
}

/** The escalations of a ticket. */
export async function listEscalations(trx: DatabaseTransaction, ticketId: string) {
  return trx
    .selectFrom("ticketEscalation")
    .select([sql<Goal>`goal`.as("goal"), sql<EscalationRecipient>`told`.as("told"), "percent", "at", "personIds"])
    .where("ticketId", "=", ticketId)
    .orderBy("at")
    .limit(ESCALATIONS_MAX)
    .execute();
}

/** Records an escalation; false when it was recorded before. */
export async function insertEscalation(
  trx: DatabaseTransaction,
  row: {
    readonly ticketId: string;
    readonly tenantId: string;
    readonly goal: Goal;
    readonly told: EscalationRecipient;
    readonly percent: number;
    readonly personIds: readonly string[];
    readonly dueAt: Date | null;
    readonly at: Date;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: made } = await trx
    .insertInto("ticketEscalation")
    .values({ ...row, personIds: [...row.personIds] })
    .onConflict((conflict) => conflict.columns(["ticketId", "goal", "told"]).doNothing())
    .executeTakeFirstOrThrow();
  return made === 1n;
}

/** Postpones the next check of a ticket whose check failed; a ticket that was checked since does not change. */
export async function postponeSweep(
  trx: DatabaseTransaction,
  id: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<void> {
  await trx.updateTable("ticket").set({ lookAt: until }).where("id", "=", id).where("lookAt", "<=", now).execute();
}

/** Tickets with a due transition, the longest due first. */
export async function listDueTickets(
  trx: DatabaseTransaction,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("ticket")
    .select("id")
    .where("lookAt", "<=", now)
    .orderBy("lookAt")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
