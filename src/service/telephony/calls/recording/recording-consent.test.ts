import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targets } from "../../../../../testkit/call-with-agent.ts";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { type CallEventBody, foldCdr } from "../../cdr/index.ts";
import { RECORDING_ANSWERS, type RecordingAnswer, type RecordingNotice } from "../../dial-plan/index.ts";
import { type Destination, withEvents } from "../call.ts";
import type { CallInput, CallTask } from "../index.ts";
import { judgeCallCommand } from "../queue-port/call-command.ts";
import { allowsRecording, mayBeRecorded as keeps, recordingWithdrawn, withConsent } from "./recording-consent.ts";

const NOW = { atMs: 0, elapsedUs: 0 };
const NOTICES = ["announced", "may-refuse", "must-agree"] as const;
const dial: CallTask = { task: "dial", number: "201", ringMs: 20_000 };

const leading = (notice: RecordingNotice): Destination => ({
  kind: "tasks",
  script: withConsent(listOf([dial]), notice, (prompt) => `${prompt}@1`),
  isRecorded: true,
  notice,
  areKeysSecret: false,
});
/** A caller who hears the recording notice. */
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
    ["may-refuse", [{ input: "media-lost" }, { input: "media-back" }, silence], "unheard", false],
    ["may-refuse", [{ input: "media-lost" }, { input: "media-back" }, key("9")], "refused", false],
    ["must-agree", [{ input: "media-lost" }, { input: "media-back" }, key("1")], "agreed", true],
  ] as const)("%s: %j is told as %s, and recorded: %s", (notice, inputs, answer, isRecorded) => {
    const call = asked(notice);
    expect(begun(call)).toBe(0);
    call.give(heardOut(call), ...inputs, ...joined);
    expect(answers(call)).toEqual([answer]);
    expect([begun(call) > 0, kinds(call).includes("recording.began")]).toEqual([isRecorded, isRecorded]);
    const event = call.call.events.find(({ body }) => body.kind === "recording.consent");
    expect(event?.body).toMatchObject({ notice, allows: isRecorded });
    expect(JSON.stringify(event?.body)).toContain("@1");
  });

  it("agrees only once he has heard what he agrees to; he may refuse before", () => {
    const early = asked("must-agree").give(key("1"));
    expect(answers(early)).toEqual([]);
    early.give(heardOut(early), silence, ...joined);
    expect([answers(early), begun(early)]).toEqual([["silent"], 0]);
    expect(answers(asked("may-refuse").give(key("9")))).toEqual(["refused"]);
  });

  it.each(NOTICES)("has not heard %s where the engine of sound dies under it again and again", (notice) => {
    const call = asked(notice);
    for (let death = 0; death < 4; death += 1) call.give({ ...heardOut(call), isCut: true } as CallInput);
    expect(answers(call)).toEqual(["unheard"]);
    expect(begun(call.give(silence, ...joined))).toBe(0);
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
    for (const notice of NOTICES) {
      const mute = asked(notice);
      const input = heardOut(mute);
      mute.give({ input: "play-failed", play: input.input === "play-ended" ? input.play : "" }, ...joined);
      expect([answers(mute), begun(mute)]).toEqual([["unheard"], 0]);
    }
  });

  it("takes it back, and what there is goes; the record names no recording any more", () => {
    const call = asked("announced");
    call.give(heardOut(call), ...joined);
    const wish = { phoneId: "phone-agent", act: { act: "withdraw-recording" } } as const;
    expect(judgeCallCommand(call.call, wish).ok).toBe(true);
    call.give({ input: "act", wish });
    expect(call.last.map(({ effect }) => effect)).toEqual(["write", "drop-recording"]);
    expect(judgeCallCommand(call.call, wish)).toEqual({ ok: false, refusal: "call-act-not-now" });
    call.give({ input: "hung-up", legId: "in", cause: 16 });
    expect(kinds(call)).not.toContain("recording.ended");
    expect(foldCdr(call.call.events).recordingId).toBeNull();
  });
});

