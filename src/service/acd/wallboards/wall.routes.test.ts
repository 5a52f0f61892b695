import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type CallCentre, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import {
  type AcdEngineFixture,
  addFixtureAgent,
  openAcdEngineFixture,
  orderAct,
  queueEvents,
} from "../../../../testkit/queue-fixture.ts";
import { openWallScreen, type WallScreen } from "../../../../testkit/wall-screen.ts";
import { present } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { QueueEventBody } from "../queues/index.ts";
import { eventsAfter, firstSequence } from "../reports/wire.ts";
import type { Wallboard, WallTile, WallView } from "./contract.ts";
import { type AcdEventLog, readAcdMetrics } from "./read-acd-metrics.effects.ts";
import { KIND_RULES, type Tile, type TileKind, type TilePlace } from "./tile.shared.ts";

let portal: TestPortal;
let centre: CallCentre;
let staged: AcdEngineFixture;
const owned: string[] = [];

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  const { changeFeed } = portal.kit;
  staged = await openAcdEngineFixture(portal.kit.db, portal.kit, { tenantIds: async () => owned, changeFeed });
  centre = await openCallCentre(portal);
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await portal?.close();
});

const client = () => centre.operator.client;
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;
const until = (look: () => unknown) => vi.waitFor(look, { timeout: 10_000, interval: 20 });

const tile = (kind: TileKind, place: Partial<TilePlace>, more: Partial<Tile> = {}): Tile => ({
  id: randomUUID(),
  kind,
  queueId: null,
  limits: null,
  column: 1,
  row: 1,
  ...KIND_RULES[kind].least,
  ...place,
  ...more,
});

async function addBoard(name: string, tiles: readonly Tile[], showsAgentNames = false): Promise<string> {
  const form = { name, showsAgentNames, tiles };
  return (await client().post<{ id: string }>("/api/service/wallboards", form)).body.id;
}

const linkTo = async (id: string, days = 30) =>
  (
    await client().post<{ id: string; token: string }>(`/api/service/wallboards/${id}/links`, {
      label: "TV lantai 2",
      days,
    })
  ).body;

const read = async (id: string) => (await client().get<Wallboard>(`/api/service/wallboards/${id}`)).body;

describe("the wallboards of a call centre", () => {
  it("are kept by name, changed over the version that was read, spoken on, and ended with their links", async () => {
    const id = await addBoard("Lantai 1", [tile("clock", {})]);
    const form = { name: "lantai 1", showsAgentNames: false, tiles: [] };
    expect(refusalOf(await client().post("/api/service/wallboards", form))).toBe("409 wallboard-name-taken");
    const change = { ...form, name: "Lantai satu", expectedVersion: 1 };
    expect((await client().put(`/api/service/wallboards/${id}`, change)).status).toBe(204);
    expect(refusalOf(await client().put(`/api/service/wallboards/${id}`, change))).toBe("409 wallboard-stale");
    const said = await client().put(`/api/service/wallboards/${id}/message`, { message: "Rapat pukul 15" });
    expect(said.status).toBe(204);
    const { token } = await linkTo(id);
    expect(await read(id)).toMatchObject({
      name: "Lantai satu",
      message: "Rapat pukul 15",
      version: 2,
      links: [{ label: "TV lantai 2", isInForce: true, revokedAt: null }],
    });
    expect(JSON.stringify(await read(id))).not.toContain(token);
    expect((await client().delete(`/api/service/wallboards/${id}`)).status).toBe(204);
    expect(refusalOf(await client().get(`/api/service/wallboards/${id}`))).toBe("404 no-such-wallboard");
    expect((await openWallScreen(portal.url, token)).status).toBe(404);
  });

  it("take no tile that lies on another, beside the grid, or names a queue of somebody else", async () => {
    const post = (tiles: readonly Tile[]) =>
      client().post("/api/service/wallboards", { name: "Salah", showsAgentNames: false, tiles });
    expect(refusalOf(await post([tile("clock", {}), tile("calls", {})]))).toBe("400 wallboard-tiles-overlap");
    expect(refusalOf(await post([tile("clock", { column: 6, width: 2 })]))).toBe("400 wallboard-tile-outside");
    expect(refusalOf(await post([tile("waiting", {}, { queueId: randomUUID() })]))).toBe("400 wallboard-queue-unknown");
  });
});

