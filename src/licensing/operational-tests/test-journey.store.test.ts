import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { succeeded } from "../../../testkit/numbering-case.ts";
import {
  addTestOfficers,
  answerAll,
  askForTest,
  authenticatorOf,
  begunTest,
  commandTest,
  doneOnTest,
  proposedSklo,
  reportedTest,
  requestedTest,
  scheduledTest,
  signedTest,
  skloDigest,
  type TestOfficers,
  teamOf,
  unwrittenMails,
  uploadTestDocument,
  verifiedApplication,
} from "../../../testkit/operational-test.ts";
import { tokenFor } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { type LicenseStatus, licenseStatusCodes } from "../../protocols/oss/index.ts";
import { reportCase } from "../oss-sync/wire.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: TestOfficers;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
beforeEach(async () => {
  desk = await addTestOfficers(portal);
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
    expect(await refused({ wishedDate: "2027-01-10" })).toBe("test-day-closed");
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
    virtualContext.advance(9 * DAY_MS);
    desk = await again(desk);
    const owner = await portal.again(company.owner);
    await begunTest(desk, id);
    await answerAll(portal, desk.lead, id);
    const reported = await reportedTest(desk.lead, id);
    expect([reported.state, reported.verdict]).toEqual(["reported", "fit"]);
    const passed = await signedTest(portal, { desk, company: { ...company, owner } }, id);
    expect([passed.state, passed.promiseAct, passed.promise?.workingDays]).toEqual(["passed", "sklo-site-test", 1]);
    await proposedSklo(desk, id);
    virtualContext.advance(MINUTE_MS);
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

/** OSS requests the licence for the company, and the application is linked to that request. */
async function tiedToOss(company: { readonly nib: string }, applicationId: string): Promise<void> {
  const licenseId = `I-${company.nib}-L`;
  const dataNIB = {
    nib: company.nib,
    nama_perseroan: "PT Contoh Uji",
    status_nib: "01",
    tipe_dokumen: "9",
    oss_id: "P-1",
    tgl_perubahan_nib: "2026-11-10",
    data_proyek: [{ id_proyek: "R-1", kbli: "82200", skala_resiko: "Tinggi" }],
    data_checklist: [{ id_izin: licenseId, jenis_izin: "02", kd_izin: "059000000052", flag_checklist: "Y" }],
  };
  const token = tokenFor(company.nib, undefined, virtualContext.clock.nowMs());
  const headers = { "content-type": "application/json", token };
  const body = JSON.stringify({ dataNIB });
  const answer = await fetch(`${portal.url}/v1/kl/rba/receiveNIB`, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  const linkedAt = new Date(virtualContext.clock.nowMs());
  await portal.kit.db
    .insertInto("ossCase")
    .values({ applicationId, licenseId, linkedAt, linkedBy: "submission" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await portal.kit.db.deleteFrom("ossReport").where("applicationId", "=", applicationId).execute();
}

/** The OSS status codes reported for an application, in order. */
async function numbersOf(applicationId: string): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("ossReport")
    .select("status")
    .where("applicationId", "=", applicationId)
    .orderBy("sequence")
    .execute();
  return rows.map(({ status }) => licenseStatusCodes[status as LicenseStatus]);
}

/** The published statuses of the OSS interface that a licence application and its sequel use. */
const PUBLISHED = { inspecting: "40", verified: "45", approved: "50", suspended: "70" } as const;

describe("what OSS is told of a test and of the licence after it", () => {
  it("is 40 once a team is named, nothing of a test that failed, 45 with the SKLO, 50 and 70 as the licence stands", async () => {
    const company = await portal.company();
    const licence = await verifiedApplication(portal, company);
    await tiedToOss(company, licence.id);
    const first = succeeded(await askForTest(company, licence.id, { wishedDate: "2026-12-18" }), "a test");
    expect(await numbersOf(licence.id)).toEqual([]);
    await scheduledTest(desk, first.id);
    expect(await numbersOf(licence.id)).toEqual([PUBLISHED.inspecting]);
    virtualContext.advance(Date.parse("2026-12-18T09:00:00+07:00") - virtualContext.clock.nowMs());
    desk = await again(desk);
    const owner = await portal.again(company.owner);
    const guest = { ...company, owner };
    await begunTest(desk, first.id);
    await answerAll(portal, desk.lead, first.id, ["office-address"]);
    await reportedTest(desk.lead, first.id);
    expect((await signedTest(portal, { desk, company: guest }, first.id)).state).toBe("failed");
    expect(await numbersOf(licence.id)).toEqual([PUBLISHED.inspecting]);
    const because = "Yang diperbaiki hanya alamat kantor.";
    const more = { wishedDate: "2026-12-30", selfTestBecause: because };
    const { id } = succeeded(await askForTest(guest, licence.id, more), "a re-test");
    await doneOnTest(desk.coordinator, id, { command: "grant-self-test", reason: "Dapat diuji mandiri." });
    await doneOnTest(desk.coordinator, id, { command: "confirm-date" });
    await doneOnTest(desk.coordinator, id, teamOf(desk, { startsAt: null }));
    const [taskLetterFileId, resultFileId] = [
      await uploadTestDocument(owner.client),
      await uploadTestDocument(owner.client),
    ];
    await doneOnTest(owner, id, { command: "hand-in", taskLetterFileId, resultFileId });
    for (const member of [desk.lead, desk.member])
      await doneOnTest(member, id, { command: "declare-interest", hasInterest: false, note: "" });
    await answerAll(portal, desk.lead, id);
    await reportedTest(desk.lead, id);
    virtualContext.advance(MINUTE_MS);
    expect((await signedTest(portal, { desk, company: guest }, id)).state).toBe("passed");
    expect(await numbersOf(licence.id)).toEqual([PUBLISHED.inspecting]);
    await proposedSklo(desk, id);
    const factsDigest = await skloDigest(desk.director, id);
    const authenticator = await authenticatorOf(portal, desk.director.id);
    const certified = await doneOnTest(desk.director, id, { command: "sign-sklo", factsDigest, code: authenticator() });
    expect(certified.state).toBe("certified");
    expect(await numbersOf(licence.id)).toEqual([PUBLISHED.inspecting, PUBLISHED.verified]);
    const report = reportCase(portal.kit);
    for (const state of ["active", "suspended", "resumed", "revoked"])
      await portal.kit.db.transaction().execute((trx) =>
        report(trx, {
          applicationId: licence.id,
          organisationId: company.id,
          kind: "licence-record",
          state,
          at: new Date(virtualContext.clock.nowMs()),
          note: null,
          by: null,
        }),
      );
    expect(await numbersOf(licence.id)).toEqual([
      ...[PUBLISHED.inspecting, PUBLISHED.verified, PUBLISHED.approved, PUBLISHED.suspended, PUBLISHED.approved],
    ]);
  });
});

async function again(before: TestOfficers): Promise<TestOfficers> {
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
