import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sweepLicences } from "../../src/licensing/applications/wire.ts";
import { PART_KEYS } from "../../src/licensing/requirements/index.ts";
import { readLicenceCaseRules } from "../../src/regulation/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import {
  addLicenceOfficers,
  attachDocument,
  giveDecreedCode,
  type LicenceOfficers,
  type LicenceView,
  savePart,
  takenLicenceFor,
} from "../../testkit/licence-case.ts";
import { SOUND_FORM } from "../../testkit/licence-form.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { notifyingDependencies } from "../../testkit/silent-dependencies.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";
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
import { fillFields, hangFile, openPage, untilSaved } from "./licence-steps.ts";

const WAIT = { timeout: 15_000 };
const FAULT = { note: "Jam layanan tidak memuat akhir pekan.", remedy: "Tulis jam layanan untuk tujuh hari." };

let portal: TestPortal;
let virtualContext: VirtualContext;
let browser: Browser;
let desk: LicenceOfficers;
const { comesAs: comes, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "licence-whole" });
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: virtualContext, screens: true }),
    openBrowser(),
  ]);
  desk = await addLicenceOfficers(portal);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

const caseNow = async (guest: Guest, id: string): Promise<LicenceView> =>
  succeeded(await guest.client.get<LicenceView>(`/api/licences/${id}`), "a case");

/** Saves every part except the contact, and every file except the KSWP, as a colleague could have prepared them. */
async function prepared(company: GuestCompany, id: string): Promise<void> {
  const { client } = company.owner;
  for (const key of PART_KEYS)
    if (key !== "contact") succeeded(await savePart(client, id, { key, value: SOUND_FORM[key] }), key);
  const { items } = await caseNow(company.owner, id);
  for (const slot of items.flatMap(({ slots }) => slots))
    if (slot !== "D12") succeeded(await attachDocument(client, id, { slot }), slot);
}

/** Accepts every open requirement by its button, except those named. */
async function acceptByScreen(visit: Visit, id: string, except: readonly string[] = []): Promise<void> {
  const { page, t } = visit;
  const { items } = await caseNow(desk.director, id);
  const open = items.filter(({ key, verdict }) => verdict !== "accepted" && !except.includes(key));
  for (const { key } of open) {
    await chooseItem(visit, key);
    await page.getByRole("button", { name: t("web.licenceDesk.accept"), exact: true }).click();
    await expect
      .poll(async () => (await caseNow(desk.director, id)).items.find((item) => item.key === key)?.verdict, WAIT)
      .toBe("accepted");
  }
}

async function returnByScreen(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await actOf(visit, "return").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("web.licenceDesk.returnNow", { count: 1 }) })
    .click();
  await untilReviewState(visit, "returned");
}

/** Repeats the finding in its earlier wording, because the answer does not correct it, and returns the case. */
async function returnAgain(evaluator: Visit, round: number): Promise<void> {
  const { page, t } = evaluator;
  await untilReviewState(evaluator, "checking");
  await chooseItem(evaluator, "D05");
  expect(await itemLine(evaluator, "D01").count()).toBe(0);
  await page.getByRole("button", { name: t("web.licenceDesk.notMended") }).click();
  expect(await findingForm(evaluator).locator("textarea[name=note]").inputValue()).toBe(FAULT.note);
  if (round === 2) await evaluator.look("whole-repeated");
  await findingForm(evaluator)
    .getByRole("button", { name: t("web.licenceDesk.keepDraft") })
    .click();
  await findingForm(evaluator).waitFor({ state: "detached" });
  await returnByScreen(evaluator);
}

