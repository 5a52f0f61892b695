import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  acceptAll,
  addLicenceOfficers,
  attachDocument,
  checkedLicence,
  commandLicence,
  completeLicenceFor,
  declareNone,
  done,
  endorsedLicence,
  findingOn,
  type LicenceOfficers,
  type LicenceView,
  returnedWith,
  savePart,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { silentDependencies } from "../../../testkit/silent-dependencies.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
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

const codeOf = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly error?: { readonly code: string } }).error?.code;

describe("a licence application", () => {
  it("is filled in without a finding that blocks, submitted with a number and a promise of three working days", async () => {
    const company = await portal.company();
    const draft = await completeLicenceFor(portal, company);
    expect(draft.preCheck.filter(({ level }) => level === "blocks")).toEqual([]);
    const sent = await done(company.owner, draft.id, { command: "submit" });
    expect(sent.state).toBe("submitted");
    expect(sent.number).toMatch(/^IZN-20261125\d{5}$/);
    expect(sent.promise?.workingDays).toBe(3);
    expect(sent.promise?.dueDate).toBe("2026-11-30");
  });

  it("goes from evaluator to sub-coordinator to coordinator and is verified, its promise kept", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await checkedLicence(desk.evaluator, id);
    await endorsedLicence(desk, id);
    await declareNone(desk.coordinator, id);
    const verified = await done(desk.coordinator, id, { command: "verify", reason: "" });
    expect(verified.state).toBe("verified");
    expect(verified.promise?.state).toBe("kept");
    expect(verified.decree).toMatchObject({ state: "decided" });
    expect(verified.decree?.number).toMatch(/^\d{4}\/Tel\.03\.03\/2026$/);
  });

  it("is refused with its findings while something is missing, and while another is open", async () => {
    const company = await portal.company();
    const { id } = await completeLicenceFor(portal, company);
    await savePart(company.owner.client, id, { key: "commitment", value: { rows: [] } });
    const refused = await commandLicence(company.owner.client, id, { command: "submit" });
    expect([refused.status, codeOf(refused)]).toEqual([409, "licence-findings-block"]);
    const second = await company.owner.client.post("/api/licences", { organisationId: company.id });
    expect([second.status, codeOf(second)]).toEqual([409, "licence-open"]);
  });

  it("keeps accepted items locked in a correction, and shows what changed beside what was", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    const returned = await returnedWith(desk.evaluator, id, ["D01"]);
    expect(returned.state).toBe("returned");
    const own = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(own.findings.map(({ requirement, state, dueDate }) => [requirement, state, dueDate])).toEqual([
      ["D01", "sent", "2026-12-09"],
    ]);
    const locked = await savePart(company.owner.client, id, { key: "contact", value: SOUND_FORM.contact });
    expect([locked.status, codeOf(locked)]).toEqual([409, "licence-item-locked"]);
    const rows = SOUND_FORM.commitment.rows.map((row) => ({ ...row, centres: 2 }));
    expect((await savePart(company.owner.client, id, { key: "commitment", value: { rows } })).status).toBe(200);
    const sent = await done(company.owner, id, { command: "resubmit" });
    expect([sent.state, sent.round]).toEqual(["checking", 1]);
    const seen = (await desk.evaluator.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(seen.items.filter(({ changed }) => changed).map(({ key }) => key)).toEqual(["D01"]);
    expect(seen.items.find(({ key }) => key === "D01")?.verdict).toBe("open");
    const before = await company.owner.client.get<{ parts: { key: string; value: unknown }[] }>(
      `/api/licences/${id}/rounds/0`,
    );
    expect(before.body.parts.find(({ key }) => key === "commitment")?.value).toEqual(SOUND_FORM.commitment);
  });

  it("raises no new finding on what has not changed, unless the coordinator says why and the applicant reads it", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await returnedWith(desk.evaluator, id, ["D01", "D05"]);
    const rows = SOUND_FORM.commitment.rows.map((row) => ({ ...row, centres: 2 }));
    await savePart(company.owner.client, id, { key: "commitment", value: { rows } });
    await done(company.owner, id, { command: "resubmit" });
    const unchanged = await commandLicence(desk.evaluator.client, id, findingOn("D05"));
    expect(codeOf(unchanged)).toBe("licence-item-unchanged");
    const accepted = await commandLicence(desk.evaluator.client, id, findingOn("D08"));
    expect(codeOf(accepted)).toBe("licence-item-locked");
    const { findings } = (await desk.evaluator.client.get<LicenceView>(`/api/licences/${id}`)).body;
    const earlier = findings.find(({ requirement }) => requirement === "D05");
    await done(desk.evaluator, id, findingOn("D05", { id: earlier?.id }));
    await declareNone(desk.coordinator, id);
    await done(desk.coordinator, id, findingOn("D08", { lateReason: "Putusan pengadilan baru kemarin terbit." }));
    const hidden = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(hidden.items.find(({ key }) => key === "D08")).toMatchObject({ verdict: "accepted", locked: true });
    await acceptAll(desk.evaluator, id, ["D05", "D08"]);
    await done(desk.evaluator, id, { command: "return", note: "" });
    const told = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(
      told.findings.filter(({ state }) => state === "sent").map((one) => [one.requirement, one.lateReason]),
    ).toEqual(
      expect.arrayContaining([
        ["D05", null],
        ["D08", "Putusan pengadilan baru kemarin terbit."],
      ]),
    );
  });

  it("gives a file back its lock only with the bytes that were accepted", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await returnedWith(desk.evaluator, id, ["D12"]);
    const other = await attachDocument(company.owner.client, id, { slot: "D07" });
    expect([other.status, codeOf(other)]).toEqual([409, "licence-item-locked"]);
    expect((await attachDocument(company.owner.client, id, { slot: "D12", name: "baru" })).status).toBe(200);
    const sent = await done(company.owner, id, { command: "resubmit" });
    expect(sent.items.find(({ key }) => key === "D12")?.changed).toBe(true);
  });

  it("asks each officer for his interest before his first act, and shuts out whoever has one", async () => {
    const company = await portal.company();
    const { id } = await submittedLicenceFor(portal, company);
    const first = await commandLicence(desk.evaluator.client, id, { command: "take" });
    expect(codeOf(first)).toBe("interest-undeclared");
    const interest = { command: "declare-interest", hasInterest: true, note: "Ipar saya direktur di sana." };
    await done(desk.evaluator, id, interest);
    expect(codeOf(await commandLicence(desk.evaluator.client, id, { command: "take" }))).toBe("conflict-of-interest");
    const back = { command: "declare-interest", hasInterest: false, note: "" };
    expect(codeOf(await commandLicence(desk.evaluator.client, id, back))).toBe("interest-stands");
    const own = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(JSON.stringify(own)).not.toContain("Ipar");
  });

  it("counts as late on the day after its date: coordinator and director are told the same day", async () => {
    const company = await portal.company();
    const { id } = await submittedLicenceFor(portal, company);
    virtualContext.advance(6 * DAY_MS);
    const told: string[] = [];
    const tellPeople = async (_trx: unknown, { template }: { readonly template: string }) => void told.push(template);
    const doors = { ...silentDependencies(portal.kit), tellPeople, officersWho: async () => [desk.director.id] };
    while ((await sweepLicences(doors)) > 0);
    const late = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(late.deemed).toMatchObject({ since: "2026-12-01", recordedAt: null });
    expect(told).toContain("licence-desk.deemed");
    expect(await sweepLicences(doors)).toBe(0);
    virtualContext.advance(-6 * DAY_MS);
  });
});
