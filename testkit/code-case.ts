import type { Answer } from "./client.ts";
import type { Guest, GuestCompany } from "./guests.ts";
import { type CaseView, checked, command, type NumberingOfficers, succeeded, TINY_PDF } from "./numbering-case.ts";

/** A PDF uploaded for an application; its id. */
export async function uploadPdf(guest: Guest, name = "berkas.pdf"): Promise<string> {
  const file = { name, bytes: TINY_PDF };
  return succeeded(await guest.client.upload<{ readonly id: string }>("/api/files?purpose=letter", file), "a file").id;
}

/** Creates an application to change or return a code. */
export function beginCase(company: GuestCompany, asked: { readonly code: string; readonly kind: "change" | "return" }) {
  return company.owner.client.post<CaseView>("/api/code-cases", { organisationId: company.id, ...asked });
}

/** Saves further values of a form, on its current version. */
export async function fill(
  company: GuestCompany,
  id: string,
  more: Readonly<Record<string, unknown>>,
): Promise<Answer<CaseView>> {
  const { client } = company.owner;
  const { version, form } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
  return client.put<CaseView>(`/api/applications/${id}/form`, {
    expectedVersion: version,
    form: { ...form, ...more },
  });
}

/** The new name and address in a test company's change application. */
export const NEW_VALUES = {
  name: "PT Contoh Nama Baru Nusantara",
  address: "Jalan Baru 12",
  city: "Kota Bogor",
  province: "Jawa Barat",
} as const;

/** A complete draft of a change of name and address. */
export async function changeDraft(company: GuestCompany, code: string): Promise<CaseView> {
  const draft = succeeded(await beginCase(company, { code, kind: "change" }), "a draft of a change");
  const change = {
    ...(draft.form["change"] as object),
    after: NEW_VALUES,
    licenceBeforeFileId: await uploadPdf(company.owner, "izin-lama.pdf"),
    licenceAfterFileId: await uploadPdf(company.owner, "izin-baru.pdf"),
  };
  return succeeded(await fill(company, draft.id, { change, declaration: true }), "a complete draft of a change");
}

/** A complete draft of a code return. */
export async function returnDraft(company: GuestCompany, code: string): Promise<CaseView> {
  const draft = succeeded(await beginCase(company, { code, kind: "return" }), "a draft of a return");
  const giving = { ...(draft.form["return"] as object), reason: "Layanan pusat panggilan kami sudah berhenti." };
  return succeeded(await fill(company, draft.id, { return: giving, declaration: true }), "a complete return");
}

/** Submits a draft. */
export async function sent(company: GuestCompany, { id }: Pick<CaseView, "id">): Promise<CaseView> {
  return succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
}

/** An officer opens the revocation of a code. */
export function openRevocation(
  officer: Guest,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answer<CaseView>> {
  const statement = "Kode tidak menerima panggilan apa pun sejak Maret menurut pemeriksaan lalu lintas.";
  return officer.client.post<CaseView>("/api/revocations", {
    code,
    ground: "unused",
    statement,
    evidenceFileId: null,
    ...more,
  });
}

/** Brings a checked application to the director. */
export async function toDirector(desk: NumberingOfficers, id: string, outcome: "approve" | "reject" = "approve") {
  succeeded(await command(desk.subCoordinator.client, id, { command: "endorse", note: "" }), "an endorsement");
  const proposal = { command: "propose", outcome, reason: "Lengkap." };
  return succeeded(await command(desk.coordinator.client, id, proposal), "a proposal");
}

/** Checks a submitted application and brings it to the director. */
export async function advanceToDirector(desk: NumberingOfficers, id: string): Promise<CaseView> {
  await checked(desk, id);
  return toDirector(desk, id);
}

/** Accepts every item of an application held by its officer, and ends the check. */
export async function checkedInHand(desk: NumberingOfficers, id: string): Promise<CaseView> {
  const { client } = desk.evaluator;
  const { items } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
  for (const { key } of items)
    succeeded(await command(client, id, { command: "check-item", key, verdict: "accepted" }), "an accepted item");
  return succeeded(await command(client, id, { command: "finish-check" }), "a finished check");
}

/** The director's approval. */
export function approve(desk: NumberingOfficers, id: string): Promise<Answer<CaseView>> {
  return command(desk.director.client, id, { command: "decide", outcome: "approve", reason: "" });
}
