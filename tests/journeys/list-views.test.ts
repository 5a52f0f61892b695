import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisitors } from "../../testkit/visitors.ts";

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

const WAYS = variantsOf([
  { locale: "id", width: 1440, name: "Janji terdekat, sedang diperiksa – " },
  { locale: "en", width: 360, name: "Being checked, nearest promise first – " },
] as const);

describe.each(WAYS)("an officer's list in $locale at $width px", ({ locale, width, name }) => {
  it("keeps a view by name, comes back to it, and forgets it", async () => {
    const visit = await comesAs(await portal.officer("coordinator", "numbering"), { locale, width });
    const { page, t } = visit;
    await visit.open("/tugas?state=checking&sort=-submitted");
    const label = `${name}${"x".repeat(60)}`.slice(0, 60);
    await page.getByRole("button", { name: t("web.lists.saveView") }).click();
    await page.getByLabel(t("web.lists.viewName")).fill(label);
    await visit.look("list-views-keeping");
    await page.keyboard.press("Enter");
    const view = page.getByRole("button", { name: label, exact: true });
    await view.waitFor();
    await visit.open("/tugas");
    await view.click();
    await page.waitForURL(/state=checking/);
    expect(new URL(page.url()).searchParams.get("sort")).toBe("-submitted");
    expect(await view.getAttribute("aria-pressed")).toBe("true");
    await visit.look("list-views-open");
    await page.getByRole("button", { name: t("web.lists.removeView", { name: label }) }).click();
    await view.waitFor({ state: "detached" });
    expect(visit.faults).toEqual([]);
    await visit.close();
  });

  it("comes as a file with the columns that are shown", async () => {
    const visit = await comesAs(await portal.officer("coordinator", "numbering"), { locale, width });
    await visit.open("/tugas");
    const [file] = await Promise.all([
      visit.page.waitForEvent("download"),
      visit.page.getByRole("link", { name: visit.t("web.lists.exportCsv") }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const [heading = ""] = Buffer.concat(chunks).toString("utf8").replace("\uFEFF", "").split("\n");
    const columns = ["number", "code", "company", "state", "promise", "submitted", "assignee"];
    expect(heading.split(locale === "id" ? ";" : ",")).toEqual(columns.map((column) => visit.t(`web.desk.${column}`)));
    await visit.close();
  });
});
