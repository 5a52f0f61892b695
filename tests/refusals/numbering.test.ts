import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../testkit/client.ts";
import {
  advanceToDirector,
  approve,
  beginCase,
  changeDraft,
  fill,
  openRevocation,
  returnDraft,
  sent,
  uploadPdf,
} from "../../testkit/code-case.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  checked,
  command,
  holderOf,
  type NumberingOfficers,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

/** The companies, cases and officers that the attempts use, and that a refused attempt must leave unchanged. */
interface Fixture {
  readonly portal: TestPortal;
  readonly desk: NumberingOfficers;
  /** Holds `1500401`, without an open case. */
  readonly company: GuestCompany;
  /** Holds `1500402` and is returning it: submitted, awaiting the director. */
  readonly leaving: { readonly company: GuestCompany; readonly id: string };
  /** Holds `1500403`, for which an officer proposes a revocation. */
  readonly accused: { readonly company: GuestCompany; readonly id: string };
  /** Has returned `1500404`. */
  readonly former: { readonly company: GuestCompany; readonly id: string };
  /** Holds `1500405`, with a change that is being checked. */
  readonly changing: { readonly company: GuestCompany; readonly id: string };
  /** An evaluator who is also a member of `company`. */
  readonly insider: Guest;
  /** An officer who checked the return and may also decide. */
  readonly both: Guest;
}

interface Row {
  readonly sends: string;
  readonly attempt: (fixture: Fixture) => Promise<Answer>;
  readonly status: number;
  readonly code: string;
  readonly at?: string;
}

let fixture: Fixture;

beforeAll(async () => {
  const portal = await openTestPortal({ works: false });
  const desk = await addNumberingOfficers(portal);
  const holds = async (code: string) => {
    const company = await portal.company();
    await holderOf(company, { code, desk });
    return company;
  };
  const company = await holds("1500401");
  const leavingCompany = await holds("1500402");
  const leaving = await returnDraft(leavingCompany, "1500402");
  await sent(leavingCompany, leaving);
  await advanceToDirector(desk, leaving.id);
  const accusedCompany = await holds("1500403");
  const accused = succeeded(await openRevocation(desk.evaluator, "1500403"), "a revocation");
  const formerCompany = await holds("1500404");
  const former = await returnDraft(formerCompany, "1500404");
  await sent(formerCompany, former);
  await advanceToDirector(desk, former.id);
  succeeded(await approve(desk, former.id), "a decided return");
  const changingCompany = await holds("1500405");
  const changing = await changeDraft(changingCompany, "1500405");
  await sent(changingCompany, changing);
  await checked(desk, changing.id);
  const insider = await portal.officer("evaluator", "numbering");
  await portal.kit.db
    .updateTable("membership")
    .set({ personId: insider.id })
    .where("organisationId", "=", company.id)
    .where("personId", "=", (await portal.colleague(company)).id)
    .execute();
  fixture = {
    portal,
    desk,
    company,
    insider: await portal.again(insider),
    both: desk.evaluator,
    leaving: { company: leavingCompany, id: leaving.id },
    accused: { company: accusedCompany, id: accused.id },
    former: { company: formerCompany, id: former.id },
    changing: { company: changingCompany, id: changing.id },
  };
  await portal.kit.db
    .insertInto("membership")
    .values({
      id: portal.kit.ids.next(),
      personId: desk.evaluator.id,
      role: "director",
      team: null,
      organisationId: null,
      grantedAt: new Date(portal.kit.clock.nowMs()),
    })
    .execute();
  fixture = { ...fixture, both: await portal.again(desk.evaluator) };
});

afterAll(() => fixture.portal.close());

const NOBODYS = "01900000-0000-7000-8000-000000000000";
const approval = { command: "decide", outcome: "approve", reason: "" };

