import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { type ChangeFeed, inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../regulation/index.ts";
import type { EsmeAccount, GatewayMessaging } from "../sms/index.ts";
import { openGatewayMessaging } from "../sms/wire.ts";
import { type DayLine, dayLines, figuresQuery, foldTallies, installationFigures } from "./figures.store.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const PRICE = 350;
const COST = 250;
let clone: ClonedDatabase;
let database: OpenDatabase;
let gateway: GatewayMessaging;
let carrierId: string;
let account: EsmeAccount;
let sender: string;

const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
const rules = () => {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
  if (!opened.ok) throw new Error("no rules");
  return readShortMessageRules(opened.value);
};

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 6, log: testLog });
  const { db } = database;
  carrierId = await addTestCarrier({ db, ...virtualContext, key }, { name: "Uji" });
  const centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  const { tenantId } = centre;
  const personId = centre.operator.id;
  sender = `K${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender({ db, ...virtualContext, key }, { tenantId, personId, value: sender, carrierIds: [carrierId] });
  const id = virtualContext.ids.next();
  const limits = { ratePerSecond: 100, windowMax: 10, bindsMax: 2, defaultCoding: "gsm", category: "otp" } as const;
  account = { id, tenantId, systemId: `u${id.slice(-10)}`, ...limits };
  const createdAt = new Date(virtualContext.clock.nowMs());
  const row = { ...account, name: "Program", passwordHash: "kata", addresses: [], createdBy: personId, createdAt };
  await inTenant(db, tenantId, (trx) => trx.insertInto("smsAccount").values(row).execute());
  const validFrom = new Date(virtualContext.clock.nowMs() - 1_000);
  await db
    .insertInto("smsPrice")
    .values({
      id: virtualContext.ids.next(),
      carrierId: null,
      prefix: "",
      category: null,
      priceRupiah: PRICE,
      costRupiah: COST,
      createdBy: personId,
      createdAt: new Date(validFrom.getTime() - 1_000),
      validFrom,
    })
    .execute();
  gateway = await openGatewayMessaging({
    db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async () => false,
  });
});

afterAll(async () => {
  await gateway?.close(1_000);
  await database?.close();
  await clone?.close();
});

async function submit(characters: number): Promise<string> {
  const answer = await gateway.esmes.accept(account, {
    sender,
    recipient: "6281234567890",
    coding: "gsm",
    octets: Buffer.alloc(characters, "a"),
    part: null,
    sendAtMs: null,
    validUntilMs: null,
    receipt: "never",
  });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value.messageId;
}

const fold = () => foldTallies(database.db, virtualContext.clock.nowMs());

const days = () =>
  inTenant(database.db, account.tenantId, (trx) =>
    trx
      .selectFrom("smsDay")
      .select(["state", "messages", "segments", "priceRupiah", "costRupiah"])
      .orderBy("state")
      .execute(),
  );

describe("figures of short messages", () => {
  it("are added up as messages are taken and as their parts end, each once, with what they cost and brought", async () => {
    const long = await submit(300);
    await submit(20);
    const cancelled = await submit(20);
    await gateway.esmes.cancel(account, cancelled);
    const due = await gateway.carriers.claim(carrierId, 10);
    const named = due.map((part) => ({ part, carrierMessageId: virtualContext.ids.next() }));
    await gateway.carriers.answered(
      named.map(({ part, carrierMessageId }) => ({
        partId: part.partId,
        outcome: { kind: "accepted", carrierMessageId },
      })),
    );
    virtualContext.advance(5_000);
    await gateway.carriers.receipts(
      named.map(({ part, carrierMessageId }) => ({
        carrierId,
        carrierMessageId,
        recipient: part.recipient,
        receivedAtMs: virtualContext.clock.nowMs(),
        ...(part.messageId === long && part.part?.sequence === 2
          ? { state: "undeliverable", errorCode: "011" }
          : { state: "delivered", errorCode: null }),
      })),
    );
    await expect
      .poll(async () => (await gateway.esmes.query(account, long))?.state, { timeout: 10_000 })
      .toBe("undeliverable");
    await expect
      .poll(async () => {
        await fold();
        return days();
      })
      .toEqual([
        { state: "accepted", messages: 3, segments: 4, priceRupiah: 4 * PRICE, costRupiah: 0 },
        { state: "cancelled", messages: 1, segments: 1, priceRupiah: -PRICE, costRupiah: 0 },
        { state: "delivered", messages: 1, segments: 2, priceRupiah: 0, costRupiah: 2 * COST },
        { state: "undeliverable", messages: 1, segments: 1, priceRupiah: 0, costRupiah: COST },
      ]);
    expect(await fold()).toBe(0);
    const minutes = await inTenant(database.db, account.tenantId, (trx) =>
      trx.selectFrom("smsMinute").select(["accepted", "delivered", "failed"]).execute(),
    );
    expect(minutes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(4);
    expect(minutes.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(2);
    expect(minutes.reduce((sum, { failed }) => sum + failed, 0)).toBe(2);
    const latencies = await inTenant(database.db, account.tenantId, (trx) =>
      trx.selectFrom("smsDayLatency").select(["bucket", "segments"]).execute(),
    );
    expect(latencies.reduce((sum, { segments }) => sum + segments, 0)).toBe(2);
  });

  it("tell lengths of time by classes that are each a fifth longer than the one before", async () => {
    const { rows } = await sql<{ readonly bucket: number }>`
      select sms_latency_bucket(now(), now() + ms * interval '1 millisecond') as bucket
      from unnest(array[-5, 0, 1, 2, 4999, 5300, 86400000]) as ms`.execute(database.db);
    const truth = [1, 1, 1, 2, 4_999, 5_300, 86_400_000].map((ms) => Math.floor(Math.log(ms) / Math.log(1.2)));
    expect(rows.map(({ bucket }) => bucket)).toEqual(truth);
  });

  it("are the installation's too, by whatever they are told apart", async () => {
    await fold();
    const span = { from: "2026-11-01", until: "2026-11-30" };
    const lines: DayLine[] = [];
    for await (const line of dayLines(database.db, { tenantId: account.tenantId, ...span })) lines.push(line);
    const sum = (name: "messages" | "segments", state: string) =>
      lines.reduce((so, line) => so + (line.state === state ? line[name] : 0), 0);
    const all = {
      messages: sum("messages", "accepted"),
      segments: sum("segments", "accepted"),
      delivered: sum("segments", "delivered"),
      failed: sum("segments", "undeliverable"),
      cancelled: sum("segments", "cancelled"),
      costRupiah: 3 * COST,
      priceRupiah: lines.reduce((so, line) => so + line.priceRupiah, 0),
    };
    expect(all).toMatchObject({ messages: 3, segments: 4, delivered: 2, failed: 1, cancelled: 1 });
    for (const by of ["day", "carrier", "tenant", "category"] as const) {
      const rows = await installationFigures(database.db, { ...span, by });
      expect(rows).toEqual([expect.objectContaining(all)]);
    }
    const [byCarrier] = await installationFigures(database.db, { ...span, by: "carrier" });
    expect(byCarrier).toMatchObject({ key: carrierId, name: "Uji" });
    expect(await installationFigures(database.db, { from: "2026-12-01", until: "2026-12-31", by: "tenant" })).toEqual(
      [],
    );
  });

  it("are added up once, by however many at once", async () => {
    for (let nth = 0; nth < 5; nth += 1) await submit(20);
    const before = (await days()).find(({ state }) => state === "accepted")?.segments ?? 0;
    await Promise.all([fold(), fold(), fold(), fold()]);
    await fold();
    expect((await days()).find(({ state }) => state === "accepted")?.segments).toBe(before + 5);
  });
});

describe("a report", () => {
  it("reads days of its call centre alone, however many there are, and no message", async () => {
    const owner = openDatabase({ access: clone.access, role: "owner", max: 1, log: testLog });
    const { tenantId } = account;
    // A year of 40 call centres with 8 carriers and sender ids: as many daily rows as tens of millions of messages produce.
    await sql`insert into tenant (id, name, created_at) select gen_random_uuid(), 'Pusat ' || n, now() from generate_series(1, 40) n`.execute(
      owner.db,
    );
    for (let quarter = 0; quarter < 4; quarter += 1)
      await sql`insert into sms_day (tenant_id, day, carrier_id, sender_id, category, state, messages, segments, price_rupiah, cost_rupiah)
        select t.id, '2025-11-01'::date + d, gen_random_uuid(), gen_random_uuid(), 'otp', 'accepted', 1000, 1500, 500000, 400000
        from tenant t, generate_series(${quarter * 91}::int, ${quarter * 91 + 90}::int) d, generate_series(1, 8)`.execute(
        owner.db,
      );
    await sql`analyze sms_day`.execute(owner.db);
    await owner.close();
    const query = figuresQuery({ tenantId, from: "2026-10-01", until: "2026-10-31", by: "day" });
    const { plan, ms } = await inTenant(database.db, tenantId, async (trx) => {
      const { rows } = await sql<{ readonly "QUERY PLAN": readonly { readonly "Execution Time": number }[] }>`
        explain (analyze, format json) ${query}`.execute(trx);
      const [told] = rows;
      const [first] = told?.["QUERY PLAN"] ?? [];
      return { plan: JSON.stringify(told), ms: first?.["Execution Time"] ?? Number.POSITIVE_INFINITY };
    });
    expect(plan).toMatch(/"Index Name":"sms_day_(pkey|all)"/);
    expect(plan).not.toMatch(/"Seq Scan","Parallel Aware":\w+,"Async Capable":\w+,"Relation Name":"sms_day"/);
    expect(plan).not.toContain("sms_message");
    expect(plan).not.toContain("sms_segment");
    expect(ms).toBeLessThan(500);
  });
});
