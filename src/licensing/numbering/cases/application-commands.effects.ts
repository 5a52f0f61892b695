import { assert, ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, nextNumber } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate, readServiceRules, writeNumber } from "../../../regulation/index.ts";
import type { CodeDecreeKind, DecreeSigner } from "../../issuing/index.ts";
import { type PromiseEvent, withEvent } from "../../promises/index.ts";
import type { FollowUp } from "../case-work/case-follow-up.effects.ts";
import { caseText } from "../case-work/case-words.effects.ts";
import { type DecreeAct, decreeActOf, quarantineOfCaseMs } from "../case-work/decree-act.ts";
import {
  activateCode,
  type CodeChangeOrder,
  changeHeldCode,
  freeCode,
  submitCode,
} from "../codes/code-changes.store.ts";
import { lockCode } from "../inventory/hold.store.ts";
import { actingPerson, signerOf } from "./acting-person.ts";
import {
  type ApplicationChange,
  type ApplicationRow,
  findApplication,
  insertItems,
  listItems,
  reopenReturnedItems,
  saveReturnedDigest,
  updateApplication,
  updateItem,
} from "./application.store.ts";
import { type ApplicationCommand, type ApplicationDecision, decideApplication } from "./application.ts";
import { factsOf, maySee } from "./application-facts.effects.ts";
import type { ApplicationRefusal } from "./application-facts.ts";
import type { HolderValues } from "./application-form.ts";
import { checkItemsOf, KIND_RULES } from "./application-kind.ts";
import { promiseOf, promiseRefusal, readApplicationPromise } from "./application-promise.ts";
import type { ApplicationState } from "./application-words.ts";
import { remember } from "./draft.effects.ts";
import { digestsOfItems } from "./item-digest.effects.ts";
import { rulebookOf } from "./rules-in-force.ts";

/** Orders a decree inside the deciding transaction; injected by the composition. */
export type OrderDecree = (
  trx: DatabaseTransaction,
  order: {
    readonly applicationId: string;
    readonly requestNumber: string;
    readonly submittedAt: Date;
    readonly decidedAt: Date;
    readonly ruleVersion: string;
    readonly code: string;
    readonly kind: CodeDecreeKind;
    readonly signer: DecreeSigner & { readonly membershipId: string };
    readonly organisation: Pick<ApplicationRow["organisation"], "id" | "name" | "nib" | "npwp" | "address">;
    readonly act: DecreeAct;
  },
) => Promise<void>;

/** Stores the name and address of the changed decree for the company, inside the deciding transaction. */
export type KeepHolder = (
  trx: DatabaseTransaction,
  holder: HolderValues & { readonly organisationId: string },
) => Promise<void>;

/** Notifies the company about its application, inside the deciding transaction. */
export type NoticeCompany = (
  trx: DatabaseTransaction,
  notice: {
    /** The application after the command. */
    readonly row: ApplicationRow;
    /** The version that the command named; part of the message's deduplication key. */
    readonly version: number;
    readonly type: string;
    readonly params: Readonly<Record<string, string>>;
  },
) => Promise<void>;

/** A change of a case that may have to be reported to OSS, the licensing system of the NIB. */
export interface CaseChange {
  readonly applicationId: string;
  readonly organisationId: string;
  /** The kind of application. */
  readonly kind: string;
  /** The state after the change; pause and resume count as states here, although the application remains in check. */
  readonly state: ApplicationState | "paused" | "resumed";
  readonly at: Date;
  readonly note: string | null;
  /** Null if a deadline, not a person, caused the change. */
  readonly by: { readonly personId: string; readonly isOfficer: boolean } | null;
}

/** Records a report to OSS inside the deciding transaction; implemented by oss-sync and injected by the composition. */
export type ReportCase = (trx: DatabaseTransaction, change: CaseChange) => Promise<void>;

