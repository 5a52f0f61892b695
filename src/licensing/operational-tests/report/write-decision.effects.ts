import { present } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import { calendarsInForce, officeDate, testCatalogueOfRules } from "../../../regulation/index.ts";
import { calendarsKey, type PromiseEvent } from "../../promises/index.ts";
import { digestOf, digestOfDevices } from "../deadlines/digest.effects.ts";
import { followUpTest } from "../deadlines/follow-up.effects.ts";
import { promisedOn, readTestPromise } from "../deadlines/test-promise.ts";
import { watchTest } from "../deadlines/test-watch.ts";
import { addTestFile } from "../evidence/answers.store.ts";
import { generateItems, itemsOfRetest } from "../evidence/generate-items.ts";
import { rememberTest } from "../evidence/remember-test.effects.ts";
import { earlierFailure } from "../schedule/retest.store.ts";
import { rollBack } from "../schedule/rolled-back.ts";
import { keepInterest, nameTeamOf, releaseBooking, releaseTeam, reserveTeam, teamOf } from "../schedule/team.store.ts";
import { type TestChange, updateTest } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import type { Writing } from "../test-writing.effects.ts";
import { drawReport } from "./draw-report.ts";
import { insertSignature } from "./signatures.store.ts";

/** Required upload purpose of a test's files. */
export const TEST_DOCUMENT_PURPOSE = "test-paper";

