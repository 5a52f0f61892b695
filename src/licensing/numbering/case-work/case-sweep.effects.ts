import { BY_SYSTEM } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import {
  type CalendarYear,
  calendarsInForce,
  dateInWords,
  officeDate,
  readReminderRules,
} from "../../../regulation/index.ts";
import { calendarsKey } from "../../promises/index.ts";
import { type ApplicationRow, findApplication, insertEvent } from "../cases/application.store.ts";
import { rulebookOf } from "../cases/rules-in-force.ts";
import type { SweepDependencies } from "./case-dependencies.effects.ts";
import { lapseCase } from "./case-lapse.effects.ts";
import { holdersOf, superiorsOf } from "./case-people.effects.ts";
import { dueCases, findWatch, keepWatch, moveDueDate, noteLevels, wakeByCalendars } from "./case-watch.store.ts";
import { type CaseWatch, watchOf } from "./case-watch.ts";
import { caseText, caseWords } from "./case-words.effects.ts";

/** Maximum number of cases in one sweep; the rest wait for the next. */
const SWEPT_MAX = 50;

/**
 * Processes every due case: reminders of the processing time and of the correction period, expired corrections, and due
 * dates moved by another calendar. Each case is one transaction under its own lock, so the sweep may be interrupted
 * anywhere and two sweeps may run concurrently: each notification is sent once. Returns the number of processed cases.
 */
export async function sweepCases(dependencies: SweepDependencies): Promise<number> {
  const { kit } = dependencies;
  const today = officeDate(kit.clock.nowMs());
  const calendars = (dependencies.calendarsOn ?? calendarsInForce)(today);
  await wakeByCalendars(kit.db, calendarsKey(calendars), today);
  const due = await dueCases(kit.db, today, SWEPT_MAX);
  let seen = 0;
  for (const id of due) {
    const look = kit.db.transaction().execute((trx) => sweepCase(dependencies, trx, { id, today, calendars }));
    // A case that fails does not block the others.
    const changed = await look.catch((error: unknown) => {
      kit.log.error({ err: error, applicationId: id }, "case.look-failed");
      return false;
    });
    if (changed) seen += 1;
  }
  if (seen > 0)
    for (const channel of ["applications", "outbox", "oss-reports", "inventory"]) kit.changeFeed.announce(channel);
  return seen;
}

interface CaseSweepTarget {
  readonly id: string;
  readonly today: string;
  readonly calendars: readonly CalendarYear[];
}

async function sweepCase(
  dependencies: SweepDependencies,
  trx: DatabaseTransaction,
  look: CaseSweepTarget,
): Promise<boolean> {
  const row = await findApplication(trx, look.id, { lock: true });
  const known = await findWatch(trx, look.id);
  if (row === undefined || known?.nextOn == null || known.nextOn > look.today) return false;
  const nowMs = dependencies.kit.clock.nowMs();
  const watch = watchOf(row, nowMs, look.calendars);
  const calendars = calendarsKey(look.calendars);
  const seen = { row, watch, look, at: new Date(nowMs) };
  if (watch.isLapsed) {
    await lapseCase(dependencies, trx, { row, until: watch.repairUntil ?? look.today, at: seen.at });
    await keepWatch(trx, { applicationId: row.id, nextOn: null, repairUntil: null, calendars });
    return true;
  }
  if (known.calendars !== calendars) await recompute(dependencies, trx, { ...seen, before: known.calendars });
  await remind(dependencies, trx, seen);
  await keepWatch(trx, { applicationId: row.id, ...watch, calendars });
  return true;
}

interface Seen {
  readonly row: ApplicationRow;
  readonly watch: CaseWatch;
  readonly look: CaseSweepTarget;
  readonly at: Date;
}

/** Sends the reminder of the highest newly reached level to the officers who must act and, from a certain level on, to their superior. */
async function remind(
  dependencies: SweepDependencies,
  trx: DatabaseTransaction,
  { row, watch, look, at }: Seen,
): Promise<void> {
  const fresh = await noteLevels(trx, { ...watch, applicationId: row.id, today: look.today });
  const level = fresh.at(-1);
  if (level === undefined) return;
  const words = await caseWords(dependencies.kit, trx, row);
  const until = watch.repairUntil;
  const params = (locale: "id" | "en") => ({
    ...words(locale),
    level: String(level),
    until: until === null ? "–" : dateInWords(until, locale),
  });
  const dedupeKey = `reminder ${row.id} ${watch.run} ${watch.clock} ${level}`;
  if (watch.clock === "repair") {
    const organisationId = row.organisation.id;
    const template = caseText(row.kind, "application.repair-reminder");
    return dependencies.tellCompany(trx, { organisationId, template, params, dedupeKey });
  }
  const asked = { db: trx, row, now: at };
  const holders = await holdersOf(dependencies.officersWho, asked);
  if (watch.clock === "answer")
    return dependencies.tellPeople(trx, { personIds: holders, template: "desk.answer-over", params, dedupeKey });
  const template = level >= 100 ? "desk.promise-due" : "desk.promise-reminder";
  await dependencies.tellPeople(trx, { personIds: holders, template, params, dedupeKey });
  const rules = readReminderRules(rulebookOf(row.ruleVersion, row.createdAt.getTime()));
  if (level < rules.superiorFrom) return;
  const above = (await superiorsOf(dependencies.officersWho, asked)).filter((id) => !holders.includes(id));
  await dependencies.tellPeople(trx, { personIds: above, template: "desk.promise-superior", params, dedupeKey });
}

/** Stores a due date that another calendar moved, records it in the history and notifies both sides; an unchanged date does nothing. */
async function recompute(
  dependencies: SweepDependencies,
  trx: DatabaseTransaction,
  { row, watch, look, at, before }: Seen & { readonly before: string },
): Promise<void> {
  const moved = watch.promisedOn;
  if (moved === null || row.dueDate === null || moved === row.dueDate) return;
  const detail = { from: row.dueDate, to: moved, calendars: calendarsKey(look.calendars), calendarsBefore: before };
  await moveDueDate(trx, { applicationId: row.id, dueDate: moved, at });
  await insertEvent(trx, {
    id: dependencies.kit.ids.next(),
    applicationId: row.id,
    type: "promise-recomputed",
    occurredAt: at,
    actorPersonId: null,
    actorRole: null,
    note: null,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, dependencies.kit, {
    ...BY_SYSTEM,
    action: "application.promise-recomputed",
    subjectKind: "application",
    subjectId: row.id,
    detail,
  });
  const words = await caseWords(dependencies.kit, trx, row);
  const from = row.dueDate;
  const params = (locale: "id" | "en") => ({
    ...words(locale),
    from: dateInWords(from, locale),
    to: dateInWords(moved, locale),
  });
  const dedupeKey = `recomputed ${row.id} ${detail.calendars} ${moved}`;
  const organisationId = row.organisation.id;
  await dependencies.tellCompany(trx, {
    organisationId,
    template: "application.promise-recomputed",
    params,
    dedupeKey,
  });
  const personIds = await holdersOf(dependencies.officersWho, { db: trx, row, now: at });
  await dependencies.tellPeople(trx, { personIds, template: "desk.promise-recomputed", params, dedupeKey });
}
