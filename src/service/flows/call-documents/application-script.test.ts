import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SteppedCall } from "../../../../testkit/call-with-tasks.ts";
import type {
  ApplicationRequest,
  CallTask,
  LeftTask,
  ScriptStep,
  TaskOutcome,
  Verb,
} from "../../telephony/calls/index.ts";
import { applicationScript, redirectedScript, SILENCE_MS_MAX, VERB_EVENTS_MAX } from "./application-script.ts";

const HOOK = { url: "https://app.example/voice", method: "POST" } as const;
const OTHER = { url: "https://app.example/other", method: "GET" } as const;
const BEHIND = { url: "https://app.example/behind", method: "POST" } as const;
const CLIP = { kind: "prompt", prompt: "said.1" } as const;

const say = (text: string): Verb => ({
  verb: "sound",
  heard: { sound: { sound: "say", text, language: "en" }, times: 1 },
});
const pause = (ms: number): Verb => ({ verb: "sound", heard: { sound: { sound: "pause", ms }, times: 1 } });
const gather = (change: object = {}): Verb => ({
  verb: "gather",
  prompts: [],
  digitsMax: 4,
  endKey: "#",
  waitMs: 5_000,
  action: OTHER,
  asksWhenEmpty: false,
  ...change,
});
const dial = (change: object = {}): Verb => ({
  verb: "dial",
  parties: [{ number: "101", isInHouse: true }],
  ringMs: 20_000,
  talkMs: null,
  endsOnStar: false,
  action: OTHER,
  ...change,
});
const record: Verb = {
  verb: "record",
  secondsMax: 30,
  silenceMs: 5_000,
  endKeys: "#",
  hasBeep: true,
  action: OTHER,
};
const enqueue = (queueId: string | null): Verb => ({
  verb: "enqueue",
  queue: "Penjualan",
  queueId,
  wait: null,
  action: OTHER,
});
const document = (...verbs: readonly Verb[]): TaskOutcome => ({
  outcome: "document",
  answer: { is: "document", verbs, from: HOOK },
});
const none: TaskOutcome = { outcome: "no-document", error: 11_200 };
const sounds = (...clips: readonly (typeof CLIP)[]): TaskOutcome => ({ outcome: "sounds-ready", clips });
const played: TaskOutcome = { outcome: "played", key: null };

const hooked = (fallbackQueueId: string | null = null) =>
  applicationScript({ instructions: { from: "hook", voice: HOOK, fallback: BEHIND }, fallbackQueueId });

/** A call driven step by step; each outcome comes a second after its tasks. */
class LedCall {
  #step: ScriptStep;
  #nowMs = 0;
  readonly bodies: string[] = [];

  constructor(script = hooked()) {
    this.#step = script.step({ input: "begun" }, 0);
    this.#note();
  }

  /** Current tasks; none once the call ends. */
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

  /** The caller hangs up; returns the resulting request to the application. */
  leaves(left: LeftTask = { outcome: null }, ms = 1_000): ApplicationRequest | undefined {
    this.#nowMs += ms;
    this.#step = this.#step.script.step({ input: "caller-gone", left }, this.#nowMs);
    return this.#step.tells;
  }

