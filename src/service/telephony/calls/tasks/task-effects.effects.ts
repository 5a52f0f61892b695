import { unreachable } from "../../../../kernel/index.ts";
import { type Destination, isCalledOut } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import type { CallExecutor } from "../mailbox.effects.ts";
import type { ApplicationCallContext, DialledParty } from "./application-port.ts";

/** Error code for a fault of this system. */
const OUR_FAULT = 12_400;

/** The effects that only calls with tasks have. */
const TASK_EFFECTS = [
  ...([
    "play-clips",
    "resolve-dial",
    "begin-message",
    "end-message",
    "pause-recording",
    "hold-recording",
    "join-queue",
  ] as const),
  ...(["tell-queue", "ask-desk", "look-up", "ask-application", "tell-application", "ready-sounds"] as const),
  ...(["join-conference", "leave-conference", "withdraw-in-conference"] as const),
  ...(["take-from-queue", "take-no-more"] as const),
  ...(["begin-stream", "stop-stream", "tell-stream", "refer", "drop-refer", "send-text"] as const),
  ...(["begin-hearing", "end-hearing"] as const),
] as const satisfies readonly CallEffect["effect"][];

/** An effect that only calls with tasks have. */
export type TaskAct = Extract<CallEffect, { readonly effect: (typeof TASK_EFFECTS)[number] }>;

/** Whether only calls with tasks have an effect. */
export function isTaskAct(effect: CallEffect): effect is TaskAct {
  return TASK_EFFECTS.some((one) => one === effect.effect);
}

/** Carries out one effect of the tasks of a call. */
export function actOnTasks(executor: CallExecutor, effect: TaskAct): void {
  const { options, box } = executor;
  const { arrival } = box.call;
  const { callId } = arrival;
  switch (effect.effect) {
    case "resolve-dial":
      return executor.later({ input: "dial-resolved", destination: resolvedDial(executor, effect) });
    case "join-queue":
      return options.queues.join(effect.wish);
    case "tell-queue":
      return options.queues.tell(callId, effect.news);
    case "join-conference":
      return options.conferences.join(effect.wish);
    case "leave-conference":
      return options.conferences.leave(callId);
    case "withdraw-in-conference":
      return options.conferences.withdraw(callId);
    case "take-from-queue": {
      const { queueId, roomId } = effect;
      return options.queues.take({ callId, tenantId: arrival.tenantId, queueId, roomId });
    }
    case "take-no-more":
      return options.queues.takeNoMore(callId);
    case "ask-desk":
      return runAgentCommand(executor, effect);
    case "look-up":
      return runDataLookup(executor, effect);
    case "ask-application":
      return askApplication(executor, effect);
    case "tell-application":
      return notifyApplication(executor, effect);
    case "ready-sounds":
      return readySounds(executor, effect);
    case "send-text":
      return sendText(executor, effect);
    case "begin-hearing": {
      const { nth, speech } = effect;
      const { language, hints } = speech;
      return options.hearing.begin(buildApplicationContext(executor, nth), {
        nth,
        language,
        hints,
        legId: arrival.legId,
      });
    }
    case "end-hearing":
      return effect.isCut ? options.hearing.letGo(callId) : options.hearing.finish(callId);
    case "begin-stream":
      return beginStream(executor, effect);
    case "stop-stream":
      return options.streams.stop(callId, effect.which);
    case "tell-stream":
      return options.streams.key(callId, effect.key);
    case "refer":
      return refer(executor, effect);
    case "drop-refer":
      return options.signalling.dropRefer({ callId, legId: effect.legId });
    case "play-clips":
      return playClips(executor, effect);
    case "begin-message":
      return beginMessage(executor, effect);
    case "end-message":
      return unwaited(executor, options.sound.endMessage({ callId, legId: effect.legId }, effect));
    case "pause-recording":
      return unwaited(executor, options.sound.pauseRecording(effect.recordingId));
    case "hold-recording":
      return unwaited(executor, options.sound.holdRecording(effect.recordingId, effect.isPaused));
    default:
      return unreachable(effect);
  }
}

