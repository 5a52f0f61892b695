import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import {
  addTestOfficers,
  answerAll,
  askForTest,
  authenticatorOf,
  begunTest,
  doneOnTest,
  proposedSklo,
  reportedTest,
  requestedTest,
  scheduledTest,
  signedTest,
  type TestOfficers,
  type TestView,
  teamOf,
  uploadTestDocument,
  verifiedApplication,
} from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit } from "../../testkit/visit.ts";
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
const TABLET = { width: 768, height: 1024 } as const;
/** Days that can be requested on 25 November 2026; one team tests on each. */
const DAYS = ["2026-12-03", "2026-12-04", "2026-12-07", "2026-12-08"] as const;
const MOVED_TO = "2026-12-10";
const CHECK_DAY = "2026-11-27";
const WHY_MOVED = "Ketua tim berhalangan; banjir di jalan menuju lokasi.";
const WHY_ABSENT = "Tidak seorang pun dari perusahaan ada di lokasi sampai pukul 11.00.";
const WHY_REFUSED = "Alamat pada butir kantor keliru: yang didatangi gedung sebelah.";

interface Case {
  readonly company: GuestCompany;
  readonly id: string;
  readonly number: string;
}

let portal: TestPortal;
let virtualContext: VirtualContext;
let browser: Browser;
let desk: TestOfficers;
/** A guest who can replace a member of a team. */
let stand: Guest;
/** One test for each day; the last of them is the one without attendance. */
let cases: readonly Case[];
let selfTest: Case;
const { comesAs: comes, faults, leave } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "endings of tests" });
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: virtualContext, screens: true, works: false }),
    openBrowser(),
  ]);
  desk = await addTestOfficers(portal);
  stand = await portal.officer("test-team", "tests");
  const made: Case[] = [];
  for (const wishedDate of DAYS) {
    const company = await portal.company();
    const { id, number } = await requestedTest(portal, company, { wishedDate });
    await scheduledTest(desk, id);
    made.push({ company, id, number });
  }
  cases = made;
  selfTest = await handedIn();
});

afterAll(async () => {
  await leave();
  await browser?.close();
  await portal?.close();
});

/** A self test submitted by its company. */
async function handedIn(): Promise<Case> {
  const company = await portal.company();
  const licence = await verifiedApplication(portal, company);
  const because = { selfTestBecause: "Pusat data yang tidak menerima tamu." };
  const { id, number } = succeeded(await askForTest(company, licence.id, because), "a request");
  await doneOnTest(desk.coordinator, id, { command: "grant-self-test", reason: "Dapat diterima." });
  await doneOnTest(desk.coordinator, id, { command: "confirm-date" });
  await doneOnTest(desk.coordinator, id, teamOf(desk, { startsAt: null }));
  const { client } = company.owner;
  const files = { taskLetterFileId: await uploadTestDocument(client), resultFileId: await uploadTestDocument(client) };
  await doneOnTest(company.owner, id, { command: "hand-in", ...files });
  return { company, id, number };
}

function caseOn(nth: number): Case {
  const found = cases[nth];
  if (found === undefined) throw new Error("there is a test for each day");
  return found;
}

/** Logs all users in again, because sessions expire after days. */
async function daysLater(days: number): Promise<void> {
  virtualContext.advance(days * DAY_MS);
  const entries = await Promise.all(
    Object.entries(desk).map(async ([name, guest]) => [name, await portal.again(guest as Guest)] as const),
  );
  desk = Object.fromEntries(entries) as unknown as TestOfficers;
  stand = await portal.again(stand);
  const again = async (one: Case) => ({
    ...one,
    company: { ...one.company, owner: await portal.again(one.company.owner) },
  });
  cases = await Promise.all(cases.map(again));
  selfTest = await again(selfTest);
}

const viewOf = async ({ company, id }: Case): Promise<TestView> =>
  succeeded(await company.owner.client.get<TestView>(`/api/tests/${id}`), "a test");

