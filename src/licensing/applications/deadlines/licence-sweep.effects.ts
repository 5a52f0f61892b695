import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { dateInWords, officeDate, readLicenceCaseRules, readReminderRules } from "../../../regulation/index.ts";
import { withEvent } from "../../promises/index.ts";
import { findLicence, insertLicenceEvent, type LicenceRow, updateLicence } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { licenceHolders, licenceSuperiors, officersWhoMay } from "../licence-people.effects.ts";
import { licenceWords } from "../messages/licence-mail-words.effects.ts";
import { noteDeemed } from "./licence-deemed.store.ts";
import { rulesOfCase } from "./licence-promise.ts";
import { dueLicences, noteLicenceLevels, saveNextSweepDate, wakeLicences } from "./licence-reminders.store.ts";
import { calendarsToday, type LicenceWatch, watchLicence } from "./licence-watch.ts";

/** Maximum number of cases in one sweep; the rest wait for the next. */
const SWEPT_MAX = 50;

/**
 * Processes every due case: reminders, expired corrections, missed due dates. Each case is one transaction under its
 * own lock, so the sweep may be interrupted anywhere and two sweeps may run concurrently: each notification is sent
 * once. Returns the number of processed cases.
 */
export async function sweepLicences(dependencies: LicenceDependencies): Promise<number> {
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  const today = officeDate(nowMs);
  await wakeLicences(kit.db, calendarsToday(nowMs, dependencies.calendarsOn).key, today);
  let seen = 0;
  for (const id of await dueLicences(kit.db, today, SWEPT_MAX)) {
    const look = kit.db.transaction().execute((trx) => sweepLicence(dependencies, trx, id));
    // A case that fails does not block the others.
    const changed = await look.catch((error: unknown) => {
      kit.log.error({ err: error, applicationId: id }, "licence.look-failed");
      return false;
    });
    if (changed) seen += 1;
  }
  if (seen > 0) for (const channel of ["licences", "outbox", "oss-reports"]) kit.changeFeed.announce(channel);
  return seen;
}

/** A case under the sweep. */
interface Seen {
  readonly row: LicenceRow;
  readonly watch: LicenceWatch;
  readonly at: Date;
  readonly today: string;
}

async function sweepLicence(dependencies: LicenceDependencies, trx: DatabaseTransaction, id: string): Promise<boolean> {
  const row = await findLicence(trx, id, "change");
  const nowMs = dependencies.kit.clock.nowMs();
  const today = officeDate(nowMs);
  if (row === undefined || row.nextOn === null || row.nextOn > today) return false;
  const calendars = calendarsToday(nowMs, dependencies.calendarsOn);
  const watch = watchLicence(row, nowMs, calendars.known);
  const seen: Seen = { row, watch, at: new Date(nowMs), today };
  if (watch.isLapsed) {
    await lapse(dependencies, trx, seen);
    return true;
  }
  if (row.calendars !== calendars.key) await notifyMovedDate(dependencies, trx, seen);
  await remind(dependencies, trx, seen);
  await proposeDeemed(dependencies, trx, seen);
  await saveNextSweepDate(trx, {
    id,
    nextOn: watch.nextOn,
    repairUntil: watch.repairUntil,
    dueDate: watch.promisedOn,
    calendars: calendars.key,
  });
  return true;
}