  /** A redirect replaces the document. */
  redirected(redirect: object): this {
    const next = redirectedScript(redirect);
    const { leaves } = this.#step.script;
    this.#step = (leaves === undefined ? next : (next.inherit?.(leaves) ?? next)).step({ input: "begun" }, this.#nowMs);
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
      fields: {},
      budgetMs: SILENCE_MS_MAX,
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
    const after = call.after(played).after(sounds());
    // If the last audio of a document could not be played, the caller hears at least an error message before the hang-up.
    expect(after.tasks).toMatchObject([{ task: "play" }, { task: "hang-up" }]);
    expect(after.bodies.at(-1)).toBe("application.failed");
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
      DialCallStatus: "completed",
      DialBridged: "true",
      DialCallDuration: "61",
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
    expect(asked(waited.after({ outcome: "served", waitedMs: 41_000 }))?.fields).toEqual({
      QueueResult: "bridged",
      QueueTime: "41",
      QueueSid: "QU0190c2a47a3b7c118f000123456789ac",
    });
    const left = new LedCall().after(document(enqueue(queueId)));
    expect(asked(left.after({ outcome: "left-queue" }))?.fields).toMatchObject({ QueueResult: "leave" });
    const kept = { outcome: "message-kept", seconds: 7, recordingId: queueId } as const;
    expect(asked(new LedCall().after(document(record)).after(kept))?.fields).toEqual({
      RecordingDuration: "7",
      RecordingSid: "RE0190c2a47a3b7c118f000123456789ac",
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

describe("a caller of an application that was to hear something", () => {
  const lost = document(say("x"), { verb: "hang-up" });
  const fetched: Verb = {
    verb: "sound",
    heard: { sound: { sound: "fetch", url: "https://app.example/a.wav" }, times: 1 },
  };

  it("is served where he was to hear it last, by the queue of the number or a word", () => {
    expect(new LedCall(hooked("q")).after(lost).after(sounds()).tasks).toMatchObject([
      { task: "play" },
      { task: "enqueue", queueId: "q" },
    ]);
    expect(new LedCall().after(document(fetched)).after(sounds()).tasks).toMatchObject([
      { task: "play" },
      { task: "hang-up" },
    ]);
    const broken = new LedCall()
      .after(document(say("x")))
      .after(sounds(CLIP))
      .after({ outcome: "failed" });
    expect(broken.tasks).toMatchObject([{ task: "play" }, { task: "hang-up" }]);
    expect(new LedCall().after(document()).isOver).toBe(true);
  });

  it("is let go as the document says where he heard something after it, or somebody spoke with him", () => {
    const heard = new LedCall()
      .after(document(fetched, say("x")))
      .after(sounds())
      .after(sounds(CLIP));
    expect(heard.after(played).isOver).toBe(true);
    const dialled = new LedCall().after(document(say("x"), dial({ action: null }))).after(sounds());
    expect(dialled.tasks).toMatchObject([{ task: "dial" }]);
    expect(dialled.after({ outcome: "reached" }).isOver).toBe(true);
  });

  it("is not kept in silence by questions that nobody hears", () => {
    const asking = document(
      gather({ prompts: [{ sound: { sound: "say", text: "x", language: "en" }, times: 1 }], waitMs: 600_000 }),
      { verb: "redirect", to: OTHER },
    );
    const call = new LedCall().after(asking, 1_000).after(sounds(), 5_000);
    expect(call.tasks).toMatchObject([{ task: "gather", firstMs: 4_000 }]);
    call.after({ outcome: "no-input" }, 4_000);
    expect(call.tasks).toMatchObject([{ task: "play" }, { task: "hang-up" }]);
    expect(call.bodies.at(-1)).toBe("application.failed");
  });
});

describe("a queue that a document names and there is none of", () => {
  it("is told at the action; without one the document goes on, and its end lets nobody go without a word", () => {
    const asks = new LedCall().after(document(enqueue(null), { verb: "hang-up" }));
    expect(asked(asks)).toMatchObject({ instructions: { voice: OTHER }, fields: { QueueResult: "error" } });
    const silent: Verb = { verb: "enqueue", queue: "Lain", queueId: null, wait: null, action: null };
    expect(new LedCall().after(document(silent, say("x"))).tasks).toMatchObject([{ task: "ready-sounds" }]);
    for (const more of [[], [{ verb: "hang-up" }]] as const) {
      const let_ = new LedCall(hooked("q")).after(document(silent, ...more));
      expect(let_.tasks).toMatchObject([{ task: "play" }, { task: "enqueue", queueId: "q" }]);
    }
  });
});

describe("a caller whose conference could not be had", () => {
  const confer = (action: typeof OTHER | null): Verb => ({
    verb: "confer",
    name: "rapat",
    membersMax: 8,
    wait: "music",
    talkMs: null,
    endsOnStar: false,
    action,
    seat: { label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null },
  });
  const over = (why: "failed" | "ended", conferenceId: string | null): TaskOutcome => ({
    outcome: "conferred",
    why,
    conferenceId,
    seconds: 3,
  });

  it.each([100, 3_000])("is served and not let go without a word, also after %i ms of music", (ms) => {
    for (const more of [[], [{ verb: "hang-up" }]] as const) {
      const failed = new LedCall(hooked("q")).after(document(confer(null), ...more)).after(over("failed", "id"), ms);
      expect(failed.tasks).toMatchObject([{ task: "play" }, { task: "enqueue", queueId: "q" }]);
    }
    expect(new LedCall().after(document(confer(null))).after(over("ended", "id"), ms).isOver).toBe(true);
  });

  it("is led on by the action, which is told that it has failed", () => {
    const asks = new LedCall().after(document(confer(OTHER))).after(over("failed", "id"));
    expect(asked(asks)?.fields).toEqual({ DialCallStatus: "failed", DialBridged: "false" });
  });
});

describe("a caller who talks with an application by a stream", () => {
  const wish = {
    url: "wss://app.example/s",
    name: "",
    tracks: ["inbound"],
    parameters: {},
    statusCallback: null,
  } as const;
  const connect = (action: typeof OTHER | null = null): Verb => ({ verb: "connect-stream", stream: wish, action });
  const over = (error: number | null, wasHeard = error === null): TaskOutcome => ({
    outcome: "stream-ended",
    streamId: "0190aaaa-0000-7000-8000-000000000001",
    error,
    wasHeard,
  });
  const led = (...verbs: readonly Verb[]) => new LedCall().after(document(...verbs));

  it("goes on with the document when it ends, and its action is told which stream it was and how it ended", () => {
    expect(led(connect()).tasks).toEqual([{ task: "connect-stream", stream: wish }]);
    expect(led(connect(), { verb: "hang-up" }).after(over(null), 60_000).tasks).toEqual([{ task: "hang-up" }]);
    expect(asked(led(connect(OTHER)).after(over(null)))).toMatchObject({
      instructions: { voice: OTHER },
      fields: { StreamSid: "MZ0190aaaa000070008000000000000001", StreamEvent: "stream-stopped" },
    });
    expect(asked(led(connect(OTHER)).after(over(31_920)))?.fields).toMatchObject({ StreamError: "31920" });
  });

  it("is led by the hook behind where it could not be begun and nothing comes after it, once, and then served", () => {
    const failed = led(connect(), { verb: "hang-up" }).after(over(31_901), 5_000);
    expect(asked(failed)).toEqual({
      instructions: { from: "hook", voice: BEHIND, fallback: null },
      fields: { ErrorCode: "31901", ErrorUrl: wish.url },
      budgetMs: SILENCE_MS_MAX - 6_000,
    });
    expect(failed.after(none).bodies.at(-1)).toBe("application.failed");
    const again = led(connect(), say("x")).after(over(31_901), 1_000);
    expect(again.tasks).toMatchObject([{ task: "ready-sounds" }]);
  });

  it("is not kept in silence by streams that end without a word", () => {
    const mute = led(connect(), connect()).after(over(null, false), 4_000);
    expect(mute.tasks).toMatchObject([{ task: "connect-stream" }]);
    expect(mute.after(over(31_901, false), 6_000).bodies.at(-1)).toBe("application.failed");
  });

  it("lets nobody wait for a stream that only listens", () => {
    const listening = led(
      { verb: "start-stream", stream: wish },
      { verb: "stop-stream", name: "a" },
      { verb: "hang-up" },
    );
    expect(listening.tasks).toEqual([{ task: "start-stream", stream: wish }]);
    expect(listening.after({ outcome: "stream-ordered" }, 1).tasks).toEqual([{ task: "stop-stream", name: "a" }]);
    expect(listening.after({ outcome: "stream-ordered" }, 1).tasks).toEqual([{ task: "hang-up" }]);
  });
});

describe("a caller whose line is to call somebody else", () => {
  const refer = (action: typeof OTHER | null): Verb => ({ verb: "refer", number: "02155550000", action });
  const referred = (answered: number | null, notified: number | null, isDone = false): TaskOutcome => ({
    outcome: "referred",
    answered,
    notified,
    isDone,
  });
  const led = (action: typeof OTHER | null) => new LedCall().after(document(refer(action), { verb: "hang-up" }));

  it("is let go when he is on his way, and goes on with the document where it came to nothing", () => {
    expect(led(null).tasks).toEqual([{ task: "refer", number: "02155550000" }]);
    expect(led(null).after(referred(202, 200, true), 4_000).tasks).toEqual([]);
    expect(led(null).after(referred(603, null), 4_000).tasks).toEqual([{ task: "hang-up" }]);
  });

  it.each<[TaskOutcome, object]>([
    [
      referred(202, 200, true),
      { ReferCallStatus: "completed", ReferSipResponseCode: "202", NotifySipResponseCode: "200" },
    ],
    [referred(202, 486), { ReferCallStatus: "busy", ReferSipResponseCode: "202", NotifySipResponseCode: "486" }],
    [referred(202, 404), { ReferCallStatus: "failed", ReferSipResponseCode: "202", NotifySipResponseCode: "404" }],
    [referred(202, 100), { ReferCallStatus: "no-answer", ReferSipResponseCode: "202", NotifySipResponseCode: "100" }],
    [referred(202, null), { ReferCallStatus: "no-answer", ReferSipResponseCode: "202" }],
    [referred(603, null), { ReferCallStatus: "failed", ReferSipResponseCode: "603" }],
    [referred(null, null), { ReferCallStatus: "failed" }],
  ])("has its action told %j", (outcome, fields) => {
    expect(asked(led(OTHER).after(outcome, 4_000))).toMatchObject({ instructions: { voice: OTHER } });
    expect(asked(led(OTHER).after(outcome, 4_000))?.fields).toEqual(fields);
  });

  it("has it told when he hangs up, as somebody on his way", () => {
    expect(led(OTHER).leaves({ outcome: referred(202, null, true) })).toMatchObject({
      instructions: { voice: OTHER },
      fields: { ReferCallStatus: "completed", ReferSipResponseCode: "202" },
    });
    expect(led(null).leaves({ outcome: referred(202, null, true) })).toBeUndefined();
  });
});

describe("a document that hears what is said", () => {
  const speech = { language: "id-ID", hints: [], quietMs: 1_000, takesKeys: false } as const;
  const led = () => new LedCall().after(document(gather({ speech })));

  it("waits for it, and has its action told how sure it is, where anybody knows", () => {
    expect(led().tasks).toMatchObject([{ task: "gather", speech }]);
    const told = (confidence: number | null) =>
      asked(led().after({ outcome: "spoken", text: "satu dua", confidence }))?.fields;
    expect(told(0.123456)).toEqual({ SpeechResult: "satu dua", Confidence: "0.1235" });
    expect(told(null)).toEqual({ SpeechResult: "satu dua" });
  });

  it("leaves no caller without a word where nobody heard him", () => {
    const call = led().after({ outcome: "failed" });
    expect(call.bodies).toContain("application.failed");
  });
});

describe("a document that sends a short message", () => {
  const wish = { from: null, to: null, text: "Halo", toldUrl: null } as const;
  const text = (action: typeof OTHER | null): Verb => ({ verb: "text", wish, action });
  const sent = (of: Extract<TaskOutcome, { readonly outcome: "text-sent" }>["sent"]): TaskOutcome => ({
    outcome: "text-sent",
    sent: of,
  });
  const led = (action: typeof OTHER | null) => new LedCall().after(document(text(action), { verb: "hang-up" }));
  const messageId = "0190c2a4-7a3b-7c11-8f00-0123456789ac";

  it("waits until it is on disk, and goes on whatever came of it", () => {
    expect(led(null).tasks).toEqual([{ task: "send-text", wish }]);
    expect(led(null).after(sent({ is: "sent", messageId })).tasks).toEqual([{ task: "hang-up" }]);
    expect(led(null).after(sent({ is: "refused", error: 21_610 })).tasks).toEqual([{ task: "hang-up" }]);
  });

  it.each([
    [{ is: "sent", messageId } as const, { SmsStatus: "sending", SmsSid: "SM0190c2a47a3b7c118f000123456789ac" }],
    [{ is: "refused", error: 21_211 } as const, { MessageStatus: "invalid", ErrorCode: "21211" }],
    [{ is: "refused", error: 88_006 } as const, { MessageStatus: "failed", ErrorCode: "88006" }],
  ])("has its action told %j", (of, fields) => {
    const call = led(OTHER).after(sent(of));
    expect(asked(call)).toMatchObject({ instructions: { voice: OTHER }, fields });
  });

  it("sends no more than thirteen that nobody hears of, however often its action asks for another", () => {
    const call = led(OTHER);
    let count = 0;
    for (; call.tasks[0]?.task === "send-text"; count += 1) {
      call.after(sent({ is: "sent", messageId }), 10).after(document(text(OTHER)), 10);
    }
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThanOrEqual(13);
    expect(call.bodies).toContain("application.failed");
  });

  it("leads on to what is to be heard after one that took its time", () => {
    const call = new LedCall()
      .after(document(text(null), say("Halo")))
      .after(sent({ is: "refused", error: 12_400 }), 12_000);
    expect(call.tasks).toMatchObject([{ task: "ready-sounds" }]);
  });

  it.each([1_000, 3_000, 5_000, 11_999])("leaves nobody in silence for more than 24 s where each takes %i ms", (ms) => {
    const many = Array.from({ length: 20 }, () => text(null));
    const call = new LedCall().after(document(...many, say("Halo")));
    let silence = 0;
    for (; call.tasks[0]?.task === "send-text"; silence += ms) call.after(sent({ is: "sent", messageId }), ms);
    expect(silence).toBeGreaterThanOrEqual(12_000);
    expect(silence).toBeLessThanOrEqual(24_000);
    expect(call.bodies).toContain("application.failed");
  });

  it("may take its time again once something was heard", () => {
    const slow = sent({ is: "sent", messageId });
    const call = new LedCall().after(document(text(null), say("Halo"), text(null), say("Halo")));
    call.after(slow, 12_000).after(sounds(CLIP)).after(played).after(slow, 12_000);
    expect(call.tasks).toMatchObject([{ task: "ready-sounds" }]);
  });

  it("says nothing of one that is on its way when its caller hangs up", () => {
    expect(led(OTHER).leaves()).toBeUndefined();
  });
});

describe("a caller who hangs up", () => {
  const recordingId = "0190c2a4-7a3b-7c11-8f00-0123456789ac";
  const kept = { outcome: { outcome: "message-kept", seconds: 7, recordingId } } as const;
  const at = (verb: Verb) => new LedCall().after(document(verb));

  it("has his message told at the action, or at the document's own hook", () => {
    expect(at(record).leaves(kept)).toMatchObject({
      instructions: { from: "hook", voice: OTHER, fallback: null },
      fields: { RecordingDuration: "7", RecordingSid: "RE0190c2a47a3b7c118f000123456789ac", Digits: "hangup" },
    });
    expect(at({ ...record, action: null } as Verb).leaves(kept)).toMatchObject({ instructions: { voice: HOOK } });
    expect(at(record).leaves({ outcome: { outcome: "no-message" } })).toBeUndefined();
  });

  it("has his talk told, the ringing that he gave up, and his wait", () => {
    const talk = { legId: "0190c2a4-7a3b-7c11-8f00-0123456789ab", seconds: 61 };
    expect(at(dial()).leaves({ outcome: { outcome: "reached", talk } })?.fields).toMatchObject({
      DialCallStatus: "completed",
      DialCallDuration: "61",
    });
    expect(at(dial()).leaves()?.fields).toEqual({ DialCallStatus: "no-answer", DialBridged: "false" });
    expect(at(enqueue("q")).leaves()?.fields).toMatchObject({ QueueResult: "hangup" });
    expect(at(enqueue("q")).leaves({ outcome: { outcome: "served" } })?.fields).toMatchObject({
      QueueResult: "bridged",
    });
    expect(at(dial({ action: null })).leaves()).toBeUndefined();
  });

  it("is not told of where nothing was asked for, nor while a document is waited for, nor where it was cut off", () => {
    expect(at(gather()).leaves()).toBeUndefined();
    expect(new LedCall().leaves()).toBeUndefined();
    const script = hooked().step({ input: "begun" }, 0).script;
    const answer = { input: "finished", token: 1, outcome: document(record) } as const;
    expect(script.step(answer, 1).script.step({ input: "cut-off" }, 2).tells).toBeUndefined();
  });
});

describe("a call that another document leads by order", () => {
  const NEW = { url: "https://app.example/new", method: "POST" } as const;

  it("keeps the hook and the queue that the number names behind it", () => {
    const call = new LedCall(hooked("q")).after(document(pause(1_000)));
    call.redirected({ from: "hook", voice: NEW, fallback: null });
    expect(asked(call)?.instructions).toEqual({ from: "hook", voice: NEW, fallback: BEHIND });
    expect(call.after(none).tasks).toMatchObject([{ task: "play" }, { task: "enqueue", queueId: "q" }]);
    const own = new LedCall(hooked("q")).redirected({ from: "hook", voice: NEW, fallback: OTHER });
    expect(asked(own)?.instructions).toEqual({ from: "hook", voice: NEW, fallback: OTHER });
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
          // A webhook takes any part of its time budget; a play that fails to start takes no time.
          const ms = Math.round(share * (isAsking ? task.wish.budgetMs : 5_000));
          // Playing, ringing and waiting are no silence; an immediate failure takes no time.
          const took = isAsking ? ms : outcome.outcome === "failed" ? 0 : ms;
          quietMs = isAsking || took < 1_000 ? quietMs + (isAsking ? took : 0) : 0;
          expect(quietMs).toBeLessThanOrEqual(SILENCE_MS_MAX);
          if (isAsking) expect(task.wish.budgetMs).toBeGreaterThan(0);
          call.after(outcome, took);
        }
      }),
    );
  });

  it("a call is given no more events than its record has room for, and comes to rest", () => {
    const whatever = fc.tuple(
      fc.array(verbs, { minLength: 1, maxLength: 100 }),
      fc.constantFrom<TaskOutcome>(
        ...([{ outcome: "not-reached", status: 404 }, { outcome: "queue-full" }, { outcome: "failed" }] as const),
        ...([{ outcome: "reached" }, { outcome: "gathered", digits: "1" }, { outcome: "nobody-there" }] as const),
        ...([{ outcome: "no-message" }, played, { outcome: "no-input" }] as const),
      ),
      fc.integer({ min: 0, max: 5_000 }),
    );
    fc.assert(
      fc.property(whatever, ([some, ended, ms]) => {
        const call = new LedCall();
        let events = 0;
        for (let turn = 0; !call.isOver; turn += 1) {
          expect(turn).toBeLessThan(150_000);
          const [task] = call.tasks;
          // These tasks have no outcome, since the call is over.
          if (task?.task === "reject" || task?.task === "hang-up") break;
          const isAsking = task?.task === "ask-application";
          const outcome = isAsking
            ? document(...some, { verb: "redirect", to: OTHER })
            : task?.task === "ready-sounds"
              ? sounds(CLIP)
              : task?.task === "play" && ended.outcome !== "failed"
                ? played
                : ended;
          if (task?.task === "dial") events += 3 * (1 + (task.besides?.length ?? 0));
          if (outcome.outcome !== "played" && outcome.outcome !== "sounds-ready") events += 1;
          call.after(outcome, isAsking ? 5 : ms);
        }
        expect(events).toBeLessThanOrEqual(VERB_EVENTS_MAX + 10);
      }),
      { numRuns: 50 },
    );
  });

  it("a call that hears how it rings may dial as long as there is room in its record", () => {
    const call = new LedCall();
    let dials = 0;
    for (; !call.isOver && dials < 1_000; dials += 1) {
      const isAsking = call.tasks[0]?.task === "ask-application";
      const again = document(dial({ action: null }), { verb: "redirect", to: OTHER });
      call.after(isAsking ? again : { outcome: "not-reached", status: 480 }, 1_000);
      if (call.bodies.at(-1) === "application.failed") break;
    }
    expect(dials).toBeGreaterThan(250);
  });

  it("a call of the switch itself ends in order, its record not full, where each document dials ten numbers that decline", () => {
    const parties = Array.from({ length: 10 }, (_, nth) => ({ number: `10${nth}`, isInHouse: true }));
    const answer = { is: "document", verbs: Array.from({ length: 20 }, () => dial({ parties })), from: HOOK } as const;
    const call = new SteppedCall(hooked("q")).give(
      { input: "permitted", mode: "open", recordingId: "rec" },
      { input: "media-opened", legId: "in" },
    );
    for (let turn = 0; call.call.phase !== "ended" && turn < 10_000; turn += 1) {
      const running = call.call.tasks?.stack.running;
      if (running?.task.task === "ask-application") {
        call.give({ input: "application-answered", nth: running.scope, answer });
      } else if (running?.task.task === "dial") {
        const legIds = parties.map((_, nth) => `leg-${turn}-${nth}`);
        const targets = legIds.map((legId) => ({
          legId,
          party: { kind: "phone", phoneId: legId, contact: "c" } as const,
        }));
        call.give({ input: "dial-resolved", destination: { kind: "targets", targets, ringMs: 1, isRecorded: false } });
        for (const legId of legIds) {
          call.give({ input: "media-opened", legId }, { input: "rang", legId });
          call.give({ input: "failed", legId, status: 486, cause: null });
        }
      } else if (call.call.phase === "answering") call.give({ input: "answer-written" });
      else break;
    }
    // The caller hears an announcement and joins the queue of the number.
    expect(call.call.tasks?.stack.running?.task).toMatchObject({ task: "play" });
    expect(call.heard().call.tasks?.stack.running?.task).toMatchObject({ task: "enqueue", queueId: "q" });
    expect(call.call.events.length).toBeGreaterThan(1_000);
    expect(call.call.events.length).toBeLessThan(1_700);
  });

  it("a document of numbers that lead nowhere is over before it floods anybody, however fast it is asked for", () => {
    const call = new LedCall();
    const nobody = document(...Array.from({ length: 99 }, () => dial({ action: null })), {
      verb: "redirect",
      to: OTHER,
    });
    let dials = 0;
    for (; !call.isOver && dials < 10_000; dials += 1) {
      const isAsking = call.tasks[0]?.task === "ask-application";
      const isDial = call.tasks[0]?.task === "dial";
      call.after(isAsking ? nobody : isDial ? { outcome: "not-reached", status: 404 } : played, isAsking ? 5 : 0);
    }
    expect(dials).toBeLessThan(30);
    expect(call.bodies.at(-1)).toBe("application.failed");
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
