import { type Result, unreachable } from "../../../kernel/index.ts";
import type { Cdr, EventDraft, EventWriteOptions, Permit, WriteRefusal } from "../cdr/index.ts";
import { groupOf, type Party, type SoundFault } from "./call.ts";
import type { CallEffect } from "./call-step.ts";
import type { CallExecutor } from "./mailbox.effects.ts";
import type { LegName } from "./ports.ts";
import { actOnTasks, isTaskAct } from "./tasks/task-effects.effects.ts";

/** Timeout for writing the event of an answer to disk. */
const WRITE_MS_MAX = 5_000;
/** Delays before a rejected write of a call's end is retried; the delay grows with each attempt. */
const END_AGAIN_MS = { first: 500, most: 5_000 };

/** Carries out one effect of a call. Throws where the effect fails at once. The last events of a call go to disk with its record, in one transaction. */
export function act(executor: CallExecutor, effect: CallEffect): void {
  const leg = (legId: string): LegName => ({ callId: executor.box.call.arrival.callId, legId });
  const { signalling } = executor.options;
  if (isTaskAct(effect)) return actOnTasks(executor, effect);
  switch (effect.effect) {
    case "ask-permission":
      return askPermission(executor);
    case "write":
      return executor.box.call.phase === "ended" ? undefined : keep(executor, {}, () => undefined);
    case "write-answer":
      return writeAnswer(executor);
    case "close":
      return closed(executor, effect.cdr);
    case "invite":
      return signalling.invite(leg(effect.legId), {
        party: effect.party,
        sdp: taken(executor.box.answers, effect.legId),
      });
    case "ring":
      return signalling.ring(leg(effect.legId));
    case "progress":
      return signalling.progress(leg(effect.legId), taken(executor.box.answers, effect.legId));
    case "answer":
      return signalling.answer(leg(effect.legId), taken(executor.box.answers, effect.legId));
    case "reject":
      return signalling.reject(leg(effect.legId), effect);
    case "hang-up":
      return signalling.hangUp(leg(effect.legId), effect.cause);
    case "answer-transfer":
    case "notify-transfer":
      return notifyTransferor(executor, effect);
    case "resolve-transfer":
    case "resolve-consult":
    case "resolve-supervision":
      return resolve(executor, effect);
    case "find-joined":
    case "give-leg":
      return effect.effect === "find-joined" ? executor.join(effect) : giveLeg(executor, effect);
    case "stand-in":
      return executor.options.onStandIn(effect.legId, effect.forLegId);
    case "arm":
    case "disarm":
      return setTimer(executor, effect);
    case "open-media":
    case "connect-media":
    case "close-media":
    case "bridge":
    case "hear":
    case "play":
    case "begin-recording":
    case "end-recording":
    case "drop-recording":
    case "accept-offer":
    case "reoffer":
      return actOnSound(executor, effect);
    case "seek-device":
      return seekDevice(executor, effect);
    default:
      return unreachable(effect);
  }
}

function closed(executor: CallExecutor, cdr: Extract<CallEffect, { readonly effect: "close" }>["cdr"]): void {
  settled(executor, cdr);
  keepEnd(executor, cdr);
}

/** Notifies the transferor of the progress of the transfer. */
function notifyTransferor(
  { options, box }: CallExecutor,
  effect: Extract<CallEffect, { readonly effect: "answer-transfer" | "notify-transfer" }>,
): void {
  const leg = { callId: box.call.arrival.callId, legId: effect.legId };
  if (effect.effect === "answer-transfer") options.signalling.answerTransfer(leg, effect.isTaken);
  else options.signalling.notifyTransfer(leg, effect.status);
}

/** Resolves a number in the directory: the target of a transfer, of a consultation, or of a supervisor. */
function resolve(
  { options, box, later }: CallExecutor,
  effect: Extract<CallEffect, { readonly effect: "resolve-transfer" | "resolve-consult" | "resolve-supervision" }>,
): void {
  const { arrival } = box.call;
  switch (effect.effect) {
    case "resolve-transfer":
      return later({ input: "transfer-resolved", destination: options.resolveTransfer(arrival, effect.target) });
    case "resolve-consult":
      return later({ input: "consult-resolved", destination: options.resolveConsult(arrival, effect) });
    case "resolve-supervision":
      return later({ input: "supervision-resolved", destination: options.resolvePhone(arrival, effect.phoneId) });
  }
}

/** Transfers the ownership of a leg, with its dialog, media and offers, to another call. */
function giveLeg(
  { options, box, give }: CallExecutor,
  effect: Extract<CallEffect, { readonly effect: "give-leg" }>,
): void {
  const { leg, toCallId } = effect;
  const { callId } = box.call.arrival;
  options.signalling.handOver({ callId, legId: leg.id }, toCallId);
  options.sound.handOver({ callId, legId: leg.id }, toCallId);
  give(toCallId, { input: "leg-taken", leg, fromCallId: callId, leavingLegId: effect.leavingLegId });
}

