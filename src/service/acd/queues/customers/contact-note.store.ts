import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** A note of an agent on the agent's own contact. */
export interface NewNote {
  readonly id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly agentId: string;
  readonly dispositionId: string | null;
  readonly note: string;
  readonly at: Date;
}

/** The maximum of notes on one contact. */
const NOTES_MAX = 50;

/** Whether a disposition may be set for a contact: for the contact's queue or for all, and not ended. */
export async function isDispositionFor(
  trx: DatabaseTransaction,
  { id, contactId }: { readonly id: string; readonly contactId: string },
): Promise<boolean> {
  const found = await trx
    .selectFrom("disposition")
    .select("id")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where((eb) =>
      eb.or([
        eb("queueId", "is", null),
        eb.exists(
          eb
            .selectFrom("queueEvent as e")
            .select("e.sequence")
            .whereRef("e.queueId", "=", "disposition.queueId")
            .where("e.contactId", "=", contactId),
        ),
      ]),
    )
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether a contact may have another note. */
export async function hasRoomForNote(trx: DatabaseTransaction, contactId: string): Promise<boolean> {
  const { count } = await trx
    .selectFrom("contactNote")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("contactId", "=", contactId)
    .executeTakeFirstOrThrow();
  return count < NOTES_MAX;
}

/** Stores a note; a repetition is stored once. False when the id belongs to another note. */
export async function insertNote(trx: DatabaseTransaction, note: NewNote): Promise<boolean> {
  await trx
    .insertInto("contactNote")
    .values(note)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const kept = await trx
    .selectFrom("contactNote")
    .select("id")
    .where("id", "=", note.id)
    .where("agentId", "=", note.agentId)
    .where("contactId", "=", note.contactId)
    .executeTakeFirst();
  return kept !== undefined;
}
