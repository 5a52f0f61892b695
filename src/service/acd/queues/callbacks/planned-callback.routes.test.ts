import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addAgentPerson, writeContact } from "../../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../../testkit/client.ts";
import type { Guest } from "../../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { whileQueueEnds } from "../../../../../testkit/queue-fixture.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { localTime } from "../agents/agent-desktop-view.ts";
import type { Callbacks, PlannedCallback } from "./planned-callback.shared.ts";

const CALLER = "081234567890";
const HOUR_MS = 3_600_000;
const ALL_DAY = [{ from: "08:00", to: "17:00" }];

let portal: TestPortal;
let centre: CallCentre;
let sari: Guest;
let budi: Guest;
let ids: Readonly<Record<"queue" | "other" | "sari" | "budi", string>>;
let contact: string;
let sequence = 1;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  sari = await addAgentPerson(portal, centre.tenantId);
  budi = await addAgentPerson(portal, centre.tenantId);
  const { client } = centre.operator;
  const made = async (path: string, form: object) => (await client.post<{ id: string }>(path, form)).body.id;
  const queue = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Tagihan" });
  const other = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Teknis" });
  const agent = (name: string, personId: string) =>
    made("/api/service/agents", { ...GOOD_AGENT, name, personId, queues: [{ queueId: queue, tier: 1 }] });
  ids = { queue, other, sari: await agent("Sari", sari.id), budi: await agent("Budi", budi.id) };
});

afterAll(() => portal.close());

beforeEach(async () => {
  await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.deleteFrom("plannedCallback").execute());
  sequence += 4;
  const who = { tenantId: centre.tenantId, queueId: ids.queue, agentId: ids.sari, caller: CALLER, called: "1500881" };
  contact = await writeContact(portal.kit, { ...who, atMs: portal.kit.clock.nowMs() - HOUR_MS, sequence });
});

const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;
const inHours = (hours: number) => localTime(portal.kit.clock.nowMs() + hours * HOUR_MS, "Asia/Jakarta");
const form = (more: object = {}) => ({
  number: null,
  ...inHours(1),
  queueId: ids.queue,
  isOwn: true,
  note: "Tanya kuitansi",
  triesMax: 2,
  isConfirmed: false,
  ...more,
});
const plan = (more: object = {}, guest = sari, from = contact) =>
  guest.client.post(`/api/service/desk/contacts/${from}/callback`, { id: randomUUID(), ...form(more) });
const listOf = async (guest: Guest, query = "") =>
  (await guest.client.get<Callbacks>(`/api/service/desk/callbacks${query}`)).body;
const everybodys = async (query = "") =>
  (await centre.operator.client.get<Callbacks>(`/api/service/callbacks${query}`)).body;
async function planned(more: object = {}): Promise<PlannedCallback> {
  expect((await plan(more)).status).toBe(201);
  const [item] = (await listOf(sari)).items;
  return item ?? expect.fail("no callback");
}

