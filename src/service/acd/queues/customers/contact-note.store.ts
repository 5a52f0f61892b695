import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** What an agent writes about a contact of his own. */
export interface NewNote {
  readonly id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly agentId: string;
  readonly dispositionId: string | null;
  readonly note: string;
  readonly at: Date;
}

/** Notes of one contact at the most; whoever needs more writes elsewhere. */
const NOTES_MAX = 50;

/** Whether a contact may be said to have come to this: of its own queue or of all, and not ended. */
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

/** Whether a contact can have another note. */
export async function hasRoomForNote(trx: DatabaseTransaction, contactId: string): Promise<boolean> {
  const { count } = await trx
    .selectFrom("contactNote")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("contactId", "=", contactId)
    .executeTakeFirstOrThrow();
  return count < NOTES_MAX;
}

/** Keeps a note; one that was sent before is kept once. False when somebody else's has this id. */
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
