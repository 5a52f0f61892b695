import { flowCall, type HistoryCall, type HistoryChoice, type HistoryNumbers, queueCall } from "./history-calls.ts";
import { type HistoryChance, openHistoryChance } from "./history-chance.ts";
import { type DatedQueueEvent, type HistoryShift, openHistoryQueues } from "./history-queues.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The time zone of the call centre is Jakarta, without daylight saving time. */
const ZONE_MS = 7 * HOUR_MS;
/** Maximum number of days of history. */
const HISTORY_DAYS_MAX = 120;
/** A call that starts this shortly before the end may not have ended by then. */
const SETTLED_MS = HOUR_MS;
const CALLS_A_DAY = 78;
/** Distribution of a day's calls over its hours: a rise in the morning, a dip at lunch, few at night. */
const HOURS = [12, 9, 7, 7, 9, 15, 26, 40, 60, 84, 92, 80, 58, 66, 78, 70, 58, 48, 42, 38, 32, 26, 20, 16];
/** Sunday first. */
const WEEKDAYS = [0.2, 1.25, 1.08, 1, 0.96, 0.9, 0.42];
/** Bills are due on the first days of a month. */
const FIRST_DAYS = 3;
const FIRST_DAYS_FACTOR = 1.7;
const CUSTOMERS = 640;
/** Numbers outside of every numbering plan: a mobile range of examples. */
const CALLER_PREFIX = "+6281234567";

/** An agent of the history: shifts, and queues. */
export interface HistoryAgent {
  readonly id: string;
  readonly phoneId: string;
  readonly queueIds: readonly string[];
  /** First and last hours of the shifts of a day; a night shift has two of them. */
  readonly hours: readonly (readonly [number, number])[];
  readonly breakHour: number;
  /** Days of the week without work, Sunday being 0. */
  readonly restDays: readonly number[];
}

/** Inputs of a history. */
export interface HistoryPlan extends HistoryNumbers {
  readonly seed: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly choices: readonly HistoryChoice[];
  readonly agents: readonly HistoryAgent[];
  readonly breakReasonId: string;
}

/** One day: calls in order of their start, and the events of the queues. */
export interface HistoryDay {
  readonly calls: readonly HistoryCall[];
  readonly queueEvents: readonly DatedQueueEvent[];
}

/** The number of the nth customer. */
export function customerNumber(nth: number): string {
  return `${CALLER_PREFIX}${String(nth % CUSTOMERS).padStart(3, "0")}`;
}

/** Generates the calls of a call centre, day by day in its time zone; the same plan yields the same days. */
export function* historyDays(plan: HistoryPlan): Generator<HistoryDay> {
  const chance = openHistoryChance(plan.seed);
  const busyUntil = new Map<string, number>();
  const firstMs = Math.ceil((plan.fromMs + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
  let late: readonly DatedQueueEvent[] = [];
  for (let nth = 0; nth <= HISTORY_DAYS_MAX; nth += 1) {
    const dayMs = firstMs + nth * DAY_MS;
    if (dayMs >= plan.untilMs) break;
    const { calls, queueEvents } = historyDay(plan, { dayMs, chance, busyUntil });
    const events = [...late, ...queueEvents].toSorted((left, right) => left.atMs - right.atMs);
    // A contact that started before midnight may end after it: the log is sorted by time.
    late = events.filter(({ atMs }) => atMs >= dayMs + DAY_MS);
    yield { calls, queueEvents: events.filter(({ atMs }) => atMs < dayMs + DAY_MS) };
  }
  yield { calls: [], queueEvents: late };
}

interface DayOptions {
  readonly dayMs: number;
  readonly chance: HistoryChance;
  readonly busyUntil: Map<string, number>;
}

function historyDay(plan: HistoryPlan, { dayMs, chance, busyUntil }: DayOptions): HistoryDay {
  const { breakReasonId, fromMs: steadyFromMs, choices } = plan;
  const weekday = new Date(dayMs + ZONE_MS).getUTCDay();
  const shifts = shiftsOf(plan, { dayMs, weekday });
  const queues = openHistoryQueues(shifts, { chance, breakReasonId, steadyFromMs, busyUntil });
  const calls = arrivals(plan, { dayMs, weekday, chance }).map((atMs) => {
    const arrival = { callId: chance.id(atMs), caller: callerOf(chance), atMs };
    const choice = chance.pick(choices);
    const chosenAtMs = atMs + chance.between(4, 14) * SECOND_MS;
    const { queueId } = choice;
    if (queueId === null) return flowCall(plan, arrival, { choice, chosenAtMs, chance });
    const contactId = chance.id(chosenAtMs);
    const contact = queues.serve({ callId: arrival.callId, contactId, queueId, joinedAtMs: chosenAtMs });
    return queueCall(plan, arrival, { choice, contact, chance });
  });
  return { calls, queueEvents: queues.close() };
}

interface Today {
  readonly dayMs: number;
  readonly weekday: number;
}

function shiftsOf({ agents, untilMs }: HistoryPlan, { dayMs, weekday }: Today): readonly HistoryShift[] {
  return agents
    .filter(({ restDays }) => !restDays.includes(weekday))
    .flatMap(({ id, phoneId, queueIds, hours, breakHour }) =>
      hours.map(([fromHour, untilHour]) => ({
        agentId: id,
        phoneId,
        queueIds,
        fromMs: dayMs + fromHour * HOUR_MS,
        untilMs: Math.min(dayMs + untilHour * HOUR_MS, untilMs - SETTLED_MS / 2),
        breakAtMs: dayMs + breakHour * HOUR_MS,
      })),
    )
    .filter(({ fromMs, untilMs: endMs }) => fromMs < endMs);
}

/** Start times of the day's calls, in order; calls that would not end before the end of the history are left out. */
function arrivals(
  { untilMs }: HistoryPlan,
  { dayMs, weekday, chance }: Today & { readonly chance: HistoryChance },
): readonly number[] {
  const dayOfMonth = new Date(dayMs + ZONE_MS).getUTCDate();
  const factor = (WEEKDAYS[weekday] ?? 1) * (dayOfMonth <= FIRST_DAYS ? FIRST_DAYS_FACTOR : 1);
  const count = Math.round(CALLS_A_DAY * factor * (0.88 + chance.next() * 0.24));
  return Array.from({ length: count }, () => instantOf(dayMs, chance))
    .toSorted((left, right) => left - right)
    .filter((atMs) => atMs < untilMs - SETTLED_MS);
}

const HOURS_SUM = HOURS.reduce((sum, weight) => sum + weight, 0);

function instantOf(dayMs: number, chance: HistoryChance): number {
  let rest = chance.next() * HOURS_SUM;
  const hour = HOURS.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return dayMs + Math.max(0, hour) * HOUR_MS + Math.floor(chance.next() * HOUR_MS);
}

/** A third of the calls are from frequent callers. */
function callerOf(chance: HistoryChance): string {
  return customerNumber(chance.next() < 0.35 ? chance.between(0, 39) : chance.between(0, CUSTOMERS - 1));
}
