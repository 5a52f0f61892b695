import type { Flow, FlowStep, FlowSurroundings } from "../src/service/flows/ivr/index.ts";
import { shippedSentences } from "../src/service/telephony/prompts/index.ts";

/** Shipped prompts and one queue that a flow may reference. */
export const surroundings: FlowSurroundings = {
  prompts: new Map(shippedSentences().map((name) => [name, new Set(["id", "en"])])),
  queues: new Set(["layanan"]),
  hours: new Set<string>(),
  lists: new Map([["harga", "prices"] as const, ["cabang", "locations"] as const]),
};

/** Key input settings of the samples. */
export const keyInputSettings = {
  isBargeable: true,
  firstSeconds: 5,
  betweenSeconds: 3,
  attemptsMax: 3,
  noInput: "no-input",
  wrongInput: "wrong-input",
} as const;

/** A phrase of one prompt. */
export const prompt = (name: string) => [{ piece: "prompt", prompt: name }] as const;

const workday = [
  { from: "08:00", to: "12:00" },
  { from: "13:00", to: "17:00" },
];

const steps: readonly FlowStep[] = [
  {
    id: "bahasa",
    name: "Bahasa",
    kind: "language",
    phrase: prompt("language-choice"),
    ...keyInputSettings,
    next: "jam",
    choices: [
      { keys: "1", language: "id" },
      { keys: "2", language: "en" },
    ],
  },
  {
    id: "jam",
    name: "Jam layanan",
    kind: "hours",
    zone: "Asia/Jakarta",
    week: {
      monday: workday,
      tuesday: workday,
      wednesday: workday,
      thursday: workday,
      friday: workday,
      saturday: [{ from: "08:00", to: "12:00" }],
      sunday: [],
    },
    isClosedOnNationalDays: true,
    isClosedOnJointLeave: false,
    specialDays: [{ date: "2026-12-31", hours: [] }],
    open: "menu",
    closed: "tutup",
    dayOff: "libur",
  },
  { id: "tutup", name: "Tutup", kind: "say", phrase: prompt("closed"), isBargeable: false, next: "pesan" },
  { id: "libur", name: "Libur", kind: "play", prompt: "holiday", times: 1, isBargeable: true, next: "akhir" },
  {
    id: "menu",
    name: "Menu utama",
    kind: "menu",
    phrase: prompt("menu-example"),
    ...keyInputSettings,
    otherwise: "antre",
    choices: [
      { keys: "1", label: "Informasi", next: "info" },
      { keys: "2", label: "Bantuan", next: "nomor" },
      { keys: "0", label: "Petugas", next: "antre" },
      { keys: "9", label: "Kantor", next: "alih" },
    ],
  },
  { id: "info", name: "Informasi", kind: "say", phrase: prompt("welcome"), isBargeable: true, next: "menu-lagi" },
  {
    id: "menu-lagi",
    name: "Ada lagi?",
    kind: "menu",
    phrase: prompt("menu-example"),
    ...keyInputSettings,
    otherwise: "akhir",
    choices: [
      { keys: "1", label: "Kembali", next: "menu" },
      { keys: "2", label: "Selesai", next: "akhir" },
    ],
  },
  {
    id: "nomor",
    name: "Nomor polis",
    kind: "collect",
    phrase: prompt("enter-number"),
    ...keyInputSettings,
    into: "polis",
    digitsMin: 4,
    digitsMax: 8,
    endKey: "#",
    next: "baca",
    otherwise: "antre",
  },
  {
    id: "baca",
    name: "Baca ulang",
    kind: "say",
    isBargeable: true,
    next: "syarat",
    phrase: [...prompt("you-entered"), { piece: "reading", value: "polis", as: "digits" }],
  },
  {
    id: "syarat",
    name: "Polis utama?",
    kind: "condition",
    otherwise: "antre",
    tests: [{ value: "polis", is: "begins-with", to: ["77"], next: "alih" }],
  },
  {
    id: "antre",
    name: "Antre petugas",
    kind: "queue",
    queueId: "layanan",
    priority: 3,
    skills: [],
    waitSecondsMax: 300,
    music: null,
    announceSeconds: 60,
    served: "survei",
    full: "telepon",
    waitOver: "telepon",
    nobodyThere: "pesan",
  },
  {
    id: "alih",
    name: "Kantor pusat",
    kind: "transfer",
    number: "0215551234",
    ringSeconds: 30,
    reached: "survei",
    notReached: "antre",
  },
  {
    id: "telepon",
    name: "Panggilan balik",
    kind: "callback",
    phrase: prompt("callback-offer"),
    ...keyInputSettings,
    queueId: "layanan",
    priority: 3,
    skills: [],
    confirmKey: "1",
    number: "caller",
    booked: "akhir",
    declined: "pesan",
    refused: "pesan",
  },
  {
    id: "pesan",
    name: "Pesan suara",
    kind: "voicemail",
    phrase: prompt("voicemail"),
    queueId: "layanan",
    secondsMax: 60,
    endKey: "#",
    kept: "akhir",
    noMessage: "akhir",
  },
  {
    id: "survei",
    name: "Survei",
    kind: "survey",
    ...keyInputSettings,
    next: "akhir",
    questions: [{ phrase: prompt("survey-question"), into: "nilai", highest: 5 }],
  },
  { id: "akhir", name: "Selesai", kind: "hang-up", phrase: prompt("goodbye") },
];

/** A flow with every kind of step, as for a small call centre. */
export const flowSample: Flow = { languages: ["id", "en"], start: "bahasa", steps };

/** The sample with one step changed. */
export function withStep(id: string, change: Readonly<Record<string, unknown>>, flow: Flow = flowSample): Flow {
  return { ...flow, steps: flow.steps.map((step) => (step.id === id ? ({ ...step, ...change } as FlowStep) : step)) };
}

/** The sample with an additional last step. */
export function andStep(step: FlowStep, flow: Flow = flowSample): Flow {
  return { ...flow, steps: [...flow.steps, step] };
}
