import type { Clock, IdSource } from "../../../kernel/index.ts";
import { type Database, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { FIXED_DAYS } from "../../tenancy/retention/index.ts";
import type { RequestLogEntry } from "../twilio-api/index.ts";
import { deleteRequests, insertRequests } from "./api-request.store.ts";
import { redactRequest } from "./redact-request.ts";
import { type RequestRoom, roomAfter } from "./request-room.ts";

/** Maximum number of requests that wait for the database; further ones are dropped and counted. */
const WAITING_MAX = 2_000;
const BATCH_MAX = 200;
const WRITE_MS = 200;
/** Retention period, maximum number of requests per call centre, and interval between purges. */
const RETENTION_MS = FIXED_DAYS["api-requests"] * 86_400_000;
const REQUESTS_MAX = 100_000;
const SWEEP_MS = 3_600_000;
const SWEPT_MAX = 5_000;
const PORTIONS_MAX = 200;
const ROOMS_MAX = 10_000;

/** Dependencies of the request-log writer. */
export interface RequestWriterOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
}

/** Writes the request log in batches, asynchronously: no request waits for it, and requests beyond the limits are dropped and counted. */
export interface RequestWriter {
  add(request: RequestLogEntry): void;
  dropped(): number;
  /** Writes the pending requests; idempotent. */
  close(): Promise<void>;
}

/** Opens the writer, which also purges requests beyond the retention period or the call centre's maximum. */
export function openRequestWriter(options: RequestWriterOptions): RequestWriter {
  const { db, clock, ids, log } = options;
  const rooms = new Map<string, RequestRoom>();
  let waiting: RequestLogEntry[] = [];
  let dropped = 0;
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      for (const [tenantId, some] of Map.groupBy(batch, (one) => one.tenantId)) {
        const rows = some.map((one) => ({ ...one, id: ids.next() }));
        try {
          await inTenant(db, tenantId, (trx) => insertRequests(trx, rows));
        } catch (error) {
          // A failed batch is not retried: the space is needed for newer requests.
          dropped += rows.length;
          log.warn({ err: error, dropped }, "api-request.not-written");
        }
      }
    }
  };
  const hasRoom = (tenantId: string): boolean => {
    const after = roomAfter(rooms.get(tenantId), clock.nowMs());
    if (after === null) return false;
    if (rooms.size >= ROOMS_MAX) rooms.clear();
    rooms.set(tenantId, after);
    return true;
  };
  const onFault = (error: unknown) => log.warn({ err: error }, "api-request.not-looked-through");
  const writing = follow({ look: write, everyMs: WRITE_MS, onFault });
  const sweeping = follow({ look: () => sweep(options), everyMs: SWEEP_MS, onFault });
  return {
    add: (request) => {
      if (waiting.length >= WAITING_MAX || !hasRoom(request.tenantId)) dropped += 1;
      else waiting.push(redactRequest(request));
    },
    dropped: () => dropped,
    close: async () => {
      writing.close();
      sweeping.close();
      await write();
    },
  };
}

async function sweep({ db, clock, tenantIds }: RequestWriterOptions): Promise<void> {
  const before = new Date(clock.nowMs() - RETENTION_MS);
  for (const tenantId of await tenantIds(db)) {
    for (let portion = 0; portion < PORTIONS_MAX; portion += 1) {
      const wish = { before, most: REQUESTS_MAX, limit: SWEPT_MAX };
      if ((await inTenant(db, tenantId, (trx) => deleteRequests(trx, wish))) < SWEPT_MAX) break;
    }
  }
}
