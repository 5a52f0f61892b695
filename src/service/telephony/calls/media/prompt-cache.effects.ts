import type { MediaEngine } from "../../../../platform/media/index.ts";

/** Maximum prompts that the engine keeps for tasks; the least recently used one is removed first. */
const CACHED_MAX = 400;

/** A prompt by its name in the engine, and its file. */
export interface ShelvedPrompt {
  readonly name: string;
  readonly file: string;
}

/** Prompts in the media engine, loaded on demand: one copy for all calls. */
export interface PromptCache {
  /** Settles when all prompts can be played; rejects when one cannot. */
  need(prompts: readonly ShelvedPrompt[]): Promise<void>;
}

/** Opens the cache; `max` is smaller in tests. */
export function openPromptCache(options: { readonly engine: MediaEngine; readonly max?: number }): PromptCache {
  const { engine, max = CACHED_MAX } = options;
  /** In the order of last use. */
  const loads = new Map<string, Promise<void>>();
  const load = async ({ name, file }: ShelvedPrompt): Promise<void> => {
    const loaded = await engine.mixer.request({ kind: "load-prompt", prompt: name, file });
    if (!loaded.ok) throw new Error(`the prompt ${name} cannot be played: ${loaded.refusal}`);
  };
  const want = (prompt: ShelvedPrompt): Promise<void> => {
    const { name } = prompt;
    const known = loads.get(name);
    loads.delete(name);
    const wanted = known ?? load(prompt);
    loads.set(name, wanted);
    if (known === undefined) wanted.catch(() => loads.delete(name));
    return wanted;
  };
  const makeRoom = async (wanted: ReadonlySet<string>): Promise<void> => {
    const idle = [...loads.keys()].filter((prompt) => !wanted.has(prompt));
    for (const prompt of idle.slice(0, Math.max(0, loads.size - max))) {
      loads.delete(prompt);
      await engine.mixer.request({ kind: "drop-prompt", prompt });
    }
  };
  return {
    need: async (prompts) => {
      await Promise.all(prompts.map(want));
      await makeRoom(new Set(prompts.map(({ name }) => name)));
    },
  };
}
