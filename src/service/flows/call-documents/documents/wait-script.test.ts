import { describe, expect, it } from "vitest";
import type { Script, ScriptStep, TaskOutcome, Verb } from "../../../telephony/calls/index.ts";
import { waitScript } from "./wait-script.ts";

const HOOK = { url: "https://app.example/wait", method: "POST" } as const;
const said: Verb = { verb: "sound", heard: { sound: { sound: "say", text: "Tunggu", language: "id" }, times: 1 } };
const document = (...verbs: readonly Verb[]): TaskOutcome => ({
  outcome: "document",
  answer: { is: "document", verbs, from: HOOK },
});
const ready: TaskOutcome = { outcome: "sounds-ready", clips: [{ kind: "prompt", prompt: "said.1" }] };
const played: TaskOutcome = { outcome: "played", key: null };

/** Passes outcomes to a script one after the other, each after its delay; returns the last step. */
function through(script: Script, ...outcomes: readonly (readonly [TaskOutcome, number])[]): ScriptStep {
  let nowMs = 0;
  let step = script.step({ input: "begun" }, nowMs);
  for (const [outcome, afterMs] of outcomes) {
    nowMs += afterMs;
    step = step.script.step({ input: "finished", token: step.run?.token ?? -1, outcome }, nowMs);
  }
  return step;
}
const task = ({ run }: ScriptStep) => run?.tasks[0]?.task ?? "music";
const wait = () => waitScript({ hook: HOOK, queueId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f" });

describe("what somebody hears while he waits", () => {
  it("is asked for at once, with how long he has waited in his queue", () => {
    expect(through(wait()).run?.tasks).toMatchObject([
      { task: "ask-application", wish: { fields: { QueueTime: "0" }, inQueue: expect.any(String) as string } },
    ]);
    const later = through(wait(), [document(said), 100], [ready, 100], [played, 4_300]);
    expect(later.run?.tasks).toMatchObject([{ task: "ask-application", wish: { fields: { QueueTime: "5" } } }]);
    expect(through(waitScript({ hook: HOOK, queueId: null })).run?.tasks).toMatchObject([{ wish: { fields: {} } }]);
  });

  it("is spoken and played, verb after verb, and begins anew at its first hook", () => {
    expect(task(through(wait(), [document(said, said), 0]))).toBe("ready-sounds");
    expect(task(through(wait(), [document(said, said), 0], [ready, 0]))).toBe("play");
    expect(task(through(wait(), [document(said, said), 0], [ready, 0], [played, 2_000]))).toBe("ready-sounds");
    const other = { url: "https://app.example/other", method: "GET" } as const;
    const redirected = through(wait(), [document({ verb: "redirect", to: other }), 0]);
    expect(redirected.run?.tasks).toMatchObject([{ wish: { instructions: { voice: other } } }]);
  });

  it("is music where the hook fails, or its documents say nothing again and again", () => {
    expect(task(through(wait(), [{ outcome: "no-document", error: 11_200 }, 0]))).toBe("music");
    expect(task(through(wait(), [document(), 0], [document(), 0]))).toBe("ask-application");
    expect(task(through(wait(), [document(), 0], [document(), 0], [document(), 0]))).toBe("music");
  });

  it("lets him go where a document says so, and passes over what leads nobody while he waits", () => {
    expect(task(through(wait(), [document({ verb: "leave" }), 0]))).toBe("leave");
    expect(task(through(wait(), [document({ verb: "hang-up" }), 0]))).toBe("hang-up");
    expect(task(through(wait(), [document({ verb: "reject", reason: "busy" }, said), 0]))).toBe("ready-sounds");
  });

  it("is nothing more for an answer that comes too late", () => {
    const asked = wait().step({ input: "begun" }, 0);
    expect(asked.script.step({ input: "finished", token: 99, outcome: document(said) }, 1).run).toBeNull();
  });
});
