import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Demonstration, type DemonstrationStatus, makeDemoAccounts } from "../../src/identity/wire.ts";
import { isMapDestination } from "../../src/licensing/register/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { COOKIE } from "../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisit } from "../../testkit/visit.ts";

const SID = "AC5e1f0c2a9b7d4e638f1a2b3c4d5e6f70";
const TOKEN = "9f86d081884c7d659a2feaa0c55ad015";
const BUILDING: DemonstrationStatus = {
  state: "building",
  step: { done: 3, total: 12, name: "call-history" },
  people: [{ role: "officer", email: "evaluator@demo.invalid" }],
  accountSid: null,
  authToken: null,
  verifyUrl: null,
};
const READY: DemonstrationStatus = {
  state: "ready",
  step: null,
  people: [
    { role: "officer", email: "evaluator@demo.invalid" },
    { role: "agent", email: "agen@demo.invalid" },
    { role: "supervisor", email: "penyelia@demo.invalid" },
    { role: "developer", email: "operator@demo.invalid" },
  ],
  accountSid: SID,
  authToken: TOKEN,
  verifyUrl: "http://127.0.0.1/validasi-sk",
};
const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
] as const);

let portal: TestPortal;
let browser: Browser;
let status: ReturnType<Demonstration["status"]>;

beforeAll(async () => {
  const demonstration: Demonstration = {
    status: () => status,
    isClockReal: () => true,
    startForReal: () => undefined,
    leadsTo: isMapDestination,
    ring: async () => null,
  };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, demonstration }), openBrowser()]);
  await makeDemoAccounts(portal.kit);
});

beforeEach(() => {
  status = BUILDING;
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

describe.each(WAYS)("the start page ($locale)", (way) => {
  it("shows how far the data are, offers a role once its person exists, and follows by itself", async () => {
    const visit = await openVisit(browser, portal.url, way);
    const { page, t } = visit;
    const button = (role: string) => page.getByRole("button", { name: t(`web.start.roles.${role}.button`) });
    await visit.open("/mulai");
    const named = { done: 3, total: 12, name: t("web.start.steps.call-history") };
    await page.getByRole("status").getByText(t("web.start.step", named)).waitFor();
    expect(await page.getByRole("progressbar").getAttribute("value")).toBe("3");
    await button("officer").waitFor();
    expect(await button("supervisor").count()).toBe(0);
    expect(await page.getByRole("button", { name: t("web.start.real.button") }).isEnabled()).toBe(false);
    await visit.look("start-building");
    status = READY;
    await button("supervisor").waitFor();
    expect(await page.getByRole("progressbar").count()).toBe(0);
    expect(visit.faults).toEqual([]);
    await visit.close();
  });

  it("shows a developer the account SID, and the token on demand alone", async () => {
    status = READY;
    const visit = await openVisit(browser, portal.url, way);
    const { page, t } = visit;
    await visit.open("/mulai");
    await page.getByText(SID, { exact: true }).waitFor();
    expect(await page.content()).not.toContain(TOKEN);
    await page.getByRole("button", { name: t("web.start.showToken") }).click();
    await page.getByText(TOKEN, { exact: true }).waitFor();
    await visit.look("start-developer");
    await page.getByRole("button", { name: t("web.start.roles.developer.button") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.console.quick.title") }).waitFor();
    await page.getByRole("link", { name: t("web.shell.startPage") }).click();
    await page.getByRole("button", { name: t("web.start.roles.agent.button") }).click();
    await page.waitForURL("**/layanan/meja");
    expect(visit.faults).toEqual([]);
    await visit.close();
  });

  it("leads to the map of the ministry's article, whose buttons sign in without script and open the step", async () => {
    status = READY;
    const start = await openVisit(browser, portal.url, way);
    await start.open("/mulai");
    await start.page.getByRole("link", { name: start.t("web.start.map") }).click();
    await start.page.getByRole("heading", { level: 1, name: start.t("pages.public.map.documentTitle") }).waitFor();
    await start.look("article-map");
    expect(start.faults).toEqual([]);
    await start.close();

    const visit = await openVisit(browser, portal.url, { ...way, script: false });
    const { page, context, t } = visit;
    const opener = (screen: string) =>
      page.getByRole("button", {
        name: t("pages.public.map.open", { screen: t(`pages.public.map.screens.${screen}`) }),
      });
    await visit.open("/peta");
    const answer = page.waitForResponse((response) => response.url().endsWith("/mulai"));
    await opener("evaluation").press("Enter");
    expect((await answer).status()).toBe(303);
    await page.waitForURL("**/tugas-izin");
    expect(await context.cookies()).toContainEqual(expect.objectContaining({ name: COOKIE, httpOnly: true }));
    await visit.close();
  });

  it("says what to do where the data could not be built, and that it is missing in an installation", async () => {
    status = { ...BUILDING, people: [], state: "failed" };
    const visit = await openVisit(browser, portal.url, way);
    const { page, t } = visit;
    await visit.open("/mulai");
    await page.getByText(t("web.start.failedTitle")).waitFor();
    await visit.look("start-failed");
    status = undefined;
    await visit.open("/mulai");
    await page.getByRole("heading", { level: 1, name: t("web.start.noneTitle") }).waitFor();
    await visit.look("start-none");
    expect(visit.faults.filter((fault) => !/status of 404/.test(fault))).toEqual([]);
    await visit.close();
  });
});
