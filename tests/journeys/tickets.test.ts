import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writtenMoment } from "../../src/identity/index.ts";
import { peopleTeller } from "../../src/identity/wire.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { sweepTickets } from "../../src/service/acd/tickets/wire.ts";
import { addAgentPerson, writeContact } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { HOURS_FORM } from "../../testkit/hours-form.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { PROMISES, ticketForm } from "../../testkit/ticket-form.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CENTRE = "Air Bersih Nusantara";
const HOUR_MS = 3_600_000;
const CALLER = "+6281234567890";
const SUBJECT = "Tagihan bulan ini ditarik dua kali dari rekening yang sama";
const LONG_QUEUE = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
/** Open at every hour, so that the test does not depend on the time of its run. */
const ALWAYS = {
  ...HOURS_FORM,
  hours: {
    ...HOURS_FORM.hours,
    isClosedOnNationalDays: false,
    week: Object.fromEntries(Object.keys(HOURS_FORM.hours.week).map((day) => [day, [{ from: "00:00", to: "24:00" }]])),
  },
};
/** A colleague's changes to a ticket, except for the fields of the version read. */
const MATTER = {
  priority: "normal",
  subject: SUBJECT,
  description: "",
  hasConsent: true,
  locale: "id",
  customerNumber: CALLER,
  categoryId: "",
  customerName: "",
  customerEmail: "",
};
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", queue: "Tagihan" },
  { locale: "en", width: 360, height: 740, theme: "dark", queue: LONG_QUEUE },
] as const);

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: createRuntimeContext(), screens: true, works: false }),
    openBrowser(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** The user returns to the window, which refetches its data. */
async function comesBack({ page }: Visit, path: string): Promise<void> {
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === path);
  // Data fetched less than ten seconds ago would not be refetched.
  await page.evaluate(`(async () => {
    const now = Date.now;
    Date.now = () => now() + 11_000;
    window.dispatchEvent(new Event("visibilitychange"));
    await new Promise((resolve) => setTimeout(resolve, 200));
    Date.now = now;
  })()`);
  await answered;
}

const visitors = openVisitors(() => ({ browser, url: portal.url }));
const { comesAs } = visitors;

