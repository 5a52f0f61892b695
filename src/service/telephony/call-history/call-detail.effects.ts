import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { judgeSound, lossPercent, SOUND_RULES } from "../../../protocols/audio/index.ts";
import { viewCall } from "./call-list.routes.ts";
import { callRow } from "./call-search.store.ts";
import {
  conferenceRecordingsOf,
  contactsOf,
  figuresOf,
  findStoredCdr,
  type Names,
  namesOf,
  recordingOf,
} from "./call-view.store.ts";
import { type EventParty, partiesOf, queueInstants, viewEvents } from "./event-view.ts";
import type { RecordReaders } from "./record-readers.effects.ts";
import { viewTraced } from "./trace-view.ts";

/** The SIP messages of a call with the far end of each; undefined for another tenant's call, or for none. */
export async function describeTrace(readers: RecordReaders, trx: DatabaseTransaction, callId: string) {
  const events = await readers.eventsOf(trx, callId);
  if (events.length === 0) return (await findStoredCdr(trx, callId)) === undefined ? undefined : [];
  const messages = await readers.traceOfCall(trx, callId);
  const parties = partiesOf(events);
  const arrival = viewEvents(events)[0] ?? { phoneId: null, trunkId: null };
  const sides = [arrival, ...parties.values()];
  const names = await namesOf(trx, {
    phones: present(sides.map(({ phoneId }) => phoneId)),
    trunks: present(sides.map(({ trunkId }) => trunkId)),
  });
  const firstUs = messages[0]?.elapsedUs ?? 0;
  return messages.map((message) => ({
    ...viewTraced(message, firstUs),
    ...named(names, parties.get(message.legId) ?? arrival),
  }));
}

/** All data of a call of this tenant; undefined for another tenant's call, or for none. */
export async function describeCall(readers: RecordReaders, trx: DatabaseTransaction, callId: string) {
  const events = await readers.eventsOf(trx, callId);
  const row = await callRow(trx, callId);
  // Events have a shorter retention than call detail records.
  if (events.length === 0 && row === undefined) return undefined;
  const kept = await findStoredCdr(trx, callId);
  const figures = await figuresOf(trx, callId);
  const views = viewEvents(events);
  const names = await namesOf(trx, {
    phones: present(views.map(({ phoneId }) => phoneId)),
    trunks: present(views.map(({ trunkId }) => trunkId)),
  });
  const parties = partiesOf(events);
  const arrival = views[0] ?? { phoneId: null, trunkId: null };
  const joinedAtMs = queueInstants(events);
  return {
    id: callId,
    isOpen: row === undefined,
    call:
      row === undefined || kept === undefined
        ? null
        : { ...viewCall(row), sipCallId: kept.sipCallId, chargeRupiah: kept.chargeRupiah },
    events: views.map(({ atMs, phoneId, trunkId, ...view }) => ({
      ...view,
      at: new Date(atMs).toISOString(),
      ...named(names, { phoneId, trunkId }),
    })),
    legs: figures
      .map((leg) => viewLeg(leg, { names, party: parties.get(leg.legId), arrival }))
      .toSorted((one, other) => Number(other.isCaller) - Number(one.isCaller)),
    soundRules: [...SOUND_RULES],
    recording: viewRecording(await recordingOf(trx, callId)),
    conferenceRecordings: (await conferenceRecordingsOf(trx, callId)).flatMap((one) => {
      const view = viewRecording(one);
      return view === null ? [] : [{ ...view, beganAt: one.beganAt.toISOString() }];
    }),
    contacts: [...(await contactsOf(trx, { callId, joinedAtMs }))],
  };
}

function present(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))];
}

function named(names: Names, { phoneId, trunkId }: EventParty) {
  return {
    phone: phoneId === null ? null : (names.phones.get(phoneId) ?? null),
    trunk: trunkId === null ? null : (names.trunks.get(trunkId) ?? null),
  };
}

type Figures = Awaited<ReturnType<typeof figuresOf>>[number];

function viewLeg(
  { legId, ...figures }: Figures,
  {
    names,
    party,
    arrival,
  }: { readonly names: Names; readonly party: EventParty | undefined; readonly arrival: EventParty },
) {
  const lost = lossPercent(figures);
  return {
    ...figures,
    id: legId,
    isCaller: party === undefined,
    ...named(names, party ?? arrival),
    lossPercent: lost,
    levels: {
      mos: judgeSound("mos", figures.mos),
      loss: judgeSound("loss", lost),
      jitter: judgeSound("jitter", figures.received > 0 ? figures.jitterMs : null),
    },
  };
}

function viewRecording(found: Awaited<ReturnType<typeof recordingOf>>) {
  if (found === undefined) return null;
  const { id, isMessage, durationMs, bytes, keepUntil, accesses } = found;
  return {
    id,
    isMessage,
    durationMs,
    bytes,
    keepUntil,
    state: found.state as "recording" | "kept" | "lost" | "deleted",
    lostReason: found.lostReason as "no-sound" | "unreadable" | "key-unreadable" | null,
    accesses: accesses.map(({ what, at, ...access }) => ({
      ...access,
      what: what as "listened" | "downloaded",
      at: at.toISOString(),
    })),
  };
}
