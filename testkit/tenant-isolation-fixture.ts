import http from "node:http";
import { sql } from "kysely";
import { API_SCOPES } from "../src/identity/api-keys/contract.ts";
import { present } from "../src/kernel/index.ts";
import { type DatabaseAccess, inTenant } from "../src/platform/database/index.ts";
import { GOOD_ALERT } from "./alert-fixture.ts";
import {
  type CallCentre,
  GOOD_AGENT,
  GOOD_NUMBER,
  GOOD_QUEUE,
  GOOD_TRUNK,
  openCallCentre,
  withoutInventory,
} from "./call-centre.ts";
import { keepCalls } from "./calls.ts";
import { type Answer, COOKIE, openTestClient, type TestClient } from "./client.ts";
import { succeeded } from "./numbering-case.ts";
import { addPlan } from "./planned-callback.ts";
import { addSmsHoldings, SMS_SECRETS } from "./sms-attempts.ts";
import { leakOf } from "./tenant-judge.ts";
import {
  type ApiDocument,
  type Attempt,
  attemptsOf,
  STREAMS,
  seeded,
  THEIR_CODE,
  type Trial,
} from "./tenant-trials.ts";
import { addTicketCategory, ticketForm } from "./ticket-form.ts";
import { addPerson, type FixtureContext, giveRole } from "./users.ts";
import { addTestWidget } from "./widget-client.ts";

const AT_ONCE = 24;
const PROGRESS_EVERY = 10_000;
const LEAKS_SHOWN_MAX = 20;
const SEED = 20_261_126;
/** Part of every text written by users of the first tenant, and of no request by others. */
const MARK = "rahasia7c1e";
const MARKS = [MARK, ...SMS_SECRETS];
/** Writes of the portal itself for the first tenant during the requests: it calls a webhook URL that does not respond. */
const OWN_WORK: Readonly<Record<string, readonly string[]>> = {
  webhook_delivery: ["attempts", "tries", "next_try_at", "taken_until"],
  webhook_endpoint: ["failures", "probe_at"],
};
/** Tables that only these writes fill. */
const ONLY_OWN_WORK: ReadonlySet<string> = new Set(["webhook_exchange"]);
/** Maximum number of tried ids per table. */
const IDS_MAX = 20;

/** A portal in which two tenants are opened. */
export interface TenantGround {
  readonly kit: FixtureContext;
  readonly url: string;
  readonly access: DatabaseAccess;
}

/** A user of the second tenant, a reader with a grant, or one of its API clients. */
export interface Curious {
  readonly client: Pick<TestClient, "send">;
  /** The session token; null for an API client. */
  readonly token: string | null;
  readonly trials: readonly Trial[];
}

/** Two tenants, and the clients of the second that try to reach the first. */
export interface TenantIsolationFixture {
  readonly ground: TenantGround;
  readonly theirs: CallCentre;
  readonly own: CallCentre;
  /** Ids of the first tenant that requests contain. */
  readonly ids: readonly string[];
  /** Ids of the first tenant that no request contains. */
  readonly unsent: readonly string[];
  readonly curious: readonly Curious[];
  readonly routes: number;
}

/** Results of many requests. */
export interface TenantRun {
  readonly leaks: readonly string[];
  readonly requests: number;
  readonly statuses: ReadonlyMap<number, number>;
  readonly ms: number;
}