/** A party outside, called over a number whose notice needs more than an announcement. */
const mobile = (notice?: RecordingNotice): Destination => {
  const party = { kind: "trunk", trunkId: "line", ...(notice === undefined ? {} : { notice }) } as const;
  return { kind: "targets", targets: [{ legId: "mobile", party }], ringMs: 30_000, isRecorded: true };
};
const mobileUp: readonly CallInput[] = [
  { input: "media-opened", legId: "mobile" },
  { input: "accepted", legId: "mobile" },
];
const act = (name: "conference" | "complete" | "return"): CallInput => ({
  input: "act",
  wish: { phoneId: null, act: { act: name } },
});
const consult: CallInput = { input: "act", wish: { phoneId: null, act: { act: "consult", number: "0812" } } };
const consulting = (notice?: RecordingNotice): readonly CallInput[] => [
  consult,
  { input: "consult-resolved", destination: mobile(notice) },
  ...mobileUp,
];
const agreed = () => {
  const call = asked("must-agree");
  return call.give(heardOut(call), key("1"), ...joined);
};

describe("somebody outside who is brought into a recorded call", () => {
  it.each([
    ["as a third one", [act("conference")]],
    ["in the agent's place", [act("complete")]],
  ] as const)("%s ends the recording where his number asks or announces", (_how, acts) => {
    for (const notice of NOTICES) {
      const call = agreed().give(...consulting(notice));
      expect(call.call.recordingId).toBe("rec");
      call.give(...acts);
      expect(call.last).toContainEqual({ effect: "end-recording", recordingId: "rec" });
      expect(call.last.some(({ effect }) => effect === "begin-recording")).toBe(false);
      expect(answers(call)).toEqual(["agreed", "joined"]);
      expect(call.call.recordingId).toBeNull();
      call.give({ input: "hung-up", legId: "in", cause: 16 });
      // The existing recording stays with the call, and ends once.
      expect(foldCdr(call.call.events).recordingId).toBe("rec");
      expect(kinds(call).filter((kind) => kind === "recording.ended")).toHaveLength(1);
    }
  });

  it("leaves it as it is where his number asks nothing, and where he is only asked and let go", () => {
    for (const notice of ["none", undefined] as const)
      expect(agreed().give(...consulting(notice), act("conference")).call.recordingId).toBe("rec");
    const back = agreed().give(...consulting("must-agree"), act("return"));
    expect([back.call.recordingId, answers(back)]).toEqual(["rec", ["agreed"]]);
    expect(back.last.some(({ effect }) => effect === "begin-recording")).toBe(true);
  });

  it("does not let it begin where a flow calls him itself", () => {
    const call = asked("must-agree");
    call.give(heardOut(call), key("1"), { input: "dial-resolved", destination: mobile("must-agree") }, ...mobileUp);
    expect(kinds(call)).toContain("talk.began");
    expect([begun(call), answers(call), kinds(call).includes("recording.began")]).toEqual([
      0,
      ["agreed", "joined"],
      false,
    ]);
    expect(call.effects).not.toContainEqual(expect.objectContaining({ effect: "play", sound: "notice" }));
  });
});

describe("whatever happens in whatever order", () => {
  const inputs = (["hold", "resume", "complete", "return", "conference", "withdraw-recording"] as const).map(
    (name): CallInput => ({ input: "act", wish: { phoneId: null, act: { act: name } } }),
  );
  const things: readonly CallInput[] = [
    ...inputs,
    ...joined,
    ...["0", "1", "5", "9"].map(key),
    silence,
    { input: "act", wish: { phoneId: null, act: { act: "consult", number: "102" } } },
    { input: "act", wish: { phoneId: null, act: { act: "transfer", number: "102" } } },
    { input: "consult-resolved", destination: targets("other") },
    { input: "consult-resolved", destination: mobile("must-agree") },
    { input: "dial-resolved", destination: mobile("announced") },
    ...mobileUp,
    { input: "hung-up", legId: "mobile", cause: 16 },
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

  /** Answers that permit the recording after its notice was heard. */
  const YES = { announced: [], "may-refuse": [silence], "must-agree": [key("1")] } as const;

  it("no recording begins before somebody said that it may, nor after he took that back", () => {
    let [orders, recorded] = [0, 0];
    const order = fc.array(fc.oneof(fc.constantFrom(...things), fc.constant("heard" as const)), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...NOTICES), fc.boolean(), order, (notice, isTalking, rest) => {
        const call = asked(notice);
        const steps = isTalking ? (["heard", ...YES[notice], ...joined, ...rest] as const) : rest;
        let isAllowed = false;
        orders += 1;
        for (const step of steps) {
          if (call.call.phase === "ended") break;
          const before = call.call.events.length;
          call.give(step === "heard" ? heardOut(call) : step);
          for (const { body } of call.call.events.slice(before))
            if (body.kind === "recording.consent") {
              isAllowed = body.allows;
              expect(body.allows).toBe(allowsRecording(notice, body.answer));
            }
          const { consultation, talking } = call.call;
          const isThird = consultation?.state === "conference" && consultation.colleagueLegId === "mobile";
          if (isThird || talking?.includes("mobile") === true) expect(isAllowed).toBe(false);
          if (!isAllowed) {
            expect(call.call.recordingId).toBeNull();
            expect(call.last.some(({ effect }) => effect === "begin-recording")).toBe(false);
          }
        }
        if (begun(call) > 0) recorded += 1;
      }),
      { numRuns: 2_000 },
    );
    // Orders in which nothing can be recorded would prove nothing.
    expect(recorded).toBeGreaterThan(orders / 4);
  });

  it("no answer but the one that a notice asks for lets a call be recorded", () => {
    const allowing = (notice: RecordingNotice) => RECORDING_ANSWERS.filter((answer) => allowsRecording(notice, answer));
    expect(NOTICES.map(allowing)).toEqual([["announced"], ["silent"], ["agreed"]] satisfies RecordingAnswer[][]);
    expect(allowing("none")).toEqual([]);
  });
});

