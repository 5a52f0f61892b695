import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dashboard } from "../../src/licensing/dashboard/index.ts";
import { refreshStandings } from "../../src/licensing/dashboard/wire.ts";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest } from "../../testkit/guests.ts";
import { submittedLicenceFor } from "../../testkit/licence-case.ts";
import { submittedFor } from "../../testkit/numbering-case.ts";
import { requestedTest } from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

let portal: TestPortal;
let browser: Browser;
let director: Guest;

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ screens: true, works: false, runtimeContext: createVirtualContext() }),
    openBrowser(),
  ]);
  director = await portal.officer("director");
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const DESK: VisitOptions = { locale: "id", width: 1440 };
const PHONE: VisitOptions = { locale: "en", width: 360, height: 740, theme: "dark" };

/** Cases of every kind, one of them overdue. */
async function addCases(): Promise<void> {
  const first = await portal.company();
  await submittedFor(first, "1500610");
  await submittedFor(await portal.company(), "1500611");
  const licence = await submittedLicenceFor(portal, await portal.company());
  await requestedTest(portal, await portal.company());
  const { db } = portal.kit;
  await db.updateTable("licenceApplication").set({ dueDate: "2026-01-05" }).where("id", "=", licence.id).execute();
  const name = "PT Penyelenggara Layanan Pusat Panggilan Informasi Terpadu Nusantara Sejahtera";
  await db.updateTable("organisation").set({ name }).where("id", "=", first.id).execute();
  await refreshStandings(portal.kit, null);
}

/** Opens the list behind a figure; returns the number of rows it reports. */
async function openFigure(visit: Visit, name: string | RegExp): Promise<{ shown: string; total: string }> {
  const { page } = visit;
  const link = page.getByRole("link", { name }).first();
  const shown = /^[\d.,]+/.exec((await link.textContent()) ?? "")?.[0] ?? "";
  await link.click();
  await page.waitForURL((url) => url.pathname !== "/dasbor");
  const said = page.getByRole("navigation", { name: visit.t("web.parts.pages") }).getByRole("status");
  await said.waitFor();
  return { shown, total: /\d+$/.exec((await said.textContent()) ?? "")?.[0] ?? "" };
}

describe("the director's dashboard before there is any case", () => {
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), DESK);
  afterAll(() => leave());

  it("says so", async () => {
    const visit = await comesAs(director);
    await visit.open("/dasbor");
    await visit.page.getByText(visit.t("web.dashboard.stagesEmpty")).waitFor();
    await visit.look("dashboard-empty");
    expect(faults()).toEqual([]);
  });
});

const WAYS = variantsOf([
  { way: "at a desk", options: DESK },
  { way: "on a phone by night", options: PHONE },
]);

describe.each(WAYS)("the director's dashboard, $way", ({ options }) => {
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), options);
  let visit: Visit;
  const title = () => visit.page.getByRole("heading", { level: 1, name: visit.t("web.dashboard.title") });

  beforeAll(async () => {
    if (options === WAYS[0]?.options) await addCases();
    visit = await comesAs(director);
  }, 300_000);
  afterAll(() => leave());

  it("shows where cases stand", async () => {
    await visit.open("/dasbor");
    await title().waitFor();
    const numbering = visit.page.getByRole("region", { name: visit.t("web.dashboard.kind.numbering") });
    await numbering.getByRole("rowheader", { name: visit.t("states.application.submitted") }).waitFor();
    await visit.look("dashboard");
  });

  it("leads from each figure to a list of as many rows", async () => {
    const { t, page } = visit;
    const holder = t("web.dashboard.holder.ministry");
    const kind = t("web.dashboard.kind.numbering");
    const submitted = `${kind}, ${t("states.application.submitted")}, ${holder}`;
    const found = await openFigure(visit, new RegExp(submitted));
    expect(found).toEqual({ shown: "2", total: "2" });
    await visit.open("/dasbor");
    await title().waitFor();
    const late = `${t("web.dashboard.figure.late")}, ${t("web.dashboard.promised.licence")}`;
    expect(await openFigure(visit, new RegExp(late))).toEqual({ shown: "1", total: "1" });
    const chip = page.getByRole("region", { name: t("web.narrowing.title") }).getByRole("button");
    await chip.getByText(t("web.narrowing.promise.late")).waitFor();
    await visit.look("dashboard-list-narrowed");
    await chip.click();
    await page.waitForURL((url) => !url.search.includes("promise=late"));
    expect(await page.getByRole("region", { name: t("web.narrowing.title") }).count()).toBe(0);
  });

  it("stays readable with huge numbers, and says what is safe when it does not come", async () => {
    const { page, t } = visit;
    await page.route("**/api/dashboard?*", async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Dashboard;
      const stages = body.stages.map((stage) => ({ ...stage, cases: { ...stage.cases, count: 1_234_567 } }));
      await route.fulfill({ response: answer, json: { ...body, stages, promisesAsOf: null } });
    });
    await visit.open("/dasbor");
    await page
      .getByText(options === DESK ? "1.234.567" : "1,234,567")
      .first()
      .waitFor();
    await visit.look("dashboard-huge");
    await page.unroute("**/api/dashboard?*");
    await page.route("**/api/dashboard?*", (route) => route.abort());
    await visit.open("/dasbor");
    await page.getByRole("alert").getByText(t("web.problems.unreachable")).waitFor();
    await page.unroute("**/api/dashboard?*");
    await page.getByRole("button", { name: t("web.problems.retry") }).click();
    await page.getByRole("heading", { level: 2, name: t("web.dashboard.codesTitle") }).waitFor();
    expect(faults().filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  });
});
