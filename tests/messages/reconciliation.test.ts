import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { shortMessageRules } from "../../src/processes/portal/short-messages.ts";
import { REPORT_DAYS_MAX } from "../../src/service/messaging/reports/index.ts";
import { openGatewayMessaging } from "../../src/service/messaging/sms/wire.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";

const SMS = "/api/service/sms";
const DAY = "2026-11-25";
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let carrierId: string;
let admin: CallCentre["operator"]["client"];

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  admin = (await portal.officer("administrator")).client;
  carrierId = await addTestCarrier(
    { ...portal.kit, key },
    { name: "Uji", quirks: { idInAnswer: "hex", idInReceipt: "hex" } },
  );
  centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  const sender = `K${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  const { db, clock, changeFeed, log, ids } = portal.kit;
  const validFrom = new Date(clock.nowMs() - 1_000);
  await db
    .insertInto("smsPrice")
    .values({
      id: ids.next(),
      carrierId,
      prefix: "62",
      category: null,
      priceRupiah: 350,
      costRupiah: 250,
      createdBy: operator.id,
      createdAt: new Date(validFrom.getTime() - 1_000),
      validFrom,
    })
    .execute();
  const gateway = await openGatewayMessaging({
    db,
    clock,
    log,
    changeFeed,
    key,
    newId: () => ids.next(),
    rules: shortMessageRules(clock),
    checkPassword: async () => false,
  });
  const id = ids.next();
  const limits = {
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "transactional",
  } as const;
  const account = { id, tenantId, systemId: `u${id.slice(-10)}`, ...limits };
  const row = { ...account, name: "Program", passwordHash: "kata", addresses: [], createdBy: operator.id };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: new Date(clock.nowMs()) })
      .execute(),
  );
  for (let nth = 0; nth < 3; nth += 1)
    await gateway.esmes.accept(account, {
      sender,
      recipient: `628123456700${nth}`,
      coding: "gsm",
      octets: Buffer.from("Halo"),
      part: null,
      sendAtMs: null,
      validUntilMs: null,
      receipt: "never",
    });
  const due = (await gateway.carriers.claim(carrierId, 10)).toSorted((one, other) =>
    one.recipient.localeCompare(other.recipient),
  );
  await gateway.carriers.answered(
    due.map(({ partId }, nth) => ({ partId, outcome: { kind: "accepted", carrierMessageId: `0a${nth}` } })),
  );
  await gateway.carriers.receipts(
    due.map(({ recipient }, nth) => ({
      carrierId,
      carrierMessageId: `0A${nth}`,
      recipient,
      receivedAtMs: clock.nowMs(),
      ...(nth === 2 ? { state: "undeliverable", errorCode: "011" } : { state: "delivered", errorCode: null }),
    })),
  );
  await vi.waitUntil(
    async () => {
      const open = await inTenant(db, tenantId, (trx) =>
        trx.selectFrom("smsMessage").select("id").where("state", "=", "open").execute(),
      );
      return open.length === 0;
    },
    { timeout: 10_000, interval: 50 },
  );
  await gateway.close(1_000);
});

afterAll(() => portal?.close());

/** The stored message ids: the carrier's hexadecimal ids, converted to decimal by its quirks. */
const idOf = (nth: number) => String(0x0a_0 + nth);

async function compare(text: string) {
  const form = new FormData();
  form.set("file", new Blob([text], { type: "text/csv" }), "operator.csv");
  return admin.send<Record<string, { count: number; first: unknown[] }> & { error: { code: string } }>(
    `${SMS}/carriers/${carrierId}/reconciliation/comparison?day=${DAY}`,
    { method: "POST", body: form },
  );
}

describe("what a carrier took on a day", () => {
  it("is a file with every part, its cost and no whole number, and its digest is told beside it", async () => {
    const path = `${SMS}/carriers/${carrierId}/reconciliation`;
    const told = await admin.get<{ parts: number; open: number; costRupiah: number; sha256: string }>(
      `${path}?day=${DAY}`,
    );
    expect(told.body).toMatchObject({ parts: 3, open: 0, costRupiah: 750 });
    const file = await admin.fetchBytes(`${path}/file?day=${DAY}`);
    expect(createHash("sha256").update(file).digest("hex")).toBe(told.body.sha256);
    const [headings = "", ...lines] = Buffer.from(file).toString().trim().split("\n");
    expect(headings).toMatch(/^carrier_message_id,message_id,part,/);
    expect(lines).toHaveLength(3);
    expect(lines.toSorted((one, other) => one.localeCompare(other))[2]).toMatch(
      new RegExp(`^${idOf(2)},.*,6281234,transactional,undeliverable,011,.*,250$`),
    );
    expect(Buffer.from(file).toString()).not.toContain("62812345670");
    expect((await admin.get<{ parts: number }>(`${path}?day=2026-11-24`)).body.parts).toBe(0);
    expect((await admin.get(`${SMS}/carriers/${centre.tenantId}/reconciliation?day=${DAY}`)).status).toBe(404);
  });

  it("is held against the carrier's own file, whose ids are read by its quirks", async () => {
    const found = await compare("ID,Status,Harga\n0A0,DELIVRD,250\n00a1,UNDELIV,300\nFF,DELIVRD,250\n");
    expect(found.body).toMatchObject({
      ours: 3,
      theirs: 3,
      same: 1,
      missingThere: { count: 1, first: [idOf(2)] },
      missingHere: { count: 1, first: ["255"] },
      stateDiffers: { count: 1, first: [{ id: idOf(1), ours: "delivered", theirs: "UNDELIV" }] },
      priceDiffers: { count: 1, first: [{ id: idOf(1), ours: 250, theirs: 300 }] },
    });
  });

  it("is not held against what is no such file", async () => {
    expect((await compare("tanggal\nx\n")).body.error.code).toBe("sms-lines-no-id");
    expect((await compare("id,harga\n1,abc\n")).body.error.code).toBe("sms-lines-price");
    expect((await compare("\u0000\u0001")).body.error.code).toMatch(/^sms-lines-/);
    const nothing = await admin.post(`${SMS}/carriers/${carrierId}/reconciliation/comparison?day=${DAY}`, {});
    expect(nothing.body).toMatchObject({ error: { code: "sms-lines-missing" } });
  });
});

describe("receipts as a file", () => {
  it("have everything that carriers wrote of the call centre's messages, and nothing of another one's", async () => {
    const path = `${SMS}/receipts/export?from=${DAY}&until=${DAY}`;
    const text = Buffer.from(await centre.operator.client.fetchBytes(path)).toString();
    const [, ...lines] = text.trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(text).toMatch(/,6281234567002,Uji,162,undeliverable,011,applied,/);
    const other = await openCallCentre(portal);
    const theirs = Buffer.from(await other.operator.client.fetchBytes(path)).toString();
    expect(theirs.trim().split("\n")).toHaveLength(1);
    const first = new Date(Date.parse(DAY) - REPORT_DAYS_MAX * 86_400_000).toISOString().slice(0, 10);
    const months = `${SMS}/receipts/export?from=${first}&until=${DAY}`;
    expect((await centre.operator.client.get(months)).status).toBe(400);
  });
});
