/** Editor of one question of a form. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FormSection } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import {
  POINTS_MAX,
  QUESTION_KINDS,
  QUESTION_MAX,
  WEIGHT_MAX,
} from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { CheckField, SelectField, TextArea, TextField } from "../../parts/fields.tsx";

type Question = FormSection["questions"][number];

interface QuestionProps {
  readonly question: Question;
  /** The number of the question in the form: "2.3". */
  readonly nth: string;
  readonly onChange: (part: Partial<Question>) => void;
  /** Undefined for the only question of a section. */
  readonly onRemove: (() => void) | undefined;
}

/** Parses an integer and clamps it to bounds. */
function within(text: string, least: number, most: number): number {
  const value = Math.trunc(Number(text));
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
}

/** The question's text, kind of answer, weight and effect. */
export function QuestionPart({ question, nth, onChange, onRemove }: QuestionProps): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  const { id, text, kind, points, weight, mayNotApply, isFatal } = question;
  return (
    <fieldset className="grid gap-3 border-t border-line pt-4">
      <legend className="sr-only">{t("question", { nth })}</legend>
      <TextArea
        name={`text-${id}`}
        label={`${nth} ${t("text")}`}
        rows={2}
        maxLength={QUESTION_MAX}
        value={text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          name={`kind-${id}`}
          label={t("kind")}
          value={kind}
          onChange={(event) => onChange({ kind: QUESTION_KINDS.find((one) => one === event.target.value) ?? "scale" })}
        >
          {QUESTION_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </SelectField>
        {kind === "scale" ? (
          <TextField
            name={`points-${id}`}
            label={t("points")}
            type="number"
            min={1}
            max={POINTS_MAX}
            value={points}
            onChange={(event) => onChange({ points: within(event.target.value, 1, POINTS_MAX) })}
          />
        ) : null}
        <TextField
          name={`weight-${id}`}
          label={t("weight")}
          type="number"
          min={0}
          max={WEIGHT_MAX}
          value={weight}
          onChange={(event) => onChange({ weight: within(event.target.value, 0, WEIGHT_MAX) })}
        />
      </div>
      <CheckField
        name={`not-${id}`}
        label={t("mayNotApply")}
        checked={mayNotApply}
        onChange={(event) => onChange({ mayNotApply: event.target.checked })}
      />
      <CheckField
        name={`fatal-${id}`}
        label={t("isFatal")}
        checked={isFatal}
        onChange={(event) => onChange({ isFatal: event.target.checked })}
      />
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="button button-small justify-self-start"
          aria-label={t("removeQuestion", { nth })}
          onClick={onRemove}
        >
          {t("remove")}
        </button>
      )}
    </fieldset>
  );
}
