import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { GuestCompany } from "../../../testkit/guests.ts";
import {
  additionalFor,
  addNumberingOfficers,
  type CaseView,
  command,
  holderOf,
  succeeded,
  TINY_PDF,
} from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";

let portal: TestPortal;
let company: GuestCompany;
let draft: CaseView;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  company = await portal.company();
  await holderOf(company, { code: "1500611", desk: await addNumberingOfficers(portal) });
  draft = await additionalFor(company, "1500612");
});

afterAll(() => portal.close());

const said = (answer: Answer): string => (answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code);

async function uploaded(purpose: string): Promise<string> {
  const file = { name: "izin.pdf", bytes: TINY_PDF };
  const answer = await company.owner.client.upload<{ readonly id: string }>(`/api/files?purpose=${purpose}`, file);
  return succeeded(answer, "a file").id;
}

async function restOn(basisFileId: string): Promise<Answer> {
  const { client } = company.owner;
  const { version } = (await client.get<CaseView>(`/api/applications/${draft.id}`)).body;
  const form = { ...draft.form, basis: "licence", basisFileId };
  return client.put(`/api/applications/${draft.id}/form`, { expectedVersion: version, form });
}

describe("the licence that a Nomor Tambahan rests on", () => {
  it("is taken only as a licence, not as evidence in a dispute", async () => {
    expect(said(await restOn(await uploaded("evidence")))).toBe("no-such-file");
    expect(said(await restOn(await uploaded("licence")))).toBe("done");
  });

  it("is opened by its company, by evaluators and by verifiers; by no other company, no stranger", async () => {
    const licence = await uploaded("licence");
    const evaluator = await portal.officer("evaluator", "numbering");
    const open = async (guest: { readonly client: TestPortal["anonymous"] }) =>
      (await guest.client.get(`/api/files/${licence}`)).status;
    expect(await open(evaluator)).toBe(404);
    succeeded(await restOn(licence), "a licence");
    succeeded(await command(company.owner.client, draft.id, { command: "submit" }), "a submission");
    expect(await open(evaluator)).toBe(200);
    expect(await open(await portal.officer("account-verifier"))).toBe(200);
    expect(await open(await portal.colleague(company, "applicant-staff"))).toBe(200);
    expect(await open((await portal.company()).owner)).toBe(404);
    expect(await open({ client: portal.anonymous })).toBe(401);
  });

  it("is remembered as opened in the case it belongs to", async () => {
    const views = await company.owner.client.get<{ items: readonly object[] }>("/api/document-views?pageSize=50");
    const seen = { purpose: "licence", caseKind: "application", caseId: draft.id, role: "evaluator" };
    expect(views.body.items).toEqual(expect.arrayContaining([expect.objectContaining(seen)]));
  });
});