/** Dependencies of the commands. */
export interface CommandDependencies {
  readonly kit: Kit;
  readonly orderDecree: OrderDecree;
  readonly noticeCompany: NoticeCompany;
  readonly reportCase: ReportCase;
  readonly keepHolder: KeepHolder;
  readonly followUp: FollowUp;
}

/** Why a command was not executed. */
export type CommandRefusal =
  | ApplicationRefusal
  | "no-such-application"
  | "version-stale"
  | "no-such-file"
  | "promise-restart-limit"
  | "promise-not-possible";

/** A command with its caller and the version it applies to. */
export interface CommandRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly expectedVersion: number;
  readonly command: ApplicationCommand;
}

/**
 * Decides on a command and writes all its effects in one transaction. The command has one instant, so that a hold
 * cannot be open at the decision and expired at the write. Returns the application after the command.
 */
export async function commandApplication(
  dependencies: CommandDependencies,
  request: CommandRequest,
): Promise<Result<ApplicationRow, CommandRefusal>> {
  const { kit } = dependencies;
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<ApplicationRow, CommandRefusal>> => {
    const row = await findApplication(trx, request.id, { lock: true });
    if (row === undefined || !maySee(request.caller, row)) return refuse("no-such-application");
    if (row.version !== request.expectedVersion) return refuse("version-stale");
    const nowMs = kit.clock.nowMs();
    if (request.command.command === "submit" && row.code !== "") await lockCode(trx, row.code);
    const asked = { caller: request.caller, assigneeId: assigneeIdOf(request.command) };
    const facts = await factsOf({ db: trx, nowMs }, row, asked);
    const decided = decideApplication(facts, request.command, actingPerson(request.caller));
    if (!decided.ok) return decided;
    const impossible = refusedPromise(row, decided.value, nowMs);
    if (impossible !== null) return refuse(impossible);
    return write(dependencies, trx, { row, request, decision: decided.value, at: new Date(nowMs) });
  });
  if (done.ok)
    for (const channel of ["inventory", "applications", "outbox", "oss-reports"]) kit.changeFeed.announce(channel);
  return done;
}

function assigneeIdOf(command: ApplicationCommand): string | null {
  return command.command === "assign" ? command.personId : null;
}

function refusedPromise(row: ApplicationRow, decision: ApplicationDecision, nowMs: number): CommandRefusal | null {
  if (decision.promise === null) return null;
  // A return is possible only if the correction could still be accepted (limit of restarts).
  const thereafter: readonly PromiseEvent[] = decision.state === "returned" ? [{ type: "restarted", atMs: nowMs }] : [];
  const code = promiseRefusal(promiseOf(row), { type: decision.promise, atMs: nowMs }, ...thereafter);
  if (code === null) return null;
  return code === "promise-restart-limit" ? "promise-restart-limit" : "promise-not-possible";
}

interface Writing {
  readonly row: ApplicationRow;
  readonly request: CommandRequest;
  readonly decision: ApplicationDecision;
  readonly at: Date;
}

