import { sql } from "kysely";
import { type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";
import type { RequestMark } from "../calls/api-call.store.ts";
import type { HookChange } from "../calls/hook-form.ts";
import type { ApplicationResource, ListPart, NumberChange, NumberResource } from "./hook-resource.ts";

/** Maximum number of applications per call centre. */
export const APPLICATIONS_MAX = 200;

const COLUMNS = [
  ...(["voiceUrl", "voiceMethod", "fallbackUrl", "fallbackMethod", "statusUrl", "statusMethod"] as const),
  ...(["createdAt", "changedAt"] as const),
] as const;

/** Applications of the transaction's call centre, newest first. */
export async function listApplications(
  trx: DatabaseTransaction,
  part: ListPart,
): Promise<readonly ApplicationResource[]> {
  let query = trx.selectFrom("application").select(["id", "name", ...COLUMNS]);
  const { name, after } = part;
  if (name !== undefined) query = query.where("name", "=", name);
  if (after !== undefined) query = query.where(isBehind(after));
  return query.orderBy("createdAt", "desc").orderBy("id", "desc").limit(part.limit).execute();
}

/** Compares with the cursor's values, which stay valid after the application is deleted. */
const isBehind = ({ atMs, id }: NonNullable<ListPart["after"]>) =>
  sql<boolean>`(created_at, id) < (${new Date(atMs)}::timestamptz, ${id}::uuid)`;

/** One application of the transaction's call centre. */
export async function findApplication(trx: DatabaseTransaction, id: string): Promise<ApplicationResource | undefined> {
  return trx
    .selectFrom("application")
    .select(["id", "name", ...COLUMNS])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Inserts an application, unless an equal earlier request inserted it. */
export async function insertApplication(
  trx: DatabaseTransaction,
  made: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly hook: HookChange;
    readonly at: Date;
    readonly request: RequestMark | null;
  },
): Promise<{ readonly id: string; readonly isRepeated: boolean } | "application-limit" | "request-differs"> {
  const { id, tenantId, name, hook, at, request } = made;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`application ${tenantId}`}, 0))`.execute(trx);
  const earlier = request === null ? undefined : await findByRequestKey(trx, request.key);
  if (request !== null && earlier !== undefined) {
    return earlier.requestDigest?.equals(request.digest) === true
      ? { id: earlier.id, isRepeated: true }
      : "request-differs";
  }
  const { count } = await trx
    .selectFrom("application")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) >= APPLICATIONS_MAX) return "application-limit";
  const mark = { requestKey: request?.key ?? null, requestDigest: request?.digest ?? null };
  await trx
    .insertInto("application")
    .values({ id, tenantId, name, ...hook, ...mark, createdAt: at, changedAt: at })
    .execute();
  return { id, isRepeated: false };
}

const findByRequestKey = (trx: DatabaseTransaction, key: string) =>
  trx.selectFrom("application").select(["id", "requestDigest"]).where("requestKey", "=", key).executeTakeFirst();

/** Updates an application; false without one. */
export async function updateApplication(
  trx: DatabaseTransaction,
  changed: { readonly id: string; readonly name: string | undefined; readonly hook: HookChange; readonly at: Date },
): Promise<boolean> {
  const { id, name, hook, at } = changed;
  const done = await trx
    .updateTable("application")
    .set({ ...hook, ...(name === undefined ? {} : { name }), changedAt: at })
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Deletes an application that no number uses. */
export async function deleteApplication(
  trx: DatabaseTransaction,
  id: string,
): Promise<"deleted" | "no-such-voice-application" | "leads-numbers"> {
  const led = await trx.selectFrom("numberHook").select("code").where("applicationId", "=", id).executeTakeFirst();
  if (led !== undefined) return "leads-numbers";
  const done = await trx.deleteFrom("application").where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows === 1n ? "deleted" : "no-such-voice-application";
}

/** True if a number was assigned to an application while it was being deleted. */
export function isApplicationLed(error: unknown): boolean {
  return databaseFault(error)?.constraint === "number_hook_tenant_id_application_id_fkey";
}

/** Numbers of the transaction's call centre, ordered by code. */
export async function listNumbers(
  trx: DatabaseTransaction,
  part: { readonly holds?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly NumberResource[]> {
  let query = numbers(trx);
  const { holds, after } = part;
  if (holds !== undefined) query = query.where(sql<boolean>`position(${holds} in n.code) > 0`);
  if (after !== undefined) query = query.where("n.code", ">", after);
  return query.orderBy("n.code").limit(part.limit).execute();
}

/** One number of the transaction's call centre. */
export async function findNumber(trx: DatabaseTransaction, code: string): Promise<NumberResource | undefined> {
  return numbers(trx).where("n.code", "=", code).executeTakeFirst();
}

function numbers(trx: DatabaseTransaction) {
  return trx
    .selectFrom("serviceNumber as n")
    .leftJoin("numberHook as h", "h.code", "n.code")
    .select(["n.code", "n.label", "n.createdAt", "h.applicationId", "h.voiceUrl", "h.fallbackUrl", "h.fallbackQueueId"])
    .select("h.statusUrl")
    .select((eb) => [
      eb.fn.coalesce("h.voiceMethod", sql<string>`'POST'`).as("voiceMethod"),
      eb.fn.coalesce("h.fallbackMethod", sql<string>`'POST'`).as("fallbackMethod"),
      eb.fn.coalesce("h.statusMethod", sql<string>`'POST'`).as("statusMethod"),
      eb.fn.coalesce("h.smsMethod", sql<string>`'POST'`).as("smsMethod"),
      eb.fn.coalesce("h.smsFallbackMethod", sql<string>`'POST'`).as("smsFallbackMethod"),
      ...(["h.smsUrl", "h.smsFallbackUrl"] as const),
      sql<boolean>`exists (select from sms_sender s join sms_registration r on r.sender_id = s.id
        where s.value = n.code and r.state = 'approved')`.as("hasMessages"),
      "h.changedAt",
    ]);
}

/** Stores the webhooks of a number of the transaction's call centre. */
export async function keepNumberHook(
  trx: DatabaseTransaction,
  kept: { readonly code: string; readonly tenantId: string; readonly change: NumberChange; readonly at: Date },
): Promise<"kept" | "no-such-number" | "no-such-voice-application" | "no-such-queue"> {
  const { code, tenantId, change, at } = kept;
  const number = await trx
    .selectFrom("serviceNumber")
    .select("code")
    .where("code", "=", code)
    .forShare()
    .executeTakeFirst();
  if (number === undefined) return "no-such-number";
  const { applicationId, fallbackQueueId } = change;
  if (typeof applicationId === "string") {
    const own = trx.selectFrom("application").select("id").where("id", "=", applicationId).forShare();
    if ((await own.executeTakeFirst()) === undefined) return "no-such-voice-application";
  }
  if (typeof fallbackQueueId === "string") {
    const own = trx.selectFrom("queue").select("id").where("id", "=", fallbackQueueId).where("endedAt", "is", null);
    if ((await own.forShare().executeTakeFirst()) === undefined) return "no-such-queue";
  }
  const row = { ...change, changedAt: at };
  await trx
    .insertInto("numberHook")
    .values({ code, tenantId, ...row })
    .onConflict((on) => on.column("code").doUpdateSet(row))
    .execute();
  return "kept";
}
