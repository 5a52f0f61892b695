import { BY_SYSTEM } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import { commitEvents, readTicketTimeline } from "./commit-ticket.effects.ts";
import { decideTicket } from "./decide-ticket.ts";
import { dueSteps, type EscalationStep } from "./escalation.ts";
import {
  calendarsOf,
  eventsOfTicket,
  insertEscalation,
  listDueTickets,
  listEscalations,
  lockTicket,
  postponeSweep,
  type TicketRow,
  termsIn,
  writeTicket,
} from "./ticket.store.ts";
import type { EscalationRecipient } from "./ticket-limits.shared.ts";
import { spokenNumber } from "./ticket-number.shared.ts";
import { listNotifiedPeople, peopleOfQueue, worksOnTickets } from "./ticket-people.store.ts";
import { newPage } from "./ticket-secrets.effects.ts";
import { ticketSetting } from "./ticket-setting.store.ts";
import { computeTicketStatus, ruleOf } from "./ticket-status.effects.ts";
import { type CalendarOf, foldTicket, reachesAt, type TicketTimeline } from "./ticket-timeline.ts";

/** The interval at which SLA targets are checked. */
const SWEEP_MS = 20_000;
const AT_ONCE_MAX = 100;
/** The delay of a ticket whose check failed; it comes after tickets that became due before, so that failures never block the others. */
const PUT_OFF_MS = 60_000;

/** Dependencies of escalation. */
export interface EscalationOptions {
  readonly kit: Kit;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly tellPeople: NotifyPeople;
  /** An instant in the format of mails. */
  readonly writtenMoment: (atMs: number, locale: "id" | "en") => string;
}

/** Escalates SLA targets that run out, step by step and each step once, and closes tickets that have been solved for long enough. */
export function followTickets(options: EscalationOptions): Following {
  return follow({
    look: async () => void (await sweepTickets(options)),
    everyMs: SWEEP_MS,
    onFault: (error) => options.kit.log.warn({ err: error }, "ticket.escalation-failed"),
  });
}

/**
 * Runs one sweep; returns the number of processed tickets. Each ticket has its own transaction, in which the notification, its mails and the next
 * due instant are written together: an interrupted one is repeated without a second notification. A failure is logged, and its ticket is
 * checked again later; other tickets and call centres do not wait for it.
 */
export async function sweepTickets(options: EscalationOptions): Promise<number> {
  const { kit, tenantIds } = options;
  let done = 0;
  for (const tenantId of await tenantIds(kit.db)) {
    const now = new Date(kit.clock.nowMs());
    const looking = inTenant(kit.db, tenantId, (trx) => listDueTickets(trx, { now, limit: AT_ONCE_MAX }));
    for (const id of (await orWarned(kit, looking, { tenantId })) ?? []) {
      const looked = inTenant(kit.db, tenantId, (trx) => sweepTicket(trx, options, { tenantId, id }));
      const found = await orWarned(kit, looked, { tenantId, ticketId: id });
      if (found === true) done += 1;
      if (found !== undefined) continue;
      const until = new Date(kit.clock.nowMs() + PUT_OFF_MS);
      await orWarned(
        kit,
        inTenant(kit.db, tenantId, (trx) => postponeSweep(trx, id, { now, until })),
        { tenantId, ticketId: id },
      );
    }
  }
  return done;
}

/** The result of some work; undefined with a warning after a failure. */
async function orWarned<Done>(
  kit: Kit,
  work: Promise<Done>,
  of: Readonly<Record<string, string>>,
): Promise<Done | undefined> {
  try {
    return await work;
  } catch (error) {
    kit.log.warn({ err: error, ...of }, "ticket.escalation-failed");
    return undefined;
  }
}

interface DueTicket {
  readonly tenantId: string;
  readonly id: string;
}

