import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  answerAll,
  askForTest,
  authenticatorOf,
  begunTest,
  commandTest,
  doneOnTest,
  openTestDesk,
  proposedSklo,
  reportedTest,
  requestedTest,
  scheduledTest,
  signedTest,
  skloDigest,
  type TestDesk,
  unwrittenMails,
  verifiedApplication,
} from "../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { type VirtualWorld, virtualWorld } from "../../../testkit/world.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let portal: TestPortal;
let world: VirtualWorld;
let desk: TestDesk;

beforeAll(async () => {
  world = virtualWorld();
  portal = await openTestPortal({ world, works: false });
});
beforeEach(async () => {
  desk = await openTestDesk(portal);
});
afterAll(() => portal.close());

const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly error?: { readonly code: string } }).error?.code;

describe("an operational test", () => {
  it("is asked for eight days ahead on a working day, with the pact accepted, and takes a team's place", async () => {
    const company = await portal.company();
    const licence = await verifiedApplication(portal, company);
    const refused = async (more: Readonly<Record<string, unknown>>) =>
      codeOf(await askForTest(company, licence.id, more));
    expect(await refused({ wishedDate: "2026-12-02" })).toBe("test-day-too-early");
    expect(await refused({ wishedDate: "2026-12-05" })).toBe("test-day-closed");
    expect(await refused({ wishedDate: "2026-12-24" })).toBe("test-day-closed");
    expect(await refused({ wishedDate: "2027-01-11" })).toBe("test-day-calendar-unknown");
    expect(await refused({ pactAccepted: false })).toBe("test-pact-missing");
    const asked = await askForTest(company, licence.id);
    expect([asked.status, asked.body.state, asked.body.method, asked.body.teamNumber]).toEqual([
      201,
      "requested",
      "site",
      1,
    ]);
    expect(asked.body.number).toMatch(/^ULO-20261125\d{5}$/);
    expect(await refused({})).toBe("test-open");
  });

  it("goes from request over date, team, answers and both signatures to the SKLO", async () => {
    const company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: "2026-12-04" });
    const scheduled = await scheduledTest(desk, id);
    expect([scheduled.state, scheduled.team.map(({ isLead }) => isLead)]).toEqual(["scheduled", [true, false]]);
    expect(scheduled.notices.map(({ kind, date }) => [kind, date])).toEqual([["scheduled", "2026-12-04"]]);
    expect(scheduled.papers.map(({ kind }) => kind)).toEqual(["test-order"]);
    expect(scheduled.items.length).toBeGreaterThan(20);
    expect(codeOf(await commandTest(desk.lead.client, id, { command: "begin" }))).toBe("interest-undeclared");
    world.advance(9 * DAY_MS);
    desk = await again(desk);
    const owner = await portal.again(company.owner);
    await begunTest(desk, id);
    await answerAll(portal, desk.lead, id);
    const reported = await reportedTest(desk.lead, id);
    expect([reported.state, reported.verdict]).toEqual(["reported", "fit"]);
    const passed = await signedTest(portal, { desk, company: { ...company, owner } }, id);
    expect([passed.state, passed.promiseAct, passed.promise?.workingDays]).toEqual(["passed", "sklo-site-test", 1]);
    await proposedSklo(desk, id);
    world.advance(MINUTE_MS);
    const factsDigest = await skloDigest(desk.director, id);
    const wrong = await commandTest(desk.director.client, id, {
      command: "sign-sklo",
      factsDigest: "0".repeat(64),
      code: "1",
    });
    expect(codeOf(wrong)).toBe("sklo-facts-changed");
    const authenticator = await authenticatorOf(portal, desk.director.id);
    const certified = await doneOnTest(desk.director, id, { command: "sign-sklo", factsDigest, code: authenticator() });
    expect([certified.state, certified.sklo.stage, certified.promise?.state]).toEqual(["certified", "signed", "kept"]);
    expect(certified.papers.map(({ kind }) => kind).toSorted()).toEqual(["sklo", "test-order", "test-report"]);
    expect(await unwrittenMails(portal)).toEqual([]);
  });
});

async function again(before: TestDesk): Promise<TestDesk> {
  return {
    coordinator: await portal.again(before.coordinator),
    lead: await portal.again(before.lead),
    member: await portal.again(before.member),
    preparer: await portal.again(before.preparer),
    subCoordinator: await portal.again(before.subCoordinator),
    proposer: await portal.again(before.proposer),
    director: await portal.again(before.director),
  };
}
