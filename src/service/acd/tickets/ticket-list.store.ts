import { type RawBuilder, sql } from "kysely";
import { type DatabaseTransaction, likePattern } from "../../../platform/database/index.ts";
import type { TicketFilter } from "./contract.ts";
import type { Priority, PromiseState, TicketState } from "./ticket-limits.shared.ts";
import { readNumber } from "./ticket-number.shared.ts";

/** The maximum up to which a list is counted. */
const COUNTED_MAX = 10_000;
const OWN_MAX = 20;

/** The parameters of a ticket search. */
export interface TicketSearch {
  readonly filter: TicketFilter;
  readonly personId: string;
  readonly now: Date;
}

const UNSOLVED = sql`t.state not in ('solved', 'closed')`;

function isFound({ filter, personId, now }: TicketSearch): RawBuilder<boolean> {
  const { state, categoryId, priority, whose, isLate, search } = filter;
  const asked = [
    ...(state === "unsolved" ? [UNSOLVED] : state === "all" ? [] : [sql`t.state = ${state}`]),
    ...(categoryId === undefined ? [] : [sql`t.category_id = ${categoryId}::uuid`]),
    ...(priority === undefined ? [] : [sql`t.priority = ${priority}`]),
    ...(isLate === undefined ? [] : [sql`t.due_at < ${now}::timestamptz`]),
    ...(whose === undefined ? [] : [OF[whose](personId)]),
    ...(search === undefined || search === "" ? [] : [hasText(search)]),
  ];
  return sql<boolean>`(${asked.length === 0 ? sql`true` : sql.join(asked, sql` and `)})`;
}

const OF: Readonly<Record<NonNullable<TicketFilter["whose"]>, (personId: string) => RawBuilder<unknown>>> = {
  mine: (personId) => sql`t.assignee_id = ${personId}::uuid`,
  team: (personId) => sql`t.queue_id in (select q.queue_id from agent_queue q join agent a on a.id = q.agent_id
    where a.person_id = ${personId}::uuid and a.ended_at is null)`,
  nobody: () => sql`t.assignee_id is null`,
  told: (personId) =>
    sql`t.id in (select e.ticket_id from ticket_escalation e where e.person_ids @> array[${personId}::uuid])`,
};

/** Matches the number with or without its check digit, the customer's number, or a part of the subject or name. */
function hasText(search: string): RawBuilder<unknown> {
  const pattern = likePattern(search);
  const digits = search.replaceAll(/\D/g, "");
  const numbers = [readNumber(search), /^\d{4,8}$/.test(digits) ? Number(digits) : null];
  const wanted = numbers.flatMap((number) => (number === null ? [] : [number]));
  return sql`(t.subject ilike ${pattern} or t.customer_name ilike ${pattern}
    or t.number = any(${wanted}::int[]) or (${digits} <> '' and t.number_key = number_key(${digits})))`;
}

/** A ticket in a list. */
export interface ListedTicket {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly categoryName: string;
  readonly priority: Priority;
  readonly state: TicketState;
  readonly customerName: string;
  readonly assigneeName: string | null;
  readonly queueName: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly answerState: PromiseState;
  readonly answerDueAt: Date | null;
  readonly solveState: PromiseState;
  readonly solveDueAt: Date | null;
  readonly escalated: number;
}

const COLUMNS = sql`t.id, t.number, t.subject, c.name as "categoryName", t.priority, t.state,
  coalesce(nullif(t.customer_name, ''), k.name, '') as "customerName", p.name as "assigneeName", q.name as "queueName",
  t.opened_at as "openedAt", t.due_at as "dueAt", t.answer_state as "answerState", t.answer_due_at as "answerDueAt",
  t.solve_state as "solveState", t.solve_due_at as "solveDueAt", t.escalated`;
const FROM = sql`ticket t join ticket_category c on c.id = t.category_id left join person p on p.id = t.assignee_id
  left join queue q on q.id = t.queue_id left join customer_profile k on k.tenant_id = t.tenant_id and k.number_key = t.number_key`;

/** The tickets of a search, the next due first; tickets without a due instant come last, newest first. */
export async function listTickets(
  trx: DatabaseTransaction,
  search: TicketSearch & { readonly limit: number; readonly offset: number },
): Promise<readonly ListedTicket[]> {
  const { rows } = await sql<ListedTicket>`select ${COLUMNS} from ${FROM} where ${isFound(search)}
    order by t.due_at nulls last, t.number desc limit ${search.limit}::int offset ${search.offset}::int`.execute(trx);
  return rows;
}

/** The number of tickets of a search, counted up to a limit. */
export async function countTickets(
  trx: DatabaseTransaction,
  { upTo = COUNTED_MAX + 1, ...search }: TicketSearch & { readonly upTo?: number },
): Promise<number> {
  const { rows } = await sql<{ readonly total: number }>`select count(*)::int as total from
    (select from ticket t where ${isFound(search)} limit ${upTo}::int) f`.execute(trx);
  return rows[0]?.total ?? 0;
}

