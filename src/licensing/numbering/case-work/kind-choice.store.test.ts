import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import {
  additionalFor,
  addNumberingOfficers,
  checked,
  command,
  decidedFor,
  holdCode,
  holderOf,
  type NumberingOfficers,
  newServiceFor,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addGovernmentBody } from "../../../../testkit/users.ts";

let portal: TestPortal;
let desk: NumberingOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  desk = await addNumberingOfficers(portal);
});

afterAll(() => portal.close());

function said(answer: Answer): string {
  return answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code;
}

interface Proposal {
  readonly fitting: string;
  readonly refusal: { readonly code: string } | null;
  readonly codes: readonly { readonly code: string; readonly decree: string | null }[];
  readonly workingDays: Readonly<Record<string, number>>;
}

describe("the kind of an application", () => {
  it("is Nomor Baru before the first code and Nomor Tambahan after it, with the decree that says so", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    const ask = async () => (await client.get<Proposal>(`/api/kind-proposals?organisationId=${company.id}`)).body;
    expect(await ask()).toMatchObject({ fitting: "new", codes: [], workingDays: { new: 6, additional: 10 } });
    await holderOf(company, { code: "1500600", desk });
    const after = await ask();
    expect(after).toMatchObject({ fitting: "additional", codes: [{ code: "1500600" }] });
    expect(after.codes[0]?.decree).toMatch(/^\d+\/TEL/);
  });

  it("is refused with its rule when the other one is wished for", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    const begin = (kind: string) =>
      client.post<ProblemBody>("/api/applications", { organisationId: company.id, kind, holdId: null });
    const wrong = await begin("additional");
    expect(said(wrong)).toBe("kind-needs-codes");
    expect(wrong.body.error.rule?.id).toBe("additional-needs-codes");
    await holderOf(company, { code: "1500601", desk });
    const unnamed = await begin("new");
    expect(said(unnamed)).toBe("new-service-missing");
    expect(unnamed.body.error.rule).toMatchObject({ id: "new-number-new-service", standing: "assumed" });
  });

  it("begins without a code, and takes one over when it is held", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    const draft = succeeded(
      await client.post<{ id: string }>("/api/applications", { organisationId: company.id, holdId: null }),
      "a draft",
    );
    const hold = await holdCode(company, "1500602");
    const taken = succeeded(
      await client.post<{ id: string; form: { code: string } }>("/api/applications", {
        organisationId: company.id,
        holdId: hold.body.id,
      }),
      "a draft with a code",
    );
    expect(taken).toMatchObject({ id: draft.id, form: { code: "1500602" } });
  });
});

describe("a Nomor Baru of a holder", () => {
  it("names its new service from the choice to the decree, and is checked by the licence for it", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    await holderOf(company, { code: "1500630", desk });
    const asked = await client.get<{ services: string[]; newServiceRule: { id: string } }>(
      `/api/kind-proposals?organisationId=${company.id}`,
    );
    expect(asked.body).toMatchObject({
      services: ["Jasa Pusat Panggilan Informasi (Call Center)"],
      newServiceRule: { id: "new-number-new-service" },
    });
    const { id } = await newServiceFor(company, { code: "1500631", newService: "Layanan Darurat Medis" });
    const sent = succeeded(await command(client, id, { command: "submit" }), "a submission");
    expect(sent).toMatchObject({
      kind: "new",
      form: { newService: "Layanan Darurat Medis" },
      heldServices: ["Jasa Pusat Panggilan Informasi (Call Center)"],
      promise: { workingDays: 6 },
    });
    expect(sent.items.map(({ key }) => key)).toEqual(["new-service", "nib", "basis", "letter", "declaration", "code"]);
    const second = { organisationId: company.id, kind: "new", newService: "Layanan Pengaduan", holdId: null };
    expect(said(await client.post("/api/applications", second))).toBe("application-open");
    const { db } = portal.kit;
    const events = await db
      .selectFrom("auditEntry")
      .select(["action", "detail"])
      .where("subjectId", "=", id)
      .where("action", "in", ["application.begun", "application.submit"])
      .execute();
    expect(events.map(({ detail }) => detail)).toMatchObject([
      { newService: "Layanan Darurat Medis" },
      { newService: "Layanan Darurat Medis" },
    ]);
    const decided = await decidedFor(desk, id);
    expect(decided).toMatchObject({ state: "approved", heldServices: asked.body.services });
    const decree = await db
      .selectFrom("decree")
      .select("facts")
      .where("applicationId", "=", id)
      .executeTakeFirstOrThrow();
    expect(decree.facts).toMatchObject({ act: { kind: "assignment", newService: "Layanan Darurat Medis" } });
    const again = { ...second, newService: "layanan darurat medis" };
    expect(said(await client.post("/api/applications", again))).toBe("new-service-known");
  });

  it("keeps the service of its draft when it takes another code over, and takes a new name", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    await holderOf(company, { code: "1500632", desk });
    const draft = await newServiceFor(company, { code: "1500633", newService: "Layanan Darurat Medis" });
    const begin = async (more: object) =>
      client.post<ProblemBody & { id: string; form: object }>("/api/applications", {
        organisationId: company.id,
        kind: "new",
        holdId: null,
        ...more,
      });
    const hold = await holdCode(company, "1500634");
    const taken = succeeded(await begin({ holdId: hold.body.id }), "a draft with another code");
    expect(taken).toMatchObject({ id: draft.id, form: { code: "1500634", newService: "Layanan Darurat Medis" } });
    expect(said(await begin({ newService: "Jasa Pusat Panggilan Informasi (Call Center)" }))).toBe("new-service-known");
    const renamed = succeeded(await begin({ newService: " Layanan Pengaduan " }), "a draft for another service");
    expect(renamed).toMatchObject({ id: draft.id, form: { code: "1500634", newService: "Layanan Pengaduan" } });
  });
});

