import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { addLicenceOfficers, type LicenceOfficers, type LicenceView } from "../../testkit/licence-case.ts";
import {
  declareNoneOnObjection,
  fileObjection,
  objectionDone,
  REJECTION,
  rejectedLicenceFor,
} from "../../testkit/licence-objection.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { choose, press } from "./keyboard-steps.ts";
import { declareNoInterest } from "./licence-review-steps.ts";
import { createScanFile } from "./scan-file.ts";

const WORDS = "Sertifikat perangkat diperpanjang pada 1 November, jadi berlaku pada hari permohonan.";
const PHONE: VisitOptions = { locale: "en", width: 360, height: 740, theme: "dark" };

let portal: TestPortal;
let browser: Browser;
let desk: LicenceOfficers;
let reviewer: Guest;
let company: GuestCompany;
let licence: LicenceView;
const { comesAs: comes, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false }), openBrowser()]);
  desk = await addLicenceOfficers(portal);
  reviewer = await portal.officer("evaluator", "licensing");
  company = await portal.company();
  licence = await rejectedLicenceFor(portal, company, desk);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

const said = async ({ page, t }: Visit, state: string) =>
  page
    .locator("main")
    .getByText(t(`web.licence.objection.state.${state}`), { exact: true })
    .first()
    .waitFor();

const act = ({ page, t }: Visit, name: string) =>
  page
    .getByRole("region", { name: t("web.objection.actions") })
    .getByRole("button", { name: t(`web.objection.act.${name}`), exact: true });

