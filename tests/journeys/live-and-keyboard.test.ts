import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { heldRequests, type Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { cellOf, detailsOf, fillApplication, registerCompany, sendApplication, takeNumber } from "./applicant-steps.ts";
import { press, tabTo, type } from "./keyboard-steps.ts";
import { logIn, signUp, somebody } from "./people-steps.ts";
import { createScanFile } from "./scan-file.ts";

let demonstration: Demonstration;
let browser: Browser;
const { comes, visits, faults } = openVisitors(() => ({ browser, url: demonstration.url }));

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

/** Opens the grid at a code and waits for its details. */
async function openSheet(visit: Visit, code: string): Promise<void> {
  await visit.open(`/nomor?code=${code}`);
  await detailsOf(visit).waitFor();
}

/** Chooses another deed and presses "Lanjut" while the upload completes: the button goes down before, and up after. */
async function pressesAsTheFileArrives({ page, t }: Visit, name: string): Promise<void> {
  const way = heldRequests();
  await page.route("**/api/files?*", way.hold);
  await page.getByLabel(t("web.organisation.deed")).setInputFiles(await createScanFile(name, "Akta pendirian"));
  await page.locator("main").getByText(name).filter({ visible: true }).first().waitFor();
  await page.getByRole("button", { name: t("web.parts.continue") }).hover();
  await page.mouse.down();
  const arrives = page.waitForResponse("**/api/files?*");
  way.letGo();
  await arrives;
  await page.evaluate("new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(null))))");
  await page.mouse.up();
  await page.unroute("**/api/files?*");
}

describe("a company that comes back corrected, and a code that changes hands", () => {
  const owner = somebody("Ratna Sari");
  const nib = "7700000000002";
  let applicant: Visit;
  let verifier: Visit;
  let watcher: Visit;

  it("returns a registration with reasons for each field", async () => {
    applicant = await comes();
    await applicant.open("/daftar");
    await signUp(applicant, owner);
    await registerCompany(applicant, { nib });
    verifier = await comes();
    const { page, t } = verifier;
    await logIn(verifier, demonstration.account("account-verifier"));
    await verifier.open("/verifikasi");
    await page.getByRole("row").filter({ hasText: nib }).getByRole("link").click();
    await page.getByRole("button", { name: t("web.verification.return") }).click();
    await page.getByRole("button", { name: t("web.verification.returnNow", { count: 0 }) }).click();
    await page.getByRole("alert").getByText(t("web.verification.reasonsMissing")).waitFor();
    const wrong = (field: string) =>
      page
        .getByRole("group", { name: t(`web.organisation.field.${field}`) })
        .getByRole("textbox", { name: t("web.verify.wrong") });
    await wrong("deed").fill("Akta tidak terbaca.");
    await page.getByRole("textbox", { name: t("web.verify.remedy") }).fill("Pindai ulang akta pada 150 dpi.");
    await wrong("phone").fill("Telepon tidak dijawab.");
    await verifier.look("verification-returning");
    await page.getByRole("button", { name: t("web.verification.returnNow", { count: 2 }) }).click();
    await page.getByRole("heading", { level: 1, name: t("web.verification.listTitle") }).waitFor();
  });

  it("shows the reasons at their fields and takes the corrected registration", async () => {
    const { page, t } = applicant;
    await applicant.open("/beranda");
    await page.getByRole("link", { name: t("web.overview.step.mendRegistration.button") }).click();
    await page.getByText("Akta tidak terbaca.").waitFor();
    await page.getByText("Pindai ulang akta pada 150 dpi.").waitFor();
    await applicant.look("registration-returned");
    const change = (name: string) => page.getByRole("link", { name: `${t("web.parts.change")} ${name}`, exact: true });
    await change(t("web.organisation.phone")).click();
    await page.getByText("Telepon tidak dijawab.").waitFor();
    await page.getByLabel(t("web.organisation.phone"), { exact: true }).fill("021-5559876");
    await page.getByRole("button", { name: t("web.parts.continue") }).click();
    await page.getByText("Akta tidak terbaca.").waitFor();
    await pressesAsTheFileArrives(applicant, "akta-jelas.pdf");
    await page.getByRole("heading", { level: 1, name: t("web.organisation.stepTitle.check") }).waitFor();
    await page.getByText("akta-jelas.pdf", { exact: true }).waitFor();
    await page.getByRole("button", { name: t("web.organisation.sendAgain") }).click();
    await page.getByRole("heading", { name: t("web.organisation.stepTitle.done") }).waitFor();
    await verifier.open("/verifikasi?state=submitted");
    await verifier.page.getByRole("row").filter({ hasText: nib }).getByRole("link").click();
    await verifier.page.getByRole("button", { name: t("web.verification.accept") }).click();
    await verifier.page.getByRole("heading", { level: 1, name: t("web.verification.listTitle") }).waitFor();
    await verifier.open("/verifikasi?state=submitted");
    await verifier.page.getByText(t("web.verification.emptyTitle")).waitFor();
    await verifier.look("verifications-empty");
  });

  it("shows a code being taken to whoever is looking, without a reload", async () => {
    watcher = await comes({ locale: "en" });
    await openSheet(watcher, "1500707");
    await cellOf(watcher, "1500 707", "idle").waitFor();
    await openSheet(applicant, "1500707");
    await Promise.all([cellOf(watcher, "1500 707", "held").waitFor(), takeNumber(applicant, "1500 707")]);
    await detailsOf(watcher).getByText(watcher.t("states.code.held"), { exact: true }).waitFor();
    await watcher.look("numbers-held");
  });

  it("tells anybody else why the code is not free", async () => {
    const other = await comes();
    await other.open("/daftar");
    await signUp(other, somebody("Joko Susilo"));
    await openSheet(other, "1500707");
    await detailsOf(other).getByText(other.t("web.numbers.whyNot")).waitFor();
    await other.page.getByRole("timer").waitFor();
    const take = other.t("web.numbers.take", { code: "1500 707" });
    expect(await detailsOf(other).getByRole("button", { name: take }).count()).toBe(0);
    await other.look("numbers-not-free");
  });

  it("asks before a withdrawal and frees the code for everybody", async () => {
    const { page, t } = applicant;
    await fillApplication(applicant);
    await sendApplication(applicant, "submit");
    await page.getByRole("link", { name: t("web.application.toCase") }).click();
    await cellOf(watcher, "1500 707", "in-process").waitFor();
    await page.getByRole("button", { name: t("web.application.withdraw") }).click();
    const dialog = page.getByRole("dialog");
    await applicant.look("asks-withdraw");
    await dialog.getByRole("button", { name: t("web.application.withdrawNo") }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: t("web.application.withdraw") }).click();
    await dialog.getByRole("button", { name: t("web.application.withdrawYes") }).click();
    await page.getByText(t("states.application.withdrawn"), { exact: true }).waitFor();
    await cellOf(watcher, "1500 707", "idle").waitFor();
    await applicant.look("case-withdrawn");
  });

  it("says loudly that the live connection is gone, and stops when it is back", async () => {
    const notice = watcher.page.getByRole("alert").getByText(watcher.t("web.parts.lostTitle"));
    demonstration.killPortal();
    await notice.waitFor();
    await notice.waitFor({ state: "detached" });
    await cellOf(watcher, "1500 707", "idle").waitFor();
  });
});

