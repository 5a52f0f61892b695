import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallTask, ScriptStep, TaskOutcome, Verb } from "../calls/index.ts";
import { applicationScript, SILENCE_MS_MAX } from "./application-script.ts";

const HOOK = { url: "https://app.example/voice", method: "POST" } as const;
const OTHER = { url: "https://app.example/other", method: "GET" } as const;
const BEHIND = { url: "https://app.example/behind", method: "POST" } as const;
const CLIP = { kind: "prompt", prompt: "said.1" } as const;

const say = (text: string): Verb => ({
  ...{ verb: "sound", heard: { sound: { sound: "say", text, language: "en" }, times: 1 } },
});
const pause = (ms: number): Verb => ({ verb: "sound", heard: { sound: { sound: "pause", ms }, times: 1 } });
const gather = (change: object = {}): Verb => ({
  ...{ verb: "gather", prompts: [], digitsMax: 4, endKey: "#", waitMs: 5_000, action: OTHER, asksWhenEmpty: false },
  ...change,
});
const dial = (change: object = {}): Verb => ({
  ...{ verb: "dial", parties: [{ number: "101", isInHouse: true }], ringMs: 20_000, talkMs: null, endsOnStar: false },
  ...{ action: OTHER, ...change },
});
const record: Verb = {
  ...{ verb: "record", secondsMax: 30, silenceMs: 5_000, endKeys: "#", hasBeep: true, action: OTHER },
};
const enqueue = (queueId: string | null): Verb => ({ verb: "enqueue", queue: "Penjualan", queueId, action: OTHER });
const document = (...verbs: readonly Verb[]): TaskOutcome => ({
  outcome: "document",
  answer: { is: "document", verbs, from: HOOK },
});
const none: TaskOutcome = { outcome: "no-document", error: 11_200 };
const sounds = (...clips: readonly (typeof CLIP)[]): TaskOutcome => ({ outcome: "sounds-ready", clips });
const played: TaskOutcome = { outcome: "played", key: null };

const hooked = (fallbackQueueId: string | null = null) =>
  applicationScript({ instructions: { from: "hook", voice: HOOK, fallback: BEHIND }, fallbackQueueId });

/** A call that is led by hand; each outcome comes a second after its tasks. */
class LedCall {
  #step: ScriptStep;
  #nowMs = 0;
  readonly bodies: string[] = [];

  constructor(script = hooked()) {
    this.#step = script.step({ input: "begun" }, 0);
    this.#note();
  }

  /** The tasks that run now; none once the call ends. */
  get tasks(): readonly CallTask[] {
    return this.#step.run?.tasks ?? [];
  }

  get isOver(): boolean {
    return this.#step.run === null;
  }

  after(outcome: TaskOutcome, ms = 1_000): this {
    this.#nowMs += ms;
    const token = this.#step.run?.token ?? 0;
    this.#step = this.#step.script.step({ input: "finished", token, outcome }, this.#nowMs);
    this.#note();
    return this;
  }

  #note(): void {
    this.bodies.push(...this.#step.bodies.map(({ kind }) => kind));
  }
}

const asked = (call: LedCall) => {
  const [task] = call.tasks;
  return task?.task === "ask-application" ? task.wish : null;
};

