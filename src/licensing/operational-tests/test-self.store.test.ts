import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../testkit/guests.ts";
import {
  addTestOfficers,
  answerAll,
  answerOf,
  askForTest,
  badAnswer,
  begunTest,
  commandTest,
  declareNoInterest,
  doneOnTest,
  goodAnswer,
  reportedTest,
  requestedTest,
  scheduledTest,
  sendAnswers,
  signedTest,
  type TestOfficers,
  type TestView,
  unwrittenMails,
  uploadTestDocument,
} from "../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";

const DAY_MS = 86_400_000;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: TestOfficers;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "self tests" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addTestOfficers(portal);
});
afterAll(() => portal.close());

const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly error?: { readonly code: string } }).error?.code;

/** Advances the clock, and everyone logs in again. */
async function later(days: number, company: GuestCompany): Promise<GuestCompany> {
  virtualContext.advance(days * DAY_MS);
  const again = async <Key extends keyof TestOfficers>(key: Key) => [key, await portal.again(desk[key])] as const;
  const people = await Promise.all((Object.keys(desk) as (keyof TestOfficers)[]).map(again));
  desk = Object.fromEntries(people) as unknown as TestOfficers;
  return { ...company, owner: await portal.again(company.owner) };
}

/** The local date `days` from now, a working day in December 2026 for the values used here. */
function dayIn(days: number): string {
  return new Date(virtualContext.clock.nowMs() + days * DAY_MS + 7 * 3_600_000).toISOString().slice(0, 10);
}

const BECAUSE = "Layanan sepenuhnya di awan; tidak ada lokasi untuk didatangi.";

describe("a self test", () => {
  it("waits for an officer's leave, gives the team's day back, is handed in in time and evaluated in three working days", async () => {
    let company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: dayIn(8), selfTestBecause: BECAUSE });
    expect(codeOf(await commandTest(desk.coordinator.client, id, { command: "confirm-date" }))).toBe(
      "test-method-open",
    );
    const granted = await doneOnTest(desk.coordinator, id, { command: "grant-self-test", reason: "Dapat diterima." });
    expect([granted.method, granted.teamNumber, granted.methodRequest?.answer]).toEqual(["self", null, "granted"]);
    const scheduled = await scheduledTest(desk, id);
    expect([scheduled.state, scheduled.papers]).toEqual(["scheduled", []]);
    const calendar = (await company.owner.client.get(`/api/tests/${id}/invitation.ics`)).text;
    expect(calendar).toContain("SUMMARY:Batas unggah hasil uji mandiri");
    expect(calendar).not.toMatch(/dijadwalkan|Alasan: –|Tim: –/);
    company = await later(2, company);
    const files = {
      taskLetterFileId: await uploadTestDocument(company.owner.client),
      resultFileId: await uploadTestDocument(company.owner.client),
    };
    const handedIn = await doneOnTest(company.owner, id, { command: "hand-in", ...files });
    expect([handedIn.state, handedIn.promiseAct, handedIn.promise?.workingDays]).toEqual([
      "handed-in",
      "test-evaluation",
      3,
    ]);
    await declareNoInterest(desk, id);
    await answerAll(portal, desk.lead, id);
    await reportedTest(desk.lead, id);
    const passed = await signedTest(portal, { desk, company }, id);
    expect([passed.state, passed.promiseAct, passed.promise?.workingDays]).toEqual(["passed", "sklo-self-test", 3]);
  });

  it("is looked at on site where the officer orders it, the days of the evaluation standing still until then", async () => {
    let company = await portal.company();
    const { id } = await requestedTest(portal, company, { wishedDate: dayIn(10), selfTestBecause: BECAUSE });
    await doneOnTest(desk.coordinator, id, { command: "grant-self-test", reason: "Dapat diterima." });
    await scheduledTest(desk, id);
    const files = {
      taskLetterFileId: await uploadTestDocument(company.owner.client),
      resultFileId: await uploadTestDocument(company.owner.client),
    };
    await doneOnTest(company.owner, id, { command: "hand-in", ...files });
    const ordered = await doneOnTest(desk.coordinator, id, {
      command: "order-field-check",
      date: dayIn(3),
      reason: "Hasil perlu dilihat.",
    });
    expect([ordered.fieldCheckDate, ordered.promise?.state, ordered.papers.length]).toEqual([dayIn(3), "paused", 1]);
    await declareNoInterest(desk, id);
    expect(codeOf(await commandTest(desk.lead.client, id, { command: "begin" }))).toBe("test-day-not-come");
    company = await later(3, company);
    const begun = await doneOnTest(desk.lead, id, { command: "begin" });
    expect([begun.state, begun.promise?.state]).toEqual(["running", "running"]);
    await answerAll(portal, desk.lead, id);
    await reportedTest(desk.lead, id);
    expect((await signedTest(portal, { desk, company }, id)).state).toBe("passed");
  });
});

