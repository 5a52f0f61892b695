import type { LicenceView } from "../../licensing/applications/index.ts";
import {
  PART_KEYS,
  readLicenceRules,
  type SampleConfiguration,
  sampleForm,
} from "../../licensing/requirements/index.ts";
import { officeDate, openRulebook, rulesetVersion } from "../../regulation/index.ts";
import type { DemoClient } from "./demo-client.ts";
import { type DemoContext, demoOfficer, demoPdf, demoUntil } from "./demo-steps.ts";

const DAY_MS = 86_400_000;
/** The tax confirmation, which the evaluator returns for correction once. */
const TAX_CONFIRMATION = "D12";

/** The licensed company, and a signed-in user of it. */
export interface DemoCompany {
  readonly applicant: DemoClient;
  readonly organisationId: string;
  /** Configuration of its exchange; an IP PBX unless given. */
  readonly configuration?: SampleConfiguration;
}

/** Plays the licence application up to verified documents and the decree of the commitment; returns the application. */
export async function playLicence(demoContext: DemoContext, company: DemoCompany): Promise<LicenceView> {
  const { applicant } = company;
  const { tell } = demoContext;
  const begun = await applicant.post<LicenceView>("/api/licences", { organisationId: company.organisationId });
  const { id } = begun;
  tell(`A licence application begins; its pre-check names ${begun.preCheck.length} things that are missing`);
  await fillIn(applicant, id, { nowMs: demoContext.nowMs(), configuration: company.configuration });
  const sent = await command(applicant, id, { command: "submit" });
  tell(`Licence application ${sent.number} is handed in; its documents are promised by ${sent.promise?.dueDate}`);
  const evaluator = await demoOfficer(demoContext, { role: "evaluator", team: "licensing" });
  await evaluate(evaluator, sent, tell);
  await correct(demoContext, applicant, id);
  await verifyDocuments(demoContext, id);
  tell("Sub-coordinator and coordinator verify the documents; the commitment of five years is decreed");
  return demoUntil("the decree of the commitment", async () => {
    const view = await applicant.get<LicenceView>(`/api/licences/${id}`);
    if (view.decree?.state !== "published") return null;
    tell(`Decree ${view.decree.number} of the commitment is published`);
    return view;
  });
}

/** Accepts the corrected item; sub-coordinator and coordinator then verify the documents. */
async function verifyDocuments(demoContext: DemoContext, id: string): Promise<void> {
  const evaluator = await demoOfficer(demoContext, { role: "evaluator", team: "licensing" });
  await command(evaluator, id, { command: "accept-item", requirement: TAX_CONFIRMATION });
  await command(evaluator, id, { command: "finish-check" });
  const subCoordinator = await demoOfficer(demoContext, { role: "sub-coordinator", team: "licensing" });
  await declareNoInterest(subCoordinator, id);
  await command(subCoordinator, id, { command: "endorse", note: "" });
  const coordinator = await demoOfficer(demoContext, { role: "coordinator", team: "licensing" });
  await declareNoInterest(coordinator, id);
  await command(coordinator, id, { command: "verify", reason: "" });
}

/** Fills in every part of a licence application, and uploads every document. */
export async function fillIn(
  applicant: DemoClient,
  id: string,
  { nowMs, configuration }: { readonly nowMs: number; readonly configuration?: SampleConfiguration | undefined },
): Promise<void> {
  const form = sampleForm({
    ...(configuration === undefined ? {} : { configuration, functions: functionsToShow(configuration, nowMs) }),
    agreement: { signedOn: daysAway(nowMs, -85), validFrom: daysAway(nowMs, -71), validUntil: daysAway(nowMs, 1_000) },
    statementDate: daysAway(nowMs, -15),
  });
  for (const key of PART_KEYS)
    await applicant.put(`/api/licences/${id}/parts/${key}`, { version: 0, value: form[key] });
  const { items } = await applicant.get<LicenceView>(`/api/licences/${id}`);
  for (const slot of items.flatMap(({ slots }) => slots)) await hang(applicant, { id, slot, version: 0, nowMs });
}

/** The functions of a PBX that an installation without one must demonstrate. */
function functionsToShow(configuration: SampleConfiguration, nowMs: number): readonly string[] {
  if (configuration === "pbx") return [];
  const atDate = officeDate(nowMs);
  const rulebook = openRulebook({ version: rulesetVersion, atDate });
  if (!rulebook.ok) throw new Error(`no rules at ${atDate}: ${rulebook.refusal.code}`);
  return readLicenceRules(rulebook.value, atDate).functions.map(({ key }) => key);
}

async function hang(
  applicant: DemoClient,
  place: { readonly id: string; readonly slot: string; readonly version: number; readonly nowMs: number },
): Promise<void> {
  const { id, slot, version, nowMs } = place;
  const file = {
    name: `${slot.replaceAll(":", "-")}.pdf`,
    bytes: await demoPdf(`${slot}, berkas ${version + 1} (contoh)`),
  };
  const { id: fileId } = await applicant.upload<{ readonly id: string }>("/api/files?purpose=licence-paper", file);
  const stated = { number: "123/2026", issuedOn: daysAway(nowMs, -5), validUntil: "" };
  await applicant.put(`/api/licences/${id}/documents/${encodeURIComponent(slot)}`, { version, fileId, stated });
}

/** Accepts all items but one, which is returned with its rule and the required correction. */
export async function evaluate(
  evaluator: DemoClient,
  { id, items }: LicenceView,
  tell: DemoContext["tell"],
): Promise<void> {
  await declareNoInterest(evaluator, id);
  await command(evaluator, id, { command: "take" });
  const sound = items.filter(({ key }) => key !== TAX_CONFIRMATION);
  for (const { key } of sound) await command(evaluator, id, { command: "accept-item", requirement: key });
  await command(evaluator, id, {
    command: "keep-finding",
    id: null,
    requirement: TAX_CONFIRMATION,
    place: { part: null, slot: TAX_CONFIRMATION, rowId: null, field: null, page: 1, spot: null },
    rule: TAX_CONFIRMATION,
    note: "Nomor pokok wajib pajak pada keterangan ini bukan milik perusahaan.",
    remedy: "Unggah konfirmasi status wajib pajak atas nama perusahaan.",
    lateReason: null,
  });
  await command(evaluator, id, { command: "return", note: "" });
  tell(`The evaluator accepts ${sound.length} of ${items.length} items and returns one, with rule and remedy`);
}

async function correct({ tell, nowMs }: DemoContext, applicant: DemoClient, id: string): Promise<void> {
  const { documents } = await applicant.get<LicenceView>(`/api/licences/${id}`);
  const returned = documents.filter(({ requirement }) => requirement === TAX_CONFIRMATION);
  for (const { slot, version } of returned) await hang(applicant, { id, slot, version, nowMs: nowMs() });
  await command(applicant, id, { command: "resubmit" });
  tell("The applicant corrects that one document; everything else stays accepted and locked");
}

/** An officer declares the absence of a conflict of interest in a licence application. */
export async function declareNoInterest(officer: DemoClient, id: string): Promise<void> {
  await command(officer, id, { command: "declare-interest", hasInterest: false, note: "" });
}

/** Sends a command for the current version of a licence application. */
export async function command(
  client: DemoClient,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<LicenceView> {
  const { version } = await client.get<LicenceView>(`/api/licences/${id}`);
  return client.post<LicenceView>(`/api/licences/${id}/commands`, { version, command: body });
}

/** The local date that many days from an instant. */
function daysAway(nowMs: number, days: number): string {
  return officeDate(nowMs + days * DAY_MS);
}
