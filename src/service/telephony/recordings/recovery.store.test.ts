import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import type { RecordingSegment } from "../../../platform/media/index.ts";
import { hasRoomForSound } from "../../tenancy/tenants/wire.ts";
import { openRecordingKeeper } from "./recording-keeper.effects.ts";
import { recoverRecordings } from "./recover-recordings.effects.ts";

const virtualContext = createVirtualContext();
const KEY = Buffer.alloc(32, 3);
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let folder: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  tenantId = virtualContext.ids.next();
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-recovery-"));
  await database.db.insertInto("tenant").values({ id: tenantId, name: "Uji", createdAt: new Date() }).execute();
});

afterAll(async () => {
  await database.close();
  await clone.close();
  await rm(folder, { recursive: true, force: true });
});

const keeper = (key = KEY, hasRoom: Parameters<typeof openRecordingKeeper>[0]["hasRoom"] = hasRoomForSound) =>
  openRecordingKeeper({
    db: database.db,
    clock: virtualContext.clock,
    key,
    keepUntil: () => "2027-02-25",
    daysOf: async () => null,
    hasRoom,
  });

/** A recording that was begun by a switch that no longer runs. */
async function begun(key = KEY): Promise<{ readonly recordingId: string; readonly callId: string }> {
  const one = { recordingId: virtualContext.ids.next(), callId: virtualContext.ids.next() };
  await keeper(key).begin({ ...one, tenantId, messageQueue: null });
  return one;
}

/** The caller withdraws the consent to recording. */
async function withdrawn(callId: string): Promise<void> {
  const [at, data] = [new Date(virtualContext.clock.nowMs()), JSON.stringify({ answer: "withdrawn", allows: false })];
  const event = { callId, sequence: 9, tenantId, kind: "recording.consent", at, elapsedUs: 0, data };
  await inTenant(database.db, tenantId, (trx) => trx.insertInto("callEvent").values(event).execute());
}

const rowOf = (id: string) =>
  inTenant(database.db, tenantId, (trx) =>
    trx.selectFrom("recording").select(["state", "lostReason", "durationMs"]).where("id", "=", id).executeTakeFirst(),
  );

const heldBy = async (id: string): Promise<readonly string[]> => {
  const rows = await inTenant(database.db, tenantId, (trx) =>
    trx.selectFrom("recordedCall").select("callId").where("recordingId", "=", id).execute(),
  );
  return rows.map(({ callId }) => callId).toSorted();
};

async function segment(): Promise<RecordingSegment> {
  const file = path.join(folder, `${virtualContext.ids.next()}.wav.sealed`);
  await writeFile(file, "sealed");
  return { file, startedAtMs: 0, samples: 16_000, misplaced: 0, unreadable: 0 };
}

const forgotten: string[] = [];
let isEngineAway = false;

type Stop = (recordingId: string) => Promise<Result<readonly RecordingSegment[], string>>;

const look = (stop: Stop, busy: ReadonlySet<string> = new Set(), looks = new Map<string, number>(), kept = keeper()) =>
  recoverRecordings(
    {
      db: database.db,
      clock: virtualContext.clock,
      log: testLog,
      keeper: kept,
      stop,
      tenantIds: async () => [tenantId],
      isBusy: (id: string) => busy.has(id),
      forget: async (id: string) => {
        if (isEngineAway) return refuse("engine-away");
        forgotten.push(id);
        return ok(null);
      },
    },
    looks,
  );