/** The targets of all numbers dialled at once; a number without a target is left out beside those that ring. */
function resolvedDial(
  executor: CallExecutor,
  { number, isInHouse = false, besides = [], told }: Extract<TaskAct, { readonly effect: "resolve-dial" }>,
): Destination {
  const first: DialledParty = { number, isInHouse, ...(told === undefined ? {} : { told }) };
  const all = [first, ...besides].map((party) => resolvedParty(executor, party));
  const rung = all.filter((destination) => destination.kind === "targets");
  const [one] = rung;
  if (one === undefined) return all[0] ?? { kind: "nowhere", outcome: "unknown-number" };
  return { ...one, targets: rung.flatMap(({ targets }) => targets) };
}

/** A number that cannot be resolved counts as unreachable: the numbers beside it already hold their channels, and release them with their legs. */
function resolvedParty({ options, box }: CallExecutor, { number, isInHouse, told }: DialledParty): Destination {
  const { resolveDial, resolveTransfer, log } = options;
  const { arrival } = box.call;
  try {
    const found = (isInHouse ? resolveTransfer : resolveDial)(arrival, number);
    if (told === undefined || found.kind !== "targets") return found;
    // Callbacks report a phone with several devices as one.
    const as = found.targets[0]?.legId ?? "";
    return { ...found, targets: found.targets.map((one) => ({ ...one, told: { wish: told, dialled: number, as } })) };
  } catch (error) {
    log.error({ err: error, callId: arrival.callId }, "call.party-not-resolved");
    return { kind: "nowhere", outcome: "unknown-number" };
  }
}

function runAgentCommand(
  { options, later }: CallExecutor,
  { phoneContext, wish }: Extract<TaskAct, { readonly effect: "ask-desk" }>,
): void {
  const { callId, nth } = phoneContext;
  options.agentDesk.ask(phoneContext, wish).then(
    (answer) => later({ input: "desk-answered", nth, answer }),
    (error: unknown) => {
      options.log.warn({ err: error, callId }, "call.desk-not-asked");
      later({ input: "desk-answered", nth, answer: null });
    },
  );
}

function runDataLookup(
  { options, box, later }: CallExecutor,
  { nth, wish }: Extract<TaskAct, { readonly effect: "look-up" }>,
): void {
  const { callId, tenantId } = box.call.arrival;
  options.lookUps.lookUp({ callId, tenantId }, wish).then(
    (answer) => later({ input: "looked-up", nth, answer }),
    (error: unknown) => {
      options.log.warn({ err: error, callId }, "call.not-looked-up");
      later({ input: "looked-up", nth, answer: { is: "failed" } });
    },
  );
}

function buildApplicationContext({ box }: CallExecutor, nth: number): ApplicationCallContext {
  const { arrival, tasks } = box.call;
  const { callId, tenantId, caller, called } = arrival;
  const isAnswered = tasks?.stack.isAnswered === true;
  return { callId, tenantId, nth, caller, called, isCalledOut: isCalledOut(arrival), isAnswered };
}

/** A request to an application may be slow or fail: the mailbox does not wait for it. */
function askApplication(
  executor: CallExecutor,
  { nth, wish }: Extract<TaskAct, { readonly effect: "ask-application" }>,
): void {
  const { options, later } = executor;
  const callContext = buildApplicationContext(executor, nth);
  options.applications.ask(callContext, wish).then(
    (answer) => later({ input: "application-answered", nth, answer }),
    (error: unknown) => {
      options.log.error({ err: error, callId: callContext.callId }, "call.application-not-asked");
      later({ input: "application-answered", nth, answer: { is: "failed", error: OUR_FAULT } });
    },
  );
}

