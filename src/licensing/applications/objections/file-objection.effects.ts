import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, databaseFault, nextNumber } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { officeDate, readLicenceCaseRules, rulesetVersion, writeNumber } from "../../../regulation/index.ts";
import { rulebookNow } from "../../numbering/index.ts";
import { calendarsToday } from "../deadlines/licence-watch.ts";
import { findLicence, insertLicenceEvent, type LicenceRow, updateLicence } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { maySeeLicence } from "../licence-facts.effects.ts";
import { belongsTo, writesForCompany } from "../licence-person.ts";
import { type FilingRefusal, filingRefusal } from "./decide-objection.ts";
import {
  findObjection,
  insertObjection,
  insertObjectionEvent,
  insertObjectionFiles,
  markObjected,
} from "./objection.store.ts";
import { filingFactsOf } from "./objection-facts.effects.ts";
import { objectionHolders, objectionWords } from "./objection-mail.effects.ts";
import { objectionPerson } from "./objection-person.ts";
import { watchObjection } from "./objection-promise.ts";

/** Why an objection was not filed. */
export type FileObjectionRefusal = FilingRefusal | "no-such-application" | "no-such-file";

/** A new objection with its caller, application, text and documents. */
export interface NewObjection {
  readonly caller: Caller;
  readonly requestId: string;
  readonly licenceId: string;
  readonly text: string;
  readonly fileIds: readonly string[];
}

/** Rolls back the changes made for an objection that cannot be filed. */
class NotFiled extends Error {
  readonly refusal: FileObjectionRefusal;
  constructor(refusal: FileObjectionRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

const ONE_OPEN = "licence_application_one_open";

/** Files an objection: assigns its number, starts its processing time, and marks its application as open until the decision. */
export async function fileObjection(
  dependencies: LicenceDependencies,
  filed: NewObjection,
): Promise<Result<string, FileObjectionRefusal>> {
  const { kit } = dependencies;
  const done = await kit.db
    .transaction()
    .execute((trx) => file(dependencies, trx, filed))
    .catch((error: unknown): Result<string, FileObjectionRefusal> => {
      if (error instanceof NotFiled) return refuse(error.refusal);
      // Another application was created concurrently.
      if (databaseFault(error)?.constraint === ONE_OPEN) return refuse("licence-open");
      throw error;
    });
  if (done.ok) for (const channel of ["licences", "outbox"]) kit.changeFeed.announce(channel);
  return done;
}

async function file(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  filed: NewObjection,
): Promise<Result<string, FileObjectionRefusal>> {
  const { kit } = dependencies;
  const { caller, licenceId, text } = filed;
  const nowMs = kit.clock.nowMs();
  const licence = await findLicence(trx, licenceId, "change");
  if (licence === undefined || !maySeeLicence(caller, licence)) return refuse("no-such-application");
  if (belongsTo(caller, licence.organisation.id) && !writesForCompany(caller, licence.organisation.id))
    return refuse("not-your-case");
  const facts = await filingFactsOf({ db: trx, nowMs }, licence);
  if (facts === undefined) return refuse("command-not-now");
  const refusal = filingRefusal(facts, objectionPerson(caller), text);
  if (refusal !== undefined) return refuse(refusal);
  return ok(await write(dependencies, trx, { filed, licence, rejection: facts.rejection, nowMs }));
}

async function write(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  writing: {
    readonly filed: NewObjection;
    readonly licence: LicenceRow;
    readonly rejection: number;
    readonly nowMs: number;
  },
): Promise<string> {
  const { kit } = dependencies;
  const { filed, licence, rejection, nowMs } = writing;
  const { personId } = filed.caller;
  const at = new Date(nowMs);
  const id = kit.ids.next();
  const promiseEvents = [{ type: "started", atMs: nowMs }] as const;
  const ruleVersion = rulesetVersion;
  const calendars = calendarsToday(nowMs);
  const { dueDate, nextOn } = watchObjection({ promiseEvents, ruleVersion, filedAt: at }, nowMs, calendars.known);
  const number = await nextObjectionNumber(trx, nowMs);
  await markObjected(trx, { applicationId: licence.id, objected: true });
  const isFiled = await insertObjection(trx, {
    id,
    number,
    applicationId: licence.id,
    rejection,
    text: filed.text.trim(),
    ruleVersion,
    promiseEvents,
    filedBy: personId,
    filedAt: at,
    dueDate,
    nextOn,
    calendars: calendars.key,
  });
  if (!isFiled) throw new NotFiled("objection-filed");
  await hangFiles(trx, { ...filed, objectionId: id, organisationId: licence.organisation.id });
  await remember(dependencies, trx, { filed, licence, objectionId: id, number, at });
  const known = { row: present(await findObjection(trx, id), "objection"), licence };
  const params = await objectionWords(kit, trx, known);
  const organisationId = licence.organisation.id;
  const dedupeKey = `objection ${id} filed`;
  await dependencies.tellCompany(trx, { organisationId, template: "objection.filed", params, dedupeKey });
  const personIds = await objectionHolders(dependencies, { db: trx, known, now: at });
  await dependencies.tellPeople(trx, {
    personIds,
    template: "objection-desk.filed",
    params,
    dedupeKey: `${dedupeKey} desk`,
  });
  return id;
}

/** Issues the next objection number; inside the filing transaction, so that no number is lost. */
async function nextObjectionNumber(trx: DatabaseTransaction, nowMs: number): Promise<string> {
  const date = officeDate(nowMs);
  const seq = await nextNumber(trx, `objection ${date}`);
  return writeNumber(readLicenceCaseRules(rulebookNow(nowMs)).objectionNumberStyle, { seq, date });
}

async function hangFiles(
  trx: DatabaseTransaction,
  hung: {
    readonly caller: Caller;
    readonly fileIds: readonly string[];
    readonly objectionId: string;
    readonly organisationId: string;
  },
): Promise<void> {
  const { caller, objectionId, organisationId } = hung;
  const fileIds = [...new Set(hung.fileIds)];
  for (const fileId of fileIds) {
    const claimed = { fileId, personId: caller.personId, organisationId, purpose: "licence-paper" };
    if (!(await claimFile(trx, claimed))) throw new NotFiled("no-such-file");
  }
  await insertObjectionFiles(trx, { objectionId, fileIds });
}

/** Adds an event to the histories of the objection and of its application. */
async function remember(
  { kit }: LicenceDependencies,
  trx: DatabaseTransaction,
  happened: {
    readonly filed: NewObjection;
    readonly licence: LicenceRow;
    readonly objectionId: string;
    readonly number: string;
    readonly at: Date;
  },
): Promise<void> {
  const { filed, licence, objectionId, number, at } = happened;
  const { personId, memberships } = filed.caller;
  const actorRole = memberships.find(({ organisationId }) => organisationId === licence.organisation.id)?.role ?? null;
  const event = { deskOnly: false, occurredAt: at, actorPersonId: personId, actorRole, note: null };
  await insertObjectionEvent(trx, { id: kit.ids.next(), objectionId, type: "filed", ...event, detail: "{}" });
  const detail = JSON.stringify({ objection: number });
  await insertLicenceEvent(trx, {
    id: kit.ids.next(),
    applicationId: licence.id,
    type: "objection-filed",
    ...event,
    detail,
  });
  await updateLicence(trx, { id: licence.id, at, change: {}, counts: "both" });
  await recordAudit(trx, kit, {
    actorPersonId: personId,
    actorRole,
    action: "objection.filed",
    subjectKind: "licence-application",
    subjectId: licence.id,
    detail: { objectionId, number },
    requestId: filed.requestId,
  });
}
