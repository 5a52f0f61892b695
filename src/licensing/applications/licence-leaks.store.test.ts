import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../testkit/guests.ts";
import {
  acceptAll,
  addLicenceOfficers,
  checkedLicence,
  declareNone,
  done,
  findingOn,
  type LicenceOfficers,
  type LicenceView,
  returnedWith,
  savePart,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { skloOf } from "../../../testkit/licence-record.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { licenceMark } from "./deadlines/licence-live.store.ts";

let portal: TestPortal;
let desk: LicenceOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createVirtualContext(), works: false });
  desk = await addLicenceOfficers(portal);
});
afterAll(() => portal.close());

/** Everything that a company can read about its case, as one text: pages, lists, messages, live marks, mails. */
async function known({ id: organisationId, owner }: GuestCompany, id: string): Promise<string> {
  const { client } = owner;
  const paths = [
    `/api/licences/${id}`,
    "/api/licences?scope=mine",
    "/api/licences?scope=mine&sort=due",
    `/api/licences/${id}/messages`,
    `/api/licences/${id}/rounds/0`,
    `/api/licences/${id}/rounds/1`,
  ];
  const pages = await Promise.all(
    paths.map(async (path) => (await client.get(path)).text.replace(/"requestId":"[^"]*"/, "")),
  );
  const mark = await licenceMark(portal.kit.db, { applicationId: id, withDesk: false });
  const mails = await portal.kit.db
    .selectFrom("mailMessage")
    .select(["id", "subject", "bodyText"])
    .where((eb) => eb.or([eb("organisationId", "=", organisationId), eb("toPersonId", "=", owner.id)]))
    .orderBy("id")
    .execute();
  return [...pages, mark, JSON.stringify(mails)].join("\n");
}

const SECRET = "Neraca ini tampak dipalsukan";

describe("what officers still write", () => {
  it("leaves no trace on the applicant's side: not in views, counts, events, versions, live marks or mails", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await declareNone(desk.coordinator, id);
    const before = await known(company, id);
    await acceptAll(desk.evaluator, id, ["D05", "D07"]);
    await done(desk.evaluator, id, findingOn("D07", { note: SECRET }));
    const drafted = await done(desk.evaluator, id, findingOn("D05", { note: SECRET }));
    const [first] = drafted.findings;
    await done(desk.evaluator, id, findingOn("D07", { id: first?.id, note: `${SECRET}!` }));
    await done(desk.evaluator, id, { command: "drop-finding", id: first?.id });
    const fact = { source: "DJP", result: "contradicted", note: SECRET, slot: null };
    await done(desk.evaluator, id, { command: "record-fact", requirement: "D12", ...fact });
    expect(await known(company, id)).toBe(before);
    const officers = (await desk.evaluator.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(officers.findings.map(({ state, note }) => [state, note])).toEqual([["draft", SECRET]]);
    expect(officers.recordedFacts).toHaveLength(1);
  });

  it("stays hidden in a later round too: late findings, acceptances and settled findings", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await returnedWith(desk.evaluator, id, ["D01", "D05"]);
    const rows = SOUND_FORM.commitment.rows.map((row) => ({ ...row, centres: 3 }));
    await savePart(company.owner.client, id, { key: "commitment", value: { rows } });
    await done(company.owner, id, { command: "resubmit" });
    await declareNone(desk.coordinator, id);
    const before = await known(company, id);
    await done(desk.evaluator, id, { command: "accept-item", requirement: "D01" });
    await done(desk.coordinator, id, findingOn("D08", { lateReason: SECRET, note: SECRET }));
    expect(await known(company, id)).toBe(before);
    await done(desk.evaluator, id, { command: "accept-item", requirement: "D05" });
    expect(await known(company, id)).toBe(before);
  });

  it("is told all at once with the return, and not before", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await acceptAll(desk.evaluator, id, ["D07"]);
    await done(desk.evaluator, id, findingOn("D07", { note: SECRET }));
    expect(await known(company, id)).not.toContain(SECRET);
    await done(desk.evaluator, id, { command: "return", note: "" });
    const told = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(told.findings.map(({ note, state }) => [note, state])).toEqual([[SECRET, "sent"]]);
    expect(told.items.find(({ key }) => key === "D07")?.verdict).toBe("returned");
    expect(told.events.map(({ sequence }) => sequence)).toEqual(told.events.map((_event, nth) => nth + 1));
  });

  it("hides a draft that goes along to a rejection until the rejection tells it", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await done(desk.evaluator, id, findingOn("D07", { note: SECRET }));
    await acceptAll(desk.evaluator, id, ["D07"]);
    await done(desk.evaluator, id, { command: "finish-check" });
    expect(await known(company, id)).not.toContain(SECRET);
    await declareNone(desk.subCoordinator, id);
    await done(desk.subCoordinator, id, { command: "endorse", note: "" });
    await declareNone(desk.coordinator, id);
    await done(desk.coordinator, id, { command: "reject", reason: "Dana tidak terbukti." });
    expect(await known(company, id)).toContain(SECRET);
  });

  it("finds the case without a finding when everything was accepted", async () => {
    const company = await portal.company();
    const { id } = await takenLicenceFor(portal, company, desk);
    await checkedLicence(desk.evaluator, id);
    const own = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect([own.state, own.findings, new Set(own.items.map(({ verdict }) => verdict))]).toEqual([
      "checked",
      [],
      new Set(["open"]),
    ]);
  });
});

describe("the live mark of a case", () => {
  it("is read as well once the case has several issued documents", async () => {
    const { id: organisationId } = await portal.company();
    const signer = await portal.officer("director");
    const { applicationId } = await skloOf(portal.kit, { organisationId, signer });
    expect(await licenceMark(portal.kit.db, { applicationId, withDesk: false })).not.toBe("");
  });
});
