import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../../testkit/client.ts";
import {
  addLicenceOfficers,
  attachDocument,
  commandLicence,
  declareNone,
  done,
  findingOn,
  type LicenceOfficers,
  type LicenceView,
  returnedWith,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import type { ReportedLicence } from "./licence-dependencies.effects.ts";
import { sweepLicences } from "./wire.ts";

const DAY_MS = 86_400_000;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: LicenceOfficers;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addLicenceOfficers(portal);
});
afterAll(() => portal.close());

const codeOf = ({ body }: Answer) => (body as { readonly error?: { readonly code: string } }).error?.code;

/** Sweeps until no case is due; returns the notifications and reports by case. */
async function sweep() {
  const told: { readonly template: string; readonly key: string }[] = [];
  const reported: ReportedLicence[] = [];
  const tell = async (
    _trx: unknown,
    { template, dedupeKey }: { readonly template: string; readonly dedupeKey: string },
  ) => void told.push({ template, key: dedupeKey });
  const doors = {
    kit: portal.kit,
    tellCompany: tell,
    tellPeople: tell,
    officersWho: async () => [desk.coordinator.id],
    reportCase: async (_trx: unknown, change: ReportedLicence) => void reported.push(change),
    orderReceipt: async () => undefined,
    orderCommitmentDecree: async () => undefined,
    refusalToSignCommitment: async () => null,
    readFile: async () => {
      throw new Error("no file is read here");
    },
  };
  while ((await sweepLicences(doors)) > 0);
  return {
    told: (id: string) => told.filter(({ key }) => key.includes(id)).map(({ template }) => template),
    reported: (id: string) => reported.filter(({ applicationId }) => applicationId === id).map(({ state }) => state),
  };
}

const mailsOf = async (personId: string, subjectLike: string) =>
  (
    await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "bodyText"])
      .where("toPersonId", "=", personId)
      .where("bodyText", "like", `%${subjectLike}%`)
      .execute()
  ).length;

describe("a correction that does not come", () => {
  it("is reminded of, then the case goes back to its company, which begins anew from all it wrote", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    const returned = await returnedWith(desk.evaluator, id, ["D01"]);
    expect(returned.repairUntil).toBe("2026-12-09");
    const startMs = virtualContext.clock.nowMs();
    virtualContext.advance(12 * DAY_MS);
    expect((await sweep()).told(id)).toContain("licence.repair-reminder");
    virtualContext.advance(3 * DAY_MS);
    const after = await sweep();
    expect(after.told(id)).toContain("licence.lapsed");
    expect(after.reported(id)).toEqual(["lapsed"]);
    const owner = await portal.again(company.owner);
    const lapsed = (await owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect([lapsed.state, lapsed.promise?.state]).toEqual(["lapsed", "stopped"]);
    expect(codeOf(await commandLicence(owner.client, id, { command: "resubmit" }))).toBe("command-not-now");
    const again = await owner.client.post<LicenceView>("/api/licences", { organisationId: company.id, copyOf: id });
    expect(again.status).toBe(201);
    const shown = (view: LicenceView) => ({
      parts: view.parts.map(({ key, value }) => [key, value]),
      files: view.documents.map(({ slot, sha256 }) => [slot, sha256]),
    });
    expect(shown(again.body)).toEqual(shown(lapsed));
    expect(again.body.findings).toEqual([]);
    virtualContext.advance(startMs - virtualContext.clock.nowMs());
  });
});

