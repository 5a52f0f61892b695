import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../src/platform/database/index.ts";
import { freePort } from "../testkit/free-port.ts";
import { liveFlows } from "../testkit/live-flow.ts";
import { openQueueCrowd, type QueueCrowd } from "../testkit/queue-crowd.ts";
import { orderAct, rulesText } from "../testkit/queue-fixture.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { fixtureExtensions, insertVoiceFixture } from "../testkit/voice-fixture.ts";
import { killSurely } from "../testkit/voice-scenario.ts";
import { type Figures, percentile } from "./figures.ts";

const AGENTS = 40;
const CALLERS_AT = "127.0.9.1";
const PHONES_AT = "127.0.10.1";
const TALK_MS = 1_500;
/** The first callers each find a free agent; in the second series callers wait all the time. */
const ENTERED = 300;
const FREED = 300;
const PER_SECOND = 15;
const WAITING = 30;
const WARM = 40;
const POLL_MS = 20;
const PART_MS_MAX = 90_000;

/**
 * Time from the answer to a caller, or an agent's hang-up, until the INVITE with the offer arrives at the agent's phone: the real
 * switch, media process and PostgreSQL with fsync, measured from outside. A flow leads each caller into the queue at once. Callers and phones are this
 * process, on the same machine; they send no audio, and music is sent to waiting callers.
 */
export async function connectFigures(runs: number, tell: (line: string) => void): Promise<readonly Figures[]> {
  const sipPort = await freePort();
  const system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort), SAMBUNG_LOG_LEVEL: "error" });
  const [code = ""] = fixtureExtensions(1);
  const crowd = await openQueueCrowd({ callers: CALLERS_AT, phones: PHONES_AT, count: AGENTS, code, sipPort });
  try {
    await openQueue(system, crowd);
    await comeUntil(crowd, WARM, () => crowd.waiting() < WAITING);
    const found: Figures[] = [];
    while (found.length < runs) {
      found.push(await oneRun(crowd));
      tell(JSON.stringify(found.at(-1)));
    }
    return found;
  } finally {
    await crowd.close();
    await system.close();
  }
}

async function oneRun(crowd: QueueCrowd): Promise<Figures> {
  await atRest(crowd);
  crowd.forget();
  const failedBefore = crowd.failed();
  // Callers arrive slowly enough to find a free agent.
  const paced = performance.now();
  let begun = 0;
  await comeUntil(crowd, ENTERED, () => {
    const isDue = performance.now() - paced > (begun * 1_000) / PER_SECOND;
    if (isDue) begun += 1;
    return isDue;
  });
  const entered = [...crowd.times.entered];
  crowd.forget();
  await comeUntil(crowd, FREED, () => crowd.waiting() < WAITING, "freed");
  const freed = [...crowd.times.freed];
  return {
    connect_agents: AGENTS,
    connect_offers: entered.length + freed.length,
    connect_p50_ms: percentile([...entered, ...freed], 0.5),
    connect_p99_ms: percentile([...entered, ...freed], 0.99),
    entered_p99_ms: percentile(entered, 0.99),
    freed_p99_ms: percentile(freed, 0.99),
    connect_failed: crowd.failed() - failedBefore,
  };
}

/** Adds callers while `comes` permits, until this number of offers of a kind has arrived. */
async function comeUntil(
  crowd: QueueCrowd,
  offers: number,
  comes: () => boolean,
  kind: keyof QueueCrowd["times"] = "entered",
): Promise<void> {
  const endsMs = performance.now() + PART_MS_MAX;
  while (crowd.times[kind].length < offers) {
    if (performance.now() > endsMs) throw new Error(`${crowd.times[kind].length} of ${offers} offers in time`);
    while (comes()) {
      crowd.call(TALK_MS);
    }
    await delay(POLL_MS);
  }
}

async function atRest(crowd: QueueCrowd): Promise<void> {
  crowd.hangUp();
  const endsMs = performance.now() + PART_MS_MAX;
  while (crowd.talking() > 0 && performance.now() < endsMs) await delay(POLL_MS);
}

/** A queue, its agents with their phones, and the flow that leads a code's callers there. */
async function openQueue(system: TestSystem, crowd: QueueCrowd): Promise<void> {
  const { database, kit, dataFolder } = system;
  const { db } = database;
  const tenantId = await insertVoiceFixture(system, { lines: [CALLERS_AT], phones: crowd.phones, isRecorded: false });
  const [queueId, createdAt] = [kit.ids.next(), new Date()];
  const rules = rulesText({ joinWhile: "always", wrapUpMs: 0, restMs: 1_000, tellEveryMs: 0 });
  const agents = await inTenant(db, tenantId, async (trx) => {
    await trx.insertInto("queue").values({ id: queueId, tenantId, name: "Umum", rules, createdAt }).execute();
    const phones = await trx.selectFrom("phone").select("id").orderBy("extension").execute();
    const rows = phones.map(({ id }) => ({ id: kit.ids.next(), tenantId, name: "Agen", homePhoneId: id, createdAt }));
    await trx.insertInto("agent").values(rows).execute();
    const served = rows.map(({ id }) => ({ agentId: id, queueId, tenantId, tier: 1 }));
    await trx.insertInto("agentQueue").values(served).execute();
    return rows;
  });
  const flows = await liveFlows({
    database,
    tenantId,
    running: { refresh: async () => undefined },
    folder: dataFolder,
  });
  const flowId = await flows.publish({
    languages: ["id"],
    start: "antre",
    steps: [
      {
        id: "antre",
        name: "Antre",
        kind: "queue",
        queueId,
        priority: 3,
        skills: [],
        waitSecondsMax: 600,
        music: null,
        announceSeconds: null,
        served: "akhir",
        full: "akhir",
        waitOver: "akhir",
        nobodyThere: "akhir",
      },
      { id: "akhir", name: "Akhir", kind: "hang-up", phrase: [] },
    ],
  });
  const [code = ""] = fixtureExtensions(1);
  await flows.assign(code, flowId);
  // Bindings written as rows are read at the switch's start.
  await killSurely(system, "switch");
  await untilOwned(system, tenantId);
  for (const { id } of agents)
    await orderAct(db, kit, { tenantId, agentId: id, act: { act: "log-in", phoneId: null } });
  await untilThere(system, tenantId);
}

async function untilOwned({ database }: TestSystem, tenantId: string): Promise<void> {
  await until(async () => {
    const row = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("acdLease").select("expiresAt").executeTakeFirst(),
    );
    return row !== undefined && row.expiresAt.getTime() > Date.now();
  });
}

async function untilThere({ database }: TestSystem, tenantId: string): Promise<void> {
  await until(async () => {
    const rows = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("agentStatus").select("state").execute(),
    );
    return rows.filter(({ state }) => state === "available").length === AGENTS;
  });
}

async function until(look: () => Promise<boolean>): Promise<void> {
  const endsMs = performance.now() + PART_MS_MAX;
  while (!(await look())) {
    if (performance.now() > endsMs) throw new Error("the queue of the bench did not open");
    await delay(POLL_MS);
  }
}
