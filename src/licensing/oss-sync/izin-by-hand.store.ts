import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** An Izin that somebody entered and nobody has decided on. */
export interface WaitingIzin {
  readonly id: string;
  readonly number: string;
  readonly grantedOn: string;
  readonly fileId: string;
  readonly enteredBy: string;
}

/** The entry of an application that waits, locked until the transaction ends. */
export async function lockWaitingIzin(
  trx: DatabaseTransaction,
  applicationId: string,
): Promise<WaitingIzin | undefined> {
  return trx
    .selectFrom("izinEntry")
    .select(["id", "number", "fileId", "enteredBy", sql<string>`granted_on::text`.as("grantedOn")])
    .where("applicationId", "=", applicationId)
    .where("state", "=", "waiting")
    .forUpdate()
    .executeTakeFirst();
}

/** Keeps what an officer entered; the hand-over is locked, so that no other entry of the application waits. */
export async function insertIzinEntry(
  trx: DatabaseTransaction,
  entry: WaitingIzin & { readonly applicationId: string; readonly enteredAt: Date },
): Promise<void> {
  await trx
    .insertInto("izinEntry")
    .values({ ...entry, state: "waiting" })
    .execute();
}

/** Says what became of an entry. */
export async function settleIzinEntry(
  trx: DatabaseTransaction,
  settled: {
    readonly id: string;
    readonly state: "confirmed" | "refused";
    readonly by: string;
    readonly at: Date;
    readonly reason: string;
  },
): Promise<void> {
  const { id, state, by: decidedBy, at: decidedAt, reason } = settled;
  await trx.updateTable("izinEntry").set({ state, decidedBy, decidedAt, reason }).where("id", "=", id).execute();
}
