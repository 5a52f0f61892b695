import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { foldCdr } from "../../cdr/index.ts";
import type { CallInput } from "../call-step.ts";
import type { CallTask, TaskOf } from "./call-task.ts";
import type { Script } from "./script.ts";

const clip = { kind: "prompt", prompt: "id.welcome" } as const;
const play = (isBargeable = true): TaskOf<"play"> => ({ task: "play", clips: [clip], times: 1, isBargeable });
const menu: TaskOf<"gather"> = {
  task: "gather",
  clips: [clip],
  isBargeable: true,
  firstMs: 5_000,
  betweenMs: 2_000,
  entry: { accepts: ["1", "2"], digitsMin: 1, digitsMax: 1, endKey: null },
};
const hangUp: CallTask = { task: "hang-up" };
const dial: CallTask = { task: "dial", number: "101", ringMs: 20_000 };
const message: CallTask = { task: "record-message", queueId: "q", secondsMax: 60, silenceMs: 3_000, endKey: "#" };
const phone = (legId: string) =>
  ({ legId, party: { kind: "phone", phoneId: `phone-${legId}`, contact: `sip:${legId}@127.0.0.1` } }) as const;
const rung = (...legIds: readonly string[]) =>
  ({
    input: "dial-resolved",
    destination: { kind: "targets", targets: legIds.map(phone), ringMs: 30_000, isRecorded: false },
  }) as const;

describe("a call whose code leads to tasks", () => {
  it("is answered by them: the answer is on disk before the caller hears it, and nothing is played before", () => {
    const call = new SteppedCall(listOf([play()]));
    call.give({ input: "permitted", mode: "open", recordingId: "rec" }, { input: "media-opened", legId: "in" });
    expect(call.all("write-answer")).toHaveLength(1);
    expect(call.all("answer")).toEqual([]);
    expect(call.all("play-clips")).toEqual([]);
    call.give({ input: "answer-written" });
    expect(call.last).toMatchObject([
      { effect: "answer", legId: "in" },
      { effect: "play-clips", legId: "in", clips: [clip], times: 1 },
    ]);
  });

  it("that came without an offer hears nothing before its ACK says where", () => {
    const call = new SteppedCall(listOf([play()]), { hasOffer: false }).answered();
    expect(call.all("play-clips")).toEqual([]);
    call.give({ input: "offer-answered", legId: "in" });
    expect(call.last.map(({ effect }) => effect)).toEqual(["connect-media", "play-clips"]);
  });

  it("is not answered for tasks that need no answer: the caller is turned away", () => {
    const call = new SteppedCall(listOf([hangUp])).give({ input: "permitted", mode: "open", recordingId: "rec" });
    expect(call.all("reject")).toMatchObject([{ status: 603, cause: 21 }]);
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "declined", endedBy: "system", answeredAtMs: null });
  });

  it("is not answered when its answer cannot be kept", () => {
    const call = new SteppedCall(listOf([play()]));
    call.give({ input: "permitted", mode: "open", recordingId: "rec" }, { input: "answer-not-written" });
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "storage-away" });
  });

  it("tells what its script had begun, whoever ends it, and once", () => {
    const told = { kind: "flow.looked-up", stepId: "harga", step: "Harga", result: "unheard", listId: "list" } as const;
    const script = (): Script => ({
      step: ({ input }) => ({
        script: script(),
        bodies: input === "caller-gone" || input === "cut-off" ? [told] : [],
        run: input === "begun" ? { token: 1, tasks: [play()] } : null,
      }),
    });
    const endings: readonly CallInput[] = [
      { input: "stop" },
      { input: "fault" },
      { input: "end-ordered" },
      { input: "hung-up", legId: "in", cause: 16 },
    ];
    for (const ending of endings) {
      const call = new SteppedCall(script()).answered().give(ending);
      expect(call.kinds().filter((kind) => kind === told.kind)).toHaveLength(1);
    }
  });

  it("ends when its script has nothing more, and says that the switch ended it", () => {
    const call = new SteppedCall(listOf([play()])).answered().heard();
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "automated", endedBy: "system" });
    expect(call.all("hang-up")).toMatchObject([{ legId: "in", cause: 16 }]);
  });

  it("counts as automated when the caller hangs up in the middle of what the flow plays", () => {
    const call = new SteppedCall(listOf([play()])).answered().give({ input: "hung-up", legId: "in", cause: 16 });
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "automated", endedBy: "caller" });
    expect(call.all("hang-up").filter(({ legId }) => legId === "in")).toEqual([]);
  });

  it("is cancelled as long as it is not answered", () => {
    const call = new SteppedCall(listOf([play()]));
    call.give({ input: "permitted", mode: "open", recordingId: "rec" }, { input: "cancelled" });
    expect(call.all("reject")).toMatchObject([{ status: 487 }]);
  });
});

