import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepCalls } from "../../../../testkit/calls.ts";
import { COOKIE } from "../../../../testkit/client.ts";
import { testLog } from "../../../../testkit/database.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { SealingWriter } from "../../../platform/media/index.ts";
import { keyFromFile, seal } from "../../../platform/sealing/index.ts";
import { WAV_HEADER_BYTES, wavHeader } from "../../../protocols/audio/index.ts";
import { eraseCallbacks, eraseCard, eraseNotes } from "../../acd/queues/wire.ts";
import { eraseTraces } from "../../telephony/cdr/wire.ts";
import { recordingEraser, removeForgottenFiles } from "../../telephony/recordings/wire.ts";
import type { holdingsSchema, personalRequestSchema } from "./contract.ts";
import { type DeletionOptions, eraseOrdered } from "./deletion.jobs.ts";

const OWN_KEY = Buffer.alloc(32, 9);
const FRAMES = 800;
const [ASKING, OTHER] = ["+628123456789", "+628999999999"];
const AT = "2026-11-20T03:00:00Z";

let virtualContext: VirtualContext;
let portal: TestPortal;
let operator: Guest;
let tenantId: string;
let folder: string;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  operator = await portal.officer("operator-administrator");
  tenantId = (await portal.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;
  folder = path.join(portal.kit.settings.dataFolder, "media", "recordings");
  await mkdir(folder, { recursive: true });
});

afterAll(() => portal?.close());

const run = (text: ReturnType<typeof sql>) => inTenant(portal.kit.db, tenantId, (trx) => text.execute(trx));

/** A call of a number with one row of every class; returns the id of its recording. */
async function lived(caller: string): Promise<string> {
  const [callId = ""] = await keepCalls(portal.kit.db, tenantId, [{ caller, code: "1500881", at: AT }]);
  const [recordingId, contactId, agentId] = [
    virtualContext.ids.next(),
    virtualContext.ids.next(),
    virtualContext.ids.next(),
  ];
  const file = `${recordingId}-0.wav.sealed`;
  const writer = await SealingWriter.create(path.join(folder, file), OWN_KEY);
  await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
  await writer.write(Buffer.alloc(FRAMES * 4, 7));
  await writer.finish(wavHeader({ channels: 2, frames: FRAMES }));
  const key = seal(await keyFromFile(portal.kit.settings.dataFolder, "service"), recordingId, OWN_KEY);
  const segments = JSON.stringify([{ file, startedAtMs: 0, samples: FRAMES, misplaced: 0, unreadable: 0 }]);
  const name = `Agen ${agentId.slice(-8)}`;
  await run(sql`insert into recording (id, call_id, tenant_id, state, sealed_key, segments, began_at, keep_until)
    values (${recordingId}, ${callId}, ${tenantId}, 'kept', ${key}, ${segments}::jsonb, ${AT}, '2027-02-18')`);
  await run(sql`insert into agent (id, tenant_id, name, created_at) values (${agentId}, ${tenantId}, ${name}, ${AT})`);
  await run(sql`insert into queue_event (tenant_id, sequence, fence, kind, at, steady_ms, contact_id, body)
    select ${tenantId}, coalesce(max(sequence), 0) + 1, 1, 'contact.entered', ${AT}::timestamptz + interval '1 second', 0, ${contactId}::uuid,
      jsonb_build_object('callId', ${callId}::text) from queue_event`);
  await run(sql`insert into contact_note (id, tenant_id, contact_id, agent_id, note, at)
    values (${virtualContext.ids.next()}, ${tenantId}, ${contactId}, ${agentId}, '=Ibu Rina marah', ${AT})`);
  await run(sql`insert into customer_profile (tenant_id, number_key, name, field_values, version, changed_at, changed_by)
    values (${tenantId}, number_key(${caller}), 'Ibu Rina', '{}', 1, ${AT}, ${operator.id})`);
  await run(sql`insert into queue_callback (contact_id, tenant_id, number, called, place, joined_at, asked_at, closed_at, outcome)
    values (${virtualContext.ids.next()}, ${tenantId}, ${caller}, '1500881', '{}', ${AT}, ${AT}, ${AT}, 'answered')`);
  await run(sql`insert into sip_trace (call_id, sequence, tenant_id, leg_id, at, elapsed_us, direction, from_address, to_address, transport,
      method, cseq, is_repeated, message)
    values (${callId}, 0, ${tenantId}, ${virtualContext.ids.next()}, ${AT}, 0, 'received', 'a', 'b', 'udp', 'INVITE', '1 INVITE', false, 'INVITE')`);
  return recordingId;
}

