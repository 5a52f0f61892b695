import type { RecognitionEvent } from "../media/speech-recognition-port.ts";
import type { DigitEntry, TaskOf, TaskOutcome } from "./call-task.ts";
import type { SpeechOptions } from "./gather-options.ts";

/** Digits or speech being entered: the input so far, and whether the prompt is still played. */
export interface Gather {
  readonly task: TaskOf<"gather">;
  readonly digits: string;
  readonly isPlaying: boolean;
  /** Whether speech is recognised; `ending` while only the remaining results are awaited. */
  readonly hearing: "off" | "on" | "ending";
  /** Whether the caller has begun to speak. */
  readonly isSpeaking: boolean;
  readonly said: readonly RecognisedText[];
}

interface RecognisedText {
  readonly text: string;
  readonly confidence: number | null;
}

/** Inputs of a gather. */
export type GatherInput =
  | { readonly input: "key"; readonly key: string }
  | { readonly input: "played" }
  | { readonly input: "heard"; readonly news: RecognitionEvent }
  | { readonly input: "timer" };

/** Effects of a gather; `done` ends it. */
export type GatherEffect =
  | { readonly effect: "stop-play" }
  | { readonly effect: "arm"; readonly ms: number }
  | { readonly effect: "disarm" }
  /** Recognition starts; then the remaining results are requested; then it is cancelled. */
  | { readonly effect: "hear"; readonly speech: SpeechOptions }
  | { readonly effect: "hear-out" }
  | { readonly effect: "hear-no-more" }
  | { readonly effect: "done"; readonly outcome: TaskOutcome };

/** A gather after a step. */
export interface GatherStep {
  readonly gather: Gather;
  readonly effects: readonly GatherEffect[];
}

const KEYS: ReadonlySet<string> = new Set("0123456789*#");
/** Maximum wait, from the caller's last word, for a recogniser that never reports the end of the speech. */
const UNENDED_MS_MAX = 10_000;
/** Timeout for the remaining results. */
const REST_MS_MAX = 3_000;
const RECOGNISED_TEXT_MAX = 4_096;

/** A gather at its start; without a prompt it waits for the first key at once. */
export function beginGather(task: TaskOf<"gather">): GatherStep {
  const { speech } = task;
  const isPlaying = task.clips.length > 0;
  const hears: readonly GatherEffect[] = speech === undefined ? [] : [{ effect: "hear", speech }];
  const hearing = speech === undefined ? "off" : "on";
  return {
    gather: { task, digits: "", isPlaying, hearing, isSpeaking: false, said: [] },
    effects: isPlaying ? hears : [...hears, { effect: "arm", ms: task.firstMs }],
  };
}

/** One step of a gather. Total: an input that is not valid in the present state has no effect. */
export function stepGather(gather: Gather, input: GatherInput): GatherStep {
  switch (input.input) {
    case "key":
      return keyPressed(gather, input.key);
    case "played":
      if (!gather.isPlaying) return { gather, effects: [] };
      return { gather: { ...gather, isPlaying: false }, effects: [{ effect: "arm", ms: gather.task.firstMs }] };
    case "heard":
      return handleRecognition(gather, input.news);
    case "timer":
      return timedOut(gather);
  }
}

function timedOut(gather: Gather): GatherStep {
  const { isPlaying, hearing, isSpeaking, digits, task } = gather;
  if (isPlaying) return { gather, effects: [] };
  if (hearing === "ending") return over(gather, spoken(gather));
  if (hearing === "off" || !isSpeaking) return over(gather, judged(digits, task.entry));
  const ending = { ...gather, hearing: "ending" } as const;
  return { gather: ending, effects: [{ effect: "hear-out" }, { effect: "arm", ms: REST_MS_MAX }] };
}

/** Ends the gather and the recognition. */
function over(gather: Gather, outcome: TaskOutcome, before: readonly GatherEffect[] = []): GatherStep {
  const deaf: readonly GatherEffect[] = gather.hearing === "off" ? [] : [{ effect: "hear-no-more" }];
  return { gather: { ...gather, hearing: "off" }, effects: [...before, ...deaf, { effect: "done", outcome }] };
}

