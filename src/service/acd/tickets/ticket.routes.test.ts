import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson, writeContact } from "../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import { openTestClient } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addTicketCategory, PROMISES, ticketForm } from "../../../../testkit/ticket-form.ts";
import { addCrowd, openSessionOf } from "../../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { writtenMoment } from "../../../identity/index.ts";
import { peopleTeller } from "../../../identity/wire.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { publicTicketSchema, ticketSchema, ticketsSchema } from "./contract.ts";
import { type EscalationOptions, sweepTickets } from "./escalate.jobs.ts";
import { eraseTickets } from "./wire.ts";

const HOUR_MS = 60 * MINUTE_MS;
const LIST = "/api/service/tickets";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Whole = ReturnType<typeof ticketSchema.parse>;
type Listed = ReturnType<typeof ticketsSchema.parse>;
type Public = ReturnType<typeof publicTicketSchema.parse>;

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let agent: Guest;
let categoryId: string;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  centre = await openCallCentre(portal, { name: "Pusat Tiket" });
  agent = await addAgentPerson(portal, centre.tenantId);
  categoryId = await addTicketCategory(centre.operator.client, "Tagihan");
});

afterAll(() => portal?.close());

const id = () => portal.kit.ids.next();
/** A session without use for a day has ended. */
const again = async (guest: Guest): Promise<Guest["client"]> =>
  openTestClient(portal.url, await openSessionOf(portal.kit, guest.id));

async function made(own: object = {}): Promise<Whole> {
  const form = { ...ticketForm(id(), categoryId), ...own };
  const client = await again(agent);
  succeeded(await client.post<{ id: string }>(LIST, form), "a ticket");
  return whole(form.id);
}

const whole = async (ticket: string): Promise<Whole> =>
  succeeded(await (await again(agent)).get<Whole>(`${LIST}/${ticket}`), "a ticket");

const act = async (ticket: string, what: string, body: object) =>
  (await again(agent)).post<{ version: number; error: { code: string } }>(`${LIST}/${ticket}/${what}`, {
    wishId: id(),
    ...body,
  });

const look = (own: Partial<EscalationOptions> = {}) =>
  sweepTickets({
    kit: portal.kit,
    tenantIds: async () => [centre.tenantId],
    tellPeople: peopleTeller(portal.kit),
    writtenMoment,
    ...own,
  });

const mailsOf = (start: string) =>
  portal.kit.db
    .selectFrom("mailMessage")
    .select(["toAddress", "subject", "bodyText"])
    .where("dedupeKey", "like", `${start}%`)
    .execute();

