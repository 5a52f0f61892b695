import { type Call, type Instant, withEvents } from "../call.ts";
import { conferenceLeaveEffects } from "../conference-leave.ts";
import { beginTreatment, endTreatment } from "../queue-port/queue-treatment.ts";
import { mayBeRecorded } from "../recording/recording-consent.ts";
import type { TaskOf, TaskOutcome } from "../tasks/call-task.ts";
import type { Conferring, PlayedClip } from "../tasks/call-tasks.ts";
import { beginPlay, stopPlay } from "../tasks/speaking.ts";
import { andThen, ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";
import { conferredFor, servedBy } from "./conference-inputs.ts";
import type { ConferenceOrder } from "./conference-port.ts";
import {
  type ConferenceOver,
  type ConferenceRoom,
  PAIR_PARTICIPANT_SETTINGS,
  type ParticipantSettings,
  RECORDED_NOTICE,
} from "./participant-settings.ts";

/** The caller is joining a conference, and hears the wait audio until then. */
export function beginConferring(
  call: Call,
  now: Instant,
  { scope, task }: { readonly scope: number; readonly task: TaskOf<"confer"> },
): TaskMove {
  const { room, seat, talkMs, meanwhile, endsOnStar } = task;
  const own = { scope, of: "conference", waitsWith: meanwhile, talkMs, endsOnStar, withCallId: null } as const;
  return entering(call, now, { own, room, seat });
}

/** The caller is to talk with the first caller of a queue: the two meet in a private conference. */
export function beginTaking(
  call: Call,
  now: Instant,
  { scope, task }: { readonly scope: number; readonly task: TaskOf<"take-caller"> },
): TaskMove {
  const { queueId, ringMs, talkMs, endsOnStar } = task;
  const { callId, legId } = call.arrival;
  const roomId = `${callId}.${scope}`;
  const own = { scope, of: "taking", waitsWith: "silence", talkMs, endsOnStar, withCallId: null } as const;
  const room = { kind: "pair", id: roomId, begins: true } as const;
  return andThen(entering(call, now, { own, room, seat: PAIR_PARTICIPANT_SETTINGS }), (waiting) =>
    moveOf(waiting, [
      { effect: "play", legId, sound: "ringing" },
      { effect: "arm", timer: "dial", ms: ringMs },
      { effect: "take-from-queue", queueId, roomId },
    ]),
  );
}

/** Another call takes the waiting caller from the queue: agents no longer ring for the caller, and the two meet. */
export function takenFromQueue(
  call: Call,
  now: Instant,
  { scope, byCallId, roomId }: { readonly scope: number; readonly byCallId: string; readonly roomId: string },
): TaskMove {
  const own = { scope, of: "taken", waitsWith: "music", talkMs: undefined, endsOnStar: false } as const;
  const room = { kind: "pair", id: roomId, begins: false } as const;
  return entering(call, now, { own: { ...own, withCallId: byCallId }, room, seat: PAIR_PARTICIPANT_SETTINGS });
}

function entering(
  call: Call,
  now: Instant,
  {
    own,
    room,
    seat,
  }: {
    readonly own: Pick<Conferring, "scope" | "of" | "waitsWith" | "talkMs" | "endsOnStar" | "withCallId">;
    readonly room: ConferenceRoom;
    readonly seat: ParticipantSettings;
  },
): TaskMove {
  const { callId, tenantId, legId } = call.arrival;
  const conferring: Conferring = {
    ...own,
    conferenceId: null,
    isTalking: false,
    meanwhile: null,
    enteredUs: now.elapsedUs,
  };
  const { talkMs, of } = own;
  return andThen(waits(withTasks(call, { conferring }), now), (waiting) =>
    moveOf(waiting, [
      ...(talkMs === undefined || of === "taking" ? [] : [{ effect: "arm", timer: "dial", ms: talkMs } as const]),
      { effect: "join-conference", wish: { callId, tenantId, legId, room, seat, mayBeKept: mayBeRecorded(call) } },
    ]),
  );
}

/** There is no other participant yet, or any more. A call that takes a caller from a queue hears ringback, which was started for it. */
function waits(call: Call, now: Instant): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  if (conferring.of === "taking") return moveOf(endTreatment(call), []);
  const what = conferring.meanwhile ?? conferring.waitsWith;
  return beginTreatment(call, now, { what, music: null }).move;
}

