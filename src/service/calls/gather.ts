import type { DigitEntry, TaskOf, TaskOutcome } from "./call-task.ts";

/** Digits being entered: those that came so far, and whether the prompt is still played. */
export interface Gather {
  readonly task: TaskOf<"gather">;
  readonly digits: string;
  readonly isPlaying: boolean;
}

/** What can happen while digits are entered. */
export type GatherInput =
  | { readonly input: "key"; readonly key: string }
  | { readonly input: "played" }
  | { readonly input: "timer" };

/** What a gather asks for; with `done` it is over. */
export type GatherEffect =
  | { readonly effect: "stop-play" }
  | { readonly effect: "arm"; readonly ms: number }
  | { readonly effect: "disarm" }
  | { readonly effect: "done"; readonly outcome: TaskOutcome };

/** A gather after a step. */
export interface GatherStep {
  readonly gather: Gather;
  readonly effects: readonly GatherEffect[];
}

const KEYS: ReadonlySet<string> = new Set("0123456789*#");

/** A gather at its begin; one that plays nothing waits for the first key at once. */
export function beginGather(task: TaskOf<"gather">): GatherStep {
  const isPlaying = task.clips.length > 0;
  return {
    gather: { task, digits: "", isPlaying },
    effects: isPlaying ? [] : [{ effect: "arm", ms: task.firstMs }],
  };
}

/** One step of a gather. Total: what means nothing changes nothing. */
export function stepGather(gather: Gather, input: GatherInput): GatherStep {
  switch (input.input) {
    case "key":
      return keyPressed(gather, input.key);
    case "played":
      if (!gather.isPlaying) return { gather, effects: [] };
      return { gather: { ...gather, isPlaying: false }, effects: [{ effect: "arm", ms: gather.task.firstMs }] };
    case "timer":
      if (gather.isPlaying) return { gather, effects: [] };
      return { gather, effects: [{ effect: "done", outcome: judged(gather.digits, gather.task.entry) }] };
  }
}

function keyPressed(gather: Gather, key: string): GatherStep {
  const { task, isPlaying } = gather;
  if (!KEYS.has(key) || (isPlaying && !task.isBargeable)) return { gather, effects: [] };
  const stopped: readonly GatherEffect[] = isPlaying ? [{ effect: "stop-play" }] : [];
  const isEnd = key === task.entry.endKey;
  const digits = isEnd ? gather.digits : gather.digits + key;
  const heard: Gather = { ...gather, digits, isPlaying: false };
  if (isEnd || isComplete(digits, task.entry)) {
    const outcome = judged(digits, task.entry);
    return { gather: heard, effects: [...stopped, { effect: "disarm" }, { effect: "done", outcome }] };
  }
  return { gather: heard, effects: [...stopped, { effect: "arm", ms: task.betweenMs }] };
}

/** Whether another key could change nothing any more. */
function isComplete(digits: string, { accepts, digitsMax }: DigitEntry): boolean {
  if (accepts === null) return digits.length >= digitsMax;
  return accepts.includes(digits) || !accepts.some((entry) => entry.startsWith(digits));
}

function judged(digits: string, { accepts, digitsMin, digitsMax }: DigitEntry): TaskOutcome {
  if (digits === "") return { outcome: "no-input" };
  const fits = accepts === null ? digits.length >= digitsMin && digits.length <= digitsMax : accepts.includes(digits);
  return fits ? { outcome: "gathered", digits } : { outcome: "wrong-input", digits };
}
