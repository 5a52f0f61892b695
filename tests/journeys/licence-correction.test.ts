import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import {
  addLicenceOfficers,
  completeLicenceFor,
  findingOn,
  type LicenceOfficers,
  returnedWith,
  takenLicenceFor,
} from "../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { tabTo } from "./keyboard-steps.ts";
import { fieldAt, fillFields, hangFile, openPage, untilSaved } from "./licence-steps.ts";

let portal: TestPortal;
let browser: Browser;
let desk: LicenceOfficers;
const { comesAs: comes, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
  desk = await addLicenceOfficers(portal);
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "dark" },
  { locale: "en", width: 360, height: 740, theme: "light" },
] as const);

describe.each(WAYS)("a correction ($locale, $width px, $theme)", (way) => {
  let company: GuestCompany;
  let visit: Visit;
  let id: string;

  it("opens only what was returned, and says of the rest that it is accepted", async () => {
    company = await portal.company();
    id = (await takenLicenceFor(portal, company, desk)).id;
    visit = await comes(company.owner, way);
    const { page, t } = visit;
    await visit.open(`/izin/${id}`);
    await page.getByText(t("web.licences.state.checking"), { exact: true }).waitFor();
    await visit.look("case-checking");
    await returnedWith(desk.evaluator, id, ["D05", "D12"]);
    await page.getByText(t("web.licence.returnedTitle", { round: 1 })).waitFor();
    await visit.look("case-returned");
    await expect.poll(() => page.getByText(t("web.licence.itemState.mend"), { exact: true }).count()).toBe(2);
    expect(await page.getByText(t("web.licence.itemState.locked"), { exact: true }).count()).toBeGreaterThan(9);
    await openPage(visit, id, "funds");
    await page.getByText(t("web.licence.lockedAccepted.title")).waitFor();
    expect(await fieldAt(visit, "bank").getAttribute("readonly")).not.toBeNull();
    await visit.look("part-locked");
  });

  it("leads from each finding to its place, where it stands again above the fields", async () => {
    const { page, t } = visit;
    await visit.open(`/izin/${id}`);
    const cards = page.getByRole("listitem").filter({ hasText: findingOn("D05").note });
    await expect.poll(() => cards.count()).toBe(2);
    await cards
      .first()
      .getByRole("link", { name: t("web.licence.goThere") })
      .click();
    await page.getByRole("heading", { level: 1, name: t("web.licence.part.contact") }).waitFor();
    await page.getByText(findingOn("D05").note).waitFor();
    await fillFields(visit, { hours: "Senin sampai Sabtu, 07.00–22.00 WIB" });
    await untilSaved(visit);
    await visit.look("part-returned");
    await openPage(visit, id, "D12");
    await hangFile(visit, "D12", "kswp-baru.pdf");
    await visit.open(`/izin/${id}/periksa`);
    await page.getByText(t("web.licence.nothingBlocks")).waitFor();
    await page.getByRole("button", { name: t("web.licence.resubmit"), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: t("web.licence.resentTitle") }).waitFor();
    await visit.look("resent");
    expect(visit.faults).toEqual([]);
  });
});

describe("two colleagues at one application", () => {
  it("see each other's parts arrive, and settle what both changed", async () => {
    const company = await portal.company();
    const { id } = await completeLicenceFor(portal, company);
    const colleague = await portal.colleague(company, "applicant-staff");
    const [one, other] = [await comes(company.owner), await comes(colleague, { width: 360, height: 740 })];
    await openPage(one, id, "contact");
    await openPage(other, id, "contact");
    await fillFields(one, { hours: "Senin sampai Jumat" });
    await one.page.getByRole("heading", { level: 1 }).click();
    await expect.poll(() => fieldAt(other, "hours").inputValue()).toBe("Senin sampai Jumat");
    await fieldAt(other, "escalation").fill("Manajer mutu");
    await fillFields(one, { escalation: "Direktur operasi" });
    await one.page.getByRole("heading", { level: 1 }).click();
    await untilSaved(one);
    const { page, t } = other;
    await page.getByRole("alert").getByText(t("web.licence.conflict.title")).waitFor();
    await page.getByRole("cell", { name: "Direktur operasi" }).waitFor();
    await page.getByRole("cell", { name: "Manajer mutu" }).waitFor();
    await other.look("part-conflict");
    await page.getByRole("button", { name: t("web.licence.conflict.keepMine") }).click();
    await page.getByText(t("web.licence.conflict.title")).waitFor({ state: "detached" });
    await expect.poll(() => fieldAt(one, "escalation").inputValue()).toBe("Manajer mutu");
    expect(await fieldAt(one, "hours").inputValue()).toBe("Senin sampai Jumat");
    expect([...one.faults, ...other.faults]).toEqual([]);
  });
});