describe("tickets", () => {
  it("are numbered without gaps, promised in opening hours, and the same id once more is the same ticket", async () => {
    const first = await made();
    const second = await made();
    expect([first.number.slice(0, -2), second.number.slice(0, -2)]).toEqual(["1001", "1002"]);
    expect(first).toMatchObject({
      state: "open",
      minutes: { answer: 240, solution: 960 },
      customerNumber: "08123456789",
    });
    // Wednesday, ten in the morning: four hours later, and sixteen hours later.
    expect(first.answer).toEqual({ state: "running", dueAt: "2026-11-25T07:00:00.000Z" });
    expect(first.solution).toEqual({ state: "running", dueAt: "2026-11-26T10:00:00.000Z" });
    const twice = ticketForm(id(), categoryId);
    const desk = await again(agent);
    const answers = await Promise.all([twice, twice, twice].map((one) => desk.post<{ number: string }>(LIST, one)));
    expect(answers.map(({ status, body }) => [status, body.number.slice(0, -2)])).toEqual(
      answers.map(() => [201, "1003"]),
    );
    const form = { ...ticketForm(first.id, categoryId), subject: "Lain" };
    expect((await (await again(agent)).post<{ number: string }>(LIST, form)).body.number).toBe(first.number);
    expect((await whole(first.id)).subject).toBe("Tagihan dobel");
  });

  it("are refused with what is wrong, at the field it belongs to", async () => {
    const client = await again(agent);
    const refused = async (own: object) => {
      const { status, body } = await client.post<{ error: { code: string; fields: { path: string }[] } }>(LIST, {
        ...ticketForm(id(), categoryId),
        ...own,
      });
      return [status, body.error.code, body.error.fields[0]?.path];
    };
    expect(await refused({ customerNumber: "nomor" })).toEqual([400, "ticket-number-unfit", "customerNumber"]);
    expect(await refused({ customerEmail: "rina@contoh.invalid" })).toEqual([
      400,
      "ticket-consent-missing",
      "hasConsent",
    ]);
    expect(await refused({ categoryId: id() })).toEqual([404, "no-such-category", "categoryId"]);
    expect(await refused({ assigneeId: id() })).toEqual([400, "ticket-assignee-unknown", "assigneeId"]);
    expect(await refused({ queueId: id() })).toEqual([400, "ticket-queue-unknown", "queueId"]);
  });

  it("move on over the version that was read, stop their clock for the customer, and keep a wish once", async () => {
    const { id: ticket } = await made();
    const wish = { wishId: id(), expectedVersion: 1, to: "waiting", text: "Mohon kirim foto kuitansi" };
    expect((await act(ticket, "moves", wish)).body).toEqual({ version: 3 });
    expect((await act(ticket, "moves", wish)).body).toEqual({ version: 3 });
    expect((await act(ticket, "moves", { ...wish, wishId: id() })).body.error.code).toBe("ticket-stale");
    expect((await act(ticket, "moves", { expectedVersion: 3, to: "closed", text: "" })).body.error.code).toBe(
      "ticket-move-unfit",
    );
    const waiting = await whole(ticket);
    expect(waiting).toMatchObject({
      state: "waiting",
      dueAt: null,
      answer: { state: "kept" },
      solution: { state: "paused", dueAt: null },
    });
    expect(waiting.events.map(({ kind }) => kind)).toEqual(["moved", "noted", "opened"]);
  });

  it("keep what was promised where only the customer changes, and are promised anew with another priority", async () => {
    const ticket = await made();
    const form = { ...ticketForm(ticket.id, categoryId) };
    const { id: _id, assigneeId: _person, queueId: _queue, ...matter } = form;
    const client = await again(agent);
    const saved = await client.put<{ version: number }>(`${LIST}/${ticket.id}`, {
      ...matter,
      expectedVersion: 1,
      customerName: "Ibu R.",
    });
    expect(saved.body.version).toBe(2);
    expect((await whole(ticket.id)).solution).toEqual(ticket.solution);
    await client.put(`${LIST}/${ticket.id}`, { ...matter, expectedVersion: 2, priority: "urgent" });
    expect(await whole(ticket.id)).toMatchObject({ priority: "urgent", minutes: { answer: 60, solution: 240 } });
  });

  it("are found by number, by the customer's number and by words, and narrowed down by whose they are", async () => {
    const ticket = await made({ subject: "Modem 100% rusak", customerNumber: "+62 811 777", assigneeId: agent.id });
    const client = await again(agent);
    const found = async (query: string) =>
      (await client.get<Listed>(`${LIST}?${query}`)).body.items.map(({ number }) => number);
    for (const query of [`search=${ticket.number}`, "search=0811777", "search=100%25", "whose=mine&search=modem"])
      expect(await found(query)).toEqual([ticket.number]);
    expect(await found("search=100_")).toEqual([]);
    expect((await found("whose=nobody")).includes(ticket.number)).toBe(false);
    expect((await client.get<Listed>(`${LIST}?whose=team`)).body.total).toBe(0);
  });

  it("are downloaded by whoever leads, and by nobody else; formulas are made harmless", async () => {
    await made({ subject: "=HYPERLINK(1)" });
    const { client } = centre.operator;
    expect((await (await again(agent)).get(`${LIST}/export?format=csv`)).status).toBe(403);
    const { text: csv } = await client.get(`${LIST}/export?format=csv&language=en&search=HYPER`);
    expect(csv).toContain("'=HYPERLINK(1)");
    const xlsx = await client.get(`${LIST}/export?format=xlsx&search=HYPER`);
    expect([xlsx.status, xlsx.headers.get("content-type"), xlsx.text.slice(0, 2)]).toEqual([200, XLSX, "PK"]);
    expect(csv.split("\n")[0]).toContain("Number,Subject,Category");
  });
});

