import { mkdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../testkit/call-centre.ts";
import { keepCalls } from "../../../testkit/calls.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  fieldKeyOf,
  openFieldClient,
} from "../../../testkit/field-client.ts";
import { addTestRun, tellCall } from "../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { type VirtualWorld, virtualWorld } from "../../../testkit/world.ts";
import { inTenant } from "../../platform/database/index.ts";
import { SealingWriter } from "../../platform/media/index.ts";
import { keyFromFile, seal } from "../../platform/sealing/index.ts";
import { WAV_HEADER_BYTES, wavHeader } from "../../protocols/audio/index.ts";
import { idOfSid, sidOf } from "../programmable/index.ts";
import { USUAL_RULES } from "../queues/index.ts";

const DAY_MS = 86_400_000;
let world: VirtualWorld;
let portal: TestPortal;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;

beforeAll(async () => {
  world = virtualWorld();
  portal = await openTestPortal({ works: false, world });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  world.advance(60_000);
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
});

const now = () => new Date(world.clock.nowMs());
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number }) => error,
  );
const stranger = async () => openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));

async function addRecording(own: { readonly state?: string; readonly messageQueue?: string } = {}) {
  const [id, callId] = [world.ids.next(), world.ids.next()];
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

describe("recordings by the field's own client", () => {
  it("of a call are listed beside it, and heard as they are", async () => {
    const folder = path.join(portal.kit.settings.dataFolder, "media", "recordings");
    await mkdir(folder, { recursive: true });
    const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
    const [id, own] = [world.ids.next(), Buffer.alloc(32, 9)];
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
          ...{ id, callId, tenantId, state: "kept", segments, sealedKey: seal(key, id, own) },
          ...{ beganAt: now(), keepUntil: "2027-11-25" },
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
    const entries = await inTenant(portal.kit.db, tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("action").where("subjectId", "=", id).execute(),
    );
    expect(entries).toEqual([{ action: "recording.downloaded" }, { action: "recording.downloaded" }]);
  });

  it("are fetched and listed, also those of one call or of some days", async () => {
    const first = await addRecording();
    world.advance(3 * DAY_MS);
    const second = await addRecording();
    const recording = await client.recordings(first.sid).fetch();
    expect(recording).toMatchObject({ sid: first.sid, callSid: first.callSid, status: "completed", duration: "61" });
    expect(recording.mediaUrl).toBe(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/Recordings/${first.sid}`);
    const sids = async (filter: Parameters<FieldClient["recordings"]["list"]>[0]) =>
      (await client.recordings.list(filter)).map(({ sid }) => sid);
    expect(await sids({ pageSize: 1, limit: 9 })).toEqual([second.sid, first.sid]);
    expect(await sids({ callSid: first.callSid })).toEqual([first.sid]);
    expect(await sids({ dateCreatedAfter: new Date(world.clock.nowMs() - DAY_MS) })).toEqual([second.sid]);
    expect((await refusal(client.calls(sidOf("call", world.ids.next())).recordings.list()))?.code).toBe(20404);
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
    for (const path of [`${sid}.wav`, sid]) {
      const url = `${portal.url}/2010-04-01/Accounts/${access.accountSid}/Recordings/${path}`;
      expect((await fetch(url, { headers: { authorization: `Basic ${basic}` } })).status).toBe(404);
      expect((await fetch(url)).status).toBe(401);
    }
    const other = await stranger();
    expect((await refusal(other.recordings(sid).fetch()))?.code).toBe(20404);
    expect((await refusal(other.recordings(sid).remove()))?.code).toBe(20404);
    expect(await other.recordings.list()).toEqual([]);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["recordings.read"]));
    expect((await reader.recordings(sid).fetch()).status).toBe("absent");
    expect((await refusal(reader.recordings(sid).remove()))?.code).toBe(20403);
  });
});

describe("queues by the field's own client", () => {
  const addQueue = async (name: string) => {
    const id = world.ids.next();
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
    const callId = world.ids.next();
    const { state = "waiting", priority = 0 } = own;
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .insertInto("openContact")
        .values({
          ...{
            contactId: world.ids.next(),
            tenantId: centre.tenantId,
            queueId,
            callId,
            caller: "0812",
            called: "1500",
          },
          ...{ kind: "call", state, joinedAt: now(), joinedMs: world.clock.nowMs(), enteredMs: 0, priority },
        })
        .execute(),
    );
    return sidOf("call", callId);
  };

  it("are listed by name, with how many wait and for how long", async () => {
    const [second, first] = [await addQueue("Tagihan"), await addQueue("Gangguan")];
    await wait(second);
    world.advance(20_000);
    await wait(second);
    await wait(second, { state: "connected" });
    world.advance(10_000);
    const queues = await client.queues.list({ pageSize: 1, limit: 9 });
    expect(queues.map(({ sid }) => sid)).toEqual([sidOf("queue", first), sidOf("queue", second)]);
    expect(queues[1]).toMatchObject({ friendlyName: "Tagihan", currentSize: 2, maxSize: 1_000, averageWaitTime: 20 });
    expect((await client.queues(sidOf("queue", first)).fetch()).currentSize).toBe(0);
  });

  it("tell who waits in them, in the order in which they are served", async () => {
    const id = await addQueue("Tagihan");
    const patient = await wait(id);
    world.advance(5_000);
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
    const queue = client.queues(sidOf("queue", id));
    expect((await queue.members("Front").fetch()).callSid).toBe(dear);
    expect((await queue.members(second).fetch()).position).toBe(3);
    expect((await refusal(queue.members(sidOf("call", world.ids.next())).fetch()))?.code).toBe(20404);
    const other = await stranger();
    expect(await other.queues.list()).toEqual([]);
    expect((await refusal(other.queues(sidOf("queue", id)).fetch()))?.code).toBe(20404);
    expect((await refusal(other.queues(sidOf("queue", id)).members.list()))?.code).toBe(20404);
  });

  it("are made, changed and ended, once under a name, and never while somebody waits", async () => {
    const made = await client.queues.create({ friendlyName: "Dukungan", maxSize: 5 });
    expect(made).toMatchObject({ friendlyName: "Dukungan", maxSize: 5, currentSize: 0 });
    const id = idOfSid("queue", made.sid) ?? expect.fail("no queue");
    expect((await refusal(client.queues.create({ friendlyName: "dukungan" })))?.code).toBe(88007);
    expect((await refusal(client.queues.create({ friendlyName: "Lain", maxSize: 0 })))?.code).toBe(20001);
    const changed = await client.queues(made.sid).update({ maxSize: 9 });
    expect(changed).toMatchObject({ friendlyName: "Dukungan", maxSize: 9 });
    expect(await client.queues(made.sid).update({ friendlyName: "Bantuan" })).toMatchObject({ maxSize: 9 });
    // Whoever is led into it waits, whether or not agents serve it.
    const [row] = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("queue").select(["rules", "isOpen", "version"]).where("id", "=", id).execute(),
    );
    expect(row).toMatchObject({ isOpen: true, version: 3, rules: { joinWhile: "always", waitingMax: 9 } });
    const other = await stranger();
    expect((await refusal(other.queues(made.sid).update({ maxSize: 1 })))?.code).toBe(20404);
    expect((await refusal(other.queues(made.sid).remove()))?.code).toBe(20404);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Hanya baca", ["queues.read"]));
    expect((await refusal(reader.queues.create({ friendlyName: "Lain" })))?.code).toBe(20403);
    await wait(id);
    expect((await refusal(client.queues(made.sid).remove()))?.code).toBe(88009);
    await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.deleteFrom("openContact").execute());
    expect(await client.queues(made.sid).remove()).toBe(true);
    expect((await refusal(client.queues(made.sid).fetch()))?.code).toBe(20404);
    const trail = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select(["action", "actorPersonId"]).where("subjectId", "=", id).execute(),
    );
    expect(trail.map(({ action }) => action).toSorted()).toEqual([
      "queue.added",
      "queue.changed",
      "queue.changed",
      "queue.ended",
    ]);
    expect(new Set(trail.map(({ actorPersonId }) => actorPersonId))).toEqual(new Set([null]));
  });

  it("have whoever is next taken out of them, into another document", async () => {
    const id = await addQueue("Tagihan");
    const second = await wait(id);
    const dear = await wait(id, { priority: 5 });
    const members = client.queues(sidOf("queue", id)).members;
    const url = "https://app.example/next";
    expect((await refusal(members(sidOf("call", world.ids.next())).update({ url })))?.code).toBe(20404);
    expect((await refusal(members("Front").update({ url: "https://127.0.0.1/" })))?.code).toBe(21205);
    expect((await refusal((await stranger()).queues(sidOf("queue", id)).members("Front").update({ url })))?.code).toBe(
      20404,
    );
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Hanya baca", ["queues.read"]));
    const own = reader.queues(sidOf("queue", id)).members("Front");
    expect((await refusal(own.update({ url })))?.code).toBe(20403);
    // No switch has the call any more.
    expect((await refusal(members("Front").update({ url })))?.code).toBe(21220);
    const [switchId, callId] = [world.ids.next(), idOfSid("call", dear) ?? expect.fail("no call")];
    await addTestRun(portal.kit.db, { id: switchId, at: now() });
    await tellCall(portal.kit.db, {
      ...{ callId, tenantId: centre.tenantId, switchId, code: "1500", other: "0812", direction: "inbound" },
      ...{ beganAtMs: world.clock.nowMs(), isAnswered: true },
    });
    const taking = members("Front").update({ url, method: "GET" });
    const commands = () =>
      inTenant(portal.kit.db, centre.tenantId, (trx) =>
        trx.selectFrom("switchCommand").select(["kind", "payload"]).where("state", "=", "waiting").execute(),
      );
    const redirect = { from: "hook", voice: { url, method: "GET" }, fallback: null };
    await expect.poll(commands).toMatchObject([{ kind: "redirect-call", payload: { callId, redirect } }]);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("switchCommand")
        .set({ state: "done", outcome: JSON.stringify({ callId }), doneAt: now() })
        .where("state", "=", "waiting")
        .execute(),
    );
    expect(await taking).toMatchObject({ callSid: dear, position: 1 });
    expect((await members.list()).map(({ callSid }) => callSid)).toEqual([dear, second]);
  });
});
