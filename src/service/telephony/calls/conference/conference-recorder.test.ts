import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ok, refuse } from "../../../../kernel/index.ts";
import type { MediaCommand } from "../../../../platform/media/index.ts";
import { openLog } from "../../../../platform/telemetry/index.ts";
import type { Ask, RecordingKeeper } from "../media/sound-parts.effects.ts";
import type { RecordedConference } from "./conference-port.ts";
import { openConferenceRecorder } from "./conference-recorder.effects.ts";

const log = openLog({ process: "test", level: "silent" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Injects a fault: the command is refused, or it is carried out and its answer is lost. */
type Fault = (what: string) => string | null;

interface Engine {
  /** The recorded legs, the worker, and whether the recording is paused; null while it records nothing. */
  recording: { legs: readonly string[]; isPaused: boolean; readonly worker: number } | null;
  readonly gone: Set<string>;
  worker: number;
  /** Whether any audio recorded so far is retained. */
  hasKept: boolean;
}

/** The engine's action; throws its refusals. */
function carriedOut(engine: Engine, command: MediaCommand): void {
  const legs = "legs" in command ? command.legs : "leg" in command ? [command.leg] : [];
  const isBegin = command.kind === "start-mixed-recording";
  const { recording } = engine;
  if (command.kind === "stop-recording") {
    if (recording === null && !engine.hasKept) throw new Error("media: recording-unknown");
    engine.recording = null;
    return;
  }
  if (recording === null && !isBegin && "recording" in command) throw new Error("media: recording-unknown");
  if (legs.some((leg) => engine.gone.has(leg))) throw new Error("media: leg-unknown");
  if (isBegin && recording !== null) throw new Error("media: recording-exists");
  if (isBegin) engine.recording = { legs, isPaused: command.isPaused, worker: engine.worker };
  if (isBegin) engine.hasKept = true;
  if (command.kind === "seal-recording") engine.recording = null;
  if (recording === null) return;
  if (command.kind === "change-mixed-recording") recording.legs = legs;
  if (command.kind === "pause-recording") recording.isPaused = true;
  if (command.kind === "resume-recording") recording.isPaused = false;
}

/** A recorder on an engine and a disk that refuse as `fault` says; the actions are listed in order. */
function open() {
  const engine: Engine = { recording: null, gone: new Set(), worker: 0, hasKept: false };
  const world = {
    fault: (() => null) as Fault,
    unheard: (() => null) as Fault,
    done: [] as string[],
    engine,
    hasRoom: true,
    /** The disk does not answer until this is settled. */
    hung: null as PromiseWithResolvers<void> | null,
  };
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
    const what = `${command.kind.replace(/-(mixed-)?recording/, "")}${legs}${own}`;
    const fault = world.fault(what);
    if (fault !== null) throw new Error(`media: ${fault}`);
    carriedOut(engine, command);
    if (command.kind !== "leg-figures") world.done.push(what);
    const lost = world.unheard(what);
    if (lost !== null) throw new Error(`media: ${lost}`);
    return command.kind === "stop-recording" ? { segments: [] } : null;
  }) as unknown as Ask;
  const writing = async (what: string): Promise<void> => {
    await world.hung?.promise;
    doing(what);
  };
  const recordings: RecordingKeeper = {
    begin: async ({ conference }) => {
      await writing(`begin ${conference?.callIds.join("+")}`);
      return world.hasRoom ? ok("key") : refuse("storage-full");
    },
    hold: ({ callIds }) => writing(`hold ${callIds.join("+")}`),
    keepPaused: ({ isPaused }) => writing(isPaused ? "kept as paused" : "kept as going on"),
    finish: () => writing("finish"),
    drop: async () => undefined,
    keyOf: async () => null,
  };
  const recorder = openConferenceRecorder({ ask, log, recordings });
  /** The named legs are to be recorded; those in `apart` are not in the mix. */
  const want = (
    names: string | null,
    own: Partial<RecordedConference> = {},
    place = { worker: 0, apart: "" },
  ): void => {
    const members = (names ?? "").split("").map((name) => ({ callId: name.toUpperCase(), legId: name }));
    const rest = { tenantId: "t", callId: "A", isPaused: false, isTrimmed: true, told: null, ...own };
    const wanted = names === null ? null : { recordingId: "rec", members, ...rest };
    engine.worker = place.worker;
    const memberOf = (legId: string) => (place.apart.includes(legId) ? null : legId);
    recorder.follow("room", wanted, { worker: names === "" ? null : place.worker, memberOf });
  };
  const later = async (ms: number): Promise<string> => {
    await vi.advanceTimersByTimeAsync(ms);
    return world.done.splice(0).join(", ");
  };
  const follow = (...wanted: Parameters<typeof want>): Promise<string> => {
    want(...wanted);
    return later(10);
  };
  return { world, recorder, want, follow, later };
}

