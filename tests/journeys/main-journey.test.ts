import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../src/kernel/index.ts";
import type { TestView } from "../../src/licensing/operational-tests/index.ts";
import { databaseAccess, type OpenDatabase, openDatabase } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { testLog } from "../../testkit/database.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { freePort } from "../../testkit/free-port.ts";
import { acceptAll, type LicenceView } from "../../testkit/licence-case.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openOssSimulatorControl } from "../../testkit/oss.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
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
} from "./applicant-steps.ts";
import { type Exchange, openExchange } from "./call-steps.ts";
import { addressOnQr, checkFile, downloadDecree, withBytesAppended, withOneByteFlipped } from "./decree-check-steps.ts";
import {
  actOf,
  chooseItem,
  declareNoInterest,
  findingForm,
  keepDraft,
  openReviewCase,
  pressReviewAction,
  untilReviewState,
} from "./licence-review-steps.ts";
import { fillFields, hangFile, openPage } from "./licence-steps.ts";
import { acceptItems, act, openCase, returnItem, untilState } from "./officer-steps.ts";
import { declareNone, openTest, untilTestState } from "./operational-test-steps.ts";
import { enter, goTo, logIn, type NewPerson, signUp, somebody } from "./people-steps.ts";
import { createScanFile } from "./scan-file.ts";
import {
  approveAtOss,
  arrangeByScreen,
  askByScreen,
  beginByScreen,
  clientOf,
  dateIn,
  logInAgain,
  passOn,
  prepareLicence,
  reportByScreen,
  signByScreen,
  signIn,
  uploadAtOss,
} from "./to-licence-steps.ts";

const LETTER_FAULT = { note: "Surat belum ditandatangani.", remedy: "Unggah surat yang ditandatangani pimpinan." };

/** An OSS simulator that answers two of three calls delays a case by a minute or two. */
const OSS_MS_MAX = 150_000;

interface Handover {
  readonly sklo: { readonly number: string } | null;
  readonly ossPage: string | null;
}

interface Package {
  readonly files: readonly { readonly href: string }[];
}

const KSWP_FAULT = { note: "NPWP pada keterangan ini milik lain.", remedy: "Unggah KSWP atas nama perusahaan." };
const BECAUSE = "Yang diperbaiki hanya alamat kantor; hasilnya dapat dilihat dari foto.";
const LICENSE = "I-202611260001";

let demonstration: Demonstration;
let browser: Browser;
let sipPort: number;

