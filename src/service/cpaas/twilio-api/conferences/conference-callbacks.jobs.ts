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

/** Looks again this often besides news. */
const POLL_MS = 1_000;
/** Conferences of one look; each is told of in a transaction of its own, since each may be long. */
const CONFERENCES_MAX = 200;

/** Tells applications what happened in their conferences, until closed; as calls are told of. */
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
    // Whoever comes and goes is an event of his call as well.
    wokenBy: { changeFeed: kit.changeFeed, channel: CALL_EVENTS },
  });
}

/** Tells what is new of some conferences once; answers of how many there was something. */
export async function publishConferenceCallbacks(kit: CallbackJobDependencies): Promise<number> {
  return (await publishConferenceRound(kit, openCallFaults())).due;
}

/** `told` is how many were this one's to tell of. One that cannot be told of waits longer each time, and holds up none behind it. */
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

/** How much was told of before the first of its tellings. */
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
