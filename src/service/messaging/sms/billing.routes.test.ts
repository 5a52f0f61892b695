import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { keyFromFile } from "../../../platform/sealing/index.ts";

const SMS = "/api/service/sms";
const MINUTE_MS = 60_000;
let virtualContext: VirtualContext;
let portal: TestPortal;
let carrierId: string;
let centre: CallCentre;
let sender: string;
let apiKey: string;

type Client = CallCentre["operator"]["client"];
let admin: Client;
let other: Client;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  admin = (await portal.officer("administrator")).client;
  other = (await portal.officer("administrator")).client;
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Uji" });
  centre = await openCallCentre(portal);
  sender = `K${centre.tenantId.slice(-9)}`.toUpperCase();
  const { tenantId, operator } = centre;
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  const made = await operator.client.post<{ key: string }>("/api/service/api-keys", {
    name: "Program",
    scopes: ["messages.send", "messages.read"],
    expiresAt: null,
  });
  apiKey = made.body.key;
  await vi.waitUntil(async () => (await send("Satu")).status === 202, { timeout: 10_000, interval: 50 });
});

afterAll(() => portal?.close());

interface Answer {
  readonly status: number;
  readonly body: { readonly id: string; readonly error?: { readonly code: string; readonly message: string } };
}

async function send(
  text: string,
  own: { readonly idempotency?: string; readonly language?: string } = {},
): Promise<Answer> {
  const answer = await fetch(`${portal.url}/api/v1/messages`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "accept-language": own.language ?? "en",
      ...(own.idempotency === undefined ? {} : { "idempotency-key": own.idempotency }),
    },
    body: JSON.stringify({ from: sender, to: "081234567890", text, category: "otp" }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}

const takeBack = async (id: string) =>
  (
    await fetch(`${portal.url}/api/v1/messages/${id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${apiKey}` },
    })
  ).status;

const balance = async () =>
  (await centre.operator.client.get<{ balanceRupiah: number; monthRupiah: number; mode: string }>(`${SMS}/balance`))
    .body;

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly amountRupiah: number;
  readonly segments: number | null;
}

const entries = async (query = "") =>
  (await centre.operator.client.get<{ items: readonly Entry[]; next: string | null }>(`${SMS}/balance/entries${query}`))
    .body;

const priceForm = (own: Readonly<Record<string, unknown>> = {}) => ({
  carrierId: null,
  prefix: "62",
  category: null,
  validFrom: "",
  priceRupiah: 350,
  costRupiah: 250,
  ...own,
});

const today = () => new Date(virtualContext.clock.nowMs() + 7 * 3_600_000).toISOString().slice(0, 10);

/** Waits until the intake has reloaded the prices, which it does every second. */
const untilPriced = async () => {
  virtualContext.advance(3 * MINUTE_MS);
  await vi.waitUntil(
    async () => {
      await send("Tunggu");
      return (await entries()).items.length > 0;
    },
    { timeout: 10_000, interval: 50 },
  );
};

