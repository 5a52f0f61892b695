import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import { type DatabaseTransaction, nextNumber } from "../../platform/database/index.ts";
import { claimFile } from "../../platform/files/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import {
  calendarsInForce,
  officeDate,
  readTestRules,
  readWorkingCalendar,
  rulesetVersion,
  type TestRules,
  testCatalogueOfRules,
  type WorkingCalendar,
  writeNumber,
} from "../../regulation/index.ts";
import type { LicenceForTest } from "../applications/index.ts";
import { rulebookNow } from "../numbering/index.ts";
import { calendarsKey } from "../promises/index.ts";
import { mayBeHandedIn, type PreCheckFinding } from "../requirements/index.ts";
import { officersOfTests } from "./deadlines/follow-up.effects.ts";
import { testWords } from "./deadlines/test-mail-words.effects.ts";
import { type WatchedTest, watchTest } from "./deadlines/test-watch.ts";
import { decideRequest, type RequestFacts, type RequestRefusal } from "./decide-request.ts";
import { addTestFile } from "./evidence/answers.store.ts";
import { rememberTest } from "./evidence/remember-test.effects.ts";
import { letterFaults, readLetter } from "./report/check-letter.effects.ts";
import { TEST_DOCUMENT_PURPOSE } from "./report/write-decision.effects.ts";
import { isRolledBack, rollBack } from "./schedule/rolled-back.ts";
import { reserveTeam, teamsTaken } from "./schedule/team.store.ts";
import { dayFacts, workingDaysAfter } from "./schedule/test-days.ts";
import { findTest, insertTest, type Reading, testsOfLicence } from "./test.store.ts";
import { CHANNELS } from "./test-commands.effects.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { writesFor } from "./test-person.ts";
import { OPEN_TEST_STATES, type TestState } from "./test-words.shared.ts";

/** Why a test was not requested. */
export type RequestTestRefusal =
  | RequestRefusal
  | "no-such-application"
  | "not-your-case"
  | "test-file-missing"
  | "test-letter-unfit";

/** A request for a test with its caller. */
export interface RequestTest {
  readonly licenceId: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly wishedDate: string;
  readonly selfTestBecause: string | null;
  readonly pactAccepted: boolean;
  readonly letterFileId: string;
  readonly place: string;
  readonly contact: { readonly name: string; readonly phone: string };
}

/** The rules of a request today. */
export interface RequestRules {
  readonly rules: TestRules;
  readonly calendar: WorkingCalendar;
  readonly today: string;
}

/** The rules of a request made now. */
export function requestRules(nowMs: number): RequestRules {
  const today = officeDate(nowMs);
  const rulebook = rulebookNow(nowMs);
  return { rules: readTestRules(rulebook), calendar: readWorkingCalendar(rulebook, calendarsInForce(today)), today };
}

type Earlier = Awaited<ReturnType<typeof testsOfLicence>>;

/** The facts for a request, `date` null until one is chosen. */
export async function requestFacts(
  db: Reading,
  asked: {
    readonly licence: LicenceForTest;
    readonly earlier: Earlier;
    readonly date: string | null;
    readonly nowMs: number;
  },
): Promise<RequestFacts> {
  const { licence, earlier, date, nowMs } = asked;
  const { rules, calendar, today } = requestRules(nowMs);
  const states = earlier.map(({ state }) => state as TestState);
  const taken = date === null ? 0 : ((await teamsTaken(db, { from: date, to: date })).get(date) ?? 0);
  const { onWorkingDayOnly } = rules;
  const freeTeams = rules.teamsPerDay - taken;
  return {
    licenceState: licence.state,
    isOrganisationVerified: licence.organisation.isVerified,
    isNibBlocked: licence.isNibBlocked,
    isTestOpen: states.some((state) => OPEN_TEST_STATES.includes(state)),
    isCertified: licence.isLicensed || states.includes("certified"),
    day: date === null ? null : dayFacts({ date, today, calendar, onWorkingDayOnly, freeTeams }),
    rules,
  };
}

/** Requests a test in one transaction; returns its id. A licence application has one open request, and a day a limited number of teams. */
export async function requestTest(
  dependencies: TestDependencies,
  request: RequestTest,
): Promise<Result<string, RequestTestRefusal>> {
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  // Read before the transaction, because reading a file may be slow.
  const read = await readLetter(dependencies, request.caller, request.letterFileId);
  const work = kit.db.transaction().execute(async (trx): Promise<Result<string, RequestTestRefusal>> => {
    const licence = await dependencies.licenceForTest({ db: trx, nowMs }, request.licenceId, "share");
    if (licence === undefined || !writesFor(request.caller, licence.organisation.id))
      return refuse("no-such-application");
    const earlier = await testsOfLicence(trx, licence.id);
    const facts = await requestFacts(trx, { licence, earlier, date: request.wishedDate, nowMs });
    const wantsSelfTest = request.selfTestBecause !== null;
    const decided = decideRequest(facts, { wantsSelfTest, pactAccepted: request.pactAccepted });
    if (!decided.ok) return decided;
    // A missing file is refused later, where it is claimed.
    const letter = read === undefined ? [] : letterFaults(read, licence, nowMs);
    if (!mayBeHandedIn(letter)) return refuse("test-letter-unfit");
    const writing = { request, licence, earlier, letter, decision: decided.value, at: new Date(nowMs) };
    return ok(await write(dependencies, trx, writing));
  });
  const done = await work.catch((error: unknown) => {
    if (isRolledBack(error)) return refuse(error.refusal as RequestTestRefusal);
    throw error;
  });
  if (done.ok) for (const channel of CHANNELS) kit.changeFeed.announce(channel);
  return done;
}

