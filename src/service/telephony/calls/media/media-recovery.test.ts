import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { CallInput } from "../call-step.ts";
import type { CallTask } from "../tasks/call-task.ts";

const RESTART: readonly CallInput[] = [{ input: "media-lost" }, { input: "media-back" }];
const SEAT = { label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null } as const;
const confer: CallTask = {
  task: "confer",
  room: { kind: "named", name: "rapat", membersMax: 8 },
  seat: SEAT,
  meanwhile: "music",
  endsOnStar: false,
};
const waiting = { priority: 0, skills: [], waitMsMax: 60_000, announceMs: null, language: "id" } as const;
const enqueue = (music: string | null): CallTask => ({ task: "enqueue", queueId: "q", music, ...waiting });
const take: CallTask = { task: "take-caller", queueId: "q", ringMs: 20_000, endsOnStar: false };

const heardAfter = (task: CallTask, ...inputs: readonly CallInput[]) =>
  new SteppedCall(listOf([task]))
    .answered()
    .give(...inputs, ...RESTART)
    .last.flatMap((one) => {
      if (one.effect === "play") return [one.sound];
      return one.effect === "play-clips" ? one.clips.map((clip) => (clip.kind === "prompt" ? clip.prompt : "")) : [];
    });

describe("the engine of sound began anew, and what it was told last may be lost", () => {
  it("whoever talks in a conference hears the others, and no music over them", () => {
    const talks: CallInput = { input: "conference-order", order: { order: "talk" } };
    expect(heardAfter(confer, talks)).toEqual(["silence"]);
    expect(heardAfter(take, talks)).toEqual(["silence"]);
  });

  it("whoever waits hears what he waits with", () => {
    expect(heardAfter(confer)).toEqual(["music"]);
    expect(heardAfter(enqueue(null))).toEqual(["music"]);
    expect(heardAfter(enqueue("lagu"))).toEqual(["lagu"]);
    expect(heardAfter(take)).toEqual(["ringing"]);
  });

  it("what is played once is begun once", () => {
    expect(heardAfter({ task: "play", clips: [{ kind: "silence", ms: 9_000 }], times: 1, isBargeable: false })).toEqual(
      [],
    );
  });
});
