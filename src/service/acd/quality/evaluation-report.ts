import type { Answers, EvaluationReport, FormSection } from "./evaluation.shared.ts";
import { pointsOf } from "./score.shared.ts";

/** A sent evaluation as the report counts it. */
export interface CountedEvaluation {
  readonly agentId: string;
  readonly agentName: string;
  readonly formName: string;
  readonly formVersion: number;
  readonly sections: readonly FormSection[];
  readonly answers: Answers;
  readonly score: number | null;
  readonly isFatal: boolean;
  readonly state: string;
}

const WHOLE = 10_000;

function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

const scoresOf = (rows: readonly { readonly score: number | null }[]): readonly number[] =>
  rows.flatMap(({ score }) => (score === null ? [] : [score]));

/**
 * The mean scores of evaluations by agents, the lowest first, and by questions in the order of their forms. Every evaluation counts once,
 * whatever the weight of its form; a question whose text was changed is named by its newest version in the report.
 */
export function reportOf(rows: readonly CountedEvaluation[]): Omit<EvaluationReport, "timeZone"> {
  const agents = [...Map.groupBy(rows, ({ agentId }) => agentId)].map(([agentId, own]) => ({
    agentId,
    name: own[0]?.agentName ?? "",
    evaluations: own.length,
    fatal: own.filter(({ isFatal }) => isFatal).length,
    acknowledged: own.filter(({ state }) => state === "acknowledged").length,
    mean: meanOf(scoresOf(own)),
  }));
  return {
    evaluations: rows.length,
    mean: meanOf(scoresOf(rows)),
    agents: agents.toSorted((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity) || (a.name < b.name ? -1 : 1)),
    questions: questionsOf(rows),
  };
}

function questionsOf(rows: readonly CountedEvaluation[]): EvaluationReport["questions"] {
  const newestFirst = rows.toSorted(
    (a, b) => (a.formName < b.formName ? -1 : Number(a.formName > b.formName)) || b.formVersion - a.formVersion,
  );
  const asked = newestFirst.flatMap(({ sections, answers, formName }) =>
    sections
      .flatMap((section) => section.questions)
      .map((question) => ({ question, formName, value: answers[question.id]?.value ?? null })),
  );
  return [...Map.groupBy(asked, ({ question }) => question.id)].map(([questionId, own]) => {
    const shares = own.flatMap(({ question, value }) =>
      typeof value === "number" ? [(value * WHOLE) / pointsOf(question)] : [],
    );
    return {
      questionId,
      formName: own[0]?.formName ?? "",
      text: own[0]?.question.text ?? "",
      answered: shares.length,
      notApplicable: own.filter(({ value }) => value === "not-applicable").length,
      mean: meanOf(shares),
    };
  });
}
