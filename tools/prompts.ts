// Renders the prompts that ship with the program: words by espeak-ng in Indonesian, music from a short tune of our own.
// Needs espeak-ng and sox; run it after changing a text here, and commit the files.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { wavHeader } from "../src/protocols/audio/index.ts";

const run = promisify(execFile);
const folder = path.resolve(import.meta.dirname, "../prompts");

/** What callers hear, by file. */
const WORDS = {
  "id/recorded": "Panggilan ini direkam.",
  "id/test-call": "Ini panggilan uji. Telepon ini sudah tersambung dengan baik. Terima kasih.",
} as const;

const RATE_HZ = 8_000;
const BEAT_S = 0.6;
const LOUDNESS = 3_500;
/** A calm tune in G major: each beat a bass note and a note above it, in hertz; 0 = a rest. */
const TUNE: readonly (readonly [number, number])[] = [
  [196, 392],
  [196, 494],
  [196, 587],
  [196, 494],
  [165, 392],
  [165, 494],
  [165, 659],
  [165, 494],
  [131, 392],
  [131, 523],
  [131, 659],
  [131, 523],
  [147, 440],
  [147, 587],
  [147, 740],
  [147, 0],
];

function tune(): Int16Array {
  const beat = Math.round(RATE_HZ * BEAT_S);
  const samples = new Int16Array(beat * TUNE.length);
  for (const [index, notes] of TUNE.entries()) {
    for (let at = 0; at < beat; at += 1) {
      const fade = Math.exp((-3 * at) / beat) * Math.min(1, at / 80) * Math.min(1, (beat - at) / 200);
      const wave = notes.reduce((sum, hz) => sum + (hz === 0 ? 0 : Math.sin((2 * Math.PI * hz * at) / RATE_HZ)), 0);
      samples[index * beat + at] = Math.round(LOUDNESS * fade * wave);
    }
  }
  return samples;
}

function wavOf(samples: Int16Array): Buffer {
  return Buffer.concat([
    wavHeader({ channels: 1, frames: samples.length }),
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  ]);
}

const scratch = await mkdtemp(path.join(os.tmpdir(), "sambung-prompts-"));
try {
  for (const [name, words] of Object.entries(WORDS)) {
    const raw = path.join(scratch, "raw.wav");
    await run("espeak-ng", ["-v", "id", "-s", "150", "-w", raw, words]);
    await run("sox", [
      raw,
      "-r",
      String(RATE_HZ),
      "-c",
      "1",
      "-b",
      "16",
      path.join(folder, `${name}.wav`),
      "norm",
      "-6",
    ]);
  }
  await writeFile(path.join(folder, "music.wav"), wavOf(tune()));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
