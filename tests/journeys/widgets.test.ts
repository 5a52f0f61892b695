import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { addAgentPerson } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, GOOD_NUMBER, openCallCentre, withoutInventory } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { ALWAYS_OPEN } from "../../testkit/hours-form.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type AcdEngineFixture, addFixtureAgent, openAcdEngineFixture } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { frameOn, openWebsite, type Website } from "../../testkit/website.ts";

const LONG_NAME = "Formulir Permintaan Telepon di Halaman Hubungi Kami Toko Daring Nusantara Jaya";
const TOPIC = "Ongkos kirim ke Ambon untuk tiga koli";
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", code: "1500881", number: "081230000001" },
  { locale: "en", width: 360, height: 740, theme: "dark", code: "1500882", number: "081230000002" },
] as const);

let portal: TestPortal;
let browser: Browser;
let staged: AcdEngineFixture;
let site: Website;
let stranger: Website;
const owned: string[] = [];

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: createRuntimeContext(), screens: true, works: false }),
    openBrowser(),
  ]);
  await withoutInventory(portal.access, ["1500881", "1500882"]);
  [site, stranger] = [await openWebsite(portal.url), await openWebsite(portal.url)];
  staged = await openAcdEngineFixture(portal.kit.db, portal.kit, { tenantIds: async () => owned });
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await browser?.close();
  await Promise.all([site?.close(), stranger?.close()]);
  await portal?.close();
});

const visitors = openVisitors(() => ({ browser, url: portal.url }));
const { comesAs } = visitors;

