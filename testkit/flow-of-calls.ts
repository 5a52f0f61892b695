import { type Flow, flowScript } from "../src/service/flows/ivr/index.ts";
import type { ScriptResolver } from "../src/service/telephony/calls/index.ts";
import { keyInputSettings, prompt } from "./flow-sample.ts";

const menu = { ...keyInputSettings, firstSeconds: 2, betweenSeconds: 1, attemptsMax: 2 };

/** A small flow for real calls: a greeting, and a menu whose keys lead to all other step types. */
const flowOfCalls: Flow = {
  languages: ["id", "en"],
  start: "sapa",
  steps: [
    { id: "sapa", name: "Sapaan", kind: "say", phrase: prompt("welcome"), isBargeable: true, next: "menu" },
    {
      id: "menu",
      name: "Menu utama",
      kind: "menu",
      phrase: prompt("language-choice"),
      ...menu,
      otherwise: "akhir",
      choices: [
        { keys: "1", label: "Pesan", next: "pesan" },
        { keys: "2", label: "Petugas", next: "antre" },
        { keys: "3", label: "Selesai", next: "akhir" },
        { keys: "9", label: "Kantor", next: "alih" },
      ],
    },
    {
      id: "pesan",
      name: "Pesan suara",
      kind: "voicemail",
      phrase: [],
      queueId: "layanan",
      secondsMax: 30,
      endKey: "#",
      kept: "akhir",
      noMessage: "akhir",
    },
    {
      id: "antre",
      name: "Antre petugas",
      kind: "queue",
      queueId: "layanan",
      priority: 3,
      skills: [],
      waitSecondsMax: 60,
      music: null,
      announceSeconds: null,
      served: "akhir",
      full: "akhir",
      waitOver: "pesan",
      nobodyThere: "pesan",
    },
    {
      id: "alih",
      name: "Kantor pusat",
      kind: "transfer",
      number: "102",
      ringSeconds: 10,
      reached: "akhir",
      notReached: "akhir",
    },
    { id: "akhir", name: "Selesai", kind: "hang-up", phrase: prompt("goodbye") },
  ],
};

/** The flow with another number in its menu. */
export function flowDialling(number: string): Flow {
  return {
    ...flowOfCalls,
    steps: flowOfCalls.steps.map((step) => (step.kind === "transfer" ? { ...step, number } : step)),
  };
}

/** The flow with another queue in its menu. */
export function flowWithQueue(queueId: string): Flow {
  return {
    ...flowOfCalls,
    steps: flowOfCalls.steps.map((step) => (step.kind === "queue" ? { ...step, queueId } : step)),
  };
}

/** A flow that offers the caller a callback by the agents of a queue, and says goodbye. */
export function flowCallingBack(queueId: string): Flow {
  const ends = { booked: "akhir", declined: "akhir", refused: "gagal" };
  return {
    languages: ["id"],
    start: "balik",
    steps: [
      {
        id: "balik",
        name: "Panggilan balik",
        kind: "callback",
        phrase: prompt("callback-offer"),
        ...menu,
        queueId,
        priority: 3,
        skills: [],
        confirmKey: "1",
        number: "caller",
        ...ends,
      },
      { id: "akhir", name: "Selesai", kind: "hang-up", phrase: prompt("callback-kept") },
      { id: "gagal", name: "Gagal", kind: "hang-up", phrase: prompt("queue-full") },
    ],
  };
}

/** The flow with another queue, which announces the position and ends with a rating from 1 to 5. */
export function flowWithSurvey(queueId: string): Flow {
  const { steps, ...rest } = flowWithQueue(queueId);
  return {
    ...rest,
    steps: [
      ...steps.map((step) => (step.kind === "queue" ? { ...step, announceSeconds: 60, served: "survei" } : step)),
      {
        id: "survei",
        name: "Survei",
        kind: "survey",
        ...menu,
        next: "terima-kasih",
        questions: [{ phrase: prompt("survey-question"), into: "nilai", highest: 5 }],
      },
      {
        id: "terima-kasih",
        name: "Terima kasih",
        kind: "say",
        phrase: prompt("survey-thanks"),
        isBargeable: false,
        next: "akhir",
      },
    ],
  };
}

/** A resolver that maps one code to a flow. */
export function createScriptResolver(code: string, flow: Flow = flowOfCalls): ScriptResolver {
  const named = { flowId: "flow", version: 3, flow, daysOff: [] };
  return (called, call) => (called === code ? flowScript(named, call) : null);
}
