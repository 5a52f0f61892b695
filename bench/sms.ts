import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startCarrierSimulator } from "../simulators/carrier/index.ts";
import { hashPassword } from "../src/identity/wire.ts";
import { type Database, inTenant, migrate, openDatabase, startEmbeddedServer } from "../src/platform/database/index.ts";
import { keyFromFile } from "../src/platform/sealing/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { shortMessageRules } from "../src/processes/portal/short-messages.ts";
import { openGatewayMessaging } from "../src/service/messaging/sms/wire.ts";
import { openCallCentre } from "../testkit/call-centre.ts";
import { testLog } from "../testkit/database.ts";
import { freePort } from "../testkit/free-port.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../testkit/short-messages.ts";
import { connectSmppPeer, type SmppPeer } from "../testkit/smpp-peer.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { addPerson } from "../testkit/users.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";
import { fillRecord, OCTETS, recipientOf } from "./message-record.ts";
import { settle } from "./settle-messages.ts";

const RUNS = Number(process.env["RUNS"] ?? 3);
/** Tenants that send at once, each with a sender id, an account and a key. */
const CENTRES = 8;
const STORE_MESSAGES = 20_000;
const STORE_SUBMITTERS = 200;
/** Numbers of concurrent sessions, spread over the tenants, and the messages that they submit together. */
const GROWTH = [
  { binds: 1, messages: 2_000 },
  { binds: 8, messages: 6_000 },
  { binds: 64, messages: 6_000 },
] as const;
const USUAL_BINDS = 8;
const SMPP_MESSAGES = GROWTH.reduce((sum, { messages }) => sum + messages, 0);
const SMPP_WINDOW = 50;
const HTTP_MESSAGES = 4_000;
/** Number of earlier messages in the database; `STORED=10000000` measures with ten million. */
const STORED = Number(process.env["STORED"] ?? 200_000);
const HTTP_BULK = 200;
/** Price of each message, prepaid: each tenant's balance is locked and its ledger written, as in production. */
const PRICE_RUPIAH = 350;
const PREPAID_BALANCE_RUPIAH = 1_000_000_000;
const CONNECTIONS = 8;
const SECOND_MS = 1_000;

/** SMS: accepted by the store alone, and by the real system over SMPP and REST through a carrier to their receipts; fsync on. */
export const sms: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const store = await measureStore(tell);
    const system = await measureSystem(tell);
    return store.map((figures, run) => ({ ...figures, ...system[run] }));
  },
  notes: () => ({
    store: "the store by itself: no news is announced, and no rate of a call centre is kept",
    smpp: "no receipts are asked for by the program: receipts of the carrier are read, notices to the program are not in it",
    money: `each message costs ${PRICE_RUPIAH} rupiah, paid beforehand by its call centre; unpaid_rupiah is what purses lost, against that`,
    left_out: "webhooks, status callbacks and messages of more than one part",
    delivered: "from the first that was handed in; told_after_last from the last one on, by what was left then",
    rest: `${HTTP_BULK} messages in each request`,
    binds: `with ${USUAL_BINDS} binds; the others have their number in their key`,
    stored: "STORED=10000000 npm run bench -- sms measures with ten million messages on record",
  }),
};

interface Centre {
  readonly tenantId: string;
  readonly sender: string;
  readonly accountId: string;
  readonly systemId: string;
  readonly apiKey: string;
}

const PASSWORD = "bench-01";
const LIMITS = {
  ratePerSecond: 5_000,
  windowMax: 1_000,
  bindsMax: 8,
  defaultCoding: "gsm",
  category: "transactional",
} as const;

/** Adds an account to a tenant, and a sender id approved by the carrier. */
async function addSending(
  fixtureContext: SmsFixtureContext,
  own: { readonly tenantId: string; readonly personId: string; readonly carrierId: string },
): Promise<Omit<Centre, "apiKey">> {
  const { tenantId, personId } = own;
  const [accountId, at] = [fixtureContext.ids.next(), new Date(fixtureContext.clock.nowMs())];
  const [sender, systemId] = [`K${tenantId.slice(-9)}`.toUpperCase(), `u${accountId.slice(-10)}`];
  await addTestSender(fixtureContext, { tenantId, personId, value: sender, carrierIds: [own.carrierId] });
  const passwordHash = await hashPassword(PASSWORD);
  const row = { id: accountId, tenantId, name: "Program", systemId, passwordHash, createdBy: personId, createdAt: at };
  await inTenant(fixtureContext.db, tenantId, async (trx) => {
    await trx
      .insertInto("smsAccount")
      .values({ ...LIMITS, ...row, addresses: ["127.0.0.0/8"] })
      .execute();
    await trx.updateTable("smsBalance").set({ mode: "prepaid", balanceRupiah: PREPAID_BALANCE_RUPIAH }).execute();
  });
  return { tenantId, sender, accountId, systemId };
}

