import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readRecorded } from "../../protocols/audio/index.ts";
import { openSpeech } from "./speech.ts";

const speech = openSpeech("espeak-ng");

async function spoken(text: string, language: "id" | "en" = "id"): Promise<Float32Array> {
  const wav = await speech.speak({ text, language });
  const read = wav.ok ? readRecorded(wav.value) : wav;
  if (!read.ok) throw new Error(read.refusal);
  return read.value.samples;
}

const seconds = (samples: Float32Array) => samples.length / 22_050;

describe("a text that the computer speaks", () => {
  it("sounds, longer with more words, and otherwise in another language", async () => {
    const [short, long, english] = [
      await spoken("Selamat pagi."),
      await spoken("Selamat pagi, terima kasih telah menghubungi layanan kami."),
      await spoken("Selamat pagi.", "en"),
    ];
    expect(seconds(short)).toBeGreaterThan(0.5);
    expect(seconds(long)).toBeGreaterThan(2 * seconds(short));
    expect(short.some((sample) => Math.abs(sample) > 0.1)).toBe(true);
    expect(english).not.toEqual(short);
  });

  it("is only spoken, whatever it looks like: an option, a file, several lines, phonemes", async () => {
    const plain = await spoken("halo");
    for (const text of ["-w /tmp/halo.wav halo", "--version\nhalo", "halo [[h@loU]] halo"])
      expect(seconds(await spoken(text))).toBeGreaterThan(1.5 * seconds(plain));
  });

  it("is refused without the program, by one that fails, and by one that never stops talking", async () => {
    const refusalOf = async (program: string) => {
      const done = await openSpeech(program).speak({ text: "halo", language: "id" });
      return done.ok ? "spoken" : done.refusal;
    };
    expect(await Promise.all(["no-such-program", "/etc/hostname", "false"].map(refusalOf))).toEqual([
      "speech-not-there",
      "speech-not-there",
      "speech-failed",
    ]);
    const endless = await openSpeech("yes").speak({ text: "halo", language: "id" });
    expect(endless).toMatchObject({ ok: false, refusal: "speech-failed" });
    expect(await Promise.all(["espeak-ng", "no-such-program"].map((program) => openSpeech(program).isThere()))).toEqual(
      [true, false],
    );
  });

  it("is spoken when its turn comes where it may wait, so that five at once are all spoken", async () => {
    const waiting = openSpeech("espeak-ng", { speakingMs: 30_000, waitMs: 30_000 });
    const done = await Promise.all(
      Array.from({ length: 5 }, (_, nth) => waiting.speak({ text: `Nomor antrean Anda ${nth}.`, language: "id" })),
    );
    expect(done.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });

  it("has the turn of one that hangs, which is ended in time, and waits for it no longer than it may", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-speech-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const program = path.join(folder, "speaks");
    await writeFile(program, '#!/bin/sh\nread -r text\n[ "$text" = macet ] && exec sleep 60\necho "$text"\n');
    await chmod(program, 0o755);
    const spokenBy = async (limits: { readonly speakingMs: number; readonly waitMs: number }) => {
      const { speak } = openSpeech(program, limits);
      const texts = ["macet", "macet", "macet", "macet", "halo"];
      const done = await Promise.all(texts.map((text) => speak({ text, language: "id" })));
      return done.map((one) => (one.ok ? String(Buffer.from(one.value)).trim() : one.refusal));
    };
    const hung = Array.from({ length: 4 }, () => "speech-failed");
    expect(await spokenBy({ speakingMs: 1_500, waitMs: 30_000 })).toEqual([...hung, "halo"]);
    expect(await spokenBy({ speakingMs: 300, waitMs: 50 })).toEqual([...hung, "speech-busy"]);
  });

  it("has its turn behind one text of each other call centre, however many of theirs wait", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-speech-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const program = path.join(folder, "speaks");
    await writeFile(program, '#!/bin/sh\nread -r text\necho "$text"\n');
    await chmod(program, 0o755);
    const { speak } = openSpeech(program, { speakingMs: 30_000, waitMs: 30_000 });
    const done: string[] = [];
    const said = async (holder: string, nth: number) => {
      const one = await speak({ text: `${holder}${nth}`, language: "id", holder });
      done.push(one.ok ? holder : `${holder} ${one.refusal}`);
    };
    const greedy = Array.from({ length: 110 }, (_, nth) => said("rakus", nth));
    const modest = said("lain", 0);
    await modest;
    // Four were spoken already, and one more of the same holder in parallel with this one.
    expect(done.filter((one) => one === "rakus").length).toBeLessThanOrEqual(12);
    expect(done.filter((one) => one === "rakus speech-busy")).toHaveLength(6);
    await Promise.all(greedy);
    expect(done.filter((one) => one === "rakus")).toHaveLength(104);
  });

  it("waits its turn by being refused while four others are spoken", async () => {
    const text = "Nomor antrean Anda adalah dua belas. ".repeat(13);
    const done = await Promise.all(Array.from({ length: 5 }, () => speech.speak({ text, language: "id" })));
    expect(done.map((one) => (one.ok ? "spoken" : one.refusal)).sort()).toEqual([
      "speech-busy",
      ...Array.from({ length: 4 }, () => "spoken"),
    ]);
  });
});
