import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { foldTallies } from "../../src/service/messaging/reports/wire.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG_CENTRE = "Pusat Layanan Pelanggan Terpadu Nusantara Jaya Abadi Sentosa Makmur Sejahtera";
const CARRIER = "Operator Seluler Contoh Nusantara dengan Nama yang Panjang Sekali";
let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;
let visit: Visit;
let first: Pick<Guest, "token">;
let second: Pick<Guest, "token">;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  centre = await openCallCentre(portal, { name: LONG_CENTRE });
  await addTestCarrier({ ...portal.kit, key }, { name: CARRIER });
  const administrator = async () => {
    const person = await addPerson(portal.kit);
    await giveRole(portal.kit, person.id, { role: "administrator" });
    return person;
  };
  [first, second] = [await administrator(), await administrator()];
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }));
const word = (name: string, params?: Readonly<Record<string, string | number>>) =>
  visit.t(`web.smsBilling.${name}`, params);
const button = (name: string) => visit.page.getByRole("button", { name, exact: true });
const field = (name: string) => visit.page.locator(`#${name}`);
const dialog = () => visit.page.getByRole("dialog");
const confirm = (name: string) => dialog().getByRole("button", { name, exact: true }).click();
const rowOf = (name: string) => visit.page.getByRole("row").filter({ hasText: name });

/** The local date in WIB, some days from now. */
const day = (ahead: number) =>
  new Date(portal.kit.clock.nowMs() + (7 + 24 * ahead) * 3_600_000).toISOString().slice(0, 10);