/** Sets the price of all messages, as in an installation. */
async function addPrice({ db, clock, ids }: SmsFixtureContext, createdBy: string): Promise<void> {
  const [createdAt, validFrom] = [new Date(clock.nowMs() - 2 * SECOND_MS), new Date(clock.nowMs() - SECOND_MS)];
  const price = {
    id: ids.next(),
    carrierId: null,
    prefix: "62",
    category: null,
    priceRupiah: PRICE_RUPIAH,
    costRupiah: 250,
  };
  await db
    .insertInto("smsPrice")
    .values({ ...price, createdBy, createdAt, validFrom })
    .execute();
}

/** Sum of the tenants' remaining balances. */
async function pursesOf(db: Database, tenants: readonly string[]): Promise<number> {
  const own = await Promise.all(
    tenants.map((tenantId) =>
      inTenant(db, tenantId, (trx) => trx.selectFrom("smsBalance").select("balanceRupiah").executeTakeFirstOrThrow()),
    ),
  );
  return own.reduce((sum, { balanceRupiah }) => sum + Number(balanceRupiah), 0);
}

/** Messages that `STORE_SUBMITTERS` submit one after the other, each waiting until its own is on disk. */
async function measureStore(tell: (line: string) => void): Promise<readonly Figures[]> {
  await using stack = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), "sambung-bench-"));
  stack.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const server = await startEmbeddedServer({ dataFolder, log: testLog });
  stack.defer(() => server.stop());
  await migrate(server.access);
  const { db, close } = openDatabase({ access: server.access, role: "app", max: CONNECTIONS, log: testLog });
  stack.defer(close);
  const runtimeContext = createRuntimeContext();
  const stage = { db, ...runtimeContext, key: await keyFromFile(dataFolder, "service") };
  const carrierId = await addTestCarrier(stage, { name: "Bench" });
  const centres = await bareCentres(stage, carrierId);
  const messaging = await openGatewayMessaging({
    db,
    clock: runtimeContext.clock,
    log: testLog,
    newId: () => runtimeContext.ids.next(),
    key: stage.key,
    rules: shortMessageRules(runtimeContext.clock),
    checkPassword: async () => true,
    rate: { perSecond: 1e6, most: 1e6 },
    changeFeed: { announce: () => undefined, listen: () => () => undefined, close: async () => undefined },
  });
  stack.defer(() => messaging.close(SECOND_MS));
  const figures: Figures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const taken = await takeMany(centres, async ({ tenantId, accountId, systemId, sender }, recipient) => {
      const account = { ...LIMITS, id: accountId, tenantId, systemId };
      const submitted = await messaging.esmes.accept(account, {
        sender,
        recipient,
        coding: "gsm",
        octets: OCTETS,
        part: null,
        sendAtMs: null,
        validUntilMs: null,
        receipt: "always",
      });
      if (!submitted.ok) throw new Error(submitted.refusal);
    });
    figures.push({ store_submits_per_s: taken.perSecond, store_p50_ms: taken.p50, store_p99_ms: taken.p99 });
    tell(`store, run ${run + 1}: ${Math.round(taken.perSecond)} a second, p99 ${Math.round(taken.p99)} ms`);
  }
  return figures;
}

async function bareCentres(
  fixtureContext: SmsFixtureContext,
  carrierId: string,
): Promise<readonly Omit<Centre, "apiKey">[]> {
  const personId = (await addPerson({ ...fixtureContext })).id;
  await addPrice(fixtureContext, personId);
  return Promise.all(
    Array.from({ length: CENTRES }, async () => {
      const tenantId = fixtureContext.ids.next();
      const createdAt = new Date(fixtureContext.clock.nowMs());
      await fixtureContext.db
        .insertInto("tenant")
        .values({ id: tenantId, name: `Bench ${tenantId}`, createdAt })
        .execute();
      return addSending(fixtureContext, { tenantId, personId, carrierId });
    }),
  );
}

