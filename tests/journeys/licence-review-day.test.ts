import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sweepLicences } from "../../src/licensing/applications/wire.ts";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import {
  acceptAll,
  addLicenceOfficers,
  completeLicenceFor,
  declareNone,
  done,
  type LicenceOfficers,
  type LicenceView,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../testkit/licence-case.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { silentDependencies } from "../../testkit/silent-dependencies.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { choose, press, tabTo } from "./keyboard-steps.ts";
import { actOf, chooseItem, findingForm, itemLine, openReviewCase, untilReviewState } from "./licence-review-steps.ts";
import { createScanFile } from "./scan-file.ts";

const DAY_MS = 86_400_000;
const KEYS_MAX = 120;
const FAULT = { note: "Tanda tangan direktur tidak ada.", remedy: "Tanda tangani halaman ini, lalu unggah lagi." };

let portal: TestPortal;
let virtualContext: VirtualContext;
let browser: Browser;
let desk: LicenceOfficers;
const { comesAs: comes, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "licence-desk" });
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

/** A submitted case whose statement on funds is a real PDF page. */
async function withRealPage(company: GuestCompany): Promise<LicenceView> {
  const { client } = company.owner;
  const { id, documents } = await completeLicenceFor(portal, company);
  const { name, buffer } = await createScanFile("pernyataan-dana.pdf", "Pernyataan ketersediaan dana");
  const file = await client.upload<{ readonly id: string }>("/api/files?purpose=licence-paper", {
    name,
    bytes: buffer,
  });
  const version = documents.find(({ slot }) => slot === "D07")?.version ?? 0;
  const stated = { number: "123/2026", issuedOn: "2026-11-20", validUntil: "" };
  const body = { version, fileId: succeeded(file, "a file").id, stated };
  succeeded(await client.put(`/api/licences/${id}/documents/D07`, body), "a file on D07");
  return done(company.owner, id, { command: "submit" });
}

describe("a whole day by keyboard alone", () => {
  let visit: Visit;
  let company: GuestCompany;
  let submitted: LicenceView;

  it("opens the first case of the queue, declares no interest, and takes it", async () => {
    company = await portal.company();
    submitted = await withRealPage(company);
    visit = await comes(desk.evaluator);
    const { page, t } = visit;
    await visit.open("/tugas-izin");
    await page.getByRole("link", { name: submitted.number ?? "" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: submitted.number ?? "" }).waitFor();
    await choose(visit, "interest", t("web.licenceDesk.interest.none"));
    await press(visit, page.getByRole("button", { name: t("web.licenceDesk.interest.send") }));
    await actOf(visit, "take").waitFor();
    await press(visit, actOf(visit, "take"));
    await page.getByText(t("web.licenceDesk.holderYou")).waitFor();
  });

  it("puts a finding to a spot of a page with arrows and Enter, and keeps it", async () => {
    const { page, t } = visit;
    while (!(await itemLine(visit, "D07").getAttribute("aria-current"))) await page.keyboard.press("j");
    const file = t("web.licenceDesk.fileOf", { name: t("licence.requirement.D07.title") });
    await tabTo(visit, page.getByRole("button", { name: file }), KEYS_MAX);
    await page.keyboard.press("Enter");
    const sheet = page.locator("#desk-page");
    await tabTo(visit, sheet, KEYS_MAX);
    await page.waitForFunction("document.querySelector('#desk-page img').naturalWidth > 0");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await findingForm(visit)
      .getByText(t("web.licenceDesk.spot", { x: 49, y: 70 }))
      .waitFor();
    await page.locator("textarea[name=note]:focus").waitFor();
    await page.keyboard.type(FAULT.note);
    await page.keyboard.press("Tab");
    await page.keyboard.type(FAULT.remedy);
    await visit.look("desk-spot");
    await page.keyboard.press("Control+Enter");
    await findingForm(visit).waitFor({ state: "detached" });
    const [draft] = (await caseNow(desk.evaluator, submitted.id)).findings;
    expect(draft?.place).toMatchObject({ slot: "D07", page: 1, spot: { x: 0.49, y: 0.7 } });
    await page.locator(".page-mark").waitFor();
    await visit.look("desk-spot-kept");
  });

  it("accepts what remains, one after the other, and never by one key alone", async () => {
    const { page, t } = visit;
    const accept = page.getByRole("button", { name: t("web.licenceDesk.accept"), exact: true });
    const open = (await caseNow(desk.evaluator, submitted.id)).items.filter(({ verdict }) => verdict === "open");
    for (const [at, item] of open.entries()) {
      await page.keyboard.press("n");
      await page.keyboard.press("a");
      await accept.and(page.locator(":focus")).waitFor();
      if (at === 0) expect((await caseNow(desk.evaluator, submitted.id)).items).toContainEqual(item);
      await page.keyboard.press("Enter");
      await page.getByText(t("web.licenceDesk.openItems", { count: open.length - at - 1 })).waitFor();
    }
    expect((await caseNow(desk.evaluator, submitted.id)).items.filter(({ verdict }) => verdict === "open")).toEqual([]);
  });

  it("returns the case with its one finding", async () => {
    const { page, t } = visit;
    await tabTo(visit, actOf(visit, "return"), KEYS_MAX);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText(FAULT.note).waitFor();
    await press(
      visit,
      page.getByRole("dialog").getByRole("button", { name: t("web.licenceDesk.returnNow", { count: 1 }) }),
    );
    await untilReviewState(visit, "returned");
    expect((await caseNow(company.owner, submitted.id)).findings).toMatchObject([{ state: "sent", ...FAULT }]);
  });

  it("meets no fault of accessibility or layout on the way", () => {
    expect(visit.faults).toEqual([]);
  });
});

