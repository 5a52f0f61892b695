import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { openLocalAuthority } from "../../src/platform/signing/index.ts";
import { AUTHORITY_NAMES, authorityFolder } from "../../src/processes/portal/authority.ts";
import { shortMessageRules } from "../../src/processes/portal/short-messages.ts";
import { issueInvoices } from "../../src/service/messaging/billing/wire.ts";
import { openGatewayMessaging } from "../../src/service/messaging/sms/wire.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { pdfsigOf, runOnPdf } from "../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";

const SMS = "/api/service/sms";
const TO = "6281234567890";
const TEXT = "Tagihan Anda sudah lunas.";
const PRICE = 350;
let virtualContext: VirtualContext;
let portal: TestPortal;
let key: Buffer;
let carrierId: string;
let centre: CallCentre;
let sender: string;
let anchor: string;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  const authority = await openLocalAuthority(
    authorityFolder(portal.kit.settings.dataFolder),
    AUTHORITY_NAMES,
    virtualContext.clock.nowMs(),
  );
  anchor = authority.anchorPem;
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Operator Uji" });
  centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  sender = `K${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  const validFrom = new Date(virtualContext.clock.nowMs() - 1_000);
  await portal.kit.db
    .insertInto("smsPrice")
    .values({
      id: virtualContext.ids.next(),
      carrierId: null,
      prefix: "",
      category: null,
      priceRupiah: PRICE,
      costRupiah: 250,
      createdBy: operator.id,
      createdAt: new Date(validFrom.getTime() - 1_000),
      validFrom,
    })
    .execute();
});

afterAll(() => portal?.close());

/** Sends messages manually through a gateway: their number, and the carrier's status for each. */
async function sendAll(
  texts: readonly string[],
  state: "delivered" | "undeliverable" = "delivered",
): Promise<readonly string[]> {
  const { db, clock, changeFeed, log, ids } = portal.kit;
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
  const { tenantId, operator } = centre;
  const limits = {
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "transactional",
  } as const;
  const account = { id, tenantId, systemId: `u${id.slice(-10)}`, ...limits };
  const row = { ...account, name: `Program ${id}`, passwordHash: "kata", addresses: [], createdBy: operator.id };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: new Date(clock.nowMs()) })
      .execute(),
  );
  const sent: string[] = [];
  for (const text of texts) {
    const answer = await gateway.esmes.accept(account, {
      sender,
      recipient: TO,
      coding: "gsm",
      octets: Buffer.from(text, "latin1"),
      part: null,
      sendAtMs: null,
      validUntilMs: null,
      receipt: "never",
    });
    if (!answer.ok) throw new Error(answer.refusal);
    sent.push(answer.value.messageId);
  }
  const due = await gateway.carriers.claim(carrierId, 50);
  await gateway.carriers.answered(
    due.map(({ partId }) => ({ partId, outcome: { kind: "accepted", carrierMessageId: `OP-${partId.slice(-12)}` } })),
  );
  await gateway.carriers.receipts(
    due.map(({ partId }) => ({
      carrierId,
      carrierMessageId: `OP-${partId.slice(-12)}`,
      recipient: TO,
      state,
      errorCode: state === "delivered" ? null : "011",
      receivedAtMs: clock.nowMs(),
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
  return sent;
}

const pdfOf = (path: string) => centre.operator.client.fetchBytes(path);
const textOf = async (pdf: Uint8Array) => (await runOnPdf(pdf, "pdftotext", ["-layout", "FILE", "-"])).output;

describe("the proof of a short message", () => {
  it("is a signed paper that is checked without us, with what became of it and what the carrier said", async () => {
    const [id = ""] = await sendAll([TEXT]);
    const pdf = await pdfOf(`${SMS}/messages/${id}/proof?language=id`);
    const said = await pdfsigOf(pdf, anchor);
    expect(said).toContain("Signature is Valid");
    expect(said).toContain("Certificate is Trusted");
    const text = await textOf(pdf);
    for (const one of [id, sender, "Operator Uji", "OP-", "terkirim", "delivered", "2026-11-25"])
      expect(text).toContain(one);
    // The proof contains neither the text nor the whole number.
    expect(text).not.toContain(TEXT);
    expect(text).not.toContain(TO);
    expect(text).toContain("+62812•••••890");
    const [, digest = ""] = /HMAC-SHA256\s+((?:[0-9a-f]{16}\s*){4})/u.exec(text) ?? [];
    // The digest of the text, computed independently of the code under test.
    const own = createHmac("sha256", key).update("text of a short message").digest();
    expect(digest.replaceAll(/\s/gu, "")).toBe(createHmac("sha256", own).update(`${id}\n${TEXT}`).digest("hex"));
  });

  it("names the whole number where that is asked for, and both are on record", async () => {
    const [id = ""] = await sendAll(["Lagi"], "undeliverable");
    const text = await textOf(await pdfOf(`${SMS}/messages/${id}/proof?recipient=whole&language=en`));
    expect(text).toContain(`+${TO}`);
    expect(text).toContain("undeliverable");
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select("detail")
      .where("tenantId", "=", centre.tenantId)
      .where("action", "=", "sms-message.proven")
      .execute();
    const details = entries.map(({ detail }) => detail);
    expect(details).toHaveLength(2);
    for (const recipient of ["masked", "whole"]) expect(details).toContainEqual({ recipient });
    const strange = await centre.operator.client.get(`${SMS}/messages/${centre.tenantId}/proof`);
    expect(strange.status).toBe(404);
  });
});

interface Invoice {
  readonly id: string;
  readonly month: string;
  readonly number: string;
  readonly dueRupiah: number;
  readonly prepaidRupiah: number;
}

const invoices = async () =>
  (await centre.operator.client.get<{ items: readonly Invoice[] }>(`${SMS}/invoices`)).body.items;
const issue = () =>
  issueInvoices(portal.kit.db, {
    nowMs: virtualContext.clock.nowMs(),
    newId: () => virtualContext.ids.next(),
    installation: "Sambung",
  });

/** The sum of a month's ledger entries, except for top-ups. */
async function ledgerOf(month: string): Promise<number> {
  const { rows } = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
    sql<{ readonly sum: number }>`select coalesce(-sum(amount_rupiah), 0)::float8 as sum from sms_ledger_entry
      where kind <> 'top-up' and to_char(at at time zone 'Asia/Jakarta', 'YYYY-MM') = ${month}`.execute(trx),
  );
  return rows[0]?.sum ?? 0;
}

describe("the invoice of a month", () => {
  it("is issued once when the month is over, by however many at once, and comes to what the ledger says", async () => {
    expect(await issue()).toBe(0);
    virtualContext.advance(Date.parse("2026-12-01T03:00:00+07:00") - virtualContext.clock.nowMs());
    const counts = await Promise.all([issue(), issue(), issue()]);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(1);
    const [invoice] = await invoices();
    expect(invoice).toMatchObject({ month: "2026-11-01", number: "SMS-2026-11-0001", prepaidRupiah: 0 });
    expect(invoice?.dueRupiah).toBe(2 * PRICE);
    expect(invoice?.dueRupiah).toBe(await ledgerOf("2026-11"));
    const text = await textOf(await pdfOf(`${SMS}/invoices/${invoice?.id}/file?language=id`));
    for (const one of ["SMS-2026-11-0001", "Rp 700", "Operator Uji", "tidak berubah"]) expect(text).toContain(one);
  });

  it("never changes: what is corrected and paid back later is in the next one, and balances are told apart", async () => {
    const { tenantId } = centre;
    const before = await invoices();
    const admin = (await portal.officer("administrator")).client;
    const other = (await portal.officer("administrator")).client;
    await admin.post(`${SMS}/balances/${tenantId}/top-ups`, { amountRupiah: 10_000, reference: "T1", reason: "Uji" });
    const made = await admin.post<{ id: string }>(`${SMS}/balances/${tenantId}/corrections`, {
      amountRupiah: 300,
      reason: "Keliru menghitung",
    });
    await other.post(`${SMS}/balances/${tenantId}/corrections/${made.body.id}/decision`, { decision: "confirmed" });
    await admin.put(`${SMS}/balances/${tenantId}`, { mode: "prepaid", creditMaxRupiah: null, expectedVersion: 1 });
    await sendAll(["Desember", "a".repeat(160)]);
    virtualContext.advance(Date.parse("2027-01-01T03:00:00+07:00") - virtualContext.clock.nowMs());
    expect(await issue()).toBe(1);
    expect(await issue()).toBe(0);
    // Sessions of a month ago have expired.
    const reader = (await portal.officer("administrator")).client;
    const list = await reader.get<{
      items: readonly (Invoice & { readonly tenantId: string; readonly tenant: string })[];
    }>(`${SMS}/installation-invoices`);
    expect(list.body.items.map(({ number }) => number)).toEqual(["SMS-2026-12-0001", "SMS-2026-11-0001"]);
    const [december, november] = list.body.items;
    expect(november).toMatchObject(before[0] ?? {});
    expect(december).toMatchObject({ number: "SMS-2026-12-0001", dueRupiah: -300, prepaidRupiah: 2 * PRICE });
    expect((december?.dueRupiah ?? 0) + (december?.prepaidRupiah ?? 0)).toBe(await ledgerOf("2026-12"));
    const path = `${SMS}/balances/${tenantId}/invoices/${december?.id}/file?language=en`;
    const bytes = await reader.fetchBytes(path);
    const text = await textOf(bytes);
    for (const one of ["Keliru menghitung", "−Rp 300", "Paid from balance"]) expect(text).toContain(one);
  });
});