/** Checks one ticket; returns whether it still existed. */
async function sweepTicket(
  trx: DatabaseTransaction,
  options: EscalationOptions,
  { tenantId, id }: DueTicket,
): Promise<boolean> {
  const { kit } = options;
  const row = await lockTicket(trx, id);
  if (row === undefined) return false;
  const setting = await ticketSetting(trx, { tenantId, page: newPage() });
  const rule = ruleOf(setting);
  const nowMs = kit.clock.nowMs();
  const { story } = await readTicketTimeline(trx, row);
  const closing = decideTicket(story, { act: "close", afterDays: rule.closeAfterDays }, nowMs);
  if (closing.ok) {
    const events = { ticketId: id, tenantId, bodies: closing.value, wishId: kit.ids.next(), byPerson: null, setting };
    await commitEvents(trx, kit, events);
    await recordSystem(trx, kit, { id, action: "ticket.closed", detail: {} });
    return true;
  }
  const events = await eventsOfTicket(trx, id);
  const calendarOf = await calendarsOf(trx, termsIn(events));
  const steps = dueSteps(story, { rule, told: await listEscalations(trx, id), nowMs }, calendarOf);
  for (const step of steps) await notifyEscalation(trx, options, { row, step, story, calendarOf });
  const { changedAt: _changedAt, ...standing } = computeTicketStatus(
    foldTicket(events),
    { rule, told: await listEscalations(trx, id), nowMs },
    calendarOf,
  );
  const escalated = Math.max(row.escalated, ...steps.map(({ percent }) => percent));
  await writeTicket(trx, id, { ...standing, changedAt: new Date(nowMs), escalated });
  return true;
}

interface Telling {
  readonly row: TicketRow;
  readonly step: EscalationStep;
  readonly story: TicketTimeline;
  readonly calendarOf: CalendarOf;
}

async function notifyEscalation(trx: DatabaseTransaction, options: EscalationOptions, of: Telling): Promise<void> {
  const { kit, tellPeople, writtenMoment } = options;
  const { row, step, story, calendarOf } = of;
  const { id, tenantId } = row;
  const at = new Date(kit.clock.nowMs());
  const dueAtMs = reachesAt(story, { goal: step.goal, percent: 100 }, calendarOf);
  const personIds = await receiversOf(trx, { row, told: step.told, at });
  const dueAt = dueAtMs === null ? null : new Date(dueAtMs);
  if (!(await insertEscalation(trx, { ...step, ticketId: id, tenantId, personIds, dueAt, at }))) return;
  const over = step.percent >= 100 ? "over" : "soon";
  const link = `${kit.publicUrl()}/layanan/tiket/${id}`;
  await tellPeople(trx, {
    personIds,
    template: `ticket-${step.goal}-${over}`,
    dedupeKey: `ticket ${id} ${step.goal} ${step.told}`,
    params: (locale) => ({
      number: spokenNumber(row.number),
      link,
      percent: String(step.percent),
      due: dueAtMs === null ? "–" : writtenMoment(dueAtMs, locale),
    }),
  });
  const detail = { goal: step.goal, told: step.told, percent: step.percent, people: personIds.length };
  await recordSystem(trx, kit, { id, action: "ticket.escalated", detail });
}

async function recordSystem(
  trx: DatabaseTransaction,
  kit: Kit,
  {
    id,
    action,
    detail,
  }: { readonly id: string; readonly action: string; readonly detail: Readonly<Record<string, string | number>> },
): Promise<void> {
  await recordAudit(trx, kit, { ...BY_SYSTEM, action, subjectKind: "ticket", subjectId: id, detail });
}

/** The recipients of a step: the assignee, otherwise the people of the queue; the supervisors; the administrators. Without any, the next step up. */
async function receiversOf(
  trx: DatabaseTransaction,
  { row, told, at }: { readonly row: TicketRow; readonly told: EscalationRecipient; readonly at: Date },
): Promise<readonly string[]> {
  const { tenantId, assigneeId, queueId } = row;
  const holders = (role: "operator-supervisor" | "operator-administrator") =>
    listNotifiedPeople(trx, { tenantId, at, role });
  if (told === "assignee") {
    if (assigneeId !== null && (await worksOnTickets(trx, { tenantId, at, personId: assigneeId }))) return [assigneeId];
    const team = queueId === null ? [] : await peopleOfQueue(trx, queueId);
    if (team.length > 0) return team;
  }
  const supervisors = told === "administrator" ? [] : await holders("operator-supervisor");
  return supervisors.length > 0 ? supervisors : holders("operator-administrator");
}
