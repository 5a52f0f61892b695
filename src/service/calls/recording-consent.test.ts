import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targets } from "../../../testkit/call-with-agent.ts";
import { listOf, SteppedCall } from "../../../testkit/call-with-tasks.ts";
import { RECORDING_ANSWERS, type RecordingAnswer, type RecordingNotice } from "../numbers/index.ts";
import { foldCdr } from "../records/index.ts";
import type { Destination } from "./call.ts";
import { judgeWish } from "./desk-wish.ts";
import type { CallInput, CallTask } from "./index.ts";
import { allowsRecording, withConsent } from "./recording-consent.ts";

const NOTICES = ["announced", "may-refuse", "must-agree"] as const;
const dial: CallTask = { task: "dial", number: "201", ringMs: 20_000 };

const leading = (notice: RecordingNotice): Destination => ({
  kind: "tasks",
  script: withConsent(listOf([dial]), notice, (prompt) => `${prompt}@1`),
  ...{ isRecorded: true, notice, areKeysSecret: false },
});
/** A caller who hears what is said of recording. */
const asked = (notice: RecordingNotice) => new SteppedCall(undefined, { destination: leading(notice) }).answered();
const heardOut = (call: SteppedCall): CallInput => {
  const play = call.effects.findLast((effect) => effect.effect === "play-clips");
  return { input: "play-ended", play: play?.effect === "play-clips" ? play.play : "", isCut: false };
};
const key = (digit: string): CallInput => ({ input: "digit", legId: "in", key: digit, by: "event" });
const silence: CallInput = { input: "timer", timer: "task" };
const joined: readonly CallInput[] = [
  { input: "dial-resolved", destination: targets("agent") },
  { input: "media-opened", legId: "agent" },
  { input: "accepted", legId: "agent" },
];
const kinds = (call: SteppedCall) => call.call.events.map(({ body }) => body.kind);
const answers = (call: SteppedCall) =>
  call.call.events.flatMap(({ body }) => (body.kind === "recording.consent" ? [body.answer] : []));
const begun = (call: SteppedCall) => call.effects.filter(({ effect }) => effect === "begin-recording").length;

describe("a caller who is told or asked before he is recorded", () => {
  it.each([
    ["announced", [], "announced", true],
    ["may-refuse", [key("9")], "refused", false],
    ["may-refuse", [silence], "silent", true],
    ["may-refuse", [key("5")], "unclear", false],
    ["must-agree", [key("1")], "agreed", true],
    ["must-agree", [silence], "silent", false],
    ["must-agree", [key("9")], "unclear", false],
  ] as const)("%s: %j is told as %s, and recorded: %s", (notice, inputs, answer, isRecorded) => {
    const call = asked(notice);
    expect(begun(call)).toBe(0);
    call.give(heardOut(call), ...inputs, ...joined);
    expect(answers(call)).toEqual([answer]);
    expect([begun(call) > 0, kinds(call).includes("recording.began")]).toEqual([isRecorded, isRecorded]);
    const told = call.call.events.find(({ body }) => body.kind === "recording.consent");
    expect(told?.body).toMatchObject({ notice, allows: isRecorded });
    expect(JSON.stringify(told?.body)).toContain("@1");
  });

  it("is not recorded where nobody could tell him: a phone that rings at once, or words that cannot be played", () => {
    const plain = new SteppedCall(undefined, {
      destination: { ...targets("agent"), notice: "announced" } as Destination,
    }).give(
      { input: "permitted", mode: "open", recordingId: "rec" },
      { input: "media-opened", legId: "in" },
      { input: "media-opened", legId: "agent" },
      { input: "accepted", legId: "agent" },
      { input: "answer-written" },
    );
    expect([answers(plain), begun(plain)]).toEqual([["not-asked"], 0]);
    const mute = asked("announced");
    const heard = heardOut(mute);
    mute.give({ input: "play-failed", play: heard.input === "play-ended" ? heard.play : "" }, ...joined);
    expect([answers(mute), begun(mute)]).toEqual([["unheard"], 0]);
  });

  it("takes it back, and what there is goes; the record names no recording any more", () => {
    const call = asked("announced");
    call.give(heardOut(call), ...joined);
    const wish = { phoneId: "phone-agent", act: { act: "withdraw-recording" } } as const;
    expect(judgeWish(call.call, wish).ok).toBe(true);
    call.give({ input: "act", wish });
    expect(call.last.map(({ effect }) => effect)).toEqual(["write", "drop-recording"]);
    expect(judgeWish(call.call, wish)).toEqual({ ok: false, refusal: "call-act-not-now" });
    call.give({ input: "hung-up", legId: "in", cause: 16 });
    expect(kinds(call)).not.toContain("recording.ended");
    expect(foldCdr(call.call.events).recordingId).toBeNull();
  });
});

describe("whatever happens in whatever order", () => {
  const acts = (["hold", "resume", "complete", "return", "conference", "withdraw-recording"] as const).map(
    (name): CallInput => ({ input: "act", wish: { phoneId: null, act: { act: name } } }),
  );
  const things: readonly CallInput[] = [
    ...acts,
    ...joined,
    ...["0", "1", "5", "9"].map(key),
    silence,
    { input: "act", wish: { phoneId: null, act: { act: "consult", number: "102" } } },
    { input: "act", wish: { phoneId: null, act: { act: "transfer", number: "102" } } },
    { input: "consult-resolved", destination: targets("other") },
    { input: "media-opened", legId: "other" },
    { input: "accepted", legId: "other" },
    { input: "transfer-asked", legId: "agent", target: "102" },
    { input: "transfer-resolved", destination: targets("third") },
    { input: "media-opened", legId: "third" },
    { input: "accepted", legId: "third" },
    { input: "media-lost" },
    { input: "media-back" },
    { input: "hung-up", legId: "agent", cause: 16 },
    { input: "hung-up", legId: "other", cause: 16 },
  ] as readonly CallInput[];

  it("no recording begins before somebody said that it may, nor after he took that back", () => {
    const order = fc.array(fc.oneof(fc.constantFrom(...things), fc.constant("heard" as const)), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...NOTICES), order, (notice, steps) => {
        const call = asked(notice);
        let isAllowed = false;
        for (const step of steps) {
          if (call.call.phase === "ended") break;
          const before = call.call.events.length;
          call.give(step === "heard" ? heardOut(call) : step);
          for (const { body } of call.call.events.slice(before))
            if (body.kind === "recording.consent") {
              isAllowed = body.allows;
              expect(body.allows).toBe(allowsRecording(notice, body.answer));
            }
          if (!isAllowed) {
            expect(call.call.recordingId).toBeNull();
            expect(call.last.some(({ effect }) => effect === "begin-recording")).toBe(false);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("no answer but the one that a notice asks for lets a call be recorded", () => {
    const allowing = (notice: RecordingNotice) => RECORDING_ANSWERS.filter((answer) => allowsRecording(notice, answer));
    expect(NOTICES.map(allowing)).toEqual([["announced"], ["silent"], ["agreed"]] satisfies RecordingAnswer[][]);
    expect(allowing("none")).toEqual([]);
  });
});
