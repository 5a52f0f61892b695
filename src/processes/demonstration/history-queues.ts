import type { QueueEventBody } from "../../service/acd/queues/index.ts";
import type { HistoryChance } from "./history-chance.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const BREAK_MS = 45 * MINUTE_MS;
const RING_MS_MAX = 15 * SECOND_MS;
const REST_MS = 10 * SECOND_MS;
/** A caller waits for a shift that starts within this time. */
const SOON_MS = 2 * MINUTE_MS;
const MISSES_MAX = 2;
const MISSED_SHARE = 0.03;
const TALK_MS = { mean: 5 * MINUTE_MS, least: 25 * SECOND_MS, most: 28 * MINUTE_MS };
const WRAP_UP_MS = { mean: 35 * SECOND_MS, most: 3 * MINUTE_MS };
const PATIENCE_MS = { mean: 4 * MINUTE_MS, least: 6 * SECOND_MS, most: 12 * MINUTE_MS };
const VOICEMAIL_SHARE = 0.4;
const HELD_SHARE = 0.15;
const TRANSFERRED_SHARE = 0.04;

/** An agent's shift: its start and end, and the time of the break. */
export interface HistoryShift {
  readonly agentId: string;
  readonly phoneId: string;
  readonly queueIds: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly breakAtMs: number;
}

/** A dated event of the queues; `callId` is stored with the entry of a contact. */
export interface DatedQueueEvent {
  readonly atMs: number;
  readonly body: QueueEventBody & { readonly callId?: string };
}

/** A ringing attempt that the agent did not answer. */
export interface HistoryMiss {
  readonly agentId: string;
  readonly phoneId: string;
  readonly rungAtMs: number;
  readonly atMs: number;
}

/** A caller in a queue. */
export interface HistoryCaller {
  readonly callId: string;
  readonly contactId: string;
  readonly queueId: string;
  readonly joinedAtMs: number;
}

/** How a caller's stay in a queue ended; `agent` is null for an abandoned call. */
export interface HistoryContact extends HistoryCaller {
  readonly missed: readonly HistoryMiss[];
  readonly endedAtMs: number;
  /** Whether the caller left the queue for voicemail. */
  readonly hasLeft: boolean;
  readonly agent: {
    readonly agentId: string;
    readonly phoneId: string;
    readonly rungAtMs: number;
    readonly answeredAtMs: number;
    readonly holdMs: number;
    readonly isTransferred: boolean;
  } | null;
}

interface Duty extends HistoryShift {
  freeAtMs: number;
  hasRested: boolean;
}

interface Day {
  readonly chance: HistoryChance;
  readonly breakReasonId: string;
  /** Wall-clock time at which the monotonic clock of the queues starts. */
  readonly steadyFromMs: number;
  /** End of each agent's contacts of the previous day. */
  readonly busyUntil: Map<string, number>;
  readonly duties: readonly Duty[];
  readonly events: DatedQueueEvent[];
  readonly served: { readonly queueId: string; readonly leftMs: number }[];
}

/** The queues of one day: callers are served in the order in which they join. */
export interface HistoryQueues {
  serve(caller: HistoryCaller): HistoryContact;
  /** Ends the shifts; returns all events of the day in order. */
  close(): readonly DatedQueueEvent[];
}

/** Opens the queues of a day with the agents on duty. */
export function openHistoryQueues(
  shifts: readonly HistoryShift[],
  options: Pick<Day, "chance" | "breakReasonId" | "steadyFromMs" | "busyUntil">,
): HistoryQueues {
  const { busyUntil } = options;
  const duties = shifts.map((shift) => ({
    ...shift,
    freeAtMs: Math.max(shift.fromMs, busyUntil.get(shift.agentId) ?? 0),
    hasRested: false,
  }));
  const day: Day = { ...options, duties, events: [], served: [] };
  for (const { agentId, freeAtMs } of duties) changeAgent(day, { agentId, atMs: freeAtMs, state: "available" });
  return {
    serve: (caller) => serve(day, caller),
    close: () => {
      for (const duty of duties) {
        readyAt(day, duty, duty.untilMs);
        const atMs = Math.max(duty.freeAtMs, duty.untilMs);
        changeAgent(day, { agentId: duty.agentId, atMs, state: "logged-out" });
        busyUntil.set(duty.agentId, atMs);
      }
      return day.events.toSorted((left, right) => left.atMs - right.atMs);
    },
  };
}

