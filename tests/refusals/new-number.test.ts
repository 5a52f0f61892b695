import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../testkit/client.ts";
import { advanceToDirector, approve, fill, toDirector, uploadPdf } from "../../testkit/code-case.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import {
  additionalFor,
  addNumberingOfficers,
  type CaseView,
  checked,
  command,
  draftFor,
  holdCode,
  holderOf,
  type NumberingOfficers,
  submittedFor,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addCompany, addGovernmentBody } from "../../testkit/users.ts";

/** A company with one case. */
interface WithCase {
  readonly company: GuestCompany;
  readonly id: string;
}

/** The companies, cases and officers that the attempts use, and that a refused attempt must leave unchanged. */
interface Fixture {
  readonly portal: TestPortal;
  readonly desk: NumberingOfficers;
  /** Holds `1500701`, with a complete draft. */
  readonly drafting: WithCase;
  /** Has sent an application for `1500702`. */
  readonly waiting: WithCase;
  /** Its application for `1500703` is being checked by the evaluator. */
  readonly inCheck: WithCase;
  /** Holds `1500704` by a decree, and a complete draft of a Nomor Tambahan for `1500705`. */
  readonly holder: WithCase & { readonly decidedId: string };
  /** Its application for `1500706` has been checked and awaits endorsement. */
  readonly inEndorsing: WithCase;
  /** Holds two codes and has just returned a third one. */
  readonly greedy: GuestCompany & { readonly givenBackHoldId: string };
  /** Has no case and no code. */
  readonly empty: GuestCompany;
  readonly unverified: GuestCompany;
  readonly frozen: GuestCompany;
  readonly otherBusiness: GuestCompany;
  readonly body: { readonly id: string; readonly head: Guest };
  /** An evaluator who is also a member of the waiting company. */
  readonly insider: Guest;
  /** A second evaluator of the same team. */
  readonly second: Guest;
}

interface Row {
  readonly sends: string;
  readonly attempt: (fixture: Fixture) => Promise<Answer>;
  readonly status: number;
  readonly code: string;
}

let fixture: Fixture;

beforeAll(async () => {
  const portal = await openTestPortal({ works: false });
  const desk = await addNumberingOfficers(portal);
  const at = async (code: string, make: (company: GuestCompany, code: string) => Promise<CaseView>) => {
    const company = await portal.company();
    return { company, id: (await make(company, code)).id };
  };
  const inCheck = await at("1500703", submittedFor);
  succeeded(await command(desk.evaluator.client, inCheck.id, { command: "take" }), "a taken case");
  const inEndorsing = await at("1500706", submittedFor);
  await checked(desk, inEndorsing.id);
  const holding = await portal.company();
  const decidedId = (await holderOf(holding, { code: "1500704", desk })).id;
  const waiting = await at("1500702", submittedFor);
  const body = await addGovernmentBody(portal.kit);
  fixture = {
    portal,
    desk,
    waiting,
    inCheck,
    inEndorsing,
    drafting: await at("1500701", draftFor),
    holder: { company: holding, id: (await additionalFor(holding, "1500705")).id, decidedId },
    greedy: await greedyCompany(portal),
    empty: await portal.company(),
    unverified: await companyWith(portal, { state: "submitted" }),
    frozen: await companyWith(portal, { ossRecord: { nibStatus: "frozen" } }),
    otherBusiness: await companyWith(portal, {
      ossRecord: { activities: [{ code: "62019", title: "Pemrograman", risk: "low" }] },
    }),
    body: { id: body.id, head: await portal.colleague(body) },
    insider: await insiderOf(portal, waiting.company),
    second: await portal.officer("evaluator", "numbering"),
  };
}, 60_000);

afterAll(() => fixture.portal.close());

async function greedyCompany(portal: TestPortal): Promise<Fixture["greedy"]> {
  const company = await portal.company();
  const { id } = succeeded(await holdCode(company, "1500713"), "a hold");
  expect((await company.owner.client.delete(`/api/holds/${id}`)).status).toBeLessThan(300);
  for (const code of ["1500711", "1500712"]) succeeded(await holdCode(company, code), "a hold");
  return { ...company, givenBackHoldId: id };
}

