import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { ENDPOINTS_MAX } from "./contract.ts";
import type { EventKind } from "./event-kind.shared.ts";
import type { WebhookRefusal } from "./webhook-refusal.ts";

/** The maximum of waiting test events of an endpoint. */
const TRIALS_WAITING_MAX = 5;
/** The maximum up to which waiting and dead deliveries are counted. */
const COUNTED_MAX = 1_000;
/** The maximum of hosts that applications have named, including the one for all others (`enqueue_status_callback`). */
const CALLBACK_HOSTS_MAX = 201;

const counted = (state: "waiting" | "dead") =>
  sql<number>`(select count(*)::int from (select from webhook_delivery d where d.endpoint_id = w.id and d.state = ${sql.lit(state)}
    limit ${sql.lit(COUNTED_MAX)}) counted)`;

function endpoints(trx: DatabaseTransaction) {
  return trx
    .selectFrom("webhookEndpoint as w")
    .leftJoin("person as p", "p.id", "w.createdBy")
    .select(["w.id", "w.name", "w.url", "w.isOn", "w.offWhy", "w.failures", "w.version", "w.createdAt", "w.purpose"])
    .select(["w.oldSecretUntil", "p.name as createdBy"])
    .select(sql<EventKind[]>`w.kinds`.as("kinds"))
    .select([counted("waiting").as("waiting"), counted("dead").as("dead")])
    .select(
      sql<"waiting" | "delivered" | "dead" | "dropped" | null>`(select d.state from webhook_delivery d
        where d.endpoint_id = w.id order by d.created_at desc, d.event_id desc limit 1)`.as("lastState"),
    )
    .where("w.endedAt", "is", null);
}

/** The endpoints of the transaction's tenant by name; after them the hosts that its applications have named. */
export async function listEndpoints(trx: DatabaseTransaction) {
  return endpoints(trx)
    .orderBy("w.purpose", "desc")
    .orderBy(sql`lower(w.name)`)
    .limit(ENDPOINTS_MAX + CALLBACK_HOSTS_MAX)
    .execute();
}

/** One endpoint; undefined when it does not exist. */
export async function readEndpoint(trx: DatabaseTransaction, id: string) {
  return endpoints(trx).where("w.id", "=", id).executeTakeFirst();
}

/** An endpoint with its columns. */
export type StoredEndpoint = NonNullable<Awaited<ReturnType<typeof readEndpoint>>>;

/** Whether the transaction's tenant may have another endpoint; an advisory lock keeps other transactions from adding one. */
export async function hasRoomForEndpoint(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhook ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("webhookEndpoint")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .where("purpose", "=", "events")
    .executeTakeFirstOrThrow();
  return Number(count) < ENDPOINTS_MAX;
}

/** A new endpoint. */
export interface NewEndpoint {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly EventKind[];
  readonly sealedSecret: Buffer;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Adds an endpoint. */
export async function insertEndpoint(trx: DatabaseTransaction, endpoint: NewEndpoint): Promise<void> {
  await trx
    .insertInto("webhookEndpoint")
    .values({ ...endpoint, kinds: [...endpoint.kinds] })
    .execute();
}

/** An endpoint, locked against changes until the transaction ends; deliveries to it continue to be added. */
export async function lockEndpoint(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("webhookEndpoint")
    .select(["id", "name", "url", "isOn", "version", "purpose"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Updates a locked endpoint. One that is switched on, or has a new URL, counts as reachable. */
export async function updateEndpoint(
  trx: DatabaseTransaction,
  change: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly kinds: readonly EventKind[];
    readonly isOn: boolean;
    readonly version: number;
    readonly isAnew: boolean;
  },
): Promise<void> {
  const { id, name, url, kinds, isOn, version, isAnew } = change;
  await trx
    .updateTable("webhookEndpoint")
    .set({ name, url, kinds: [...kinds], version })
    .set(isOn ? { isOn: true, offWhy: null } : { isOn: false, offWhy: sql`coalesce(off_why, 'person')` })
    .$if(isAnew, (query) => query.set({ failures: 0, probeAt: null }))
    .where("id", "=", id)
    .execute();
}

/** Gives a locked endpoint a new secret; the previous one is used for signatures too until the given instant. */
export async function replaceSecret(
  trx: DatabaseTransaction,
  { id, sealedSecret, until }: { readonly id: string; readonly sealedSecret: Buffer; readonly until: Date },
): Promise<void> {
  await trx
    .updateTable("webhookEndpoint")
    .set((eb) => ({ oldSealedSecret: eb.ref("sealedSecret"), sealedSecret, oldSecretUntil: until }))
    .where("id", "=", id)
    .execute();
}

/** Ends an endpoint, and drops its waiting deliveries; false when it does not exist. */
export async function endEndpoint(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("webhookEndpoint")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  // Deliveries that are added at this moment are dropped by the next sweep.
  await trx
    .updateTable("webhookDelivery")
    .set({ state: "dropped", overAt: at, takenUntil: null })
    .where("endpointId", "=", id)
    .where("state", "=", "waiting")
    .execute();
  return numUpdatedRows === 1n;
}

/** Switches an endpoint off; undefined when it is not on. */
export async function switchEndpointOff(
  trx: DatabaseTransaction,
  { endpointId, why }: { readonly endpointId: string; readonly why: "gone" | "full" },
) {
  return trx
    .updateTable("webhookEndpoint")
    .set((eb) => ({ isOn: false, offWhy: why, version: eb("version", "+", 1) }))
    .where("id", "=", endpointId)
    .where("endedAt", "is", null)
    .where("isOn", "=", true)
    .returning(["name", "url", "version"])
    .executeTakeFirst();
}

/** The administrators of the call centre at this instant. */
export async function administratorsOf(
  trx: DatabaseTransaction,
  { tenantId, at }: { readonly tenantId: string; readonly at: Date },
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select("p.id")
    .distinct()
    .where("m.tenantId", "=", tenantId)
    .where("m.role", "=", "operator-administrator")
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", at)]))
    .orderBy("p.id")
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether an endpoint may get another test event; it is locked until the transaction ends. */
export async function roomForTrial(trx: DatabaseTransaction, id: string): Promise<Result<null, WebhookRefusal>> {
  const endpoint = await lockEndpoint(trx, id);
  if (endpoint === undefined) return refuse("no-such-webhook");
  if (endpoint.purpose === "callbacks") return refuse("webhook-of-applications");
  if (!endpoint.isOn) return refuse("webhook-off");
  const { count } = await trx
    .selectFrom("webhookDelivery")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endpointId", "=", id)
    .where("kind", "=", "test")
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return Number(count) < TRIALS_WAITING_MAX ? ok(null) : refuse("webhook-busy");
}