describe.each(WAYS)("a widget on a client's website ($locale, $width px)", ({ code, number, ...way }) => {
  let centre: CallCentre;
  let agent: Guest;
  let lead: Visit;
  let desk: Visit;
  let visitor: Visit;
  let agentId: string;
  let queueId: string;
  let line: string;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    lead.t(`web.widgets.${key}`, params);
  const told = (key: string) => visitor.t(`pages.widget.${key}`);
  const plans = () =>
    inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("plannedCallback").selectAll().orderBy("createdAt").execute(),
    );
  const button = (visit: Visit, name: string) => visit.page.getByRole("button", { name, exact: true });

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    owned.push(centre.tenantId);
    agent = await addAgentPerson(portal, centre.tenantId);
    const { client } = centre.operator;
    succeeded(await client.post("/api/service/hours", ALWAYS_OPEN), "hours");
    succeeded(await client.post("/api/service/numbers", { ...GOOD_NUMBER, code }), "a number");
    const look = { name: "Toko Nusantara", colour: "#00695c", expectedVersion: 0 };
    const { status } = await client.put("/api/service/branding", look);
    if (status !== 204) throw new Error(`a look: ${status}`);
    const rules = { ...USUAL_RULES, joinWhile: "always", wrapUpMs: 600_000 };
    const queue = { name: "Toko daring", isOpen: true, rules };
    queueId = succeeded(await client.post<{ id: string }>("/api/service/queues", queue), "a queue").id;
    ({ id: agentId } = await addFixtureAgent(portal.kit.db, portal.kit, { tenantId: centre.tenantId, queueId }));
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("agent").set({ name: "Sari Dewi", personId: agent.id }).where("id", "=", agentId).execute(),
    );
    await staged.desk.refresh();
    lead = await comesAs(centre.operator, way);
    desk = await comesAs(agent, way);
    visitor = await comesAs(null, way);
  });

  afterAll(() => visitors.leave());

  it("is made by whoever leads the call centre, who is told what is wrong and gets a line to paste", async () => {
    const { page } = lead;
    await lead.open("/layanan/widget");
    await page.getByText(word("emptyTitle")).waitFor();
    await lead.look("widgets-empty");
    await button(lead, word("add")).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("option", { name: "Toko daring" }).waitFor({ state: "attached" });
    await dialog.getByRole("button", { name: word("save"), exact: true }).press("Enter");
    await dialog.getByRole("alert").waitFor();
    await lead.look("widgets-dialog-faults");
    await dialog.getByLabel(word("name"), { exact: true }).fill(LONG_NAME);
    await dialog.getByLabel(word("queue"), { exact: true }).selectOption({ label: "Toko daring" });
    await dialog.getByLabel(word("code"), { exact: true }).selectOption(code);
    await dialog.getByLabel(word("hours"), { exact: true }).selectOption({ label: "Selalu" });
    await dialog.getByLabel(word("origins"), { exact: true }).fill(`https://*.toko.id`);
    await dialog.getByRole("button", { name: word("save"), exact: true }).press("Enter");
    await dialog.getByText(lead.t("errors.widget-origin-unfit")).first().waitFor();
    await dialog.getByLabel(word("origins"), { exact: true }).fill(`https://www.toko.contoh.co.id\n${site.url}/`);
    await dialog.getByLabel(word("offersTalk"), { exact: true }).check();
    await dialog.getByLabel(word("talkCode"), { exact: true }).selectOption(code);
    await dialog.getByLabel(word("talkMinutes"), { exact: true }).fill("61");
    await dialog.getByRole("button", { name: word("save"), exact: true }).press("Enter");
    await dialog
      .getByText(word("numberFault", { least: 1, most: 60 }))
      .first()
      .waitFor();
    await dialog.getByLabel(word("talkMinutes"), { exact: true }).fill("20");
    await lead.look("widgets-dialog");
    await dialog.getByRole("button", { name: word("save"), exact: true }).press("Enter");
    await page.getByRole("heading", { level: 1, name: LONG_NAME }).waitFor();
    line = await page.getByRole("textbox", { name: word("lineLabel") }).inputValue();
    expect(line).toContain(`${portal.url}/widget/1.js`);
    const preview = page.frameLocator("iframe");
    await preview.getByLabel(told("number")).waitFor();
    await lead.look("widget-new");
  });

  it("shows in its frame only what belongs to it, without cookies, also where the website allows scripts of nobody else", async () => {
    const { page } = visitor;
    site.say(`<!doctype html><html lang="${way.locale}"><title>Toko</title><body><h1>Toko</h1>${line}</body></html>`);
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    await page.goto(site.url);
    const frame = await frameOn(page);
    expect(frame.url().startsWith(`${portal.url}/widget/`)).toBe(true);
    expect(await frame.locator("html").getAttribute("lang")).toBe(way.locale);
    await frame.getByRole("heading", { name: told("title") }).waitFor();
    // As tall as its contents: no scrolling inside the page.
    const tall = await frame.evaluate("document.documentElement.scrollHeight - window.innerHeight");
    expect(tall).toBeLessThanOrEqual(1);
    expect(
      (await visitor.context.cookies(portal.url)).filter(
        ({ name }) => name.includes("sambung") && !name.endsWith("locale"),
      ),
    ).toEqual([]);
    expect(refused).toEqual([]);
    const seen = await page.evaluate(
      "(() => { try { return document.querySelector('iframe').contentDocument } catch { return null } })()",
    );
    expect(seen).toBeNull();
  });

  it("stays away from a website that is not named", async () => {
    const { page } = visitor;
    stranger.say(`<!doctype html><title>Lain</title><body>${line}</body>`);
    const refused = page.waitForResponse(
      (response) => response.url().includes("/widget/") && response.status() === 403,
    );
    await Promise.all([page.goto(stranger.url), refused]);
    await page.locator("iframe").waitFor({ state: "attached" });
    expect((await page.locator("iframe").boundingBox())?.height ?? 0).toBe(0);
    const counted = async () => {
      const { body } = await centre.operator.client.get<{ items: { id: string }[] }>("/api/service/widgets");
      const one = await centre.operator.client.get<{ counts: { kind: string }[] }>(
        `/api/service/widgets/${body.items[0]?.id}`,
      );
      return one.body.counts.map(({ kind }) => kind);
    };
    await expect.poll(counted).toContain("widget-origin-strange");
    expect((await refused).status()).toBe(403);
  });

  it("is found without fault by axe, light and dark, and says what is missing", async () => {
    const { page } = visitor;
    const key = /data-widget="(?<key>[a-z2-9]+)"/.exec(line)?.groups?.["key"] ?? "";
    await page.goto(`/widget/${key}?lang=${way.locale}`, { referer: `${site.url}/` });
    await page.getByLabel(told("number")).waitFor();
    await visitor.look("frame");
    await page.getByRole("button", { name: told("send") }).press("Enter");
    await page.getByText(told("numberMissing")).waitFor();
    await page.getByLabel(told("number")).fill(number);
    await page.getByRole("button", { name: told("send") }).press("Enter");
    await page.getByText(told("ownMissing")).waitFor();
    await page.getByLabel(told("later")).check();
    await page.getByLabel(told("chooseTime"), { exact: true }).waitFor();
    await visitor.look("frame-later");
  });

  it("takes a wish by keyboard alone, after its work, and answers in plain words what it does not take", async () => {
    const { page } = visitor;
    await page.goto(site.url);
    const frame = await frameOn(page);
    expect(await frame.getByRole("heading", { name: told("doneTitle") }).isVisible()).toBe(false);
    await frame.getByLabel(told("number")).focus();
    await page.keyboard.type("+1 202 555 0123");
    const toSend = async () => {
      for (let step = 0; step < 12; step += 1) {
        if ((await frame.evaluate("document.activeElement?.id")) === "send") return;
        await page.keyboard.press("Tab");
        const at = await frame.evaluate<string>("document.activeElement?.id ?? ''");
        if (at === "topic" && (await frame.getByLabel(told("topic")).inputValue()) === "")
          await page.keyboard.type(TOPIC);
        if (at === "own" && !(await frame.getByRole("checkbox").isChecked())) await page.keyboard.press("Space");
      }
      throw new Error("the button was not reached");
    };
    await toSend();
    await page.keyboard.press("Enter");
    await frame.getByText(visitor.t("errors.widget-number-bad")).waitFor();
    await expect.poll(() => frame.evaluate("document.activeElement?.id")).toBe("number");
    await frame.getByLabel(told("number")).fill(number);
    await toSend();
    await page.keyboard.press("Enter");
    await frame.getByRole("heading", { name: told("doneTitle") }).waitFor();
    await expect.poll(() => frame.evaluate("document.activeElement?.id")).toBe("done-title");
    await frame.getByText(told("doneNow")).waitFor();
    expect(await plans()).toMatchObject([{ number, note: TOPIC, agentId: null, queueId }]);
  });

  it("rings an agent, who reads where it came from and, when nobody asked, has the number called no more", async () => {
    const { page } = desk;
    await desk.open("/layanan/meja");
    await page.getByRole("button", { name: desk.t("web.agentDesk.logIn") }).press("Enter");
    await staged.desk.refresh();
    const plan = async () => (await plans())[0];
    await expect.poll(async () => (await plan())?.state).toBe("due");
    const found = () => staged.callbacks.find((one) => one.number === number);
    await expect.poll(found).toBeDefined();
    const call = found()?.callId ?? "";
    await page.getByText(desk.t("web.agentDesk.fromWebsite.title")).waitFor();
    await page.getByText(LONG_NAME).waitFor();
    await desk.look("widget-ringing");
    staged.desk.tell(call, { news: "answered", agentId });
    await expect.poll(() => staged.ordersOf(call).at(-1)).toEqual({ order: "connect", agentId });
    staged.desk.tell(call, { news: "bridged", agentId });
    await button(desk, desk.t("web.agentDesk.fromWebsite.block")).press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: desk.t("web.agentDesk.fromWebsite.blockYes") })
      .press("Enter");
    await page.getByText(desk.t("web.agentDesk.fromWebsite.blocked")).waitFor();
    await desk.look("widget-blocked");
    staged.desk.tell(call, { news: "ended", holdMs: 0 });
    await expect.poll(async () => (await plan())?.state).toBe("reached");
    const again = await frameAsked(visitor.page);
    await again.getByText(visitor.t("errors.widget-number-not-now")).waitFor();
  });

  /** The web user sends a second request for the same number. */
  async function frameAsked(page: Page): Promise<Frame> {
    await page.goto(site.url);
    const frame = await frameOn(page);
    await frame.getByLabel(told("number")).fill(number);
    await frame.getByRole("checkbox").check();
    await frame.getByRole("button", { name: told("send") }).press("Enter");
    return frame;
  }

  it("tells whoever leads what became of it, and whom it calls no more", async () => {
    const { page } = lead;
    await page.reload();
    await page.getByText(word("counts.widget-number-blocked")).waitFor();
    await page.getByText(word("counts.widget-number-bad")).waitFor();
    await page.frameLocator("iframe").getByLabel(told("number")).waitFor();
    await lead.look("widget-counts");
    await page.getByRole("link", { name: word("back") }).press("Enter");
    await page.getByText(number, { exact: true }).first().waitFor();
    await lead.look("widgets");
    await button(lead, word("unblockButton", { number })).press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: word("unblockYes"), exact: true })
      .press("Enter");
    await page.getByText(word("blocksEmpty")).waitFor();
    await lead.open("/layanan/telepon-balik");
    await button(lead, lead.t("web.agentDesk.callbacks.over")).press("Enter");
    await page.getByText(lead.t("web.agentDesk.fromWebsite.by", { name: LONG_NAME })).waitFor();
  });

  it("stands in the corner where the website wants that, closed until it is opened", async () => {
    const { page } = visitor;
    const corner = line.replace(" async", ' data-place="corner" async');
    site.say(`<!doctype html><html lang="${way.locale}"><title>Toko</title><body><h1>Toko</h1>${corner}</body></html>`);
    await page.goto(site.url);
    const frame = await frameOn(page);
    const width = async () => (await page.locator("iframe").boundingBox())?.width ?? 0;
    await expect.poll(width).toBeLessThan(300);
    await frame.locator("summary").press("Enter");
    await frame.getByLabel(told("number")).waitFor();
    await expect.poll(width).toBeGreaterThan(300);
    const box = await page.locator("iframe").boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(way.width);
  });

  it("showed nothing that a careful eye would stumble over", () => {
    // The console of the other website reports that its frame was refused.
    const faults = visitor.faults.filter((fault) => !/frame-ancestors|Framing/.test(fault));
    expect([...lead.faults, ...desk.faults, ...faults]).toEqual([]);
  });
});
