import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../testkit/guests.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import {
  addTestOfficers,
  answerOf,
  askForTest,
  begunTest,
  commandTest,
  doneOnTest,
  goodAnswer,
  requestedTest,
  scheduledTest,
  sendAnswers,
  TEST_DAY,
  type TestOfficers,
  type TestView,
  teamOf,
  verifiedApplication,
} from "../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { present } from "../../kernel/index.ts";

const CLIENTS = 50;
const TEAMS = 3;
const DAY_MS = 86_400_000;

let portal: TestPortal;
let virtualContext: VirtualContext;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "races of tests" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
afterAll(() => portal.close());

const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly error?: { readonly code: string } }).error?.code;

/** Active bookings of a day, as team numbers. */
async function teamsOn(day: string): Promise<readonly number[]> {
  const rows = await portal.kit.db
    .selectFrom("testBooking")
    .select("team")
    .where("day", "=", day)
    .where("releasedAt", "is", null)
    .orderBy("team")
    .execute();
  return rows.map(({ team }) => team);
}

describe("many who want the same", () => {
  it("gives each team of a day to one of fifty companies that ask for it at once", async () => {
    const asking: { readonly company: GuestCompany; readonly licence: string }[] = [];
    for (let nth = 0; nth < CLIENTS; nth += 1) {
      const company = await portal.company();
      asking.push({ company, licence: (await verifiedApplication(portal, company)).id });
    }
    const answers = await Promise.all(asking.map(({ company, licence }) => askForTest(company, licence)));
    const given = answers.filter(({ status }) => status === 201);
    expect(given.map(({ body }) => body.teamNumber ?? 0).toSorted((one, other) => one - other)).toEqual([1, 2, 3]);
    const refused = answers.filter(({ status }) => status !== 201).map(codeOf);
    expect(refused).toEqual(Array.from({ length: CLIENTS - TEAMS }, () => "test-day-full"));
    expect(await teamsOn(TEST_DAY)).toEqual([1, 2, 3]);
    // A refused request leaves nothing behind: no row, no used number, and the next day is available to that company.
    const rows = await portal.kit.db.selectFrom("operationalTest").select("number").orderBy("number").execute();
    expect(rows.map(({ number }) => number.slice(-5))).toEqual(["00001", "00002", "00003"]);
    const first = asking[answers.findIndex(({ status }) => status === 201)];
    const id = given[0]?.body.id ?? "";
    await doneOnTest(present(first, "a company with a day").company.owner, id, {
      command: "withdraw",
      reason: "Belum siap.",
    });
    expect(await teamsOn(TEST_DAY)).toHaveLength(TEAMS - 1);
  });

  it("asks once for a licence whose owner clicks twice", async () => {
    const company = await portal.company();
    const { id } = await verifiedApplication(portal, company);
    const answers = await Promise.all([1, 2, 3, 4].map(() => askForTest(company, id, { wishedDate: "2026-12-07" })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409, 409]);
    expect(await teamsOn("2026-12-07")).toEqual([1]);
  });

  it("sends nobody to two places on one day", async () => {
    const desk = await addTestOfficers(portal);
    const day = { wishedDate: "2026-12-08" };
    const tests = [
      await requestedTest(portal, await portal.company(), day),
      await requestedTest(portal, await portal.company(), day),
    ];
    for (const { id } of tests) await doneOnTest(desk.coordinator, id, { command: "confirm-date" });
    const named = await Promise.all(tests.map(({ id }) => commandTest(desk.coordinator.client, id, teamOf(desk))));
    expect(named.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect(named.map(codeOf).filter((code) => code !== undefined)).toEqual(["test-member-busy"]);
  });

  it("keeps an answer once, however often and from however many connections it is sent", async () => {
    const desk = await addTestOfficers(portal);
    const { id } = await requestedTest(portal, await portal.company(), { wishedDate: "2026-12-09" });
    await scheduledTest(desk, id);
    virtualContext.advance(14 * DAY_MS);
    const now: TestOfficers = { ...desk, lead: await portal.again(desk.lead), member: await portal.again(desk.member) };
    const { items } = await begunTest(now, id);
    const answers = items.slice(0, 30).map((item) => answerOf(portal.kit, item.key, goodAnswer(item, "d-1")));
    const sent = await Promise.all(
      [answers, answers.slice(0, 11), answers.slice(7), answers].map((batch) =>
        sendAnswers(now.lead.client, id, batch),
      ),
    );
    for (const one of sent)
      expect(succeeded(one, "answers").results.filter(({ result }) => result !== "stored")).toEqual([]);
    const kept = await now.lead.client.get<{ readonly answers: readonly { readonly id: string }[] }>(
      `/api/tests/${id}/answers`,
    );
    expect(kept.body.answers.map((one) => one.id).toSorted()).toEqual(answers.map((one) => one.id).toSorted());
    const view = await now.lead.client.get<TestView>(`/api/tests/${id}`);
    expect(view.body.state).toBe("running");
  });
});
