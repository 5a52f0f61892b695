import { assert, ok, type Result, refuse } from "../../kernel/index.ts";
import { type DatabaseTransaction, nextNumber } from "../../platform/database/index.ts";
import { findFile } from "../../platform/files/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { officeDate, readServiceRules, writeNumber } from "../../regulation/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import { actingPerson } from "./acting-person.ts";
import {
  type ApplicationChange,
  type ApplicationRow,
  findApplication,
  insertItems,
  listItems,
  reopenReturnedItems,
  updateApplication,
  updateItem,
} from "./application.store.ts";
import {
  type ApplicationCommand,
  type ApplicationDecision,
  type ApplicationFacts,
  type ApplicationRefusal,
  decideApplication,
} from "./application.ts";
import { promiseRefusal, readApplicationPromise } from "./application-promise.ts";
import { CHECK_ITEMS } from "./application-words.ts";
import { activateCode, type CodeChangeOrder, freeCode, submitCode } from "./code-changes.store.ts";
import { remember } from "./draft.effects.ts";
import { ossFactsOf } from "./oss-facts.ts";
import { type Finding, preCheck } from "./pre-check.ts";
import { rulebookOf } from "./rules-in-force.ts";

/** Asks, inside the deciding transaction, that a decree be issued; given by the issuing room through the process. */
export type OrderDecree = (
  trx: DatabaseTransaction,
  order: {
    readonly applicationId: string;
    readonly requestNumber: string;
    readonly submittedAt: Date;
    readonly decidedAt: Date;
    readonly ruleVersion: string;
    readonly code: string;
    readonly organisation: ApplicationRow["organisation"];
  },
) => Promise<void>;

/** Tells the company about its application, inside the deciding transaction. */
export type NoticeCompany = (
  trx: DatabaseTransaction,
  notice: {
    readonly applicationId: string;
    readonly version: number;
    readonly organisationId: string;
    readonly type: string;
    readonly params: Readonly<Record<string, string>>;
  },
) => Promise<void>;

/** What commands need beside the kit. */
export interface CommandDoors {
  readonly kit: Kit;
  readonly orderDecree: OrderDecree;
  readonly noticeCompany: NoticeCompany;
}

/** Why a command was not carried out. */
export type CommandRefusal =
  | ApplicationRefusal
  | "no-such-application"
  | "version-stale"
  | "promise-restart-limit"
  | "promise-not-possible";

/** A command with who gave it and on which version. */
export interface CommandRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly expectedVersion: number;
  readonly command: ApplicationCommand;
}

/** Whether the caller may see the application: his company's, or a ministry reader's once it has been submitted. */
export function maySee(caller: Caller, row: ApplicationRow): boolean {
  if (caller.memberships.some((membership) => membership.organisationId === row.organisation.id)) return true;
  return caller.permissions.has("application.read") && row.number !== null;
}

/** Every fault of the form now. */
export async function findingsOf(
  kit: Kit,
  trx: DatabaseTransaction | Kit["db"],
  row: ApplicationRow,
): Promise<readonly Finding[]> {
  const { ossRecord, state } = row.organisation;
  const file = row.form.letterFileId === null ? undefined : await findFile(trx, row.form.letterFileId);
  const hold = row.state === "draft" ? await openHoldOf(trx, row, new Date(kit.clock.nowMs())) : undefined;
  const requiredKbli = readServiceRules(rulebookOf(row.ruleVersion, row.createdAt.getTime())).kbli;
  return preCheck({
    form: row.form,
    heldCode: row.state === "draft" ? (hold?.code ?? null) : row.code,
    hasLetter: file !== undefined && file.organisationId === row.organisation.id,
    organisation: { isVerified: state === "verified", ...ossFactsOf(ossRecord) },
    requiredKbli,
  });
}

/** The open hold of a draft's code by its company, while it counts down. */
export async function openHoldOf(trx: DatabaseTransaction | Kit["db"], row: ApplicationRow, now: Date) {
  return trx
    .selectFrom("codeHold")
    .select(["id", "code", "heldUntil"])
    .where("code", "=", row.code)
    .where("organisationId", "=", row.organisation.id)
    .where("endedAt", "is", null)
    .where("heldUntil", ">", now)
    .executeTakeFirst();
}