/** Submits a draft after filling in more of its form; the draft is withdrawn afterwards, so that no case remains. */
async function sending(company: GuestCompany, draft: CaseView, more: Readonly<Record<string, unknown>>) {
  await fill(company, draft.id, more);
  return command(company.owner.client, draft.id, { command: "submit" });
}

const BEGINNINGS: readonly Row[] = [
  {
    sends: "a return of a code that is free",
    attempt: ({ company }) => beginCase(company, { code: "1500499", kind: "return" }),
    status: 403,
    code: "code-not-theirs",
  },
  {
    sends: "a return of a code that another company holds",
    attempt: ({ company }) => beginCase(company, { code: "1500402", kind: "return" }),
    status: 403,
    code: "code-not-theirs",
  },
  {
    sends: "a return of a code that he has given back already",
    attempt: ({ former }) => beginCase(former.company, { code: "1500404", kind: "return" }),
    status: 403,
    code: "code-not-theirs",
  },
  {
    sends: "a change of a code that is in no plan",
    attempt: ({ company }) => beginCase(company, { code: "999999", kind: "change" }),
    status: 403,
    code: "code-not-theirs",
  },
  {
    sends: "a change for another company",
    attempt: ({ company, leaving }) =>
      company.owner.client.post("/api/code-cases", {
        organisationId: leaving.company.id,
        code: "1500402",
        kind: "change",
      }),
    status: 404,
    code: "no-such-organisation",
  },
  {
    sends: "a second case about a code that is being given back",
    attempt: ({ leaving }) => beginCase(leaving.company, { code: "1500402", kind: "change" }),
    status: 409,
    code: "code-has-open-case",
  },
  {
    sends: "a return of a code that is about to be revoked",
    attempt: ({ accused }) => beginCase(accused.company, { code: "1500403", kind: "return" }),
    status: 409,
    code: "code-has-open-case",
  },
  {
    sends: "a revocation as a kind of application",
    attempt: ({ company }) =>
      company.owner.client.post("/api/code-cases", {
        organisationId: company.id,
        code: "1500401",
        kind: "revocation",
      }),
    status: 400,
    code: "invalid-input",
    at: "kind",
  },
];

const FORMS: readonly Row[] = [
  {
    sends: "a change without difference",
    attempt: async ({ company }) => {
      const draft = await changeDraft(company, "1500401");
      const change = draft.form["change"] as { readonly before: { readonly name: string } };
      const after = { name: change.before.name, address: "Jalan Uji 1", city: "Kota Depok", province: "Jawa Barat" };
      return sending(company, draft, { change: { ...change, after } });
    },
    status: 409,
    code: "findings-open",
  },
  {
    sends: "a change without the licence after it",
    attempt: async ({ company }) => {
      const draft = await changeDraft(company, "1500401");
      return sending(company, draft, { change: { ...(draft.form["change"] as object), licenceAfterFileId: null } });
    },
    status: 409,
    code: "findings-open",
  },
  {
    sends: "a new rule that is not named",
    attempt: async ({ company }) => {
      const draft = await changeDraft(company, "1500401");
      return sending(company, draft, { change: { ...(draft.form["change"] as object), ground: "rule" } });
    },
    status: 409,
    code: "findings-open",
  },
  {
    sends: "another company's paper in a change",
    attempt: async ({ company, leaving }) => {
      const draft = await changeDraft(company, "1500401");
      const licenceAfterFileId = await uploadPdf(leaving.company.owner);
      return fill(company, draft.id, { change: { ...(draft.form["change"] as object), licenceAfterFileId } });
    },
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "other words for what the decree says now",
    attempt: async ({ company }) => {
      const draft = await changeDraft(company, "1500401");
      const before = { name: "PT Bukan Begitu", address: "Jalan Lain" };
      return fill(company, draft.id, { change: { ...(draft.form["change"] as object), before } });
    },
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a revocation of his own making inside a form",
    attempt: async ({ company }) => {
      const draft = await changeDraft(company, "1500401");
      const revocation = {
        ground: "breach",
        statement: "x",
        evidenceFileId: null,
        answerDue: "2030-01-01",
        answer: null,
      };
      return fill(company, draft.id, { revocation });
    },
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a form of another code",
    attempt: async ({ company }) => {
      const draft = await changeDraft(company, "1500401");
      return fill(company, draft.id, { code: "1500402" });
    },
    status: 409,
    code: "code-not-held",
  },
  {
    sends: "a reason that says nothing",
    attempt: async ({ company }) => {
      const draft = await returnDraft(company, "1500401");
      return sending(company, draft, { return: { ...(draft.form["return"] as object), reason: "Sudah." } });
    },
    status: 409,
    code: "findings-open",
  },
];

