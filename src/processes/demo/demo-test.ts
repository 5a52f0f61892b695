import { randomUUID } from "node:crypto";
import { present } from "../../kernel/index.ts";
import type { TestItem, TestView } from "../../licensing/operational-tests/index.ts";
import type { DemoClient } from "./demo-client.ts";
import { misbehave } from "./demo-oss.ts";
import { type DemoCentre, type DemoEvidence, measureCentre, setUpCentre } from "./demo-probe.ts";
import { type DemoContext, type DemoPerson, demoOfficer, demoPdf, logInTo, mailedTo } from "./demo-steps.ts";

const BATCH = 200;
const SITE = "Jalan Melati Raya Nomor 27, Kota Depok";

/** Every participant of a test. */
export interface DemoCast {
  readonly stage: DemoContext;
  readonly applicant: DemoClient;
  readonly email: string;
  readonly coordinator: DemoClient;
  readonly lead: DemoClient;
}

/**
 * Plays the operational test up to the signed SKLO, by both methods: the call centre is set up and measured by the Probe in a
 * rehearsal, a team visits the site on the requested day, records the measurements, and one item fails; the company then repeats the failed items by a
 * self-test, which needs no appointment.
 * Returns the call centre; null without telephony.
 */
export async function playTests(
  demoContext: DemoContext,
  asked: {
    readonly applicant: DemoClient;
    readonly person: DemoPerson;
    readonly licenceId: string;
    readonly organisationId: string;
    readonly code: string;
  },
): Promise<DemoCentre | null> {
  const { tell } = demoContext;
  const { applicant, person, licenceId } = asked;
  const before = await castOf(demoContext, asked);
  const first = await scheduled(before, licenceId);
  tell(`Operational test ${first.number} is asked for; a team is ordered to the site for ${first.testDate ?? ""}`);
  const { centre, evidence } = await measured(before, first, asked);
  await demoContext.moveClockTo(Date.parse(`${present(first.testDate, "day of the test")}T09:00:00+07:00`));
  tell("The calendar of the demonstration is moved on to that day");
  await logInTo(applicant, person);
  const cast = await castOf(demoContext, asked);
  await declareNoInterest(cast.lead, first.id);
  await command(cast.lead, first.id, { command: "begin" });
  await takeEvidence(cast, first, evidence);
  const failing = present(
    first.items.find((item) => restsOn(first, item)),
    "an item that others rest on",
  ).key;
  const failed = await reported(cast, first, { failing, evidence });
  tell(`${failed.items.length} items are judged; one fails, both sides sign the Berita Acara: ${failed.verdict ?? ""}`);
  const again = await handedIn(cast, licenceId);
  tell(
    `A new request is granted as a self test of ${again.items.length} of ${first.items.length} items, and handed in: what failed, and what rests on it`,
  );
  await declareNoInterest(cast.lead, again.id);
  const passed = await reported(cast, again, { failing: null, evidence: null });
  tell(`Both sides sign: ${passed.verdict ?? ""}; the SKLO is promised by ${passed.promise?.dueDate ?? ""}`);
  await misbehave(demoContext);
  await sign(demoContext, cast, passed.id);
  return centre;
}

/** A company whose test is played, and its signed-in user. */
export interface TestedCompany {
  readonly applicant: DemoClient;
  readonly person: DemoPerson;
  readonly licenceId: string;
}

/** Plays a passed test up to the signed SKLO: on site (uji petik) on its day, or by the company itself (uji mandiri). */
export async function passTest(
  demoContext: DemoContext,
  company: TestedCompany,
  method: "site" | "self",
): Promise<void> {
  const before = await castOf(demoContext, company);
  if (method === "self") {
    const handed = await handedIn(before, company.licenceId);
    await declareNoInterest(before.lead, handed.id);
    await reported(before, handed, { failing: null, evidence: null });
    return sign(demoContext, before, handed.id);
  }
  const test = await scheduled(before, company.licenceId);
  await demoContext.moveClockTo(Date.parse(`${present(test.testDate, "day of the test")}T09:00:00+07:00`));
  await logInTo(company.applicant, company.person);
  const cast = await castOf(demoContext, company);
  await declareNoInterest(cast.lead, test.id);
  await command(cast.lead, test.id, { command: "begin" });
  await reported(cast, test, { failing: null, evidence: null });
  await sign(demoContext, cast, test.id);
}

/** Signs in every participant of the tests of a company. */
export async function castOf(
  demoContext: DemoContext,
  { applicant, person }: { readonly applicant: DemoClient; readonly person: DemoPerson },
): Promise<DemoCast> {
  const coordinator = await demoOfficer(demoContext, { role: "coordinator", team: "tests" });
  const lead = await demoOfficer(demoContext, { role: "evaluator", team: "tests" });
  return { stage: demoContext, applicant, email: person.email, coordinator, lead };
}

