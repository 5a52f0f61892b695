import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { addLicenceOfficers, type LicenceView, verifiedLicenceFor } from "../../testkit/licence-case.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import {
  addTestOfficers,
  answerAll,
  authenticatorOf,
  mailedSigningCode,
  TEST_DAY,
  type TestOfficers,
  type TestView,
} from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";
import {
  answerDialog,
  chooseDay,
  declareNone,
  fillRequest,
  openTest,
  testAct,
  untilTestState,
} from "./operational-test-steps.ts";

const DAY_MS = 86_400_000;
const PHONE = { width: 360, height: 740 } as const;
const RETEST_DAY = "2026-12-11";
const REMARK = "Alamat NOC pindah satu lantai, bukan pindah gedung.";

let portal: TestPortal;
let virtualContext: VirtualContext;
let browser: Browser;
let desk: TestOfficers;
let company: GuestCompany;
let licence: LicenceView;
let test: TestView;
const { comesAs, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "operational-test" });
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: virtualContext, screens: true }),
    openBrowser(),
  ]);
  desk = await addTestOfficers(portal);
  company = await portal.company();
  licence = await verifiedLicenceFor(portal, company, await addLicenceOfficers(portal));
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

const comes = (guest: Guest, options: VisitOptions = {}): Promise<Visit> => comesAs(guest, options);

/** Logs all users in again, because sessions expire after days. */
async function daysLater(days: number): Promise<void> {
  virtualContext.advance(days * DAY_MS);
  const entries = await Promise.all(
    Object.entries(desk).map(async ([name, guest]) => [name, await portal.again(guest as Guest)] as const),
  );
  desk = Object.fromEntries(entries) as unknown as TestOfficers;
  company = { ...company, owner: await portal.again(company.owner) };
}

const testNow = async (guest: Guest, id = test.id): Promise<TestView> =>
  succeeded(await guest.client.get<TestView>(`/api/tests/${id}`), "a test");

/** The open test of the licence, from the company's list. */
async function newestTest(): Promise<TestView> {
  const list = await company.owner.client.get<{ readonly items: readonly { readonly id: string }[] }>(
    "/api/tests?scope=mine&sort=-created",
  );
  return testNow(company.owner, succeeded(list, "tests").items[0]?.id);
}

/** The lead signs with a second factor at the lead's account. */
async function leadSigns(visit: Visit): Promise<void> {
  const { page, t } = visit;
  virtualContext.advance(MINUTE_MS);
  const authenticator = await authenticatorOf(portal, desk.lead.id);
  await page.getByLabel(t("web.test.sign.factorCode")).fill(authenticator());
  await page.getByRole("button", { name: t("web.test.sign.sign"), exact: true }).click();
}

describe("asking for the operational test", () => {
  let owner: Visit;

  it("says on the form what is missing, and sends a whole request from a phone", async () => {
    owner = await comes(company.owner, PHONE);
    const { page, t } = owner;
    await owner.open(`/izin/${licence.id}/uji`);
    await page.getByRole("heading", { level: 1, name: t("web.test.request.title") }).waitFor();
    await page.getByRole("button", { name: t("web.test.request.send") }).click();
    await page.getByRole("alert").getByText(t("web.test.request.missing.wishedDate")).waitFor();
    await owner.look("request-missing");
    await chooseDay(owner, TEST_DAY);
    await fillRequest(owner);
    await page.reload();
    expect(await page.getByLabel(t("web.test.request.contactName")).inputValue()).toBe("Rini Astuti");
    await page.getByLabel(t("web.test.request.pact")).check();
    await owner.look("request-filled");
    await page.getByRole("button", { name: t("web.test.request.send") }).click();
    await page.getByText(t("web.test.next.requested.text")).waitFor();
    test = await newestTest();
    expect(test).toMatchObject({ state: "requested", method: "site", testDate: TEST_DAY });
    await owner.look("test-requested");
  });

  it("offers the letter filled in, and refuses a second request with the way to the first", async () => {
    const { page, t } = owner;
    const letter = await company.owner.client.get(`/api/licences/${licence.id}/templates/D14?format=pdf`);
    expect(letter.status).toBe(200);
    await owner.open(`/izin/${licence.id}/uji`);
    await page.getByText(t("web.test.refusal.test-open")).waitFor();
    await owner.look("request-refused");
    await page.getByRole("link", { name: t("web.test.request.openTest") }).click();
    await page.getByRole("heading", { level: 1, name: test.number }).waitFor();
    await owner.open("/uji");
    await page.getByRole("link", { name: test.number }).waitFor();
    await owner.look("tests-list");
    expect(owner.faults).toEqual([]);
  });
});

