import { sql } from "kysely";
import { present } from "../src/kernel/index.ts";
import { inTenant } from "../src/platform/database/index.ts";
import {
  type CallCentre,
  GOOD_AGENT,
  GOOD_NUMBER,
  GOOD_QUEUE,
  GOOD_TRUNK,
  openCallCentre,
  withoutInventory,
} from "../testkit/call-centre.ts";
import { keepCalls } from "../testkit/calls.ts";
import { type Answer, COOKIE, openTestClient, type TestClient } from "../testkit/client.ts";
import { succeeded } from "../testkit/numbering-case.ts";
import { addPerson, giveRole } from "../testkit/residents.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import type { Benchmark, Figures } from "./figures.ts";
import {
  type ApiDocument,
  attemptsOf,
  type Chooser,
  STREAMS,
  seeded,
  THEIR_CODE,
  type Trial,
} from "./tenant-attempts.ts";

const REQUESTS = 100_000;
const AT_ONCE = 24;
const TOLD_EVERY = 10_000;
const LEAKS_TOLD_MAX = 20;
const SEED = 20_261_126;
/** Stands in everything that people of the first call centre have written, and in no request of the others. */
const MARK = "rahasia7c1e";

/** Whatever has an id of another call centre, asked for by whoever works in this one, runs the installation, or reads by a grant. */
export const tenants: Benchmark = {
  runs: 1,
  measure: async (tell) => {
    const system = await startTestSystem({ SAMBUNG_SIP_PORT: "off" });
    try {
      return [await tryAll(system, tell)];
    } finally {
      await system.close();
    }
  },
};

/** Somebody of the second call centre, or who reads it by a grant. */
interface Curious {
  readonly client: TestClient;
  readonly token: string;
}

interface Stage {
  readonly theirs: CallCentre;
  readonly ids: readonly string[];
  readonly curious: readonly Curious[];
  readonly trials: readonly Trial[];
}

