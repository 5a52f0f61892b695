import { z } from "zod";
import {
  COMMENT_MAX,
  EVALUATION_STATES,
  MARKS_MAX,
  PER_AGENT_MAX,
  POINTS_MAX,
  QUESTION_KINDS,
  QUESTION_MAX,
  QUESTIONS_MAX,
  REMARK_MAX,
  SECTIONS_MAX,
  TITLE_MAX,
  WEIGHT_MAX,
} from "./evaluation-limits.shared.ts";

const instant = z.iso.datetime();
const title = z.string().trim().min(1).max(TITLE_MAX);
const DAY_MS = 86_400_000;

/** A question of a form. Its id stays the same over versions, so that figures go on. */
const questionSchema = z.strictObject({
  id: z.uuid(),
  text: z.string().trim().min(1).max(QUESTION_MAX),
  kind: z.enum(QUESTION_KINDS),
  /** The highest number of points of a scale. */
  points: z.number().int().min(1).max(POINTS_MAX),
  weight: z.number().int().min(0).max(WEIGHT_MAX),
  mayNotApply: z.boolean(),
  /** No point at all makes the whole evaluation zero. */
  isFatal: z.boolean(),
});

const sectionSchema = z.strictObject({
  id: z.uuid(),
  title,
  questions: z.array(questionSchema).min(1).max(QUESTIONS_MAX),
});

/** A section of a form. */
export type FormSection = z.infer<typeof sectionSchema>;

const sections = z.array(sectionSchema).min(1).max(SECTIONS_MAX);

/** A form as it is to be. */
export const evaluationFormRequest = z.strictObject({ name: title, sections });

/** The next version of a form, over the version that was read. */
export const evaluationFormChange = evaluationFormRequest.extend({ expectedVersion: z.number().int().min(1) });

/** A form with the newest of its versions. */
export const evaluationFormSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.number(),
  sections: z.array(sectionSchema),
});

/** Forms by name; `used` counts evaluations made by any of their versions. */
export const evaluationFormsSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), name: z.string(), version: z.number(), questions: z.number(), used: z.number() }),
  ),
});

const answerSchema = z.strictObject({
  /** Points; yes is 1 and no is 0. Null while nobody has answered. */
  value: z.union([z.number().int().min(0).max(POINTS_MAX), z.literal("not-applicable"), z.null()]),
  comment: z.string().trim().max(COMMENT_MAX),
});

const answersSchema = z.record(z.uuid(), answerSchema);
/** Answers by the ids of their questions. */
export type Answers = Readonly<z.infer<typeof answersSchema>>;

const markSchema = z.strictObject({
  id: z.uuid(),
  /** Since the beginning of the recording. */
  atMs: z.number().int().min(0).max(DAY_MS),
  remark: z.string().trim().min(1).max(COMMENT_MAX),
});
/** A moment of a recording, with what is to be said about it. */
export type Mark = z.infer<typeof markSchema>;

/** Which contact is to be judged, whose work in it, and by which form. */
export const evaluationRequest = z.strictObject({ contactId: z.uuid(), agentId: z.uuid(), formId: z.uuid() });

/** What somebody has written into an evaluation, over the version that was read. */
export const evaluationChange = z.strictObject({
  answers: answersSchema.refine((answers) => Object.keys(answers).length <= QUESTIONS_MAX),
  marks: z.array(markSchema).max(MARKS_MAX),
  remark: z.string().trim().max(REMARK_MAX),
  expectedVersion: z.number().int().min(1),
});

/** The version of an evaluation that is sent as it stands. */
export const evaluationSending = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** What an agent says to his evaluation, once; nothing where he only acknowledges it. */
export const acknowledgementRequest = z.strictObject({ reply: z.string().trim().max(REMARK_MAX) });

const judged = {
  id: z.uuid(),
  contactId: z.uuid(),
  agentId: z.uuid(),
  agentName: z.string(),
  queueName: z.string().nullable(),
  answeredAt: instant,
  talkMs: z.number(),
  formName: z.string(),
  state: z.enum(EVALUATION_STATES),
  /** In hundredths of a percent; null where nothing applied, and in a draft. */
  score: z.number().nullable(),
  isFatal: z.boolean(),
  madeByName: z.string(),
  sentAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
};

/** What becomes of the recording of a contact; `none` where it was not recorded. */
const RECORDING_STATES = ["none", "recording", "kept", "lost", "deleted"] as const;

/** An evaluation with its form. */
export const evaluationSchema = z.object({
  ...judged,
  timeZone: z.string(),
  formVersion: z.number(),
  sections: z.array(sectionSchema),
  answers: answersSchema,
  marks: z.array(markSchema),
  remark: z.string(),
  reply: z.string().nullable(),
  version: z.number(),
  callId: z.uuid().nullable(),
  recording: z.object({ id: z.uuid().nullable(), state: z.enum(RECORDING_STATES), durationMs: z.number().nullable() }),
});

