import { assert } from "../../../../kernel/index.ts";
import { type Call, type Destination, type Instant, isCalledOut, legOf, withEvents, withLeg } from "../call.ts";
import type { CallInput, CallStep, CallTimer } from "../call-step.ts";
import { calledOutAccepted, callOut, canBeLed, endTalkBefore, waitsInQueue } from "../calling-out.ts";
import { announced, conferenceOrdered, leaveConference } from "../conference/conference-join.ts";
import { dialAccepted, dialResolved, dialTimedOut, followDial } from "../dialling.ts";
import { endCall } from "../ending.ts";
import { dropped } from "../legs.ts";
import { handleAgentCommandResult } from "../queue-port/agent-phone-commands.ts";
import { agentAccepted, agentsTimedOut, isRung } from "../queue-port/agent-rings.ts";
import { isOfTreatment } from "../queue-port/queue-treatment.ts";
import {
  bookingAnswered,
  continueTreatment,
  followAgents,
  queueOrdered,
  resumeQueueMusic,
} from "../queue-port/queueing.ts";
import { followLostAgent } from "../queue-port/requeue.ts";
import { applyConsent, withoutBrokenConsent } from "../recording/recording-consent.ts";
import { handleReferEvent, referTimedOut } from "../transfer/referring.ts";
import { endTalk, followTalk } from "../transfer/talks.ts";
import { handleApplicationInput, outcomeOf } from "./application-request.ts";
import { beginTask, cancelTask, hangUp } from "./begin-task.ts";
import type { CallTask } from "./call-task.ts";
import { handleDataLookupResult } from "./data-lookup.ts";
import { recordDigits } from "./dtmf-events.ts";
import type { ScriptInput } from "./script.ts";
import { playFailed, playOver, stopPlay } from "./speaking.ts";
import { handleStreamInput } from "./streaming.ts";
import type { TaskEvent } from "./task-events.ts";
import { andThen, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";
import { NO_TASKS, stepTasks, type TaskEffect, type TaskInput } from "./task-stack.ts";
import { endMessage, messageBegan, messageFailed, toneOver } from "./voicemail.ts";

/** Maximum turns of one step through the tasks; a checked flow ends long before. */
const TURNS_MAX = 5_000;

/** Starts a call whose script decides its tasks; its own media is opened at the same time. */
export function beginScript(
  asked: Call,
  now: Instant,
  { script, calledMs }: Extract<Destination, { readonly kind: "tasks" }>,
): CallStep {
  const { legId, party } = asked.arrival;
  const tasks = {
    script,
    stack: NO_TASKS,
    play: null,
    plays: 0,
    timerScope: null,
    dialling: null,
    message: null,
    queueing: null,
    booking: null,
    asking: null,
    talk: null,
    conferring: null,
    referring: null,
    meanwhile: null,
    isMusic: false,
  };
  const call: Call = { ...asked, phase: "ringing", tasks };
  if (calledMs !== undefined) return callOut(call, now, calledMs);
  const opened = moveOf(call, [{ effect: "open-media", legId, party }]);
  return moved(
    now,
    andThen(opened, (begun) => scriptGiven(begun, now, { input: "begun" })),
  );
}

/** Carries out a move: feeds the resulting inputs to the task stack until none is left. */
function moved(now: Instant, first: TaskMove): CallStep {
  let { call } = first;
  const effects = [...first.effects];
  const waiting = [...first.inputs];
  for (let turn = 0; waiting.length > 0 && call.phase !== "ended"; turn += 1) {
    assert(turn < TURNS_MAX, "the tasks of a call come to rest");
    const input = waiting.shift();
    if (input === undefined) break;
    const move = stacked(call, now, input);
    call = move.call;
    effects.push(...move.effects);
    waiting.push(...move.inputs);
  }
  return { call, effects };
}

/** One step of the task stack with all its effects. */
function stacked(call: Call, now: Instant, input: TaskInput): TaskMove {
  const before = tasksOf(call).stack.running?.task.task ?? null;
  const step = stepTasks(tasksOf(call).stack, input);
  const stepped = moveOf(withTasks(call, { stack: step.state }), []);
  return step.effects.reduce(
    (move, effect) =>
      move.call.phase === "ended" ? move : andThen(move, (left) => carryOut(left, now, { effect, before })),
    stepped,
  );
}

function carryOut(
  call: Call,
  now: Instant,
  { effect, before }: { readonly effect: TaskEffect; readonly before: CallTask["task"] | null },
): TaskMove {
  switch (effect.effect) {
    case "answer":
      return askAnswer(call, now);
    case "begin":
      return beginTask(call, now, effect);
    case "cancel":
      return cancelTask(call, now, effect.task);
    case "stop-play":
      return stopPlay(call);
    case "arm":
      return moveOf(withTasks(call, { timerScope: effect.scope }), [{ effect: "arm", timer: "task", ms: effect.ms }]);
    case "disarm":
      return moveOf(withTasks(call, { timerScope: null }), [{ effect: "disarm", timer: "task" }]);
    case "hear":
      return moveOf(call, [{ effect: "begin-hearing", nth: effect.scope, speech: effect.speech }]);
    case "hear-out":
    case "hear-no-more":
      return moveOf(call, [{ effect: "end-hearing", isCut: effect.effect === "hear-no-more" }]);
    case "finished":
      return finished(call, now, { ...effect, before });
  }
}

/** All tasks of a token are over. The keys that led there are recorded before the result. */
function finished(
  call: Call,
  now: Instant,
  told: Extract<TaskEffect, { readonly effect: "finished" }> & { readonly before: CallTask["task"] | null },
): TaskMove {
  const { token, outcome, before } = told;
  const next = { input: "finished", token, outcome } as const;
  if (before === null || outcome.outcome === "played" || outcome.outcome === "sounds-ready")
    return scriptGiven(call, now, next);
  const pressed = recordDigits(call, now);
  const said = withEvents(pressed.call, now, [{ kind: "task.ended", task: before, result: outcome.outcome }]);
  return andThen(moveOf(said, [...pressed.effects, { effect: "write" }]), (left) => scriptGiven(left, now, next));
}

/** The script decides the next tasks; without further tasks the call ends. */
function scriptGiven(call: Call, now: Instant, input: ScriptInput): TaskMove {
  const { script, bodies: told, run } = tasksOf(call).script.step(input, now.atMs);
  const bodies = withoutBrokenConsent(call, told);
  const said = applyConsent(withEvents(withTasks(call, { script }), now, bodies), bodies);
  if (run === null) return hangUp(said, now);
  return moveOf(said, bodies.length === 0 ? [] : [{ effect: "write" }], [{ input: "put", ...run }]);
}

/** The tasks answer the call: the answer goes to disk first, like every answer. */
function askAnswer(call: Call, now: Instant): TaskMove {
  const { legId } = call.arrival;
  const said = withEvents({ ...call, phase: "answering" }, now, [{ kind: "call.answered", legId, phoneId: null }]);
  return moveOf(said, [{ effect: "write-answer" }]);
}

/** Answers the caller once the answer is on disk and the caller's media is open; the tasks start when the caller can hear them. */
export function answerTasks(call: Call, now: Instant): CallStep {
  const { legId, hasOffer } = call.arrival;
  const isReady = call.isAnswerKept && legOf(call, legId)?.hasSound === true;
  if (call.phase !== "answering" || !isReady) return { call, effects: [] };
  const up = withLeg({ ...call, phase: "talking" }, legId, { state: "up" });
  if (isCalledOut(call.arrival)) {
    const there = moveOf(up, [], [{ input: "answered" }]);
    return moved(
      now,
      andThen(there, (begun) => scriptGiven(begun, now, { input: "begun" })),
    );
  }
  const answered = moveOf(up, [{ effect: "answer", legId }]);
  // The ACK of a call without an offer carries the caller's media address (RFC 3261 §13.2.1).
  return hasOffer ? moved(now, { ...answered, inputs: [{ input: "answered" }] }) : answered;
}

/** The caller's media address is known. */
export function handleTasksAnswered(call: Call, now: Instant): CallStep {
  const isWaiting = call.phase === "talking" && !tasksOf(call).stack.isAnswered;
  return isWaiting ? moved(now, moveOf(call, [], [{ input: "answered" }])) : { call, effects: [] };
}

/** A leg that rings for a task has accepted; a leg that is no longer awaited is released. */
export function taskLegAccepted(call: Call, now: Instant, legId: string): CallStep {
  if (isCalledOut(call.arrival) && legId === call.arrival.legId && call.phase === "ringing")
    return calledOutAccepted(call, now);
  const { dialling, talk } = tasksOf(call);
  const isDialled = dialling?.legIds.includes(legId) === true && talk === null;
  const isAgent = isRung(call, legId) && talk === null;
  if (isDialled) return moved(now, dialAccepted(call, now, legId));
  if (isAgent) return moved(now, agentAccepted(call, now, legId));
  return { call: withLeg(call, legId, { state: "gone" }), effects: dropped(legId, 16) };
}

/** The caller presses a key: for an entry, to end a message, or to interrupt a playback. */
export function keyGiven(call: Call, now: Instant, key: string): CallStep {
  const { message, talk, stack } = tasksOf(call);
  if (message?.recordingId != null && message.task.endKey?.includes(key) === true)
    return moved(now, endMessage(call, now, { hasSound: true }));
  const task = stack.running?.task;
  if (key === "*" && tasksOf(call).conferring?.endsOnStar === true) return moved(now, leaveConference(call, now));
  if (key === "*" && talk !== null && task?.task === "dial" && task.endsOnStar === true)
    return moved(now, endTalk(call));
  if (task?.task === "connect-stream") return { call, effects: [{ effect: "tell-stream", key }] };
  return passedOn(call, now, key);
}

/**
 * A key that interrupts a playback is meant for the next question: it also interrupts further playbacks until a question takes it. So a caller who knows the
 * menu loses no key to its announcements.
 */
function passedOn(call: Call, now: Instant, key: string): CallStep {
  let step = moved(now, moveOf(call, [], [{ input: "key", key }]));
  const effects = [...step.effects];
  let before = call.tasks?.stack.running ?? null;
  for (let turn = 0; turn < TURNS_MAX && before?.task.task === "play"; turn += 1) {
    const running = step.call.phase === "ended" ? null : tasksOf(step.call).stack.running;
    const takesKeys = running !== null && "isBargeable" in running.task && running.task.isBargeable;
    if (running === null || running.scope === before.scope || !takesKeys) break;
    before = running;
    step = moved(now, moveOf(step.call, [], [{ input: "key", key }]));
    effects.push(...step.effects);
  }
  return { call: step.call, effects };
}

/** Another script controls the call from now on: the party that talks with its caller is released, and all other tasks end. */
export function ledBy(
  call: Call,
  now: Instant,
  { script: wanted, whileWaiting }: Pick<Extract<CallInput, { readonly input: "led-by" }>, "script" | "whileWaiting">,
): CallStep {
  if (!canBeLed(call) || (whileWaiting === true && !waitsInQueue(call))) return { call, effects: [] };
  const { leaves } = tasksOf(call).script;
  const script = leaves === undefined ? wanted : (wanted.inherit?.(leaves) ?? wanted);
  // A called party that has not answered yet starts with the new script.
  if (isCalledOut(call.arrival) && call.phase !== "talking") return { call: withTasks(call, { script }), effects: [] };
  const alone = endTalkBefore(withTasks(call, { script }), now);
  return moved(
    now,
    andThen(alone, (left) => scriptGiven(left, now, { input: "begun" })),
  );
}

type TasksInput = TaskEvent | Extract<CallInput, { readonly input: "timer" }>;

/** Handles the inputs that only tasks have. */
export function handleTasksInput(call: Call, now: Instant, input: TasksInput): CallStep {
  if (call.tasks === null) return { call, effects: [] };
  return moved(now, moveByInput(call, now, input));
}

function moveByInput(call: Call, now: Instant, input: TasksInput): TaskMove {
  switch (input.input) {
    case "play-ended":
      return afterPlay(now, playOver(call, input));
    case "play-failed":
      return afterPlay(now, playFailed(call, input));
    case "dial-resolved":
      return dialResolved(call, now, input.destination);
    case "message-began":
      return messageBegan(call, now, input.recordingId);
    case "message-failed":
      return messageFailed(call);
    case "fell-quiet":
      return input.legId === call.arrival.legId ? endMessage(call, now, { hasSound: input.wasLoud }) : unmoved(call);
    case "queue-order":
      return tasksOf(call).booking === null ? queueOrdered(call, now, input.order) : bookingAnswered(call, input.order);
    case "conference-order":
      return conferenceOrdered(call, now, input.order);
    case "desk-answered":
      return handleAgentCommandResult(call, input);
    case "looked-up":
      return handleDataLookupResult(call, input);
    case "application-answered":
    case "sounds-ready":
      if (!isOfTreatment(call, input.nth)) return handleApplicationInput(call, input);
      return continueTreatment(call, now, outcomeOf(input));
    case "speech-told":
      return moveOf(call, [], [{ input: "heard", scope: input.nth, news: input.news }]);
    case "text-sent":
      return handleApplicationInput(call, input);
    case "stream-told":
      return handleStreamInput(call, now, input);
    case "refer-told":
      return handleReferEvent(call, input);
    case "timer":
      return timerMove(call, now, input.timer);
  }
}

function afterPlay(now: Instant, { move, over }: ReturnType<typeof playOver>): TaskMove {
  if (over?.of === "meanwhile")
    return andThen(move, (left) => continueTreatment(left, now, { outcome: "played", key: null }));
  if (over?.of === "announcement") return andThen(move, (left) => announced(left, now));
  if (over?.of === "tone") return andThen(move, toneOver);
  return over?.of === "place" ? andThen(move, resumeQueueMusic) : move;
}

function timerMove(call: Call, now: Instant, timer: CallTimer): TaskMove {
  const { timerScope, message, booking, stack } = tasksOf(call);
  if (timer === "dial" && tasksOf(call).conferring !== null) return leaveConference(call, now);
  if (timer === "dial") return tasksOf(call).referring === null ? dialTimedOut(call, now) : referTimedOut(call);
  if (timer === "agents") return agentsTimedOut(call, now);
  if (timerScope === null || stack.running?.scope !== timerScope) return unmoved(call);
  if (message !== null) return endMessage(call, now, { hasSound: true });
  if (booking !== null) return bookingAnswered(call, null);
  return moveOf(withTasks(call, { timerScope: null }), [], [{ input: "timer", scope: timerScope }]);
}

/** Follows the legs of a call with tasks after each of its steps: the tasks and queues concerned are notified of legs that have left. */
export function followTasks(step: CallStep, now: Instant): CallStep {
  const { call } = step;
  if (call.tasks === null || call.phase === "ended") return step;
  const legsAfter = andThen(followLostAgent(call, now), (again) =>
    andThen(followTalk(again, now), (left) => andThen(followAgents(left, now), (next) => followDial(next))),
  );
  const isAlone = legOf(call, call.arrival.legId)?.state === "gone" && legsAfter.call.talking === null;
  // A caller who has transferred the call away is no longer served.
  const next = isAlone
    ? endCall(legsAfter.call, now, { outcome: "answered", by: "called", status: null, cause: 16 })
    : moved(now, legsAfter);
  const before = isAlone ? legsAfter.effects : [];
  return { call: next.call, effects: [...step.effects, ...before, ...next.effects] };
}
