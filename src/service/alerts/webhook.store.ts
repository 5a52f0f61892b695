import { sql } from "kysely";
import { type Database, type DatabaseTransaction, databaseFault } from "../../platform/database/index.ts";
import { WEBHOOKS_MAX } from "./contract.ts";
import { type AfterTry, TRIES_MAX, type TryAnswer } from "./delivery.shared.ts";

/** Deliveries of an address that are told, the newest. */
const DELIVERIES_TOLD_MAX = 50;
/** Trials of an address that may wait at once. */
const TRIALS_WAITING_MAX = 5;

/** The addresses of the transaction's tenant by name. */
export async function listWebhooks(trx: DatabaseTransaction) {
  return trx
    .selectFrom("alertWebhook as w")
    .innerJoin("person as p", "p.id", "w.createdBy")
    .select(["w.id", "w.name", "w.url", "w.createdAt", "p.name as createdBy"])
    .select(
      sql<"waiting" | "delivered" | "failed" | null>`(select d.state from alert_delivery d where d.webhook_id = w.id
        order by d.created_at desc, d.id desc limit 1)`.as("lastState"),
    )
    .where("w.endedAt", "is", null)
    .orderBy(sql`lower(w.name)`)
    .limit(WEBHOOKS_MAX)
    .execute();
}

/** Those of the transaction's tenant among these addresses that have not ended; none of them ends before the transaction does. */
export async function ownWebhooks(trx: DatabaseTransaction, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom("alertWebhook")
    .select("id")
    .where("id", "in", [...ids])
    .where("endedAt", "is", null)
    .orderBy("id")
    .forShare()
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether the transaction's tenant may have another address; none is added meanwhile. */
export async function hasRoomForWebhook(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`alert webhook ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("alertWebhook")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < WEBHOOKS_MAX;
}

/** An address as it is kept. */
export interface NewWebhook {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly url: string;
  readonly sealedSecret: Buffer;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Adds an address. */
export async function insertWebhook(trx: DatabaseTransaction, webhook: NewWebhook): Promise<void> {
  await trx.insertInto("alertWebhook").values(webhook).execute();
}

/** Whether an address could not be added because another one has its name. */
export function isWebhookNameTaken(error: unknown): boolean {
  return databaseFault(error)?.constraint === "alert_webhook_name";
}

/** Ends an address, and gives up what waits for it; false when there is none. */
export async function endWebhook(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("alertWebhook")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  await trx
    .updateTable("alertDelivery")
    .set({ state: "failed" })
    .where("webhookId", "=", id)
    .where("state", "=", "waiting")
    .execute();
  return numUpdatedRows === 1n;
}

/** How an address stands to another trial: it stays as it is until the transaction is over. */
export async function roomForTrial(trx: DatabaseTransaction, id: string): Promise<"room" | "full" | "none"> {
  const webhook = await trx
    .selectFrom("alertWebhook")
    .select("id")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (webhook === undefined) return "none";
  const { count } = await trx
    .selectFrom("alertDelivery")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("webhookId", "=", id)
    .where("kind", "=", "test")
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return Number(count) < TRIALS_WAITING_MAX ? "room" : "full";
}

/** What is to be told to an address. */
export interface NewDelivery {
  readonly id: string;
  readonly tenantId: string;
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly kind: "raised" | "repeated" | "cleared" | "test";
  readonly nth: number;
  readonly body: string;
  readonly at: Date;
}

/** Orders a delivery in the transaction that decided it; the same telling is ordered once. */
export async function insertDelivery(trx: DatabaseTransaction, { at, ...delivery }: NewDelivery): Promise<void> {
  await trx
    .insertInto("alertDelivery")
    .values({ ...delivery, createdAt: at, nextTryAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The newest deliveries to an address of the transaction's tenant; undefined when there is none. */
export async function deliveriesTo(trx: DatabaseTransaction, webhookId: string) {
  const webhook = await trx.selectFrom("alertWebhook").select("id").where("id", "=", webhookId).executeTakeFirst();
  if (webhook === undefined) return undefined;
  return trx
    .selectFrom("alertDelivery as d")
    .leftJoin("alertEvent as e", "e.id", "d.eventId")
    .select(["d.id", "d.kind", "e.name as alert", "d.state", "d.attempts", "d.createdAt", "d.triedAt", "d.nextTryAt"])
    .select(["d.status", "d.fault", "d.answer"])
    .where("d.webhookId", "=", webhookId)
    .orderBy("d.createdAt", "desc")
    .orderBy("d.id", "desc")
    .limit(DELIVERIES_TOLD_MAX)
    .execute();
}

/** A delivery that is due, by its call centre. */
export interface DueDelivery {
  readonly tenantId: string;
  readonly id: string;
}

/** The oldest delivery that is due of each call centre. */
export async function dueDeliveries(db: Database, now: Date, limit: number): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`select * from due_alert_deliveries(${now}, ${limit}::int)`.execute(db);
  return rows;
}

/** A delivery as it is tried. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly sealedSecret: Buffer;
  readonly body: string;
  readonly kind: string;
  /** Tries, this one among them. */
  readonly attempts: number;
}

/** Gives a delivery up that is due and cannot be tried: its tries are spent, as by processes that died, or its address has ended. */
export async function giveUpHopeless(
  trx: DatabaseTransaction,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<void> {
  await trx
    .updateTable("alertDelivery as d")
    .from("alertWebhook as w")
    .set({ state: "failed" })
    .where("d.id", "=", id)
    .whereRef("w.id", "=", "d.webhookId")
    .where("d.state", "=", "waiting")
    .where("d.nextTryAt", "<=", now)
    .where((eb) => eb.or([eb("d.attempts", ">=", TRIES_MAX), eb("w.endedAt", "is not", null)]))
    .execute();
}

/** Takes a delivery that is due for one try: until `until` nobody else takes it. Undefined when somebody did. */
export async function claimDelivery(
  trx: DatabaseTransaction,
  { id, now, until }: { readonly id: string; readonly now: Date; readonly until: Date },
): Promise<ClaimedDelivery | undefined> {
  return trx
    .updateTable("alertDelivery as d")
    .from("alertWebhook as w")
    .set((eb) => ({ attempts: eb("d.attempts", "+", 1), nextTryAt: until, triedAt: now }))
    .where("d.id", "=", id)
    .whereRef("w.id", "=", "d.webhookId")
    .where("d.state", "=", "waiting")
    .where("d.nextTryAt", "<=", now)
    .where("d.attempts", "<", TRIES_MAX)
    .where("w.endedAt", "is", null)
    .returning(["d.id", "d.webhookId", "w.url", "w.sealedSecret", "d.body", "d.kind", "d.attempts"])
    .executeTakeFirst();
}

/** Keeps what a try came to, unless the delivery was given up meanwhile. */
export async function keepTry(
  trx: DatabaseTransaction,
  tried: { readonly id: string; readonly answer: TryAnswer; readonly after: AfterTry },
): Promise<void> {
  const { id, answer, after } = tried;
  const next = after.state === "waiting" ? { nextTryAt: new Date(after.nextTryMs) } : {};
  await trx
    .updateTable("alertDelivery")
    .set({ ...answer, ...next, state: after.state })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}

/** Forgets deliveries that are over, and what was raised and cleared, from before these instants. */
export async function forgetAlerts(db: Database, before: { readonly deliveries: Date; readonly events: Date }) {
  await sql`select forget_alerts(${before.deliveries}, ${before.events})`.execute(db);
}