async function companyWith(
  portal: TestPortal,
  wish: { readonly state?: "submitted"; readonly ossRecord?: object },
): Promise<GuestCompany> {
  const company = await addCompany(portal.kit, wish.state === undefined ? {} : { state: wish.state });
  const { db } = portal.kit;
  const known = await db.selectFrom("organisation").select("ossRecord").where("id", "=", company.id).executeTakeFirst();
  const ossRecord = JSON.stringify({ ...(known?.ossRecord as object), ...wish.ossRecord });
  await db.updateTable("organisation").set({ ossRecord }).where("id", "=", company.id).execute();
  return { ...company, owner: await portal.colleague(company) };
}

async function insiderOf(portal: TestPortal, company: GuestCompany): Promise<Guest> {
  const insider = await portal.officer("evaluator", "numbering");
  const colleague = await portal.colleague(company);
  await portal.kit.db
    .updateTable("membership")
    .set({ personId: insider.id })
    .where("personId", "=", colleague.id)
    .execute();
  return portal.again(insider);
}

const NOBODYS = "01900000-0000-7000-8000-000000000000";

const HOLDS: readonly Row[] = [
  {
    sends: "a code that no pattern of the plan has",
    attempt: ({ empty }) => holdCode(empty, "13999"),
    status: 404,
    code: "code-not-in-plan",
  },
  {
    sends: "an emergency number",
    attempt: ({ empty }) => holdCode(empty, "112"),
    status: 409,
    code: "code-reserved",
  },
  {
    sends: "letters in the place of a code",
    attempt: ({ empty }) => holdCode(empty, "15oo123"),
    status: 404,
    code: "code-not-in-plan",
  },
  {
    sends: "a code that another company is holding",
    attempt: ({ empty }) => holdCode(empty, "1500701"),
    status: 409,
    code: "code-not-free",
  },
  {
    sends: "a code that another company has asked for",
    attempt: ({ empty }) => holdCode(empty, "1500702"),
    status: 409,
    code: "code-not-free",
  },
  {
    sends: "a code that another company has by a decree",
    attempt: ({ empty }) => holdCode(empty, "1500704"),
    status: 409,
    code: "code-not-free",
  },
  {
    sends: "a third code while he holds two",
    attempt: ({ greedy }) => holdCode(greedy, "1500714"),
    status: 409,
    code: "hold-limit-at-once",
  },
  {
    sends: "a code for a company that no verifier has accepted",
    attempt: ({ unverified }) => holdCode(unverified, "1500714"),
    status: 403,
    code: "organisation-not-verified",
  },
  {
    sends: "a code for a company whose NIB is frozen",
    attempt: ({ frozen }) => holdCode(frozen, "1500714"),
    status: 403,
    code: "nib-not-in-force",
  },
  {
    sends: "a code for another company",
    attempt: ({ empty, drafting }) =>
      empty.owner.client.post("/api/holds", { organisationId: drafting.company.id, code: "1500714" }),
    status: 404,
    code: "no-such-organisation",
  },
  {
    sends: "another company's hold back",
    attempt: async ({ empty, drafting, portal }) => {
      const hold = await portal.kit.db
        .selectFrom("codeHold")
        .select("id")
        .where("organisationId", "=", drafting.company.id)
        .executeTakeFirst();
      return empty.owner.client.delete(`/api/holds/${hold?.id}`);
    },
    status: 404,
    code: "no-such-hold",
  },
];

const begins = (company: Pick<GuestCompany, "id" | "owner">, more: Readonly<Record<string, unknown>>) =>
  company.owner.client.post("/api/applications", { organisationId: company.id, holdId: null, ...more });