const titlesOfMails = async (personId: string): Promise<readonly string[]> => {
  const mails = await portal.kit.db
    .selectFrom("mailMessage")
    .select("subject")
    .where("toPersonId", "=", personId)
    .execute();
  return mails.map(({ subject }) => subject);
};

/** Presses the button that signs at the user's account. */
const sign = ({ page, t }: Visit) => page.getByRole("button", { name: t("web.test.sign.sign"), exact: true }).click();

describe("a test that is moved", () => {
  it("is told with its reason to the company and to the team", async () => {
    const one = caseOn(3);
    const coordinator = await comes(desk.coordinator);
    await openTest(coordinator, one);
    await testAct(coordinator, "move");
    await chooseDay(coordinator, MOVED_TO);
    await coordinator.look("move");
    await answerDialog(coordinator, coordinator.t("web.testDesk.act.move"), WHY_MOVED);
    await coordinator.page.getByText(WHY_MOVED).first().waitFor();

    const owner = await comes(one.company.owner, { ...PHONE, locale: "en" });
    await openTest(owner, one);
    await owner.page.getByRole("heading", { name: owner.t("web.test.notice.kind.moved") }).waitFor();
    await owner.page.getByText(owner.t("web.test.notice.reason", { reason: WHY_MOVED })).waitFor();
    await owner.look("moved");
    const { notices, team, testDate } = await viewOf(one);
    expect([testDate, team.length]).toEqual([MOVED_TO, 2]);
    expect(notices.map(({ kind, date }) => [kind, date])).toEqual([
      ["moved", MOVED_TO],
      ["scheduled", DAYS[3]],
    ]);
    for (const { id } of [desk.lead, desk.member])
      expect((await titlesOfMails(id)).filter((title) => title.includes(one.number))).toHaveLength(2);
  });
});

describe("an officer with an interest of his own", () => {
  it("leaves the team by saying so, cannot be named again, and another takes his place", async () => {
    const one = caseOn(3);
    const member = await comes(desk.member);
    await openTest(member, one);
    await member.page.getByLabel(member.t("web.testDesk.interest.declared"), { exact: true }).check();
    await member.page.getByLabel(member.t("web.testDesk.interest.which")).fill("Adik saya bekerja di sana.");
    await member.look("interest");
    await member.page.getByRole("button", { name: member.t("web.testDesk.interest.send") }).click();

    const coordinator = await comes(desk.coordinator);
    const { page, t } = coordinator;
    await openTest(coordinator, one);
    await untilTestState(coordinator, "confirmed");
    await testAct(coordinator, "name-team");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(t("web.testDesk.team.barred")).waitFor();
    expect(await dialog.getByLabel(new RegExp(`^${desk.member.name}`)).isDisabled()).toBe(true);
    await coordinator.look("team-barred");
    for (const { name } of [desk.lead, stand]) await dialog.getByLabel(new RegExp(`^${name} `)).check();
    await answerDialog(coordinator, t("web.testDesk.team.send"));
    await untilTestState(coordinator, "scheduled");
    const seen = await viewOf(one);
    // The company sees that its team changed, but not the officer's family reasons.
    expect(seen.events.map(({ type }) => type)).toContain("team-changed");
    expect(JSON.stringify(seen)).not.toContain("Adik saya");
    expect(seen.team.map(({ name }) => name).toSorted()).toEqual([desk.lead.name, stand.name].toSorted());
    const outsider = await desk.member.client.get<TestView>(`/api/tests/${one.id}`);
    expect(outsider.status === 404 || outsider.body.commands.length === 0).toBe(true);
  });
});

