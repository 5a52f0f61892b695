import { type Call, type Instant, withEvents } from "./call.ts";
import type { TaskOutcome } from "./call-task.ts";
import type { Conferring } from "./call-tasks.ts";
import type { ConferenceOrder, ConferenceOver } from "./conference-port.ts";
import { beginMeanwhile, endMeanwhile } from "./meanwhile.ts";
import { beginPlay, stopPlay } from "./speaking.ts";
import { andThen, ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";

const US_PER_S = 1_000_000;

/** The caller is on his way into a conference, and hears what he is to hear while he waits. */
export function beginConferring(
  call: Call,
  now: Instant,
  { scope, task }: Pick<Conferring, "scope" | "task">,
): TaskMove {
  const { callId, tenantId, legId } = call.arrival;
  const { room, seat, talkMs } = task;
  const conferring: Conferring = {
    ...{ scope, task, conferenceId: null, isTalking: false, meanwhile: null, enteredUs: now.elapsedUs },
  };
  return andThen(waits(withTasks(call, { conferring }), now), (waiting) =>
    moveOf(waiting, [
      ...(talkMs === undefined ? [] : [{ effect: "arm", timer: "dial", ms: talkMs } as const]),
      { effect: "join-conference", wish: { callId, tenantId, legId, room, seat } },
    ]),
  );
}

/** There is nobody to hear yet, or any more. */
function waits(call: Call, now: Instant): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  const what = conferring.meanwhile ?? conferring.task.meanwhile;
  return beginMeanwhile(call, now, { what, music: null }).move;
}

/** What the conference wants of the call; an order for what is over means nothing. */
export function conferenceOrdered(call: Call, now: Instant, order: ConferenceOrder): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  switch (order.order) {
    case "entered": {
      const { conferenceId } = order;
      const entered = withTasks(call, { conferring: { ...conferring, conferenceId, enteredUs: now.elapsedUs } });
      return moveOf(withEvents(entered, now, [{ kind: "conference.joined", conferenceId }]), [{ effect: "write" }]);
    }
    case "wait": {
      const { meanwhile } = order;
      return waits(withTasks(call, { conferring: { ...conferring, isTalking: false, meanwhile } }), now);
    }
    case "talk":
      return stopPlay(endMeanwhile(withTasks(call, { conferring: { ...conferring, isTalking: true } })));
    case "hear":
      return beginPlay(endMeanwhile(call), { of: "announcement", clips: order.clips, times: 1 });
    case "over":
      return over(call, now, order.why);
  }
}

/** An announcement was heard: whoever talks hears the others again by himself, whoever waits what he waited with. */
export function announced(call: Call, now: Instant): TaskMove {
  return tasksOf(call).conferring?.isTalking === false ? waits(call, now) : unmoved(call);
}

/** He leaves by himself: by his star, or because his time is over. */
export function leaveConference(call: Call, now: Instant): TaskMove {
  if (tasksOf(call).conferring === null) return unmoved(call);
  const left = moveOf(call, [{ effect: "leave-conference" }]);
  return andThen(left, (leaving) => over(leaving, now, "left"));
}

function over(call: Call, now: Instant, why: ConferenceOver): TaskMove {
  const { conferring } = tasksOf(call);
  if (conferring === null) return unmoved(call);
  const outcome = conferredFor(conferring, now, why);
  return andThen(stopPlay(alone(call)), (quiet) =>
    moveOf(quiet, [{ effect: "disarm", timer: "dial" }], [ending(conferring.scope, outcome)]),
  );
}

function alone(call: Call): Call {
  return withTasks(call, { conferring: null, meanwhile: null });
}

/** What taking part has come to. */
export function conferredFor(
  { conferenceId, enteredUs }: Conferring,
  now: Instant,
  why: ConferenceOver,
): Extract<TaskOutcome, { readonly outcome: "conferred" }> {
  const seconds = conferenceId === null ? 0 : Math.round((now.elapsedUs - enteredUs) / US_PER_S);
  return { outcome: "conferred", why, conferenceId, seconds };
}

/** The task is taken away: the others talk on. */
export function cancelConferring(call: Call): TaskMove {
  if (tasksOf(call).conferring === null) return unmoved(call);
  return andThen(stopPlay(alone(call)), (quiet) =>
    moveOf(quiet, [{ effect: "disarm", timer: "dial" }, { effect: "leave-conference" }]),
  );
}