/** Stores a decision on a test whose row is locked. Writes that a database constraint may refuse come first. */
export async function writeDecision(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<void> {
  const { known, request, decision, at } = writing;
  const { row } = known;
  await keepPlaces(dependencies, trx, writing);
  await keepWord(dependencies, trx, writing);
  if (decision.handedIn !== null) await claimHandedIn(trx, writing);
  const change = await changeOf(trx, writing);
  await updateTest(trx, { id: row.id, at, change, counts: isSeenByBoth(writing) ? "both" : "desk" });
  const { command } = request;
  if (command.command === "declare-interest") {
    const { hasInterest, note } = command;
    await keepInterest(trx, { testId: row.id, personId: request.caller.personId, hasInterest, note, at });
  }
  await rememberTest(dependencies.kit, trx, {
    ...request,
    testId: row.id,
    type: command.command,
    at,
    deskOnly: decision.isDeskOnly,
    note: decision.note,
    detail: {
      ...(decision.testDate === row.testDate ? {} : { date: decision.testDate, before: row.testDate }),
      ...(decision.signature === null ? {} : { side: decision.signature.side, how: decision.signature.how }),
      ...(decision.skloDigest === undefined ? {} : { digest: decision.skloDigest }),
      ...(change.reportDigest === undefined || change.reportDigest === null ? {} : { digest: change.reportDigest }),
    },
  });
  // An officer's declaration is visible to officers only; the company sees the resulting change without the reason.
  if (decision.isDeskOnly && isSeenByBoth(writing))
    await rememberTest(dependencies.kit, trx, {
      caller: null,
      requestId: request.requestId,
      testId: row.id,
      type: "team-changed",
      at,
      deskOnly: false,
      note: null,
      detail: {},
    });
  await followUpTest(dependencies, trx, writing);
}

/** An officers-only decision is still visible to both sides if it changes the state or the team. */
function isSeenByBoth({ known: { row }, decision }: Writing): boolean {
  return !decision.isDeskOnly || decision.state !== row.state || decision.team !== "keep";
}

/** Books the calendar and the team members' days: unique indexes decide, and the later transaction rolls back. */
async function keepPlaces({ kit }: TestDependencies, trx: DatabaseTransaction, { known, decision, at }: Writing) {
  const { row, rules } = known;
  const { booking, team } = decision;
  if (booking !== "keep") await releaseBooking(trx, row.id, at);
  if (typeof booking === "object") {
    const place = { ids: kit.ids, testId: row.id, day: booking.day, teams: rules.teamsPerDay, at };
    if ((await reserveTeam(trx, place)) === null) rollBack("test-day-full");
  }
  if (team === "release") await releaseTeam(trx, row.id, at);
  if (typeof team !== "object") return;
  const named = await nameTeamOf(trx, { ids: kit.ids, testId: row.id, ...team, at });
  if (!named) rollBack("test-member-busy");
}

async function keepWord({ kit }: TestDependencies, trx: DatabaseTransaction, { known, decision, at }: Writing) {
  const { signature } = decision;
  if (signature === null) return;
  const reportDigest = present(known.row.reportDigest, "digest of a report that is signed");
  const word = { ...signature, id: kit.ids.next(), testId: known.row.id, reportDigest, at };
  if (!(await insertSignature(trx, word))) rollBack("test-signature-given");
}

async function claimHandedIn(trx: DatabaseTransaction, { known: { row }, request, decision, at }: Writing) {
  const { personId } = request.caller;
  const files = present(decision.handedIn, "what is handed in");
  for (const fileId of [files.taskLetterFileId, files.resultFileId]) {
    const organisationId = row.organisation.id;
    const isOwn = await claimFile(trx, { fileId, personId, organisationId, purpose: TEST_DOCUMENT_PURPOSE });
    if (!isOwn) rollBack("test-file-missing");
    await addTestFile(trx, { testId: row.id, fileId, addedBy: personId, at });
  }
}

async function changeOf(trx: DatabaseTransaction, writing: Writing): Promise<TestChange> {
  const { known, request, decision, at } = writing;
  const { row } = known;
  const { personId } = request.caller;
  const evaluationEvents = promised(writing, row.evaluationEvents, decision.evaluation);
  const skloEvents = promised(writing, row.skloEvents, decision.sklo);
  const report = await reportChange(trx, writing);
  const dated = {
    state: decision.state,
    method: decision.method,
    testDate: decision.testDate,
    fieldCheckDate: decision.fieldCheckDate,
    ...(decision.notice === "scheduled" ? { notifiedAt: at } : {}),
    ...(report.reportedAt === undefined ? {} : { reportedAt: report.reportedAt }),
  };
  const after = { ...row, ...dated, evaluationEvents, skloEvents };
  const calendars = calendarsInForce(officeDate(at.getTime()));
  const answered = {
    methodAnswer: decision.methodAnswer,
    methodAnswerReason: decision.note,
    methodAnsweredBy: personId,
  };
  return {
    ...dated,
    ...(decision.methodAnswer === null ? {} : answered),
    ...leadChange(writing),
    ...decision.details,
    ...(await itemsChange(trx, writing)),
    ...(decision.happens === "begins" ? { beganAt: at } : {}),
    ...(decision.happens === "ends" ? { endedAt: at } : {}),
    ...decision.handedIn,
    ...report,
    ...(decision.isClosed ? { closedAt: at } : {}),
    ...skloChange(writing),
    evaluationEvents: JSON.stringify(evaluationEvents),
    skloEvents: JSON.stringify(skloEvents),
    dueDate: readTestPromise(after, at.getTime())?.dueDate ?? null,
    nextOn: watchTest(after, at.getTime(), calendars).nextOn,
    calendars: calendarsKey(calendars),
  };
}

function promised(
  { known: { row }, at }: Writing,
  events: readonly PromiseEvent[],
  types: readonly PromiseEvent["type"][],
) {
  return promisedOn(row, { events, types, atMs: at.getTime() });
}

function leadChange({ decision: { team } }: Writing): TestChange {
  if (team === "keep") return {};
  return { leadId: team === "release" ? null : team.leadId };
}

/** The items are fixed when the first team is named, from the verified device list. */
async function itemsChange(trx: DatabaseTransaction, { known, decision }: Writing): Promise<TestChange> {
  const { row, rulebook, licence } = known;
  if (typeof decision.team !== "object" || row.items.length > 0) return {};
  const { form, company } = licence;
  const catalogue = testCatalogueOfRules(row.ruleVersion);
  const whole = generateItems({ catalogue, rulebook, form, company });
  const earlier = await earlierFailure(trx, row);
  const items = earlier === undefined ? whole : itemsOfRetest(whole, earlier);
  return { items: JSON.stringify(items), deviceDigest: digestOfDevices(form.devices.rows) };
}

async function reportChange(trx: DatabaseTransaction, { known, decision, at }: Writing): Promise<TestChange> {
  const { row, standing } = known;
  const { report } = decision;
  if (report === null) return {};
  if (report === "take-back")
    return { report: null, reportDigest: null, verdict: null, reportedAt: null, endedAt: null };
  const team = await teamOf(trx, row.id);
  const drawn = drawReport({ row, team, standing, ...report, at });
  const reportDigest = digestOf(drawn);
  return { report: JSON.stringify(drawn), reportDigest, verdict: report.verdict, reportedAt: at };
}

function skloChange({ known, decision }: Writing): TestChange {
  const { skloStage, skloHands, skloDigest } = decision;
  return {
    skloStage,
    ...("prepared" in skloHands ? { skloPreparedBy: skloHands.prepared ?? null } : {}),
    ...("endorsed" in skloHands ? { skloEndorsedBy: skloHands.endorsed ?? null } : {}),
    ...("proposed" in skloHands ? { skloProposedBy: skloHands.proposed ?? null } : {}),
    ...("signed" in skloHands ? { skloSignedBy: skloHands.signed ?? null } : {}),
    ...(skloDigest === undefined ? {} : { skloDigest, skloFacts: JSON.stringify(known.skloFacts) }),
  };
}