describe("a link to a wallboard", () => {
  it("shows it without an account until it is taken back, and then nothing at once", async () => {
    const id = await addBoard("Tautan", [tile("clock", {})]);
    const link = await linkTo(id);
    const screen = await openWallScreen(portal.url, link.token);
    await until(() => expect(screen.shown.at(-1)?.name).toBe("Tautan"));
    const revoked = await client().delete(`/api/service/wallboards/${id}/links/${link.id}`);
    expect(revoked.status).toBe(204);
    await until(() => expect(screen.isOver()).toBe(true));
    expect((await openWallScreen(portal.url, link.token)).status).toBe(404);
    expect(refusalOf(await client().delete(`/api/service/wallboards/${id}/links/${link.id}`))).toBe("404 no-such-link");
  });

  it("shows nothing to whoever guesses, after its last instant, or of a closed call centre", async () => {
    for (const guess of ["", "x", "A".repeat(43)])
      expect((await openWallScreen(portal.url, guess)).status, guess).toBe(404);
    const id = await addBoard("Lewat", [tile("clock", {})]);
    const { token } = await linkTo(id, 1);
    const at = new Date(portal.kit.clock.nowMs() - 1);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("wallboardLink")
        .set({ endsAt: at, madeAt: new Date(at.getTime() - 1) })
        .where("wallboardId", "=", id)
        .execute(),
    );
    expect((await openWallScreen(portal.url, token)).status).toBe(404);
    const other = await openCallCentre(portal);
    const form = { name: "Tutup", showsAgentNames: false, tiles: [] };
    const { body } = await other.operator.client.post<{ id: string }>("/api/service/wallboards", form);
    const made = await other.operator.client.post<{ token: string }>(`/api/service/wallboards/${body.id}/links`, {
      label: "TV",
      days: 1,
    });
    const screen = await openWallScreen(portal.url, made.body.token);
    await until(() => expect(screen.shown).not.toEqual([]));
    await portal.kit.db
      .updateTable("tenant")
      .set({ closedAt: at, closedBy: other.operator.id, removeOn: "2030-01-01" })
      .where("id", "=", other.tenantId)
      .execute();
    await until(() => expect(screen.isOver()).toBe(true));
    expect((await openWallScreen(portal.url, made.body.token)).status).toBe(404);
  });
});

/** The state after the events up to a position, by a brute-force fold that is independent of the streaming. */
function foldOf(events: readonly { readonly sequence: number; readonly body: unknown }[], upTo: number) {
  const [open, states] = [new Map<string, "waiting" | "talking">(), new Map<string, string>()];
  const today = { answered: 0, abandoned: 0, within: 0 };
  for (const { body } of events.filter(({ sequence }) => sequence <= upTo)) {
    const event = body as QueueEventBody;
    if (event.kind === "contact.entered") open.set(event.contactId, "waiting");
    if (event.kind === "contact.answered") {
      open.set(event.contactId, "talking");
      today.answered += 1;
      if (event.waitedMs <= 20_000) today.within += 1;
    }
    if (event.kind === "contact.closed") open.delete(event.contactId);
    if (event.kind === "contact.closed" && event.outcome === "abandoned") today.abandoned += 1;
    if (event.kind === "agent.changed") states.set(event.agentId, event.state);
  }
  const standing = (wanted: string) => [...states.values()].filter((state) => state === wanted).length;
  const ended = today.answered + today.abandoned;
  return {
    waiting: [...open.values()].filter((state) => state === "waiting").length,
    ready: standing("available"),
    paused: standing("paused"),
    answered: today.answered,
    abandoned: today.abandoned,
    percent: ended === 0 ? null : Math.floor((today.within * 100) / ended),
  };
}

function figuresOf({ tiles }: WallView) {
  const figure = <Is extends WallTile["figure"]["is"]>(kind: TileKind, is: Is) => {
    const found = present(tiles.find((one) => one.kind === kind)?.figure, kind);
    if (found.is !== is) throw new Error(`${kind} is ${found.is}`);
    return found as Extract<WallTile["figure"], { readonly is: Is }>;
  };
  const { ready, paused } = figure("agents", "agents");
  return {
    waiting: figure("waiting", "count").value,
    ready,
    paused,
    answered: figure("answered-today", "count").value,
    abandoned: figure("abandoned-today", "count").value,
    percent: figure("level-today", "share").percent,
  };
}

