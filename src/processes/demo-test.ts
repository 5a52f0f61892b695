import { randomUUID } from "node:crypto";
import { present } from "../kernel/index.ts";
import type { TestItem, TestView } from "../licensing/operational-tests/index.ts";
import { type DemoStage, demoOfficer, demoPdf, mailedTo } from "./demo-acts.ts";
import type { DemoClient } from "./demo-client.ts";

const BATCH = 200;
const SITE = "Jalan Melati Raya Nomor 27, Kota Depok";

/** Everybody who has a part in a test. */
interface Cast {
  readonly applicant: DemoClient;
  readonly email: string;
  readonly coordinator: DemoClient;
  readonly lead: DemoClient;
}

/**
 * Plays the operational test to the signed SKLO. Nobody can wait eight days for a team, so it is a self test, which may be
 * handed in before its day; the first one fails, and what failed is tested again.
 */
export async function playTest(
  stage: DemoStage,
  asked: { readonly applicant: DemoClient; readonly email: string; readonly licenceId: string },
): Promise<void> {
  const { tell } = stage;
  const { applicant, email, licenceId } = asked;
  const coordinator = await demoOfficer(stage, { role: "coordinator", team: "tests" });
  const lead = await demoOfficer(stage, { role: "evaluator", team: "tests" });
  const cast = { applicant, email, coordinator, lead };
  const first = await handedIn(cast, licenceId);
  tell(`Operational test ${first.number} is asked for, granted as a self test, and handed in`);
  const failing = present(
    first.items.find((item) => restsOn(first, item)),
    "an item that others rest on",
  ).key;
  const failed = await reported(cast, first, failing);
  tell(`${failed.items.length} items are judged; one fails, both sides sign the Berita Acara: ${failed.verdict ?? ""}`);
  const again = await handedIn(cast, licenceId);
  tell(
    `A new request tests ${again.items.length} of ${first.items.length} items again: what failed, and what rests on it`,
  );
  const passed = await reported(cast, again, null);
  tell(`Both sides sign: ${passed.verdict ?? ""}; the SKLO is promised by ${passed.promise?.dueDate ?? ""}`);
  await sign(stage, cast, passed.id);
}

/** Whether an item is looked at, and others rest on it. */
function restsOn({ items }: TestView, { key, kind }: TestItem): boolean {
  return kind === "observed" && items.some(({ dependsOn }) => dependsOn.includes(key));
}

/** A test that was asked for, granted as a self test, given to its team, and handed in. */
async function handedIn({ applicant, coordinator }: Cast, licenceId: string): Promise<TestView> {
  const offer = await applicant.get<{ readonly earliestDate: string }>(`/api/licences/${licenceId}/test-offer`);
  const asked = await applicant.post<TestView>(`/api/licences/${licenceId}/tests`, {
    wishedDate: await openDay(applicant, offer.earliestDate),
    selfTestBecause: "Seluruh layanan berjalan di pusat data; hasil uji dapat diserahkan lengkap.",
    pactAccepted: true,
    letterFileId: await paper(applicant, "Surat permohonan uji laik operasi (contoh)"),
    place: SITE,
    contact: { name: "Dewi Lestari", phone: "+628115551234" },
  });
  const { id } = asked;
  await command(coordinator, id, { command: "grant-self-test", reason: "Dapat diuji mandiri." });
  await command(coordinator, id, { command: "confirm-date" });
  const { items: people } = await coordinator.get<{
    readonly items: readonly { readonly id: string; readonly name: string }[];
  }>(`/api/tests/people?day=${asked.testDate}`);
  const lead = present(
    people.find(({ name }) => name === "Yusuf Ramadhan"),
    "the lead of the team",
  );
  await command(coordinator, id, {
    ...{
      command: "name-team",
      memberIds: [lead.id],
      leadId: lead.id,
      startsAt: null,
      place: SITE,
      serviceCentre: SITE,
    },
    ...{ transmission: "SIP trunk 30 kanal, TLS", toPrepare: "Hasil uji dan log alat ukur." },
  });
  return command(applicant, id, {
    command: "hand-in",
    taskLetterFileId: await paper(applicant, "Surat tugas pelaksanaan uji mandiri (contoh)"),
    resultFileId: await paper(applicant, "Hasil uji mandiri (contoh)"),
  });
}

/** The first day from `from` on that somebody can ask for. */
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

/** Answers every item, draws the report and has both sides sign it. */
async function reported(cast: Cast, test: TestView, failing: string | null): Promise<TestView> {
  const { lead, applicant } = cast;
  const { id } = test;
  await command(lead, id, { command: "declare-interest", hasInterest: false, note: "" });
  const device = test.items.find((item) => item.device !== null)?.device?.rowId ?? "d1";
  const answers = test.items.map((item) => answerOf(item, { device, isBad: item.key === failing }));
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

function answerOf(item: TestItem, { device, isBad }: { readonly device: string; readonly isBad: boolean }) {
  return {
    id: randomUUID(),
    item: item.key,
    replaces: [],
    answeredAt: new Date().toISOString(),
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

/** The chain of the SKLO: four people, each having seen the same facts. */
async function sign(stage: DemoStage, { lead }: Pick<Cast, "lead">, id: string): Promise<void> {
  const subCoordinator = await demoOfficer(stage, { role: "sub-coordinator", team: "tests" });
  const coordinator = await demoOfficer(stage, { role: "coordinator", team: "tests" });
  const director = await demoOfficer(stage, { role: "director", team: null });
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
  stage.tell("The SKLO is prepared, endorsed, proposed and signed by four people who saw the same facts");
}

async function paper(applicant: DemoClient, text: string): Promise<string> {
  const file = { name: "dokumen-uji.pdf", bytes: await demoPdf(`${text} ${randomUUID()}`) };
  return (await applicant.upload<{ readonly id: string }>("/api/files?purpose=test-paper", file)).id;
}

async function command(client: DemoClient, id: string, body: Readonly<Record<string, unknown>>): Promise<TestView> {
  const { version } = await client.get<TestView>(`/api/tests/${id}`);
  return client.post<TestView>(`/api/tests/${id}/commands`, { version, command: body });
}