describe("the money of short messages", () => {
  it("costs nothing without a price, and the balance is nobody's concern", async () => {
    expect((await send("Gratis")).status).toBe(202);
    expect(await balance()).toMatchObject({
      mode: "postpaid",
      balanceRupiah: 0,
      monthRupiah: 0,
      creditMaxRupiah: null,
    });
    expect((await entries()).items).toEqual([]);
  });

  it("is priced from a day on, by the installation alone, and never for what was accepted", async () => {
    expect((await centre.operator.client.post(`${SMS}/prices`, priceForm({ validFrom: today() }))).status).toBe(403);
    expect((await admin.post(`${SMS}/prices`, priceForm({ validFrom: "2020-01-01" }))).body).toMatchObject({
      error: { code: "sms-price-past" },
    });
    const strange = priceForm({ validFrom: today(), carrierId: centre.tenantId });
    expect((await admin.post(`${SMS}/prices`, strange)).body).toMatchObject({ error: { code: "no-such-sms-carrier" } });
    const made = await admin.post<{ id: string }>(`${SMS}/prices`, priceForm({ validFrom: today() }));
    expect(made.status).toBe(201);
    expect((await admin.post(`${SMS}/prices`, priceForm({ validFrom: today() }))).body).toMatchObject({
      error: { code: "sms-price-taken" },
    });
    // Nothing can have been charged with it yet.
    expect((await admin.delete(`${SMS}/prices/${made.body.id}`)).status).toBe(204);
    expect((await admin.post(`${SMS}/prices`, priceForm({ validFrom: today() }))).status).toBe(201);
    await untilPriced();
    const { items } = (await admin.get<{ items: { id: string; standing: string }[] }>(`${SMS}/prices`)).body;
    expect(items.map(({ standing }) => standing)).toEqual(["in-force"]);
    expect((await admin.delete(`${SMS}/prices/${items[0]?.id}`)).body).toMatchObject({
      error: { code: "sms-price-used" },
    });
  });

  it("is owed for the month where the call centre pays afterwards, up to its limit", async () => {
    const { tenantId } = centre;
    const before = await balance();
    // Ledger entries of the same moment have no defined order.
    virtualContext.advance(1_000);
    const long = await send("a".repeat(200));
    expect(long.status).toBe(202);
    expect((await balance()).monthRupiah - before.monthRupiah).toBe(2 * 350);
    expect((await entries("?limit=1")).items[0]).toMatchObject({ kind: "charge", amountRupiah: -700, segments: 2 });
    virtualContext.advance(1_000);
    // A message cancelled before a carrier received it costs nothing.
    expect(await takeBack(long.body.id)).toBe(204);
    expect(await takeBack(long.body.id)).toBe(409);
    expect(await balance()).toEqual(before);
    expect((await entries("?limit=1")).items[0]).toMatchObject({ kind: "refund", amountRupiah: 700, segments: 2 });
    const limit = { mode: "postpaid", creditMaxRupiah: before.monthRupiah + 349, expectedVersion: 1 };
    expect((await admin.put(`${SMS}/balances/${tenantId}`, limit)).status).toBe(204);
    expect((await admin.put(`${SMS}/balances/${tenantId}`, limit)).body).toMatchObject({
      error: { code: "sms-balance-stale" },
    });
    expect(await send("Lebih")).toMatchObject({ status: 402, body: { error: { code: "balance-too-low" } } });
    expect((await send("Lebih", { language: "id" })).body.error?.message).toContain("tidak cukup untuk pesan ini");
    expect(await balance()).toMatchObject({ monthRupiah: before.monthRupiah });
  });

  it("comes in once for each reference, and is never spent beyond what there is", async () => {
    const { tenantId } = centre;
    const prepaid = { mode: "prepaid", creditMaxRupiah: null, expectedVersion: 2 };
    expect((await admin.put(`${SMS}/balances/${tenantId}`, prepaid)).status).toBe(204);
    expect((await send("Kosong")).status).toBe(402);
    const form = { amountRupiah: 1_000, reference: "TRF-1", reason: "Transfer" };
    const tops = await Promise.all([1, 2, 3, 4].map(() => admin.post(`${SMS}/balances/${tenantId}/top-ups`, form)));
    expect(tops.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(tops.filter(({ body }) => (body as { isNew: boolean }).isNew)).toHaveLength(1);
    const differs = await admin.post(`${SMS}/balances/${tenantId}/top-ups`, { ...form, amountRupiah: 2_000 });
    expect(differs.body).toMatchObject({ error: { code: "sms-reference-taken", fields: [{ path: "reference" }] } });
    expect(await balance()).toMatchObject({ mode: "prepaid", balanceRupiah: 1_000 });

    const [one, two, three] = await Promise.all(["a", "b", "c"].map((text) => send(text)));
    expect([one, two, three].map((each) => each?.status).toSorted((one, other) => (one ?? 0) - (other ?? 0))).toEqual([
      202, 202, 402,
    ]);
    expect(await balance()).toMatchObject({ balanceRupiah: 300 });
    // A repeated request is answered like the first, and charged once.
    await admin.post(`${SMS}/balances/${tenantId}/top-ups`, { ...form, reference: "TRF-2" });
    const repeated = await Promise.all([1, 2, 3].map(() => send("Ulang", { idempotency: "satu" })));
    expect(repeated.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(repeated.map(({ body }) => body.id)).size).toBe(1);
    expect(await balance()).toMatchObject({ balanceRupiah: 950 });
    expect((await entries("?kind=by-hand")).items.map(({ amountRupiah }) => amountRupiah)).toEqual([1_000, 1_000]);
  });

  it("is corrected by two administrators, never below zero", async () => {
    const { tenantId } = centre;
    const propose = async (amountRupiah: number) =>
      (await admin.post<{ id: string }>(`${SMS}/balances/${tenantId}/corrections`, { amountRupiah, reason: "Salah" }))
        .body.id;
    const decide = (who: Client, id: string, decision = "confirmed") =>
      who.post(`${SMS}/balances/${tenantId}/corrections/${id}/decision`, { decision });
    const id = await propose(-50);
    expect((await decide(admin, id)).body).toMatchObject({ error: { code: "sms-correction-own" } });
    const waiting = (await other.get<{ items: { id: string; isOwn: boolean }[] }>(`${SMS}/corrections`)).body.items;
    expect(waiting).toMatchObject([{ id, isOwn: false, amountRupiah: -50, reason: "Salah" }]);
    const both = await Promise.all([decide(other, id), decide(other, id)]);
    expect(both.map(({ status }) => status).toSorted((one, other) => (one ?? 0) - (other ?? 0))).toEqual([204, 404]);
    expect(await balance()).toMatchObject({ balanceRupiah: 900 });
    const tooMuch = await propose(-901);
    expect((await decide(other, tooMuch)).body).toMatchObject({ error: { code: "sms-correction-too-large" } });
    expect((await decide(admin, tooMuch, "declined")).status).toBe(204);
    expect((await admin.get<{ items: unknown[] }>(`${SMS}/corrections`)).body.items).toEqual([]);
  });

  it("is on the audit trail of the call centre, and its ledger is read page by page", async () => {
    const first = await entries("?limit=2");
    const second = await entries(`?limit=200&after=${first.next}`);
    const all = await entries("?limit=200");
    expect([...first.items, ...second.items]).toEqual(all.items);
    const actions = await portal.kit.db
      .selectFrom("auditEntry")
      .select("action")
      .where("tenantId", "=", centre.tenantId)
      .where("action", "like", "sms-%")
      .execute();
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      new Set([
        ...["sms-balance.mode-set", "sms-balance.topped-up", "sms-correction.proposed", "sms-correction.confirmed"],
        "sms-correction.declined",
      ]),
    );
  });
});