describe("what a screen on a wall shows", { timeout: 60_000 }, () => {
  it("is the fold at the sequence number it names, also after what it missed and a return", async () => {
    const queue = await client().post<{ id: string }>("/api/service/queues", {
      ...GOOD_QUEUE,
      name: "Dinding",
      rules: { ...GOOD_QUEUE.rules, joinWhile: "always", wrapUpMs: 0 },
    });
    const queueFixture = { tenantId: centre.tenantId, queueId: queue.body.id };
    owned.push(centre.tenantId);
    await staged.desk.refresh();
    const agents = [
      await addFixtureAgent(portal.kit.db, portal.kit, queueFixture),
      await addFixtureAgent(portal.kit.db, portal.kit, queueFixture),
    ];
    const asks = async (nth: number, act: Parameters<typeof orderAct>[2]["act"]) => {
      const agentId = present(agents[nth], "an agent").id;
      await orderAct(portal.kit.db, portal.kit, { tenantId: centre.tenantId, agentId, act });
      await staged.desk.refresh();
    };
    const id = await addBoard("Lipatan", [
      tile("waiting", {}),
      tile("agents", { column: 2 }),
      tile("level-today", { column: 4 }),
      tile("answered-today", { column: 5 }),
      tile("abandoned-today", { column: 6 }),
      tile("longest-wait", { row: 2 }),
      tile("queues", { row: 3 }),
      tile("agent-list", { row: 3, column: 4 }),
    ]);
    const { token } = await linkTo(id);
    const screens: WallScreen[] = [await openWallScreen(portal.url, token)];
    const screen = () => present(screens.at(-1), "a screen");
    const shows = (fits: (figures: ReturnType<typeof figuresOf>) => boolean) =>
      until(() => expect(screen().shown.some((view) => fits(figuresOf(view)))).toBe(true));
    const abandons = (callId: string) => staged.desk.tell(callId, { news: "left", why: "hung-up" });

    const first = staged.join(queueFixture);
    await shows(({ waiting }) => waiting === 1);
    await asks(0, { act: "log-in", phoneId: null });
    await until(() => expect(staged.ordersOf(first).at(-1)).toMatchObject({ order: "ring" }));
    const [one] = agents;
    staged.desk.tell(first, { news: "answered", agentId: present(one, "an agent").id });
    await until(() => expect(staged.ordersOf(first).at(-1)).toMatchObject({ order: "connect" }));
    staged.desk.tell(first, { news: "bridged", agentId: present(one, "an agent").id });
    const second = staged.join(queueFixture);
    await shows(({ answered, waiting }) => answered === 1 && waiting === 1);

    // The screen is disconnected, misses events, and reconnects with the last event id.
    await screen().close();
    const lastEventId = present(screen().ids.at(-1), "an event");
    const view = present(screen().shown.at(-1), "a view");
    abandons(second);
    staged.desk.tell(first, { news: "ended", holdMs: 0 });
    await asks(1, { act: "log-in", phoneId: null });
    screens.push(await openWallScreen(portal.url, token, { lastEventId, view }));
    await shows(({ abandoned, ready }) => abandoned === 1 && ready === 2);
    expect(screen().shown.some(({ name }) => name === "Lipatan")).toBe(true);

    // A screen that reconnects to unchanged content receives no repetition.
    await until(() => expect(screen().ids.at(-1)).toBe(screen().ids.at(-2)));
    const back = {
      lastEventId: present(screen().ids.at(-1), "an event"),
      view: present(screen().shown.at(-1), "a view"),
    };
    const spared = await openWallScreen(portal.url, token, back);
    await until(() => expect(spared.shown).not.toEqual([]));
    screens.push(spared);
    expect(spared.first()).toBe("same");

    const events = await queueEvents(portal.kit.db, centre.tenantId);
    const told = screens.flatMap(({ shown }) => shown);
    expect(new Set(told.map(({ sequence }) => sequence)).size).toBeGreaterThan(2);
    for (const one of told) expect(figuresOf(one), `at ${one.sequence}`).toEqual(foldOf(events, one.sequence));
    const whole = JSON.stringify(told);
    for (const secret of ["+62811", "1500771", "Agen", present(agents[0], "an agent").id, first])
      expect(whole).not.toContain(secret);
    await Promise.all(screens.map((one) => one.close()));
  });

  it("counts who comes while the very first look of the day is under way", async () => {
    const own = await openCallCentre(portal);
    const form = { ...GOOD_QUEUE, rules: { ...GOOD_QUEUE.rules, joinWhile: "always" } };
    const queue = await own.operator.client.post<{ id: string }>("/api/service/queues", form);
    const queueFixture = { tenantId: own.tenantId, queueId: queue.body.id };
    owned.push(own.tenantId);
    await staged.desk.refresh();
    const callers: string[] = [];
    const written = async () => (await queueEvents(portal.kit.db, own.tenantId)).length;
    const log: AcdEventLog = {
      eventsAfter,
      firstSequence: async (trx, range) => {
        const found = await firstSequence(trx, range);
        callers.push(staged.join(queueFixture));
        await until(async () => expect(await written()).toBeGreaterThan(0));
        return found;
      },
    };
    const { db, clock } = portal.kit;
    const look = { db, log, tenantId: own.tenantId, nowMs: clock.nowMs(), before: undefined };
    const floor = present(await readAcdMetrics(look, async () => null), "a floor");
    const { figures, count } = present(
      await readAcdMetrics({ ...look, before: floor }, async () => null),
      "a second look",
    );
    expect(figures.queues.map(({ waiting }) => waiting)).toEqual([1]);
    staged.desk.tell(present(callers[0], "a caller"), { news: "left", why: "hung-up" });
    await until(async () => {
      const later = present(await readAcdMetrics({ ...look, before: { figures, count } }, async () => null), "a look");
      expect(later.figures.today.map(({ counts }) => counts.abandoned)).toEqual([1]);
    });
  });
});
