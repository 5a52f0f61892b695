import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant, type OpenDatabase, openDatabase } from "../../src/platform/database/index.ts";
import type { QueueEventBody } from "../../src/service/acd/queues/index.ts";
import { openQueueLog } from "../../src/service/acd/queues/wire.ts";
import { halfHourRows, type ReportedEvent, readRange, rowsOf, totalsOf } from "../../src/service/acd/reports/index.ts";
import { readQueueReport } from "../../src/service/acd/reports/wire.ts";
import { type ClonedDatabase, cloneDatabase } from "../../testkit/clone.ts";
import { testLog } from "../../testkit/database.ts";
import { addQueueFixture, addRun, rulesText } from "../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import { playDay } from "./queues/day.ts";

const JAKARTA = "Asia/Jakarta";
const SCRIPT = path.join(import.meta.dirname, "queues/recompute-figures.mjs");
const LEASE_MS = 600_000;
const EVENTS_OF_DRAFT = 150;

const seeded = createVirtualContext();
const world = { clock: { nowMs: () => Date.parse("2026-11-20T00:00:00Z") }, ids: seeded.ids };
let clone: ClonedDatabase;
let database: OpenDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

/** Stores events as the owner of the ACD lease does: in its log, with its fence and sequence. */
async function keepEvents(tenantId: string, events: readonly ReportedEvent[]): Promise<void> {
  const { db } = database;
  const switchId = await addRun(db, world);
  const at = new Date();
  const lease = {
    tenantId,
    switchId,
    fence: 1,
    takenAt: at,
    renewedAt: at,
    expiresAt: new Date(Date.now() + LEASE_MS),
  };
  await inTenant(db, tenantId, (trx) => trx.insertInto("acdLease").values(lease).execute());
  const queueLog = openQueueLog({ db, log: testLog, news: { announce: () => undefined } });
  const fates = new Set<string>();
  for (let from = 0; from < events.length; from += EVENTS_OF_DRAFT) {
    const stamped = events.slice(from, from + EVENTS_OF_DRAFT).map(({ wallMs, steadyMs, body }, nth) => ({
      sequence: from + nth + 1,
      atMs: wallMs,
      steadyMs,
      body,
    }));
    const nothing = { contacts: new Map(), agents: new Map(), asked: [], closedCallbacks: [], commands: [] };
    const draft = { ...nothing, tenantId, fence: lease.fence, atMs: stamped[0]?.atMs ?? 0, events: stamped };
    fates.add(await queueLog.write(draft));
  }
  expect([...fates]).toEqual(["kept"]);
  await queueLog.close(1_000);
}

/** A simulated day with ids as in a database; the same name has the same id everywhere. */
function withIds(events: readonly ReportedEvent[]): {
  readonly events: readonly ReportedEvent[];
  idOf(name: string): string;
} {
  const ids = new Map<string, string>();
  const idOf = (name: string): string => {
    const id = ids.get(name) ?? world.ids.next();
    ids.set(name, id);
    return id;
  };
  const named = new Set(["contactId", "queueId", "toQueueId", "agentId"]);
  const bodyOf = (body: QueueEventBody) =>
    Object.fromEntries(
      Object.entries(body).map(([key, value]) => [key, named.has(key) && value !== null ? idOf(String(value)) : value]),
    ) as unknown as QueueEventBody;
  return { events: events.map((event) => ({ ...event, body: bodyOf(event.body) })), idOf };
}

async function addRows(
  tenantId: string,
  names: { readonly queues: readonly string[]; readonly agents: readonly string[] },
) {
  const createdAt = new Date(world.clock.nowMs());
  await inTenant(database.db, tenantId, async (trx) => {
    for (const [nth, id] of names.queues.entries())
      await trx
        .insertInto("queue")
        .values({ id, tenantId, name: `Antrean ${nth}`, rules: rulesText(), createdAt })
        .execute();
    for (const id of names.agents)
      await trx.insertInto("agent").values({ id, tenantId, name: "Agen", createdAt }).execute();
  });
}

interface Asked {
  readonly tenantId: string;
  readonly from: string;
  readonly until: string;
  readonly zone?: string;
  readonly nowMs?: number;
  readonly queueId?: string;
}

async function report({ tenantId, from, until, zone = JAKARTA, nowMs = Date.now() * 2, queueId }: Asked) {
  const range = readRange({ from, until }, zone);
  if (!range.ok) throw new Error(range.refusal);
  const read = await readQueueReport({ db: database.db, nowMs }, { tenantId, zone, range: range.value, queueId });
  if (!read.ok) throw new Error(read.refusal);
  return read.value;
}

