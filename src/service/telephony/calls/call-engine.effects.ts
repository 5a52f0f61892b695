import { ok, refuse } from "../../../kernel/index.ts";
import { arrive } from "./arrival.ts";
import { type Arrival, type Call, groupOf, type Instant, phoneOf, wasAnswered } from "./call.ts";
import { act } from "./call-effects.effects.ts";
import type { CallEffect, CallInput, CallStep } from "./call-step.ts";
import { canBeLed, waitsInQueue } from "./calling-out.ts";
import { abandon } from "./ending.ts";
import { dropped } from "./legs.ts";
import type { CallEngineOptions, CallExecutor, Mailbox } from "./mailbox.effects.ts";
import type { CallEngine } from "./ports.ts";
import { judgeCallCommand } from "./queue-port/call-command.ts";
import { stepCall } from "./step-call.ts";
import { judgeRecord } from "./tasks/program-recording.ts";
import { canStream, mayStream } from "./tasks/streaming.ts";
import { planJoin, STATUS_OF_JOIN } from "./transfer/joining.ts";
import { ownPhones, phonesIn, phonesRinging, ringsForAnswer } from "./transfer/own-phones.ts";

/** Maximum concurrent calls of one switch; further calls are refused as if all channels were in use. */
const CALLS_MAX = 5_000;

/** Q.850. */
const NORMAL_CLEARING = 16;

/** Opens the call engine. A failure inside one call ends that call only. */
export function openCallEngine(options: CallEngineOptions): CallEngine {
  const mailboxes = new Map<string, Mailbox>();
  let idle: (() => void) | undefined;
  let isGivenUp = false;
  const context: Context = {
    ...options,
    onClosed: (callId) => {
      mailboxes.delete(callId);
      options.applications.letGo(callId);
      options.streams.letGo(callId);
      options.hearing.letGo(callId);
      if (mailboxes.size === 0) idle?.();
    },
    isGivenUp: () => isGivenUp,
    phones: new Map(),
    talkers: new Map(),
    ringers: new Map(),
    find: (callId) => mailboxes.get(callId),
    tell: (callId, input) => tell(callId, input),
  };
  const tell = (callId: string, input: CallInput, sdp?: string): void => {
    const box = mailboxes.get(callId);
    if (box === undefined) return;
    box.waiting.push({ input, sdp });
    work(context, box);
  };
  return {
    size: () => mailboxes.size,
    preparing: () => [...mailboxes.values()].filter(({ call }) => isPreparing(call)).length,
    ...judging(mailboxes),
    groupOf: (phoneId) => {
      const [callId] = context.talkers.get(phoneId) ?? [];
      const box = callId === undefined ? undefined : mailboxes.get(callId);
      return box === undefined ? null : groupOf(box.call);
    },
    seen: (phoneId) => seen(context, phoneId),
    shownTo: (callId) => shownIn(mailboxes.get(callId)?.call),
    tell,
    tellAll: (input) => {
      for (const callId of [...mailboxes.keys()]) tell(callId, input);
    },
    arrive: (arrival, offer) => {
      if (mailboxes.size >= CALLS_MAX && !arrival.isEmergency) return false;
      const step = begun(options, arrival);
      if (step === null) return false;
      const box = newMailbox(step.call, offer);
      mailboxes.set(arrival.callId, box);
      perform(context, box, step);
      return true;
    },
    close: async (graceMs) => {
      for (const callId of [...mailboxes.keys()]) tell(callId, { input: "stop" });
      if (mailboxes.size === 0) return;
      const done = new Promise<void>((resolve) => {
        idle = resolve;
      });
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      isGivenUp = true;
    },
  };
}

/** Returns the actions that a call permits in its present state. */
function judging(
  mailboxes: ReadonlyMap<string, Mailbox>,
): Pick<CallEngine, "judge" | "judgeTakeBack" | "judgeRedirect" | "judgeStream" | "judgeRecord"> {
  return {
    judge: (callId, command) => {
      const box = mailboxes.get(callId);
      return box === undefined ? refuse("call-not-open") : judgeCallCommand(box.call, command);
    },
    judgeTakeBack: (callId) => {
      const box = mailboxes.get(callId);
      if (box === undefined) return refuse("call-not-open");
      return wasAnswered(box.call) ? refuse("call-answered") : ok(null);
    },
    judgeRedirect: (callId, { whileWaiting }) => {
      const box = mailboxes.get(callId);
      if (box === undefined) return refuse("call-not-open");
      if (whileWaiting && !waitsInQueue(box.call)) return refuse("call-not-waiting");
      return canBeLed(box.call) ? ok(null) : refuse("call-not-programmable");
    },
    judgeRecord: (callId, wish) => {
      const box = mailboxes.get(callId);
      return box === undefined ? refuse("call-not-open") : judgeRecord(box.call, wish);
    },
    judgeStream: (callId, begins) => {
      const box = mailboxes.get(callId);
      if (box === undefined) return refuse("call-not-open");
      return (begins ? mayStream(box.call) : canStream(box.call)) ? ok(null) : refuse("call-not-programmable");
    },
  };
}

