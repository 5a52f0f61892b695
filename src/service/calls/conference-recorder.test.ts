import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ok, refuse } from "../../kernel/index.ts";
import type { MediaCommand } from "../../platform/media/index.ts";
import { openLog } from "../../platform/telemetry/index.ts";
import type { RecordedConference } from "./conference-port.ts";
import { openConferenceRecorder } from "./conference-recorder.effects.ts";
import type { Ask, RecordingKeeper } from "./sound-parts.effects.ts";

const log = openLog({ process: "test", level: "silent" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A recorder over an engine and a disk that refuse what `fault` names; what was done, in its order. */
function open() {
  const world = { fault: (() => null) as (what: string) => string | null, done: [] as string[], segments: 0 };
  const doing = (what: string): void => {
    const fault = world.fault(what);
    if (fault !== null) throw new Error(`media: ${fault}`);
    world.done.push(what);
  };
  const ask = (async (command: MediaCommand) => {
    const legs = "legs" in command ? ` ${command.legs.join("+")}` : "";
    const own =
      command.kind === "stop-recording"
        ? `${command.isAgain ? " again" : ""}${command.isTrimmed ? " trimmed" : ""}`
        : "";
    doing(`${command.kind.replace(/-(mixed-)?recording/, "")}${legs}${own}`);
    return command.kind === "stop-recording" ? { segments: [] } : null;
  }) as unknown as Ask;
  let hasRoom = true;
  const recordings: RecordingKeeper = {
    begin: async ({ conference }) => {
      doing(`begin ${conference?.callIds.join("+")}`);
      return hasRoom ? ok("key") : refuse("storage-full");
    },
    hold: async ({ callIds }) => doing(`hold ${callIds.join("+")}`),
    keepPaused: async ({ isPaused }) => doing(isPaused ? "kept as paused" : "kept as going on"),
    finish: async () => doing("finish"),
    drop: async () => undefined,
    keyOf: async () => null,
  };
  const recorder = openConferenceRecorder({ ask, log, recordings });
  const follow = async (names: string | null, own: Partial<RecordedConference> = {}, worker = 0): Promise<string> => {
    const members = (names ?? "").split("").map((name) => ({ callId: name.toUpperCase(), legId: name }));
    const rest = { tenantId: "t", callId: "A", isPaused: false, isTrimmed: true, told: null, ...own };
    const wanted = names === null ? null : { recordingId: "rec", members, ...rest };
    recorder.follow("room", wanted, { worker: names === "" ? null : worker, memberOf: (legId) => legId });
    await vi.advanceTimersByTimeAsync(10);
    return world.done.splice(0).join(", ");
  };
  const fill = (): void => {
    hasRoom = false;
  };
  return { world, recorder, follow, fill };
}

describe("the recorder of conferences", () => {
  it("has each call on disk before the first of its sound, and leaves out at once whoever is to be left out", async () => {
    const { recorder, follow } = open();
    expect(await follow("ab")).toBe("begin A+B, start a+b");
    expect(await follow("abc")).toBe("change a+b, hold C, change a+b+c");
    expect(await follow("bc")).toBe("change b+c");
    expect(await follow("abc")).toBe("change a+b+c");
    expect(await follow("")).toBe("change ");
    expect(recorder.isRecording("rec")).toBe(true);
    expect(await follow(null)).toBe("stop trimmed, finish");
    expect(recorder.isRecording("rec")).toBe(false);
  });

  it("stands still before anything else, and says so once it does", async () => {
    const { follow } = open();
    await follow("ab");
    expect(await follow("abc", { isPaused: true })).toBe("pause, kept as paused, change a+b, hold C, change a+b+c");
    expect(await follow("abc")).toBe("resume, kept as going on, change a+b+c");
  });

  it("goes on in another piece where the mix is with another worker, or the engine has lost it, and trims none of them", async () => {
    const { world, follow } = open();
    await follow("ab");
    expect(await follow("ab", {}, 1)).toBe("stop, start a+b");
    expect(await follow("")).toBe("change ");
    world.fault = (what) => (what.startsWith("change") ? "recording-unknown" : null);
    expect(await follow("a", {}, 1)).toBe("start a");
    expect(await follow(null)).toBe("stop again, finish");
  });

  it("waits for a disk that is away without recording whoever is not on it, and asks again for an end that was not heard", async () => {
    const { world, follow } = open();
    world.fault = (what) => (what.startsWith("begin") ? "away" : null);
    expect(await follow("ab")).toBe("");
    world.fault = () => null;
    await vi.advanceTimersByTimeAsync(600);
    expect(world.done.splice(0)).toEqual(["begin A+B", "start a+b"]);
    world.fault = (what) => (what.startsWith("hold") ? "away" : null);
    expect(await follow("abc")).toBe("change a+b");
    world.fault = (what) => (what === "finish" ? "away" : null);
    expect(await follow(null)).toBe("stop trimmed");
    world.fault = () => null;
    await vi.advanceTimersByTimeAsync(600);
    expect(world.done).toEqual(["stop again trimmed", "finish"]);
  });

  it("leaves what cannot be finished to the look for unfinished ones", async () => {
    const { world, recorder, follow } = open();
    await follow("ab");
    world.fault = () => "engine-away";
    await follow(null);
    expect(recorder.isRecording("rec")).toBe(true);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(recorder.isRecording("rec")).toBe(false);
    await recorder.settled();
  });

  it("records nothing where the call centre keeps as much sound as it may, and nobody is kept from being heard", async () => {
    const { follow, fill } = open();
    fill();
    expect(await follow("ab")).toBe("begin A+B");
    expect(await follow("abc")).toBe("");
    expect(await follow(null)).toBe("");
  });
});
