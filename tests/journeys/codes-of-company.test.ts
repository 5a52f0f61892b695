import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { GOOD_TRUNK, giveCode } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const WAYS = variantsOf([
  { locale: "en", width: 1440, theme: "dark", code: "1500871" },
  { locale: "id", width: 360, theme: "light", code: "1500872" },
] as const);

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const visitAs = (portal: TestPortal, guest: Guest, way: (typeof WAYS)[number]): Promise<Visit> =>
  openVisitors(() => ({ browser, url: portal.url })).comesAs(guest, way);

/** The administrator links the first call centre to the company, by keyboard after the button. */
async function tie(visit: Visit, company: string): Promise<void> {
  const { page, t } = visit;
  await visit.open("/pusat-panggilan");
  await page.getByText(t("web.service.tenants.untied")).waitFor();
  await visit.look("tenants");
  await page
    .getByRole("button", { name: t("web.service.tenants.change"), exact: false })
    .first()
    .press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog
    .getByLabel(t("web.service.tenants.company"))
    .selectOption({ label: t("web.service.tenants.option", { name: company, codes: 1 }) });
  await visit.look("tenant-tying");
  await dialog.getByRole("button", { name: t("web.service.tenants.save") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText(t("web.service.tenants.tied", { company, codes: 1, served: 0 })).waitFor();
}

const LONG_NAME = "Pusat Panggilan Layanan Pelanggan Terpadu PT Sumber Makmur Sejahtera Nusantara Abadi";

/** Inserts an outgoing call of the call centre with the long name, with a charge. */
async function spend({ kit }: TestPortal, chargeRupiah: number): Promise<void> {
  const tenant = await kit.db.selectFrom("tenant").select("id").where("name", "=", LONG_NAME).executeTakeFirstOrThrow();
  const [callId, at] = [kit.ids.next(), new Date(kit.clock.nowMs())];
  await inTenant(kit.db, tenant.id, (trx) =>
    trx
      .insertInto("cdr")
      .values({
        callId,
        tenantId: tenant.id,
        direction: "outbound",
        caller: "101",
        called: "0811",
        chargeRupiah,
        beganAt: at,
        answeredAt: at,
        endedAt: at,
        ringMs: 0,
        talkMs: 1,
        holdMs: 0,
        outcome: "answered",
        endedBy: "caller",
        sipCallId: callId,
      })
      .execute(),
  );
}

/** Sets the rate limit of calls from API clients; a value that is no number is refused. */
async function pace({ page, t, look }: Visit): Promise<void> {
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    t(`web.service.tenants.${key}`, params);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: word("paceOf", { name: LONG_NAME }) }).press("Enter");
  await dialog.getByText(word("paceNow", { waiting: 0, waitingMax: 600, going: 0 })).waitFor();
  await dialog.getByLabel(word("paceField.burst")).fill("dua");
  await dialog.getByRole("button", { name: word("save") }).press("Enter");
  await dialog
    .getByText(word("paceWrong", { max: 1_000 }))
    .first()
    .waitFor();
  await look("tenant-pace-wrong");
  await dialog.getByLabel(word("paceField.burst")).fill("200");
  await dialog.getByLabel(word("paceField.perSecond")).fill("20");
  await look("tenant-pace");
  await dialog.getByRole("button", { name: word("save") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: word("paceOf", { name: LONG_NAME }) }).press("Enter");
  await dialog.getByLabel(word("paceField.perSecond")).waitFor();
  expect(await dialog.getByLabel(word("paceField.perSecond")).inputValue()).toBe("20");
  await dialog.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** Creates a second call centre, which cannot have the first one's name, and sets its limit. */
async function openAnother(visit: Visit, portal: TestPortal): Promise<void> {
  const { page, t, look, open } = visit;
  const word = (key: string) => t(`web.service.tenants.${key}`);
  const first = (await page.locator("main li strong").first().textContent()) ?? "";
  await page.getByRole("button", { name: word("open"), exact: true }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(word("name")).fill(first.toUpperCase());
  await dialog.getByLabel(word("channels")).fill("0");
  await dialog.getByRole("button", { name: word("save") }).press("Enter");
  await dialog.getByText(word("channelsWrong")).first().waitFor();
  await dialog.getByLabel(word("channels")).fill("");
  await dialog.getByRole("button", { name: word("save") }).press("Enter");
  await dialog.getByText(t("errors.tenant-name-taken")).first().waitFor();
  await look("tenant-refused");
  await dialog.getByLabel(word("name")).fill(LONG_NAME);
  await dialog.getByLabel(word("zone")).selectOption("Asia/Makassar");
  await dialog.getByRole("button", { name: word("save") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: t("web.service.tenants.editOf", { name: LONG_NAME }) }).press("Enter");
  await dialog.getByLabel(word("channels")).fill("60");
  await dialog.getByLabel(word("spending")).fill("1000000");
  await dialog.getByLabel(word("price.priceNational")).fill("650");
  await dialog.getByLabel(word("storage")).fill("2");
  await look("tenant-limits");
  await dialog.getByRole("button", { name: word("save") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText(t("web.service.tenants.limited", { max: 60 })).waitFor();
  await spend(portal, 850_000);
  await open("/pusat-panggilan");
  await page.getByText(t("web.service.limits.near")).waitFor();
  await look("tenant-near-limit");
  await look("tenants-two");
  await pace(visit);
  const card = page.locator("main li").filter({ hasText: LONG_NAME });
  await card.getByRole("button", { name: t("web.service.tenants.shutOf", { name: LONG_NAME }) }).press("Enter");
  await look("tenant-closing");
  await dialog.getByRole("button", { name: word("shutYes") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await card.getByRole("button", { name: t("web.service.tenants.reopenOf", { name: LONG_NAME }) }).press("Enter");
  await look("tenant-reopening");
  await dialog.getByRole("button", { name: word("reopen") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await card.getByText(word("nobody")).waitFor();
  await page.getByRole("button", { name: t("web.service.tenants.inviteOf", { name: LONG_NAME }) }).press("Enter");
  await dialog.getByLabel(word("email")).fill("kepala@");
  await dialog.getByRole("button", { name: word("send") }).press("Enter");
  await dialog.getByText(t("web.parts.email")).first().waitFor();
  await dialog.getByLabel(word("email")).fill("kepala.pusat@klien.invalid");
  await dialog.getByRole("button", { name: word("send") }).press("Enter");
  await dialog.getByText(t("web.service.tenants.invited", { email: "kepala.pusat@klien.invalid" })).waitFor();
  await look("tenant-invited");
  await dialog.getByRole("button", { name: word("close") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
}

/** Notes an incident of the whole installation, assigns it to the first call centre, and publishes it. */
async function noteIncident({ page, t, look, open }: Visit, nowMs: number): Promise<void> {
  const word = (key: string) => t(`web.personalBreach.${key}`);
  const local = (beforeMs: number) => new Date(nowMs - beforeMs + 7 * 3_600_000).toISOString().slice(0, 16);
  const dialog = page.getByRole("dialog");
  await open("/insiden-data");
  await page.getByText(word("noneTitle")).waitFor();
  await look("installation-breaches-none");
  await page.getByRole("button", { name: word("open") }).press("Enter");
  await dialog.getByLabel(word("what"), { exact: true }).fill("Cadangan basis data tertinggal di taksi");
  await dialog.getByLabel(word("happenedAt")).fill(local(7_200_000));
  await dialog.getByLabel(word("knownAt")).fill(local(3_600_000));
  await dialog.getByRole("button", { name: word("openYes") }).press("Enter");
  await page.getByRole("button", { name: word("kinds.handing") }).press("Enter");
  await dialog.getByLabel(word("allCentres")).waitFor();
  await dialog.getByRole("button", { name: word("hand"), exact: true }).press("Enter");
  await dialog.getByText(word("centreMissing")).first().waitFor();
  await look("installation-breach-refused");
  await dialog.getByLabel(LONG_NAME).check();
  await dialog.getByLabel(word("handText")).fill("Cadangan itu memuat rekaman pelanggan Anda dari bulan Oktober.");
  await dialog.getByRole("button", { name: word("hand"), exact: true }).press("Enter");
  await dialog.getByText(t("errors.breach-nobody-there")).first().waitFor();
  await dialog.getByLabel(LONG_NAME).uncheck();
  await dialog.getByLabel("Sambung", { exact: true }).check();
  await look("installation-breach-handing");
  await dialog.getByRole("button", { name: word("hand"), exact: true }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByText(word("entries.handing"), { exact: true }).waitFor();
  await look("installation-breach");
  await open("/insiden-data");
  await page.getByText(word("states.open"), { exact: true }).waitFor();
  await look("installation-breaches");
}

/** Opens a test window for an hour of the next day in the office's time zone, and ends it. */
async function rehearse(
  visit: Visit,
  { code, nowMs }: { readonly code: string; readonly nowMs: number },
): Promise<void> {
  const { page, t } = visit;
  const word = (key: string) => t(`web.service.rehearsals.${key}`);
  await visit.open(`/layanan/nomor/${code}`);
  await page.getByRole("button", { name: word("open"), exact: true }).waitFor();
  await page.getByLabel(word("lines")).fill("0812 3456 7890");
  const day = new Date(nowMs + 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel(word("opensAt")).fill(`${day}T10:00`);
  await page.getByLabel(word("closesAt")).fill(`${day}T09:00`);
  await page.getByRole("button", { name: word("open"), exact: true }).press("Enter");
  await page.getByText(t("errors.test-window-times-wrong")).first().waitFor();
  await visit.look("rehearsal-refused");
  await page.getByLabel(word("closesAt")).fill(`${day}T11:00`);
  await page.getByRole("button", { name: word("open"), exact: true }).press("Enter");
  await page.getByText(word("state.to-come")).waitFor();
  await page.getByText("+6281234567890").waitFor();
  await visit.look("rehearsal");
  await page.getByRole("button", { name: word("end") }).press("Enter");
  await page.getByText(word("state.ended")).waitFor();
}

/** The administrator approves the source address of one trunk; the trunk's screen then shows the approval. */
async function approveAddress(administrator: Visit, operator: Visit): Promise<void> {
  const { page, t } = administrator;
  const word = (key: string, values?: Record<string, string | number>) =>
    t(`web.service.tenants.addresses.${key}`, values);
  await administrator.open("/pusat-panggilan");
  await page.getByText(word("waiting", { count: 6 })).waitFor();
  await page.getByRole("button", { name: word("openOf", { name: "Sambung" }) }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: word("approveOf", { address: "10.1.1.1" }) }).press("Enter");
  await dialog.getByRole("button", { name: word("withdrawOf", { address: "10.1.1.1" }) }).waitFor();
  await administrator.look("trunk-addresses");
  await page.keyboard.press("Escape");
  await page.getByText(word("waiting", { count: 5 })).waitFor();
  await operator.open("/layanan/sambungan");
  await operator.page.getByText(operator.t("web.service.trunks.addressesApproved")).waitFor();
  const waiting = operator.t("web.service.trunks.addressesWaiting", { addresses: "10.1.1.2" });
  await operator.page.getByText(waiting).waitFor();
}

/** Many trunks and phones; some trunks have an agreement that soon expires. */
async function fill({ client }: Guest): Promise<void> {
  for (let nth = 1; nth <= 6; nth += 1) {
    const own = { name: `E1 ${nth}`, host: `10.1.1.${nth}`, addresses: [`10.1.1.${nth}`], isOn: nth % 3 !== 0 };
    succeeded(await client.post("/api/service/trunks", { ...GOOD_TRUNK, ...own }), "a line");
  }
  for (let nth = 1; nth <= 30; nth += 1) {
    succeeded(await client.post("/api/service/phones", { extension: `${200 + nth}`, name: `Meja ${nth}` }), "a phone");
  }
}

describe.each(WAYS)("a company's code in its call centre, in $locale at $width px", (way) => {
  it("appears once the administrator has tied them, is served and rehearsed, and goes with the company", async () => {
    const { code } = way;
    const portal = await openTestPortal({ screens: true, works: false });
    try {
      const company = await portal.company();
      await giveCode(portal.kit, { code, to: company.id, mode: "test" });
      const administrator = await visitAs(portal, await portal.officer("administrator"), way);
      await tie(administrator, company.name);
      await openAnother(administrator, portal);
      const guest = await portal.officer("operator-administrator");
      const operator = await visitAs(portal, guest, way);
      await noteIncident(administrator, portal.kit.clock.nowMs());
      const { page, t } = operator;
      await operator.open("/beranda");
      await page.getByRole("heading", { level: 1, name: t("web.service.hour.heading") }).waitFor();
      await page.getByText(t("web.service.hour.noTelephonesTitle")).waitFor();
      await operator.look("guide-without-telephones");
      await operator.open("/layanan/nomor");
      await page.getByRole("link", { name: t("web.service.numbers.serve", { code }) }).press("Enter");
      await page.getByRole("button", { name: t("web.service.numbers.save") }).press("Enter");
      await page.getByText(t("web.service.numbers.reason.licensing-test")).waitFor();
      await operator.look("number-in-test");
      await rehearse(operator, { code, nowMs: portal.kit.clock.nowMs() });
      await fill(guest);
      await approveAddress(administrator, operator);
      for (const [address, name] of [
        ["/layanan/sambungan", "trunks-many"],
        ["/layanan/telepon", "phones-many"],
      ] as const) {
        await operator.open(address);
        await page.getByRole("table").waitFor();
        await operator.look(name);
      }
      await operator.open("/layanan/nomor");
      await page.getByRole("button", { name: t("web.service.numbers.leaveOf", { code }) }).press("Enter");
      await operator.look("number-leaving");
      await page.getByRole("button", { name: t("web.service.numbers.leaveYes") }).press("Enter");
      await page.getByText(t("web.service.numbers.emptyTitle")).waitFor();
      await page.getByRole("link", { name: t("web.service.numbers.serve", { code }) }).waitFor();
      expect([...administrator.faults, ...operator.faults]).toEqual([]);
      await administrator.close();
      await operator.close();
    } finally {
      await portal.close();
    }
  });
});
