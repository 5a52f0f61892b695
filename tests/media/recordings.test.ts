import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSealedFile } from "../../src/platform/media/index.ts";
import { decode, shareAt } from "../../src/protocols/audio/index.ts";
import {
  channelsOf,
  type Joined,
  journalsIn,
  RECORDING_KEY,
  startTestMedia,
  type TestMedia,
} from "../../testkit/media.ts";
import { paced, toneFrames } from "../../testkit/phone.ts";

const KEY = RECORDING_KEY.toString("base64");
const CALLER_HZ = 700;
const AGENT_HZ = 1_300;

let media: TestMedia;
beforeEach(async () => {
  media = await startTestMedia();
});
afterEach(async () => {
  await media.close();
});

/** Starts a recording, and waits for one frame: audio from before the start is cut. */
const begin = async (recording: string, left: string, right: string | null, isPaused = false) => {
  await media.ask({ kind: "start-recording", recording, left, right, keyBase64: KEY, isPaused });
  await paced(4, () => undefined);
};
const end = async (recording: string) => {
  const { segments } = await media.ask({ kind: "stop-recording", recording, keyBase64: KEY });
  return segments;
};
const bridged = async () => {
  const caller = await media.join("caller", "call");
  const agent = await media.join("agent", "call", { voice: { law: "ulaw", ssrc: 9 } });
  await media.ask({ kind: "bridge", left: "caller", right: "agent" });
  return { caller, agent };
};
const tone = (joined: Joined, hz: number, frames: number) =>
  joined.phone.say(toneFrames(hz, frames, joined.phone.voice.law), joined.at);
const loud = (samples: Int16Array) => samples.findIndex((sample) => Math.abs(sample) > 100);

