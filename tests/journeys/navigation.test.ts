import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../src/identity/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { tabTo } from "./keyboard-steps.ts";
import { goTo } from "./people-steps.ts";

const VARIANTS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light" },
  { locale: "en", width: 1440, height: 900, theme: "dark" },
] as const);
const PHONE = { width: 360, height: 740, theme: "light" } as const;
const DESKTOP = { width: 1440, height: 900, theme: "dark" } as const;

let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }), { strict: true });

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  centre = await openCallCentre(portal);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** A new user of the call centre. */
async function colleague(role: Role) {
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role, tenantId: centre.tenantId });
  return person;
}

const navigation = ({ page, t }: Visit): Locator =>
  page.getByRole("navigation", { name: t("web.shell.navigation") }).filter({ visible: true });
const group = (visit: Visit, name: string): Locator =>
  navigation(visit).getByRole("button", { name: visit.t(`web.shell.placeGroup.${name}`), exact: true });
const place = (visit: Visit, name: string): Locator =>
  navigation(visit).getByRole("link", { name: visit.t(`web.shell.place.${name}`), exact: true });
const search = ({ page, t }: Visit): Locator => page.getByRole("combobox", { name: t("web.search.label") });
const isOpen = async (visit: Visit, name: string): Promise<boolean> =>
  (await group(visit, name).getAttribute("aria-expanded")) === "true";

/** Opens the search by a key and waits until its field has the focus. */
async function openSearch(visit: Visit, key: string): Promise<void> {
  await visit.page.keyboard.press(key);
  await search(visit).and(visit.page.locator(":focus")).waitFor();
}

describe.each(VARIANTS)("the navigation of a call centre's administrator in $locale", (options) => {
  it("opens the group of the page on screen, and others by keyboard", async () => {
    const visit = await comesAs(centre.operator, options);
    const { page, t } = visit;
    await visit.open("/layanan");
    await place(visit, "serviceHome").and(page.locator("[aria-current=page]")).waitFor();
    expect(await isOpen(visit, "today")).toBe(true);
    expect(await isOpen(visit, "routing")).toBe(false);
    expect(await place(visit, "queues").count()).toBe(0);
    await tabTo(visit, group(visit, "routing"));
    await page.keyboard.press("Enter");
    await place(visit, "queues").waitFor();
    expect(await isOpen(visit, "today")).toBe(true);
    await visit.look("navigation-two-groups");
    await tabTo(visit, place(visit, "queues"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: t("web.queues.title") }).waitFor();
    expect(await isOpen(visit, "routing")).toBe(true);
    expect(await isOpen(visit, "today")).toBe(false);
    await group(visit, "routing").press("Space");
    await place(visit, "queues").waitFor({ state: "detached" });
    await visit.look("navigation-closed");
  });

  it("shows four pages below the thumb on a phone, the groups of the others behind the last button, and the search on top", async () => {
    const visit = await comesAs(centre.operator, { ...options, ...PHONE });
    const { page, t } = visit;
    await visit.open("/layanan");
    await visit.page.getByRole("button", { name: t("web.shell.more"), exact: true }).click();
    await group(visit, "settings").waitFor();
    await visit.look("navigation-more");
    await group(visit, "settings").click();
    await visit.look("navigation-more-settings");
    await place(visit, "trunks").click();
    await page.getByRole("heading", { level: 1, name: t("web.service.trunks.title") }).waitFor();
    await goTo(visit, "queues");
    await page.getByRole("heading", { level: 1, name: t("web.queues.title") }).waitFor();
    await page.getByRole("button", { name: t("web.shell.search"), exact: true }).click();
    await search(visit).fill("cdr");
    await visit.look("search-phone");
    await page.getByRole("option", { name: t("web.shell.place.calls") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.calls.title") }).waitFor();
  });

  it("is searched by keyboard: a word, arrows, Enter", async () => {
    const visit = await comesAs(centre.operator, options);
    const { page, t } = visit;
    await visit.open("/layanan");
    await page.getByRole("button", { name: t("web.shell.search"), exact: true }).waitFor();
    await openSearch(visit, "/");
    await visit.look("search-open");
    await page.keyboard.type("trunk");
    await page.getByRole("option", { name: t("web.shell.place.trunks"), selected: true }).waitFor();
    await visit.look("search-trunk");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: t("web.service.trunks.title") }).waitFor();
    expect(await search(visit).count()).toBe(0);
    await openSearch(visit, "Control+k");
    await page.keyboard.type("0812");
    await visit.look("search-digits");
    await page.keyboard.press("ArrowUp");
    const tickets = t("web.search.inList", { query: "0812", list: t("web.shell.place.tickets") });
    await page.getByRole("option", { name: tickets, selected: true }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: t("web.calls.title") }).waitFor();
    await page.waitForURL("**/layanan/panggilan?search=0812");
  });

  it("leaves what is typed alone, and gives the focus back on Escape", async () => {
    const visit = await comesAs(centre.operator, options);
    const { page, t } = visit;
    await visit.open("/layanan/panggilan");
    const field = page.getByRole("searchbox", { name: t("web.calls.search") });
    await field.press("/");
    expect(await field.inputValue()).toBe("/");
    expect(await search(visit).count()).toBe(0);
    await openSearch(visit, "Control+k");
    await page.keyboard.type("zz");
    await page
      .getByRole("status")
      .filter({ hasText: t("web.search.none") })
      .waitFor();
    await visit.look("search-none");
    await page.keyboard.press("Escape");
    await search(visit).waitFor({ state: "detached" });
    await field.and(page.locator(":focus")).waitFor();
  });
});

describe.each(VARIANTS)("the navigation by role in $locale", (options) => {
  /** Takes screenshots of a page on a desktop and on a phone, in both themes. */
  const looks = async (visit: Visit, address: string, name: string): Promise<void> => {
    await visit.open(address);
    await visit.look(name);
    await visit.display(DESKTOP);
    await visit.look(name);
    await visit.display(PHONE);
    await visit.look(name);
  };

  it("has no page of licensing for people of a call centre", async () => {
    for (const [role, address] of [
      ["operator-supervisor", "/layanan/papan"],
      ["operator-agent", "/layanan/tiket"],
      ["operator-administrator", "/layanan/alur"],
    ] as const) {
      const visit = await comesAs(await colleague(role), options);
      await looks(visit, address, `navigation-${role}`);
      expect(await place(visit, "rules").count()).toBe(0);
      await openSearch(visit, "/");
      const results = visit.page.getByRole("dialog").getByRole("option");
      await visit.page.keyboard.type(visit.t("web.shell.place.rules"));
      await results.and(visit.page.getByRole("option", { selected: true })).waitFor();
      expect(await results.count(), "only the search in the list of tickets").toBe(1);
    }
  });

  it("has the groups of an officer's and of an applicant's work", async () => {
    await looks(
      await comesAs(await portal.officer("coordinator", "numbering"), options),
      "/tugas",
      "navigation-officer",
    );
    await looks(await comesAs((await portal.company()).owner, options), "/permohonan", "navigation-applicant");
  });
});

describe("all of them", () => {
  it("have no fault of accessibility, layout or language", () => {
    expect(faults()).toEqual([]);
  });
});
