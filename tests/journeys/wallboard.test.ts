import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant, openDatabase } from "../../src/platform/database/index.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { testLog } from "../../testkit/database.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { LEAST_TYPE } from "../../web/src/areas/wallboards/least-type.ts";

const LONG_NAME = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
/** The height of digits and capitals of this typeface, as a share of its font size. */
const CAPITAL = 0.714;
const TV = { width: 1920, height: 1080 } as const;

let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let visit: Visit;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  centre = await openCallCentre(portal);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, comes, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.wallboards.${key}`, params);

/** The stored ACD state that a switch would leave: queues with callers, agents in every state, and the events of today. */
async function fillFloor(): Promise<void> {
  const { tenantId } = centre;
  const nowMs = portal.kit.clock.nowMs();
  const createdAt = new Date(nowMs - 3_600_000);
  const names = ["Umum", "Gangguan", "Tagihan", LONG_NAME, "Upgrade", "Korporat", "Wilayah 2", "Wilayah 10", "Malam"];
  const queues = names.map((name) => ({ id: portal.kit.ids.next(), tenantId, name, createdAt }));
  const states = ["available", "talking", "paused", "wrap-up", "available", "talking", "resting"];
  const agents = states.map((state, nth) => ({ id: portal.kit.ids.next(), state, name: `Agen Nomor ${nth + 1}` }));
  const contact = (nth: number, state: string) => ({
    contactId: portal.kit.ids.next(),
    tenantId,
    queueId: queues[nth % queues.length]?.id ?? "",
    state,
    caller: "+6281234567890",
    called: "1500771",
    kind: "call",
    priority: 0,
    joinedMs: nth,
    enteredMs: nth,
    joinedAt: new Date(nowMs - 20_000 * (nth + 1)),
  });
  await inTenant(portal.kit.db, tenantId, async (trx) => {
    await trx
      .insertInto("queue")
      .values(queues.map((queue) => ({ ...queue, rules: JSON.stringify(USUAL_RULES) })))
      .execute();
    await trx
      .insertInto("agent")
      .values(agents.map(({ id, name }) => ({ id, tenantId, name, createdAt })))
      .execute();
    await trx
      .insertInto("agentStatus")
      .values(agents.map(({ id, state }) => ({ agentId: id, tenantId, state, since: createdAt, held: "{}" })))
      .execute();
    await trx
      .insertInto("openContact")
      .values([...Array(12).keys()].map((nth) => contact(nth, "waiting")))
      .execute();
    const story = (nth: number) => ({ contactId: portal.kit.ids.next(), queueId: queues[0]?.id ?? "", nth });
    const bodies = [...Array(40).keys()].flatMap((nth) => {
      const { contactId, queueId } = story(nth);
      const waitedMs = nth % 5 === 0 ? 40_000 : 9_000;
      const over = nth % 8 === 0 ? "abandoned" : "answered";
      return [
        { kind: "contact.entered", contactId, queueId },
        ...(over === "answered" ? [{ kind: "contact.answered", contactId, queueId, waitedMs, toldMs: null }] : []),
        { kind: "contact.closed", contactId, queueId, outcome: over, waitedMs, talkMs: null, holdMs: null },
      ];
    });
    await trx
      .insertInto("queueEvent")
      .values(
        bodies.map((body, nth) => ({
          tenantId,
          sequence: nth + 1,
          fence: 1,
          kind: body.kind,
          at: createdAt,
          steadyMs: nth,
          contactId: body.contactId,
          queueId: body.queueId,
          body: JSON.stringify(body),
        })),
      )
      .execute();
  });
}

/** Revokes the application's permission to read the waiting contacts, or grants it again. */
async function mayRead(word: "grant" | "revoke"): Promise<void> {
  const owner = openDatabase({ access: portal.access, role: "owner", max: 1, log: testLog });
  const way = word === "grant" ? sql`grant select on open_contact to` : sql`revoke select on open_contact from`;
  await sql`${way} sambung_app`.execute(owner.db);
  await owner.close();
}

/** Waits until the editor has announced this about the selected tile. */
const isSaid = (text: string) => visit.page.getByRole("status").filter({ hasText: text }).waitFor();
const savedTile = (kind: string) => visit.page.locator(`.wall-editor-tile[data-tile=${kind}]`);

/** Creates a link for a screen and returns its URL. */
async function makeLink(label: string): Promise<string> {
  await visit.page.getByLabel(word("links.label")).fill(label);
  await visit.page.getByRole("button", { name: word("links.make") }).click();
  const made = visit.page.locator("[data-made-link]");
  const isNew = () => made.textContent();
  await expect.poll(isNew).toMatch(/\/layar#[\w-]{43}$/);
  return (await made.textContent()) ?? "";
}

interface Letters {
  readonly smallest: { readonly figure: number; readonly word: number };
  /** Tiles whose contents overflow. */
  readonly cut: readonly string[];
}

/** Measures the height of letters, as shares of the screen, and overflowing contents; a text, since it runs in the page. */
const MEASURE = `(() => {
  const least = (selector) =>
    Math.min(...[...document.querySelectorAll(selector)].map((one) => parseFloat(getComputedStyle(one).fontSize) / innerHeight));
  const isCut = (tile) => tile.scrollHeight > tile.clientHeight + 1;
  return {
    smallest: { figure: least(".wall-figure"), word: least(".wall-word, .wall-message") },
    cut: [...document.querySelectorAll(".wall-tile")].filter(isCut).map((tile) => tile.dataset.tile),
  };
})()`;
const lettersOf = (page: Page) => page.evaluate<Letters>(MEASURE);

describe("a wallboard", { timeout: 60_000 }, () => {
  it("begins with the usual tiles and is arranged by keys, by choice and by dragging", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/papan-dinding");
    await visit.page.getByText(word("emptyTitle")).waitFor();
    await visit.look("wallboards-empty");
    await visit.page.getByRole("button", { name: word("add") }).click();
    await visit.page.getByLabel(word("name")).fill("Lantai 2");
    await visit.page.getByRole("button", { name: word("addYes") }).click();
    const clock = savedTile("clock");
    await clock.focus();
    await visit.page.keyboard.press("ArrowRight");
    await isSaid(word("noRoom"));
    await visit.page.keyboard.press("Shift+ArrowLeft");
    await isSaid(word("placeText", { column: 5, row: 3, width: 1, height: 1 }));
    await visit.page.keyboard.press("ArrowRight");
    await isSaid(word("placeText", { column: 6, row: 3, width: 1, height: 1 }));
    const [from, cell] = [await clock.boundingBox(), await savedTile("answered-today").boundingBox()];
    if (from === null || cell === null) throw new Error("a tile is not seen");
    await visit.page.mouse.move(from.x + 20, from.y + 20);
    await visit.page.mouse.down();
    await visit.page.mouse.move(cell.x + 20, from.y + 20, { steps: 4 });
    await visit.page.mouse.up();
    await isSaid(word("placeText", { column: 5, row: 3, width: 1, height: 1 }));
    await visit.page.getByLabel(word("newTile")).selectOption("calls");
    await visit.page.getByRole("button", { name: word("addTile") }).click();
    await savedTile("calls").waitFor();
    await visit.page.getByRole("button", { name: word("keep") }).click();
    await visit.page.getByText(word("kept")).waitFor();
    await visit.look("wallboard-editor");
  });

  it("is shown by a link to whoever has it, in letters for five metres", async () => {
    const address = await makeLink("TV lantai 2");
    const tv = await comes(TV);
    await tv.open(address);
    await expect.poll(() => tv.page.locator(".wall-tile").count()).toBe(10);
    await tv.look("wall-empty");
    await fillFloor();
    const waiting = tv.page.locator("[data-tile=waiting]");
    await waiting
      .filter({ hasText: "12" })
      .filter({ hasText: word("levels.over") })
      .waitFor();
    await tv.page.getByText(word("sequence", { number: 115 })).waitFor();
    await tv.look("wall-full");
    const { smallest, cut } = await lettersOf(tv.page);
    expect(cut).toEqual([]);
    expect(smallest.figure).toBeGreaterThanOrEqual(LEAST_TYPE.figure - 0.0005);
    expect(smallest.word).toBeGreaterThanOrEqual(LEAST_TYPE.word - 0.0005);
    // 20 and 10 minutes of arc at five metres, on a screen 68 cm high.
    const arcOf = (size: number) => (Math.atan((size * CAPITAL * 0.68) / 5) * 180 * 60) / Math.PI;
    expect(arcOf(LEAST_TYPE.figure)).toBeGreaterThanOrEqual(20);
    expect(arcOf(LEAST_TYPE.word)).toBeGreaterThanOrEqual(10);
    expect(await tv.page.textContent("body")).not.toMatch(/6281234567890|Agen Nomor/);

    await visit.page.getByLabel(word("message.label")).fill("Gangguan wilayah timur: sampaikan perkiraan pukul 15.00");
    await visit.page.getByRole("button", { name: word("message.say") }).click();
    await tv.page.getByText("Gangguan wilayah timur").waitFor();

    // While nothing can be read, the data is marked as outdated; the mark disappears afterwards.
    await mayRead("revoke");
    await tv.page.locator("[data-stale]").waitFor();
    await tv.look("wall-stale");
    expect(await tv.page.locator("[data-stale]").textContent()).toContain(word("staleWord"));
    await mayRead("grant");
    await tv.page.locator("[data-stale]").waitFor({ state: "detached" });
    for (const way of [
      { ...TV, theme: "dark", locale: "en" },
      { width: 1440, height: 900, theme: "dark" },
      { width: 1440, height: 900, theme: "light" },
      { width: 360, height: 740, theme: "light" },
      { width: 360, height: 740, theme: "dark", locale: "en" },
    ] as const) {
      const other = await comes(way);
      await other.open(address);
      await other.page.locator("[data-tile=message]").waitFor();
      await other.look("wall");
      if (way.width > 767) expect((await lettersOf(other.page)).cut).toEqual([]);
    }
    await visit.page.getByRole("button", { name: word("links.revokeOf", { label: "TV lantai 2" }) }).click();
    await visit.page.getByRole("button", { name: word("links.revokeYes"), exact: true }).click();
    await tv.page.getByRole("heading", { name: word("screen.over.title") }).waitFor();
    await tv.look("wall-over");
  });

  it("was looked at without a fault, also on a phone and by whoever arranges it", async () => {
    const phone = await comesAs(centre.operator, { width: 360, height: 740, theme: "dark", locale: "en" });
    await phone.open("/layanan/papan-dinding");
    await phone.page.getByRole("link", { name: "Lantai 2" }).click();
    await phone.page.locator(".wall-editor-tile").first().waitFor();
    await phone.look("wallboard-editor");
    await phone.page.getByRole("link", { name: phone.t("web.wallboards.show") }).click();
    await phone.page.locator("[data-tile=waiting]").waitFor();
    await phone.look("wall-preview");
    expect(faults()).toEqual([]);
  });
});