beforeAll(async () => {
  sipPort = await freePort();
  const telephones = { SAMBUNG_SIP_PORT: String(sipPort) };
  [demonstration, browser] = await Promise.all([startDemonstration(telephones), openBrowser()]);
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

const JOURNEYS: readonly Journey[] = variantsOf([
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
]);

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
    await expect.poll(() => page.getByRole("timer").textContent()).toMatch(/^2\d:\d\d$/);
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

describe("from the decree to the active licence, by both methods of the test", () => {
  const [{ person, nib }] = JOURNEYS as readonly [Journey];
  const { comes, faults, leave } = openVisitors(() => ({ browser, url: demonstration.url }));
  const officer = (team: Parameters<Demonstration["accountIn"]>[0], role: string) =>
    demonstration.accountIn(team, role);
  let applicant: Visit;
  let evaluator: Visit;
  let lead: Visit;
  let coordinator: Visit;
  let licence: LicenceView;
  let test: TestView;
  let database: OpenDatabase;
  let exchange: Exchange;
  let calls = 0;

  beforeAll(async () => {
    const access = await databaseAccess({ dataFolder: demonstration.dataFolder, databaseUrl: undefined });
    database = openDatabase({ access, role: "app", max: 2, log: testLog });
  });
  afterAll(async () => {
    await leave();
    await exchange?.close();
    await database?.close();
  });

  const ossDesk = () => openOssSimulatorControl(demonstration.ossUrl, () => demonstration.url);
  const licenceNow = async (): Promise<LicenceView> =>
    succeeded(await (await clientOf(applicant)).get<LicenceView>(`/api/licences/${licence.id}`), "a case");
  const testNow = async (): Promise<TestView> =>
    succeeded(await (await clientOf(applicant)).get<TestView>(`/api/tests/${test.id}`), "a test");

  it("hears of the licence from OSS, three times at once, and begins the application", async () => {
    const licenses = [{ licenseId: LICENSE, licenseKind: "02" }];
    const answers = await ossDesk().push({ nib, document: "original", copies: 3, licenses });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    applicant = await comes();
    const { page, t } = applicant;
    await logInAgain(applicant, person);
    await applicant.open("/izin");
    await page.getByRole("button", { name: t("web.licences.begin") }).click();
    await page.getByRole("link", { name: t("web.licence.freshGo") }).waitFor();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const client = await clientOf(applicant);
    await prepareLicence(client, id, { place: demonstration, except: ["D12"] });
    await openPage(applicant, id, "D12");
    await hangFile(applicant, "D12", "kswp.pdf");
    await fillFields(applicant, { "slot-D12-issuedOn": dateIn(demonstration, -5) });
    await page.getByRole("heading", { level: 1 }).click();
    const stated = async () =>
      succeeded(await client.get<LicenceView>(`/api/licences/${id}`), "a case").documents.find(
        ({ slot }) => slot === "D12",
      )?.stated?.issuedOn;
    await expect.poll(stated).toBe(dateIn(demonstration, -5));
    await applicant.open(`/izin/${id}/periksa`);
    await page.getByText(t("web.licence.nothingBlocks")).waitFor();
    await page.getByRole("button", { name: t("web.licence.submit"), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: t("web.licence.sentTitle") }).waitFor();
    licence = succeeded(await client.get<LicenceView>(`/api/licences/${id}`), "a case");
  });

  it("returns one document with its remedy, which the applicant corrects", async () => {
    evaluator = await comes();
    await signIn(evaluator, demonstration, officer("licensing", "evaluator"));
    await openReviewCase(evaluator, licence.id, licence.number);
    await declareNoInterest(evaluator);
    await pressReviewAction(evaluator, "take");
    await untilReviewState(evaluator, "checking");
    const client = await clientOf(evaluator);
    await acceptAll({ client }, licence.id, ["D12"]);
    await openReviewCase(evaluator, licence.id, licence.number);
    await chooseItem(evaluator, "D12");
    await evaluator.page.getByRole("button", { name: evaluator.t("web.licenceDesk.beginFinding") }).click();
    await keepDraft(evaluator, KSWP_FAULT);
    await findingForm(evaluator).waitFor({ state: "detached" });
    await actOf(evaluator, "return").click();
    const dialog = evaluator.page.getByRole("dialog");
    await dialog.getByRole("button", { name: evaluator.t("web.licenceDesk.returnNow", { count: 1 }) }).click();
    await untilReviewState(evaluator, "returned");

    const { page, t } = applicant;
    await openPage(applicant, licence.id, "D12");
    await page.getByText(KSWP_FAULT.note).first().waitFor();
    await applicant.look("licence-returned");
    // The page shows the file's name before the file is stored with its requirement.
    const kept = page.waitForResponse(
      (answer) => answer.request().method() === "PUT" && answer.url().endsWith("/documents/D12"),
    );
    await page
      .locator("[id='slot-D12']")
      .setInputFiles(await createScanFile("kswp-baru.pdf", "KSWP atas nama perusahaan"));
    expect((await kept).status()).toBe(200);
    await page.getByText("kswp-baru.pdf").first().waitFor();
    await applicant.open(`/izin/${licence.id}/periksa`);
    await page.getByText(t("web.licence.nothingBlocks")).waitFor();
    await page.getByRole("button", { name: t("web.licence.resubmit"), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: t("web.licence.resentTitle") }).waitFor();
  });

  it("has its documents verified by three officers", async () => {
    await untilReviewState(evaluator, "checking");
    await chooseItem(evaluator, "D12");
    await evaluator.page.getByRole("button", { name: evaluator.t("web.licenceDesk.accept"), exact: true }).click();
    await pressReviewAction(evaluator, "finish-check");
    await untilReviewState(evaluator, "checked");
    for (const [role, step, words] of [
      ["sub-coordinator", "endorse", "Lengkap."],
      ["coordinator", "verify", ""],
    ] as const) {
      const visit = await comes();
      await signIn(visit, demonstration, officer("licensing", role));
      await openReviewCase(visit, licence.id, licence.number);
      await declareNoInterest(visit);
      await pressReviewAction(visit, step, words);
    }
    await applicant.open(`/izin/${licence.id}`);
    await applicant.page.getByText(applicant.t("web.licence.verifiedTitle")).waitFor();
    expect((await licenceNow()).state).toBe("verified");
  });

  it("is tested by a team on the day that was asked for, and fails by one item", async () => {
    test = await askByScreen(applicant, licence.id, { place: demonstration, selfTestBecause: null });
    coordinator = await comes();
    await signIn(coordinator, demonstration, officer("tests", "coordinator"));
    await arrangeByScreen(coordinator, test, "Yusuf Ramadhan");
    await untilTestState(coordinator, "scheduled");
    await demonstration.moveClockTo(Date.parse(`${test.testDate}T09:00:00+07:00`));
    lead = await comes({ width: 768, height: 1024 });
    await signIn(lead, demonstration, officer("tests", "evaluator"));
    await logInAgain(applicant, person);
    test = await testNow();
    await beginByScreen(lead, test);
    await untilTestState(lead, "running");
    await reportByScreen(lead, test, { place: demonstration, failing: ["office-address"] });
    await untilTestState(lead, "reported");
    await signByScreen(applicant, lead, { test, person });
    await untilTestState(lead, "failed");
    await untilTestState(applicant, "failed");
    await applicant.look("test-failed");
  });

  it("tests itself again in what failed, is evaluated, and is fit", async () => {
    test = await askByScreen(applicant, licence.id, { place: demonstration, selfTestBecause: BECAUSE });
    await signIn(coordinator, demonstration, officer("tests", "coordinator"));
    await arrangeByScreen(coordinator, test, "Yusuf Ramadhan");
    const { page, t } = applicant;
    await openTest(applicant, test);
    for (const name of ["taskLetter", "result"]) {
      const file = await createScanFile(`${name}.pdf`, `Uji mandiri ${name}`);
      await page.getByLabel(t(`web.test.handIn.${name}`), { exact: true }).setInputFiles(file);
      await page.getByText(`${name}.pdf`).waitFor();
    }
    await page.getByRole("button", { name: t("web.test.handIn.send") }).click();
    await untilTestState(applicant, "handed-in");
    test = await testNow();
    expect([test.method, test.attempt, test.items.length < 10]).toEqual(["self", 2, true]);
    await openTest(lead, test);
    await declareNone(lead);
    await reportByScreen(lead, test, { place: demonstration, failing: [] });
    await untilTestState(lead, "reported");
    await signByScreen(applicant, lead, { test, person });
    await untilTestState(lead, "passed");
  });

  it("has its SKLO signed by the fourth who reads it, while OSS begins to misbehave", async () => {
    await ossDesk().control({ mode: "chaos", only: "licenses" });
    await passOn(lead, test, "prepare-sklo");
    const second = await comes();
    await signIn(second, demonstration, officer("tests", "sub-coordinator"));
    await passOn(second, test, "endorse-sklo");
    await passOn(coordinator, test, "propose-sklo");
    const director = await comes({ width: 360, height: 740 });
    const { page, t } = director;
    await signIn(director, demonstration, demonstration.account("director"));
    await director.open("/tugas-uji?view=tanda-tangan");
    await page.getByRole("button", { name: new RegExp(`^${t("web.testDesk.sklo.read")}`) }).click();
    await page.getByLabel(new RegExp(`^${t("web.testDesk.sklo.choose")}`)).check();
    await page.getByRole("button", { name: t("web.testDesk.sklo.signChosen", { count: 1 }) }).click();
    await page.getByText(t("web.testDesk.sklo.batchSigned", { count: 1 })).waitFor();
    expect((await testNow()).state).toBe("certified");
  });

  it("lets nobody call the code yet", async () => {
    const [{ display }] = JOURNEYS as readonly [Journey];
    const place = { ...demonstration, database, kit: createRuntimeContext() };
    const code = display.replaceAll(" ", "");
    const holder = database.db.selectFrom("numberMode").where("code", "=", code).select("organisationId");
    await database.db.updateTable("tenant").set({ organisationId: holder }).execute();
    exchange = await openExchange(place, sipPort, code);
    await exchange.dial();
    await expect.poll(() => told("CALL_CLOSED")).toBe(1);
    expect(exchange.agent.events.filter(({ type }) => type === "CALL_INCOMING")).toEqual([]);
  });

  it("is uploaded on the pages of OSS, approved there, and becomes active here by itself", async () => {
    const { page, t } = applicant;
    await applicant.open(`/izin/${licence.id}/unggah-oss`);
    await page.getByText(t("web.licenceRecord.upload.packageTitle")).waitFor();
    const client = await clientOf(applicant);
    const path = `/api/licences/${licence.id}/oss-handover`;
    const { sklo, ossPage } = succeeded(await client.get<Handover>(path), "a hand-over");
    const { number } = present(sklo, "SKLO");
    const { files } = succeeded(await client.get<Package>(`/api/licences/${licence.id}/oss-package`), "a package");
    const bytes = await client.fetchBytes(present(files[0], "SKLO").href);
    await applicant.look("upload");
    await uploadAtOss(applicant, { address: present(ossPage, "OSS"), nib, number, bytes });
    await page.getByRole("button", { name: t("web.licenceRecord.upload.saidGo") }).click();
    await approveAtOss(applicant, demonstration.ossUrl);
    await page
      .getByText(/^Izin \d+ berlaku$/)
      .first()
      .waitFor({ timeout: OSS_MS_MAX });
    await applicant.look("licence-active");
    const link = page.getByRole("link", { name: t("web.licenceRecord.upload.izinGo") });
    const izin = await client.fetchBytes((await link.getAttribute("href")) ?? "");
    expect(Buffer.from(izin.subarray(0, 5)).toString("latin1")).toBe("%PDF-");
  });

  it("has told OSS every status once and in order", async () => {
    const statuses = async () => (await ossDesk().taken(LICENSE)).map(({ status }) => status).join(" ");
    await expect.poll(statuses, { timeout: OSS_MS_MAX }).toBe("09 10 20 43 44 20 10 40 45 50");
  });

  it("lets everybody call the code", async () => {
    calls = told("CALL_CLOSED");
    await exchange.dial();
    await expect.poll(() => told("CALL_INCOMING", "agent")).toBe(1);
    await exchange.agent.command("accept");
    await expect.poll(() => told("CALL_ESTABLISHED")).toBe(1);
    expect(told("CALL_CLOSED")).toBe(calls);
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });

  function told(type: string, side: "line" | "agent" = "line"): number {
    return exchange[side].events.filter((event) => event["type"] === type).length;
  }
});
