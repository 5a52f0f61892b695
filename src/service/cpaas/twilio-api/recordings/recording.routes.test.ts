import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_QUEUE, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { keepCalls } from "../../../../../testkit/calls.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  fieldKeyOf,
  openFieldClient,
} from "../../../../../testkit/field-client.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addEndedQueues, whileQueueEnds } from "../../../../../testkit/queue-fixture.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { SealingWriter } from "../../../../platform/media/index.ts";
import { keyFromFile, seal } from "../../../../platform/sealing/index.ts";
import { WAV_HEADER_BYTES, wavHeader } from "../../../../protocols/audio/index.ts";
import { USUAL_RULES } from "../../../acd/queues/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";

const DAY_MS = 86_400_000;
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  virtualContext.advance(60_000);
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
});

const now = () => new Date(virtualContext.clock.nowMs());
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number }) => error,
  );
const stranger = async () => openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));

async function addRecording(own: { readonly state?: string; readonly messageQueue?: string } = {}) {
  const [id, callId] = [virtualContext.ids.next(), virtualContext.ids.next()];
  const { tenantId } = centre;
  const row = { id, callId, tenantId, state: own.state ?? "kept", sealedKey: Buffer.alloc(8), segments: "[]" };
  const rest = { beganAt: now(), endedAt: now(), durationMs: 61_200, keepUntil: "2027-11-25" };
  await inTenant(portal.kit.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({ ...row, ...rest, messageQueue: own.messageQueue ?? null })
      .execute(),
  );
  return { sid: sidOf("recording", id), callSid: sidOf("call", callId), id };
}

/** Number of channels of an MP3 at 8,000 Hz, as ffprobe reads it. */
function channelsOfMp3(mp3: Buffer): number {
  const shown = ["-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0", "-"];
  const { stdout } = spawnSync("ffprobe", ["-v", "error", "-f", "mp3", ...shown], { input: mp3 });
  const [codec, rateHz, channels] = stdout.toString().trim().split(",");
  expect([codec, rateHz]).toEqual(["mp3", "8000"]);
  return Number(channels);
}

