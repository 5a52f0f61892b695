import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { RecordingFact } from "./recording-stand.ts";

const FACTS_MAX = 50;

/** What the events of a call say of its recording, in their order. */
export async function recordingFacts(trx: DatabaseTransaction, callId: string): Promise<readonly RecordingFact[]> {
  return trx
    .selectFrom("callEvent")
    .select("kind")
    .select(sql<string | null>`data ->> 'answer'`.as("answer"))
    .select(sql<boolean | null>`(data ->> 'allows')::boolean`.as("allows"))
    .where("callId", "=", callId)
    .where("kind", "in", ["recording.began", "recording.refused", "recording.consent", "recording.ended"])
    .orderBy("sequence")
    .limit(FACTS_MAX)
    .execute();
}