describe("a call that an application leads", () => {
  it("asks its hook first, with the one behind it", () => {
    const call = new LedCall();
    expect(asked(call)).toEqual({
      instructions: { from: "hook", voice: HOOK, fallback: BEHIND },
      ...{ fields: {}, budgetMs: SILENCE_MS_MAX },
    });
    expect(call.bodies).toEqual(["application.began"]);
  });

  it("has a text spoken before it is played, and ends where the document does", () => {
    const call = new LedCall().after(document(say("Halo")));
    expect(call.tasks).toMatchObject([{ task: "ready-sounds", wish: { sounds: [{ sound: { text: "Halo" } }] } }]);
    expect(call.after(sounds(CLIP)).tasks).toEqual([{ task: "play", clips: [CLIP], times: 1, isBargeable: false }]);
    expect(call.after(played).isOver).toBe(true);
  });

  it("pauses without asking anybody, and passes over what cannot be heard", () => {
    const call = new LedCall().after(document(pause(90_000), say("x"), { verb: "hang-up" }));
    expect(call.tasks).toMatchObject([{ clips: [{ ms: 60_000 }, { ms: 30_000 }] }]);
    expect(call.after(played).after(sounds()).tasks).toEqual([{ task: "hang-up" }]);
  });

  it("tells keys at the action, at the document's own hook where it has none, and goes on where nothing was pressed", () => {
    const keys = (verb: Verb) => new LedCall().after(document(verb, { verb: "hang-up" }));
    const pressed = { outcome: "gathered", digits: "12" } as const;
    expect(asked(keys(gather()).after(pressed))).toMatchObject({
      instructions: { voice: OTHER },
      fields: { Digits: "12" },
    });
    expect(asked(keys(gather({ action: null })).after(pressed))).toMatchObject({ instructions: { voice: HOOK } });
    expect(keys(gather()).after({ outcome: "no-input" }).tasks).toEqual([{ task: "hang-up" }]);
    expect(asked(keys(gather({ asksWhenEmpty: true })).after({ outcome: "no-input" }))).toMatchObject({
      fields: { Digits: "" },
    });
  });

  it("tells how a dial ended, by the field's words", () => {
    const ended = (outcome: TaskOutcome) => asked(new LedCall().after(document(dial())).after(outcome))?.fields;
    const status = (code: number) => ended({ outcome: "not-reached", status: code })?.["DialCallStatus"];
    expect([486, 600, 480, 408, 404, 503, 603].map(status)).toEqual([
      ...["busy", "busy", "no-answer", "no-answer", "failed", "failed", "failed"],
    ]);
    const talk = { legId: "0190c2a4-7a3b-7c11-8f00-0123456789ab", seconds: 61 };
    expect(ended({ outcome: "reached", talk })).toEqual({
      ...{ DialCallStatus: "completed", DialBridged: "true", DialCallDuration: "61" },
      DialCallSid: "CA0190c2a47a3b7c118f000123456789ab",
    });
    expect(
      new LedCall().after(document(dial({ action: null }), say("x"))).after({ outcome: "reached" }).tasks,
    ).toMatchObject([{ task: "ready-sounds" }]);
  });

  it("tells what became of a wait and of a recording", () => {
    const queueId = "0190c2a4-7a3b-7c11-8f00-0123456789ac";
    const waited = new LedCall().after(document(enqueue(queueId)));
    expect(waited.tasks).toMatchObject([{ task: "enqueue", queueId }]);
    expect(asked(waited.after({ outcome: "served" }))?.fields).toEqual({
      ...{ QueueResult: "bridged", QueueSid: "QU0190c2a47a3b7c118f000123456789ac" },
    });
    expect(new LedCall().after(document(enqueue(null), { verb: "hang-up" })).tasks).toEqual([{ task: "hang-up" }]);
    const kept = { outcome: "message-kept", seconds: 7, recordingId: queueId } as const;
    expect(asked(new LedCall().after(document(record)).after(kept))?.fields).toEqual({
      ...{ RecordingDuration: "7", RecordingSid: "RE0190c2a47a3b7c118f000123456789ac" },
    });
    expect(new LedCall().after(document(record)).after({ outcome: "no-message" }).isOver).toBe(true);
  });

  it("leaves its caller to the call centre where no document comes: he is told, and joins its queue or is let go", () => {
    const alone = new LedCall().after(none);
    expect(alone.tasks).toMatchObject([{ task: "play" }, { task: "hang-up" }]);
    expect(alone.bodies).toEqual(["application.began", "application.failed"]);
    expect(alone.after(played).isOver).toBe(true);
    expect(new LedCall(hooked("q")).after(none).tasks).toMatchObject([
      { task: "play" },
      { task: "enqueue", queueId: "q" },
    ]);
  });

  it("gives documents that lead to each other in silence ten seconds together", () => {
    const around = document({ verb: "redirect", to: OTHER });
    const call = new LedCall();
    const budgets = [1, 2, 3, 4, 5].map(() => asked(call.after(around, 2_000))?.budgetMs ?? 0);
    expect(budgets).toEqual([8_000, 6_000, 4_000, 2_000, 0]);
    expect(call.tasks).toMatchObject([{ task: "play" }, { task: "hang-up" }]);
    const heard = new LedCall().after(document(pause(1_000), { verb: "redirect", to: OTHER }), 4_000);
    expect(asked(heard.after(played))?.budgetMs).toBe(SILENCE_MS_MAX);
  });

  it("has nowhere to go back to where its document came with the order", () => {
    const instructions = { from: "document", document: "<Response/>" } as const;
    const call = new LedCall(applicationScript({ instructions, fallbackQueueId: null }));
    expect(asked(call)?.instructions).toEqual(instructions);
    const answer = { is: "document", verbs: [gather({ action: null }), say("x")], from: null } as const;
    call.after({ outcome: "document", answer }).after({ outcome: "gathered", digits: "1" });
    expect(call.tasks).toMatchObject([{ task: "ready-sounds" }]);
  });
});

