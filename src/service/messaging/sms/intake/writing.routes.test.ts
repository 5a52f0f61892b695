import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { openTestClient } from "../../../../../testkit/client.ts";
import type { Guest } from "../../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../../../../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";

const SMS = "/api/service/sms";
const DAY_MS = 86_400_000;
let virtualContext: VirtualContext;
let portal: TestPortal;
let fixtureContext: SmsFixtureContext;
let carrierId: string;
let centre: CallCentre;
let supervisor: Guest;
let sender: string;

interface Taken {
  readonly accepted: number;
  readonly refused: number;
  readonly items: readonly {
    readonly to: string;
    readonly id: string | null;
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
  readonly error?: { readonly code: string; readonly fields: readonly { readonly path: string }[] };
}

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  fixtureContext = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
  carrierId = await addTestCarrier(fixtureContext, { name: "Uji" });
  await openCentre();
  // The routing table is at most a second old.
  await vi.waitUntil(async () => (await write()).status === 202, { timeout: 10_000, interval: 100 });
});

afterAll(() => portal?.close());

beforeEach(() => openCentre());

async function openCentre(): Promise<void> {
  centre = await openCallCentre(portal);
  sender = `T${centre.tenantId.slice(-9)}`.toUpperCase();
  await addSender(sender);
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId: centre.tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
}

const addSender = (value: string, state = "approved") =>
  addTestSender(fixtureContext, {
    tenantId: centre.tenantId,
    personId: centre.operator.id,
    value,
    state,
    carrierIds: [carrierId],
  });

const form = (own: Readonly<Record<string, unknown>> = {}) => ({
  from: sender,
  to: ["0812-3456-7001"],
  text: "Pesanan Anda siap diambil",
  category: "transactional",
  requestKey: randomUUID(),
  ...own,
});

const write = (own: Readonly<Record<string, unknown>> = {}) =>
  supervisor.client.post<Taken>(`${SMS}/messages`, form(own));

const kept = () =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx.selectFrom("smsMessage").select(["id", "recipient", "accountId", "apiKeyId"]).orderBy("recipient").execute(),
  );

const noted = () =>
  inTenant(portal.kit.db, centre.tenantId, (trx) =>
    trx
      .selectFrom("auditEntry")
      .select(["actorPersonId", "actorRole", "subjectId", "detail"])
      .where("action", "=", "sms-message.written")
      .where("tenantId", "=", centre.tenantId)
      .execute(),
  );

describe("messages that a supervisor writes", () => {
  it("are on disk when they are answered, each number once, and the trail says who wrote them", async () => {
    const to = ["0812-3456-7001", "+6281234567002", "6281234567001"];
    const { status, body } = await write({ to });
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 2, refused: 0 });
    const rows = await kept();
    expect(rows.map(({ recipient }) => recipient)).toEqual(["6281234567001", "6281234567002"]);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(body.items.map(({ id }) => id ?? "").toSorted());
    expect(rows.every(({ accountId, apiKeyId }) => accountId === null && apiKeyId === null)).toBe(true);
    const [first] = body.items;
    expect(await noted()).toEqual([
      {
        actorPersonId: supervisor.id,
        actorRole: "operator-supervisor",
        subjectId: first?.id,
        detail: { from: sender, category: "transactional", accepted: 2, refused: 0 },
      },
    ]);
    const seen = await centre.operator.client.get<{ state: string }>(`${SMS}/messages/${first?.id}`);
    expect(seen.body).toMatchObject({ from: sender, state: "waiting", reference: null });
  });

  it("are taken once, however often the form is sent, and never under the key of another text", async () => {
    const requestKey = randomUUID();
    const [one, two] = [await write({ requestKey }), await write({ requestKey })];
    expect(two.body).toEqual(one.body);
    expect(await kept()).toHaveLength(1);
    expect(await noted()).toHaveLength(1);
    const other = await write({ requestKey, text: "Lain" });
    expect([other.status, other.body.error?.code]).toEqual([409, "request-differs"]);
    expect(await kept()).toHaveLength(1);
  });

  it("are refused one by one where there are several, and at the field where there is one", async () => {
    const barred = "081234567009";
    await centre.operator.client.post(`${SMS}/opt-outs`, { recipient: barred, senderId: null });
    const several = await write({ to: ["abc", barred, "081234567003"] });
    expect(several.status).toBe(202);
    expect(several.body).toMatchObject({ accepted: 1, refused: 2 });
    expect(several.body.items.map(({ error }) => error?.code ?? null)).toEqual([
      ...["recipient-unfit", "recipient-opted-out", null],
    ]);
    const single = await write({ to: [barred] });
    expect([single.status, single.body.error?.code]).toEqual([409, "recipient-opted-out"]);
    expect(single.body.error?.fields.map(({ path }) => path)).toEqual(["to"]);
    expect(await noted()).toHaveLength(1);
  });

  it("are judged as those of programs are", async () => {
    const codeOf = async (own: Readonly<Record<string, unknown>>) => (await write(own)).body.error?.code;
    const draft = `D${centre.tenantId.slice(-9)}`.toUpperCase();
    await addSender(draft, "submitted");
    expect(await codeOf({ from: draft })).toBe("sender-not-approved");
    expect(await codeOf({ from: "TIDAK-ADA" })).toBe("sender-unknown");
    expect(await codeOf({ text: "" })).toBe("text-empty");
    expect(await codeOf({ text: "x".repeat(1_601) })).toBe("text-too-long");
    const sendAt = new Date(portal.kit.clock.nowMs() + 31 * DAY_MS).toISOString();
    expect(await codeOf({ sendAt })).toBe("send-time-unfit");
    expect(await kept()).toEqual([]);
  });

  it("may be from those sender ids that a carrier takes messages of today", async () => {
    const tail = centre.tenantId.slice(-7).toUpperCase();
    await addSender(`BCA-${tail}`);
    await addSender(`S${tail}`, "suspended");
    const over = await addSender(`L${tail}`);
    const yesterday = new Date(portal.kit.clock.nowMs() - DAY_MS).toISOString().slice(0, 10);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("smsRegistration").set({ validUntil: yesterday }).where("senderId", "=", over).execute(),
    );
    const { body } = await supervisor.client.get(`${SMS}/writing`);
    expect(body).toEqual({
      senders: [sender],
      waitingSenders: 3,
      templates: [],
      promotionByTemplate: false,
      promotionalFromMinute: 480,
      promotionalUntilMinute: 1_200,
      validMinutesMax: 4_320,
    });
  });
});
