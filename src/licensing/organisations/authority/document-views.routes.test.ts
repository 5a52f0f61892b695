import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest, GuestCompany } from "../../../../testkit/guests.ts";
import { submittedFor, succeeded, TINY_PDF } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS } from "../../../../testkit/virtual-context.ts";

interface View {
  readonly personName: string;
  readonly role: string;
  readonly isMinistry: boolean;
  readonly fileId: string;
  readonly caseKind: string | null;
  readonly caseId: string | null;
}

const virtualContext = createVirtualContext({ seed: "views" });
let portal: TestPortal;
let company: GuestCompany;
let letter: string;
let applicationId: string;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  company = await portal.company();
  const application = await submittedFor(company, "1500811");
  applicationId = application.id;
  letter = String(application.form["letterFileId"]);
});

afterAll(() => portal.close());

const open = (guest: Guest, fileId: string) => guest.client.get(`/api/files/${fileId}`);
const viewsFor = async (guest: Guest, query = "") =>
  succeeded(
    await guest.client.get<{ total: number; items: readonly View[] }>(`/api/document-views?pageSize=200${query}`),
    "views",
  ).items;
const of = (views: readonly View[], fileId: string) => views.filter((view) => view.fileId === fileId);

describe("who opened a personal document", () => {
  it("is told to the company's owner: person, role, document and case", async () => {
    const evaluator = await portal.officer("evaluator", "numbering");
    expect((await open(evaluator, letter)).status).toBe(200);
    expect(of(await viewsFor(company.owner, "&side=ministry"), letter)).toMatchObject([
      {
        personName: evaluator.name,
        role: "evaluator",
        isMinistry: true,
        caseKind: "application",
        caseId: applicationId,
      },
    ]);
    expect(of(await viewsFor((await portal.company()).owner), letter)).toEqual([]);
    expect(of(await viewsFor(evaluator), letter)).toEqual([]);
    const coordinator = await portal.officer("coordinator", "numbering");
    expect(of(await viewsFor(coordinator), letter)).toHaveLength(1);
  });

  it("counts openings of one person within half an hour once, and the next one again", async () => {
    const evaluator = await portal.officer("evaluator", "numbering");
    const mine = async () =>
      of(await viewsFor(company.owner), letter).filter(({ personName }) => personName === evaluator.name);
    await Promise.all(Array.from({ length: 5 }, () => open(evaluator, letter)));
    expect(await mine()).toHaveLength(1);
    virtualContext.advance(31 * MINUTE_MS);
    await open(await portal.again(evaluator), letter);
    expect(await mine()).toHaveLength(2);
  });

  it("is kept for good: not even the program may change or remove it", async () => {
    const { db } = portal.kit;
    await expect(sql`update document_view set role = 'orang lain'`.execute(db)).rejects.toThrow(/permission|append/);
    await expect(sql`delete from document_view`.execute(db)).rejects.toThrow(/permission|append/);
  });

  it("says nothing of a company's own upload, and of a colleague's reading on the applicant's side", async () => {
    const colleague = await portal.colleague(company);
    await open(company.owner, letter);
    await open(colleague, letter);
    const views = of(await viewsFor(company.owner, "&side=company"), letter);
    expect(views.map(({ personName, isMinistry }) => [personName, isMinistry])).toEqual([[colleague.name, false]]);
  });

  it("never keeps a company from its own papers, even when remembering fails; the ministry waits", async () => {
    const colleague = await portal.colleague(company);
    const verifier = await portal.officer("coordinator", "numbering");
    const owner = portal.access;
    const client = await (await import("../../../platform/database/index.ts")).openClient(owner.connectionFor("owner"));
    try {
      await client.query("alter table document_view rename to document_view_away");
      expect((await open(colleague, letter)).status).toBe(200);
      expect((await open(verifier, letter)).status).toBe(500);
    } finally {
      await client.query("alter table document_view_away rename to document_view");
      await client.end();
    }
    expect((await open(verifier, letter)).status).toBe(200);
  });

  it("does not tell a holder of the evidence of a claimant before he is asked", async () => {
    const claimant = await portal.person();
    const file = { name: "bukti.pdf", bytes: TINY_PDF };
    const { id } = succeeded(
      await claimant.client.upload<{ id: string }>("/api/files?purpose=evidence", file),
      "evidence",
    );
    const claim = {
      nib: company.nib,
      ground: "former-claimant",
      reason: "Direksi berganti.",
      position: "Direktur",
      phone: "021-5550199",
      evidenceFileId: id,
    };
    succeeded(await claimant.client.post("/api/disputes", claim), "a dispute");
    const verifier = await portal.officer("account-verifier");
    expect((await open(verifier, id)).status).toBe(200);
    expect(of(await viewsFor(company.owner), id)).toEqual([]);
    expect(of(await viewsFor(claimant), id)).toMatchObject([{ personName: verifier.name, caseKind: "dispute" }]);
  });
});