describe("a Nomor Tambahan", () => {
  it("is promised ten working days and judged by its own items", async () => {
    const company = await portal.company();
    await holderOf(company, { code: "1500610", desk });
    const { id } = await additionalFor(company, "1500611");
    const sent = succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
    expect(sent).toMatchObject({ kind: "additional", promise: { workingDays: 10 } });
    expect(sent.items.map(({ key }) => key)).toEqual([
      "nib",
      "basis",
      "usage-report",
      "user-letter",
      "declaration",
      "code",
    ]);
    expect(await checked(desk, id)).toMatchObject({ state: "checked" });
  });

  it("may be asked for again while another one is with the ministry", async () => {
    const company = await portal.company();
    await holderOf(company, { code: "1500612", desk });
    for (const code of ["1500613", "1500614"]) {
      const { id } = await additionalFor(company, code);
      expect(said(await command(company.owner.client, id, { command: "submit" }))).toBe("done");
    }
  });

  it("is not sent while a row of the usage report is missing", async () => {
    const company = await portal.company();
    await holderOf(company, { code: "1500615", desk });
    const draft = await additionalFor(company, "1500616");
    const { client } = company.owner;
    const form = { ...draft.form, usageReport: [] };
    await client.put(`/api/applications/${draft.id}/form`, { expectedVersion: draft.version, form });
    expect(said(await command(client, draft.id, { command: "submit" }))).toBe("findings-open");
    const { findings } = (
      await client.get<{ findings: readonly { code: string; message: string }[] }>(
        `/api/applications/${draft.id}/pre-check`,
      )
    ).body;
    expect(findings).toMatchObject([{ code: "finding-usage-row-missing", accessCode: "1500615" }]);
    expect(findings[0]?.message).toContain("1500 615");
  });
});

describe("a government body", () => {
  it("applies as a non-operator, within two working days, when its law gives it the service", async () => {
    const body = await addGovernmentBody(portal.kit);
    const owner = await portal.colleague(body);
    const { client } = owner;
    const begin = (ownService: boolean | null) =>
      client.post<ProblemBody>("/api/applications", { organisationId: body.id, holdId: null, ownService });
    expect(said(await begin(null))).toBe("own-service-needed");
    expect(said(await begin(false))).toBe("own-service-needed");
    const asked = await client.get<Proposal>(`/api/kind-proposals?organisationId=${body.id}&ownService=yes`);
    expect(asked.body).toMatchObject({ refusal: null, workingDays: { new: 2, additional: 10 } });
    expect(said(await begin(true))).toBe("done");
  });

  it("is told who can rent out a code", async () => {
    const company = await portal.company();
    await holderOf(company, { code: "1500620", desk });
    const operators = await portal.anonymous.get<{ items: readonly { id: string; codes: number }[] }>("/api/operators");
    expect(operators.body.items.find(({ id }) => id === company.id)).toMatchObject({ codes: 1 });
  });
});
