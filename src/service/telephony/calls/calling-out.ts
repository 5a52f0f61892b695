import { type Call, type Instant, phoneOf, withEvents, withLeg } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { dropped } from "./legs.ts";
import { stopPlay } from "./tasks/speaking.ts";
import { andThen, moveOf, type TaskMove, tasksOf, withTasks } from "./tasks/task-move.ts";
import { holdMsOf } from "./transfer/held.ts";
import { costOf } from "./transfer/party.ts";

/** An application originates the call: its target is rung, for a limited time. */
export function callOut(call: Call, now: Instant, ringMs: number): CallStep {
  const { legId, party } = call.arrival;
  const trunkId = party.kind === "trunk" ? party.trunkId : null;
  const said = withEvents(withLeg(call, legId, { state: "preparing" }), now, [
    { kind: "leg.invited", legId, phoneId: phoneOf(party), trunkId, ...costOf(party) },
  ]);
  return {
    call: said,
    effects: [
      { effect: "write" },
      { effect: "open-media", legId, party },
      { effect: "arm", timer: "no-answer", ms: ringMs },
    ],
  };
}

/** The called party answers: the answer goes to disk, and then the script begins. */
export function calledOutAccepted(call: Call, now: Instant): CallStep {
  const { legId, party, destination } = call.arrival;
  const lastsMs = destination.kind === "tasks" ? destination.lastsMs : undefined;
  const said = withEvents({ ...call, phase: "answering" }, now, [
    { kind: "call.answered", legId, phoneId: phoneOf(party) },
  ]);
  return {
    call: said,
    effects: [
      { effect: "disarm", timer: "no-answer" },
      ...(lastsMs === undefined ? [] : [{ effect: "arm", timer: "longest", ms: lastsMs } as const]),
      { effect: "write-answer" },
      { effect: "connect-media", legId },
    ],
  };
}

/** Whether another script can take the call over: it is led by tasks, without transfer, consultation and supervision. */
export function canBeLed({ tasks, phase, transfer, consultation, supervision }: Call): boolean {
  const isApart = transfer !== null || consultation !== null || supervision !== null;
  return tasks !== null && phase !== "asking" && phase !== "ended" && !isApart;
}

/** Whether its caller waits in a queue: no talk, and no agent has accepted. */
export function waitsInQueue({ tasks }: Call): boolean {
  if (tasks === null || tasks.queueing === null) return false;
  return tasks.queueing.accepted === null && tasks.talk === null && tasks.conferring === null;
}

/** Releases the party who talks with the caller before other tasks begin; the queue receives the end of the talk. */
export function endTalkBefore(call: Call, now: Instant): TaskMove {
  const { talk } = tasksOf(call);
  if (talk === null) return moveOf(call, []);
  const { legId, agentId } = talk;
  const holdMs = holdMsOf(call, legId, now);
  const { recordingId } = call;
  const gone = withLeg({ ...call, talking: null }, legId, { state: "gone" });
  const alone = withTasks(gone, { talk: null, queueing: null, dialling: null });
  const said = withEvents(alone, now, [{ kind: "talk.ended", legId, holdMs }]);
  const told: readonly CallEffect[] =
    agentId === null ? [] : [{ effect: "tell-queue", news: { news: "ended", holdMs } }];
  return andThen(stopPlay(said), (quiet) =>
    moveOf(
      quiet,
      [
        { effect: "write" },
        { effect: "disarm", timer: "dial" },
        ...dropped(legId, 16),
        ...told,
        ...(recordingId === null ? [] : [{ effect: "pause-recording", recordingId } as const]),
      ],
      [{ input: "left-alone" }],
    ),
  );
}
