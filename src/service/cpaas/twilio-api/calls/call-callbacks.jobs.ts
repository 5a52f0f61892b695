import {
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type CallbackOrder, type PublishStatusCallbacks, WEBHOOKS_CHANGED } from "../../../tenancy/webhooks/index.ts";
import { recordingTelling, wishedRecordings } from "../recordings/recording-callbacks.ts";
import {
  type CallCallbackProgress,
  type CallCallbackState,
  findDueCallCallbacks,
  LOST_MS,
  lockCallCallbacks,
  saveCallCallbackProgress,
} from "./call-callback.store.ts";
import { type CallFaults, openCallFaults } from "./call-faults.ts";
import { tellingsOf } from "./status-callbacks.ts";
import type { Telling } from "./telling.ts";

/** Looks again this often besides news. */
const POLL_MS = 1_000;
/** Calls of one look, and of one transaction. */
const CALLS_MAX = 400;
const AT_ONCE = 50;
/** The news by which a switch says that events of calls are on disk. */
export const CALL_EVENTS = "call-events";

/** What telling of calls stands on. */
export type CallbackJobDependencies = Pick<Kit, "clock" | "ids" | "log" | "changeFeed" | "publicUrl"> & {
  readonly db: Database;
  readonly tellCallbacks: PublishStatusCallbacks<DatabaseTransaction>;
};

/**
 * Tells applications what events of their calls add up to, until closed: what is to be told and how far that is stand in one transaction, so
 * that a process which dies at any moment has told all of it or none.
 */