type AgentState = Extract<QueueEventBody, { readonly kind: "agent.changed" }>["state"];

function changeAgent(
  day: Day,
  change: {
    readonly agentId: string;
    readonly atMs: number;
    readonly state: AgentState;
    readonly reason?: string;
    readonly contactId?: string;
  },
): void {
  const { agentId, atMs, state, reason = null, contactId = null } = change;
  day.events.push({ atMs, body: { kind: "agent.changed", agentId, state, reason, contactId } });
}

/** Earliest time from `atMs` on at which an agent can be rung; a due break is taken first. */
function readyAt(day: Day, duty: Duty, atMs: number): number {
  const readyMs = Math.max(duty.freeAtMs, atMs);
  if (duty.hasRested || readyMs < duty.breakAtMs || duty.breakAtMs + BREAK_MS > duty.untilMs) return readyMs;
  const fromMs = Math.max(duty.freeAtMs, duty.breakAtMs);
  duty.hasRested = true;
  duty.freeAtMs = fromMs + BREAK_MS;
  changeAgent(day, { agentId: duty.agentId, atMs: fromMs, state: "paused", reason: day.breakReasonId });
  changeAgent(day, { agentId: duty.agentId, atMs: duty.freeAtMs, state: "available" });
  return Math.max(duty.freeAtMs, atMs);
}

/** The agent of a queue who can be rung first; among several, the one idle for longest. */
function firstReady(day: Day, queueId: string, atMs: number): { readonly duty: Duty; readonly readyMs: number } | null {
  const ready = day.duties
    .filter(({ queueIds, fromMs, untilMs }) => queueIds.includes(queueId) && fromMs - SOON_MS <= atMs && atMs < untilMs)
    .map((duty) => ({ duty, readyMs: readyAt(day, duty, atMs) }))
    .filter(({ duty, readyMs }) => readyMs < duty.untilMs)
    .toSorted((left, right) => left.readyMs - right.readyMs || left.duty.freeAtMs - right.duty.freeAtMs);
  return ready[0] ?? null;
}

function serve(day: Day, caller: HistoryCaller): HistoryContact {
  const { chance } = day;
  const { contactId, queueId, joinedAtMs } = caller;
  enter(day, caller);
  const patienceMs = PATIENCE_MS.least + chance.duration(PATIENCE_MS.mean, PATIENCE_MS.most);
  const missed: HistoryMiss[] = [];
  let fromMs = joinedAtMs + chance.between(150, 900);
  for (;;) {
    const found = firstReady(day, queueId, fromMs);
    if (found === null || found.readyMs - joinedAtMs > patienceMs) {
      // A caller for whom an agent is rung hangs up after the ringing at the earliest.
      const endedAtMs = Math.max(joinedAtMs + patienceMs, fromMs);
      const hasLeft = chance.next() < VOICEMAIL_SHARE;
      return abandon(day, { ...caller, missed, endedAtMs, hasLeft, agent: null });
    }
    const { duty, readyMs: rungAtMs } = found;
    present(day, caller, { duty, rungAtMs });
    if (missed.length >= MISSES_MAX || chance.next() >= MISSED_SHARE)
      return answer(day, caller, { duty, rungAtMs, missed });
    const { agentId, phoneId } = duty;
    const atMs = rungAtMs + RING_MS_MAX;
    missed.push({ agentId, phoneId, rungAtMs, atMs });
    day.events.push({ atMs, body: { kind: "contact.missed", contactId, queueId, agentId, why: "no-answer" } });
    day.events.push({ atMs, body: { kind: "contact.returned", contactId, queueId } });
    changeAgent(day, { agentId, atMs, state: "resting" });
    changeAgent(day, { agentId, atMs: atMs + REST_MS, state: "available" });
    duty.freeAtMs = atMs + REST_MS;
    fromMs = atMs;
  }
}

