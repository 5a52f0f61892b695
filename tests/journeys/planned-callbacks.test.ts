import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { addAgentPerson } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type AcdEngineFixture, addFixtureAgent, openAcdEngineFixture } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const CALLER = "081234567890";
const LONG_QUEUE = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const NOTE = "Kirim kuitansi, lalu tanyakan apakah sudah diterima.";
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

describe.each(WAYS)("callbacks that an agent plans ($locale, $width px)", ({ queue, ...way }) => {
  let centre: CallCentre;
  let agent: Guest;
  let visit: Visit;
  let agentId: string;
  let callId: string;
  let queueId: string;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.agentDesk.callbacks.${key}`, params);
  const stands = (key: string) =>
    visit.page
      .locator(".desk-standing")
      .getByText(visit.t(`web.queues.agentStates.${key}`), { exact: true })
      .waitFor();
  const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
  const plans = () =>
    inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("plannedCallback").selectAll().orderBy("createdAt").execute(),
    );
  const lastOrder = (id: string) => expect.poll(() => staged.ordersOf(id).at(-1));

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    agent = await addAgentPerson(portal, centre.tenantId);
    visit = await comesAs(agent, way);
    const { client } = centre.operator;
    const rules = { ...USUAL_RULES, joinWhile: "always", wrapUpMs: 600_000 };
    queueId = (await client.post<{ id: string }>("/api/service/queues", { name: queue, isOpen: true, rules })).body.id;
    const always = [{ from: "00:00", to: "24:00" }];
    const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const week = Object.fromEntries(days.map((day) => [day, day === "sunday" ? [] : always]));
    const rest = { specialDays: [], isClosedOnNationalDays: false, isClosedOnJointLeave: false };
    await client.post("/api/service/hours", { name: "Jam layanan", hours: { zone: "Asia/Jakarta", week, ...rest } });
    ({ id: agentId } = await addFixtureAgent(portal.kit.db, portal.kit, { tenantId: centre.tenantId, queueId }));
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("agent").set({ name: "Sari Dewi", personId: agent.id }).where("id", "=", agentId).execute(),
    );
    owned.push(centre.tenantId);
    await staged.desk.refresh();
    await visit.open("/layanan/meja");
    await visit.page.getByRole("button", { name: visit.t("web.agentDesk.logIn") }).press("Enter");
    await stands("available");
  });

  afterAll(() => visit?.close());

  it("begins empty, and says where one is planned", async () => {
    await visit.open("/layanan/meja/telepon-balik");
    await visit.page.getByText(word("none")).waitFor();
    await visit.look("callbacks-empty");
  });

  it("plans one while its agent talks, by keyboard and beside the call, and is asked about a day that is closed", async () => {
    const { page } = visit;
    await visit.open("/layanan/meja");
    await stands("available");
    callId = staged.join({ tenantId: centre.tenantId, queueId }, { caller: CALLER, called: "1500881" });
    await lastOrder(callId).toMatchObject({ order: "ring" });
    staged.desk.tell(callId, { news: "answered", agentId });
    await lastOrder(callId).toEqual({ order: "connect", agentId });
    staged.desk.tell(callId, { news: "bridged", agentId });
    await stands("talking");
    await button(word("planOpen")).press("Enter");
    const form = page.getByRole("region", { name: word("planTitle") });
    const date = form.getByLabel(word("date"), { exact: true });
    await date.fill(nextSunday());
    await form.getByLabel(word("time"), { exact: true }).fill("10:00");
    await form.getByRole("textbox", { name: word("note"), exact: true }).fill(NOTE);
    expect(await form.getByRole("checkbox", { name: word("isOwn") }).isChecked()).toBe(true);
    await visit.look("callback-form");
    await form.getByRole("button", { name: word("save"), exact: true }).press("Enter");
    await form.getByRole("alert").waitFor();
    await visit.look("callback-asked");
    expect(await plans()).toEqual([]);
    await form.getByRole("button", { name: word("saveAnyway"), exact: true }).press("Enter");
    await form.getByText(word("saved"), { exact: true }).waitFor();
    expect(await plans()).toMatchObject([{ number: CALLER, note: NOTE, isOwn: true, state: "planned" }]);
    // The call bar stayed visible, and the button that opened the form has the focus again.
    expect(await page.evaluate("document.activeElement?.getAttribute('aria-expanded')")).toBe("false");
    await visit.look("callback-planned");
  });

  it("keeps what is typed through a reload, and tells of a number that cannot be called back", async () => {
    const { page } = visit;
    const form = () => page.getByRole("region", { name: word("planTitle") });
    await button(word("planOpen")).press("Enter");
    await form().getByLabel(word("number"), { exact: true }).fill("14045");
    await page.reload();
    await stands("talking");
    expect(await form().getByLabel(word("number"), { exact: true }).inputValue()).toBe("14045");
    await form()
      .getByRole("button", { name: word("save"), exact: true })
      .press("Enter");
    await form().getByText(visit.t("errors.callback-number-bad")).first().waitFor();
    await visit.look("callback-bad-number");
    // An hour from now, the default of the form, may be on a Sunday.
    await form().getByLabel(word("date"), { exact: true }).fill(nextMonday());
    await form().getByLabel(word("time"), { exact: true }).fill("10:00");
    await form().getByLabel(word("number"), { exact: true }).fill("021 1234 5678");
    await form()
      .getByRole("button", { name: word("save"), exact: true })
      .press("Enter");
    await form().getByText(word("saved"), { exact: true }).waitFor();
    expect(await plans()).toHaveLength(2);
  });

  it("is in the list, where it is changed and cancelled", async () => {
    const { page } = visit;
    await page
      .getByRole("region", { name: word("planTitle") })
      .getByRole("link", { name: word("toList") })
      .press("Enter");
    await page.getByRole("heading", { level: 1, name: word("title") }).waitFor();
    await page.getByText("•••678", { exact: true }).waitFor();
    await visit.look("callbacks");
    await button(word("cancelOf", { number: "•••678" })).press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: word("cancelYes") })
      .press("Enter");
    await page.getByText("•••678", { exact: true }).waitFor({ state: "detached" });
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await button(word("changeOf", { number: "•••890" })).press("Enter");
    const dialog = page.getByRole("dialog");
    const now = localNow();
    await dialog.getByLabel(word("date"), { exact: true }).fill(now.date);
    await dialog.getByLabel(word("time"), { exact: true }).fill("00:00");
    await visit.look("callback-change");
    if (now.time > "00:01") {
      await dialog.getByRole("button", { name: word("save"), exact: true }).press("Enter");
      await dialog.getByText(visit.t("errors.callback-in-past")).first().waitFor();
    }
    await dialog.getByLabel(word("date"), { exact: true }).fill(nextSunday());
    await dialog.getByLabel(word("time"), { exact: true }).fill("11:30");
    await dialog.getByRole("button", { name: word("save"), exact: true }).press("Enter");
    await dialog.getByRole("button", { name: word("saveAnyway"), exact: true }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page
      .getByText("11.30", { exact: false })
      .or(page.getByText("11:30", { exact: false }))
      .first()
      .waitFor();
    await button(word("over")).press("Enter");
    await page.getByText("•••678", { exact: true }).waitFor();
    await button(word("team")).press("Enter");
    await page.getByText("•••890", { exact: true }).waitFor();
  });

  it("comes to its agent when its time has come, with what was written, and is told as reached", async () => {
    const { page } = visit;
    staged.desk.tell(callId, { news: "ended", holdMs: 0 });
    await visit.open("/layanan/meja");
    await stands("wrap-up");
    await page.keyboard.press("F2");
    await stands("available");
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("plannedCallback")
        .set({ dueAt: new Date(Date.now() - 1_000) })
        .where("number", "=", CALLER)
        .execute(),
    );
    await staged.desk.refresh();
    const plan = async () => (await plans()).find(({ number }) => number === CALLER);
    await expect.poll(async () => (await plan())?.state).toBe("due");
    const contactId = (await plan())?.contactId;
    const found = () => staged.callbacks.find((one) => one.contactId === contactId);
    await expect.poll(found).toBeDefined();
    const far = found()?.callId ?? "";
    await page.getByText(NOTE).waitFor();
    await visit.look("callback-ringing");
    staged.desk.tell(far, { news: "answered", agentId });
    await lastOrder(far).toEqual({ order: "connect", agentId });
    staged.desk.tell(far, { news: "bridged", agentId });
    await stands("talking");
    await page.getByText(NOTE).waitFor();
    await visit.look("callback-talking");
    staged.desk.tell(far, { news: "ended", holdMs: 0 });
    await stands("wrap-up");
    await expect.poll(async () => (await plan())?.state).toBe("reached");
    await visit.open("/layanan/meja/telepon-balik");
    await page.getByText(word("none")).waitFor();
    await button(word("over")).press("Enter");
    await page.getByText(word("states.reached"), { exact: true }).waitFor();
    await visit.look("callbacks-over");
  });

  it("is everybody's to see for a supervisor, with whole numbers", async () => {
    const leader = await comesAs(centre.operator, way);
    await leader.open("/layanan/telepon-balik");
    await leader.page.getByText(word("noneTeam")).waitFor();
    await leader.page.getByRole("button", { name: word("over"), exact: true }).press("Enter");
    await leader.page.getByText(CALLER).waitFor();
    await leader.look("callbacks-everybodys");
    expect(leader.faults).toEqual([]);
    await leader.close();
  });

  it("showed nothing that a careful eye would stumble over", () => {
    expect(visit.faults).toEqual([]);
  });
});

/** The local day and hour of the call centre. */
function localNow(): { readonly date: string; readonly time: string } {
  const [date = "", time = ""] = new Date(Date.now() + 7 * 3_600_000).toISOString().split("T");
  return { date, time: time.slice(0, 5) };
}

/** The next Sunday, when the call centre is closed. */
function nextSunday(): string {
  const day = new Date(`${localNow().date}T00:00:00Z`);
  return dayAfter(day, 7 - day.getUTCDay());
}

/** The day after that Sunday, when the call centre is open all day. */
function nextMonday(): string {
  return dayAfter(new Date(`${nextSunday()}T00:00:00Z`), 1);
}

function dayAfter(day: Date, days: number): string {
  return new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