/** Tries every route with ids of the first tenant, and checks for leaks and changes; streams and metrics too. */
export async function tryTenants(
  fixture: TenantIsolationFixture,
  { requests, tell }: { readonly requests: number; readonly tell: (line: string) => void },
): Promise<TenantRun> {
  const before = await picture(fixture);
  const choose = seeded(SEED);
  const statuses = new Map<number, number>();
  const leaks: string[] = [];
  let asked = 0;
  const startedMs = performance.now();
  const worker = async (): Promise<void> => {
    while (asked < requests) {
      asked += 1;
      if (asked % PROGRESS_EVERY === 0) tell(`${asked} requests, ${leaks.length} leaks`);
      const somebody = choose.one(fixture.curious);
      const trial = choose.one(somebody.trials);
      const { leak, status } = await tryOne(fixture, somebody, trial.make(choose, fixture.ids));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (leak !== null) leaks.push(leak);
      if (leak !== null && leaks.length <= LEAKS_SHOWN_MAX) tell(leak);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const after = await picture(fixture);
  for (const [table, digest] of after)
    if (digest !== before.get(table)) leaks.push(`something of the first was changed in ${table}`);
  leaks.push(...(await streamLeaks(fixture)));
  const metrics = await openTestClient(fixture.ground.url).get("/metrics");
  if (MARKS.some((mark) => metrics.text.includes(mark))) leaks.push("/metrics names it");
  return { leaks, requests: asked, statuses, ms: performance.now() - startedMs };
}

/** A row stored under chosen ids is checked before the next request overwrites it. */
let oneAfterTheOther: Promise<unknown> = Promise.resolve();

/** One attempt; returns its leak, null when it was refused or returned only the caller's own data. */
export async function tryOne(
  fixture: TenantIsolationFixture,
  { client }: Pick<Curious, "client">,
  attempt: Attempt,
): Promise<{ readonly leak: string | null; readonly status: number }> {
  if (attempt.chosenIn === null) return judged(fixture, client, attempt);
  const done = oneAfterTheOther.then(() => judged(fixture, client, attempt));
  oneAfterTheOther = done.catch(() => undefined);
  return done;
}

async function judged(fixture: TenantIsolationFixture, client: Curious["client"], attempt: Attempt) {
  const { status, text } = await ask(client, attempt).catch((error: unknown) => {
    throw new Error(`${attempt.method} ${attempt.path} was not answered`, { cause: error });
  });
  const isKeptByOwn = (chosen: readonly string[]) =>
    isStoredForTenant(fixture, { table: present(attempt.chosenIn, "a table"), chosen });
  const known = { tried: new Set(fixture.ids), unsent: new Set(fixture.unsent), marks: MARKS };
  const leak = await leakOf({ ...attempt, status, text }, { ...known, isKeptByOwn });
  return { leak, status };
}

/** Whether one row of the caller's own tenant contains all the ids. */
async function isStoredForTenant(
  { ground, own }: TenantIsolationFixture,
  { table, chosen }: { readonly table: string; readonly chosen: readonly string[] },
): Promise<boolean> {
  const { rows } = await inTenant(ground.kit.db, own.tenantId, (trx) =>
    sql`select from ${sql.table(table)} r where tenant_id = ${own.tenantId}::uuid
      and (select bool_and(strpos(r::text, id) > 0) from unnest(${chosen}::text[]) as id) limit 1`.execute(trx),
  );
  return rows.length > 0;
}

const LISTEN_MS = 2_500;

/** Leaks in the event streams of the second tenant during activity in the first one. */
async function streamLeaks({ ground, theirs, curious }: TenantIsolationFixture): Promise<readonly string[]> {
  const listening = STREAMS.flatMap((path) =>
    curious.flatMap(({ token }) => (token === null ? [] : [readStream(`${ground.url}${path}`, token)])),
  );
  succeeded(await theirs.operator.client.post("/api/service/phones", { extension: "102", name: MARK }), "a phone");
  const heard = await Promise.all(listening);
  return heard.filter((text) => text.includes(MARK)).map((text) => `a stream told: ${text.slice(0, 200)}`);
}

/** Content of a stream until it ends or the time is over; by a separate connection, which ends with it. */
function readStream(address: string, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const asked = http.get(address, { agent: false, headers: { cookie: `${COOKIE}=${token}` } }, (answer) => {
      answer.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      answer.on("close", () => resolve(text));
    });
    asked.on("error", reject);
    setTimeout(() => asked.destroy(), LISTEN_MS);
  });
}

function ask(client: Curious["client"], { method, path, body }: Attempt): Promise<Answer> {
  if (body === undefined) return client.send(path, { method });
  const headers = { "content-type": "application/json" };
  return client.send(path, { method, headers, body: JSON.stringify(body) });
}

/** Opens two tenants, the first with one of every resource, and the users and the API client of the second. */
export async function openTenantIsolationFixture(ground: TenantGround): Promise<TenantIsolationFixture> {
  const portal = { kit: ground.kit, url: ground.url };
  const theirs = await openCallCentre(portal, { name: `Pusat ${MARK}` });
  const own = await openCallCentre(portal);
  await furnish(ground, theirs);
  await furnishAgain(ground, theirs);
  const tables = await idsOf(ground, theirs.tenantId);
  const ids = [theirs.tenantId, theirs.operator.id, ...tables.flatMap((own) => own.filter((_, nth) => nth % 2 === 0))];
  const unsent = tables.flatMap((own) => own.filter((_, nth) => nth % 2 === 1));
  // The owner must see the mark: otherwise its absence elsewhere would prove nothing.
  const seen = await theirs.operator.client.get("/api/service/phones");
  if (!seen.text.includes(MARK)) throw new Error("the first call centre does not see its own mark");
  const document = await own.operator.client.get<ApiDocument>("/api/openapi.json");
  const trials = attemptsOf(succeeded(document, "the interface description"));
  const forPeople = trials.filter(({ isForPrograms }) => !isForPrograms);
  const roles = ["operator-supervisor", "operator-agent", "content-reader"] as const;
  const colleagues = await Promise.all(
    roles.map(async (role) => {
      const person = await addPerson(ground.kit);
      await giveRole(ground.kit, person.id, { role, tenantId: own.tenantId });
      return { client: openTestClient(ground.url, person.token), token: person.token, trials: forPeople };
    }),
  );
  const people = [{ ...own.operator, trials: forPeople }, ...colleagues];
  const program = await openProgram(
    ground,
    own,
    trials.filter(({ isForPrograms }) => isForPrograms),
  );
  return { ground, theirs, own, ids, unsent, curious: [...people, program], routes: trials.length };
}