describe("a recording", () => {
  it("has the caller on the left and the agent on the right, in time with each other", async () => {
    const { caller, agent } = await bridged();
    await begin("r", "caller", "agent");
    const agentLater = async () => {
      await paced(16, () => undefined);
      await tone(agent, AGENT_HZ, 20);
    };
    await Promise.all([tone(caller, CALLER_HZ, 40), agentLater()]);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [left, right] = await channelsOf(segment);
    expect(left.length).toBe(right.length);
    expect(shareAt(left.subarray(loud(left), loud(left) + 6_000), CALLER_HZ)).toBeGreaterThan(0.98);
    expect(shareAt(left, AGENT_HZ)).toBeLessThan(0.01);
    expect(shareAt(right.subarray(loud(right), loud(right) + 3_000), AGENT_HZ)).toBeGreaterThan(0.98);
    // The agent began 300 ms (2,400 samples) after the caller; the margin covers the delays of a busy machine.
    expect(Math.abs(loud(right) - loud(left) - 2_400)).toBeLessThan(800);
    expect(segment).toMatchObject({ misplaced: 0, unreadable: 0 });
  });

  it("fills gaps with silence, so that what follows stays in its place", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", "agent");
    await tone(caller, CALLER_HZ, 10);
    caller.phone.loseFrames(10);
    await paced(11, () => undefined);
    await tone(caller, CALLER_HZ, 10);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [left] = await channelsOf(segment);
    const start = loud(left);
    const gap = left.subarray(start + 1_640, start + 3_160);
    expect(gap.every((sample) => sample === 0)).toBe(true);
    expect(shareAt(left.subarray(start + 3_240, start + 4_700), CALLER_HZ)).toBeGreaterThan(0.98);
  });

  it("is silent from the very sample of a pause to the very sample of its end", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", null);
    // Every sample of every frame is loud, so that a stored or cut sample is detectable.
    const loudFrame = new Uint8Array(160).fill(0x2a);
    const pauses: number[] = [];
    const talking = caller.phone.say(
      Array.from({ length: 60 }, () => loudFrame),
      caller.at,
    );
    await expect
      .poll(async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).received)
      .toBeGreaterThan(12);
    pauses.push((await media.ask({ kind: "pause-recording", recording: "r" })).atSample);
    await expect
      .poll(async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).received)
      .toBeGreaterThan(32);
    pauses.push((await media.ask({ kind: "resume-recording", recording: "r" })).atSample);
    await talking;
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [left] = await channelsOf(segment);
    const [from = 0, to = 0] = pauses;
    const first = loud(left);
    expect(to - from).toBeGreaterThan(1_600);
    // All audio up to the frame in transit is present; from `from` on it is absent, from `to` on it is present.
    expect(left.subarray(first, from - 480).every((sample) => sample !== 0)).toBe(true);
    expect(left.subarray(from, to).every((sample) => sample === 0)).toBe(true);
    expect(left.subarray(to, left.length).every((sample) => sample !== 0)).toBe(true);
    expect(left.length - to).toBeGreaterThan(1_600);
  });

  it("keeps nothing that was said before the end of a pause, also when its first sound had come late", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", null);
    const loudFrame = new Uint8Array(160).fill(0x2a);
    const burst = async (frames: number) => {
      const { received } = await media.ask({ kind: "leg-figures", leg: "caller" });
      for (let nth = 0; nth < frames; nth += 1) caller.phone.sendFrame(loudFrame, caller.at);
      await expect
        .poll(async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).received)
        .toBe(received + frames);
    };
    // 25 delayed frames arrive at once: from here on the audio timeline is half a second behind the clock.
    await burst(25);
    const from = (await media.ask({ kind: "pause-recording", recording: "r" })).atSample;
    await burst(5);
    const to = (await media.ask({ kind: "resume-recording", recording: "r" })).atSample;
    await burst(25);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [left] = await channelsOf(segment);
    expect(left.subarray(from, to).every((sample) => sample === 0)).toBe(true);
    expect(left.subarray(to, left.length).every((sample) => sample !== 0)).toBe(true);
    expect(left.length - to).toBe(25 * 160);
  });

  it("that begins paused keeps nothing until it is resumed", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", "agent", true);
    await tone(caller, CALLER_HZ, 10);
    const { atSample } = await media.ask({ kind: "resume-recording", recording: "r" });
    await tone(caller, CALLER_HZ, 10);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [left] = await channelsOf(segment);
    expect(loud(left)).toBeGreaterThanOrEqual(atSample);
    expect(left.length - atSample).toBeGreaterThan(800);
  });

  it("goes on with the next agent after a transfer, on the same channel", async () => {
    const { caller, agent } = await bridged();
    const second = await media.join("second", "call", { voice: { ssrc: 77 } });
    await begin("r", "caller", "agent");
    await Promise.all([tone(caller, CALLER_HZ, 10), tone(agent, AGENT_HZ, 10)]);
    await media.ask({ kind: "change-recording", recording: "r", right: "second" });
    await media.ask({ kind: "bridge", left: "caller", right: "second" });
    await Promise.all([tone(agent, AGENT_HZ, 10), tone(second, 2_000, 10)]);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [, right] = await channelsOf(segment);
    const start = loud(right);
    expect(shareAt(right.subarray(start, start + 1_400), AGENT_HZ)).toBeGreaterThan(0.98);
    expect(shareAt(right.subarray(right.length - 1_400), 2_000)).toBeGreaterThan(0.98);
  });

  it("goes on when it is the left one who is followed by another, on his channel", async () => {
    const { caller, agent } = await bridged();
    const second = await media.join("second", "call", { voice: { ssrc: 78 } });
    await begin("r", "caller", "agent");
    await Promise.all([tone(caller, CALLER_HZ, 10), tone(agent, AGENT_HZ, 10)]);
    await media.ask({ kind: "change-recording", recording: "r", left: "second", right: "agent" });
    await Promise.all([tone(caller, CALLER_HZ, 10), tone(second, 2_000, 10)]);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const [left] = await channelsOf(segment);
    expect(shareAt(left.subarray(left.length - 1_400), 2_000)).toBeGreaterThan(0.98);
  });

  it("lies encrypted, in the journal and in its file, and can be read from any place", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", "agent");
    const frame = new Uint8Array(160).map((_, at) => at + 40);
    await caller.phone.say(
      Array.from({ length: 50 }, () => frame),
      caller.at,
    );
    await expect.poll(async () => (await journalsIn(media.folder)).length).toBe(1);
    const [segment] = await end("r");
    if (segment === undefined) throw new Error("no segment");
    const pattern = Buffer.from(frame.subarray(0, 16));
    expect((await readFile(segment.file)).includes(pattern)).toBe(false);
    const file = await openSealedFile(segment.file, RECORDING_KEY);
    const whole = Buffer.from(await file.read(0, file.bytes));
    expect(whole.subarray(0, 4).toString()).toBe("RIFF");
    expect(Buffer.from(await file.read(1_000, 3_000))).toEqual(whole.subarray(1_000, 3_000));
    await file.close();
    const wrong = await openSealedFile(segment.file, Buffer.alloc(32, 8));
    await expect(wrong.read(0, 10)).rejects.toThrow();
    await wrong.close();
  });

  it("is told again, with all of its sound, to who asks once more because the first answer was lost", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", "agent");
    await tone(caller, CALLER_HZ, 20);
    const first = await end("r");
    expect(first).toHaveLength(1);
    const again = await media.ask({ kind: "stop-recording", recording: "r", keyBase64: KEY, isAgain: true });
    expect(again.segments).toEqual(
      first.map((segment) => ({ ...segment, startedAtMs: Math.round(segment.startedAtMs) })),
    );
  });

  it("is refused to who has another key, and still there for who has the right one", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", "agent");
    await tone(caller, CALLER_HZ, 10);
    const wrong = await media.engine.mixer.request({
      kind: "stop-recording",
      recording: "r",
      keyBase64: Buffer.alloc(32, 9).toString("base64"),
    });
    expect(wrong).toEqual({ ok: false, refusal: "recording-unreadable" });
    expect((await end("r"))[0]?.samples).toBeGreaterThan(1_000);
    expect(await media.engine.mixer.request({ kind: "stop-recording", recording: "r", keyBase64: KEY })).toEqual({
      ok: false,
      refusal: "recording-unknown",
    });
  });
});