interface Recomputed {
  readonly contacts: readonly { readonly startMs: number; readonly queueId: string; readonly offered: number }[];
  readonly occupancy: readonly { readonly startMs: number; readonly occupancy: number }[];
}

function recomputed(events: readonly ReportedEvent[], untilMs: number): Recomputed {
  const input = JSON.stringify({ asked: { zone: JAKARTA, withinMs: 20_000, shortMs: 5_000 }, untilMs, events });
  const { stdout, stderr } = spawnSync(process.execPath, [SCRIPT], { input, encoding: "utf8", maxBuffer: 1e8 });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Recomputed;
}

describe("a report of a whole day in the log", { timeout: 60_000 }, () => {
  let events: readonly ReportedEvent[];
  let tenantId: string;
  let queueIds: readonly string[];
  let untilMs: number;
  let script: Recomputed;

  beforeAll(async () => {
    const day = withIds(playDay(11));
    ({ events } = day);
    ({ tenantId } = await addQueueFixture(database.db, world));
    queueIds = ["sales", "help"].map(day.idOf);
    const agents = Array.from({ length: 44 }, (_, nth) => day.idOf(`agent-${nth}`));
    await addRows(tenantId, { queues: queueIds, agents });
    await keepEvents(tenantId, events);
    untilMs = events.at(-1)?.wallMs ?? 0;
    script = recomputed(events, untilMs);
  }, 60_000);

  it.each([
    ["the whole day", "2026-11-26", "2026-11-27", 40],
    ["a part of it, on both sides of the clock's being set right", "2026-11-26T10:30", "2026-11-26T13:00", 10],
  ])("has in each half hour the figures that a script of its own reckons: %s", async (_, from, until, least) => {
    const read = await report({ tenantId, from, until, nowMs: untilMs });
    const isInside = ({ startMs }: { readonly startMs: number }) =>
      startMs >= read.range.fromMs && startMs < read.range.untilMs;
    const rows = [...rowsOf(read)].filter(({ offered }) => offered > 0);
    const byQueue = rows.toSorted((a, b) => a.startMs - b.startMs || (a.queue.id < b.queue.id ? -1 : 1));
    const expected = script.contacts.filter(isInside);
    expect(expected.length).toBeGreaterThanOrEqual(least);
    expect(byQueue.map(({ queue, startMs, ...row }) => ({ startMs, queueId: queue.id, ...row }))).toMatchObject(
      expected,
    );
    const occupancy = [...halfHourRows(read)].flatMap((row) =>
      row.occupancy === null ? [] : [{ startMs: row.startMs, occupancy: row.occupancy }],
    );
    expect(occupancy).toEqual(script.occupancy.filter(isInside));
    expect(totalsOf(read).all.offered).toBe(expected.reduce((sum, { offered }) => sum + offered, 0));
  });

  it("of one queue is the same as that queue's part of the whole", async () => {
    const range = { tenantId, from: "2026-11-26", until: "2026-11-27", nowMs: untilMs };
    const [all, one] = [await report(range), await report({ ...range, queueId: queueIds[0] ?? "" })];
    const part = [...rowsOf(all)].filter(({ queue }) => queue.id === queueIds[0]);
    expect([...rowsOf(one)]).toEqual(part);
    expect(part.some(({ answered }) => answered > 0)).toBe(true);
  });
});

/** One caller: enters, is answered after ten seconds, talks for a minute, and has half a minute of wrap-up. */
function caller(at: string, ids: { readonly contactId: string; readonly queueId: string; readonly agentId: string }) {
  const enteredMs = Date.parse(at);
  const { contactId, queueId, agentId } = ids;
  const event = (afterMs: number, body: QueueEventBody): ReportedEvent => ({
    wallMs: enteredMs + afterMs,
    steadyMs: enteredMs + afterMs,
    body,
  });
  const changed = (state: "talking" | "wrap-up" | "available") =>
    ({
      kind: "agent.changed",
      agentId,
      state,
      reason: null,
      contactId: state === "available" ? null : contactId,
    }) as const;
  const entry = { contactKind: "call", joinedAtMs: enteredMs, priority: 0, position: 1, toldMs: null } as const;
  const lengths = { waitedMs: 10_000, talkMs: 50_000, holdMs: 10_000 } as const;
  return [
    event(0, { kind: "contact.entered", contactId, queueId, ...entry }),
    event(10_000, changed("talking")),
    event(10_000, { kind: "contact.answered", contactId, queueId, agentId, waitedMs: 10_000, toldMs: null }),
    event(70_000, { kind: "contact.closed", contactId, queueId, outcome: "answered", ...lengths }),
    event(70_000, changed("wrap-up")),
    event(100_000, changed("available")),
  ];
}

