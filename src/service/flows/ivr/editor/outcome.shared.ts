import { present } from "../../../../kernel/index.ts";
import type { TaskOutcome } from "../../../telephony/calls/index.ts";
import { SAYING, type TaskStep } from "../compile-step.shared.ts";
import type { FlowLanguage, FlowStepOf } from "../contract.ts";
import type { AnswerFound, FlowState, LookupResult, MenuChoice } from "./flow-state.shared.ts";

/** The meaning of the outcome of a step's tasks: an exit, another attempt, or another part of the same step; and the collected variables. */
export type Decided = {
  readonly learned?: Readonly<Record<string, string>>;
  readonly choice?: MenuChoice;
  readonly language?: FlowLanguage;
  readonly lookedUp?: LookupResult;
} & (
  | { readonly to: string | null }
  | {
      readonly attempt: number;
      readonly stage: number;
      readonly before: FlowState["before"];
      readonly answer?: AnswerFound;
    }
);

type Place = Pick<FlowState, "attempt" | "stage" | "before" | "answer">;
type Retried = FlowStepOf<"menu" | "collect" | "language" | "callback" | "survey" | "look-up">;

/** Decides what follows the tasks of a step. A failed task takes the exit of a result that did not occur. */
export function decideOutcome(step: TaskStep, place: Place, outcome: TaskOutcome): Decided {
  switch (step.kind) {
    case "say":
    case "play":
      return { to: step.next };
    case "menu":
      return afterMenu(step, place, outcome);
    case "collect":
      if (outcome.outcome === "gathered") return { to: step.next, learned: { [step.into]: outcome.digits } };
      return tryAgain(step, place, outcome) ?? { to: step.otherwise };
    case "language":
      return afterLanguage(step, place, outcome);
    case "queue":
      return { to: step[WAY_OF_QUEUE[outcome.outcome] ?? "nobodyThere"] };
    case "transfer":
      return { to: outcome.outcome === "reached" ? step.reached : step.notReached };
    case "voicemail":
      return { to: outcome.outcome === "message-kept" ? step.kept : step.noMessage };
    case "callback":
      return afterCallback(step, place, outcome);
    case "survey":
      return afterQuestion(step, place, outcome);
    case "look-up":
      return afterLookup(step, place, outcome);
    case "hang-up":
      return { to: null };
  }
}

const WAY_OF_QUEUE: Partial<Record<TaskOutcome["outcome"], "served" | "full" | "waitOver" | "nobodyThere">> = {
  served: "served",
  "queue-full": "full",
  "wait-over": "waitOver",
};

/**
 * Another attempt, if one is left; null when attempts would not help or are used up. A caller without input twice in a row moves on: that caller cannot press
 * keys, or waits for a person, and would hear the same announcement for another quarter of a minute.
 */
function tryAgain(step: Retried, { attempt, stage, before }: Place, { outcome }: TaskOutcome): Decided | null {
  if (outcome !== "no-input" && outcome !== "wrong-input") return null;
  if (outcome === "no-input" && before === "no-input") return null;
  return attempt < step.attemptsMax ? { attempt: attempt + 1, stage, before: outcome } : null;
}

function afterMenu(step: FlowStepOf<"menu">, place: Place, outcome: TaskOutcome): Decided {
  if (outcome.outcome !== "gathered") return tryAgain(step, place, outcome) ?? { to: step.otherwise };
  const found = step.choices.find((one) => one.keys === outcome.digits);
  const { keys, label, next } = present(found, "a choice with the keys that were accepted");
  return { to: next, choice: { stepId: step.id, step: step.name, label, keys } };
}

function afterLanguage(step: FlowStepOf<"language">, place: Place, outcome: TaskOutcome): Decided {
  if (outcome.outcome !== "gathered") return tryAgain(step, place, outcome) ?? { to: step.next };
  const chosen = step.choices.find((one) => one.keys === outcome.digits);
  const { language } = present(chosen, "a language with the keys that were accepted");
  return { to: step.next, language, learned: { language } };
}

function afterCallback(step: FlowStepOf<"callback">, place: Place, outcome: TaskOutcome): Decided {
  if (place.stage > 0) return { to: outcome.outcome === "callback-booked" ? step.booked : step.refused };
  if (outcome.outcome === "gathered") return { attempt: 1, stage: 1, before: null };
  return tryAgain(step, place, outcome) ?? { to: step.declined };
}

/** A question without an answer is skipped; the next one follows. */
function afterQuestion(step: FlowStepOf<"survey">, place: Place, outcome: TaskOutcome): Decided {
  const again = outcome.outcome === "gathered" ? null : tryAgain(step, place, outcome);
  if (again !== null) return again;
  const into = step.questions[place.stage]?.into;
  const learned = outcome.outcome === "gathered" && into !== undefined ? { [into]: outcome.digits } : {};
  const stage = place.stage + 1;
  if (stage >= step.questions.length || outcome.outcome === "failed") return { to: step.next, learned };
  return { attempt: 1, stage, before: null, learned };
}

/** A caller without input takes the exit of a failed look-up, instead of silence. */
function afterLookup(step: FlowStepOf<"look-up">, place: Place, outcome: TaskOutcome): Decided {
  if (place.stage === SAYING) {
    const isHeard = outcome.outcome === "played" && outcome.key === null;
    const told =
      place.answer === null ? {} : { lookedUp: toLookupResult(step, place.answer, isHeard ? "found" : "unheard") };
    return { to: outcome.outcome === "failed" ? step.failed : step.found, ...told };
  }
  if (outcome.outcome === "gathered")
    return { attempt: 1, stage: 1, before: null, learned: { [step.value]: outcome.digits } };
  const { id: stepId, listId } = step;
  if (outcome.outcome === "found") return { attempt: 1, stage: SAYING, before: null, answer: outcome.answer };
  if (outcome.outcome === "not-found") {
    const version = outcome.version === null ? {} : { version: outcome.version };
    return { to: step.notFound, lookedUp: { stepId, listId, result: "not-found", list: outcome.list, ...version } };
  }
  const again = place.stage === 0 && step.asks ? tryAgain(step, place, outcome) : null;
  return again ?? { to: step.failed, lookedUp: { stepId, listId, result: "failed" } };
}

function toLookupResult(
  { id: stepId, listId }: FlowStepOf<"look-up">,
  { said, list, version }: AnswerFound,
  result: "found" | "unheard",
): LookupResult {
  return { stepId, listId, result, list, version, said };
}

/** The announcement that a leaving caller has not heard to its end; null while none is played. */
export function leftUnheard(step: TaskStep, { answer }: Pick<FlowState, "answer">): LookupResult | null {
  return step.kind === "look-up" && answer !== null ? toLookupResult(step, answer, "unheard") : null;
}
