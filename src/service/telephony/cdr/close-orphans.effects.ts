import { type Clock, present } from "../../../kernel/index.ts";
import { type Database, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { closingEvent, foldCdr } from "./cdr.ts";
import { writeBatch } from "./event-batch.store.ts";
import { eventsOf } from "./record.store.ts";
import type { SwitchFigures } from "./switch-figures.ts";
import {
  beat,
  beginRun,
  declareDead,
  endRun,
  orphanedCalls,
  otherRuns,
  type SwitchAddress,
} from "./switch-run.store.ts";

const BEAT_MS = 1_000;
/** A run whose heartbeat does not change for this time, observed by a switch with access to the database, counts as dead. */
const DEAD_AFTER_MS = 5_000;
const AT_ONCE_MAX = 200;

/** The run of a switch: it sends heartbeats, and closes the calls of switches that died. */
export interface SwitchRun {
  readonly id: string;
  /** Stops the heartbeat and ends the run; safe to call twice. */
  close(): Promise<void>;
}

interface RunOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly id: string;
  /** The SIP addresses of the switch for phones and trunks. */
  readonly sip?: SwitchAddress;
  readonly tenantIds: () => Promise<readonly string[]>;
  /** The load metrics of the switch; undefined while it starts. */
  readonly figures?: () => SwitchFigures | undefined;
  /** Called when another switch has declared this one dead: its calls are closed, so it must stop. */
  readonly onReplaced: () => void;
}

/** Begins a run. Errors of the database are tolerated; the next heartbeat retries. */
export async function openSwitchRun(options: RunOptions): Promise<SwitchRun> {
  const { db, clock, log, id, sip } = options;
  await beginRun(db, { id, at: new Date(clock.nowMs()), ...(sip === undefined ? {} : { sip }) });
  const seen = new Map<string, { readonly beatAtMs: number; readonly sinceMs: number }>();
  let isClosed = false;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    const isOurs = await beat(db, { id, at: new Date(clock.nowMs()), figures: options.figures?.() });
    if (!isOurs && !isClosed) return options.onReplaced();
    for (const other of await otherRuns(db, id)) {
      const beatAtMs = other.beatAt.getTime();
      const known = seen.get(other.id);
      if (known?.beatAtMs !== beatAtMs) seen.set(other.id, { beatAtMs, sinceMs: clock.nowMs() });
      else if (clock.nowMs() - known.sinceMs >= DEAD_AFTER_MS) {
        await declareDead(db, { id: other.id, seenBeatAt: other.beatAt, at: new Date(clock.nowMs()) });
        seen.delete(other.id);
      }
    }
    await closeOrphans(options);
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => log.warn({ err: error }, "switch-run.not-seen"))
      .finally(() => {
        looking = undefined;
      });
  }, BEAT_MS);

  return {
    id,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      await looking;
      await endRun(db, { id, at: new Date(clock.nowMs()) }).catch((error: unknown) =>
        log.warn({ err: error }, "switch-run.not-ended"),
      );
    },
  };
}

/** Closes the calls of ended runs, each with one call detail record, at the run's last heartbeat. Returns their number. */
export async function closeOrphans({
  db,
  log,
  tenantIds,
}: Pick<RunOptions, "db" | "log" | "tenantIds">): Promise<number> {
  let closed = 0;
  for (const tenantId of await tenantIds()) {
    for (const orphan of await inTenant(db, tenantId, (trx) => orphanedCalls(trx, AT_ONCE_MAX))) {
      const { callId, switchId } = orphan;
      try {
        await closeOrphan(db, { tenantId, ...orphan });
        log.warn({ callId, switchId }, "call.closed-after-restart");
        closed += 1;
      } catch (error) {
        // A call that cannot be read must not keep the others open.
        log.error({ err: error, callId, switchId }, "call.not-closed");
      }
    }
  }
  return closed;
}

async function closeOrphan(
  db: Database,
  orphan: { readonly tenantId: string; readonly callId: string; readonly switchId: string; readonly beatAt: Date },
): Promise<void> {
  const { tenantId, callId, switchId } = orphan;
  const events = await inTenant(db, tenantId, (trx) => eventsOf(trx, callId));
  const last = present(events.at(-1), "an open call has events");
  const ending = closingEvent(last, orphan.beatAt.getTime());
  await writeBatch(db, [{ tenantId, callId, switchId, events: [ending], cdr: foldCdr([...events, ending]) }]);
}
