import { type Call, type Instant, legOf, phoneOf, withEvents, withLeg } from "../call.ts";
import type { CallEffect } from "../call-step.ts";
import { dropped } from "../legs.ts";
import { recordedWith } from "../recording/recording-consent.ts";
import type { Talk } from "../tasks/call-tasks.ts";
import { stopPlay } from "../tasks/speaking.ts";
import { andThen, ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";
import { holdMsOf } from "./held.ts";

const US_PER_S = 1_000_000;

/** Connects the caller with a leg that has accepted; recording starts with the first word. */
export function joinTalk(call: Call, now: Instant, talk: Talk): TaskMove {
  const pair: readonly [string, string] = [call.arrival.legId, talk.legId];
  const { call: told, effects } = recordedWith(call, now, pair);
  const { recordingId } = told;
  const leg = legOf(told, talk.legId);
  const phoneId = leg === undefined ? null : phoneOf(leg.party);
  const joined = withTasks(withLeg({ ...told, talking: pair }, talk.legId, { state: "up" }), { talk, meanwhile: null });
  const isFirst = recordingId !== null && !told.events.some(({ body }) => body.kind === "recording.began");
  const said = withEvents(joined, now, [
    { kind: "talk.began", ...talk, phoneId },
    ...(isFirst ? [{ kind: "recording.began", recordingId } as const] : []),
  ]);
  return andThen(stopPlay(said), (quiet) =>
    moveOf(
      quiet,
      [...effects, { effect: "write" }, { effect: "bridge", legIds: pair }, ...recording(recordingId, pair)],
      [{ input: "joined" }],
    ),
  );
}

/** Both parties hear the recording notice, so that neither talks into it. */
function recording(recordingId: string | null, pair: readonly [string, string]): readonly CallEffect[] {
  if (recordingId === null) return [];
  return [
    { effect: "begin-recording", recordingId, legIds: pair },
    ...pair.map((legId): CallEffect => ({ effect: "play", legId, sound: "notice" })),
  ];
}

/**
 * Follows the parties of the caller's talk: the queue is notified at once of an agent who has left; the party that received the transfer takes the agent's
 * place; when no party is left, the task is over and the caller continues.
 */
export function followTalk(call: Call, now: Instant): TaskMove {
  const { talk } = tasksOf(call);
  if (talk === null || isThere(call, talk.legId)) return unmoved(call);
  return andThen(agentLeft(call, now), (left) => {
    if (left.transfer !== null) return unmoved(left);
    const other = left.talking?.find((id) => id !== left.arrival.legId && isThere(left, id));
    if (other !== undefined) return moveOf(withTasks(left, { talk: { legId: other, agentId: null } }), []);
    return talkOver(left, now);
  });
}

function isThere(call: Call, legId: string): boolean {
  const state = legOf(call, legId)?.state;
  return state !== undefined && state !== "gone";
}

function agentLeft(call: Call, now: Instant): TaskMove {
  const { talk } = tasksOf(call);
  if (talk === null || talk.agentId === null) return unmoved(call);
  const holdMs = holdMsOf(call, talk.legId, now);
  const news: CallEffect = { effect: "tell-queue", news: { news: "ended", holdMs } };
  return moveOf(withTasks(call, { talk: { ...talk, agentId: null } }), [news]);
}

function talkOver(call: Call, now: Instant): TaskMove {
  const { talk, queueing, stack } = tasksOf(call);
  if (talk === null || stack.running === null) return unmoved(call);
  const alone = withTasks({ ...call, talking: null }, { talk: null, queueing: null, dialling: null });
  const { legId } = talk;
  const said = withEvents(alone, now, [{ kind: "talk.ended", legId, holdMs: holdMsOf(call, legId, now) }]);
  const { recordingId } = call;
  return andThen(stopPlay(said), (quiet) =>
    moveOf(
      quiet,
      [{ effect: "write" }, ...(recordingId === null ? [] : [{ effect: "pause-recording", recordingId } as const])],
      [
        { input: "left-alone" },
        ending(
          stack.running?.scope ?? 0,
          queueing === null
            ? { outcome: "reached", talk: { legId, seconds: talkSeconds(said, legId, now) } }
            : { outcome: "served", waitedMs: waitedMs(said, legId) },
        ),
      ],
    ),
  );
}

/** Talk time of the caller with a leg, whole seconds. */
export function talkSeconds({ events }: Call, legId: string, now: Instant): number {
  const began = events.find(({ body }) => body.kind === "talk.began" && body.legId === legId);
  return began === undefined ? 0 : Math.round((now.elapsedUs - began.elapsedUs) / US_PER_S);
}

/** Time that the caller waited in a queue before the talk with a leg. */
export function waitedMs({ events }: Call, legId: string): number {
  const talked = events.findLast(({ body }) => body.kind === "talk.began" && body.legId === legId);
  const joined = events.findLast(
    ({ body, sequence }) => body.kind === "queue.joined" && sequence < (talked?.sequence ?? 0),
  );
  return Math.round(((talked?.elapsedUs ?? 0) - (joined?.elapsedUs ?? talked?.elapsedUs ?? 0)) / 1_000);
}

/** Releases all parties of the caller's talk; `followTalk` does the rest. */
export function endTalk(call: Call): TaskMove {
  const { talk } = tasksOf(call);
  if (talk === null) return unmoved(call);
  return moveOf(withLeg(call, talk.legId, { state: "gone" }), dropped(talk.legId, 16));
}
