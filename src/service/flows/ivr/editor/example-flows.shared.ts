import type { Flow, FlowLanguage, FlowStep } from "../contract.ts";

/** Templates of a new flow. */
export const FLOW_EXAMPLES = ["empty", "simple", "full", "survey"] as const;

/** One of `FLOW_EXAMPLES`. */
export type FlowExample = (typeof FLOW_EXAMPLES)[number];

/** Options of an example. */
export interface ExampleMaking {
  readonly language: FlowLanguage;
  /** The queue in which callers wait; a missing one is a finding until another is chosen. */
  readonly queueId: string;
  /** The name of a step or of a choice, in the language of the user. */
  readonly nameOf: (key: string) => string;
}

/** Default limits of the wait for keys. */
export const DEFAULT_INPUT = {
  isBargeable: true,
  firstSeconds: 5,
  betweenSeconds: 3,
  attemptsMax: 3,
  noInput: "no-input",
  wrongInput: "wrong-input",
} as const;

/** A week of office hours, half of Saturday included. */
export const USUAL_WEEK = {
  monday: [{ from: "08:00", to: "17:00" }],
  tuesday: [{ from: "08:00", to: "17:00" }],
  wednesday: [{ from: "08:00", to: "17:00" }],
  thursday: [{ from: "08:00", to: "17:00" }],
  friday: [{ from: "08:00", to: "17:00" }],
  saturday: [{ from: "08:00", to: "12:00" }],
  sunday: [],
} as const;

const prompt = (name: string) => [{ piece: "prompt", prompt: name }] as const;

/** A complete example flow that can be published once its queue exists. */
export function exampleFlow(example: FlowExample, making: ExampleMaking): Flow {
  const languages = [making.language];
  if (example === "empty") return { languages, start: null, steps: [] };
  if (example === "full") return { languages, start: "hours", steps: fullSteps(making) };
  return { languages, start: "welcome", steps: example === "simple" ? simpleSteps(making) : surveySteps(making) };
}

type Ways = Readonly<Record<"served" | "full" | "waitOver" | "nobodyThere", string>>;

function sayStep(
  making: ExampleMaking,
  step: { readonly id: string; readonly prompt: string; readonly next: string },
): FlowStep {
  const { id, next } = step;
  return { id, next, name: making.nameOf(id), kind: "say", phrase: prompt(step.prompt), isBargeable: true };
}

function ending({ nameOf }: ExampleMaking): FlowStep {
  return { id: "end", name: nameOf("end"), kind: "hang-up", phrase: prompt("goodbye") };
}

function waiting({ nameOf, queueId }: ExampleMaking, ways: Ways): FlowStep {
  return {
    id: "queue",
    name: nameOf("queue"),
    kind: "queue",
    queueId,
    priority: 3,
    skills: [],
    waitSecondsMax: 600,
    music: null,
    announceSeconds: 60,
    ...ways,
  };
}

/** Targets of callers whom the queue did not serve: each caller hears the reason. */
const SORRY = { full: "sorry", waitOver: "still-busy", nobodyThere: "no-agents" } as const;

function apologies(making: ExampleMaking): readonly FlowStep[] {
  return [
    sayStep(making, { id: "sorry", prompt: "queue-full", next: "end" }),
    sayStep(making, { id: "still-busy", prompt: "still-busy", next: "end" }),
    sayStep(making, { id: "no-agents", prompt: "no-agents", next: "end" }),
  ];
}

function simpleSteps(making: ExampleMaking): readonly FlowStep[] {
  return [
    sayStep(making, { id: "welcome", prompt: "welcome", next: "queue" }),
    waiting(making, { served: "end", ...SORRY }),
    ...apologies(making),
    ending(making),
  ];
}

function surveySteps(making: ExampleMaking): readonly FlowStep[] {
  const { nameOf } = making;
  return [
    sayStep(making, { id: "welcome", prompt: "welcome", next: "queue" }),
    waiting(making, { served: "survey", ...SORRY }),
    {
      id: "survey",
      name: nameOf("survey"),
      kind: "survey",
      ...DEFAULT_INPUT,
      next: "thanks",
      questions: [{ phrase: prompt("survey-question"), into: "rating", highest: 5 }],
    },
    sayStep(making, { id: "thanks", prompt: "survey-thanks", next: "end" }),
    ...apologies(making),
    ending(making),
  ];
}

function fullSteps(making: ExampleMaking): readonly FlowStep[] {
  const { nameOf, queueId } = making;
  return [
    {
      id: "hours",
      name: nameOf("hours"),
      kind: "hours",
      zone: "Asia/Jakarta",
      week: USUAL_WEEK,
      isClosedOnNationalDays: true,
      isClosedOnJointLeave: false,
      specialDays: [],
      open: "welcome",
      closed: "closed",
      dayOff: "holiday",
    },
    sayStep(making, { id: "welcome", prompt: "welcome", next: "menu" }),
    {
      id: "menu",
      name: nameOf("menu"),
      kind: "menu",
      phrase: prompt("menu-example"),
      ...DEFAULT_INPUT,
      choices: [
        { keys: "1", label: nameOf("information"), next: "queue" },
        { keys: "2", label: nameOf("help"), next: "queue" },
        { keys: "0", label: nameOf("agent"), next: "queue" },
      ],
      otherwise: "queue",
    },
    waiting(making, { served: "end", full: "voicemail", waitOver: "voicemail", nobodyThere: "voicemail" }),
    sayStep(making, { id: "closed", prompt: "closed", next: "voicemail" }),
    sayStep(making, { id: "holiday", prompt: "holiday", next: "voicemail" }),
    {
      id: "voicemail",
      name: nameOf("voicemail"),
      kind: "voicemail",
      phrase: prompt("voicemail"),
      queueId,
      secondsMax: 120,
      endKey: "#",
      kept: "kept",
      noMessage: "end",
    },
    sayStep(making, { id: "kept", prompt: "voicemail-kept", next: "end" }),
    ending(making),
  ];
}