describe("two officers at one case", () => {
  it("the second is told that the case changed, loses nothing that he typed, and sends it again", async () => {
    const { id, number } = await takenLicenceFor(portal, await portal.company(), desk);
    await acceptAll(desk.evaluator, id, ["D05", "D12"]);
    await declareNone(desk.coordinator, id);
    const visit = await comes(desk.evaluator);
    const { page, t } = visit;
    // Without live events the evaluator works on outdated data, as on a bad connection.
    await page.route("**/api/live/**", (route) => route.abort());
    await openReviewCase(visit, id, number);
    await chooseItem(visit, "D12");
    await page.keyboard.press("f");
    const form = findingForm(visit);
    await form.locator("textarea[name=note]").fill(FAULT.note);
    await form.locator("textarea[name=remedy]").fill(FAULT.remedy);
    await done(desk.coordinator, id, { command: "reopen-item", requirement: "D01", reason: "Kota ternyata keliru." });
    await form.getByRole("button", { name: t("web.licenceDesk.keepDraft") }).click();
    await form.getByText(t("errors.version-stale")).waitFor();
    await visit.look("desk-stale");
    expect(await form.locator("textarea[name=note]").inputValue()).toBe(FAULT.note);
    expect((await caseNow(desk.evaluator, id)).findings).toEqual([]);
    // The case is refetched by itself: the colleague's action is in its timeline.
    await page.getByText("Kota ternyata keliru.").waitFor();
    await form.getByRole("button", { name: t("web.licenceDesk.keepDraft") }).click();
    await form.waitFor({ state: "detached" });
    expect((await caseNow(desk.evaluator, id)).findings).toMatchObject([{ requirement: "D12", ...FAULT }]);
    expect(visit.faults.filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  });
});

describe("a finding that is half written", () => {
  it("stays where it was begun, is come back to from any other requirement, and is never overwritten", async () => {
    const { id, number } = await takenLicenceFor(portal, await portal.company(), desk);
    const visit = await comes(desk.evaluator, { width: 1024 });
    const { page, t } = visit;
    await openReviewCase(visit, id, number);
    await chooseItem(visit, "D12");
    await page.keyboard.press("f");
    await findingForm(visit).locator("textarea[name=note]").fill(FAULT.note);
    await visit.open(`/izin/${id}?item=D05`);
    await page.getByRole("heading", { level: 2, name: /^D05/ }).waitFor();
    const goOn = page.getByRole("button", { name: t("web.licenceDesk.unfinished", { item: "D12" }) });
    await goOn.waitFor();
    await visit.look("desk-unfinished");
    await page.getByRole("button", { name: t("web.licenceDesk.beginFinding") }).click();
    await page.getByRole("heading", { level: 2, name: /^D12/ }).waitFor();
    expect(await findingForm(visit).locator("textarea[name=note]").inputValue()).toBe(FAULT.note);
    await findingForm(visit)
      .getByRole("button", { name: t("web.licenceDesk.cancel") })
      .click();
    await itemLine(visit, "D05").waitFor();
    expect(await goOn.count()).toBe(0);
    expect(visit.faults).toEqual([]);
  });
});

describe("a case that the ministry is late with", () => {
  it("stands above the queue and above the case, with what follows from it", async () => {
    const { id, number } = await submittedLicenceFor(portal, await portal.company());
    virtualContext.advance(6 * DAY_MS);
    while ((await sweepLicences(silentDependencies(portal.kit))) > 0);
    const visit = await comes(await portal.officer("coordinator", "licensing"));
    const { page, t } = visit;
    await visit.open("/tugas-izin");
    await page.getByText(t("web.licenceDesk.deemedShort")).first().waitFor();
    await visit.look("desk-queue-late");
    await page.getByRole("link", { name: t("web.licenceDesk.overdueLink") }).click();
    await page.getByRole("link", { name: number ?? "" }).click();
    await page.getByText(t("web.licenceDesk.deemedProposed")).waitFor();
    await visit.look("desk-late-case");
    expect((await caseNow(desk.director, id)).deemed).toMatchObject({ recordedAt: null });
    expect(visit.faults).toEqual([]);
  });
});
