import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalClass, PersonalPart } from "./personal-part.ts";
import type { PersonalRequestStatus, RequestKind, RequestState } from "./personal-request.ts";

/** The data of numbers that a module provides. */
export type LentPart = PersonalPart<RawBuilder<FoundRow>>;

/** The maximum of requests in one list. */
const LISTED_MAX = 200;
/** The maximum of requests in one sweep of deletions. */
const DELETING_MAX = 50;

/** A request to be stored. */
export interface NewRequest {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: RequestKind;
  readonly number: string;
  readonly shown: string;
  readonly identifiedBy: string;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly openedBy: string;
}

/** Stores a new request. */
export async function insertRequest(trx: DatabaseTransaction, request: NewRequest): Promise<void> {
  await trx.insertInto("personalRequest").values(request).execute();
}

/** The number of open requests. */
export async function countOpenRequests(trx: DatabaseTransaction): Promise<number> {
  const { count } = await trx
    .selectFrom("personalRequest")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("state", "<>", "done")
    .executeTakeFirstOrThrow();
  return count;
}

function requests(trx: DatabaseTransaction) {
  return trx
    .selectFrom("personalRequest as r")
    .innerJoin("person as o", "o.id", "r.openedBy")
    .select(["r.id", "r.shown", "r.number", "r.identifiedBy", "r.receivedAt", "r.dueAt", "r.version", "r.answer"])
    .select(["r.removed", "r.isWaiting", "r.orderedAt", "r.doneAt", "o.name as openedByName"])
    .select([sql<RequestKind>`r.kind`.as("kind"), sql<RequestState>`r.state`.as("state")]);
}

/** The requests of the transaction's tenant: open ones first, the next due first; then the answered ones, newest first. */
export async function listRequests(trx: DatabaseTransaction) {
  return requests(trx)
    .orderBy(sql`r.state = 'done'`)
    .orderBy(sql`case when r.state = 'done' then null else r.due_at end`)
    .orderBy("r.receivedAt", "desc")
    .limit(LISTED_MAX)
    .execute();
}

/** A request of the transaction's tenant; undefined when it does not exist. */
export async function findRequest(trx: DatabaseTransaction, id: string) {
  return requests(trx).where("r.id", "=", id).executeTakeFirst();
}

/** A request for an operation, locked; undefined when it does not exist. */
export async function lockRequest(
  trx: DatabaseTransaction,
  id: string,
): Promise<(PersonalRequestStatus & { readonly number: string | null }) | undefined> {
  return trx
    .selectFrom("personalRequest")
    .select(["version", "number"])
    .select([sql<RequestKind>`kind`.as("kind"), sql<RequestState>`state`.as("state")])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Marks a locked request as one whose deletion is in progress. */
export async function orderDeletion(
  trx: DatabaseTransaction,
  order: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("personalRequest")
    .set((eb) => ({ state: "deleting", orderedAt: order.at, orderedBy: order.by, version: eb("version", "+", 1) }))
    .where("id", "=", order.id)
    .execute();
}

/** Completes a locked request, and deletes its number. */
export async function finishRequest(
  trx: DatabaseTransaction,
  end: { readonly id: string; readonly by: string | null; readonly at: Date; readonly answer: string | null },
): Promise<void> {
  const { id, by: doneBy, at: doneAt, answer } = end;
  await trx
    .updateTable("personalRequest")
    .set((eb) => ({
      state: "done",
      doneAt,
      doneBy,
      answer,
      number: null,
      isWaiting: false,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}

/** Requests of the transaction's tenant whose deletion is in progress, the oldest order first. */
export async function deletingRequests(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("personalRequest")
    .select(["id", "number"])
    .where("state", "=", "deleting")
    .orderBy("orderedAt")
    .limit(DELETING_MAX)
    .execute();
  return rows.flatMap(({ id, number }) => (number === null ? [] : [{ id, number }]));
}

/** Counts the deleted rows of a class for a request, in the transaction of the deletion. */
export async function countRemoved(
  trx: DatabaseTransaction,
  gone: { readonly id: string; readonly name: PersonalClass; readonly count: number },
): Promise<void> {
  const { id, name, count } = gone;
  await sql`update personal_request set removed = removed
    || jsonb_build_object(${name}::text, coalesce((removed ->> ${name}::text)::int, 0) + ${count}::int)
    where id = ${id}::uuid`.execute(trx);
}

/** Records whether a request waits for an activity of its number. */
export async function markWaiting(
  trx: DatabaseTransaction,
  { id, isWaiting }: { readonly id: string; readonly isWaiting: boolean },
): Promise<void> {
  await trx
    .updateTable("personalRequest")
    .set({ isWaiting })
    .where("id", "=", id)
    .where("isWaiting", "<>", isWaiting)
    .execute();
}

/** Whether a call of a number is in progress, a recording that contains one is not complete, or a callback to it is waiting. */
export async function isGoingOn(trx: DatabaseTransaction, number: string): Promise<boolean> {
  const { rows } = await sql<{ readonly isOn: boolean }>`select
    exists (select from open_call o join call_event e on e.call_id = o.call_id and e.kind = 'call.received'
      where number_key(${number}) in (number_key(e.data ->> 'caller'), number_key(e.data ->> 'called')))
    or exists (select from calls_of_number(number_key(${number})) c join recording r on r.call_id = c.call_id
      where r.state = 'recording')
    or exists (select from calls_of_number(number_key(${number})) c join recorded_call p on p.call_id = c.call_id
      join recording r on r.id = p.recording_id where r.state = 'recording')
    or exists (select from queue_callback q where q.closed_at is null and q.number_key = number_key(${number})) as "isOn"`.execute(
    trx,
  );
  return rows[0]?.isOn === true;
}

/** The stored data of a number in a class: the count, the oldest and newest, and the latest last day if there is one. */
export async function heldOf(trx: DatabaseTransaction, part: LentPart, number: string) {
  const { rows } = await sql<{
    readonly count: number;
    readonly oldest: Date | null;
    readonly newest: Date | null;
    readonly keptUntil: string | null;
  }>`select count(*)::int as count, min(f.at) as oldest, max(f.at) as newest, max(f.kept_until)::text as "keptUntil"
    from (${part.find(number)}) f`.execute(trx);
  return rows[0] ?? { count: 0, oldest: null, newest: null, keptUntil: null };
}

/** The rows of a number in a class, newest first, `limit` at the most. */
export async function rowsOf(
  trx: DatabaseTransaction,
  part: LentPart,
  { number, limit }: { readonly number: string; readonly limit: number },
): Promise<readonly FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select f.* from (${part.find(number)}) f order by f.at desc limit ${limit}::int`.execute(trx);
  return rows;
}
