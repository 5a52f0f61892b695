import { present } from "../src/kernel/index.ts";
import type { Answer, TestClient } from "./client.ts";
import type { Guest, GuestCompany, Guests } from "./guests.ts";

/** An application in the HTTP interface. */
export interface CaseView {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly kind: string;
  readonly state: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly heldServices: readonly string[] | null;
  readonly items: readonly { readonly key: string; readonly verdict: string }[];
  readonly promise: {
    readonly state: string;
    readonly restarts: number;
    readonly dueDate: string;
    readonly workingDays: number;
  } | null;
  readonly decree: { readonly id: string; readonly number: string; readonly state: string } | null;
  readonly commands: readonly string[];
  readonly events: readonly { readonly type: string; readonly actorName: string | null }[];
}

/** The ministry's four officers for an application. */
export interface NumberingOfficers {
  readonly evaluator: Guest;
  readonly subCoordinator: Guest;
  readonly coordinator: Guest;
  readonly director: Guest;
}

/** The smallest text that is detected as PDF by its content. */
export const TINY_PDF = new TextEncoder().encode(
  "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

/** Creates an evaluator, a sub-coordinator and a coordinator of the numbering team, and a director. */
export async function addNumberingOfficers(guests: Guests): Promise<NumberingOfficers> {
  return {
    evaluator: await guests.officer("evaluator", "numbering"),
    subCoordinator: await guests.officer("sub-coordinator", "numbering"),
    coordinator: await guests.officer("coordinator", "numbering"),
    director: await guests.officer("director"),
  };
}

/** Holds a code for a company. */
export function holdCode(
  company: GuestCompany,
  code: string,
): Promise<Answer<{ readonly id: string; readonly code: string; readonly heldUntil: string }>> {
  return company.owner.client.post("/api/holds", { organisationId: company.id, code });
}

/** Creates a draft for a code and fills it in completely. */
export async function draftFor(company: GuestCompany, code: string): Promise<CaseView> {
  const { client } = company.owner;
  const hold = await holdCode(company, code);
  const draft = await client.post<CaseView>("/api/applications", { organisationId: company.id, holdId: hold.body.id });
  const letter = await client.upload<{ readonly id: string }>("/api/files?purpose=letter", {
    name: "surat.pdf",
    bytes: TINY_PDF,
  });
  const purpose = "Layanan informasi pelanggan perusahaan, 24 jam.";
  const form = { ...draft.body.form, purpose, letterFileId: letter.body.id, declaration: true };
  const saved = await client.put<CaseView>(`/api/applications/${draft.body.id}/form`, {
    expectedVersion: draft.body.version,
    form,
  });
  return succeeded(saved, "a complete draft");
}

/** Sends a command for the current version. */
export async function command(
  client: TestClient,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer<CaseView>> {
  const { version } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
  return client.post<CaseView>(`/api/applications/${id}/commands`, { ...body, expectedVersion: version });
}

/** A submitted application for a code. */
export async function submittedFor(company: GuestCompany, code: string): Promise<CaseView> {
  const { id } = await draftFor(company, code);
  return succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
}

let letters = 0;

/** Saves a letter in a returned application: a new one each time, unless given. */
export async function correctLetter({ client }: Pick<Guest, "client">, id: string, given?: Uint8Array) {
  const { form, version } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
  letters += 1;
  const bytes = given ?? Buffer.concat([TINY_PDF, Buffer.from(`%${letters}\n`)]);
  const letter = await client.upload<{ readonly id: string }>("/api/files?purpose=letter", { name: "b.pdf", bytes });
  return client.put<CaseView>(`/api/applications/${id}/form`, {
    expectedVersion: version,
    form: { ...form, letterFileId: letter.body.id },
  });
}

/** Takes a submitted application and accepts all its items. */
export async function checked(desk: NumberingOfficers, id: string): Promise<CaseView> {
  const { client } = desk.evaluator;
  const taken = succeeded(await command(client, id, { command: "take" }), "a taken case");
  for (const { key } of taken.items)
    succeeded(await command(client, id, { command: "check-item", key, verdict: "accepted" }), "an accepted item");
  return succeeded(await command(client, id, { command: "finish-check" }), "a finished check");
}

/** A checked application endorsed by the sub-coordinator. */
async function endorsed(desk: NumberingOfficers, id: string): Promise<CaseView> {
  await checked(desk, id);
  return succeeded(await command(desk.subCoordinator.client, id, { command: "endorse", note: "" }), "an endorsement");
}

/** Brings an application to the director. */
export async function proposedFor(
  company: GuestCompany,
  options: { readonly code: string; readonly desk: NumberingOfficers },
) {
  const { id } = await submittedFor(company, options.code);
  return proposed(options.desk, id);
}

/** A submitted application that is checked, endorsed and proposed for approval. */
async function proposed(desk: NumberingOfficers, id: string): Promise<CaseView> {
  await endorsed(desk, id);
  const proposal = { command: "propose", outcome: "approve", reason: "Lengkap." };
  return succeeded(await command(desk.coordinator.client, id, proposal), "a proposal");
}

/** A submitted application that all four officers have processed, approved. */
export async function decidedFor(desk: NumberingOfficers, id: string): Promise<CaseView> {
  await proposed(desk, id);
  return approved(desk, id);
}

async function approved(desk: NumberingOfficers, id: string): Promise<CaseView> {
  const approval = { command: "decide", outcome: "approve", reason: "" };
  return succeeded(await command(desk.director.client, id, approval), "an approval");
}

/** A company with an active code by a decided Nomor Baru. */
export async function holderOf(
  company: GuestCompany,
  options: { readonly code: string; readonly desk: NumberingOfficers },
): Promise<CaseView> {
  const { id } = await proposedFor(company, options);
  return approved(options.desk, id);
}

/** A complete draft of a Nomor Tambahan for a company with codes. */
export async function additionalFor(company: GuestCompany, code: string): Promise<CaseView> {
  const { client } = company.owner;
  const hold = await holdCode(company, code);
  const body = { organisationId: company.id, kind: "additional", holdId: hold.body.id };
  const draft = succeeded(await client.post<CaseView>("/api/applications", body), "a draft");
  const letter = await client.upload<{ readonly id: string }>("/api/files?purpose=letter", {
    name: "surat-calon-pengguna.pdf",
    bytes: TINY_PDF,
  });
  const rows = draft.form["usageReport"] as readonly Readonly<Record<string, unknown>>[];
  const form = {
    ...draft.form,
    purpose: "Layanan pengaduan untuk Dinas Contoh, 24 jam.",
    basis: "decree",
    userName: "Dinas Contoh",
    userLetterFileId: letter.body.id,
    usageReport: rows.map((row) => ({ ...row, ...USED })),
    declaration: true,
  };
  const saved = await client.put<CaseView>(`/api/applications/${draft.id}/form`, {
    expectedVersion: draft.version,
    form,
  });
  return succeeded(saved, "a complete draft of a Nomor Tambahan");
}

/** A complete draft of a Nomor Baru for a new service of a company with codes. */
export async function newServiceFor(
  company: GuestCompany,
  { code, newService }: { readonly code: string; readonly newService: string },
): Promise<CaseView> {
  const { client } = company.owner;
  const hold = await holdCode(company, code);
  const body = { organisationId: company.id, kind: "new", newService, holdId: hold.body.id };
  const draft = succeeded(await client.post<CaseView>("/api/applications", body), "a draft");
  const upload = async (purpose: string) =>
    (await client.upload<{ readonly id: string }>(`/api/files?purpose=${purpose}`, { name: "a.pdf", bytes: TINY_PDF }))
      .body.id;
  const form = {
    ...draft.form,
    purpose: "Layanan darurat medis seluruh Indonesia, 24 jam.",
    letterFileId: await upload("letter"),
    basisFileId: await upload("licence"),
    declaration: true,
  };
  const saved = await client.put<CaseView>(`/api/applications/${draft.id}/form`, {
    expectedVersion: draft.version,
    form,
  });
  return succeeded(saved, "a complete draft of a Nomor Baru for a new service");
}

/** Usage of a test company's code. */
const USED = {
  endUser: "PT Bank Contoh",
  service: "Layanan nasabah",
  activatedOn: "2026-01-05",
  status: "in-use",
  originatingOperators: "Telkom, Telkomsel",
  monthlyCalls: "12000",
  evidence: "Rekaman trafik tersimpan di sistem.",
};

/** The body of a successful response; throws any other response. */
export function succeeded<Body>(answer: Answer<Body>, what: string): Body {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 400)}`);
  return present(answer.body, what);
}