async function takeMany(
  centres: readonly Omit<Centre, "apiKey">[],
  take: (centre: Omit<Centre, "apiKey">, recipient: string) => Promise<void>,
) {
  let next = 0;
  const tookMs: number[] = [];
  const begunMs = performance.now();
  const submit = async () => {
    while (next < STORE_MESSAGES) {
      const nth = next++;
      const centre = centres[nth % centres.length];
      if (centre === undefined) return;
      const fromMs = performance.now();
      await take(centre, recipientOf(nth));
      tookMs.push(performance.now() - fromMs);
    }
  };
  await Promise.all(Array.from({ length: STORE_SUBMITTERS }, submit));
  const perSecond = (STORE_MESSAGES * SECOND_MS) / (performance.now() - begunMs);
  return { perSecond, p50: percentile(tookMs, 0.5), p99: percentile(tookMs, 0.99) };
}

async function measureSystem(tell: (line: string) => void): Promise<readonly Figures[]> {
  await using stack = new AsyncDisposableStack();
  const port = await freePort();
  const system = await startTestSystem({ SAMBUNG_SMPP_PORT: String(port) });
  stack.defer(() => system.close());
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-bench-carrier-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const runtimeContext = createRuntimeContext();
  const carrier = await startCarrierSimulator({
    port: 0,
    folder,
    systemId: "sambung",
    password: "rahasia",
    nowMs: runtimeContext.clock.nowMs,
  });
  stack.defer(() => carrier.close());
  const stage = { db: system.database.db, ...runtimeContext, key: await keyFromFile(system.dataFolder, "service") };
  const settings = { port: carrier.port, ratePerSecond: 10_000, windowMax: 100 };
  const carrierId = await addTestCarrier(stage, { name: "Bench", ...settings });
  await addPrice(stage, (await addPerson({ ...stage })).id);
  const centres = await fullCentres(system, stage, carrierId);
  const tenants = centres.map(({ tenantId }) => tenantId);
  await fillRecord(system.access, { stored: STORED, carrierId, tenants, tell });
  const most = Math.max(...GROWTH.map(({ binds }) => binds));
  const peers: Bound[] = [];
  // Checking a password is expensive: one after the other for each tenant.
  for (let nth = 0; nth < most; nth += CENTRES)
    peers.push(...(await Promise.all(centres.map(async (centre) => ({ centre, peer: await bind(port, centre) })))));
  stack.defer(() => {
    for (const { peer } of peers) peer.close();
  });
  const figures: Figures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = carrier.taken().length;
    const sinceMs = Date.now();
    const purses = await pursesOf(stage.db, tenants);
    const smpp = await growing(peers, (line) => tell(`SMPP, run ${run + 1}, ${line}`));
    const http = await overHttp(system.url, centres);
    tell(`REST in bulk, run ${run + 1}: ${Math.round(http.http_bulk_messages_per_s)} a second`);
    const settled = await settle(stage.db, {
      tenants,
      messages: SMPP_MESSAGES + HTTP_MESSAGES,
      sinceMs,
      lastMs: Date.now(),
    });
    const paid = purses - (await pursesOf(stage.db, tenants));
    figures.push({
      stored_messages: STORED,
      ...smpp,
      ...http,
      ...settled,
      ...sentTimes(carrier.taken().slice(before)),
      unpaid_rupiah: (SMPP_MESSAGES + HTTP_MESSAGES) * PRICE_RUPIAH - paid,
    });
    const { delivered_per_s, told_after_last_per_s, lost } = settled;
    const speeds = `${Math.round(delivered_per_s)} a second, ${Math.round(told_after_last_per_s)} after the last`;
    tell(`delivered, run ${run + 1}: ${speeds}, ${lost} lost, ${paid} rupiah paid`);
  }
  return figures;
}

/** In one run the carrier receives each text to each recipient once: counts missing ones and repeated ones separately. */
function sentTimes(taken: readonly { readonly recipient: string; readonly data: string }[]) {
  const different = new Set(taken.map(({ recipient, data }) => `${recipient} ${data}`)).size;
  return { never_sent: SMPP_MESSAGES + HTTP_MESSAGES - different, duplicated: taken.length - different };
}

