import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../src/platform/database/index.ts";
import type { QueueEventBody } from "../../src/service/acd/queues/index.ts";
import { countContacts } from "../../src/service/acd/reports/index.ts";
import { type ClonedDatabase, cloneDatabase } from "../../testkit/clone.ts";
import { testLog } from "../../testkit/database.ts";
import { addPlan } from "../../testkit/planned-callback.ts";
import {
  addFixtureAgent,
  addQueueFixture,
  orderAct,
  type QueueFixture,
  queueEvents,
} from "../../testkit/queue-fixture.ts";
import { startTraffic, type Traffic, type TrafficLine, trafficLines } from "../../testkit/queue-traffic.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";

const LEASE_MS = 800;
const ROUNDS = 6;
const AGENTS = 5;
/** Callers that join in a life of the process before it is killed. */
const JOINS_PER_LIFE = 60;
/** The least number of connected callers in a life. */
const CONNECTED_MIN = 3;
/** Scheduled callbacks of agents that are due when a life begins. */
const PLANS_PER_LIFE = 15;
const world = { clock: { nowMs: () => Date.now() }, ids: createVirtualContext({ seed: "chaos of queues" }).ids };

let clone: ClonedDatabase;
let database: OpenDatabase;
let db: Database;
let folder: string;
let file: string;
let fixture: QueueFixture;
let lives = 0;
let planner = "";
let plans = 0;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  ({ db } = database);
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-queues-"));
  file = path.join(folder, "lines");
  await writeFile(file, "");
  fixture = await addQueueFixture(db, world, {
    wrapUpMs: 20,
    restMs: 1_000,
    missedMax: 0,
    ringMs: 3_000,
    connectMs: 2_000,
  });
  for (let nth = 0; nth < AGENTS; nth += 1) {
    const agent = await addFixtureAgent(db, world, fixture);
    planner = agent.id;
    const act = { act: "log-in", phoneId: null } as const;
    await orderAct(db, world, { tenantId: fixture.tenantId, agentId: agent.id, act });
  }
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
  await rm(folder, { recursive: true, force: true });
});

function begin(): Promise<Traffic> {
  lives += 1;
  const at = { file, dataFolder: inject("testServerFolder"), databaseUrl: clone.url, leaseMs: LEASE_MS };
  return startTraffic({ ...at, ...fixture, seed: lives });
}

/** Schedules callbacks that are due at once; each has a different number. */
async function planSome(): Promise<void> {
  for (let nth = 0; nth < PLANS_PER_LIFE; nth += 1) {
    plans += 1;
    await addPlan(db, world, { ...fixture, agentId: planner, number: `0813${String(plans).padStart(8, "0")}` });
  }
}

const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 30_000, interval: 25 });
const lines = () => trafficLines(file);
const bodies = async (): Promise<readonly QueueEventBody[]> =>
  // The stored bodies were written from values of this shape.
  (await queueEvents(db, fixture.tenantId)).map(({ body }) => body as unknown as QueueEventBody);
const openContacts = () => inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("openContact").selectAll().execute());
const callbacks = () => inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("queueCallback").selectAll().execute());

const connectedIn = (all: readonly TrafficLine[], life: number) =>
  all.filter((line) => line.life === life && line.what === "connected").length;

/** The process that now serves callers and is busy: the one that obtained the ACD lease first. */
async function busyOf(lives: readonly Traffic[]): Promise<Traffic> {
  const before = await lines();
  return until(async () => {
    const all = await lines();
    const found = lives.find(({ life }) => {
      const joined = all.filter((line) => line.life === life && line.what === "joined").length;
      return connectedIn(all, life) > connectedIn(before, life) + CONNECTED_MIN && joined > JOINS_PER_LIFE;
    });
    if (found === undefined) throw new Error(`none of ${lives.map(({ life }) => life).join(" and ")} serves callers`);
    return found;
  });
}

function countOf<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const of = (all: readonly TrafficLine[], what: TrafficLine["what"]) => all.filter((line) => line.what === what);

