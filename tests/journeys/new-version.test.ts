import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureWebBuilt } from "../../src/processes/supervisor/web-build.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";
import { goTo } from "./people-steps.ts";

const ENTRY = /\/assets\/index-[\w-]+\.js/g;
/** The export of the rules screen in its built file. */
const RULES_SCREEN = /\bas RulesScreen\b/;

let portal: TestPortal;
let browser: Browser;
let rulesFile: string;

/** The URL pattern of the built file that contains the rules screen. */
async function fileOfRules(folder: string): Promise<string> {
  const assets = path.join(folder, "assets");
  const scripts = (await readdir(assets)).filter((name) => name.endsWith(".js"));
  const found: string[] = [];
  for (const name of scripts) if (RULES_SCREEN.test(await readFile(path.join(assets, name), "utf8"))) found.push(name);
  const [only = "", ...others] = found;
  expect([only === "", others]).toEqual([false, []]);
  return `**/assets/${only}`;
}

beforeAll(async () => {
  const { folder } = await ensureWebBuilt();
  rulesFile = await fileOfRules(folder);
  [portal, browser] = await Promise.all([openTestPortal({ works: false }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** Counts the page loads from now on. */
function countLoads({ page }: Visit): () => number {
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  return () => loads;
}

/** Answers as a server whose files differ from those of this tab. */
async function deployNewVersion({ page }: Visit): Promise<void> {
  const html = await (await fetch(`${portal.url}/masuk`)).text();
  const body = html.replaceAll(ENTRY, "/assets/index-newer.js");
  expect(body).not.toBe(html);
  await page.route(`${portal.url}/masuk`, (route) => route.fulfill({ body, contentType: "text/html" }));
}

describe("a tab that was open while a new version came", () => {
  it("loads the page again, once, when a file of the old version is gone", async () => {
    const visit = await openVisit(browser, portal.url);
    const { page, t } = visit;
    await visit.open("/nomor");
    await deployNewVersion(visit);
    let isGone = true;
    await page.route(rulesFile, (route) => (isGone ? route.fulfill({ status: 404 }) : route.continue()));
    page.on("request", (request) => {
      if (request.isNavigationRequest()) isGone = false;
    });
    const loads = countLoads(visit);
    await goTo(visit, "rules");
    await page.getByRole("heading", { level: 1, name: t("web.rules.title") }).waitFor();
    expect(loads()).toBe(1);
    expect(new URL(page.url()).pathname).toBe("/aturan");
    await visit.close();
  });

  it("does not load it again and again when that does not help", async () => {
    const visit = await openVisit(browser, portal.url);
    const { page, t } = visit;
    await visit.open("/nomor");
    await deployNewVersion(visit);
    await page.route(rulesFile, (route) => route.fulfill({ status: 404 }));
    const loads = countLoads(visit);
    await goTo(visit, "rules");
    await page.getByRole("heading", { level: 1, name: t("web.endings.brokenTitle") }).waitFor();
    expect(loads()).toBe(1);
    await visit.close();
  });

  it("says what happened, and keeps the page, when the file only did not come", async () => {
    const visit = await openVisit(browser, portal.url);
    const { page, t } = visit;
    await visit.open("/nomor");
    await page.route(rulesFile, (route) => route.abort());
    const loads = countLoads(visit);
    await goTo(visit, "rules");
    await page.getByRole("alert").getByText(t("web.problems.unreachable")).waitFor();
    expect(loads()).toBe(0);
    await visit.close();
  });
});
