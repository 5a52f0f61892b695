import { randomPassword } from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import { type DemoContact, playCaller } from "./demo-caller.ts";
import { type DemoClient, openDemoClient } from "./demo-client.ts";
import { playLicence } from "./demo-licence.ts";
import { finishAtOss, pushLicence } from "./demo-oss.ts";
import { DEMO_NIB, type DemoContext, type DemoPerson, demoOfficer, demoPdf, demoUntil, logInTo } from "./demo-steps.ts";
import { playTests } from "./demo-test.ts";

const CODE = "1500123";

/** The company whose licence became active, and its applicant. */
export interface LicensedCompany {
  readonly applicant: DemoClient;
  readonly person: DemoApplicant;
  readonly organisationId: string;
}

/** Results of the scenario, for inspection. */
export interface DemoEnding {
  readonly decreeNumber: string;
  readonly decreeUrl: string;
  readonly pdf: Uint8Array;
  readonly company: LicensedCompany;
  /** The served caller; null without telephony. */
  readonly contact: DemoContact | null;
}

/** A numbering application as the interface shows it. */
export interface DemoApplication {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly state: string;
  readonly items: readonly { readonly key: string }[];
  readonly promise: { readonly dueDate: string; readonly workingDays: number } | null;
  readonly form: Readonly<Record<string, unknown>>;
  readonly decree: { readonly id: string; readonly number: string; readonly state: string } | null;
}

/** Plays the scenario from the NIB to the first served caller, through the real HTTP interface and real calls, and prints each step. */
export async function playScenario(demoContext: DemoContext): Promise<DemoEnding> {
  const { url, tell } = demoContext;
  const person = { email: "dewi.lestari@perusahaan.invalid", password: randomPassword(), name: "Dewi Lestari" };
  const applicant = await signUp(demoContext, person);
  tell(`${person.name} signs up and confirms the e-mail address by the link in the local mailbox`);
  const organisationId = await registerCompany(applicant, { nib: DEMO_NIB, person, tell });
  await verifyCompany(demoContext, organisationId);
  tell("The account verifier accepts the company");
  const submitted = await applyForCode(applicant, { organisationId, code: CODE, tell });
  await checkApplication(await demoOfficer(demoContext, { role: "evaluator", team: "numbering" }), submitted.id, tell);
  await endorseApplication(demoContext, submitted.id);
  tell("The sub-coordinator endorses the check");
  await proposeOutcome(demoContext, submitted.id, { outcome: "approve", reason: "Berkas lengkap dan benar." });
  tell("The coordinator proposes to approve");
  await decideApplication(demoContext, submitted.id, { outcome: "approve", reason: "" });
  tell("The director approves; the code becomes active and the decree is ordered");
  const decree = await publishedDecree(applicant, submitted.id);
  tell(`Decree ${decree.number} is rendered, signed and published`);
  const pdf = await applicant.bytes(`/api/decrees/${decree.id}/file`);
  tell(`The signed PDF is ${(pdf.length / 1024).toFixed(0)} kB`);
  await pushLicence(demoContext);
  const licence = await playLicence(demoContext, { applicant, organisationId });
  const centre = await playTests(demoContext, { applicant, person, licenceId: licence.id, organisationId, code: CODE });
  await finishAtOss(demoContext, { applicant, licenceId: licence.id });
  const contact = centre === null ? null : await playCaller(demoContext, centre);
  const decreeUrl = `${url}/validasi-sk/${decree.id}`;
  const company = { applicant, person, organisationId };
  return { decreeNumber: decree.number, decreeUrl, pdf, company, contact };
}

/** An applicant who signs up. */
export interface DemoApplicant extends DemoPerson {
  readonly name: string;
}

/** Signs an applicant up, confirms the address by the link in the local mailbox, and signs in. */
export async function signUp({ url }: Pick<DemoContext, "url">, person: DemoApplicant): Promise<DemoClient> {
  const applicant = openDemoClient(url);
  const { email, password, name } = person;
  await applicant.post("/api/people", { email, password, name });
  await confirm(applicant, email);
  await logInTo(applicant, person);
  return applicant;
}

/** The account verifier accepts a company. */
export async function verifyCompany(office: Office, organisationId: string): Promise<void> {
  const verifier = await demoOfficer(office, { role: "account-verifier", team: null });
  const seen = await verifier.get<{ readonly version: number }>(`/api/verifications/${organisationId}`);
  await verifier.post(`/api/verifications/${organisationId}/decision`, {
    expectedVersion: seen.version,
    verdict: "accept",
    reasons: [],
  });
}

/** An outcome of an application with its reason. */
export interface DemoOutcome {
  readonly outcome: "approve" | "reject";
  readonly reason: string;
}

type Office = Pick<DemoContext, "url" | "accounts">;

/** The sub-coordinator endorses the check of a numbering application. */
export async function endorseApplication(office: Office, id: string): Promise<void> {
  const subCoordinator = await demoOfficer(office, { role: "sub-coordinator", team: "numbering" });
  await command(subCoordinator, id, { command: "endorse", note: "" });
}

/** The coordinator proposes an outcome to the director. */
export async function proposeOutcome(office: Office, id: string, proposed: DemoOutcome): Promise<void> {
  const coordinator = await demoOfficer(office, { role: "coordinator", team: "numbering" });
  await command(coordinator, id, { command: "propose", ...proposed });
}

/** The director decides a numbering application. */
export async function decideApplication(office: Office, id: string, decided: DemoOutcome): Promise<void> {
  const director = await demoOfficer(office, { role: "director", team: null });
  await command(director, id, { command: "decide", ...decided });
}

/** The officers' text for an approval. */
export const APPROVAL: DemoOutcome = { outcome: "approve", reason: "Berkas lengkap dan benar." };

