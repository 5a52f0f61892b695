import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import type { Clock } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../database/index.ts";
import type { Log } from "../telemetry/index.ts";
import { ENTRY_COLUMNS, toSealable } from "./audit.store.ts";
import { FIRST_HASH, sealHash } from "./entry.ts";

const LOCK_KEY = 5_305_003;
const BATCH_MAX = 1_000;
const EVERY_MS = 500;
/** Sorts before every id. */
const NO_ENTRY = "00000000-0000-0000-0000-000000000000";

/**
 * Chains committed entries that have no seal yet, oldest transaction first, and returns their number.
 * Reads only transactions below the snapshot's xmin: none of them can still commit, so no entry is skipped.
 * An advisory lock allows one sealer at a time.
 */
export async function sealOnce(db: Database, clock: Clock): Promise<number> {
  if (!(await isAnyUnsealed(db))) return 0;
  return db.transaction().execute(async (trx) => {
    const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${LOCK_KEY}) as got`.execute(trx);
    if (lock.rows[0]?.got !== true) return 0;
    const last = await lastSeal(trx);
    const rows = await unsealedAfter(trx, last);
    if (rows.length === 0) return 0;
    let { hash, sequence } = last;
    const seals = rows.map((row) => {
      const previousHash = hash;
      hash = sealHash(previousHash, toSealable(row));
      sequence += 1;
      return { sequence, entryId: row.id, previousHash, hash, sealedAt: new Date(clock.nowMs()) };
    });
    await trx.insertInto("auditSeal").values(seals).execute();
    return seals.length;
  });
}

/** One plain statement, so that an idle installation does not open a transaction twice a second. */
async function isAnyUnsealed(db: Database): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with last as (
      select e.transaction_id, e.id from audit_seal s join audit_entry e on e.id = s.entry_id order by s.sequence desc limit 1)
    select exists (
      select from audit_entry
      where (transaction_id, id) >
          (coalesce((select transaction_id from last), '0'::xid8), coalesce((select id from last), ${NO_ENTRY}::uuid))
        and transaction_id < pg_snapshot_xmin(pg_current_snapshot())) as found`.execute(db);
  return rows[0]?.found === true;
}

interface LastSeal {
  readonly hash: Buffer;
  readonly sequence: number;
  readonly transactionId: string;
  readonly entryId: string;
}

async function lastSeal(trx: DatabaseTransaction): Promise<LastSeal> {
  const row = await trx
    .selectFrom("auditSeal")
    .innerJoin("auditEntry", "auditEntry.id", "auditSeal.entryId")
    .select(["auditSeal.hash", "auditSeal.sequence", "auditEntry.transactionId", "auditSeal.entryId"])
    .orderBy("auditSeal.sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? { hash: FIRST_HASH, sequence: 0, transactionId: "0", entryId: NO_ENTRY };
}

async function unsealedAfter(trx: DatabaseTransaction, last: LastSeal) {
  return trx
    .selectFrom("auditEntry")
    .select(ENTRY_COLUMNS)
    .where(sql<boolean>`(transaction_id, id) > (${last.transactionId}::xid8, ${last.entryId}::uuid)`)
    .where(sql<boolean>`transaction_id < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy("transactionId")
    .orderBy("id")
    .limit(BATCH_MAX)
    .execute();
}

/** Seals twice a second until closed; failures are logged and retried. */
export function openSealer(options: { readonly db: Database; readonly clock: Clock; readonly log: Log }) {
  const stop = new AbortController();
  const loop = async () => {
    while (!stop.signal.aborted) {
      const sealed = await sealOnce(options.db, options.clock).catch((error: unknown) => {
        options.log.warn({ err: error }, "audit.seal-failed");
        return 0;
      });
      if (sealed < BATCH_MAX) await delay(EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const done = loop();
  return {
    close: async () => {
      stop.abort();
      await done;
    },
  };
}
