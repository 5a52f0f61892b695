import type { PromiseState } from "./ticket-limits.shared.ts";
import { spokenNumber } from "./ticket-number.shared.ts";
import { stateNow } from "./ticket-status.effects.ts";
import type { TicketEventBody } from "./ticket-timeline.ts";

interface Row {
  readonly number: number;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly answerState: PromiseState;
  readonly answerDueAt: Date | null;
  readonly solveState: PromiseState;
  readonly solveDueAt: Date | null;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A ticket of a list in the API: its number with the check digit, its SLA targets in their current state. */
export function rowView<R extends Row>(row: R, nowMs: number) {
  const { number, openedAt, dueAt, answerState, answerDueAt, solveState, solveDueAt, ...rest } = row;
  return {
    ...rest,
    number: spokenNumber(number),
    openedAt: openedAt.toISOString(),
    dueAt: iso(dueAt),
    answer: { state: stateNow(answerState, answerDueAt, nowMs), dueAt: iso(answerDueAt) },
    solution: { state: stateNow(solveState, solveDueAt, nowMs), dueAt: iso(solveDueAt) },
  };
}

/** The ids of people, queues and categories in an event, in the order of their display. */
export function idsIn(body: TicketEventBody): readonly string[] {
  if (body.kind === "opened" || body.kind === "changed") return [body.categoryId];
  if (body.kind !== "assigned") return [];
  return [body.assigneeId, body.queueId].flatMap((id) => (id === null ? [] : [id]));
}

/** An event in the API. */
export function eventView(
  event: {
    readonly number: number;
    readonly kind: string;
    readonly at: Date;
    readonly byName: string | null;
    readonly body: TicketEventBody;
  },
  names: ReadonlyMap<string, string>,
) {
  const { number, kind, at, byName, body } = event;
  const noted = body.kind === "noted" ? body : null;
  return {
    number,
    kind,
    at: at.toISOString(),
    byName,
    isPublic: noted?.isPublic ?? false,
    isByCustomer: noted?.isByCustomer ?? false,
    text: noted?.text ?? null,
    to: body.kind === "moved" ? body.to : null,
    what: idsIn(body).map((id) => names.get(id) ?? "–"),
  };
}
