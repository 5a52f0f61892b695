import type { Flow, FlowStep, FlowStepOf } from "../contract.ts";
import { hoursFaults } from "../hours/hours-faults.shared.ts";
import { NO_QUEUE } from "./blank-step.shared.ts";
import type { FlowFinding, FlowRule, FlowSurroundings } from "./finding.shared.ts";
import { GIVEN_VALUES, phrasesOf, promptsOf, valuesLearnedBy, valuesUsedBy } from "./flow-parts.shared.ts";
import { fieldsOf, LOOKUP_FIELDS } from "./lookup-text.shared.ts";
import { reachedFrom } from "./ways.shared.ts";

/** Maximum values that one announcement reads out, so that it fits into one playback. */
const READINGS_MAX = 2;

/** Returns a function that creates findings about a step. */
export function findingAt(step: FlowStep) {
  return (rule: FlowRule, field: string, params: Readonly<Record<string, string>> = {}): FlowFinding => ({
    stepId: step.id,
    field,
    rule,
    params: { step: step.name, ...params },
  });
}

/** Findings of each step by itself, and of the resources that it references. */
export function checkSteps(flow: Flow, surroundings: FlowSurroundings): readonly FlowFinding[] {
  return flow.steps.flatMap((step) => [
    ...checkPhrases(step),
    ...checkPrompts(flow, step, surroundings),
    ...checkValues(flow, step),
    ...checkKind(flow, step, surroundings),
  ]);
}

function checkPhrases(step: FlowStep): readonly FlowFinding[] {
  const found = findingAt(step);
  return phrasesOf(step).flatMap(({ field, phrase, mayBeEmpty }) => {
    const readings = phrase.filter(({ piece }) => piece === "reading").length;
    return [
      ...(phrase.length === 0 && !mayBeEmpty ? [found("phrase-empty", field)] : []),
      ...(readings > READINGS_MAX ? [found("too-many-readings", field, { most: String(READINGS_MAX) })] : []),
    ];
  });
}

function checkPrompts(flow: Flow, step: FlowStep, { prompts }: FlowSurroundings): readonly FlowFinding[] {
  const found = findingAt(step);
  return promptsOf(step).flatMap(({ field, name }) => {
    const languages = prompts.get(name);
    if (languages === undefined) return [found("prompt-missing", field, { prompt: name })];
    return flow.languages
      .filter((language) => !languages.has(language))
      .map((language) => found("prompt-not-in-language", field, { prompt: name, language }));
  });
}

function checkValues(flow: Flow, step: FlowStep): readonly FlowFinding[] {
  const found = findingAt(step);
  const asked = valuesUsedBy(step).filter(({ name }) => !GIVEN_VALUES.has(name));
  const learnedBefore = new Set(
    (asked.length === 0 ? [] : flow.steps)
      .filter((other) => valuesLearnedBy(other).length > 0 && other.id !== step.id)
      .filter(({ id }) => reachedFrom(flow, [id]).has(step.id))
      .flatMap((other) => valuesLearnedBy(other).map(({ name }) => name)),
  );
  const unknown = asked.filter(({ name }) => !learnedBefore.has(name));
  const reserved = valuesLearnedBy(step).filter(({ name }) => GIVEN_VALUES.has(name));
  return [
    ...unknown.map(({ field, name }) => found("value-unknown", field, { value: name })),
    ...reserved.map(({ field, name }) => found("value-reserved", field, { value: name })),
  ];
}

function checkKind(flow: Flow, step: FlowStep, surroundings: FlowSurroundings): readonly FlowFinding[] {
  const found = findingAt(step);
  const inQueue =
    "queueId" in step && !surroundings.queues.has(step.queueId)
      ? [
          step.queueId === NO_QUEUE
            ? found("queue-not-chosen", "queueId")
            : found("queue-missing", "queueId", { queue: step.queueId }),
        ]
      : [];
  switch (step.kind) {
    case "menu":
      return [...(step.choices.length === 0 ? [found("menu-without-choices", "choices")] : []), ...checkKeys(step)];
    case "language":
      return [
        ...(step.choices.length === 0 ? [found("menu-without-choices", "choices")] : []),
        ...checkKeys(step),
        ...step.choices.flatMap(({ language }, nth) =>
          flow.languages.includes(language)
            ? []
            : [found("language-not-offered", `choices.${nth}.language`, { language })],
        ),
      ];
    case "collect":
      return step.digitsMin > step.digitsMax ? [found("digits-reversed", "digitsMin")] : [];
    case "look-up":
      return checkLookup(flow, step, surroundings);
    case "hours":
      return checkHours(step, surroundings);
    case "condition":
      return checkTests(step);
    case "survey":
      return step.questions.length === 0 ? [found("survey-empty", "questions")] : [];
    case "queue":
    case "callback":
    case "voicemail":
      return inQueue;
    case "transfer":
      return step.number === "" ? [found("number-missing", "number")] : [];
    case "say":
    case "play":
    case "hang-up":
      return [];
  }
}

/** An entry that is a prefix of another would make the longer one depend on timing. */
function checkKeys(step: FlowStepOf<"menu" | "language">): readonly FlowFinding[] {
  const found = findingAt(step);
  return step.choices.flatMap(({ keys }, nth) => {
    const field = `choices.${nth}.keys`;
    const before = step.choices.slice(0, nth).find((other) => other.keys === keys);
    if (before !== undefined) return [found("keys-twice", field, { keys })];
    const longer = step.choices.find((other) => other.keys !== keys && other.keys.startsWith(keys));
    return longer === undefined ? [] : [found("keys-shadowed", field, { keys, longer: longer.keys })];
  });
}

function checkTests(step: FlowStepOf<"condition">): readonly FlowFinding[] {
  const found = findingAt(step);
  const empty = step.tests.flatMap(({ is, to }, nth) =>
    is !== "is-set" && to.length === 0 ? [found("test-empty", `tests.${nth}.to`)] : [],
  );
  return step.tests.length === 0 ? [found("condition-empty", "tests")] : empty;
}

function checkHours(step: FlowStepOf<"hours">, { hours }: FlowSurroundings): readonly FlowFinding[] {
  const found = findingAt(step);
  if (step.hoursId === undefined) return hoursFaults(step).map(({ rule, field, params }) => found(rule, field, params));
  return hours.has(step.hoursId) ? [] : [found("hours-missing", "hoursId")];
}

function checkLookup(flow: Flow, step: FlowStepOf<"look-up">, { lists }: FlowSurroundings): readonly FlowFinding[] {
  const found = findingAt(step);
  const holds = lists.get(step.listId);
  const known: readonly string[] | undefined = holds === undefined ? undefined : LOOKUP_FIELDS[holds];
  const said = flow.languages.flatMap((language) => {
    const field = `says.${language}`;
    if (step.says[language] === "") return [found("says-empty", field, { language })];
    const unknown = fieldsOf(step.says[language]).filter((name) => known !== undefined && !known.includes(name));
    return unknown.map((name) => found("says-field-unknown", field, { name, fields: known?.join(", ") ?? "" }));
  });
  return [
    ...(step.asks && step.digitsMin > step.digitsMax ? [found("digits-reversed", "digitsMin")] : []),
    ...(known === undefined ? [found("list-missing", "listId")] : []),
    ...(holds === "prices" && step.by === "postcode" ? [found("list-without-postcode", "by")] : []),
    ...said,
  ];
}
