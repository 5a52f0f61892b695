import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { ProblemBody } from "../../testkit/client.ts";
import { advanceToDirector, approve } from "../../testkit/code-case.ts";
import type { Guest } from "../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  holdCode,
  holderOf,
  type NumberingOfficers,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { addCompany, addGovernmentBody, giveRole } from "../../testkit/users.ts";
import { heldRequests, type Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { chooseFile, detailsOf, fillApplication, openPart, sendApplication, takeNumber } from "./applicant-steps.ts";
import { attach, choose, press, tabTo } from "./keyboard-steps.ts";
import { createScanFile } from "./scan-file.ts";

/** The longest possible name, so that each screen on the way is tested with it. */
const LONG_NAME = "PT Penyelenggara Layanan Pusat Panggilan Informasi Terpadu Nusantara Sejahtera A";

let portal: TestPortal;
let browser: Browser;
let desk: NumberingOfficers;
const { comesAs, faults } = openVisitors(() => ({ browser, url: portal.url }), { strict: true });

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
  desk = await addNumberingOfficers(portal);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light", at: 1 },
  { locale: "en", width: 360, height: 740, theme: "dark", at: 2 },
] as const);

const heading = ({ page }: Visit, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const goesOn = ({ page, t }: Visit) =>
  page.getByRole("button", { name: t("web.application.kindGoOn", { kind: t("web.application.kind.new") }) });

async function rename(organisationId: string, name: string): Promise<void> {
  await portal.kit.db.updateTable("organisation").set({ name }).where("id", "=", organisationId).execute();
}

describe.each(WAYS)("a government body, in $locale at $width px", ({ at, ...way }) => {
  it("whose law does not give it the service is told by which rule, and who can rent it a code", async () => {
    const operator = await portal.company();
    await holderOf(operator, { code: `150021${at}`, desk });
    const visit = await comesAs(await portal.colleague(await addGovernmentBody(portal.kit)), way);
    const { page, t } = visit;
    await visit.open("/permohonan/baru");
    await page.getByText(t("web.application.ownServiceAsk"), { exact: true }).waitFor();
    await visit.look("body-asked");
    await page.getByRole("radio", { name: t("web.application.ownService.no.label") }).check();
    await page.getByText(t("errors.own-service-needed"), { exact: true }).waitFor();
    const renters = page.getByRole("region", { name: t("web.application.rentersTitle") });
    await renters.getByText(operator.name, { exact: true }).waitFor();
    expect(await goesOn(visit).count()).toBe(0);
    await visit.look("body-may-not");
  });

  it("whose law gives it the service applies without a NIB, within two working days, and gets its decree", async () => {
    const body = await addGovernmentBody(portal.kit);
    const head = await portal.colleague(body);
    const visit = await comesAs(head, way);
    const { page, t } = visit;
    const display = `1500 22${at}`;
    await visit.open(`/nomor?code=150022${at}`);
    await detailsOf(visit)
      .getByRole("button", { name: t("web.numbers.take", { code: display }) })
      .click();
    await page.getByRole("radio", { name: t("web.application.ownService.yes.label") }).check();
    await page.getByText(t("web.application.kindWhy.new.title")).waitFor();
    await visit.look("body-kind");
    await goesOn(visit).click();
    await heading(visit, t("web.application.draftTitle", { code: display }));
    await visit.look("body-parts");
    await fillApplication(visit);
    const number = await sendApplication(visit, "submit");
    await visit.look("body-sent");
    await page.getByRole("link", { name: t("web.application.toCase") }).click();
    await heading(visit, number);
    await visit.look("body-case");
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const officer = await comesAs(desk.evaluator, way);
    await officer.open(`/permohonan/${id}`);
    await officer.page.getByText(officer.t("web.application.item.legal-basis"), { exact: true }).first().waitFor();
    await officer.page.getByText(body.name, { exact: true }).first().waitFor();
    await officer.page
      .getByText(/\b7 \(2016\): Pembentukan perangkat daerah/)
      .first()
      .waitFor();
    expect(await officer.page.getByText(officer.t("web.application.kbli"), { exact: true }).count()).toBe(0);
    await officer.look("body-officer");
    const seen = (await head.client.get<CaseView>(`/api/applications/${id}`)).body;
    expect(seen).toMatchObject({ state: "submitted", promise: { workingDays: 2 } });
    expect(seen.items.map(({ key }) => key)).toContain("legal-basis");
    await advanceToDirector(desk, id);
    succeeded(await approve(desk, id), "an approval");
    await page.getByRole("link", { name: t("web.application.openDecree") }).waitFor();
    await visit.look("body-decided");
  });
});

describe.each(WAYS)("a company that no verifier has accepted yet, in $locale at $width px", ({ at, ...way }) => {
  it("browses, downloads and prepares, holds and sends nothing, and goes on with the same draft once accepted", async () => {
    const company = await addCompany(portal.kit, { state: "submitted" });
    await rename(company.id, LONG_NAME);
    const owner = await portal.colleague(company);
    const visit = await comesAs(owner, way);
    const { page, t } = visit;
    await visit.open("/beranda");
    await page.getByText(t("web.affairs.notYetTitle"), { exact: true }).waitFor();
    await visit.look("unverified-home");
    await holdsNothing(visit, { owner, organisationId: company.id, code: `150023${at}` });
    await visit.open("/beranda");
    await page.getByRole("link", { name: t("web.affairs.notYetPrepare"), exact: true }).click();
    await page.getByText(t("web.application.prepareTitle"), { exact: true }).waitFor();
    await visit.look("unverified-kind");
    await goesOn(visit).click();
    await heading(visit, t("web.application.draftNoCode"));
    await visit.look("unverified-parts");
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await downloadsTheForm(visit);
    await visit.open(`/permohonan/${id}`);
    await fillApplication(visit);
    await page.getByText(t("findings.finding-not-verified.message"), { exact: true }).waitFor();
    await visit.look("unverified-check");
    expect(await page.getByRole("button", { name: t("web.application.submit") }).isDisabled()).toBe(true);
    const sent = await command(owner.client, id, { command: "submit" });
    expect([sent.status, (sent.body as unknown as ProblemBody).error.code]).toEqual([403, "organisation-not-verified"]);
    await asksAboutTheDraft(visit, id);
    const { db } = portal.kit;
    await db.updateTable("organisation").set({ state: "verified" }).where("id", "=", company.id).execute();
    await visit.open(`/nomor?code=150023${at}`);
    await detailsOf(visit)
      .getByRole("button", { name: t("web.numbers.take", { code: `1500 23${at}` }) })
      .click();
    await heading(visit, t("web.application.draftTitle", { code: `1500 23${at}` }));
    await openPart(visit, "check");
    await sendApplication(visit, "submit");
    await visit.open("/beranda");
    await page.getByRole("heading", { name: t("web.overview.step.waitDecision.title") }).waitFor();
    await visit.look("verified-home");
  });
});

/** The screen of an available code offers only the reason for a refusal, and the server refuses too. */
async function holdsNothing(
  visit: Visit,
  wish: { readonly owner: Guest; readonly organisationId: string; readonly code: string },
): Promise<void> {
  const { page, t } = visit;
  const { owner, organisationId, code } = wish;
  await visit.open(`/nomor?code=${code}`);
  await detailsOf(visit).getByText(t("web.numbers.notVerifiedTitle")).waitFor();
  await visit.look("unverified-number");
  expect(await page.getByRole("button", { name: /^(Pilih|Take|Ambil)/ }).count()).toBe(0);
  const refused = await owner.client.post<ProblemBody>("/api/holds", { organisationId, code });
  expect([refused.status, refused.body.error.code]).toEqual([403, "organisation-not-verified"]);
}

async function downloadsTheForm(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await openPart(visit, "letter");
  const blank = page.getByRole("link", { name: t("web.parts.formats.download") });
  const answer = await page.request.get((await blank.getAttribute("href")) ?? "");
  expect([answer.status(), (await answer.body()).subarray(0, 2).toString()]).toEqual([200, "PK"]);
}

/** The question before a withdrawal names a draft without a code as such; the user cancels, so the draft remains. */
async function asksAboutTheDraft(visit: Visit, id: string): Promise<void> {
  const { page, t } = visit;
  await visit.open(`/permohonan/${id}`);
  await page.getByRole("button", { name: t("web.application.withdraw") }).click();
  await page.getByRole("heading", { name: t("web.application.withdrawEmptyTitle") }).waitFor();
  await visit.look("unverified-asks-withdraw");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("web.application.withdrawNo") })
    .click();
}

