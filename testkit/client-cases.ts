import { expect } from "vitest";
import { SambungError } from "../clients/typescript/sambung.ts";
import { CODE, SENDER, TO, type TypedClientFixture } from "./typed-client-fixture.ts";

type Case = (fixture: TypedClientFixture) => Promise<void>;
type Cases = Readonly<Record<string, Case>>;

/** An id of no resource. */
export const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const DOCUMENT = "<Response><Say>Halo</Say></Response>";
const HOOK = "https://aplikasi.contoh.id/jawab";
const GUIDE = { instructions: { document: DOCUMENT } } as const;

/** A message as the client submits it. */
export const messageOf = (text: string) => ({ from: SENDER, to: TO, text, category: "transactional" }) as const;

/** Why a call of the client failed; undefined for a success. */
export const failureOf = (call: Promise<unknown>): Promise<SambungError | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof SambungError) return error;
      throw error;
    },
  );

async function all<Item>(list: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

const refused = async (call: Promise<unknown>, status: number, code: string) =>
  expect(await failureOf(call)).toMatchObject({ status, code, attempts: 1 });

const order = ({ sambung }: TypedClientFixture, options: { readonly idempotencyKey?: string } = {}) =>
  sambung.orderCall({ to: TO, from: CODE, ...GUIDE }, options);

const CALLS: Cases = {
  orderCall: async (fixture) => {
    const options = { idempotencyKey: "panggilan-7" };
    const [first, again] = [await order(fixture, options), await order(fixture, options)];
    expect(first).toMatchObject({ state: "queued", to: TO, from: CODE });
    expect(again).toEqual(first);
    await refused(fixture.sambung.orderCall({ to: "112", from: CODE, ...GUIDE }), 403, "call-number-for-people");
    await refused(
      fixture.sambung.orderCall({ to: TO, from: CODE, ...GUIDE, record: true }, options),
      409,
      "request-differs",
    );
  },
  listCalls: async (stage) => {
    const ids = [];
    for (let nth = 0; nth < 3; nth += 1) {
      stage.world.advance(1_000);
      ids.push((await order(stage)).id);
    }
    const found = await all(stage.sambung.listCalls({ limit: 2 }));
    expect(found.slice(0, 3).map(({ id }) => id)).toEqual(ids.toReversed());
  },
  fetchCall: async (stage) => {
    const { id } = await order(stage);
    expect(await stage.sambung.fetchCall(id)).toMatchObject({ id, state: "queued", legs: [], recordingIds: [] });
    await refused(stage.sambung.fetchCall(NOBODYS), 404, "no-such-call");
  },
  endCall: async (stage) => {
    const { id } = await order(stage);
    expect(await stage.sambung.endCall(id)).toMatchObject({ state: "cancelled" });
    await refused(stage.sambung.endCall(id, { unlessAnswered: true }), 409, "call-stands-otherwise");
  },
  redirectCall: async (stage) => {
    const { id } = await order(stage);
    await stage.talk(id);
    const [led] = [stage.sambung.redirectCall(id, GUIDE), await stage.switchObeys()];
    expect(await led).toMatchObject({ id, state: "in-progress" });
    const unfit = { instructions: { url: "http://127.0.0.1/" } } as const;
    await refused(stage.sambung.redirectCall(id, unfit), 400, "hook-address-unfit");
  },
};

const INVITED = { to: TO, from: CODE } as const;

const CONFERENCES: Cases = {
  beginConference: async ({ sambung }) => {
    const form = { name: "Rapat pagi", participant: { ...INVITED, label: "tamu" } };
    const options = { idempotencyKey: "rapat-7" };
    const [first, again] = [await sambung.beginConference(form, options), await sambung.beginConference(form, options)];
    expect(first).toMatchObject({ label: "tamu", state: "queued" });
    expect(again.callId).toBe(first.callId);
    const wrong = { ...form, participant: { ...INVITED, from: "1500999" } };
    await refused(sambung.beginConference(wrong), 400, "call-from-unknown");
  },
  listConferences: async (fixture) => {
    const { id } = await fixture.conference("Rapat terdaftar", 1);
    expect(await all(fixture.sambung.listConferences({ name: "Rapat terdaftar" }))).toMatchObject([{ id }]);
  },
  fetchConference: async (stage) => {
    const { id } = await stage.conference("Rapat dilihat", 1);
    expect(await stage.sambung.fetchConference(id)).toMatchObject({ id, state: "in-progress", end: null });
    await refused(stage.sambung.fetchConference(NOBODYS), 404, "no-such-conference");
  },
  endConference: async (stage) => {
    const { id } = await stage.conference("Rapat selesai", 1);
    const [ended] = [stage.sambung.endConference(id), await stage.switchObeys()];
    expect(await ended).toMatchObject({ id, state: "over" });
  },
  announceInConference: async (stage) => {
    const { id } = await stage.conference("Rapat diumumi", 1);
    const [said] = [stage.sambung.announceInConference(id, { url: HOOK }), await stage.switchObeys()];
    expect(await said).toMatchObject({ id, state: "in-progress" });
    await refused(stage.sambung.announceInConference(id, { url: "http://10.0.0.1/" }), 400, "hook-address-unfit");
  },
  inviteParticipant: async (stage) => {
    const { id } = await stage.conference("Rapat didatangi", 1);
    expect(await stage.sambung.inviteParticipant(id, INVITED)).toMatchObject({ conferenceId: id, state: "queued" });
    await refused(stage.sambung.inviteParticipant(NOBODYS, INVITED), 404, "no-such-conference");
  },
  listParticipants: async (stage) => {
    const { id, calls } = await stage.conference("Rapat bertiga", 3);
    const found = await all(stage.sambung.listParticipants(id, { limit: 2 }));
    expect(found.map(({ callId }) => callId).toSorted()).toEqual(calls.toSorted());
    await refused(stage.sambung.listParticipants(NOBODYS).page(), 404, "no-such-conference");
  },
  fetchParticipant: async (stage) => {
    const { id, calls } = await stage.conference("Rapat berdua", 2);
    const [callId = ""] = calls;
    expect(await stage.sambung.fetchParticipant(id, callId)).toMatchObject({ callId, state: "connected" });
    await refused(stage.sambung.fetchParticipant(id, NOBODYS), 404, "nobody-takes-part-so");
  },
  changeParticipant: async (stage) => {
    const { id, calls } = await stage.conference("Rapat dibisukan", 2);
    const [callId = ""] = calls;
    const [changed] = [stage.sambung.changeParticipant(id, callId, { muted: true }), await stage.switchObeys()];
    expect(await changed).toMatchObject({ callId });
    await refused(stage.sambung.changeParticipant(id, callId, {}), 400, "nothing-to-change");
    await refused(stage.sambung.changeParticipant(id, callId, { coachesCallId: callId }), 400, "coached-unknown");
  },
  removeParticipant: async (stage) => {
    const { id, calls } = await stage.conference("Rapat ditinggalkan", 2);
    const [gone] = [stage.sambung.removeParticipant(id, calls[0] ?? ""), await stage.switchObeys()];
    expect(await gone).toBeUndefined();
    await refused(stage.sambung.removeParticipant(id, NOBODYS), 404, "nobody-takes-part-so");
  },
};

const QUEUES: Cases = {
  listQueues: async (fixture) => {
    const { id } = await fixture.queue("Penjualan", 2);
    expect(await all(fixture.sambung.listQueues({ limit: 1 }))).toContainEqual(
      expect.objectContaining({ id, name: "Penjualan", waiting: 2 }),
    );
  },
  fetchQueue: async (stage) => {
    const { id } = await stage.queue("Keluhan", 1);
    expect(await stage.sambung.fetchQueue(id)).toMatchObject({ id, name: "Keluhan", waiting: 1 });
    await refused(stage.sambung.fetchQueue(NOBODYS), 404, "no-such-queue");
  },
  listWaitingCalls: async (stage) => {
    const { id, calls } = await stage.queue("Tagihan", 3);
    const found = await all(stage.sambung.listWaitingCalls(id, { limit: 2 }));
    expect(found.map(({ callId, position }) => [callId, position])).toEqual(calls.map((one, nth) => [one, nth + 1]));
  },
  fetchWaitingCall: async (stage) => {
    const { id, calls } = await stage.queue("Teknis", 2);
    const [, callId = ""] = calls;
    expect(await stage.sambung.fetchWaitingCall(id, callId)).toMatchObject({ callId, position: 2 });
    await refused(stage.sambung.fetchWaitingCall(id, NOBODYS), 404, "nobody-waits-so");
  },
  createQueue: async ({ sambung }) => {
    const made = await sambung.createQueue({ name: "Dibuat", waitingMax: 5 });
    expect(made).toMatchObject({ name: "Dibuat", waitingMax: 5, waiting: 0, waitedSeconds: null });
    await refused(sambung.createQueue({ name: "dibuat" }), 409, "queue-name-taken");
  },
  changeQueue: async ({ sambung }) => {
    const { id } = await sambung.createQueue({ name: "Lama" });
    expect(await sambung.changeQueue(id, { name: "Baru", waitingMax: 7 })).toMatchObject({
      name: "Baru",
      waitingMax: 7,
    });
    await refused(sambung.changeQueue(NOBODYS, { name: "Lain" }), 404, "no-such-queue");
  },
  endQueue: async (stage) => {
    const { id } = await stage.sambung.createQueue({ name: "Berakhir" });
    expect(await stage.sambung.endQueue(id)).toBeUndefined();
    await refused(stage.sambung.endQueue(id), 404, "no-such-queue");
    const waited = await stage.queue("Ditunggu", 1);
    await refused(stage.sambung.endQueue(waited.id), 409, "queue-waits");
  },
  redirectWaitingCall: async (stage) => {
    const { id, calls } = await stage.queue("Lain-lain", 1);
    const [callId = ""] = calls;
    await stage.talk(callId, "inbound");
    const [led] = [stage.sambung.redirectWaitingCall(id, callId, GUIDE), await stage.switchObeys()];
    expect(await led).toMatchObject({ callId, position: 1 });
    await refused(stage.sambung.redirectWaitingCall(id, NOBODYS, GUIDE), 404, "nobody-waits-so");
  },
};

const RECORDINGS: Cases = {
  listRecordings: async (fixture) => {
    const ids = [await fixture.recording(), await fixture.recording()];
    const found = await all(fixture.sambung.listRecordings({ limit: 1 }));
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  },
  fetchRecording: async (stage) => {
    const id = await stage.recording();
    expect(await stage.sambung.fetchRecording(id)).toMatchObject({ id, kind: "talk", state: "kept" });
    await refused(stage.sambung.fetchRecording(NOBODYS), 404, "no-such-recording");
  },
  fetchRecordingSound: async (stage) => {
    const id = await stage.recording();
    const sound = await stage.sambung.fetchRecordingSound(id);
    const bytes = new Uint8Array(await sound.arrayBuffer());
    expect([sound.type, String.fromCharCode(...bytes.slice(0, 4))]).toEqual(["audio/wav", "RIFF"]);
    expect(bytes.length).toBeGreaterThan(1_000);
    const part = await stage.sambung.fetchRecordingSound(id, { range: { from: 8, to: 11 } });
    expect(await part.text()).toBe("WAVE");
    const behind = stage.sambung.fetchRecordingSound(id, { range: { from: 1_000_000_000 } });
    await refused(behind, 416, "range-not-there");
    await refused(stage.sambung.fetchRecordingSound(NOBODYS), 404, "no-such-recording");
  },
  pauseRecording: async (stage) => {
    const id = await stage.conferenceRecording("Rapat dijeda");
    const [paused] = [stage.sambung.pauseRecording(id), await stage.switchObeys()];
    expect(await paused).toMatchObject({ id });
    await refused(stage.sambung.pauseRecording(await stage.recording()), 409, "recording-stands-otherwise");
  },
  resumeRecording: async (stage) => {
    const id = await stage.conferenceRecording("Rapat lanjut");
    const [resumed] = [stage.sambung.resumeRecording(id), await stage.switchObeys()];
    expect(await resumed).toMatchObject({ id });
  },
  endRecording: async (stage) => {
    const id = await stage.conferenceRecording("Rapat tanpa rekaman");
    const [ended] = [stage.sambung.endRecording(id), await stage.switchObeys()];
    expect(await ended).toMatchObject({ id });
    await refused(stage.sambung.endRecording(NOBODYS), 404, "no-such-recording");
  },
  removeRecording: async (stage) => {
    const id = await stage.recording();
    expect(await stage.sambung.removeRecording(id)).toBeUndefined();
    await refused(stage.sambung.removeRecording(id), 404, "no-such-recording");
  },
};

const MESSAGES: Cases = {
  sendMessage: async ({ sambung }) => {
    const options = { idempotencyKey: "sekali" };
    const first = await sambung.sendMessage(messageOf("Sekali"), options);
    expect(await sambung.sendMessage(messageOf("Sekali"), options)).toEqual(first);
    await refused(sambung.sendMessage(messageOf("Lain"), options), 409, "request-differs");
    const unfit = await failureOf(sambung.sendMessage({ ...messageOf("Halo"), to: "rumah" }));
    expect(unfit).toMatchObject({ status: 400, code: "recipient-unfit", fields: [{ path: "to" }] });
  },
  sendMessages: async ({ sambung }) => {
    const messages = [messageOf("Satu"), { ...messageOf("Dua"), to: "rumah" }];
    const taken = await sambung.sendMessages({ messages });
    expect(taken).toMatchObject({ accepted: 1, refused: 1, items: [{}, { error: { code: "recipient-unfit" } }] });
  },
  listMessages: async ({ sambung, world }) => {
    const sent = [];
    for (const text of ["A", "B", "C"]) {
      world.advance(1_000);
      sent.push((await sambung.sendMessage(messageOf(text))).id);
    }
    const found = await all(sambung.listMessages({ to: TO, limit: 2 }));
    expect(found.slice(0, 3).map(({ id }) => id)).toEqual(sent.toReversed());
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    const { items, next } = await sambung.listMessages({ limit: 2 }).page();
    expect([items.length, next]).toEqual([2, items[1]?.id]);
  },
  fetchMessage: async ({ sambung }) => {
    const { id } = await sambung.sendMessage(messageOf("Dilihat"));
    expect(await sambung.fetchMessage(id)).toMatchObject({ id, text: "Dilihat", state: "waiting", receipts: [] });
    await refused(sambung.fetchMessage(NOBODYS), 404, "no-such-message");
  },
  cancelMessage: async ({ sambung }) => {
    const { id } = await sambung.sendMessage(messageOf("Ditarik"));
    expect(await sambung.cancelMessage(id)).toBeUndefined();
    await refused(sambung.cancelMessage(id), 409, "too-late");
  },
};

const HOOKS: Cases = {
  listNumbers: async ({ sambung }) => {
    expect(await all(sambung.listNumbers({ limit: 1 }))).toMatchObject([{ code: CODE }]);
  },
  fetchNumber: async ({ sambung }) => {
    expect(await sambung.fetchNumber(CODE)).toMatchObject({ code: CODE, takesMessages: false });
    await refused(sambung.fetchNumber("1500999"), 404, "no-such-number");
  },
  changeNumber: async ({ sambung }) => {
    expect(await sambung.changeNumber(CODE, { voiceUrl: HOOK })).toMatchObject({ code: CODE, voiceUrl: HOOK });
    await refused(sambung.changeNumber(CODE, { fallbackQueueId: NOBODYS }), 404, "no-such-queue");
  },
  createApplication: async ({ sambung }) => {
    const options = { idempotencyKey: "aplikasi-7" };
    const form = { name: "Toko", voiceUrl: HOOK };
    const first = await sambung.createApplication(form, options);
    expect(first).toMatchObject({ name: "Toko", voiceUrl: HOOK });
    expect((await sambung.createApplication(form, options)).id).toBe(first.id);
    await refused(sambung.createApplication({ ...form, voiceUrl: "ftp://a.id/" }), 400, "hook-address-unfit");
  },
  listApplications: async ({ sambung }) => {
    const ids = [];
    for (const name of ["Pertama", "Kedua"]) ids.push((await sambung.createApplication({ name })).id);
    const found = await all(sambung.listApplications({ limit: 1 }));
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  },
  fetchApplication: async ({ sambung }) => {
    const { id } = await sambung.createApplication({ name: "Dilihat" });
    expect(await sambung.fetchApplication(id)).toMatchObject({ id, name: "Dilihat", voiceUrl: null });
    await refused(sambung.fetchApplication(NOBODYS), 404, "no-such-voice-application");
  },
  changeApplication: async ({ sambung }) => {
    const { id } = await sambung.createApplication({ name: "Diubah" });
    expect(await sambung.changeApplication(id, { statusUrl: HOOK })).toMatchObject({ statusUrl: HOOK, name: "Diubah" });
    await refused(sambung.changeApplication(NOBODYS, { name: "X" }), 404, "no-such-voice-application");
  },
  removeApplication: async ({ sambung }) => {
    const { id } = await sambung.createApplication({ name: "Dihapus" });
    await sambung.changeNumber(CODE, { applicationId: id });
    await refused(sambung.removeApplication(id), 409, "application-leads-numbers");
    await sambung.changeNumber(CODE, { applicationId: null });
    expect(await sambung.removeApplication(id)).toBeUndefined();
  },
  listUsage: async ({ sambung }) => {
    const found = await all(sambung.listUsage({ per: "day", category: "sms-outbound" }));
    expect(found[0]).toMatchObject({ category: "sms-outbound", minutes: null });
    const days = { from: "2026-11-30", until: "2026-11-01" };
    await refused(sambung.listUsage(days).page(), 400, "usage-days-unfit");
  },
};

/** Use and refusal of each operation of the typed client. Every new operation needs a case. */
export const CLIENT_CASES: Cases = { ...CALLS, ...CONFERENCES, ...QUEUES, ...RECORDINGS, ...MESSAGES, ...HOOKS };