const EVENTS: readonly Row[] = [
  {
    sends: "a withdrawal after the decision",
    attempt: ({ former }) => command(former.company.owner.client, former.id, { command: "withdraw" }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a decision on what is decided already",
    attempt: ({ desk, former }) => command(desk.director.client, former.id, approval),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a decision on a case that he has checked himself",
    attempt: ({ both, leaving }) => command(both.client, leaving.id, approval),
    status: 403,
    code: "four-eyes",
  },
  {
    sends: "a decision before the proposal",
    attempt: ({ desk, changing }) => command(desk.director.client, changing.id, approval),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a decision on a version that has passed",
    attempt: ({ desk, leaving }) =>
      desk.director.client.post(`/api/applications/${leaving.id}/commands`, { ...approval, expectedVersion: 1 }),
    status: 409,
    code: "version-stale",
  },
  {
    sends: "an end of the check before the holder has answered",
    attempt: ({ desk, accused }) => command(desk.evaluator.client, accused.id, { command: "finish-check" }),
    status: 409,
    code: "answer-period-open",
  },
  {
    sends: "an answer without words",
    attempt: ({ accused }) =>
      command(accused.company.owner.client, accused.id, { command: "answer", text: "   ", fileId: null }),
    status: 400,
    code: "answer-missing",
  },
  {
    sends: "an answer with a paper that is nobody's",
    attempt: ({ accused }) =>
      command(accused.company.owner.client, accused.id, { command: "answer", text: "Terpakai.", fileId: NOBODYS }),
    status: 404,
    code: "no-such-file",
  },
  {
    sends: "an answer in another company's case",
    attempt: ({ company, accused }) =>
      company.owner.client.post(`/api/applications/${accused.id}/commands`, {
        command: "answer",
        text: "Terpakai.",
        fileId: null,
        expectedVersion: 2,
      }),
    status: 404,
    code: "no-such-application",
  },
  {
    sends: "a withdrawal of a case that an officer has opened",
    attempt: ({ accused }) => command(accused.company.owner.client, accused.id, { command: "withdraw" }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "a return for correction in a revocation",
    attempt: ({ desk, accused }) =>
      command(desk.evaluator.client, accused.id, { command: "return", note: "Perbaiki." }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "an annulment without a reason",
    attempt: ({ desk, accused }) => command(desk.coordinator.client, accused.id, { command: "annul", reason: " " }),
    status: 400,
    code: "reason-missing",
  },
  {
    sends: "an annulment of a return",
    attempt: ({ desk, leaving }) =>
      command(desk.coordinator.client, leaving.id, { command: "annul", reason: "Tidak." }),
    status: 409,
    code: "command-not-now",
  },
  {
    sends: "an answer to a change",
    attempt: ({ changing }) =>
      command(changing.company.owner.client, changing.id, { command: "answer", text: "Ya.", fileId: null }),
    status: 409,
    code: "command-not-now",
  },
];

const REVOCATIONS: readonly Row[] = [
  {
    sends: "a revocation of a code that is free",
    attempt: ({ desk }) => openRevocation(desk.evaluator, "1500498"),
    status: 409,
    code: "code-not-active",
    at: "code",
  },
  {
    sends: "a second revocation of the same code",
    attempt: ({ desk }) => openRevocation(desk.evaluator, "1500403"),
    status: 409,
    code: "code-has-open-case",
    at: "code",
  },
  {
    sends: "a revocation of a code in quarantine",
    attempt: ({ desk }) => openRevocation(desk.evaluator, "1500404"),
    status: 409,
    code: "code-not-active",
    at: "code",
  },
  {
    sends: "a revocation without saying what is known",
    attempt: ({ desk }) => openRevocation(desk.evaluator, "1500401", { statement: "Kurang." }),
    status: 400,
    code: "statement-missing",
    at: "statement",
  },
  {
    sends: "a revocation on a ground that no rule knows",
    attempt: ({ desk }) => openRevocation(desk.evaluator, "1500401", { ground: "dislike" }),
    status: 400,
    code: "invalid-input",
    at: "ground",
  },
  {
    sends: "a revocation with a paper that is nobody's",
    attempt: ({ desk }) => openRevocation(desk.evaluator, "1500401", { evidenceFileId: NOBODYS }),
    status: 404,
    code: "no-such-file",
    at: "evidenceFileId",
  },
  {
    sends: "a revocation of his own company's code",
    attempt: ({ insider }) => openRevocation(insider, "1500401"),
    status: 403,
    code: "conflict-of-interest",
  },
  {
    sends: "a revocation without being an evaluator",
    attempt: ({ desk }) => openRevocation(desk.director, "1500401"),
    status: 403,
    code: "not-permitted",
  },
  {
    sends: "an early end to a quarantine that is not on",
    attempt: ({ desk }) =>
      desk.coordinator.client.post("/api/inventory/codes/1500401/end-quarantine", { reason: "Diminta." }),
    status: 409,
    code: "quarantine-not-on",
  },
  {
    sends: "an early end to a quarantine without a reason",
    attempt: ({ desk }) => desk.coordinator.client.post("/api/inventory/codes/1500404/end-quarantine", { reason: "" }),
    status: 400,
    code: "release-reason-missing",
    at: "reason",
  },
];

/** Codes, decrees and submitted cases of the fixture, as one text; drafts are excluded, because companies may change them. */
async function picture({ portal }: Fixture): Promise<string> {
  const { db } = portal.kit;
  const codes = await db
    .selectFrom("accessCode")
    .select(["code", "state", "holderOrganisationId", "version"])
    .where("code", "like", "15004%")
    .orderBy("code")
    .execute();
  const decrees = await db
    .selectFrom("decree")
    .select(["number", "supersededAt", "revokedAt", "endedAt"])
    .orderBy("sequence")
    .execute();
  const cases = await db
    .selectFrom("numberingApplication")
    .select(["id", "state", "version", "form"])
    .where("number", "is not", null)
    .orderBy("id")
    .execute();
  return JSON.stringify([codes, decrees, cases]);
}

describe.each([
  ["begins a case about a code", BEGINNINGS],
  ["fills in and sends a form about a code", FORMS],
  ["acts on a case about a code", EVENTS],
  ["takes a code away or gives it free", REVOCATIONS],
])("whoever %s", (_what, rows) => {
  it.each(rows)("is refused when he sends $sends: $code", async ({ attempt, status, code, at }) => {
    const before = await picture(fixture);
    const answer = await attempt(fixture);
    const { error } = answer.body as ProblemBody;
    expect([answer.status, error.code]).toEqual([status, code]);
    if (at !== undefined) expect(error.fields.map(({ path }) => path)).toContain(at);
    const { texts } = fixture.portal.kit;
    const said = (["id", "en"] as const).map((locale) => texts.text(locale, `errors.${code}`));
    expect(said.every((text) => text !== "" && !text.startsWith("errors."))).toBe(true);
    expect(said[0]).not.toBe(said[1]);
    expect(await picture(fixture)).toBe(before);
  });
});
