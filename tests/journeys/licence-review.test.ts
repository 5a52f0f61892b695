import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import {
  acceptAll,
  addLicenceOfficers,
  attachDocument,
  declareNone,
  declareOwn,
  done,
  findingOn,
  type LicenceOfficers,
  type LicenceView,
  returnedWith,
  savePart,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../testkit/licence-case.ts";
import { SOUND_FORM } from "../../testkit/licence-form.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import {
  actOf,
  chooseItem,
  declareNoInterest,
  findingForm,
  itemLine,
  keepDraft,
  openReviewCase,
  pressReviewAction,
  untilReviewState,
} from "./licence-review-steps.ts";

const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
] as const);

const FAULT = { note: "Nama bank tidak sama dengan surat keterangan.", remedy: "Tulis nama bank seperti di suratnya." };

let portal: TestPortal;
let browser: Browser;
let desk: LicenceOfficers;
const { comesAs: comes, faults, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
  desk = await addLicenceOfficers(portal);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

const caseNow = async (guest: Guest, id: string): Promise<LicenceView> =>
  succeeded(await guest.client.get<LicenceView>(`/api/licences/${id}`), "a case");

describe.each(WAYS)("an evaluator at his desk, in $locale at $width px", (options) => {
  let visit: Visit;
  let company: GuestCompany;
  let submitted: LicenceView;

  it("finds a case in the queue, and says first that he has no interest in it", async () => {
    company = await portal.company();
    submitted = await submittedLicenceFor(portal, company);
    visit = await comes(desk.evaluator, options);
    const { page, t } = visit;
    await visit.open(`/tugas-izin?search=${submitted.number}`);
    await page.getByRole("link", { name: submitted.number ?? "" }).waitFor();
    await visit.look("desk-queue");
    await page.getByRole("link", { name: submitted.number ?? "" }).click();
    await page.getByText(t("web.licenceDesk.interest.first")).waitFor();
    expect(await actOf(visit, "take").count()).toBe(0);
    await visit.look("desk-interest");
    await declareNoInterest(visit);
    await pressReviewAction(visit, "take");
    await page.getByText(t("web.licenceDesk.holderYou")).waitFor();
    expect((await caseNow(desk.evaluator, submitted.id)).interest).toBe("none");
  });

  it("reads each requirement beside its rule: diagram, running total, owners, devices with their files", async () => {
    const { page, t } = visit;
    await chooseItem(visit, "D01");
    await page.getByRole("img", { name: t("web.licenceForm.chartAlt") }).waitFor();
    await visit.look("desk-commitment");
    await chooseItem(visit, "D02");
    // A device is listed inside its box in the diagram, so the box is opened by its key.
    await page.getByRole("link", { name: /SBC utama/ }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#answer-b1:focus").waitFor();
    await visit.look("desk-configuration");
    await chooseItem(visit, "D08");
    await page.getByRole("figure").getByText("34.30", { exact: false }).first().waitFor();
    await visit.look("desk-owners");
    await chooseItem(visit, "D03");
    await page
      .getByRole("button", { name: t("web.licenceForm.rowFile.certificate") })
      .first()
      .click();
    await page.getByText("certificate-d1.pdf").first().waitFor();
    await visit.look("desk-device-file");
  });

  it("puts a finding to a field, keeps it as a draft that the applicant does not see, and keeps the sentence", async () => {
    const { page, t } = visit;
    await chooseItem(visit, "D07");
    await page.getByText("Bank Contoh", { exact: true }).waitFor();
    await page.getByRole("button", { name: t("web.licenceDesk.beginFinding") }).click();
    const form = findingForm(visit);
    await page.getByText("Bank Contoh", { exact: true }).click();
    const chosen = form.getByRole("combobox", { name: t("web.licenceDesk.place") }).locator("option:checked");
    expect(await chosen.textContent()).toBe(t("web.licenceForm.field.bank"));
    await form.locator("textarea[name=note]").fill(FAULT.note);
    await form.locator("textarea[name=remedy]").fill(FAULT.remedy);
    await form.locator("details summary").click();
    await form.getByRole("button", { name: t("web.licenceDesk.phrases.keep"), exact: true }).click();
    await form.getByRole("button", { name: FAULT.note }).first().waitFor();
    await visit.look("desk-finding-written");
    await page.reload();
    await page.getByRole("heading", { level: 2, name: /^D07/ }).waitFor();
    expect(await form.locator("textarea[name=note]").inputValue()).toBe(FAULT.note);
    await form.getByRole("button", { name: t("web.licenceDesk.keepDraft") }).click();
    await form.waitFor({ state: "detached" });
    await page.getByText(FAULT.note).waitFor();
    await visit.look("desk-draft");
    const [draft] = (await caseNow(desk.evaluator, submitted.id)).findings;
    expect(draft).toMatchObject({ state: "draft", place: { part: "funds", field: "bank" }, ...FAULT });
    expect((await caseNow(company.owner, submitted.id)).findings).toEqual([]);
  });

  it("writes the next one with a kept sentence, and drops it again", async () => {
    const { page, t } = visit;
    await page.getByRole("button", { name: t("web.licenceDesk.beginFinding") }).click();
    const form = findingForm(visit);
    await form.getByRole("button", { name: FAULT.note, exact: true }).click();
    expect(await form.locator("textarea[name=remedy]").inputValue()).toBe(FAULT.remedy);
    // Saved phrases belong to the officer, on every device; the next visit must begin without this one.
    const drop = form.getByRole("button", { name: t("web.licenceDesk.phrases.drop", { note: FAULT.note }) });
    await drop.click();
    await drop.waitFor({ state: "detached" });
    await form.getByRole("button", { name: t("web.licenceDesk.keepDraft") }).click();
    await form.waitFor({ state: "detached" });
    await page.getByText(FAULT.note).nth(1).waitFor();
    await page
      .getByRole("button", { name: t("web.licenceDesk.dropDraft") })
      .last()
      .click();
    await page.getByText(FAULT.note).nth(1).waitFor({ state: "detached" });
  });

  it("records what was checked outside", async () => {
    const { page, t } = visit;
    await page.getByRole("button", { name: t("web.licenceDesk.fact.begin") }).click();
    await page.getByLabel(t("web.licenceDesk.fact.source")).fill(t("web.licenceDesk.fact.known.bank"));
    await page.getByLabel(t("web.licenceDesk.fact.contradicted"), { exact: true }).check();
    await visit.look("desk-fact-form");
    await page.getByRole("button", { name: t("web.licenceDesk.fact.keep") }).click();
    await page.getByText(t("web.licenceDesk.fact.known.bank"), { exact: true }).first().waitFor();
    const { recordedFacts } = await caseNow(desk.evaluator, submitted.id);
    expect(recordedFacts).toMatchObject([{ requirement: "D07", result: "contradicted" }]);
  });

  it("pauses and resumes the promise with a requirement and a rule", async () => {
    await pressReviewAction(visit, "pause", "Basis data sertifikat tidak dapat dihubungi.");
    await untilReviewState(visit, "paused");
    await visit.look("desk-paused");
    await pressReviewAction(visit, "resume", "Basis data sudah dapat dihubungi.");
    await untilReviewState(visit, "checking");
  });

  it("accepts the others, reads the whole list once, and sends all findings together", async () => {
    const { page, t } = visit;
    await chooseItem(visit, "D00");
    await page.getByRole("button", { name: t("web.licenceDesk.accept"), exact: true }).click();
    const accept = page.getByRole("button", { name: t("web.licenceDesk.accept"), exact: true });
    await accept.waitFor({ state: "detached" });
    await page.getByRole("button", { name: t("web.licenceDesk.undoAcceptance") }).click();
    await accept.waitFor();
    expect(await actOf(visit, "return").isDisabled()).toBe(true);
    await acceptAll(desk.evaluator, submitted.id, ["D07"]);
    await actOf(visit, "return").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(FAULT.note).waitFor();
    await visit.look("desk-return");
    await dialog.getByRole("button", { name: t("web.licenceDesk.returnNow", { count: 1 }) }).click();
    await untilReviewState(visit, "returned");
    await visit.look("desk-returned");
    expect((await caseNow(company.owner, submitted.id)).findings).toMatchObject([{ state: "sent", ...FAULT }]);
  });

  it("sees in the next round only what changed, old beside new, and finishes", async () => {
    const { page, t } = visit;
    const { id } = submitted;
    const funds = { ...SOUND_FORM.funds, bank: "Bank Contoh Indonesia" };
    succeeded(await savePart(company.owner.client, id, { key: "funds", value: funds }), "funds");
    succeeded(await attachDocument(company.owner.client, id, { slot: "D07", name: `${id} again` }), "a file");
    await done(company.owner, id, { command: "resubmit" });
    await untilReviewState(visit, "checking");
    await chooseItem(visit, "D07");
    expect(await itemLine(visit, "D01").count()).toBe(0);
    const changes = page.getByRole("region", { name: t("web.licenceDesk.changedTitle", { round: 1 }) });
    await changes.getByText("Bank Contoh Indonesia", { exact: true }).waitFor();
    await changes.getByText("Bank Contoh", { exact: true }).waitFor();
    await visit.look("desk-round-1");
    await page
      .getByRole("button", { name: /D07.*pdf|Berkas: |File: / })
      .first()
      .click();
    await page.getByText(t("web.licenceDesk.fileBefore", { round: 0 }), { exact: true }).waitFor();
    await visit.look("desk-round-1-file");
    await page.getByRole("button", { name: t("web.licenceDesk.accept"), exact: true }).click();
    await pressReviewAction(visit, "finish-check");
    await untilReviewState(visit, "checked");
    await visit.look("desk-checked");
  });

  it("is followed by two others: one endorses, another verifies, each with other eyes", async () => {
    const second = await comes(desk.subCoordinator, options);
    await openReviewCase(second, submitted.id, submitted.number);
    await declareNoInterest(second);
    await pressReviewAction(second, "endorse", "Lengkap.");
    await untilReviewState(second, "endorsed");
    const third = await comes(desk.coordinator, options);
    await openReviewCase(third, submitted.id, submitted.number);
    await declareNoInterest(third);
    await pressReviewAction(third, "verify", "");
    await untilReviewState(third, "verified");
    await third.look("desk-verified");
  });

  it("meets no fault of accessibility, layout or language on the way", () => {
    expect(faults()).toEqual([]);
  });
});

describe("the queue of licence applications", () => {
  it("is kept as a view by its name, comes back with one press, and goes out as a file as it is shown", async () => {
    const { number } = await submittedLicenceFor(portal, await portal.company());
    const visit = await comes(await portal.officer("evaluator", "licensing"));
    const { page, t } = visit;
    await visit.open(`/tugas-izin?search=${number}&sort=-submitted`);
    await page.getByRole("link", { name: number ?? "" }).waitFor();
    await page.getByRole("button", { name: t("web.lists.saveView") }).click();
    await page.getByLabel(t("web.lists.viewName")).fill("Menunggu saya");
    await page.getByRole("button", { name: t("web.lists.keepView"), exact: true }).click();
    const view = page.getByRole("button", { name: "Menunggu saya", exact: true });
    await view.waitFor();
    await visit.look("desk-queue-views");
    await visit.open("/tugas-izin");
    await view.click();
    await page.waitForURL((url) => url.searchParams.get("search") === number);
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: t("web.lists.exportCsv") }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("permohonan-izin.csv");
    const text = await readFile(await download.path(), "utf8");
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => line.split(";")[0]),
    ).toEqual(["Nomor", number]);
    // The byte order mark by which spreadsheet programs detect UTF-8; trimming would remove it.
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(visit.faults).toEqual([]);
  });
});