describe.each(WAYS)("a customer's ticket ($locale, $width px)", ({ queue, ...way }) => {
  let centre: CallCentre;
  let agent: Guest;
  let contactId: string;
  let lead: Visit;
  let desk: Visit;
  let customer: Visit;
  let page: string;
  let read: { number: string; code: string };
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    desk.t(`web.tickets.${key}`, params);
  const told = (key: string, params?: Readonly<Record<string, string | number>>) =>
    customer.t(`web.publicTicket.${key}`, params);
  const press = (visit: Visit, name: string) =>
    visit.page.getByRole("button", { name, exact: true }).first().press("Enter");
  const inDialog = (visit: Visit, name: string) =>
    visit.page.getByRole("dialog").getByRole("button", { name, exact: true }).press("Enter");

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    agent = await addAgentPerson(portal, centre.tenantId);
    const { client } = centre.operator;
    succeeded(await client.post("/api/service/hours", ALWAYS), "hours");
    const look = { name: `${CENTRE} ${way.locale}`, colour: "#00695c", expectedVersion: 0 };
    const { status } = await client.put("/api/service/branding", look);
    if (status !== 204) throw new Error(`a look: ${status}`);
    const queueId = succeeded(
      await client.post<{ id: string }>("/api/service/queues", { ...GOOD_QUEUE, name: queue }),
      "a queue",
    ).id;
    const form = { ...GOOD_AGENT, name: "Sari Dewi", personId: agent.id, queues: [{ queueId, tier: 1 }] };
    const agentId = succeeded(await client.post<{ id: string }>("/api/service/agents", form), "an agent").id;
    const of = {
      tenantId: centre.tenantId,
      queueId,
      agentId,
      caller: CALLER,
      called: "1500881",
      choice: "Tagihan kartu",
    };
    contactId = await writeContact(portal.kit, { ...of, atMs: portal.kit.clock.nowMs() - HOUR_MS, sequence: 1 });
    [lead, desk, customer] = [
      await comesAs(centre.operator, way),
      await comesAs(agent, way),
      await comesAs(null, { ...way, strict: true }),
    ];
  });

  afterAll(() => visitors.leave());

  it("is promised something once whoever leads has said what, in hours of opening", async () => {
    await lead.open("/layanan/kategori-tiket");
    await lead.page.getByText(word("categories.emptyTitle")).waitFor();
    await lead.look("tickets-no-categories");
    await press(lead, word("categories.add"));
    await lead.page.getByLabel(word("categories.name"), { exact: true }).fill("Tagihan");
    await lead.page.locator("[name='promises.urgent.answerMinutes']").fill("900");
    await inDialog(lead, word("categories.save"));
    await lead.page.getByText(word("categories.hoursFault")).first().waitFor();
    await lead.page.locator("[name='promises.urgent.answerMinutes']").fill("0,5");
    await lead.look("tickets-category-dialog");
    await inDialog(lead, word("categories.save"));
    await lead.page.getByRole("cell", { name: "Tagihan" }).first().waitFor();
    await lead.look("tickets-categories");
    await lead.open("/layanan/tiket");
    await lead.page.getByText(word("emptyTitle")).waitFor();
    await lead.look("tickets-nothing");
  });

  it("is opened from his call, with what is known of it filled in, and read out to him", async () => {
    await desk.open(`/layanan/meja/kontak/${contactId}`);
    await desk.page.getByText(desk.t("web.deskTickets.none")).waitFor();
    await press(desk, desk.t("web.deskTickets.new"));
    const subject = desk.page.getByLabel(word("form.subject"), { exact: true });
    expect(await subject.inputValue()).toBe("Tagihan kartu");
    await subject.fill("");
    await inDialog(desk, word("form.open"));
    await desk.page
      .getByRole("alert")
      .getByText(desk.t("web.parts.required", { field: word("form.subject") }))
      .first()
      .waitFor();
    await subject.fill(SUBJECT);
    await desk.page.getByLabel(word("form.customerName"), { exact: true }).fill("Ibu Rina");
    await desk.page.getByLabel(word("form.email"), { exact: true }).fill("rina@contoh.example");
    await desk.page.getByLabel(word("form.consent")).check();
    await desk.look("tickets-desk-dialog");
    await inDialog(desk, word("form.open"));
    await desk.page
      .getByText(/\d{4} \d{4}/)
      .first()
      .waitFor();
    await desk.look("tickets-desk-panel");
  });

  it("is taken by the agent, and told of when its promise runs out", async () => {
    await desk.page.getByRole("link", { name: SUBJECT }).press("Enter");
    await desk.page.getByText(word("one.noEscalations")).waitFor();
    await press(desk, word("one.assign"));
    await desk.page.getByLabel(word("form.assignee"), { exact: true }).selectOption(agent.id);
    await desk.look("tickets-assign");
    await inDialog(desk, word("one.assignYes"));
    await desk.page.getByRole("dialog").waitFor({ state: "detached" });
    // Three hours later, three quarters of the four hours for the first response have passed.
    const clock = { nowMs: () => portal.kit.clock.nowMs() + 3 * HOUR_MS };
    const kit = { ...portal.kit, clock, publicUrl: () => portal.url };
    const tellPeople = peopleTeller(portal.kit);
    expect(await sweepTickets({ kit, tenantIds: async () => [centre.tenantId], tellPeople, writtenMoment })).toBe(1);
    await desk.open("/layanan/tiket");
    await desk.page.getByText(word("told", { count: 1 })).waitFor();
    await desk.page.getByText(word("escalatedAt", { percent: 50 })).waitFor();
    await desk.look("tickets-list");
    await desk.page.getByRole("link", { name: SUBJECT }).click();
    await desk.page.getByText(/50%/).first().waitFor();
    await desk.look("tickets-one");
  });

  it("shows what a colleague changed while a dialog stood open, and writes nothing over it", async () => {
    const path = `/api/service/tickets/${new URL(desk.page.url()).pathname.split("/").at(-1)}`;
    const { client } = centre.operator;
    const read = async () => (await client.get<Record<keyof typeof MATTER, string> & { version: number }>(path)).body;
    const before = await read();
    const dialog = desk.page.getByRole("dialog");
    const field = (name: string) => dialog.getByLabel(word(`form.${name}`), { exact: true });
    await press(desk, word("one.change"));
    await field("description").fill("Rekening salah");
    await field("customerName").fill("Ibu Rina Wati");
    const { categoryId, customerName, customerEmail } = before;
    const theirs = { ...MATTER, categoryId, customerName, customerEmail, description: "Kartu diblokir" };
    succeeded(await client.put(path, { ...theirs, expectedVersion: before.version }), "a colleague's change");
    await comesBack(desk, path);
    await inDialog(desk, word("form.save"));
    await dialog.getByText(desk.t("errors.ticket-stale")).first().waitFor();
    expect(await field("description").inputValue()).toBe("Kartu diblokir");
    expect(await field("customerName").inputValue()).toBe("Ibu Rina Wati");
    expect(await read()).toMatchObject({ description: "Kartu diblokir", customerName: "Ibu Rina" });
    await desk.look("tickets-stale");
    await inDialog(desk, word("form.save"));
    await dialog.waitFor({ state: "detached" });
    expect(await read()).toMatchObject({ description: "Kartu diblokir", customerName: "Ibu Rina Wati" });
    await press(desk, word("one.assign"));
    await field("assignee").waitFor();
    const given = { wishId: portal.kit.ids.next(), assigneeId: centre.operator.id, queueId: null };
    const { version: expectedVersion } = await read();
    succeeded(await client.put(`${path}/assignment`, { ...given, expectedVersion }), "a colleague's giving");
    await comesBack(desk, path);
    await inDialog(desk, word("one.assignYes"));
    await dialog.getByText(desk.t("errors.ticket-stale")).first().waitFor();
    expect(await field("assignee").inputValue()).toBe(centre.operator.id);
    await field("assignee").selectOption(agent.id);
    await inDialog(desk, word("one.assignYes"));
    await dialog.waitFor({ state: "detached" });
    expect(await read()).toMatchObject({ assigneeId: agent.id });
  });

  it("asks the customer something, and he answers on his page by number and code", async () => {
    await press(desk, word("one.moves.waiting"));
    await desk.page
      .getByRole("dialog")
      .getByLabel(word("one.word"), { exact: true })
      .fill("Mohon kirim tanggal dan jumlah penarikan kedua.");
    await desk.look("tickets-wait");
    await inDialog(desk, word("one.moves.waiting"));
    await desk.page.getByText(word("one.noDue")).first().waitFor();
    const listed = await agent.client.get<{ items: { id: string }[] }>("/api/service/tickets");
    const whole = await agent.client.get<{ number: string; code: string; page: string }>(
      `/api/service/tickets/${listed.body.items[0]?.id}`,
    );
    ({ page } = whole.body);
    read = whole.body;
    await customer.open(`/tiket/${page}`);
    await customer.page.getByText(`${CENTRE} ${way.locale}`).waitFor();
    await customer.look("ticket-page-door");
    await customer.page.getByLabel(told("number"), { exact: true }).fill("1010-7");
    await customer.page.getByLabel(told("code"), { exact: true }).fill("1111 1111");
    await press(customer, told("show"));
    await customer.page.getByText(told("numberFault")).first().waitFor();
    await customer.look("ticket-page-misheard");
    await customer.page.getByLabel(told("number"), { exact: true }).fill(read.number.replace("-", " "));
    await press(customer, told("show"));
    await customer.page.getByText(customer.t("errors.ticket-not-found")).first().waitFor();
    await customer.page
      .getByLabel(told("code"), { exact: true })
      .fill(`${read.code.slice(0, 4)} ${read.code.slice(4)}`);
    await press(customer, told("show"));
    await customer.page.getByRole("heading", { level: 1, name: told("ticketOf", { number: read.number }) }).waitFor();
    await customer.look("ticket-page-waiting");
    await customer.page.getByLabel(told("reply"), { exact: true }).fill("Tanggal 3, Rp 250.000.");
    await press(customer, told("send"));
    await customer.page.getByText(told("sent")).waitFor();
    await customer.page.getByText(told("states.in-work"), { exact: true }).waitFor();
    await customer.look("ticket-page-answered");
  });

  it("is solved, was not, and is solved for good", async () => {
    const solve = async (text: string) => {
      await desk.page.reload();
      await desk.page.getByRole("button", { name: word("one.moves.solved"), exact: true }).click();
      await desk.page.getByRole("dialog").getByLabel(word("one.word"), { exact: true }).fill(text);
      await inDialog(desk, word("one.moves.solved"));
      await desk.page.getByText(word("states.solved"), { exact: true }).first().waitFor();
    };
    await solve("Uang dikembalikan ke rekening.");
    await customer.open(`/tiket/${page}?lagi#${read.number}.${read.code}`);
    await customer.page.getByText(told("unsolvedHint")).waitFor();
    await customer.look("ticket-page-solved");
    await press(customer, told("unsolved"));
    await customer.page.getByText(told("replyFault")).first().waitFor();
    await customer.page.getByLabel(told("reply"), { exact: true }).fill("Belum masuk.");
    await press(customer, told("unsolved"));
    await customer.page.getByText(told("states.reopened"), { exact: true }).waitFor();
    await desk.page.reload();
    await desk.page.getByText("Belum masuk.").waitFor();
    await solve("Sudah masuk menurut bank, pukul 10.");
    await desk.look("tickets-solved");
    await customer.page.reload();
    await customer.page.getByText("Sudah masuk menurut bank, pukul 10.").waitFor();
    await customer.look("ticket-page-end");
  });

  it("is told no time by hours that never open, and not that an answer is waited for", async () => {
    const { client } = centre.operator;
    const past = { date: "2020-01-02", hours: [{ from: "08:00", to: "17:00" }] };
    const week = Object.fromEntries(Object.keys(ALWAYS.hours.week).map((day) => [day, []]));
    const never = { name: "Tak pernah", hours: { ...ALWAYS.hours, week, specialDays: [past] } };
    const hoursId = succeeded(await client.post<{ id: string }>("/api/service/hours", never), "hours").id;
    const form = { name: "Tak terjadwal", hoursId, promises: PROMISES };
    const category = await client.post<{ id: string }>("/api/service/ticket-categories", form);
    const ticket = ticketForm(portal.kit.ids.next(), succeeded(category, "a category").id);
    succeeded(await client.post("/api/service/tickets", ticket), "a ticket");
    const { body } = await client.get<{ number: string; code: string }>(`/api/service/tickets/${ticket.id}`);
    await desk.open(`/layanan/tiket/${ticket.id}`);
    await desk.page.getByText(word("one.noHours")).first().waitFor();
    expect(await desk.page.getByText(word("one.noDue")).count()).toBe(0);
    await desk.look("tickets-never-due");
    await customer.open(`/tiket/${page}?jam#${body.number}.${body.code}`);
    await customer.page.getByText(told("noHours")).first().waitFor();
    expect(await customer.page.getByText(told("paused"), { exact: true }).count()).toBe(0);
    await customer.look("ticket-page-never-due");
  });

  it("is asked for by number and code where a link came broken", async () => {
    await customer.open(`/tiket/${page}?rusak#1042%`);
    const number = customer.page.getByLabel(told("number"), { exact: true });
    await number.waitFor();
    expect(await number.inputValue()).toBe("");
  });

  it("has no page where nobody has one, and nobody found a fault on the way", async () => {
    await customer.open("/tiket/tidakada22");
    await customer.page.getByRole("heading", { level: 1, name: told("gone") }).waitFor();
    await customer.look("ticket-page-gone");
    expect(visitors.faults()).toEqual([]);
  });
});
