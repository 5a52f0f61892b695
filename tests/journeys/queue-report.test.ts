import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { rulesText } from "../../testkit/queue-fixture.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", number: "12,5" },
  { locale: "en", width: 360, height: 740, theme: "dark", number: "12.5" },
] as const);
/** A day with callers, in the time zone of Jakarta; in the past, so that it is complete. */
const DAY = "2026-11-24";
const ADDRESS = `/layanan/laporan-antrean?from=${DAY}&to=${DAY}`;

let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;

beforeAll(async () => {
  const env = { SAMBUNG_LICENSING: "off" };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false, env }), openBrowser()]);
  centre = await openCallCentre(portal);
  await keepDay();
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

/** Stores two queues and a day of abandoned calls, as the queue event log has them: more in the middle of the day. */
async function keepDay(): Promise<void> {
  const { db, ids } = portal.kit;
  const { tenantId } = centre;
  const queues = [LONG, "Tagihan"].map((name) => ({ id: ids.next(), name }));
  const createdAt = new Date(`${DAY}T00:00:00Z`);
  const events = Array.from({ length: 18 }, (_, half) => Math.max(1, 9 - Math.abs(half - 8))).flatMap((callers, half) =>
    Array.from({ length: callers }, (__, nth) => ({
      queueId: queues[nth % 2]?.id ?? "",
      contactId: ids.next(),
      atMs: Date.parse(`${DAY}T08:00:00+07:00`) + half * 1_800_000 + nth * 60_000,
    })),
  );
  const rows = events.flatMap(({ queueId, contactId, atMs }, nth) => {
    const entry = { contactKind: "call", joinedAtMs: atMs, priority: 0, position: 1 };
    const end = { outcome: "abandoned", waitedMs: 12_500, talkMs: null, holdMs: null };
    return [
      { kind: "contact.entered", afterMs: 0, more: entry },
      { kind: "contact.closed", afterMs: 12_500, more: end },
    ].map(({ kind, afterMs, more }, part) => ({
      tenantId,
      queueId,
      contactId,
      kind,
      fence: 1,
      sequence: nth * 2 + part + 1,
      steadyMs: atMs + afterMs,
      at: new Date(atMs + afterMs),
      body: JSON.stringify({ kind, contactId, queueId, ...more }),
    }));
  });
  await inTenant(db, tenantId, async (trx) => {
    const made = queues.map((queue) => ({ ...queue, tenantId, rules: rulesText(), createdAt }));
    await trx.insertInto("queue").values(made).execute();
    await trx.insertInto("queueEvent").values(rows).execute();
  });
}

describe.each(WAYS)("the report of queues ($locale, $width px, $theme)", ({ number, ...options }) => {
  let visit: Visit;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.queueReport.${key}`, params);

  beforeAll(async () => {
    visit = await comesAs(centre.operator, options);
  });

  afterAll(() => visit?.close());

  it("says that nobody called, and leads to a day on which many did", async () => {
    const { page } = visit;
    await visit.open("/layanan/laporan-antrean?from=2026-11-02&to=2026-11-02");
    await page.getByText(word("emptyTitle")).waitFor();
    await visit.look("report-empty");
    await page.getByLabel(word("to"), { exact: true }).fill(DAY);
    await page.getByRole("heading", { name: word("trend") }).waitFor();
    expect(new URL(page.url()).searchParams.get("to")).toBe(DAY);
  });

  it("shows the half hours of the day with totals, what each figure means, and one queue alone", async () => {
    const { page } = visit;
    await visit.open(ADDRESS);
    await page.getByRole("region", { name: word("table") }).waitFor();
    await visit.look("report");
    const table = page.getByRole("region", { name: word("table") });
    const most = options.width < 640 ? 12 : 48;
    expect(await table.locator("tbody tr").count()).toBe(Math.min(18, most) + 1);
    expect(await table.locator("tbody tr").last().textContent()).toContain(word("seconds", { count: number }));
    await page.getByText(word("figures.levelNet"), { exact: true }).first().press("Enter");
    await page.getByText(word("means.levelNet")).waitFor();
    await page.getByRole("combobox", { name: word("queue") }).selectOption({ label: "Tagihan" });
    await page.getByRole("heading", { name: word("byQueue") }).waitFor({ state: "detached" });
    await page.getByLabel(word("onlyBusy")).uncheck();
    await table
      .locator("tbody tr")
      .filter({ hasText: /^0?0[.:]00/ })
      .waitFor();
    expect(await table.locator("tbody tr").count()).toBe(most + 1);
    await visit.look("report-one");
    expect(visit.faults).toEqual([]);
  });

  it("is downloaded as both kinds of file", async () => {
    const { page } = visit;
    await visit.open(ADDRESS);
    for (const [format, begin] of [
      ["csv", "\ufeff"],
      ["xlsx", "PK"],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: word(format) }).press("Enter"),
      ]);
      expect(file.suggestedFilename()).toBe(`laporan-antrean.${format}`);
      expect((await readFile(await file.path())).toString("utf8").startsWith(begin)).toBe(true);
    }
  });
});
