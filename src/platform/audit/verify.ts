import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { ENTRY_COLUMNS, toSealable } from "./audit.store.ts";
import { FIRST_HASH, sealHash } from "./entry.ts";

const BATCH = 5_000;

/** Result of `sambung audit verify`. `headHash` is hex and allows comparing two runs. */
export interface AuditReport {
  readonly verdict: "intact" | "broken";
  readonly sealed: number;
  /** Entries committed after the last seal; normal while the sealer runs. */
  readonly unsealed: number;
  readonly headHash: string;
  /** Description of the first fault; null when the chain is intact. */
  readonly fault: string | null;
}

/** Reads the whole chain and recomputes every hash. Works as the auditor role. */
export async function verifyAudit(db: Database): Promise<AuditReport> {
  let hash: Buffer = FIRST_HASH;
  let sequence = 0;
  for (;;) {
    const rows = await sealsAfter(db, sequence);
    for (const row of rows) {
      const fault = faultOf(row, sequence, hash);
      if (fault !== null)
        return { verdict: "broken", sealed: sequence, unsealed: 0, headHash: hash.toString("hex"), fault };
      hash = row.hash;
      sequence = row.sequence;
    }
    if (rows.length < BATCH) break;
  }
  const tail = await countUnsealed(db);
  const fault =
    tail.skipped > 0 ? `${tail.skipped} entries stand before the last seal without a seal of their own` : null;
  return {
    verdict: fault === null ? "intact" : "broken",
    sealed: sequence,
    unsealed: tail.unsealed,
    headHash: hash.toString("hex"),
    fault,
  };
}

async function sealsAfter(db: Database, sequence: number) {
  return db
    .selectFrom("auditSeal")
    .innerJoin("auditEntry", "auditEntry.id", "auditSeal.entryId")
    .select([...ENTRY_COLUMNS, "auditSeal.sequence", "auditSeal.previousHash", "auditSeal.hash"])
    .where("auditSeal.sequence", ">", sequence)
    .orderBy("auditSeal.sequence")
    .limit(BATCH)
    .execute();
}

type SealRow = Awaited<ReturnType<typeof sealsAfter>>[number];

function faultOf(row: SealRow, lastSequence: number, previous: Buffer): string | null {
  const name = `seal ${row.sequence} (entry ${row.id})`;
  if (row.sequence !== lastSequence + 1) return `${name}: seal ${lastSequence + 1} is missing`;
  if (!row.previousHash.equals(previous)) return `${name}: does not follow the seal before it`;
  if (!row.hash.equals(sealHash(previous, toSealable(row))))
    return `${name}: the entry was changed after it was sealed`;
  return null;
}

async function countUnsealed(db: Database): Promise<{ readonly unsealed: number; readonly skipped: number }> {
  const result = await sql<{ unsealed: number; skipped: number }>`
    with last as (
      select e.transaction_id, e.id from audit_seal s join audit_entry e on e.id = s.entry_id
      order by s.sequence desc limit 1
    )
    select count(*) filter (where last.id is null or (e.transaction_id, e.id) > (last.transaction_id, last.id)) as unsealed,
           count(*) filter (where (e.transaction_id, e.id) < (last.transaction_id, last.id)) as skipped
    from audit_entry e left join last on true
    where not exists (select 1 from audit_seal s where s.entry_id = e.id)`.execute(db);
  return result.rows[0] ?? { unsealed: 0, skipped: 0 };
}
