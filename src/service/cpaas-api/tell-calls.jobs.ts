import { type DatabaseTransaction, type Following, follow } from "../../platform/database/index.ts";
import type { CallbackOrder } from "../webhooks/index.ts";
import { recordingTelling, wishedRecordings } from "./recording-callbacks.ts";
import { tellingsOf } from "./status-callbacks.ts";
import { CALL_EVENTS, CALLS_MAX, LOOK_MS, type TellCallsKit, tellInTurns } from "./tell-in-turns.ts";
import type { Telling } from "./telling.ts";
import { dueToldCalls, lockToldCalls, markToldCalls, type ToldCall, type ToldMark } from "./told-call.store.ts";

/**
 * Tells applications what events of their calls add up to, until closed: what is to be told and how far that is stand in one transaction, so
 * that a process which dies at any moment has told all of it or none.
 */
export function followToldCalls(kit: TellCallsKit): Following {
  return follow({
    look: async () => {
      while ((await tellCalls(kit)) >= CALLS_MAX);
    },
    everyMs: LOOK_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-calls.not-read"),
    wokenBy: { news: kit.news, channel: CALL_EVENTS },
  });
}

/** Tells what is new of some calls; answers of how many. */
export async function tellCalls(kit: TellCallsKit): Promise<number> {
  const due = await dueToldCalls(kit.db, CALLS_MAX);
  await tellInTurns(kit, due, tellWithin);
  return due.length;
}

async function tellWithin(
  kit: TellCallsKit,
  trx: DatabaseTransaction,
  { tenantId, ids }: { readonly tenantId: string; readonly ids: readonly string[] },
): Promise<number> {
  const calls = await lockToldCalls(trx, tenantId, ids);
  const told = calls.map((call) => toldNow(call, kit.publicUrl()));
  const at = new Date(kit.clock.nowMs());
  const orders = told.flatMap(({ tellings }) => tellings.map((telling) => ({ ...telling, id: kit.ids.next() })));
  await kit.tellCallbacks(trx, orders, at.getTime());
  if (told.length > 0)
    await markToldCalls(
      trx,
      told.map(({ mark }) => mark),
      at,
    );
  return orders.length;
}

interface ToldNow {
  readonly tellings: readonly Omit<CallbackOrder, "id">[];
  readonly mark: ToldMark;
}

function toldNow(call: ToldCall, publicUrl: string): ToldNow {
  const { callId } = call;
  const { tellings, isOver } = tellingsOf(call);
  const wished = wishedRecordings(call);
  const recorded = call.recordings.flatMap((recording) => {
    const own = call.toldRecordings.includes(recording.id) ? undefined : wished.get(recording.id);
    const telling = own && recordingTelling(call, recording, { wished: own, publicUrl });
    return telling === undefined ? [] : [{ ...orderOf(call, telling), once: `${callId} ${recording.id}` }];
  });
  const wantsRecordings = call.wish?.recording !== undefined || wished.size > 0;
  return {
    tellings: [
      ...tellings.slice(call.told).map((telling, index) => ({
        ...{ ...orderOf(call, telling), once: `${callId} ${call.told + index}` },
      })),
      ...recorded,
    ],
    mark: {
      ...{ callId, seen: call.seen, told: Math.max(call.told, tellings.length), wantsRecordings },
      recordings: call.recordings.map(({ id }) => id),
      isOver: isOver && !(wantsRecordings && call.isRecording),
    },
  };
}

function orderOf({ callId }: ToldCall, { kind, address, fields }: Telling): Omit<CallbackOrder, "id" | "once"> {
  return { ...address, kind, subjectId: callId, fields };
}