describe("recordings of a switch that died", () => {
  it("are kept with the sound that the engine's journals hold", async () => {
    const { recordingId } = await begun();
    const one = await segment();
    expect(await look(async () => ok([one]))).toBe(1);
    expect(await rowOf(recordingId)).toEqual({ state: "kept", lostReason: null, durationMs: 2_000 });
  });

  it("are lost with the reason where there is no sound, or their key cannot be opened", async () => {
    const silent = await begun();
    const locked = await begun(Buffer.alloc(32, 4));
    const looks = new Map([[locked.recordingId, 18]]);
    const stop: Stop = async () => refuse("recording-unknown");
    expect(await look(stop, new Set(), looks)).toBe(1);
    expect(await rowOf(locked.recordingId)).toMatchObject({ state: "recording" });
    expect(await look(stop, new Set(), looks)).toBe(1);
    expect(await rowOf(silent.recordingId)).toMatchObject({ state: "lost", lostReason: "no-sound" });
    expect(await rowOf(locked.recordingId)).toMatchObject({ state: "lost", lostReason: "key-unreadable" });
    expect(forgotten).toEqual(expect.arrayContaining([silent.recordingId, locked.recordingId]));
  });

  it("are lost only once the engine has let go of what it kept of them", async () => {
    const { recordingId } = await begun();
    const looks = new Map([[recordingId, 19]]);
    const stop: Stop = async () => refuse("recording-unreadable");
    isEngineAway = true;
    expect(await look(stop, new Set(), looks)).toBe(0);
    expect(await rowOf(recordingId)).toMatchObject({ state: "recording" });
    isEngineAway = false;
    expect(await look(stop, new Set(), looks)).toBe(1);
    expect(await rowOf(recordingId)).toMatchObject({ state: "lost", lostReason: "unreadable" });
    expect(forgotten).toContain(recordingId);
  });

  it("are not given up because the database could not say their key just then", async () => {
    const { recordingId } = await begun();
    const one = await segment();
    const away = { ...keeper(), keyOf: () => Promise.reject(new Error("connection lost")) };
    const stop: Stop = async () => ok([one]);
    expect(await look(stop, new Set(), new Map(), away)).toBe(0);
    expect(await rowOf(recordingId)).toMatchObject({ state: "recording" });
    expect(await look(stop)).toBe(1);
  });

  it("wait while the engine is away, and one that fails keeps no other waiting", async () => {
    const [first, second] = [await begun(), await begun()];
    expect(await look(async () => refuse("engine-away"))).toBe(0);
    expect(await rowOf(first.recordingId)).toMatchObject({ state: "recording" });
    const one = await segment();
    const stop: Stop = async (id) => {
      if (id === first.recordingId) throw new Error("planted");
      return ok([one]);
    };
    expect(await look(stop)).toBe(1);
    expect(await rowOf(second.recordingId)).toMatchObject({ state: "kept" });
    expect(await look(async () => ok([one]))).toBe(1);
  });

  it("are deleted, and not finished, where their caller took back that he may be recorded and the switch died then", async () => {
    const { recordingId, callId } = await begun();
    const other = await begun();
    await withdrawn(callId);
    const one = await segment();
    await look(async () => ok([one]));
    expect(await rowOf(recordingId)).toMatchObject({ state: "deleted" });
    await expect(keeper().keyOf({ recordingId, tenantId })).resolves.toBeNull();
    expect(forgotten).toContain(recordingId);
    expect(await rowOf(other.recordingId)).toMatchObject({ state: "kept" });
  });

  it("are not finished while the engine keeps what was taken back, nor is anybody else kept waiting by one that fails", async () => {
    const [first, second, other] = [await begun(), await begun(), await begun()];
    for (const { callId } of [first, second]) await withdrawn(callId);
    const one = await segment();
    isEngineAway = true;
    await look(async () => ok([one]));
    isEngineAway = false;
    expect(await rowOf(first.recordingId)).toMatchObject({ state: "recording" });
    expect(await rowOf(other.recordingId)).toMatchObject({ state: "kept" });
    const late = await begun();
    const drop = (recording: { readonly recordingId: string; readonly tenantId: string }) =>
      recording.recordingId === first.recordingId ? Promise.reject(new Error("planted")) : keeper().drop(recording);
    expect(await look(async () => ok([one]), new Set(), new Map(), { ...keeper(), drop })).toBe(2);
    expect(await rowOf(first.recordingId)).toMatchObject({ state: "recording" });
    expect(await rowOf(second.recordingId)).toMatchObject({ state: "deleted" });
    expect(await rowOf(late.recordingId)).toMatchObject({ state: "kept" });
    await look(async () => ok([one]));
    expect(await rowOf(first.recordingId)).toMatchObject({ state: "deleted" });
  });

  it("are kept where they are a message that the caller left after he took back being recorded", async () => {
    const { recordingId, callId } = await begun();
    await withdrawn(callId);
    const message = virtualContext.ids.next();
    const queueId = virtualContext.ids.next();
    await keeper().begin({ recordingId: message, callId, tenantId, messageQueue: queueId });
    const one = await segment();
    await look(async () => ok([one]));
    expect(await rowOf(recordingId)).toMatchObject({ state: "deleted" });
    expect(await rowOf(message)).toMatchObject({ state: "kept" });
  });

  it("of a conference are left alone while it goes on, whichever call began them, and finished once it is over", async () => {
    const [recordingId, callId, conferenceId] = [
      virtualContext.ids.next(),
      virtualContext.ids.next(),
      virtualContext.ids.next(),
    ];
    const at = new Date(virtualContext.clock.nowMs());
    const room = { id: conferenceId, tenantId, name: "Rapat", createdAt: at };
    await inTenant(database.db, tenantId, (trx) => trx.insertInto("conference").values(room).execute());
    const told = { url: "https://contoh.id/", method: "POST", events: ["completed"] } as const;
    const conference = { conferenceId, callIds: [callId], told };
    await keeper().begin({ recordingId, callId, tenantId, messageQueue: null, conference });
    const other = virtualContext.ids.next();
    for (const callIds of [[other], [callId, other], []]) await keeper().hold({ recordingId, tenantId, callIds });
    expect(await heldBy(recordingId)).toEqual([callId, other].toSorted());
    // A withdrawal for the talk of the call does not affect the conference.
    await withdrawn(callId);
    const one = await segment();
    const stop: Stop = async () => ok([one]);
    expect(await look(stop)).toBe(0);
    expect(await rowOf(recordingId)).toMatchObject({ state: "recording" });
    await inTenant(database.db, tenantId, (trx) =>
      trx
        .updateTable("conference")
        .set({ endedAt: at, endedWhy: "system-restart" })
        .where("id", "=", conferenceId)
        .execute(),
    );
    expect(await look(stop)).toBe(1);
    expect(await rowOf(recordingId)).toMatchObject({ state: "kept" });
  });

  it("of a conference are given the same key where the answer to their begin was lost, and hold who has come since", async () => {
    const [recordingId, callId, other] = [
      virtualContext.ids.next(),
      virtualContext.ids.next(),
      virtualContext.ids.next(),
    ];
    const conferenceId = virtualContext.ids.next();
    const told = { url: "https://contoh.id/", method: "POST", events: ["in-progress"] } as const;
    const begin = (...callIds: readonly string[]) => {
      const conference = { conferenceId, callIds, told };
      return keeper().begin({ recordingId, callId, tenantId, messageQueue: null, conference });
    };
    const first = await begin(callId);
    expect(first).toMatchObject({ ok: true });
    expect(await begin(callId, other)).toEqual(first);
    expect(await heldBy(recordingId)).toEqual([callId, other].toSorted());
    // A recording that was deleted in between does not begin again.
    await keeper().drop({ recordingId, tenantId });
    expect(await begin(callId)).toMatchObject({ ok: false });
    expect(await rowOf(recordingId)).toMatchObject({ state: "deleted" });
  });

  it("of a conference for which there is no room stand as lost from their begin on, and the program is told so", async () => {
    const [recordingId, callId, conferenceId] = [
      virtualContext.ids.next(),
      virtualContext.ids.next(),
      virtualContext.ids.next(),
    ];
    const told = { url: "https://contoh.id/", method: "POST", events: ["in-progress", "absent"] } as const;
    const conference = { conferenceId, callIds: [callId], told };
    const full = keeper(KEY, async () => false);
    const recording = { recordingId, callId, tenantId, messageQueue: null };
    expect(await full.begin({ ...recording, conference })).toEqual(refuse("storage-full"));
    // Still refused when storage is available at the repetition of a request whose response was lost.
    expect(await keeper().begin({ ...recording, conference })).toEqual(refuse("storage-full"));
    expect(await rowOf(recordingId)).toMatchObject({ state: "lost", lostReason: "no-sound" });
    expect(await heldBy(recordingId)).toEqual([]);
    const [row, ...more] = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("recordingStatusCallback").selectAll().where("recordingId", "=", recordingId).execute(),
    );
    expect([row?.isStartSent, more]).toEqual([true, []]);
    const call = { ...recording, recordingId: virtualContext.ids.next() };
    expect(await full.begin(call)).toEqual(refuse("storage-full"));
    expect(await rowOf(call.recordingId)).toBeUndefined();
  });

  it("are left alone while their call is open or a switch is at work on them", async () => {
    const [open, busy] = [await begun(), await begun()];
    const runId = virtualContext.ids.next();
    const at = new Date(virtualContext.clock.nowMs());
    await database.db.insertInto("switchRun").values({ id: runId, startedAt: at, beatAt: at }).execute();
    await inTenant(database.db, tenantId, (trx) =>
      trx.insertInto("openCall").values({ callId: open.callId, tenantId, switchId: runId, beganAt: at }).execute(),
    );
    expect(await look(async () => refuse("recording-unknown"), new Set([busy.recordingId]))).toBe(0);
    expect(await rowOf(open.recordingId)).toMatchObject({ state: "recording" });
    expect(await rowOf(busy.recordingId)).toMatchObject({ state: "recording" });
  });
});
