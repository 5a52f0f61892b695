import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import {
  cellOf,
  chooseFile,
  detailsOf,
  fillApplication,
  openPart,
  registerCompany,
  savePart,
  searchNumbers,
  sendApplication,
  takeNumber,
} from "./applicant-acts.ts";
import { acceptItems, act, openCase, returnItem, untilState } from "./officer-acts.ts";
import { enter, goTo, logIn, type NewPerson, signUp, somebody } from "./people-acts.ts";
import { addressOnQr, checkFile, downloadDecree, withBytesAppended, withOneByteFlipped } from "./stranger-acts.ts";

const LETTER_FAULT = { note: "Surat belum ditandatangani.", remedy: "Unggah surat yang ditandatangani pimpinan." };

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

interface Journey {
  readonly way: string;
  readonly options: VisitOptions;
  readonly person: NewPerson;
  readonly nib: string;
  readonly display: string;
  readonly search: string;
}

const JOURNEYS: readonly Journey[] = [
  {
    way: "in Indonesian at a desk",
    options: { locale: "id", width: 1440, height: 900 },
    person: somebody("Dewi Lestari"),
    nib: "7700000000001",
    display: "1500 103",
    search: "1500 1_3",
  },
  {
    way: "in English on a phone",
    options: { locale: "en", width: 360, height: 740, theme: "dark" },
    person: somebody("Bagus Pratama"),
    nib: "7700000000006",
    display: "1500 246",
    search: "1500 24_",
  },
];

