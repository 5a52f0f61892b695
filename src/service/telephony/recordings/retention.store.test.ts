import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { laterByMonths } from "../../../regulation/index.ts";
import { daysChosen, writeChoice } from "../../tenancy/retention/wire.ts";
import { deleteTraceBefore, forgetEventsBefore } from "../cdr/wire.ts";
import { followRetention, type RetentionOptions, retain } from "./retention.jobs.ts";
import { dueRetention } from "./retention.ts";

const DAY_MS = 86_400_000;
const RULES = { callEventMonths: 12, queueEventMonths: 18, sipTraceDays: 7, recordingDays: 90, recordingDaysMax: 365 };
let virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let folder: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  tenantId = virtualContext.ids.next();
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-retention-"));
  await database.db.insertInto("tenant").values({ id: tenantId, name: "Uji", createdAt: new Date() }).execute();
});

beforeEach(() => {
  virtualContext = createVirtualContext({ seed: virtualContext.ids.next() });
});

afterAll(async () => {
  await database.close();
  await clone.close();
  await rm(folder, { recursive: true, force: true });
});

const dateOf = (atMs: number) => new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 10);
const options = (own: Partial<RetentionOptions> = {}): RetentionOptions => ({
  db: database.db,
  clock: virtualContext.clock,
  ids: virtualContext.ids,
  log: testLog,
  folder,
  laterByMonths,
  dateOf,
  tenantIds: async () => [tenantId],
  rules: () => RULES,
  chosen: daysChosen,
  forgetEvents: forgetEventsBefore,
  forgetQueueEvents: async () => 0,
  forgetTraces: deleteTraceBefore,
  ...own,
});

const dueNow = () =>
  dueRetention(
    {
      doneOn: null,
      today: dateOf(virtualContext.clock.nowMs()),
      laterByMonths,
      rules: RULES,
    },
    virtualContext.clock.nowMs(),
  ) ?? {
    recordingsBefore: "",
    eventsBeforeMs: 0,
    queueEventsBeforeMs: 0,
    tracesBeforeMs: 0,
    recordingsBegunBeforeMs: 0,
    rules: RULES,
  };

/** A stored recording with a file and this last day. */
async function recordingUntil(keepUntil: string): Promise<{ readonly id: string; readonly file: string }> {
  const [id, callId] = [virtualContext.ids.next(), virtualContext.ids.next()];
  const file = `${id}-1.wav.sealed`;
  await writeFile(path.join(folder, file), "sealed");
  const segments = JSON.stringify([{ file, startedAtMs: 0, samples: 1, misplaced: 0, unreadable: 0 }]);
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({
        id,
        callId,
        tenantId,
        state: "kept",
        sealedKey: Buffer.from("key"),
        segments,
        bytes: 6,
        durationMs: 1,
        beganAt: new Date(virtualContext.clock.nowMs()),
        keepUntil,
      })
      .execute(),
  );
  return { id, file };
}

