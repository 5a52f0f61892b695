/** The score of an evaluation: a pure function, so that the page shows the same score that the server computes on sending. */

/** A question with the properties that the score needs. */
export interface ScoredQuestion {
  readonly id: string;
  readonly kind: "scale" | "yes-no";
  /** The highest number of points of a scale. */
  readonly points: number;
  readonly weight: number;
  /** Whether "does not apply" is an allowed answer. */
  readonly mayNotApply: boolean;
  /** Whether zero points make the score of the whole evaluation zero. */
  readonly isFatal: boolean;
}

/** A section with the properties that the score needs. */
export interface ScoredSection {
  readonly id: string;
  readonly questions: readonly ScoredQuestion[];
}

/** An answer: points (yes is 1, no is 0), or that the question does not apply; null without an answer. */
export interface ScoredAnswer {
  readonly value: number | "not-applicable" | null;
}

/** Answers by the ids of their questions. */
export type ScoredAnswers = Readonly<Record<string, ScoredAnswer>>;

/** The result of a score computation. Scores are in hundredths of a per cent; null when no question applied or was answered. */
export interface Score {
  readonly score: number | null;
  /** Whether a fatal question set the score to zero. */
  readonly isFatal: boolean;
  readonly sections: readonly { readonly id: string; readonly score: number | null }[];
  /** Questions without an answer, in the order of the form. */
  readonly missing: readonly string[];
}

/** A multiple of every number of points up to ten, so that fractions add up as integers. */
const COMMON = 2_520;
const WHOLE = 10_000;

/** The maximum of points of a question: those of its scale, or one for yes. */
export function pointsOf({ kind, points }: Pick<ScoredQuestion, "kind" | "points">): number {
  return kind === "yes-no" ? 1 : points;
}

/**
 * The score of answers: Σ weight × points given ÷ points possible, over Σ weight, of the questions that apply and were answered, in
 * hundredths of a per cent, halves rounded up. A fatal question with zero points sets the total to zero; its section retains its score.
 */
export function scoreOf(sections: readonly ScoredSection[], answers: ScoredAnswers): Score {
  const questions = sections.flatMap((section) => section.questions);
  const valueFor = (id: string) => answers[id]?.value ?? null;
  const isFatal = questions.some((question) => question.isFatal && valueFor(question.id) === 0);
  return {
    score: isFatal ? 0 : weighed(questions, answers),
    isFatal,
    sections: sections.map((section) => ({ id: section.id, score: weighed(section.questions, answers) })),
    missing: questions.filter(({ id }) => valueFor(id) === null).map(({ id }) => id),
  };
}

function weighed(questions: readonly ScoredQuestion[], answers: ScoredAnswers): number | null {
  const given = questions.flatMap((question) => {
    const value = answers[question.id]?.value ?? null;
    if (typeof value !== "number") return [];
    return [{ weight: question.weight, share: question.weight * value * (COMMON / pointsOf(question)) }];
  });
  const weight = given.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return null;
  const share = given.reduce((sum, one) => sum + one.share, 0);
  return Math.floor((2 * WHOLE * share + weight * COMMON) / (2 * weight * COMMON));
}

/** The first invalid answer: more points than its question has, or "does not apply" for a question that always applies. */
export function answerFault(sections: readonly ScoredSection[], answers: ScoredAnswers): string | undefined {
  const questions = new Map(
    sections.flatMap((section) => section.questions).map((question) => [question.id, question]),
  );
  return Object.entries(answers).find(([id, { value }]) => {
    const question = questions.get(id);
    if (question === undefined) return true;
    if (value === null) return false;
    return value === "not-applicable" ? !question.mayNotApply : value > pointsOf(question);
  })?.[0];
}
