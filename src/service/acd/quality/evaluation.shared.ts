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

/** A question of a form. Its id stays the same across versions, so that reports can compare them. */
const questionSchema = z.strictObject({
  id: z.uuid(),
  text: z.string().trim().min(1).max(QUESTION_MAX),
  kind: z.enum(QUESTION_KINDS),
  /** The highest number of points of a scale. */
  points: z.number().int().min(1).max(POINTS_MAX),
  weight: z.number().int().min(0).max(WEIGHT_MAX),
  mayNotApply: z.boolean(),
  /** Zero points make the score of the whole evaluation zero. */
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

/** The request of a new evaluation form. */
export const evaluationFormRequest = z.strictObject({ name: title, sections });

/** The next version of a form, over the version that was read. */
export const evaluationFormChange = evaluationFormRequest.extend({ expectedVersion: z.number().int().min(1) });

/** A form with its newest version. */
export const evaluationFormSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.number(),
  sections: z.array(sectionSchema),
});

/** Forms by name; `used` counts the evaluations by any of their versions. */
export const evaluationFormsSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), name: z.string(), version: z.number(), questions: z.number(), used: z.number() }),
  ),
});

const answerSchema = z.strictObject({
  /** Points; yes is 1 and no is 0. Null without an answer. */
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
/** A marked moment of a recording, with a remark. */
export type Mark = z.infer<typeof markSchema>;

/** The contact, the evaluated agent, and the form. */
export const evaluationRequest = z.strictObject({ contactId: z.uuid(), agentId: z.uuid(), formId: z.uuid() });

/** A change of a draft evaluation, over the version that was read. */
export const evaluationChange = z.strictObject({
  answers: answersSchema.refine((answers) => Object.keys(answers).length <= QUESTIONS_MAX),
  marks: z.array(markSchema).max(MARKS_MAX),
  remark: z.string().trim().max(REMARK_MAX),
  expectedVersion: z.number().int().min(1),
});

/** The version of an evaluation that is sent. */
export const evaluationSending = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** The reply of the agent to the evaluation, once; empty when the agent only acknowledges it. */
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
  /** In hundredths of a per cent; null when no question applied, and in a draft. */
  score: z.number().nullable(),
  isFatal: z.boolean(),
  madeByName: z.string(),
  sentAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
};

/** The state of the recording of a contact; `none` when it was not recorded. */
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

/** An evaluation as its agent reads it: without the link to the call. */
export const ownEvaluationSchema = evaluationSchema.omit({ callId: true, agentId: true, version: true }).extend({
  recording: z.object({ state: z.enum(RECORDING_STATES), durationMs: z.number().nullable() }),
});

const localDay = z.iso.date();

/** Filters of a list of evaluations; days are those on which the contact was answered. */
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

/** A page of evaluations, newest first. */
export const evaluationsSchema = z.object({
  timeZone: z.string(),
  total: z.number(),
  items: z.array(z.object(judged)),
});

/** An agent's own evaluations, newest first, with the number of unacknowledged ones. */
export const ownEvaluationsSchema = z.object({
  timeZone: z.string(),
  open: z.number(),
  items: z.array(z.object(judged).omit({ agentId: true, agentName: true })),
});

const HOUR_S = 3_600;

/** The parameters of a draw: days, the number of contacts for each agent, and a seed; without a seed, a random one. */
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

/** Draws, newest first. */
export const drawsSchema = z.object({ items: z.array(z.object(drawn)) });

/** The drawn contacts, by agent; `evaluations` are those created for the contact since. */
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

/** Filters of the report; days are those on which contacts were answered. */
export const evaluationReportQuery = z.strictObject({
  from: localDay,
  to: localDay,
  formId: z.uuid().optional(),
  queueId: z.uuid().optional(),
});

/** Filters of the report as a file. */
export const evaluationReportExportQuery = evaluationReportQuery.extend({ language: z.enum(["id", "en"]).optional() });

/** Mean scores of agents and of questions, in hundredths of a per cent; null when no question applied. */
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

/** The report on evaluations, by agents and questions. */
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;
/** An evaluation as the API returns it. */
export type EvaluationView = z.infer<typeof evaluationSchema>;
/** An evaluation as its agent reads it. */
export type OwnEvaluationView = z.infer<typeof ownEvaluationSchema>;

/** The fault of a form: a repeated question id, no question with a weight, or too many questions. */
export function formFault(
  form: readonly FormSection[],
): "evaluation-question-twice" | "evaluation-weights-missing" | "evaluation-questions-many" | undefined {
  const questions = form.flatMap((section) => section.questions);
  const ids = new Set([...questions, ...form].map(({ id }) => id));
  if (ids.size < questions.length + form.length) return "evaluation-question-twice";
  if (questions.length > QUESTIONS_MAX) return "evaluation-questions-many";
  return questions.some(({ weight }) => weight > 0) ? undefined : "evaluation-weights-missing";
}
