import type { FlowLanguage, FlowStep } from "../contract.ts";
import { DEFAULT_INPUT, USUAL_WEEK } from "./example-flows.shared.ts";

/** Placeholder for a queue that was not chosen yet; the check of a flow reports it. */
export const NO_QUEUE = "none";

/** The queue of a new step: the only one, if there is one only; with several, the editor's user chooses. */
export function startingQueue(queues: readonly { readonly id: string }[]): string {
  const [only] = queues;
  return only !== undefined && queues.length === 1 ? only.id : NO_QUEUE;
}

/** Options of a new step. */
export interface BlankMaking {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly FlowLanguage[];
  /** The initial queue, see `startingQueue`; a missing one is a finding. */
  readonly queueId: string;
  readonly zone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
  /** The name of the first choice of a menu. */
  readonly choiceLabel: string;
}

const prompt = (name: string) => [{ piece: "prompt", prompt: name }] as const;

/** A new step of a kind with common defaults; values that only the user can know are left open and reported by the check. */
export function blankStep(kind: FlowStep["kind"], making: BlankMaking): FlowStep {
  const { id, name } = making;
  const step = { id, name };
  switch (kind) {
    case "say":
      return { ...step, kind, phrase: [], isBargeable: true, next: null };
    case "play":
      return { ...step, kind, prompt: "recorded", times: 1, isBargeable: true, next: null };
    case "menu":
      return {
        ...step,
        kind,
        phrase: [],
        ...DEFAULT_INPUT,
        otherwise: null,
        choices: [{ keys: "1", label: making.choiceLabel, next: null }],
      };
    case "collect":
      return {
        ...step,
        kind,
        phrase: prompt("enter-number"),
        ...DEFAULT_INPUT,
        into: "number",
        digitsMin: 1,
        digitsMax: 10,
        endKey: "#",
        next: null,
        otherwise: null,
      };
    case "condition":
      return { ...step, kind, tests: [{ value: "number", is: "is-set", to: [], next: null }], otherwise: null };
    case "hang-up":
      return { ...step, kind, phrase: prompt("goodbye") };
    case "transfer":
      return { ...step, kind, number: "", ringSeconds: 30, reached: null, notReached: null };
    case "hours":
    case "queue":
    case "voicemail":
    case "callback":
    case "survey":
    case "language":
    case "look-up":
      return longStep(kind, making);
  }
}

function longStep(
  kind: "hours" | "queue" | "voicemail" | "callback" | "survey" | "language" | "look-up",
  { id, name, queueId, zone, languages }: BlankMaking,
): FlowStep {
  const step = { id, name };
  switch (kind) {
    case "hours":
      return {
        ...step,
        kind,
        zone,
        week: USUAL_WEEK,
        isClosedOnNationalDays: true,
        isClosedOnJointLeave: false,
        specialDays: [],
        open: null,
        closed: null,
        dayOff: null,
      };
    case "queue":
      return {
        ...step,
        kind,
        queueId,
        priority: 3,
        skills: [],
        waitSecondsMax: 600,
        music: null,
        announceSeconds: 60,
        served: null,
        full: null,
        waitOver: null,
        nobodyThere: null,
      };
    case "voicemail":
      return {
        ...step,
        kind,
        phrase: prompt("voicemail"),
        queueId,
        secondsMax: 120,
        endKey: "#",
        kept: null,
        noMessage: null,
      };
    case "callback":
      return {
        ...step,
        kind,
        phrase: prompt("callback-offer"),
        ...DEFAULT_INPUT,
        queueId,
        priority: 3,
        skills: [],
        confirmKey: "1",
        number: "caller",
        booked: null,
        declined: null,
        refused: null,
      };
    case "survey":
      return {
        ...step,
        kind,
        ...DEFAULT_INPUT,
        next: null,
        questions: [{ phrase: prompt("survey-question"), into: "rating", highest: 5 }],
      };
    case "look-up":
      return {
        ...step,
        kind,
        asks: true,
        phrase: prompt("enter-number"),
        ...DEFAULT_INPUT,
        value: "code",
        digitsMin: 1,
        digitsMax: 10,
        endKey: "#",
        listId: "",
        by: "code",
        says: { id: "", en: "" },
        found: null,
        notFound: null,
        failed: null,
      };
    case "language":
      return {
        ...step,
        kind,
        phrase: prompt("language-choice"),
        ...DEFAULT_INPUT,
        next: null,
        choices: languages.map((language, nth) => ({ keys: String(nth + 1), language })),
      };
  }
}