const PAUSED = { isPaused: true };

describe("the recorder of conferences", () => {
  it("has each call on disk before the first of its sound, and leaves out at once whoever is to be left out", async () => {
    const { recorder, follow } = open();
    expect(await follow("ab")).toBe("begin A+B, start a+b");
    expect(await follow("abc")).toMatch(/^change a\+b, (change a\+b, )?hold C, change a\+b\+c$/);
    expect(await follow("bc")).toBe("change b+c");
    expect(await follow("abc")).toBe("change a+b+c");
    expect(await follow("")).toBe("change ");
    expect(recorder.isRecording("rec")).toBe(true);
    expect(await follow(null)).toBe("stop trimmed, finish");
    expect(recorder.isRecording("rec")).toBe(false);
  });

  it("stands still before anything else, goes on when whoever is to be left out is, and says so once it does", async () => {
    const { follow } = open();
    await follow("ab");
    expect(await follow("ab", PAUSED)).toBe("pause, change a+b, kept as paused");
    expect(await follow("b")).toBe("change b, resume, kept as going on");
  });

  it("goes on in another piece at once where the mix is with another worker, or the engine has lost it, and trims none of them", async () => {
    const { world, follow } = open();
    await follow("ab");
    expect(await follow("ab", {}, { worker: 1, apart: "" })).toBe("seal, start a+b");
    expect(await follow("")).toBe("change ");
    world.engine.recording = null;
    expect(await follow("a", {}, { worker: 1, apart: "" })).toBe("start a");
    expect(await follow(null)).toBe("stop again, finish");
  });

  it("leaves what cannot be finished to the look for unfinished ones", async () => {
    const { world, recorder, follow, later } = open();
    await follow("ab");
    world.fault = () => "engine-away";
    await follow(null);
    expect(recorder.isRecording("rec")).toBe(true);
    await later(30_000);
    expect(recorder.isRecording("rec")).toBe(false);
    await recorder.settled();
  });

  it("records nothing where the call centre keeps as much sound as it may, and nobody is kept from being heard", async () => {
    const { world, recorder, follow } = open();
    world.hasRoom = false;
    expect(await follow("ab")).toBe("begin A+B");
    expect(await follow("abc")).toBe("");
    expect(await follow(null)).toBe("");
    expect(recorder.isRecording("rec")).toBe(false);
  });
});