describe("what a caller hears", () => {
  it("is begun again when its engine died, three times at the most; then it counts as played", () => {
    const call = new SteppedCall(listOf([play()])).answered();
    const cut = () => call.give({ input: "play-ended", play: call.call.tasks?.play?.name ?? "", isCut: true });
    for (let nth = 0; nth < 3; nth += 1) cut();
    expect(call.all("play-clips")).toHaveLength(4);
    expect(new Set(call.all("play-clips").map((one) => one.play)).size).toBe(4);
    expect(cut().call.phase).toBe("ended");
  });

  it("ends a play by its own name only: the end of one before it changes nothing", () => {
    const call = new SteppedCall(listOf([play(), play()])).answered();
    const first = call.call.tasks?.play?.name ?? "";
    call.heard().give({ input: "play-ended", play: first, isCut: false });
    expect(call.call.phase).toBe("talking");
    expect(call.heard().call.phase).toBe("ended");
  });

  it("that cannot be played fails its task, and the call goes on", () => {
    const call = new SteppedCall(listOf([menu], [play()])).answered();
    call.give({ input: "play-failed", play: call.call.tasks?.play?.name ?? "" });
    expect(call.results()).toEqual(["gather failed"]);
    expect(call.call.tasks?.stack.running?.task.task).toBe("play");
  });
});

describe("keys", () => {
  it("choose, stop what is played, and stand on record", () => {
    const call = new SteppedCall(listOf([menu], [hangUp])).answered().press("2");
    expect(call.last).toEqual(expect.arrayContaining([{ effect: "play", legId: "in", sound: "silence" }]));
    expect(call.results()).toEqual(["gather gathered"]);
    expect(call.call.events.map(({ body }) => body)).toContainEqual({
      kind: "digits.received",
      legId: "in",
      digits: "2",
    });
  });

  it("are counted once when they come in two ways, and twice when they were pressed twice", () => {
    const pin: CallTask = { ...menu, entry: { accepts: null, digitsMin: 4, digitsMax: 4, endKey: null } };
    const both = new SteppedCall(listOf([pin], [hangUp])).answered();
    for (const key of "1121") both.press(key).press(key, "info");
    expect(both.call.events.flatMap(({ body }) => (body.kind === "digits.received" ? [body.digits] : []))).toEqual([
      "1121",
    ]);
    expect(both.call.phase).toBe("ended");
  });

  it("that pass over a greeting are taken by the menu after it", () => {
    const call = new SteppedCall(listOf([play()], [menu], [play(false)])).answered().press("1");
    expect(call.results()).toEqual(["gather gathered"]);
    expect(call.call.tasks?.stack.running?.task).toEqual(play(false));
  });

  it("are not passed over what must be heard, nor into a menu whose words must", () => {
    const heard = new SteppedCall(listOf([play(), play(false), menu])).answered().press("1");
    expect(heard.call.tasks?.stack.running?.task).toEqual(play(false));
    const closed = new SteppedCall(listOf([play()], [{ ...menu, isBargeable: false }], [hangUp])).answered().press("1");
    expect(closed.results()).toEqual([]);
  });

  it("that do not come, and wrong ones, are outcomes too", () => {
    const call = new SteppedCall(listOf([menu], [menu], [hangUp])).answered().heard();
    expect(call.last).toContainEqual({ effect: "arm", timer: "task", ms: 5_000 });
    call.give({ input: "timer", timer: "task" }).press("7");
    expect(call.results()).toEqual(["gather no-input", "gather wrong-input"]);
  });
});

