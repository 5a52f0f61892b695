/** Filters set by a dashboard figure, each shown as a chip with a button that removes it. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Narrowed, narrowingOf } from "../data/narrowing.ts";
import { shortDate } from "../words/dates.ts";
import { Icon } from "./icons.tsx";

/** The label of a filter and the URL parameters that it consists of. */
interface Chip {
  readonly text: string;
  readonly keys: readonly (keyof Narrowed)[];
}

function useChips(address: Narrowed, stageName: (stage: string) => string): readonly Chip[] {
  const t = useTranslations("web.narrowing");
  const locale = useLocale();
  const { promise, promiseOf, endedFrom, endedTo, assignee, skloStage, bookedOn } = narrowingOf(address);
  const chips: Chip[] = [];
  if (promise !== undefined)
    chips.push({ text: t(`promise.${promise as "late"}`), keys: ["promise", "promiseOf", "endedFrom", "endedTo"] });
  if (promiseOf !== undefined) chips.push({ text: t(`promiseOf.${promiseOf as "sklo"}`), keys: ["promiseOf"] });
  if (endedFrom !== undefined && endedTo !== undefined)
    chips.push({
      text: t("ended", { from: shortDate(endedFrom, locale), to: shortDate(endedTo, locale) }),
      keys: ["endedFrom", "endedTo"],
    });
  if (assignee !== undefined) chips.push({ text: t(assignee === "none" ? "nobody" : "assignee"), keys: ["assignee"] });
  if (skloStage !== undefined)
    chips.push({ text: t("skloStage", { stage: stageName(skloStage) }), keys: ["skloStage"] });
  if (bookedOn !== undefined)
    chips.push({ text: t("bookedOn", { date: shortDate(bookedOn, locale) }), keys: ["bookedOn"] });
  return chips;
}

interface NarrowingProps {
  readonly address: Narrowed;
  /** Returns the name of a stage of the SKLO process; only lists of tests have stages. */
  readonly stageName?: (stage: string) => string;
  readonly onChange: (part: Record<string, string>) => void;
}

const AS_IT_IS = (stage: string): string => stage;

/** The chips of the filters set by a dashboard figure; renders nothing when there are none. */
export function Narrowing({ address, stageName = AS_IT_IS, onChange }: NarrowingProps): ReactNode {
  const t = useTranslations("web.narrowing");
  const chips = useChips(address, stageName);
  if (chips.length === 0) return null;
  return (
    <section aria-label={t("title")} className="mb-4 flex flex-wrap items-center gap-2 text-small">
      <span className="text-soft">{t("title")}:</span>
      <ul className="contents">
        {chips.map(({ text, keys }) => (
          <li key={keys.join()} className="inline-flex">
            <button
              type="button"
              className="button button-small"
              title={t("remove")}
              onClick={() => onChange(Object.fromEntries(keys.map((key) => [key, ""])))}
            >
              {text}
              <Icon name="close" size={14} />
              <span className="sr-only">, {t("remove")}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
