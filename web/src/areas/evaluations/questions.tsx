/** The questions of an evaluation: answered by the evaluator, read-only for all other users. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Answers, FormSection } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import { COMMENT_MAX } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { pointsOf, scoreOf } from "../../../../src/service/acd/quality/score.shared.ts";
import { Badge } from "../../parts/badges.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { ScoreText } from "./evaluation-badges.tsx";

type Question = FormSection["questions"][number];
type Answer = Answers[string];
type Value = Answer["value"];

const NO_ANSWER: Answer = { value: null, comment: "" };

interface QuestionsProps {
  readonly sections: readonly FormSection[];
  readonly answers: Answers;
  /** Undefined where the answers are read-only. */
  readonly onAnswer?: (questionId: string, answer: Answer) => void;
}

/** All sections with their scores. */
export function Questions({ sections, answers, onAnswer }: QuestionsProps): ReactNode {
  const score = scoreOf(sections, answers);
  return (
    <>
      {sections.map(({ id, title, questions }, nth) => (
        <section key={id} className="grid gap-4" aria-labelledby={`section-${id}`}>
          <div className="flex flex-wrap items-baseline justify-between gap-3">
            <h3 id={`section-${id}`} className="break-words">
              {title}
            </h3>
            <ScoreText score={score.sections[nth]?.score ?? null} />
          </div>
          {questions.map((question) => {
            const answer = answers[question.id] ?? NO_ANSWER;
            return onAnswer === undefined ? (
              <ReadQuestion key={question.id} question={question} answer={answer} />
            ) : (
              <QuestionField
                key={question.id}
                question={question}
                answer={answer}
                onAnswer={(next) => onAnswer(question.id, next)}
              />
            );
          })}
        </section>
      ))}
    </>
  );
}

function useAnswerText(): (question: Question, value: Value) => string {
  const t = useTranslations("web.evaluations.review");
  return (question, value) => {
    if (value === null) return t("unanswered");
    if (value === "not-applicable") return t("notApplicable");
    if (question.kind === "yes-no") return t(value === 1 ? "yes" : "no");
    return t("points", { points: value, max: question.points });
  };
}

function Marks({ question: { weight, isFatal } }: { readonly question: Question }): ReactNode {
  const t = useTranslations("web.evaluations.review");
  return (
    <span className="inline-flex flex-wrap items-center gap-2 text-small text-soft">
      {t("weight", { weight })}
      {isFatal ? (
        <Badge shape="triangle" tone="wait">
          {t("fatalMark")}
        </Badge>
      ) : null}
    </span>
  );
}

function ReadQuestion({ question, answer }: { readonly question: Question; readonly answer: Answer }): ReactNode {
  const textOf = useAnswerText();
  return (
    <div className="grid gap-1">
      <p className="max-w-[70ch] [overflow-wrap:anywhere]">{question.text}</p>
      <p className="flex flex-wrap items-center gap-3">
        <strong>{textOf(question, answer.value)}</strong>
        <Marks question={question} />
      </p>
      {answer.comment === "" ? null : (
        <p className="max-w-[70ch] whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">{answer.comment}</p>
      )}
    </div>
  );
}

/** The possible answers to a question, best first. */
function valuesOf(question: Question): readonly Exclude<Value, null>[] {
  const points = Array.from({ length: pointsOf(question) + 1 }, (_, nth) => pointsOf(question) - nth);
  return question.mayNotApply ? [...points, "not-applicable"] : points;
}

function QuestionField({
  question,
  answer,
  onAnswer,
}: {
  readonly question: Question;
  readonly answer: Answer;
  readonly onAnswer: (answer: Answer) => void;
}): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const textOf = useAnswerText();
  const { id, text, kind } = question;
  return (
    <fieldset id={`answers.${id}`} tabIndex={-1} className="grid gap-2">
      <legend className="mb-1 max-w-[70ch] [overflow-wrap:anywhere]">{text}</legend>
      <Marks question={question} />
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {valuesOf(question).map((value) => (
          <label key={value} className="check">
            <input
              type="radio"
              name={`answer-${id}`}
              checked={answer.value === value}
              onChange={() => onAnswer({ ...answer, value })}
            />
            <span>{kind === "scale" && typeof value === "number" ? value : textOf(question, value)}</span>
          </label>
        ))}
      </div>
      <TextArea
        name={`comment-${id}`}
        label={
          <>
            {t("comment")}
            <span className="sr-only">: {text}</span>
          </>
        }
        rows={1}
        maxLength={COMMENT_MAX}
        value={answer.comment}
        onChange={(event) => onAnswer({ ...answer, comment: event.target.value })}
      />
    </fieldset>
  );
}