const BEGINNINGS: readonly Row[] = [
  {
    sends: "a hold that he has given back",
    attempt: ({ greedy }) => begins(greedy, { holdId: greedy.givenBackHoldId }),
    status: 409,
    code: "hold-ended",
  },
  {
    sends: "the hold of another company",
    attempt: ({ empty, greedy }) => begins(empty, { holdId: greedy.givenBackHoldId }),
    status: 404,
    code: "no-such-hold",
  },
  {
    sends: "a hold that does not exist",
    attempt: ({ empty }) => begins(empty, { holdId: NOBODYS }),
    status: 404,
    code: "no-such-hold",
  },
  {
    sends: "a Nomor Tambahan without holding a code",
    attempt: ({ empty }) => begins(empty, { kind: "additional" }),
    status: 409,
    code: "kind-needs-codes",
  },
  {
    sends: "a Nomor Baru while holding a code, without a new service",
    attempt: ({ holder }) => begins(holder.company, { kind: "new" }),
    status: 409,
    code: "new-service-missing",
  },
  {
    sends: "a Nomor Baru while holding a code, for a service that has one",
    attempt: ({ holder }) =>
      begins(holder.company, { kind: "new", newService: "jasa pusat panggilan informasi – call center" }),
    status: 409,
    code: "new-service-known",
  },
  {
    sends: "a second Nomor Baru while the first is under way",
    attempt: ({ waiting }) => begins(waiting.company, { kind: "new" }),
    status: 409,
    code: "application-open",
  },
  {
    sends: "an application of a business whose NIB does not have the service",
    attempt: ({ otherBusiness }) => begins(otherBusiness, {}),
    status: 403,
    code: "service-not-in-nib",
  },
  {
    sends: "an application of a government body that has not said whether its law gives it the service",
    attempt: ({ body }) => begins({ id: body.id, owner: body.head }, {}),
    status: 403,
    code: "own-service-needed",
  },
  {
    sends: "an application of a government body whose law does not give it the service",
    attempt: ({ body }) => begins({ id: body.id, owner: body.head }, { ownService: false }),
    status: 403,
    code: "own-service-needed",
  },
  {
    sends: "a kind of application that there is not",
    attempt: ({ empty }) => begins(empty, { kind: "premium" }),
    status: 400,
    code: "invalid-input",
  },
  {
    sends: "an application for another company",
    attempt: ({ empty, drafting }) =>
      empty.owner.client.post("/api/applications", { organisationId: drafting.company.id, holdId: null }),
    status: 404,
    code: "no-such-hold",
  },
];

const saves = ({ company, id }: WithCase, more: Readonly<Record<string, unknown>>) => fill(company, id, more);

