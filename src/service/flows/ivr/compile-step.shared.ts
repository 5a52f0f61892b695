import type { CallTask, DigitEntry } from "../../telephony/calls/index.ts";
import { GROUP_PAUSE } from "../../telephony/prompts/index.ts";
import type { FlowStep, FlowStepOf, Phrase } from "./contract.ts";
import { clipOf, type SayingWith, sayPhrase } from "./editor/say-phrase.shared.ts";

/** Length of silence that ends a message. */
const MESSAGE_SILENCE_MS = 4_000;
const SECOND_MS = 1_000;
/** The phase of a look-up in which its result is announced. */
export const SAYING = 2;

/** The position of a call in a step: the question or part, and the result of the previous attempt. */
export interface StepPlace extends SayingWith {
  readonly stage: number;
  readonly before: "no-input" | "wrong-input" | null;
  /** The prompt that announces the result; null before there is one. */
  readonly answer?: { readonly prompt: string } | null;
}

/** Steps that run tasks; the other steps decide without a task. */
export type TaskStep = Exclude<FlowStep, FlowStepOf<"hours" | "condition">>;

/** The tasks of a step; empty when there is nothing to play or to collect. The outcome of the last task is that of the step. */
export function compileStep(step: TaskStep, place: StepPlace): readonly CallTask[] {
  switch (step.kind) {
    case "say":
      return saying(step.phrase, place, step.isBargeable);
    case "play":
      return playing(step, place);
    case "menu":
      return [gatherTask(step, { place, phrase: step.phrase, entry: oneOf(step.choices.map(({ keys }) => keys)) })];
    case "collect": {
      const { digitsMin, digitsMax, endKey } = step;
      const entry = { accepts: null, digitsMin, digitsMax, endKey };
      return [gatherTask(step, { place, phrase: step.phrase, entry })];
    }
    case "language":
      return [gatherLanguage(step, place)];
    case "queue":
      return [enqueueing(step, place)];
    case "transfer":
      return [{ task: "dial", number: step.number, ringMs: step.ringSeconds * SECOND_MS }];
    case "voicemail":
      return [...saying(step.phrase, place, true), recording(step)];
    case "callback":
      return callingBack(step, place);
    case "survey":
      return questioning(step, place);
    case "look-up":
      return lookingUp(step, place);
    case "hang-up":
      return [...saying(step.phrase, place, false), { task: "hang-up" }];
  }
}

function saying(phrase: Phrase, place: StepPlace, isBargeable: boolean): readonly CallTask[] {
  const clips = sayPhrase(phrase, place);
  return clips.length === 0 ? [] : [{ task: "play", clips, times: 1, isBargeable }];
}

function playing(step: FlowStepOf<"play">, { language }: StepPlace): readonly CallTask[] {
  const { times, isBargeable } = step;
  return [{ task: "play", clips: [clipOf(step.prompt, language)], times, isBargeable }];
}

function oneOf(accepts: readonly string[]): DigitEntry {
  const digitsMax = accepts.reduce((most, { length }) => Math.max(most, length), 1);
  return { accepts, digitsMin: 1, digitsMax, endKey: null };
}

type InputStep = FlowStepOf<"menu" | "collect" | "language" | "callback" | "survey" | "look-up">;

/** Another attempt begins with the error announcement of the previous one. */
function gatherTask(
  step: InputStep,
  question: { readonly place: StepPlace; readonly phrase: Phrase; readonly entry: DigitEntry },
): Extract<CallTask, { task: "gather" }> {
  const { place, phrase, entry } = question;
  return {
    task: "gather",
    clips: [...complaint(step, place), ...sayPhrase(phrase, place)],
    isBargeable: step.isBargeable,
    entry,
    firstMs: step.firstSeconds * SECOND_MS,
    betweenMs: step.betweenSeconds * SECOND_MS,
  };
}

function complaint(step: InputStep, { before, language }: StepPlace) {
  const prompt = before === null ? null : before === "no-input" ? step.noInput : step.wrongInput;
  return prompt === null ? [] : [clipOf(prompt, language)];
}

/** The prompt is played in each language. */
function gatherLanguage(step: FlowStepOf<"language">, place: StepPlace): CallTask {
  const entry = oneOf(step.choices.map(({ keys }) => keys));
  const languages = [...new Set(step.choices.map(({ language }) => language))];
  const clips = languages.flatMap((language, nth) => [
    ...(nth === 0 ? [] : [GROUP_PAUSE]),
    ...sayPhrase(step.phrase, { ...place, language }),
  ]);
  const asked = gatherTask(step, { place, phrase: [], entry });
  return { ...asked, clips: [...asked.clips, ...clips] };
}

function enqueueing(step: FlowStepOf<"queue">, { language }: StepPlace): CallTask {
  const { queueId, priority, skills, music, announceSeconds } = step;
  return {
    task: "enqueue",
    queueId,
    priority,
    skills,
    music,
    language,
    waitMsMax: step.waitSecondsMax * SECOND_MS,
    announceMs: announceSeconds === null ? null : announceSeconds * SECOND_MS,
  };
}

function recording({ queueId, secondsMax, endKey }: FlowStepOf<"voicemail">): CallTask {
  return { task: "record-message", queueId, secondsMax, silenceMs: MESSAGE_SILENCE_MS, endKey };
}

/** First the caller confirms, then the callback is booked. */
function callingBack(step: FlowStepOf<"callback">, place: StepPlace): readonly CallTask[] {
  if (place.stage === 0) return [gatherTask(step, { place, phrase: step.phrase, entry: oneOf([step.confirmKey]) })];
  const { queueId, priority, skills } = step;
  const number = place.values[step.number] ?? "";
  return number === "" ? [] : [{ task: "book-callback", queueId, number, priority, skills }];
}

function questioning(step: FlowStepOf<"survey">, place: StepPlace): readonly CallTask[] {
  const question = step.questions[place.stage];
  if (question === undefined) return [];
  const marks = Array.from({ length: question.highest }, (_, nth) => String(nth + 1));
  return [gatherTask(step, { place, phrase: question.phrase, entry: oneOf(marks) })];
}

/** First the digits are collected, unless they are known; then they are looked up, and finally the result is announced. */
function lookingUp(step: FlowStepOf<"look-up">, place: StepPlace): readonly CallTask[] {
  const { listId, by, says, digitsMin, digitsMax, endKey } = step;
  const { answer = null, language } = place;
  if (place.stage === SAYING)
    return answer === null
      ? []
      : [{ task: "play", clips: [{ kind: "prompt", prompt: answer.prompt }], times: 1, isBargeable: step.isBargeable }];
  if (place.stage === 0 && step.asks)
    return [gatherTask(step, { place, phrase: step.phrase, entry: { accepts: null, digitsMin, digitsMax, endKey } })];
  const wish = { listId, by, digits: place.values[step.value] ?? "", says: says[language], language };
  return [{ task: "look-up", wish }];
}
