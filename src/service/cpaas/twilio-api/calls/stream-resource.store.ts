import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** A started stream of a call. */
export interface StreamResource {
  readonly name: string;
  readonly isOver: boolean;
}

/** A stream of a call of the transaction's call centre, read from the call's events; undefined if it has not started. */
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
