import { present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { dateInWords, officeDate, readReminderRules } from "../../../regulation/index.ts";
import { calendarsToday } from "../deadlines/licence-watch.ts";
import { findLicence } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import {
  dueObjections,
  findObjection,
  insertObjectionEvent,
  noteObjectionLevels,
  saveObjectionSweepDate,
  wakeObjections,
} from "./objection.store.ts";
import type { KnownObjection } from "./objection-facts.effects.ts";
import { freeOfficers, objectionHolders, objectionWords } from "./objection-mail.effects.ts";
import { DECIDERS } from "./objection-person.ts";
import { LATE, type ObjectionWatch, rulesOfObjection, watchObjection } from "./objection-promise.ts";

/** Maximum number of objections in one sweep; the rest wait for the next. */
const SWEPT_MAX = 50;

/**
 * Processes every due objection: reminders, a due date moved by another calendar, a missed due date. Each is one
 * transaction under its own lock; each notification is sent once. Returns the number of processed objections.
 */
export async function sweepObjections(dependencies: LicenceDependencies): Promise<number> {
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  const today = officeDate(nowMs);
  await wakeObjections(kit.db, calendarsToday(nowMs, dependencies.calendarsOn).key, today);
  let seen = 0;
  for (const id of await dueObjections(kit.db, today, SWEPT_MAX)) {
    const look = kit.db.transaction().execute((trx) => sweepObjection(dependencies, trx, id));
    // An objection that fails does not block the others.
    const isSeen = await look.catch((error: unknown) => {
      kit.log.error({ err: error, objectionId: id }, "objection.look-failed");
      return false;
    });
    if (isSeen) seen += 1;
  }
  if (seen > 0) for (const channel of ["licences", "outbox"]) kit.changeFeed.announce(channel);
  return seen;
}

/** An objection under the sweep. */
interface Seen {
  readonly known: KnownObjection;
  readonly watch: ObjectionWatch;
  readonly at: Date;
  readonly today: string;
}

async function sweepObjection(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  id: string,
): Promise<boolean> {
  const row = await findObjection(trx, id, "change");
  const nowMs = dependencies.kit.clock.nowMs();
  const today = officeDate(nowMs);
  if (row === undefined || row.nextOn === null || row.nextOn > today) return false;
  const licence = present(await findLicence(trx, row.applicationId), "licence application");
  const calendars = calendarsToday(nowMs, dependencies.calendarsOn);
  const watch = watchObjection(row, nowMs, calendars.known);
  const seen: Seen = { known: { row, licence }, watch, at: new Date(nowMs), today };
  if (row.calendars !== calendars.key) await notifyMovedDate(dependencies, trx, seen);
  await remind(dependencies, trx, seen);
  const { nextOn, dueDate } = watch;
  await saveObjectionSweepDate(trx, { id, nextOn, dueDate, calendars: calendars.key });
  return true;
}

/** Records a time-driven change as an event and an audit entry. */
async function rememberByItself(
  { kit }: LicenceDependencies,
  trx: DatabaseTransaction,
  { known, at }: Seen,
  happened: { readonly type: "late" | "promise-recomputed"; readonly detail: Readonly<Record<string, string>> },
): Promise<void> {
  const { type, detail } = happened;
  const objectionId = known.row.id;
  const actor = { actorPersonId: null, actorRole: null };
  await insertObjectionEvent(trx, {
    id: kit.ids.next(),
    objectionId,
    type,
    deskOnly: false,
    occurredAt: at,
    ...actor,
    note: null,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...actor,
    action: `objection.${type}`,
    subjectKind: "licence-application",
    subjectId: known.licence.id,
    detail: { ...detail, objectionId },
    requestId: null,
  });
}

/** Sends the reminder of the highest newly reached level; a missed due date is reported to coordinator and director the same day. */
async function remind(dependencies: LicenceDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { known, watch, at, today } = seen;
  const { row } = known;
  const level = (await noteObjectionLevels(trx, { objectionId: row.id, levels: watch.levels, today })).at(-1);
  if (level === undefined) return;
  const words = await objectionWords(dependencies.kit, trx, known);
  const params = (locale: "id" | "en") => ({ ...words(locale), level: String(level) });
  const dedupeKey = `objection-reminder ${row.id} ${level}`;
  const holders = await objectionHolders(dependencies, { db: trx, known, now: at });
  const deciders = await freeOfficers(dependencies, { db: trx, known, now: at }, DECIDERS);
  if (level < LATE) {
    const { superiorFrom } = readReminderRules(rulesOfObjection(row));
    const personIds = level < superiorFrom ? holders : [...new Set([...holders, ...deciders])];
    return dependencies.tellPeople(trx, { personIds, template: "objection-desk.reminder", params, dedupeKey });
  }
  await rememberByItself(dependencies, trx, seen, { type: "late", detail: { due: watch.dueDate } });
  const personIds = [...new Set([...holders, ...deciders])];
  await dependencies.tellPeople(trx, { personIds, template: "objection-desk.late", params, dedupeKey });
  const organisationId = known.licence.organisation.id;
  await dependencies.tellCompany(trx, { organisationId, template: "objection.late", params, dedupeKey });
}

/** Records a due date that another calendar has moved and notifies both sides; an unchanged date does nothing. */
async function notifyMovedDate(dependencies: LicenceDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { known, watch, at } = seen;
  const { row, licence } = known;
  const [from, to] = [row.dueDate, watch.dueDate];
  if (from === to) return;
  await rememberByItself(dependencies, trx, seen, { type: "promise-recomputed", detail: { from, to } });
  const words = await objectionWords(dependencies.kit, trx, known);
  const params = (locale: "id" | "en") => ({
    ...words(locale),
    from: dateInWords(from, locale),
    to: dateInWords(to, locale),
  });
  const dedupeKey = `objection-recomputed ${row.id} ${to} ${row.calendars}`;
  const organisationId = licence.organisation.id;
  await dependencies.tellCompany(trx, { organisationId, template: "objection.promise-recomputed", params, dedupeKey });
  const personIds = await objectionHolders(dependencies, { db: trx, known, now: at });
  await dependencies.tellPeople(trx, { personIds, template: "objection-desk.promise-recomputed", params, dedupeKey });
}