const rowOf = (id: string) =>
  inTenant(database.db, tenantId, (trx) =>
    trx
      .selectFrom("recording")
      .select(["state", "sealedKey", "segments", "bytes", "callId"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow(),
  );

const audited = (id: string) =>
  database.db.selectFrom("auditEntry").select("action").where("subjectId", "=", id).execute();

describe("a recording", () => {
  it("is kept through its last day and goes the day after: key and file, but not its row; the audit log says so", async () => {
    const today = dateOf(virtualContext.clock.nowMs());
    const yesterday = dateOf(virtualContext.clock.nowMs() - DAY_MS);
    const [old, young] = [await recordingUntil(yesterday), await recordingUntil(today)];
    expect((await retain(options(), dueNow())).recordings).toBe(1);
    const gone = await rowOf(old.id);
    expect(gone).toMatchObject({ state: "deleted", segments: [], bytes: null });
    expect(gone.sealedKey).toHaveLength(0);
    expect(await audited(old.id)).toEqual([{ action: "recording.deleted" }]);
    expect(await readdir(folder)).toEqual([young.file]);
    expect(await rowOf(young.id)).toMatchObject({ state: "kept" });
    expect((await retain(options(), dueNow())).recordings).toBe(0);
    virtualContext.advance(DAY_MS);
    expect((await retain(options(), dueNow())).recordings).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it("whose file could not be taken away has lost its key all the same, and its file goes the next time", async () => {
    const { id, file } = await recordingUntil(dateOf(virtualContext.clock.nowMs() - DAY_MS));
    const inTheWay = path.join(folder, "no-folder", "deeper");
    await writeFile(path.join(folder, "no-folder"), "a file where a folder should be");
    await retain(options({ folder: inTheWay }), dueNow());
    expect(await rowOf(id)).toMatchObject({ state: "deleted", bytes: 6 });
    expect((await rowOf(id)).sealedKey).toHaveLength(0);
    expect(await readdir(folder)).toContain(file);
    await retain(options(), dueNow());
    expect(await readdir(folder)).not.toContain(file);
    await rm(path.join(folder, "no-folder"));
  });
});

describe("a recording of a conference", () => {
  it("is forgotten with those whom it held, and no other is", async () => {
    const held = async (keepUntil: string) => {
      const { id } = await recordingUntil(keepUntil);
      const callIds = [virtualContext.ids.next(), virtualContext.ids.next()];
      await inTenant(database.db, tenantId, async (trx) => {
        await trx
          .updateTable("recording")
          .set({ conferenceId: virtualContext.ids.next() })
          .where("id", "=", id)
          .execute();
        await trx
          .insertInto("recordedCall")
          .values(callIds.map((callId) => ({ recordingId: id, callId, tenantId })))
          .execute();
      });
      return id;
    };
    const [old, young] = [
      await held(dateOf(virtualContext.clock.nowMs() - DAY_MS)),
      await held(dateOf(virtualContext.clock.nowMs() + DAY_MS)),
    ];
    await retain(options(), dueNow());
    const left = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("recordedCall").select("recordingId").where("recordingId", "in", [old, young]).execute(),
    );
    expect(left).toEqual([{ recordingId: young }, { recordingId: young }]);
    await inTenant(database.db, tenantId, (trx) =>
      trx.updateTable("recording").set({ state: "deleted" }).where("id", "=", young).execute(),
    );
  });
});

describe("events of calls", () => {
  const eventAt = async (at: Date, isOpen = false): Promise<string> => {
    const callId = virtualContext.ids.next();
    await inTenant(database.db, tenantId, async (trx) => {
      await trx
        .insertInto("callEvent")
        .values({ callId, sequence: 0, tenantId, kind: "call.received", at, elapsedUs: 0, data: "{}" })
        .execute();
      if (!isOpen) return;
      const switchId = virtualContext.ids.next();
      await trx.insertInto("switchRun").values({ id: switchId, startedAt: at, beatAt: at }).execute();
      await trx.insertInto("openCall").values({ callId, tenantId, switchId, beganAt: at }).execute();
    });
    return callId;
  };
  const isThere = async (callId: string) =>
    inTenant(database.db, tenantId, async (trx) => {
      const rows = await trx.selectFrom("callEvent").select("sequence").where("callId", "=", callId).execute();
      return rows.length === 1;
    });

  it("go after a year; those of an open call stay, and younger ones as well", async () => {
    const yearMs = Date.parse("2025-11-20T00:00:00Z");
    const [old, open, young] = [
      await eventAt(new Date(yearMs)),
      await eventAt(new Date(yearMs), true),
      await eventAt(new Date(virtualContext.clock.nowMs() - 300 * DAY_MS)),
    ];
    expect((await retain(options(), dueNow())).events).toBe(1);
    expect([await isThere(old), await isThere(open), await isThere(young)]).toEqual([false, true, true]);
  });

  it("younger than three months go for nobody, whatever a rule says; and the program itself deletes none", async () => {
    const young = await eventAt(new Date(Date.now() - 80 * DAY_MS));
    const before = new Date(Date.now());
    await inTenant(database.db, tenantId, (trx) => forgetEventsBefore(trx, { before, limit: 1_000 }));
    expect(await isThere(young)).toBe(true);
    const old = await eventAt(new Date("2025-01-01T00:00:00Z"));
    await expect(
      inTenant(database.db, tenantId, (trx) => trx.deleteFrom("callEvent").where("callId", "=", old).execute()),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("the daily work", () => {
  it("lets events of queues go by their own time, in portions until none is left", async () => {
    const asked: Date[] = [];
    const forgetQueueEvents: RetentionOptions["forgetQueueEvents"] = async (_, { before, limit }) => {
      asked.push(before);
      return asked.length < 3 ? limit : 1;
    };
    expect((await retain(options({ forgetQueueEvents }), dueNow())).queueEvents).toBe(401);
    expect(asked).toEqual([1, 2, 3].map(() => new Date(laterByMonths(virtualContext.clock.nowMs(), -18))));
  });

  it("is done once a day, when the switch begins and when a day has begun", async () => {
    const file = await recordingUntil(dateOf(virtualContext.clock.nowMs() - DAY_MS));
    const following = followRetention(options());
    await expect.poll(async () => (await rowOf(file.id)).state).toBe("deleted");
    const second = await recordingUntil(dateOf(virtualContext.clock.nowMs() - DAY_MS));
    following.wake();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await rowOf(second.id)).toMatchObject({ state: "kept" });
    virtualContext.advance(DAY_MS);
    following.wake();
    await expect.poll(async () => (await rowOf(second.id)).state).toBe("deleted");
    following.close();
  });
});

// Last, since the call centre of this file has its own periods from here on.
describe("a call centre that chose its own days", () => {
  const NUMBER = "081234567890";
  const choose = async (days: number | null, version: number) => {
    const { id: chosenBy } = await database.db.selectFrom("person").select("id").executeTakeFirstOrThrow();
    const choice = { tenantId, name: "recordings", days, expectedVersion: version, chosenBy } as const;
    const chosenAt = new Date(virtualContext.clock.nowMs());
    return inTenant(database.db, tenantId, (trx) => writeChoice(trx, { ...choice, chosenAt }));
  };
  const begunDaysAgo = async (days: number, keepUntil: string) => {
    const recording = await recordingUntil(keepUntil);
    const beganAt = new Date(virtualContext.clock.nowMs() - days * DAY_MS);
    await inTenant(database.db, tenantId, (trx) =>
      trx.updateTable("recording").set({ beganAt }).where("id", "=", recording.id).execute(),
    );
    return recording.id;
  };
  const stateOf = async (id: string) => (await rowOf(id)).state;

  beforeAll(async () => {
    const person = {
      id: virtualContext.ids.next(),
      name: "Ibu",
      email: "ibu@pusat.invalid",
      emailKey: "ibu@pusat.invalid",
    };
    await database.db
      .insertInto("person")
      .values({ ...person, passwordHash: "-", locale: "id", isDemo: false, createdAt: new Date() })
      .execute();
  });

  it("lets recordings go by them, not while somebody waits for an answer, and has them longer when it chose so", async () => {
    const far = dateOf(virtualContext.clock.nowMs() + 60 * DAY_MS);
    const [old, young] = [await begunDaysAgo(40, far), await begunDaysAgo(20, far)];
    expect(await choose(30, 0)).toBe(true);
    expect(await choose(20, 0)).toBe(false);
    const request = {
      id: virtualContext.ids.next(),
      tenantId,
      kind: "see",
      state: "open",
      number: NUMBER,
      shown: "0812",
      identifiedBy: "KTP asli",
      receivedAt: new Date(virtualContext.clock.nowMs()),
      dueAt: new Date(virtualContext.clock.nowMs() + DAY_MS),
      version: 1,
    };
    const { id: openedBy } = await database.db.selectFrom("person").select("id").executeTakeFirstOrThrow();
    await inTenant(database.db, tenantId, (trx) =>
      trx
        .insertInto("personalRequest")
        .values({ ...request, openedBy })
        .execute(),
    );
    await retain(options(), dueNow());
    expect([await stateOf(old), await stateOf(young)]).toEqual(["kept", "kept"]);
    await inTenant(database.db, tenantId, (trx) =>
      trx
        .updateTable("personalRequest")
        .set({
          state: "done",
          number: null,
          doneAt: new Date(virtualContext.clock.nowMs()),
          doneBy: openedBy,
          answer: "Sudah",
        })
        .where("id", "=", request.id)
        .execute(),
    );
    expect((await retain(options(), dueNow())).recordings).toBe(1);
    expect([await stateOf(old), await stateOf(young)]).toEqual(["deleted", "kept"]);
    expect(await audited(tenantId)).toContainEqual({ action: "retention.carried-out" });
    const untilOf = async () =>
      (
        await inTenant(database.db, tenantId, (trx) =>
          trx.selectFrom("recording").select("keepUntil").where("id", "=", young).executeTakeFirstOrThrow(),
        )
      ).keepUntil;
    expect(await untilOf()).toBe(dateOf(virtualContext.clock.nowMs() + 10 * DAY_MS));
    expect(await choose(365, 1)).toBe(true);
    await retain(options(), dueNow());
    expect(await untilOf()).toBe(dateOf(virtualContext.clock.nowMs() + 345 * DAY_MS));
    expect(await choose(null, 2)).toBe(true);
    await retain(options(), dueNow());
    expect(await untilOf()).toBe(dateOf(virtualContext.clock.nowMs() + 70 * DAY_MS));
  });
});