function newMailbox(call: Call, offer: string | null): Mailbox {
  return {
    call,
    waiting: [],
    isBusy: false,
    written: 0,
    answers: new Map(),
    timers: new Map(),
    phones: [],
    talkers: [],
    ringers: [],
    offers: new Map(offer === null ? [] : [[call.arrival.legId, offer]]),
  };
}

/** A phone has registered: devices are looked up again for its legs that wait for a device or ring. */
function seen({ talkers, ringers, find, tell }: Context, phoneId: string): void {
  for (const callId of [...(talkers.get(phoneId) ?? [])]) {
    const legs = find(callId)?.call.legs ?? [];
    for (const { id, party, isAway } of legs)
      if (isAway === true && phoneOf(party) === phoneId) tell(callId, { input: "device-seen", legId: id });
  }
  for (const callId of [...(ringers.get(phoneId) ?? [])]) {
    const call = find(callId)?.call;
    const leg = call?.legs.find((one) => phoneOf(one.party) === phoneId && ringsForAnswer(call, one));
    if (leg !== undefined) tell(callId, { input: "device-seen", legId: leg.id });
  }
}

/** The call waits for storage or media, not for a person to answer. */
function isPreparing({ phase, legs }: Call): boolean {
  return phase === "asking" || (phase === "ringing" && legs.some(({ state }) => state === "preparing"));
}

function shownIn(call: Call | undefined) {
  if (call === undefined) return { caller: "anonymous", called: "", code: null, hops: 0 };
  const { caller, called, code, hops, dialsUnder } = call.arrival;
  // The agent of a callback sees the customer's number as the caller.
  if (call.callback !== null) return { caller: called, called: caller, code, hops };
  return { caller, called, code, hops, ...(dialsUnder === undefined ? {} : { dialsUnder }) };
}

function begun(options: CallEngineOptions, arrival: Arrival): CallStep | null {
  try {
    return arrive(arrival, instant(options));
  } catch (error) {
    options.log.error({ err: error, callId: arrival.callId }, "call.not-begun");
    return null;
  }
}

interface Context extends CallEngineOptions {
  readonly onClosed: (callId: string) => void;
  readonly isGivenUp: () => boolean;
  /** The calls that each phone is in as caller or as called party. */
  readonly phones: Map<string, Set<string>>;
  /** The calls that each phone is in. */
  readonly talkers: Map<string, Set<string>>;
  /** The calls that each phone rings to answer. */
  readonly ringers: Map<string, Set<string>>;
  readonly find: (callId: string) => Mailbox | undefined;
  readonly tell: (callId: string, input: CallInput) => void;
}

function instant({ clock, elapsedUs }: Pick<CallEngineOptions, "clock" | "elapsedUs">): Instant {
  return { atMs: clock.nowMs(), elapsedUs: Math.round(elapsedUs()) };
}

/** Processes the inputs of a mailbox in order; inputs that arrive during a step are queued. */
function work(context: Context, box: Mailbox): void {
  if (box.isBusy) return;
  box.isBusy = true;
  try {
    for (let next = box.waiting.shift(); next !== undefined; next = box.waiting.shift()) {
      keepDescription(box, next.input, next.sdp);
      carryOut(context, box, stepped(context, box, next.input));
    }
  } finally {
    box.isBusy = false;
  }
}

/** A step that throws ends its own call only. */
function stepped(context: Context, box: Mailbox, input: CallInput): CallStep {
  try {
    return (context.step ?? stepCall)(box.call, input, instant(context));
  } catch (error) {
    const { callId } = box.call.arrival;
    context.log.error({ err: error, callId, input: input.input }, "call.step-failed");
    return faulted(context, box);
  }
}

/** Drops a call that cannot be ended in order: its legs, its media and its entry in the engine. */
function faulted(context: Context, box: Mailbox): CallStep {
  try {
    return stepCall(box.call, { input: "fault" }, instant(context));
  } catch (error) {
    const { callId } = box.call.arrival;
    context.log.error({ err: error, callId }, "call.abandoned");
    context.onClosed(callId);
    const { arrival, legs } = box.call;
    const step = abandon(box.call, instant(context));
    // The next run of the switch makes the record, with the price, from the stored events.
    const [tenantId, legIds] = [arrival.tenantId, legs.map(({ id }) => id)];
    queueMicrotask(() => context.onEnded({ tenantId, legIds, chargeRupiah: 0, endedAtMs: context.clock.nowMs() }));
    return step;
  }
}

