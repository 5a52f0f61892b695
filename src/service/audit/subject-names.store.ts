import { sql } from "kysely";
import { isUuid } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** What an entry is about. */
export interface Subject {
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** Where the name of each kind of thing stands; what is not here has none, or is its own name. */
const NAMES = {
  queue: sql`select id, name from queue`,
  agent: sql`select id, name from agent`,
  phone: sql`select id, extension || ' ' || name as name from phone`,
  trunk: sql`select id, name from trunk`,
  flow: sql`select id, name from flow`,
  "pause-reason": sql`select id, name from pause_reason`,
  disposition: sql`select id, name from disposition`,
  tenant: sql`select id, name from tenant`,
  person: sql`select id, name from person`,
} as const;

/** What the things that entries are about are called now, by their ids; the transaction is their call centre's. */
export async function subjectNames(
  trx: DatabaseTransaction,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, known] of Object.entries(NAMES)) {
    const ids = subjects.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
    const wanted = [...new Set(ids)].filter((id) => isUuid(id));
    if (wanted.length === 0) continue;
    const { rows } = await sql<{ readonly id: string; readonly name: string }>`
      select named.id, named.name from (${known}) as named where named.id = any(${wanted}::uuid[])`.execute(trx);
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}

/** The zone in which a call centre's days begin and end (IANA name). */
export async function zoneOf(trx: DatabaseTransaction, tenantId: string): Promise<string> {
  const row = await trx.selectFrom("tenant").select("timeZone").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return row.timeZone;
}
