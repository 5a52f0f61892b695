import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import { licenseCompany } from "../../testkit/licence-record.ts";
import { addNumberingOfficers, holderOf, type NumberingOfficers } from "../../testkit/numbering-case.ts";
import { authenticatorOf } from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const virtualContext = createVirtualContext();
let portal: TestPortal;
let browser: Browser;
let desk: NumberingOfficers;

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ screens: true, works: false, runtimeContext: virtualContext }),
    openBrowser(),
  ]);
  desk = await addNumberingOfficers(portal);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** A company with a code and a licence as OSS issues it. */
async function licensed(code: string, number: string): Promise<GuestCompany> {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  await licenseCompany(portal.kit, { organisationId: company.id, signer: desk.director, number });
  const name = "PT Penyelenggara Layanan Pusat Panggilan Informasi Terpadu Nusantara Sejahtera";
  await portal.kit.db.updateTable("organisation").set({ name }).where("id", "=", company.id).execute();
  return company;
}

const modeOf = async (code: string) =>
  (await portal.kit.db.selectFrom("numberMode").select("mode").where("code", "=", code).executeTakeFirst())?.mode;

const WAYS: readonly { readonly way: string; readonly options: VisitOptions; readonly code: string }[] = variantsOf([
  { way: "in Indonesian at a desk", options: { locale: "id", width: 1440 }, code: "1500761" },
  {
    way: "in English on a phone by night",
    options: { locale: "en", width: 360, height: 740, theme: "dark" },
    code: "1500762",
  },
]);

describe.each(WAYS)("the director and a licence on record, $way", ({ options, code }) => {
  const number = `81${code}`;
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), options);
  let visit: Visit;
  let company: GuestCompany;
  const word = (key: string, params?: Record<string, string | number>) => visit.t(`web.licenceList.${key}`, params);
  const ask = async (act: string) => {
    const { page } = visit;
    await page
      .locator("main")
      .getByRole("button", { name: word(`acts.${act}`), exact: true })
      .click();
    const dialog = page.getByRole("dialog", { name: word(`ask.${act}`, { number }) });
    await dialog.waitFor();
    return dialog;
  };

  beforeAll(async () => {
    visit = await comesAs(desk.director);
  });
  afterAll(() => leave());

  it("finds it by the code of its company", async () => {
    const { page } = visit;
    await visit.open("/izin-terbit?search=tidak-ada");
    await page.getByText(word("emptyTitle")).waitFor();
    await visit.look("licence-list-empty");
    company = await licensed(code, number);
    await visit.open("/izin-terbit");
    await page.getByRole("searchbox").fill(code);
    await page.getByRole("searchbox").press("Enter");
    await page.getByRole("link", { name: number }).waitFor();
    await visit.look("licence-list");
    await page.getByRole("link", { name: number }).click();
    await page.getByRole("heading", { level: 1, name: word("recordTitle", { number }) }).waitFor();
    await page.getByText(word("modes.open")).waitFor();
    await visit.look("licence-record");
  });

  it("is the last stage on the home of its company, which opens it, and is offered no further test", async () => {
    const owner = await comesAs(company.owner);
    const { page, t } = owner;
    await owner.open("/beranda");
    await page.getByRole("heading", { name: t("web.overview.licence.next.active.title") }).waitFor();
    await page.getByRole("region", { name: t("web.overview.licence.title") }).waitFor();
    await owner.look("home-licensed");
    await page.getByRole("link", { name: t("web.overview.licence.next.active.button") }).click();
    await page.getByRole("heading", { level: 1, name: word("recordTitle", { number }) }).waitFor();
    expect(await page.getByRole("heading", { name: word("actsTitle") }).count()).toBe(0);
    await owner.look("licence-record-of-company");
    await page.locator("main").getByRole("link", { name: /^IZN-/u }).click();
    await page.getByRole("heading", { level: 1, name: /^IZN-/u }).waitFor();
    await page.getByRole("heading", { name: t("web.licence.tasks") }).waitFor();
    await page.waitForLoadState("networkidle");
    expect(
      await page
        .locator("main")
        .getByRole("link", { name: t("web.licence.askTest") })
        .count(),
    ).toBe(0);
    expect(
      await page
        .locator("main")
        .getByRole("link", { name: t("web.licence.openTest") })
        .count(),
    ).toBe(0);
    await owner.look("application-licensed");
  });

  it("suspends it with a reason and a rule, having read which codes go off, and ends that again", async () => {
    const { page, t } = visit;
    const dialog = await ask("suspend");
    await dialog.getByText(word("will.off")).waitFor();
    await dialog.getByText(code, { exact: true }).waitFor();
    await dialog.getByLabel(word("reason")).fill("Layanan tidak sesuai dengan izin; diperiksa di lokasi.");
    await dialog.getByLabel(word("ruleLabel")).selectOption("unused-revocable-months");
    await visit.look("licence-suspending");
    await dialog.getByRole("button", { name: word("acts.suspend") }).click();
    await page.getByText(word("done.suspend"), { exact: true }).waitFor();
    await page.getByText(word("modes.off")).waitFor();
    await page.getByText(word("codesBecame.off", { codes: code })).waitFor();
    expect(await modeOf(code)).toBe("off");
    await visit.look("licence-suspended");
    const resuming = await ask("resume");
    await resuming.getByLabel(word("reason")).fill("Sudah diperbaiki.");
    await resuming.getByRole("button", { name: word("acts.resume") }).press("Enter");
    await page.getByText(word("done.resume"), { exact: true }).waitFor();
    expect(await modeOf(code)).toBe("open");
    expect(await page.getByText(t("web.problems.unreachable")).count()).toBe(0);
  });

  it("revokes it only with its number typed and a code of the second factor", async () => {
    const { page, t } = visit;
    virtualContext.advance(60_000);
    const shown = await authenticatorOf(portal, desk.director.id);
    const dialog = await ask("revoke");
    await dialog.getByLabel(word("reason")).fill("Dicabut atas permintaan menteri.");
    await dialog.getByLabel(word("typeNumber")).fill("salah");
    await dialog.getByLabel(t("web.test.sign.factorCode")).fill("000000");
    await dialog.getByRole("button", { name: word("acts.revoke") }).click();
    await dialog.getByText(word("numberDiffers", { number })).waitFor();
    await visit.look("licence-revoking");
    await dialog.getByLabel(word("typeNumber")).fill(number);
    await dialog.getByRole("button", { name: word("acts.revoke") }).click();
    await dialog.getByText(t("errors.second-factor-wrong")).waitFor();
    expect(await modeOf(code)).toBe("open");
    await dialog.getByLabel(t("web.test.sign.factorCode")).fill(shown());
    await dialog.getByRole("button", { name: word("acts.revoke") }).click();
    await page.getByText(word("done.revoke"), { exact: true }).waitFor();
    expect(await modeOf(code)).toBe("off");
    await visit.look("licence-revoked");
    expect(faults()).toEqual([]);
  });
});
