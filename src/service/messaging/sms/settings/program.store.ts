import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { type DatabaseTransaction, databaseFault } from "../../../../platform/database/index.ts";
import type { AccountForm } from "./settings-contract.ts";
import { ACCOUNTS_MAX, OPT_OUTS_PAGE } from "./settings-limits.shared.ts";
import type { SettingsRefusal } from "./settings-refusal.ts";

/** SMPP accounts of the transaction's call centre, by name. */
export async function listAccounts(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("smsAccount")
    .select([
      "id",
      "name",
      "systemId",
      "ratePerSecond",
      "windowMax",
      "bindsMax",
      "defaultCoding",
      "category",
      "createdAt",
    ])
    .select(sql<string[]>`addresses::text[]`.as("addresses"))
    .where("endedAt", "is", null)
    .orderBy(sql`lower(name)`)
    .limit(ACCOUNTS_MAX)
    .execute();
  return rows.map(({ defaultCoding, category, ...row }) => ({
    ...row,
    defaultCoding: defaultCoding as AccountForm["defaultCoding"],
    category: category as AccountForm["category"],
  }));
}

/** Whether the limit permits another account; locked, so that none is added concurrently. */
export async function hasRoomForAccount(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms account ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("smsAccount")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < ACCOUNTS_MAX;
}

/** Adds an account. */
export async function insertAccount(
  trx: DatabaseTransaction,
  account: AccountForm & {
    readonly id: string;
    readonly tenantId: string;
    readonly passwordHash: string;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  const { addresses, ...row } = account;
  await trx
    .insertInto("smsAccount")
    .values({ ...row, addresses: sql`${[...addresses]}::text[]::cidr[]` })
    .execute();
}

/** Ends an account; false when it does not exist. */
export async function endAccount(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  const done = await trx
    .updateTable("smsAccount")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** True when a network has bits beyond its mask. */
export function isAddressFault(error: unknown): boolean {
  return databaseFault(error)?.state === "22P02";
}

/** Opt-outs of the transaction's call centre, newest first. */
export async function listOptOuts(trx: DatabaseTransaction, recipient: string | undefined) {
  let query = trx
    .selectFrom("smsOptOut as o")
    .leftJoin("smsSender as s", "s.id", "o.senderId")
    .select(["o.id", "o.recipient", "s.value as sender", "o.source", "o.createdAt"]);
  if (recipient !== undefined) query = query.where("o.recipient", "=", recipient);
  const rows = await query.orderBy("o.createdAt", "desc").orderBy("o.id", "desc").limit(OPT_OUTS_PAGE).execute();
  return rows.map(({ source, ...row }) => ({ ...row, source: source as "word" | "by-hand" | "program" }));
}

/** Records an opt-out; refused when the sender id is not the call centre's. A repetition changes nothing. */
export async function insertOptOut(
  trx: DatabaseTransaction,
  told: {
    readonly id: string;
    readonly tenantId: string;
    readonly recipient: string;
    readonly senderId: string | null;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<Result<{ readonly isNew: boolean }, SettingsRefusal>> {
  if (told.senderId !== null) {
    const own = await trx.selectFrom("smsSender").select("id").where("id", "=", told.senderId).executeTakeFirst();
    if (own === undefined) return refuse("no-such-sms-sender");
  }
  const done = await trx
    .insertInto("smsOptOut")
    .values({ ...told, source: "by-hand" })
    .onConflict((conflict) => conflict.constraint("sms_opt_out_once").doNothing())
    .executeTakeFirst();
  return ok({ isNew: done.numInsertedOrUpdatedRows !== 0n });
}

/** Deletes an opt-out; false when it does not exist. */
export async function deleteOptOut(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const done = await trx.deleteFrom("smsOptOut").where("id", "=", id).executeTakeFirst();
  return done.numDeletedRows === 1n;
}