/** The call centre, and the Probe's measurements of it; both null without telephony. */
async function measured(
  { stage, coordinator }: DemoCast,
  test: TestView,
  asked: { readonly organisationId: string; readonly code: string },
): Promise<{ readonly centre: DemoCentre | null; readonly evidence: DemoEvidence | null }> {
  const centre = await setUpCentre(stage, asked);
  if (centre !== null) return { centre, evidence: await measureCentre(stage, { centre, coordinator, test }) };
  stage.tell("Telephones are turned off: what is measured will be typed in");
  return { centre, evidence: null };
}

async function takeEvidence({ stage, lead }: DemoCast, test: TestView, evidence: DemoEvidence | null): Promise<void> {
  if (evidence === null) return;
  const { document } = evidence;
  const { answers } = await lead.post<{ readonly answers: readonly unknown[] }>(`/api/tests/${test.id}/evidence`, {
    document,
  });
  stage.tell(`The team takes the evidence in: ${answers.length} items are answered by what the Probe signed`);
}

/** Whether an item is a visual check on which other items depend. */
function restsOn({ items }: TestView, { key, kind }: TestItem): boolean {
  return kind === "observed" && items.some(({ dependsOn }) => dependsOn.includes(key));
}

/** A requested test, on the first open day from `fromDate` on, assigned to a team that visits the site. */
export async function scheduled(cast: DemoCast, licenceId: string, fromDate?: string): Promise<TestView> {
  const asked = await requestTest(cast, { licenceId, selfTestBecause: null, fromDate });
  await command(cast.coordinator, asked.id, { command: "confirm-date" });
  return named(cast, asked, { startsAt: "09:00", toPrepare: "Nomor uji, akses ke PBX, dan daftar perangkat." });
}

/** A requested test, granted as a self-test, assigned to its team, and submitted. */
async function handedIn(cast: DemoCast, licenceId: string): Promise<TestView> {
  const { applicant, coordinator } = cast;
  const because = "Seluruh layanan berjalan di pusat data; hasil uji dapat diserahkan lengkap.";
  const asked = await requestTest(cast, { licenceId, selfTestBecause: because, fromDate: undefined });
  await command(coordinator, asked.id, { command: "grant-self-test", reason: "Dapat diuji mandiri." });
  await command(coordinator, asked.id, { command: "confirm-date" });
  await named(cast, asked, { startsAt: null, toPrepare: "Hasil uji dan log alat ukur." });
  return command(applicant, asked.id, {
    command: "hand-in",
    taskLetterFileId: await uploadDocument(applicant, "Surat tugas pelaksanaan uji mandiri (contoh)"),
    resultFileId: await uploadDocument(applicant, "Hasil uji mandiri (contoh)"),
  });
}

async function requestTest(
  { applicant }: DemoCast,
  asked: { readonly licenceId: string; readonly selfTestBecause: string | null; readonly fromDate: string | undefined },
): Promise<TestView> {
  const { licenceId, selfTestBecause, fromDate = "" } = asked;
  const offer = await applicant.get<{ readonly earliestDate: string }>(`/api/licences/${licenceId}/test-offer`);
  return applicant.post<TestView>(`/api/licences/${licenceId}/tests`, {
    wishedDate: await openDay(applicant, laterDate(offer.earliestDate, fromDate)),
    selfTestBecause,
    pactAccepted: true,
    place: SITE,
    letterFileId: await uploadDocument(applicant, "Surat permohonan uji laik operasi (contoh)"),
    contact: { name: "Dewi Lestari", phone: "+628115551234" },
  });
}

async function named(
  { coordinator }: DemoCast,
  { id, testDate }: TestView,
  arrangement: { readonly startsAt: string | null; readonly toPrepare: string },
): Promise<TestView> {
  const { items: people } = await coordinator.get<{
    readonly items: readonly { readonly id: string; readonly name: string }[];
  }>(`/api/tests/people?day=${testDate}`);
  const lead = present(
    people.find(({ name }) => name === "Yusuf Ramadhan"),
    "the lead of the team",
  );
  return command(coordinator, id, {
    command: "name-team",
    memberIds: [lead.id],
    leadId: lead.id,
    place: SITE,
    serviceCentre: SITE,
    transmission: "SIP trunk 30 kanal, TLS",
    ...arrangement,
  });
}

/** The later of two local dates, which sort as text. */
function laterDate(one: string, other: string): string {
  return one.localeCompare(other) < 0 ? other : one;
}

/** A team member declares the absence of a conflict of interest in a test. */
async function declareNoInterest(officer: DemoClient, id: string): Promise<void> {
  await command(officer, id, { command: "declare-interest", hasInterest: false, note: "" });
}

