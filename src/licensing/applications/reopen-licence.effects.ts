import { present } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { promisedOn, readLicencePromise } from "./deadlines/licence-promise.ts";
import { calendarsToday, watchLicence } from "./deadlines/licence-watch.ts";
import { publishVerdicts, writeItem } from "./documents/licence-content.store.ts";
import { findLicence, insertLicenceEvent, type LicenceRow, updateLicence } from "./licence.store.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { knowCase } from "./licence-facts.effects.ts";
import { answerFindings } from "./licence-findings.store.ts";
import { licenceHolders } from "./licence-people.effects.ts";
import { licenceWords } from "./messages/licence-mail-words.effects.ts";
import { reopenLicence } from "./reopen-licence.ts";

/** The end of an objection to the rejection of an application. */
export interface EndedObjection {
  readonly licence: LicenceRow;
  /** Of the objection. */
  readonly number: string;
  readonly type: string;
  readonly at: Date;
  readonly note: string | null;
  readonly by: { readonly personId: string; readonly role: string | null };
  readonly isReopened: boolean;
}

/** Records the end of an objection in the history of its application; a granted one reopens the evaluation. */
export async function endObjection(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  ended: EndedObjection,
): Promise<void> {
  const { licence, number, type, at, by, isReopened } = ended;
  const note = ended.note === null || ended.note.trim() === "" ? null : ended.note.trim();
  const change = isReopened ? await reopened(trx, licence, at) : {};
  await updateLicence(trx, { id: licence.id, at, change, counts: "both" });
  await insertLicenceEvent(trx, {
    id: dependencies.kit.ids.next(),
    applicationId: licence.id,
    type,
    deskOnly: false,
    occurredAt: at,
    actorPersonId: by.personId,
    actorRole: by.role,
    note,
    detail: JSON.stringify({ objection: number }),
  });
  if (isReopened) await notifyReopened(dependencies, trx, { ...ended, note });
}

/** The items to judge again, and the columns of the case that change. */
async function reopened(trx: DatabaseTransaction, row: LicenceRow, at: Date) {
  const nowMs = at.getTime();
  const { itemFacts } = await knowCase({ db: trx, nowMs }, row);
  const { state, assigneeId, promise, items } = reopenLicence(itemFacts, nowMs);
  for (const { requirement, verdict } of items) {
    const change = { verdict, acceptedDigest: null, reopenedRound: row.round };
    await writeItem(trx, { applicationId: row.id, requirement, change });
  }
  await publishVerdicts(trx, row.id);
  await answerFindings(trx, row.id);
  const promiseEvents = promisedOn(row, promise);
  const after = { ...row, promiseEvents, state };
  const calendars = calendarsToday(nowMs);
  const watch = watchLicence(after, nowMs, calendars.known);
  return {
    state,
    assigneeId,
    promiseEvents: JSON.stringify(promiseEvents),
    nextOn: watch.nextOn,
    dueDate: readLicencePromise(after, nowMs)?.dueDate ?? null,
    calendars: calendars.key,
  };
}

/** Reports to OSS that the case is evaluated again, and notifies the officers who may take it. */
async function notifyReopened(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  ended: EndedObjection,
): Promise<void> {
  const { licence, at, note, by } = ended;
  const { id: applicationId, organisation } = licence;
  await dependencies.reportCase(trx, {
    applicationId,
    organisationId: organisation.id,
    kind: "licence",
    state: "checking",
    at,
    note,
    by: { personId: by.personId, isOfficer: true },
  });
  const row = present(await findLicence(trx, applicationId), "licence application");
  const params = await licenceWords(dependencies.kit, trx, row);
  const personIds = await licenceHolders(dependencies.officersWho, { db: trx, row, now: at });
  const dedupeKey = `objection-granted ${applicationId} ${licence.version}`;
  await dependencies.tellPeople(trx, { personIds, template: "licence-desk.reopened", params, dedupeKey });
}
