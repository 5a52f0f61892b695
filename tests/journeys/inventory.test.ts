import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import { goTo, logIn } from "./people-steps.ts";

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

/** Works as a demo account and returns the faults that the page checks found. */
async function working(
  options: VisitOptions & { readonly role: string },
  work: (visit: Visit) => Promise<void>,
): Promise<readonly string[]> {
  const visit = await openVisit(browser, demonstration.url, options);
  try {
    await logIn(visit, demonstration.account(options.role));
    await work(visit);
    return visit.faults;
  } finally {
    await visit.close();
  }
}

/** Presses Tab until the control with this id has the focus. */
async function tabTo({ page }: Visit, id: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await page.evaluate(`document.activeElement?.id === ${JSON.stringify(id)}`)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${id}`);
}

describe("reserving a range", () => {
  it("is looked at, given, read in a code's history and undone, by keyboard, with every fault named at its field", async () => {
    const faults = await working({ role: "coordinator", locale: "id" }, async (visit) => {
      const { page, t } = visit;
      await goTo(visit, "inventory");
      await page.getByRole("heading", { level: 1, name: t("web.inventory.title") }).waitFor();
      await visit.look("inventory-empty");
      await page.getByRole("link", { name: t("web.inventory.order.new") }).click();
      await page.getByRole("heading", { level: 1, name: t("web.inventory.order.newTitle") }).waitFor();
      await tabTo(visit, "selection");
      await page.keyboard.type("1500599–1500590");
      await page.keyboard.press("Tab");
      await page.locator("#onTaken").press("Enter");
      await page.getByRole("button", { name: t("web.inventory.order.preview") }).press("Enter");
      await page.getByRole("alert").first().waitFor();
      await visit.look("order-refused");
      await page.locator("#selection").fill("1500550–1500560");
      await page.getByRole("button", { name: t("web.inventory.order.preview") }).press("Enter");
      await page.getByRole("heading", { name: t("web.inventory.order.stays") }).waitFor();
      await visit.look("order-preview");
      const give = page.locator("form button[type=submit]");
      await give.press("Enter");
      await page.getByText(t("errors.order-reason-missing")).first().waitFor();
      await visit.look("order-without-reason");
      await page.locator("#reason").fill("Dicadangkan untuk layanan kebencanaan nasional selama musim hujan");
      await give.press("Enter");
      await page.getByText(t("web.inventory.order.states.in-force")).waitFor();
      await visit.look("order-given");
      await page.getByRole("link", { name: "1500 551", exact: true }).click();
      await page.getByRole("heading", { name: t("web.inventory.record.thread") }).waitFor();
      await visit.look("record");
      await visit.open("/nomor/1500551");
      await page.getByRole("heading", { name: t("web.numbers.past.title") }).waitFor();
      await visit.look("public-history");
      await page.goBack();
      await page.getByRole("link", { name: t("web.inventory.order.kinds.reserve"), exact: true }).click();
      await page.getByRole("button", { name: t("web.inventory.order.undoAsk") }).press("Enter");
      await page.locator("#reason").fill("Keliru rentang");
      await visit.look("order-undo");
      await page.getByRole("button", { name: t("web.inventory.order.undo"), exact: true }).press("Enter");
      await page.getByText(t("web.inventory.order.states.undone")).waitFor();
      await visit.look("order-undone");
      await goTo(visit, "inventory");
      await page.getByRole("link", { name: "1500550–1500560" }).first().waitFor();
      await visit.look("orders");
    });
    expect(faults).toEqual([]);
  });

  it("loses no key press while a look is on its way: the newest question is the one answered, and the focus stays", async () => {
    const faults = await working({ role: "coordinator", locale: "en" }, async (visit) => {
      const { page, t } = visit;
      const waiting: (() => void)[] = [];
      await page.route("**/api/inventory/orders/preview", async (route) => {
        if (waiting.length < 2) await new Promise<void>((resolve) => waiting.push(resolve));
        await route.continue();
      });
      await visit.open("/inventaris/perintah/baru");
      const look = page.getByRole("button", { name: t("web.inventory.order.preview") });
      await page.locator("#selection").fill("1500570–1500572");
      await look.press("Enter");
      await page.locator("button[aria-busy=true]").waitFor();
      // A repeated press sends no second request; the button reports that it is busy.
      await page.keyboard.press("Enter");
      await page.getByText(t("web.parts.working"), { exact: true }).waitFor({ state: "attached" });
      expect(waiting).toHaveLength(1);
      await page.locator("#selection").fill("1500580–1500589");
      await look.press("Enter");
      await expect.poll(() => waiting.length).toBe(2);
      for (const release of [...waiting].reverse()) release();
      await page.getByRole("button", { name: t("web.inventory.order.give", { count: 10 }) }).waitFor();
      expect(await page.evaluate("document.activeElement?.tagName")).toBe("BUTTON");
    });
    expect(faults).toEqual([]);
  });

  it("stands in the list in English on a small screen, with a code's long past", async () => {
    const faults = await working({ role: "coordinator", locale: "en", width: 360, height: 740 }, async (visit) => {
      const { page, t } = visit;
      await visit.open("/inventaris");
      await page.getByRole("link", { name: "1500550–1500560" }).first().waitFor();
      await visit.look("orders");
      await visit.open("/inventaris/kode/1500060");
      await page.getByText(t("web.inventory.record.changes.return")).waitFor();
      await visit.look("record-quarantine");
      await visit.open("/inventaris/kode/9999999");
      await page.getByText(t("web.inventory.record.unknownText")).waitFor();
      await visit.look("record-unknown");
    });
    expect(faults).toEqual([]);
  });
});
