import { permissionsOf } from "../../identity/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { calendarsInForce, citeRule, officeDate } from "../../regulation/index.ts";
import { viewPromise } from "../promises/index.ts";
import type { PreCheckFinding } from "../requirements/index.ts";
import type { TestView } from "./contract.ts";
import { listNotices } from "./deadlines/notices.store.ts";
import { currentPromise, readTestPromise } from "./deadlines/test-promise.ts";
import { signUntil } from "./deadlines/test-watch.ts";
import { bookedTeam, writersOf } from "./schedule/team.store.ts";
import { listTestEvents, namesOf, type TestRow } from "./test.store.ts";
import { possibleCommands } from "./test-chain.ts";
import { versionFor } from "./test-commands.effects.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { interestOf, type KnownTest, knowTest, type Looking, testFactsOf } from "./test-facts.effects.ts";
import { belongsTo, testPerson } from "./test-person.ts";

/** States in which the team adds answers. */
export const ANSWERING: readonly TestRow["state"][] = ["running", "handed-in"];

/** One test, as visible to the caller. */
export async function describeTest(dependencies: TestDependencies, caller: Caller, row: TestRow): Promise<TestView> {
  const looking: Looking = { db: dependencies.kit.db, nowMs: dependencies.kit.clock.nowMs() };
  const known = await knowTest(dependencies, looking, row);
  const facts = await testFactsOf(looking, known, { caller });
  const person = testPerson(caller);
  const isOwn = belongsTo(caller, row.organisation.id);
  const isTeam = person.mayTest && facts.teamIds.includes(caller.personId);
  return {
    ...headOf(known),
    ...(await lineageOf(looking, row)),
    ...(await filesOf(looking, row)),
    letterFindings: row.letterFindings === null ? null : viewLetterFindings(row.letterFindings),
    ...promiseOf(known, looking.nowMs),
    ...(await noticesOf(looking, row)),
    version: versionFor(caller, row),
    teamNumber: await bookedTeam(looking.db, row.id),
    team: known.team.map(({ personId, name, isLead }) => ({
      id: personId,
      name,
      isLead,
      interest: isOwn ? "none" : interestOf(known.interests, personId),
    })),
    sklo: await skloOf(looking, row),
    papers: (await dependencies.papersOfTest(looking.db, row.id)).map(({ issuedAt, ...paper }) => ({
      ...paper,
      issuedAt: issuedAt?.toISOString() ?? null,
    })),
    events: await eventsOf(looking, row, { withDeskOnly: !isOwn }),
    commands: [...possibleCommands(facts, person)],
    mayAnswer: isTeam && ANSWERING.includes(row.state) && facts.interest === "none",
    isApplicant: isOwn,
    signers: await signersOf(looking, row),
    interest: isOwn ? null : facts.interest,
  };
}

/** Findings of a letter in API format. */
export function viewLetterFindings(findings: readonly PreCheckFinding[]): NonNullable<TestView["letterFindings"]> {
  return findings.map(({ code, level, place, params }) => ({ code, level, page: place.page, params: { ...params } }));
}

function headOf({ row, licence, rulebook, signatures }: KnownTest) {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    attempt: row.attempt,
    method: row.method,
    licence: { id: row.licenceApplicationId, number: row.licenceNumber },
    organisation: {
      id: row.organisation.id,
      name: row.organisation.name,
      nib: row.organisation.nib,
      address: row.organisation.address,
    },
    configurations: [...licence.form.service.configurations],
    codes: licence.company.codes.map(({ code }) => code),
    ruleVersion: row.ruleVersion,
    catalogueVersion: row.catalogueVersion,
    createdAt: row.createdAt.toISOString(),
    methodRule: citeRule(rulebook.rules["test-method-kind"]),
    methodRequest:
      row.methodAskedBecause === null
        ? null
        : { because: row.methodAskedBecause, answer: row.methodAnswer, reason: row.methodAnswerReason },
    pactAcceptedAt: row.pactAcceptedAt.toISOString(),
    contact: { name: row.contactName, phone: row.contactPhone },
    wishedDate: row.wishedDate,
    testDate: row.testDate,
    startsAt: row.startsAt,
    place: row.place,
    serviceCentre: row.serviceCentre,
    transmission: row.transmission,
    toPrepare: row.toPrepare,
    fieldCheckDate: row.fieldCheckDate,
    items: [...row.items],
    deviceDigest: row.deviceDigest,
    beganAt: row.beganAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    report: row.report,
    reportDigest: row.reportDigest,
    verdict: row.verdict,
    closedAt: row.closedAt?.toISOString() ?? null,
    signatures: signatures.map(({ side, kind, name, how, remarks, signedAt }) => ({
      side,
      kind,
      name,
      how,
      remarks,
      at: signedAt.toISOString(),
    })),
  };
}

