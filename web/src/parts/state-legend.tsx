/** Legend of the code states, with the number of codes in each. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { CodeState } from "../data/types.ts";
import { count } from "../words/dates.ts";
import { CODE_STYLES, Glyph } from "./badges.tsx";

/** The code states in display order. */
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

/** Shape, label and count of each state: the legend of the code block and the table of the bar. */
export function StateLegend({ counts }: { readonly counts: Readonly<Record<CodeState, number>> }): ReactNode {
  const t = useTranslations("states");
  const locale = useLocale();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      {CODE_STATES.map((state) => (
        <li key={state} className={`inline-flex items-center gap-1.5 tone-${CODE_STYLES[state].tone}`}>
          <span className="text-[var(--tone)]">
            <Glyph shape={CODE_STYLES[state].shape} />
          </span>
          {t(`code.${state}`)}
          <span className="font-semibold">{count(counts[state] ?? 0, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
