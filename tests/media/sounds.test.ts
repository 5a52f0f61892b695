import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shareAt } from "../../src/protocols/audio/index.ts";
import { type Joined, startTestMedia, type TestMedia } from "../../testkit/media.ts";
import { toneFrames } from "../../testkit/phone.ts";

const HZ = { anna: 600, budi: 1_000, citra: 1_700 } as const;
type Name = keyof typeof HZ;

let media: TestMedia;
beforeEach(async () => {
  media = await startTestMedia();
});
afterEach(async () => {
  await media.close();
});

/** The share of a party's tone in the last 200 ms of another party's received audio. */
const hears = (who: Joined, name: Name) => {
  const sound = who.phone.sound();
  return shareAt(sound.subarray(sound.length - 1_600), HZ[name]);
};

describe("a mix of three", () => {
  const join = async () => {
    const anna = await media.join("anna", "call");
    const budi = await media.join("budi", "call", { voice: { law: "ulaw", ssrc: 2 } });
    const citra = await media.join("citra", "call", { voice: { ssrc: 3 } });
    await media.ask({ kind: "mix", mix: "room", members: ["anna", "budi", "citra"], gains: [] });
    return { anna, budi, citra };
  };
  const speak = (frames: number, people: Readonly<Record<string, Joined>>) =>
    Promise.all(
      Object.entries(people).map(([name, { phone, at }]) =>
        phone.say(toneFrames(HZ[name as Name], frames, phone.voice.law), at),
      ),
    );

  it("lets everybody hear the others and nobody himself", async () => {
    const people = await join();
    await speak(40, people);
    expect(hears(people.anna, "budi")).toBeGreaterThan(0.4);
    expect(hears(people.anna, "citra")).toBeGreaterThan(0.4);
    expect(hears(people.anna, "anna")).toBeLessThan(0.01);
    expect(hears(people.budi, "anna")).toBeGreaterThan(0.4);
    expect(hears(people.budi, "budi")).toBeLessThan(0.01);
    expect(hears(people.citra, "citra")).toBeLessThan(0.01);
  });

  it("lets a supervisor whisper: the agent hears him, the caller does not, and it changes while they speak", async () => {
    const people = await join();
    await media.ask({ kind: "set-gains", mix: "room", gains: [{ from: "citra", to: "anna", gain: 0 }] });
    await speak(40, people);
    expect(hears(people.anna, "citra")).toBeLessThan(0.01);
    expect(hears(people.budi, "citra")).toBeGreaterThan(0.4);
    await media.ask({ kind: "set-gains", mix: "room", gains: [{ from: "citra", to: "anna", gain: 2 }] });
    await speak(40, people);
    expect(hears(people.anna, "citra")).toBeGreaterThan(0.7);
  });

  it("goes on without one who left, and ends with its last member", async () => {
    const people = await join();
    await media.ask({ kind: "close-leg", leg: "citra" });
    await speak(30, { anna: people.anna, budi: people.budi });
    expect(hears(people.anna, "budi")).toBeGreaterThan(0.95);
    await media.ask({ kind: "close-leg", leg: "anna" });
    await media.ask({ kind: "close-leg", leg: "budi" });
    expect(await media.ask({ kind: "status" })).toMatchObject({ mixes: 0, legs: 0 });
  });
});

