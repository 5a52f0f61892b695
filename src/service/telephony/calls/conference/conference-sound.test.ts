import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ok } from "../../../../kernel/index.ts";
import type { MediaCommand } from "../../../../platform/media/index.ts";
import { openLog } from "../../../../platform/telemetry/index.ts";
import type { Ask, RecordingKeeper } from "../media/sound-parts.effects.ts";
import { openConferenceRecorder } from "./conference-recorder.effects.ts";
import { type LegPlace, openConferenceSound } from "./conference-sound.effects.ts";

const log = openLog({ process: "test", level: "silent" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An engine that tracks open legs and mixes, and refuses as `refusal` says. */
function engineOf(places: ReadonlyMap<string, LegPlace>) {
  const engine = {
    refusal: (() => null) as (command: MediaCommand) => string | null,
    /** The command that the engine does not answer. */
    silent: null as MediaCommand["kind"] | null,
    legs: new Set(places.keys()),
    mixes: new Map<string, readonly string[]>(),
    /** The recorded legs. */
    recorded: [] as readonly string[],
    asked: [] as MediaCommand[],
  };
  const carriedOut = (command: MediaCommand): unknown => {
    if (command.kind === "open-leg") {
      if (engine.legs.has(command.leg)) throw new Error("media: leg-exists");
      engine.legs.add(command.leg);
      return { address: "127.0.0.1", port: 4_000, rtcpPort: null, worker: 0 };
    }
    const recorded = "legs" in command ? command.legs : [];
    const named = command.kind === "mix" ? command.members : "leg" in command ? [command.leg] : recorded;
    if (named.some((leg) => !engine.legs.has(leg))) throw new Error("media: leg-unknown");
    if (command.kind === "close-leg") engine.legs.delete(command.leg);
    if (command.kind === "mix") engine.mixes.set(command.mix, command.members);
    if (command.kind === "unmix") engine.mixes.delete(command.mix);
    if ("legs" in command) engine.recorded = command.legs;
    return null;
  };
  const ask = (async (command: MediaCommand) => {
    engine.asked.push(command);
    if (engine.silent === command.kind) return new Promise(() => undefined);
    const refusal = engine.refusal(command);
    if (refusal !== null) throw new Error(`media: ${refusal}`);
    return carriedOut(command);
  }) as unknown as Ask;
  return { engine, ask };
}

/** Every write succeeds at once. */
const RECORDINGS = {
  begin: async () => ok("key"),
  hold: async () => undefined,
  keepPaused: async () => undefined,
  finish: async () => undefined,
} as unknown as RecordingKeeper;

/** A conference of these legs, each at its worker. */
function conferenceOf(workers: Readonly<Record<string, number>>) {
  const places = new Map(Object.entries(workers).map(([id, worker]) => [id, { group: `call-${id}`, worker }]));
  const { engine, ask } = engineOf(places);
  const unheard: string[] = [];
  const recorder = openConferenceRecorder({ ask, log, recordings: RECORDINGS });
  const placeOf = (legId: string) => places.get(legId);
  const sound = openConferenceSound({ ask, log, loopback: "127.0.0.1", placeOf, recorder });
  const hear = (...legIds: readonly string[]): void =>
    sound.hear("r", { legIds, heard: [] }, (legId) => unheard.push(legId));
  /** All legs participate; the named ones are recorded. */
  const record = (names: string, all = "abc"): void => {
    const members = names.split("").map((legId) => ({ callId: legId, legId }));
    const own = { recordingId: "rec", tenantId: "t", callId: "a", isPaused: false, isTrimmed: false, told: null };
    sound.hear("r", { legIds: all.split(""), heard: [], recorded: { ...own, members } });
  };
  return { engine, places, unheard, hear, record, sound };
}

describe("a leg of another worker for which there is no room", () => {
  it("keeps nobody else from being heard, leaves nothing open, and is told of when it has been tried often enough", async () => {
    const { engine, unheard, hear } = conferenceOf({ a: 0, b: 0, c: 1 });
    engine.refusal = (command) => (command.kind === "open-leg" && command.leg === "far.c" ? "ports-exhausted" : null);
    hear("a", "b", "c");
    await vi.advanceTimersByTimeAsync(100);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b"]);
    expect([...engine.legs]).toEqual(["a", "b", "c"]);
    expect(unheard).toEqual([]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(unheard).toEqual(["c"]);
  });

  it("is tied as soon as there is", async () => {
    const { engine, unheard, hear } = conferenceOf({ a: 0, b: 0, c: 1 });
    engine.refusal = ({ kind }) => (kind === "bridge" ? "engine-failed" : null);
    hear("a", "b", "c");
    await vi.advanceTimersByTimeAsync(600);
    engine.refusal = () => null;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b", "far.c"]);
    expect(unheard).toEqual([]);
  });

  it("that ends while it is being tied leaves nothing open", async () => {
    const { engine, places, unheard, hear } = conferenceOf({ a: 0, b: 0, c: 1 });
    engine.refusal = ({ kind }) => {
      if (kind !== "bridge") return null;
      places.delete("c");
      engine.legs.delete("c");
      return "leg-unknown";
    };
    hear("a", "b", "c");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b"]);
    expect([...engine.legs]).toEqual(["a", "b"]);
    expect(unheard).toEqual([]);
  });
});

describe("a leg that the engine has lost", () => {
  it("keeps nobody else from being heard, and is told of", async () => {
    const { engine, unheard, hear } = conferenceOf({ a: 0, b: 0, c: 0 });
    engine.legs.delete("b");
    hear("a", "b", "c");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "c"]);
    expect(unheard).toEqual(["b"]);
  });

  it("is tied anew where it was the tie's", async () => {
    const { engine, unheard, hear } = conferenceOf({ a: 0, b: 0, c: 1 });
    hear("a", "c");
    await vi.advanceTimersByTimeAsync(100);
    engine.legs.delete("far.c");
    hear("a", "b", "c");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b", "far.c"]);
    expect([...engine.legs].toSorted()).toEqual(["a", "b", "c", "far.c", "near.c"]);
    expect(unheard).toEqual([]);
  });
});

describe("the recording of a conference", () => {
  it("is of those who are mixed: who cannot be tied keeps nobody else from being recorded, or left out", async () => {
    const { engine, record } = conferenceOf({ a: 0, b: 0, c: 1 });
    engine.refusal = (command) => (command.kind === "open-leg" && command.leg === "far.c" ? "ports-exhausted" : null);
    record("abc");
    await vi.advanceTimersByTimeAsync(10);
    expect(engine.recorded).toEqual(["a", "b"]);
    record("bc");
    await vi.advanceTimersByTimeAsync(10);
    expect(engine.recorded).toEqual(["b"]);
    expect(engine.asked.filter((command) => "legs" in command && command.legs.includes("c"))).toEqual([]);
    engine.refusal = () => null;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.recorded).toEqual(["b", "far.c"]);
  });

  it("leaves out whoever is to be left out though the mix is not answered", async () => {
    const { engine, record } = conferenceOf({ a: 0, b: 0, c: 0 });
    record("abc");
    await vi.advanceTimersByTimeAsync(10);
    engine.silent = "mix";
    record("ab", "ab");
    record("b", "ab");
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.recorded).toEqual(["b"]);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b", "c"]);
  });
});

describe("an engine that was away", () => {
  it("ends the mix of a conference that was over meanwhile, and mixes what could not be", async () => {
    const { engine, unheard, hear, sound } = conferenceOf({ a: 0, b: 0 });
    hear("a", "b");
    await vi.advanceTimersByTimeAsync(100);
    engine.refusal = () => "engine-away";
    hear();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b"]);
    engine.refusal = () => null;
    sound.again();
    await vi.advanceTimersByTimeAsync(100);
    expect(engine.mixes.get("conf.r")).toBeUndefined();
    engine.refusal = () => "engine-away";
    hear("a", "b");
    await vi.advanceTimersByTimeAsync(60_000);
    engine.refusal = () => null;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b"]);
    expect(unheard).toEqual([]);
  });

  it("hears once more what it was told last", async () => {
    const { engine, hear, sound } = conferenceOf({ a: 0, b: 0 });
    hear("a", "b");
    await vi.advanceTimersByTimeAsync(100);
    engine.mixes.clear();
    sound.again();
    await vi.advanceTimersByTimeAsync(100);
    expect(engine.mixes.get("conf.r")).toEqual(["a", "b"]);
  });
});