/** What a decision is made from. */
export async function factsOf(
  kit: Kit,
  trx: DatabaseTransaction | Kit["db"],
  row: ApplicationRow,
): Promise<ApplicationFacts> {
  const now = new Date(kit.clock.nowMs());
  const needsFindings = row.state === "draft" || row.state === "returned";
  return {
    state: row.state,
    isPaused: row.state === "checking" && row.promiseEvents.at(-1)?.type === "paused",
    organisationId: row.organisation.id,
    isOrganisationVerified: row.organisation.state === "verified",
    isHoldOpen: row.state === "draft" && (await openHoldOf(trx, row, now)) !== undefined,
    findings: needsFindings ? (await findingsOf(kit, trx, row)).length : 0,
    items: await listItems(trx, row.id),
    checkerId: row.checkerId,
    proposerId: row.proposerId,
    proposedOutcome: row.proposedOutcome,
  };
}

/** Decides on a command and writes everything it means in one transaction. */
export async function commandApplication(
  doors: CommandDoors,
  request: CommandRequest,
): Promise<Result<string, CommandRefusal>> {
  const { kit } = doors;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, CommandRefusal>> => {
    const row = await findApplication(trx, request.id, { lock: true });
    if (row === undefined || !maySee(request.caller, row)) return refuse("no-such-application");
    if (row.version !== request.expectedVersion) return refuse("version-stale");
    const decided = decideApplication(await factsOf(kit, trx, row), request.command, actingPerson(request.caller));
    if (!decided.ok) return decided;
    const impossible = refusedPromise(row, decided.value, kit.clock.nowMs());
    if (impossible !== null) return refuse(impossible);
    return write(doors, trx, { row, request, decision: decided.value });
  });
  if (done.ok) for (const channel of ["inventory", "applications", "outbox"]) kit.news.announce(channel);
  return done;
}

function refusedPromise(row: ApplicationRow, decision: ApplicationDecision, nowMs: number): CommandRefusal | null {
  if (decision.promise === null) return null;
  const promise = { events: row.promiseEvents, ruleVersion: row.ruleVersion, beganMs: row.createdAt.getTime() };
  const code = promiseRefusal(promise, { type: decision.promise, atMs: nowMs });
  if (code === null) return null;
  return code === "promise-restart-limit" ? "promise-restart-limit" : "promise-not-possible";
}

interface Writing {
  readonly row: ApplicationRow;
  readonly request: CommandRequest;
  readonly decision: ApplicationDecision;
}