describe("promises that run out", () => {
  it("are told step by step, each once, to whoever has it, leads and administers, however often it is looked", async () => {
    const ticket = await made({ assigneeId: agent.id });
    const start = `ticket ${ticket.id}`;
    virtualContext.advance(2 * HOUR_MS - MINUTE_MS);
    await look();
    expect(await mailsOf(start)).toEqual([]);
    virtualContext.advance(MINUTE_MS);
    await look();
    await look();
    expect((await mailsOf(start)).map(({ toAddress }) => toAddress)).toEqual([agent.email]);
    virtualContext.advance(2 * HOUR_MS);
    await look();
    await look();
    const mails = await mailsOf(start);
    // The call centre has no supervisor, so the second step goes to the administrator, and the third one too.
    expect(mails.map(({ toAddress }) => toAddress).toSorted()).toEqual(
      [agent.email, centre.operator.email, centre.operator.email].toSorted(),
    );
    const seen = await whole(ticket.id);
    expect(seen.escalations.map(({ goal, told, percent }) => [goal, told, percent])).toEqual([
      ["answer", "assignee", 50],
      ["answer", "supervisor", 80],
      ["answer", "administrator", 100],
    ]);
    expect(seen).toMatchObject({ escalated: 100, version: ticket.version });
    virtualContext.advance(MINUTE_MS);
    expect((await whole(ticket.id)).answer.state).toBe("late");
    const list = (await (await again(agent)).get<Listed>(`${LIST}?whose=told&search=${ticket.number}`)).body;
    expect([list.total, list.items.map(({ number }) => number)]).toEqual([1, [ticket.number]]);
    expect(list.told).toBeGreaterThanOrEqual(1);
  });

  it("are told once by two that look at the same moment, and wholly or not at all by one that is cut off", async () => {
    const ticket = await made({ assigneeId: agent.id });
    const start = `ticket ${ticket.id}`;
    virtualContext.advance(24 * HOUR_MS);
    await look({
      tellPeople: async (...wish) => {
        await peopleTeller(portal.kit)(...wish);
        throw new Error("cut off");
      },
    });
    expect([await mailsOf(start), (await whole(ticket.id)).escalations]).toEqual([[], []]);
    virtualContext.advance(MINUTE_MS);
    await Promise.all([look(), look(), look()]);
    const keys = (await whole(ticket.id)).escalations.map(({ goal, told }) => `${goal} ${told}`);
    expect(keys).toHaveLength(new Set(keys).size);
    expect(keys).toContain("answer administrator");
    expect(await mailsOf(start)).toHaveLength(keys.length);
  });

  it("are told although another ticket, or another call centre, cannot be looked at", async () => {
    const broken = await made({ assigneeId: agent.id });
    virtualContext.advance(MINUTE_MS);
    const sound = await made({ assigneeId: agent.id });
    virtualContext.advance(24 * HOUR_MS);
    await look({
      tenantIds: async () => ["none", centre.tenantId],
      tellPeople: async (trx, message) => {
        if (message.dedupeKey.includes(broken.id)) throw new Error("broken");
        await peopleTeller(portal.kit)(trx, message);
      },
    });
    const answer = { goal: "answer", told: "administrator" };
    expect((await whole(broken.id)).escalations).toEqual([]);
    expect((await whole(sound.id)).escalations).toContainEqual(expect.objectContaining(answer));
    virtualContext.advance(MINUTE_MS);
    await look();
    expect((await whole(broken.id)).escalations).toContainEqual(expect.objectContaining(answer));
  });

  it("are not told of while the customer is waited for, and what stayed solved closes by itself", async () => {
    const { id: ticket, version } = await made();
    await act(ticket, "moves", { expectedVersion: version, to: "waiting", text: "Mohon foto" });
    virtualContext.advance(48 * HOUR_MS);
    await look();
    expect((await whole(ticket)).escalations).toEqual([]);
    await act(ticket, "moves", { expectedVersion: 3, to: "solved", text: "Sudah dikembalikan" });
    virtualContext.advance(7 * 24 * HOUR_MS);
    await look();
    expect((await whole(ticket)).state).toBe("closed");
  });
});