describe("a test that fails", () => {
  it("is held against the company by an assumed limit only once the team stands by it, and is tested again in part", async () => {
    let company = await portal.company();
    const first = await requestedTest(portal, company, { wishedDate: dayIn(9) });
    const { id } = first;
    await scheduledTest(desk, id);
    company = await later(9, company);
    const { items } = await begunTest(desk, id);
    await answerAll(portal, desk.lead, id);
    const bad = items.find(({ key }) => key === "inbound");
    if (bad === undefined) throw new Error("an item of the catalogue is missing");
    const good = (
      await desk.lead.client.get<{ readonly answers: readonly { readonly id: string; readonly item: string }[] }>(
        `/api/tests/${id}/answers`,
      )
    ).body.answers.find(({ item }) => item === "inbound");
    const unconfirmed = answerOf(portal.kit, bad.key, badAnswer(bad, "d-1", null), [good?.id ?? ""]);
    await sendAnswers(desk.lead.client, id, [unconfirmed]);
    const digest = async () =>
      (await desk.lead.client.get<{ readonly digest: string }>(`/api/tests/${id}/answers`)).body.digest;
    const draw = async () =>
      commandTest(desk.lead.client, id, { command: "draw-report", answersDigest: await digest(), note: "" });
    expect(codeOf(await draw())).toBe("test-limits-unconfirmed");
    const confirmed = answerOf(portal.kit, bad.key, badAnswer(bad, "d-1", "Tiga panggilan uji tidak masuk antrean."), [
      unconfirmed.id,
    ]);
    await sendAnswers(desk.lead.client, id, [confirmed]);
    // Conflicting answers: the stricter counts, and the report cannot be drawn up.
    const lenient = answerOf(portal.kit, bad.key, goodAnswer(bad, "d-1"), [unconfirmed.id]);
    await sendAnswers(desk.member.client, id, [lenient]);
    expect(codeOf(await draw())).toBe("test-answers-conflict");
    await sendAnswers(desk.member.client, id, [
      answerOf(portal.kit, bad.key, badAnswer(bad, "d-1", "Disepakati bersama."), [confirmed.id, lenient.id]),
    ]);
    const reported = await draw();
    expect([reported.body.verdict, reported.body.report?.findings.map(({ key }) => key)]).toEqual([
      "unfit",
      ["inbound"],
    ]);
    const failed = await signedTest(portal, { desk, company }, id);
    expect([failed.state, failed.promise]).toEqual(["failed", null]);

    const offer = await company.owner.client.get<{ readonly retestOf: { readonly items: readonly string[] } }>(
      `/api/licences/${first.licence.id}/test-offer`,
    );
    const early = await askForTest(company, first.licence.id, { wishedDate: dayIn(7) });
    expect(codeOf(early)).toBe("test-day-too-early");
    const again = (await askForTest(company, first.licence.id, { wishedDate: dayIn(9) })).body;
    expect([again.attempt, again.follows?.id, again.codes]).toEqual([2, id, first.codes]);
    await doneOnTest(desk.coordinator, again.id, { command: "confirm-date" });
    const second = await namedAlone(again);
    expect(second.items.filter(({ because }) => because === "failed").map(({ key }) => key)).toEqual(["inbound"]);
    const depending = second.items.filter(({ because }) => because === "depends").map(({ key }) => key);
    expect(depending).toContain("transfer-hold");
    expect(depending).toContain("grade-of-service");
    expect(second.items.map(({ key }) => key)).toEqual(offer.body.retestOf.items);
    expect(second.items.some(({ device }) => device !== null)).toBe(false);
    expect(await unwrittenMails(portal)).toEqual([]);
  });
});

async function namedAlone({ id }: TestView): Promise<TestView> {
  const { client } = desk.coordinator;
  const named = await commandTest(client, id, {
    command: "name-team",
    memberIds: [desk.lead.id],
    leadId: desk.lead.id,
    startsAt: null,
    place: "Depok",
    serviceCentre: "Depok",
    transmission: "SIP",
    toPrepare: "",
  });
  return named.body;
}
