import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ARTICLE_POINTS } from "../../src/licensing/register/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { type StartedProgram, startProgram } from "../../testkit/started-program.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";

const LINES_MAX = 12;
const BUILT_MS_MAX = 240_000;
const STARTED_MS_MAX = 120_000;
const WAYS = variantsOf([
  { locale: "id", width: 360, theme: "light" },
  { locale: "en", width: 1440, theme: "dark" },
] as const);

let dataFolder: string;
let browser: Browser;
let running: StartedProgram | undefined;

beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(os.tmpdir(), "sambung-first-start-"));
  browser = await openBrowser();
});

afterEach(async () => {
  await browser?.close();
  await running?.stop();
  running = undefined;
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

/** The lines of one block of the output. */
const linesOf = (text: string): readonly string[] => text.trimEnd().split("\n");

/** From the home page to the start page, and with one click to an officer's work. */
async function becomeOfficer({ page, t, open, look }: Visit): Promise<void> {
  await open("/");
  await page.getByRole("link", { name: t("pages.public.home.startPage") }).click();
  await page.getByRole("heading", { level: 1, name: t("web.start.title") }).waitFor();
  const officer = page.getByRole("button", { name: t("web.start.roles.officer.button") });
  await officer.waitFor({ timeout: BUILT_MS_MAX });
  await look("start-page");
  await officer.click();
  await page.getByText(t("web.due.title"), { exact: true }).waitFor();
  await look("start-officer");
}

/** From the map of the ministry's article to each step that needs an account, with one click each. */
async function openEveryStep({ page, t, open, look }: Visit): Promise<void> {
  const steps = new Map(
    ARTICLE_POINTS.flatMap(({ screens }) => screens)
      .filter(({ role }) => role !== null)
      .map((screen) => [screen.name, screen]),
  );
  for (const { name, path: to } of steps.values()) {
    await open("/peta");
    const screen = t(`pages.public.map.screens.${name}`);
    await page
      .getByRole("button", { name: t("pages.public.map.open", { screen }), exact: true })
      .first()
      .click();
    await page.waitForURL(`**${to}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const none of ["web.endings.noPermissionTitle", "web.endings.notFoundTitle"])
      expect(await page.getByRole("heading", { name: t(none) }).count(), to).toBe(0);
  }
  await look("last-step");
}

/** Back to the start page, and through its confirmation to the empty installation. */
async function startForReal({ page, t, look }: Visit): Promise<void> {
  await page.getByRole("link", { name: t("web.shell.startPage") }).click();
  const begin = page.locator("section").getByRole("button", { name: t("web.start.real.button"), exact: true });
  await begin.and(page.locator(":enabled")).waitFor({ timeout: BUILT_MS_MAX });
  await begin.click();
  const dialog = page.getByRole("dialog", { name: t("web.start.real.question") });
  await look("start-for-real");
  await dialog.getByRole("button", { name: t("web.start.real.confirm") }).click();
  await page.getByRole("heading", { level: 1, name: t("web.start.real.startingTitle") }).waitFor();
  await page.getByRole("heading", { level: 1, name: t("web.start.real.upTitle") }).waitFor({ timeout: STARTED_MS_MAX });
  await look("started-for-real");
}

/** Console messages of the browser while the server is unreachable, and about the 404 that ends the wait. */
const RESTARTING = /net::ERR_|status of 404/;

describe.each(WAYS)("the first start of an empty data folder ($locale)", (way) => {
  it(
    "is a demonstration of six roles, from which one button leads to the real, empty installation",
    async () => {
      running = await startProgram(dataFolder);
      await running.untilPrinted(/data are complete\./, BUILT_MS_MAX);
      const demonstration = running.printed();
      expect(linesOf(demonstration).length).toBeLessThanOrEqual(LINES_MAX);
      expect(demonstration).toContain(`${running.url}/mulai`);
      expect(await readdir(dataFolder)).toEqual(["demo"]);

      const visit = await openVisit(browser, running.url, way);
      await becomeOfficer(visit);
      await openEveryStep(visit);
      await startForReal(visit);
      const [, link = ""] = await running.untilPrinted(/(http\S+\/mulai\/\S+)/, STARTED_MS_MAX);
      const real = running.printed().slice(demonstration.length);
      expect(linesOf(real).length).toBeLessThanOrEqual(LINES_MAX);
      expect(real).not.toContain("@demo.invalid");

      await visit.open(link);
      await visit.page.getByRole("heading", { level: 1, name: visit.t("web.people.firstTitle") }).waitFor();
      const session = await fetch(`${running.url}/api/session`).then((answer) => answer.json());
      expect(session).toMatchObject({ person: null, installation: { hasStartPage: false } });
      expect(visit.faults.filter((fault) => !RESTARTING.test(fault))).toEqual([]);
      await visit.close();

      expect(await running.stop()).toBe(0);
      running = await startProgram(dataFolder);
      const [, again = ""] = await running.untilPrinted(/(http\S+\/mulai\/\S+)/, STARTED_MS_MAX);
      expect(again).toContain(running.url);
      expect((await fetch(`${running.url}/api/demonstration`)).status).toBe(404);
      expect((await readdir(dataFolder)).includes("demo")).toBe(true);
    },
    BUILT_MS_MAX + 4 * STARTED_MS_MAX,
  );
});
