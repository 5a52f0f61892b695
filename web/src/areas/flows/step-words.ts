/** Summary of a step in one line, for its row in the tree. Pure functions. */
import type { Flow, FlowStep, FlowStepOf, OpeningHours, Phrase } from "../../../../src/service/flows/ivr/contract.ts";
import type { FlowPlace } from "../../../../src/service/flows/ivr/editor/flow-tree.shared.ts";
import type { FlowWords } from "../../../../src/service/flows/ivr/editor/say-flow.shared.ts";
import { stepOf } from "../../../../src/service/flows/ivr/editor/ways.shared.ts";
import { WEEKDAYS } from "../../../../src/service/flows/ivr/flow-limits.shared.ts";

/** Data that the summary needs. */
export interface StepSaying {
  readonly words: FlowWords;
  /** The text of a recording by name; the name if unknown. */
  readonly promptWords: (name: string) => string;
}

const LINE_MAX = 90;

/** The summary of a step without its name; "" where the name is sufficient. */
export function stepLine(step: FlowStep, saying: StepSaying): string {
  return shortened(lineOf(step, saying));
}

function shortened(text: string): string {
  return text.length > LINE_MAX ? `${text.slice(0, LINE_MAX - 1).trimEnd()}…` : text;
}

function lineOf(step: FlowStep, saying: StepSaying): string {
  const { words, promptWords } = saying;
  switch (step.kind) {
    case "say":
    case "hang-up":
      return phraseLine(step.phrase, saying);
    case "play":
      return `“${promptWords(step.prompt)}”`;
    case "menu":
      return step.choices.map(({ keys, label }) => `${keys} ${label}`).join(", ");
    case "language":
      return step.choices
        .map(({ keys, language }) => `${keys} ${words.text(`flows.languages.${language}`, {})}`)
        .join(", ");
    case "collect":
      return words.text("web.flows.line.collect", {
        least: String(step.digitsMin),
        most: String(step.digitsMax),
        name: step.into,
      });
    case "hours":
      return step.hoursId === undefined
        ? hoursLine(step, words)
        : (words.hoursName(step.hoursId) ?? words.text("flows.unknownHours", {}));
    case "condition":
      return step.tests.map(({ value }) => valueName(value, words)).join(", ");
    case "queue":
    case "voicemail":
    case "callback":
      return words.queueName(step.queueId) ?? words.text("flows.unknownQueue", {});
    case "look-up":
      return words.listName(step.listId) ?? words.text("flows.unknownList", {});
    case "transfer":
      return step.number;
    case "survey":
      return words.text("web.flows.line.survey", { count: String(step.questions.length) });
  }
}

function phraseLine(phrase: Phrase, { words, promptWords }: StepSaying): string {
  if (phrase.length === 0) return "";
  const said = phrase.map((piece) =>
    piece.piece === "prompt" ? promptWords(piece.prompt) : `[${valueName(piece.value, words)}]`,
  );
  return `“${said.join(" ")}”`;
}

/** The label of a value: a translation for those of every call, otherwise the name given in the flow. */
export function valueName(value: string, words: FlowWords): string {
  return ["caller", "called", "language"].includes(value) ? words.text(`web.flows.given.${value}`, {}) : value;
}

/** Groups days with the same hours: "Mon–Fri 08:00–17:00, Sat 08:00–12:00". */
export function hoursLine(step: Pick<OpeningHours, "week">, words: FlowWords): string {
  const days = WEEKDAYS.map((day) => ({
    day,
    hours: (step.week[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(" "),
  }));
  const runs: { from: string; to: string; hours: string }[] = [];
  for (const { day, hours } of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.hours === hours) run.to = day;
    else runs.push({ from: day, to: day, hours });
  }
  const name = (day: string) => words.text(`web.flows.dayShort.${day}`, {});
  return runs
    .filter(({ hours }) => hours !== "")
    .map(({ from, to, hours }) => `${from === to ? name(from) : `${name(from)}–${name(to)}`} ${hours}`)
    .join(", ");
}

/** The label of a branch: digits and label of a menu option, otherwise the event that takes it. */
export function wayName(flow: Flow, place: FlowPlace, words: FlowWords): string {
  const step = place.stepId === null ? undefined : stepOf(flow, place.stepId);
  const [list = "", nth = ""] = place.field.split(".");
  if (step?.kind === "menu" && list === "choices") {
    const choice = step.choices[Number(nth)];
    return choice === undefined ? "" : `${choice.keys} ${choice.label}`;
  }
  if (step?.kind === "condition" && list === "tests") return testLine(step, Number(nth), words);
  return words.text(`web.flows.ways.${list}`, {});
}

function testLine(step: FlowStepOf<"condition">, nth: number, words: FlowWords): string {
  const test = step.tests[nth];
  if (test === undefined) return "";
  const params = { value: valueName(test.value, words), to: test.to.join(", ") };
  return words.text(`web.flows.test.${test.is}`, params);
}