describe.each(WAYS)("a consultant of two companies, in $locale at $width px", ({ at, ...way }) => {
  it("applies for the one he acts for, which reads who did it; the other one sees nothing of it", async () => {
    const [first, second] = [await portal.company(), await portal.company()];
    await rename(second.id, LONG_NAME);
    await holderOf(first, { code: `150024${at}`, desk });
    const person = await portal.colleague(first, "consultant");
    await giveRole(portal.kit, person.id, { role: "consultant", organisationId: second.id });
    const consultant = await portal.again(person);
    const visit = await comesAs(consultant, way);
    const { page, t } = visit;
    await visit.open("/beranda");
    const bar = page.getByRole("region", { name: t("web.acting.label") });
    await bar.getByLabel(t("web.acting.change")).selectOption({ label: first.name });
    await page.getByRole("heading", { name: t("web.overview.step.done.title") }).waitFor();
    await page.getByRole("link", { name: `1500 24${at}`, exact: true }).waitFor();
    await visit.look("consultant-home-first");
    await bar.getByLabel(t("web.acting.change")).selectOption({ label: LONG_NAME });
    await page.getByRole("heading", { name: t("web.overview.step.chooseNumber.title") }).waitFor();
    expect(await page.getByRole("link", { name: `1500 24${at}`, exact: true }).count()).toBe(0);
    await visit.look("consultant-home-second");
    await visit.open(`/nomor?code=150025${at}`);
    await detailsOf(visit).waitFor();
    await visit.look("consultant-number");
    await takeNumber(visit, `1500 25${at}`);
    await page.locator("main").getByText(LONG_NAME, { exact: true }).first().waitFor();
    await fillApplication(visit);
    const number = await sendApplication(visit, "submit");
    await visit.open("/permohonan");
    await page.getByRole("link", { name: number }).waitFor();
    await page.getByText(LONG_NAME, { exact: true }).filter({ visible: true }).last().waitFor();
    await visit.look("consultant-cases");
    const owner = await comesAs(second.owner, way);
    await owner.open("/beranda");
    await owner.page.getByRole("link", { name: number }).click();
    await heading(owner, number);
    await owner.page.getByText(consultant.name).first().waitFor();
    await owner.look("consultant-owner");
    const others = await first.owner.client.get<{ items: readonly { number: string | null }[] }>(
      "/api/applications?scope=mine",
    );
    expect(others.body.items.map((row) => row.number)).not.toContain(number);
  });
});

