import { Secret, TOTP } from "otpauth";
import { present } from "../src/kernel/index.ts";
import type { TestItem, TestView } from "../src/licensing/operational-tests/index.ts";
import type { LicenceForm } from "../src/licensing/requirements/index.ts";
import { PART_KEYS } from "../src/licensing/requirements/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { keyFromFile, seal } from "../src/platform/sealing/index.ts";
import { rulesetVersion } from "../src/regulation/index.ts";
import type { Answer, TestClient } from "./client.ts";
import type { Guest, GuestCompany, Guests } from "./guests.ts";
import { giveDecreedCode } from "./licence-case.ts";
import { SOUND_FORM } from "./licence-form.ts";
import { succeeded } from "./numbering-case.ts";

export type { TestView } from "../src/licensing/operational-tests/index.ts";

/** The ministry's officers for an operational test: the team of tests, and the director. */
export interface TestOfficers {
  readonly coordinator: Guest;
  readonly lead: Guest;
  readonly member: Guest;
  readonly preparer: Guest;
  readonly subCoordinator: Guest;
  /** A second coordinator, because the proposer must not be the tester or the endorser. */
  readonly proposer: Guest;
  readonly director: Guest;
}

/** The system in which tests are created: a portal, or the real system. */
export interface TestFixtureContext extends Guests {
  readonly kit: Pick<Kit, "db" | "ids" | "clock" | "settings">;
}

/** Creates the ministry's officers. */
export async function addTestOfficers(guests: Guests): Promise<TestOfficers> {
  return {
    coordinator: await guests.officer("coordinator", "tests"),
    lead: await guests.officer("evaluator", "tests"),
    member: await guests.officer("test-team", "tests"),
    preparer: await guests.officer("evaluator", "tests"),
    subCoordinator: await guests.officer("sub-coordinator", "tests"),
    proposer: await guests.officer("coordinator", "tests"),
    director: await guests.officer("director"),
  };
}

let verified = 0;

/**
 * A licence application with verified documents, written directly, so that tests of the
 * operational test need not play the whole process.
 */
export async function verifiedApplication(
  fixture: Pick<TestFixtureContext, "kit">,
  company: GuestCompany,
  form: LicenceForm = SOUND_FORM,
): Promise<{ readonly id: string; readonly number: string }> {
  const { db, ids, clock } = fixture.kit;
  await giveDecreedCode(fixture, company);
  verified += 1;
  const id = ids.next();
  const number = `IZN-20261124${String(verified).padStart(5, "0")}${id.slice(-4)}`;
  const at = new Date(clock.nowMs());
  await db
    .insertInto("licenceApplication")
    .values({
      id,
      number,
      organisationId: company.id,
      state: "verified",
      ruleVersion: rulesetVersion,
      createdBy: company.owner.id,
      createdAt: at,
      submittedAt: at,
      decidedAt: at,
      changedAt: at,
      configurations: [...form.service.configurations],
    })
    .execute();
  for (const key of PART_KEYS)
    await db
      .insertInto("licencePart")
      .values({
        applicationId: id,
        key,
        version: 1,
        changedBy: company.owner.id,
        changedAt: at,
        value: JSON.stringify(form[key]),
      })
      .execute();
  return { id, number };
}

let documentCount = 0;

