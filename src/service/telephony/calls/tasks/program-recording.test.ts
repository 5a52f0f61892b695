import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { foldCdr } from "../../cdr/index.ts";
import type { Arrival } from "../call.ts";
import type { CallTask } from "./call-task.ts";
import { judgeRecord } from "./program-recording.ts";

const dial: CallTask = { task: "dial", number: "101", ringMs: 20_000 };
const told = { url: "https://app.example/rec", method: "POST", events: ["completed"] } as const;
const wish = { act: "begin", recordingId: "own", told, isTrimmed: true } as const;
const begin = { input: "record-told", wish } as const;
const order = (act: "pause" | "go-on" | "end", recordingId = "own") =>
  ({ input: "record-told", wish: { act, recordingId } }) as const;

/** A caller who talks with an internal phone, or with a party reached over a number with this notice. */
function talking(
  own: { readonly destination?: object; readonly notice?: "announced" | "none"; readonly runs?: number } = {},
): SteppedCall {
  const runs = Array.from({ length: own.runs ?? 1 }, () => [dial]);
  const destination = {
    kind: "tasks",
    script: listOf(...runs),
    isRecorded: false,
    notice: "none",
    areKeysSecret: false,
    ...own.destination,
  } as Arrival["destination"];
  const call = new SteppedCall(undefined, { destination }).answered();
  return dialled(call, "b", own.notice);
}

function dialled(call: SteppedCall, legId: string, notice?: "announced" | "none"): SteppedCall {
  const party =
    notice === undefined
      ? ({ kind: "phone", phoneId: "p", contact: "c" } as const)
      : ({ kind: "trunk", trunkId: "t", number: "0811", shown: "1500", notice } as never);
  return call.give(
    {
      input: "dial-resolved",
      destination: { kind: "targets", ringMs: 20_000, isRecorded: false, targets: [{ legId, party }] },
    },
    { input: "media-opened", legId },
    { input: "accepted", legId },
    { input: "connected", legId },
  );
}

const refusalOf = (call: SteppedCall, of: Parameters<typeof judgeRecord>[1] = wish) => {
  const judged = judgeRecord(call.call, of);
  return judged.ok ? null : judged.refusal;
};

describe("a call that a program has recorded while it goes on", () => {
  it("is recorded from there on, both hear it, and who is told stands on record with it", () => {
    const call = talking().give(begin);
    expect(call.last).toMatchObject([
      { effect: "write" },
      { effect: "begin-recording", recordingId: "own", legIds: ["in", "b"], isTrimmed: true },
      { effect: "play", legId: "in", sound: "notice" },
      { effect: "play", legId: "b", sound: "notice" },
    ]);
    const body = { kind: "recording.began", recordingId: "own", byProgram: true, told: { recording: told } };
    expect(call.call.events.at(-1)?.body).toEqual(body);
    expect(foldCdr([...call.give({ input: "hung-up", legId: "in", cause: 16 }).call.events]).recordingId).toBe("own");
    expect(call.all("end-recording")).toMatchObject([{ recordingId: "own" }]);
  });

  it("is recorded once at a time, and only while two talk", () => {
    const alone = new SteppedCall(listOf([dial])).answered();
    expect(refusalOf(alone)).toBe("recording-not-now");
    expect(alone.give(begin).last).toEqual([]);
    const call = talking().give(begin);
    expect(refusalOf(call, { ...wish, recordingId: "another" })).toBe("recording-not-now");
    expect(call.give(begin).last).toEqual([]);
    call.give(order("end"));
    expect(call.last).toMatchObject([{ effect: "write" }, { effect: "end-recording", recordingId: "own" }]);
    expect(refusalOf(call, { ...wish, recordingId: "another" })).toBeNull();
    call.give({ input: "record-told", wish: { ...wish, recordingId: "another" } });
    expect(call.last).toContainEqual(expect.objectContaining({ effect: "begin-recording", recordingId: "another" }));
    expect(refusalOf(call, { act: "pause", recordingId: "own" })).toBe("recording-not-now");
  });

  it("stands still until a program lets it go on, whoever comes to talk meanwhile", () => {
    const call = talking({ runs: 2 }).give(begin, order("pause"));
    expect(call.last).toContainEqual({ effect: "hold-recording", recordingId: "own", isPaused: true });
    call.give({ input: "hung-up", legId: "b", cause: 16 });
    dialled(call, "c");
    expect(call.call.talking).toEqual(["in", "c"]);
    expect(call.all("begin-recording")).toHaveLength(1);
    call.give(order("go-on"));
    expect(call.last).toMatchObject([
      { effect: "write" },
      { effect: "hold-recording", isPaused: false },
      { effect: "begin-recording", recordingId: "own", legIds: ["in", "c"] },
    ]);
    expect(call.kinds().filter((kind) => kind.startsWith("recording."))).toEqual([
      ...["recording.began", "recording.paused", "recording.resumed"],
    ]);
  });

  it("is not where somebody has not been told what his number says that he is told", () => {
    expect(refusalOf(talking({ destination: { notice: "announced" } }))).toBe("recording-not-told");
    // The notice of such a call's number is unknown.
    expect(refusalOf(talking({ destination: { notice: undefined } }))).toBe("recording-not-told");
    const other = talking({ notice: "announced" });
    expect(refusalOf(other)).toBe("recording-not-told");
    expect(other.give(begin).last).toEqual([]);
    expect(refusalOf(talking({ notice: "none" }))).toBeNull();
  });

  it("is not again where the caller took back that it was", () => {
    const call = talking().give(begin, {
      input: "act",
      wish: { phoneId: "p", act: { act: "withdraw-recording" } },
    });
    expect(call.all("drop-recording")).toMatchObject([{ recordingId: "own" }]);
    expect(refusalOf(call, { ...wish, recordingId: "another" })).toBe("recording-not-told");
  });

  it("of its number is paused and ended by a program as well", () => {
    const call = talking({ destination: { isRecorded: true } });
    expect(call.all("begin-recording")).toMatchObject([{ recordingId: "rec" }]);
    expect(refusalOf(call)).toBe("recording-not-now");
    call.give(order("pause", "rec"), order("go-on", "rec"), order("end", "rec"));
    expect(call.all("hold-recording").map(({ isPaused }) => isPaused)).toEqual([true, false]);
    expect(call.all("end-recording")).toMatchObject([{ recordingId: "rec" }]);
    expect(call.kinds().at(-1)).toBe("recording.ended");
  });
});
