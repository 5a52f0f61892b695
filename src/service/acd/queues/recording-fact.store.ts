import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { RecordingFact } from "./recording-stand.ts";

const FACTS_MAX = 50;
const RECORDING_FACTS = ["began", "refused", "consent", "paused", "resumed", "ended"].map(
  (what) => `recording.${what}`,
);

/** The recording events of a call in their order, limited to the newest. */
export async function recordingFacts(trx: DatabaseTransaction, callId: string): Promise<readonly RecordingFact[]> {
  const newest = await trx
    .selectFrom("callEvent")
    .select("kind")
    .select(sql<string | null>`data ->> 'answer'`.as("answer"))
    .select(sql<boolean | null>`(data ->> 'allows')::boolean`.as("allows"))
    .where("callId", "=", callId)
    .where("kind", "in", RECORDING_FACTS)
    .orderBy("sequence", "desc")
    .limit(FACTS_MAX)
    .execute();
  return newest.toReversed();
}