describe("switches with callers on one floor, killed and frozen in the middle of it", { timeout: 240_000 }, () => {
  it("serve callers until nobody is left, one owner after the other", async () => {
    let both = [await begin(), await begin()];
    for (let round = 0; round < ROUNDS; round += 1) {
      const owner = await busyOf(both);
      await planSome();
      const others = both.filter((one) => one !== owner);
      if (round % 3 === 2) {
        owner.signal("SIGSTOP");
        await busyOf(others);
        // The resumed process assumes for a moment that it still owns the lease.
        owner.signal("SIGCONT");
        await busyOf(others);
      }
      owner.signal("SIGKILL");
      await owner.gone();
      both = [...others, await begin()];
    }
    await busyOf(both);
    for (const one of both) one.drain();
    await until(async () => expect(await openContacts()).toEqual([]));
    for (const one of both) await one.close();
  });

  it("close every contact exactly once, and some of them as system-restart", async () => {
    const all = await bodies();
    const entered = new Set(
      all.flatMap((one) => (one.kind === "contact.entered" || one.kind === "contact.planned" ? [one.contactId] : [])),
    );
    const closed = countOf(all.flatMap((one) => (one.kind === "contact.closed" ? [one.contactId] : [])));
    expect([...closed.keys()].sort()).toEqual([...entered].sort());
    expect([...closed.values()].every((times) => times === 1)).toBe(true);
    const outcomes = countOf(all.flatMap((one) => (one.kind === "contact.closed" ? [one.outcome] : [])));
    expect(outcomes.get("system-restart")).toBeGreaterThan(5);
    expect(outcomes.get("answered")).toBeGreaterThan(30);
    expect(all.every((one) => one.kind !== "contact.closed" || one.waitedMs >= 0)).toBe(true);
  });

  it("add up to figures in which everybody who was offered is accounted for", async () => {
    const events = await queueEvents(db, fixture.tenantId);
    const reported = events.map(({ at, steadyMs, body }) => ({
      wallMs: at.getTime(),
      steadyMs,
      body: body as unknown as QueueEventBody,
    }));
    const asked = { zone: "Asia/Jakarta", withinMs: 20_000, shortMs: 5_000 };
    const counts = countContacts(reported, asked).map((interval) => interval.counts);
    const sum = (field: keyof (typeof counts)[number]) => counts.reduce((total, one) => total + one[field], 0);
    const ends = sum("answered") + sum("abandoned") + sum("overflowed") + sum("left");
    expect(ends + sum("callbacksUnreached") + sum("restarted")).toBe(sum("offered"));
  });

  it("count one sequence, whose fence only rises", async () => {
    const events = await queueEvents(db, fixture.tenantId);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    const fences = events.map(({ fence }) => fence);
    expect(fences).toEqual([...fences].sort((left, right) => left - right));
    expect(new Set(fences).size).toBeGreaterThan(ROUNDS);
    const steady = events.map(({ steadyMs }) => steadyMs);
    expect(steady).toEqual([...steady].sort((left, right) => left - right));
  });

  it("connect nobody of whom it is not on disk who answered him", async () => {
    const events = await queueEvents(db, fixture.tenantId);
    const connecting = countOf(
      events.flatMap(({ body }) => {
        const one = body as unknown as QueueEventBody;
        return one.kind === "agent.changed" && one.state === "connecting" ? [one.agentId] : [];
      }),
    );
    const connected = countOf(of(await lines(), "connected").map(({ agentId }) => agentId ?? ""));
    for (const [agentId, times] of connected) expect(connecting.get(agentId) ?? 0).toBeGreaterThanOrEqual(times);
  });

  it("never act on the floor after somebody else has begun to", async () => {
    const acting = (await lines()).filter(({ what }) => what === "rung" || what === "connected");
    const spans = [...new Set(acting.map(({ life }) => life))].map((life) => {
      const own = acting.filter((line) => line.life === life).map(({ atMs }) => atMs);
      return { firstMs: Math.min(...own), lastMs: Math.max(...own) };
    });
    spans.sort((left, right) => left.firstMs - right.firstMs);
    expect(spans.length).toBeGreaterThan(ROUNDS);
    for (const [index, { firstMs }] of spans.entries())
      expect(index === 0 ? 0 : (spans[index - 1]?.lastMs ?? 0)).toBeLessThanOrEqual(firstMs);
  });

  it("lose no callback that was promised, and dial each once", async () => {
    const [kept, all] = [await callbacks(), await lines()];
    const dialled = countOf(of(all, "dialled").map(({ callId }) => callId));
    expect([...dialled.values()].every((times) => times === 1)).toBe(true);
    expect(kept.length).toBeGreaterThanOrEqual(of(all, "booked").length);
    expect(of(all, "booked").length).toBeGreaterThan(10);
    const byContact = new Map(kept.map((one) => [one.contactId, one]));
    for (const contactId of dialled.keys()) expect(byContact.get(contactId)?.dialledAt).not.toBeNull();
    for (const { outcome, dialledAt } of kept) {
      expect(["answered", "callback-unreached", "system-restart"]).toContain(outcome);
      expect(dialledAt).not.toBeNull();
    }
  });

  it("lose no callback that an agent planned, dial each once for a try, and say what became of it", async () => {
    const kept = await inTenant(db, fixture.tenantId, (trx) => trx.selectFrom("plannedCallback").selectAll().execute());
    const dialled = new Set(of(await lines(), "dialled").map(({ callId }) => callId));
    const tried = (await callbacks()).filter(({ number }) => number.startsWith("0813"));
    expect(kept).toHaveLength(ROUNDS * PLANS_PER_LIFE);
    for (const { number, state, tries, contactId } of kept) {
      // A customer who was not reached is retried after a quarter of an hour, so each is tried once here.
      expect(["reached", "planned", "cut-off"]).toContain(state);
      expect(tries).toBe(1);
      expect(tried.filter((one) => one.number === number)).toMatchObject([{ contactId }]);
      if (state === "reached") expect(dialled).toContain(contactId);
    }
    expect(kept.filter(({ state }) => state === "reached").length).toBeGreaterThan(10);
  });

  it("leave agents as the log says they are", async () => {
    const last = new Map<string, string>();
    for (const one of await bodies()) if (one.kind === "agent.changed") last.set(one.agentId, one.state);
    const rows = await inTenant(db, fixture.tenantId, (trx) =>
      trx.selectFrom("agentStatus").select(["agentId", "state"]).execute(),
    );
    expect(rows).toHaveLength(AGENTS);
    for (const { agentId, state } of rows) expect([agentId, last.get(agentId)]).toEqual([agentId, state]);
  });
});