async function tryAll(system: TestSystem, tell: (line: string) => void): Promise<Figures> {
  const stage = await openStage(system);
  const before = await picture(system, stage.theirs.tenantId);
  const choose = seeded(SEED);
  const statuses = new Map<number, number>();
  const leaks: string[] = [];
  let asked = 0;
  const startedMs = performance.now();
  const worker = async (): Promise<void> => {
    while (asked < REQUESTS) {
      asked += 1;
      if (asked % TOLD_EVERY === 0) tell(`${asked} requests, ${leaks.length} leaks`);
      const { leak, status } = await tryOne(stage, choose);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (leak !== null) leaks.push(leak);
      if (leak !== null && leaks.length <= LEAKS_TOLD_MAX) tell(leak);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if ((await picture(system, stage.theirs.tenantId)) !== before) leaks.push("something of the first was changed");
  leaks.push(...(await streamLeaks(stage, system.url)));
  const metrics = await openTestClient(system.url).get("/metrics");
  if (metrics.text.includes(MARK)) leaks.push("/metrics names it");
  const seconds = (performance.now() - startedMs) / 1_000;
  const of = (status: number): number => statuses.get(status) ?? 0;
  const refused = { forms_refused: of(400), not_permitted: of(403), not_found: of(404), conflicts: of(409) };
  const routes = stage.trials.length;
  return { requests: asked, leaks: leaks.length, routes, ...refused, requests_per_s: asked / seconds };
}

/** One attempt; what it was when it told or did anything, null when it was refused or told of its own only. */
async function tryOne(
  { ids, curious, trials }: Stage,
  choose: Chooser,
): Promise<{ readonly leak: string | null; readonly status: number }> {
  const trial = choose.one(trials);
  const { client } = choose.one(curious);
  const { path, body, namesTheirs } = trial.make(choose, ids);
  const answer = await ask(client, { method: trial.method, path, body });
  const { status, text } = answer;
  if (text.includes(MARK)) return { status, leak: `${trial.method} ${path} told: ${text.slice(0, 200)}` };
  const isDone = status < 300 && namesTheirs;
  const leak = isDone
    ? `${trial.method} ${path} was ${answer.status}: ${JSON.stringify(body ?? null).slice(0, 300)}`
    : null;
  return { leak, status };
}

const LISTEN_MS = 2_500;

/** What streams of the curious tell while something happens in the first call centre. */
async function streamLeaks({ theirs, curious }: Stage, url: string): Promise<readonly string[]> {
  const listening = STREAMS.flatMap((path) => curious.map(({ token }) => heardOf(`${url}${path}`, token)));
  succeeded(await theirs.operator.client.post("/api/service/phones", { extension: "102", name: MARK }), "a phone");
  const heard = await Promise.all(listening);
  return heard.filter((text) => text.includes(MARK)).map((text) => `a stream told: ${text.slice(0, 200)}`);
}

/** What an address tells until it ends or the time is over. */
async function heardOf(address: string, token: string): Promise<string> {
  let text = "";
  try {
    const signal = AbortSignal.timeout(LISTEN_MS);
    const { body } = await fetch(address, { headers: { cookie: `${COOKIE}=${token}` }, signal });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return text;
}

function ask(
  client: TestClient,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: unknown },
): Promise<Answer> {
  if (body === undefined) return client.send(path, { method });
  const headers = { "content-type": "application/json" };
  return client.send(path, { method, headers, body: JSON.stringify(body) });
}

async function openStage(system: TestSystem): Promise<Stage> {
  const portal = { kit: system.town, url: system.url };
  const theirs = await openCallCentre(portal, { name: `Pusat ${MARK}` });
  const own = await openCallCentre(portal);
  const ids = [theirs.tenantId, theirs.operator.id, ...(await furnish(system, theirs))];
  const roles = ["operator-supervisor", "operator-agent", "content-reader"] as const;
  const colleagues = await Promise.all(
    roles.map(async (role) => {
      const person = await addPerson(system.town);
      await giveRole(system.town, person.id, { role, tenantId: own.tenantId });
      return { client: openTestClient(system.url, person.token), token: person.token };
    }),
  );
  // Whoever it belongs to sees the mark: otherwise nothing that is found would mean anything.
  const seen = await theirs.operator.client.get("/api/service/phones");
  if (!seen.text.includes(MARK)) throw new Error("the first call centre does not see its own mark");
  const document = await own.operator.client.get<ApiDocument>("/api/openapi.json");
  const trials = attemptsOf(succeeded(document, "the interface description"));
  return { theirs, ids, curious: [own.operator, ...colleagues], trials };
}

/** Gives a call centre one of everything, each with the mark in what people write; answers the ids. */
async function furnish(system: TestSystem, { tenantId, operator }: CallCentre): Promise<readonly string[]> {
  const { client } = operator;
  const make = async (path: string, body: object): Promise<string> =>
    succeeded(await client.post<{ id: string }>(path, body), path).id;
  const trunk = await make("/api/service/trunks", { ...GOOD_TRUNK, name: MARK, carrier: MARK });
  const phone = await make("/api/service/phones", { extension: "101", name: MARK });
  const queue = await make("/api/service/queues", { ...GOOD_QUEUE, name: MARK });
  const queues = [{ queueId: queue, tier: 1 }];
  const agent = await make("/api/service/agents", { ...GOOD_AGENT, name: MARK, homePhoneId: phone, queues });
  await withoutInventory(system.access, [THEIR_CODE]);
  const number = { ...GOOD_NUMBER, code: THEIR_CODE, label: MARK, phoneIds: [phone] };
  succeeded(await client.post("/api/service/numbers", number), "a number");
  const flow = await make("/api/service/flows", { name: MARK, example: "full" });
  const reason = await make("/api/service/pause-reasons", { name: MARK, digit: null });
  const disposition = await make("/api/service/dispositions", { name: MARK, queueId: queue });
  const invitation = await make("/api/centre-invitations", { email: `${MARK}@pusat.invalid`, role: "operator-agent" });
  const at = new Date(system.town.clock.nowMs() - 60_000).toISOString();
  const call = { caller: MARK, called: MARK, at, talkMs: 30_000, trunkId: trunk, phoneId: phone } as const;
  const calls = await keepCalls(system.town.db, tenantId, [{ ...call, recordingId: true }]);
  const { rows } = await inTenant(system.town.db, tenantId, (trx) =>
    sql<{ readonly id: string }>`select id from recording union all
      select id from membership where tenant_id = ${tenantId}::uuid`.execute(trx),
  );
  const found = rows.map(({ id }) => id);
  return [trunk, phone, queue, agent, flow, reason, disposition, invitation, ...calls, ...found];
}

/** What the first call centre has, as one digest over every table that names a tenant. */
async function picture(system: TestSystem, tenantId: string): Promise<string> {
  const { rows: tables } = await sql<{ readonly name: string }>`
    select table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'tenant_id' and t.table_type = 'BASE TABLE' order by 1`.execute(
    system.town.db,
  );
  const digests: string[] = [];
  for (const { name } of tables) {
    const { rows } = await inTenant(system.town.db, tenantId, (trx) =>
      sql<{ readonly digest: string | null }>`
        select md5(string_agg(r::text, '' order by r::text)) as digest from ${sql.table(name)} r
        where tenant_id = ${tenantId}::uuid`.execute(trx),
    );
    digests.push(`${name} ${present(rows[0], "a digest").digest ?? "empty"}`);
  }
  return digests.join("\n");
}
