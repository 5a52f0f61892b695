import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ok, refuse } from "../../../../kernel/index.ts";
import type { MediaCommand } from "../../../../platform/media/index.ts";
import { openLog } from "../../../../platform/telemetry/index.ts";
import type { Ask, RecordingKeeper } from "../media/sound-parts.effects.ts";
import { openCallRecordings } from "./call-recordings.effects.ts";

const log = openLog({ process: "test", level: "silent" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Text form of a command: its action and its legs. */
function written(command: MediaCommand): string {
  const what = command.kind.replace("-recording", "");
  if (command.kind === "start-recording")
    return `${what} ${command.left}+${command.right}${command.isPaused ? " paused" : ""}`;
  // In one channel, like recordings of <Record>.
  if (command.kind === "start-mixed-recording") return `start-mixed ${command.legs.join("+")}`;
  if (command.kind === "change-recording") return `${what} ${command.left}+${command.right}`;
  if (command.kind !== "stop-recording") return what;
  return `${what}${command.isAgain === true ? " again" : ""}${command.isTrimmed === true ? " trimmed" : ""}`;
}

/** Recordings on an engine and a disk that refuse as `fault` and delay as `slow` says; the actions are listed in order. */
function open() {
  const world = {
    fault: (() => null) as (what: string) => string | null,
    slow: (() => 0) as (what: string) => number,
    hasRoom: true,
    told: [] as unknown[],
  };
  const done: string[] = [];
  const doing = async (what: string): Promise<void> => {
    done.push(what);
    const ms = world.slow(what);
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    const fault = world.fault(what);
    if (fault !== null) throw new Error(`media: ${fault}`);
  };
  const ask = (async (command: MediaCommand) => {
    await doing(written(command));
    return command.kind === "stop-recording" ? { segments: [{}] } : null;
  }) as unknown as Ask;
  const recordings: RecordingKeeper = {
    begin: async () => {
      await doing("begin");
      return world.hasRoom ? ok("key") : refuse("storage-full");
    },
    hold: () => Promise.resolve(),
    keepPaused: ({ isPaused }) => doing(isPaused ? "kept as paused" : "kept as going on"),
    finish: (_name, segments) => doing(`finish ${segments.length}`),
    drop: () => doing("drop"),
    keyOf: () => Promise.reject(new Error("connection lost")),
  };
  const own = openCallRecordings({ ask, log, recordings, tell: (_callId, input) => void world.told.push(input) });
  const of = { callId: "call", tenantId: "tenant", recordingId: "rec" };
  const begin = (legs = "ab", isTrimmed = false) => {
    const [left = "", right = ""] = legs;
    return own.beginRecording({ ...of, legIds: [left, right], ...(isTrimmed ? { isTrimmed } : {}) });
  };
  const passed = async (ms: number): Promise<string> => {
    await vi.advanceTimersByTimeAsync(ms);
    return done.splice(0).join(", ");
  };
  const act = (what: Promise<unknown>) => void what.catch(() => undefined);
  return { own, world, of, begin, passed, act };
}

describe("a recording of a call", () => {
  it("is on disk before its first sound, follows who talks, stands still, goes on and ends", async () => {
    const { own, of, begin, passed, act } = open();
    act(begin("ab", true));
    expect(await passed(1)).toBe("begin, start a+b");
    act(own.pauseRecording("rec"));
    expect(await passed(1)).toBe("pause");
    act(begin("ac"));
    expect(await passed(1)).toBe("change a+c, resume");
    act(own.holdRecording("rec", true));
    expect(await passed(1)).toBe("pause, kept as paused");
    act(own.holdRecording("rec", false));
    act(begin("ac"));
    expect(await passed(1)).toBe("kept as going on, change a+c, resume");
    expect(own.isRecording("rec")).toBe(true);
    act(own.endRecording(of));
    expect(await passed(1)).toBe("stop trimmed, finish 1");
    expect(own.isRecording("rec")).toBe(false);
  });

  it("is stopped by the engine whatever the disk does, which is asked again", async () => {
    const { own, world, of, begin, passed, act } = open();
    act(begin());
    await passed(1);
    world.fault = (what) => (what.startsWith("finish") ? "connection lost" : null);
    act(own.endRecording(of));
    expect(await passed(1)).toBe("stop, finish 1");
    expect(await passed(500)).toBe("finish 1");
    expect(own.isRecording("rec")).toBe(true);
    world.fault = () => null;
    expect(await passed(1_000)).toBe("finish 1");
    expect([own.isRecording("rec"), await passed(10_000)]).toEqual([false, ""]);
  });

  it("is stopped again where nobody knows whether it was, and keeps nothing meanwhile", async () => {
    const { own, world, of, begin, passed, act } = open();
    act(begin("ab", true));
    await passed(1);
    world.fault = (what) => (what.startsWith("stop") ? "engine-away" : null);
    act(own.endRecording(of));
    expect(await passed(1)).toBe("stop trimmed");
    world.fault = () => null;
    own.again();
    expect(await passed(1)).toBe("pause, stop again trimmed, finish 1");
  });

  it("that ends while its begin is on its way to the engine is stopped after it", async () => {
    const { own, world, of, begin, passed, act } = open();
    world.slow = (what) => (what.startsWith("start") ? 100 : 0);
    act(begin());
    await passed(10);
    act(own.endRecording(of));
    expect(await passed(50)).toBe("");
    expect(await passed(50)).toBe("stop, finish 1");
    act(begin());
    await passed(10);
    act(own.dropRecording("rec"));
    expect(await passed(50)).toBe("");
    expect(await passed(50)).toBe("pause, drop, forget");
  });

  it("that ends before it is on disk is never begun", async () => {
    const { own, world, of, begin, passed, act } = open();
    world.slow = (what) => (what === "begin" ? 100 : 0);
    act(begin());
    act(own.endRecording(of));
    expect(await passed(200)).toBe("begin, finish 0");
    world.fault = (what) => (what === "begin" ? "connection lost" : null);
    act(begin());
    await passed(300);
    act(own.endRecording(of));
    expect([await passed(5_000), own.isRecording("rec")]).toEqual(["", false]);
  });
});

describe("a recording that is to stand still", () => {
  it("is asked to until it does, and at once when the engine has begun anew", async () => {
    const { own, world, begin, passed, act } = open();
    act(begin());
    await passed(1);
    world.fault = (what) => (what === "pause" ? "engine-away" : null);
    act(own.holdRecording("rec", true));
    expect(await passed(1)).toBe("pause, kept as paused");
    expect(await passed(500)).toBe("pause");
    own.again();
    expect(await passed(1)).toBe("pause");
    world.fault = () => null;
    own.again();
    expect(await passed(1)).toBe("pause, change a+b");
    expect(await passed(60_000)).toBe("");
  });

  it("does not go on by what was asked before, and is shown as it is", async () => {
    const { own, world, begin, passed, act } = open();
    act(begin());
    act(own.holdRecording("rec", true));
    await passed(1);
    world.slow = (what) => (what.startsWith("change") || what.startsWith("kept") ? 100 : 0);
    act(own.holdRecording("rec", false));
    act(begin());
    expect(await passed(50)).toBe("kept as going on, change a+b");
    act(own.holdRecording("rec", true));
    expect(await passed(1_000)).toBe("kept as paused, pause");
  });

  it("before it has begun begins so", async () => {
    const { own, world, begin, passed, act } = open();
    world.slow = (what) => (what === "begin" ? 100 : 0);
    act(begin());
    act(own.holdRecording("rec", true));
    expect(await passed(200)).toBe("begin, kept as paused, start a+b paused");
  });
});

describe("what goes wrong on the way", () => {
  it("an answer to its begin that is lost leaves one that is told anew whom it holds", async () => {
    const { own, world, of, begin, passed, act } = open();
    let begun = 0;
    world.fault = (what) => {
      if (!what.startsWith("start")) return null;
      begun += 1;
      return begun === 1 ? "deadline-passed" : "recording-exists";
    };
    act(begin());
    expect(await passed(1)).toBe("begin, start a+b");
    act(own.pauseRecording("rec"));
    expect(await passed(1)).toBe("start a+b paused, pause, change a+b");
    world.fault = () => null;
    act(own.endRecording(of));
    expect(await passed(1)).toBe("stop, finish 1");
  });

  it("one that the engine has lost is begun again in another piece", async () => {
    const { own, world, of, begin, passed, act } = open();
    act(begin("ab", true));
    await passed(1);
    world.fault = (what) => (what.startsWith("change") ? "recording-unknown" : null);
    act(begin("ac"));
    expect(await passed(500)).toBe("change a+c, start a+c");
    act(own.endRecording(of));
    expect(await passed(1)).toBe("pause, stop again, finish 1");
  });

  it("one without room is refused, and leaves nothing behind", async () => {
    const { own, world, of, begin, passed, act } = open();
    world.hasRoom = false;
    act(begin("ab", true));
    expect([await passed(1), own.isRecording("rec")]).toEqual(["begin", false]);
    expect(world.told).toEqual([{ input: "recording-refused", recordingId: "rec" }]);
    world.hasRoom = true;
    act(begin());
    act(own.endRecording(of));
    await passed(1);
    act(begin());
    await passed(1);
    act(own.endRecording(of));
    expect(await passed(1)).toBe("stop, finish 1");
  });
});

describe("a recording whose caller takes back that he may be recorded", () => {
  it("stands still at once, loses its key, and then its frames", async () => {
    const { own, begin, passed, act } = open();
    act(begin());
    await passed(1);
    act(own.dropRecording("rec"));
    expect(await passed(1)).toBe("pause, drop, forget");
  });

  it("stands still also while the database is away, and is asked to until it does", async () => {
    const { own, world, begin, passed } = open();
    begin().catch(() => undefined);
    await passed(1);
    world.fault = (what) => (what === "drop" ? "connection lost" : what === "pause" ? "engine-away" : null);
    const dropped = own.dropRecording("rec").then(
      () => "kept nothing",
      (error: unknown) => String(error),
    );
    expect(await passed(1)).toBe("pause, drop");
    expect(await dropped).toContain("connection lost");
    world.fault = () => null;
    expect(await passed(500)).toBe("pause");
  });
});

describe("a message", () => {
  it("is begun once, and kept or not", async () => {
    const { own, world, passed, act } = open();
    const wish = { callId: "call", tenantId: "tenant", recordingId: "rec", queueId: "queue", legId: "a" };
    world.fault = (what) => (what.startsWith("start") ? "leg-unknown" : null);
    await expect(own.beginMessage(wish)).rejects.toThrow("leg-unknown");
    own.again();
    expect(await passed(10_000)).toBe("begin, start-mixed a");
    act(own.endMessage("rec", false));
    expect(await passed(1)).toBe("forget, finish 0");
    world.fault = () => null;
    act(own.beginMessage(wish));
    await passed(1);
    act(own.endMessage("rec", true));
    expect(await passed(1)).toBe("stop, finish 1");
  });
});