describe("whom an application has called", () => {
  const own = (notice: RecordingNotice) => ({ kind: "trunk", trunkId: "line", notice }) as const;
  const called = (notice: RecordingNotice) =>
    new SteppedCall(undefined, {
      direction: "outbound",
      caller: "14045",
      called: "+628111",
      hasOffer: false,
      party: own(notice),
      destination: { ...leading(notice), calledMs: 30_000 } as Destination,
    }).give(
      { input: "permitted", mode: "open", recordingId: "rec" },
      { input: "media-opened", legId: "in" },
      { input: "rang", legId: "in" },
      { input: "accepted", legId: "in" },
      { input: "answer-written" },
    );

  it.each([
    ["announced", [], true],
    ["may-refuse", [silence], true],
    ["may-refuse", [key("9")], false],
    ["must-agree", [key("1")], true],
    ["must-agree", [silence], false],
  ] as const)("%s: is told or asked himself, and %j holds for his call: %s", (notice, inputs, isRecorded) => {
    const call = called(notice);
    call.give(heardOut(call), ...inputs, ...joined);
    expect(answers(call)).toHaveLength(1);
    expect(begun(call) > 0).toBe(isRecorded);
  });

  it("agrees for himself alone: whoever else is reached over such a number ends the recording", () => {
    const call = called("announced");
    call.give(heardOut(call), { input: "dial-resolved", destination: mobile("may-refuse") }, ...mobileUp);
    expect([answers(call), begun(call)]).toEqual([["announced", "joined"], 0]);
  });
});

describe("a message that is to be left without a tone", () => {
  const message: CallTask = {
    task: "record-message",
    queueId: "application",
    secondsMax: 60,
    silenceMs: 3_000,
    endKey: "#",
    hasBeep: false,
  };
  const recordings = (call: SteppedCall) => call.all("begin-message").length;

  it("has one all the same where nobody has told its caller that he is recorded", () => {
    const call = new SteppedCall(listOf([message])).answered();
    expect(call.last).toMatchObject([{ effect: "answer" }, { effect: "play-clips", clips: [{ kind: "tone" }] }]);
    expect(recordings(call)).toBe(0);
    expect(recordings(call.heard())).toBe(1);
  });

  it.each([
    ["announced", [], 1],
    ["may-refuse", [key("9")], 0],
    ["must-agree", [silence], 0],
    ["must-agree", [key("1")], 1],
  ] as const)("has none only after a yes (%s, %j: %s)", (notice, inputs, at) => {
    const destination = { ...leading(notice), script: withConsent(listOf([message]), notice, (prompt) => prompt) };
    const call = new SteppedCall(undefined, { destination: destination as Destination }).answered();
    call.give(heardOut(call), ...inputs);
    expect(recordings(call)).toBe(at);
  });
});