async function fullCentres(
  system: TestSystem,
  fixtureContext: SmsFixtureContext,
  carrierId: string,
): Promise<readonly Centre[]> {
  return Promise.all(
    Array.from({ length: CENTRES }, async () => {
      const { tenantId, operator } = await openCallCentre({ kit: system.kit, url: system.url });
      const sending = await addSending(fixtureContext, { tenantId, personId: operator.id, carrierId });
      const wish = { name: "Bench", scopes: ["messages.send"], expiresAt: null };
      const made = await operator.client.post<{ key: string }>("/api/service/api-keys", wish);
      return { ...sending, apiKey: made.body.key };
    }),
  );
}

/** Binds as soon as the gateway serves; it starts when the first account exists. */
async function bind(port: number, { systemId }: Centre): Promise<SmppPeer> {
  const byMs = performance.now() + 60_000;
  for (;;) {
    const peer = await connectSmppPeer(port).catch(() => undefined);
    const answer = await peer?.ask("bind_transceiver", { system_id: systemId, password: PASSWORD });
    if (peer !== undefined && answer?.command_status === 0) return peer;
    peer?.close();
    if (performance.now() > byMs) throw new Error("the gateway takes no bind");
    await delay(200);
  }
}

/** A session and its tenant. */
interface Bound {
  readonly centre: Centre;
  readonly peer: SmppPeer;
}

/** Throughput of one session, of eight and of sixty-four. */
async function growing(peers: readonly Bound[], tell: (line: string) => void): Promise<Figures> {
  const figures: Record<string, number> = {};
  let first = HTTP_MESSAGES;
  for (const { binds, messages } of GROWTH) {
    const { perSecond, p50, p99 } = await overSmpp(peers.slice(0, binds), { first, messages });
    first += messages;
    tell(`${binds} binds: ${Math.round(perSecond)} a second, p99 ${Math.round(p99)} ms`);
    const of = binds === USUAL_BINDS ? "" : `_${binds}_binds`;
    figures[`smpp_submits_per_s${of}`] = perSecond;
    figures[`latency_p50_ms${of}`] = p50;
    figures[`latency_p99_ms${of}`] = p99;
  }
  return figures;
}

async function overSmpp(
  peers: readonly Bound[],
  { first, messages }: { readonly first: number; readonly messages: number },
) {
  const tookMs: number[] = [];
  let next = 0;
  const from = performance.now();
  const submit = async ({ centre, peer }: Bound) => {
    while (next < messages) {
      const nth = first + next++;
      const askedMs = performance.now();
      const answer = await peer.ask("submit_sm", {
        source_addr: centre.sender,
        source_addr_ton: 5,
        destination_addr: recipientOf(nth),
        dest_addr_ton: 1,
        short_message: "Kode OTP Anda 123456. Jangan beri tahu siapa pun.",
        registered_delivery: 0,
      });
      if (answer.command_status !== 0) throw new Error(`submit_sm was answered ${answer.command_status}`);
      tookMs.push(performance.now() - askedMs);
    }
  };
  await Promise.all(peers.flatMap((bound) => Array.from({ length: SMPP_WINDOW }, () => submit(bound))));
  const perSecond = (messages * SECOND_MS) / (performance.now() - from);
  return { perSecond, p50: percentile(tookMs, 0.5), p99: percentile(tookMs, 0.99) };
}

async function overHttp(url: string, centres: readonly Centre[]) {
  const from = performance.now();
  let next = 0;
  const post = async (centre: Centre) => {
    while (next < HTTP_MESSAGES) {
      const first = next;
      next += HTTP_BULK;
      const messages = Array.from({ length: HTTP_BULK }, (_, nth) => ({
        from: centre.sender,
        to: recipientOf(first + nth),
        text: "Kode OTP Anda 123456",
        category: "otp",
      }));
      const answer = await fetch(`${url}/api/v1/messages/bulk`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${centre.apiKey}` },
        body: JSON.stringify({ messages }),
      });
      const { accepted } = (await answer.json()) as { readonly accepted: number };
      if (accepted !== HTTP_BULK) throw new Error(`${accepted} of ${HTTP_BULK} were taken, status ${answer.status}`);
    }
  };
  await Promise.all(centres.map(post));
  return { http_bulk_messages_per_s: (HTTP_MESSAGES * SECOND_MS) / (performance.now() - from) };
}