describe.each(WAYS)("somebody without a mouse, in $locale at $width px", ({ at, ...way }) => {
  it("comes from his home to the number of his application, in every part of its form", async () => {
    const company = await portal.company();
    const visit = await comesAs(company.owner, way);
    const { page, t } = visit;
    const display = `1500 26${at}`;
    await visit.open("/beranda");
    await press(visit, page.locator("main").getByRole("link", { name: t("web.overview.step.chooseNumber.button") }));
    await page.getByRole("grid").waitFor();
    await page.goto(`/nomor?code=150026${at}`);
    await press(visit, page.getByRole("button", { name: t("web.numbers.take", { code: display }) }));
    await heading(visit, t("web.application.kindTitle"));
    await choose(visit, "kind", t("web.application.kindAnswer.new.label"));
    await press(visit, goesOn(visit));
    await heading(visit, t("web.application.draftTitle", { code: display }));
    await press(
      visit,
      page.locator("main").getByRole("link", { name: t("web.application.part.purpose"), exact: true }),
    );
    await heading(visit, t("web.application.part.purpose"));
    await tabTo(visit, page.getByLabel(t("web.application.purpose")));
    await page.keyboard.type("Layanan informasi pelanggan sepanjang hari untuk seluruh Indonesia.");
    const goOn = page.getByRole("button", { name: t("web.application.saveContinue") });
    await press(visit, goOn);
    await heading(visit, t("web.application.part.letter"));
    await attach(visit, { label: t("web.application.letter"), name: "surat.pdf", text: "Surat permohonan" });
    await press(visit, goOn);
    await heading(visit, t("web.application.part.declaration"));
    await tabTo(visit, page.getByRole("checkbox"));
    await page.keyboard.press("Space");
    await press(visit, goOn);
    await heading(visit, t("web.application.part.check"));
    await page.getByText(t("web.application.nothingFound"), { exact: true }).waitFor();
    await visit.look("keys-application-check");
    await press(visit, page.getByRole("button", { name: t("web.application.submit"), exact: true }));
    await heading(visit, t("web.application.sentTitle"));
    await press(visit, page.getByRole("link", { name: t("web.application.toCase") }));
    await page.getByText(t("states.application.submitted"), { exact: true }).first().waitFor();
    await visit.look("keys-application-sent");
  });
});