describe("a self test that wants a look on site", () => {
  it("stands still until the day of the look, is told of it, and is begun there on a tablet", async () => {
    const coordinator = await comes(desk.coordinator);
    await openTest(coordinator, selfTest);
    await testAct(coordinator, "order-field-check");
    await chooseDay(coordinator, CHECK_DAY);
    await coordinator.look("field-check");
    const words = "Dua foto tidak terbaca.";
    await answerDialog(coordinator, coordinator.t("web.testDesk.act.order-field-check"), words);
    const owner = await comes(selfTest.company.owner, PHONE);
    await openTest(owner, selfTest);
    await owner.page.getByRole("heading", { name: owner.t("web.test.notice.kind.field-check") }).waitFor();
    await owner.page.getByText(words).first().waitFor();
    await owner.look("field-check-told");
    expect((await viewOf(selfTest)).promise?.state).toBe("paused");

    await daysLater(2);
    const lead = await comes(desk.lead, TABLET);
    await openTest(lead, selfTest);
    await declareNone(lead);
    await testAct(lead, "begin");
    await untilTestState(lead, "running");
    await lead.look("field-check-begun");
    expect((await viewOf(selfTest)).promise?.state).toBe("running");
  });
});

describe("a Berita Acara that the company will not sign", () => {
  it("takes no signature for other bytes than those that were shown", async () => {
    await daysLater(13);
    const one = caseOn(0);
    await begunTest(desk, one.id);
    await answerAll(portal, desk.lead, one.id, ["office-address"]);
    await reportedTest(desk.lead, one.id);
    const owner = await comes(one.company.owner, PHONE);
    const { page, t } = owner;
    await openTest(owner, one);
    // A command with another report digest than the stored one, as a manipulated page would send.
    await page.route("**/api/tests/*/commands", (route) => {
      const body = JSON.parse(route.request().postData() ?? "{}") as { command: Record<string, unknown> };
      const command = { ...body.command, reportDigest: "0".repeat(64) };
      return route.continue({ postData: JSON.stringify({ ...body, command }) });
    });
    await page.getByRole("button", { name: t("web.test.sign.byMail") }).click();
    await page.getByRole("button", { name: t("web.test.sign.mailCode", { name: one.company.owner.name }) }).click();
    await page.getByText(t("web.test.sign.mailed", { name: one.company.owner.name })).waitFor();
    await page.getByLabel(t("web.test.sign.mailedCode")).fill("123456");
    await sign(owner);
    await page.getByText(t("web.test.sign.changedTitle")).waitFor();
    await owner.look("other-bytes");
    expect((await viewOf(one)).signatures).toEqual([]);
  });

  it("records the refusal with its remarks, closes with the team's signature, and leads to the next request", async () => {
    const one = caseOn(0);
    const owner = await comes(one.company.owner, { ...PHONE, locale: "en" });
    const { page, t } = owner;
    await openTest(owner, one);
    await page.getByRole("button", { name: t("web.test.sign.refuse"), exact: true }).click();
    await owner.look("refuse");
    await answerDialog(owner, t("web.test.sign.refuseSend"), WHY_REFUSED);
    await page.getByText(t("web.test.report.given.refused"), { exact: true }).waitFor();
    await owner.look("refused");
    expect((await viewOf(one)).state).toBe("reported");

    const lead = await comes(desk.lead);
    await openTest(lead, one);
    await lead.page.getByText(WHY_REFUSED).first().waitFor();
    virtualContext.advance(MINUTE_MS);
    const code = (await authenticatorOf(portal, desk.lead.id))();
    await lead.page.getByLabel(lead.t("web.test.sign.factorCode")).fill(code);
    await sign(lead);
    await untilTestState(lead, "failed");
    await untilTestState(owner, "failed");
    await page.getByText(WHY_REFUSED).first().waitFor();
    await page.getByRole("link", { name: t("web.test.next.retest") }).waitFor();
    await owner.look("refused-and-closed");
  });
});

