import { z } from "zod";
import {
  CHOICES_MAX,
  COMPARISONS,
  FLOW_ZONES,
  INTERVALS_MAX,
  LOOKUP_KEYS,
  PIECES_MAX,
  QUESTIONS_MAX,
  READINGS,
  SAYS_MAX,
  SPECIAL_DAYS_MAX,
  STEPS_MAX,
  WEEKDAYS,
} from "./flow-limits.shared.ts";

const SKILLS_MAX = 5;
const LANGUAGES = ["id", "en"] as const;

const stepId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
/** The next step; null while undecided, which the check of a published flow excludes. */
const way = stepId.nullable();
const promptName = z.string().regex(/^[\w-]{1,60}$/);
const valueName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);
const queueId = z.string().min(1).max(64);
const keys = z.string().regex(/^[0-9*#]{1,4}$/);
const key = z.string().regex(/^[0-9*#]$/);
const label = z.string().trim().min(1).max(60);
const language = z.enum(LANGUAGES);

const piece = z.discriminatedUnion("piece", [
  z.strictObject({ piece: z.literal("prompt"), prompt: promptName }),
  z.strictObject({ piece: z.literal("reading"), value: valueName, as: z.enum(READINGS) }),
]);
/** An announcement, part by part. */
const phrase = z.array(piece).max(PIECES_MAX);

const step = { id: stepId, name: label };

/** Limits of the wait for keys, and the announcements before another attempt. */
const inputFields = {
  isBargeable: z.boolean(),
  firstSeconds: z.int().min(1).max(30),
  betweenSeconds: z.int().min(1).max(10),
  attemptsMax: z.int().min(1).max(5),
  noInput: promptName.nullable(),
  wrongInput: promptName.nullable(),
};

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const intervals = z.array(z.strictObject({ from: time, to: time })).max(INTERVALS_MAX);
const queueFields = {
  queueId,
  priority: z.int().min(0).max(9),
  skills: z.array(z.strictObject({ skill: label, level: z.int().min(1).max(10) })).max(SKILLS_MAX),
};

const say = z.strictObject({ ...step, kind: z.literal("say"), phrase, isBargeable: z.boolean(), next: way });

const play = z.strictObject({
  ...step,
  kind: z.literal("play"),
  prompt: promptName,
  times: z.int().min(1).max(20),
  isBargeable: z.boolean(),
  next: way,
});

const menu = z.strictObject({
  ...step,
  kind: z.literal("menu"),
  phrase,
  ...inputFields,
  choices: z.array(z.strictObject({ keys, label, next: way })).max(CHOICES_MAX),
  /** Taken when no attempt led to a choice. */
  otherwise: way,
});

const collect = z.strictObject({
  ...step,
  kind: z.literal("collect"),
  phrase,
  ...inputFields,
  into: valueName,
  digitsMin: z.int().min(1).max(20),
  digitsMax: z.int().min(1).max(20),
  endKey: key.nullable(),
  next: way,
  otherwise: way,
});

const openingHours = {
  zone: z.enum(FLOW_ZONES),
  week: z.record(z.enum(WEEKDAYS), intervals),
  isClosedOnNationalDays: z.boolean(),
  isClosedOnJointLeave: z.boolean(),
  /** Dates with special hours; an empty list is a day off. */
  specialDays: z.array(z.strictObject({ date: z.iso.date(), hours: intervals })).max(SPECIAL_DAYS_MAX),
};

/** Opening hours: a week, dates with special hours, and the days off that close. */
export const openingHoursSchema = z.strictObject(openingHours);

const hours = z.strictObject({
  ...step,
  kind: z.literal("hours"),
  /** Named hours of the call centre, which replace those of the step. */
  hoursId: z.uuid().optional(),
  ...openingHours,
  open: way,
  closed: way,
  dayOff: way,
});

const condition = z.strictObject({
  ...step,
  kind: z.literal("condition"),
  tests: z
    .array(
      z.strictObject({
        value: valueName,
        is: z.enum(COMPARISONS),
        /** Any of these values matches; "is-set" takes none. */
        to: z.array(z.string().min(1).max(30)).max(20),
        next: way,
      }),
    )
    .max(CHOICES_MAX),
  otherwise: way,
});

const queue = z.strictObject({
  ...step,
  kind: z.literal("queue"),
  ...queueFields,
  waitSecondsMax: z.int().min(10).max(7_200),
  /** A prompt instead of the queue's own music. */
  music: promptName.nullable(),
  announceSeconds: z.int().min(15).max(600).nullable(),
  /** Taken when the agent has left and the caller is still connected. */
  served: way,
  full: way,
  waitOver: way,
  nobodyThere: way,
});

const transfer = z.strictObject({
  ...step,
  kind: z.literal("transfer"),
  /** Empty while undecided, which the check of a published flow excludes. */
  number: z.string().regex(/^(?:\+?\d{2,15})?$/),
  ringSeconds: z.int().min(5).max(120),
  reached: way,
  notReached: way,
});

const voicemail = z.strictObject({
  ...step,
  kind: z.literal("voicemail"),
  phrase,
  queueId,
  secondsMax: z.int().min(5).max(300),
  endKey: key.nullable(),
  kept: way,
  noMessage: way,
});

const callback = z.strictObject({
  ...step,
  kind: z.literal("callback"),
  phrase,
  ...inputFields,
  ...queueFields,
  confirmKey: key,
  /** The variable with the number to be called; "caller" for the caller's own number. */
  number: valueName,
  booked: way,
  declined: way,
  refused: way,
});

const survey = z.strictObject({
  ...step,
  kind: z.literal("survey"),
  ...inputFields,
  questions: z.array(z.strictObject({ phrase, into: valueName, highest: z.int().min(1).max(9) })).max(QUESTIONS_MAX),
  next: way,
});

const lookupStep = z.strictObject({
  ...step,
  kind: z.literal("look-up"),
  /** Whether it collects the digits itself; otherwise an earlier step does. */
  asks: z.boolean(),
  phrase,
  ...inputFields,
  /** The variable with the digits. */
  value: valueName,
  digitsMin: z.int().min(1).max(20),
  digitsMax: z.int().min(1).max(20),
  endKey: key.nullable(),
  /** Empty while undecided, which the check of a published flow excludes. */
  listId: z.string().max(64),
  by: z.enum(LOOKUP_KEYS),
  /** The announcement of the result, by language, with fields in braces. */
  says: z.strictObject({ id: z.string().trim().max(SAYS_MAX), en: z.string().trim().max(SAYS_MAX) }),
  found: way,
  notFound: way,
  failed: way,
});

const languageStep = z.strictObject({
  ...step,
  kind: z.literal("language"),
  /** Played in the language of each choice, one after the other. */
  phrase,
  ...inputFields,
  choices: z.array(z.strictObject({ keys, language })).max(CHOICES_MAX),
  /** A caller without a choice continues in the present language. */
  next: way,
});

const hangUp = z.strictObject({ ...step, kind: z.literal("hang-up"), phrase });

/** One step of a flow. */
const flowStepSchema = z.discriminatedUnion("kind", [
  ...([say, play, menu, collect, hours, condition, queue, transfer, voicemail, callback, survey] as const),
  ...([lookupStep, languageStep, hangUp] as const),
]);

/**
 * A flow as stored and edited: steps that reference one another. A flow that this schema accepts may still be incomplete; `checkFlow` returns the findings that
 * prevent its publication.
 */
export const flowSchema = z.strictObject({
  /** The first is used until the caller chooses another. */
  languages: z.array(language).min(1).max(LANGUAGES.length),
  start: way,
  steps: z.array(flowStepSchema).max(STEPS_MAX),
});

type Deep<Value> = Value extends readonly (infer One)[]
  ? readonly Deep<One>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Deep<Value[Name]> }
    : Value;

/** A flow, see `flowSchema`. */
export type Flow = Deep<z.infer<typeof flowSchema>>;

/** Opening hours, see `openingHoursSchema`. */
export type OpeningHours = Deep<z.infer<typeof openingHoursSchema>>;

/** One step of a flow. */
export type FlowStep = Deep<z.infer<typeof flowStepSchema>>;

/** The step of one kind. */
export type FlowStepOf<Kind extends FlowStep["kind"]> = Extract<FlowStep, { readonly kind: Kind }>;

/** An announcement, part by part. */
export type Phrase = Deep<z.infer<typeof phrase>>;

/** A language of flows. */
export type FlowLanguage = (typeof LANGUAGES)[number];