function keyPressed(gather: Gather, key: string): GatherStep {
  const { task, isPlaying, hearing } = gather;
  const isDeafToKeys = task.speech?.takesKeys === false;
  if (!KEYS.has(key) || isDeafToKeys || (isPlaying && !task.isBargeable)) return { gather, effects: [] };
  // Speech is ignored once the caller presses keys.
  const deaf: readonly GatherEffect[] = hearing === "off" ? [] : [{ effect: "hear-no-more" }];
  const stopped: readonly GatherEffect[] = isPlaying ? [{ effect: "stop-play" }, ...deaf] : deaf;
  const isEnd = key === task.entry.endKey;
  const digits = isEnd ? gather.digits : gather.digits + key;
  const entered: Gather = { ...gather, digits, isPlaying: false, hearing: "off", isSpeaking: false, said: [] };
  if (isEnd || isComplete(digits, task.entry))
    return over(entered, judged(digits, task.entry), [...stopped, { effect: "disarm" }]);
  return { gather: entered, effects: [...stopped, { effect: "arm", ms: task.betweenMs }] };
}

function handleRecognition(gather: Gather, event: RecognitionEvent): GatherStep {
  const { task, isPlaying, hearing, said } = gather;
  const { speech } = task;
  const isTooEarly = isPlaying && !task.isBargeable && (event.news === "speaking" || event.news === "said");
  if (hearing === "off" || speech === undefined || isTooEarly) return { gather, effects: [] };
  switch (event.news) {
    case "speaking":
      return speaking(gather, speech);
    case "said": {
      const more = { ...gather, said: withMore(said, event) };
      const isAll = speech.quietMs === null && hearing === "on";
      return isAll ? over(more, spoken(more), begun(gather, [{ effect: "disarm" }])) : speaking(more, speech);
    }
    case "over":
    case "failed":
      return unheard(gather, event.news === "over" && hearing === "ending");
  }
}

/** The recognised speech with a further part; parts beyond the reported length are dropped. */
function withMore(said: readonly RecognisedText[], { text, confidence }: RecognisedText): readonly RecognisedText[] {
  const length = said.reduce((sum, one) => sum + one.text.length + 1, 0);
  return length >= RECOGNISED_TEXT_MAX ? said : [...said, { text, confidence }];
}

/** The prompt ends with the caller's first word; the wait for the end of the speech starts with the last one. */
function speaking(gather: Gather, speech: SpeechOptions): GatherStep {
  if (gather.hearing === "ending") return { gather, effects: [] };
  const ms = speech.quietMs ?? UNENDED_MS_MAX;
  return {
    gather: { ...gather, isSpeaking: true, isPlaying: false },
    effects: begun(gather, [{ effect: "arm", ms }]),
  };
}

function begun({ isPlaying }: Gather, effects: readonly GatherEffect[]): readonly GatherEffect[] {
  return isPlaying ? [{ effect: "stop-play" }, ...effects] : effects;
}

/** Recognition has ended: the recognised speech counts, otherwise the keys. */
function unheard(gather: Gather, isOrderly: boolean): GatherStep {
  const { task, isSpeaking, said } = gather;
  const deaf: Gather = { ...gather, hearing: "off", isSpeaking: false };
  const stopped = begun(gather, [{ effect: "disarm" }]);
  if (isOrderly || said.length > 0) return over(deaf, spoken(gather), stopped);
  if (task.speech?.takesKeys !== true) return over(deaf, { outcome: "failed" }, stopped);
  return { gather: deaf, effects: isSpeaking ? [{ effect: "arm", ms: task.firstMs }] : [] };
}

/** The recognised speech, part after part. */
function spoken({ said }: Gather): TaskOutcome {
  const text = said.map((one) => one.text).join(" ");
  if (text === "") return { outcome: "no-input" };
  const sure = said.flatMap(({ confidence }) => confidence ?? []);
  const confidence = sure.length === 0 ? null : sure.reduce((sum, one) => sum + one, 0) / sure.length;
  return { outcome: "spoken", text: text.slice(0, RECOGNISED_TEXT_MAX).toWellFormed(), confidence };
}

/** Whether a further key could not change the entry. */
function isComplete(digits: string, { accepts, digitsMax }: DigitEntry): boolean {
  if (accepts === null) return digits.length >= digitsMax;
  return accepts.includes(digits) || !accepts.some((entry) => entry.startsWith(digits));
}

function judged(digits: string, { accepts, digitsMin, digitsMax }: DigitEntry): TaskOutcome {
  if (digits === "") return { outcome: "no-input" };
  const fits = accepts === null ? digits.length >= digitsMin && digits.length <= digitsMax : accepts.includes(digits);
  return fits ? { outcome: "gathered", digits } : { outcome: "wrong-input", digits };
}