describe("recordings by the field's own client", () => {
  it("of a call are listed beside it, and heard as they are", async () => {
    const folder = path.join(portal.kit.settings.dataFolder, "media", "recordings");
    await mkdir(folder, { recursive: true });
    const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
    const [id, own] = [virtualContext.ids.next(), Buffer.alloc(32, 9)];
    const file = `${id}-0.wav.sealed`;
    const writer = await SealingWriter.create(path.join(folder, file), own);
    const sound = Buffer.from(Array.from({ length: 4_000 }, (_, at) => at % 251));
    await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
    await writer.write(sound);
    await writer.finish(wavHeader({ channels: 2, frames: 1_000 }));
    const { tenantId } = centre;
    const [callId = ""] = await keepCalls(portal.kit.db, tenantId, [{ caller: "0812", at: now().toISOString() }]);
    const segments = JSON.stringify([{ file, startedAtMs: 0, samples: 1_000, misplaced: 0, unreadable: 0 }]);
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .insertInto("recording")
        .values({
          id,
          callId,
          tenantId,
          state: "kept",
          segments,
          sealedKey: seal(key, id, own),
          beganAt: now(),
          keepUntil: "2027-11-25",
        })
        .execute(),
    );
    const [listed] = await client.calls(sidOf("call", callId)).recordings.list();
    const recording = await client.recordings(listed?.sid ?? "").fetch();
    const basic = Buffer.from(`${access.username}:${access.password}`).toString("base64");
    const authorization = `Basic ${basic}`;
    for (const url of [recording.mediaUrl, `${recording.mediaUrl}.wav`]) {
      const answer = await fetch(url, { headers: { authorization } });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "audio/wav"]);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(WAV_HEADER_BYTES).equals(sound)).toBe(true);
    }
    const part = (range: string, own: Record<string, string> = {}) =>
      fetch(`${recording.mediaUrl}.wav`, { headers: { authorization, range, ...own } });
    const whole = await fetch(recording.mediaUrl, { headers: { authorization } });
    const [tag, all] = [whole.headers.get("etag") ?? "", Buffer.from(await whole.arrayBuffer())];
    expect(whole.headers.get("accept-ranges")).toBe("bytes");
    for (const own of [{}, { "if-range": tag }]) {
      const some = await part("bytes=100-199", own);
      const contentRange = `bytes 100-199/${all.length}`;
      expect([some.status, some.headers.get("content-range")]).toEqual([206, contentRange]);
      expect(Buffer.from(await some.arrayBuffer()).equals(all.subarray(100, 200))).toBe(true);
    }
    // If-Range with another entity tag: the whole file is sent.
    const other = await part("bytes=100-199", { "if-range": '"other"' });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, all.length]);
    const beyond = await part(`bytes=${all.length}-`);
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${all.length}`]);
    expect(await beyond.json()).toMatchObject({ code: 88014 });
    const asMp3 = (query: string) => fetch(`${recording.mediaUrl}.mp3${query}`, { headers: { authorization } });
    for (const [query, channels] of [
      ["", 2],
      ["?RequestedChannels=2", 2],
      ["?RequestedChannels=1", 1],
    ] as const) {
      const mp3 = await asMp3(query);
      const { headers } = mp3;
      expect([mp3.status, headers.get("content-type"), headers.get("accept-ranges")]).toEqual([
        200,
        "audio/mpeg",
        "none",
      ]);
      expect(channelsOfMp3(Buffer.from(await mp3.arrayBuffer()))).toBe(channels);
    }
    expect((await asMp3("?RequestedChannels=3")).status).toBe(400);
    const entries = await inTenant(portal.kit.db, tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("action").where("subjectId", "=", id).execute(),
    );
    expect(entries).toEqual(Array.from({ length: 10 }, () => ({ action: "recording.downloaded" })));
  });

  it("are fetched and listed, also those of one call or of some days", async () => {
    const first = await addRecording();
    virtualContext.advance(3 * DAY_MS);
    const second = await addRecording();
    const recording = await client.recordings(first.sid).fetch();
    const message = await addRecording({ messageQueue: "application" });
    expect([recording.channels, (await client.recordings(message.sid).fetch()).channels]).toEqual([2, 1]);
    await client.recordings(message.sid).remove();
    expect(recording).toMatchObject({ sid: first.sid, callSid: first.callSid, status: "completed", duration: "61" });
    expect(recording.mediaUrl).toBe(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/Recordings/${first.sid}`);
    const sids = async (filter: Parameters<FieldClient["recordings"]["list"]>[0]) =>
      (await client.recordings.list(filter)).map(({ sid }) => sid);
    expect(await sids({ pageSize: 1, limit: 9 })).toEqual([second.sid, first.sid]);
    expect(await sids({ callSid: first.callSid })).toEqual([first.sid]);
    expect(await sids({ dateCreatedAfter: new Date(virtualContext.clock.nowMs() - DAY_MS) })).toEqual([second.sid]);
    expect((await refusal(client.calls(sidOf("call", virtualContext.ids.next())).recordings.list()))?.code).toBe(20404);
  });

  it("are taken away for ever, once their call is over, and that is on record", async () => {
    const [kept, going] = [await addRecording(), await addRecording({ state: "recording" })];
    expect((await client.recordings(going.sid).fetch()).status).toBe("in-progress");
    expect((await refusal(client.recordings(going.sid).remove()))?.code).toBe(20009);
    expect(await client.recordings(kept.sid).remove()).toBe(true);
    expect((await refusal(client.recordings(kept.sid).fetch()))?.code).toBe(20404);
    const [row] = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("recording").select(["state", "sealedKey"]).where("id", "=", kept.id).execute(),
    );
    expect([row?.state, row?.sealedKey.length]).toEqual(["deleted", 0]);
    const entries = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("action").where("subjectId", "=", kept.id).execute(),
    );
    expect(entries).toEqual([{ action: "recording.removed" }]);
  });

  it("without sound have none, and are nobody else's", async () => {
    const { sid } = await addRecording({ state: "lost" });
    const basic = Buffer.from(`${access.username}:${access.password}`).toString("base64");
    for (const path of [`${sid}.wav`, `${sid}.mp3`, sid]) {
      const url = `${portal.url}/2010-04-01/Accounts/${access.accountSid}/Recordings/${path}`;
      expect((await fetch(url, { headers: { authorization: `Basic ${basic}` } })).status).toBe(404);
      expect((await fetch(url)).status).toBe(401);
    }
    const message = await addRecording({ messageQueue: "application" });
    const both = `${portal.url}/2010-04-01/Accounts/${access.accountSid}/Recordings/${message.sid}.mp3?RequestedChannels=2`;
    const refused = await fetch(both, { headers: { authorization: `Basic ${basic}` } });
    expect([refused.status, ((await refused.json()) as { code: number }).code]).toEqual([400, 20001]);
    await client.recordings(message.sid).remove();
    const other = await stranger();
    expect((await refusal(other.recordings(sid).fetch()))?.code).toBe(20404);
    expect((await refusal(other.recordings(sid).remove()))?.code).toBe(20404);
    expect(await other.recordings.list()).toEqual([]);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["recordings.read"]));
    expect((await reader.recordings(sid).fetch()).status).toBe("absent");
    expect((await refusal(reader.recordings(sid).remove()))?.code).toBe(20403);
  });
});

