// Renders the shipped prompts: words by espeak-ng in Indonesian and English, music from a short tune of our
// own. Needs espeak-ng and sox; run it after changing a text, and commit the files. `prompts/rendered.json` contains the text and
// the hash of each, so that a text without its audio fails a test on any machine.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { voiceOf } from "../src/platform/speech/index.ts";
import { wavHeader } from "../src/protocols/audio/index.ts";
import { SPOKEN_LANGUAGES, shippedPrompts } from "../src/service/telephony/prompts/index.ts";

const run = promisify(execFile);
const folder = path.resolve(import.meta.dirname, "../prompts");

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

/** Fragments are joined: audio quieter than this at either end is cut, and a short pause added. */
const TRIM = [
  "silence",
  "1",
  "0.01",
  "0.5%",
  "reverse",
  "silence",
  "1",
  "0.01",
  "0.5%",
  "reverse",
  "pad",
  "0.02",
  "0.04",
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

/** Synthesises one text into a WAV file of A-law, the compact encoding of the telephone line. */
async function speak(text: string, { voice, raw, file }: { voice: readonly string[]; raw: string; file: string }) {
  await run("espeak-ng", [...voice, "-w", raw, text.replace("~", "")]);
  await run("sox", ["-D", raw, "-r", String(RATE_HZ), "-c", "1", "-e", "a-law", file, ...TRIM, "norm", "-6"]);
}

const scratch = await mkdtemp(path.join(os.tmpdir(), "sambung-prompts-"));
const rendered: Record<string, { readonly text: string; readonly sha256: string }> = {};
try {
  const raw = path.join(scratch, "raw.wav");
  for (const [prompt, text] of shippedPrompts()) {
    const [language = "", name = ""] = prompt.split(".");
    const file = path.join(folder, language, `${name}.wav`);
    await mkdir(path.dirname(file), { recursive: true });
    await speak(text, { voice: voiceOf(language === "en" ? "en" : "id"), raw, file });
    const sha256 = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    rendered[prompt] = { text, sha256 };
  }
  for (const language of SPOKEN_LANGUAGES)
    for (const name of await readdir(path.join(folder, language)))
      if (!(`${language}.${name.replace(".wav", "")}` in rendered)) await rm(path.join(folder, language, name));
  await writeFile(path.join(folder, "music.wav"), wavOf(tune()));
  await writeFile(path.join(folder, "rendered.json"), `${JSON.stringify(rendered, null, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
