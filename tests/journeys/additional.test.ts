import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies } from "../../simulators/oss/index.ts";
import type { Role } from "../../src/identity/index.ts";
import { present } from "../../src/kernel/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { GOOD_LINES, spreadsheetFile } from "../../testkit/import-sheets.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { chooseFile, detailsOf, openPart, registerCompany, savePart, sendApplication } from "./applicant-steps.ts";
import { acceptItems, act, openCase, untilState } from "./officer-steps.ts";
import { goTo, signUp, somebody } from "./people-steps.ts";

let portal: TestPortal;
let browser: Browser;
const { comes, comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }), { strict: true });

beforeAll(async () => {
  // The mailbox of a demonstration contains the mailed links.
  const env = { SAMBUNG_DEMO: "on" };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, env }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

async function officer(role: Role): Promise<Visit> {
  const visit = await comesAs(await portal.officer(role, "numbering"));
  await visit.open("/beranda");
  return visit;
}

const REASON = "Laporan penggunaan tidak menunjukkan kebutuhan nomor kedua.";

/** Imports an operator with a licence and a code, as in the ministry's spreadsheets. */
async function putOnRecord(nib: string, code: string): Promise<void> {
  const visit = await officer("coordinator");
  const { page, t } = visit;
  const licence = `${code}/TEL.01.02/2019`;
  const npwp = `8${code.padStart(15, "0")}`;
  const files = [
    spreadsheetFile("operators", [{ ...GOOD_LINES.operators, nib, npwp }]),
    spreadsheetFile("licences", [{ ...GOOD_LINES.licences, nib, nomor_izin: licence }]),
    spreadsheetFile("codes", [{ ...GOOD_LINES.codes, nib, kode: code, nomor_sk: `${code}/TEL.05.05/2019` }]),
  ];
  await visit.open("/impor/baru");
  await page
    .getByLabel(t("web.imports.uploadLabel"))
    .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) })));
  await page.getByRole("button", { name: t("web.imports.look"), exact: true }).click();
  await page.getByRole("button", { name: t("web.imports.carryOut"), exact: true }).click();
  await page.getByRole("button", { name: t("web.imports.carryOutNow") }).click();
  await page.getByText(t("web.imports.doneTitle")).waitFor();
}

/** From an available code in the grid to the parts of its application for a Nomor Tambahan. */
async function takeAdditional(
  visit: Visit,
  code: { readonly digits: string; readonly display: string },
): Promise<void> {
  const { page, t } = visit;
  await visit.open(`/nomor?code=${code.digits}`);
  await detailsOf(visit)
    .getByRole("button", { name: t("web.numbers.take", { code: code.display }) })
    .click();
  await page.getByText(t("web.application.kindWhy.additional.title")).waitFor();
  await visit.look("kind-additional");
  const kind = t("web.application.kind.additional");
  await page.getByRole("button", { name: t("web.application.kindGoOn", { kind }) }).click();
  await page.getByRole("heading", { name: t("web.application.draftTitle", { code: code.display }) }).waitFor();
}

const WAYS = variantsOf([
  { locale: "id", width: 360, height: 740, held: "1500501", free: { digits: "1500601", display: "1500 601" }, at: 30 },
  { locale: "en", width: 1440, height: 900, held: "1500502", free: { digits: "1500602", display: "1500 602" }, at: 31 },
] as const);

describe.each(WAYS)("a Nomor Tambahan ($locale, $width px)", ({ held, free, at, ...way }) => {
  const company = present(readyCompanies()[at], "a ready company");
  let owner: Visit;
  let number = "";

  it("rests on the licence on record of a company that claimed its code", async () => {
    await putOnRecord(company.nib, held);
    owner = await comes(way);
    await owner.open("/daftar");
    await signUp(owner, somebody(`Pemilik ${way.locale === "id" ? "Satu" : "Dua"}`));
    await owner.open("/perusahaan/baru");
    await registerCompany(owner, company);
    const verifier = await officer("account-verifier");
    await goTo(verifier, "verifications");
    await verifier.page.getByRole("row").filter({ hasText: company.nib }).getByRole("link").click();
    await verifier.page.getByRole("button", { name: verifier.t("web.verification.accept") }).click();
    await verifier.page.getByRole("heading", { level: 1, name: verifier.t("web.verification.listTitle") }).waitFor();
    await takeAdditional(owner, free);
    await openPart(owner, "basis");
    await owner.page.locator("#basis").selectOption("licence");
    await owner.page.getByText(owner.t("web.application.licenceOnRecord")).waitFor();
    await owner.look("part-basis");
    await savePart(owner, "usage");
  });

  it("keeps what was typed of the usage report through a reload, and begins with what is on record", async () => {
    const { page } = owner;
    const field = (name: string) => page.locator(`#usage-${held}-${name}`);
    expect(await field("status").inputValue()).toBe("in-use");
    expect(await field("endUser").inputValue()).toBe(GOOD_LINES.codes["pengguna_akhir"]);
    await field("service").fill("Layanan nasabah");
    await field("activatedOn").fill("2020-01-05");
    await field("operators").fill("Telkom, Telkomsel");
    await field("calls").fill("12000");
    await field("evidence").fill("Rekaman trafik tersimpan di sistem.");
    await page.reload();
    await field("evidence").waitFor();
    expect(await field("evidence").inputValue()).toBe("Rekaman trafik tersimpan di sistem.");
    await owner.look("part-usage");
    await savePart(owner, "user");
  });

  it("is sent with the letter of its user", async () => {
    const { page, t } = owner;
    await page.locator("#userName").fill("Dinas Contoh");
    const label = t("web.application.userLetter");
    await chooseFile(owner, { label, name: "surat-calon-pengguna.pdf", text: "Surat permintaan layanan" });
    await owner.look("part-user");
    await savePart(owner, "purpose");
    await page.getByLabel(t("web.application.purpose")).fill("Layanan pengaduan untuk Dinas Contoh, 24 jam.");
    await savePart(owner, "declaration");
    await page.getByRole("checkbox").check();
    await savePart(owner, "check");
    await owner.look("check-additional");
    number = await sendApplication(owner, "submit");
  });

  it("is rejected with a reason that its applicant reads; the code is free again and may be applied for again", async () => {
    const evaluator = await officer("evaluator");
    await openCase(evaluator, number);
    await act(evaluator, "take");
    await untilState(evaluator, "checking");
    await acceptItems(evaluator, ["nib", "basis", "usage-report", "user-letter", "declaration", "code"]);
    await evaluator.look("officer-additional");
    await act(evaluator, "finish-check");
    await untilState(evaluator, "checked");
    const subCoordinator = await officer("sub-coordinator");
    await openCase(subCoordinator, number);
    await act(subCoordinator, "endorse", "");
    await untilState(subCoordinator, "endorsed");
    const coordinator = await officer("coordinator");
    await openCase(coordinator, number);
    await act(coordinator, "propose-reject", REASON);
    await untilState(coordinator, "proposed");
    const director = await officer("director");
    await openCase(director, number);
    await act(director, "decide-reject", REASON);
    await untilState(director, "rejected");
    const { page, t } = owner;
    await page.getByRole("link", { name: t("web.application.toCase") }).click();
    await page.getByText(REASON).first().waitFor();
    await owner.look("case-rejected");
    await takeAdditional(owner, free);
    await owner.look("parts-again");
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });
});
