import { unreachable } from "../../kernel/index.ts";
import type { QueueEventBody } from "../queues/index.ts";
import { INTERVAL_MS, intervalStartMs } from "./interval.ts";

/** An event as it is kept: when it happened by the wall, which reports are cut by, and by the steady clock, which durations are. */
export interface ReportedEvent {
  readonly wallMs: number;
  readonly steadyMs: number;
  readonly body: QueueEventBody;
}

/** What is asked: the zone of the call centre, the time of the service level, and what counts as a short abandon. */
export interface Asked {
  readonly zone: string;
  readonly withinMs: number;
  readonly shortMs: number;
}

/** What is asked unless somebody asks otherwise. */
export const USUALLY_ASKED: Omit<Asked, "zone"> = { withinMs: 20_000, shortMs: 5_000 };

/**
 * What is counted of the contacts that entered one queue in one half hour, whenever they ended. A caller who overflows into
 * another queue is a contact of each.
 */
export interface Counts {
  readonly offered: number;
  /** Bridged to an agent; within the time asked for. */
  readonly answered: number;
  readonly answeredWithin: number;
  /** Hung up while waiting, and neither by overflow, callback nor own choice; within the time asked for; short ones. */
  readonly abandoned: number;
  readonly abandonedWithin: number;
  readonly abandonedShort: number;
  readonly overflowed: number;
  /** Went elsewhere by own choice, or took back a callback. */
  readonly left: number;
  readonly callbacksAsked: number;
  readonly callbacksUnreached: number;
  readonly restarted: number;
  /** Of the answered ones: sums of waits, talk, hold and wrap-up. */
  readonly waitMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapUpMs: number;
  /** Of the answered ones with an estimate at entry: their waits, and by how much the estimates were off. */
  readonly estimatedWaitMs: number;
  readonly estimateErrorMs: number;
}

const NOTHING: Counts = {
  ...{ offered: 0, answered: 0, answeredWithin: 0, abandoned: 0, abandonedWithin: 0, abandonedShort: 0 },
  ...{ overflowed: 0, left: 0, callbacksAsked: 0, callbacksUnreached: 0, restarted: 0 },
  ...{ waitMs: 0, talkMs: 0, holdMs: 0, wrapUpMs: 0, estimatedWaitMs: 0, estimateErrorMs: 0 },
};

/** The counts of one queue in one half hour. */
export interface CountedInterval {
  readonly queueId: string;
  readonly startMs: number;
  readonly counts: Counts;
}

interface Fold {
  readonly asked: Asked;
  readonly intervals: Map<string, CountedInterval>;
  /** Where a contact that is not over yet is counted; and one that is being wrapped up, by its agent. */
  readonly open: Map<string, { readonly queueId: string; readonly startMs: number }>;
  readonly wrapping: Map<string, { readonly contactId: string; readonly sinceMs: number }>;
}

/** Counts contacts by queue and half hour, in the order of beginning; events are given in the order they happened. */
export function countContacts(events: Iterable<ReportedEvent>, asked: Asked): readonly CountedInterval[] {
  const fold: Fold = { asked, intervals: new Map(), open: new Map(), wrapping: new Map() };
  for (const event of events) count(fold, event);
  return [...fold.intervals.values()].sort(
    (left, right) => left.startMs - right.startMs || (left.queueId < right.queueId ? -1 : 1),
  );
}

function add(fold: Fold, contactId: string, more: Partial<Counts>): void {
  const place = fold.open.get(contactId);
  if (place === undefined) return;
  const key = `${place.queueId} ${place.startMs}`;
  const before = fold.intervals.get(key)?.counts ?? NOTHING;
  const counts = { ...before };
  for (const [name, value] of Object.entries(more)) {
    const field = name as keyof Counts;
    counts[field] = before[field] + value;
  }
  fold.intervals.set(key, { ...place, counts });
}

function count(fold: Fold, { wallMs, steadyMs, body }: ReportedEvent): void {
  const { withinMs, zone } = fold.asked;
  switch (body.kind) {
    case "contact.entered":
      fold.open.set(body.contactId, { queueId: body.queueId, startMs: intervalStartMs(wallMs, zone) });
      return add(fold, body.contactId, { offered: 1 });
    case "contact.callback-asked":
      return add(fold, body.contactId, { callbacksAsked: 1 });
    case "contact.answered": {
      const { waitedMs, toldMs } = body;
      const estimate =
        toldMs === null ? {} : { estimatedWaitMs: waitedMs, estimateErrorMs: Math.abs(toldMs - waitedMs) };
      return add(fold, body.contactId, {
        answered: 1,
        answeredWithin: waitedMs <= withinMs ? 1 : 0,
        waitMs: waitedMs,
        ...estimate,
      });
    }
    case "contact.moved":
      return add(fold, body.contactId, { overflowed: 1 });
    case "contact.closed":
      return closed(fold, body);
    case "agent.changed":
      return agentChanged(fold, steadyMs, body);
    case "contact.refused":
    case "contact.presented":
    case "contact.missed":
    case "contact.returned":
    case "contact.dialled":
      return undefined;
    default:
      return unreachable(body);
  }
}