/** An API client of a tenant, with its key. */
async function openProgram(
  { url }: TenantGround,
  { operator }: CallCentre,
  trials: readonly Trial[],
): Promise<Curious> {
  const wish = { name: "Program", scopes: API_SCOPES, expiresAt: null };
  const { key } = succeeded(await operator.client.post<{ key: string }>("/api/service/api-keys", wish), "a key");
  const bare = openTestClient(url);
  const send: TestClient["send"] = (path, init) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${key}`);
    return bare.send(path, { ...init, headers });
  };
  return { client: { send }, token: null, trials };
}

/** Adds one of every resource to a tenant, with the mark in every text. */
async function furnish({ kit, access }: TenantGround, { tenantId, operator }: CallCentre): Promise<void> {
  const { client } = operator;
  const make = async (path: string, body: object): Promise<string> =>
    succeeded(await client.post<{ id: string }>(`/api/${path}`, body), path).id;
  const trunk = await make("service/trunks", { ...GOOD_TRUNK, name: MARK, carrier: MARK });
  const phone = await make("service/phones", { extension: "101", name: MARK });
  const queue = await make("service/queues", { ...GOOD_QUEUE, name: MARK });
  const queues = [{ queueId: queue, tier: 1 }];
  const agent = await make("service/agents", { ...GOOD_AGENT, name: MARK, homePhoneId: phone, queues });
  await withoutInventory(access, [THEIR_CODE]);
  const number = { ...GOOD_NUMBER, code: THEIR_CODE, label: MARK, phoneIds: [phone] };
  succeeded(await client.post("/api/service/numbers", number), "a number");
  await make("service/flows", { name: MARK, example: "full" });
  await make("service/pause-reasons", { name: MARK, digit: null });
  await make("service/dispositions", { name: MARK, queueId: queue });
  await make("centre-invitations", { email: `${MARK}@pusat.invalid`, role: "operator-agent" });
  const at = new Date(kit.clock.nowMs() - 60_000).toISOString();
  const call = { caller: MARK, called: MARK, at, talkMs: 30_000, trunkId: trunk, phoneId: phone } as const;
  await keepCalls(kit.db, tenantId, [{ ...call, recordingId: true }]);
  await addPlan(kit.db, kit, { tenantId, queueId: queue, agentId: agent, number: "081200001111", note: MARK });
  await addSupervisorRecords(kit, client, queue);
  await addPrivacyRecords(kit, client);
  await addSmsHoldings(client, kit, tenantId);
}

/** Resources of supervisors and agents: boards, alerts, forms, profiles, tickets, articles, websites. */
async function addSupervisorRecords(
  fixtureContext: FixtureContext,
  client: CallCentre["operator"]["client"],
  queue: string,
): Promise<void> {
  const make = async (path: string, body: object): Promise<string> =>
    succeeded(await client.post<{ id: string }>(`/api/service/${path}`, body), path).id;
  const board = await make("wallboards", { name: MARK, showsAgentNames: false, tiles: [] });
  await make(`wallboards/${board}/links`, { label: MARK, days: 1 });
  const webhook = await make("webhooks", { name: MARK, url: `https://${MARK}.contoh.id/alamat`, kinds: ["alert"] });
  await client.post(`/api/service/webhooks/${webhook}/trials`);
  await make("alerts", { ...GOOD_ALERT, name: MARK, queueIds: [queue], webhookIds: [webhook] });
  const question = { text: MARK, kind: "yes-no", points: 1, weight: 1, mayNotApply: true, isFatal: false };
  const sections = [
    { id: fixtureContext.ids.next(), title: MARK, questions: [{ ...question, id: fixtureContext.ids.next() }] },
  ];
  await make("evaluation-forms", { name: MARK, sections });
  const field = { id: fixtureContext.ids.next(), label: MARK, kind: "text", options: [] };
  await client.put("/api/service/card-form", { fields: [field], expectedVersion: 0 });
  await client.put(`/api/service/queues/${queue}/script`, { script: MARK, expectedVersion: 0 });
  const category = await addTicketCategory(client, MARK);
  const ticket = { ...ticketForm(fixtureContext.ids.next(), category), subject: MARK, description: MARK };
  succeeded(await client.post("/api/service/tickets", ticket), "a ticket");
  await make("information/articles", { title: MARK });
  await make("information/lists", { kind: "prices", name: MARK });
  await addTestWidget(client, { code: THEIR_CODE, name: MARK });
  const blocked = await client.post("/api/service/widget-blocks", { number: "081277778888" });
  if (blocked.status !== 201) throw new Error(`a blocked number: ${blocked.text}`);
}

