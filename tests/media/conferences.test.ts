import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ok } from "../../src/kernel/index.ts";
import type { RecordingSegment } from "../../src/platform/media/index.ts";
import { shareAt } from "../../src/protocols/audio/index.ts";
import {
  openConferenceRecorder,
  openConferenceSound,
  type RecordingKeeper,
} from "../../src/service/telephony/calls/wire.ts";
import { testLog } from "../../testkit/database.ts";
import { channelsOf, type Joined, RECORDING_KEY, startTestMedia, type TestMedia } from "../../testkit/media.ts";
import { toneFrames } from "../../testkit/phone.ts";

const TONES = { a: 600, b: 1_500, c: 2_100 } as const;
type Name = keyof typeof TONES;
let media: TestMedia;
const phones = new Map<Name, Joined>();

beforeAll(async () => {
  media = await startTestMedia({ workers: 2 });
  // Each call goes to the worker with the fewest legs, so the second one is on another worker than the others.
  for (const name of ["a", "b", "c"] as const) phones.set(name, await media.join(name, `call-${name}`));
});

afterAll(() => media?.close());

/** A keeper of recordings in memory: the list of its calls, and the finished segments. */
function openRecordings() {
  const kept: string[] = [];
  const finished = Promise.withResolvers<readonly RecordingSegment[]>();
  const recordings: RecordingKeeper = {
    begin: async ({ conference }) => {
      kept.push(`begin ${conference?.callIds.join(" ")}`);
      return ok(RECORDING_KEY.toString("base64"));
    },
    hold: async ({ callIds }) => void kept.push(`hold ${callIds.join(" ")}`),
    keepPaused: async ({ isPaused }) => void kept.push(isPaused ? "paused" : "goes on"),
    finish: async (_, segments) => finished.resolve(segments),
    drop: async () => undefined,
    keyOf: async () => null,
  };
  return { kept, recordings, finished: finished.promise };
}
const soundOf = (recordings: RecordingKeeper = openRecordings().recordings, ask: TestMedia["ask"] = media.ask) => {
  const recorder = openConferenceRecorder({ ask, log: testLog, recordings });
  return openConferenceSound({ ask, log: testLog, loopback: "127.0.0.1", placeOf, recorder });
};

const WORKERS: Readonly<Record<Name, number>> = { a: 0, b: 1, c: 0 };
const placeOf = (leg: string) => ({ group: `call-${leg}`, worker: WORKERS[leg as Name] });
const all = (...names: readonly Name[]) => ({
  legIds: names,
  heard: names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const)),
});

/** All phones play their tones for a while; returns which tones each phone received. */
async function heard(): Promise<Readonly<Record<string, string>>> {
  const from = new Map([...phones].map(([name, { phone }]) => [name, phone.heard.length]));
  await Promise.all([...phones].map(([name, { phone, at }]) => phone.say(toneFrames(TONES[name], 60), at)));
  return Object.fromEntries(
    [...phones].map(([name, { phone }]) => {
      const sound = phone.sound(from.get(name) ?? 0).subarray(-4_000);
      const found = (Object.keys(TONES) as Name[]).filter(
        (other) => sound.some((sample) => Math.abs(sample) > 200) && shareAt(sound, TONES[other]) > 0.2,
      );
      return [name, found.join("+")];
    }),
  );
}

describe("the sound of a conference", () => {
  it("reaches legs of other workers by ties, and lets go of them", async () => {
    const sound = soundOf();
    sound.hear("one", all("a", "b", "c"));
    await expect.poll(heard).toEqual({ a: "b+c", b: "a+c", c: "a+b" });
    expect((await media.ask({ kind: "status" })).legs).toBe(5);
    sound.hear("one", { legIds: ["a", "b", "c"], heard: [["b", "a"]] });
    await expect.poll(heard).toEqual({ a: "b", b: "", c: "" });
    sound.hear("one", all("a", "c"));
    await expect.poll(async () => (await media.ask({ kind: "status" })).legs, { timeout: 5_000 }).toBe(3);
    expect(await heard()).toMatchObject({ a: "c", c: "a" });
    sound.hear("one", all());
    await expect.poll(async () => (await media.ask({ kind: "status" })).mixes, { timeout: 5_000 }).toBe(0);
  });

  it("goes on when the workers die and come back", async () => {
    const sound = soundOf();
    sound.hear("two", all("a", "b"));
    await expect.poll(heard).toMatchObject({ a: "b", b: "a" });
    for (const nth of [0, 1]) await media.running.crashWorker(nth);
    await expect.poll(heard).toMatchObject({ a: "b", b: "a" });
    sound.hear("two", all());
  });
});