describe("a disk that is away or hangs", () => {
  it("holds up whoever is not on it, and an end that was heard is not asked for again", async () => {
    const { world, follow, later } = open();
    world.fault = (what) => (what.startsWith("begin") ? "away" : null);
    expect(await follow("ab")).toBe("");
    world.fault = () => null;
    expect(await later(600)).toBe("begin A+B, start a+b");
    world.fault = (what) => (what.startsWith("hold") ? "away" : null);
    expect(await follow("abc")).toBe("change a+b");
    world.fault = (what) => (what === "finish" ? "away" : null);
    expect(await follow(null)).toBe("stop trimmed");
    world.fault = () => null;
    expect(await later(600)).toBe("finish");
  });

  it("holds up nothing that is to be left out: neither a pause, nor who is muted or has left", async () => {
    const { world, follow, later } = open();
    await follow("ab");
    world.hung = Promise.withResolvers();
    expect(await follow("abc")).toBe("change a+b");
    expect(await follow("abc", PAUSED)).toBe("pause, change a+b");
    expect(await follow("bc", PAUSED)).toBe("change b");
    expect(await follow("bc")).toBe("change b, resume");
    expect(await follow("b")).toBe("change b");
    world.hung.resolve();
    // C has left while its entry was being written: no recording contains C.
    expect(await later(10)).toBe("hold C, change b");
    expect(world.engine.recording).toMatchObject({ legs: ["b"], isPaused: false });
  });

  it("is told at last how it stands, though a write has failed or was overtaken", async () => {
    const { world, follow, later } = open();
    await follow("ab");
    world.fault = (what) => (what === "kept as paused" ? "away" : null);
    expect(await follow("ab", PAUSED)).toBe("pause, change a+b");
    world.fault = () => null;
    expect(await later(600)).toBe("kept as paused");
    world.hung = Promise.withResolvers();
    await follow("ab");
    await follow("ab", PAUSED);
    world.hung.resolve();
    expect(await later(10)).toBe("kept as going on, kept as paused");
  });

  it("is tried for as long as the conference goes on", async () => {
    const { world, follow, later } = open();
    world.fault = (what) => (what.startsWith("begin") ? "away" : null);
    await follow("ab");
    await later(60_000);
    world.fault = () => null;
    expect(await later(5_100)).toBe("begin A+B, start a+b");
  });

  it("that answers after the end has nothing started, and what it began is finished", async () => {
    const { world, recorder, follow, later } = open();
    world.hung = Promise.withResolvers();
    await follow("ab");
    expect(await follow(null)).toBe("");
    world.hung.resolve();
    expect(await later(10)).toBe("begin A+B, finish");
    expect(recorder.isRecording("rec")).toBe(false);
  });
});

describe("an engine whose answer is lost", () => {
  const once = (kind: string): Fault => {
    let isLost = false;
    return (what) => {
      if (isLost || !what.startsWith(kind)) return null;
      isLost = true;
      return "deadline-passed";
    };
  };

  it("has begun, and takes in every pause, and everybody who is to be left out, from there on", async () => {
    const { world, follow, later } = open();
    world.unheard = once("start");
    expect(await follow("abc")).toBe("begin A+B+C, start a+b+c");
    expect(await follow("ab", PAUSED)).toBe("pause, change a+b, kept as paused");
    expect(await follow("a", PAUSED)).toBe("change a");
    expect(await follow("a")).toBe("change a, resume, kept as going on");
    expect(world.engine.recording).toEqual({ legs: ["a"], isPaused: false, worker: 0 });
    await later(5_000);
    expect(await follow(null)).toMatch(/^stop/);
  });

  it("is put right without anybody coming or going", async () => {
    const { world, follow, later } = open();
    world.unheard = once("start");
    await follow("ab");
    expect(await later(600)).toBe("change a+b, resume");
  });

  it("may not have begun: then it begins", async () => {
    const { world, follow, later } = open();
    world.fault = (what) => (what.startsWith("start") ? "engine-away" : null);
    await follow("ab");
    world.fault = () => null;
    expect(await later(600)).toBe("start a+b");
    expect(world.engine.recording).toMatchObject({ legs: ["a", "b"] });
  });

  it("and one that goes on already though it was held for lost, is told all it is to do", async () => {
    const { world, follow } = open();
    world.engine.recording = { legs: ["a", "c"], isPaused: false, worker: 0 };
    expect(await follow("ab", PAUSED)).toBe("begin A+B, pause, change a+b, kept as paused");
    expect(world.engine.recording).toEqual({ legs: ["a", "b"], isPaused: true, worker: 0 });
  });

  it.each(["pause", "change", "seal"])("of %s is asked again", async (kind) => {
    const { world, follow, later } = open();
    await follow("ab");
    world.unheard = once(kind);
    await follow("b", PAUSED, { worker: 1, apart: "" });
    await later(600);
    expect(world.engine.recording).toEqual({ legs: ["b"], isPaused: true, worker: 1 });
    await follow("b", {}, { worker: 1, apart: "" });
    await later(600);
    expect(world.engine.recording).toEqual({ legs: ["b"], isPaused: false, worker: 1 });
  });

  it("and that contradicts itself is left alone for a while", async () => {
    const { world, follow, later } = open();
    world.fault = (what) =>
      what.startsWith("start") ? "recording-exists" : what === "begin A+B" ? null : "recording-unknown";
    expect(await follow("ab")).toBe("begin A+B");
    world.fault = () => null;
    expect(await later(600)).toMatch(/start a\+b$/);
  });

  it("of its end is asked for its files once more", async () => {
    const { world, follow, later } = open();
    await follow("ab");
    world.unheard = once("stop");
    expect(await follow(null)).toBe("stop trimmed");
    expect(await later(600)).toBe("stop again trimmed, finish");
  });

  it("stands still as is wanted once it has begun anew", async () => {
    const { world, recorder, follow, later } = open();
    await follow("ab");
    await follow("ab", PAUSED);
    // As the engine was restored from the earlier known state.
    world.engine.recording = { legs: ["a", "b"], isPaused: false, worker: 0 };
    recorder.again();
    expect(await later(10)).toBe("pause, change a+b");
  });
});

