import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import { addNumberingOfficers, holderOf, type NumberingOfficers } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { addRow, fieldAt, fillFields, hangFile, holdSave, openPage, untilSaved } from "./licence-steps.ts";

let portal: TestPortal;
let browser: Browser;
let desk: NumberingOfficers;
const { comesAs: comes, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
  desk = await addNumberingOfficers(portal);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

async function holder(code: string): Promise<GuestCompany> {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  return company;
}

/** Begins an application by the screen; returns its id. */
async function begin({ page, t, ...visit }: Visit): Promise<string> {
  await visit.open("/izin");
  await page.getByRole("button", { name: t("web.licences.begin") }).click();
  await page.waitForURL(/\/izin\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: t("web.licence.tasks") }).waitFor();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

describe("a company without a code", () => {
  it("is told why it may not begin, with the way to a code", async () => {
    const company = await portal.company();
    const visit = await comes(company.owner, { width: 360, height: 740 });
    const { page, t } = visit;
    await visit.open("/izin");
    await visit.look("licences-empty");
    await page.getByRole("button", { name: t("web.licences.begin") }).click();
    await page.getByRole("alert").getByText(t("web.licences.mayNotTitle")).waitFor();
    await visit.look("licences-refused");
    await page.getByRole("link", { name: t("web.licences.way.licence-code-missing") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.numbers.title") }).waitFor();
    expect(visit.faults).toEqual([]);
  });
});

/** The ids of the rows of the list on screen. */
async function rowIds({ page }: Visit): Promise<readonly string[]> {
  const rows = await page.locator("[data-row]").all();
  return Promise.all(rows.map(async (row) => (await row.getAttribute("data-row")) ?? ""));
}

const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", code: "1500301" },
  { locale: "en", width: 360, height: 740, theme: "dark", code: "1500302" },
] as const);

describe.each(WAYS)("an application from its beginning until it is sent ($locale, $width px, $theme)", (way) => {
  let visit: Visit;
  let id: string;

  it("begins with the list of what is needed", async () => {
    const company = await holder(way.code);
    visit = await comes(company.owner, way);
    id = await begin(visit);
    await visit.look("tasks-fresh");
    await visit.page.getByRole("link", { name: visit.t("web.licence.freshGo") }).click();
    await visit.page.getByRole("heading", { level: 1, name: visit.t("web.licence.part.service") }).waitFor();
  });

  it("saves the choice of a configuration by itself, and offers the letter to sign", async () => {
    await visit.look("service-empty");
    await visit.page.getByRole("checkbox", { name: visit.t("web.licenceForm.choice.ip-pbx") }).check();
    await visit.page.getByRole("checkbox", { name: visit.t("web.licenceForm.smsA2pAsk") }).focus();
    await untilSaved(visit);
    await hangFile(visit, "D00", "surat-permohonan.pdf");
    await visit.look("service-filled");
  });

  it("tells the year-one capacity at its field, and draws the running total", async () => {
    const { page, t } = visit;
    await openPage(visit, id, "commitment");
    await addRow(visit, "commitment");
    await fillFields(visit, {
      "rows.0.city": "Kota Depok",
      "rows.0.unit": "channels",
      "rows.0.capacity": "29",
      "rows.0.centres": "1",
    });
    await page.getByRole("heading", { name: t("web.licenceForm.runningTotal") }).click();
    await untilSaved(visit);
    await expect.poll(() => fieldAt(visit, "rows.0.capacity").getAttribute("aria-invalid")).toBe("true");
    await visit.look("commitment-29");
    await fillFields(visit, { "rows.0.capacity": "45" });
    await expect.poll(() => fieldAt(visit, "rows.0.capacity").getAttribute("aria-invalid")).toBe(null);
    await addRow(visit, "commitment");
    await fillFields(visit, { "rows.1.capacity": "15", "rows.1.centres": "0" });
    await untilSaved(visit);
    await visit.look("commitment-45");
  });

  it("keeps the agreement with its file", async () => {
    await openPage(visit, id, "agreements");
    await addRow(visit, "agreement");
    await fillFields(visit, {
      "rows.0.partner": "PT Telekomunikasi Contoh",
      "rows.0.partnerLicence": "012/TEL.01.02/2019",
      "rows.0.number": "PKS-17/2026",
      "rows.0.signedOn": "2026-09-01",
      "rows.0.validFrom": "2026-09-15",
      "rows.0.validUntil": "2031-09-14",
      "rows.0.channels": "60",
    });
    await untilSaved(visit);
    const row = await visit.page.locator("[data-row]").first().getAttribute("data-row");
    await hangFile(visit, `agreement:${row}`, "pks.pdf");
    await visit.look("agreements");
  });

  it("takes the devices, also from a spreadsheet, with their files", async () => {
    const { page, t } = visit;
    await openPage(visit, id, "devices");
    await page.getByText(t("web.licenceForm.import.title"), { exact: true }).click();
    const sheet = [
      "lokasi;jenis;merek;tipe;negara_asal;nomor_serial;virtual;nomor_sertifikat;kepemilikan",
      ";SBC;Contoh Jaringan;SBC-200;DE;SN-0001;tidak;71234/SDPPI/2025;milik",
      ";IPBX;Contoh Suara;IPX-900;Negeri Dongeng;SN-0002;tidak;71235/SDPPI/2025;milik",
    ];
    await page
      .getByLabel(t("web.licenceForm.import.file"))
      .setInputFiles({ name: "perangkat.csv", mimeType: "text/csv", buffer: Buffer.from(sheet.join("\r\n")) });
    await page.getByRole("button", { name: t("web.licenceForm.import.take", { count: 1 }) }).waitFor();
    await visit.look("devices-import");
    await page.getByText("Negeri Dongeng", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: t("web.licenceForm.import.take", { count: 1 }) }).click();
    await page.getByText(t("web.licenceForm.import.taken", { count: 1 })).waitFor();
    await addRow(visit, "device");
    await fillFields(visit, {
      "rows.1.kind": "IPBX",
      "rows.1.maker": "Contoh Suara",
      "rows.1.type": "IPX-900",
      "rows.1.country": "ID",
      "rows.1.serial": "SN-0002",
      "rows.1.certificateNumber": "71235/SDPPI/2025",
    });
    await untilSaved(visit);
    await visit.look("devices-without-files");
    for (const [index, row] of (await rowIds(visit)).entries())
      for (const kind of ["certificate", "photo", "proof"])
        await hangFile(visit, `${kind}:${row}`, `${kind}-${index + 1}.pdf`);
    await visit.look("devices");
  });

  it("draws the technical configuration while it is filled in", async () => {
    await openPage(visit, id, "configuration");
    await visit.look("configuration-empty");
    await addRow(visit, "site");
    await fillFields(visit, {
      "sites.0.name": "Pusat layanan Depok",
      "sites.0.address": "Jalan Melati Raya Nomor 27",
      "sites.0.city": "Kota Depok",
      "sites.0.agents": "24",
    });
    await addRow(visit, "exchange");
    await fillFields(visit, {
      "exchanges.0.name": "IPBX Depok",
      "exchanges.0.deviceId": "@Contoh Suara IPX-900",
      "exchanges.0.siteId": "@Pusat layanan Depok",
      "exchanges.0.redundancy": "IPBX kedua siap menggantikan.",
    });
    await addRow(visit, "border");
    await fillFields(visit, {
      "borders.0.name": "SBC Depok",
      "borders.0.deviceId": "@Contoh Jaringan SBC-200",
      "borders.0.siteId": "@Pusat layanan Depok",
    });
    await addRow(visit, "trunk");
    await fillFields(visit, { "trunks.0.capacity": "60", "trunks.0.siteId": "@Pusat layanan Depok" });
    await untilSaved(visit);
    await visit.look("configuration");
  });

  it("places the devices at the site, and asks for nothing more of them", async () => {
    await openPage(visit, id, "devices");
    await fillFields(visit, { "rows.0.siteId": "@Pusat layanan Depok", "rows.1.siteId": "@Pusat layanan Depok" });
    await visit.page.getByRole("heading", { level: 1 }).click();
    await visit.page.getByText(visit.t("web.licence.foundNothing")).waitFor();
    await untilSaved(visit);
  });

  it("adds up investment and funds", async () => {
    await openPage(visit, id, "funds");
    await fillFields(visit, {
      "investmentRupiah.0": "2.000.000.000",
      "investmentRupiah.1": "500000000",
      "investmentRupiah.2": "500.000.000",
      "investmentRupiah.3": "0",
      "investmentRupiah.4": "0",
      totalRupiah: "3.000.000.000",
      bank: "Bank Contoh",
      balanceRupiah: "149.999.999",
      statementDate: "2026-11-10",
    });
    await visit.page.getByRole("heading", { level: 1 }).click();
    await expect.poll(() => fieldAt(visit, "balanceRupiah").getAttribute("aria-invalid")).toBe("true");
    await visit.look("funds-too-low");
    await fillFields(visit, { balanceRupiah: "150.000.000" });
    await expect.poll(() => fieldAt(visit, "balanceRupiah").getAttribute("aria-invalid")).toBe(null);
    await hangFile(visit, "D07", "pernyataan-dana.pdf");
    await untilSaved(visit);
  });

  it("shows the shareholders as a tree that adds up", async () => {
    const { page, t } = visit;
    await openPage(visit, id, "shareholding");
    const company = (await page.getByRole("button", { name: /PT Contoh Uji/ }).textContent()) ?? "";
    await page.getByRole("button", { name: company }).click();
    await fillFields(visit, { "holders.0.name": "PT Induk Contoh", "holders.0.kind": "company" });
    await fillFields(visit, { "holders.0.basisPoints": "70" });
    await page.getByRole("button", { name: company }).click();
    await fillFields(visit, { "holders.1.name": "Rani Contoh", "holders.1.basisPoints": "30" });
    await page.getByRole("button", { name: t("web.licenceForm.addHolder", { name: "PT Induk Contoh" }) }).click();
    await fillFields(visit, { "holders.2.name": "Example Holdings", "holders.2.country": "SG" });
    await fillFields(visit, { "holders.2.basisPoints": "100" });
    await hangFile(visit, "D08", "susunan-saham.pdf");
    await untilSaved(visit);
    await visit.look("shareholding");
  });

  it("takes the contact for customers", async () => {
    await openPage(visit, id, "contact");
    await fillFields(visit, {
      phone: "1500301",
      email: "layanan@contoh.co.id",
      web: "https://www.contoh.co.id",
      address: "Jalan Melati Raya Nomor 27, Kota Depok",
      hours: "Setiap hari, 24 jam",
      complaintDays: "3",
      escalation: "Agen, penyelia, manajer layanan",
    });
    await untilSaved(visit);
    await visit.look("contact");
  });

  it("goes on by a press while the page is saving itself, with what was typed since", async () => {
    const { page, t } = visit;
    const saving = await holdSave(visit, "contact");
    await fillFields(visit, { complaintDays: "4" });
    await page.getByRole("heading", { level: 1 }).click();
    await saving.begun;
    await fillFields(visit, { complaintDays: "5" });
    await page.getByRole("button", { name: t("web.licence.saveGoOn") }).click();
    saving.finish();
    await page.waitForURL(/\/bagian\/funds$/);
    await openPage(visit, id, "contact");
    await untilSaved(visit);
    expect(await fieldAt(visit, "complaintDays").inputValue()).toBe("5");
  });

  it("takes the declarations one by one", async () => {
    await openPage(visit, id, "declarations");
    for (const key of ["share-lock", "ability", "truth", "no-arrears", "not-blacklisted"])
      await fieldAt(visit, key).check();
    await hangFile(visit, "D10", "pernyataan.pdf");
    await untilSaved(visit);
    await visit.look("declarations");
  });

  it("says what still blocks, goes there, and is sent once nothing does", async () => {
    const { page, t } = visit;
    await visit.open(`/izin/${id}`);
    await visit.look("tasks-begun");
    await page.getByRole("link", { name: t("web.licence.check"), exact: true }).click();
    await page.getByRole("heading", { name: t("web.licence.levelTitle.blocks", { count: 1 }) }).waitFor();
    await visit.look("check-blocked");
    expect(await page.getByRole("button", { name: t("web.licence.submit"), exact: true }).isDisabled()).toBe(true);
    await page
      .getByRole("listitem")
      .filter({ hasText: t("web.licence.level.blocks") })
      .getByRole("link", { name: t("web.licence.goThere") })
      .click();
    await hangFile(visit, "D12", "kswp.pdf");
    await fillFields(visit, { "slot-D12-issuedOn": "2026-11-20" });
    await visit.page.getByRole("heading", { level: 1 }).click();
    await visit.look("kswp");
    await visit.open(`/izin/${id}/periksa`);
    await page.getByText(t("web.licence.nothingBlocks")).waitFor();
    await visit.look("check-clear");
    await page.getByRole("button", { name: t("web.licence.submit"), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: t("web.licence.sentTitle") }).waitFor();
    await page.getByText(/^IZN-\d+$/).waitFor();
    await visit.look("sent");
    await page.getByRole("link", { name: t("web.licence.toCase") }).click();
    await page.getByText(t("web.licence.event.submit")).waitFor();
    await visit.look("case-sent");
    expect(visit.faults).toEqual([]);
  });
});
