import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** An entered Izin that is not yet decided. */
export interface WaitingIzin {
  readonly id: string;
  readonly number: string;
  readonly grantedOn: string;
  readonly fileId: string;
  readonly enteredBy: string;
}

/** The undecided entry of an application, locked until the transaction ends. */
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

/** Stores an officer's entry; the handover is locked, so that the application has no other undecided entry. */
export async function insertIzinEntry(
  trx: DatabaseTransaction,
  entry: WaitingIzin & { readonly applicationId: string; readonly enteredAt: Date },
): Promise<void> {
  await trx
    .insertInto("izinEntry")
    .values({ ...entry, state: "waiting" })
    .execute();
}

/** Stores the decision on an entry. */
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