describe("a part whose server cannot be reached", () => {
  it("keeps what is typed through a reload, and sends it once the server is back", async () => {
    const company = await portal.company();
    const { id } = await completeLicenceFor(portal, company);
    const visit = await comes(company.owner);
    const { page, t } = visit;
    await openPage(visit, id, "contact");
    await page.route("**/api/licences/*/parts/*", (route) => route.abort());
    await fillFields(visit, { escalation: "Penyelia, lalu direktur" });
    await page.getByRole("heading", { level: 1 }).click();
    await page.getByText(t("web.licence.save.unreachable")).waitFor();
    await visit.look("part-unreachable");
    await page.reload();
    await expect.poll(() => fieldAt(visit, "escalation").inputValue()).toBe("Penyelia, lalu direktur");
    await page.unroute("**/api/licences/*/parts/*");
    await page.getByRole("heading", { level: 1 }).click();
    await untilSaved(visit);
    const { parts } = (
      await company.owner.client.get<{ readonly parts: { key: string; value: unknown }[] }>(`/api/licences/${id}`)
    ).body;
    expect(parts.find(({ key }) => key === "contact")?.value).toMatchObject({ escalation: "Penyelia, lalu direktur" });
    expect(visit.faults.filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  });
});

describe("a document that has expired", () => {
  it("blocks the sending, names the rule and its last day, and is mended at its date", async () => {
    const company = await portal.company();
    const { id } = await completeLicenceFor(portal, company);
    const visit = await comes(company.owner, { width: 360, height: 740 });
    const { page, t } = visit;
    await openPage(visit, id, "D12");
    await fillFields(visit, { "slot-D12-issuedOn": "2026-01-05" });
    await page.getByRole("heading", { level: 1 }).click();
    await expect.poll(() => fieldAt(visit, "slot-D12-issuedOn").getAttribute("aria-invalid")).toBe("true");
    await visit.look("kswp-expired");
    await page.getByRole("button", { name: t("web.licence.goOn") }).click();
    await visit.open(`/izin/${id}/periksa`);
    await page.getByRole("heading", { name: t("web.licence.levelTitle.blocks", { count: 1 }) }).waitFor();
    await visit.look("check-expired");
    await page
      .getByRole("link", { name: t("web.licence.goThere") })
      .first()
      .click();
    await fillFields(visit, { "slot-D12-issuedOn": "2026-11-20" });
    await page.getByRole("heading", { level: 1 }).click();
    await expect.poll(() => fieldAt(visit, "slot-D12-issuedOn").getAttribute("aria-invalid")).toBe(null);
    expect(visit.faults).toEqual([]);
  });
});

describe("by keyboard alone", () => {
  it("is found, filled in further, checked and sent", async () => {
    const company = await portal.company();
    const { id } = await completeLicenceFor(portal, company);
    const visit = await comes(company.owner);
    const { page, t } = visit;
    await visit.open("/izin");
    await page.getByRole("link", { name: t("web.licences.draftTitle") }).waitFor();
    await tabTo(visit, page.getByRole("link", { name: t("web.licences.draftTitle") }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: t("web.licence.tasks") }).waitFor();
    await tabTo(visit, page.getByRole("link", { name: t("licence.requirement.D05.title"), exact: true }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: t("web.licence.part.contact") }).waitFor();
    await tabTo(visit, fieldAt(visit, "hours"));
    await page.keyboard.type(" WIB");
    await page.keyboard.press("Tab");
    await untilSaved(visit);
    await visit.open(`/izin/${id}/periksa`);
    await page.getByText(t("web.licence.nothingBlocks")).waitFor();
    // The undo button of every answer precedes the button that sends them all.
    await tabTo(visit, page.getByRole("button", { name: t("web.licence.submit"), exact: true }), 200);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: t("web.licence.sentTitle") }).waitFor();
    expect(visit.faults).toEqual([]);
  });
});