/** Uploads a small PDF of a test; returns its id. */
export async function uploadTestDocument(client: TestClient): Promise<string> {
  documentCount += 1;
  const text = `%PDF-1.7\n% uji ${documentCount}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
  const file = { name: `surat-${documentCount}.pdf`, bytes: new TextEncoder().encode(text) };
  return succeeded(await client.upload<{ readonly id: string }>("/api/files?purpose=test-paper", file), "a file").id;
}

/** A bookable day on 25 November 2026: the eighth after it. */
export const TEST_DAY = "2026-12-03";

/** Requests a test. */
export async function askForTest(
  company: GuestCompany,
  licenceId: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answer<TestView>> {
  const { client } = company.owner;
  return client.post<TestView>(`/api/licences/${licenceId}/tests`, {
    wishedDate: TEST_DAY,
    selfTestBecause: null,
    pactAccepted: true,
    letterFileId: await uploadTestDocument(client),
    place: "Jalan Margonda Raya 100, Depok",
    contact: { name: "Rini Astuti", phone: "081234567890" },
    ...more,
  });
}

/** A requested test. */
export async function requestedTest(
  fixture: Pick<TestFixtureContext, "kit">,
  company: GuestCompany,
  more: Readonly<Record<string, unknown>> = {},
): Promise<TestView> {
  const { id } = await verifiedApplication(fixture, company);
  return succeeded(await askForTest(company, id, more), "a request for a test");
}

/** Sends a command for the current version. */
export async function commandTest(
  client: TestClient,
  id: string,
  command: Readonly<Record<string, unknown>>,
): Promise<Answer<TestView>> {
  const { version } = (await client.get<TestView>(`/api/tests/${id}`)).body;
  return client.post<TestView>(`/api/tests/${id}/commands`, { version, command });
}

/** A command that must succeed. */
export async function doneOnTest(
  guest: Pick<Guest, "client">,
  id: string,
  command: Readonly<Record<string, unknown>> & { readonly command: string },
): Promise<TestView> {
  return succeeded(await commandTest(guest.client, id, command), command.command);
}

/** The command that assigns a team. */
export function teamOf(desk: Pick<TestOfficers, "lead" | "member">, more: Readonly<Record<string, unknown>> = {}) {
  return {
    command: "name-team",
    memberIds: [desk.lead.id, desk.member.id],
    leadId: desk.lead.id,
    startsAt: "09:00",
    place: "Jalan Margonda Raya 100, Depok",
    serviceCentre: "Jalan Margonda Raya 100, Depok",
    transmission: "Serat optik, SIP trunk 30 kanal",
    toPrepare: "Nomor uji, akses ke PBX, dan daftar perangkat.",
    ...more,
  } as const;
}

/** Assigns a request to a team, by either method. */
export async function scheduledTest(desk: TestOfficers, id: string): Promise<TestView> {
  await doneOnTest(desk.coordinator, id, { command: "confirm-date" });
  return doneOnTest(desk.coordinator, id, teamOf(desk));
}

/** Every member of the team declares the absence of a conflict of interest. */
export async function declareNoInterest(desk: Pick<TestOfficers, "lead" | "member">, id: string): Promise<void> {
  for (const guest of [desk.lead, desk.member])
    await doneOnTest(guest, id, { command: "declare-interest", hasInterest: false, note: "" });
}

/** Starts a scheduled test; its day must have come. */
export async function begunTest(desk: TestOfficers, id: string): Promise<TestView> {
  await declareNoInterest(desk, id);
  return doneOnTest(desk.lead, id, { command: "begin" });
}

/** A passing answer to an item. */
export function goodAnswer(item: TestItem, deviceRowId: string) {
  const { limit, device } = item;
  return {
    outcome: item.kind === "observed" ? "pass" : null,
    measurement:
      item.kind === "measured"
        ? {
            value: limit?.value ?? 0,
            deviceRowId,
            instrument: "Hammer Call Analyzer HCA-200",
            calibration: "KAL-2026-0117",
            calibratedUntil: "2027-06-30",
          }
        : null,
    checks: Object.fromEntries((device?.checks ?? []).map((check) => [check, "pass"])),
    serial: device?.serial ?? null,
    note: "",
    evidence: [],
    confirmedBecause: null,
  } as const;
}

/** A failing answer to an item, confirmed by the team. */
export function badAnswer(item: TestItem, deviceRowId: string, confirmedBecause: string | null) {
  const good = goodAnswer(item, deviceRowId);
  const { limit } = item;
  const value = limit === null ? 0 : limit.comparison === "at-least" ? limit.value - 1 : limit.value + 1;
  return {
    ...good,
    outcome: item.kind === "observed" ? "fail" : null,
    measurement: good.measurement === null ? null : { ...good.measurement, value },
    checks: Object.fromEntries((item.device?.checks ?? []).map((check) => [check, "fail"])),
    note: "Tidak sesuai.",
    confirmedBecause,
  } as const;
}

/** One submitted answer. */
export interface SentAnswer {
  readonly id: string;
  readonly item: string;
  readonly replaces: readonly string[];
  readonly answeredAt: string;
  readonly value: unknown;
}

/** An answer for a batch. */
export function answerOf(
  kit: Pick<Kit, "ids" | "clock">,
  item: string,
  value: unknown,
  replaces: readonly string[] = [],
): SentAnswer {
  return { id: kit.ids.next(), item, replaces, answeredAt: new Date(kit.clock.nowMs()).toISOString(), value };
}

/** Submits answers like the team. */
export async function sendAnswers(client: TestClient, id: string, answers: readonly SentAnswer[]) {
  return client.post<{
    readonly results: readonly { readonly id: string; readonly result: string; readonly code: string | null }[];
  }>(`/api/tests/${id}/answers`, { answers });
}

/** Answers every item, with failures for the named keys. */
export async function answerAll(
  fixture: Pick<TestFixtureContext, "kit">,
  guest: Guest,
  id: string,
  failing: readonly string[] = [],
): Promise<void> {
  const { items } = succeeded(await guest.client.get<TestView>(`/api/tests/${id}`), "a test");
  const device = items.find((item) => item.device !== null)?.device?.rowId ?? "d-1";
  const answers = items.map((item) => {
    const isBad = failing.includes(item.key);
    return answerOf(
      fixture.kit,
      item.key,
      isBad ? badAnswer(item, device, "Diuji dua kali di depan pemohon.") : goodAnswer(item, device),
    );
  });
  for (let from = 0; from < answers.length; from += 200)
    succeeded(await sendAnswers(guest.client, id, answers.slice(from, from + 200)), "answers");
}

/** Creates the report from the answers. */
export async function reportedTest(guest: Guest, id: string): Promise<TestView> {
  const { digest } = succeeded(
    await guest.client.get<{ readonly digest: string }>(`/api/tests/${id}/answers`),
    "answers",
  );
  return doneOnTest(guest, id, { command: "draw-report", answersDigest: digest, note: "" });
}

/** Enrols a second factor for a user; returns the current code of the authenticator. */
export async function authenticatorOf(
  fixture: Pick<TestFixtureContext, "kit">,
  personId: string,
): Promise<() => string> {
  const { kit } = fixture;
  const secret = Buffer.from("12345678901234567890");
  const key = await keyFromFile(kit.settings.dataFolder, "second-factor");
  const at = new Date(kit.clock.nowMs());
  const row = { personId, sealedSecret: seal(key, personId, secret), createdAt: at, confirmedAt: at };
  await kit.db
    .insertInto("secondFactor")
    .values(row)
    .onConflict((conflict) => conflict.column("personId").doUpdateSet({ sealedSecret: row.sealedSecret, lastStep: 0 }))
    .execute();
  const totp = new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }), period: 30 });
  return () => totp.generate({ timestamp: kit.clock.nowMs() });
}

/** The newest one-time code mailed to a user for a test. */
export async function mailedSigningCode(fixture: Pick<TestFixtureContext, "kit">, personId: string): Promise<string> {
  const mail = await fixture.kit.db
    .selectFrom("mailMessage")
    .select("bodyText")
    .where("toPersonId", "=", personId)
    .where("dedupeKey", "like", "test-code %")
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const [code] = /\b\d{6}\b/.exec(present(mail, "mail with a code").bodyText.replaceAll(/ULO-\d+|IZN-\d+/g, "")) ?? [];
  return present(code, "code in the mail");
}

/** Both sides sign: the company by a mailed code, the lead by the second factor. */
export async function signedTest(
  fixture: Pick<TestFixtureContext, "kit">,
  people: { readonly desk: TestOfficers; readonly company: GuestCompany },
  id: string,
): Promise<TestView> {
  const { desk, company } = people;
  const { owner } = company;
  const view = succeeded(await owner.client.get<TestView>(`/api/tests/${id}`), "a test");
  const asked = await owner.client.post(`/api/tests/${id}/signing-codes`, { personId: owner.id });
  if (asked.status !== 204) throw new Error(`no signing code: ${asked.text}`);
  const code = await mailedSigningCode(fixture, owner.id);
  const word = { command: "sign-report", reportDigest: view.reportDigest, remarks: "" } as const;
  await doneOnTest(owner, id, { ...word, proof: { kind: "one-time-code", code, personId: null } });
  const authenticator = await authenticatorOf(fixture, desk.lead.id);
  const proof = { kind: "second-factor", code: authenticator(), personId: null };
  return doneOnTest(desk.lead, id, { ...word, proof });
}

/** Mails of tests whose text is missing, has an unresolved placeholder, or has a label without a value. */
export async function unwrittenMails({ kit }: Pick<TestFixtureContext, "kit">): Promise<readonly string[]> {
  const mails = await kit.db.selectFrom("mailMessage").select(["subject", "bodyText"]).execute();
  const wrong = mails.filter(
    ({ subject, bodyText }) =>
      subject.startsWith("mail.") ||
      bodyText.startsWith("mail.") ||
      /\{\w+\}|\[\[|(?:[:,]|pukul|at) –|: *$/m.test(`${subject}\n${bodyText}`),
  );
  return [...new Set(wrong.map(({ subject }) => subject))];
}

/** The digest of the SKLO as displayed to a user. */
export async function skloDigest(guest: Guest, id: string): Promise<string> {
  return succeeded(await guest.client.get<{ readonly digest: string }>(`/api/tests/${id}/sklo`), "a SKLO").digest;
}

/** Brings a passed test to the signer. */
export async function proposedSklo(desk: TestOfficers, id: string): Promise<TestView> {
  const step = async (guest: Guest, command: string) =>
    doneOnTest(guest, id, { command, factsDigest: await skloDigest(guest, id), note: "" });
  await step(desk.preparer, "prepare-sklo");
  await step(desk.subCoordinator, "endorse-sklo");
  return step(desk.proposer, "propose-sklo");
}