describe("arranging it", () => {
  it("shows the request to the coordinator, who confirms the day and names a team", async () => {
    const visit = await comes(desk.coordinator);
    const { page, t } = visit;
    await visit.open("/tugas-uji");
    await page.getByRole("link", { name: test.number }).waitFor();
    await visit.look("test-queue");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: test.number }).waitFor();
    await visit.look("desk-requested");
    await page
      .getByRole("region", { name: t("web.testDesk.actions") })
      .getByRole("button", { name: /^Konfirmasi/ })
      .click();
    await untilTestState(visit, "confirmed");
    await testAct(visit, "name-team");
    const dialog = page.getByRole("dialog");
    for (const member of [desk.lead, desk.member]) await dialog.getByLabel(new RegExp(`^${member.name}`)).check();
    await dialog.getByLabel(t("web.testDesk.team.transmission")).fill("Serat optik, SIP trunk 30 kanal");
    await visit.look("desk-team");
    await answerDialog(visit, t("web.testDesk.team.send"));
    await untilTestState(visit, "scheduled");
    await visit.look("desk-scheduled");
    await visit.open("/tugas-uji?view=kalender&month=2026-12");
    await page.getByRole("link", { name: test.number }).waitFor();
    await visit.look("desk-calendar");
    expect(visit.faults).toEqual([]);
  });

  it("notifies the company of date, place, team and items, and notes that it has read them", async () => {
    const visit = await comes(company.owner, { ...PHONE, locale: "en", theme: "dark" });
    const { page, t } = visit;
    await openTest(visit, test);
    await page.getByText("Serat optik, SIP trunk 30 kanal").waitFor();
    await visit.look("notice");
    await page.getByRole("button", { name: t("web.test.notice.markRead") }).click();
    await page.getByText(t("web.test.notice.youRead")).waitFor();
    const seen = await testNow(desk.coordinator);
    expect(seen.notices[0]?.readings.map(({ name }) => name)).toEqual([company.owner.name]);
    const calendar = await company.owner.client.get(`/api/tests/${test.id}/invitation.ics`);
    expect([calendar.status, calendar.text.includes("BEGIN:VCALENDAR")]).toEqual([200, true]);
    expect(visit.faults).toEqual([]);
  });
});

describe("a test that fails, and its re-test", () => {
  it("is begun by the team, fails by one item, and is signed by both sides at their own accounts", async () => {
    await daysLater(8);
    const lead = await comes(desk.lead);
    await openTest(lead, test);
    await declareNone(lead);
    await lead.look("desk-declared");
    await testAct(lead, "begin");
    await untilTestState(lead, "running");
    await answerAll(portal, desk.lead, test.id, ["office-address"]);
    await testAct(lead, "draw-report");
    await lead.look("desk-draw");
    await answerDialog(lead, lead.t("web.testDesk.act.draw-report"));
    await untilTestState(lead, "reported");
    await lead.look("desk-reported");

    const owner = await comes(company.owner, PHONE);
    const { page, t } = owner;
    await openTest(owner, test);
    await page.getByLabel(t("web.test.sign.remarks")).fill(REMARK);
    await page.getByRole("button", { name: t("web.test.sign.byMail") }).click();
    await page.getByRole("button", { name: t("web.test.sign.mailCode", { name: company.owner.name }) }).click();
    await page.getByText(t("web.test.sign.mailed", { name: company.owner.name })).waitFor();
    await owner.look("report-to-sign");
    await page.getByLabel(t("web.test.sign.mailedCode")).fill(await mailedSigningCode(portal, company.owner.id));
    await page.getByRole("button", { name: t("web.test.sign.sign"), exact: true }).click();
    await page.getByText(t("web.test.next.reported-signed.title")).waitFor();

    await leadSigns(lead);
    await untilTestState(lead, "failed");
    await untilTestState(owner, "failed");
    await page.getByText(REMARK).first().waitFor();
    await owner.look("failed");
    expect([...lead.faults, ...owner.faults]).toEqual([]);
  });

  it("is asked for again with the failed items only, and the lineage is seen from both", async () => {
    const owner = await comes(company.owner);
    const { page, t } = owner;
    await openTest(owner, test);
    await page.getByRole("link", { name: t("web.test.next.retest") }).click();
    await page.getByText(t("web.test.request.retestTitle", { number: test.number })).waitFor();
    await chooseDay(owner, RETEST_DAY);
    await fillRequest(owner);
    await page.getByLabel(t("web.test.request.pact")).check();
    await owner.look("retest-filled");
    await page.getByRole("button", { name: t("web.test.request.send") }).click();
    await page.getByText(t("web.test.next.requested.text")).waitFor();
    const before = test;
    test = await newestTest();
    expect([test.attempt, test.follows?.id]).toEqual([2, before.id]);
    await page.getByRole("link", { name: before.number }).waitFor();
    expect(owner.faults).toEqual([]);
  });

  it("is signed by the company on the team's tablet with a code from its mail, and passes", async () => {
    const coordinator = await comes(desk.coordinator);
    await openTest(coordinator, test);
    await coordinator.page.getByRole("button", { name: /^Konfirmasi/ }).click();
    await untilTestState(coordinator, "confirmed");
    await testAct(coordinator, "name-team");
    const dialog = coordinator.page.getByRole("dialog");
    for (const member of [desk.lead, desk.member]) await dialog.getByLabel(new RegExp(`^${member.name}`)).check();
    await dialog.getByLabel(coordinator.t("web.testDesk.team.transmission")).fill("Serat optik");
    await answerDialog(coordinator, coordinator.t("web.testDesk.team.send"));
    await untilTestState(coordinator, "scheduled");
    const { items } = await testNow(desk.coordinator);
    expect(items.map(({ key, because }) => [key, because])).toContainEqual(["office-address", "failed"]);
    expect(items.length).toBeLessThan(10);

    await daysLater(8);
    const lead = await comes(desk.lead, { width: 768, height: 1024 });
    const { page, t } = lead;
    await openTest(lead, test);
    await declareNone(lead);
    await testAct(lead, "begin");
    await untilTestState(lead, "running");
    await answerAll(portal, desk.lead, test.id);
    await testAct(lead, "draw-report");
    await answerDialog(lead, t("web.testDesk.act.draw-report"));
    await untilTestState(lead, "reported");
    await page.getByText(t("web.test.sign.titleHere")).click();
    await page.getByRole("button", { name: t("web.test.sign.mailCode", { name: company.owner.name }) }).click();
    await page.getByText(t("web.test.sign.mailed", { name: company.owner.name })).waitFor();
    await lead.look("tablet-sign");
    const here = page.locator("details", { hasText: t("web.test.sign.titleHere") });
    await here.getByLabel(t("web.test.sign.mailedCode")).fill(await mailedSigningCode(portal, company.owner.id));
    await here.getByRole("button", { name: t("web.test.sign.signHere", { name: company.owner.name }) }).click();
    await here.waitFor({ state: "detached" });
    await leadSigns(lead);
    await untilTestState(lead, "passed");
    const { signatures } = await testNow(desk.lead);
    expect(signatures.map(({ side, how }) => `${side} ${how}`).toSorted()).toEqual([
      "applicant one-time-code",
      "ministry second-factor",
    ]);
    expect([...coordinator.faults, ...lead.faults]).toEqual([]);
  });
});