async function write(
  doors: CommandDoors,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<Result<string, CommandRefusal>> {
  const { kit } = doors;
  const { row, request, decision } = writing;
  const at = new Date(kit.clock.nowMs());
  const number = decision.code === "in-process" ? await nextRequestNumber(trx, row, at) : row.number;
  if (!(await changeCode(trx, { ...writing, at }))) return refuse("hold-ended");
  await changeItems(trx, { ...writing, at });
  await updateApplication(trx, { id: row.id, at, change: changeOf(writing, { at, number }) });
  const type = request.command.command;
  await remember(kit, trx, {
    ...request,
    applicationId: row.id,
    type,
    at,
    note: decision.note,
    detail: { outcome: decision.outcome, item: decision.item?.key ?? null, verdict: decision.item?.verdict ?? null },
  });
  if (decision.code === "activate") await orderDecree(doors, trx, { row, at });
  await tellCompany(doors, trx, { ...writing, number });
  return ok(row.id);
}

async function nextRequestNumber(trx: DatabaseTransaction, row: ApplicationRow, at: Date): Promise<string> {
  const { requestNumberStyle } = readServiceRules(rulebookOf(row.ruleVersion, row.createdAt.getTime()));
  const date = officeDate(at.getTime());
  const sequence = await nextNumber(trx, `numbering-request ${date}`);
  return writeNumber(requestNumberStyle, { seq: sequence, date });
}

async function changeCode(trx: DatabaseTransaction, writing: Writing & { readonly at: Date }): Promise<boolean> {
  const { row, decision, at } = writing;
  const order: CodeChangeOrder = { code: row.code, organisationId: row.organisation.id, applicationId: row.id, at };
  if (decision.code === "in-process") return submitCode(trx, order);
  if (decision.code === "free") await freeCode(trx, order);
  if (decision.code === "activate")
    assert(await activateCode(trx, order), "the code of an open application is in-process");
  return true;
}

async function changeItems(trx: DatabaseTransaction, writing: Writing & { readonly at: Date }): Promise<void> {
  const { row, decision, request, at } = writing;
  if (decision.code === "in-process")
    await insertItems(
      trx,
      row.id,
      CHECK_ITEMS.map(({ key }) => key),
    );
  if (decision.reopenReturnedItems) await reopenReturnedItems(trx, row.id);
  if (decision.item === null) return;
  const { key, verdict, note, remedy } = decision.item;
  const texts = { note: note === "" ? null : note, remedy: remedy === "" ? null : remedy };
  await updateItem(trx, {
    applicationId: row.id,
    key,
    verdict,
    ...texts,
    checkedBy: request.caller.personId,
    checkedAt: at,
  });
}

function changeOf(writing: Writing, facts: { readonly at: Date; readonly number: string | null }): ApplicationChange {
  const { row, decision, request } = writing;
  const { personId } = request.caller;
  const events: readonly PromiseEvent[] =
    decision.promise === null
      ? row.promiseEvents
      : [...row.promiseEvents, { type: decision.promise, atMs: facts.at.getTime() }];
  const promise = { events, ruleVersion: row.ruleVersion, beganMs: row.createdAt.getTime() };
  const sentBack = request.command.command === "send-back" && row.state === "proposed";
  return {
    state: decision.state,
    ...(facts.number === null ? {} : { number: facts.number }),
    ...(decision.code === "in-process" ? { submittedAt: facts.at } : {}),
    ...(decision.becomes === "checker" ? { checkerId: personId } : {}),
    ...(decision.becomes === "proposer" ? { proposerId: personId, proposedOutcome: decision.outcome } : {}),
    ...(decision.becomes === "decider" ? { deciderId: personId, decidedAt: facts.at } : {}),
    ...(sentBack ? { proposedOutcome: null } : {}),
    promiseEvents: JSON.stringify(events),
    dueDate: readApplicationPromise(promise, facts.at.getTime())?.dueDate ?? null,
  };
}

async function orderDecree(
  doors: CommandDoors,
  trx: DatabaseTransaction,
  facts: { readonly row: ApplicationRow; readonly at: Date },
): Promise<void> {
  const { row, at } = facts;
  assert(row.number !== null && row.submittedAt !== null, "a decided application was submitted");
  await doors.orderDecree(trx, {
    applicationId: row.id,
    requestNumber: row.number,
    submittedAt: row.submittedAt,
    decidedAt: at,
    ruleVersion: row.ruleVersion,
    code: row.code,
    organisation: row.organisation,
  });
}

/** Commands after which the company gets a message, with the name of its text. */
const NOTICES: Readonly<Partial<Record<ApplicationCommand["command"], string>>> = {
  submit: "submitted",
  return: "returned",
  pause: "paused",
  resume: "resumed",
  resubmit: "resubmitted",
};

async function tellCompany(
  doors: CommandDoors,
  trx: DatabaseTransaction,
  writing: Writing & { readonly number: string | null },
): Promise<void> {
  const { row, request, decision, number } = writing;
  const type = request.command.command === "decide" ? decision.state : NOTICES[request.command.command];
  if (type === undefined) return;
  const params = { number: number ?? "", code: row.code, reason: decision.note ?? "" };
  await doors.noticeCompany(trx, {
    applicationId: row.id,
    version: row.version,
    organisationId: row.organisation.id,
    type,
    params,
  });
}