function enter(day: Day, { callId, contactId, queueId, joinedAtMs }: HistoryCaller): void {
  const ahead = day.served.filter((other) => other.queueId === queueId && other.leftMs > joinedAtMs).length;
  const place = { joinedAtMs: joinedAtMs - day.steadyFromMs, priority: 3, position: ahead + 1, toldMs: null };
  day.events.push({
    atMs: joinedAtMs,
    body: { kind: "contact.entered", contactId, queueId, contactKind: "call", callId, ...place },
  });
}

function present(
  day: Day,
  { contactId, queueId, joinedAtMs }: HistoryCaller,
  { duty, rungAtMs }: { readonly duty: Duty; readonly rungAtMs: number },
): void {
  const { agentId } = duty;
  const { steadyFromMs } = day;
  const joinedMs = joinedAtMs - steadyFromMs;
  day.events.push({
    atMs: rungAtMs,
    body: {
      kind: "contact.presented",
      contactId,
      queueId,
      agentIds: [agentId],
      decision: {
        atMs: rungAtMs - steadyFromMs,
        joinedAtMs: joinedMs,
        waitedMs: rungAtMs - joinedAtMs,
        priority: 3,
        rankMs: joinedMs - 3 * MINUTE_MS,
        position: 1,
        criteria: ["sticky", "tier", "shortfall", "idle-since"],
        considered: [{ agentId, values: [1, 1, 0, duty.freeAtMs - steadyFromMs] }],
        chosen: 1,
        decidedBy: "only-one",
      },
    },
  });
  changeAgent(day, { agentId, atMs: rungAtMs, state: "offered", contactId });
}

function abandon(day: Day, contact: HistoryContact): HistoryContact {
  const { contactId, queueId, joinedAtMs, endedAtMs } = contact;
  const outcome = contact.hasLeft ? "left" : "abandoned";
  const figures = { waitedMs: endedAtMs - joinedAtMs, talkMs: null, holdMs: null };
  day.events.push({
    atMs: endedAtMs,
    body: { kind: "contact.closed", contactId, queueId, outcome, ...figures },
  });
  day.served.push({ queueId, leftMs: endedAtMs });
  return contact;
}

function answer(
  day: Day,
  caller: HistoryCaller,
  offer: { readonly duty: Duty; readonly rungAtMs: number; readonly missed: readonly HistoryMiss[] },
): HistoryContact {
  const { chance } = day;
  const { duty, rungAtMs, missed } = offer;
  const { contactId, queueId, joinedAtMs } = caller;
  const { agentId, phoneId } = duty;
  const answeredAtMs = rungAtMs + chance.between(1_500, 8_000);
  const waitedMs = answeredAtMs - joinedAtMs;
  const holdMs = chance.next() < HELD_SHARE ? chance.between(10, 90) * SECOND_MS : 0;
  const talkMs = TALK_MS.least + chance.duration(TALK_MS.mean, TALK_MS.most);
  const endedAtMs = answeredAtMs + talkMs + holdMs;
  const wrappedAtMs = endedAtMs + 5_000 + chance.duration(WRAP_UP_MS.mean, WRAP_UP_MS.most);
  const of = { contactId, queueId };
  changeAgent(day, { agentId, atMs: answeredAtMs, state: "talking", contactId });
  day.events.push({
    atMs: answeredAtMs,
    body: { kind: "contact.answered", ...of, agentId, waitedMs, toldMs: null },
  });
  day.events.push({
    atMs: endedAtMs,
    body: { kind: "contact.closed", ...of, outcome: "answered", waitedMs, talkMs, holdMs },
  });
  changeAgent(day, { agentId, atMs: endedAtMs, state: "wrap-up", contactId });
  changeAgent(day, { agentId, atMs: wrappedAtMs, state: "available" });
  duty.freeAtMs = wrappedAtMs;
  day.served.push({ queueId, leftMs: answeredAtMs });
  const isTransferred = chance.next() < TRANSFERRED_SHARE;
  return {
    ...caller,
    missed,
    endedAtMs,
    hasLeft: false,
    agent: { agentId, phoneId, rungAtMs, answeredAtMs, holdMs, isTransferred },
  };
}
