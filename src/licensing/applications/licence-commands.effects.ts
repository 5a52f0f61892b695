import { assert, ok, present, type Result, refuse } from "../../kernel/index.ts";
import { type DatabaseTransaction, nextNumber } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { officeDate, readLicenceCaseRules, writeNumber } from "../../regulation/index.ts";
import { rememberAct } from "./deadlines/licence-memory.effects.ts";
import { promisedOn, readLicencePromise, rulesOfCase } from "./deadlines/licence-promise.ts";
import { calendarsToday, watchLicence } from "./deadlines/licence-watch.ts";
import { decideLicence } from "./decide-licence.ts";
import { fitItems, insertRound, publishVerdicts, writeItem } from "./documents/licence-content.store.ts";
import { findLicence, type LicenceChange, type LicenceRow, updateLicence } from "./licence.store.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { knowCase, type Looking, licenceFactsOf, maySeeLicence } from "./licence-facts.effects.ts";
import type { LicenceRefusal } from "./licence-facts.ts";
import { writeFindings } from "./licence-findings.effects.ts";
import { insertRecordedFact, keepInterest } from "./licence-findings.store.ts";
import { followUpLicence } from "./licence-follow-up.effects.ts";
import { belongsTo, licencePerson, licenceSigner, writesForCompany } from "./licence-person.ts";
import type { LicenceCommandName } from "./licence-words.ts";
import { type CommandRequest, roundAfter, type Writing } from "./licence-writing.effects.ts";

/** Why a command was not executed. */
export type LicenceCommandRefusal = LicenceRefusal | "no-such-application" | "version-stale";

/** The version of a case for one side: the applicant's does not change with events visible only to officers. */
export function versionFor(caller: Caller, row: LicenceRow): number {
  return belongsTo(caller, row.organisation.id) ? row.version : row.version + row.deskVersion;
}

/** Executes a command in one transaction under the case's lock: all effects of the decision, or none. */
export async function commandLicence(
  dependencies: LicenceDependencies,
  request: CommandRequest,
): Promise<Result<string, LicenceCommandRefusal>> {
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  const { caller, command } = request;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, LicenceCommandRefusal>> => {
    const row = await findLicence(trx, request.id, "change");
    if (row === undefined || !maySeeLicence(caller, row)) return refuse("no-such-application");
    if (request.version !== versionFor(caller, row)) return refuse("version-stale");
    const person = licencePerson(caller);
    if (belongsTo(caller, row.organisation.id) && !writesForCompany(caller, row.organisation.id))
      return refuse("not-your-case");
    const looking: Looking = { db: trx, nowMs };
    const known = await knowCase(looking, row);
    const assigneeId = command.command === "assign" ? command.personId : null;
    const mandateRefusal = await mandateRefusalOf(dependencies, trx, { request, state: row.state, nowMs });
    const facts = await licenceFactsOf(looking, known, { caller, assigneeId, mandateRefusal });
    const decided = decideLicence(facts, command, person, nowMs);
    if (!decided.ok) return decided;
    await write(dependencies, trx, { known, request, decision: decided.value, at: new Date(nowMs) });
    return ok(row.id);
  });
  if (done.ok) for (const channel of ["licences", "outbox", "oss-reports"]) kit.changeFeed.announce(channel);
  return done;
}

/** Checked on verification only, so that a missing mandate blocks no other command. */
async function mandateRefusalOf(
  { refusalToSignCommitment }: LicenceDependencies,
  trx: DatabaseTransaction,
  asked: { readonly request: CommandRequest; readonly state: LicenceRow["state"]; readonly nowMs: number },
) {
  const { request, state, nowMs } = asked;
  const signer = licenceSigner(request.caller);
  if (state !== "endorsed" || request.command.command !== "verify" || signer === null) return null;
  return refusalToSignCommitment(trx, { day: officeDate(nowMs), signer });
}

async function write(dependencies: LicenceDependencies, trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { known, request, decision, at } = writing;
  const { row } = known;
  const change = await changeOf(trx, writing);
  if (decision.isNewRound) await handIn(trx, writing);
  await writeItems(trx, writing);
  await writeFindings(dependencies.kit, trx, { ...writing, repairUntil: change.repairUntil ?? null });
  await writeDeclared(dependencies, trx, writing);
  const { hand } = decision;
  await updateLicence(trx, {
    id: row.id,
    at,
    change,
    counts: isSeenByBoth(writing) ? "both" : "desk",
    ...(hand === "checked" || hand === "endorsed" ? { hand: { as: hand, personId: request.caller.personId } } : {}),
  });
  await rememberAct(dependencies.kit, trx, {
    ...request,
    applicationId: row.id,
    type: request.command.command,
    at,
    deskOnly: decision.isDeskOnly,
    note: decision.note,
    detail: {
      ...(decision.about === null ? {} : { requirement: decision.about.requirement, rule: decision.about.rule }),
      ...(decision.assigneeId === undefined ? {} : { assignee: decision.assigneeId }),
      ...(decision.isNewRound ? { round: roundAfter(writing) } : {}),
    },
  });
  if (decision.state === "verified") await orderCommitment(dependencies, trx, writing);
  await followUpLicence(dependencies, trx, writing);
}

