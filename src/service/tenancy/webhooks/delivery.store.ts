import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../platform/database/index.ts";
import { type AfterTry, FAILING_FROM } from "./after-try.ts";
import type { DueDelivery } from "./choose-due.ts";

/** What is due now: of each address no more than `each`, and call centres take turns. */
export async function dueDeliveries(
  db: Database,
  { now, each, atMost }: { readonly now: Date; readonly each: number; readonly atMost: number },
): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`${sql.raw(PREPARED)}
    select * from due_webhook_deliveries(${now}, ${each}::int, ${FAILING_FROM}::int, ${atMost}::int)`.execute(db);
  return rows;
}

/** A delivery as it is tried. */
export interface ClaimedDelivery {
  readonly endpointId: string;
  readonly eventId: string;
  readonly url: string;
  /** How it is asked with a form; null for an event, which is posted as it is. */
  readonly method: string | null;
  /** Null for a form, which its account's token signs. */
  readonly sealedSecret: Buffer | null;
  /** The secret before it, while that signs too. */
  readonly oldSealedSecret: Buffer | null;
  readonly body: string;
  readonly kind: string;
  /** All tries, and those since it was ordered or sent again; this one among them. */
  readonly attempts: number;
  readonly tries: number;
  readonly giveUpAt: Date;
}

