import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  addTestOfficers,
  answerAll,
  authenticatorOf,
  begunTest,
  commandTest,
  doneOnTest,
  reportedTest,
  requestedTest,
  scheduledTest,
  type TestOfficers,
  type TestView,
  unwrittenMails,
} from "../../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { silentTestDependencies } from "../../../../testkit/silent-test-dependencies.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { companyTeller, officersWho, peopleTeller } from "../../../identity/wire.ts";
import { sweepTests } from "../wire.ts";

const DAY_MS = 86_400_000;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: TestOfficers;
let doors: ReturnType<typeof silentTestDependencies>;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "sweeps of tests" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addTestOfficers(portal);
  const told = { tellCompany: companyTeller(portal.kit), tellPeople: peopleTeller(portal.kit), officersWho };
  doors = { ...silentTestDependencies(portal.kit), ...told };
});
afterAll(() => portal.close());

/** Advances the clock day by day, with a sweep on each. */
async function later(days: number, company: GuestCompany): Promise<GuestCompany> {
  for (let day = 0; day < days; day += 1) {
    virtualContext.advance(DAY_MS);
    while ((await sweepTests(doors)) > 0);
  }
  const again = async <Key extends keyof TestOfficers>(key: Key) => [key, await portal.again(desk[key])] as const;
  const people = await Promise.all((Object.keys(desk) as (keyof TestOfficers)[]).map(again));
  desk = Object.fromEntries(people) as unknown as TestOfficers;
  return { ...company, owner: await portal.again(company.owner) };
}

/** The local date `days` from now. */
function dayIn(days: number): string {
  return new Date(virtualContext.clock.nowMs() + days * DAY_MS + 7 * 3_600_000).toISOString().slice(0, 10);
}

const viewOf = async ({ owner }: GuestCompany, id: string) =>
  (await owner.client.get<TestView>(`/api/tests/${id}`)).body;

describe("what happens to a test by itself", () => {
  it("is a task for the officer when nobody has told the company in two working days, told once", async () => {
    let company = await portal.company();
    const { id, notice } = await requestedTest(portal, company, { wishedDate: dayIn(8) });
    expect(notice).toEqual({ dueDate: "2026-11-27", notifiedAt: null, late: false });
    company = await later(2, company);
    expect((await viewOf(company, id)).notice.late).toBe(false);
    company = await later(1, company);
    const view = await viewOf(company, id);
    expect([view.state, view.notice.late]).toEqual(["requested", true]);
    expect(view.events.filter(({ type }) => type === "notice-late")).toHaveLength(1);
    const queue = await desk.coordinator.client.get<{
      readonly items: readonly { readonly id: string; readonly noticeLate: boolean }[];
    }>("/api/tests?scope=queue&ball=task");
    expect(queue.body.items.map((row) => [row.id, row.noticeLate])).toEqual([[id, true]]);
    await doneOnTest(company.owner, id, { command: "withdraw", reason: "Belum siap." });
  });

  it("lapses a self test that nobody handed in by the end of its last day, and not before", async () => {
    let company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: dayIn(10), selfTestBecause: "Di awan." });
    await doneOnTest(desk.coordinator, id, { command: "grant-self-test", reason: "Dapat." });
    await scheduledTest(desk, id);
    company = await later(10, company);
    expect((await viewOf(company, id)).state).toBe("scheduled");
    company = await later(1, company);
    const view = await viewOf(company, id);
    expect([view.state, view.team, view.commands]).toEqual(["lapsed", [], []]);
  });

  it("asks for another day when nobody began a site test, and lets its people go", async () => {
    let company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: dayIn(9) });
    await scheduledTest(desk, id);
    company = await later(10, company);
    const view = await viewOf(company, id);
    expect([view.state, view.teamNumber, view.team]).toEqual(["confirmed", null, []]);
    const moved = await commandTest(desk.coordinator.client, id, {
      command: "move",
      date: dayIn(10),
      reason: "Tim berhalangan.",
    });
    expect([moved.body.state, moved.body.testDate, moved.body.teamNumber]).toEqual(["confirmed", dayIn(10), 1]);
    await doneOnTest(company.owner, id, { command: "withdraw", reason: "Selesai." });
  });

  it("closes a report that the company neither signs nor refuses, with that written in it, and starts the promise", async () => {
    let company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: dayIn(9) });
    await scheduledTest(desk, id);
    company = await later(9, company);
    await begunTest(desk, id);
    await answerAll(portal, desk.lead, id);
    const { reportDigest } = await reportedTest(desk.lead, id);
    const code = (await authenticatorOf(portal, desk.lead.id))();
    const proof = { kind: "second-factor", code, personId: null };
    await doneOnTest(desk.lead, id, { command: "sign-report", reportDigest, remarks: "", proof });
    const before = await viewOf(company, id);
    expect([before.state, before.signUntil]).toEqual(["reported", dayIn(2)]);
    company = await later(2, company);
    expect((await viewOf(company, id)).state).toBe("reported");
    company = await later(1, company);
    const view = await viewOf(company, id);
    expect([view.state, view.promiseAct]).toEqual(["passed", "sklo-site-test"]);
    expect(view.signatures.map(({ side, kind }) => [side, kind])).toEqual([
      ["ministry", "signed"],
      ["applicant", "silent"],
    ]);
    expect(doors.ordered.map(({ kind }) => kind)).toEqual(["test-report"]);
  });

  it("never counts a test as passed because the ministry is late", async () => {
    const open = await portal.kit.db
      .selectFrom("operationalTest")
      .select(["id", "state"])
      .where("state", "=", "passed")
      .executeTakeFirstOrThrow();
    for (let day = 0; day < 20; day += 1) {
      virtualContext.advance(DAY_MS);
      while ((await sweepTests(doors)) > 0);
    }
    const after = await portal.kit.db
      .selectFrom("operationalTest")
      .select(["state", "skloStage"])
      .where("id", "=", open.id)
      .executeTakeFirstOrThrow();
    expect(after).toEqual({ state: "passed", skloStage: "none" });
    // The overdue SKLO is reminded of level by level, each once.
    const levels = await portal.kit.db.selectFrom("testReminder").select("key").where("testId", "=", open.id).execute();
    expect(levels.map(({ key }) => key).filter((key) => key.startsWith("sklo"))).toContain("sklo 0 100");
    expect(await unwrittenMails(portal)).toEqual([]);
  });
});