describe.each(WAYS)("a home, in $locale at $width px", ({ at, ...way }) => {
  it("names the next step, cases, codes and messages of a company at work", async () => {
    const company = await portal.company();
    await rename(company.id, LONG_NAME);
    await holderOf(company, { code: `150027${at}`, desk });
    const hold = succeeded(await holdCode(company, `150028${at}`), "a hold");
    const wish = { organisationId: company.id, kind: "additional", holdId: hold.id };
    succeeded(await company.owner.client.post<CaseView>("/api/applications", wish), "a draft");
    const visit = await comesAs(company.owner, way);
    const { page, t } = visit;
    await visit.open("/beranda");
    const nextStep = page.getByRole("region", { name: t("web.overview.nextStep") });
    await nextStep.getByRole("heading", { name: t("web.overview.step.finishDraft.title") }).waitFor();
    const part = (key: string) => page.getByRole("region", { name: t(key), exact: true });
    await part("web.overview.holds").getByText(`1500 28${at}`).waitFor();
    await part("web.overview.cases").getByRole("link", { name: /^NOM-/ }).waitFor();
    await part("web.affairs.codes")
      .getByRole("link", { name: `1500 27${at}` })
      .waitFor();
    await part("web.overview.messages").locator("summary").first().waitFor();
    await visit.look("home-at-work");
    await page.getByText(LONG_NAME, { exact: true }).first().waitFor();
  });
});

/** Makes the rules page announce a later classification with another title for the activity. */
async function laterClassification({ page }: Visit): Promise<void> {
  const step = { from: "82200", to: "82201", on: "2027-01-01", classification: "KBLI 2025" };
  await page.route("**/api/rules", async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as { asOf: string; rules: { id: string; value: unknown }[] };
    const rules = told.rules.map((rule) => (rule.id === "kbli-changes" ? { ...rule, value: [step] } : rule));
    await route.fulfill({ json: { ...told, asOf: "2027-03-01", rules } });
  });
}

describe.each(WAYS)("a case from before a later KBLI, in $locale at $width px", ({ at, ...way }) => {
  it("keeps its code and shows what the activity is called since, to its company and to officers", async () => {
    const company = await portal.company();
    const { id } = await holderOf(company, { code: `150029${at}`, desk });
    for (const reader of [company.owner, desk.evaluator]) {
      const visit = await comesAs(reader, way);
      await laterClassification(visit);
      await visit.open(`/permohonan/${id}`);
      const since = visit.t("web.parts.kbliNow", { date: "", code: "82201", classification: "KBLI 2025" });
      const [, name = ""] = since.split(": ");
      const line = visit.page.getByText(/^82200\b/).filter({ hasText: name.replace(")", "") });
      await line.first().waitFor();
      await visit.look("kbli-later");
    }
  });
});