const SAVINGS: readonly Row[] = [
  {
    sends: "a form with a code that he does not hold",
    attempt: ({ drafting }) => saves(drafting, { code: "1500799" }),
    status: 409,
    code: "code-not-held",
  },
  {
    sends: "a form with the letter of another company",
    attempt: async ({ drafting, waiting }) =>
      saves(drafting, { letterFileId: await uploadPdf(waiting.company.owner, "surat-lain.pdf") }),
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "a form with a letter that does not exist",
    attempt: ({ drafting }) => saves(drafting, { letterFileId: NOBODYS }),
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "a letter in the place of the licence",
    attempt: async ({ holder }) => saves(holder, { basisFileId: await uploadPdf(holder.company.owner) }),
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "a purpose longer than may be",
    attempt: ({ drafting }) => saves(drafting, { purpose: "x".repeat(2_001) }),
    status: 400,
    code: "invalid-input",
  },
  {
    sends: "a number where a text belongs",
    attempt: ({ drafting }) => saves(drafting, { purpose: 7 }),
    status: 400,
    code: "invalid-input",
  },
  {
    sends: "a field that the form does not have",
    attempt: ({ drafting }) => saves(drafting, { approved: true }),
    status: 400,
    code: "invalid-input",
  },
  {
    sends: "a form on a version that has passed",
    attempt: async ({ drafting: { company, id } }) => {
      const { client } = company.owner;
      const { form } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
      return client.put(`/api/applications/${id}/form`, { expectedVersion: 1_000, form });
    },
    status: 409,
    code: "version-stale",
  },
  {
    sends: "a form after it was sent",
    attempt: ({ waiting }) => saves(waiting, { purpose: "Sesudah dikirim masih diubah lagi." }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "the form of another company",
    attempt: async ({ drafting, empty }) => {
      const { form, version } = (await drafting.company.owner.client.get<CaseView>(`/api/applications/${drafting.id}`))
        .body;
      return empty.owner.client.put(`/api/applications/${drafting.id}/form`, { expectedVersion: version, form });
    },
    status: 404,
    code: "no-such-application",
  },
];

const gives = (
  guest: Guest,
  { id }: Pick<WithCase, "id">,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
) => command(guest.client, id, { command: name, ...more });
const verdict = (key: string, more: Readonly<Record<string, unknown>>) => ({ key, verdict: "returned", ...more });

const EVENTS: readonly Row[] = [
  {
    sends: "an application a second time",
    attempt: ({ waiting }) => gives(waiting.company.owner, waiting, "submit"),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a correction that nobody has asked for",
    attempt: ({ waiting }) => gives(waiting.company.owner, waiting, "resubmit"),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a withdrawal of what was decided",
    attempt: ({ holder }) => gives(holder.company.owner, { id: holder.decidedId }, "withdraw"),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a withdrawal of another company's case",
    attempt: ({ empty, waiting }) =>
      empty.owner.client.post(`/api/applications/${waiting.id}/commands`, { command: "withdraw", expectedVersion: 2 }),
    status: 404,
    code: "no-such-application",
  },
  {
    sends: "a draft of a company to himself, as an officer",
    attempt: ({ desk, drafting }) =>
      desk.evaluator.client.post(`/api/applications/${drafting.id}/commands`, { command: "take", expectedVersion: 2 }),
    status: 404,
    code: "no-such-application",
  },
  {
    sends: "a case to himself that belongs to his own company",
    attempt: ({ insider, waiting }) => gives(insider, waiting, "take"),
    status: 403,
    code: "conflict-of-interest",
  },
  {
    sends: "a verdict in a case that another officer has taken",
    attempt: ({ second, inCheck }) => gives(second, inCheck, "check-item", { key: "nib", verdict: "accepted" }),
    status: 403,
    code: "not-your-case",
  },
  {
    sends: "a verdict before anybody has taken the case",
    attempt: ({ desk, waiting }) => gives(desk.evaluator, waiting, "check-item", { key: "nib", verdict: "accepted" }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a verdict on an item that there is not",
    attempt: ({ desk, inCheck }) => gives(desk.evaluator, inCheck, "check-item", { key: "moon", verdict: "accepted" }),
    status: 400,
    code: "item-unknown",
  },
  {
    sends: "an item back without saying what is wrong",
    attempt: ({ desk, inCheck }) =>
      gives(desk.evaluator, inCheck, "check-item", verdict("letter", { note: " ", remedy: "Pindai ulang." })),
    status: 400,
    code: "reason-missing",
  },
  {
    sends: "an item back without what would mend it",
    attempt: ({ desk, inCheck }) =>
      gives(desk.evaluator, inCheck, "check-item", verdict("letter", { note: "Buram.", remedy: " " })),
    status: 400,
    code: "remedy-missing",
  },
  {
    sends: "an end of the check with items that nobody has judged",
    attempt: ({ desk, inCheck }) => gives(desk.evaluator, inCheck, "finish-check"),
    status: 409,
    code: "items-open",
  },
  {
    sends: "a whole case back without an item that is wrong",
    attempt: ({ desk, inCheck }) => gives(desk.evaluator, inCheck, "return", { note: "Semua." }),
    status: 409,
    code: "items-open",
  },
  {
    sends: "a pause without a reason",
    attempt: ({ desk, inCheck }) => gives(desk.evaluator, inCheck, "pause", { reason: " " }),
    status: 400,
    code: "reason-missing",
  },
  {
    sends: "an end of a pause that is not on",
    attempt: ({ desk, inCheck }) => gives(desk.evaluator, inCheck, "resume"),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "an endorsement before the check has ended",
    attempt: ({ desk, inCheck }) => gives(desk.subCoordinator, inCheck, "endorse", { note: "" }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "an endorsement of what he has checked himself",
    attempt: ({ desk, inEndorsing }) => gives(desk.evaluator, inEndorsing, "endorse", { note: "" }),
    status: 403,
    code: "not-your-case",
  },
  {
    sends: "a proposal before the endorsement",
    attempt: ({ desk, inEndorsing }) =>
      gives(desk.coordinator, inEndorsing, "propose", { outcome: "approve", reason: "Lengkap." }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a decision before the proposal",
    attempt: ({ desk, inEndorsing }) => gives(desk.director, inEndorsing, "decide", { outcome: "approve", reason: "" }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a decision on what was decided",
    attempt: ({ desk, holder }) =>
      gives(desk.director, { id: holder.decidedId }, "decide", { outcome: "reject", reason: "Berubah pikiran." }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a case to somebody who checks nothing",
    attempt: ({ desk, waiting }) => gives(desk.coordinator, waiting, "assign", { personId: desk.director.id }),
    status: 409,
    code: "assignee-unfit",
  },
  {
    sends: "a case to an officer who belongs to its company",
    attempt: ({ desk, waiting, insider }) => gives(desk.coordinator, waiting, "assign", { personId: insider.id }),
    status: 409,
    code: "assignee-conflict",
  },
  {
    sends: "a case to the officer who has it",
    attempt: ({ desk, inCheck }) => gives(desk.coordinator, inCheck, "assign", { personId: desk.evaluator.id }),
    status: 409,
    code: "assignee-same",
  },
];

/** Codes, holds and every form of the fixture, as one text: a refused attempt must change none of it. */
async function picture({ portal }: Fixture): Promise<string> {
  const { db } = portal.kit;
  const codes = await db
    .selectFrom("accessCode")
    .select(["code", "state", "holderOrganisationId", "version"])
    .where("code", "like", "15007%")
    .orderBy("code")
    .execute();
  const holds = await db.selectFrom("codeHold").select(["id", "endedAt"]).orderBy("id").execute();
  const cases = await db
    .selectFrom("numberingApplication")
    .select(["id", "state", "version", "form", "checkerId"])
    .orderBy("id")
    .execute();
  return JSON.stringify([codes, holds, cases]);
}

/** A refusal has a message in both languages. */
function saysInBothLanguages(code: string, section = "errors", key = code): void {
  const { texts } = fixture.portal.kit;
  const params = { accessCode: "1500 704" };
  const said = (["id", "en"] as const).map((locale) => texts.text(locale, `${section}.${key}`, params));
  expect(said.every((text) => text !== "" && !text.startsWith(`${section}.`))).toBe(true);
  expect(said[0]).not.toBe(said[1]);
}

describe.each([
  ["takes a number", HOLDS],
  ["begins an application", BEGINNINGS],
  ["saves its form", SAVINGS],
  ["acts on a case", EVENTS],
])("whoever %s", (_what, rows) => {
  it.each(rows)("is refused when he sends $sends: $code", async ({ attempt, status, code }) => {
    const before = await picture(fixture);
    const answer = await attempt(fixture);
    expect([answer.status, (answer.body as ProblemBody).error.code]).toEqual([status, code]);
    saysInBothLanguages(code);
    expect(await picture(fixture)).toBe(before);
  });
});

interface Fault {
  readonly sends: string;
  readonly of: "drafting" | "holder";
  readonly more: Readonly<Record<string, unknown>>;
  readonly finding: string;
}

/** A change of the only row of the usage report. */
const row = (more: Readonly<Record<string, unknown>>) => ({ row: more });

const FAULTS: readonly Fault[] = [
  { sends: "another line of business", of: "drafting", more: { kbli: "62019" }, finding: "finding-kbli-not-chosen" },
  { sends: "another service", of: "drafting", more: { service: "premium" }, finding: "finding-service" },
  { sends: "another kind of number", of: "drafting", more: { numberKind: "block" }, finding: "finding-number-kind" },
  { sends: "a purpose of one word", of: "drafting", more: { purpose: "Layanan." }, finding: "finding-purpose-short" },
  { sends: "no letter", of: "drafting", more: { letterFileId: null }, finding: "finding-letter-missing" },
  { sends: "no declaration", of: "drafting", more: { declaration: false }, finding: "finding-declaration" },
  { sends: "nothing that it rests on", of: "holder", more: { basis: "" }, finding: "finding-basis-missing" },
  {
    sends: "a licence that is not there",
    of: "holder",
    more: { basis: "licence" },
    finding: "finding-licence-missing",
  },
  { sends: "a user without a name", of: "holder", more: { userName: " " }, finding: "finding-user-name" },
  {
    sends: "no letter of the user",
    of: "holder",
    more: { userLetterFileId: null },
    finding: "finding-user-letter-missing",
  },
  {
    sends: "a usage report without a code",
    of: "holder",
    more: { usageReport: [] },
    finding: "finding-usage-row-missing",
  },
  {
    sends: "a code that is not his",
    of: "holder",
    more: row({ code: "1500799" }),
    finding: "finding-usage-row-strange",
  },
  { sends: "a use that is not said", of: "holder", more: row({ status: "" }), finding: "finding-usage-status" },
  {
    sends: "a used code without its user",
    of: "holder",
    more: row({ endUser: "" }),
    finding: "finding-usage-end-user",
  },
  { sends: "no service of a code", of: "holder", more: row({ service: "" }), finding: "finding-usage-service" },
  {
    sends: "no day of its first use",
    of: "holder",
    more: row({ activatedOn: "" }),
    finding: "finding-usage-activated",
  },
  {
    sends: "a first use in the year 2999",
    of: "holder",
    more: row({ activatedOn: "2999-01-01" }),
    finding: "finding-usage-activated-later",
  },
  { sends: "calls in words", of: "holder", more: row({ monthlyCalls: "banyak" }), finding: "finding-usage-calls" },
  { sends: "no operator", of: "holder", more: row({ originatingOperators: "" }), finding: "finding-usage-operators" },
  { sends: "no word on evidence", of: "holder", more: row({ evidence: "" }), finding: "finding-usage-evidence" },
];

describe("a form with a fault", () => {
  it.each(FAULTS)("is kept as it was typed and not sent when it has $sends: $finding", async (fault) => {
    const { company, id } = fixture[fault.of];
    const { client } = company.owner;
    const read = async () => (await client.get<CaseView>(`/api/applications/${id}`)).body;
    const before = await read();
    const [first] = (before.form["usageReport"] as readonly object[] | undefined) ?? [];
    const more = "row" in fault.more ? { usageReport: [{ ...first, ...(fault.more["row"] as object) }] } : fault.more;
    succeeded(await fill(company, id, more), "a saved form");
    const { findings } = (
      await client.get<{ readonly findings: readonly { readonly code: string }[] }>(`/api/applications/${id}/pre-check`)
    ).body;
    expect(findings.map((one) => one.code)).toContain(fault.finding);
    for (const key of ["message", "remedy"]) saysInBothLanguages(fault.finding, "findings", `${fault.finding}.${key}`);
    const sent = await command(client, id, { command: "submit" });
    expect([sent.status, (sent.body as unknown as ProblemBody).error.code]).toEqual([409, "findings-open"]);
    const after = await read();
    expect(after).toMatchObject({ state: "draft", number: null, form: { ...before.form, ...more } });
    succeeded(await fill(company, id, before.form), "the form as it was");
  });
});

describe("what was refused all along", () => {
  it("is still there and goes through once it is right", async () => {
    const { desk, drafting, holder, inEndorsing } = fixture;
    const states: string[] = [];
    for (const { company, id } of [drafting, holder]) {
      succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
      await advanceToDirector(desk, id);
      states.push(succeeded(await approve(desk, id), "an approval").state);
    }
    await toDirector(desk, inEndorsing.id);
    states.push(succeeded(await approve(desk, inEndorsing.id), "an approval").state);
    expect(states).toEqual(["approved", "approved", "approved"]);
  });
});
