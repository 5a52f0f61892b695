import { createHash } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ok, type Result } from "../../../kernel/index.ts";
import type { Speech } from "../../../platform/speech/index.ts";
import { alawWav } from "../../../protocols/audio/index.ts";
import { speakWords } from "./keep-prompt.effects.ts";
import type { PromptRefusal } from "./prompt-upload.ts";
import type { SpokenLanguage } from "./spoken.shared.ts";

/** The maximum of cached answers: more than the engine's cache, so that no answer is deleted while it is played. */
const ANSWERS_MAX = 2_000;
/** The digits of the digest in an answer's name; the engine limits the length of names. */
const NAME_DIGITS = 48;
const NAME = /^said\.[0-9a-f]{48}$/;

/** Why there is no audio for an answer. */
export type SoundRefusal = PromptRefusal | "not-fetched";

/** A cache of synthesised sentences and fetched audio, each produced once. */
export interface SpokenAnswers {
  /** Synthesises a text for a holder, as a call centre; returns the name of the prompt. */
  speak(wish: {
    readonly text: string;
    readonly language: SpokenLanguage;
    readonly holder?: string;
  }): Promise<Result<string, SoundRefusal>>;
  /** Stores audio from a function, which is called once for as long as the result is cached; returns the name of the prompt. */
  keep(
    key: string,
    sound: () => Promise<Result<Int16Array, SoundRefusal>>,
    holder?: string,
  ): Promise<Result<string, SoundRefusal>>;
  /** The file of an answer; null for any other prompt. */
  fileOf(prompt: string): { readonly name: string; readonly file: string } | null;
}

interface CachedAnswer {
  readonly making: Promise<Result<string, SoundRefusal>>;
  /** The holder that requested it last. */
  readonly holder: string;
  /** Whether its file is written; an answer in production is not evicted, since a caller waits for it. */
  readonly isMade: boolean;
}

/**
 * The answer to evict when the cache is full: the least recently requested one of the holder with the most answers, so that a holder with few answers
 * loses none.
 */
function oldestOfMost(kept: ReadonlyMap<string, CachedAnswer>): string | null {
  const counts = new Map<string, number>();
  for (const { holder } of kept.values()) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  for (const [name, { holder, isMade }] of kept) if (isMade && holder === most?.[0]) return name;
  return null;
}

/** Opens an empty folder of answers: earlier answers are produced again on request. `max` is smaller in tests. */
export async function openSpokenAnswers({
  speech,
  folder,
  max = ANSWERS_MAX,
}: {
  readonly speech: Speech;
  readonly folder: string;
  readonly max?: number;
}): Promise<SpokenAnswers> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  /** In the order of the last request. */
  const kept = new Map<string, CachedAnswer>();
  const placeOf = (name: string) => path.join(folder, `${name}.wav`);
  const make = async (name: string, sounding: () => Promise<Result<Int16Array, SoundRefusal>>) => {
    const sound = await sounding();
    if (!sound.ok) return sound;
    const draft = `${placeOf(name)}.draft`;
    await writeFile(draft, alawWav(sound.value));
    await rename(draft, placeOf(name));
    return ok(name);
  };
  const forget = async (name: string): Promise<void> => {
    kept.delete(name);
    await rm(placeOf(name), { force: true });
  };
  const keep: SpokenAnswers["keep"] = async (key, sound, holder = "") => {
    const name = `said.${createHash("sha256").update(key).digest("hex").slice(0, NAME_DIGITS)}`;
    const known = kept.get(name);
    kept.delete(name);
    const making = known?.making ?? make(name, sound);
    // It is awaited below, possibly after it has been rejected.
    making.catch(() => undefined);
    kept.set(name, { making, holder, isMade: known?.isMade ?? false });
    const one = kept.size > max ? oldestOfMost(kept) : null;
    if (one !== null) await forget(one);
    try {
      const made = await making;
      const current = kept.get(name);
      if (!made.ok) kept.delete(name);
      else if (current !== undefined) kept.set(name, { ...current, isMade: true });
      return made;
    } catch (error) {
      kept.delete(name);
      throw error;
    }
  };
  return {
    keep,
    speak: ({ text, language, holder = "" }) =>
      keep(`${language}\n${text}`, () => speakWords({ speech }, { words: text, language, holder }), holder),
    fileOf: (prompt) => (NAME.test(prompt) && kept.has(prompt) ? { name: prompt, file: placeOf(prompt) } : null),
  };
}
