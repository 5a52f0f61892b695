import { type DatabaseTransaction, type Following, follow } from "../../platform/database/index.ts";
import type { CallbackOrder } from "../webhooks/index.ts";
import { conferenceTellings } from "./conference-callbacks.ts";
import { CALL_EVENTS, CALLS_MAX, LOOK_MS, type TellCallsKit, tellInTurns } from "./tell-in-turns.ts";
import {
  dueToldConferences,
  lockToldConferences,
  markToldConferences,
  type ToldConference,
} from "./told-conference.store.ts";

/** Tells applications what happened in their conferences, until closed; as calls are told of. */
export function followToldConferences(kit: TellCallsKit): Following {
  return follow({
    look: async () => {
      while ((await tellConferences(kit)) >= CALLS_MAX);
    },
    everyMs: LOOK_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-conferences.not-read"),
    // Whoever comes and goes is an event of his call as well.
    wokenBy: { news: kit.news, channel: CALL_EVENTS },
  });
}

/** Tells what is new of some conferences; answers of how many. */
export async function tellConferences(kit: TellCallsKit): Promise<number> {
  const due = await dueToldConferences(kit.db, CALLS_MAX);
  await tellInTurns(kit, due, tellWithin);
  return due.length;
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