describe.each(JOURNEYS)("from the business number to the decree, $way", ({ options, person, nib, display, search }) => {
  const { comes, faults, leave } = openVisitors(() => ({ browser, url: demonstration.url }), options);
  let applicant: Visit;
  let evaluator: Visit;
  let number: string;
  let decree: Uint8Array;
  let decreeAddress: string;

  afterAll(leave);

  it("shows a visitor a free code and leads to an account", async () => {
    applicant = await comes();
    const { page, t } = applicant;
    await applicant.open("/nomor");
    await searchNumbers(applicant, search);
    await applicant.look("numbers-found");
    await cellOf(applicant, display, "idle").click();
    await detailsOf(applicant)
      .getByRole("link", { name: t("web.numbers.take", { code: display }) })
      .waitFor();
    await applicant.look("numbers-details");
    await detailsOf(applicant)
      .getByRole("link", { name: t("web.numbers.take", { code: display }) })
      .click();
    await applicant.look("log-in");
    await page
      .locator("main")
      .getByRole("link", { name: t("web.people.signUp") })
      .click();
    await signUp(applicant, person);
    await detailsOf(applicant).getByText(t("web.numbers.noCompanyTitle")).waitFor();
    await applicant.look("numbers-without-company");
  });

  it("registers the company by its NIB and deed", async () => {
    await applicant.page.getByRole("link", { name: applicant.t("web.numbers.registerCompany") }).click();
    await registerCompany(applicant, { nib });
    await applicant.page.getByRole("link", { name: applicant.t("web.organisation.toOverview") }).click();
    await applicant.page
      .getByRole("heading", { name: applicant.t("web.overview.step.waitVerification.title") })
      .waitFor();
    await applicant.look("overview-waiting");
  });

  it("lets the verifier accept the company", async () => {
    const verifier = await comes();
    const { page, t } = verifier;
    await logIn(verifier, demonstration.account("account-verifier"));
    await verifier.look("verifier-overview");
    await goTo(verifier, "verifications");
    await verifier.look("verifications");
    await page.getByRole("row").filter({ hasText: nib }).getByRole("link").click();
    await page.getByRole("heading", { name: t("web.verification.decisionTitle") }).waitFor();
    await verifier.look("verification");
    await page.getByRole("button", { name: t("web.verification.accept") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.verification.listTitle") }).waitFor();
  });

  it("tells the waiting applicant without a reload", async () => {
    const { page, t } = applicant;
    await page.getByRole("heading", { name: t("web.overview.step.chooseNumber.title") }).waitFor();
    await applicant.look("overview-verified");
  });

  it("holds the code for the company, through a reload", async () => {
    const { page, t } = applicant;
    await goTo(applicant, "numbers");
    await searchNumbers(applicant, search);
    await cellOf(applicant, display, "idle").click();
    await takeNumber(applicant, display);
    await expect.poll(() => page.getByRole("timer").textContent()).toMatch(/^(30:00|2\d:\d\d)$/);
    await applicant.look("parts");
    await page.reload();
    await expect.poll(() => page.getByRole("timer").textContent(), { timeout: 15_000 }).toMatch(/^2\d:\d\d$/);
    await openPart(applicant, "check");
    await page
      .getByRole("link", { name: t("web.application.goThere") })
      .first()
      .waitFor();
    await applicant.look("check-findings");
    expect(await page.getByRole("button", { name: t("web.application.submit") }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: t("web.application.allParts") }).click();
  });

  it("sends the application and says its number and the promised date", async () => {
    const { page, t } = applicant;
    await fillApplication(applicant);
    await applicant.look("check-complete");
    number = await sendApplication(applicant, "submit");
    await page.getByText(t("web.application.promised")).waitFor();
    await applicant.look("sent");
    await page.getByRole("link", { name: t("web.application.toCase") }).click();
    await page.getByRole("heading", { level: 1, name: number }).waitFor();
    await applicant.look("case-submitted");
  });

  it("shows what the evaluator returns while the applicant is looking", async () => {
    evaluator = await comes();
    await logIn(evaluator, demonstration.account("evaluator"));
    await evaluator.look("evaluator-overview");
    await goTo(evaluator, "queue");
    await evaluator.look("queue");
    await openCase(evaluator, number);
    await act(evaluator, "take");
    await untilState(evaluator, "checking");
    await acceptItems(evaluator, ["nib", "npwp", "declaration", "code"]);
    await returnItem(evaluator, { key: "letter", ...LETTER_FAULT });
    await evaluator.look("officer-case");
    await act(evaluator, "return", "Satu hal saja.");
    await untilState(applicant, "returned");
    await applicant.page.getByText(LETTER_FAULT.note).first().waitFor();
    await applicant.look("case-returned");
  });

  it("takes the corrected letter", async () => {
    const { page, t } = applicant;
    await openPart(applicant, "letter");
    await page.getByText(LETTER_FAULT.remedy).waitFor();
    await applicant.look("part-returned");
    const label = t("web.application.letter");
    await chooseFile(applicant, { label, name: "surat-baru.pdf", text: "Surat permohonan bertanda tangan" });
    await savePart(applicant, "declaration");
    await savePart(applicant, "check");
    expect(await sendApplication(applicant, "resubmit")).toBe(number);
    await page.getByRole("link", { name: t("web.application.toCase") }).click();
  });

  it("pauses, resumes and finishes the check", async () => {
    await untilState(evaluator, "checking");
    await acceptItems(evaluator, ["letter"]);
    await act(evaluator, "pause", "Menunggu jawaban OSS.");
    await evaluator.page.getByText(evaluator.t("web.promise.state.paused"), { exact: true }).waitFor();
    await applicant.page.getByText("Menunggu jawaban OSS.").waitFor();
    await applicant.look("case-paused");
    await act(evaluator, "resume");
    await evaluator.page.getByText(evaluator.t("web.promise.state.running"), { exact: true }).waitFor();
    await act(evaluator, "finish-check");
    await untilState(evaluator, "checked");
  });

  it("is endorsed by the sub-coordinator, proposed by the coordinator and decided by the director", async () => {
    const subCoordinator = await comes();
    await logIn(subCoordinator, demonstration.account("sub-coordinator"));
    await openCase(subCoordinator, number);
    await act(subCoordinator, "endorse", "");
    await untilState(subCoordinator, "endorsed");
    const coordinator = await comes();
    await logIn(coordinator, demonstration.account("coordinator"));
    await openCase(coordinator, number);
    await act(coordinator, "propose-approve", "Berkas lengkap dan benar.");
    await untilState(coordinator, "proposed");
    const director = await comes();
    await logIn(director, demonstration.account("director"));
    await openCase(director, number);
    await director.look("director-case");
    await act(director, "decide-approve", "");
    await untilState(director, "approved");
    await goTo(director, "decrees");
    await director.page.getByText(director.t("states.issuing.published"), { exact: true }).first().waitFor();
    await director.look("decrees");
  });

  it("brings the decree to the applicant's screen without a reload", async () => {
    decree = await downloadDecree(applicant);
    await applicant.look("case-approved");
    await goTo(applicant, "overview");
    await applicant.page.getByRole("heading", { name: applicant.t("web.overview.step.done.title") }).waitFor();
    await applicant.look("overview-done");
    decreeAddress = await addressOnQr(decree);
    expect(decreeAddress.startsWith(`${demonstration.url}/validasi-sk/`)).toBe(true);
  });

  it("tells a stranger without script what the decree and a file are worth", async () => {
    const stranger = await comes({ script: false });
    const { t } = stranger;
    const answers = (name: string) => t(`pages.validation.answers.${name}.answer`);
    const said = () => stranger.page.getByRole("heading").first().textContent();
    await stranger.open(decreeAddress);
    expect(await said()).toBe(answers("valid-demonstration"));
    await checkFile(stranger, decree);
    expect(await said()).toBe(answers("valid-demonstration"));
    await checkFile(stranger, withOneByteFlipped(decree));
    expect(await said()).toBe(answers("altered"));
    await checkFile(stranger, withBytesAppended(decree));
    expect(await said()).toBe(answers("altered"));
  });

  it("lets the applicant in again, and nobody with a wrong password", async () => {
    const again = await comes();
    const { page, t } = again;
    await again.open("/masuk");
    await enter(again, { email: "", password: "" });
    await page.getByRole("alert").getByText(t("web.people.emailNeeded")).waitFor();
    await again.look("log-in-empty");
    await enter(again, { email: person.email, password: "Salah-Sama-Sekali-1!" });
    await page.getByRole("alert").getByText(t("errors.credentials-wrong")).waitFor();
    await again.look("log-in-wrong");
    await enter(again, person);
    await page.getByRole("heading", { level: 1, name: t("web.overview.hello", { name: person.name }) }).waitFor();
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });
});
