import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../testkit/call-with-tasks.ts";
import { canBeLed, waitsInQueue } from "./calling-out.ts";
import { withConsent } from "./recording/recording-consent.ts";
import type { CallTask } from "./tasks/call-task.ts";
import type { Script } from "./tasks/script.ts";

const play: CallTask = {
  task: "play",
  clips: [{ kind: "prompt", prompt: "en.welcome" }],
  times: 1,
  isBargeable: false,
};
const dial: CallTask = { task: "dial", number: "101", ringMs: 20_000 };

/** A call that an application originates to a number over a trunk. */
const calling = (change: object = {}) =>
  new SteppedCall(undefined, {
    direction: "outbound",
    caller: "14045",
    called: "+628111",
    hasOffer: false,
    destination: {
      kind: "tasks",
      script: listOf([play]),
      isRecorded: false,
      areKeysSecret: false,
      calledMs: 30_000,
      ...change,
    },
  }).give({ input: "permitted", mode: "open", recordingId: "rec" });

const answered = (change: object = {}) =>
  calling(change).give(
    { input: "media-opened", legId: "in" },
    { input: "rang", legId: "in" },
    { input: "accepted", legId: "in" },
    { input: "answer-written" },
  );

describe("a call that an application has made", () => {
  it("invites whoever is called with an offer of ours, and begins its script once the answer is on disk", () => {
    const call = calling();
    expect(call.last).toMatchObject([{ effect: "write" }, { effect: "open-media" }, { effect: "arm", ms: 30_000 }]);
    call.give({ input: "media-opened", legId: "in" });
    expect(call.last).toMatchObject([{ effect: "invite", legId: "in" }]);
    call.give({ input: "rang", legId: "in" }, { input: "accepted", legId: "in" });
    expect(call.all("write-answer")).toHaveLength(1);
    expect(call.all("play-clips")).toEqual([]);
    call.give({ input: "answer-written" });
    expect(call.all("play-clips")).toHaveLength(1);
    // There is no caller, so no leg is notified of ringing or answered.
    expect([...call.all("ring"), ...call.all("answer")]).toEqual([]);
    expect(call.heard().call).toMatchObject({ phase: "ended" });
    expect(call.kinds()).toEqual([
      ...["call.received", "call.permitted", "leg.invited", "leg.ringing", "call.answered", "call.ended"],
    ]);
  });

  it("ends as nobody answered after its time, and by the word of whoever was called", () => {
    const late = calling().give({ input: "media-opened", legId: "in" }, { input: "timer", timer: "no-answer" });
    expect(late.all("close")).toMatchObject([{ cdr: { outcome: "no-answer", endedBy: "system" } }]);
    expect(late.all("hang-up")).toMatchObject([{ legId: "in" }]);
    for (const [status, outcome] of [
      [486, "busy"],
      [603, "declined"],
      [404, "unknown-number"],
      [503, "far-end-failed"],
    ] as const) {
      const failed = calling().give({ input: "failed", legId: "in", status, cause: null });
      expect(failed.all("close")).toMatchObject([{ cdr: { outcome, endedBy: "called" } }]);
    }
  });

  it("is cancelled when a program ends it before the answer", () => {
    const mediaOpened = { input: "media-opened", legId: "in" } as const;
    for (const ordered of [{ input: "end-ordered" }, { input: "end-ordered", unlessAnswered: true }] as const) {
      for (const call of [calling(), calling().give(mediaOpened, { input: "rang", legId: "in" })]) {
        call.give(ordered);
        expect(call.all("close")).toMatchObject([{ cdr: { outcome: "cancelled", endedBy: "operator", cause: 16 } }]);
      }
    }
  });

  it("is ended by whoever was called, as such", () => {
    const call = answered().give({ input: "hung-up", legId: "in", cause: 16 });
    expect(call.all("close")).toMatchObject([{ cdr: { outcome: "answered", endedBy: "called" } }]);
  });

  it("lasts no longer than was ordered", () => {
    expect(answered({ lastsMs: 60_000 }).all("arm")).toContainEqual({ effect: "arm", timer: "longest", ms: 60_000 });
  });

  it("begins with what leads it from now on where that comes before the answer", () => {
    const call = calling().give({ input: "led-by", script: listOf([{ task: "hang-up" }]) });
    expect(call.call.phase).toBe("ringing");
    call.give({ input: "media-opened", legId: "in" }, { input: "accepted", legId: "in" }, { input: "answer-written" });
    expect(call.all("play-clips")).toEqual([]);
    expect(call.call.phase).toBe("ended");
  });
});

