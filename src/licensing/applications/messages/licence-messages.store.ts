import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Reading } from "../licence.store.ts";

/** Maximum number of messages of one case. */
export const MESSAGES_MAX = 1_000;

/** The side that wrote a message. */
export type MessageSide = "applicant" | "ministry";

/** Adds a message; messages are immutable. */
export async function insertMessage(
  trx: DatabaseTransaction,
  message: {
    readonly id: string;
    readonly applicationId: string;
    readonly side: MessageSide;
    readonly writtenBy: string;
    readonly writtenAt: Date;
    readonly text: string;
  },
): Promise<void> {
  await trx.insertInto("licenceMessage").values(message).execute();
}

/** Number of messages of a case. */
export async function countMessages(db: Reading, applicationId: string): Promise<number> {
  const row = await db
    .selectFrom("licenceMessage")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("applicationId", "=", applicationId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The messages of a case, oldest first. */
export async function listMessages(db: Reading, applicationId: string) {
  const rows = await db
    .selectFrom("licenceMessage as m")
    .innerJoin("person as p", "p.id", "m.writtenBy")
    .select(["m.id", "m.side", "m.writtenAt", "m.text", "p.name as by"])
    .where("m.applicationId", "=", applicationId)
    .orderBy("m.writtenAt")
    .orderBy("m.id")
    .limit(MESSAGES_MAX)
    .execute();
  return rows.map((row) => ({ ...row, side: row.side as MessageSide }));
}
