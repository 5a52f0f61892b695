/** The field of a new password, with a strength estimate during typing. The estimator is loaded on the first key press. */
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { PasswordAdvice, StrengthJudge } from "../../../../src/identity/strength/password-strength.shared.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import { Glyph } from "../../parts/badges.tsx";
import { TextField } from "../../parts/fields.tsx";

interface Judgement {
  readonly score: number;
  readonly advice: PasswordAdvice;
}

const PAUSE_MS = 250;
const STRENGTH_MIN = 3;

let judging: Promise<StrengthJudge> | undefined;

/** One estimator for all fields; a failed load is retried on the next key press. */
function loadJudge(): Promise<StrengthJudge> {
  judging ??= import("../../../../src/identity/strength/password-strength.shared.ts").then((file) =>
    file.makeStrengthJudge(),
  );
  judging.catch(() => {
    judging = undefined;
  });
  return judging;
}

/** The strength estimate, debounced; null while there is none. */
function useJudgement(password: string, own: readonly string[]): Judgement | null {
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  const facts = own.join("\n");
  useEffect(() => {
    if (password === "") return setJudgement(null);
    let isCurrent = true;
    const timer = setTimeout(() => {
      // The field works without the estimator, because the server checks the strength too.
      loadJudge().then(
        (judge) => isCurrent && setJudgement(judge(password, facts.split("\n"))),
        () => isCurrent && setJudgement(null),
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [password, facts]);
  return judgement;
}

/** Strength as shape, label and colour, with advice. */
function StrengthNote({
  judgement,
  least,
}: {
  readonly judgement: Judgement | null;
  readonly least: number;
}): ReactNode {
  const t = useTranslations("web.people");
  const advice = useTranslations("web.passwordAdvice");
  const isGood = judgement !== null && judgement.score >= least;
  return (
    <div role="status" className={`mt-2 min-h-6 text-small ${isGood ? "tone-good" : "tone-wait"}`}>
      {judgement === null ? null : (
        <p className="flex items-baseline gap-2">
          <span className="text-[var(--tone)]">
            <Glyph shape={isGood ? "tick" : "triangle"} />
          </span>
          <span>
            <span className="font-semibold">{isGood ? t("strengthGood") : t("strengthWeak")}</span>
            {isGood ? "" : ` ${advice(judgement.advice)}`}
          </span>
        </p>
      )}
    </div>
  );
}

/** A new password; `own` holds personal data that the password must not contain. */
export function NewPasswordField({
  value,
  own,
  error,
  onType,
}: {
  readonly value: string;
  readonly own: readonly string[];
  readonly error: string | undefined;
  readonly onType: (password: string) => void;
}): ReactNode {
  const t = useTranslations("web.people");
  const least = useRuleNumber("password-strength-min", STRENGTH_MIN);
  const judgement = useJudgement(value, own);
  return (
    <div>
      <TextField
        name="password"
        label={t("newPassword")}
        hint={t("passwordHint")}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        error={error}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
      <StrengthNote judgement={judgement} least={least} />
    </div>
  );
}