/** Takes deliveries of the transaction's call centre that are due for one try each: until `until` nobody else takes them. */
export async function claimDeliveries(
  trx: DatabaseTransaction,
  chosen: readonly Pick<DueDelivery, "endpointId" | "eventId">[],
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<readonly ClaimedDelivery[]> {
  const asked = JSON.stringify(chosen.map(({ endpointId, eventId }) => ({ e: endpointId, v: eventId })));
  const { rows } = await sql<ClaimedDelivery>`${sql.raw(PREPARED)}
    with g as (select * from jsonb_to_recordset(${asked}::jsonb) as g(e uuid, v uuid)),
    probed as (update webhook_endpoint e set probe_at = ${until}::timestamptz
      where e.id in (select g.e from g) and e.failures >= ${FAILING_FROM}::int)
    update webhook_delivery d set attempts = d.attempts + 1, tries = d.tries + 1, next_try_at = ${until}::timestamptz,
      taken_until = ${until}::timestamptz
    from g join webhook_endpoint e on e.id = g.e
    where d.endpoint_id = g.e and d.event_id = g.v and d.state = 'waiting' and d.next_try_at <= ${now}::timestamptz
      and e.is_on and e.ended_at is null
    returning d.endpoint_id, d.event_id, coalesce(d.url, e.url) as url, d.method, e.sealed_secret, d.body, d.kind, d.attempts, d.tries, d.give_up_at,
      case when e.old_secret_until > ${now}::timestamptz then e.old_sealed_secret end as old_sealed_secret`.execute(
    trx,
  );
  return rows;
}

/** What a try came to. */
export interface TryAnswer {
  readonly status: number | null;
  readonly fault: string | null;
  /** The beginning of what the other side said. */
  readonly answer: string;
  readonly durationMs: number;
}

/** Keeps what a try came to. One that was overtaken by another try says only that it was heard. */
export async function keepTry(
  trx: DatabaseTransaction,
  tried: {
    readonly claimed: Pick<ClaimedDelivery, "endpointId" | "eventId" | "attempts">;
    readonly tenantId: string;
    readonly answer: TryAnswer;
    readonly after: AfterTry;
    readonly at: Date;
  },
): Promise<void> {
  const { claimed, tenantId, answer, after, at } = tried;
  const { endpointId, eventId, attempts } = claimed;
  const next = after.state === "waiting" ? { nextTryAt: new Date(after.nextTryMs) } : { overAt: at };
  await trx
    .updateTable("webhookDelivery")
    .set({ state: after.state, takenUntil: null, ...next })
    .where("endpointId", "=", endpointId)
    .where("eventId", "=", eventId)
    .where("state", "=", "waiting")
    .$if(after.state !== "delivered", (query) => query.where("attempts", "=", attempts))
    .execute();
  await trx
    .insertInto("webhookExchange")
    .values({ endpointId, eventId, attempt: attempts, tenantId, at, ...answer })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts a delivery back that could not be tried for want of a place of ours: it counts as not tried. */
export async function putBack(
  trx: DatabaseTransaction,
  { endpointId, eventId, attempts }: Pick<ClaimedDelivery, "endpointId" | "eventId" | "attempts">,
  until: Date,
): Promise<void> {
  await trx
    .updateTable("webhookDelivery")
    .set((eb) => ({ nextTryAt: until, takenUntil: null, attempts: eb("attempts", "-", 1), tries: eb("tries", "-", 1) }))
    .where("endpointId", "=", endpointId)
    .where("eventId", "=", eventId)
    .where("state", "=", "waiting")
    .where("attempts", "=", attempts)
    .execute();
}

/** An address heard a call: it counts as being there again. Answers whether it had been given up for now. */
export async function recordReachable(trx: DatabaseTransaction, endpointId: string): Promise<boolean> {
  const was = await trx
    .selectFrom("webhookEndpoint")
    .select("failures")
    .where("id", "=", endpointId)
    .where("failures", ">", 0)
    // Facts are told to it meanwhile: their rows ask that it stays, not that it is as it was.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (was === undefined) return false;
  await trx.updateTable("webhookEndpoint").set({ failures: 0, probeAt: null }).where("id", "=", endpointId).execute();
  return was.failures >= FAILING_FROM;
}

/** An address did not hear a call; answers how many in a row. */
export async function keepUnheard(trx: DatabaseTransaction, endpointId: string): Promise<number> {
  const row = await trx
    .updateTable("webhookEndpoint")
    .set((eb) => ({ failures: eb("failures", "+", 1) }))
    .where("id", "=", endpointId)
    .returning("failures")
    .executeTakeFirst();
  return row?.failures ?? 0;
}

/** Leaves an address alone until then. */
export async function leaveAlone(trx: DatabaseTransaction, endpointId: string, until: Date): Promise<void> {
  await trx.updateTable("webhookEndpoint").set({ probeAt: until }).where("id", "=", endpointId).execute();
}

/** What waits long for an address that is back waits no longer; a call that goes on stays as it is. Answers how many. */
export async function hasten(
  trx: DatabaseTransaction,
  { endpointId, at, limit }: { readonly endpointId: string; readonly at: Date; readonly limit: number },
): Promise<number> {
  const done = await sql`update webhook_delivery d set next_try_at = ${at}::timestamptz
    from (select event_id from webhook_delivery where endpoint_id = ${endpointId}::uuid and state = 'waiting'
      and next_try_at > ${at}::timestamptz and taken_until is null order by next_try_at limit ${limit}::int) x
    where d.endpoint_id = ${endpointId}::uuid and d.event_id = x.event_id and d.state = 'waiting' and d.taken_until is null`.execute(
    trx,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Gives up what nobody heard in its time, and what is left of addresses that have ended; answers how many. */
export async function buryDeliveries(db: Database, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select expire_webhook_deliveries(${now}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Forgets deliveries that were over before this instant, with their exchanges; answers how many. */
export async function forgetDeliveries(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_webhook_deliveries(${before}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Forgets hosts that applications named before this instant and at which nothing is left; answers how many. */
export async function purgeIdleCallbackHosts(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_idle_callback_endpoints(${before}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** An address with its call centre. */
export interface EndpointOf {
  readonly tenantId: string;
  readonly endpointId: string;
}

/** Addresses that are on and for which more than `above` waits, behind one by their ids, `limit` at the most. */
export async function busyEndpoints(
  db: Database,
  { above, behind, limit }: { readonly above: number; readonly behind: string | null; readonly limit: number },
): Promise<readonly EndpointOf[]> {
  const { rows } = await sql<EndpointOf>`
    select * from busy_webhook_endpoints(${above}::int, ${behind}::uuid, ${limit}::int)`.execute(db);
  return rows;
}

/** Whether more than `most` waits for an address. */
export async function isFull(trx: DatabaseTransaction, endpointId: string, most: number): Promise<boolean> {
  const row = await trx
    .selectFrom("webhookDelivery")
    .select("state")
    .where("endpointId", "=", endpointId)
    .where("state", "=", "waiting")
    .offset(most)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