/** Handles an order of the conference; an order for a past state has no effect. */
export function conferenceOrdered(call: Call, now: Instant, order: ConferenceOrder): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  switch (order.order) {
    case "entered": {
      const { conferenceId } = order;
      const entered = withTasks(call, { conferring: { ...conferring, conferenceId, enteredUs: now.elapsedUs } });
      // Two calls that a queue connects become participants once they are connected.
      if (conferring.of !== "conference") return moveOf(entered, []);
      return moveOf(withEvents(entered, now, [{ kind: "conference.joined", conferenceId }]), [{ effect: "write" }]);
    }
    case "wait": {
      const { meanwhile } = order;
      return waits(withTasks(call, { conferring: { ...conferring, isTalking: false, meanwhile } }), now);
    }
    case "talk":
      return talks(call, now, conferring);
    case "hear":
      return beginPlay(endTreatment(call), { of: "announcement", clips: [...order.clips, ...unheard(call)], times: 1 });
    case "recorded": {
      const { recordingId, clips } = order;
      const said = withEvents(endTreatment(call), now, [{ kind: "conference.recorded", recordingId }]);
      return andThen(moveOf(said, [{ effect: "write" }]), (told) =>
        beginPlay(told, { of: "announcement", clips, times: 1 }),
      );
    }
    case "over":
      return over(call, now, order.why);
  }
}

/** The recording announcement in progress, if any: it is repeated after the clips that interrupt it. */
function unheard(call: Call): readonly PlayedClip[] {
  const { play } = tasksOf(call);
  if (play?.of !== "announcement") return [];
  return play.clips.filter((clip) => clip.kind === "prompt" && clip.prompt === RECORDED_NOTICE);
}

/** The call that takes a caller from a queue is connected: the talk time limit starts now. */
function talks(call: Call, now: Instant, conferring: Conferring): TaskMove {
  const isPair = conferring.of !== "conference" && !conferring.isTalking;
  const isFirst = conferring.of === "taking" && !conferring.isTalking;
  const { talkMs } = conferring;
  const talking = { ...conferring, isTalking: true, ...(isFirst ? { enteredUs: now.elapsedUs } : {}) };
  const heard = endTreatment(withTasks(call, { conferring: talking }));
  const said = isPair ? withEvents(heard, now, [{ kind: "conference.joined", conferenceId: null }]) : heard;
  return andThen(stopPlay(said), (quiet) =>
    moveOf(quiet, [
      ...(isPair ? [{ effect: "write" } as const] : []),
      ...(isFirst ? [{ effect: "take-no-more" } as const] : []),
      ...(isFirst && talkMs !== undefined ? [{ effect: "arm", timer: "dial", ms: talkMs } as const] : []),
      ...(isFirst && talkMs === undefined ? [{ effect: "disarm", timer: "dial" } as const] : []),
    ]),
  );
}

/** An announcement has ended: a connected participant hears the others again, a waiting one the wait audio. */
export function announced(call: Call, now: Instant): TaskMove {
  return tasksOf(call).conferring?.isTalking === false ? waits(call, now) : unmoved(call);
}

/** The participant leaves by the star key, or because the time limit is reached. */
export function leaveConference(call: Call, now: Instant): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  return andThen(moveOf(call, conferenceLeaveEffects(conferring)), (leaving) => over(leaving, now, "left"));
}

function over(call: Call, now: Instant, why: ConferenceOver): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  const outcome = outcomeOf(call, now, { conferring, why });
  return andThen(stopPlay(alone(call)), (quiet) =>
    moveOf(
      quiet,
      [
        { effect: "disarm", timer: "dial" },
        ...(conferring.of === "taking" ? [{ effect: "take-no-more" } as const] : []),
      ],
      [ending(conferring.scope, outcome)],
    ),
  );
}

function alone(call: Call): Call {
  return withTasks(call, { conferring: null, meanwhile: null, queueing: null });
}

/** The outcome of the running task: served for a caller who was taken from a queue, not reached for a call that has taken no caller. */
function outcomeOf(
  call: Call,
  now: Instant,
  { conferring, why }: { readonly conferring: Conferring; readonly why: ConferenceOver },
): TaskOutcome {
  if (conferring.of === "taken") return conferring.isTalking ? servedBy(call, conferring) : { outcome: "failed" };
  if (conferring.of === "taking" && !conferring.isTalking) return { outcome: "not-reached", status: 480 };
  return conferredFor(conferring, now, why);
}

/** The task is cancelled: the other participants talk on. */
export function cancelConferring(call: Call): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  return andThen(stopPlay(alone(call)), (quiet) =>
    moveOf(quiet, [{ effect: "disarm", timer: "dial" }, ...conferenceLeaveEffects(conferring)]),
  );
}
