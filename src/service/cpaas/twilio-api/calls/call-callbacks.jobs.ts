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

/** Polling interval, in addition to change notifications. */
const POLL_MS = 1_000;
/** Calls per poll, and per transaction. */
const CALLS_MAX = 400;
const AT_ONCE = 50;
/** Notification channel on which a switch announces stored call events. */
export const CALL_EVENTS = "call-events";

/** Dependencies of the callback jobs. */
export type CallbackJobDependencies = Pick<Kit, "clock" | "ids" | "log" | "changeFeed" | "publicUrl"> & {
  readonly db: Database;
  readonly tellCallbacks: PublishStatusCallbacks<DatabaseTransaction>;
};

/**
 * Sends status callbacks for call events, until closed. Callbacks and progress are stored in one transaction, so that a
 * crash enqueues either all of them or none.
 */
export function followCallCallbacks(kit: CallbackJobDependencies): Following {
  const round = openCallbackRounds(kit);
  return follow({
    look: async () => {
      for (let isMore = true; isMore; ) {
        const { due, told } = await round();
        // If none of a full batch could be processed, the next poll is early enough.
        isMore = due >= CALLS_MAX && told > 0;
      }
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-calls.not-read"),
    wokenBy: { changeFeed: kit.changeFeed, channel: CALL_EVENTS },
  });
}

/** Result of a round: calls with new events, and calls processed. */
export interface CallbackRound {
  readonly due: number;
  readonly told: number;
}

/** Opens rounds that enqueue new callbacks; a failing call is retried with increasing delay and does not delay other calls. */
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

/** Enqueues new callbacks once; returns the number of calls with new events. */
export async function publishCallCallbacks(kit: CallbackJobDependencies): Promise<number> {
  return (await openCallbackRounds(kit)()).due;
}

interface PublishedCounts {
  readonly told: number;
  readonly ordered: number;
}

/** A failing call does not affect the others of its tenant. */
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
  /** The call is over, but a recording is not available yet. */
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
