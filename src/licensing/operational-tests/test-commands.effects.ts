import { permissionsOf } from "../../identity/index.ts";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { decideTest } from "./decide-test.ts";
import { proofOf } from "./evidence/proof.effects.ts";
import { writeDecision } from "./report/write-decision.effects.ts";
import { isRolledBack } from "./schedule/rolled-back.ts";
import { writersOf } from "./schedule/team.store.ts";
import { findTest, type TestRow } from "./test.store.ts";
import { chainRefusal } from "./test-chain.ts";
import type { TestCommand } from "./test-decision.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { type KnownTest, knowTest, maySeeTest, testFactsOf } from "./test-facts.effects.ts";
import type { TestFacts, TestPerson, TestRefusal } from "./test-facts.ts";
import { belongsTo, testDocumentSigner, testPerson } from "./test-person.ts";
import type { TestCommandRequest } from "./test-writing.effects.ts";

/** Why a command was not executed. */
export type TestCommandRefusal = TestRefusal | "no-such-test" | "version-stale";

/** The version of a test for one side: the company's does not change with events visible only to officers. */
export function versionFor(caller: Caller, row: TestRow): number {
  return belongsTo(caller, row.organisation.id) ? row.version : row.version + row.deskVersion;
}

/** Channels of the change feed on which changes are announced. */
export const CHANNELS = ["tests", "outbox", "oss-reports"] as const;

/** Executes a command in one transaction under the test's lock: all effects of the decision, or none. */
export async function commandTest(
  dependencies: TestDependencies,
  request: TestCommandRequest,
): Promise<Result<string, TestCommandRefusal>> {
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  const work = kit.db.transaction().execute(async (trx): Promise<Result<string, TestCommandRefusal>> => {
    const row = await findTest(trx, request.id, "change");
    if (row === undefined) return refuse("no-such-test");
    const known = await knowTest(dependencies, { db: trx, nowMs }, row);
    const teamIds = known.team.map(({ personId }) => personId);
    if (!maySeeTest(request.caller, row, teamIds)) return refuse("no-such-test");
    if (request.version !== versionFor(request.caller, row)) return refuse("version-stale");
    const decided = await decide(dependencies, trx, { known, request, nowMs });
    if (!decided.ok) return decided;
    await writeDecision(dependencies, trx, { known, request, decision: decided.value, at: new Date(nowMs) });
    return ok(row.id);
  });
  const done = await work.catch((error: unknown) => {
    if (isRolledBack(error)) return refuse(error.refusal as TestCommandRefusal);
    throw error;
  });
  if (done.ok) for (const channel of CHANNELS) kit.changeFeed.announce(channel);
  return done;
}

interface Deciding {
  readonly known: KnownTest;
  readonly request: TestCommandRequest;
  readonly nowMs: number;
}

/** A code is consumed only by a command that the person may give now. */
async function decide(dependencies: TestDependencies, trx: DatabaseTransaction, { known, request, nowMs }: Deciding) {
  const { caller, command } = request;
  const person = testPerson(caller);
  const named = { caller, date: dateIn(command), candidateIds: candidatesIn(command, known) };
  const facts = await testFactsOf({ db: trx, nowMs }, known, named);
  const refusal = chainRefusal(facts, command.command, person);
  if (refusal !== undefined) return refuse(refusal);
  const whole: TestFacts = {
    ...facts,
    proof: await proofOf(dependencies, trx, { command, caller, facts, row: known.row, nowMs }),
    isSignerOfCompany: await isSigner(trx, { known, command, person, now: new Date(nowMs) }),
    mandateRefusal: await mandateRefusalOf(dependencies, trx, { request, nowMs }),
  };
  return decideTest(whole, command, person);
}

function dateIn(command: TestCommand): string | null {
  return "date" in command ? command.date : null;
}

/** The candidates of a command; for a move, the present team, whose availability is checked. */
function candidatesIn(command: TestCommand, { team }: KnownTest): readonly string[] {
  if (command.command === "name-team") return [...new Set(command.memberIds)];
  if (command.command === "move" || command.command === "order-field-check")
    return team.map(({ personId }) => personId);
  return [];
}

/** Whether the signer may sign for the company: the caller, or the owner of the code given on the tablet. */
async function isSigner(
  trx: DatabaseTransaction,
  asked: { readonly known: KnownTest; readonly command: TestCommand; readonly person: TestPerson; readonly now: Date },
): Promise<boolean> {
  const { known, command, person, now } = asked;
  if (command.command !== "sign-report" && command.command !== "refuse-report") return false;
  const personId = command.command === "sign-report" ? command.proof.personId : command.personId;
  const organisationId = known.row.organisation.id;
  if (personId === null) return person.organisationIds.has(organisationId);
  const writers = await writersOf(trx, { organisationId, now });
  return writers.some((one) => one.id === personId && permissionsOf([one]).has("application.write"));
}

const SIGNED_BY_COMMAND: Readonly<Partial<Record<TestCommand["command"], "test-order" | "sklo">>> = {
  "name-team": "test-order",
  move: "test-order",
  "order-field-check": "test-order",
  "sign-sklo": "sklo",
};

/** Checked only where a document is ordered, so that a missing mandate blocks no other command. */
async function mandateRefusalOf(
  { refusalToSignTestPaper }: TestDependencies,
  trx: DatabaseTransaction,
  { request, nowMs }: { readonly request: TestCommandRequest; readonly nowMs: number },
) {
  const kind = SIGNED_BY_COMMAND[request.command.command];
  const signer = kind === undefined ? null : testDocumentSigner(request.caller, kind);
  if (kind === undefined || signer === null) return null;
  return refusalToSignTestPaper(trx, { kind, day: officeDate(nowMs), signer });
}