describe("a form that saves itself", () => {
  it("loses no press of its button while the save of the timer is on its way", async () => {
    const company = await portal.company();
    const hold = succeeded(await holdCode(company, "1500206"), "a hold");
    const wish = { organisationId: company.id, holdId: hold.id };
    const { id } = succeeded(await company.owner.client.post<CaseView>("/api/applications", wish), "a draft");
    const visit = await comesAs(company.owner, { locale: "en" });
    const { page, t } = visit;
    const way = heldRequests();
    let saves = 0;
    await page.route(`**/api/applications/${id}/form`, async (route) => {
      saves += 1;
      await (saves === 1 ? way.hold(route) : route.continue());
    });
    await visit.open(`/permohonan/${id}?part=purpose`);
    await page.getByLabel(t("web.application.purpose")).fill("Customer information around the clock, everywhere.");
    await expect.poll(() => saves).toBe(1);
    await page.getByRole("button", { name: t("web.application.saveContinue") }).click();
    await page.getByText(t("web.parts.working"), { exact: true }).first().waitFor();
    way.letGo();
    await heading(visit, t("web.application.part.letter"));
    expect(saves).toBe(2);
  });

  it("waits for a file that is on its way before it goes on", async () => {
    const company = await portal.company();
    const hold = succeeded(await holdCode(company, "1500207"), "a hold");
    const wish = { organisationId: company.id, holdId: hold.id };
    const { id } = succeeded(await company.owner.client.post<CaseView>("/api/applications", wish), "a draft");
    const visit = await comesAs(company.owner, { width: 360, height: 740 });
    const { page, t } = visit;
    await visit.open(`/permohonan/${id}?part=letter`);
    await chooseFile(visit, { label: t("web.application.letter"), name: "surat-lama.pdf", text: "Surat lama" });
    const before = await page.getByRole("link", { name: t("web.parts.fileOpen") }).getAttribute("href");
    const way = heldRequests();
    await page.route("**/api/files?*", way.hold);
    await page
      .getByLabel(t("web.application.letter"))
      .setInputFiles(await createScanFile("surat-baru.pdf", "Surat baru"));
    await page.getByRole("button", { name: t("web.application.saveContinue") }).click();
    await page.getByText(t("web.parts.fileThenOn"), { exact: true }).waitFor();
    way.letGo();
    await heading(visit, t("web.application.part.declaration"));
    const { form } = (await company.owner.client.get<CaseView>(`/api/applications/${id}`)).body;
    expect(form["letterFileId"]).not.toBeNull();
    expect(before).not.toBe(`/api/files/${String(form["letterFileId"])}`);
  });
});

describe("a number that is taken at once", () => {
  it("goes into the draft that is there, though the list of drafts comes after the press", async () => {
    const company = await portal.company();
    const wish = { organisationId: company.id, kind: "new", holdId: null };
    const { id } = succeeded(await company.owner.client.post<CaseView>("/api/applications", wish), "a draft");
    const { page, t, open } = await comesAs(company.owner);
    const way = heldRequests();
    await page.route("**/api/applications?*", way.hold);
    await open("/nomor?code=1500208");
    await page.getByRole("button", { name: t("web.numbers.take", { code: "1500 208" }) }).click();
    await page.getByRole("button", { name: t("web.numbers.taking") }).waitFor();
    way.letGo();
    await page.waitForURL(`**/permohonan/${id}`);
    await page.getByRole("heading", { name: t("web.application.draftTitle", { code: "1500 208" }) }).waitFor();
  });
});

describe("all of it", () => {
  it("shows nothing a careful eye would be ashamed of on the way", () => {
    expect(faults()).toEqual([]);
  });
});