describe("another script for a call that goes on", () => {
  it("takes the place of what runs", () => {
    const call = new SteppedCall(listOf([play], [play])).answered().give({ input: "led-by", script: listOf([dial]) });
    expect(call.last.map(({ effect }) => effect)).toContain("resolve-dial");
    expect(call.call.tasks?.stack.running?.task).toEqual(dial);
  });

  it("lets go whoever talks with the caller, whose talk is told, and begins then", () => {
    const call = new SteppedCall(listOf([dial])).answered().give(
      {
        input: "dial-resolved",
        destination: {
          kind: "targets",
          ringMs: 20_000,
          isRecorded: false,
          targets: [{ legId: "b", party: { kind: "phone", phoneId: "p", contact: "c" } }],
        },
      },
      { input: "media-opened", legId: "b" },
      { input: "accepted", legId: "b" },
      { input: "connected", legId: "b" },
    );
    expect(call.call.talking).toEqual(["in", "b"]);
    call.give({ input: "led-by", script: listOf([play]) });
    expect(call.call).toMatchObject({ talking: null, phase: "talking" });
    expect(call.last).toContainEqual({ effect: "hang-up", legId: "b", cause: 16 });
    expect(call.kinds()).toContain("talk.ended");
    expect(call.call.tasks?.stack.running?.task).toEqual(play);
    expect(call.results()).toEqual([]);
  });

  it("takes out of a queue only who waits there: nobody who has been joined, or accepted, or left", () => {
    const enqueue: CallTask = {
      task: "enqueue",
      queueId: "q",
      priority: 0,
      skills: [],
      waitMsMax: 60_000,
      music: null,
      announceMs: null,
      language: "id",
    };
    const script = listOf([play]);
    const lead = { input: "led-by", script, whileWaiting: true } as const;
    const targets = [{ legId: "a1", party: { kind: "phone", phoneId: "p", contact: "c" } }] as const;
    const ring = {
      input: "queue-order",
      order: { order: "ring", ringMs: 15_000, agents: [{ agentId: "a", targets }] },
    } as const;
    const waiting = () => new SteppedCall(listOf([enqueue], [dial])).answered();
    const led = waiting().give(ring, lead);
    expect(led.call.tasks).toMatchObject({ queueing: null, stack: { running: { task: play } } });
    expect(led.all("tell-queue").at(-1)).toMatchObject({ news: { news: "left", why: "own-choice" } });
    expect(led.give(lead).last).toEqual([]);
    const accepted = waiting().give(ring, { input: "media-opened", legId: "a1" }, { input: "accepted", legId: "a1" });
    expect(waitsInQueue(accepted.call)).toBe(false);
    expect(accepted.give(lead).last).toEqual([]);
    const joined = accepted.give({ input: "queue-order", order: { order: "connect", agentId: "a" } });
    expect(joined.give(lead).call.talking).toEqual(["in", "a1"]);
    expect(waitsInQueue(waiting().call)).toBe(true);
  });

  it("may come before the answer, and means nothing where nobody leads, or when the call is over", () => {
    const ringing = new SteppedCall(listOf([play])).give({ input: "permitted", mode: "open", recordingId: "rec" });
    ringing.give({ input: "led-by", script: listOf([{ task: "reject", reason: "busy" }]) });
    expect(ringing.all("close")).toMatchObject([{ cdr: { outcome: "busy" } }]);
    const script = listOf([play]);
    expect(ringing.give({ input: "led-by", script }).last).toEqual([]);
    const plain = new SteppedCall(undefined, {
      destination: { kind: "targets", targets: [], ringMs: 1, isRecorded: false },
    });
    expect(canBeLed(plain.call)).toBe(false);
  });
});

