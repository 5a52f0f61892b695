/** How a pattern's codes are shared out among the states, as one bar; the same figures stand in words beside it. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { CodeState, Pattern } from "../data/types.ts";
import { count } from "../words/dates.ts";
import { CODE_LOOK, Glyph } from "./badges.tsx";

/** The states in the order in which they are shown everywhere. */
export const CODE_STATES: readonly CodeState[] = [
  "idle",
  "held",
  "in-process",
  "evaluation",
  "active",
  "quarantine",
  "reserved",
  "blocked",
];

/** The bar alone. */
export function PatternStack({ pattern }: { readonly pattern: Pattern }): ReactNode {
  return (
    <span className="stack" aria-hidden="true">
      {CODE_STATES.filter((state) => pattern.counts[state] > 0).map((state) => (
        <span
          key={state}
          className={`tone-${CODE_LOOK[state].tone}`}
          style={{ flexGrow: pattern.counts[state], minWidth: 2 }}
        />
      ))}
    </span>
  );
}

/** Shape, word and count of each state: the legend of the sheet and the table of the bar. */
export function StateLegend({ counts }: { readonly counts: Readonly<Record<CodeState, number>> }): ReactNode {
  const t = useTranslations("states");
  const locale = useLocale();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      {CODE_STATES.map((state) => (
        <li key={state} className={`inline-flex items-center gap-1.5 tone-${CODE_LOOK[state].tone}`}>
          <span className="text-[var(--tone)]">
            <Glyph shape={CODE_LOOK[state].shape} />
          </span>
          {t(`code.${state}`)}
          <span className="font-semibold">{count(counts[state] ?? 0, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