/** An evaluation as its agent reads it: without the way to the call. */
export const ownEvaluationSchema = evaluationSchema.omit({ callId: true, agentId: true, version: true }).extend({
  recording: z.object({ state: z.enum(RECORDING_STATES), durationMs: z.number().nullable() }),
});

const localDay = z.iso.date();

/** By what a list of evaluations is narrowed down; days are those on which the contact was answered. */
export const evaluationsQuery = z.strictObject({
  agentId: z.uuid().optional(),
  queueId: z.uuid().optional(),
  formId: z.uuid().optional(),
  state: z.enum(EVALUATION_STATES).optional(),
  from: localDay.optional(),
  to: localDay.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** A page of evaluations, the newest first. */
export const evaluationsSchema = z.object({
  timeZone: z.string(),
  total: z.number(),
  items: z.array(z.object(judged)),
});

/** An agent's own evaluations, the newest first; those not acknowledged yet are counted. */
export const ownEvaluationsSchema = z.object({
  timeZone: z.string(),
  open: z.number(),
  items: z.array(z.object(judged).omit({ agentId: true, agentName: true })),
});

const HOUR_S = 3_600;

/** What is to be drawn: of the contacts of these days, as many of each agent, by a seed or by one that is made. */
export const drawRequest = z.strictObject({
  from: localDay,
  to: localDay,
  perAgent: z.number().int().min(1).max(PER_AGENT_MAX),
  leastTalkSeconds: z.number().int().min(0).max(HOUR_S),
  queueId: z.uuid().nullable(),
  seed: z.string().trim().max(64),
});

const drawn = {
  id: z.uuid(),
  seed: z.string(),
  from: localDay,
  to: localDay,
  perAgent: z.number(),
  leastTalkSeconds: z.number(),
  queueName: z.string().nullable(),
  candidates: z.number(),
  picks: z.number(),
  madeByName: z.string(),
  madeAt: instant,
};

/** Draws, the newest first. */
export const drawsSchema = z.object({ items: z.array(z.object(drawn)) });

/** What was drawn, by agents; `evaluations` are those that were made of the contact since. */
export const drawSchema = z.object({
  ...drawn,
  timeZone: z.string(),
  contacts: z.array(
    z.object({
      contactId: z.uuid(),
      agentId: z.uuid(),
      agentName: z.string(),
      queueName: z.string().nullable(),
      answeredAt: instant,
      talkMs: z.number(),
      evaluations: z.array(z.object({ id: z.uuid(), formName: z.string(), state: z.enum(EVALUATION_STATES) })),
    }),
  ),
});

/** Of which evaluations a report is made; days are those on which contacts were answered. */
export const evaluationReportQuery = z.strictObject({
  from: localDay,
  to: localDay,
  formId: z.uuid().optional(),
  queueId: z.uuid().optional(),
});

/** The same as a file. */
export const evaluationReportExportQuery = evaluationReportQuery.extend({ language: z.enum(["id", "en"]).optional() });

/** Means of agents and of questions, in hundredths of a percent; null where nothing applied. */
export const evaluationReportSchema = z.object({
  timeZone: z.string(),
  evaluations: z.number(),
  mean: z.number().nullable(),
  agents: z.array(
    z.object({
      agentId: z.uuid(),
      name: z.string(),
      evaluations: z.number(),
      fatal: z.number(),
      acknowledged: z.number(),
      mean: z.number().nullable(),
    }),
  ),
  questions: z.array(
    z.object({
      questionId: z.uuid(),
      formName: z.string(),
      text: z.string(),
      answered: z.number(),
      notApplicable: z.number(),
      mean: z.number().nullable(),
    }),
  ),
});

/** What was judged, by agents and questions. */
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;
/** An evaluation as the interface tells it. */
export type EvaluationView = z.infer<typeof evaluationSchema>;
/** An evaluation as its agent reads it. */
export type OwnEvaluationView = z.infer<typeof ownEvaluationSchema>;

/** What is wrong with a form: ids stand once, and one question at least weighs something. */
export function formFault(
  form: readonly FormSection[],
): "evaluation-question-twice" | "evaluation-weights-missing" | "evaluation-questions-many" | undefined {
  const questions = form.flatMap((section) => section.questions);
  const ids = new Set([...questions, ...form].map(({ id }) => id));
  if (ids.size < questions.length + form.length) return "evaluation-question-twice";
  if (questions.length > QUESTIONS_MAX) return "evaluation-questions-many";
  return questions.some(({ weight }) => weight > 0) ? undefined : "evaluation-weights-missing";
}
