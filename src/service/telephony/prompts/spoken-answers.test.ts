import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ok, refuse } from "../../../kernel/index.ts";
import { readWav, wavHeader } from "../../../protocols/audio/index.ts";
import { openSpokenAnswers } from "./spoken-answers.effects.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-answers-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A synthesiser that returns a second of a tone for any text, and counts. */
function speaking() {
  const spoken: string[] = [];
  const samples = Int16Array.from({ length: 8_000 }, (_, at) => 8_000 * Math.sin(at / 3));
  const wav = Buffer.concat([wavHeader({ channels: 1, frames: samples.length }), new Uint8Array(samples.buffer)]);
  const speech = {
    isThere: async () => true,
    speak: async ({ text }: { readonly text: string }) => {
      spoken.push(text);
      return text === "gagal" ? refuse("speech-failed" as const) : ok(new Uint8Array(wav));
    },
  };
  return { spoken, speech };
}

const named = async (asked: Promise<{ readonly ok: boolean; readonly value?: string }>) => (await asked).value ?? "";

describe("answers that are spoken while somebody waits", () => {
  it("are spoken once, for each language, and lie where the engine finds them", async () => {
    await writeFile(path.join(folder, "said.lama.wav"), "dari jalan sebelumnya");
    const { spoken, speech } = speaking();
    const answers = await openSpokenAnswers({ speech, folder });
    expect(await readdir(folder)).toEqual([]);
    const speak = (text: string, language: "id" | "en" = "id") => named(answers.speak({ text, language }));
    const both = await Promise.all([speak("satu"), speak("satu")]);
    expect(both[0]).toBe(both[1]);
    expect(await speak("satu", "en")).not.toBe(both[0]);
    expect(spoken).toEqual(["satu", "satu"]);
    const kept = answers.fileOf(both[0] ?? "");
    expect(readWav(await readFile(kept?.file ?? "")).ok).toBe(true);
    expect([answers.fileOf("id.welcome"), answers.fileOf("said.../../x"), answers.fileOf("said.")]).toEqual([
      ...[null, null, null],
    ]);
  });

  it("are forgotten when they were not wanted for long, and tried again where they failed", async () => {
    const { spoken, speech } = speaking();
    const answers = await openSpokenAnswers({ speech, folder, max: 2 });
    const speak = (text: string) => named(answers.speak({ text, language: "id" }));
    const [one, two] = [await speak("satu"), await speak("dua")];
    await speak("satu");
    await speak("tiga");
    expect([answers.fileOf(one) !== null, answers.fileOf(two)]).toEqual([true, null]);
    await expect(access(path.join(folder, `${two}.wav`))).rejects.toThrow("ENOENT");
    for (let nth = 0; nth < 2; nth += 1)
      expect((await answers.speak({ text: "gagal", language: "id" })).ok).toBe(false);
    expect(spoken).toEqual(["satu", "dua", "tiga", "gagal", "gagal"]);
  });

  it("stay while they are produced, whatever else is requested", async () => {
    const { speech } = speaking();
    const answers = await openSpokenAnswers({ speech, folder, max: 1 });
    const slow = Promise.withResolvers<void>();
    const samples = Int16Array.from({ length: 800 }, () => 1_000);
    const produced = answers.keep("pelan", async () => {
      await slow.promise;
      return ok(samples);
    });
    const other = await named(answers.keep("cepat", async () => ok(samples)));
    slow.resolve();
    const name = await named(produced);
    const kept = answers.fileOf(name);
    expect(readWav(await readFile(kept?.file ?? "")).ok).toBe(true);
    await named(answers.keep("kemudian", async () => ok(samples)));
    expect(answers.fileOf(name)).toBeNull();
    expect((await readdir(folder)).length).toBeLessThanOrEqual(2);
    expect(other).not.toBe(name);
  });

  it("of one call centre do not go for those of another that wants many", async () => {
    const { speech } = speaking();
    const answers = await openSpokenAnswers({ speech, folder, max: 4 });
    const speak = (holder: string, text: string) => named(answers.speak({ text, language: "id", holder }));
    const modest = [await speak("a", "salam"), await speak("a", "tunggu")];
    const many: string[] = [];
    for (let nth = 0; nth < 6; nth += 1) many.push(await speak("b", `pesan ${nth}`));
    const isKept = (name: string) => answers.fileOf(name) !== null;
    expect(modest.map(isKept)).toEqual([true, true]);
    expect(many.map(isKept)).toEqual([false, false, false, false, true, true]);
  });
});
