import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import { BY_SYSTEM, ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import { commitEvents, readTicketTimeline } from "./commit-ticket.effects.ts";
import type { publicReplySchema, publicTicketQuery, publicTicketSchema } from "./contract.ts";
import { decideTicket } from "./decide-ticket.ts";
import { centreOfPage, ticketOfNumber } from "./public-ticket.store.ts";
import { calendarsOf, eventsOfTicket, isCommandApplied, lockTicket, termsIn } from "./ticket.store.ts";
import { openTicketLimit } from "./ticket-attempts.ts";
import { centre } from "./ticket-list.store.ts";
import { readCode, readNumber, spokenNumber } from "./ticket-number.shared.ts";
import type { TicketRefusal } from "./ticket-refusal.ts";
import { isSameCode, newPage } from "./ticket-secrets.effects.ts";
import { ticketSetting } from "./ticket-setting.store.ts";
import { foldTicket, readPromise } from "./ticket-timeline.ts";

/** The minimum duration of a refused request, whatever the reason. */
const REFUSED_AFTER_MS = 250;
/** A code that no ticket has: the comparison value for a number without a ticket. */
const NO_CODE = "--------";

/** The input of a customer without an account. */
export type Named = z.infer<typeof publicTicketQuery> & { readonly page: string; readonly address: string };

/** A ticket as its customer sees it. */
type PublicTicket = z.infer<typeof publicTicketSchema>;

type PublicResult = Result<PublicTicket, TicketRefusal>;

/** Access for customers: a request with number and code may read and write; all others get the same answer, whatever was wrong. */
export function openPublicTickets(kit: Kit, tellPeople: NotifyPeople) {
  const attempt = openTicketLimit();
  const counted = (named: Named) => attempt({ ...named, nowMs: kit.clock.nowMs() });
  return {
    show: (named: Named) =>
      answered(async () =>
        entered(kit, named, counted(named), async (trx, found) => ok(await viewOf(trx, kit, found))),
      ),
    write: (named: Named & z.infer<typeof publicReplySchema>) =>
      answered(async () =>
        entered(kit, named, counted(named), (trx, found) => reply(trx, { kit, tellPeople }, { ...found, named })),
      ),
  };
}

interface Found {
  readonly tenantId: string;
  readonly ticket: NonNullable<Awaited<ReturnType<typeof ticketOfNumber>>>;
}

/** Delays a refusal to the minimum duration, so that its timing does not reveal the reason. */
async function answered(work: () => Promise<PublicResult>): Promise<PublicResult> {
  const over = delay(REFUSED_AFTER_MS);
  const done = await work();
  if (!done.ok) await over;
  return done;
}

async function entered(
  kit: Kit,
  { page, number, code }: Named,
  attempt: ReturnType<ReturnType<typeof openTicketLimit>>,
  work: (trx: DatabaseTransaction, found: Found) => Promise<PublicResult>,
): Promise<PublicResult> {
  if (attempt === undefined) return refuse("ticket-attempts-many");
  const whose = await centreOfPage(kit.db, page);
  if (whose === undefined) return refuse("ticket-not-found");
  const { tenantId } = whose;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    // An invalid number and an unused one take the same query, and are compared with a code that no ticket has.
    const ticket = await ticketOfNumber(trx, readNumber(number) ?? 0);
    const isHis = isSameCode(readCode(code) ?? "", ticket?.code ?? NO_CODE);
    return ticket === undefined || !isHis ? undefined : work(trx, { tenantId, ticket });
  }).catch((error: unknown) => {
    attempt.takeBack();
    throw error;
  });
  if (done === undefined) return refuse("ticket-not-found");
  attempt.takeBack();
  return done;
}

async function viewOf(trx: DatabaseTransaction, kit: Kit, { tenantId, ticket }: Found): Promise<PublicTicket> {
  const nowMs = kit.clock.nowMs();
  const events = await eventsOfTicket(trx, ticket.id);
  const timeline = foldTicket(events);
  const calendarOf = await calendarsOf(trx, termsIn(events));
  const { timeZone } = await centre(trx, tenantId);
  const promise = (goal: "answer" | "solution") => {
    const { state, dueAtMs } = readPromise(timeline, { goal, nowMs }, calendarOf);
    return { state, dueAt: dueAtMs === null ? null : iso(dueAtMs) };
  };
  const may = (act: "reply" | "unsolved") => decideTicket(timeline, { act, text: "-" }, nowMs).ok;
  return {
    number: spokenNumber(ticket.number),
    subject: ticket.subject,
    categoryName: ticket.categoryName,
    state: ticket.state,
    timeZone,
    openedAt: ticket.openedAt.toISOString(),
    answer: promise("answer"),
    solution: promise("solution"),
    mayReply: may("reply"),
    mayReopen: may("unsolved"),
    notes: events.flatMap(({ atMs, body }) =>
      body.kind === "noted" && body.isPublic
        ? [{ at: iso(atMs), isByCustomer: body.isByCustomer, text: body.text }]
        : [],
    ),
    moves: events.flatMap(({ atMs, body }) => (body.kind === "moved" ? [{ at: iso(atMs), to: body.to }] : [])),
  };
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

async function reply(
  trx: DatabaseTransaction,
  { kit, tellPeople }: { readonly kit: Kit; readonly tellPeople: NotifyPeople },
  { tenantId, ticket, named }: Found & { readonly named: z.infer<typeof publicReplySchema> },
): Promise<PublicResult> {
  const row = await lockTicket(trx, ticket.id);
  if (row === undefined) return refuse("ticket-not-found");
  const { wishId, isUnsolved, text } = named;
  if (!(await isCommandApplied(trx, { ticketId: row.id, wishId }))) {
    const { story } = await readTicketTimeline(trx, row);
    const decided = decideTicket(story, { act: isUnsolved ? "unsolved" : "reply", text }, kit.clock.nowMs());
    if (!decided.ok) return decided;
    const setting = await ticketSetting(trx, { tenantId, page: newPage() });
    await commitEvents(trx, kit, {
      ticketId: row.id,
      tenantId,
      bodies: decided.value,
      wishId,
      byPerson: null,
      setting,
    });
    await tellPeople(trx, {
      personIds: row.assigneeId === null ? [] : [row.assigneeId],
      template: "ticket-replied",
      dedupeKey: `ticket-reply ${row.id} ${row.version + 1}`,
      params: { number: spokenNumber(row.number), link: `${kit.publicUrl()}/layanan/tiket/${row.id}` },
    });
    const detail = { isUnsolved };
    await recordAudit(trx, kit, {
      ...BY_SYSTEM,
      action: "ticket.replied",
      subjectKind: "ticket",
      subjectId: row.id,
      detail,
    });
  }
  const now = await ticketOfNumber(trx, row.number);
  return now === undefined ? refuse("ticket-not-found") : ok(await viewOf(trx, kit, { tenantId, ticket: now }));
}
