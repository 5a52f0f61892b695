import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { chooseFile, fillPerson, goOn, sayWho, takeNumber } from "./applicant-steps.ts";
import { logIn, signUp, somebody } from "./people-steps.ts";

const COMPANY = "PT Penyelenggara Layanan Pusat Panggilan Informasi Terpadu Nusantara Sejahtera";
const NIB = "0220012345678";
const TYPED_NPWP = "01.234.567.8-901.000";
const KEPT_NPWP = "0012 3456 7890 1000";

let demonstration: Demonstration;
let browser: Browser;
let applicant: Visit;
let verifier: Visit;
const { comes, faults } = openVisitors(() => ({ browser, url: demonstration.url }));

beforeAll(async () => {
  const isolated = startDemonstration({ SAMBUNG_OSS_SIMULATOR: "off" });
  [demonstration, browser] = await Promise.all([isolated, openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

const heading = ({ page }: Visit, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const stepOpens = (visit: Visit, step: string) => heading(visit, visit.t(`web.organisation.stepTitle.${step}`));

describe("a business where the installation is not connected to OSS", () => {
  it("is told so at its NIB, and types its facts instead", async () => {
    applicant = await comes({ locale: "en", width: 360, height: 740 });
    const { page, t } = applicant;
    await applicant.open("/daftar");
    await signUp(applicant, somebody("Wulan Saputra"));
    await applicant.open("/perusahaan/baru");
    await sayWho(applicant, { kind: "business", acting: "own" });
    await page.getByLabel(t("web.organisation.nib"), { exact: true }).fill(NIB);
    await goOn(applicant);
    await page.getByText(t("web.organisation.ossNoneTitle")).waitFor();
    await applicant.look("typed-no-oss");
    await page.getByRole("button", { name: t("web.organisation.typeItself") }).click();
    await stepOpens(applicant, "stated");
  });

  it("needs each fact and the PDF of its NIB, and keeps them through a reload", async () => {
    const { page, t } = applicant;
    await goOn(applicant);
    for (const field of ["companyName", "companyKind", "address", "city", "province"]) {
      const message = t("web.parts.required", { field: t(`web.organisation.${field}`) });
      await page.getByRole("alert").getByRole("link", { name: message, exact: true }).waitFor();
    }
    await page.getByRole("alert").getByText(t("web.organisation.nibFileNeeded")).waitFor();
    await applicant.look("typed-missing");
    await page.getByLabel(t("web.organisation.companyName"), { exact: true }).fill(COMPANY);
    await page.getByLabel(t("web.organisation.companyKind")).selectOption("pt");
    await page.getByLabel(t("web.organisation.address"), { exact: true }).fill("Jalan Contoh 12, Lantai 7");
    await page.getByLabel(t("web.organisation.city")).fill("Kota Bandung");
    await page.getByLabel(t("web.organisation.province")).fill("Jawa Barat");
    await page.getByLabel(t("web.organisation.riskLabel")).selectOption("high");
    await chooseFile(applicant, { label: t("web.organisation.nibFile"), name: "nib.pdf", text: `NIB ${NIB}` });
    await page.reload();
    expect(await page.getByLabel(t("web.organisation.companyName"), { exact: true }).inputValue()).toBe(COMPANY);
    await page.getByText("nib.pdf").waitFor();
    await applicant.look("typed-facts");
    await goOn(applicant);
  });

  it("is registered with what it typed", async () => {
    const { page, t } = applicant;
    await stepOpens(applicant, "tax");
    await page.getByLabel(t("web.organisation.npwp")).fill(TYPED_NPWP);
    await page.getByText(KEPT_NPWP).waitFor();
    await goOn(applicant);
    await page.getByLabel(t("web.organisation.phone"), { exact: true }).fill("022-5551234");
    await fillPerson(applicant);
    await goOn(applicant);
    await chooseFile(applicant, { label: t("web.organisation.deed"), name: "akta.pdf", text: "Akta pendirian" });
    await goOn(applicant);
    await stepOpens(applicant, "check");
    for (const answer of [COMPANY, NIB, KEPT_NPWP, "nib.pdf", "akta.pdf"])
      await page.locator("main").getByText(answer).first().waitFor();
    await applicant.look("typed-check");
    await page.getByRole("button", { name: t("web.organisation.send"), exact: true }).click();
    await stepOpens(applicant, "done");
    await applicant.look("typed-done");
    await applicant.open("/beranda");
    await page.getByRole("heading", { name: t("web.overview.step.waitVerification.title") }).waitFor();
    await applicant.look("typed-waiting");
  });

  it("is compared by a verifier with the PDF of its NIB, and accepted", async () => {
    verifier = await comes({ locale: "en" });
    const { page, t } = verifier;
    await logIn(verifier, demonstration.account("account-verifier"));
    await verifier.open("/verifikasi?state=submitted");
    await page.getByRole("row").filter({ hasText: NIB }).getByRole("link").click();
    await page.getByText(t("web.verify.ossState.not-configured")).waitFor();
    await page.getByRole("button", { name: t("web.verify.paper.nibDocument") }).click();
    const paper = page.getByRole("region", { name: t("web.verify.paper.nibDocument") });
    const href = await paper.getByRole("link", { name: t("web.parts.fileOpen") }).getAttribute("href");
    const answer = await verifier.context.request.get(href ?? "");
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    await verifier.look("typed-verification");
    await page.getByRole("button", { name: t("web.verification.accept") }).click();
    await heading(verifier, t("web.verification.listTitle"));
  });

  it("then takes a number, which it could not before", async () => {
    const { page, t } = applicant;
    await applicant.open("/beranda");
    await page.getByRole("heading", { name: t("web.overview.step.chooseNumber.title") }).waitFor();
    await applicant.look("typed-verified");
    await applicant.open("/nomor?code=1500321");
    await takeNumber(applicant, "1500 321");
    await applicant.look("typed-held");
  });

  it("meets no fault of accessibility, layout or language on the way", () => {
    // An unavailable OSS is answered with 503, which the browser logs on its console.
    const expected = /503 from \/api\/(nib-lookups|.*oss)|status of 503/;
    expect(faults().filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