/** The code changes first: a refusal commits earlier writes, and an issued number must not be lost. */
async function write(
  dependencies: CommandDependencies,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<Result<ApplicationRow, CommandRefusal>> {
  const { row, request, decision, at } = writing;
  if (!(await changeCode(trx, writing)))
    return refuse(decision.state === "submitted" ? "hold-ended" : "code-not-theirs");
  if (!(await claimAnswerFile(trx, writing))) return refuse("no-such-file");
  const number = decision.promise === "started" ? await nextRequestNumber(trx, row, at) : row.number;
  await changeItems(trx, writing);
  await updateApplication(trx, { id: row.id, at, change: changeOf(writing, number) });
  await remember(dependencies.kit, trx, {
    ...request,
    applicationId: row.id,
    type: request.command.command,
    at,
    note: decision.note,
    detail: {
      outcome: decision.outcome,
      item: decision.item?.key ?? null,
      verdict: decision.item?.verdict ?? null,
      ...(decision.hands.checkerId === undefined ? {} : { checker: decision.hands.checkerId }),
      ...(decision.promise === "started" && row.form.newService !== "" ? { newService: row.form.newService } : {}),
    },
  });
  const act = decreeActOf(row, { effect: decision.code, atMs: at.getTime() });
  if (act !== null) await orderDecree(dependencies, trx, { row, at, act, caller: request.caller });
  const changed = present(await findApplication(trx, row.id), "application");
  await notifyApplicant(dependencies, trx, { ...writing, changed });
  await report(dependencies, trx, writing);
  await dependencies.followUp(trx, {
    row: changed,
    version: row.version,
    command: request.command.command,
    actorPersonId: request.caller.personId,
    reason: decision.note ?? "",
  });
  return ok(changed);
}

async function report(dependencies: CommandDependencies, trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { row, request, decision, at } = writing;
  const pause = decision.promise === "paused" || decision.promise === "resumed" ? decision.promise : null;
  const isStill = decision.state === row.state;
  // Unassigning an officer does not change the status at OSS.
  if ((isStill && pause === null) || request.command.command === "unassign") return;
  const { personId, memberships } = request.caller;
  await dependencies.reportCase(trx, {
    applicationId: row.id,
    organisationId: row.organisation.id,
    kind: row.kind,
    state: isStill && pause !== null ? pause : decision.state,
    at,
    note: decision.note,
    by: { personId, isOfficer: memberships.every(({ organisationId }) => organisationId !== row.organisation.id) },
  });
}

/** Issues the next application number; inside the deciding transaction, so that no number is lost. */
export async function nextRequestNumber(
  trx: DatabaseTransaction,
  row: Pick<ApplicationRow, "ruleVersion" | "createdAt">,
  at: Date,
): Promise<string> {
  const { requestNumberStyle } = readServiceRules(rulebookOf(row.ruleVersion, row.createdAt.getTime()));
  const date = officeDate(at.getTime());
  const sequence = await nextNumber(trx, `numbering-request ${date}`);
  return writeNumber(requestNumberStyle, { seq: sequence, date });
}

async function changeCode(trx: DatabaseTransaction, writing: Writing): Promise<boolean> {
  const { row, decision, at, request } = writing;
  const { personId, memberships } = request.caller;
  const by = { by: personId, role: memberships[0]?.role ?? null, note: decision.note };
  const order: CodeChangeOrder = { code: row.code, organisationId: row.organisation.id, applicationId: row.id, at, by };
  if (decision.code === "in-process") return submitCode(trx, order);
  if (decision.code === "free") await freeCode(trx, order);
  if (decision.code === "activate")
    assert(await activateCode(trx, order), "the code of an open application is in-process");
  if (decision.code === "rename" || decision.code === "return" || decision.code === "revoke")
    return changeHeldCode(trx, {
      ...order,
      change: decision.code,
      quarantinedUntil: new Date(quarantineOfCaseMs(row, at.getTime())),
    });
  return true;
}

async function claimAnswerFile(trx: DatabaseTransaction, { row, request, decision }: Writing): Promise<boolean> {
  const fileId = decision.answer?.fileId ?? null;
  if (fileId === null || fileId === row.form.revocation?.answer?.fileId) return true;
  const owner = { personId: request.caller.personId, organisationId: row.organisation.id };
  return claimFile(trx, { ...owner, fileId, purpose: "letter" });
}

async function changeItems(trx: DatabaseTransaction, writing: Writing): Promise<void> {
  const { row, decision, request, at } = writing;
  if (decision.promise === "started") {
    const isGovernment = row.organisation.kind === "government";
    const isForNewService = row.kind === "new" && row.form.newService !== "";
    const keys = checkItemsOf(row.kind, { isGovernment, isForNewService }).map(({ key }) => key);
    await insertItems(trx, row.id, keys);
  }
  if (decision.state === "returned" && row.state !== "returned") await saveReturned(trx, row);
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

/** Stores the digests that a correction is later compared with. */
async function saveReturned(trx: DatabaseTransaction, row: ApplicationRow): Promise<void> {
  const items = await listItems(trx, row.id);
  const keys = items.filter(({ verdict }) => verdict === "returned").map(({ key }) => key);
  const digests = await digestsOfItems(trx, row.form, keys);
  for (const key of keys)
    await saveReturnedDigest(trx, { applicationId: row.id, key, returnedDigest: digests[key] ?? null });
}

function changeOf(writing: Writing, number: string | null): ApplicationChange {
  const { row, decision, at } = writing;
  const events: readonly PromiseEvent[] =
    decision.promise === null
      ? row.promiseEvents
      : withEvent(row.promiseEvents, { type: decision.promise, atMs: at.getTime() });
  const promise = { ...promiseOf(row), events };
  const { revocation } = row.form;
  const { answer } = decision;
  const answered =
    answer === undefined || revocation === null
      ? {}
      : { form: JSON.stringify({ ...row.form, revocation: { ...revocation, answer: { ...answer, at } } }) };
  return {
    state: decision.state,
    ...answered,
    ...(number === null ? {} : { number }),
    ...(decision.promise === "started" ? { submittedAt: at } : {}),
    ...decision.hands,
    ...(decision.hands.deciderId === undefined ? {} : { decidedAt: at }),
    ...(decision.proposedOutcome === undefined ? {} : { proposedOutcome: decision.proposedOutcome }),
    promiseEvents: JSON.stringify(events),
    dueDate: readApplicationPromise(promise, at.getTime())?.dueDate ?? revocation?.answerDue ?? null,
  };
}

async function orderDecree(
  dependencies: CommandDependencies,
  trx: DatabaseTransaction,
  facts: { readonly row: ApplicationRow; readonly at: Date; readonly act: DecreeAct; readonly caller: Caller },
): Promise<void> {
  const { row, at, act, caller } = facts;
  assert(row.number !== null && row.submittedAt !== null, "a decided application was submitted");
  await dependencies.orderDecree(trx, {
    applicationId: row.id,
    requestNumber: row.number,
    submittedAt: row.submittedAt,
    decidedAt: at,
    ruleVersion: row.ruleVersion,
    code: row.code,
    kind: act.kind,
    signer: present(signerOf(caller), "signer"),
    organisation: { ...row.organisation, ...(act.kind === "change" ? act.after : {}) },
    act,
  });
  const { change } = row.form;
  if (act.kind === "change" && change?.ground === "identity")
    await dependencies.keepHolder(trx, { ...change.after, organisationId: row.organisation.id });
}

/** Commands after which the company is notified, with the names of the texts. */
const NOTICES: Readonly<Partial<Record<ApplicationCommand["command"], string>>> = {
  pause: "paused",
  resume: "resumed",
  resubmit: "resubmitted",
  answer: "revocation-answered",
  annul: "revocation-annulled",
};

/** The text of the message about a command: cases about an already held code use separate texts. */
function noticeOf({ row, request, decision }: Writing): string | undefined {
  const { command } = request.command;
  if (command === "return") return caseText(row.kind, "returned");
  if (command !== "submit" && command !== "decide") return NOTICES[command];
  return KIND_RULES[row.kind].restsOn === "held-code" ? decision.state : `${row.kind}-${decision.state}`;
}

async function notifyApplicant(
  dependencies: CommandDependencies,
  trx: DatabaseTransaction,
  writing: Writing & { readonly changed: ApplicationRow },
): Promise<void> {
  const { row, decision, changed } = writing;
  const type = noticeOf(writing);
  if (type === undefined) return;
  const params = { number: changed.number ?? "", code: row.code, reason: decision.note ?? "" };
  await dependencies.noticeCompany(trx, { row: changed, version: row.version, type, params });
}