describe("an agent who plans a callback", () => {
  it("has it in the list of his own with the caller's number, of which only the end is told", async () => {
    const id = randomUUID();
    expect((await plan({ id })).status).toBe(201);
    // A repeated press, or a lost response.
    expect((await plan({ id })).status).toBe(201);
    const { items, queues, timeZone } = await listOf(sari);
    expect(items).toMatchObject([
      {
        id,
        number: "•••890",
        queueName: "Tagihan",
        agentName: "Sari",
        isMine: true,
        isOwn: true,
        tries: 0,
        ...inHours(1),
        note: "Tanya kuitansi",
        triesMax: 2,
        state: "planned",
        contactId: null,
        version: 1,
      },
    ]);
    expect(timeZone).toBe("Asia/Jakarta");
    expect(queues.map(({ name, isServed }) => [name, isServed])).toEqual([
      ["Tagihan", true],
      ["Teknis", false],
    ]);
    const row = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("plannedCallback").select(["number", "called", "fromContactId"]).execute(),
    );
    expect(row).toEqual([{ number: CALLER, called: "1500881", fromContactId: contact }]);
  });

  it.each([
    ["409 callback-number-bad", { number: "14045" }],
    ["409 callback-number-bad", { number: "+65 6123 4567" }],
    ["409 callback-number-bad", { number: "112" }],
    ["404 no-such-queue", { queueId: randomUUID() }],
    ["400 invalid", { date: "2026-02-30" }],
    ["400 invalid", { time: "24:00" }],
    ["400 invalid", { triesMax: 4 }],
    ["400 invalid", { note: "x".repeat(501) }],
  ])("is told what is wrong: %s", async (refusal, more) => {
    const answer = await plan(more);
    expect(answer.status).toBe(Number(refusal.slice(0, 3)));
    if (!refusal.endsWith("invalid")) expect(refusalOf(answer)).toBe(refusal);
    expect((await listOf(sari)).items).toEqual([]);
  });

  it("may write the number as people do, and may not promise himself for a queue he does not serve", async () => {
    expect((await plan({ number: "(021) 1234-5678" })).status).toBe(201);
    expect(refusalOf(await plan({ queueId: ids.other }))).toBe("409 callback-not-your-queue");
    expect((await plan({ queueId: ids.other, isOwn: false })).status).toBe(201);
    // Any written form is the same number.
    expect(refusalOf(await plan({ number: "+62 812-3456-7890" }))).toBe("409 callback-number-planned");
  });

  it("is told of a time that is past or too far", async () => {
    expect(refusalOf(await plan(inHours(-1)))).toBe("409 callback-in-past");
    expect(refusalOf(await plan(inHours(61 * 24)))).toBe("409 callback-too-far");
  });

  it("is asked where the call centre is closed by all its named hours, and plans it all the same", async () => {
    const { client } = centre.operator;
    const workdays = { monday: ALL_DAY, tuesday: ALL_DAY, wednesday: ALL_DAY, thursday: ALL_DAY, friday: ALL_DAY };
    const week = { ...workdays, saturday: [], sunday: [] };
    const rest = { specialDays: [], isClosedOnNationalDays: true, isClosedOnJointLeave: true };
    const hours = { zone: "Asia/Jakarta", week, ...rest };
    const made = await client.post<{ id: string }>("/api/service/hours", { name: "Jam kantor", hours });
    expect(made.status).toBe(201);
    const sunday = { date: nextSunday(), time: "10:00" };
    expect(refusalOf(await plan(sunday))).toBe("409 callback-outside-hours");
    expect((await plan({ ...sunday, isConfirmed: true })).status).toBe(201);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("namedHours").set({ endedAt: new Date() }).execute(),
    );
  });

  it("cannot plan one of a contact that was a colleague's", async () => {
    expect(refusalOf(await plan({}, budi))).toBe("404 no-such-contact");
    expect(refusalOf(await plan({}, sari, randomUUID()))).toBe("404 no-such-contact");
  });
});

function nextSunday(): string {
  for (let ahead = 1; ; ahead += 1) {
    const { date } = inHours(ahead * 24);
    if (new Date(`${date}T00:00:00Z`).getUTCDay() === 0) return date;
  }
}

