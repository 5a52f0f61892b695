import type { FlowStep, Phrase } from "../contract.ts";

/** Variables of every call from its start. */
export const GIVEN_VALUES: ReadonlySet<string> = new Set(["caller", "called", "language"]);

/** An announcement and its field. */
export interface PlacedPhrase {
  readonly field: string;
  readonly phrase: Phrase;
  /** Whether it may be left empty. */
  readonly mayBeEmpty: boolean;
}

/** A name and its field. */
export interface PlacedName {
  readonly field: string;
  readonly name: string;
}

/** The announcements of a step. */
export function phrasesOf(step: FlowStep): readonly PlacedPhrase[] {
  if (step.kind === "survey")
    return step.questions.map(({ phrase }, nth) => ({ field: `questions.${nth}.phrase`, phrase, mayBeEmpty: false }));
  if (!("phrase" in step) || (step.kind === "look-up" && !step.asks)) return [];
  return [{ field: "phrase", phrase: step.phrase, mayBeEmpty: step.kind === "hang-up" || step.kind === "voicemail" }];
}

/** The prompts of a step. */
export function promptsOf(step: FlowStep): readonly PlacedName[] {
  const inPhrases = phrasesOf(step).flatMap(({ field, phrase }) =>
    phrase.flatMap((piece, nth) =>
      piece.piece === "prompt" ? [{ field: `${field}.${nth}.prompt`, name: piece.prompt }] : [],
    ),
  );
  const single = [
    ...("noInput" in step ? [named("noInput", step.noInput), named("wrongInput", step.wrongInput)] : []),
    ...(step.kind === "play" ? [named("prompt", step.prompt)] : []),
    ...(step.kind === "queue" ? [named("music", step.music)] : []),
  ];
  return [...inPhrases, ...single.flat()];
}

function named(field: string, name: string | null): readonly PlacedName[] {
  return name === null ? [] : [{ field, name }];
}

/** The variables that a step reads, tests or calls. */
export function valuesUsedBy(step: FlowStep): readonly PlacedName[] {
  const read = phrasesOf(step).flatMap(({ field, phrase }) =>
    phrase.flatMap((piece, nth) =>
      piece.piece === "reading" ? [{ field: `${field}.${nth}.value`, name: piece.value }] : [],
    ),
  );
  if (step.kind === "condition")
    return step.tests.map(({ value }, nth) => ({ field: `tests.${nth}.value`, name: value }));
  if (step.kind === "look-up" && !step.asks) return [{ field: "value", name: step.value }];
  return step.kind === "callback" ? [...read, { field: "number", name: step.number }] : read;
}

/** The variables that a step collects from the caller. */
export function valuesLearnedBy(step: FlowStep): readonly PlacedName[] {
  if (step.kind === "collect") return [{ field: "into", name: step.into }];
  if (step.kind === "look-up" && step.asks) return [{ field: "value", name: step.value }];
  if (step.kind !== "survey") return [];
  return step.questions.map(({ into }, nth) => ({ field: `questions.${nth}.into`, name: into }));
}
