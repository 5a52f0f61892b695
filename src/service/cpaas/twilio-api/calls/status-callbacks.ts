import { sidOf, unreachedStatus } from "../../../flows/call-documents/index.ts";
import type { CallEvent, CallEventBody, StatusCallbacks, StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import { rfc2822 } from "../rest/rest-answer.ts";
import { type CallStatus, endedStatus } from "./field-call.ts";
import { type StreamCallbackSubject, type StreamStatusEvent, streamTelling } from "./stream-callbacks.ts";
import type { Telling } from "./telling.ts";

/** Facts about a call with status callbacks. */
export interface StatusCallbackFacts {
  readonly callId: string;
  readonly tenantId: string;
  /** The API order of the call; `end` if the order created no call. */
  readonly order: {
    readonly from: string;
    readonly to: string;
    readonly end: { readonly status: "failed" | "canceled"; readonly atMs: number } | null;
  } | null;
  /** Callbacks of the order; null if only events name callbacks. */
  readonly wish: StatusCallbacks | null;
  /** Events so far, in order. */
  readonly events: readonly CallEvent[];
}

const API_VERSION = "2010-04-01";
const US_PER_S = 1_000_000;
const S_PER_MINUTE = 60;

type StatusEvent = "initiated" | "ringing" | "answered" | "completed";

/** A call in Twilio's sense: the call itself, or a dialled leg. */
interface Subject {
  readonly sid: string;
  readonly parentSid: string | null;
  readonly wish: StatusCallbacks;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
}

/** A dialled destination, with the legs of all devices of the same phone. */
interface Dialled {
  readonly subject: Subject;
  readonly left: ReadonlySet<string>;
  readonly hasRung: boolean;
  readonly answeredUs: number | null;
  readonly isOver: boolean;
}

interface Fold {
  readonly facts: StatusCallbackFacts;
  readonly main: Subject | null;
  readonly firstLegId: string | null;
  readonly hasRung: boolean;
  readonly answeredUs: number | null;
  readonly dialled: ReadonlyMap<string, Dialled>;
  /** Active streams. */
  readonly streams: ReadonlyMap<string, StreamCallbackSubject>;
  readonly tellings: readonly Telling[];
  /** Number of callbacks per subject. */
  readonly counts: ReadonlyMap<string, number>;
  readonly isOver: boolean;
}

/** Status callbacks that the events of a call cause, in order; more events only append callbacks. */
export function tellingsOf(facts: StatusCallbackFacts): {
  readonly tellings: readonly Telling[];
  readonly isOver: boolean;
} {
  const begun: Fold = {
    facts,
    main: null,
    firstLegId: null,
    hasRung: false,
    answeredUs: null,
    dialled: new Map(),
    streams: new Map(),
    tellings: [],
    counts: new Map(),
    isOver: false,
  };
  const { order, wish, events } = facts;
  if (order !== null && order.end !== null && events.length === 0) {
    const { from, to, end } = order;
    const subject = { ...mainSubject(facts, wish ?? {}), from, to, direction: "outbound-api" };
    const over = addStatusCallback(begun, subject, {
      event: "completed",
      status: end.status,
      atMs: end.atMs,
      more: lasted(0),
    });
    return { tellings: over.tellings, isOver: true };
  }
  const { tellings, isOver } = events.reduce(withEvent, begun);
  return { tellings, isOver };
}

const mainSubject = ({ callId, order }: StatusCallbackFacts, wish: StatusCallbacks): Subject => ({
  sid: sidOf("call", callId),
  parentSid: null,
  wish,
  from: "",
  to: "",
  direction: order === null ? "inbound" : "outbound-api",
});

interface StatusChange {
  readonly event: StatusEvent;
  readonly status: CallStatus | "initiated";
  readonly atMs: number;
  readonly more?: Readonly<Record<string, string>>;
}

/** Adds a status callback if its event is subscribed. */
function addStatusCallback(fold: Fold, subject: Subject, { event, status, atMs, more = {} }: StatusChange): Fold {
  const { status: address } = subject.wish;
  if (address?.events.includes(event) !== true) return fold;
  const nth = fold.counts.get(subject.sid) ?? 0;
  const { sid, parentSid, direction } = subject;
  const [from, to] = [e164Of(subject.from), e164Of(subject.to)];
  const fields = {
    CallSid: sid,
    AccountSid: sidOf("account", fold.facts.tenantId),
    ...(parentSid === null ? {} : { ParentCallSid: parentSid }),
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: status,
    Direction: direction,
    ApiVersion: API_VERSION,
    CallbackSource: "call-progress-events",
    SequenceNumber: String(nth),
    Timestamp: rfc2822(atMs),
    ...more,
  };
  const telling: Telling = { kind: "call.status", address: placeOf(address), atMs, fields };
  return { ...fold, tellings: [...fold.tellings, telling], counts: new Map(fold.counts).set(sid, nth + 1) };
}

const placeOf = ({ url, method }: StatusCallbackTarget) => ({ url, method });

function lasted(seconds: number): Readonly<Record<string, string>> {
  return { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / S_PER_MINUTE)) };
}

