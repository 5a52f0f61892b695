import { createHash } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ok, type Result } from "../../../kernel/index.ts";
import type { Speech } from "../../../platform/speech/index.ts";
import { alawWav } from "../../../protocols/audio/index.ts";
import { speakWords } from "./keep-prompt.effects.ts";
import type { PromptRefusal } from "./prompt-upload.ts";
import type { SpokenLanguage } from "./spoken.shared.ts";

/** Answers that are kept at the most: more than the engine keeps, so that none goes that is still played. */
const ANSWERS_MAX = 2_000;
/** Digits of the digest that names an answer; the engine's names are no longer. */
const NAME_DIGITS = 48;
const NAME = /^said\.[0-9a-f]{48}$/;

/** Why there is no sound of something that somebody waits for. */
export type SoundRefusal = PromptRefusal | "not-fetched";

/** Sentences that are spoken while somebody waits for them, each once. */
export interface SpokenAnswers {
  /** Speaks a text for somebody, as a call centre; the name of the prompt that says it. */
  speak(wish: {
    readonly text: string;
    readonly language: SpokenLanguage;
    readonly holder?: string;
  }): Promise<Result<string, SoundRefusal>>;
  /** Keeps a sound that somebody makes, and makes it once for as long as it is kept; the name of the prompt that is heard. */
  keep(
    key: string,
    sound: () => Promise<Result<Int16Array, SoundRefusal>>,
    holder?: string,
  ): Promise<Result<string, SoundRefusal>>;
  /** Where an answer lies; null for any other prompt. */
  fileOf(prompt: string): { readonly name: string; readonly file: string } | null;
}

interface CachedAnswer {
  readonly making: Promise<Result<string, SoundRefusal>>;
  /** Who wanted it last. */
  readonly holder: string;
}

/** What goes when there is no more room: of whoever has most, what he has not wanted for longest. Nobody's go for another's. */
function oldestOfMost(kept: ReadonlyMap<string, CachedAnswer>): string | null {
  const counts = new Map<string, number>();
  for (const { holder } of kept.values()) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  for (const [name, { holder }] of kept) if (holder === most?.[0]) return name;
  return null;
}

/** Opens an empty folder of answers: what was spoken before is spoken again when it is asked for. `max` is smaller in tests. */
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
  /** In the order in which they were wanted last. */
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
    // It is looked at below, which may be after it has failed.
    making.catch(() => undefined);
    kept.set(name, { making, holder });
    const one = kept.size > max ? oldestOfMost(kept) : null;
    if (one !== null) await forget(one);
    try {
      const made = await making;
      if (!made.ok) kept.delete(name);
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