describe("an application whose call is hung up", () => {
  const action = { url: "https://app.example/after", method: "POST" } as const;
  /** Records the outcome of the task that ran. */
  const telling = (script: Script): Script => ({
    step: (input, nowMs) => {
      const step = script.step(input, nowMs);
      const isLeft = (input.input === "caller-gone" || input.input === "cut-off") && input.left !== undefined;
      const left = isLeft ? JSON.stringify(input.left?.outcome) : "";
      const instructions = { from: "hook", voice: action, fallback: null } as const;
      const tells = isLeft ? { tells: { instructions, fields: { left }, budgetMs: 1 } } : {};
      return { ...step, script: telling(step.script), ...tells };
    },
  });
  const record: CallTask = {
    task: "record-message",
    queueId: "application",
    secondsMax: 60,
    silenceMs: 5_000,
    endKey: "#",
  };
  const told = (call: SteppedCall) =>
    call.all("tell-application").map(({ nth, wish }) => ({ nth, left: JSON.parse(wish.fields.left ?? "") as object }));
  const hungUp = { input: "hung-up", legId: "in", cause: 16 } as const;
  const rung = (call: SteppedCall) =>
    call.give({
      input: "dial-resolved",
      destination: {
        kind: "targets",
        ringMs: 20_000,
        isRecorded: false,
        targets: [{ legId: "b", party: { kind: "phone", phoneId: "p", contact: "c" } }],
      },
    });

  it("is told the message that was left", () => {
    const call = new SteppedCall(telling(listOf([record]))).answered().heard();
    call.give({ input: "message-began", recordingId: "msg" }, hungUp);
    expect(told(call)).toEqual([{ nth: 1, left: { outcome: "message-kept", seconds: 1, recordingId: "msg" } }]);
    expect(call.last.at(-2)).toMatchObject({ effect: "close" });
  });

  it("is told the talk that was had, and that nobody was reached yet", () => {
    const ringing = rung(new SteppedCall(telling(listOf([dial]))).answered());
    expect(told(ringing.give(hungUp))).toEqual([{ nth: 1, left: null }]);
    const talking = rung(new SteppedCall(telling(listOf([dial]))).answered()).give(
      ...([
        { input: "media-opened", legId: "b" },
        { input: "accepted", legId: "b" },
      ] as const),
      ...([{ input: "connected", legId: "b" }, hungUp] as const),
    );
    expect(told(talking)).toMatchObject([{ left: { outcome: "reached", talk: { legId: "b" } } }]);
  });

  it("is told by whoever it had called too, and of no call that was ended otherwise", () => {
    const called = answered({ script: telling(listOf([record])) }).heard();
    expect(told(called.give({ input: "message-began", recordingId: "msg" }, hungUp))).toHaveLength(1);
    const ended = new SteppedCall(telling(listOf([record]))).answered().heard();
    expect(told(ended.give({ input: "message-began", recordingId: "msg" }, { input: "end-ordered" }))).toEqual([]);
    const unanswered = new SteppedCall(telling(listOf([record]))).give(
      { input: "permitted", mode: "open", recordingId: "rec" },
      { input: "cancelled" },
    );
    expect(told(unanswered)).toEqual([]);
  });
});

describe("a script that takes the place of another one", () => {
  it("has what that one leaves, also before its caller has been told that he is recorded", () => {
    const leaves = { fallback: null, fallbackQueueId: "q", deeds: 3 };
    const first: Script = { ...listOf([play]), leaves };
    let inherited: unknown = null;
    const heir: Script = {
      ...listOf([play]),
      inherit: (left) => {
        inherited = left;
        return listOf([dial]);
      },
    };
    const call = new SteppedCall(withConsent(first, "announced", () => "1")).answered();
    call.give({ input: "led-by", script: heir });
    expect(inherited).toEqual(leaves);
    expect(call.call.tasks?.stack.running?.task).toEqual(dial);
  });
});

describe("a talk of a dial", () => {
  const talking = (change: Partial<Extract<CallTask, { readonly task: "dial" }>>) =>
    new SteppedCall(listOf([{ ...dial, ...change }], [play])).answered().give(
      {
        input: "dial-resolved",
        destination: {
          kind: "targets",
          ringMs: 20_000,
          isRecorded: false,
          targets: [{ legId: "b", party: { kind: "phone", phoneId: "p", contact: "c" } }],
        },
      },
      { input: "media-opened", legId: "b" },
      { input: "accepted", legId: "b" },
      { input: "connected", legId: "b" },
    );

  it("ends after the time it may take, and by the caller's star where it shall", () => {
    const limited = talking({ talkMs: 60_000 });
    expect(limited.all("arm")).toContainEqual({ effect: "arm", timer: "dial", ms: 60_000 });
    expect(limited.give({ input: "timer", timer: "dial" }).results()).toEqual(["dial reached"]);
    expect(talking({ endsOnStar: true }).press("*").results()).toEqual(["dial reached"]);
    expect(talking({}).press("*").results()).toEqual([]);
  });
});