export function followCallCallbacks(kit: CallbackJobDependencies): Following {
  const round = openCallbackRounds(kit);
  return follow({
    look: async () => {
      for (let isMore = true; isMore; ) {
        const { due, told } = await round();
        // Where none of so many could be told of, the next look comes soon enough.
        isMore = due >= CALLS_MAX && told > 0;
      }
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-calls.not-read"),
    wokenBy: { changeFeed: kit.changeFeed, channel: CALL_EVENTS },
  });
}

/** What one round came to: calls of which there was something new, and of how many it was told. */
export interface CallbackRound {
  readonly due: number;
  readonly told: number;
}

/** Opens rounds, each of which tells what is new of some calls; one that cannot be told of waits longer each time, and holds up none behind it. */
export function openCallbackRounds(kit: CallbackJobDependencies): () => Promise<CallbackRound> {
  const faults = openCallFaults();
  return async () => {
    const nowMs = kit.clock.nowMs();
    const due = await findDueCallCallbacks(kit.db, { atMost: CALLS_MAX, but: faults.waiting(nowMs), nowMs });
    const done = { told: 0, ordered: 0 };
    for (const [tenantId, calls] of Map.groupBy(due, (one) => one.tenantId)) {
      for (let from = 0; from < calls.length; from += AT_ONCE) {
        const callIds = calls.slice(from, from + AT_ONCE).map(({ callId }) => callId);
        const { told, ordered } = await publishForTenant(kit, { tenantId, callIds, faults });
        done.told += told;
        done.ordered += ordered;
      }
    }
    if (done.ordered > 0) kit.changeFeed.announce(WEBHOOKS_CHANGED);
    return { due: due.length, told: done.told };
  };
}

/** Tells what is new of some calls once; answers of how many there was something. */
export async function publishCallCallbacks(kit: CallbackJobDependencies): Promise<number> {
  return (await openCallbackRounds(kit)()).due;
}

interface PublishedCounts {
  readonly told: number;
  readonly ordered: number;
}

/** One call that cannot be told of holds up none beside it. */
async function publishForTenant(
  kit: CallbackJobDependencies,
  wish: { readonly tenantId: string; readonly callIds: readonly string[]; readonly faults: CallFaults },
): Promise<PublishedCounts> {
  const { tenantId, callIds, faults } = wish;
  try {
    const { told, ordered, awaiting } = await inTenant(kit.db, tenantId, (trx) =>
      publishWithin(kit, trx, { tenantId, callIds }),
    );
    faults.forget(callIds.filter((callId) => !awaiting.includes(callId)));
    for (const callId of awaiting) faults.failed(callId, kit.clock.nowMs());
    return { told, ordered };
  } catch (error) {
    kit.log.warn({ err: error, tenantId, calls: callIds.length }, "told-calls.not-told");
    const [only, ...others] = callIds;
    if (only === undefined) return { told: 0, ordered: 0 };
    if (others.length === 0) {
      faults.failed(only, kit.clock.nowMs());
      return { told: 0, ordered: 0 };
    }
    const done = { told: 0, ordered: 0 };
    for (const one of callIds) {
      const { told, ordered } = await publishForTenant(kit, { tenantId, callIds: [one], faults });
      done.told += told;
      done.ordered += ordered;
    }
    return done;
  }
}

async function publishWithin(
  kit: CallbackJobDependencies,
  trx: DatabaseTransaction,
  { tenantId, callIds }: { readonly tenantId: string; readonly callIds: readonly string[] },
): Promise<PublishedCounts & { readonly awaiting: readonly string[] }> {
  const nowMs = kit.clock.nowMs();
  const calls = await lockCallCallbacks(trx, { tenantId, callIds, nowMs });
  const told = calls.map((call) => dueCallbacksOf(call, { publicUrl: kit.publicUrl(), nowMs }));
  const at = new Date(nowMs);
  const orders = told.flatMap(({ tellings }) => tellings.map((telling) => ({ ...telling, id: kit.ids.next() })));
  await kit.tellCallbacks(trx, orders, at.getTime());
  if (told.length > 0)
    await saveCallCallbackProgress(
      trx,
      told.map(({ mark }) => mark),
      at,
    );
  const awaiting = told.flatMap(({ isAwaiting, mark }) => (isAwaiting ? [mark.callId] : []));
  return { told: told.length - awaiting.length, ordered: orders.length, awaiting };
}

interface DueCallbacks {
  readonly tellings: readonly Omit<CallbackOrder, "id">[];
  readonly mark: CallCallbackProgress;
  /** It is over, and what was recorded in it is not there yet. */
  readonly isAwaiting: boolean;
}

function dueCallbacksOf(
  call: CallCallbackState,
  { publicUrl, nowMs }: { readonly publicUrl: string; readonly nowMs: number },
): DueCallbacks {
  const { callId } = call;
  const { tellings, isOver } = tellingsOf(call);
  const wished = wishedRecordings(call);
  const recorded = call.recordings.flatMap((recording) => {
    const own = call.toldRecordings.includes(recording.id) ? undefined : wished.get(recording.id);
    const telling = own && recordingTelling(call, recording, { wished: own, publicUrl });
    return telling === undefined ? [] : [{ ...orderOf(call, telling), once: `${callId} ${recording.id}` }];
  });
  const wantsRecordings = call.wish?.recording !== undefined || wished.size > 0;
  const endedMs = call.events.at(-1)?.atMs ?? 0;
  const isAwaiting =
    isOver && endedMs > nowMs - LOST_MS && [...wished.keys()].some((id) => !call.recordingIds.includes(id));
  return {
    tellings: [
      ...tellings.slice(call.told).map((telling, index) => ({
        ...orderOf(call, telling),
        once: `${callId} ${call.told + index}`,
      })),
      ...recorded,
    ],
    mark: {
      callId,
      seen: call.seen,
      told: Math.max(call.told, tellings.length),
      wantsRecordings,
      recordings: call.recordings.map(({ id }) => id),
      isOver: isOver && !isAwaiting && !(wantsRecordings && call.isRecording),
    },
    isAwaiting,
  };
}

function orderOf(
  { callId }: CallCallbackState,
  { kind, address, fields }: Telling,
): Omit<CallbackOrder, "id" | "once"> {
  return { ...address, kind, subjectId: callId, fields };
}
