import { type DatabaseTransaction, type Following, follow, inTenant } from "../../platform/database/index.ts";
import { type CallbackOrder, WEBHOOKS_CHANGED } from "../webhooks/index.ts";
import { type CallFaults, openCallFaults } from "./call-faults.ts";
import { conferenceTellings } from "./conference-callbacks.ts";
import { CALL_EVENTS, type TellCallsKit } from "./tell-calls.jobs.ts";
import {
  dueToldConferences,
  lockToldConferences,
  markToldConferences,
  type ToldConference,
} from "./told-conference.store.ts";

/** Looks again this often besides news. */
const LOOK_MS = 1_000;
/** Conferences of one look; each is told of in a transaction of its own, since each may be long. */
const CONFERENCES_MAX = 200;

/** Tells applications what happened in their conferences, until closed; as calls are told of. */
export function followToldConferences(kit: TellCallsKit): Following {
  const faults = openCallFaults();
  return follow({
    look: async () => {
      for (let isMore = true; isMore; ) {
        const { due, told } = await tellRound(kit, faults);
        isMore = due >= CONFERENCES_MAX && told > 0;
      }
    },
    everyMs: LOOK_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-conferences.not-read"),
    // Whoever comes and goes is an event of his call as well.
    wokenBy: { news: kit.news, channel: CALL_EVENTS },
  });
}

/** Tells what is new of some conferences once; answers of how many there was something. */
export async function tellConferences(kit: TellCallsKit): Promise<number> {
  return (await tellRound(kit, openCallFaults())).due;
}

/** One that cannot be told of waits longer each time, and holds up none behind it. */
async function tellRound(
  kit: TellCallsKit,
  faults: CallFaults,
): Promise<{ readonly due: number; readonly told: number }> {
  const due = await dueToldConferences(kit.db, {
    atMost: CONFERENCES_MAX,
    but: faults.waiting(kit.clock.nowMs()),
  });
  let [told, ordered] = [0, 0];
  for (const { tenantId, id } of due) {
    try {
      ordered += await inTenant(kit.db, tenantId, (trx) => tellWithin(kit, trx, { tenantId, ids: [id] }));
      told += 1;
      faults.forget([id]);
    } catch (error) {
      kit.log.warn({ err: error, tenantId, conferenceId: id }, "told-conferences.not-told");
      faults.failed(id, kit.clock.nowMs());
    }
  }
  if (ordered > 0) kit.news.announce(WEBHOOKS_CHANGED);
  return { due: due.length, told };
}

async function tellWithin(
  kit: TellCallsKit,
  trx: DatabaseTransaction,
  { tenantId, ids }: { readonly tenantId: string; readonly ids: readonly string[] },
): Promise<number> {
  const conferences = await lockToldConferences(trx, tenantId, ids);
  if (conferences.length === 0) return 0;
  const at = new Date(kit.clock.nowMs());
  const told = conferences.map((conference) => ({ conference, tellings: conferenceTellings(conference) }));
  const orders = told.flatMap(({ conference, tellings }) => ordersOf(conference, tellings));
  await kit.tellCallbacks(
    trx,
    orders.map((order) => ({ ...order, id: kit.ids.next() })),
    at.getTime(),
  );
  const marks = told.map(({ conference: { conferenceId, seen, told: before, end }, tellings }) => ({
    ...{ conferenceId, seen, told: Math.max(before, tellings.length), isOver: end !== null },
  }));
  await markToldConferences(trx, marks, at);
  return orders.length;
}

function ordersOf(
  { conferenceId, told }: ToldConference,
  tellings: ReturnType<typeof conferenceTellings>,
): readonly Omit<CallbackOrder, "id">[] {
  return tellings.slice(told).map(({ kind, address, fields }, index) => ({
    ...{ ...address, kind, subjectId: conferenceId, fields, once: `${conferenceId} ${told + index}` },
  }));
}
