import { unreachable } from "../../../kernel/index.ts";
import type { QueueEventBody } from "../queues/index.ts";
import { intervalStarts } from "./interval.ts";

/** An event of the log: its wall-clock time, which assigns it to half hours, and its monotonic time, which durations use. */
export interface ReportedEvent {
  readonly wallMs: number;
  readonly steadyMs: number;
  readonly body: QueueEventBody;
}

/** The options of a count: the zone of the call centre, the threshold of the service level, and of short abandons. */
export interface ServiceLevelOptions {
  readonly zone: string;
  readonly withinMs: number;
  readonly shortMs: number;
}

/** The defaults of a count. */
export const DEFAULT_SERVICE_LEVEL: Omit<ServiceLevelOptions, "zone"> = { withinMs: 20_000, shortMs: 5_000 };

/**
 * The counts of the contacts that entered one queue in one half hour, whenever they ended. A caller who overflows into another queue is a
 * contact of each.
 */
export interface Counts {
  readonly offered: number;
  /** Connected to an agent; within the threshold. */
  readonly answered: number;
  readonly answeredWithin: number;
  /** Hung up while waiting, without overflow, callback or the caller's choice to leave; within the threshold; short abandons. */
  readonly abandoned: number;
  readonly abandonedWithin: number;
  readonly abandonedShort: number;
  readonly overflowed: number;
  /** Left the queue by the caller's choice, or cancelled a callback. */
  readonly left: number;
  readonly callbacksAsked: number;
  readonly callbacksUnreached: number;
  readonly restarted: number;
  /** Of the answered contacts: sums of waits, talk, hold and wrap-up. */
  readonly waitMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapUpMs: number;
  /** The longest wait of a contact that was answered or abandoned. */
  readonly longestWaitMs: number;
  /** Of the answered contacts with an estimate at entry: their waits, and the absolute errors of the estimates. */
  readonly estimatedWaitMs: number;
  readonly estimateErrorMs: number;
  /** Turns of SMS conversations, which no count above includes: how many waited, how many an agent took, and the time from the customer's message on. */
  readonly messages: number;
  readonly messagesAnswered: number;
  readonly messageWaitMs: number;
}

const NOTHING: Counts = {
  offered: 0,
  answered: 0,
  answeredWithin: 0,
  abandoned: 0,
  abandonedWithin: 0,
  abandonedShort: 0,
  overflowed: 0,
  left: 0,
  callbacksAsked: 0,
  callbacksUnreached: 0,
  restarted: 0,
  waitMs: 0,
  talkMs: 0,
  holdMs: 0,
  wrapUpMs: 0,
  longestWaitMs: 0,
  estimatedWaitMs: 0,
  estimateErrorMs: 0,
  messages: 0,
  messagesAnswered: 0,
  messageWaitMs: 0,
};

/** The sum of the counts of several queues or half hours. */
export function addCounts(all: Iterable<Partial<Counts>>): Counts {
  const sum: { -readonly [Field in keyof Counts]: Counts[Field] } = { ...NOTHING };
  for (const one of all)
    for (const [name, value] of Object.entries(one)) {
      const field = name as keyof Counts;
      sum[field] = field === "longestWaitMs" ? Math.max(sum[field], value) : sum[field] + value;
    }
  return sum;
}

/** The counts of one queue in one half hour. */
export interface CountedInterval {
  readonly queueId: string;
  readonly startMs: number;
  readonly counts: Counts;
}

/** The range of a count: contacts that entered from the first instant up to but not including the second, by wall-clock time. */
export interface CountedRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** An incremental count of contacts; events are passed in the order of their occurrence. */
export interface ContactCount {
  take(event: ReportedEvent): void;
  /** The counts by queue and half hour, in chronological order. */
  intervals(): readonly CountedInterval[];
  /** Whether all counted contacts have ended, so that later events change nothing. */
  isSettled(): boolean;
}

