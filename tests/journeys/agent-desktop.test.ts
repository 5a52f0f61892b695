import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { addAgentPerson, writeContact } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type AcdEngineFixture, addFixtureAgent, addRun, openAcdEngineFixture } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG_QUEUE = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const CALLER = "+6281234567890";
const SHOWN = "+62\u202f812\u202f3456\u202f7890";
const SCRIPT = "Selamat pagi, dengan Sari dari layanan tagihan.\nBoleh saya tahu nama Bapak atau Ibu?";
const KIND = "Jenis langganan";
const ARTICLE = {
  title: "Cara membayar tagihan",
  body: "1. Buka https://bayar.contoh.example\n2. Isi nomor pelanggan",
};
const HOUR_MS = 3_600_000;
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", queue: "Tagihan" },
  { locale: "en", width: 360, height: 740, theme: "dark", queue: LONG_QUEUE },
] as const);

let portal: TestPortal;
let browser: Browser;
let staged: AcdEngineFixture;
const owned: string[] = [];

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: createRuntimeContext(), screens: true, works: false }),
    openBrowser(),
  ]);
  staged = await openAcdEngineFixture(portal.kit.db, portal.kit, { tenantIds: async () => owned });
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await browser?.close();
  await portal?.close();
});

const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

describe.each(WAYS)("an agent's own desk ($locale, $width px)", ({ queue, ...way }) => {
  let centre: CallCentre;
  let agent: Guest;
  let visit: Visit;
  let queueId: string;
  let agentId: string;
  let callId: string;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.agentDesk.${key}`, params);
  const state = (key: string) => visit.t(`web.queues.agentStates.${key}`);
  const standing = () => visit.page.locator(".desk-standing");
  const stands = (key: string) => standing().getByText(state(key), { exact: true }).waitFor();
  const lastOrder = () => expect.poll(() => staged.ordersOf(callId).at(-1));
  const inCentre = <Value>(work: Parameters<typeof inTenant<Value>>[2]) =>
    inTenant(portal.kit.db, centre.tenantId, work);

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    agent = await addAgentPerson(portal, centre.tenantId);
    visit = await comesAs(agent, way);
    const { client } = centre.operator;
    const rules = { ...USUAL_RULES, joinWhile: "always", wrapUpMs: 600_000 };
    queueId = (await client.post<{ id: string }>("/api/service/queues", { name: queue, isOpen: true, rules })).body.id;
    for (const [name, of] of [
      ["Lunas", null],
      ["Perlu dihubungi", queueId],
    ])
      await client.post("/api/service/dispositions", { name, queueId: of });
    const kind = { id: portal.kit.ids.next(), label: KIND, kind: "choice", options: ["Rumah tangga", "Usaha"] };
    await client.put("/api/service/card-form", { fields: [kind], expectedVersion: 0 });
    await client.put(`/api/service/queues/${queueId}/script`, { script: SCRIPT, expectedVersion: 0 });
    await publishArticle();
  });

  afterAll(() => visit?.close());

  /** Publishes an article for the agents of the queue, in force since the beginning of the year. */
  async function publishArticle(): Promise<void> {
    const { client } = centre.operator;
    const list = "/api/service/information/articles";
    const { id } = (await client.post<{ id: string }>(list, { title: ARTICLE.title })).body;
    const draft = { ...ARTICLE, owner: "", expectedVersion: 1, queueIds: [queueId], choices: [] };
    await client.put(`${list}/${id}/draft`, draft);
    const days = { inForceFrom: "2026-01-01", inForceUntil: null };
    await client.post(`${list}/${id}/versions`, { ...days, expectedVersion: 2, note: "" });
  }

  /** The call as its switch stores it on arrival, with the caller's choice in the menu. */
  const arrived = () =>
    inCentre((trx) => {
      const call = { kind: "call.received", direction: "inbound", caller: CALLER, called: "1500881" };
      const chose = { kind: "flow.chose", stepId: "menu", step: "Menu", label: "Tagihan kartu", keys: "2" };
      const rows = [call, chose].map((data, sequence) => ({
        callId,
        tenantId: centre.tenantId,
        sequence,
        kind: data.kind,
        at: new Date(),
        elapsedUs: sequence,
        data: JSON.stringify(data),
      }));
      return trx.insertInto("callEvent").values(rows).execute();
    });

  it("says whom to ask while nobody has tied the account to an agent", async () => {
    await visit.open("/layanan/meja");
    await visit.page.getByText(word("notTiedTitle")).waitFor();
    await visit.look("desk-nobodys");
  });

  it("logs its agent in at the phone he chooses", async () => {
    const queueFixture = { tenantId: centre.tenantId, queueId };
    ({ id: agentId } = await addFixtureAgent(portal.kit.db, portal.kit, queueFixture));
    await inCentre((trx) =>
      trx.updateTable("agent").set({ name: "Sari Dewi", personId: agent.id }).where("id", "=", agentId).execute(),
    );
    owned.push(centre.tenantId);
    await staged.desk.refresh();
    // An earlier call of the same caller, with a colleague's note on its subject.
    const before = { tenantId: centre.tenantId, queueId, agentId, caller: CALLER, called: "1500881" };
    const atMs = portal.kit.clock.nowMs() - 48 * HOUR_MS;
    const contactId = await writeContact(portal.kit, { ...before, atMs, sequence: 900_000 });
    const note = { id: portal.kit.ids.next(), note: "Menunggu kuitansi", dispositionId: null };
    await agent.client.post(`/api/service/desk/contacts/${contactId}/notes`, note);
    await visit.open("/layanan/meja");
    await stands("logged-out");
    await visit.look("desk-away");
    await visit.page.getByRole("button", { name: word("logIn") }).press("Enter");
    await stands("available");
    await visit.page.getByText(word("nobody.ready")).waitFor();
    await visit.look("desk-ready");
  });

  it("shows a caller where nobody was, without moving anything, and tells of him in the tab", async () => {
    const { page } = visit;
    const place = async () => (await page.locator(".desk-caller").boundingBox())?.y;
    const before = await place();
    callId = staged.join({ tenantId: centre.tenantId, queueId }, { caller: CALLER, called: "1500881" });
    await arrived();
    await lastOrder().toMatchObject({ order: "ring", agents: [{ agentId }] });
    await stands("offered");
    await page.locator(".desk-number").getByText(SHOWN).waitFor();
    expect(await place()).toBe(before);
    await expect.poll(() => page.title()).toContain(CALLER);
    await page.getByText("Menunggu kuitansi").first().waitFor();
    await page.getByText("Tagihan kartu").waitFor();
    await page.getByText(SCRIPT.split("\n")[1] ?? "").waitFor();
    await visit.look("desk-ringing");
    staged.desk.tell(callId, { news: "answered", agentId });
    await lastOrder().toEqual({ order: "connect", agentId });
    staged.desk.tell(callId, { news: "bridged", agentId });
    await stands("talking");
    await visit.look("desk-talking");
  });

  it("writes down who its caller is, on the card of his number", async () => {
    const { page } = visit;
    const name = page.getByLabel(word("customer.name"), { exact: true });
    await name.fill("Ibu Ani Rahmawati");
    await page.getByLabel(KIND).selectOption("Usaha");
    await page.getByText(word("customer.unsaved"), { exact: true }).waitFor();
    await name.press("Enter");
    await page.getByText(word("customer.saved"), { exact: true }).waitFor();
    await page.locator(".desk-who").getByText("Ibu Ani Rahmawati").waitFor();
    await visit.look("desk-customer");
  });

  it("finds by keyboard what to tell, from a word's stem, and notes that it was told", async () => {
    const { page } = visit;
    const said = page.locator(".desk-information");
    await said.getByText(word("information.fits")).waitFor();
    await page.keyboard.press("F1");
    await page.keyboard.type("pembayaran tagih");
    await said.getByText(word("information.found", { count: 1 })).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await said.getByRole("link", { name: "https://bayar.contoh.example" }).waitFor();
    await said.getByRole("button", { name: word("information.use") }).press("Enter");
    await said.getByText(word("information.used"), { exact: true }).waitFor();
    await visit.look("desk-information");
  });

  /** Takes the pending action, as the switch of the call does, and stores its result. */
  const carriedOut = async (act: string, state: string, target: string | null = null) => {
    const waiting = () =>
      inCentre((trx) => trx.selectFrom("switchCommand").selectAll().where("state", "=", "waiting").executeTakeFirst());
    await expect.poll(async () => JSON.stringify((await waiting())?.payload)).toContain(`"${act}"`);
    await inCentre(async (trx) => {
      const told = { kind: "talk.changed", legId: callId, state, target, status: null };
      const { count } = trx.fn;
      const { events } = await trx
        .selectFrom("callEvent")
        .select(count<string>("sequence").as("events"))
        .where("callId", "=", callId)
        .executeTakeFirstOrThrow();
      const sequence = Number(events);
      const row = { callId, tenantId: centre.tenantId, sequence, kind: told.kind, at: new Date(), elapsedUs: sequence };
      await trx
        .insertInto("callEvent")
        .values({ ...row, data: JSON.stringify(told) })
        .execute();
      const done = { state: "done", outcome: JSON.stringify({ callId }), doneAt: new Date() };
      await trx.updateTable("switchCommand").set(done).where("state", "=", "waiting").execute();
    });
  };

  it("holds its caller by a key, asks a colleague by name, and says in words who hears whom", async () => {
    const { page } = visit;
    const { tenantId } = centre;
    const switchId = await addRun(portal.kit.db, portal.kit);
    const colleague = await addFixtureAgent(portal.kit.db, portal.kit, { tenantId, queueId });
    const { phoneId } = colleague;
    const extension = await inCentre(async (trx) => {
      await trx.insertInto("openCall").values({ callId, tenantId, switchId, beganAt: new Date() }).execute();
      await trx.updateTable("agent").set({ name: "Budi Santoso" }).where("id", "=", colleague.id).execute();
      const since = new Date();
      const standing = { agentId: colleague.id, tenantId, phoneId, state: "available", since, contactId: null };
      await trx
        .insertInto("agentStatus")
        .values({ ...standing, held: JSON.stringify({ state: { is: "available" }, next: null }) })
        .execute();
      const phone = trx.selectFrom("phone").select("extension").where("id", "=", phoneId);
      return (await phone.executeTakeFirstOrThrow()).extension;
    });
    const acts = page.locator(".desk-call-acts");
    const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? 0;
    // Measured from the top of the caller's panel: a small page has scrolled in between.
    const place = async () => (await top(".desk-call-buttons")) - (await top(".desk-caller"));
    const says = (key: string, params?: Readonly<Record<string, string>>) =>
      acts.getByText(word(`acts.state.${key}`, params), { exact: true }).waitFor();
    await says("talking");
    const before = await place();
    await page.keyboard.press("F8");
    await carriedOut("hold", "held");
    await says("held");
    await visit.look("desk-held");
    await page.keyboard.press("F9");
    await acts.getByRole("group", { name: word("acts.whom") }).waitFor();
    await page
      .getByRole("region", { name: word("team.title") })
      .getByText("Budi Santoso")
      .waitFor();
    await visit.look("desk-whom");
    await acts.getByRole("button", { name: /Budi Santoso/ }).press("Enter");
    await carriedOut(extension, "consulting", extension);
    await says("consulting", { name: "Budi Santoso" });
    expect(await place()).toBe(before);
    await visit.look("desk-consulting");
    // The server's response may come long after the event: the agent can go on as soon as the talk has changed.
    const late = Promise.withResolvers<void>();
    await page.route(
      "**/api/service/desk/call/acts",
      async (route) => {
        const response = await route.fetch();
        await late.promise;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await acts.getByRole("button", { name: word("acts.conference") }).press("Enter");
    await carriedOut("conference", "conference", extension);
    await says("conference", { name: "Budi Santoso" });
    await page.keyboard.press("F8");
    await carriedOut("return", "talking");
    await says("talking");
    late.resolve();
    await inCentre((trx) => trx.deleteFrom("agentStatus").where("agentId", "=", colleague.id).execute());
  });

  it("loses nothing that was typed when the page is loaded again, and asks for a pause that begins later", async () => {
    const { page } = visit;
    await page.getByRole("textbox", { name: word("note") }).fill("Minta salinan tagihan bulan ini");
    await page.getByLabel(word("disposition"), { exact: true }).selectOption({ label: "Perlu dihubungi" });
    await page.reload();
    await stands("talking");
    await expect
      .poll(() => page.getByLabel(word("customer.name"), { exact: true }).inputValue())
      .toBe("Ibu Ani Rahmawati");
    expect(await page.getByLabel(KIND).inputValue()).toBe("Usaha");
    const note = page.getByRole("textbox", { name: word("note") });
    expect(await note.inputValue()).toBe("Minta salinan tagihan bulan ini");
    await page.keyboard.press("F4");
    await page.getByRole("group", { name: word("pauseLater") }).waitFor();
    await visit.look("desk-reasons");
    await page.getByRole("button", { name: "Makan" }).press("Enter");
    await page.getByText(word("thenPause", { reason: "Makan" })).waitFor();
    await page.keyboard.press("F2");
    await page.getByText(word("thenPause", { reason: "Makan" })).waitFor({ state: "detached" });
  });

  it("goes on writing after the call, saves by keyboard, and is done when the agent says so", async () => {
    const { page } = visit;
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
    await stands("wrap-up");
    await page.getByText(word("contact.wrapping")).waitFor();
    await visit.look("desk-wrapping");
    await page.getByRole("textbox", { name: word("note") }).press("Control+Enter");
    await page.getByText(word("noteSaved"), { exact: true }).waitFor();
    await page
      .getByRole("list", { name: word("written") })
      .getByText("Minta salinan tagihan bulan ini")
      .waitFor();
    await page.reload();
    await page
      .getByRole("list", { name: word("written") })
      .getByText("Perlu dihubungi")
      .waitFor();
    await page.getByRole("textbox", { name: word("note") }).fill("Belum sempat disimpan");
    await page.keyboard.press("F2");
    await stands("available");
    await page.getByText(word("unsavedTitle", { count: 1 })).waitFor();
    await page.keyboard.press("F4");
    await page.getByRole("button", { name: "Makan" }).press("Enter");
    await stands("paused");
    await standing().getByText("Makan").waitFor();
    await visit.look("desk-paused");
  });

  it("leads to the contacts he had: the end of the number, the story, and the words not saved yet", async () => {
    const { page } = visit;
    await page.getByRole("link", { name: word("unsavedOne", { nth: 1 }) }).press("Enter");
    await page.getByRole("heading", { level: 1, name: word("contactTitle") }).waitFor();
    await page.locator(".desk-number").getByText("•••890").waitFor();
    expect(await page.getByRole("textbox", { name: word("note") }).inputValue()).toBe("Belum sempat disimpan");
    await page.getByRole("button", { name: word("saveNote") }).press("Enter");
    await page.getByText("Belum sempat disimpan", { exact: true }).first().waitFor();
    await visit.look("desk-contact");
    await page.getByRole("link", { name: word("back") }).press("Enter");
    await page.getByText(word("history")).first().waitFor();
    expect(await page.locator("body").textContent()).not.toContain(CALLER);
    await stands("paused");
    await page.keyboard.press("F2");
    await stands("available");
    await page.getByRole("button", { name: word("logOut") }).press("Enter");
    await stands("logged-out");
    expect(visit.faults).toEqual([]);
  });

  it("shows nothing else of the call centre in the navigation but tickets", async () => {
    const { page } = visit;
    expect(
      await page.locator('a[href^="/layanan/"]:not([href^="/layanan/meja"], [href^="/layanan/tiket"])').count(),
    ).toBe(0);
    await visit.open("/layanan/papan");
    await page.getByText(visit.t("web.endings.noPermissionTitle")).first().waitFor();
  });
});