/** Orders the decree on the company's service commitment, as submitted and accepted. */
async function orderCommitment(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<void> {
  const { known, request, at } = writing;
  const { row, papers } = known;
  const { form } = papers.content;
  await dependencies.orderCommitmentDecree(trx, {
    licenceApplicationId: row.id,
    requestNumber: present(row.number, "number of a verified case"),
    submittedAt: present(row.submittedAt, "submission of a verified case"),
    decidedAt: at,
    ruleVersion: row.ruleVersion,
    signer: present(licenceSigner(request.caller), "signer"),
    organisation: row.organisation,
    commitment: form.commitment,
    configurations: form.service.configurations,
    smsA2p: form.service.smsA2p,
  });
}

/** An officers-only decision is still visible to both sides if it changes the state or the assigned officer. */
function isSeenByBoth({ known: { row }, decision }: Writing): boolean {
  return !decision.isDeskOnly || decision.state !== row.state || decision.assigneeId !== undefined;
}

async function changeOf(trx: DatabaseTransaction, writing: Writing): Promise<LicenceChange> {
  const { known, request, decision, at } = writing;
  const { row, papers } = known;
  const isSubmission = decision.promise?.type === "started";
  const promiseEvents = promisedOn(row, decision.promise);
  const after = { ...row, promiseEvents, state: decision.state, paused: decision.isPaused };
  const calendars = calendarsToday(at.getTime());
  const watch = watchLicence(after, at.getTime(), calendars.known);
  return {
    state: decision.state,
    paused: decision.isPaused,
    round: roundAfter(writing),
    ...(isSubmission ? { number: await nextLicenceNumber(trx, row, at), submittedAt: at } : {}),
    ...(decision.assigneeId === undefined ? {} : { assigneeId: decision.assigneeId }),
    ...(decision.hand === "decided" ? { deciderId: request.caller.personId, decidedAt: at } : {}),
    ...(decision.isNewRound ? { configurations: [...papers.content.form.service.configurations] } : {}),
    promiseEvents: JSON.stringify(promiseEvents),
    dueDate: readLicencePromise(after, at.getTime())?.dueDate ?? null,
    nextOn: watch.nextOn,
    repairUntil: watch.repairUntil,
    calendars: calendars.key,
  };
}

/** Issues the next application number; inside the deciding transaction, so that no number is lost. */
async function nextLicenceNumber(trx: DatabaseTransaction, row: LicenceRow, at: Date): Promise<string> {
  const date = officeDate(at.getTime());
  const seq = await nextNumber(trx, `licence-application ${date}`);
  return writeNumber(readLicenceCaseRules(rulesOfCase(row)).numberStyle, { seq, date });
}

/** Stores the submitted content, and aligns the items with the requirements that the rules derive from it. */
async function handIn(trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { known, at } = writing;
  const { row, papers } = known;
  await insertRound(trx, {
    applicationId: row.id,
    round: roundAfter(writing),
    handedInAt: at,
    parts: Object.fromEntries(papers.parts.map(({ key, value }) => [key, value])),
    slots: Object.fromEntries(
      papers.slots.map(({ slot, fileId, sha256, name, bytes, stated }) => [
        slot,
        { fileId, sha256, name, bytes, stated },
      ]),
    ),
    digests: papers.digests,
  });
  await fitItems(trx, row.id, Object.keys(papers.digests));
}

/** Commands that publish the verdict on every requirement to the applicant. */
const PUBLISHING: readonly LicenceCommandName[] = ["reopen-item", "return", "resubmit", "verify", "reject"];

async function writeItems(trx: DatabaseTransaction, { known, request, decision, at }: Writing): Promise<void> {
  const { row, papers } = known;
  const { command } = request.command;
  const isReopened = command === "reopen-item";
  for (const { requirement, verdict } of decision.items) {
    const acceptedDigest = verdict === "accepted" ? papers.digests[requirement] : null;
    assert(acceptedDigest !== undefined, "what is accepted is asked for");
    const judged =
      verdict === "open" ? {} : { judgedRound: row.round, checkedBy: request.caller.personId, checkedAt: at };
    const reopened = isReopened ? { reopenedRound: row.round } : {};
    await writeItem(trx, {
      applicationId: row.id,
      requirement,
      change: { verdict, acceptedDigest, ...judged, ...reopened },
    });
  }
  if (PUBLISHING.includes(command)) await publishVerdicts(trx, row.id);
}

async function writeDeclared(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  { known, request, at }: Writing,
) {
  const { command, caller } = request;
  const applicationId = known.row.id;
  if (command.command === "declare-interest") {
    const { hasInterest, note } = command;
    await keepInterest(trx, { applicationId, personId: caller.personId, hasInterest, note, at });
  }
  if (command.command !== "record-fact") return;
  const { requirement, slot, source, result, note } = command;
  const recorded = { recordedBy: caller.personId, recordedAt: at };
  await insertRecordedFact(trx, {
    id: dependencies.kit.ids.next(),
    applicationId,
    requirement,
    slot,
    source,
    result,
    note,
    ...recorded,
  });
}
