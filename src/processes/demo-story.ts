import { present } from "../kernel/index.ts";
import { randomPassword } from "../people/wire.ts";
import { DEMO_NIB, type DemoStage, demoOfficer, demoPdf, demoUntil } from "./demo-acts.ts";
import { type DemoContact, playCaller } from "./demo-caller.ts";
import { type DemoClient, openDemoClient } from "./demo-client.ts";
import { playLicence } from "./demo-licence.ts";
import { finishAtOss, pushLicence } from "./demo-oss.ts";
import { playTests } from "./demo-test.ts";

const CODE = "1500123";

/** What the story left behind, to look at. */
export interface DemoEnding {
  readonly decreeNumber: string;
  readonly decreeUrl: string;
  readonly pdf: Uint8Array;
  readonly applicant: { readonly email: string; readonly password: string };
  /** The caller who was served; null where telephones are turned off. */
  readonly contact: DemoContact | null;
}

interface Application {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly state: string;
  readonly items: readonly { readonly key: string }[];
  readonly promise: { readonly dueDate: string; readonly workingDays: number } | null;
  readonly form: Readonly<Record<string, unknown>>;
  readonly decree: { readonly id: string; readonly number: string; readonly state: string } | null;
}

/** Plays the story from the NIB to the first caller who is served, through the real HTTP interface and real calls, telling each step as it is done. */
export async function playStory(stage: DemoStage): Promise<DemoEnding> {
  const { url, tell } = stage;
  const applicant = openDemoClient(url);
  const person = {
    email: "dewi.lestari@perusahaan.invalid",
    password: randomPassword(),
    name: "Dewi Lestari",
  };
  await applicant.post("/api/people", person);
  await confirm(applicant, person.email);
  await applicant.post("/api/session", { email: person.email, password: person.password });
  tell(`${person.name} signs up and confirms the e-mail address by the link in the local mailbox`);
  const organisationId = await register(applicant, tell);
  const verifier = await demoOfficer(stage, { role: "account-verifier", team: null });
  const seen = await verifier.get<{ readonly version: number }>(`/api/verifications/${organisationId}`);
  const expectedVersion = seen.version;
  await verifier.post(`/api/verifications/${organisationId}/decision`, {
    expectedVersion,
    verdict: "accept",
    reasons: [],
  });
  tell("The account verifier accepts the company");
  const submitted = await apply(applicant, { organisationId, tell });
  await check(await demoOfficer(stage, { role: "evaluator", team: "numbering" }), submitted.id, tell);
  await command(await demoOfficer(stage, { role: "sub-coordinator", team: "numbering" }), submitted.id, {
    command: "endorse",
    note: "",
  });
  tell("The sub-coordinator endorses the check");
  const coordinator = await demoOfficer(stage, { role: "coordinator", team: "numbering" });
  await command(coordinator, submitted.id, {
    command: "propose",
    outcome: "approve",
    reason: "Berkas lengkap dan benar.",
  });
  tell("The coordinator proposes to approve");
  const director = await demoOfficer(stage, { role: "director", team: null });
  await command(director, submitted.id, { command: "decide", outcome: "approve", reason: "" });
  tell("The director approves; the code becomes active and the decree is ordered");
  const decree = await untilPublished(applicant, submitted.id);
  tell(`Decree ${decree.number} is rendered, signed and published`);
  const pdf = await applicant.bytes(`/api/decrees/${decree.id}/file`);
  tell(`The signed PDF is ${(pdf.length / 1024).toFixed(0)} kB`);
  await pushLicence(stage);
  const licence = await playLicence(stage, { applicant, organisationId });
  const centre = await playTests(stage, { applicant, person, licenceId: licence.id, organisationId, code: CODE });
  await finishAtOss(stage, { applicant, licenceId: licence.id });
  const contact = centre === null ? null : await playCaller(stage, centre);
  const decreeUrl = `${url}/validasi-sk/${decree.id}`;
  return { decreeNumber: decree.number, decreeUrl, pdf, applicant: person, contact };
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

async function register(applicant: DemoClient, tell: (line: string) => void): Promise<string> {
  const nib = DEMO_NIB;
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
      name: "Dewi Lestari",
      position: "Direktur Utama",
      email: "dewi.lestari@perusahaan.invalid",
      phone: "+628115551234",
    },
  });
  tell("The company is registered with its latest deed");
  return organisation.id;
}

async function apply(
  applicant: DemoClient,
  options: { readonly organisationId: string; readonly tell: (line: string) => void },
): Promise<Application> {
  const { organisationId, tell } = options;
  const hold = await applicant.post<{ readonly id: string; readonly heldUntil: string }>("/api/holds", {
    organisationId,
    code: CODE,
  });
  tell(`Code 1500 123 is taken from the live inventory and held until ${hold.heldUntil}`);
  const draft = await applicant.post<Application>("/api/applications", { organisationId, holdId: hold.id });
  const before = await applicant.get<{ readonly findings: readonly unknown[] }>(
    `/api/applications/${draft.id}/pre-check`,
  );
  tell(`The pre-check names ${before.findings.length} faults before anybody looks at the draft`);
  const letter = await applicant.upload<{ readonly id: string }>("/api/files?purpose=letter", {
    name: "surat-permohonan.pdf",
    bytes: await demoPdf("Surat permohonan kode akses 1500 123 (contoh)"),
  });
  const purpose = "Layanan informasi dan pengaduan pelanggan perusahaan, 24 jam, seluruh Indonesia.";
  const form = { ...draft.form, purpose, letterFileId: letter.id, declaration: true };
  await applicant.put(`/api/applications/${draft.id}/form`, { expectedVersion: draft.version, form });
  const submitted = await command(applicant, draft.id, { command: "submit" });
  const promise = present(submitted.promise, "promise");
  tell(
    `Application ${submitted.number} is submitted; promised within ${promise.workingDays} working days, by ${promise.dueDate}`,
  );
  return submitted;
}

async function check(evaluator: DemoClient, id: string, tell: (line: string) => void): Promise<void> {
  const taken = await command(evaluator, id, { command: "take" });
  for (const item of taken.items) {
    await command(evaluator, id, { command: "check-item", key: item.key, verdict: "accepted", note: "", remedy: "" });
  }
  await command(evaluator, id, { command: "finish-check" });
  tell(`The evaluator accepts all ${taken.items.length} items`);
}

async function command(client: DemoClient, id: string, body: Readonly<Record<string, unknown>>): Promise<Application> {
  const { version } = await client.get<Application>(`/api/applications/${id}`);
  return client.post<Application>(`/api/applications/${id}/commands`, { ...body, expectedVersion: version });
}

async function untilPublished(client: DemoClient, id: string): Promise<NonNullable<Application["decree"]>> {
  return demoUntil("the decree", async () => {
    const { decree } = await client.get<Application>(`/api/applications/${id}`);
    return decree?.state === "published" ? decree : null;
  });
}