describe("a caller who takes part in a conference that may be recorded", () => {
  const seat = { label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null } as const;
  const confer: CallTask = {
    task: "confer",
    room: { kind: "named", name: "rapat", membersMax: 8 },
    seat,
    meanwhile: "music",
    endsOnStar: false,
  };
  const inside = { kind: "phone", phoneId: "p", contact: null } as const;
  const led = (notice: RecordingNotice, isRecorded: boolean): Destination => {
    const script = isRecorded ? withConsent(listOf([confer]), notice, () => "1") : listOf([confer]);
    return { kind: "tasks", script, isRecorded, notice, areKeysSecret: false };
  };
  const mayBeKept = (call: SteppedCall) => {
    const join = call.effects.findLast((effect) => effect.effect === "join-conference");
    return join?.effect === "join-conference" ? join.wish.mayBeKept : undefined;
  };
  const coming = (destination: Destination, ...inputs: readonly CallInput[]) => {
    const call = new SteppedCall(undefined, { destination }).answered();
    return inputs.length === 0 ? call : call.give(heardOut(call), ...inputs);
  };

  it("is recorded with the others as his number wants it, and one of the house unless he has said no", () => {
    expect(mayBeKept(coming(led("none", false)))).toBe(false);
    expect(mayBeKept(coming(led("none", true)))).toBe(true);
    expect(mayBeKept(coming(led("must-agree", true), key("1")))).toBe(true);
    expect(mayBeKept(coming(led("must-agree", true), silence))).toBe(false);
    expect(mayBeKept(coming(led("may-refuse", true), key("9")))).toBe(false);
    const own = (destination: Destination) => new SteppedCall(undefined, { destination, party: inside }).answered();
    expect(mayBeKept(own(led("none", false)))).toBe(true);
    const asking = own(led("may-refuse", true));
    expect(mayBeKept(asking.give(heardOut(asking), key("9")))).toBe(false);
  });

  it("is recorded with them also where his own recording was ended or refused for want of room, unless he takes it back", () => {
    const given = coming(led("must-agree", true), key("1"));
    const saying = (...bodies: readonly CallEventBody[]) => ({
      ...given.call,
      recordingId: null,
      events: withEvents(given.call, NOW, bodies).events,
    });
    const recordingId = "rec";
    expect(keeps(saying())).toBe(true);
    expect(keeps(saying({ kind: "recording.began", recordingId }, { kind: "recording.ended", recordingId }))).toBe(
      true,
    );
    const said = { kind: "recording.consent", notice: "must-agree", allows: false, prompt: null } as const;
    for (const answer of ["withdrawn", "joined"] as const)
      expect(keeps(saying({ kind: "recording.began", recordingId }, { ...said, answer }))).toBe(false);
    const untold = { ...saying(), events: [] };
    expect(keeps(untold)).toBe(false);
    for (const body of [
      { kind: "recording.began", recordingId },
      { kind: "recording.refused", recordingId, why: "storage-full" },
    ] as const)
      expect(keeps(withEvents(untold, NOW, [body]))).toBe(true);
  });

  it("is in none of its recordings any more once he takes back that he may be recorded", () => {
    const call = coming(led("must-agree", true), key("1"));
    const began = withEvents(call.call, NOW, [{ kind: "recording.began", recordingId: "r" }]);
    expect(recordingWithdrawn(began, NOW).effects).toEqual([
      { effect: "write" },
      { effect: "drop-recording", recordingId: began.recordingId },
      { effect: "withdraw-in-conference" },
    ]);
  });

  it("is told once it begins, on record, and hears that to its end whatever comes between", () => {
    const order = (order: Extract<CallInput, { readonly input: "conference-order" }>["order"]): CallInput => ({
      input: "conference-order",
      order,
    });
    const notice = { kind: "prompt", prompt: "notice" } as const;
    const beep = { kind: "tone", tone: "beep" } as const;
    const call = coming(led("none", true)).give(order({ order: "talk" }));
    call.give(order({ order: "recorded", recordingId: "r", clips: [notice] }));
    expect(call.call.events.at(-1)?.body).toEqual({ kind: "conference.recorded", recordingId: "r" });
    const played = () => call.last.flatMap((one) => (one.effect === "play-clips" ? one.clips : []));
    expect(played()).toEqual([notice]);
    call.give(order({ order: "hear", clips: [beep] }));
    expect(played()).toEqual([beep, notice]);
    call.give(heardOut(call), order({ order: "hear", clips: [beep] }));
    expect(played()).toEqual([beep]);
  });
});