describe("somebody who is not there for the engine", () => {
  it("keeps nobody else from being recorded, paused or left out, and is recorded once he is", async () => {
    const { world, follow, later } = open();
    world.engine.gone.add("c");
    expect(await follow("abc")).toBe("begin A+B+C, start a+b");
    expect(await follow("bc")).toBe("change b");
    await follow("bc", PAUSED);
    expect(world.engine.recording).toMatchObject({ legs: ["b"], isPaused: true });
    expect(await follow("bc")).toBe("change b, resume, kept as going on");
    world.engine.gone.delete("c");
    expect(await later(600)).toBe("change b+c");
    expect(await later(60_000)).toBe("");
  });

  it("is not asked for where he is not in the mix", async () => {
    const { follow } = open();
    expect(await follow("abc", {}, { worker: 0, apart: "c" })).toBe("begin A+B+C, start a+b");
    expect(await follow("bc", {}, { worker: 0, apart: "c" })).toBe("change b");
    expect(await follow("bc")).toBe("change b+c");
  });
});

describe("whatever happens", () => {
  const names = fc.subarray(["a", "b", "c", "d"]).map((some) => some.join(""));
  const step = fc.record({
    names,
    isPaused: fc.boolean(),
    worker: fc.nat({ max: 1 }),
    engine: fc.constantFrom("well", "well", "unheard", "away"),
    disk: fc.constantFrom("well", "hangs", "away"),
    isAgain: fc.boolean(),
  });

  it("an engine that hears records nobody beyond those who are wanted, whatever the disk does, and stands as is wanted at last", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { world, recorder, want, later } = open();
        const isOfDisk = (what: string): boolean => /^(begin|hold|kept|finish)/.test(what);
        for (const { names: some, isPaused, worker, engine, disk, isAgain } of steps) {
          world.fault = (what) => {
            if (isOfDisk(what)) return disk === "away" ? "away" : null;
            return engine === "away" ? "engine-away" : null;
          };
          world.unheard = () => (engine === "unheard" ? "deadline-passed" : null);
          world.hung?.resolve();
          world.hung = disk === "hangs" ? Promise.withResolvers() : null;
          want(some, { isPaused }, { worker, apart: "" });
          if (isAgain) recorder.again();
          await later(engine === "well" ? 10 : 700);
          const { recording } = world.engine;
          if (engine !== "well" || recording === null) continue;
          expect(recording.isPaused || !isPaused).toBe(true);
          expect(recording.legs.filter((leg) => !some.includes(leg))).toEqual([]);
        }
        Object.assign(world, { fault: () => null, unheard: () => null });
        world.hung?.resolve();
        world.hung = null;
        want("ab");
        await later(6_000);
        expect(world.engine.recording).toMatchObject({ legs: ["a", "b"], isPaused: false, worker: 0 });
        want(null);
        await later(6_000);
        expect(world.engine.recording).toBeNull();
        expect(recorder.isRecording("rec")).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
