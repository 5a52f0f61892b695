import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** A stream of a call that has begun. */
export interface StreamResource {
  readonly name: string;
  readonly isOver: boolean;
}

/** A stream of a call of the transaction's call centre, as the call's events tell it; undefined for what has not begun. */
export async function findStream(
  trx: DatabaseTransaction,
  { callId, streamId }: { readonly callId: string; readonly streamId: string },
): Promise<StreamResource | undefined> {
  const events = await trx
    .selectFrom("callEvent")
    .select(["kind", sql<string | null>`data ->> 'name'`.as("name")])
    .where("callId", "=", callId)
    .where("kind", "in", ["stream.began", "stream.ended"])
    .where(sql<boolean>`data ->> 'streamId' = ${streamId}`)
    .limit(2)
    .execute();
  const began = events.find(({ kind }) => kind === "stream.began");
  if (began === undefined) return undefined;
  return { name: began.name ?? "", isOver: events.some(({ kind }) => kind === "stream.ended") };
}