const verbs = fc.constantFrom<Verb>(
  ...[say("a"), pause(500), pause(0), gather(), gather({ prompts: [{ sound: { sound: "pause", ms: 0 }, times: 1 }] })],
  ...[dial(), dial({ parties: [] }), record, enqueue("q"), enqueue(null), { verb: "redirect", to: OTHER } as const],
  ...[{ verb: "hang-up" } as const, { verb: "reject", reason: "busy" } as const],
);
const outcomes = fc.oneof(
  fc.array(verbs, { maxLength: 6 }).map((some) => document(...some)),
  fc.constantFrom<TaskOutcome>(
    ...[none, sounds(), sounds(CLIP), played, { outcome: "gathered", digits: "1" } as const],
    ...([{ outcome: "no-input" }, { outcome: "reached" }, { outcome: "not-reached", status: 486 }] as const),
    ...([{ outcome: "served" }, { outcome: "wait-over" }, { outcome: "no-message" }, { outcome: "failed" }] as const),
  ),
);

describe("whatever applications answer, and however long they take", () => {
  it("a caller hears nothing for no longer than ten seconds, and what runs can always be carried out", () => {
    const turns = fc.array(fc.record({ outcome: outcomes, share: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(turns, (all) => {
        const call = new LedCall();
        let quietMs = 0;
        for (const { outcome, share } of all) {
          if (call.isOver) return;
          const [task] = call.tasks;
          expect(call.tasks.length).toBeGreaterThan(0);
          const isAsking = task?.task === "ask-application" || task?.task === "ready-sounds";
          // Whoever is asked takes any part of the time he has; a play that could not be begun takes none.
          const ms = Math.round(share * (isAsking ? task.wish.budgetMs : 5_000));
          quietMs = isAsking || outcome.outcome === "failed" ? quietMs + (isAsking ? ms : 0) : 0;
          expect(quietMs).toBeLessThanOrEqual(SILENCE_MS_MAX);
          if (isAsking) expect(task.wish.budgetMs).toBeGreaterThan(0);
          call.after(outcome, isAsking || outcome.outcome !== "failed" ? ms : 0);
        }
      }),
    );
  });

  it("a call comes to rest, also where every document leads to another one", () => {
    const call = new LedCall();
    let turns = 0;
    const loop = document(pause(100), { verb: "redirect", to: OTHER });
    for (; !call.isOver && turns < 5_000; turns += 1) {
      call.after(call.tasks[0]?.task === "ask-application" ? loop : played, 10);
    }
    expect(turns).toBeLessThan(5_000);
    expect(call.bodies.at(-1)).toBe("application.failed");
  });
});