type SoundEffect = Extract<
  CallEffect,
  {
    readonly effect:
      | "open-media"
      | "connect-media"
      | "close-media"
      | "bridge"
      | "hear"
      | "play"
      | "begin-recording"
      | "end-recording"
      | "drop-recording"
      | "accept-offer"
      | "reoffer";
  }
>;

function actOnSound(executor: CallExecutor, effect: SoundEffect): void {
  const { options, box } = executor;
  const { sound } = options;
  const { callId, tenantId } = box.call.arrival;
  const leg = (legId: string): LegName => ({ callId, legId });
  switch (effect.effect) {
    case "open-media":
      return openSound(executor, effect);
    case "connect-media":
      return unawaited(executor, sound.connect(leg(effect.legId), taken(box.offers, effect.legId)));
    case "close-media":
      options.onLegGone(effect.legId);
      return unawaited(executor, sound.close(leg(effect.legId)));
    case "bridge":
      return unawaited(executor, sound.bridge(callId, effect.legIds));
    case "hear":
      return unawaited(executor, sound.hear(callId, effect));
    case "play":
      return unawaited(executor, sound.play(leg(effect.legId), effect.sound));
    case "begin-recording": {
      const { effect: _, ...recording } = effect;
      return unawaited(executor, sound.beginRecording({ callId, tenantId, ...recording }));
    }
    case "end-recording":
      return unawaited(executor, sound.endRecording({ callId, recordingId: effect.recordingId }));
    case "drop-recording":
      return unawaited(executor, sound.dropRecording(effect.recordingId));
    case "accept-offer":
      return acceptOffer(executor, effect.legId);
    case "reoffer":
      return reoffer(executor, effect.legId);
    default:
      return unreachable(effect);
  }
}

function taken(descriptions: ReadonlyMap<string, string>, legId: string): string {
  const sdp = descriptions.get(legId);
  if (sdp === undefined) throw new Error("the leg has no session description");
  return sdp;
}

function setTimer(executor: CallExecutor, effect: Extract<CallEffect, { readonly effect: "arm" | "disarm" }>): void {
  const { timer } = effect;
  const { timers } = executor.box;
  clearTimeout(timers.get(timer));
  timers.delete(timer);
  if (effect.effect === "disarm") return;
  const fire = () => {
    timers.delete(timer);
    executor.later({ input: "timer", timer });
  };
  timers.set(timer, setTimeout(fire, effect.ms));
}

/** Answers the caller's SDP offer, or sends an own offer to a target. */
function openSound(executor: CallExecutor, { legId, party }: { readonly legId: string; readonly party: Party }): void {
  const { options, box } = executor;
  const { callId, tenantId, legId: callerLegId } = box.call.arrival;
  // RFC 3261 §13.2.1: an INVITE without an offer receives one in its 2xx response.
  const offer = legId === callerLegId ? (box.offers.get(legId) ?? null) : null;
  const failed = (why: SoundFault, error?: unknown): void => {
    options.log.warn({ err: error, why, callId, legId }, "call.sound-not-opened");
    executor.later({ input: "media-failed", legId, why });
  };
  options.sound.open({ callId, legId }, { tenantId, party, offer, group: groupOf(box.call) }).then(
    (opened) => (opened.ok ? executor.later({ input: "media-opened", legId }, opened.value) : failed(opened.refusal)),
    (error: unknown) => failed("no-engine", error),
  );
}

function acceptOffer({ options, box }: CallExecutor, legId: string): void {
  const { signalling, sound, log } = options;
  const leg = { callId: box.call.arrival.callId, legId };
  sound.reopen(leg, taken(box.offers, legId)).then(
    (answer) => signalling.acceptOffer(leg, answer),
    (error: unknown) => {
      log.warn({ err: error, ...leg }, "call.offer-not-taken");
      signalling.refuseOffer(leg);
    },
  );
}

/** Offers a new media connection to a browser whose connection is lost; its answer arrives as the answer to an own offer. */
function reoffer(executor: CallExecutor, legId: string): void {
  const { signalling, sound } = executor.options;
  const leg = { callId: executor.box.call.arrival.callId, legId };
  unawaited(
    executor,
    sound.reoffer(leg).then((sdp) => signalling.reoffer(leg, sdp)),
  );
}

/** Finds the other devices at which the phone of a leg can be reached now. */
function seekDevice(
  { options, box, later }: CallExecutor,
  { legId, phoneId, hasSignedIn }: Extract<CallEffect, { readonly effect: "seek-device" }>,
): void {
  const { targets, isThere } = options.seekDevice({ callId: box.call.arrival.callId, legId }, phoneId);
  if (hasSignedIn && isThere) return later({ input: "device-cut", legId });
  return later({ input: "device-found", legId, targets });
}

