import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { openCallCentre } from "../../testkit/call-centre.ts";
import { openPersonalRequest } from "../../testkit/personal-request.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const DAY_MS = 86_400_000;
const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light" },
  { locale: "en", width: 360, height: 740, theme: "dark" },
] as const);

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** Inserts a recording of so many days ago. */
async function addRecording(tenantId: string, daysAgo: number): Promise<void> {
  const { db, ids, clock } = portal.kit;
  const sound = { state: "kept", sealedKey: Buffer.from("key"), segments: "[]", bytes: 6, durationMs: 1 };
  const times = { beganAt: new Date(clock.nowMs() - daysAgo * DAY_MS), keepUntil: "2029-01-01" };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({ id: ids.next(), callId: ids.next(), tenantId, ...sound, ...times })
      .execute(),
  );
}

describe.each(WAYS)("how long a call centre keeps its data, in $locale at $width px", (way) => {
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), way);
  afterAll(leave);

  it("is looked at by class, and chosen by keyboard after a look at what goes", async () => {
    const centre = await openCallCentre(portal);
    await addRecording(centre.tenantId, 40);
    await addRecording(centre.tenantId, 5);
    const visit = await comesAs(centre.operator);
    const { page, t } = visit;
    const word = (key: string, params?: Record<string, string | number>) => t(`web.retention.${key}`, params);
    const name = word("names.recordings");
    await visit.open("/layanan/data-pribadi");
    await page.getByRole("link", { name: t("web.personalData.toRetention") }).press("Enter");
    await page.getByRole("table").getByText(word("names.audit")).waitFor();
    const calls = page.getByRole("row").filter({ hasText: word("names.webhook-calls") });
    await calls.getByText(word("daysKept", { days: 7 }), { exact: true }).waitFor();
    await visit.look("retention");
    const days = page.getByLabel(word("daysOf", { name }));
    await days.fill("3");
    await days.press("Enter");
    await page.getByText(word("daysFault", { least: 7, most: 365 })).waitFor();
    await visit.look("retention-fault");
    await days.fill("30");
    await days.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(word("effect", { removed: "1", held: "2" })).waitFor();
    await visit.look("retention-effect");
    await dialog.getByRole("button", { name: word("yes") }).press("Enter");
    await page.getByText(word("chosen", { days: 30, usual: 90 })).waitFor();
    await page.getByText(word("saved")).waitFor();
    await visit.look("retention-chosen");
    await page.getByRole("button", { name: word("resetOf", { name }) }).press("Enter");
    await dialog.getByText(word("noEffect")).waitFor();
    await dialog.getByRole("button", { name: word("yes") }).press("Enter");
    await page.getByRole("button", { name: word("resetOf", { name }) }).waitFor({ state: "detached" });
    await openPersonalRequest(portal.kit, centre);
    await visit.open("/layanan/lama-penyimpanan");
    await page.getByText(word("askedHere")).waitFor();
    await days.fill("30");
    await days.press("Enter");
    await dialog.getByText(word("waiting", { waiting: "1" })).waitFor();
    await visit.look("retention-asked");
    expect(faults()).toEqual([]);
  });
});