describe("the half hour of a caller", { timeout: 60_000 }, () => {
  const ENTRIES = [
    "2026-11-25T23:59:59.999",
    "2026-11-26T00:00:00.000",
    "2026-11-26T00:29:59.999",
    "2026-11-26T00:30:00.000",
  ];

  it.each([
    ["WIB", "Asia/Jakarta", "+07:00"],
    ["WITA", "Asia/Makassar", "+08:00"],
    ["WIT", "Asia/Jayapura", "+09:00"],
  ])("begins and ends by the clocks of %s, to the millisecond, over midnight", async (_, zone, offset) => {
    const { tenantId, queueId } = await addQueueFixture(database.db, world);
    // Each caller has a separate agent, since their calls overlap.
    const callers = ENTRIES.map((at) =>
      caller(`${at}${offset}`, { contactId: world.ids.next(), queueId, agentId: world.ids.next() }),
    );
    await keepEvents(
      tenantId,
      callers.flat().toSorted((a, b) => a.wallMs - b.wallMs),
    );
    const offered = async (from: string, until: string) =>
      [...rowsOf(await report({ tenantId, zone, from, until }))].map(({ startMs, offered: count, ahtMs }) => [
        new Date(startMs + Number(offset.slice(1, 3)) * 3_600_000).toISOString().slice(0, 16),
        count,
        ahtMs,
      ]);
    expect(await offered("2026-11-25T23:00", "2026-11-26T01:00")).toEqual([
      ["2026-11-25T23:00", 0, null],
      ["2026-11-25T23:30", 1, 90_000],
      ["2026-11-26T00:00", 2, 90_000],
      ["2026-11-26T00:30", 1, 90_000],
    ]);
    // A contact that entered a millisecond before midnight belongs to the day before, although it was answered on this day.
    const day = await report({ tenantId, zone, from: "2026-11-26", until: "2026-11-27" });
    expect([...rowsOf(day)]).toHaveLength(48);
    expect(totalsOf(day).all).toMatchObject({ offered: 3, answered: 3, levelAll: 1, asaMs: 10_000, ahtMs: 90_000 });
    const dayBefore = await report({ tenantId, zone, from: "2026-11-25", until: "2026-11-26" });
    expect(totalsOf(dayBefore).all).toMatchObject({ offered: 1, answered: 1, ahtMs: 90_000, longestWaitMs: 10_000 });
  });

  it.each([
    ["as a range begins", "2026-11-26T10:00", "2026-11-26T10:30", ["10:04:00", "09:56:00", "10:01:00"], 2],
    ["as a range ends", "2026-11-26T09:30", "2026-11-26T10:00", ["10:08:00", "09:58:30", "10:01:00"], 1],
    ["by all that is allowed for", "2026-11-26T10:00", "2026-11-26T10:30", ["10:05:00", "09:56:40", "10:02:00"], 2],
  ])("is that of his clock where the clock is set back %s", async (_, from, until, entries, offered) => {
    const { tenantId, queueId } = await addQueueFixture(database.db, world);
    const callers = entries.map((at) =>
      caller(`2026-11-26T${at}+07:00`, { contactId: world.ids.next(), queueId, agentId: world.ids.next() }),
    );
    // Stored in the order of arrival, which differs from the order of the clock.
    await keepEvents(tenantId, callers.flat());
    const read = await report({ tenantId, from, until });
    expect(totalsOf(read).all).toMatchObject({ offered, answered: offered });
  });

  it("has an agent's time from the state he was in when the range began, and none that is yet to come", async () => {
    const { tenantId, queueId } = await addQueueFixture(database.db, world);
    const agentId = world.ids.next();
    await addRows(tenantId, { queues: [], agents: [agentId] });
    await keepEvents(tenantId, caller("2026-11-26T08:58:20+07:00", { contactId: world.ids.next(), queueId, agentId }));
    const nowMs = Date.parse("2026-11-26T11:15:00+07:00");
    const read = await report({ tenantId, from: "2026-11-26T10:00", until: "2026-11-26T12:00", nowMs });
    expect(read.agentTimes.map(({ availableMs }) => availableMs)).toEqual([1_800_000, 1_800_000, 900_000]);
    expect([...halfHourRows(read)].map(({ occupancy, offered }) => [occupancy, offered])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [null, 0],
    ]);
  });
});