describe("recordings of a call that goes on by the field's own client", () => {
  /** An active call, and the commands that a switch receives for it. */
  async function openCall() {
    const [callId, switchId] = [virtualContext.ids.next(), virtualContext.ids.next()];
    const { tenantId } = centre;
    await addTestRun(portal.kit.db, { id: switchId, at: now() });
    await addCallFixture(portal.kit.db, {
      callId,
      tenantId,
      switchId,
      code: "1500",
      other: "0812",
      direction: "inbound",
      isAnswered: true,
      beganAtMs: virtualContext.clock.nowMs(),
    });
    const rows = <Answer>(work: (trx: DatabaseTransaction) => Promise<Answer>) =>
      inTenant(portal.kit.db, tenantId, work);
    /** Takes the next command, as a switch does, and completes or refuses it. */
    const taken = async (outcome: object) => {
      const waiting = () =>
        rows((trx) =>
          trx.selectFrom("switchCommand").select(["kind", "payload"]).where("state", "=", "waiting").execute(),
        );
      await expect.poll(async () => (await waiting()).map(({ kind }) => kind)).toEqual(["record-call"]);
      const [record] = (await waiting()).map(
        ({ payload }) => (payload as { readonly record: { readonly recordingId: string } }).record,
      );
      const state = "refusal" in outcome ? "refused" : "done";
      await rows((trx) =>
        trx
          .updateTable("switchCommand")
          .set({ state, outcome: JSON.stringify(outcome), doneAt: now() })
          .where("state", "=", "waiting")
          .execute(),
      );
      if (record === undefined) throw new Error("no order");
      return record;
    };
    return { callId, rows, taken, call: client.calls(sidOf("call", callId)) };
  }

  it("are begun, stand still, go on and end by way of the switch, and are taken away once they are over", async () => {
    const { callId, rows, taken, call } = await openCall();
    const url = "https://aplikasi.contoh.id/rekaman";
    const beginning = call.recordings.create({ recordingStatusCallback: url, trim: "trim-silence" });
    const wanted = await taken({ callId });
    expect(wanted).toMatchObject({
      act: "begin",
      isTrimmed: true,
      told: { url, method: "POST", events: ["completed"] },
    });
    const { tenantId } = centre;
    const row = { id: wanted.recordingId, callId, tenantId, sealedKey: Buffer.alloc(8), segments: "[]" };
    const data = JSON.stringify({ recordingId: row.id, byProgram: true });
    await rows(async (trx) => {
      await trx
        .insertInto("recording")
        .values({ ...row, state: "recording", beganAt: now(), keepUntil: "2027-11-25" })
        .execute();
      const event = { callId, tenantId, sequence: 90, kind: "recording.began", elapsedUs: 0, at: now(), data };
      await trx.insertInto("callEvent").values(event).execute();
    });
    const begun = await beginning;
    expect(begun).toMatchObject({ status: "in-progress", source: "StartCallRecordingAPI", channels: 2 });
    const current = call.recordings("Twilio.CURRENT");
    for (const [status, act] of [
      ["paused", "pause"],
      ["in-progress", "go-on"],
      ["stopped", "end"],
    ] as const) {
      const changing = current.update({ status });
      expect(await taken({ callId })).toEqual({ act, recordingId: row.id });
      expect(await changing).toMatchObject({ sid: begun.sid, status });
    }
    expect((await refusal(call.recordings(begun.sid).remove()))?.code).toBe(20009);
    await rows((trx) =>
      trx
        .updateTable("recording")
        .set({ state: "kept", endedAt: now(), durationMs: 1_000 })
        .where("id", "=", row.id)
        .execute(),
    );
    expect((await refusal(call.recordings(begun.sid).update({ status: "paused" })))?.code).toBe(21220);
    expect((await refusal(current.update({ status: "paused" })))?.code).toBe(20404);
    expect((await call.recordings(begun.sid).fetch()).status).toBe("completed");
    expect(await call.recordings(begun.sid).remove()).toBe(true);
    const left = await rows((trx) =>
      trx.selectFrom("switchCommand").select("payload").where("kind", "=", "record-call").execute(),
    );
    expect(left.map(({ payload }) => payload)).toEqual(left.map(() => ({ callId })));
  });

  it("are found beside that of a conference which began with the call, and are nothing where no more sound is kept", async () => {
    const { callId, rows, taken, call } = await openCall();
    const { tenantId } = centre;
    const [own, conferences] = [virtualContext.ids.next(), virtualContext.ids.next()];
    const row = { callId, tenantId, state: "recording", sealedKey: Buffer.alloc(8), segments: "[]" };
    await rows(async (trx) => {
      await trx
        .insertInto("recording")
        .values({ ...row, id: own, beganAt: now(), keepUntil: "2027-11-25" })
        .execute();
      virtualContext.advance(1_000);
      await trx
        .insertInto("recording")
        .values({
          ...row,
          id: conferences,
          conferenceId: virtualContext.ids.next(),
          beganAt: now(),
          keepUntil: "2027-11-25",
        })
        .execute();
    });
    expect((await call.recordings("Twilio.CURRENT").fetch()).sid).toBe(sidOf("recording", own));
    // The switch finds the storage full although the earlier check passed.
    const asked = refusal(call.recordings.create());
    const { recordingId } = await taken({ callId });
    const data = JSON.stringify({ recordingId, why: "storage-full" });
    const event = { callId, tenantId, sequence: 91, kind: "recording.refused", elapsedUs: 0, at: now(), data };
    await rows((trx) => trx.insertInto("callEvent").values(event).execute());
    expect(await asked).toMatchObject({ status: 409, code: 88012 });
    await portal.kit.db.updateTable("tenant").set({ storageMaxBytes: 1 }).where("id", "=", tenantId).execute();
    expect(await refusal(call.recordings.create())).toMatchObject({ status: 409, code: 88012 });
    const waiting = await rows((trx) =>
      trx.selectFrom("switchCommand").select("id").where("state", "=", "waiting").execute(),
    );
    expect(waiting).toEqual([]);
  });

  it("say why not, refuse what is not done here, and are nobody else's", async () => {
    const { taken, call, callId } = await openCall();
    for (const [why, code] of [
      ["recording-not-told", 88010],
      ["recording-not-now", 21220],
    ] as const) {
      const asked = refusal(call.recordings.create());
      await taken({ refusal: why });
      expect((await asked)?.code).toBe(code);
    }
    for (const wrong of [{ recordingTrack: "inbound" }, { recordingChannels: "mono" }, { trim: "ya" }])
      expect((await refusal(call.recordings.create(wrong)))?.code).toBe(20001);
    const inside = { recordingStatusCallback: "https://127.0.0.1/" };
    expect((await refusal(call.recordings.create(inside)))?.code).toBe(21205);
    const { sid } = await addRecording();
    expect((await refusal(call.recordings(sid).fetch()))?.code).toBe(20404);
    const other = (await stranger()).calls(sidOf("call", callId)).recordings;
    expect((await refusal(other.create()))?.code).toBe(20404);
    expect((await refusal(other("Twilio.CURRENT").update({ status: "stopped" })))?.code).toBe(20404);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["recordings.read"]));
    const read = reader.calls(sidOf("call", callId)).recordings;
    expect((await refusal(read.create()))?.code).toBe(20403);
    expect((await refusal(read("Twilio.CURRENT").update({ status: "stopped" })))?.code).toBe(20403);
  });
});