/** An open contact: the interval in which it counts, and the agent who answered it. */
interface OpenContact {
  readonly queueId: string;
  readonly startMs: number;
  readonly agentId: string | null;
  /** For a message, the time between the message and its entry; null for calls. */
  readonly wroteMsBefore: number | null;
}

interface Fold {
  readonly asked: ServiceLevelOptions;
  readonly range: CountedRange;
  readonly startOf: (atMs: number) => number;
  readonly intervals: Map<string, CountedInterval>;
  readonly open: Map<string, OpenContact>;
  /** Callbacks that agents scheduled: they have no caller, so none of them counts as offered or waiting. */
  readonly planned: Set<string>;
  /** The contact that an agent has just ended, until the agent's next state; and the contact that the agent wraps up. */
  readonly ended: Map<string, string>;
  readonly wrapping: Map<string, { readonly contactId: string; readonly sinceMs: number }>;
}

const ALWAYS: CountedRange = { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };

/** Opens a count of contacts by queue and half hour. */
export function openContactCount(options: ServiceLevelOptions, range: CountedRange = ALWAYS): ContactCount {
  const maps = {
    intervals: new Map(),
    open: new Map(),
    ended: new Map(),
    wrapping: new Map(),
    planned: new Set<string>(),
  };
  const fold: Fold = { asked: options, range, startOf: intervalStarts(options.zone), ...maps };
  return {
    take: (event) => count(fold, event),
    intervals: () =>
      [...fold.intervals.values()].sort(
        (left, right) => left.startMs - right.startMs || (left.queueId < right.queueId ? -1 : 1),
      ),
    isSettled: () => fold.open.size === 0,
  };
}

/** Counts contacts by queue and half hour, in chronological order; events are passed in the order of their occurrence. */
export function countContacts(
  events: Iterable<ReportedEvent>,
  options: ServiceLevelOptions,
): readonly CountedInterval[] {
  const counting = openContactCount(options);
  for (const event of events) counting.take(event);
  return counting.intervals();
}

function add(fold: Fold, contactId: string, more: Partial<Counts>): void {
  const place = fold.open.get(contactId);
  if (place === undefined) return;
  const { queueId, startMs } = place;
  const key = `${queueId} ${startMs}`;
  const before = fold.intervals.get(key)?.counts ?? NOTHING;
  fold.intervals.set(key, { queueId, startMs, counts: addCounts([before, more]) });
}