/** A ticket without its events; undefined when it does not exist. */
export async function findTicket(trx: DatabaseTransaction, id: string) {
  const { rows } = await sql<
    ListedTicket & {
      readonly version: number;
      readonly description: string;
      readonly code: string;
      readonly categoryId: string;
      readonly assigneeId: string | null;
      readonly queueId: string | null;
      readonly customerNumber: string | null;
      readonly cardName: string | null;
      readonly givenName: string;
      readonly customerEmail: string | null;
      readonly consentAt: Date | null;
      readonly consentByName: string | null;
      readonly locale: "id" | "en";
      readonly openedByName: string;
    }
  >`select ${COLUMNS}, t.version, t.description, t.code, t.category_id as "categoryId", t.assignee_id as "assigneeId",
      t.queue_id as "queueId", t.customer_number as "customerNumber", k.name as "cardName", t.customer_name as "givenName",
      t.customer_email as "customerEmail", t.consent_at as "consentAt", b.name as "consentByName", t.locale, o.name as "openedByName"
    from ${FROM} join person o on o.id = t.opened_by left join person b on b.id = t.consent_by where t.id = ${id}::uuid`.execute(
    trx,
  );
  return rows[0];
}

/** The events of a ticket with their authors, newest first. */
export async function listTicketEvents(trx: DatabaseTransaction, ticketId: string) {
  return trx
    .selectFrom("ticketEvent as e")
    .leftJoin("person as p", "p.id", "e.byPerson")
    .select(["e.number", "e.kind", "e.at", "e.body", "p.name as byName"])
    .where("e.ticketId", "=", ticketId)
    .orderBy("e.number", "desc")
    .limit(500)
    .execute();
}

/** The contacts that are linked to a ticket, newest first. */
export async function contactsOfTicket(trx: DatabaseTransaction, ticketId: string) {
  return trx
    .selectFrom("ticketContact")
    .select(["contactId", "linkedAt"])
    .where("ticketId", "=", ticketId)
    .orderBy("linkedAt", "desc")
    .limit(OWN_MAX * 5)
    .execute();
}

/** Names of people, queues and categories by their ids. */
export async function namesOf(trx: DatabaseTransaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ readonly id: string; readonly name: string }>`
    select id, name from ticket_category where id = any(${ids}::uuid[])
    union all select id, name from queue where id = any(${ids}::uuid[])
    union all select p.id, p.name from person p where p.id = any(${ids}::uuid[])`.execute(trx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A ticket on the agent desktop. */
export interface ShortTicket {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly state: TicketState;
  readonly dueAt: Date | null;
  readonly code: string;
}

const SHORT = sql`t.id, t.number, t.subject, t.state, t.due_at as "dueAt", t.code`;

/** The tickets that are linked to a contact, and other open ones of its number; newest first. */
export async function listContactTickets(
  trx: DatabaseTransaction,
  { contactId, caller }: { readonly contactId: string; readonly caller: string },
): Promise<{ readonly ofContact: readonly ShortTicket[]; readonly ofCustomer: readonly ShortTicket[] }> {
  const linked = sql`(select l.ticket_id from ticket_contact l where l.contact_id = ${contactId}::uuid)`;
  const { rows: ofContact } = await sql<ShortTicket>`select ${SHORT} from ticket t where t.id in ${linked}
    order by t.number desc limit ${OWN_MAX}`.execute(trx);
  if (caller === "") return { ofContact, ofCustomer: [] };
  const { rows: ofCustomer } = await sql<ShortTicket>`select ${SHORT} from ticket t
    where t.number_key = number_key(${caller}) and t.state <> 'closed' and t.id not in ${linked}
    order by t.number desc limit ${OWN_MAX}`.execute(trx);
  return { ofContact, ofCustomer };
}

/** The defaults of a ticket from a contact: the name of the customer profile, and the queue of the contact. */
export async function beginningOf(
  trx: DatabaseTransaction,
  { contactId, caller }: { readonly contactId: string; readonly caller: string },
) {
  const { rows } = await sql<{ readonly name: string | null; readonly queueId: string | null }>`select
    (select name from customer_profile where number_key = number_key(${caller})) as name,
    (select e.queue_id from queue_event e where e.contact_id = ${contactId}::uuid and e.kind = 'contact.entered'
      order by e.sequence desc limit 1) as "queueId"`.execute(trx);
  return { customerName: rows[0]?.name ?? "", queueId: rows[0]?.queueId ?? null };
}

/** The display name of a call centre. */
export async function centreName(trx: DatabaseTransaction, tenantId: string): Promise<string> {
  return (await centre(trx, tenantId)).name;
}

/** The display name of a call centre and its time zone. */
export async function centre(trx: DatabaseTransaction, tenantId: string) {
  return trx
    .selectFrom("tenant")
    .leftJoin("branding", "branding.tenantId", "tenant.id")
    .select("tenant.timeZone")
    .select((eb) => eb.fn.coalesce("branding.name", "tenant.name").as("name"))
    .where("tenant.id", "=", tenantId)
    .executeTakeFirstOrThrow();
}