describe("a test that nobody comes to", () => {
  it("is recorded by the team with what it found, and the company reads it and asks again", async () => {
    const one = caseOn(3);
    const lead = await comes(desk.lead, TABLET);
    await openTest(lead, one);
    await declareNone(lead);
    await testAct(lead, "record-no-show");
    await lead.look("no-show");
    await answerDialog(lead, lead.t("web.testDesk.act.record-no-show"), WHY_ABSENT);
    await untilTestState(lead, "missed");

    const owner = await comes(one.company.owner, PHONE);
    const { page, t } = owner;
    await openTest(owner, one);
    await page.locator("main").getByText(WHY_ABSENT).first().waitFor();
    await owner.look("missed");
    await page.getByRole("link", { name: t("web.test.next.askAgain") }).click();
    await page.getByRole("heading", { level: 1, name: t("web.test.request.title") }).waitFor();
    await chooseDay(owner, "2026-12-21");
    await fillRequest(owner);
    await page.getByLabel(t("web.test.request.pact")).check();
    await page.getByRole("button", { name: t("web.test.request.send") }).click();
    await page.getByText(t("web.test.next.requested.text")).waitFor();
    expect(await viewOf({ ...one, id: page.url().split("/").at(-1) ?? "" })).toMatchObject({
      attempt: 2,
      follows: { id: one.id, state: "missed" },
    });
  });
});

describe("several SKLOs that wait for the signatory", () => {
  it("are signed at once on a phone, but not the one that is no longer what was shown", async () => {
    for (const nth of [1, 2]) {
      const { id, company } = caseOn(nth);
      await begunTest(desk, id);
      await answerAll(portal, desk.lead, id);
      await reportedTest(desk.lead, id);
      virtualContext.advance(MINUTE_MS);
      await signedTest(portal, { desk, company }, id);
      await proposedSklo(desk, id);
    }
    const director = await comes(desk.director, PHONE);
    const { page, t } = director;
    await director.open("/tugas-uji?view=tanda-tangan");
    for (const nth of [1, 2]) {
      const card = page.getByRole("listitem").filter({ hasText: caseOn(nth).number });
      await card.getByRole("button", { name: new RegExp(`^${t("web.testDesk.sklo.read")}`) }).click();
      await card.getByLabel(new RegExp(`^${t("web.testDesk.sklo.choose")}`)).check();
    }
    await director.look("batch");
    const [kept, changed] = [caseOn(1), caseOn(2)];
    await portal.kit.db
      .updateTable("organisation")
      .set({ address: "Jalan Baru 1, Depok" })
      .where("id", "=", changed.company.id)
      .execute();
    const authenticator = await authenticatorOf(portal, desk.director.id);
    await page.getByLabel(t("web.test.sign.factorCode")).fill(authenticator());
    await page.getByRole("button", { name: t("web.testDesk.sklo.signChosen", { count: 2 }) }).click();
    await page.getByText(t("web.testDesk.sklo.batchSigned", { count: 1 })).waitFor();
    await page.getByText(t("web.testDesk.sklo.batchRefused", { count: 1 })).waitFor();
    await director.look("batch-refused-one");
    expect([(await viewOf(kept)).state, (await viewOf(changed)).state]).toEqual(["certified", "passed"]);

    virtualContext.advance(MINUTE_MS);
    const card = page.getByRole("listitem").filter({ hasText: changed.number });
    await card.getByText("Jalan Baru 1, Depok").first().waitFor();
    await director.look("batch-what-changed");
    await card.getByLabel(new RegExp(`^${t("web.testDesk.sklo.choose")}`)).check();
    await page.getByLabel(t("web.test.sign.factorCode")).fill(authenticator());
    await page.getByRole("button", { name: t("web.testDesk.sklo.signChosen", { count: 1 }) }).click();
    await page.getByText(t("web.testDesk.sklo.emptyTitle")).waitFor();
    expect((await viewOf(changed)).state).toBe("certified");
    expect(faults()).toEqual([]);
  });
});
