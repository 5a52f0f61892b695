import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readWav, SAMPLE_RATE_HZ } from "../../../protocols/audio/index.ts";
import { SPOKEN_LANGUAGES, shippedPrompts } from "./index.ts";
import { readShippedDigests } from "./shipped-digests.effects.ts";

const folder = path.resolve(import.meta.dirname, "../../../../prompts");
const BYTES_MAX = 3_600_000;
/** The limits of a fragment's duration; speech takes 35 to 140 ms a letter, and a short word some more. */
const SECONDS_MIN = 0.1;
const secondsMost = (text: string) => 0.7 + 0.14 * text.length;
const secondsLeast = (text: string) => Math.max(SECONDS_MIN, 0.035 * text.length);
/** Peak and mean level of audio that is neither silent nor clipped. */
const PEAK_MIN = 0.3;
const PEAK_MAX = 0.6;
const MEAN_MIN = 0.02;

interface Rendered {
  readonly text: string;
  readonly sha256: string;
}

const fileOf = (prompt: string) => path.join(folder, `${prompt.replace(".", "/")}.wav`);

async function rendered(): Promise<Readonly<Record<string, Rendered>>> {
  return JSON.parse(await readFile(path.join(folder, "rendered.json"), "utf8")) as Record<string, Rendered>;
}

function soundOf(bytes: Uint8Array) {
  const wav = readWav(bytes);
  const samples = wav.ok ? (wav.value.channels[0] ?? new Int16Array()) : new Int16Array();
  const levels = Array.from(samples, (sample) => Math.abs(sample) / 32_768);
  const peak = levels.reduce((most, level) => Math.max(most, level), 0);
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return { seconds: samples.length / SAMPLE_RATE_HZ, peak, mean, edge: (levels[0] ?? 1) + (levels.at(-1) ?? 1) };
}

describe("the prompts that ship", () => {
  it("are rendered from the texts as they stand, and no other; `tools/prompts.ts` makes them again", async () => {
    const kept = await rendered();
    const texts = Object.fromEntries(Object.entries(kept).map(([prompt, { text }]) => [prompt, text]));
    expect(texts).toEqual(Object.fromEntries(shippedPrompts()));
    for (const [prompt, { sha256 }] of Object.entries(kept)) {
      const bytes = await readFile(fileOf(prompt));
      expect(createHash("sha256").update(bytes).digest("hex"), prompt).toBe(sha256);
    }
  });

  it("are told apart by their digests, so that whoever reads later what was heard finds the words", async () => {
    const digests = await readShippedDigests(folder);
    expect([...digests.keys()].sort()).toEqual([...shippedPrompts().keys()].sort());
    const bytes = await readFile(fileOf("id.recording-agree"));
    expect(digests.get("id.recording-agree")).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("have no file beside them that nobody knows", async () => {
    for (const language of SPOKEN_LANGUAGES) {
      const files = await readdir(path.join(folder, language));
      const known = [...shippedPrompts().keys()].filter((prompt) => prompt.startsWith(`${language}.`));
      expect(files.map((file) => `${language}.${file.replace(/\.wav$/, "")}`).sort()).toEqual(known.sort());
    }
  });

  it("are heard: none is silent, clipped, begins or ends with a click, or lasts other than its text would", async () => {
    for (const [prompt, text] of shippedPrompts()) {
      const { seconds, peak, mean, edge } = soundOf(await readFile(fileOf(prompt)));
      expect(peak, `${prompt} at its loudest`).toBeGreaterThan(PEAK_MIN);
      expect(peak, `${prompt} at its loudest`).toBeLessThan(PEAK_MAX);
      expect(mean, `${prompt} on average`).toBeGreaterThan(MEAN_MIN);
      expect(edge, `${prompt} at its ends`).toBeLessThan(0.05);
      expect(seconds, `${prompt}: ${text}`).toBeGreaterThan(secondsLeast(text));
      expect(seconds, `${prompt}: ${text}`).toBeLessThan(secondsMost(text));
    }
  });

  it("are small enough to be part of the program", async () => {
    const sizes = await Promise.all(
      [...shippedPrompts().keys()].map(async (name) => (await readFile(fileOf(name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BYTES_MAX);
  });

  it("have names that the media engine takes", () => {
    for (const prompt of shippedPrompts().keys()) expect(prompt).toMatch(/^[\w.:@-]{1,64}$/);
  });
});