describe("the recording of a conference", () => {
  const recorded = (
    names: readonly Name[],
    own: { readonly isPaused?: boolean; readonly all?: readonly Name[]; readonly id?: string } = {},
  ) => ({
    ...all(...(own.all ?? names)),
    recorded: {
      recordingId: own.id ?? "rec",
      tenantId: "tenant",
      callId: "call-a",
      told: null,
      isTrimmed: false,
      members: names.map((legId) => ({ callId: `call-${legId}`, legId })),
      isPaused: own.isPaused ?? false,
    },
  });

  it("holds those whom it is to hold in one channel, wherever they are, what is said in a pause left out, and outlives workers", async () => {
    const { kept, recordings, finished } = openRecordings();
    const sound = soundOf(recordings);
    const isRecording = async () => (await media.ask({ kind: "status" })).recordings;
    sound.hear("three", recorded(["a", "b"], { all: ["a", "b", "c"] }));
    await expect.poll(heard).toEqual({ a: "b+c", b: "a+c", c: "a+b" });
    await expect.poll(isRecording, { timeout: 5_000 }).toBe(1);
    await heard();
    sound.hear("three", recorded(["a", "b", "c"], { isPaused: true }));
    await expect.poll(() => kept.slice(1).toSorted(), { timeout: 5_000 }).toEqual(["hold call-c", "paused"]);
    await heard();
    // Both workers restart; the recording continues, of the first two members and of the one added since.
    for (const nth of [0, 1]) await media.running.crashWorker(nth);
    await expect.poll(isRecording).toBe(1);
    sound.hear("three", recorded(["c"], { all: ["a", "b", "c"] }));
    await expect.poll(() => kept.at(-1)).toBe("goes on");
    await expect.poll(heard).toEqual({ a: "b+c", b: "a+c", c: "a+b" });
    await heard();
    sound.hear("three", { ...all(), recorded: null });
    const segments = await finished;
    expect([kept[0], kept.length, kept.at(-1)]).toEqual(["begin call-a call-b", 4, "goes on"]);
    const files = await Promise.all(segments.map(channelsOf));
    for (const [, second] of files) expect(second).toHaveLength(0);
    const has = (file: (typeof files)[number] | undefined) =>
      (Object.keys(TONES) as Name[]).filter((name) => blocksOf(file?.[0], TONES[name]) > 20).join("+");
    expect(files.map(has).filter((one) => one !== "")).toEqual(["a+b", "c"]);
    await expect.poll(isRecording, { timeout: 5_000 }).toBe(0);
  }, 60_000);

  it("goes on at another worker without a file being made first, and what was sealed is found once, though its worker dies", async () => {
    const { recordings, finished } = openRecordings();
    const asked: string[] = [];
    const ask = (async (command) => {
      const answer = await media.ask(command);
      asked.push(command.kind);
      return answer;
    }) as TestMedia["ask"];
    const sound = soundOf(recordings, ask);
    const begun = () => asked.filter((kind) => kind === "start-mixed-recording").length;
    sound.hear("four", recorded(["a"], { id: "moved" }));
    await expect.poll(begun, { timeout: 5_000 }).toBe(1);
    await heard();
    sound.hear("four", recorded(["b"], { id: "moved" }));
    await expect.poll(begun, { timeout: 5_000 }).toBe(2);
    await heard();
    expect(asked).toContain("seal-recording");
    await media.running.crashWorker(0);
    // The worker has restarted and has read its journal.
    await media.ask({ kind: "status" });
    sound.hear("four", { ...all(), recorded: null });
    const [first, second, ...others] = await Promise.all((await finished).map(channelsOf));
    expect(others).toEqual([]);
    expect([blocksOf(first?.[0], TONES.a) > 20, blocksOf(second?.[0], TONES.b) > 20]).toEqual([true, true]);
    expect(blocksOf(first?.[0], TONES.b) + blocksOf(second?.[0], TONES.a)).toBe(0);
    // The sum of the same audio twice would be louder.
    const loudest = (samples: Int16Array | undefined) => Math.max(...(samples ?? []).map(Math.abs));
    expect(loudest(first?.[0])).toBeLessThan(1.5 * loudest(second?.[0]));
  }, 60_000);
});

/** The number of blocks of 20 ms that contain a tone. */
function blocksOf(samples: Int16Array | undefined, hz: number): number {
  let blocks = 0;
  for (let at = 0; samples !== undefined && at + 160 <= samples.length; at += 160) {
    const block = samples.subarray(at, at + 160);
    if (block.some((sample) => Math.abs(sample) > 200) && shareAt(block, hz) > 0.2) blocks += 1;
  }
  return blocks;
}
