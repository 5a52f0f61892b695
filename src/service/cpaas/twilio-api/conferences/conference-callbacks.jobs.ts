import { type DatabaseTransaction, type Following, follow, inTenant } from "../../../../platform/database/index.ts";
import { type CallbackOrder, WEBHOOKS_CHANGED } from "../../../tenancy/webhooks/index.ts";
import { CALL_EVENTS, type CallbackJobDependencies } from "../calls/call-callbacks.jobs.ts";
import { type CallFaults, openCallFaults } from "../calls/call-faults.ts";
import {
  type ConferenceCallbackState,
  findDueConferenceCallbacks,
  lockConferenceCallbacks,
  saveConferenceCallbackProgress,
} from "./conference-callback.store.ts";
import { conferenceTellings } from "./conference-callbacks.ts";

/** Polling interval, in addition to change notifications. */
const POLL_MS = 1_000;
/** Conferences per poll; each has its own transaction, since each may be long. */
const CONFERENCES_MAX = 200;

/** Sends status callbacks for conference events, until closed, in the same way as for calls. */
export function followConferenceCallbacks(kit: CallbackJobDependencies): Following {
  const faults = openCallFaults();
  return follow({
    look: async () => {
      for (let isMore = true; isMore; ) {
        const { due, told } = await publishConferenceRound(kit, faults);
        isMore = due >= CONFERENCES_MAX && told > 0;
      }
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-conferences.not-read"),
    // Joining and leaving are also events of the participant's call.
    wokenBy: { changeFeed: kit.changeFeed, channel: CALL_EVENTS },
  });
}

/** Enqueues new callbacks of conferences once; returns the number of conferences with new events. */
export async function publishConferenceCallbacks(kit: CallbackJobDependencies): Promise<number> {
  return (await publishConferenceRound(kit, openCallFaults())).due;
}

/**
 * `told` is the number of conferences that this process handled. A failing conference is retried with increasing delay
 * and does not delay others.
 */
export async function publishConferenceRound(
  kit: CallbackJobDependencies,
  faults: CallFaults,
): Promise<{ readonly due: number; readonly told: number }> {
  const due = await findDueConferenceCallbacks(kit.db, {
    atMost: CONFERENCES_MAX,
    but: faults.waiting(kit.clock.nowMs()),
  });
  let [told, ordered] = [0, 0];
  for (const { tenantId, id } of due) {
    try {
      const one = await inTenant(kit.db, tenantId, (trx) => publishWithin(kit, trx, { tenantId, ids: [id] }));
      ordered += one.ordered;
      told += one.told;
      faults.forget([id]);
    } catch (error) {
      kit.log.warn({ err: error, tenantId, conferenceId: id }, "told-conferences.not-told");
      faults.failed(id, kit.clock.nowMs());
    }
  }
  if (ordered > 0) kit.changeFeed.announce(WEBHOOKS_CHANGED);
  return { due: due.length, told };
}

async function publishWithin(
  kit: CallbackJobDependencies,
  trx: DatabaseTransaction,
  { tenantId, ids }: { readonly tenantId: string; readonly ids: readonly string[] },
): Promise<{ readonly told: number; readonly ordered: number }> {
  const conferences = await lockConferenceCallbacks(trx, tenantId, ids);
  if (conferences.length === 0) return { told: 0, ordered: 0 };
  const at = new Date(kit.clock.nowMs());
  const told = conferences.map((conference) => ({ conference, ...conferenceTellings(conference) }));
  const orders = told.flatMap(({ conference, tellings }) => ordersOf(conference, tellings));
  await kit.tellCallbacks(
    trx,
    orders.map((order) => ({ ...order, id: kit.ids.next() })),
    at.getTime(),
  );
  const marks = told.map(({ conference, tellings, standing }) => {
    const { conferenceId, seen, told: before, end } = conference;
    const toldNow = Math.max(before, firstOf(conference) + tellings.length);
    return { conferenceId, seen, told: toldNow, standing, isOver: end !== null };
  });
  await saveConferenceCallbackProgress(trx, marks, at);
  return { told: conferences.length, ordered: orders.length };
}

/** Number of callbacks sent before the first of the computed ones. */
const firstOf = ({ before }: ConferenceCallbackState): number => before?.told ?? 0;

function ordersOf(
  conference: ConferenceCallbackState,
  tellings: ReturnType<typeof conferenceTellings>["tellings"],
): readonly Omit<CallbackOrder, "id">[] {
  const { conferenceId, told } = conference;
  return tellings.slice(told - firstOf(conference)).map(({ kind, address, fields }, index) => ({
    ...address,
    kind,
    subjectId: conferenceId,
    fields,
    once: `${conferenceId} ${told + index}`,
  }));
}