function perform(context: Context, box: Mailbox, step: CallStep): void {
  box.isBusy = true;
  carryOut(context, box, step);
  box.isBusy = false;
  work(context, box);
}

/** Notifies the queues of phones that became busy or free by a step of a call. */
function notePhones({ phones, talkers, ringers, queues }: Context, box: Mailbox): void {
  box.talkers = noteCalls(talkers, box, box.talkers, phonesIn(box.call));
  box.ringers = noteCalls(ringers, box, box.ringers, phonesRinging(box.call));
  const before = box.phones;
  const after = ownPhones(box.call);
  if (before.length + after.length === 0) return;
  box.phones = after;
  const { callId, tenantId } = box.call.arrival;
  for (const phoneId of after.filter((one) => !before.includes(one))) {
    const calls = phones.get(phoneId) ?? new Set();
    phones.set(phoneId, calls.add(callId));
    if (calls.size === 1) queues.phone({ tenantId, phoneId, isBusy: true });
  }
  for (const phoneId of before.filter((one) => !after.includes(one))) {
    phones.get(phoneId)?.delete(callId);
    if ((phones.get(phoneId)?.size ?? 0) > 0) continue;
    phones.delete(phoneId);
    queues.phone({ tenantId, phoneId, isBusy: false });
  }
}

/** Updates the index of calls by phone after a step of one call; returns the phones now indexed for the call. */
function noteCalls(
  index: Map<string, Set<string>>,
  { call }: Mailbox,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const { callId } = call.arrival;
  for (const phoneId of after.filter((one) => !before.includes(one)))
    index.set(phoneId, (index.get(phoneId) ?? new Set()).add(callId));
  for (const phoneId of before.filter((one) => !after.includes(one))) {
    const calls = index.get(phoneId);
    calls?.delete(callId);
    if (calls?.size === 0) index.delete(phoneId);
  }
  return after;
}

/** Begins to join a call with the call of the named dialog; both mailboxes receive the result. */
function join(
  context: Context,
  box: Mailbox,
  { legId, dialog }: Extract<CallEffect, { readonly effect: "find-joined" }>,
): void {
  const named = dialog === null ? undefined : context.find(dialog.callId)?.call;
  const plan = planJoin(
    { call: box.call, legId },
    named === undefined || dialog === null ? null : { call: named, legId: dialog.legId },
    dialog?.isEarlyOnly ?? false,
  );
  const { callId } = box.call.arrival;
  if (!plan.ok) {
    context.log.info({ callId, why: plan.refusal }, "call.not-joined");
    return later(context, box, { input: "join-refused", status: STATUS_OF_JOIN[plan.refusal] });
  }
  const { into, from, movedId, leavingId } = plan.value;
  context.tell(from, { input: "leg-wanted", legId: movedId, toCallId: into, leavingLegId: leavingId });
}

/** Releases the leg when the call that should take it is gone. */
function give(context: Context, hands: () => CallExecutor, to: Parameters<CallExecutor["give"]>): void {
  const [callId, input] = to;
  if (context.find(callId) !== undefined) return context.tell(callId, input);
  for (const effect of dropped(input.leg.id, NORMAL_CLEARING)) act(hands(), effect);
}

function carryOut(context: Context, box: Mailbox, step: CallStep): void {
  box.call = step.call;
  notePhones(context, box);
  const { onClosed, isGivenUp } = context;
  const executor: CallExecutor = {
    options: context,
    box,
    onClosed,
    isGivenUp,
    join: (asked) => join(context, box, asked),
    give: (...to) => give(context, () => executor, to),
    later: (input, sdp) => later(context, box, input, sdp),
  };
  for (const effect of written(step.effects)) {
    try {
      act(executor, effect);
    } catch (error) {
      const { callId } = box.call.arrival;
      context.log.error({ err: error, callId, effect: effect.effect }, "call.effect-failed");
      if (box.call.phase !== "ended") box.waiting.push({ input: { input: "fault" }, sdp: undefined });
    }
  }
}

/** Writes the answer and all events before it in one write that reports completion: no other effect may write these events separately. */
function written(effects: readonly CallEffect[]): readonly CallEffect[] {
  const isAnswering = effects.some(({ effect }) => effect === "write-answer");
  return isAnswering ? effects.filter(({ effect }) => effect !== "write") : effects;
}

function keepDescription(box: Mailbox, input: CallInput, sdp: string | undefined): void {
  if (sdp === undefined || !("legId" in input)) return;
  if (input.input === "media-opened") box.answers.set(input.legId, sdp);
  else box.offers.set(input.legId, sdp);
}

/** Results of asynchronous effects come back through the mailbox, never around it. */
function later(context: Context, box: Mailbox, input: CallInput, sdp?: string): void {
  box.waiting.push({ input, sdp });
  work(context, box);
}