const secondsBetween = (fromUs: number | null, toUs: number): number =>
  fromUs === null ? 0 : Math.max(0, Math.round((toUs - fromUs) / US_PER_S));

type BodyOf<Kind extends CallEventBody["kind"]> = Extract<CallEventBody, { readonly kind: Kind }>;

/** Handlers of the events that cause callbacks; other events have no effect. */
const STEPS: {
  readonly [Kind in CallEventBody["kind"]]?: (fold: Fold, event: CallEvent, body: BodyOf<Kind>) => Fold;
} = {
  "call.received": received,
  "application.began": (fold, _event, { told: wish }) => {
    const { main } = fold;
    if (main === null || wish === undefined || main.wish.status !== undefined) return fold;
    return { ...fold, main: { ...main, wish: { ...wish, ...main.wish } } };
  },
  "leg.invited": (fold, { atMs }, body) => invited(fold, body, atMs),
  "leg.ringing": (fold, { atMs }, { legId }) => rang(fold, legId, atMs),
  "call.answered": (fold, { atMs, elapsedUs }) => {
    const { main } = fold;
    if (main === null || fold.answeredUs !== null) return fold;
    return addStatusCallback({ ...fold, answeredUs: elapsedUs }, main, {
      event: "answered",
      status: "in-progress",
      atMs,
    });
  },
  "talk.began": (fold, event, { legId }) => talked(fold, legId, event),
  "talk.ended": (fold, event, { legId }) => legOver(fold, legId, { event, status: "completed" }),
  "leg.failed": (fold, event, { legId, status: sipStatus }) =>
    legLeft(fold, [legId], { event, status: unreachedStatus(sipStatus), sipStatus }),
  "legs.released": (fold, event, { legIds }) => legLeft(fold, legIds, { event, status: "no-answer" }),
  "stream.began": (fold, { atMs }, { streamId, name, told: wish }) => {
    if (wish?.stream === undefined) return fold;
    const stream: StreamCallbackSubject = { streamId, name, address: wish.stream };
    return addStreamCallback(withStream(fold, stream), stream, { event: "stream-started", atMs, error: null });
  },
  "stream.ended": (fold, { atMs }, { streamId, error, name = "", told: wish }) => {
    if (wish?.stream === undefined) return fold;
    const stream: StreamCallbackSubject = { streamId, name, address: wish.stream };
    const event = error === null ? "stream-stopped" : "stream-error";
    return addStreamCallback(withoutStream(fold, streamId), stream, { event, atMs, error });
  },
  "call.ended": ended,
};

function withStream(fold: Fold, stream: StreamCallbackSubject): Fold {
  return { ...fold, streams: new Map(fold.streams).set(stream.streamId, stream) };
}

function withoutStream(fold: Fold, streamId: string): Fold {
  return { ...fold, streams: new Map([...fold.streams].filter(([id]) => id !== streamId)) };
}

/** Adds a stream callback; the sequence per stream starts at 0. */
function addStreamCallback(fold: Fold, stream: StreamCallbackSubject, said: Omit<StreamStatusEvent, "nth">): Fold {
  const { facts, counts, tellings } = fold;
  const nth = counts.get(stream.streamId) ?? 0;
  const telling = streamTelling(facts, stream, { ...said, nth });
  return { ...fold, tellings: [...tellings, telling], counts: new Map(counts).set(stream.streamId, nth + 1) };
}

function withEvent(fold: Fold, event: CallEvent): Fold {
  const step = STEPS[event.body.kind] as ((fold: Fold, event: CallEvent, body: CallEventBody) => Fold) | undefined;
  return step === undefined ? fold : step(fold, event, event.body);
}

function received(fold: Fold, { atMs }: CallEvent, body: BodyOf<"call.received">): Fold {
  const { caller: from, called: to, direction } = body;
  const subject = { ...mainSubject(fold.facts, fold.facts.wish ?? {}), from, to };
  const isDialledByPhone = fold.facts.order === null && direction !== "inbound";
  const main = isDialledByPhone ? { ...subject, direction: "outbound-dial" } : subject;
  return addStatusCallback({ ...fold, main }, main, { event: "initiated", status: "initiated", atMs });
}

