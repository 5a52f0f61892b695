import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { inTenant } from "../src/platform/database/index.ts";
import { GOOD_QUEUE, openCallCentre } from "../testkit/call-centre.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { type Figures, percentile } from "./figures.ts";

const VIEWERS = 500;
const PER_LINK = 50;
/** Number of ACD changes in one series, and the pause between two: not in step with the portal's refreshes. */
const CHANGES = 60;
const PAUSE_MS = 331;
const ARRIVED_MS_MAX = 5_000;
const QUEUES = 20;

interface BoardFixture {
  readonly system: TestSystem;
  readonly tenantId: string;
  readonly queueIds: readonly string[];
  readonly tokens: readonly string[];
  sequence: number;
}

/** A simulated screen: the arrival time of each position of the log. */
interface Screen {
  readonly seenAt: Map<number, number>;
  close(): void;
}

/**
 * Time from the commit of an ACD change to its arrival at each wallboard screen: the real portal and PostgreSQL with fsync,
 * read by connections of this process on the same machine. First one screen alone, then all of them.
 */
export async function boardFigures(tell: (line: string) => void): Promise<Figures> {
  const system = await startTestSystem({ SAMBUNG_SIP_PORT: "off", SAMBUNG_LOG_LEVEL: "error" });
  try {
    const fixture = await openBoardFixture(system);
    const [alone, all] = [await series(fixture, 1), await series(fixture, VIEWERS)];
    tell(JSON.stringify({ alone, all }));
    return {
      viewers: VIEWERS,
      board_p50_ms: all.p50,
      board_p99_ms: all.p99,
      board_max_ms: all.max,
      board_missed: all.missed,
      board_alone_p50_ms: alone.p50,
      board_alone_p99_ms: alone.p99,
    };
  } finally {
    await system.close();
  }
}

async function openBoardFixture(system: TestSystem): Promise<BoardFixture> {
  const { tenantId, operator } = await openCallCentre({ kit: system.kit, url: system.url });
  const queueIds: string[] = [];
  for (let nth = 0; nth < QUEUES; nth += 1) {
    const form = { ...GOOD_QUEUE, name: `Antrean ${nth}` };
    queueIds.push((await operator.client.post<{ id: string }>("/api/service/queues", form)).body.id);
  }
  const tile = (kind: string, place: object) => ({
    id: system.kit.ids.next(),
    kind,
    queueId: null,
    limits: null,
    column: 1,
    row: 1,
    width: 1,
    height: 1,
    ...place,
  });
  const tiles = [
    ...[tile("waiting", {}), tile("longest-wait", { column: 2 }), tile("level-today", { column: 3 })],
    ...[tile("answered-today", { column: 4 }), tile("abandoned-today", { column: 5 }), tile("calls", { column: 6 })],
    ...[tile("agents", { row: 2, width: 6 }), tile("queues", { row: 3, width: 6, height: 2 })],
  ];
  const board = { name: "Papan uji", showsAgentNames: false, tiles };
  const { id } = (await operator.client.post<{ id: string }>("/api/service/wallboards", board)).body;
  const tokens: string[] = [];
  while (tokens.length < VIEWERS / PER_LINK) {
    const link = { label: `Layar ${tokens.length}`, days: 1 };
    const made = await operator.client.post<{ token: string }>(`/api/service/wallboards/${id}/links`, link);
    tokens.push(made.body.token);
  }
  return { system, tenantId, queueIds, tokens, sequence: 0 };
}

async function series(fixture: BoardFixture, count: number) {
  const agent = new Agent({ keepAlive: false, maxSockets: VIEWERS });
  const opening = Array.from({ length: count }, (_, nth) =>
    openScreen(agent, fixture.system.url, fixture.tokens[nth % fixture.tokens.length] ?? ""),
  );
  const screens = await Promise.all(opening);
  try {
    const committed = new Map<number, number>();
    for (let nth = 0; nth < CHANGES; nth += 1) {
      committed.set(await change(fixture), Date.now());
      await delay(PAUSE_MS);
    }
    await delay(ARRIVED_MS_MAX);
    const late = screens.flatMap((screen) =>
      [...committed].map(([sequence, atMs]) => arrivedAfter(screen, sequence, atMs)),
    );
    const arrived = late.filter((ms) => ms !== undefined);
    return {
      p50: percentile(arrived, 0.5),
      p99: percentile(arrived, 0.99),
      max: percentile(arrived, 1),
      missed: late.length - arrived.length,
    };
  } finally {
    for (const screen of screens) screen.close();
    agent.destroy();
  }
}

/** A screen that received a later position has received this one with it. */
function arrivedAfter({ seenAt }: Screen, sequence: number, committedMs: number): number | undefined {
  const told = [...seenAt].filter(([seen]) => seen >= sequence).map(([, atMs]) => atMs);
  return told.length === 0 ? undefined : Math.max(0, Math.min(...told) - committedMs);
}

/** Adds a waiting caller as the ACD engine writes it: the event and the open contacts together, then the notification. */
async function change(fixture: BoardFixture): Promise<number> {
  const { system, tenantId, queueIds } = fixture;
  const { db, ids } = system.kit;
  fixture.sequence += 1;
  const { sequence } = fixture;
  const [contactId, queueId, at] = [ids.next(), queueIds[sequence % QUEUES] ?? "", new Date()];
  await inTenant(db, tenantId, async (trx) => {
    const open = { contactId, tenantId, queueId, caller: "+6281", called: "1500771", kind: "call", state: "waiting" };
    await trx
      .insertInto("openContact")
      .values({ ...open, joinedAt: at, joinedMs: 0, enteredMs: 0, priority: 0 })
      .execute();
    const body = JSON.stringify({ kind: "contact.entered", contactId, queueId, position: 1, toldMs: null });
    const event = { tenantId, sequence, fence: 1, kind: "contact.entered", at, steadyMs: 0, contactId, queueId, body };
    await trx.insertInto("queueEvent").values(event).execute();
  });
  await sql`select pg_notify('sambung', 'queue-events')`.execute(db);
  return sequence;
}

function openScreen(agent: Agent, url: string, token: string): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
    const request = get(`${url}/api/wallboards/live`, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`a screen was refused: ${answer.statusCode}`));
      const seenAt = watch(answer);
      resolve({ seenAt, close: () => void request.destroy() });
    });
    request.on("error", reject);
  });
}

function watch(answer: IncomingMessage): Map<number, number> {
  const seenAt = new Map<number, number>();
  let rest = "";
  answer.setEncoding("utf8");
  answer.on("error", () => undefined);
  answer.on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const sequence = Number(/"sequence":(\d+)/.exec(part)?.[1] ?? Number.NaN);
      if (!Number.isNaN(sequence) && !seenAt.has(sequence)) seenAt.set(sequence, Date.now());
    }
  });
  return seenAt;
}