/** Sends the final callback of an ended call, without waiting for it. */
function notifyApplication(
  executor: CallExecutor,
  { nth, wish }: Extract<TaskAct, { readonly effect: "tell-application" }>,
): void {
  const { options } = executor;
  const callContext = buildApplicationContext(executor, nth);
  options.applications.tell({ ...callContext, isOver: true }, wish).catch((error: unknown) => {
    options.log.warn({ err: error, callId: callContext.callId }, "call.application-not-told");
  });
}

function readySounds(
  executor: CallExecutor,
  { nth, wish }: Extract<TaskAct, { readonly effect: "ready-sounds" }>,
): void {
  const { options, later } = executor;
  const callContext = buildApplicationContext(executor, nth);
  options.applications.sounds(callContext, wish).then(
    (clips) => later({ input: "sounds-ready", nth, clips }),
    (error: unknown) => {
      options.log.error({ err: error, callId: callContext.callId }, "call.sounds-not-made");
      later({ input: "sounds-ready", nth, clips: [] });
    },
  );
}

function sendText(executor: CallExecutor, { nth, wish }: Extract<TaskAct, { readonly effect: "send-text" }>): void {
  const { options, later } = executor;
  const callContext = buildApplicationContext(executor, nth);
  options.applications.text(callContext, wish).then(
    (sent) => later({ input: "text-sent", nth, sent }),
    (error: unknown) => {
      options.log.error({ err: error, callId: callContext.callId }, "call.text-not-sent");
      later({ input: "text-sent", nth, sent: { is: "refused", error: OUR_FAULT } });
    },
  );
}

/** Sends a REFER only for a number that the call itself might dial now. */
function refer(
  { options, box, later }: CallExecutor,
  { legId, number }: Extract<TaskAct, { readonly effect: "refer" }>,
): void {
  const { arrival } = box.call;
  const { callId, party } = arrival;
  if (options.mayBeReferred(arrival, { number, party }))
    return options.signalling.refer({ callId, legId }, { party, number });
  return later({ input: "refer-told", legId, news: { news: "not-asked" } });
}

/** Events of the stream arrive as inputs of the call. */
function beginStream(
  executor: CallExecutor,
  { nth, stream, isHeard, streamId }: Extract<TaskAct, { readonly effect: "begin-stream" }>,
): void {
  const { options, box } = executor;
  const { legId } = box.call.arrival;
  options.streams.begin(buildApplicationContext(executor, nth), {
    ...stream,
    streamId: streamId ?? options.ids.next(),
    nth,
    legId,
    isHeard,
  });
}

function playClips(
  executor: CallExecutor,
  { legId, ...wish }: Extract<TaskAct, { readonly effect: "play-clips" }>,
): void {
  const { options, box, later } = executor;
  const { callId, tenantId } = box.call.arrival;
  options.sound.playClips({ callId, legId }, { tenantId, ...wish }).catch((error: unknown) => {
    options.log.warn({ err: error, callId }, "call.prompt-not-played");
    later({ input: "play-failed", play: wish.play });
  });
}

function beginMessage(
  executor: CallExecutor,
  { legId, queueId, quietMs }: Extract<TaskAct, { readonly effect: "begin-message" }>,
): void {
  const { options, box, later } = executor;
  const { callId, tenantId } = box.call.arrival;
  const recordingId = options.ids.next();
  options.sound.beginMessage({ callId, legId }, { tenantId, recordingId, queueId, quietMs }).then(
    () => later({ input: "message-began", recordingId }),
    (error: unknown) => {
      options.log.warn({ err: error, callId, recordingId }, "call.message-not-begun");
      later({ input: "message-failed" });
    },
  );
}

function unwaited({ options, box }: CallExecutor, asked: Promise<void>): void {
  const { callId } = box.call.arrival;
  asked.catch((error: unknown) => options.log.warn({ err: error, callId }, "call.sound-failed"));
}
