import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../platform/database/index.ts";
import { type AfterTry, FAILING_FROM } from "./after-try.ts";
import type { DueDelivery } from "./choose-due.ts";

/** The due deliveries: at most `each` of each endpoint, and call centres in turn. */
export async function dueDeliveries(
  db: Database,
  { now, each, atMost }: { readonly now: Date; readonly each: number; readonly atMost: number },
): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`${sql.raw(PREPARED)}
    select * from due_webhook_deliveries(${now}, ${each}::int, ${FAILING_FROM}::int, ${atMost}::int)`.execute(db);
  return rows;
}

/** A delivery for an attempt. */
export interface ClaimedDelivery {
  readonly endpointId: string;
  readonly eventId: string;
  readonly url: string;
  /** The HTTP method of a form; null for an event, which is posted as JSON. */
  readonly method: string | null;
  /** Null for a form, which the auth token of its account signs. */
  readonly sealedSecret: Buffer | null;
  /** The previous secret, while it is used for signatures too. */
  readonly oldSealedSecret: Buffer | null;
  readonly body: string;
  readonly kind: string;
  /** All attempts, and those since the delivery was ordered or replayed; including this one. */
  readonly attempts: number;
  readonly tries: number;
  readonly giveUpAt: Date;
}

/** Claims due deliveries of the transaction's call centre for one attempt each: until `until` no other process claims them. */
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

/** The result of an attempt. */
export interface TryAnswer {
  readonly status: number | null;
  readonly fault: string | null;
  /** The beginning of the response. */
  readonly answer: string;
  readonly durationMs: number;
}

/** Stores the result of an attempt. If another attempt has followed since, only a success is stored. */
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

/** Returns a delivery that was not attempted for lack of capacity; the attempt does not count. */
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

/** Records a successful request: the endpoint counts as reachable again. Returns whether it has recovered from being probed only. */
export async function recordReachable(trx: DatabaseTransaction, endpointId: string): Promise<boolean> {
  const was = await trx
    .selectFrom("webhookEndpoint")
    .select("failures")
    .where("id", "=", endpointId)
    .where("failures", ">", 0)
    // Concurrent deliveries reference this row: they need it to exist, not to stay unchanged.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (was === undefined) return false;
  await trx.updateTable("webhookEndpoint").set({ failures: 0, probeAt: null }).where("id", "=", endpointId).execute();
  return was.failures >= FAILING_FROM;
}

/** Records a failed request; returns the number of consecutive ones. */
export async function keepUnheard(trx: DatabaseTransaction, endpointId: string): Promise<number> {
  const row = await trx
    .updateTable("webhookEndpoint")
    .set((eb) => ({ failures: eb("failures", "+", 1) }))
    .where("id", "=", endpointId)
    .returning("failures")
    .executeTakeFirst();
  return row?.failures ?? 0;
}

/** Pauses an endpoint until this instant. */
export async function leaveAlone(trx: DatabaseTransaction, endpointId: string, until: Date): Promise<void> {
  await trx.updateTable("webhookEndpoint").set({ probeAt: until }).where("id", "=", endpointId).execute();
}

/** Makes waiting deliveries of a recovered endpoint due; those in progress do not change. Returns their number. */
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

/** Expires deliveries after their time limit, and drops those of ended endpoints; returns their number. */
export async function buryDeliveries(db: Database, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select expire_webhook_deliveries(${now}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Purges deliveries that ended before this instant, with their exchanges; returns their number. */
export async function forgetDeliveries(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_webhook_deliveries(${before}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Purges hosts that applications named before this instant and that have no deliveries; returns their number. */
export async function purgeIdleCallbackHosts(db: Database, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_idle_callback_endpoints(${before}, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** An endpoint with its call centre. */
export interface EndpointOf {
  readonly tenantId: string;
  readonly endpointId: string;
}

/** Endpoints that are on and have more than `above` waiting deliveries, after one by id, `limit` at the most. */
export async function busyEndpoints(
  db: Database,
  { above, behind, limit }: { readonly above: number; readonly behind: string | null; readonly limit: number },
): Promise<readonly EndpointOf[]> {
  const { rows } = await sql<EndpointOf>`
    select * from busy_webhook_endpoints(${above}::int, ${behind}::uuid, ${limit}::int)`.execute(db);
  return rows;
}

/** Whether an endpoint has more than `most` waiting deliveries. */
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