describe("the SKLO of it", () => {
  it("goes from hand to hand, each seeing what it says", async () => {
    const steps = [
      [desk.preparer, "prepare-sklo"],
      [desk.subCoordinator, "endorse-sklo"],
      [desk.proposer, "propose-sklo"],
    ] as const;
    for (const [guest, act] of steps) {
      const visit = await comes(guest);
      const { page, t } = visit;
      await openTest(visit, test);
      await page.getByRole("button", { name: t(`web.testDesk.act.${act}`), exact: true }).click();
      await visit.look(`sklo-${act}`);
      await answerDialog(visit, t(`web.testDesk.act.${act}`));
      expect(visit.faults).toEqual([]);
    }
    expect((await testNow(desk.director)).sklo.stage).toBe("proposed");
  });

  it("is signed by the director on a phone, chosen from a list, with the second factor", async () => {
    const visit = await comes(desk.director, PHONE);
    const { page, t } = visit;
    await visit.open("/tugas-uji?view=tanda-tangan");
    await page.getByRole("button", { name: new RegExp(`^${t("web.testDesk.sklo.read")}`) }).click();
    await page.getByText(t("web.testDesk.sklo.same")).waitFor();
    await page.getByLabel(new RegExp(`^${t("web.testDesk.sklo.choose")}`)).check();
    await visit.look("sklo-signatures");
    const authenticator = await authenticatorOf(portal, desk.director.id);
    await page.getByLabel(t("web.test.sign.factorCode")).fill("000000");
    await page.getByRole("button", { name: t("web.testDesk.sklo.signChosen", { count: 1 }) }).click();
    await page.getByText(t("web.testDesk.refusal.signing-proof-wrong")).waitFor();
    await visit.look("sklo-wrong-code");
    virtualContext.advance(MINUTE_MS);
    await page.getByLabel(new RegExp(`^${t("web.testDesk.sklo.choose")}`)).check();
    await page.getByLabel(t("web.test.sign.factorCode")).fill(authenticator());
    await page.getByRole("button", { name: t("web.testDesk.sklo.signChosen", { count: 1 }) }).click();
    await page.getByText(t("web.testDesk.sklo.batchSigned", { count: 1 })).waitFor();
    await page.getByText(t("web.testDesk.sklo.emptyTitle")).waitFor();
    await visit.look("sklo-signed");
    expect(await testNow(desk.director)).toMatchObject({ state: "certified", sklo: { stage: "signed" } });
    expect(visit.faults).toEqual([]);
  });

  it("is seen by the company, with its papers and the way to the last step", async () => {
    const visit = await comes(company.owner, { locale: "en" });
    const { page, t } = visit;
    await openTest(visit, test);
    await page.getByRole("link", { name: t("web.test.next.toLicence") }).waitFor();
    await page.getByText(t("web.test.papers.kind.sklo")).first().waitFor();
    await visit.look("certified");
    expect(visit.faults).toEqual([]);
  });
});