describe("a rejection that is objected to", () => {
  let address = "";

  it("is objected to on a phone: until when and by which rule stand at the rejection, an empty form says what is missing", async () => {
    const visit = await comes(company.owner, PHONE);
    const { page, t } = visit;
    await visit.open(`/izin/${licence.id}`);
    await page.getByText(REJECTION).first().waitFor();
    await visit.look("objection-may-file");
    await page.getByRole("link", { name: t("web.licence.objection.file") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.objection.fileTitle") }).waitFor();
    await page.getByRole("button", { name: t("web.objection.send") }).click();
    await page
      .getByRole("alert")
      .getByRole("link", { name: t("web.objection.textNeeded") })
      .waitFor();
    await visit.look("objection-empty");
    await page.locator("textarea[name=text]").fill(WORDS);
    await page
      .locator("#fileIds")
      .setInputFiles(await createScanFile("sertifikat-2026.pdf", "Sertifikat yang berlaku"));
    await page.getByRole("button", { name: `${t("web.objection.takeOff")} sertifikat-2026.pdf` }).waitFor();
    // The submitted text is still there after a reload.
    await page.reload();
    expect(await page.locator("textarea[name=text]").inputValue()).toBe(WORDS);
    await visit.look("objection-filled");
    await page.getByRole("button", { name: t("web.objection.send") }).click();
    await page.getByRole("heading", { level: 1, name: /^KBR-/ }).waitFor();
    await said(visit, "filed");
    await page.getByRole("link", { name: "sertifikat-2026.pdf" }).waitFor();
    await visit.look("objection-filed");
    address = new URL(page.url()).pathname;
    expect(visit.faults).toEqual([]);
  });

  it("is read but not touched by an officer who judged the application", async () => {
    const visit = await comes(desk.coordinator);
    await visit.open(address);
    await visit.page.getByText(visit.t("web.objection.hasJudged")).waitFor();
    expect(await visit.page.getByRole("region", { name: visit.t("web.objection.actions") }).count()).toBe(0);
    await visit.look("objection-judged");
    expect(visit.faults).toEqual([]);
  });

  it("is taken from the list and advised on by another reviewer, with the keyboard alone", async () => {
    const visit = await comes(reviewer);
    const { page, t } = visit;
    await visit.open("/tugas-keberatan");
    await visit.look("objections");
    await press(visit, page.getByRole("link", { name: /^KBR-/ }).first());
    await page.getByRole("heading", { level: 1, name: /^KBR-/ }).waitFor();
    await choose(visit, "interest", t("web.licenceDesk.interest.none"));
    await press(visit, page.getByRole("button", { name: t("web.licenceDesk.interest.send") }));
    await press(visit, act(visit, "take"));
    await said(visit, "reviewing");
    await press(visit, act(visit, "review"));
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await choose(visit, "advice", t("web.objection.advice.grant"));
    await page.keyboard.press("Tab");
    await page.keyboard.type("Sertifikat berlaku pada hari permohonan.");
    await visit.look("objection-advice");
    await press(visit, dialog.getByRole("button", { name: t("web.objection.act.review") }));
    await said(visit, "reviewed");
    await page.getByText(t("web.objection.adviceDesk")).waitFor();
    expect(visit.faults).toEqual([]);
  });

  it("is granted by the director with reasons, and the company finds its application in evaluation again", async () => {
    const applicant = await comes(company.owner);
    await applicant.open(address);
    expect(await applicant.page.getByText(applicant.t("web.objection.adviceDesk")).count()).toBe(0);
    const visit = await comes(desk.director, { theme: "dark" });
    const { page, t } = visit;
    await visit.open(address);
    await declareNoInterest(visit);
    await act(visit, "grant").click();
    await page.getByRole("dialog").locator("textarea[name=words]").fill("Sertifikat itu berlaku.");
    await visit.look("objection-grant");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.objection.act.grant") })
      .click();
    await page.getByText(t("web.objection.ending.granted.title")).waitFor();
    await visit.look("objection-granted-officer");
    // The company's screen updates by itself.
    await applicant.page.getByText(applicant.t("web.objection.ending.granted.title")).waitFor();
    await applicant.look("objection-granted");
    await applicant.page.getByRole("link", { name: new RegExp(licence.number ?? "–") }).click();
    await applicant.page.locator("main").getByText(applicant.t("web.licences.state.submitted")).first().waitFor();
    await applicant.page.getByText("Sertifikat itu berlaku.").first().waitFor();
    await applicant.look("objection-case-again");
    expect([...visit.faults, ...applicant.faults]).toEqual([]);
  });
});

describe("an objection that fails", () => {
  it("is given to a free reviewer by the director, refused, and says what can still be done", async () => {
    const other = await portal.company();
    const { id } = await rejectedLicenceFor(portal, other, desk);
    const { id: objectionId } = succeeded(await fileObjection(other.owner.client, id), "an objection");
    const visit = await comes(desk.director);
    const { page, t } = visit;
    await visit.open(`/keberatan/${objectionId}`);
    await act(visit, "assign").click();
    const dialog = page.getByRole("dialog");
    const select = dialog.locator("select[name=reviewer]");
    await select.selectOption({ label: reviewer.name });
    expect((await select.locator("option").allTextContents()).join()).not.toContain(desk.evaluator.name);
    await visit.look("objection-assign");
    await dialog.getByRole("button", { name: t("web.objection.act.assign") }).click();
    await page.getByText(t("web.objection.reviewerIs", { name: reviewer.name })).waitFor();
    await declareNoneOnObjection(reviewer, objectionId);
    await objectionDone(reviewer, objectionId, { command: "review", advice: "refuse", reason: "Sudah berakhir." });
    await declareNoInterest(visit);
    await act(visit, "send-back").click();
    await page.getByRole("dialog").locator("textarea[name=words]").fill("Lihat lampiran kedua.");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.objection.act.send-back") })
      .click();
    await said(visit, "reviewing");
    await objectionDone(reviewer, objectionId, { command: "review", advice: "refuse", reason: "Tetap berakhir." });
    await act(visit, "refuse").click();
    await page.getByRole("dialog").locator("textarea[name=words]").fill("Sertifikat berakhir sebelum permohonan.");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.objection.act.refuse") })
      .click();
    await page.getByText(t("web.objection.ending.refused.title")).waitFor();
    const applicant = await comes(other.owner, PHONE);
    await applicant.open(`/keberatan/${objectionId}`);
    await applicant.page.getByText(applicant.t("web.objection.ending.refused.title")).waitFor();
    await applicant.look("objection-refused");
    await applicant.open(`/izin/${id}/keberatan`);
    await applicant.page.getByText(applicant.t("web.objection.mayNot")).waitFor();
    await applicant.look("objection-may-not");
    expect([...visit.faults, ...applicant.faults]).toEqual([]);
  });

  it("may be withdrawn by the company, after a question that says what it ends", async () => {
    const other = await portal.company();
    const { id } = await rejectedLicenceFor(portal, other, desk);
    const { id: objectionId } = succeeded(await fileObjection(other.owner.client, id), "an objection");
    const visit = await comes(other.owner);
    const { page, t } = visit;
    await visit.open(`/keberatan/${objectionId}`);
    await page.getByRole("button", { name: t("web.objection.withdraw") }).click();
    await page.getByRole("dialog").getByText(t("web.objection.withdrawText")).waitFor();
    await visit.look("objection-withdraw");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("web.objection.withdraw") })
      .click();
    await page.getByText(t("web.objection.ending.withdrawn.title")).waitFor();
    await visit.look("objection-withdrawn");
    expect(visit.faults).toEqual([]);
  });
});