function closed(fold: Fold, body: Extract<QueueEventBody, { readonly kind: "contact.closed" }>): void {
  const { contactId, outcome, waitedMs, talkMs, holdMs } = body;
  const { withinMs, shortMs } = fold.asked;
  const parts: Readonly<Record<typeof outcome, Partial<Counts>>> = {
    answered: { talkMs: talkMs ?? 0, holdMs: holdMs ?? 0 },
    abandoned: {
      abandoned: 1,
      abandonedWithin: waitedMs <= withinMs ? 1 : 0,
      abandonedShort: waitedMs <= shortMs ? 1 : 0,
    },
    overflowed: { overflowed: 1 },
    "callback-expired": { overflowed: 1 },
    left: { left: 1 },
    "callback-unreached": { callbacksUnreached: 1 },
    "system-restart": { restarted: 1 },
  };
  add(fold, contactId, parts[outcome]);
  if (outcome !== "answered") fold.open.delete(contactId);
}

/** Wrap-up belongs to the contact it follows. */
function agentChanged(
  fold: Fold,
  steadyMs: number,
  { agentId, state, contactId }: Extract<QueueEventBody, { readonly kind: "agent.changed" }>,
): void {
  const wrapped = fold.wrapping.get(agentId);
  if (wrapped !== undefined) {
    add(fold, wrapped.contactId, { wrapUpMs: steadyMs - wrapped.sinceMs });
    fold.wrapping.delete(agentId);
    fold.open.delete(wrapped.contactId);
  }
  if (state === "wrap-up" && contactId !== null) fold.wrapping.set(agentId, { contactId, sinceMs: steadyMs });
}

/** The figures that are shown; null where nothing was counted that they could be a share of. */
export interface QueueFigures {
  /** Answered in time of the answered. */
  readonly levelAnswered: number | null;
  /** Answered in time of answered and abandoned. */
  readonly levelAll: number | null;
  /** Answered or abandoned in time of answered and abandoned. */
  readonly levelGoodAbandon: number | null;
  /** Answered in time of answered and abandoned without the short ones; for management only. */
  readonly levelNet: number | null;
  /** Mean wait of the answered. */
  readonly asaMs: number | null;
  /** Talk, hold and wrap-up of a handled contact. */
  readonly ahtMs: number | null;
  /** How far the estimates at entry were off, as a share of the waits. */
  readonly estimateError: number | null;
}

/** The named figures of counts. */
export function figuresOf(counts: Counts): QueueFigures {
  const { answered, answeredWithin, abandoned, abandonedWithin, abandonedShort } = counts;
  return {
    levelAnswered: share(answeredWithin, answered),
    levelAll: share(answeredWithin, answered + abandoned),
    levelGoodAbandon: share(answeredWithin + abandonedWithin, answered + abandoned),
    levelNet: share(answeredWithin, answered + abandoned - abandonedShort),
    asaMs: share(counts.waitMs, answered),
    ahtMs: share(counts.talkMs + counts.holdMs + counts.wrapUpMs, answered),
    estimateError: share(counts.estimateErrorMs, counts.estimatedWaitMs),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** How agents spent one half hour, all together. Talk holds hold as well; ringing and own calls are neither busy nor idle. */
export interface AgentTime {
  readonly startMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
  readonly availableMs: number;
}

/** Busy of busy and available; null when there was neither. */
export function occupancyOf({ talkMs, wrapUpMs, availableMs }: AgentTime): number | null {
  return share(talkMs + wrapUpMs, talkMs + wrapUpMs + availableMs);
}

const COUNTED_STATES: Readonly<Record<string, keyof Omit<AgentTime, "startMs">>> = {
  ...{ talking: "talkMs", "wrap-up": "wrapUpMs", available: "availableMs" },
};

/** The time of agents by half hour, up to `untilMs` by the wall; a state that spans half hours is cut at their edges. */
export function countAgentTime(
  events: Iterable<ReportedEvent>,
  { zone, untilMs }: { readonly zone: string; readonly untilMs: number },
): readonly AgentTime[] {
  const times = new Map<number, AgentTime>();
  const since = new Map<string, { readonly state: string; readonly atMs: number }>();
  const spend = (state: string, fromMs: number, toMs: number): void => {
    const field = COUNTED_STATES[state];
    if (field === undefined) return;
    for (let atMs = fromMs; atMs < toMs; ) {
      const startMs = intervalStartMs(atMs, zone);
      const endMs = Math.min(toMs, startMs + INTERVAL_MS);
      const time = times.get(startMs) ?? { startMs, talkMs: 0, wrapUpMs: 0, availableMs: 0 };
      times.set(startMs, { ...time, [field]: time[field] + (endMs - atMs) });
      atMs = endMs;
    }
  };
  for (const { wallMs, body } of events) {
    if (body.kind !== "agent.changed") continue;
    const before = since.get(body.agentId);
    if (before !== undefined) spend(before.state, before.atMs, wallMs);
    since.set(body.agentId, { state: body.state, atMs: wallMs });
  }
  for (const { state, atMs } of since.values()) spend(state, atMs, untilMs);
  return [...times.values()].sort((left, right) => left.startMs - right.startMs);
}