interface Requesting {
  readonly request: RequestTest;
  readonly licence: LicenceForTest;
  readonly earlier: Earlier;
  readonly letter: readonly PreCheckFinding[];
  readonly decision: { readonly method: "site" | "self"; readonly isMethodOpen: boolean; readonly isBooked: boolean };
  readonly at: Date;
}

async function write(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  requesting: Requesting,
): Promise<string> {
  const { kit } = dependencies;
  const { request, licence, decision, at } = requesting;
  const id = kit.ids.next();
  const organisationId = licence.organisation.id;
  const { personId } = request.caller;
  const file = { fileId: request.letterFileId, personId, organisationId, purpose: TEST_DOCUMENT_PURPOSE };
  if (!(await claimFile(trx, file))) rollBack("test-file-missing");
  if (!(await insertTest(trx, await newTest(trx, id, requesting)))) rollBack("test-open");
  if (decision.isBooked) {
    const { teamsPerDay } = requestRules(at.getTime()).rules;
    const place = { ids: kit.ids, testId: id, day: request.wishedDate, teams: teamsPerDay, at };
    if ((await reserveTeam(trx, place)) === null) rollBack("test-day-full");
  }
  await addTestFile(trx, { testId: id, fileId: request.letterFileId, addedBy: personId, at });
  const detail = { date: request.wishedDate, method: decision.method, licence: licence.id };
  const act = { caller: request.caller, requestId: request.requestId, testId: id, type: "requested", at } as const;
  await rememberTest(kit, trx, { ...act, deskOnly: false, note: request.selfTestBecause, detail });
  await notifyAll(dependencies, trx, { id, at });
  return id;
}

async function newTest(trx: DatabaseTransaction, id: string, requesting: Requesting) {
  const { request, licence, earlier, letter, decision, at } = requesting;
  const { rules, calendar, today } = requestRules(at.getTime());
  const seq = await nextNumber(trx, `operational-test ${today}`);
  const noticeDue = workingDaysAfter(today, rules.noticeWorkingDays, calendar);
  const [before] = earlier;
  const calendars = calendarsInForce(today);
  const watched: WatchedTest = {
    testDate: request.wishedDate,
    fieldCheckDate: null,
    noticeDue,
    noticeLateAt: null,
    evaluationEvents: [],
    skloEvents: [],
    method: decision.method,
    ruleVersion: rulesetVersion,
    createdAt: at,
    reportedAt: null,
    state: "requested",
  };
  return {
    id,
    number: writeNumber(rules.numberStyle, { seq, date: today }),
    licenceApplicationId: licence.id,
    organisationId: licence.organisation.id,
    follows: before?.id ?? null,
    attempt: (before?.attempt ?? 0) + 1,
    ruleVersion: rulesetVersion,
    catalogueVersion: testCatalogueOfRules(rulesetVersion).version,
    createdBy: request.caller.personId,
    at,
    method: decision.method,
    // A self-test that needs no permission needs no reason either, so none is stored.
    methodAskedBecause: decision.isMethodOpen ? request.selfTestBecause : null,
    letterFileId: request.letterFileId,
    letterFindings: JSON.stringify(letter),
    contactName: request.contact.name,
    contactPhone: request.contact.phone,
    place: request.place,
    wishedDate: request.wishedDate,
    noticeDue,
    nextOn: watchTest(watched, at.getTime(), calendars).nextOn,
    calendars: calendarsKey(calendars),
  };
}

async function notifyAll(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
) {
  const row = present(await findTest(trx, id), "operational test");
  const words = testWords(dependencies.kit, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), reason: row.methodAskedBecause ?? "" });
  const dedupeKey = `test ${id} requested`;
  const organisationId = row.organisation.id;
  await dependencies.tellCompany(trx, { organisationId, template: "test.requested", params, dedupeKey });
  const personIds = await officersOfTests(dependencies, trx, { row, permission: "application.assign", now: at });
  await dependencies.tellPeople(trx, {
    personIds,
    template: "test-desk.requested",
    params,
    dedupeKey: `${dedupeKey} desk`,
  });
}
