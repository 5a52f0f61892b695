import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { CallTask } from "../tasks/call-task.ts";

const say: CallTask = { task: "play", clips: [{ kind: "silence", ms: 900 }], times: 1, isBargeable: false };
const meanwhile = listOf([say], [{ task: "leave" }]);
const SEAT = { label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null } as const;

describe("a document that is heard while somebody waits, and says that he is to leave", () => {
  it("leaves whoever waits for others in a conference to the music", () => {
    const room = { kind: "named", name: "rapat", membersMax: 8 } as const;
    const confer: CallTask = { task: "confer", room, seat: SEAT, meanwhile, endsOnStar: false };
    const call = new SteppedCall(listOf([confer])).answered().heard();
    expect(call.last).toEqual([{ effect: "play", legId: "in", sound: "music" }]);
  });

  it("lets whoever waits in a queue go", () => {
    const waiting = { priority: 0, skills: [], waitMsMax: 60_000, announceMs: null, language: "id" } as const;
    const enqueue: CallTask = { task: "enqueue", queueId: "q", music: null, meanwhile, ...waiting };
    const call = new SteppedCall(listOf([enqueue])).answered().heard();
    expect(call.results()).toEqual(["enqueue left-queue"]);
  });
});