/** The previous and the next test. */
async function lineageOf({ db }: Looking, row: TestRow) {
  const near = await db
    .selectFrom("operationalTest")
    .select(["id", "number", "state", "follows"])
    .where((eb) => eb.or([eb("follows", "=", row.id), ...(row.follows === null ? [] : [eb("id", "=", row.follows)])]))
    .limit(2)
    .execute();
  const before = near.find(({ id }) => id === row.follows);
  const after = near.find(({ follows }) => follows === row.id);
  return {
    follows:
      before === undefined ? null : { id: before.id, number: before.number, state: before.state as TestRow["state"] },
    followedBy: after === undefined ? null : { id: after.id, number: after.number },
  };
}

async function filesOf({ db }: Looking, row: TestRow) {
  const ids = [row.letterFileId, row.taskLetterFileId, row.resultFileId].filter((id) => id !== null);
  const rows = await db
    .selectFrom("storedFile")
    .select(["id", "originalName", "bytes"])
    .where("id", "in", ids)
    .execute();
  const fileOf = (id: string | null) => {
    const file = rows.find((one) => one.id === id);
    return file === undefined ? null : { fileId: file.id, name: file.originalName, bytes: Number(file.bytes) };
  };
  return {
    letter: fileOf(row.letterFileId) ?? { fileId: row.letterFileId, name: "", bytes: 0 },
    taskLetter: fileOf(row.taskLetterFileId),
    resultFile: fileOf(row.resultFileId),
  };
}

function promiseOf({ row }: KnownTest, nowMs: number) {
  const reading = readTestPromise(row, nowMs);
  return {
    promise: reading === null ? null : viewPromise(reading),
    promiseAct: currentPromise(row)?.act ?? null,
    signUntil: signUntil(row, nowMs, calendarsInForce(officeDate(nowMs))),
  };
}

async function noticesOf({ db }: Looking, row: TestRow): Promise<Pick<TestView, "notice" | "notices">> {
  const notices = await listNotices(db, row.id);
  return {
    notice: {
      dueDate: row.noticeDue,
      notifiedAt: row.notifiedAt?.toISOString() ?? null,
      late: row.noticeLateAt !== null,
    },
    notices: notices.map(({ id, kind, day, detail, sentAt, mails, delivered, readings }) => ({
      id,
      kind: kind as TestView["notices"][number]["kind"],
      date: day,
      mails,
      delivered,
      startsAt: detail.startsAt,
      place: detail.place,
      team: [...detail.team],
      toPrepare: detail.toPrepare,
      items: detail.items,
      reason: detail.reason,
      sentAt: sentAt.toISOString(),
      readings: readings.map(({ name, readAt }) => ({ name, at: readAt.toISOString() })),
    })),
  };
}

async function skloOf({ db }: Looking, row: TestRow): Promise<TestView["sklo"]> {
  const { skloPreparedBy, skloEndorsedBy, skloProposedBy, skloSignedBy } = row;
  const ids = [skloPreparedBy, skloEndorsedBy, skloProposedBy, skloSignedBy].filter((id) => id !== null);
  const names = await namesOf(db, ids);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return {
    stage: row.skloStage,
    preparedBy: nameOf(skloPreparedBy),
    endorsedBy: nameOf(skloEndorsedBy),
    proposedBy: nameOf(skloProposedBy),
    signedBy: nameOf(skloSignedBy),
  };
}

async function eventsOf({ db }: Looking, row: TestRow, { withDeskOnly }: { readonly withDeskOnly: boolean }) {
  const events = await listTestEvents(db, { testId: row.id, withDeskOnly });
  return events.map(({ type, occurredAt, actorName, actorRole, note, detail }, nth) => ({
    // Numbered as displayed: a gap would disclose the number of officers-only events.
    sequence: nth + 1,
    type,
    at: occurredAt.toISOString(),
    actor: actorName,
    role: actorRole,
    note,
    detail: detail as Record<string, unknown>,
  }));
}

async function signersOf({ db, nowMs }: Looking, row: TestRow): Promise<TestView["signers"]> {
  const people = await writersOf(db, { organisationId: row.organisation.id, now: new Date(nowMs) });
  return people.filter((one) => permissionsOf([one]).has("application.write")).map(({ id, name }) => ({ id, name }));
}