describe("the keyboard alone", () => {
  it("leads from the address bar to the details of a code", async () => {
    const visitor = await comes();
    const { page } = visitor;
    await visitor.open("/nomor?pattern=1500");
    await visitor.look("numbers");
    const first = cellOf(visitor, "1500 000", "idle").or(page.getByRole("gridcell").first());
    await tabTo(visitor, first.first());
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("gridcell").nth(12).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await detailsOf(visitor).waitFor();
    await tabTo(visitor, detailsOf(visitor).getByRole("button", { name: visitor.t("web.numbers.closeDetails") }));
  });

  it("holds a code for a company, from the address bar on", async () => {
    const holder = visits[0] ?? (await comes());
    const { page, t } = holder;
    await page.goto("/nomor?code=1500808");
    const take = page.getByRole("button", { name: t("web.numbers.take", { code: "1500 808" }) });
    await press(holder, take);
    await page.getByRole("heading", { level: 1, name: t("web.application.kindTitle") }).waitFor();
    const goOn = page.getByRole("button", {
      name: t("web.application.kindGoOn", { kind: t("web.application.kind.new") }),
    });
    await press(holder, goOn);
    await page.getByRole("heading", { name: t("web.application.draftTitle", { code: "1500 808" }) }).waitFor();
  });

  it("sends the log-in form", async () => {
    const officer = await comes();
    const { page, t } = officer;
    const account = demonstration.account("evaluator");
    await page.goto("/masuk");
    await page.getByRole("heading", { name: t("web.people.logInTitle") }).waitFor();
    await type(officer, t("web.people.email"), account.email);
    await type(officer, t("web.people.password"), account.password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: t("web.shell.account", { name: "" }).trim() }).waitFor();
  });

  it("meets no fault of accessibility or layout on the way", () => {
    const known = /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/;
    expect(faults().filter((fault) => !known.test(fault))).toEqual([]);
  });
});
