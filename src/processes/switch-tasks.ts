import path from "node:path";
import type { MediaEngine } from "../platform/media/index.ts";
import type { CallDesk, QueueDesk, QueueOrder, Target } from "../service/calls/index.ts";

const PROMPTS_FOLDER = path.resolve(import.meta.dirname, "../../prompts");
/** The prompts that every call may need, by the name the media engine knows them by. */
const PROMPTS = { music: "music.wav", notice: "id/recorded.wav", greeting: "id/test-call.wav" } as const;

/** Prompts are loaded once; the engine's client loads them again into an engine that began anew. */
export async function loadPrompts(engine: MediaEngine): Promise<void> {
  for (const [prompt, file] of Object.entries(PROMPTS)) {
    const loaded = await engine.mixer.request({ kind: "load-prompt", prompt, file: path.join(PROMPTS_FOLDER, file) });
    if (!loaded.ok) throw new Error(`the prompt ${file} cannot be played: ${loaded.refusal}`);
  }
}

/** The file of a prompt that ships, by the name that flows know it by, as `id.welcome`; null for any other name. */
export function promptFile(prompt: string): string | null {
  const [, language = "", name = ""] = /^(id|en)\.([\w-]{1,60})$/.exec(prompt) ?? [];
  return name === "" ? null : path.join(PROMPTS_FOLDER, language, `${name}.wav`);
}

/** How queues reach calls and the phones of agents. */
export interface QueueOrders {
  order(callId: string, order: QueueOrder): void;
  /** The devices of a phone as they can be reached now; each answer names new legs. */
  targetsOf(phoneId: string): readonly Target[];
}

/** The queues of a switch; without any, nobody is there to serve a caller. */
export function openQueues(
  open: ((orders: QueueOrders) => QueueDesk) | undefined,
  parts: { readonly calls: () => CallDesk; readonly targetsOf: QueueOrders["targetsOf"] },
): QueueDesk {
  const order: QueueOrders["order"] = (callId, one) => parts.calls().tell(callId, { input: "queue-order", order: one });
  if (open !== undefined) return open({ order, targetsOf: parts.targetsOf });
  return {
    join: ({ callId }) => order(callId, { order: "over", outcome: "nobody-there" }),
    tell: () => undefined,
  };
}
