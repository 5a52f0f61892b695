import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies } from "../../simulators/oss/index.ts";
import { present } from "../../src/kernel/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { GOOD_LINES, type SpreadsheetFile, spreadsheetFile } from "../../testkit/import-sheets.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import { registerCompany } from "./applicant-steps.ts";
import { goTo, logIn, signUp, somebody } from "./people-steps.ts";

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

async function visiting(options: VisitOptions, work: (visit: Visit) => Promise<void>): Promise<readonly string[]> {
  const visit = await openVisit(browser, demonstration.url, options);
  try {
    await work(visit);
    return visit.faults;
  } finally {
    await visit.close();
  }
}

const company = present(readyCompanies()[20], "a ready company");

/** Opens the screen of a new import by the navigation. */
async function openNewImport(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await goTo(visit, "imports");
  await page.getByRole("heading", { level: 1, name: t("web.imports.title") }).waitFor();
  await page
    .getByRole("link", { name: t("web.imports.new") })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: t("web.imports.newTitle") }).waitFor();
}

/** Downloads the template of a spreadsheet and returns its text. */
async function template(
  { page, t }: Visit,
  sheet: "operators" | "licences" | "commitments" | "codes",
): Promise<string> {
  const name = t("web.imports.template", { sheet: t(`web.imports.sheets.${sheet}`) });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  return readFile(await download.path(), "utf8");
}

async function look({ page, t }: Visit, files: readonly SpreadsheetFile[]): Promise<void> {
  const chosen = files.map(({ name, text }) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) }));
  await page.getByLabel(t("web.imports.uploadLabel")).setInputFiles(chosen);
  await page.getByRole("list", { name: t("web.imports.chosen") }).waitFor();
  await page.getByRole("button", { name: t("web.imports.look"), exact: true }).click();
  await page.getByRole("heading", { name: t("web.imports.factsTitle") }).waitFor();
}

describe("taking over an operator from before the system", () => {
  it("goes from the templates over a bad line to codes that its company claims", async () => {
    const officer = await visiting({ locale: "id" }, async (visit) => {
      const { page, t } = visit;
      await logIn(visit, demonstration.account("coordinator"));
      await goTo(visit, "imports");
      await page.getByText(t("web.imports.emptyTitle")).waitFor();
      await visit.look("imports-empty");
      await openNewImport(visit);
      await visit.look("import-new");
      await page.getByRole("button", { name: t("web.imports.look"), exact: true }).click();
      await page.getByText(t("errors.import-file-missing")).first().waitFor();
      await visit.look("import-without-file");
      const operators = (await template(visit, "operators")).replace("9120001234567", company.nib);
      const codes = (await template(visit, "codes")).replaceAll("9120001234567", company.nib);
      const wrong = codes.replace("14077", "14045");
      await look(visit, [
        { name: "operator.csv", text: operators },
        { name: "kode.csv", text: wrong },
      ]);
      await page.getByText(t("web.imports.badText")).waitFor();
      await page.getByText("14045", { exact: true }).waitFor();
      await visit.look("import-bad");
      await openNewImport(visit);
      await look(visit, [
        { name: "operator.csv", text: operators },
        { name: "kode.csv", text: codes },
      ]);
      await page.getByText(t("web.imports.goodTitle")).waitFor();
      await visit.look("import-good");
      await page.getByRole("button", { name: t("web.imports.carryOut"), exact: true }).click();
      await visit.look("import-asks");
      await page.getByRole("button", { name: t("web.imports.carryOutNow") }).click();
      await page.getByText(t("web.imports.doneTitle")).waitFor();
      await visit.look("import-done");
      await visit.open("/inventaris/kode/14077");
      await page.getByText(t("web.inventory.record.earlierDecree")).waitFor();
      await visit.look("record-imported");
      await visit.open("/nomor/14077");
      await page.getByRole("link", { name: "0456/TEL.05.05/2019" }).click();
      await page.getByText("Tercatat, tetapi tidak diterbitkan sistem ini").waitFor();
      await visit.look("earlier-decree");
    });
    expect(officer).toEqual([]);

    const owner = await visiting({ locale: "id", width: 360, height: 740 }, async (visit) => {
      await visit.open("/daftar");
      await signUp(visit, somebody("Ratna Pemilik"));
      await visit.open("/perusahaan/baru");
      await registerCompany(visit, company);
    });
    expect(owner).toEqual([]);

    const verifier = await visiting({ locale: "en" }, async (visit) => {
      const { page, t } = visit;
      await logIn(visit, demonstration.account("account-verifier"));
      await goTo(visit, "verifications");
      await page
        .getByRole("link", { name: new RegExp(company.name, "u") })
        .first()
        .click();
      await page.getByRole("heading", { name: t("web.verification.imported.title") }).waitFor();
      await page.getByText("PT Contoh Pusat Kontak").waitFor();
      await page.getByText("1500777", { exact: true }).waitFor();
      await visit.look("verification-imported");
      await page.getByRole("button", { name: t("web.verification.accept") }).click();
      await page.getByRole("heading", { level: 1, name: t("web.verification.listTitle") }).waitFor();
    });
    expect(verifier).toEqual([]);
  });
});

/** A spreadsheet with this many invalid lines and the longest names. */
function badSheet(lines: number): SpreadsheetFile {
  const name = "PT Pusat Layanan Informasi dan Pengaduan Pelanggan Nusantara Raya Sejahtera Contoh";
  return spreadsheetFile(
    "operators",
    Array.from({ length: lines }, (_, index) => ({ ...GOOD_LINES.operators, nib: `12345${index}`, nama: name })),
  );
}

const WAYS = variantsOf([
  { locale: "id", theme: "dark", width: 1440, height: 900 },
  { locale: "en", theme: "light", width: 360, height: 740 },
] as const);

describe.each(WAYS)("an import with 10,000 bad lines ($locale, $width px)", (way) => {
  it("is told in pages and by fault, and can be left for the list", async () => {
    const faults = await visiting(way, async (visit) => {
      const { page, t } = visit;
      await logIn(visit, demonstration.account("administrator"));
      await openNewImport(visit);
      await look(visit, [badSheet(10_000)]);
      await page.getByRole("link", { name: t("web.imports.report") }).waitFor();
      await visit.look("import-10000");
      await page.getByRole("combobox", { name: t("web.imports.filterFault") }).selectOption("nib-format");
      await page.getByRole("button", { name: t("web.parts.next") }).click();
      await page.waitForURL(/code=nib-format&page=2|page=2&code=nib-format/u);
      await visit.look("import-10000-filtered");
      await goTo(visit, "imports");
      await page.getByRole("link", { name: "operators.csv" }).first().waitFor();
      await visit.look("imports-list");
    });
    expect(faults).toEqual([]);
  });
});