type Seen = ReturnType<typeof personalRequestSchema.parse>;
type Held = ReturnType<typeof holdingsSchema.parse>;

async function opened(kind: "see" | "delete", number: string): Promise<string> {
  const answer = await operator.client.post<{ id: string }>("/api/service/personal-requests", {
    kind,
    number,
    identifiedBy: "Ditelepon balik",
  });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const at = (id: string) => `/api/service/personal-requests/${id}`;
const seen = async (id: string) => (await operator.client.get<Seen>(at(id))).body;
const held = async (id: string) => {
  const { holdings } = (await operator.client.get<Held>(`${at(id)}/holdings`)).body;
  return Object.fromEntries(holdings.map(({ name, count }) => [name, count]));
};

const audited = async (id: string) => {
  const rows = await portal.kit.db
    .selectFrom("auditEntry")
    .select(["action", "detail"])
    .where("subjectId", "=", id)
    .execute();
  expect(JSON.stringify(rows)).not.toContain("8123456789");
  return rows.map(({ action }) => action);
};

const look = (own: Partial<DeletionOptions> = {}) =>
  eraseOrdered({
    db: portal.kit.db,
    clock: virtualContext.clock,
    ids: virtualContext.ids,
    log: testLog,
    tenantIds: async () => [tenantId],
    erasers: [recordingEraser(virtualContext), eraseTraces, eraseNotes, eraseCard, eraseCallbacks],
    removeFiles: (id) => removeForgottenFiles({ db: portal.kit.db, folder, log: testLog }, id),
    ...own,
  });

const ONE_OF_EACH = { calls: 1, recordings: 1, messages: 0, notes: 1, card: 1, callbacks: 1, traces: 1 };

describe("what is kept of a number", () => {
  it("is shown by class, copied with its sound and deleted but for the records of calls; another number's stays, nothing names it", async () => {
    const recordingId = await lived(ASKING);
    const others = await lived(OTHER);
    const id = await opened("delete", "0812 3456 789");
    expect(await held(id)).toMatchObject(ONE_OF_EACH);
    const url = `${portal.url}${at(id)}/export`;
    const copy = await fetch(url, { headers: { cookie: `${COOKIE}=${operator.token}` } });
    expect(copy.headers.get("cache-control")).toBe("no-store");
    const files = unzipSync(new Uint8Array(await copy.arrayBuffer()));
    expect(files[`sound/${recordingId}.wav`]).toHaveLength(WAV_HEADER_BYTES + FRAMES * 4);
    expect(JSON.parse(strFromU8(files["calls.json"] ?? new Uint8Array()))).toMatchObject([{ caller: ASKING }]);
    expect(strFromU8(files["notes.csv"] ?? new Uint8Array())).toContain("'=Ibu Rina marah");
    expect(Object.keys(files)).not.toContain(`sound/${others}.wav`);

    expect(await look()).toBe(0);
    expect((await operator.client.post(`${at(id)}/deletion`, { expectedVersion: 1 })).status).toBe(202);
    // The process dies after the keys were deleted: they are not counted again.
    const dies = async () => Promise.reject(new Error("killed"));
    await expect(look({ erasers: [recordingEraser(virtualContext), dies] })).rejects.toThrow("1 deletions failed");
    expect(await seen(id)).toMatchObject({ state: "deleting", removed: { recordings: 1 } });
    expect(await look()).toBe(1);
    expect(await seen(id)).toMatchObject({
      state: "done",
      number: null,
      shown: "0812•••••89",
      isLate: false,
      removed: { recordings: 1, notes: 1, card: 1, callbacks: 1, traces: 1 },
    });
    expect(await readdir(folder)).toEqual([`${others}-0.wav.sealed`]);
    expect((await operator.client.get(`${at(id)}/holdings`)).status).toBe(409);
    expect(await held(await opened("see", ASKING))).toMatchObject({
      calls: 1,
      recordings: 0,
      messages: 0,
      notes: 0,
      card: 0,
      callbacks: 0,
      traces: 0,
    });
    expect(await held(await opened("see", OTHER))).toMatchObject(ONE_OF_EACH);
    expect((await audited(id)).toSorted()).toEqual(
      ["deleted", "deletion-ordered", "exported", "opened", "seen"].map((what) => `personal-request.${what}`),
    );
    expect((await audited(recordingId)).toSorted()).toEqual(["recording.downloaded", "recording.erased"]);
  });

  it("is deleted for one person although the deletion for another fails", async () => {
    const [failing, other] = [await opened("delete", "081377700001"), await opened("delete", "081377700002")];
    for (const id of [failing, other])
      expect((await operator.client.post(`${at(id)}/deletion`, { expectedVersion: 1 })).status).toBe(202);
    const breaks: DeletionOptions["erasers"][number] = async (_trx, { id }) => {
      if (id === failing) throw new Error("unreadable");
      return [];
    };
    await expect(look({ erasers: [breaks] })).rejects.toThrow("1 deletions failed");
    expect([await seen(failing), await seen(other)]).toMatchObject([{ state: "deleting" }, { state: "done" }]);
    expect(await look()).toBe(1);
    expect(await seen(failing)).toMatchObject({ state: "done" });
  });

  it("is also what was said in conferences that were recorded, which are shown and deleted with it", async () => {
    const [asking, other] = ["+62811444001", "+62811444002"];
    const calls = await keepCalls(
      portal.kit.db,
      tenantId,
      [asking, other, asking].map((caller) => ({ caller, at: AT })),
    );
    const [first = "", second = "", again = ""] = calls;
    const recordingId = virtualContext.ids.next();
    await run(sql`insert into recording (id, call_id, tenant_id, state, sealed_key, segments, began_at, keep_until, conference_id)
      values (${recordingId}, ${second}, ${tenantId}, 'kept', 'x'::bytea, '[]', ${AT}, '2027-02-18', ${virtualContext.ids.next()})`);
    for (const callId of [first, second, again])
      await run(
        sql`insert into recorded_call (recording_id, call_id, tenant_id) values (${recordingId}, ${callId}, ${tenantId})`,
      );
    const [id, theirs] = [await opened("delete", asking), await opened("see", other)];
    expect([await held(id), await held(theirs)]).toMatchObject([{ calls: 2, recordings: 1 }, { recordings: 1 }]);
    expect((await operator.client.post(`${at(id)}/deletion`, { expectedVersion: 1 })).status).toBe(202);
    expect(await look()).toBe(1);
    expect(await seen(id)).toMatchObject({ removed: { recordings: 1 } });
    expect(await held(theirs)).toMatchObject({ calls: 1, recordings: 0 });
    expect(await audited(recordingId)).toEqual(["recording.erased"]);
  });

  it("is told of a conference, whose sound is of others as well and is not copied", async () => {
    const [own, theirs] = ["+62811555001", "+62811555002"];
    const conferenceRecording = await lived(own);
    const [others = ""] = await keepCalls(portal.kit.db, tenantId, [{ caller: theirs, at: AT }]);
    await run(sql`insert into recorded_call (recording_id, call_id, tenant_id)
      select id, call_id, tenant_id from recording where id = ${conferenceRecording}
      union all values (${conferenceRecording}::uuid, ${others}::uuid, ${tenantId}::uuid)`);
    await run(sql`update recording set conference_id = ${virtualContext.ids.next()} where id = ${conferenceRecording}`);
    for (const number of [own, theirs]) {
      const copy = await fetch(`${portal.url}${at(await opened("see", number))}/export`, {
        headers: { cookie: `${COOKIE}=${operator.token}` },
      });
      const files = unzipSync(new Uint8Array(await copy.arrayBuffer()));
      expect(JSON.parse(strFromU8(files["recordings.json"] ?? new Uint8Array()))).toMatchObject([
        { id: conferenceRecording, isConference: true },
      ]);
      expect(Object.keys(files).filter((name) => name.startsWith("sound/"))).toEqual([]);
    }
    expect(await audited(conferenceRecording)).toEqual([]);
  });

  it("waits for a conference that goes on being recorded, though its own call in it is over", async () => {
    const [asking, other] = ["+62811666001", "+62811666002"];
    const [first = "", second = ""] = await keepCalls(
      portal.kit.db,
      tenantId,
      [asking, other].map((caller) => ({ caller, at: AT })),
    );
    const recordingId = virtualContext.ids.next();
    await run(sql`insert into recording (id, call_id, tenant_id, state, sealed_key, segments, began_at, keep_until, conference_id)
      values (${recordingId}, ${second}, ${tenantId}, 'recording', 'x'::bytea, '[]', ${AT}, '2027-02-18', ${virtualContext.ids.next()})`);
    for (const callId of [first, second])
      await run(
        sql`insert into recorded_call (recording_id, call_id, tenant_id) values (${recordingId}, ${callId}, ${tenantId})`,
      );
    const id = await opened("delete", asking);
    expect((await operator.client.get<Held>(`${at(id)}/holdings`)).body.isGoingOn).toBe(true);
    expect((await operator.client.post(`${at(id)}/deletion`, { expectedVersion: 1 })).status).toBe(202);
    expect(await look()).toBe(0);
    expect(await seen(id)).toMatchObject({ state: "deleting", isWaiting: true });
    await run(sql`update recording set state = 'kept', ended_at = ${AT} where id = ${recordingId}`);
    await look();
    expect(await seen(id)).toMatchObject({ state: "done", removed: { recordings: 1 } });
    expect(await audited(recordingId)).toEqual(["recording.erased"]);
  });

  it("waits for a callback that is open, and goes when that is over", async () => {
    const number = "+62811222333";
    const contactId = virtualContext.ids.next();
    await run(sql`insert into queue_callback (contact_id, tenant_id, number, called, place, joined_at, asked_at)
      values (${contactId}, ${tenantId}, ${number}, '1500881', '{}', ${AT}, ${AT})`);
    const id = await opened("delete", number);
    await operator.client.post(`${at(id)}/deletion`, { expectedVersion: 1 });
    expect(await look()).toBe(0);
    expect(await seen(id)).toMatchObject({ state: "deleting", isWaiting: true });
    await run(sql`update queue_callback set closed_at = ${AT}, outcome = 'answered' where contact_id = ${contactId}`);
    // Data of calls that have ended is deleted in this sweep, which completes the request.
    await look();
    await look();
    expect(await seen(id)).toMatchObject({ state: "done", removed: { callbacks: 1 } });
  });

  it("is not deleted by a request that only asked to see, nor are notes without a request", async () => {
    const id = await opened("see", OTHER);
    const refused = await operator.client.post(`${at(id)}/deletion`, { expectedVersion: 1 });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "personal-request-sees-only" } } });
    const { rows } = (await run(sql`select erase_notes_of_request(${id}::uuid, 10) as erased`)) as {
      readonly rows: readonly unknown[];
    };
    expect(rows).toEqual([{ erased: 0 }]);
    const answered = await operator.client.post(`${at(id)}/answer`, {
      expectedVersion: 1,
      answer: "Salinan diserahkan langsung",
    });
    expect(answered.status).toBe(204);
    expect(await seen(id)).toMatchObject({ state: "done", number: null, answer: "Salinan diserahkan langsung" });
  });
});