describe("a call centre of many", () => {
  it("gives tickets to whoever comes last by name, and says that they were told who were mailed", async () => {
    const other = await openCallCentre(portal, { name: "Pusat Ramai" });
    const { tenantId, operator } = other;
    const category = await addTicketCategory(operator.client, "Ramai");
    await addCrowd(portal.kit, { count: 300, role: "operator-agent", tenantId });
    await addCrowd(portal.kit, { count: 130, role: "operator-supervisor", tenantId });
    const createdAt = new Date(virtualContext.clock.nowMs());
    const rules = JSON.stringify(GOOD_QUEUE.rules);
    const queues = Array.from({ length: 260 }, (_, nth) => ({ id: id(), name: `Antrean ${1_000 + nth}` }));
    const rows = queues.map((queue) => ({ ...queue, tenantId, rules, createdAt }));
    await inTenant(portal.kit.db, tenantId, (trx) => trx.insertInto("queue").values(rows).execute());
    const last = await addAgentPerson(portal, tenantId);
    const queueId = queues.at(-1)?.id ?? "";
    const form = { ...ticketForm(id(), category), assigneeId: last.id, queueId };
    succeeded(await operator.client.post(LIST, form), "a ticket");
    const { body } = await operator.client.get<Record<"people" | "queues", { id: string }[]>>(`${LIST}/choices`);
    expect([body.people.map((one) => one.id).includes(last.id), body.queues.at(-1)?.id]).toEqual([true, queueId]);
    virtualContext.advance(24 * HOUR_MS);
    await look({ tenantIds: async () => [tenantId] });
    const told = await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .selectFrom("ticketEscalation")
        .select(["told", "personIds"])
        .where("goal", "=", "answer")
        .orderBy("percent")
        .execute(),
    );
    const mailed = await portal.kit.db
      .selectFrom("mailMessage")
      .select("toPersonId")
      .where("dedupeKey", "like", `ticket ${form.id} answer supervisor %`)
      .execute();
    expect(told.map((step) => step.told)).toEqual(["assignee", "supervisor", "administrator"]);
    expect(told[0]?.personIds).toEqual([last.id]);
    expect(new Set(told[1]?.personIds)).toEqual(new Set(mailed.map(({ toPersonId }) => toPersonId)));
    expect(mailed).toHaveLength(100);
  });
});

describe("the page for customers", () => {
  const asked = (page: string, body: object) =>
    portal.anonymous.post<Public & { error: { code: string } }>(`/api/ticket-pages/${page}/ticket`, body);

  it("shows to number and code what is for the customer, and answers all that is wrong alike", async () => {
    const ticket = await made({ customerEmail: "rina@contoh.invalid", hasConsent: true });
    const { page, number, code } = ticket;
    await act(ticket.id, "notes", { isPublic: false, text: "Pelanggan sulit" });
    await act(ticket.id, "notes", { isPublic: true, text: "Kami periksa" });
    const { status, body } = await asked(page, { number: number.replace("-", " "), code });
    expect([status, body.number, body.notes.map(({ text }) => text)]).toEqual([200, number, ["Kami periksa"]]);
    expect(JSON.stringify(body)).not.toMatch(/sulit|Dua kali|0812|rina@|Ibu Rina/);
    const wrong = [
      { number, code: code === "00000000" ? "00000001" : "00000000" },
      { number: "9999-9", code },
      { number: "", code: "" },
      { number: "x".repeat(40), code: "y".repeat(40) },
    ];
    const answers = await Promise.all(wrong.map((one) => asked(page, one)));
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
    const told = answers.map((answer) => ({ ...answer.body.error, requestId: "" }));
    expect(told).toEqual(told.map(() => told[0]));
    expect((await asked("aaaaaaaaaa", { number, code })).body.error.code).toBe("ticket-not-found");
    const mails = await mailsOf(`ticket-customer ${ticket.id}`);
    expect(mails.map(({ toAddress }) => toAddress)).toEqual(["rina@contoh.invalid", "rina@contoh.invalid"]);
    expect(mails[0]?.bodyText).toContain(`/tiket/${page}#${number}.${code}`);
    expect(JSON.stringify(mails)).not.toMatch(/Kami periksa|Tagihan dobel/);
  });

  it("takes an answer back into work, and reopens what was not solved", async () => {
    const ticket = await made({ assigneeId: agent.id });
    const { page, number, code } = ticket;
    const write = (own: object) =>
      portal.anonymous.post<Public & { error: { code: string } }>(`/api/ticket-pages/${page}/replies`, {
        number,
        code,
        wishId: id(),
        isUnsolved: false,
        text: "Ini fotonya",
        ...own,
      });
    await act(ticket.id, "moves", { expectedVersion: ticket.version, to: "waiting", text: "Mohon foto" });
    const wishId = id();
    expect((await write({ wishId })).body).toMatchObject({ state: "in-work", mayReopen: false });
    expect((await write({ wishId })).body.notes).toHaveLength(2);
    expect((await write({ isUnsolved: true })).body.error.code).toBe("ticket-not-solved");
    await act(ticket.id, "moves", { expectedVersion: 6, to: "solved", text: "Uang kembali" });
    expect((await write({ isUnsolved: true, text: "Belum masuk" })).body.state).toBe("reopened");
    expect((await whole(ticket.id)).events[1]).toMatchObject({ isByCustomer: true, byName: null, text: "Belum masuk" });
    const told = await mailsOf(`ticket-reply ${ticket.id}`);
    expect(told.map(({ toAddress }) => toAddress)).toEqual([agent.email, agent.email]);
    await (await again(agent)).post(`${LIST}/${ticket.id}/code`, {});
    expect((await asked(page, { number, code })).status).toBe(404);
    const renewed = (await whole(ticket.id)).code;
    expect((await asked(page, { number, code: renewed })).status).toBe(200);
  });

  it("is of one call centre: its numbers and codes open nothing on another's", async () => {
    const ticket = await made();
    const other = await openCallCentre(portal, { name: "Pusat Lain" });
    await addTicketCategory(other.operator.client, "Lain");
    const { body } = await other.operator.client.get<{ page: string }>("/api/service/ticket-setting");
    expect(body.page).not.toBe(ticket.page);
    expect((await asked(body.page, { number: ticket.number, code: ticket.code })).status).toBe(404);
    expect((await portal.anonymous.get<{ name: string }>(`/api/ticket-pages/${body.page}`)).body.name).toBe(
      "Pusat Lain",
    );
    const own = await addTicketCategory(other.operator.client, "Lain lagi");
    const stolen = await other.operator.client.post<{ error: { code: string } }>(LIST, ticketForm(ticket.id, own));
    expect([stolen.status, stolen.body.error.code]).toEqual([409, "ticket-id-taken"]);
    const next = await other.operator.client.post<{ number: string }>(LIST, ticketForm(id(), own));
    expect(next.body.number.slice(0, -2)).toBe("1001");
  });

  it("holds an address back that guesses, and its right code then too", async () => {
    virtualContext.advance(HOUR_MS);
    const { page, number, code } = await made();
    const guesses = Array.from({ length: 10 }, (_, nth) => ({ number, code: String(10_000_000 + nth) }));
    for (const guess of guesses) expect((await asked(page, guess)).status).toBe(404);
    expect((await asked(page, { number, code })).body.error.code).toBe("ticket-attempts-many");
    virtualContext.advance(16 * MINUTE_MS);
    expect((await asked(page, { number, code })).status).toBe(200);
  });
});

