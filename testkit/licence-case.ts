import { sql } from "kysely";
import { present } from "../src/kernel/index.ts";
import type { LicenceView } from "../src/licensing/applications/index.ts";
import { type LicenceForm, PART_KEYS, requirementsOf } from "../src/licensing/requirements/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import type { Answer, TestClient } from "./client.ts";
import type { Guest, GuestCompany, Guests } from "./guests.ts";
import { licenceRules, SOUND_COMPANY, SOUND_FORM } from "./licence-form.ts";
import { succeeded } from "./numbering-case.ts";

export type { LicenceView } from "../src/licensing/applications/index.ts";

/** The ministry's officers for a licence application. */
export interface LicenceOfficers {
  readonly evaluator: Guest;
  readonly subCoordinator: Guest;
  readonly coordinator: Guest;
  readonly director: Guest;
}

/** The system in which applications are created: a portal, or the real system. */
export interface LicenceFixtureContext extends Guests {
  readonly kit: Pick<Kit, "db" | "ids" | "clock">;
}

/** A distinct file for each slot: two slots never attach the same bytes. */
function pdfBytesOf(name: string): Uint8Array {
  return new TextEncoder().encode(
    `%PDF-1.7\n% ${name}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
}

/** Creates an evaluator, a sub-coordinator and a coordinator of the licensing team, and a director. */
export async function addLicenceOfficers(guests: Guests): Promise<LicenceOfficers> {
  return {
    evaluator: await guests.officer("evaluator", "licensing"),
    subCoordinator: await guests.officer("sub-coordinator", "licensing"),
    coordinator: await guests.officer("coordinator", "licensing"),
    director: await guests.officer("director"),
  };
}

let givenCodes = 0;

/** Assigns the next idle seven-digit code to a company, as if its decree were older than Sambung. */
export async function giveDecreedCode(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: { readonly id: string },
): Promise<string> {
  const { db } = fixture.kit;
  givenCodes += 1;
  const change = JSON.stringify({ name: "import", by: null, role: null });
  const { rows } = await sql<{ code: string }>`update access_code set state = 'active',
      holder_organisation_id = ${company.id}::uuid, change = ${change}::jsonb
    where code = (select code from access_code where state = 'idle' and code ~ '^1500' order by code desc
      limit 1 for update skip locked) returning code`.execute(db);
  return present(rows[0], `idle code ${givenCodes}`).code;
}

/** Creates an application for a company with a code. */
export async function beginLicenceFor(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: GuestCompany,
): Promise<LicenceView> {
  await giveDecreedCode(fixture, company);
  const begun = await company.owner.client.post<LicenceView>("/api/licences", { organisationId: company.id });
  return succeeded(begun, "a licence application");
}

/** Saves a part, on the current version. */
export async function savePart(
  client: TestClient,
  id: string,
  part: { readonly key: keyof LicenceForm; readonly value: unknown },
): Promise<Answer<LicenceView["parts"][number]>> {
  const { parts } = (await client.get<LicenceView>(`/api/licences/${id}`)).body;
  return putPart(client, id, { ...part, version: parts.find(({ key }) => key === part.key)?.version ?? 0 });
}

function putPart(
  client: TestClient,
  id: string,
  { key, ...body }: { readonly key: keyof LicenceForm; readonly version: number; readonly value: unknown },
): Promise<Answer<LicenceView["parts"][number]>> {
  return client.put(`/api/licences/${id}/parts/${key}`, body);
}

/** Uploads a small PDF and attaches it to a slot, on the current version. */
export async function attachDocument(
  client: TestClient,
  id: string,
  paper: { readonly slot: string; readonly name?: string; readonly issuedOn?: string },
): Promise<Answer<LicenceView>> {
  const { documents } = (await client.get<LicenceView>(`/api/licences/${id}`)).body;
  const version = documents.find((document) => document.slot === paper.slot)?.version ?? 0;
  return putDocument(client, id, { ...paper, version });
}

async function putDocument(
  client: TestClient,
  id: string,
  paper: { readonly slot: string; readonly version: number; readonly name?: string; readonly issuedOn?: string },
): Promise<Answer<LicenceView>> {
  const { slot, version, name = `${id} ${slot}`, issuedOn = "2026-11-20" } = paper;
  const file = { name: `${slot.replaceAll(":", "-")}.pdf`, bytes: pdfBytesOf(name) };
  const uploaded = await client.upload<{ readonly id: string }>("/api/files?purpose=licence-paper", file);
  return client.put<LicenceView>(`/api/licences/${id}/documents/${encodeURIComponent(slot)}`, {
    version,
    fileId: succeeded(uploaded, `a file for ${slot}`).id,
    stated: { number: "123/2026", issuedOn, validUntil: "" },
  });
}

/** An application with every part filled in and a file on every required slot. */
export async function completeLicenceFor(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: GuestCompany,
  form: LicenceForm = SOUND_FORM,
): Promise<LicenceView> {
  const { id } = await beginLicenceFor(fixture, company);
  const { client } = company.owner;
  for (const key of PART_KEYS)
    succeeded(await putPart(client, id, { key, value: form[key], version: 0 }), `the part ${key}`);
  const view = succeeded(await client.get<LicenceView>(`/api/licences/${id}`), "a case");
  const needed = new Set(
    requirementsOf(form, SOUND_COMPANY, licenceRules())
      .flatMap(({ slots }) => slots)
      .filter(({ isOptional }) => isOptional)
      .map(({ slot }) => slot),
  );
  for (const slot of view.items.flatMap(({ slots }) => slots)) {
    if (!needed.has(slot)) succeeded(await putDocument(client, id, { slot, version: 0 }), `a file on ${slot}`);
  }
  return succeeded(await client.get<LicenceView>(`/api/licences/${id}`), "a complete case");
}

/** Sends a command for the current version. */
export async function commandLicence(
  client: TestClient,
  id: string,
  command: Readonly<Record<string, unknown>>,
): Promise<Answer<LicenceView>> {
  const { version } = (await client.get<LicenceView>(`/api/licences/${id}`)).body;
  return client.post<LicenceView>(`/api/licences/${id}/commands`, { version, command });
}

/** A command that must succeed. */
export async function done(
  guest: Pick<Guest, "client">,
  id: string,
  command: Readonly<Record<string, unknown>> & { readonly command: string },
): Promise<LicenceView> {
  return succeeded(await commandLicence(guest.client, id, command), command.command);
}

/** Declares the absence of an officer's conflict of interest. */
export async function declareNone(guest: Guest, id: string): Promise<LicenceView> {
  return done(guest, id, { command: "declare-interest", hasInterest: false, note: "" });
}

/** Declares a conflict of interest in the application. */
export async function declareOwn(guest: Guest, id: string): Promise<LicenceView> {
  return done(guest, id, { command: "declare-interest", hasInterest: true, note: "Saudara saya bekerja di sana." });
}

/** A submitted application. */
export async function submittedLicenceFor(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: GuestCompany,
): Promise<LicenceView> {
  const { id } = await completeLicenceFor(fixture, company);
  return done(company.owner, id, { command: "submit" });
}

/** A submitted application that the evaluator has taken. */
export async function takenLicenceFor(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: GuestCompany,
  desk: Pick<LicenceOfficers, "evaluator">,
): Promise<LicenceView> {
  const { id } = await submittedLicenceFor(fixture, company);
  await declareNone(desk.evaluator, id);
  return done(desk.evaluator, id, { command: "take" });
}

/** Accepts every item not accepted yet, except those named. */
export async function acceptAll(
  officer: Pick<Guest, "client">,
  id: string,
  except: readonly string[] = [],
): Promise<LicenceView> {
  let view = succeeded(await officer.client.get<LicenceView>(`/api/licences/${id}`), "a case");
  const open = view.items.filter(({ verdict, key }) => verdict !== "accepted" && !except.includes(key));
  for (const { key } of open) {
    const body = { version: view.version, command: { command: "accept-item", requirement: key } };
    view = succeeded(await officer.client.post<LicenceView>(`/api/licences/${id}/commands`, body), `accepting ${key}`);
  }
  return view;
}

/** A draft finding, as a command. */
export function findingOn(requirement: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    command: "keep-finding",
    id: null,
    requirement,
    place: { part: null, slot: null, rowId: null, field: null, page: null, spot: null },
    rule: requirement,
    note: "Tanda tangan pada halaman terakhir tidak ada.",
    remedy: "Unggah pernyataan yang ditandatangani direktur.",
    lateReason: null,
    ...more,
  } as const;
}

/** Returns a taken application to the applicant with one finding on each of these requirements. */
export async function returnedWith(officer: Guest, id: string, requirements: readonly string[]): Promise<LicenceView> {
  await acceptAll(officer, id, requirements);
  for (const requirement of requirements) await done(officer, id, findingOn(requirement));
  return done(officer, id, { command: "return", note: "" });
}

/** Completes the check of a taken application. */
export async function checkedLicence(officer: Guest, id: string): Promise<LicenceView> {
  await acceptAll(officer, id);
  return done(officer, id, { command: "finish-check" });
}

/** Brings a checked application to the coordinator. */
export async function endorsedLicence(desk: LicenceOfficers, id: string): Promise<LicenceView> {
  await declareNone(desk.subCoordinator, id);
  return done(desk.subCoordinator, id, { command: "endorse", note: "" });
}

/** An application whose documents the coordinator has verified. */
export async function verifiedLicenceFor(
  fixture: Pick<LicenceFixtureContext, "kit">,
  company: GuestCompany,
  desk: LicenceOfficers,
): Promise<LicenceView> {
  const { id } = await takenLicenceFor(fixture, company, desk);
  await checkedLicence(desk.evaluator, id);
  await endorsedLicence(desk, id);
  await declareNone(desk.coordinator, id);
  return done(desk.coordinator, id, { command: "verify", reason: "" });
}