describe("a recording of which nothing can be kept", () => {
  it("goes with its journal and with what was made of it; others stay, and nobody finds it again", async () => {
    const { caller } = await bridged();
    for (const recording of ["lost", "kept"]) await begin(recording, "caller", "agent");
    await tone(caller, CALLER_HZ, 30);
    await media.running.crashWorker(0);
    await expect.poll(() => media.events.some(({ kind }) => kind === "restarted"), { timeout: 5_000 }).toBe(true);
    const [left = ""] = await journalsIn(media.folder);
    await media.ask({ kind: "forget-recording", recording: "lost" });
    await media.ask({ kind: "forget-recording", recording: "never-there" });
    expect(await media.ask({ kind: "status" })).toMatchObject({ recordings: 1 });
    const folder = path.join(media.folder, "recordings");
    expect((await end("kept")).length).toBeGreaterThan(0);
    await expect.poll(() => journalsIn(media.folder)).toHaveLength(1);
    expect(await journalsIn(media.folder)).not.toContain(left);
    expect((await readdir(folder)).filter((name) => name.startsWith("lost-"))).toEqual([]);
  });

  it("goes also while the sound that was kept has another key", async () => {
    const { caller } = await bridged();
    await begin("r", "caller", "agent");
    await tone(caller, CALLER_HZ, 10);
    const [before = ""] = await journalsIn(media.folder);
    const keyBase64 = Buffer.alloc(32, 9).toString("base64");
    const refused = await media.engine.mixer.request({ kind: "stop-recording", recording: "r", keyBase64 });
    expect(refused).toEqual({ ok: false, refusal: "recording-unreadable" });
    await media.ask({ kind: "forget-recording", recording: "r" });
    await expect.poll(async () => (await journalsIn(media.folder)).includes(before)).toBe(false);
    expect(await media.engine.mixer.request({ kind: "stop-recording", recording: "r", keyBase64: KEY })).toEqual({
      ok: false,
      refusal: "recording-unknown",
    });
  });
});

describe("sixty recordings at once", () => {
  it("miss no frame of anybody", async () => {
    const calls = 60;
    const frames = 150;
    const legs = await Promise.all(
      Array.from({ length: calls }, async (_, call) => {
        const left = await media.join(`l${call}`, `c${call}`);
        const right = await media.join(`r${call}`, `c${call}`);
        await media.ask({ kind: "bridge", left: `l${call}`, right: `r${call}` });
        await begin(`rec${call}`, `l${call}`, `r${call}`);
        return [left, right] as const;
      }),
    );
    // The code of a frame identifies the call, the side and the frame; none of them decodes to silence.
    const codeOf = (call: number, side: number, nth: number) => ((call * 7 + side * 3 + nth) % 100) + 5;
    await paced(frames, (nth) => {
      legs.forEach((sides, call) => {
        sides.forEach(({ phone, at }, side) => {
          phone.sendFrame(new Uint8Array(160).fill(codeOf(call, side, nth)), at);
        });
      });
    });
    const received = async () => {
      const figures = await Promise.all(legs.flat().map(({ leg }) => media.ask({ kind: "leg-figures", leg })));
      return figures.filter((one) => one.received === frames && one.lost === 0).length;
    };
    await expect.poll(received).toBe(calls * 2);
    for (let call = 0; call < calls; call += 1) {
      const [segment] = await end(`rec${call}`);
      if (segment === undefined) throw new Error("no segment");
      const channels = await channelsOf(segment);
      channels.forEach((channel, side) => {
        const start = channel.findIndex((sample) => sample !== 0);
        const wrong = Array.from({ length: frames }, (_, nth) => nth).filter((nth) => {
          const value = decode("alaw", Uint8Array.of(codeOf(call, side, nth)))[0];
          return !channel.subarray(start + nth * 160, start + (nth + 1) * 160).every((sample) => sample === value);
        });
        expect(wrong, `call ${call}, side ${side}`).toEqual([]);
      });
    }
    expect(await media.ask({ kind: "status" })).toMatchObject({ recordings: 0 });
    for (const { leg } of legs.flat()) await media.ask({ kind: "close-leg", leg });
    expect(await media.ask({ kind: "status" })).toMatchObject({ legs: 0, portsInUse: 0 });
  });
});