async function correctByScreen(
  visit: Visit,
  { id, round, hours }: { readonly id: string; readonly round: number; readonly hours: string },
): Promise<void> {
  const { page, t } = visit;
  await visit.open(`/izin/${id}`);
  await page.getByText(t("web.licence.returnedTitle", { round })).waitFor();
  await openPage(visit, id, "contact");
  await page.getByText(FAULT.note).first().waitFor();
  await fillFields(visit, { hours });
  await untilSaved(visit);
  await visit.open(`/izin/${id}/periksa`);
  await page.getByText(t("web.licence.nothingBlocks")).waitFor();
  await page.getByRole("button", { name: t("web.licence.resubmit"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name: t("web.licence.resentTitle") }).waitFor();
}

describe("one licence application from its beginning to its decree", () => {
  it("is begun, sent, given out, returned three times, corrected as often, sent back in the office, and verified", async () => {
    const company = await portal.company();
    await giveDecreedCode(portal, company);
    const applicant = await comes(company.owner, { width: 360, height: 740 });
    const { page, t } = applicant;
    await applicant.open("/izin");
    await page.getByRole("button", { name: t("web.licences.begin") }).click();
    await page.getByRole("link", { name: t("web.licence.freshGo") }).waitFor();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await prepared(company, id);
    await openPage(applicant, id, "contact");
    const contact = Object.entries(SOUND_FORM.contact).map(([key, value]) => [key, String(value)] as const);
    await fillFields(applicant, Object.fromEntries(contact));
    await untilSaved(applicant);
    await openPage(applicant, id, "D12");
    await hangFile(applicant, "D12", "kswp.pdf");
    await fillFields(applicant, { "slot-D12-issuedOn": "2026-11-20" });
    await page.getByRole("heading", { level: 1 }).click();
    const statedOf = async () =>
      (await caseNow(company.owner, id)).documents.find(({ slot }) => slot === "D12")?.stated;
    await expect.poll(async () => (await statedOf())?.issuedOn, WAIT).toBe("2026-11-20");
    await applicant.open(`/izin/${id}/periksa`);
    await applicant.look("whole-check");
    expect((await caseNow(company.owner, id)).preCheck.filter(({ level }) => level === "blocks")).toEqual([]);
    await page.getByText(t("web.licence.nothingBlocks")).waitFor();
    await page.getByRole("button", { name: t("web.licence.submit"), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: t("web.licence.sentTitle") }).waitFor();
    const { number } = await caseNow(company.owner, id);

    // The coordinator assigns the case to an evaluator, from inside the case.
    const coordinator = await comes(desk.coordinator);
    await openReviewCase(coordinator, id, number);
    await actOf(coordinator, "assign").click();
    const dialog = coordinator.page.getByRole("dialog");
    const officer = dialog.locator("select[name=officer]");
    const wanted = officer.locator("option", { hasText: desk.evaluator.name });
    await wanted.waitFor({ state: "attached" });
    await officer.selectOption((await wanted.getAttribute("value")) ?? "");
    await coordinator.look("whole-assign");
    await dialog.getByRole("button", { name: coordinator.t("web.desk.assign"), exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await untilReviewState(coordinator, "checking");

    const evaluator = await comes(desk.evaluator);
    await openReviewCase(evaluator, id, number);
    await declareNoInterest(evaluator);
    await acceptByScreen(evaluator, id, ["D05"]);
    await chooseItem(evaluator, "D05");
    await evaluator.page.getByRole("button", { name: evaluator.t("web.licenceDesk.beginFinding") }).click();
    await keepDraft(evaluator, FAULT);
    await returnByScreen(evaluator);
    await correctByScreen(applicant, { id, round: 1, hours: "Senin sampai Sabtu, 07.00–22.00 WIB" });
    await returnAgain(evaluator, 2);
    await correctByScreen(applicant, { id, round: 2, hours: "Senin sampai Minggu, 07.00–22.00 WIB" });
    await returnAgain(evaluator, 3);
    const { findings } = await caseNow(company.owner, id);
    expect(findings.filter(({ repeats }) => repeats !== null).map(({ state }) => state)).toEqual(["answered", "sent"]);
    await correctByScreen(applicant, { id, round: 3, hours: "Setiap hari, 24 jam" });
    await untilReviewState(evaluator, "checking");
    await acceptByScreen(evaluator, id);
    await pressReviewAction(evaluator, "finish-check");
    await untilReviewState(evaluator, "checked");

    // One step back from the coordinator, one more from the sub-coordinator, and up again.
    const second = await comes(desk.subCoordinator);
    await openReviewCase(second, id, number);
    await declareNoInterest(second);
    await pressReviewAction(second, "endorse", "Lengkap.");
    await openReviewCase(coordinator, id, number);
    await declareNoInterest(coordinator);
    await pressReviewAction(coordinator, "send-back", "Lihat lagi jam layanannya.");
    await untilReviewState(second, "checked");
    await second.page.getByText("Lihat lagi jam layanannya.").waitFor();
    await pressReviewAction(second, "send-back", "Periksa lagi D05.");
    await untilReviewState(evaluator, "checking");
    await evaluator.page.getByText("Periksa lagi D05.").waitFor();
    await evaluator.look("whole-sent-back");
    await pressReviewAction(evaluator, "finish-check");
    await untilReviewState(second, "checked");
    await pressReviewAction(second, "endorse", "Sudah dilihat lagi.");
    await untilReviewState(coordinator, "endorsed");
    await pressReviewAction(coordinator, "verify", "");
    await untilReviewState(coordinator, "verified");
    await applicant.open(`/izin/${id}`);
    await page.getByText(t("web.licence.verifiedTitle")).waitFor();
    await applicant.look("whole-verified");
    const { decree, events } = await caseNow(company.owner, id);
    expect(decree?.number).toMatch(/^\d{4}\/Tel\.03\.03\/2026$/);
    expect(events.filter(({ type }) => type === "send-back")).toHaveLength(2);
    expect([applicant, evaluator, second, coordinator].flatMap(({ faults }) => faults)).toEqual([]);
  });
});

describe("an agency that is late", () => {
  it("is told on the day itself: proposal, coordinator and director by message, and a record where the rule asks for one", async () => {
    const company = await portal.company();
    const { id, number, promise } = await takenLicenceFor(portal, company, desk);
    const due = Date.parse(`${promise?.dueDate ?? ""}T17:00:00+07:00`);
    const dependencies = notifyingDependencies(portal.kit, {
      caseRulesOf: (rulebook) => ({ ...readLicenceCaseRules(rulebook), isDeemedRecorded: true }),
    });
    const sweep = async () => {
      while ((await sweepLicences(dependencies)) > 0);
    };
    virtualContext.advance(due - virtualContext.clock.nowMs());
    await sweep();
    expect((await caseNow(await portal.again(desk.director), id)).deemed).toBeNull();
    virtualContext.advance(8 * 3_600_000);
    await sweep();
    const { deemed } = await caseNow(await portal.again(desk.director), id);
    expect(deemed?.escalatedAt.slice(0, 10)).toBe(new Date(virtualContext.clock.nowMs()).toISOString().slice(0, 10));
    for (const officer of [desk.coordinator, desk.director]) {
      const visit = await comes(await portal.again(officer));
      await visit.open("/pesan");
      const subject = visit.t("mail.licence-desk.deemed.subject", { number: number ?? "" });
      await visit.page.getByText(subject).first().waitFor();
      await visit.look("late-message");
      await visit.open(`/izin/${id}`);
      await visit.page.getByText(visit.t("web.licenceDesk.deemedRecorded")).waitFor();
      await visit.look("late-recorded");
      expect(visit.faults).toEqual([]);
    }
    const applicant = await comes(await portal.again(company.owner), { width: 360, height: 740, theme: "dark" });
    await applicant.open(`/izin/${id}`);
    await applicant.page.getByText(applicant.t("web.licence.deemedRecorded")).waitFor();
    await applicant.page.getByText(applicant.t("web.licence.event.deemed")).waitFor();
    await applicant.look("late-applicant");
    expect(applicant.faults).toEqual([]);
  });
});
