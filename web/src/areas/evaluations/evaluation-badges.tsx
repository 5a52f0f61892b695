/** The state and score of an evaluation. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { figure } from "../calls/call-words.ts";

const BADGE_STYLES = {
  draft: { shape: "ring", tone: "quiet" },
  sent: { shape: "half", tone: "wait" },
  acknowledged: { shape: "tick", tone: "good" },
} as const satisfies Readonly<Record<string, { readonly shape: Shape; readonly tone: Tone }>>;

/** The state of an evaluation. */
export function EvaluationState({ state }: { readonly state: keyof typeof BADGE_STYLES }): ReactNode {
  const t = useTranslations("web.evaluations.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}

const HUNDREDTHS = 100;

/** A score in per cent; a dash where there is none. */
export function ScoreText({ score }: { readonly score: number | null }): ReactNode {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  if (score === null) return <span className="text-soft">–</span>;
  return <span className="tabular-nums">{t("percent", { value: figure(score / HUNDREDTHS, locale, 2) })}</span>;
}

/** A score with the reason why it is zero, if it is. */
export function WholeScore({
  score,
  isFatal,
}: {
  readonly score: number | null;
  readonly isFatal: boolean;
}): ReactNode {
  const t = useTranslations("web.evaluations");
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <ScoreText score={score} />
      {isFatal ? (
        <Badge shape="cross" tone="bad">
          {t("fatal")}
        </Badge>
      ) : null}
    </span>
  );
}