describe("at the desk", () => {
  it("a ticket is opened from the own contact with its number, and another contact is linked to it", async () => {
    const client = await again(centre.operator);
    const queueId = succeeded(await client.post<{ id: string }>("/api/service/queues", GOOD_QUEUE), "a queue").id;
    const form = { ...GOOD_AGENT, personId: agent.id, queues: [{ queueId, tier: 1 }] };
    const agentId = succeeded(
      await (await again(centre.operator)).post<{ id: string }>("/api/service/agents", form),
      "an agent",
    ).id;
    const of = {
      tenantId: centre.tenantId,
      queueId,
      agentId,
      caller: "+628115550001",
      called: "1500881",
      choice: "Tagihan",
    };
    const atMs = virtualContext.clock.nowMs();
    const contact = await writeContact(portal.kit, { ...of, atMs, sequence: 1 });
    const later = await writeContact(portal.kit, { ...of, atMs: atMs + HOUR_MS, sequence: 11 });
    const desk = await again(agent);
    const path = `/api/service/desk/contacts/${contact}/tickets`;
    const before = await desk.get<{ begin: object }>(path);
    expect(before.body).toMatchObject({ ofContact: [], begin: { subject: "Tagihan", hasNumber: true, queueId } });
    const { customerNumber: _number, ...wish } = ticketForm(id(), categoryId);
    const opened = succeeded(await desk.post<{ id: string; number: string }>(path, { ...wish, queueId }), "a ticket");
    expect(await whole(opened.id)).toMatchObject({
      customerNumber: "+628115550001",
      contacts: [{ contactId: contact }],
    });
    const seen = await desk.get<{ ofCustomer: { number: string }[] }>(`/api/service/desk/contacts/${later}/tickets`);
    expect(seen.body.ofCustomer.map(({ number }) => number)).toEqual([opened.number]);
    const link = { ticketId: opened.id, wishId: id() };
    expect((await desk.post(`/api/service/desk/contacts/${later}/ticket-links`, link)).status).toBe(204);
    expect((await desk.post(`/api/service/desk/contacts/${id()}/ticket-links`, link)).status).toBe(404);
    expect((await whole(opened.id)).contacts).toHaveLength(2);
    expect((await desk.get<Listed>(`${LIST}?whose=team`)).body.items.map(({ number }) => number)).toEqual([
      opened.number,
    ]);
  });
});