describe("a coordinator", () => {
  it("gives several cases to one officer from the queue, and reads which could not be given", async () => {
    const one = await submittedLicenceFor(portal, await portal.company());
    const two = await submittedLicenceFor(portal, await portal.company());
    await declareOwn(desk.coordinator, two.id);
    const visit = await comes(desk.coordinator);
    const { page, t } = visit;
    await visit.open("/tugas-izin?state=submitted");
    for (const { number } of [one, two])
      await page.getByLabel(t("web.desk.selectCase", { number: number ?? "" })).check();
    await page.getByLabel(t("web.desk.assignTo")).selectOption(desk.evaluator.id);
    await visit.look("desk-assigning");
    await page.getByRole("button", { name: t("web.desk.assign"), exact: true }).click();
    await page.getByText(t("web.desk.assigned", { count: 1 })).waitFor();
    await page.getByText(`${two.number}: ${t("errors.conflict-of-interest")}`).waitFor();
    await visit.look("desk-assigned");
    expect((await caseNow(desk.evaluator, one.id)).assignee).toBe(desk.evaluator.name);
    expect(visit.faults).toEqual([]);
  });

  it("lets a finding come late on what was accepted, with a reason that the applicant reads", async () => {
    const company = await portal.company();
    const { id, number } = await takenLicenceFor(portal, company, desk);
    await acceptAll(desk.evaluator, id, ["D12"]);
    const visit = await comes(desk.coordinator);
    const { page, t } = visit;
    await openReviewCase(visit, id, number);
    await declareNoInterest(visit);
    await chooseItem(visit, "D05");
    await page.getByRole("button", { name: t("web.licenceDesk.beginFinding") }).click();
    await findingForm(visit).locator("textarea[name=lateReason]").waitFor();
    await visit.look("desk-late");
    const lateReason = "Pengaduan masyarakat masuk setelah bagian ini diterima.";
    await keepDraft(visit, { note: "Nomor pengaduan tidak aktif.", remedy: "Isi nomor yang dijawab.", lateReason });
    await done(desk.evaluator, id, findingOn("D12"));
    await done(desk.evaluator, id, { command: "return", note: "" });
    const { findings } = await caseNow(company.owner, id);
    expect(findings.find(({ requirement }) => requirement === "D05")).toMatchObject({ state: "sent", lateReason });
    expect(visit.faults).toEqual([]);
  });

  it("is told by nobody but the form that a late finding needs its reason", async () => {
    const { id, number } = await takenLicenceFor(portal, await portal.company(), desk);
    await acceptAll(desk.evaluator, id);
    await declareNone(desk.coordinator, id);
    const evaluator = await comes(desk.evaluator);
    await openReviewCase(evaluator, id, number);
    await chooseItem(evaluator, "D05");
    expect(
      await evaluator.page.getByRole("button", { name: evaluator.t("web.licenceDesk.beginFinding") }).count(),
    ).toBe(0);
    const visit = await comes(desk.coordinator);
    await openReviewCase(visit, id, number);
    await chooseItem(visit, "D05");
    await visit.page.getByRole("button", { name: visit.t("web.licenceDesk.beginFinding") }).click();
    const reason = findingForm(visit).locator("textarea[name=lateReason]");
    expect(await reason.evaluate((box) => (box as unknown as { required: boolean }).required)).toBe(true);
  });

  it("opens again what was accepted, and rejects with reasons what was endorsed", async () => {
    const { id, number } = await takenLicenceFor(portal, await portal.company(), desk);
    await acceptAll(desk.evaluator, id);
    const visit = await comes(desk.coordinator);
    const { page, t } = visit;
    await openReviewCase(visit, id, number);
    await declareNoInterest(visit);
    await chooseItem(visit, "D12");
    await page.getByRole("button", { name: t("web.licenceDesk.reopen") }).click();
    await page.getByRole("dialog").locator("textarea").fill("KSWP ternyata milik perusahaan lain.");
    await visit.look("desk-reopening");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.licenceDesk.reopen") })
      .click();
    await page.getByText(t("web.licenceDesk.openItems", { count: 1 })).waitFor();
    await acceptAll(desk.evaluator, id);
    await done(desk.evaluator, id, { command: "finish-check" });
    await declareNone(desk.subCoordinator, id);
    await done(desk.subCoordinator, id, { command: "endorse", note: "" });
    await pressReviewAction(visit, "reject", "Perusahaan ini bukan pemegang kode akses.");
    await untilReviewState(visit, "rejected");
    await visit.look("desk-rejected");
    expect(visit.faults).toEqual([]);
  });
});

