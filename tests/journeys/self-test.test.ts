import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import {
  addTestOfficers,
  askForTest,
  doneOnTest,
  TEST_DAY,
  type TestOfficers,
  type TestView,
  teamOf,
  verifiedApplication,
} from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import { answerDialog, chooseDay, fillRequest, openTest, testAct, untilTestState } from "./operational-test-steps.ts";
import { createScanFile } from "./scan-file.ts";

const PHONE = { width: 360, height: 740 } as const;
const BECAUSE = "Perangkat berada di pusat data yang tidak menerima tamu.";

let portal: TestPortal;
let browser: Browser;
let desk: TestOfficers;
let company: GuestCompany;
let test: TestView;
const { comesAs: comes, faults, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  const virtualContext = createVirtualContext({ seed: "self-test" });
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: virtualContext, screens: true, works: false }),
    openBrowser(),
  ]);
  desk = await addTestOfficers(portal);
  company = await portal.company();
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

const testNow = async (id: string): Promise<TestView> =>
  succeeded(await company.owner.client.get<TestView>(`/api/tests/${id}`), "a test");

describe("a self test", () => {
  it("is asked for with a reason, and granted with another", async () => {
    const licence = await verifiedApplication(portal, company);
    const owner = await comes(company.owner, PHONE);
    const { page, t } = owner;
    await owner.open(`/izin/${licence.id}/uji`);
    await page.getByLabel(t("web.test.request.wantSelf")).check();
    await page.getByLabel(t("web.test.request.because")).fill(BECAUSE);
    await chooseDay(owner, TEST_DAY);
    await fillRequest(owner);
    await page.getByLabel(t("web.test.request.pact")).check();
    await page.getByRole("button", { name: t("web.test.request.send") }).click();
    await page.getByText(t("web.test.next.asked.title")).waitFor();
    await owner.look("self-asked");
    test = await testNow(page.url().split("/").at(-1) ?? "");

    const coordinator = await comes(desk.coordinator, { locale: "en", theme: "dark" });
    await openTest(coordinator, test);
    await coordinator.page.getByText(BECAUSE).first().waitFor();
    await testAct(coordinator, "grant-self-test");
    await coordinator.look("self-grant");
    await answerDialog(coordinator, coordinator.t("web.testDesk.act.grant-self-test"), "Alasan dapat diterima.");
    await coordinator.page.getByText(coordinator.t("web.test.selfAsked.granted")).waitFor();
    expect((await testNow(test.id)).method).toBe("self");
  });

  it("is handed in by the company as two files, and then evaluated", async () => {
    await doneOnTest(desk.coordinator, test.id, { command: "confirm-date" });
    await doneOnTest(desk.coordinator, test.id, teamOf(desk, { startsAt: null }));
    const owner = await comes(company.owner, PHONE);
    const { page, t } = owner;
    await openTest(owner, test);
    await page.getByRole("button", { name: t("web.test.handIn.send") }).click();
    await page.getByText(t("web.test.handIn.missing")).first().waitFor();
    await owner.look("self-missing");
    for (const name of ["taskLetter", "result"]) {
      const file = await createScanFile(`${name}.pdf`, `Uji mandiri ${name}`);
      await page.getByLabel(t(`web.test.handIn.${name}`), { exact: true }).setInputFiles(file);
      await page.locator(`#${name}`).locator("xpath=../..").waitFor();
      await page.getByText(`${name}.pdf`).waitFor();
    }
    await owner.look("self-filled");
    await page.getByRole("button", { name: t("web.test.handIn.send") }).click();
    await untilTestState(owner, "handed-in");
    await owner.look("self-handed-in");
    expect(await testNow(test.id)).toMatchObject({ state: "handed-in", promiseAct: "test-evaluation" });
  });
});

describe("a day that does not suit", () => {
  it("is answered by a proposal, a wish of the company, and its agreement to the next proposal", async () => {
    const other = await portal.company();
    const licence = await verifiedApplication(portal, other);
    const asked = succeeded(await askForTest(other, licence.id), "a request");
    const coordinator = await comes(desk.coordinator);
    await openTest(coordinator, asked);
    await testAct(coordinator, "propose-date");
    await chooseDay(coordinator, "2026-12-08");
    await coordinator.look("propose-date");
    await answerDialog(coordinator, coordinator.t("web.testDesk.act.propose-date"), "Tim ada di Surabaya.");
    await untilTestState(coordinator, "date-proposed");

    const owner = await comes(other.owner, { ...PHONE, locale: "en" });
    const { page, t } = owner;
    await openTest(owner, asked);
    await page.getByText("Tim ada di Surabaya.").first().waitFor();
    await owner.look("date-proposed");
    await page.getByRole("button", { name: t("web.test.act.wish-date") }).click();
    await chooseDay(owner, "2026-12-10");
    await answerDialog(owner, t("web.test.act.wishSend"));
    await untilTestState(owner, "requested");
    await untilTestState(coordinator, "requested");
    await testAct(coordinator, "propose-date");
    await chooseDay(coordinator, "2026-12-09");
    await answerDialog(coordinator, coordinator.t("web.testDesk.act.propose-date"), "Tanggal 10 penuh.");
    await untilTestState(owner, "date-proposed");
    await page.getByRole("button", { name: /^Agree to/ }).click();
    await untilTestState(owner, "confirmed");

    await page.getByRole("button", { name: t("web.test.act.withdraw") }).click();
    await owner.look("withdraw");
    await answerDialog(owner, t("web.test.act.withdrawSend"), "Pindah lokasi.");
    await untilTestState(owner, "withdrawn");
    await owner.look("withdrawn");
    expect(faults()).toEqual([]);
  });
});