function invited(fold: Fold, body: BodyOf<"leg.invited">, atMs: number): Fold {
  const { legId, told: wish, dialled = "", toldAs = legId } = body;
  const after = { ...fold, firstLegId: fold.firstLegId ?? legId };
  const { main, facts } = fold;
  const known = fold.dialled.get(toldAs);
  if (known !== undefined) return withDialled(after, toldAs, { ...known, left: new Set([...known.left, legId]) });
  if (wish?.status === undefined || main === null) return after;
  const subject: Subject = {
    sid: sidOf("call", toldAs),
    parentSid: main.sid,
    wish,
    direction: "outbound-dial",
    to: dialled,
    // The dialled party sees the called code, or the caller ID of the order.
    from: facts.order?.from ?? main.to,
  };
  const begun: Dialled = { subject, left: new Set([legId]), hasRung: false, answeredUs: null, isOver: false };
  return addStatusCallback(withDialled(after, toldAs, begun), subject, {
    event: "initiated",
    status: "initiated",
    atMs,
  });
}

function withDialled(fold: Fold, as: string, dialled: Dialled): Fold {
  return { ...fold, dialled: new Map(fold.dialled).set(as, dialled) };
}

function dialledOf(fold: Fold, legId: string): readonly [string, Dialled] | undefined {
  return [...fold.dialled].find(([, { left, isOver }]) => !isOver && left.has(legId));
}

function rang(fold: Fold, legId: string, atMs: number): Fold {
  const { main } = fold;
  const said = { event: "ringing", status: "ringing", atMs } as const;
  if (legId === (fold.firstLegId ?? legId) && main !== null && fold.facts.order !== null && !fold.hasRung)
    return addStatusCallback({ ...fold, hasRung: true }, main, said);
  const found = dialledOf(fold, legId);
  if (found === undefined || found[1].hasRung) return fold;
  const [as, one] = found;
  return addStatusCallback(withDialled(fold, as, { ...one, hasRung: true }), one.subject, said);
}

function talked(fold: Fold, legId: string, { atMs, elapsedUs }: CallEvent): Fold {
  const found = dialledOf(fold, legId);
  if (found === undefined || found[1].answeredUs !== null) return fold;
  const [as, one] = found;
  const up = { ...one, answeredUs: elapsedUs, left: new Set([legId]) };
  return addStatusCallback(withDialled(fold, as, up), one.subject, { event: "answered", status: "in-progress", atMs });
}

interface LegEnd {
  readonly event: CallEvent;
  readonly status: CallStatus;
  readonly sipStatus?: number;
}

/** With several devices of one phone, the last leg to end determines the result. */
function legLeft(fold: Fold, legIds: readonly string[], end: LegEnd): Fold {
  return legIds.reduce((now, legId) => {
    const found = dialledOf(now, legId);
    if (found === undefined) return now;
    const [as, one] = found;
    const left = new Set([...one.left].filter((id) => id !== legId));
    return left.size > 0 ? withDialled(now, as, { ...one, left }) : legOver(now, legId, end);
  }, fold);
}

function legOver(fold: Fold, legId: string, { event, status, sipStatus }: LegEnd): Fold {
  const found = dialledOf(fold, legId);
  if (found === undefined) return fold;
  const [as, one] = found;
  const { answeredUs, subject } = one;
  const sip = sipStatus === undefined ? {} : { SipResponseCode: String(sipStatus) };
  return addStatusCallback(withDialled(fold, as, { ...one, isOver: true }), subject, {
    event: "completed",
    status: answeredUs === null ? status : "completed",
    atMs: event.atMs,
    more: { ...lasted(secondsBetween(answeredUs, event.elapsedUs)), ...sip },
  });
}

/** The end of the call first ends its ringing and talking legs. */
function ended(fold: Fold, event: CallEvent, { outcome, status }: BodyOf<"call.ended">): Fold {
  const { main, answeredUs } = fold;
  const open = [...fold.dialled.values()].flatMap(({ left, isOver }) => (isOver ? [] : [...left].slice(0, 1)));
  const legsOver = open.reduce((now, legId) => legOver(now, legId, { event, status: "canceled" }), fold);
  // A stream ends with its call, even without an end event.
  const { atMs } = event;
  const streamsOver = [...legsOver.streams.values()].reduce(
    (now, stream) => addStreamCallback(now, stream, { event: "stream-stopped", atMs, error: null }),
    legsOver,
  );
  const over = { ...streamsOver, streams: new Map(), isOver: true };
  if (main === null) return over;
  const sip = status === null ? {} : { SipResponseCode: String(status) };
  return addStatusCallback(over, main, {
    event: "completed",
    atMs: event.atMs,
    status: endedStatus(outcome, { isAnswered: answeredUs !== null }),
    more: { ...lasted(secondsBetween(answeredUs, event.elapsedUs)), ...sip },
  });
}