describe("a number that tasks dial", () => {
  const dialling = () => new SteppedCall(listOf([dial], [play()])).answered();

  it("rings while the caller hears it; who accepts first is joined, the others hear that another one took it", () => {
    const call = dialling().give(
      rung("a", "b"),
      { input: "media-opened", legId: "a" },
      { input: "accepted", legId: "a" },
    );
    expect(call.all("resolve-dial")).toEqual([{ effect: "resolve-dial", number: "101" }]);
    expect(call.all("play")).toContainEqual({ effect: "play", legId: "in", sound: "ringing" });
    expect(call.last).toEqual(
      expect.arrayContaining([
        { effect: "hang-up", legId: "b", cause: 26 },
        { effect: "connect-media", legId: "a" },
        { effect: "bridge", legIds: ["in", "a"] },
      ]),
    );
    expect(call.call.talking).toEqual(["in", "a"]);
  });

  it("gives the caller back to his tasks when the far end leaves", () => {
    const call = dialling().give(rung("a"), { input: "media-opened", legId: "a" }, { input: "accepted", legId: "a" });
    call.give({ input: "hung-up", legId: "a", cause: 16 });
    expect(call.results()).toEqual(["dial reached"]);
    expect(call.call).toMatchObject({ phase: "talking", talking: null });
    expect(call.last.map(({ effect }) => effect)).toContain("play-clips");
    call.heard();
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "answered", phoneId: "phone-a" });
  });

  it("is not reached when all decline, nobody answers, or nobody is meant; and then nobody rings on", () => {
    const declined = dialling().give(rung("a"), { input: "failed", legId: "a", status: 486, cause: null });
    expect(declined.results()).toEqual(["dial not-reached"]);
    const late = dialling().give(rung("a", "b"), { input: "timer", timer: "dial" });
    expect(late.results()).toEqual(["dial not-reached"]);
    expect(late.all("hang-up").map(({ legId }) => legId)).toEqual(["a", "b"]);
    const nobody = dialling().give({
      input: "dial-resolved",
      destination: { kind: "nowhere", outcome: "unknown-number" },
    });
    expect(nobody.results()).toEqual(["dial not-reached"]);
  });

  it("is let go when it accepts too late", () => {
    const call = dialling().give(rung("a"), { input: "media-opened", legId: "a" }, { input: "timer", timer: "dial" });
    call.give({ input: "accepted", legId: "a" });
    expect(call.call.talking).toBeNull();
    expect(call.last).toEqual([]);
  });

  it("ends with the caller", () => {
    const call = dialling().give(rung("a"), { input: "media-opened", legId: "a" }, { input: "accepted", legId: "a" });
    call.give({ input: "hung-up", legId: "in", cause: 16 });
    expect(call.last).toContainEqual({ effect: "hang-up", legId: "a", cause: 16 });
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "answered", endedBy: "caller" });
  });

  it("may hand the caller on; he comes back to his tasks when whoever he was handed to leaves", () => {
    const call = dialling().give(rung("a"), { input: "media-opened", legId: "a" }, { input: "accepted", legId: "a" });
    call.give(
      { input: "transfer-asked", legId: "a", target: "102" },
      { input: "transfer-resolved", destination: rung("c").destination },
      { input: "hung-up", legId: "a", cause: 16 },
      { input: "media-opened", legId: "c" },
      { input: "accepted", legId: "c" },
    );
    expect(call.call.talking).toEqual(["in", "c"]);
    expect(call.results()).toEqual([]);
    call.give({ input: "hung-up", legId: "c", cause: 16 });
    expect(call.results()).toEqual(["dial reached"]);
  });

  it("may fail to hand the caller on and be gone: he goes on with his tasks", () => {
    const call = dialling().give(rung("a"), { input: "media-opened", legId: "a" }, { input: "accepted", legId: "a" });
    call.give(
      { input: "transfer-asked", legId: "a", target: "102" },
      { input: "transfer-resolved", destination: rung("c").destination },
      { input: "hung-up", legId: "a", cause: 16 },
      { input: "failed", legId: "c", status: 486, cause: null },
    );
    expect(call.results()).toEqual(["dial reached"]);
    expect(call.call.phase).toBe("talking");
  });
});

describe("a message", () => {
  const leaving = () => new SteppedCall(listOf([message], [hangUp])).answered();
  const began = { input: "message-began", recordingId: "m" } as const;

  it("is recorded after the tone and kept when the key ends it", () => {
    const call = leaving();
    expect(call.all("play-clips")).toMatchObject([{ clips: [{ kind: "tone", tone: "beep" }] }]);
    expect(call.all("begin-message")).toEqual([]);
    call.heard();
    expect(call.last).toEqual([{ effect: "begin-message", legId: "in", queueId: "q", quietMs: 3_000 }]);
    call.give(began).press("5").press("#");
    expect(call.all("end-message")).toEqual([{ effect: "end-message", legId: "in", recordingId: "m", isKept: true }]);
    expect(call.results()).toEqual(["record-message message-kept"]);
  });

  it("is kept when the caller hangs up, or its time is over", () => {
    const gone = leaving().heard().give(began, { input: "hung-up", legId: "in", cause: 16 });
    expect(gone.all("end-message")).toMatchObject([{ isKept: true }]);
    expect(gone.kinds().slice(-2)).toEqual(["message.ended", "call.ended"]);
    expect(foldCdr(gone.call.events)).toMatchObject({ outcome: "voicemail", recordingId: null });
    const long = leaving().heard().give(began, { input: "timer", timer: "task" });
    expect(long.all("end-message")).toMatchObject([{ isKept: true }]);
  });

  it("is none when nothing was said", () => {
    const call = leaving().heard().give(began, { input: "fell-quiet", legId: "in", wasLoud: false });
    expect(call.all("end-message")).toMatchObject([{ isKept: false }]);
    expect(call.results()).toEqual(["record-message no-message"]);
  });

  it("fails where nothing can be recorded, and a recording that comes too late is dropped", () => {
    const call = leaving().heard().give({ input: "message-failed" });
    expect(call.results()).toEqual(["record-message failed"]);
    const late = new SteppedCall(listOf([message], [play()]))
      .answered()
      .heard()
      .give({ input: "message-failed" }, began);
    expect(late.all("end-message")).toMatchObject([{ recordingId: "m", isKept: false }]);
  });
});
