import type { Caller } from "../../platform/http/index.ts";
import { officeDate, type Rulebook, readServiceRules, readTestRules, type TestRules } from "../../regulation/index.ts";
import type { LicenceForTest } from "../applications/index.ts";
import { digestOf, digestOfItemStates } from "./deadlines/digest.effects.ts";
import { calendarOfTest, rulesOfTest } from "./deadlines/test-promise.ts";
import { type AnswerRow, listAnswers } from "./evidence/answers.store.ts";
import { type TestItemState, testItemStatesOf } from "./evidence/answers.ts";
import { listSignatures, type SignatureRow } from "./report/signatures.store.ts";
import {
  busyOn,
  interestsIn,
  membershipsOfPerson,
  type TeamMember,
  teamOf,
  teamsTaken,
} from "./schedule/team.store.ts";
import { dayFacts } from "./schedule/test-days.ts";
import type { SkloFacts } from "./sklo/sklo.shared.ts";
import { skloFactsOf } from "./sklo/sklo-facts.ts";
import type { Reading, TestRow } from "./test.store.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import type { DayFacts, Interest, TeamCandidate, TestFacts } from "./test-facts.ts";
import { belongsTo, testPerson } from "./test-person.ts";

/** The database handle and instant of a read; inside a transaction, the facts are those the decision is based on. */
export interface Looking {
  readonly db: Reading;
  readonly nowMs: number;
}

/** The facts of a test that decisions and views use. */
export interface KnownTest {
  readonly row: TestRow;
  readonly rulebook: Rulebook;
  readonly rules: TestRules;
  readonly licence: LicenceForTest;
  readonly team: readonly TeamMember[];
  readonly interests: ReadonlyMap<string, boolean>;
  readonly answers: readonly AnswerRow[];
  readonly standing: readonly TestItemState[];
  readonly answersDigest: string;
  /** Signatures on the present report. */
  readonly signatures: readonly SignatureRow[];
  readonly skloFacts: SkloFacts;
  readonly skloDigest: string;
}

/** Whether the caller may see a test: a member of the company, a team member, or an officer with read permission. */
export function maySeeTest(caller: Caller, row: TestRow, teamIds: readonly string[]): boolean {
  if (belongsTo(caller, row.organisation.id)) return true;
  return caller.permissions.has("application.read") || teamIds.includes(caller.personId);
}

/** Reads all facts of a test. */
export async function knowTest(
  { licenceForTest }: Pick<TestDependencies, "licenceForTest">,
  looking: Looking,
  row: TestRow,
): Promise<KnownTest> {
  const { db } = looking;
  const rulebook = rulesOfTest(row);
  const licence = await licenceForTest(looking, row.licenceApplicationId);
  if (licence === undefined) throw new Error("a test belongs to a licence application");
  const answers = await listAnswers(db, row.id);
  const itemStates = testItemStatesOf(row.items, answers);
  const signatures = await listSignatures(db, row.id);
  const service = { kbli: readServiceRules(rulebook).kbli, name: SERVICE_NAME };
  const skloFacts = skloFactsOf(row, licence, service);
  return {
    row,
    rulebook,
    rules: readTestRules(rulebook),
    licence,
    team: await teamOf(db, row.id),
    interests: await interestsIn(db, row.id),
    answers,
    standing: itemStates,
    answersDigest: digestOfItemStates(itemStates),
    signatures: signatures.filter(({ reportDigest }) => reportDigest === row.reportDigest),
    skloFacts,
    skloDigest: digestOf(skloFacts),
  };
}

/** The service name printed on every document of the ministry. */
const SERVICE_NAME = "Jasa Pusat Panggilan Informasi (Call Center)";

/** The context of a command beside the test itself. */
export interface TestCommandContext {
  readonly caller: Pick<Caller, "personId">;
  readonly date?: string | null;
  readonly candidateIds?: readonly string[];
  readonly proof?: TestFacts["proof"];
  readonly isSignerOfCompany?: boolean;
  readonly mandateRefusal?: TestFacts["mandateRefusal"];
}

/** The facts of a decision for this caller and command. */
export async function testFactsOf(
  looking: Looking,
  known: KnownTest,
  commandContext: TestCommandContext,
): Promise<TestFacts> {
  const { row, rules, licence, team, standing, interests, signatures } = known;
  const said = (side: "applicant" | "ministry") => signatures.find((one) => one.side === side)?.kind ?? null;
  const askedDay =
    commandContext.date === undefined || commandContext.date === null
      ? null
      : await dayOf(looking, known, commandContext.date);
  const checkedOn = askedDay?.date ?? row.fieldCheckDate ?? (row.method === "site" ? row.testDate : null);
  return {
    state: row.state,
    method: row.method,
    isMethodOpen: row.methodAskedBecause !== null && row.methodAnswer === null,
    organisationId: row.organisation.id,
    today: officeDate(looking.nowMs),
    testDay: await dayOf(looking, known, row.testDate),
    askedDay,
    fieldCheckDate: row.fieldCheckDate,
    teamIds: team.map(({ personId }) => personId),
    leadId: row.leadId,
    documentJudges: licence.judges,
    candidates: await candidatesOf(looking, known, { personIds: commandContext.candidateIds ?? [], day: checkedOn }),
    interest: interestOf(interests, commandContext.caller.personId),
    items: row.items,
    standing,
    answersDigest: known.answersDigest,
    reportDigest: row.reportDigest,
    verdict: row.verdict,
    signed: { applicant: said("applicant"), ministry: said("ministry") },
    proof: commandContext.proof ?? null,
    isSignerOfCompany: commandContext.isSignerOfCompany ?? false,
    skloStage: row.skloStage,
    skloPreparedBy: row.skloPreparedBy,
    skloEndorsedBy: row.skloEndorsedBy,
    skloProposedBy: row.skloProposedBy,
    skloDigest: known.skloDigest,
    isNibBlocked: licence.isNibBlocked,
    mandateRefusal: commandContext.mandateRefusal ?? null,
    rules,
  };
}

/** A person's declaration of interest. */
export function interestOf(interests: ReadonlyMap<string, boolean>, personId: string): Interest {
  const has = interests.get(personId);
  if (has === undefined) return "undeclared";
  return has ? "declared" : "none";
}

async function dayOf({ db, nowMs }: Looking, { row, rules }: KnownTest, date: string): Promise<DayFacts> {
  const taken = await teamsTaken(db, { from: date, to: date, exceptTestId: row.id });
  return dayFacts({
    date,
    today: officeDate(nowMs),
    calendar: calendarOfTest(row, nowMs),
    onWorkingDayOnly: rules.onWorkingDayOnly,
    freeTeams: rules.teamsPerDay - (taken.get(date) ?? 0),
  });
}

async function candidatesOf(
  { db, nowMs }: Looking,
  { row, interests }: KnownTest,
  { personIds, day }: { readonly personIds: readonly string[]; readonly day: string | null },
): Promise<readonly (TeamCandidate | null)[]> {
  const busy = day === null ? new Set<string>() : await busyOn(db, { personIds, day, exceptTestId: row.id });
  const found: (TeamCandidate | null)[] = [];
  for (const personId of personIds) {
    const memberships = await membershipsOfPerson(db, personId, new Date(nowMs));
    const person = testPerson({ personId, memberships });
    const organisationIds = new Set(
      memberships.map(({ organisationId }) => organisationId).filter((id) => id !== null),
    );
    const known = { personId, organisationIds, mayTest: person.mayTest, interest: interestOf(interests, personId) };
    found.push(memberships.length === 0 ? null : { ...known, isBusy: busy.has(personId) });
  }
  return found;
}
