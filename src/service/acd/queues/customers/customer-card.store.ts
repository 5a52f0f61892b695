import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { CardField } from "./customer-profile.shared.ts";

/** The fields of the tenant's customer profile; none, with version 0, before any were defined. */
export async function cardForm(
  trx: DatabaseTransaction,
): Promise<{ readonly fields: readonly CardField[]; readonly version: number }> {
  const row = await trx.selectFrom("cardForm").select(["fields", "version"]).executeTakeFirst();
  // The value was written from fields of this shape.
  return row === undefined ? { fields: [], version: 0 } : { fields: row.fields as never, version: row.version };
}

/** Saves the fields over the version that was read; false when another person changed them first. */
export async function keepCardForm(
  trx: DatabaseTransaction,
  change: {
    readonly tenantId: string;
    readonly fields: readonly CardField[];
    readonly expectedVersion: number;
    readonly at: Date;
  },
): Promise<boolean> {
  const { tenantId, expectedVersion, at: changedAt } = change;
  const fields = JSON.stringify(change.fields);
  const { numInsertedOrUpdatedRows: kept } = await trx
    .insertInto("cardForm")
    .values({ tenantId, fields, version: 1, changedAt })
    .onConflict((conflict) =>
      conflict
        .column("tenantId")
        .doUpdateSet({ fields, version: expectedVersion + 1, changedAt })
        .where("cardForm.version", "=", expectedVersion),
    )
    .executeTakeFirstOrThrow();
  return kept === 1n;
}

/** The customer profile of a caller's number; undefined without one. */
export async function cardOf(trx: DatabaseTransaction, caller: string) {
  return trx
    .selectFrom("customerProfile")
    .select(["name", "fieldValues", "version"])
    .where("numberKey", "=", sql<string>`number_key(${caller})`)
    .executeTakeFirst();
}

/** The number of a profile, and the version that was read. */
interface CardPlace {
  readonly caller: string;
  readonly expectedVersion: number;
}

/** Saves a profile over the version that was read; false when another person changed it first. */
export async function keepCard(
  trx: DatabaseTransaction,
  card: CardPlace & {
    readonly tenantId: string;
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly at: Date;
    readonly personId: string;
  },
): Promise<boolean> {
  const { tenantId, caller, name, expectedVersion, at: changedAt, personId: changedBy } = card;
  const fieldValues = JSON.stringify(card.values);
  if (expectedVersion === 0) {
    const { numInsertedOrUpdatedRows: made } = await trx
      .insertInto("customerProfile")
      .values({ tenantId, numberKey: sql`number_key(${caller})`, name, fieldValues, version: 1, changedAt, changedBy })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return made === 1n;
  }
  const { numUpdatedRows } = await trx
    .updateTable("customerProfile")
    .set({ name, fieldValues, version: expectedVersion + 1, changedAt, changedBy })
    .where("numberKey", "=", sql<string>`number_key(${caller})`)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deletes a profile over the version that was read; false when another person changed it first. */
export async function forgetCard(trx: DatabaseTransaction, { caller, expectedVersion }: CardPlace): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("customerProfile")
    .where("numberKey", "=", sql<string>`number_key(${caller})`)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return expectedVersion === 0 || numDeletedRows === 1n;
}

/** The script of a queue; undefined when the queue does not exist. */
export async function scriptOf(trx: DatabaseTransaction, queueId: string) {
  const row = await trx
    .selectFrom("queue as q")
    .leftJoin("queueScript as s", "s.queueId", "q.id")
    .select(["s.script", "s.version"])
    .where("q.id", "=", queueId)
    .where("q.endedAt", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : { script: row.script ?? "", version: row.version ?? 0 };
}

/** Saves the script of a queue over the version that was read; false when another person changed it first. */
export async function keepScript(
  trx: DatabaseTransaction,
  change: {
    readonly tenantId: string;
    readonly queueId: string;
    readonly script: string;
    readonly expectedVersion: number;
    readonly at: Date;
  },
): Promise<boolean> {
  const { tenantId, queueId, script, expectedVersion, at: changedAt } = change;
  const { numInsertedOrUpdatedRows: kept } = await trx
    .insertInto("queueScript")
    .values({ queueId, tenantId, script, version: 1, changedAt })
    .onConflict((conflict) =>
      conflict
        .column("queueId")
        .doUpdateSet({ script, version: expectedVersion + 1, changedAt })
        .where("queueScript.version", "=", expectedVersion),
    )
    .executeTakeFirstOrThrow();
  return kept === 1n;
}