/** The first bookable day from `from` on. */
async function openDay(applicant: DemoClient, from: string): Promise<string> {
  const to = new Date(Date.parse(`${from}T00:00:00Z`) + 20 * 86_400_000).toISOString().slice(0, 10);
  const { days } = await applicant.get<{
    readonly days: readonly { readonly date: string; readonly closed: string | null }[];
  }>(`/api/test-calendar?from=${from}&to=${to}`);
  return present(
    days.find(({ closed }) => closed === null),
    "a day for the test",
  ).date;
}

/** Answers every item without evidence, creates the report and has both sides sign it. */
async function reported(
  cast: DemoCast,
  test: TestView,
  found: { readonly failing: string | null; readonly evidence: DemoEvidence | null },
): Promise<TestView> {
  const { lead, applicant, stage } = cast;
  const { id } = test;
  const device = test.items.find((item) => item.device !== null)?.device?.rowId ?? "d1";
  const known = new Set(found.evidence?.document.parameters.map(({ item }) => item));
  const answers = test.items
    .filter(({ key }) => !known.has(key))
    .map((item) => answerOf(item, { device, isBad: item.key === found.failing, atMs: stage.nowMs() }));
  for (let from = 0; from < answers.length; from += BATCH)
    await lead.post(`/api/tests/${id}/answers`, { answers: answers.slice(from, from + BATCH) });
  const { digest } = await lead.get<{ readonly digest: string }>(`/api/tests/${id}/answers`);
  const { reportDigest } = await command(lead, id, { command: "draw-report", answersDigest: digest, note: "" });
  const { signers } = await applicant.get<TestView>(`/api/tests/${id}`);
  const signer = present(signers[0], "somebody who signs for the company");
  await applicant.post(`/api/tests/${id}/signing-codes`, { personId: signer.id });
  const text = await mailedTo(applicant, { email: cast.email, words: ["Kode Anda:", test.number] });
  const code = /Kode Anda: (\d{6})/.exec(text)?.[1] ?? "";
  const word = { command: "sign-report", reportDigest, remarks: "" };
  await command(applicant, id, { ...word, proof: { kind: "one-time-code", code, personId: null } });
  return command(lead, id, { ...word, proof: { kind: "demo", code: "", personId: null } });
}

function answerOf(
  item: TestItem,
  { device, isBad, atMs }: { readonly device: string; readonly isBad: boolean; readonly atMs: number },
) {
  return {
    id: randomUUID(),
    item: item.key,
    replaces: [],
    answeredAt: new Date(atMs).toISOString(),
    value: {
      outcome: item.kind !== "observed" ? null : isBad ? "fail" : "pass",
      measurement: item.kind === "measured" ? measurementOf(item, device) : null,
      checks: Object.fromEntries((item.device?.checks ?? []).map((check) => [check, "pass"])),
      serial: item.device?.serial ?? null,
      note: isBad ? "Tidak sesuai saat diperiksa dua kali." : "",
      evidence: [],
      confirmedBecause: isBad ? "Diperiksa dua kali bersama pemohon." : null,
    },
  };
}

function measurementOf({ limit }: TestItem, deviceRowId: string) {
  return {
    value: limit?.value ?? 0,
    deviceRowId,
    instrument: "Penganalisis panggilan (contoh)",
    calibration: "KAL-2026-0117",
    calibratedUntil: "2099-12-31",
  };
}

/** The approval chain of the SKLO: four officers, each on the same facts. */
async function sign(demoContext: DemoContext, { lead }: Pick<DemoCast, "lead">, id: string): Promise<void> {
  const subCoordinator = await demoOfficer(demoContext, { role: "sub-coordinator", team: "tests" });
  const coordinator = await demoOfficer(demoContext, { role: "coordinator", team: "tests" });
  const director = await demoOfficer(demoContext, { role: "director", team: null });
  const steps = [
    [lead, { command: "prepare-sklo", note: "" }],
    [subCoordinator, { command: "endorse-sklo", note: "" }],
    [coordinator, { command: "propose-sklo", note: "" }],
    [director, { command: "sign-sklo", code: "" }],
  ] as const;
  for (const [client, step] of steps) {
    const { digest } = await client.get<{ readonly digest: string }>(`/api/tests/${id}/sklo`);
    await command(client, id, { ...step, factsDigest: digest });
  }
  demoContext.tell("The SKLO is prepared, endorsed, proposed and signed by four people who saw the same facts");
}

async function uploadDocument(applicant: DemoClient, text: string): Promise<string> {
  const file = { name: "dokumen-uji.pdf", bytes: await demoPdf(`${text} ${randomUUID()}`) };
  return (await applicant.upload<{ readonly id: string }>("/api/files?purpose=test-paper", file)).id;
}

/** Sends a command for the current version of an operational test. */
async function command(client: DemoClient, id: string, body: Readonly<Record<string, unknown>>): Promise<TestView> {
  const { version } = await client.get<TestView>(`/api/tests/${id}`);
  return client.post<TestView>(`/api/tests/${id}/commands`, { version, command: body });
}