/** The call does not wait for media effects: on failure it goes on, and its metrics show the failure. */
function unawaited({ options, box }: CallExecutor, asked: Promise<void>): void {
  const { callId } = box.call.arrival;
  asked.catch((error: unknown) => options.log.warn({ err: error, callId }, "call.sound-failed"));
}

/** Writes the pending events to disk and reports completion. Events of a call in progress are never discarded. */
function keep(
  executor: CallExecutor,
  end: Pick<EventDraft, "cdr">,
  then: (result: Result<Permit | null, WriteRefusal>) => void,
  wish: EventWriteOptions & { readonly permit?: EventDraft["permit"]; readonly isAgain?: boolean } = { byMs: null },
): void {
  const { options, box } = executor;
  const { callId, tenantId } = box.call.arrival;
  const from = box.written;
  const events = box.call.events.slice(from);
  if (events.length === 0) return;
  box.written = box.call.events.length;
  const { permit: request, isAgain = false, ...how } = wish;
  const permit = request === undefined ? {} : { permit: request };
  const draft: EventDraft = { tenantId, callId, switchId: options.switchId, events, ...end, ...permit };
  options.writer.write(draft, how).then(
    (result) => {
      // Events that were not written go with the next write; events that are already stored stay unchanged.
      if (!result.ok) box.written = Math.min(box.written, from);
      if (!result.ok && result.refusal !== "not-permitted" && !isAgain)
        options.log.error({ callId, from, refusal: result.refusal }, "call.events-not-kept");
      then(result);
    },
    (error: unknown) => options.log.error({ err: error, callId }, "call.events-failed"),
  );
}

/**
 * Writes the end of a call to disk with its record. While storage has no capacity, the call stays in the engine and retries: if it were dropped, it would count
 * as open until the switch restarts. The engine's limit of calls bounds how many wait.
 */
function keepEnd(executor: CallExecutor, cdr: Cdr, pauseMs = 0): void {
  const { box, onClosed, isGivenUp } = executor;
  const { callId, isEmergency } = box.call.arrival;
  if (box.written >= box.call.events.length) return onClosed(callId);
  const done = (result: Result<Permit | null, WriteRefusal>): void => {
    // Events before the end may have been discarded while it waited; they are written too.
    const isWhole = result.ok && box.written >= box.call.events.length;
    const isHopeless = !result.ok && result.refusal !== "storage-away";
    if (isWhole || isHopeless || isGivenUp()) return onClosed(callId);
    const nextMs = Math.min(Math.max(pauseMs * 2, END_AGAIN_MS.first), END_AGAIN_MS.most);
    setTimeout(() => keepEnd(executor, cdr, nextMs), nextMs).unref();
  };
  keep(executor, { cdr }, done, {
    byMs: null,
    isAgain: pauseMs > 0,
    // Unanswered calls do not use the reserve, so that a storm of refused calls leaves capacity for answered calls.
    mayUseReserve: cdr.answeredAtMs !== null || isEmergency,
  });
}

/** The cost of a call counts at once: the next call of its call centre must not wait until it is on disk. */
function settled({ options, box }: CallExecutor, { chargeRupiah, endedAtMs }: Cdr): void {
  const { arrival, legs } = box.call;
  const { tenantId } = arrival;
  options.onEnded({ tenantId, legIds: legs.map(({ id }) => id), chargeRupiah, endedAtMs });
}

function askPermission(executor: CallExecutor): void {
  const { options, box } = executor;
  const { code, far } = box.call.arrival;
  if (code === null) throw new Error("a call without a code needs no permission");
  const nowMs = options.clock.nowMs();
  const asked = { byMs: nowMs + WRITE_MS_MAX, permit: { code, caller: far, atMs: nowMs } };
  const answered = (result: Result<Permit | null, WriteRefusal>): void => {
    if (result.ok) {
      // The store has appended the permit; the call appends the same event by this input.
      box.written += 1;
      return executor.later({ input: "permitted", mode: result.value, recordingId: options.ids.next() });
    }
    // Nothing was written: the arrival goes to disk with the refusal.
    const outcome = result.refusal === "not-permitted" ? options.refusalOf(code) : result.refusal;
    return executor.later({ input: "refused", outcome });
  };
  keep(executor, {}, answered, asked);
}

function writeAnswer(executor: CallExecutor): void {
  // An emergency call is answered even when storage fails; its events wait in the queue.
  if (executor.box.call.arrival.isEmergency) {
    keep(executor, {}, () => undefined);
    return executor.later({ input: "answer-written" });
  }
  const answered = (result: Result<Permit | null, WriteRefusal>): void =>
    executor.later({ input: result.ok ? "answer-written" : "answer-not-written" });
  return keep(executor, {}, answered, { byMs: executor.options.clock.nowMs() + WRITE_MS_MAX });
}
