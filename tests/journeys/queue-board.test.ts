import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type AcdEngineFixture, addFixtureAgent, openAcdEngineFixture, orderAct } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG_QUEUE = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const LONG_AGENT = "Raden Ajeng Sri Kusumawardhani Pramudita Hadiningrat Wijayakusuma Sastronegoro H";
const MINUTE_MS = 60_000;
const WAIT_MAX_MS = 10 * MINUTE_MS;
const MANY = 50;
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light" },
  { locale: "en", width: 360, height: 740, theme: "dark" },
] as const);

let portal: TestPortal;
let browser: Browser;
let staged: AcdEngineFixture;
/** The call centres whose ACD lease the engine owns. */
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

describe.each(WAYS)("the board of queues ($locale, $width px)", (way) => {
  let centre: CallCentre;
  let visit: Visit;
  let general: string;
  const agents: Record<"sari" | "budi" | "wati", string> = { sari: "", budi: "", wati: "" };
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.queues.${key}`, params);
  const inCentre = <Value>(work: Parameters<typeof inTenant<Value>>[2]) =>
    inTenant(portal.kit.db, centre.tenantId, work);
  const card = (queueId: string) => visit.page.locator(`[data-queue="${queueId}"]`);
  const row = (name: string) => visit.page.locator("tr[data-row]").filter({ hasText: name });

  async function addQueue(name: string): Promise<string> {
    const rules = { ...USUAL_RULES, waitMaxMs: WAIT_MAX_MS, joinWhile: "always", wrapUpMs: 0 };
    const form = { name, isOpen: true, rules };
    return (await centre.operator.client.post<{ id: string }>("/api/service/queues", form)).body.id;
  }

  async function addAgent(name: string, queueId: string): Promise<string> {
    const { id } = await addFixtureAgent(portal.kit.db, portal.kit, { tenantId: centre.tenantId, queueId });
    await inCentre((trx) => trx.updateTable("agent").set({ name }).where("id", "=", id).execute());
    return id;
  }

  async function asks(agentId: string, act: Parameters<typeof orderAct>[2]["act"]): Promise<void> {
    const id = await orderAct(portal.kit.db, portal.kit, { tenantId: centre.tenantId, agentId, act });
    await staged.desk.refresh();
    const stateOf = () =>
      inCentre((trx) => trx.selectFrom("agentCommand").select("state").where("id", "=", id).executeTakeFirstOrThrow());
    await expect.poll(async () => (await stateOf()).state).toBe("done");
  }

  const reasonOf = async (name: string) =>
    (
      await inCentre((trx) =>
        trx.selectFrom("pauseReason").select("id").where("name", "=", name).executeTakeFirstOrThrow(),
      )
    ).id;

  const contactOf = (callId: string) =>
    inCentre((trx) =>
      trx
        .selectFrom("openContact")
        .select(["contactId", "state", "queueId"])
        .where("callId", "=", callId)
        .executeTakeFirst(),
    );

  /** A caller joins; returns the call once the ACD engine has stored it. */
  async function joins(queueId: string, caller: string, waitedMs = 0): Promise<string> {
    const callId = staged.join({ tenantId: centre.tenantId, queueId }, { caller });
    await expect.poll(() => contactOf(callId)).toBeDefined();
    // Shifts the stored join time into the past; all other values remain as the engine stored them.
    await inCentre((trx) =>
      trx
        .updateTable("openContact")
        .set({ joinedAt: new Date(Date.now() - waitedMs) })
        .where("callId", "=", callId)
        .execute(),
    );
    return callId;
  }

  const lastOrder = (callId: string) => expect.poll(() => staged.ordersOf(callId).at(-1));

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    visit = await comesAs(centre.operator, way);
  });

  it("says that there is no queue yet, and how to begin", async () => {
    await visit.open("/layanan/papan");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.look("board-empty");
    await visit.page.getByRole("link", { name: word("add") }).waitFor();
  });

  it("shows a queue and its agents in place as soon as they are there", async () => {
    general = await addQueue("Umum");
    agents.sari = await addAgent("Sari Dewi", general);
    agents.budi = await addAgent("Budi Santoso", general);
    agents.wati = await addAgent(LONG_AGENT, general);
    owned.push(centre.tenantId);
    await staged.desk.refresh();
    await card(general).getByText(word("board.levels.nobody")).waitFor();
    for (const agentId of Object.values(agents)) await asks(agentId, { act: "log-in", phoneId: null });
    await asks(agents.wati, { act: "pause", reasonId: await reasonOf("Ibadah") });
    await row(LONG_AGENT).getByText("Ibadah").waitFor();
    const figures = card(general).locator("dd[data-size=middle]");
    await expect.poll(() => figures.allTextContents()).toEqual(["2", "0", "1"]);
    await visit.look("board-quiet");
  });

  it("tells the story of a contact: offered, missed, offered again, connected and over, with the reasons", async () => {
    const { page } = visit;
    const callId = await joins(general, "+6281234500001");
    await lastOrder(callId).toMatchObject({ order: "ring", agents: [{ agentId: agents.sari }] });
    await row("+6281234500001").getByText(word("board.contactStates.offered")).waitFor();
    await row("+6281234500001").getByRole("link").press("Enter");
    await page.getByText(word("story.goesOnTitle")).waitFor();
    await page
      .getByText(word("story.events.presented", { agents: "Sari Dewi" }))
      .first()
      .waitFor();
    staged.desk.tell(callId, { news: "missed", agentId: agents.sari, why: "no-answer" });
    await lastOrder(callId).toMatchObject({ order: "ring", agents: [{ agentId: agents.budi }] });
    staged.desk.tell(callId, { news: "answered", agentId: agents.budi });
    await lastOrder(callId).toEqual({ order: "connect", agentId: agents.budi });
    staged.desk.tell(callId, { news: "bridged", agentId: agents.budi });
    await expect.poll(async () => (await contactOf(callId))?.state).toBe("connected");
    await page
      .getByText(word("story.events.missed.no-answer", { agents: "Sari Dewi" }))
      .first()
      .waitFor();
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
    await page.getByText(word("story.goesOnTitle")).waitFor({ state: "detached" });
    const said = await page.locator("ol.thread").textContent();
    const idle = word("story.offer.why.idle-since", {
      agent: "Sari Dewi",
      next: "Budi Santoso",
      idle: "§",
      nextIdle: "§",
    });
    const alike = word("story.offer.why.idle-a-little", { agent: "Sari Dewi", next: "Budi Santoso" });
    const timeless = said?.replaceAll(/\d+:\d\d/g, "§") ?? "";
    expect([idle, alike].filter((sentence) => timeless.includes(sentence))).toHaveLength(1);
    expect(said).toContain(word("story.offer.why.only-one", { agent: "Budi Santoso", next: "–" }));
    const summary = page.locator("section", { hasText: word("story.facts") }).first();
    expect(await summary.textContent()).toContain(word("story.outcomes.answered"));
    const table = page.getByRole("table", { name: word("story.table") });
    expect(await table.getByRole("row").count()).toBeGreaterThan(6);
    await visit.look("contact");
  });

  it("comes to the story from the call, and from the story to the call", async () => {
    const { page } = visit;
    const [callId, switchId, at] = [portal.kit.ids.next(), portal.kit.ids.next(), new Date()];
    await portal.kit.db.insertInto("switchRun").values({ id: switchId, startedAt: at, beatAt: at }).execute();
    const data = { direction: "inbound", caller: "+6281234500002", called: "1500771", code: "1500771" };
    const bodies = [
      { kind: "call.received", data: { ...data, trunkId: null, phoneId: null } },
      { kind: "queue.joined", data: { queueId: general } },
    ];
    await inCentre(async (trx) => {
      const rows = bodies.map(({ kind, data: facts }, sequence) => ({
        callId,
        tenantId: centre.tenantId,
        sequence,
        kind,
        at,
        elapsedUs: sequence,
        data: JSON.stringify(facts),
      }));
      await trx.insertInto("callEvent").values(rows).execute();
      await trx.insertInto("openCall").values({ callId, tenantId: centre.tenantId, switchId, beganAt: at }).execute();
    });
    staged.desk.join({
      callId,
      tenantId: centre.tenantId,
      queueId: general,
      caller: data.caller,
      called: data.called,
      priority: 0,
      skills: [],
      waitMsMax: WAIT_MAX_MS,
      announceMs: null,
      language: "id",
    });
    await expect.poll(() => contactOf(callId)).toBeDefined();
    await visit.open(`/layanan/panggilan/${callId}`);
    await page.getByRole("link", { name: visit.t("web.calls.detail.toContact", { count: 1, nth: 1 }) }).press("Enter");
    await page.getByRole("heading", { level: 1, name: word("story.title") }).waitFor();
    await page.getByRole("link", { name: word("story.toCall") }).press("Enter");
    await page
      .getByRole("heading", { level: 1, name: visit.t("web.calls.detail.title", { caller: data.caller }) })
      .waitFor();
    staged.desk.tell(callId, { news: "left", why: "hung-up" });
    await expect.poll(() => contactOf(callId)).toBeUndefined();
  });

  it("gives a caller who waits where nobody serves to an agent, and sends him to another queue", async () => {
    const { page } = visit;
    const unserved = await addQueue("Purnajual");
    await staged.desk.refresh();
    const callId = await joins(unserved, "+6281234500009");
    await visit.open("/layanan/papan");
    const arrange = row("+6281234500009").getByRole("button", {
      name: word("board.arrangeOf", { caller: "+6281234500009" }),
    });
    await arrange.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(word("arrange.agent")).selectOption({ label: "Budi Santoso" });
    await visit.look("board-arrange");
    await dialog.getByRole("button", { name: word("arrange.give") }).click();
    await lastOrder(callId).toMatchObject({ order: "ring", agents: [{ agentId: agents.budi }] });
    await dialog.waitFor({ state: "detached" });
    staged.desk.tell(callId, { news: "missed", agentId: agents.budi, why: "declined" });
    await row("+6281234500009").getByText(word("board.contactStates.waiting")).waitFor();
    await arrange.click();
    await dialog.getByLabel(word("arrange.queue")).selectOption({ label: "Umum" });
    await dialog.getByRole("button", { name: word("arrange.send") }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await contactOf(callId))?.queueId).toBe(general);
    await row("+6281234500009").getByRole("link").first().click();
    await page
      .getByText(word("story.offer.why.supervisor", { agent: "Budi Santoso" }))
      .first()
      .waitFor();
    staged.desk.tell(callId, { news: "left", why: "hung-up" });
    await expect.poll(() => contactOf(callId)).toBeUndefined();
  });

  it("judges each queue's wait by its own limit, by shape and word, and ticks without asking", async () => {
    const { page } = visit;
    await asks(agents.sari, { act: "pause", reasonId: await reasonOf("Makan") });
    await asks(agents.budi, { act: "pause", reasonId: await reasonOf("Istirahat") });
    const [late, over, alone] = [await addQueue("Tagihan"), await addQueue(LONG_QUEUE), await addQueue("Malam")];
    const busy = [await addAgent("Tono", late), await addAgent("Rina", over)];
    // The agents of these queues are in other calls, so the callers wait.
    await inCentre(async (trx) => {
      await trx.updateTable("queue").set({ isOpen: false }).where("id", "=", alone).execute();
      const standings = busy.map((agentId) => ({ agentId, tenantId: centre.tenantId, state: "elsewhere", held: "{}" }));
      await trx
        .insertInto("agentStatus")
        .values(standings.map((one) => ({ ...one, since: new Date() })))
        .execute();
    });
    await staged.desk.refresh();
    await joins(late, "+6281234500003", 5.5 * MINUTE_MS);
    await joins(over, "+6281234500004", 11 * MINUTE_MS);
    const second = await joins(over, "anonymous", 8.5 * MINUTE_MS);
    await joins(general, "+6281234500005", 5_000);
    await visit.open("/layanan/papan");
    await card(late).getByText(word("board.levels.long")).waitFor();
    await card(over).getByText(word("board.levels.over")).waitFor();
    await card(general).getByText(word("board.levels.fine")).waitFor();
    await card(general).getByText(word("board.levels.unserved")).waitFor();
    await card(alone).getByText(word("closed")).waitFor();
    const longest = card(late).locator("dd[data-size=large]").nth(1);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const seen = new Set<string>();
    await expect.poll(async () => seen.add((await longest.textContent()) ?? "").size).toBe(3);
    expect(asked).toEqual([]);
    await visit.look("board-late");
    await card(over).getByRole("link").press("Enter");
    await page.getByText(word("board.only", { name: LONG_QUEUE })).waitFor();
    const callers = page.getByRole("table", { name: word("board.waitingCaption") }).locator("tr[data-row]");
    expect(await callers.count()).toBe(2);
    expect(await callers.nth(1).getAttribute("data-row")).toBe((await contactOf(second))?.contactId);
    await visit.look("board-one");
  });

  it("holds fifty queues, and says loudly when the connection is gone and when it is back", async () => {
    const { page, t } = visit;
    const { ids } = portal.kit;
    await inCentre(async (trx) => {
      const rules = JSON.stringify({ ...USUAL_RULES, waitMaxMs: WAIT_MAX_MS });
      const more = Array.from({ length: MANY - 5 }, (_, nth) => ({
        id: ids.next(),
        tenantId: centre.tenantId,
        name: `Wilayah ${nth + 1}`,
        rules,
        createdAt: new Date(),
      }));
      await trx.insertInto("queue").values(more).execute();
    });
    await page.route("**/api/service/queues/live", (route) => route.abort());
    await visit.open("/layanan/papan");
    await page.getByRole("alert").getByText(t("web.parts.lostTitle")).waitFor();
    await visit.look("board-lost");
    await page.unroute("**/api/service/queues/live");
    await expect.poll(() => page.locator("[data-queue]").count()).toBe(MANY);
    await page.getByRole("alert").waitFor({ state: "detached" });
    const alarms = page.getByRole("list", { name: word("board.alarms") }).getByRole("link");
    await expect.poll(() => alarms.count()).toBe(2);
    await visit.look("board-fifty");
    expect(visit.faults.filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  });

  it("tells of a contact that is not there", async () => {
    await visit.open(`/layanan/kontak/${portal.kit.ids.next()}`);
    await visit.page.getByRole("alert").getByText(visit.t("errors.no-such-contact")).waitFor();
    await visit.look("contact-gone");
  });
});