/** Four officers check, endorse, propose and approve an application; its decree is requested. */
export async function approveApplication(office: Office, id: string): Promise<void> {
  const evaluator = await demoOfficer(office, { role: "evaluator", team: "numbering" });
  await checkApplication(evaluator, id, () => undefined);
  await endorseApplication(office, id);
  await proposeOutcome(office, id, APPROVAL);
  await decideApplication(office, id, APPROVAL);
}

/** Follows the link that was mailed to an address. */
async function confirm(client: DemoClient, email: string): Promise<void> {
  const { items } = await client.get<{ readonly items: readonly { readonly to: string; readonly text: string }[] }>(
    "/api/mailbox",
  );
  const mail = items.find(({ to, text }) => to === email && text.includes("/konfirmasi-surel/"));
  const token = /\/konfirmasi-surel\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
  await client.post("/api/email-confirmations", { token });
}

/** Registers the company of a NIB with its latest deed; returns its id. */
export async function registerCompany(
  applicant: DemoClient,
  {
    nib,
    person,
    tell,
  }: { readonly nib: string; readonly person: DemoApplicant; readonly tell: (line: string) => void },
): Promise<string> {
  const found = await applicant.post<{ readonly name: string; readonly npwp: string }>("/api/nib-lookups", { nib });
  tell(`NIB ${nib} is looked up in OSS RBA: ${found.name}`);
  const deed = await applicant.upload<{ readonly id: string }>("/api/files?purpose=deed", {
    name: "akta-terakhir.pdf",
    bytes: await demoPdf(`Akta pendirian ${found.name} (contoh)`),
  });
  const organisation = await applicant.post<{ readonly id: string }>("/api/organisations", {
    nib,
    npwp: found.npwp,
    deedFileId: deed.id,
    phone: "+62215551234",
    personInCharge: {
      name: person.name,
      position: "Direktur Utama",
      email: person.email,
      phone: "+628115551234",
    },
  });
  tell("The company is registered with its latest deed");
  return organisation.id;
}

/** Holds a code and creates the draft of its application. */
export async function draftApplication(
  applicant: DemoClient,
  { organisationId, code, tell, kind, ownService }: CodeRequest,
): Promise<DemoApplication> {
  const hold = await applicant.post<{ readonly id: string; readonly heldUntil: string }>("/api/holds", {
    organisationId,
    code,
  });
  tell(`Code ${code.slice(0, 4)} ${code.slice(4)} is taken from the live inventory and held until ${hold.heldUntil}`);
  return applicant.post<DemoApplication>("/api/applications", {
    organisationId,
    kind,
    ownService,
    holdId: hold.id,
  });
}

/** A code application of a company. */
export interface CodeRequest {
  readonly organisationId: string;
  readonly code: string;
  readonly tell: (line: string) => void;
  /** Set for a Nomor Tambahan, absent for a Nomor Baru. */
  readonly kind?: "additional";
  /** Whether the law of a government body assigns the service to the body itself. */
  readonly ownService?: boolean;
  /** Further form values that the kind requires beside the letter, derived from the draft's form. */
  readonly extra?: (form: DemoApplication["form"], letterFileId: string) => Readonly<Record<string, unknown>>;
}

/** Applies for a code, up to the submitted application. */
export async function applyForCode(applicant: DemoClient, request: CodeRequest): Promise<DemoApplication> {
  const { code, tell } = request;
  const draft = await draftApplication(applicant, request);
  const before = await applicant.get<{ readonly findings: readonly unknown[] }>(
    `/api/applications/${draft.id}/pre-check`,
  );
  tell(`The pre-check names ${before.findings.length} faults before anybody looks at the draft`);
  const letter = await applicant.upload<{ readonly id: string }>("/api/files?purpose=letter", {
    name: "surat-permohonan.pdf",
    bytes: await demoPdf(`Surat permohonan kode akses ${code} (contoh)`),
  });
  const purpose = "Layanan informasi dan pengaduan pelanggan perusahaan, 24 jam, seluruh Indonesia.";
  const extra = request.extra?.(draft.form, letter.id) ?? {};
  const form = { ...draft.form, purpose, letterFileId: letter.id, declaration: true, ...extra };
  await applicant.put(`/api/applications/${draft.id}/form`, { expectedVersion: draft.version, form });
  const submitted = await command(applicant, draft.id, { command: "submit" });
  const promise = present(submitted.promise, "promise");
  tell(
    `Application ${submitted.number} is submitted; promised within ${promise.workingDays} working days, by ${promise.dueDate}`,
  );
  return submitted;
}

/** The evaluator takes an application and accepts all its items. */
export async function checkApplication(evaluator: DemoClient, id: string, tell: (line: string) => void): Promise<void> {
  const taken = await command(evaluator, id, { command: "take" });
  for (const item of taken.items) {
    await command(evaluator, id, { command: "check-item", key: item.key, verdict: "accepted", note: "", remedy: "" });
  }
  await command(evaluator, id, { command: "finish-check" });
  tell(`The evaluator accepts all ${taken.items.length} items`);
}

/** Sends a command for the current version of a numbering application. */
export async function command(
  client: DemoClient,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<DemoApplication> {
  const { version } = await client.get<DemoApplication>(`/api/applications/${id}`);
  return client.post<DemoApplication>(`/api/applications/${id}/commands`, { ...body, expectedVersion: version });
}

/** Waits for the decree of an approved application. */
export async function publishedDecree(client: DemoClient, id: string): Promise<NonNullable<DemoApplication["decree"]>> {
  return demoUntil("the decree", async () => {
    const { decree } = await client.get<DemoApplication>(`/api/applications/${id}`);
    return decree?.state === "published" ? decree : null;
  });
}
