import type { Flow, FlowStep, Reaction } from "../src/service/flows/ivr/index.ts";
import type { CallTask, TaskOutcome } from "../src/service/telephony/calls/index.ts";
import type { Chance } from "./chance.ts";
import { keyInputSettings, prompt } from "./flow-sample.ts";

const KINDS = [
  ...(["say", "play", "menu", "menu", "collect", "hours", "condition", "queue", "transfer", "voicemail"] as const),
  ...(["callback", "survey", "language", "look-up", "look-up"] as const),
] as const;

const NO_HOURS = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [] } as const;

/**
 * A random flow, mostly valid: exits lead to later steps, choices anywhere. One exit in twenty leads to a random target,
 * so that many flows are invalid.
 */
export function randomFlow(chance: Chance): Flow {
  const length = 1 + chance.below(9);
  const anywhere = () => `s${chance.below(length + 1)}`;
  const steps = Array.from({ length }, (_, nth): FlowStep => {
    const later = `s${nth + 1 + chance.below(length - nth)}`;
    const on = () => (chance.below(20) === 0 ? anywhere() : chance.below(2) === 0 ? `s${nth + 1}` : later);
    return randomStep({ id: `s${nth}`, name: `Langkah ${nth}` }, { chance, on, back: anywhere });
  });
  const end = { id: `s${length}`, name: "Akhir", kind: "hang-up", phrase: prompt("goodbye") } as const;
  return { languages: ["id", "en"], start: "s0", steps: [...steps, end] };
}

interface Ways {
  readonly chance: Chance;
  /** The target of an automatic exit, and of a caller's choice. */
  readonly on: () => string;
  readonly back: () => string;
}

function randomStep(named: { readonly id: string; readonly name: string }, { chance, on, back }: Ways): FlowStep {
  const asked = { ...keyInputSettings, attemptsMax: 1 + chance.below(3), isBargeable: chance.below(2) === 0 };
  const phrase = prompt("welcome");
  const wish = { queueId: "layanan", priority: 0, skills: [] };
  const kind = chance.pick(KINDS);
  switch (kind) {
    case "say":
      return { ...named, kind, phrase, isBargeable: true, next: on() };
    case "play":
      return { ...named, kind, prompt: "welcome", times: 2, isBargeable: false, next: on() };
    case "menu":
      return {
        ...named,
        kind,
        phrase,
        ...asked,
        otherwise: on(),
        choices: ["1", "2", "31"].slice(chance.below(3)).map((keys) => ({ keys, label: keys, next: back() })),
      };
    case "collect":
      return {
        ...named,
        kind,
        phrase,
        ...asked,
        into: "polis",
        digitsMin: 2,
        digitsMax: 4,
        endKey: "#",
        next: back(),
        otherwise: on(),
      };
    case "hours":
      return {
        ...named,
        kind,
        zone: "Asia/Makassar",
        specialDays: [],
        week: { ...NO_HOURS, sunday: [{ from: "08:00", to: "20:00" }] },
        isClosedOnNationalDays: true,
        isClosedOnJointLeave: true,
        open: on(),
        closed: on(),
        dayOff: on(),
      };
    case "condition":
      return {
        ...named,
        kind,
        tests: [{ value: "caller", is: "begins-with", to: ["08"], next: on() }],
        otherwise: on(),
      };
    case "queue":
      return {
        ...named,
        kind,
        ...wish,
        waitSecondsMax: 60,
        music: null,
        announceSeconds: null,
        served: on(),
        full: on(),
        waitOver: on(),
        nobodyThere: on(),
      };
    case "transfer":
      return { ...named, kind, number: "101", ringSeconds: 20, reached: on(), notReached: on() };
    case "voicemail":
      return { ...named, kind, phrase, queueId: "layanan", secondsMax: 30, endKey: null, kept: on(), noMessage: on() };
    case "callback":
      return {
        ...named,
        kind,
        phrase,
        ...asked,
        ...wish,
        confirmKey: "1",
        number: "caller",
        booked: back(),
        declined: on(),
        refused: on(),
      };
    case "survey":
      return { ...named, kind, ...asked, questions: [{ phrase, into: "nilai", highest: 5 }], next: on() };
    case "look-up":
      return randomLookUp(named, { chance, on, back });
    case "language":
      return { ...named, kind, phrase, ...asked, choices: [{ keys: "1", language: "en" }], next: on() };
  }
}

const OUTCOMES: Readonly<Record<string, readonly [TaskOutcome, ...TaskOutcome[]]>> = {
  enqueue: [{ outcome: "served" }, { outcome: "queue-full" }, { outcome: "wait-over" }, { outcome: "nobody-there" }],
  dial: [{ outcome: "reached" }, { outcome: "not-reached", status: 486 }],
  "record-message": [{ outcome: "message-kept", seconds: 3 }, { outcome: "no-message" }],
  "look-up": [
    {
      outcome: "found",
      answer: { is: "found", prompt: "id.welcome", said: "Harga", list: "Harga", version: 1 },
    },
    { outcome: "not-found", list: "Harga", version: 1 },
  ],
  "book-callback": [{ outcome: "callback-booked" }, { outcome: "callback-refused" }],
};

/** A caller with random actions; a silent one presses no key and never hangs up, while other events are random. */
export function randomCaller(chance: Chance, does: "anything" | "nothing" | "choosing"): (task: CallTask) => Reaction {
  const key = () => chance.pick(["0", "1", "2", "3", "9", "#", "*"]);
  return (task) => {
    if (does === "anything" && chance.below(60) === 0) return { isGone: true };
    const outcomes = OUTCOMES[task.task];
    if (outcomes !== undefined)
      return { outcome: chance.below(12) === 0 ? { outcome: "failed" } : chance.pick(outcomes) };
    if (does === "nothing") return { keys: "" };
    if (does === "choosing" && task.task === "gather") return { keys: (task.entry.accepts ?? ["123#"])[0] ?? "" };
    return { keys: Array.from({ length: chance.below(chance.below(3) === 0 ? 8 : 3) }, key).join("") };
  };
}

function randomLookUp(named: { readonly id: string; readonly name: string }, { chance, on, back }: Ways): FlowStep {
  const asks = chance.below(2) === 0;
  const says = { id: "Harga {name} {price} rupiah", en: "{name} costs {price} rupiah" };
  return {
    ...named,
    kind: "look-up",
    phrase: prompt("welcome"),
    ...keyInputSettings,
    attemptsMax: 1 + chance.below(3),
    isBargeable: chance.below(2) === 0,
    asks,
    value: asks ? "kode" : "caller",
    digitsMin: 1,
    digitsMax: 4,
    endKey: "#",
    listId: "harga",
    by: "code",
    says,
    found: asks ? back() : on(),
    notFound: asks ? back() : on(),
    failed: on(),
  };
}