describe("a callback that is planned", () => {
  it("is changed by whom it is, over the version that was read, and keeps its number unless another is written", async () => {
    const { id, version } = await planned();
    const path = `/api/service/desk/callbacks/${id}`;
    const change = { ...form({ ...inHours(3), isOwn: false, triesMax: 1 }), expectedVersion: version };
    expect(refusalOf(await budi.client.put(path, change))).toBe("404 no-such-callback");
    expect((await sari.client.put(path, change)).status).toBe(200);
    expect(refusalOf(await sari.client.put(path, change))).toBe("409 callback-stale");
    const [item] = (await everybodys()).items;
    expect(item).toMatchObject({ ...inHours(3), number: CALLER, isOwn: false, triesMax: 1, version: 2 });
    expect(refusalOf(await sari.client.put(path, { ...change, ...inHours(-2), expectedVersion: 2 }))).toBe(
      "409 callback-in-past",
    );
  });

  it("is cancelled by whom it is, once, and its number can be planned for again", async () => {
    const { id, version: expectedVersion } = await planned();
    const path = `/api/service/desk/callbacks/${id}/cancellation`;
    expect(refusalOf(await budi.client.post(path, { expectedVersion }))).toBe("404 no-such-callback");
    expect((await sari.client.post(path, { expectedVersion })).status).toBe(200);
    expect(refusalOf(await sari.client.post(path, { expectedVersion: 2 }))).toBe("409 callback-over");
    expect((await listOf(sari)).items).toEqual([]);
    expect((await listOf(sari, "?when=over")).items).toMatchObject([{ id, state: "cancelled" }]);
    await planned();
  });

  it("is neither changed nor cancelled once its time has come", async () => {
    const { id } = await planned();
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("plannedCallback").set({ state: "due", contactId: randomUUID(), version: 2 }).execute(),
    );
    const desk = `/api/service/desk/callbacks/${id}`;
    expect(refusalOf(await sari.client.put(desk, { ...form(), expectedVersion: 2 }))).toBe("409 callback-its-turn");
    const cancelled = await centre.operator.client.post(`/api/service/callbacks/${id}/cancellation`, {
      expectedVersion: 2,
    });
    expect(refusalOf(cancelled)).toBe("409 callback-its-turn");
  });

  it("is seen by colleagues without what was written, and whole by supervisors, who may change and cancel it", async () => {
    const { id } = await planned();
    expect((await listOf(budi)).items).toEqual([]);
    expect((await listOf(budi, "?whose=team")).items).toMatchObject([
      { id, note: null, isMine: false, number: "•••890" },
    ]);
    expect((await everybodys()).items).toMatchObject([{ id, note: "Tanya kuitansi", number: CALLER }]);
    const { client } = centre.operator;
    const change = { ...form({ queueId: ids.other, isOwn: false }), expectedVersion: 1 };
    expect((await client.put(`/api/service/callbacks/${id}`, change)).status).toBe(200);
    expect((await client.post(`/api/service/callbacks/${id}/cancellation`, { expectedVersion: 2 })).status).toBe(200);
    expect((await everybodys("?when=over")).items).toMatchObject([{ id, state: "cancelled", queueName: "Teknis" }]);
  });

  it("tells what was planned to whoever has its contact, and is in the audit log without the number", async () => {
    const { id } = await planned();
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("plannedCallback").set({ state: "due", contactId: contact }).execute(),
    );
    const { body } = await sari.client.get<{ plan: object }>(`/api/service/desk/contacts/${contact}`);
    expect(body.plan).toMatchObject({ agentName: "Sari", note: "Tanya kuitansi", tries: 0 });
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "detail"])
      .where("subjectId", "=", id)
      .execute();
    expect(entries.map(({ action }) => action)).toEqual(["callback.planned"]);
    expect(JSON.stringify(entries)).not.toContain(CALLER);
    expect(JSON.stringify(entries)).not.toContain("kuitansi");
  });

  it("is planned in no queue that ends at this moment", async () => {
    const { db, clock } = portal.kit;
    const { tenantId } = centre;
    const made = await centre.operator.client.post<{ id: string }>("/api/service/queues", {
      ...GOOD_QUEUE,
      name: "Lama",
    });
    const queueId = made.body.id;
    const own = { tenantId, queueId, at: new Date(clock.nowMs()) };
    const planned = await whileQueueEnds(db, own, () => plan({ queueId, isOwn: false }));
    expect(refusalOf(planned)).toBe("404 no-such-queue");
  });

  it("is paged, open ones by their time and those that are over by their end, none twice and none left out", async () => {
    const at = portal.kit.clock.nowMs();
    const rows = Array.from({ length: 120 }, (_, nth) => {
      const own = { id: randomUUID(), tenantId: centre.tenantId, queueId: ids.queue, agentId: ids.sari, isOwn: false };
      const times = { createdAt: new Date(at), changedAt: new Date(at), dueAt: new Date(at + Math.floor(nth / 3)) };
      const isOver = nth % 2 === 0;
      const end = isOver ? { state: "reached", endedAt: new Date(at - Math.floor(nth / 6)) } : {};
      const whom = { number: `0812${String(nth).padStart(8, "0")}`, called: "1500881", note: "", triesMax: 1 };
      return { ...own, ...times, ...whom, fromContactId: contact, ...end };
    });
    await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.insertInto("plannedCallback").values(rows).execute());
    for (const when of ["open", "over"]) {
      const first = await listOf(sari, `?when=${when}`);
      const second = await listOf(sari, `?when=${when}&after=${first.next}`);
      expect(first.items).toHaveLength(50);
      expect(second).toMatchObject({ next: null });
      expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(60);
    }
  });

  it.each([
    "kemarin",
    "2026-13-45T10:00:00.000Z_0196a8a0-0000-7000-8000-000000000041",
    "2026-02-30T10:00:00.000Z_0196a8a0-0000-7000-8000-000000000041",
    "2026-02-03T25:61:00.000Z_0196a8a0-0000-7000-8000-000000000041",
    "2026-02-03T10:00:00.000Z_------------------------------------",
    "2026-02-03T10:00:00.000Z_0196a8a000000-7000-8000-000000000041",
  ])("is not paged from what is no place in the list: %s", async (after) => {
    for (const when of ["open", "over"]) {
      const query = `?when=${when}&after=${after}`;
      expect((await sari.client.get(`/api/service/desk/callbacks${query}`)).status).toBe(400);
      expect((await centre.operator.client.get(`/api/service/callbacks${query}`)).status).toBe(400);
    }
  });
});