/** Privacy registers: personal data requests and breaches. */
async function addPrivacyRecords(
  fixtureContext: FixtureContext,
  client: CallCentre["operator"]["client"],
): Promise<void> {
  const minutesAgo = (minutes: number) => new Date(fixtureContext.clock.nowMs() - minutes * 60_000).toISOString();
  const asked = { kind: "delete", number: "0812000111222", identifiedBy: MARK };
  succeeded(await client.post("/api/service/personal-requests", asked), "a request");
  const breach = { title: MARK, happenedAt: minutesAgo(90), knownAt: minutesAgo(60) };
  succeeded(await client.post("/api/service/personal-breaches", breach), "a failure");
}

/** A second one of some resources, so that there are ids that no request contains. */
async function furnishAgain({ kit }: TenantGround, { operator: { client } }: CallCentre): Promise<void> {
  const second = `${MARK} kedua`;
  const lists: Readonly<Record<string, object>> = {
    trunks: { ...GOOD_TRUNK, name: second, addresses: ["10.20.30.41"] },
    phones: { extension: "103", name: second },
    queues: { ...GOOD_QUEUE, name: second },
    agents: { ...GOOD_AGENT, name: second },
    flows: { name: second, example: "full" },
    "pause-reasons": { name: second, digit: null },
    wallboards: { name: second, showsAgentNames: false, tiles: [] },
    alerts: { ...GOOD_ALERT, name: second },
    "information/articles": { title: second },
    "sms/senders": { value: "RHS-KEDUA" },
    "api-keys": { name: second, scopes: ["messages.read"], expiresAt: null },
    "personal-requests": { kind: "delete", number: "0812000111223", identifiedBy: second },
    tickets: { ...ticketForm(kit.ids.next(), await addTicketCategory(client, second)), subject: second },
  };
  for (const [list, body] of Object.entries(lists))
    succeeded(await client.post<{ id: string }>(`/api/service/${list}`, body), list);
}

async function tablesOfTenants({ kit }: TenantGround): Promise<readonly { name: string; hasId: boolean }[]> {
  const { rows } = await sql<{ readonly name: string; readonly hasId: boolean }>`
    select table_name as name, exists (select from information_schema.columns i
      where i.table_schema = 'public' and i.table_name = c.table_name and i.column_name = 'id' and i.data_type = 'uuid') as has_id
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'tenant_id' and t.table_type = 'BASE TABLE' order by 1`.execute(
    kit.db,
  );
  return rows;
}

/** The ids of every resource of a tenant, by table. */
async function idsOf(ground: TenantGround, tenantId: string): Promise<readonly (readonly string[])[]> {
  const tables = (await tablesOfTenants(ground)).filter(({ hasId }) => hasId);
  const ids: (readonly string[])[] = [];
  for (const { name } of tables) {
    const { rows } = await inTenant(ground.kit.db, tenantId, (trx) =>
      sql<{ readonly id: string }>`select id from ${sql.table(name)}
        where tenant_id = ${tenantId}::uuid order by id limit ${IDS_MAX}`.execute(trx),
    );
    ids.push(rows.map(({ id }) => id));
  }
  return ids;
}

/** State of the first tenant, as a digest of every table with a tenant column, without the portal's own writes. */
async function picture({ ground, theirs: { tenantId } }: TenantIsolationFixture): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const { name } of await tablesOfTenants(ground)) {
    if (ONLY_OWN_WORK.has(name)) continue;
    const { rows } = await inTenant(ground.kit.db, tenantId, (trx) =>
      sql<{ readonly digest: string | null }>`
        select md5(string_agg(looked_at, '' order by looked_at)) as digest
        from ${sql.table(name)} r, lateral (select (to_jsonb(r) - ${OWN_WORK[name] ?? []}::text[])::text as looked_at) looked
        where tenant_id = ${tenantId}::uuid`.execute(trx),
    );
    digests.set(name, present(rows[0], "a digest").digest ?? "empty");
  }
  return digests;
}