describe("the money of short messages", { timeout: 90_000 }, () => {
  it("is priced by the installation from a day on, and a price that has not begun is taken away", async () => {
    visit = await comesAs(first);
    await visit.open("/operator-sms/harga");
    await visit.page.getByText(word("prices.emptyTitle")).waitFor();
    await visit.look("sms-prices-empty");
    await button(word("prices.add")).click();
    await visit.page.getByRole("link", { name: word("prices.dayFault") }).waitFor();
    await visit.look("sms-prices-faults");
    const add = async (own: Readonly<Record<string, string>>) => {
      await field("priceRupiah").fill("350");
      await field("costRupiah").fill("275");
      for (const [name, text] of Object.entries(own)) await field(name).fill(text);
      await button(word("prices.add")).click();
      await visit.page.getByText(word("prices.added")).waitFor();
    };
    await add({ validFrom: day(1) });
    await field("carrierId").selectOption({ label: CARRIER });
    await field("category").selectOption("otp");
    await add({ validFrom: day(2), prefix: "62811", priceRupiah: "1.250" });
    await rowOf("62811").getByText("Rp 1.250").waitFor();
    await visit.look("sms-prices");
    await rowOf("62811").getByRole("button").click();
    await confirm(word("prices.endYes"));
    await visit.page.getByText("62811", { exact: true }).waitFor({ state: "detached" });
  });

  it("is prepaid where the installation says so, comes in by reference, and is corrected by a second person", async () => {
    await visit.open("/operator-sms/saldo");
    await rowOf(LONG_CENTRE).getByText(word("modes.postpaid"), { exact: true }).waitFor();
    await visit.look("sms-balances");
    await button(word("balances.setModeOf", { tenant: LONG_CENTRE })).click();
    await dialog().locator("#mode").selectOption("prepaid");
    await visit.look("sms-mode");
    await confirm(word("balances.save"));
    await rowOf(LONG_CENTRE).getByText(word("modes.prepaid"), { exact: true }).waitFor();
    await button(word("balances.topUpOf", { tenant: LONG_CENTRE })).click();
    await confirm(word("balances.topUpDo"));
    await dialog()
      .getByRole("link", { name: word("balances.referenceFault") })
      .waitFor();
    await dialog().locator("#amountRupiah").fill("2.500.000");
    await dialog().locator("#reference").fill("TRF-2026-11-27/001");
    await dialog().locator("#reason").fill("Transfer dari rekening perusahaan");
    await visit.look("sms-top-up");
    await confirm(word("balances.topUpDo"));
    await rowOf(LONG_CENTRE).getByText("Rp 2.500.000").waitFor();
    await button(word("balances.correctOf", { tenant: LONG_CENTRE })).click();
    await dialog().locator("#amountRupiah").fill("-500.000");
    await dialog().locator("#reason").fill("Transfer salah alamat");
    await confirm(word("balances.correctDo"));
    await visit.page.getByText(word("balances.own")).waitFor();
    await visit.look("sms-corrections");
    visit = await comesAs(second);
    await visit.open("/operator-sms/saldo");
    await button(word("balances.confirmOf", { amount: "− Rp 500.000", tenant: LONG_CENTRE })).click();
    await rowOf(LONG_CENTRE).getByText("Rp 2.000.000").waitFor();
    await visit.page.getByRole("link", { name: LONG_CENTRE }).click();
    await visit.page.getByText("− Rp 500.000", { exact: true }).waitFor();
    await visit.look("sms-centre-ledger");
  });

  it("is seen by the call centre, with every rupiah that came and went", async () => {
    visit = await comesAs(centre.operator);
    await visit.open("/layanan/saldo-pesan");
    await visit.page.getByText(word("own.leftOf", { amount: "Rp 2.000.000" })).waitFor();
    await visit.page.getByText("TRF-2026-11-27/001", { exact: false }).waitFor();
    await visit.look("sms-balance");
    await visit.open("/layanan/saldo-pesan/laporan");
    await visit.page.getByText(visit.t("web.smsReport.emptyTitle")).waitFor();
    await visit.look("sms-report-empty");
  });

  it("is reported by days and as it goes on, to the call centre and to the installation", async () => {
    await addDays();
    await visit.open(`/layanan/saldo-pesan/laporan?from=${day(0)}&until=${day(0)}&by=sender`);
    await rowOf("RAHASIA").getByText("93,8%").waitFor();
    await rowOf("RAHASIA").getByText("Rp 437.500").waitFor();
    await visit.look("sms-report");
    const file = await centre.operator.client.get(
      `/api/service/sms/report/export?from=${day(0)}&until=${day(0)}&language=id`,
    );
    expect(file.text).toContain(`${day(0)};${CARRIER};RAHASIA;Kata sandi sekali pakai;Diterima;1000;1250;437500`);
    visit = await comesAs(first);
    await visit.open(`/operator-sms/laporan?from=${day(0)}&until=${day(0)}`);
    await rowOf(LONG_CENTRE).getByText("Rp 125.000").waitFor();
    await visit.look("sms-installation-report");
    await visit.open("/operator-sms/tagihan");
    await visit.page.getByText(word("invoices.emptyTitle")).waitFor();
    await visit.look("sms-invoices-empty");
  });

  it("is held against what a carrier says of a day", async () => {
    const told = (name: string, params?: Readonly<Record<string, string | number>>) =>
      visit.t(`web.smsReport.reconcile.${name}`, params);
    await visit.open(`/operator-sms/pencocokan?day=${day(0)}`);
    await visit.page.getByText(told("choose")).waitFor();
    await visit.page.getByLabel(told("carrier")).selectOption({ label: CARRIER });
    await visit.page.getByText(told("facts", { parts: 0, open: 0, cost: "Rp 0" })).waitFor();
    const file = (text: string) => ({ name: "operator.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const input = visit.page.locator("input[type=file]");
    await input.setInputFiles(file("tanggal\n2026-11-25\n"));
    await visit.page.getByText(visit.t("errors.sms-lines-no-id")).first().waitFor();
    await input.setInputFiles(file("id,status,harga\nABC-1,DELIVRD,250\n"));
    await visit.page.getByText("ABC-1", { exact: true }).waitFor();
    await visit.look("sms-reconciliation");
    expect(faults()).toEqual([]);
  });
});

/** A day with a thousand accepted messages, and the figures of the last hour by the minute. */
async function addDays(): Promise<void> {
  const { db, clock } = portal.kit;
  const { tenantId, operator } = centre;
  const carrier = await db.selectFrom("smsCarrier").select("id").where("name", "=", CARRIER).executeTakeFirstOrThrow();
  const key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  const senderId = await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: "RAHASIA", carrierIds: [carrier.id] },
  );
  const place = { tenantId, day: day(0), carrierId: carrier.id, senderId, category: "otp" };
  await inTenant(db, tenantId, async (trx) => {
    const minute = (ago: number) => new Date(clock.nowMs() - (clock.nowMs() % 60_000) - ago * 60_000);
    const line = { messages: 0, segments: 0, priceRupiah: 0, costRupiah: 0 };
    const lines = Array.from({ length: 50 }, (_, nth) => [
      { ...line, state: "accepted", minute: minute(nth), messages: 20, segments: 25, priceRupiah: 25 * 350 },
      { ...line, state: "delivered", minute: minute(nth), segments: nth < 47 ? 25 : 0, costRupiah: 6_250, bucket: 46 },
      { ...line, state: "undeliverable", minute: minute(nth), segments: nth < 47 ? 0 : 26 },
    ]).flat();
    await trx
      .insertInto("smsTally")
      .values(lines.map((one) => ({ ...place, ...one })))
      .execute();
  });
  await foldTallies(db, clock.nowMs());
}