describe("queues by the field's own client", () => {
  const addQueue = async (name: string) => {
    const id = virtualContext.ids.next();
    const { tenantId } = centre;
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .insertInto("queue")
        .values({ id, tenantId, name, rules: JSON.stringify(USUAL_RULES), createdAt: now() })
        .execute(),
    );
    return id;
  };
  const wait = async (queueId: string, own: { readonly state?: string; readonly priority?: number } = {}) => {
    const callId = virtualContext.ids.next();
    const { state = "waiting", priority = 0 } = own;
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .insertInto("openContact")
        .values({
          contactId: virtualContext.ids.next(),
          tenantId: centre.tenantId,
          queueId,
          callId,
          caller: "0812",
          called: "1500",
          kind: "call",
          state,
          joinedAt: now(),
          joinedMs: virtualContext.clock.nowMs(),
          enteredMs: 0,
          priority,
        })
        .execute(),
    );
    return sidOf("call", callId);
  };

  it("are listed by name, with how many wait and for how long", async () => {
    const [second, first] = [await addQueue("Tagihan"), await addQueue("Gangguan")];
    await wait(second);
    virtualContext.advance(20_000);
    await wait(second);
    await wait(second, { state: "connected" });
    virtualContext.advance(10_000);
    const queues = await client.queues.list({ pageSize: 1, limit: 9 });
    expect(queues.map(({ sid }) => sid)).toEqual([sidOf("queue", first), sidOf("queue", second)]);
    expect(queues[1]).toMatchObject({ friendlyName: "Tagihan", currentSize: 2, maxSize: 1_000, averageWaitTime: 20 });
    expect((await client.queues(sidOf("queue", first)).fetch()).currentSize).toBe(0);
  });

  it("tell who waits in them, in the order in which they are served", async () => {
    const id = await addQueue("Tagihan");
    const patient = await wait(id);
    virtualContext.advance(5_000);
    const second = await wait(id);
    const dear = await wait(id, { priority: 5 });
    const members = client.queues(sidOf("queue", id)).members;
    const listed = await members.list({ pageSize: 2, limit: 9 });
    expect(listed.map(({ callSid, position }) => [callSid, position])).toEqual([
      ...[
        [dear, 1],
        [patient, 2],
        [second, 3],
      ],
    ]);
    expect(listed[1]?.waitTime).toBe(5);
    const page = await members.page({ pageSize: 1 });
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("openContact")
        .set({ state: "connected" })
        .where("callId", "=", idOfSid("call", dear) ?? "")
        .execute(),
    );
    // The cursor's call is redirected between the pages, and no call is skipped.
    expect((await page.nextPage())?.instances.map(({ callSid }) => callSid)).toEqual([patient]);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("openContact").set({ state: "waiting" }).where("state", "=", "connected").execute(),
    );
    const queue = client.queues(sidOf("queue", id));
    expect((await queue.members("Front").fetch()).callSid).toBe(dear);
    expect((await queue.members(second).fetch()).position).toBe(3);
    expect((await refusal(queue.members(sidOf("call", virtualContext.ids.next())).fetch()))?.code).toBe(20404);
    const other = await stranger();
    expect(await other.queues.list()).toEqual([]);
    expect((await refusal(other.queues(sidOf("queue", id)).fetch()))?.code).toBe(20404);
    expect((await refusal(other.queues(sidOf("queue", id)).members.list()))?.code).toBe(20404);
  });

  it("give a member to a document by way of the switch, and say who does not wait any more", async () => {
    const id = await addQueue("Tagihan");
    const callSid = await wait(id);
    const callId = idOfSid("call", callSid) ?? "";
    const switchId = virtualContext.ids.next();
    await addTestRun(portal.kit.db, { id: switchId, at: now() });
    await addCallFixture(portal.kit.db, {
      callId,
      tenantId: centre.tenantId,
      switchId,
      code: "1500",
      other: "0812",
      direction: "inbound",
      beganAtMs: virtualContext.clock.nowMs(),
      isAnswered: true,
    });
    const commands = () =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx.selectFrom("switchCommand").select(["kind", "payload"]).where("state", "=", "waiting").execute(),
      );
    const settle = (state: string, outcome: object) =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx
          .updateTable("switchCommand")
          .set({ state, outcome: JSON.stringify(outcome), doneAt: now() })
          .where("state", "=", "waiting")
          .execute(),
      );
    const stands = (change: { readonly state: string } | null) =>
      inTenant(portal.kit.db, centre.tenantId, async (trx) => {
        if (change === null) await trx.deleteFrom("openContact").where("callId", "=", callId).execute();
        else await trx.updateTable("openContact").set(change).where("callId", "=", callId).execute();
      });
    const url = "https://aplikasi.contoh.id/lanjut";
    const members = client.queues(sidOf("queue", id)).members;
    const given = async (state: string, outcome: object) => {
      const asked = refusal(members("Front").update({ url, method: "GET" }));
      const voice = { url, method: "GET" };
      const redirect = { from: "hook", voice, fallback: null };
      await expect
        .poll(commands)
        .toEqual([{ kind: "redirect-call", payload: { callId, redirect, whileWaiting: true } }]);
      return { asked, settled: () => settle(state, outcome) };
    };
    const late = await given("refused", { refusal: "call-not-waiting" });
    await late.settled();
    expect((await late.asked)?.code).toBe(21220);
    // An agent answered before the command arrived.
    const slow = await given("done", { callId });
    await stands({ state: "connected" });
    await slow.settled();
    expect((await slow.asked)?.code).toBe(21220);
    expect((await refusal(members(callSid).update({ url })))?.code).toBe(20404);
    await stands({ state: "waiting" });
    // The command is executed, but it is not known yet whether an agent answered first.
    const vague = await given("done", { callId });
    await vague.settled();
    expect((await vague.asked)?.code).toBe(20503);
    const done = await given("done", { callId });
    await stands(null);
    await done.settled();
    expect(await done.asked).toBeUndefined();
    expect((await refusal(members("Front").update({ url })))?.code).toBe(20404);
    await wait(id);
    expect((await refusal(members("Front").update({ url: "https://127.0.0.1/" })))?.code).toBe(21205);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["queues.read"]));
    const read = reader.queues(sidOf("queue", id)).members("Front");
    expect((await refusal(read.update({ url })))?.code).toBe(20403);
    const other = await stranger();
    expect((await refusal(other.queues(sidOf("queue", id)).members("Front").update({ url })))?.code).toBe(20404);
  });

  it("are made and changed by programs, as a supervisor's own", async () => {
    const made = await client.queues.create({ friendlyName: " Loket ", maxSize: 5 });
    expect(made).toMatchObject({ friendlyName: "Loket", maxSize: 5, currentSize: 0, averageWaitTime: 0 });
    expect((await client.queues.create({ friendlyName: "Kasir" })).maxSize).toBe(1_000);
    const id = idOfSid("queue", made.sid) ?? "";
    const seen = async () => {
      const { body } = await centre.operator.client.get<{
        items: readonly { id: string; name: string; isOpen: boolean; rules: object; version: number }[];
      }>("/api/service/queues");
      return body.items.find((one) => one.id === id);
    };
    expect(await seen()).toMatchObject({ name: "Loket", isOpen: true, rules: { joinWhile: "always", waitingMax: 5 } });
    expect((await refusal(client.queues.create({ friendlyName: "LOKET" })))?.code).toBe(88008);
    const one = client.queues(made.sid);
    expect(await one.update({ maxSize: 9 })).toMatchObject({ friendlyName: "Loket", maxSize: 9 });
    const { version: expectedVersion, ...form } = await seen().then((queue) => {
      if (queue === undefined) throw new Error("no queue");
      const { id: _, agents: __, ...rest } = { agents: 0, ...queue };
      return rest;
    });
    const rules = { ...form.rules, strategy: "ring-all" };
    const path = `/api/service/queues/${id}`;
    expect((await centre.operator.client.put(path, { ...form, rules, expectedVersion })).status).toBe(204);
    expect(await one.update({ friendlyName: "Loket depan" })).toMatchObject({
      friendlyName: "Loket depan",
      maxSize: 9,
    });
    expect(await seen()).toMatchObject({ name: "Loket depan", rules: { strategy: "ring-all", waitingMax: 9 } });
    for (const wrong of [{}, { maxSize: 0 }, { maxSize: 20_001 }, { friendlyName: " " }])
      expect((await refusal(one.update(wrong)))?.code).toBe(20001);
    expect((await refusal(one.update({ friendlyName: "kasir" })))?.code).toBe(88008);
    const version = (await seen())?.version;
    expect(await one.update({ friendlyName: "Loket depan", maxSize: 9 })).toMatchObject({ maxSize: 9 });
    expect((await seen())?.version).toBe(version);
    const told = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .selectFrom("auditEntry")
        .select(["action", "actorPersonId"])
        .where("subjectId", "=", id)
        .orderBy("id")
        .execute(),
    );
    const programs = ["queue.added by a program", "queue.changed by a program", "queue.changed by a program"];
    expect(
      told.map(({ action, actorPersonId: by }) => `${action} by a ${by === null ? "program" : "person"}`).toSorted(),
    ).toEqual([programs[0], "queue.changed by a person", ...programs.slice(1)]);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["queues.read"]));
    expect((await refusal(reader.queues.create({ friendlyName: "Lain" })))?.code).toBe(20403);
    const other = await stranger();
    expect((await refusal(other.queues(made.sid).update({ maxSize: 1 })))?.code).toBe(20404);
    expect((await refusal(other.queues(made.sid).remove()))?.code).toBe(20404);
  });

  it("go only when nobody waits in them and nothing leads into them", async () => {
    const { sid } = await client.queues.create({ friendlyName: "Loket" });
    const queueId = idOfSid("queue", sid) ?? "";
    const gone = async () => (await refusal(client.queues(sid).remove()))?.code;
    const { tenantId, operator } = centre;
    const rows = <Answer>(work: (trx: DatabaseTransaction) => Promise<Answer>) =>
      inTenant(portal.kit.db, tenantId, work);
    await wait(queueId);
    expect(await gone()).toBe(20009);
    await rows((trx) => trx.deleteFrom("openContact").where("queueId", "=", queueId).execute());
    const code = "1500391";
    await addTestCode(portal.kit.db, { code, tenantId, at: now() });
    const led = { applicationId: null, voiceUrl: "https://aplikasi.contoh.id/", voiceMethod: "POST" };
    const behind = { fallbackUrl: null, fallbackMethod: "POST" };
    const lead = (fallbackQueueId: string | null) =>
      operator.client.put(`/api/service/number-hooks/${code}`, { ...led, ...behind, fallbackQueueId });
    expect((await lead(queueId)).status).toBe(204);
    expect(await gone()).toBe(88007);
    await lead(null);
    const agentId = virtualContext.ids.next();
    await rows(async (trx) => {
      await trx.insertInto("agent").values({ id: agentId, tenantId, name: "Sari", createdAt: now() }).execute();
      await trx.insertInto("agentQueue").values({ agentId, queueId, tenantId, tier: 1 }).execute();
    });
    expect(await gone()).toBe(88007);
    await rows((trx) => trx.updateTable("agent").set({ endedAt: now() }).where("id", "=", agentId).execute());
    const otherId = await addQueue("Lain");
    const sends = (to: object) =>
      rows((trx) =>
        trx
          .updateTable("queue")
          .set({ rules: JSON.stringify({ ...USUAL_RULES, overflow: { ...USUAL_RULES.overflow, full: to } }) })
          .where("id", "=", otherId)
          .execute(),
      );
    await sends({ to: "queue", queueId });
    expect(await gone()).toBe(88007);
    await sends({ to: "hang-up" });
    // An open conversation would lose its next message, and a message is waiting.
    const key = randomBytes(32);
    const carrierId = await addTestCarrier({ db: portal.kit.db, ...virtualContext, key }, { name: "Operator" });
    const own = { tenantId, personId: operator.id, value: "62811000001", carrierIds: [carrierId] };
    const senderId = await addTestSender({ db: portal.kit.db, ...virtualContext, key }, own);
    const [threadId, contactId] = [virtualContext.ids.next(), virtualContext.ids.next()];
    const people = { caller: "6281234567890", called: "62811000001" };
    await rows(async (trx) => {
      const idle = { idleHours: 24, openedAt: now(), lastInAt: now() };
      const thread = { id: threadId, tenantId, senderId, own: people.called, customer: people.caller, queueId };
      await trx
        .insertInto("smsThread")
        .values({ ...thread, ...idle })
        .execute();
    });
    expect(await gone()).toBe(88007);
    await rows((trx) =>
      trx
        .insertInto("messageContact")
        .values({ contactId, tenantId, threadId, queueId, ...people, joinedAt: now() })
        .execute(),
    );
    expect(await gone()).toBe(20009);
    await rows(async (trx) => {
      await trx
        .updateTable("smsThread")
        .set({ closedAt: now(), closedWhy: "idle" })
        .where("id", "=", threadId)
        .execute();
      await trx.updateTable("messageContact").set({ closedAt: now(), outcome: "done" }).execute();
    });
    const flowId = virtualContext.ids.next();
    await rows((trx) =>
      trx
        .insertInto("flow")
        .values({
          id: flowId,
          tenantId,
          name: "Sambutan",
          createdAt: now(),
          changedAt: now(),
          draft: JSON.stringify({ steps: [{ kind: "queue", queueId }] }),
          changedBy: operator.id,
        })
        .execute(),
    );
    expect(await gone()).toBe(88007);
    await rows((trx) => trx.updateTable("flow").set({ endedAt: now() }).where("id", "=", flowId).execute());
    expect(await client.queues(sid).remove()).toBe(true);
    expect((await refusal(client.queues(sid).fetch()))?.code).toBe(20404);
    expect(await gone()).toBe(20404);
    expect((await client.queues.create({ friendlyName: "loket" })).sid).not.toBe(sid);
  });

  it("end before whoever would lead callers into them, who sees it", async () => {
    const { tenantId, operator } = centre;
    const queueId = await addQueue("Sebentar");
    const code = "1500392";
    await addTestCode(portal.kit.db, { code, tenantId, at: now() });
    const led = { applicationId: null, voiceUrl: "https://aplikasi.contoh.id/", voiceMethod: "POST" };
    const form = { ...led, fallbackUrl: null, fallbackMethod: "POST", fallbackQueueId: queueId };
    const { status, body } = await whileQueueEnds(portal.kit.db, { tenantId, queueId, at: now() }, () =>
      operator.client.put(`/api/service/number-hooks/${code}`, form),
    );
    expect([status, body]).toMatchObject([404, { error: { code: "no-such-queue" } }]);
  });

  it("may go on sending callers into one that has ended since, whatever else is changed", async () => {
    const [queueId, endedId] = [await addQueue("Depan"), await addQueue("Belakang")];
    const at = now();
    const overflow = { ...USUAL_RULES.overflow, full: { to: "queue", queueId: endedId } };
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const { isClosed: _, ...usual } = USUAL_RULES;
      const rules = JSON.stringify({ ...usual, overflow });
      await trx.updateTable("queue").set({ rules }).where("id", "=", queueId).execute();
      await trx.updateTable("queue").set({ endedAt: at }).where("id", "=", endedId).execute();
    });
    const renamed = await client.queues(sidOf("queue", queueId)).update({ friendlyName: "Muka" });
    expect(renamed.friendlyName).toBe("Muka");
  });

  it("are made by programs as often as they may be in a day, and by supervisors beyond it", async () => {
    const { tenantId, operator } = centre;
    const first = await client.queues.create({ friendlyName: "Satu" });
    await addEndedQueues(portal.kit.db, virtualContext, { tenantId, count: 4_998 });
    const { sid } = await client.queues.create({ friendlyName: "Dua" });
    expect(await client.queues(sid).remove()).toBe(true);
    expect(await refusal(client.queues.create({ friendlyName: "Tiga" }))).toMatchObject({ status: 409, code: 88011 });
    expect((await client.queues(first.sid).update({ maxSize: 7 })).maxSize).toBe(7);
    expect((await operator.client.post("/api/service/queues", { ...GOOD_QUEUE, name: "Tiga" })).status).toBe(201);
    expect((await (await stranger()).queues.create({ friendlyName: "Satu" })).friendlyName).toBe("Satu");
    virtualContext.advance(DAY_MS + 1_000);
    expect((await client.queues.create({ friendlyName: "Empat" })).friendlyName).toBe("Empat");
  });
});