/** Records a time-driven change as an event and an audit entry. */
async function rememberByItself(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  happened: {
    readonly seen: Seen;
    readonly type: "auto-return" | "deemed" | "promise-recomputed";
    readonly detail: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  const { seen, type, detail } = happened;
  const actor = { actorPersonId: null, actorRole: null };
  await insertLicenceEvent(trx, {
    id: dependencies.kit.ids.next(),
    applicationId: seen.row.id,
    type,
    deskOnly: false,
    occurredAt: seen.at,
    ...actor,
    note: null,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, dependencies.kit, {
    ...actor,
    action: `licence.${type}`,
    subjectKind: "licence-application",
    subjectId: seen.row.id,
    detail,
    requestId: null,
  });
}

/** Reports a time-driven change to OSS. */
async function report(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  { row, at }: Seen,
  state: "lapsed" | "deemed",
): Promise<void> {
  const { id: applicationId, organisation } = row;
  const change = { applicationId, organisationId: organisation.id, kind: "licence", state } as const;
  await dependencies.reportCase(trx, { ...change, at, note: null, by: null });
}

/** The correction period has passed: the case is closed and returned to its company, which keeps its content and may copy it into a new application. */
async function lapse(dependencies: LicenceDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, watch, at } = seen;
  const until = watch.repairUntil ?? seen.today;
  const promiseEvents = withEvent(row.promiseEvents, { type: "withdrawn", atMs: at.getTime() });
  const change = { state: "lapsed", promiseEvents: JSON.stringify(promiseEvents), nextOn: null } as const;
  await updateLicence(trx, { id: row.id, at, change, counts: "both" });
  await rememberByItself(dependencies, trx, {
    seen,
    type: "auto-return",
    detail: { until, rule: "repair-working-days" },
  });
  await report(dependencies, trx, seen, "lapsed");
  const words = await licenceWords(dependencies.kit, trx, { ...row, state: "lapsed", promiseEvents });
  const params = (locale: "id" | "en") => ({ ...words(locale), until: dateInWords(until, locale) });
  const dedupeKey = `licence-lapsed ${row.id}`;
  await dependencies.tellCompany(trx, {
    organisationId: row.organisation.id,
    template: "licence.lapsed",
    params,
    dedupeKey,
  });
  const personIds = row.assigneeId === null ? [] : [row.assigneeId];
  await dependencies.tellPeople(trx, {
    personIds,
    template: "licence-desk.lapsed",
    params,
    dedupeKey: `${dedupeKey} desk`,
  });
}

/** Sends the reminder of the highest newly reached level to the officers who must act and, from a certain level on, to their superior. */
async function remind(dependencies: LicenceDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, watch, at, today } = seen;
  const level = (await noteLicenceLevels(trx, { ...watch, applicationId: row.id, today })).at(-1);
  if (level === undefined) return;
  const words = await licenceWords(dependencies.kit, trx, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), level: String(level) });
  const dedupeKey = `licence-reminder ${row.id} ${watch.run} ${watch.clock} ${level}`;
  if (watch.clock === "repair") {
    const organisationId = row.organisation.id;
    return dependencies.tellCompany(trx, { organisationId, template: "licence.repair-reminder", params, dedupeKey });
  }
  const asked = { db: trx, row, now: at };
  const holders = await licenceHolders(dependencies.officersWho, asked);
  const template = level >= 100 ? "licence-desk.promise-due" : "licence-desk.promise-reminder";
  await dependencies.tellPeople(trx, { personIds: holders, template, params, dedupeKey });
  if (level < readReminderRules(rulesOfCase(row)).superiorFrom) return;
  const personIds = (await licenceSuperiors(dependencies.officersWho, asked)).filter((id) => !holders.includes(id));
  await dependencies.tellPeople(trx, { personIds, template: "licence-desk.promise-superior", params, dedupeKey });
}

/**
 * The ministry has missed the due date of the documents: on the first day after it, the system proposes that they count
 * as verified, and notifies coordinator and director the same day. OSS is informed only if the rule says so.
 */
async function proposeDeemed(dependencies: LicenceDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, watch, at } = seen;
  if (watch.lateSince === null) return;
  const { isDeemedRecorded: isRecorded } = (dependencies.caseRulesOf ?? readLicenceCaseRules)(rulesOfCase(row));
  const noted = { applicationId: row.id, run: watch.run, since: watch.lateSince, at, isRecorded };
  if (!(await noteDeemed(trx, noted))) return;
  await updateLicence(trx, { id: row.id, at, change: {}, counts: "both" });
  await rememberByItself(dependencies, trx, {
    seen,
    type: "deemed",
    detail: { since: watch.lateSince, run: watch.run },
  });
  if (isRecorded) await report(dependencies, trx, seen, "deemed");
  const asked = { db: trx, row, now: at };
  const coordinators = await officersWhoMay(dependencies.officersWho, asked, "application.propose");
  const directors = await officersWhoMay(dependencies.officersWho, asked, "application.decide");
  const words = await licenceWords(dependencies.kit, trx, row);
  const dedupeKey = `licence-deemed ${row.id} ${watch.run}`;
  const personIds = [...new Set([...coordinators, ...directors])];
  await dependencies.tellPeople(trx, { personIds, template: "licence-desk.deemed", params: words, dedupeKey });
  const organisationId = row.organisation.id;
  await dependencies.tellCompany(trx, { organisationId, template: "licence.deemed", params: words, dedupeKey });
}

/** Records a due date that another calendar has moved and notifies both sides; an unchanged date does nothing. */
async function notifyMovedDate(dependencies: LicenceDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, watch, at } = seen;
  const [from, to] = [row.dueDate, watch.promisedOn];
  if (from === null || to === null || from === to) return;
  await rememberByItself(dependencies, trx, { seen, type: "promise-recomputed", detail: { from, to } });
  const words = await licenceWords(dependencies.kit, trx, row);
  const params = (locale: "id" | "en") => ({
    ...words(locale),
    from: dateInWords(from, locale),
    to: dateInWords(to, locale),
  });
  const dedupeKey = `licence-recomputed ${row.id} ${to} ${row.calendars}`;
  const organisationId = row.organisation.id;
  await dependencies.tellCompany(trx, { organisationId, template: "licence.promise-recomputed", params, dedupeKey });
  const personIds = await licenceHolders(dependencies.officersWho, { db: trx, row, now: at });
  await dependencies.tellPeople(trx, { personIds, template: "licence-desk.promise-recomputed", params, dedupeKey });
}