describe("categories and rules", () => {
  it("are kept over the version that was read, and named once", async () => {
    const client = await again(centre.operator);
    const { items } = (await client.get<{ items: { id: string; hoursId: string }[] }>("/api/service/ticket-categories"))
      .body;
    const { hoursId = "", id: own = "" } = items.find(({ id: one }) => one === categoryId) ?? {};
    const form = { name: "Tagihan", hoursId, promises: PROMISES };
    const code = async (work: Promise<{ body: { error?: { code: string } } }>) => (await work).body.error?.code;
    const list = "/api/service/ticket-categories";
    expect(await code(client.post(list, { ...form, name: "tagihan" }))).toBe("category-name-taken");
    expect(await code(client.post(list, { ...form, name: "B", hoursId: id() }))).toBe("category-hours-unknown");
    const turned = { ...PROMISES, urgent: { answerMinutes: 500, solutionMinutes: 240 } };
    expect(await code(client.post(list, { ...form, name: "B", promises: turned }))).toBe("category-promise-order");
    expect(
      (await client.put<{ version: number }>(`${list}/${own}`, { ...form, expectedVersion: 1 })).body.version,
    ).toBe(2);
    expect(await code(client.put(`${list}/${own}`, { ...form, expectedVersion: 1 }))).toBe("category-stale");
    const rules = {
      assigneePercent: 40,
      supervisorPercent: 60,
      administratorPercent: 90,
      closeAfterDays: 3,
      expectedVersion: 1,
    };
    expect(await code(client.put("/api/service/ticket-setting", { ...rules, supervisorPercent: 95 }))).toBe(
      "ticket-setting-order",
    );
    expect((await client.put<{ version: number }>("/api/service/ticket-setting", rules)).body.version).toBe(2);
    expect(await code(client.put("/api/service/ticket-setting", rules))).toBe("ticket-setting-stale");
  });
});

describe("a request for deletion", () => {
  it("takes the tickets of its number away with their mails, and no others", async () => {
    const [mine, others] = [await made({ customerNumber: "0899-111-222" }), await made()];
    const client = await again(centre.operator);
    const request = succeeded(
      await client.post<{ id: string }>("/api/service/personal-requests", {
        kind: "delete",
        number: "+62899111222",
        identifiedBy: "Ditelepon balik",
      }),
      "a request",
    ).id;
    const held = await client.get<{ classes: { name: string; count: number }[] }>(
      `/api/service/personal-requests/${request}/holdings`,
    );
    expect(JSON.stringify(held.body)).toContain('"name":"tickets","count":1');
    const erase = () =>
      inTenant(portal.kit.db, centre.tenantId, (trx) => eraseTickets(trx, { id: request, limit: 200 }));
    expect(await erase()).toEqual([{ name: "tickets", count: 0 }]);
    await client.post(`/api/service/personal-requests/${request}/deletion`, { expectedVersion: 1 });
    expect([await erase(), await erase()]).toEqual([[{ name: "tickets", count: 1 }], [{ name: "tickets", count: 0 }]]);
    expect((await (await again(agent)).get(`${LIST}/${mine.id}`)).status).toBe(404);
    expect((await whole(others.id)).number).toBe(others.number);
    expect(await mailsOf(`ticket-customer ${mine.id}`)).toEqual([]);
  });
});

describe("promises of very many tickets", () => {
  it("are told of though more than one look holds cannot be looked at, and became due before", async () => {
    const broken = new Set<string>();
    while (broken.size < 101) {
      const some = await Promise.all(Array.from({ length: 10 }, () => made()));
      for (const { id: one } of some) broken.add(one);
    }
    virtualContext.advance(MINUTE_MS);
    const sound = await made();
    virtualContext.advance(24 * HOUR_MS);
    const failing = {
      tellPeople: async (...[trx, message]: Parameters<EscalationOptions["tellPeople"]>) => {
        if (broken.has(message.dedupeKey.split(" ")[1] ?? "")) throw new Error("broken");
        await peopleTeller(portal.kit)(trx, message);
      },
    };
    await look(failing);
    expect((await whole(sound.id)).escalations).toEqual([]);
    await look(failing);
    const answer = { goal: "answer", told: "administrator" };
    expect((await whole(sound.id)).escalations).toContainEqual(expect.objectContaining(answer));
    virtualContext.advance(MINUTE_MS);
    for (let nth = 0; nth < 3; nth += 1) await look();
    expect((await whole([...broken][0] ?? "")).escalations).toContainEqual(expect.objectContaining(answer));
  });
});