function count(fold: Fold, { wallMs, steadyMs, body }: ReportedEvent): void {
  switch (body.kind) {
    case "contact.entered":
      return entered(fold, { wallMs, steadyMs, body });
    case "contact.planned":
      return void fold.planned.add(body.contactId);
    case "contact.callback-asked":
      return add(fold, body.contactId, { callbacksAsked: 1 });
    case "contact.answered":
      return answered(fold, body);
    case "contact.moved":
      if (fold.open.get(body.contactId)?.wroteMsBefore === null) add(fold, body.contactId, { overflowed: 1 });
      return void fold.open.delete(body.contactId);
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

type Body<Kind extends QueueEventBody["kind"]> = Extract<QueueEventBody, { readonly kind: Kind }>;

function entered(
  fold: Fold,
  { wallMs, steadyMs, body }: Omit<ReportedEvent, "body"> & { readonly body: Body<"contact.entered"> },
): void {
  const { contactId, queueId, contactKind, joinedAtMs } = body;
  if (fold.planned.has(contactId)) return;
  if (wallMs < fold.range.fromMs || wallMs >= fold.range.untilMs) return void fold.open.delete(contactId);
  const wroteMsBefore = contactKind === "message" ? Math.max(0, steadyMs - joinedAtMs) : null;
  fold.open.set(contactId, { queueId, startMs: fold.startOf(wallMs), agentId: null, wroteMsBefore });
  add(fold, contactId, wroteMsBefore === null ? { offered: 1 } : { messages: 1 });
}

function answered(fold: Fold, { contactId, agentId, waitedMs, toldMs }: Body<"contact.answered">): void {
  const place = fold.open.get(contactId);
  if (place === undefined) return;
  if (place.wroteMsBefore !== null) {
    if (place.agentId === null)
      add(fold, contactId, { messagesAnswered: 1, messageWaitMs: place.wroteMsBefore + waitedMs });
    return void fold.open.set(contactId, { ...place, agentId });
  }
  const estimate = toldMs === null ? {} : { estimatedWaitMs: waitedMs, estimateErrorMs: Math.abs(toldMs - waitedMs) };
  add(fold, contactId, {
    answered: 1,
    answeredWithin: waitedMs <= fold.asked.withinMs ? 1 : 0,
    waitMs: waitedMs,
    longestWaitMs: waitedMs,
    ...estimate,
  });
  fold.open.set(contactId, { ...place, agentId });
}

function closed(fold: Fold, { contactId, outcome, waitedMs, talkMs, holdMs }: Body<"contact.closed">): void {
  const { withinMs, shortMs } = fold.asked;
  const parts: Readonly<Record<typeof outcome, Partial<Counts>>> = {
    answered: { talkMs: talkMs ?? 0, holdMs: holdMs ?? 0 },
    abandoned: {
      abandoned: 1,
      abandonedWithin: waitedMs <= withinMs ? 1 : 0,
      abandonedShort: waitedMs <= shortMs ? 1 : 0,
      longestWaitMs: waitedMs,
    },
    overflowed: { overflowed: 1 },
    "callback-expired": { overflowed: 1 },
    left: { left: 1 },
    "callback-unreached": { callbacksUnreached: 1 },
    "callback-barred": { callbacksUnreached: 1 },
    "system-restart": { restarted: 1 },
  };
  fold.planned.delete(contactId);
  // For messages, the metrics of calls include neither duration nor outcome nor wrap-up.
  if (fold.open.get(contactId)?.wroteMsBefore !== null) return void fold.open.delete(contactId);
  add(fold, contactId, parts[outcome]);
  const agentId = fold.open.get(contactId)?.agentId ?? null;
  if (outcome === "answered" && agentId !== null) fold.ended.set(agentId, contactId);
  else fold.open.delete(contactId);
}

/** Adds wrap-up time to the contact that it follows; a contact whose agent enters another state next has none. */
function agentChanged(fold: Fold, steadyMs: number, { agentId, state, contactId }: Body<"agent.changed">): void {
  const wrapped = fold.wrapping.get(agentId);
  if (wrapped !== undefined) {
    add(fold, wrapped.contactId, { wrapUpMs: steadyMs - wrapped.sinceMs });
    fold.wrapping.delete(agentId);
    fold.open.delete(wrapped.contactId);
  }
  const ended = fold.ended.get(agentId);
  fold.ended.delete(agentId);
  const isWrapUp = state === "wrap-up" && contactId !== null;
  if (isWrapUp) fold.wrapping.set(agentId, { contactId, sinceMs: steadyMs });
  if (ended !== undefined && !(isWrapUp && contactId === ended)) fold.open.delete(ended);
}

/** The metrics of a report; null when the denominator is zero. */
export interface QueueFigures {
  /** Answered within the threshold, over answered. */
  readonly levelAnswered: number | null;
  /** Answered within the threshold, over answered and abandoned. */
  readonly levelAll: number | null;
  /** Answered or abandoned within the threshold, over answered and abandoned. */
  readonly levelGoodAbandon: number | null;
  /** Answered within the threshold, over answered and abandoned without short abandons; for management only. */
  readonly levelNet: number | null;
  /** Mean wait of the answered contacts. */
  readonly asaMs: number | null;
  /** Mean talk, hold and wrap-up time of an answered contact. */
  readonly ahtMs: number | null;
  /** The errors of the estimates at entry, as a share of the waits. */
  readonly estimateError: number | null;
  /** Mean time from the customer's message until an agent takes it. */
  readonly messageAsaMs: number | null;
}

/** Computes the metrics of counts. */
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
    messageAsaMs: share(counts.messageWaitMs, counts.messagesAnswered),
  };
}

/** A part of a total; null when the total is zero. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