describe("an officer with an interest", () => {
  it("says so with its reason, and the case is for somebody else", async () => {
    const { id, number } = await submittedLicenceFor(portal, await portal.company());
    const officer = await portal.officer("evaluator", "licensing");
    const visit = await comes(officer, { locale: "en" });
    const { page, t } = visit;
    await openReviewCase(visit, id, number);
    await page.getByLabel(t("web.licenceDesk.interest.declared")).check();
    await page.getByLabel(t("web.licenceDesk.interest.which")).fill("My brother is a director there.");
    await visit.look("desk-interest-declared");
    await page.getByRole("button", { name: t("web.licenceDesk.interest.send") }).click();
    await page.getByText(t("web.licenceDesk.interest.stands")).waitFor();
    expect(await actOf(visit, "take").count()).toBe(0);
    await visit.look("desk-interest-stands");
    expect(visit.faults).toEqual([]);
  });
});

describe("a case that was returned", () => {
  it("is read by its officer without any act on it", async () => {
    const { id, number } = await takenLicenceFor(portal, await portal.company(), desk);
    await returnedWith(desk.evaluator, id, ["D12"]);
    const visit = await comes(desk.evaluator);
    await openReviewCase(visit, id, number);
    await chooseItem(visit, "D12");
    await visit.page.getByText(findingOn("D12").note).waitFor();
    expect(await visit.page.getByRole("button", { name: visit.t("web.licenceDesk.accept"), exact: true }).count()).toBe(
      0,
    );
    await visit.look("desk-with-applicant");
    expect(visit.faults).toEqual([]);
  });
});