describe("the promise of a licence application", () => {
  it("stands still for a question on an item by a rule, and runs on with the answer", async () => {
    const { id } = await takenLicenceFor(portal, await portal.company(), desk);
    const ask = { command: "pause", requirement: "D12", rule: "D12", reason: "KSWP mana yang berlaku?" };
    expect(codeOf(await commandLicence(desk.evaluator.client, id, { ...ask, rule: "no-such-rule" }))).toBe(
      "rule-unknown",
    );
    expect(codeOf(await commandLicence(desk.evaluator.client, id, { ...ask, requirement: "D99" }))).toBe(
      "item-unknown",
    );
    expect(codeOf(await commandLicence(desk.evaluator.client, id, { ...ask, reason: " " }))).toBe("reason-missing");
    const paused = await done(desk.evaluator, id, ask);
    expect([paused.paused, paused.promise?.state]).toEqual([true, "paused"]);
    const accept = { command: "accept-item", requirement: "D12" };
    expect(codeOf(await commandLicence(desk.evaluator.client, id, accept))).toBe("promise-paused");
    const resumed = await done(desk.evaluator, id, { ...ask, command: "resume" });
    expect([resumed.paused, resumed.promise?.state]).toEqual([false, "running"]);
  });

  it("is counted anew three times and no more: then the case is judged as it is", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    const { promise } = await returnedWith(desk.evaluator, id, ["D12"]);
    const unchanged = await commandLicence(company.owner.client, id, { command: "resubmit" });
    expect([unchanged.status, codeOf(unchanged)]).toEqual([409, "licence-correction-unchanged"]);
    const still = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect([still.state, still.round, still.promise]).toEqual(["returned", 0, promise]);
    for (let round = 1; round <= 3; round += 1) {
      await attachDocument(company.owner.client, id, { slot: "D12", name: `putaran ${round}` });
      await done(company.owner, id, { command: "resubmit" });
      await done(desk.evaluator, id, findingOn("D12"));
      const back = await commandLicence(desk.evaluator.client, id, { command: "return", note: "" });
      expect([round, back.status]).toEqual([round, round < 3 ? 200 : 409]);
      if (round === 3) expect(codeOf(back)).toBe("promise-restart-limit");
    }
    const checked = await done(desk.evaluator, id, { command: "finish-check" });
    expect(checked.state).toBe("checked");
  });
});

describe("messages of a case", () => {
  it("reach the other side by mail once, and are read by both", async () => {
    const company = await portal.company();
    const colleague = await portal.colleague(company, "applicant-staff");
    const { id } = await takenLicenceFor(portal, company, desk);
    const path = `/api/licences/${id}/messages`;
    const question = `Apakah lokasi kedua sudah beroperasi? ${id}`;
    expect((await desk.evaluator.client.post(path, { text: question })).status).toBe(201);
    virtualContext.advance(1_000);
    const answer = `Ya, sejak Oktober. ${id}`;
    expect((await colleague.client.post(path, { text: answer })).status).toBe(201);
    expect([await mailsOf(company.owner.id, question), await mailsOf(colleague.id, question)]).toEqual([1, 1]);
    expect([await mailsOf(desk.evaluator.id, answer), await mailsOf(desk.evaluator.id, question)]).toEqual([1, 0]);
    const read = await company.owner.client.get<{ items: { side: string; text: string }[] }>(path);
    expect(read.body.items.map(({ side, text }) => [side, text])).toEqual([
      ["ministry", question],
      ["applicant", answer],
    ]);
  });

  it("are not for officers who have not declared, or who have an interest", async () => {
    const { id } = await submittedLicenceFor(portal, await portal.company());
    const path = `/api/licences/${id}/messages`;
    expect(codeOf(await desk.subCoordinator.client.post(path, { text: "Halo" }))).toBe("interest-undeclared");
    await done(desk.subCoordinator, id, { command: "declare-interest", hasInterest: true, note: "Saudara kandung." });
    expect(codeOf(await desk.subCoordinator.client.post(path, { text: "Halo" }))).toBe("conflict-of-interest");
    const stranger = await portal.officer("evaluator", "numbering");
    expect(codeOf(await stranger.client.post(path, { text: "Halo" }))).toBe("not-your-case");
  });
});

describe("who judged before", () => {
  it("neither endorses nor decides, also after the case was sent back and given to another", async () => {
    const both = await portal.officer("evaluator", "licensing");
    await portal.kit.db
      .insertInto("membership")
      .values([
        { ...rowOf(both.id), role: "sub-coordinator" },
        { ...rowOf(both.id), role: "coordinator" },
      ])
      .execute();
    const person = await portal.again(both);
    const { id } = await submittedLicenceFor(portal, await portal.company());
    await declareNone(person, id);
    await done(person, id, { command: "take" });
    await done(person, id, { command: "accept-item", requirement: "D01" });
    await done(person, id, { command: "unassign" });
    await declareNone(desk.evaluator, id);
    const { items } = await done(desk.evaluator, id, { command: "take" });
    for (const { key, verdict } of items)
      if (verdict === "open") await done(desk.evaluator, id, { command: "accept-item", requirement: key });
    await done(desk.evaluator, id, { command: "finish-check" });
    expect(codeOf(await commandLicence(person.client, id, { command: "endorse", note: "" }))).toBe("four-eyes");
    await declareNone(desk.subCoordinator, id);
    await done(desk.subCoordinator, id, { command: "endorse", note: "" });
    expect(codeOf(await commandLicence(person.client, id, { command: "verify", reason: "" }))).toBe("four-eyes");
  });
});

function rowOf(personId: string) {
  return { id: portal.kit.ids.next(), personId, team: "licensing", grantedAt: new Date(virtualContext.clock.nowMs()) };
}