describe("what is played", () => {
  const ended = () => media.events.filter(({ kind }) => kind === "play-ended");

  it("is a prompt, code for code, and then its end", async () => {
    const file = path.join(media.folder, "prompt.wav");
    execFileSync("sox", [
      "-n",
      "-r",
      "8000",
      "-c",
      "1",
      "-b",
      "16",
      file,
      "synth",
      "0.31",
      "sine",
      "440",
      "vol",
      "0.3",
    ]);
    expect(await media.ask({ kind: "load-prompt", prompt: "welcome", file })).toEqual({ ms: 310 });
    const caller = await media.join("caller", "call");
    const clips = [{ kind: "prompt", prompt: "welcome" }] as const;
    await media.ask({ kind: "play", leg: "caller", play: "p1", clips: [...clips], times: 2, endsWithKey: false });
    await expect
      .poll(ended, { timeout: 3_000 })
      .toEqual([{ kind: "play-ended", leg: "caller", play: "p1", why: "finished" }]);
    expect(caller.phone.heard).toHaveLength(31);
    expect(shareAt(caller.phone.sound().subarray(400, 2_400), 440)).toBeGreaterThan(0.98);
  });

  it("goes out every 20 ms in unbroken numbers", async () => {
    const caller = await media.join("caller", "call");
    await media.ask({
      kind: "play",
      leg: "caller",
      play: "p",
      clips: [{ kind: "tone", tone: "dial" }],
      times: 1,
      endsWithKey: false,
    });
    await expect.poll(() => caller.phone.heard.length, { timeout: 4_000 }).toBe(50);
    const { heard } = caller.phone;
    const steps = heard
      .slice(1)
      .map((packet, nth) => [
        (packet.sequence - (heard[nth]?.sequence ?? 0)) & 0xffff,
        (packet.timestamp - (heard[nth]?.timestamp ?? 0)) >>> 0,
      ]);
    expect(steps.every(([sequence, timestamp]) => sequence === 1 && timestamp === 160)).toBe(true);
    expect((heard.at(-1)?.atMs ?? 0) - (heard[0]?.atMs ?? 0)).toBeGreaterThan(900);
  });

  it("ends with a key where it is asked to, and goes on where not", async () => {
    const caller = await media.join("caller", "call");
    const dial = [{ kind: "tone" as const, tone: "dial" as const }];
    await media.ask({ kind: "play", leg: "caller", play: "menu", clips: dial, times: null, endsWithKey: true });
    await caller.phone.press("2", caller.at);
    await expect.poll(ended).toEqual([{ kind: "play-ended", leg: "caller", play: "menu", why: "key" }]);
    await media.ask({ kind: "play", leg: "caller", play: "music", clips: dial, times: null, endsWithKey: false });
    await caller.phone.press("3", caller.at);
    await media.ask({ kind: "stop-play", leg: "caller" });
    await expect.poll(ended).toContainEqual({ kind: "play-ended", leg: "caller", play: "music", why: "stopped" });
  });

  it("covers a bridge while it lasts, as hold music does", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "call");
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await media.ask({
      kind: "play",
      leg: "caller",
      play: "hold",
      clips: [{ kind: "tone", tone: "dial" }],
      times: null,
      endsWithKey: false,
    });
    await agent.phone.say(toneFrames(HZ.budi, 20), agent.at);
    expect(shareAt(caller.phone.sound(), 425)).toBeGreaterThan(0.95);
    await media.ask({ kind: "stop-play", leg: "caller" });
    const before = caller.phone.heard.length;
    await agent.phone.say(toneFrames(HZ.budi, 20), agent.at);
    expect(shareAt(caller.phone.sound(before + 2), HZ.budi)).toBeGreaterThan(0.95);
    const sequences = caller.phone.heard.map(({ sequence }) => sequence);
    expect(
      sequences.every((sequence, nth) => nth === 0 || ((sequence - (sequences[nth - 1] ?? 0)) & 0xffff) === 1),
    ).toBe(true);
  });

  it("is refused where the prompt is not there or cannot be played", async () => {
    await media.join("caller", "call");
    const clips = [{ kind: "prompt" as const, prompt: "gone" }];
    const play = await media.engine.mixer.request({
      kind: "play",
      leg: "caller",
      play: "p",
      clips,
      times: 1,
      endsWithKey: false,
    });
    expect(play).toEqual({ ok: false, refusal: "prompt-unknown" });
    const file = path.join(media.folder, "no.wav");
    await writeFile(file, "RIFF of nothing");
    const load = await media.engine.mixer.request({ kind: "load-prompt", prompt: "no", file });
    expect(load).toEqual({ ok: false, refusal: "prompt-unplayable" });
    expect(await media.ask({ kind: "status" })).toMatchObject({ prompts: 0 });
  });
});

describe("an encrypted leg", () => {
  it("speaks with another encrypted leg, and takes nothing that is not encrypted", async () => {
    const key = (fill: number) => ({
      suite: "AES_CM_128_HMAC_SHA1_80" as const,
      keyBase64: Buffer.alloc(30, fill).toString("base64"),
    });
    const caller = await media.join("caller", "call");
    const secure = await media.join("secure", "call", { settings: { crypto: { send: key(1), receive: key(2) } } });
    const far = await media.join("far", "far", { settings: { crypto: { send: key(2), receive: key(1) } } });
    const agent = await media.join("agent", "far");
    const towards = (leg: Joined) => ({ remote: { address: "127.0.0.1", port: leg.at.port, rtcpPort: leg.at.port } });
    await media.ask({ kind: "change-leg", leg: "secure", settings: towards(far) });
    await media.ask({ kind: "change-leg", leg: "far", settings: towards(secure) });
    await media.ask({ kind: "bridge", left: "caller", right: "secure" });
    await media.ask({ kind: "bridge", left: "far", right: "agent" });
    await caller.phone.say(toneFrames(HZ.anna, 20), caller.at);
    await expect.poll(() => agent.phone.heard.length).toBe(20);
    expect(agent.phone.heard.map(({ payload }) => Buffer.from(payload))).toEqual(
      toneFrames(HZ.anna, 20).map((frame) => Buffer.from(frame)),
    );
    secure.phone.sendFrame(new Uint8Array(160), far.at);
    await expect.poll(async () => (await media.ask({ kind: "leg-figures", leg: "far" })).rejected).toBe(1);
  });
});
