import type { MediaEngine } from "../../platform/media/index.ts";

/** Prompts that the engine keeps for tasks at once; the one that was wanted longest ago goes first. */
const SHELF_MAX = 400;

/** Prompts in the media engine, loaded as they are wanted: one copy for all calls. */
export interface PromptShelf {
  /** Settles when all of them can be played; rejects when one cannot. */
  need(prompts: readonly string[]): Promise<void>;
}

/** Opens the shelf; `max` is smaller in tests. */
export function openPromptShelf(options: {
  readonly engine: MediaEngine;
  readonly fileOf: (prompt: string) => string | null;
  readonly max?: number;
}): PromptShelf {
  const { engine, fileOf, max = SHELF_MAX } = options;
  /** In the order in which they were wanted last. */
  const loads = new Map<string, Promise<void>>();
  const load = async (prompt: string): Promise<void> => {
    const file = fileOf(prompt);
    if (file === null) throw new Error(`there is no prompt ${prompt}`);
    const loaded = await engine.mixer.request({ kind: "load-prompt", prompt, file });
    if (!loaded.ok) throw new Error(`the prompt ${prompt} cannot be played: ${loaded.refusal}`);
  };
  const want = (prompt: string): Promise<void> => {
    const known = loads.get(prompt);
    loads.delete(prompt);
    const wanted = known ?? load(prompt);
    loads.set(prompt, wanted);
    if (known === undefined) wanted.catch(() => loads.delete(prompt));
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
      const wanted = new Set(prompts);
      await Promise.all([...wanted].map(want));
      await makeRoom(wanted);
    },
  };
}
